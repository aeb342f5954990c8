//! Code Quality of GitLab: one JSON array (the report format of Code Climate, as GitLab reads it).

use super::{AllLines, entries};
use crate::report::{NotesContext, json};
use crate::verify::{Report, Severity};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{self, Write};

/// Writes an entry for each finding.
pub(in crate::report) fn print(report: &Report, context: &NotesContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = AllLines::of(context.files);
    let mut taken = HashSet::new();
    let all = entries(report, context, &lines).into_iter().map(|entry| {
        let (begin, end) = entry.range.map_or((1, 1), |(start, end)| (start.line, end.line));
        // It has to be one of its kind in the whole report: two files may have the same words.
        let fingerprint = crate::digest::Digest::of(format!("{}\0{}", entry.path, entry.fingerprint).as_bytes()).hex();
        taken.insert(fingerprint.clone());
        json!({
            "description": entry.with_help(),
            "check_name": entry.finding.rule.id(),
            "fingerprint": fingerprint,
            "severity": severity(entry.finding.severity),
            "location": { "path": entry.path, "lines": { "begin": begin, "end": end } },
        })
    });
    let all: Vec<Value> = all.collect();
    debug_assert_eq!(taken.len(), all.len());
    json::write_line(&all, out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "info",
        Severity::Warning => "minor",
        Severity::Error => "major",
        Severity::CannotTell => "critical",
    }
}
