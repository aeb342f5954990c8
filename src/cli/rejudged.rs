//! Quotations that are judged otherwise once the manifests are made anew.

use super::{Failure, Place};
use crate::report::counted;
use crate::store::notes::Gathered;
use crate::verdict::{Judged, Report, Rule, verify};
use std::fmt::Write;
use std::path::PathBuf;

/// How many characters of a quotation are told.
const SHOWN: usize = 60;

/// Notes, and how they were judged before.
pub(super) struct Before {
    gathered: Gathered,
    report: Report,
}

impl Before {
    /// Judges the notes against the manifests that are there. What cannot be read is a failure.
    pub fn of(notes: &[PathBuf], place: &Place) -> Result<Self, Failure> {
        let gathered = place.notes(notes)?;
        for unread in &gathered.sources.unreadable {
            if unread.rule == Rule::NotesUnreadable {
                return Err(Failure::new(&unread.file, unread.message.clone(), "nothing was changed"));
            }
            place.complain(&format_args!("{}: {}", unread.file, unread.message));
        }
        let report = judged(&gathered, place)?;
        Ok(Self { gathered, report })
    }

    /// Judges them again, and names each quotation of which something else is said now.
    pub fn compared(&self, place: &Place) -> Result<String, Failure> {
        let after = judged(&self.gathered, place)?;
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
        let _ = writeln!(text, "{all}: of {count} something else is said than before");
        Ok(text)
    }
}

fn judged(gathered: &Gathered, place: &Place) -> Result<Report, Failure> {
    let settings = place.config()?.settings(None, false);
    Ok(verify(&gathered.notes, &place.holdings()?, &settings))
}

/// What is said of a quotation: the verdict, and the rules of all findings.
fn outcome(judged: &Judged) -> String {
    let rules: Vec<&str> = judged.findings.iter().map(|finding| finding.rule.id()).collect();
    match rules.as_slice() {
        [] => judged.verdict.name().to_owned(),
        rules => format!("{} ({})", judged.verdict.name(), rules.join(", ")),
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
