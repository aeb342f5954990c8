//! Every place where some words stand in one witness.

use crate::manifest::Witness;
use crate::text::{Span, is_space, is_word};
use std::borrow::Cow;

/// The most places of some words in one text that are kept; further ones are counted.
pub const MOST_LOCATED: usize = 100_000;

/// The places of some words in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Located {
    /// The first places, in bytes, in order; [`MOST_LOCATED`] at most.
    pub spans: Vec<Span>,
    /// The number of all places.
    pub count: usize,
}

/// The places at which `words` stand in `witness`, letter for letter, any white space for any other, from word boundary to
/// word boundary. In order; none for no words.
pub fn locate(witness: &Witness, words: &str) -> Located {
    NormalizedText::of(witness.text(), false).places(&NormalizedText::of(words.trim(), false).text)
}

/// The places at which `words` stand in `witness` if case and typography do not matter: a help for people who search,
/// and never a reason to call anything verbatim.
pub fn locate_loosely(witness: &Witness, words: &str) -> Located {
    NormalizedText::of(witness.text(), true).places(&NormalizedText::of(words.trim(), true).text)
}

/// A text with one space for each run of white space, and the way back.
struct NormalizedText<'t> {
    text: Cow<'t, str>,
    /// The stretches of `text`, in order. Most of a text is as it was, so there are few.
    runs: Vec<NormalizedRun>,
}

/// A stretch of a normalized text, and where it comes from.
struct NormalizedRun {
    /// The byte at which it begins.
    at: usize,
    /// Its place in the original.
    from: Span,
    /// True if each byte of it comes from one byte; else all of it comes from all of that place.
    same: bool,
}

impl<'t> NormalizedText<'t> {
    fn of(original: &'t str, loosely: bool) -> Self {
        let whole = NormalizedRun { at: 0, from: Span::new(0, original.len()), same: true };
        if !loosely && is_normal(original) {
            return Self { text: Cow::Borrowed(original), runs: vec![whole] };
        }
        let mut text = String::with_capacity(original.len());
        let mut runs: Vec<NormalizedRun> = Vec::new();
        for (start, c) in original.char_indices() {
            let (at, from) = (text.len(), Span::new(start, start + c.len_utf8()));
            if is_space(c) && text.ends_with(' ') {
                widen(&mut runs, text.len(), from);
                continue;
            }
            match c {
                _ if is_space(c) => text.push(' '),
                _ if loosely => loose(c, |c| text.push(c)),
                _ => text.push(c),
            }
            add(&mut runs, NormalizedRun { at, from, same: text.len() - at == from.len() }, text.len());
        }
        Self { text: Cow::Owned(text), runs }
    }

    fn places(&self, words: &str) -> Located {
        let mut located = Located::default();
        if words.trim().is_empty() {
            return located;
        }
        for start in memchr::memmem::find_iter(self.text.as_bytes(), words) {
            let end = start + words.len();
            if self.is_boundary(start) && self.is_boundary(end) {
                located.count += 1;
                if located.count <= MOST_LOCATED {
                    located.spans.push(Span::new(self.origin(start).start, self.origin(end - 1).end));
                }
            }
        }
        located
    }

    /// The place in the original of the byte at `at`.
    fn origin(&self, at: usize) -> Span {
        let number = self.runs.partition_point(|run| run.at <= at);
        let Some(run) = number.checked_sub(1).map(|number| &self.runs[number]) else { return Span::default() };
        match run.same {
            true => Span::new(run.from.start + at - run.at, run.from.start + at - run.at + 1),
            false => run.from,
        }
    }

    /// Returns true if no word or number runs over `at`.
    fn is_boundary(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at..].chars().next();
        !(before.is_some_and(is_word) && after.is_some_and(is_word))
    }
}

/// Returns true if `text` has no white space but single blanks.
fn is_normal(text: &str) -> bool {
    let mut last = 'x';
    text.chars().all(|c| {
        let is_normal = !is_space(c) || c == ' ' && last != ' ';
        last = c;
        is_normal
    })
}

/// Adds a run, to the last one if it goes on with that; `end` is where it ends. What stands for nothing is none.
fn add(runs: &mut Vec<NormalizedRun>, run: NormalizedRun, end: usize) {
    if run.at == end {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.same && run.same && last.from.end == run.from.start => last.from.end = run.from.end,
        _ => runs.push(run),
    }
}

/// Takes one more character of white space, at `from`, into the blank that ends at `end`.
fn widen(runs: &mut Vec<NormalizedRun>, end: usize, from: Span) {
    let Some(last) = runs.last_mut() else { return };
    if !last.same {
        last.from.end = from.end;
        return;
    }
    // The blank is no longer one byte of the original: it becomes a run of its own.
    last.from.end -= 1;
    let start = last.from.end;
    if last.from.is_empty() {
        runs.pop();
    }
    runs.push(NormalizedRun { at: end - 1, from: Span::new(start, from.end), same: false });
}

/// Pushes what `c` is where case and typography do not matter; nothing, for what cannot be seen.
fn loose(c: char, mut push: impl FnMut(char)) {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' => push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => push('"'),
        '‐'..='―' | '−' => push('-'),
        '…' => (0..3).for_each(|_| push('.')),
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
        _ => c.to_lowercase().for_each(push),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, with a place for each byte.
    fn plainly(original: &str, words: &str) -> Vec<Span> {
        let normal = |text: &str| {
            let mut all: Vec<(char, Span)> = Vec::new();
            for (at, c) in text.char_indices() {
                let span = Span::new(at, at + c.len_utf8());
                match all.last_mut() {
                    Some((' ', last)) if is_space(c) => last.end = span.end,
                    _ => all.push((if is_space(c) { ' ' } else { c }, span)),
                }
            }
            all
        };
        let (text, words) = (normal(original), normal(words.trim()));
        let chars = |part: &[(char, Span)]| part.iter().map(|(c, _)| *c).collect::<Vec<_>>();
        let (wanted, mut found, mut at) = (chars(&words), Vec::new(), 0);
        while !wanted.is_empty() && at + wanted.len() <= text.len() {
            let end = at + wanted.len();
            if chars(&text[at..end]) != wanted {
                at += 1;
                continue;
            }
            let joins = |at: usize| at > 0 && at < text.len() && is_word(text[at - 1].0) && is_word(text[at].0);
            if !joins(at) && !joins(end) {
                found.push(Span::new(text[at].1.start, text[end - 1].1.end));
            }
            at = end;
        }
        found
    }

    proptest! {
        #[test]
        fn the_way_back_is_that_of_each_byte(text in "([abé]{0,3}[ \t\n\u{a0}]{0,3}){0,12}", words in "[abé]{1,2}( [abé]{1,2})?") {
            let found = NormalizedText::of(&text, false).places(&NormalizedText::of(words.trim(), false).text);
            prop_assert_eq!(found.count, found.spans.len());
            prop_assert_eq!(found.spans, plainly(&text, &words));
        }
    }

    #[test]
    fn a_text_of_one_word_is_not_copied_and_its_places_are_counted() {
        let text = "word ".repeat(MOST_LOCATED + 5);
        let normal = NormalizedText::of(&text, false);
        assert!(matches!(normal.text, Cow::Borrowed(_)) && normal.runs.len() == 1);
        let located = normal.places("word");
        assert_eq!((located.spans.len(), located.count), (MOST_LOCATED, MOST_LOCATED + 5));
    }
}
