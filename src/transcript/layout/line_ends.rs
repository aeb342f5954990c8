//! Words that are broken at the end of a line, with a hyphen.

use super::endings::is_no_word;
use super::lines::LaidOut;
use super::{InsetKind, LayoutCut, mail};
use crate::text::{PREFIXES, Span};
use std::collections::HashSet;

/// Words before which a hyphen at the end of a line belongs to a word that is left out: `two-` / `and three-leaf`.
/// English, German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages, Polish, Russian.
const CONJUNCTIONS: [&str; 34] = [
    "and",
    "or",
    "nor",
    "to",
    "und",
    "oder",
    "bis",
    "sowie",
    "bzw",
    "beziehungsweise",
    "et",
    "ou",
    "à",
    "y",
    "o",
    "u",
    "e",
    "ed",
    "od",
    "en",
    "of",
    "tot",
    "og",
    "eller",
    "och",
    "till",
    "til",
    "i",
    "lub",
    "oraz",
    "и",
    "или",
    "до",
    "a",
];

/// A hyphen at the end of a line, with the lines that have its word.
pub(super) struct Joint<'t> {
    before: usize,
    pub(super) line: usize,
    hyphen: Span,
    head: &'t str,
    tail: &'t str,
    is_fragment: bool,
}

impl Joint<'_> {
    /// Cuts all between the hyphen and the rest of the word, and the hyphen where it may be left out.
    pub(super) fn cut(&self, laid_out: &LaidOut<'_>, cuts: &mut Vec<LayoutCut>) {
        if self.is_fragment {
            LayoutCut::push(cuts, self.hyphen.start, self.hyphen.end, InsetKind::LineEndHyphen);
        }
        let words =
            laid_out.body_start(self.line) + super::lines::indent(&laid_out.text[laid_out.body_start(self.line)..]);
        let (line_break, start) = (laid_out.line_break(self.before).end, laid_out.start(self.line));
        let gap = laid_out.kind_of_gap(self.before + 1, self.line);
        let head = laid_out.head(self.line);
        match (gap, head) {
            (None, None) => LayoutCut::push(cuts, self.hyphen.end, words, InsetKind::LineEnd),
            (gap, head) => {
                LayoutCut::push(cuts, self.hyphen.end, line_break, InsetKind::LineEnd);
                LayoutCut::push(cuts, line_break, start, gap.unwrap_or(InsetKind::LineEnd));
                LayoutCut::push(cuts, start, words, head.unwrap_or(InsetKind::LineEnd));
            }
        }
    }
}

/// The joints of a text, in order: the hyphen is behind a letter, and the next line with words begins with a lower-case
/// one. A blank line parts them, unless a page or a cue ends there.
pub(super) fn joints<'t>(laid_out: &LaidOut<'t>) -> Vec<Joint<'t>> {
    let pairs = laid_out.body_pairs().filter_map(|(before, line)| Some((before?, line)));
    let mut joints: Vec<_> = pairs.filter_map(|(before, line)| joint(laid_out, before, line)).collect();
    judge(laid_out.text, &mut joints);
    joints
}

fn joint<'t>(laid_out: &LaidOut<'t>, before: usize, line: usize) -> Option<Joint<'t>> {
    let words = laid_out.words(before);
    let hyphen = words.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}'))?;
    let word = &words[..words.len() - hyphen.len_utf8()];
    let head = &word[letters_at_end(word)..];
    let behind = laid_out.words(line);
    let tail = &behind[..letters(behind)];
    let is_inside = !head.is_empty() && tail.starts_with(char::is_lowercase);
    let is_next = before + 1 == line || laid_out.kind_of_gap(before + 1, line).is_some();
    let is_left_out = is_left_out(tail, behind);
    let is_one_writer = mail::depth(laid_out.whole(before)) == mail::depth(laid_out.whole(line));
    let end =
        laid_out.body_start(before) + super::lines::indent(&laid_out.text[laid_out.body_start(before)..]) + words.len();
    let hyphen = Span::new(end - hyphen.len_utf8(), end);
    (is_inside && is_next && !is_left_out && is_one_writer).then_some(Joint {
        before,
        line,
        hyphen,
        head,
        tail,
        is_fragment: false,
    })
}

/// Returns true if a hyphen before `behind`, which begins with the word `tail`, stands for a word that is left out.
pub(in crate::transcript) fn is_left_out(tail: &str, behind: &str) -> bool {
    CONJUNCTIONS.contains(&tail) && !behind[tail.len()..].starts_with('-')
}

/// Decides at which joints the word has no hyphen of its own.
fn judge(text: &str, joints: &mut [Joint<'_>]) {
    if joints.is_empty() {
        return;
    }
    let found = Occurrences::of(text, joints.iter().map(|joint| (joint.head, joint.tail)));
    for joint in joints {
        if found.has_parted(joint.head, joint.tail) {
            continue;
        }
        let is_prefix = PREFIXES.contains(&joint.head.to_lowercase().as_str());
        joint.is_fragment =
            found.has_joined(joint.head, joint.tail) || !is_prefix && is_no_word(joint.tail) && joint.head.len() > 1;
    }
}

/// Which words that lines end inside of stand elsewhere in a text, with their hyphen and without.
pub(in crate::transcript) struct Occurrences(HashSet<String>);

impl Occurrences {
    /// Looks for the words of these halves.
    pub fn of<'h>(text: &str, halves: impl Iterator<Item = (&'h str, &'h str)>) -> Self {
        let sought = halves.flat_map(|(head, tail)| [joined(head, tail), parted(head, tail)]).collect();
        Self(occurring(text, &sought))
    }

    pub fn has_joined(&self, head: &str, tail: &str) -> bool {
        self.0.contains(&joined(head, tail))
    }

    pub fn has_parted(&self, head: &str, tail: &str) -> bool {
        self.0.contains(&parted(head, tail))
    }

    /// Returns true if `half` is the end of words, and no word.
    #[cfg(feature = "pdf")]
    pub fn is_no_word(half: &str) -> bool {
        is_no_word(half)
    }
}

fn joined(head: &str, tail: &str) -> String {
    format!("{head}{tail}").to_lowercase()
}

fn parted(head: &str, tail: &str) -> String {
    format!("{head}-{tail}").to_lowercase()
}

/// Those of the words, and of pairs of words with a hyphen, that stand in a text, without case.
fn occurring(text: &str, sought: &HashSet<String>) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut look = |word: &str| {
        if let Some(word) = sought.get(word) {
            found.insert(word.clone());
        }
    };
    let (mut pair, mut word) = (String::new(), String::new());
    // Where `pair` has its second word.
    let mut second = None;
    for c in text.chars().chain(['\n']) {
        if c == '\u{ad}' {
            continue;
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
            continue;
        }
        if word.is_empty() {
            second = None;
            continue;
        }
        look(&word);
        if second.is_some() {
            pair.push_str(&word);
            look(&pair);
        }
        second = matches!(c, '-' | '\u{2010}' | '\u{2011}').then(|| {
            pair.clear();
            pair.push_str(&word);
            pair.push('-');
        });
        word.clear();
    }
    found
}

fn letters(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
}

/// The offset of the letters that a text ends with.
fn letters_at_end(text: &str) -> usize {
    text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(text.len(), |(at, _)| at)
}
