//! The fix of words that stand in no notes.

use super::mend;
use crate::notes::Format;
use crate::text::Span;
use crate::verify::{Applicability, Fix, Judged, NotesFile, Outcome, TextEdit, Verifier};
use serde_json::{Value, json};

/// Puts into `judged`, which is of words that were asked about with `source`, the edits of these words that make them hold; at the
/// finding that they mend.
pub fn add_fix_of_words(judged: &mut Judged, source: Option<&str>, verifier: &Verifier) {
    if judged.outcome() != Outcome::Refuted {
        return;
    }
    let words = judged.text.clone();
    // A record that has the words is notes as others are, so one way of mending is enough.
    let text = json!({ "quote": words, "source": source }).to_string();
    let notes = NotesFile { folder: Some(String::new()), text, format: Format::JsonLines, ..NotesFile::default() };
    for most in [Applicability::Safe, Applicability::Unsafe] {
        let mended = mend(&notes, verifier, most);
        let Some(now) = quote_of(&mended.text).filter(|now| *now != words) else { continue };
        let mended = mended.fixes.into_iter().find(|applied| applied.fix.applicability == most);
        let Some((finding, applied)) = mended.and_then(|applied| {
            let finding = judged.findings.iter_mut().find(|finding| finding.rule == applied.rule)?;
            Some((finding, applied))
        }) else {
            return;
        };
        finding.fixes =
            vec![Fix { kind: applied.fix.kind, applicability: most, edits: vec![difference(&words, &now)] }];
        return;
    }
}

fn quote_of(record: &str) -> Option<String> {
    let record: Value = serde_json::from_str(record).ok()?;
    Some(record.get("quote")?.as_str()?.to_owned())
}

/// The one edit that makes `new` of `old`: all that is between what both begin and end with, in whole words.
fn difference(old: &str, new: &str) -> TextEdit {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
    let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = rest.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
    let of_word = |c: &char| c.is_alphanumeric();
    let start = start - old[..start].chars().rev().take_while(of_word).map(char::len_utf8).sum::<usize>();
    let end = end - old[old.len() - end..].chars().take_while(of_word).map(char::len_utf8).sum::<usize>();
    TextEdit::new(Span::new(start, old.len() - end), &new[start..new.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_has_no_more_than_what_differs() {
        let edit = |old: &str, new: &str| difference(old, new);
        assert_eq!(edit("at ten past", "at nine past"), TextEdit::new(Span::new(3, 6), "nine"));
        assert_eq!(edit("at four, past", "at five, past"), TextEdit::new(Span::new(3, 7), "five"));
        assert_eq!(edit("a. a", "a. a."), TextEdit::new(Span::new(3, 4), "a."));
        assert_eq!(edit("é ’", "é '"), TextEdit::new(Span::new(3, 6), "'"));
    }
}
