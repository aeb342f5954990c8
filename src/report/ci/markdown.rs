//! A summary in Markdown, for the page of a run or a comment on a change.

use super::{AllLines, Entry, entries};
use crate::report::escape::escaped;
use crate::report::human::summary;
use crate::report::{NotesContext, exit_code};
use crate::verify::{Report, Severity};
use std::io::{self, Write};

/// The findings that are listed, at most: a page of GitHub takes a mebibyte.
const MOST: usize = 500;

/// Writes the summary, and a table of the findings, the most severe first.
pub(in crate::report) fn print(report: &Report, context: &NotesContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = AllLines::of(context.files);
    let mut entries = entries(report, context, &lines);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.finding.severity));
    let sign = match exit_code(report, context.fail_on) {
        0 => "✅",
        1 => "❌",
        _ => "⚠️",
    };
    let sentences = summary::sentences(report);
    let (first, rest) = sentences.split_first().map_or(("", &[][..]), |(first, rest)| (first.text.as_str(), rest));
    writeln!(out, "### {sign} literatim: {}\n", escaped(first))?;
    for sentence in rest {
        writeln!(out, "- {}", escaped(&sentence.text))?;
    }
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| | rule | where | finding |\n| --- | --- | --- | --- |")?;
    entries.iter().take(MOST).try_for_each(|entry| writeln!(out, "{}", row(entry)))?;
    match entries.len().checked_sub(MOST) {
        Some(more @ 1..) => writeln!(out, "\nand {more} more"),
        _ => Ok(()),
    }
}

fn row(entry: &Entry<'_>) -> String {
    let place = match entry.range {
        Some((start, _)) => format!("{}:{}", entry.path, start.line),
        None => entry.path.clone(),
    };
    let (severity, rule) = (severity(entry.finding.severity), entry.finding.rule);
    let help = entry.help.as_ref().map_or_else(String::new, |help| format!("<br>{}", cell(help)));
    format!("| {severity} | `{rule}` | {} | {}{help} |", cell(&place), cell(&entry.message))
}

/// Text in one cell of a table.
fn cell(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

fn severity(severity: Severity) -> String {
    severity.to_string()
}
