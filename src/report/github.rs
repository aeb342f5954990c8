//! Workflow commands of GitHub Actions, which put findings beside the changed lines.

use super::human::summary;
use super::sentences::{help, legible_message};
use super::{Paint, exit_code, legible};
use crate::verify::{Finding, Judged, Report, Severity};
use std::borrow::Cow;
use std::io::{self, Write};

/// One command.
struct WorkflowCommand<'c> {
    severity: Severity,
    file: Cow<'c, str>,
    line: usize,
    column: usize,
    title: &'c str,
    message: String,
}

/// Writes one command a finding, and one for the summary: every line is a command, so that nothing in a file's name or
/// an article can be one.
pub(super) fn print(report: &Report, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    commands(report, paint).try_for_each(|command| writeln!(out, "{}", command.line()))?;
    let sentences = summary::sentences(report);
    let text: Vec<_> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let level = match exit_code(report, Severity::Error) {
        0 => "notice",
        1 => "warning",
        _ => "error",
    };
    writeln!(out, "::{level} title=literatim::{}", message(&text.join("\n")))
}

fn commands<'r>(report: &'r Report, paint: &'r Paint) -> impl Iterator<Item = WorkflowCommand<'r>> {
    let command = |finding: &'r Finding, file: Cow<'r, str>, line: usize, column: usize| {
        let help = help(finding).map_or_else(String::new, |help| format!("\nhelp: {}", legible(&help)));
        let (severity, title, message) = (finding.severity, finding.rule.id(), legible_message(finding) + &help);
        WorkflowCommand { severity, file, line, column, title, message }
    };
    let quotations = report.reported().flat_map(move |quotation| {
        let Judged { file, line, column, .. } = quotation;
        quotation.counted().map(move |finding| command(finding, file.into(), *line, *column))
    });
    let notes = report.counted_notes().map(move |one| command(&one.finding, (&*one.file).into(), one.line, one.column));
    let archive = report.archive.iter().map(move |one| command(&one.finding, paint.path(&one.capture).into(), 0, 0));
    quotations.chain(notes).chain(archive)
}

impl WorkflowCommand<'_> {
    fn line(&self) -> String {
        let level = match self.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error | Severity::CannotTell => "error",
        };
        let place = match self.line {
            0 => String::new(),
            line => format!(",line={line},col={}", self.column),
        };
        let (file, title) = (property(&self.file), property(self.title));
        format!("::{level} file={file}{place},title={title}::{}", message(&self.message))
    }
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
