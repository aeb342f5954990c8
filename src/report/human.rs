//! The report for people: the notes' words over the archive's.

mod atoms;
mod collation;
mod marks;
mod quotation;
pub(super) mod summary;
mod together;

use super::concise::{left_out, place};
use super::sentences::message;
use super::wrap::wrap;
use super::{Paint, Tone, legible, statistics};
use crate::verify::{ArchiveFinding, NotesFinding, Report, Rule, Severity};
use std::collections::HashSet;
use std::io::{self, Write};
use together::Together;

/// Writes what must be said of quotations, notes and archive, and the summary.
pub(super) fn print(report: &Report, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    let mut page = HumanReport { out, paint, advised: HashSet::new() };
    let together = Together::of(report.reported().filter(|_| !paint.verbose));
    let mut room = Room { left: paint.limit.unwrap_or(usize::MAX), left_out: 0 };
    for judged in report.reported() {
        match together.with(judged) {
            Some(all) if std::ptr::eq(all[0], judged) && room.has(all.len()) => page.together(all)?,
            Some(_) => {}
            None if (paint.verbose || judged.counted().next().is_some()) && room.has(judged.counted().count()) => {
                page.quotation(judged)?;
            }
            None => {}
        }
    }
    report.counted_notes().filter(|_| room.has(1)).try_for_each(|finding| page.notes_finding(finding))?;
    report.archive.iter().filter(|_| room.has(1)).try_for_each(|finding| page.archive_finding(finding))?;
    left_out(room.left_out, page.out)?;
    if paint.statistics {
        statistics::print(report, page.out)?;
    }
    if paint.quiet {
        return Ok(());
    }
    for sentence in summary::sentences(report) {
        for line in wrap(&sentence.text, paint.columns()) {
            page.line(&paint.tone(sentence.tone, &line))?;
        }
    }
    Ok(())
}

/// The room that a limit leaves for findings.
struct Room {
    left: usize,
    /// The number of findings for which there was none.
    left_out: usize,
}

impl Room {
    /// Returns true if there is room for a quotation, or several that are shown together, with so many findings.
    fn has(&mut self, findings: usize) -> bool {
        let has = self.left > 0 || findings == 0;
        match has {
            true => self.left = self.left.saturating_sub(findings),
            false => self.left_out += findings,
        }
        has
    }
}

/// The output that is written on, and the way it is painted.
struct HumanReport<'p> {
    out: &'p mut dyn Write,
    paint: &'p Paint,
    /// The advice that was given: what is to be done about many findings is said at the first.
    advised: HashSet<String>,
}

impl HumanReport<'_> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }

    /// `severity[rule] place`; the place leads to the file.
    fn header(&mut self, severity: Severity, rule: Rule, place: &str) -> io::Result<()> {
        let what = self.paint.tone(Tone::of(severity), &format!("{severity}[{rule}]"));
        self.line(&format!("{what} {place}"))
    }

    /// A place in notes, which leads there.
    fn place_in_notes(&self, file: &str, (line, column): (usize, usize)) -> String {
        let place = self.paint.tone(Tone::Strong, &place(file, line, column));
        self.paint.to_notes(file, place)
    }

    /// `text`, wrapped, after a label; its further lines under its first.
    fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        let indent = 2 + label.chars().count();
        let room = self.paint.columns().saturating_sub(indent);
        for (index, line) in wrap(&legible(text), room).iter().enumerate() {
            let margin = match index {
                0 => format!("  {}", self.paint.tone(Tone::Strong, label)),
                _ => " ".repeat(indent),
            };
            self.line(&format!("{margin}{line}"))?;
        }
        Ok(())
    }

    fn notes_finding(&mut self, finding: &NotesFinding) -> io::Result<()> {
        let NotesFinding { file, line, column, finding } = finding;
        let place = self.place_in_notes(file, (*line, *column));
        self.header(finding.severity, finding.rule, &place)?;
        self.labelled("", &message(finding))?;
        self.line("")
    }

    fn archive_finding(&mut self, finding: &ArchiveFinding) -> io::Result<()> {
        let ArchiveFinding { capture, finding } = finding;
        let place = self.paint.tone(Tone::Strong, &self.paint.path(capture));
        self.header(finding.severity, finding.rule, &self.paint.to_archive(capture, place))?;
        self.labelled("", &message(finding))?;
        // Digests are never broken: they are there to be compared and copied.
        let [committed, found] = finding.data.digests();
        if let Some(committed) = committed {
            self.line(&format!("  committed  {committed}"))?;
        }
        if let Some(found) = found {
            self.line(&format!("  found      {found}"))?;
        }
        self.line("")
    }
}
