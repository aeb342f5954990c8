//! Quotations that are judged otherwise once the manifests are made again.

use super::{Failure, Place};
use crate::report::{counted, message};
use crate::verify::{Judged, NotesSet, Report, Rule, Verifier};
use std::fmt::Write;
use std::path::PathBuf;

/// The most characters of a quotation that are shown.
const SHOWN: usize = 60;

/// Notes, and how they were judged before.
pub(super) struct Before {
    notes: NotesSet,
    report: Report,
}

impl Before {
    /// Judges the notes against the manifests that are there. What cannot be read is a failure.
    pub fn of(notes: &[PathBuf], place: &Place) -> Result<Self, Failure> {
        let notes = place.notes(notes)?;
        let unreadable = notes.unreadable.iter().find(|one| one.finding.rule == Rule::NotesUnreadable);
        if let Some(unread) = unreadable {
            return Err(Failure::new(&unread.file, message(&unread.finding), "nothing was changed"));
        }
        place.complain_of_unreadable(&notes);
        let report = judged(&notes, place)?;
        Ok(Self { notes, report })
    }

    /// Judges them again, and names each quotation of which something else is said now.
    pub fn compared(&self, place: &Place) -> Result<String, Failure> {
        let after = judged(&self.notes, place)?;
        let mut text = String::new();
        let pairs = self.report.quotations.iter().zip(&after.quotations);
        let moved = pairs.map(|(was, is)| (is, outcome(was), outcome(is))).filter(|(_, was, is)| was != is);
        let mut count = 0;
        for (quotation, was, is) in moved {
            count += 1;
            let Judged { file, line, column, text: words, .. } = quotation;
            let _ = writeln!(text, "{file}:{line}:{column}: {was} → {is}: {}", shown(words));
        }
        let all = counted(after.quotations.len(), "quotation");
        let _ = writeln!(text, "{all}: the verdict of {count} changes");
        Ok(text)
    }
}

fn judged(notes: &NotesSet, place: &Place) -> Result<Report, Failure> {
    Ok(Verifier::new(&place.archive()?, place.policy(None, false)?).verify(notes))
}

/// The outcome of a quotation: the verdict, and the rules of all findings.
fn outcome(judged: &Judged) -> String {
    let rules: Vec<&str> = judged.counted().map(|finding| finding.rule.id()).collect();
    match rules.as_slice() {
        [] => judged.outcome().name().to_owned(),
        rules => format!("{} ({})", judged.outcome().name(), rules.join(", ")),
    }
}

/// The beginning of a quotation, on one line.
fn shown(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
