//! A transcript cut into paragraphs, and these into words and marks that are numbered.

use super::directives::directives;
use crate::manifest::Witness;
use crate::segment::{Role, Standing};
use crate::text::{Span, tokens};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words and marks on either side of a change beyond which its sentence does not go on.
const LONGEST: usize = 200;

/// A word or mark of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct RevisionToken {
    /// The same for all that differ in type only.
    pub id: u32,
    /// The same for all that have the same letters.
    pub raw: u32,
    start: u32,
    /// Its number of bytes, and in the highest bit whether it is a word. Packed, because a text has one of these for
    /// each word and mark.
    size: u32,
}

const WORD: u32 = 1 << 31;

impl RevisionToken {
    pub const fn span(&self) -> Span {
        let start = self.start as usize;
        Span::new(start, start + (self.size & !WORD) as usize)
    }

    /// Returns true if it is a word or number.
    pub const fn is_word(&self) -> bool {
        self.size & WORD != 0
    }
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(super) struct TokenBlock {
    pub role: Role,
    /// Its number, from 1, among the segments of its role.
    pub number: usize,
    pub tokens: Range<usize>,
    /// The same for all with the same words and marks, type aside.
    pub id: u32,
}

impl TokenBlock {
    pub fn is_furniture(&self) -> bool {
        self.role.standing() == Standing::Furniture
    }
}

/// One capture, cut up. What an article says twice is there once.
#[derive(Debug)]
pub(super) struct TokenizedText<'w> {
    pub witness: &'w Witness,
    pub tokens: Vec<RevisionToken>,
    pub blocks: Vec<TokenBlock>,
    directives: Vec<Span>,
}

/// The numbers of words and paragraphs, in both texts.
#[derive(Debug, Default)]
pub(super) struct Vocabulary<'t> {
    raws: HashMap<&'t str, u32>,
    /// For each raw number, the number that it folds to.
    folds: Vec<u32>,
    /// For each raw number, how often it stands in both texts.
    counts: Vec<u32>,
    folded: HashMap<String, u32>,
    paragraphs: HashMap<Vec<u32>, u32>,
}

impl<'t> Vocabulary<'t> {
    fn number(&mut self, text: &'t str) -> (u32, u32) {
        if let Some(&raw) = self.raws.get(text) {
            self.counts[raw as usize] += 1;
            return (self.folds[raw as usize], raw);
        }
        let next = self.folded.len() as u32;
        let id = *self.folded.entry(fold(text)).or_insert(next);
        let raw = self.folds.len() as u32;
        self.raws.insert(text, raw);
        self.folds.push(id);
        self.counts.push(1);
        (id, raw)
    }

    /// Returns true if `word` stands, in these letters, in either text.
    pub fn has(&self, word: &str) -> bool {
        self.raws.contains_key(word)
    }

    /// The number of times that `word` stands, in these letters, in both texts.
    pub fn count(&self, word: &str) -> u32 {
        self.raws.get(word).map_or(0, |&raw| self.counts[raw as usize])
    }

    /// The number of paragraphs that differ from each other. What they and the words were numbered by is forgotten: all
    /// have their numbers now.
    pub fn close(&mut self) -> usize {
        (self.folds, self.folded) = Default::default();
        std::mem::take(&mut self.paragraphs).len()
    }
}

/// Returns true if the mark at `next` is one with the mark that ends at `end`.
fn goes_on(text: &str, end: usize, next: Span) -> bool {
    let mark = &text[next.range()];
    next.start == end && matches!(mark, "." | "-") && text[..end].ends_with(mark)
}

/// The pieces of a word: a clause of Chinese or Japanese has no spaces, and would be one word, so that a letter more or
/// less in it would be another clause. Each Han character is a piece, and each run of hiragana or of katakana.
fn pieces(text: &str, word: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = word.start;
    std::iter::from_fn(move || {
        let rest = &text[at..word.end];
        let mut chars = rest.char_indices();
        let script = Script::of(chars.next()?.1);
        let goes_on =
            |&(_, c): &(usize, char)| is_combining_mark(c) || Script::of(c) == script && script != Script::Han;
        let end = if rest.is_ascii() {
            rest.len()
        } else {
            chars.find(|next| !goes_on(next)).map_or(rest.len(), |(end, _)| end)
        };
        let start = at;
        at += end;
        Some(Span::new(start, at))
    })
}

/// The scripts of which a word is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Hiragana,
    Katakana,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match u32::from(c) {
            0x3041..=0x309F => Self::Hiragana,
            0x30A0..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Katakana,
            0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Self::Han,
            _ => Self::Other,
        }
    }
}

/// `text` with its marks in their plainest shape and its letters composed.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return if text.starts_with("--") { "-".to_owned() } else { text.to_owned() };
    }
    let plain = |c: char| match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐'..='―' | '−' => '-',
        other => other,
    };
    text.nfc().map(plain).collect::<String>().replace('…', "...")
}

impl<'w> TokenizedText<'w> {
    pub fn of(witness: &'w Witness, vocabulary: &mut Vocabulary<'w>) -> Self {
        // One for each five bytes is what most texts have.
        let room = Vec::with_capacity(witness.text().len() / 5);
        let mut side = Self { witness, tokens: room, blocks: Vec::new(), directives: Vec::new() };
        let mut counts = BTreeMap::<Role, usize>::new();
        for segment in witness.segments() {
            let number = counts.entry(segment.role.counted_as()).or_default();
            *number += 1;
            if segment.of.is_none() && segment.role != Role::Separator {
                side.push(segment.role.counted_as(), *number, segment.span, vocabulary);
            }
        }
        side
    }

    fn push(&mut self, role: Role, number: usize, span: Span, vocabulary: &mut Vocabulary<'w>) {
        let first = self.tokens.len();
        let text = &self.witness.text()[span.range()];
        self.directives.extend(directives(text, span.start));
        let mut rest = tokens(text).peekable();
        while let Some(token) = rest.next() {
            let mut end = token.span.end;
            // `...` and `--` are one mark each, however long.
            while let Some(next) = rest.next_if(|next| goes_on(text, end, next.span)) {
                end = next.span.end;
            }
            let at = Span::new(span.start + token.span.start, span.start + end);
            match token.is_word {
                true => pieces(self.witness.text(), at).for_each(|piece| self.push_token(piece, WORD, vocabulary)),
                false => self.push_token(at, 0, vocabulary),
            }
        }
        if self.tokens.len() > first {
            let ids = self.tokens[first..].iter().map(|token| token.id).collect();
            let next = vocabulary.paragraphs.len() as u32;
            let id = *vocabulary.paragraphs.entry(ids).or_insert(next);
            self.blocks.push(TokenBlock { role, number, tokens: first..self.tokens.len(), id });
        }
    }

    fn push_token(&mut self, at: Span, kind: u32, vocabulary: &mut Vocabulary<'w>) {
        let (id, raw) = vocabulary.number(&self.witness.text()[at.range()]);
        let size = (at.end - at.start) as u32 | kind;
        self.tokens.push(RevisionToken { id, raw, start: at.start as u32, size });
    }

    /// Returns true if some paragraph is part of the body.
    pub fn has_body(&self) -> bool {
        self.blocks.iter().any(|block| block.role.standing() == Standing::Body)
    }

    pub fn word(&self, token: usize) -> &'w str {
        &self.witness.text()[self.tokens[token].span().range()]
    }

    /// The words among the tokens of `range`.
    pub fn words(&self, range: Range<usize>) -> impl Iterator<Item = &'w str> + '_ {
        range.filter(|&token| self.tokens[token].is_word()).map(|token| self.word(token))
    }

    /// The span of the tokens of `range`, in bytes; for none, the place between their neighbours.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if !range.is_empty() => Span::new(first.span().start, last.span().end),
            (Some(next), _) => Span::new(next.span().start, next.span().start),
            (None, last) => {
                let at = last.map_or(0, |last| last.span().end);
                Span::new(at, at)
            }
        }
    }

    /// The text of `range`, its white space made single spaces; with the space before it, if there is one.
    pub fn text(&self, range: Range<usize>) -> String {
        if range.is_empty() {
            return String::new();
        }
        let span = self.span(range);
        let text = self.witness.text();
        let spaced = text[..span.start].ends_with(char::is_whitespace);
        let words: Vec<&str> = text[span.range()].split_whitespace().collect();
        format!("{}{}", if spaced { " " } else { "" }, words.join(" "))
    }

    /// Returns true if the tokens of `range`, if there are any, all lie in directives of a template.
    pub fn is_directive(&self, range: &Range<usize>) -> bool {
        let lies_in_one = |token: usize| {
            let span = self.tokens[token].span();
            let next = self.directives.partition_point(|directive| directive.end < span.end);
            self.directives.get(next).is_some_and(|directive| directive.start <= span.start)
        };
        !self.directives.is_empty() && range.clone().all(lies_in_one) || range.is_empty()
    }

    pub fn ids(&self, range: Range<usize>) -> Vec<u32> {
        self.tokens[range].iter().map(|token| token.id).collect()
    }

    /// The tokens of the blocks of `range`, which follow on each other.
    pub fn tokens_of(&self, blocks: &Range<usize>) -> Range<usize> {
        self.blocks[blocks.start].tokens.start..self.blocks[blocks.end - 1].tokens.end
    }

    /// Returns true if the token begins a sentence, where a capital letter makes no name.
    pub fn opens_sentence(&self, block: &TokenBlock, token: usize) -> bool {
        let before = (block.tokens.start..token)
            .rev()
            .take(LONGEST)
            .find(|&at| !matches!(self.word(at), "\"" | "“" | "‘" | "(" | "[" | "'"));
        before.is_none_or(|at| matches!(self.word(at), "." | "!" | "?" | ":" | "…" | "*" | "•" | "-" | "–" | "—"))
    }

    /// The sentence around the tokens of `range`, within `block`.
    pub fn sentence(&self, block: &Range<usize>, range: &Range<usize>) -> Range<usize> {
        let stops = |at: &usize| matches!(self.word(*at), "." | "!" | "?");
        // A text without stops is not looked through for each of its words.
        let (first, last) =
            (range.start.saturating_sub(LONGEST).max(block.start), (range.end + LONGEST).min(block.end));
        let start = (first..range.start).rev().find(stops).map_or(first, |at| at + 1);
        let end = (range.end..last).find(stops).map_or(last, |at| at + 1);
        start..end.max(start)
    }
}
