//! Workflow commands of GitHub Actions, which put findings beside the changed lines.

use super::{AllLines, Entry, entries};
use crate::report::human::summary;
use crate::report::{NotesContext, exit_code, legible};
use crate::verify::{Report, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// GitHub shows so many annotations of a level for each step.
const SHOWN: usize = 10;

/// Writes one command a finding, and one for the summary: every line is a command, so that nothing in a file's name or
/// an article can be one.
pub(in crate::report) fn print(report: &Report, context: &NotesContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = AllLines::of(context.files);
    let entries = entries(report, context, &lines);
    entries.iter().try_for_each(|entry| writeln!(out, "{}", command(entry)))?;
    let mut text: Vec<String> = summary::sentences(report).into_iter().map(|sentence| sentence.text).collect();
    let mut by_level: BTreeMap<&str, usize> = BTreeMap::new();
    entries.iter().for_each(|entry| *by_level.entry(level(entry.finding.severity)).or_default() += 1);
    if by_level.values().any(|&count| count > SHOWN) {
        text.push(format!(
            "GitHub shows the first {SHOWN} of each level beside the lines; the log of this step has all"
        ));
    }
    let level = match exit_code(report, Severity::Error) {
        0 => "notice",
        1 => "warning",
        _ => "error",
    };
    writeln!(out, "::{level} title=literatim::{}", message(&text.join("\n")))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error | Severity::CannotTell => "error",
    }
}

fn command(entry: &Entry<'_>) -> String {
    let place = match entry.range {
        None => String::new(),
        Some((start, end)) if start == end => format!(",line={},col={}", start.line, start.column),
        Some((start, end)) if start.line == end.line => {
            // The last column belongs to what is marked.
            let last = end.column.saturating_sub(1).max(start.column);
            format!(",line={},endLine={},col={},endColumn={last}", start.line, end.line, start.column)
        }
        // GitHub takes no columns of a place of several lines.
        Some((start, end)) => format!(",line={},endLine={}", start.line, end.line),
    };
    let (file, title) = (property(&entry.path), property(entry.finding.rule.id()));
    let level = level(entry.finding.severity);
    format!("::{level} file={file}{place},title={title}::{}", message(&entry.with_help()))
}

/// Text as the message of a command may have it: what `escapeData` of GitHub's own toolkit does.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as a property may have it: what `escapeProperty` of GitHub's own toolkit does. Line breaks are kept, so that
/// the name is still the file's; other control characters are not.
fn property(text: &str) -> String {
    let shown: Vec<_> = text.split(['\r', '\n']).map(legible).collect();
    let breaks = text.matches(['\r', '\n']);
    let mut whole = shown[0].clone().into_owned();
    for (line, ending) in shown[1..].iter().zip(breaks) {
        whole += ending;
        whole += line;
    }
    message(&whole).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_property_or_starts_a_command() {
        let nasty = "a,line=1::b\r\n::warning::c%0A\u{1B}";
        assert_eq!(property(nasty), "a%2Cline=1%3A%3Ab%0D%0A%3A%3Awarning%3A%3Ac%250A␛");
        assert_eq!(message("x\n::error::y%"), "x%0A::error::y%25");
    }
}
