//! One line a finding, and the summary: for editors and for `grep`.

use super::human::summary;
use super::legible;
use crate::verdict::Report;
use std::io::{self, Write};

/// Writes `file:line:column: severity[rule] message` for each finding.
pub(super) fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for quotation in &report.quotations {
        for finding in &quotation.findings {
            let place = place(&quotation.file, quotation.line, quotation.column);
            writeln!(out, "{place}: {}[{}] {}", finding.severity, finding.rule, legible(&finding.message))?;
        }
    }
    for finding in &report.notes {
        let place = place(&finding.file, finding.line, finding.column);
        writeln!(out, "{place}: {}[{}] {}", finding.severity, finding.rule, legible(&finding.message))?;
    }
    for finding in &report.archive {
        let severity = finding.rule.severity(false);
        writeln!(out, "{}: {severity}[{}] {}", legible(&finding.capture), finding.rule, legible(&finding.message))?;
    }
    for sentence in summary::sentences(report) {
        writeln!(out, "{}", sentence.text)?;
    }
    Ok(())
}

/// `file:line:column`, or the file alone where all of it is meant.
pub(super) fn place(file: &str, line: usize, column: usize) -> String {
    match line {
        0 => legible(file).into_owned(),
        _ => format!("{}:{line}:{column}", legible(file)),
    }
}
