//! The editor's marks in a quotation, and every way to read it: each mark is the editor's, or the article's own.

use super::contract::Accepts;
use super::glyphs::{glyphs, plain};

/// A mark that is read as the editor's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// `…`: any words, or none.
    Gap,
    /// `[sic]`: no width.
    Remark,
    /// `[the city]`: put in, or in the place of so many words at most.
    Insertion { replaces: usize },
    /// `[t]he`: the first letters of a word, with white space before it or not.
    First { letters: Vec<char>, is_spaced: bool },
    /// One that is the article's own, compared apart from the words beside it.
    Own { letters: Vec<char>, is_spaced: bool },
    /// `word[ed]`: the last ones.
    Ending(Vec<char>),
}

/// One way to read a quotation: pieces that are the article's, with a mark of the editor's between each two.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub pieces: Vec<Piece>,
    pub marks: Vec<Mark>,
}

/// Words between two of the editor's marks.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub words: Vec<char>,
    /// True if white space stands before it.
    pub is_spaced: bool,
}

/// Words that a bracket replaces at most.
const REPLACED: usize = 8;

/// Words that a remark on the quotation begins with.
const REMARKS: [&str; 15] = [
    "sic",
    "emphasis",
    "italics",
    "translated",
    "translation",
    "citation omitted",
    "citations omitted",
    "footnote omitted",
    "footnotes omitted",
    "internal quotation",
    "internal citation",
    "quotation marks omitted",
    "alteration",
    "original emphasis",
    "my emphasis",
];

/// True for `sic` and `Emphasis added`, with marks of emphasis around them or not.
fn is_remark(content: &str) -> bool {
    let content = content.trim().trim_matches(['*', '_']).to_lowercase();
    REMARKS
        .iter()
        .any(|remark| content.strip_prefix(remark).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// A stretch of a quotation.
#[derive(Debug, Clone)]
enum Stretch {
    Words(Vec<char>),
    /// Something that may be a mark of the editor's; `None` if that would be no editing.
    Marked {
        mark: Option<Mark>,
        written: Vec<char>,
    },
}

/// Marks beyond so many are the article's own.
const MOST: u32 = 12;

/// Every way to read `words`.
pub fn patterns(words: &str, accepts: Accepts) -> Vec<Pattern> {
    // Parentheses may be the article's own, and hold marks of the editor's.
    let plainly = Accepts { parentheses: false, ..accepts };
    let ways = if accepts.parentheses { vec![plainly, accepts] } else { vec![accepts] };
    let read = |words: &String| -> Vec<Pattern> {
        ways.iter().flat_map(|way| readings(&stretches(&plain(words), *way), *way)).collect()
    };
    spellings(words, accepts).iter().flat_map(read).collect()
}

/// The words as the article may spell them: with the first letter in the other case, and without the mark at the end,
/// which may be the one that the sentence around the quotation needs.
fn spellings(words: &str, accepts: Accepts) -> Vec<String> {
    let mut spellings = vec![words.trim().to_owned()];
    let first = words.trim().char_indices().find(|(_, c)| c.is_alphanumeric());
    if let Some((at, c)) = first.filter(|_| accepts.initial_case)
        && let Some(other) = other_case(c)
    {
        let words = words.trim();
        spellings.push(format!("{}{other}{}", &words[..at], &words[at + c.len_utf8()..]));
    }
    if accepts.final_punctuation {
        let without: Vec<String> =
            spellings.iter().filter_map(|words| words.strip_suffix([',', '.', ';', ':'])).map(str::to_owned).collect();
        spellings.extend(without);
    }
    spellings
}

/// The same letter in the other case, if there is a way back from it.
fn other_case(c: char) -> Option<char> {
    let only = |text: String| text.chars().next().filter(|c| text.len() == c.len_utf8());
    let (lower, upper) = (only(c.to_lowercase().to_string())?, only(c.to_uppercase().to_string())?);
    let (other, back) =
        if c == lower { (upper, upper.to_lowercase().to_string()) } else { (lower, lower.to_uppercase().to_string()) };
    (other != c && only(back) == Some(c)).then_some(other)
}

/// Every choice of marks that are the editor's; the others are the article's own, and what stands between two marks is
/// compared by itself. If all are the article's own, the words may also be compared as they stand.
fn readings(stretches: &[Stretch], accepts: Accepts) -> Vec<Pattern> {
    let count = stretches.iter().filter(|one| matches!(one, Stretch::Marked { .. })).count();
    let count = u32::try_from(count).unwrap_or(MOST).min(MOST);
    let all = (1_u32 << count) - 1;
    let apart = (0..=all).map(|own| pattern(stretches, own, accepts, true));
    apart.chain([pattern(stretches, all, accepts, false)]).collect()
}

/// The pattern in which the marks that are numbered by bits of `own` are the article's: in one piece with the words
/// beside them, or `apart`.
fn pattern(stretches: &[Stretch], own: u32, accepts: Accepts, apart: bool) -> Pattern {
    let (mut pieces, mut marks, mut number) = (vec![Vec::new()], Vec::new(), 0);
    for stretch in stretches {
        let last = pieces.len() - 1;
        match stretch {
            Stretch::Words(words) => pieces[last].extend(words),
            Stretch::Marked { mark, written } => {
                match mark {
                    Some(mark) if number < MOST && own >> number & 1 == 0 => {
                        marks.push(mark.compared(&pieces[last], accepts));
                        pieces.push(Vec::new());
                    }
                    _ if apart => {
                        let is_spaced = is_spaced_at_end(&pieces[last], accepts);
                        marks.push(Mark::Own { letters: compared(written, accepts).words, is_spaced });
                        pieces.push(Vec::new());
                    }
                    _ => pieces[last].extend(written),
                }
                number += 1;
            }
        }
    }
    Pattern { pieces: pieces.iter().map(|piece| compared(piece, accepts)).collect(), marks }
}

impl Pattern {
    /// The words with no mark that is the editor's.
    pub fn as_written(words: &str) -> Self {
        let words = compared(&plain(words), Accepts::default());
        Self { pieces: vec![words], marks: Vec::new() }
    }
}

impl Mark {
    /// The letters of a mark behind some words, as a style compares them.
    fn compared(&self, before: &[char], accepts: Accepts) -> Self {
        let Self::First { letters, is_spaced } = self else { return self.clone() };
        let letters = glyphs(letters, accepts).into_iter().map(|glyph| glyph.c).collect();
        Self::First { letters, is_spaced: *is_spaced || is_spaced_at_end(before, accepts) }
    }
}

fn is_spaced_at_end(words: &[char], accepts: Accepts) -> bool {
    glyphs(words, accepts).last().is_some_and(|glyph| glyph.c == ' ')
}

impl Piece {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// A piece as a style compares it, without white space at its ends.
fn compared(piece: &[char], accepts: Accepts) -> Piece {
    let text: String = piece.iter().collect();
    let words: Vec<char> = glyphs(&plain(&text), accepts).into_iter().map(|glyph| glyph.c).collect();
    let blanks = words.iter().take_while(|c| **c == ' ').count();
    let end = words.iter().rposition(|c| *c != ' ').map_or(blanks, |last| last + 1);
    Piece { words: words[blanks..end].to_vec(), is_spaced: piece.first() == Some(&' ') || blanks > 0 }
}

fn stretches(words: &[char], accepts: Accepts) -> Vec<Stretch> {
    let (mut found, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while at < words.len() {
        match mark_at(words, at, accepts) {
            Some((mark, len)) => {
                found.push(Stretch::Words(std::mem::take(&mut open)));
                found.push(Stretch::Marked { mark, written: words[at..at + len].to_vec() });
                at += len;
            }
            None => {
                open.push(words[at]);
                at += 1;
            }
        }
    }
    found.push(Stretch::Words(open));
    found
}

/// The editor's mark that begins at `at`, and its length.
fn mark_at(words: &[char], at: usize, accepts: Accepts) -> Option<(Option<Mark>, usize)> {
    if let Some(len) = ellipsis(&words[at..]) {
        return Some((Some(Mark::Gap), len));
    }
    let is_round = words[at] == '(';
    let len = bracketed(&words[at..])?;
    let inner = &words[at + 1..at + len - 1];
    let content: String = inner.iter().collect();
    let trimmed: Vec<char> = content.trim().chars().collect();
    if ellipsis(&trimmed) == Some(trimmed.len()) {
        return Some((Some(Mark::Gap), len));
    }
    if is_round && !accepts.parentheses {
        return None;
    }
    let before = at.checked_sub(1).map(|last| words[last]);
    let mark = bracket(inner, before, words.get(at + len).copied(), is_round).map(|mark| match mark {
        Mark::Ending(_) | Mark::Insertion { .. } if is_remark(&content) => Mark::Remark,
        Mark::Ending(_) | Mark::Insertion { .. } if is_round => Mark::Insertion { replaces: 0 },
        mark => mark,
    });
    Some((mark, len))
}

/// The length of a bracket with all in it.
fn bracketed(words: &[char]) -> Option<usize> {
    let (open, close) = match words[0] {
        '[' => ('[', ']'),
        '(' => ('(', ')'),
        _ => return None,
    };
    let mut depth = 0;
    let ends = |c: &char| {
        depth += i32::from(*c == open) - i32::from(*c == close);
        depth == 0
    };
    words.iter().position(ends).map(|last| last + 1)
}

/// The length of an ellipsis at the start of `words`: three points or more, spaced or not; `…` is three.
fn ellipsis(words: &[char]) -> Option<usize> {
    let (mut points, mut len) = (0, 0);
    for (at, c) in words.iter().enumerate() {
        match c {
            '…' => points += 3,
            '.' => points += 1,
            ' ' if points > 0 => continue,
            _ => break,
        }
        len = at + 1;
    }
    (points >= 3).then_some(len)
}

/// The effect of a bracket between these neighbours; `None` if that is no editing.
fn bracket(inner: &[char], before: Option<char>, after: Option<char>, is_round: bool) -> Option<Mark> {
    let joins = |c: char| c.is_alphanumeric() || "-‐‑'’".contains(c);
    let (glued, gluing) = (before.is_some_and(char::is_alphanumeric), after.is_some_and(char::is_alphanumeric));
    let (first, last) = (inner.first().copied(), inner.last().copied());
    if !is_round && !glued && gluing && first.is_some_and(char::is_alphanumeric) && inner.iter().all(|c| joins(*c)) {
        return Some(Mark::First { letters: inner.to_vec(), is_spaced: before == Some(' ') });
    }
    let is_blank = inner.iter().all(|c| c.is_whitespace());
    let number = inner.iter().find(|c| !".,".contains(**c)).is_some_and(|c| c.is_numeric());
    if (gluing && last.is_some_and(joins)) || (before.is_some_and(char::is_numeric) && number) {
        return None;
    }
    match () {
        // `walk[ed]`, and `judgment[]` for the last letters.
        () if glued && (is_blank || inner.iter().all(|c| c.is_alphabetic())) => Some(Mark::Ending(inner.to_vec())),
        // Nothing in a bracket that stands apart stands for nothing.
        () if is_blank => Some(Mark::Insertion { replaces: 0 }),
        () => Some(Mark::Insertion { replaces: REPLACED }),
    }
}
