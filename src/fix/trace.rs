//! The way back from the words of a quotation to the notes they stand in.
//!
//! A reader of notes finds where a quotation's words begin and end, not where each letter stands between them. Markup
//! only leaves characters out, so the words are found again by going along both. Where that goes wrong (a link's target
//! with the next word's letters in it), the notes read again have other words, and the change is not made.

use crate::text::{Span, flat, is_space};

/// For each character of some words, where it stands in the notes.
pub(super) struct NotesTrace {
    /// For each character, the byte of the words at which it begins, and its span in the notes.
    steps: Vec<(usize, Span)>,
    /// Words between them that are struck out in the notes, ascending.
    struck: Vec<Span>,
}

impl NotesTrace {
    /// The trace of `words`, which stand at `span` of `notes`, and between which `struck` stands, which is ascending.
    pub fn of(words: &str, notes: &str, span: Span, struck: &[Span]) -> Option<Self> {
        let from = struck.partition_point(|one| one.end <= span.start);
        let struck: Vec<Span> = struck[from..].iter().take_while(|one| one.start < span.end).copied().collect();
        let mut gone = struck.iter().peekable();
        let mut at = span.start;
        let mut steps = Vec::with_capacity(words.len());
        for (offset, c) in words.char_indices() {
            let found = loop {
                while gone.peek().is_some_and(|one| one.end <= at) {
                    gone.next();
                }
                let found =
                    next(notes.get(at..span.end)?, c).map(|found| Span::new(at + found.start, at + found.end))?;
                match gone.peek().filter(|one| one.start < found.end) {
                    Some(one) => at = one.end,
                    None => break found,
                }
            };
            steps.push((offset, found));
            at = found.end;
        }
        Some(Self { steps, struck })
    }

    /// The place of `span` of the words in the notes; for an empty one, right after what is before it. `None` where a change
    /// there could break markup: in digits that markup raises, and where something is struck out.
    pub fn back(&self, words: &str, notes: &str, span: Span) -> Option<Span> {
        let first = self.steps.partition_point(|(offset, _)| *offset < span.start);
        let end = self.steps.partition_point(|(offset, _)| *offset < span.end);
        let is_raised = |(offset, at): &(usize, Span)| {
            let c = words.get(*offset..).and_then(|rest| rest.chars().next());
            c.is_some_and(|c| flat(c).is_some() && !notes[at.range()].starts_with(c))
        };
        if first < end {
            let place = self.steps[first].1.hull(self.steps[end - 1].1);
            let is_struck = self.struck.iter().any(|one| one.start < place.end && place.start < one.end);
            return Some(place).filter(|_| !is_struck && !self.steps[first..end].iter().any(is_raised));
        }
        let at = match first.checked_sub(1) {
            Some(before) => Some(&self.steps[before]).filter(|step| !is_raised(step))?.1.end,
            None => self.steps.first().filter(|step| !is_raised(step))?.1.start,
        };
        Some(Span::new(at, at))
    }
}

/// The span in `notes` of the next `c`: as itself, escaped, as an entity, or, if white space, as other white space.
fn next(notes: &str, c: char) -> Option<Span> {
    for (at, found) in notes.char_indices() {
        let end = at + found.len_utf8();
        let is_it = found == c || is_space(found) && is_space(c) || is_same_digit(c, found);
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

/// Returns true if `raised` is a raised or lowered form of the digit or sign `found`.
fn is_same_digit(raised: char, found: char) -> bool {
    flat(raised).is_some_and(|flat| flat == found || flat == '-' && matches!(found, '-' | '−' | '–'))
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
        let trace = NotesTrace::of(words, notes, Span::new(0, notes.len()), &[]).unwrap();
        notes[trace.back(words, notes, Span::new(at, at + part.len())).unwrap().range()].to_owned()
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
    fn what_is_raised_or_struck_out_is_not_changed() {
        let place = |words: &str, notes: &str, struck: &[Span], part: &str| {
            let at = words.find(part).unwrap();
            let trace = NotesTrace::of(words, notes, Span::new(0, notes.len()), struck).unwrap();
            trace.back(words, notes, Span::new(at, at + part.len())).map(|span| notes[span.range()].to_owned())
        };
        let raised = "10<sup>6</sup> men";
        assert_eq!(place("10⁶ men", raised, &[], "men").as_deref(), Some("men"));
        assert_eq!(place("10⁶ men", raised, &[], "0").as_deref(), Some("0"));
        assert_eq!(place("10⁶ men", raised, &[], "10⁶"), None);
        let struck = "was ~~fed~~ finished";
        assert_eq!(place("was finished", struck, &[Span::new(6, 9)], "finished").as_deref(), Some("finished"));
        assert_eq!(place("was finished", struck, &[Span::new(6, 9)], "was finished"), None);
    }

    #[test]
    fn words_that_are_not_there_have_no_trace() {
        assert!(NotesTrace::of("other", "words", Span::new(0, 5), &[]).is_none());
    }
}
