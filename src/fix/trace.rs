//! The way back from the words of a quotation to the notes they stand in.
//!
//! A reader of notes finds where a quotation's words begin and end, not where each letter stands between them. Markup
//! only leaves characters out, so the words are found again by going along both. Where that goes wrong (a link's target
//! with the next word's letters in it), the notes read again have other words, and the change is not made.

use crate::text::{Span, is_space};

/// For each character of some words, where it stands in the notes.
pub(super) struct NotesTrace {
    /// For each character, the byte of the words at which it begins, and its span in the notes.
    steps: Vec<(usize, Span)>,
}

impl NotesTrace {
    /// The trace of `words`, which stand at `span` of `notes`.
    pub fn of(words: &str, notes: &str, span: Span) -> Option<Self> {
        let mut at = span.start;
        let mut steps = Vec::with_capacity(words.len());
        for (offset, c) in words.char_indices() {
            let found = next(notes.get(at..span.end)?, c)?;
            let found = Span::new(at + found.start, at + found.end);
            steps.push((offset, found));
            at = found.end;
        }
        Some(Self { steps })
    }

    /// The place of `span` of the words in the notes; for an empty one, right after what is before it.
    pub fn back(&self, span: Span) -> Option<Span> {
        let first = self.steps.partition_point(|(offset, _)| *offset < span.start);
        let end = self.steps.partition_point(|(offset, _)| *offset < span.end);
        if first < end {
            return Some(self.steps[first].1.hull(self.steps[end - 1].1));
        }
        let at = match first.checked_sub(1) {
            Some(before) => self.steps[before].1.end,
            None => self.steps.first()?.1.start,
        };
        Some(Span::new(at, at))
    }
}

/// The span in `notes` of the next `c`: as itself, escaped, as an entity, or, if white space, as other white space.
fn next(notes: &str, c: char) -> Option<Span> {
    for (at, found) in notes.char_indices() {
        let end = at + found.len_utf8();
        let is_it = found == c || is_space(found) && is_space(c);
        if found == '\\' && notes[end..].starts_with(c) && !c.is_alphanumeric() && !is_space(c) {
            return Some(Span::new(at, end + c.len_utf8()));
        }
        if found == '&'
            && let Some(len) = entity(&notes[at..])
            && !c.is_ascii_alphanumeric()
        {
            return Some(Span::new(at, at + len));
        }
        if is_it {
            return Some(Span::new(at, end));
        }
    }
    None
}

/// The length in bytes of the entity that `notes` begin with, if one does.
fn entity(notes: &str) -> Option<usize> {
    let len = notes.bytes().take(34).position(|byte| byte == b';')?;
    let name = &notes.as_bytes()[1..len];
    let known =
        !name.is_empty() && name.iter().enumerate().all(|(at, b)| b.is_ascii_alphanumeric() || at == 0 && *b == b'#');
    known.then_some(len + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(words: &str, notes: &str, part: &str) -> String {
        let at = words.find(part).unwrap();
        let trace = NotesTrace::of(words, notes, Span::new(0, notes.len())).unwrap();
        notes[trace.back(Span::new(at, at + part.len())).unwrap().range()].to_owned()
    }

    #[test]
    fn words_are_found_through_markup() {
        assert_eq!(back("it's the end", "*it's* the end", "it's"), "it's");
        assert_eq!(back("it's the end", "it\\'s the end", "'"), "\\'");
        assert_eq!(back("it's & the end", "it&#39;s &amp; the end", "'"), "&#39;");
        assert_eq!(back("one two three", "one\n> two\n> three", "two"), "two");
        assert_eq!(back("the link so", "[the link](http://x.example) so", "so"), "so");
    }

    #[test]
    fn words_that_are_not_there_have_no_trace() {
        assert!(NotesTrace::of("other", "words", Span::new(0, 5)).is_none());
    }
}
