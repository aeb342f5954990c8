//! One line a finding, and the summary: for editors and for `grep`.

use super::human::summary;
use super::sentences::legible_message;
use super::{Paint, counted, legible, statistics};
use crate::verify::{Finding, NotesFinding, Report};
use std::io::{self, Write};

/// Writes `file:line:column: severity[rule] message` for each finding.
pub(super) fn print(report: &Report, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    let quotations = report.reported().flat_map(|one| {
        let place = place(&one.file, one.line, one.column);
        one.counted().map(move |finding| (place.clone(), finding))
    });
    let notes = report
        .counted_notes()
        .map(|NotesFinding { file, line, column, finding }| (place(file, *line, *column), finding));
    let archive = report.archive.iter().map(|one| (paint.path(&one.capture), &one.finding));
    let mut all = quotations.chain(notes).chain(archive);
    let shown = all.by_ref().take(paint.limit.unwrap_or(usize::MAX));
    for (place, finding) in shown {
        writeln!(out, "{place}: {}", line(finding))?;
    }
    left_out(all.count(), out)?;
    if paint.statistics {
        statistics::print(report, out)?;
    }
    if !paint.quiet {
        summary::sentences(report).iter().try_for_each(|sentence| writeln!(out, "{}", sentence.text))?;
    }
    Ok(())
}

/// Says how many findings a limit leaves out.
pub(super) fn left_out(count: usize, out: &mut dyn Write) -> io::Result<()> {
    if count == 0 { Ok(()) } else { writeln!(out, "{} not shown (--limit)", counted(count, "more finding")) }
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
