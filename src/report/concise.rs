//! One line a finding, and the summary: for editors and for `grep`.

use super::human::summary;
use super::sentences::legible_message;
use super::{Paint, legible};
use crate::verify::{Finding, NotesFinding, Report};
use std::io::{self, Write};

/// Writes `file:line:column: severity[rule] message` for each finding.
pub(super) fn print(report: &Report, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    for quotation in report.reported() {
        for finding in quotation.counted() {
            let place = place(&quotation.file, quotation.line, quotation.column);
            writeln!(out, "{place}: {}", line(finding))?;
        }
    }
    for NotesFinding { file, line: number, column, finding } in report.counted_notes() {
        writeln!(out, "{}: {}", place(file, *number, *column), line(finding))?;
    }
    for finding in &report.archive {
        writeln!(out, "{}: {}", paint.path(&finding.capture), line(&finding.finding))?;
    }
    for sentence in summary::sentences(report) {
        writeln!(out, "{}", sentence.text)?;
    }
    Ok(())
}

fn line(finding: &Finding) -> String {
    format!("{}[{}] {}", finding.severity, finding.rule, legible_message(finding))
}

/// `file:line:column`, or the file alone where all of it is meant.
pub(super) fn place(file: &str, line: usize, column: usize) -> String {
    match line {
        0 => legible(file).into_owned(),
        _ => format!("{}:{line}:{column}", legible(file)),
    }
}
