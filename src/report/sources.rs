//! The files of notes that a report is of.

use crate::verdict::{NotesFinding, Report, Severity};
use std::collections::{BTreeSet, HashMap};

/// What was asked for: files of notes, by the names that reports have for them.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Every file that was read, in the order of the report.
    pub read: Vec<String>,
    /// Those that were asked for one by one.
    pub named: Vec<String>,
    /// What is wrong with those that could not be read, and with the bibliographies that they name.
    pub unreadable: Vec<NotesFinding>,
}

impl Sources {
    /// Adds to `report` what only they know: which files could not be read, had to be checked, or have no quotation.
    pub fn account(self, report: &mut Report) {
        let quoted: BTreeSet<&str> = report.quotations.iter().map(|quotation| quotation.file.as_str()).collect();
        report.summary.unquoted_files =
            self.read.iter().filter(|file| !quoted.contains(file.as_str())).cloned().collect();
        report.summary.named_files = self.named;
        for finding in &self.unreadable {
            let count = match finding.severity {
                Severity::Note => &mut report.summary.notes,
                Severity::Warning => &mut report.summary.warnings,
                Severity::Error => &mut report.summary.errors,
                Severity::CannotTell => &mut report.summary.cannot_tell,
            };
            *count += 1;
        }
        report.notes.extend(self.unreadable);
        // The sort is stable: findings on one file keep their order. Files that were not read come last.
        let order: HashMap<&str, usize> = self.read.iter().map(String::as_str).zip(0..).collect();
        report.notes.sort_by_key(|finding| order.get(finding.file.as_str()).copied().unwrap_or(usize::MAX));
    }
}
