//! Reviewdog's diagnostics, as one JSON object: columns are bytes of UTF-8 from 1, and ends are exclusive.

use super::{AllLines, Point, entries};
use crate::report::{NotesContext, json};
use crate::verify::{Applicability, Report, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes a diagnostic for each finding, with the edits that mend it.
pub(in crate::report) fn print(report: &Report, context: &NotesContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = AllLines::of(context.files);
    let diagnostics = entries(report, context, &lines).into_iter().map(|entry| {
        let mut diagnostic = json!({
            "message": entry.with_help(),
            "location": { "path": entry.path },
            "severity": severity(entry.finding.severity),
            "code": { "value": entry.finding.rule.id() },
        });
        if let Some((start, end)) = entry.range {
            diagnostic["location"]["range"] = range(start, end);
        }
        let edits = entry.finding.fixes.iter().filter(|fix| fix.applicability <= Applicability::Unsafe);
        let edits = edits.take(1).flat_map(|fix| &fix.edits);
        if let Some(lines) = entry.lines {
            let suggestions: Vec<Value> = edits
                .map(|edit| {
                    let (start, end) = lines.range(edit.span);
                    json!({ "range": range(start, end), "text": edit.text })
                })
                .collect();
            if !suggestions.is_empty() {
                diagnostic["suggestions"] = suggestions.into();
            }
        }
        diagnostic
    });
    let diagnostics: Vec<Value> = diagnostics.collect();
    json::write_line(&json!({ "source": { "name": "literatim" }, "diagnostics": diagnostics }), out)
}

fn range(start: Point, end: Point) -> Value {
    let point = |point: Point| json!({ "line": point.line, "column": point.byte_column });
    json!({ "start": point(start), "end": point(end) })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "INFO",
        Severity::Warning => "WARNING",
        Severity::Error | Severity::CannotTell => "ERROR",
    }
}
