//! JUnit's XML, as test reports of forges read it: a suite for each file of notes, a case for each quotation.

use super::{AllLines, Entry, entries, first_words};
use crate::report::{NotesContext, exit_code_of_finding, legible};
use crate::verify::{Judged, Outcome, Report, Severity};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The cases of one file.
#[derive(Default)]
struct Suite {
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

/// Writes all suites.
pub(in crate::report) fn print(report: &Report, context: &NotesContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = AllLines::of(context.files);
    let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
    let mut of_quotations: BTreeMap<*const Judged, Vec<&Entry<'_>>> = BTreeMap::new();
    let entries = entries(report, context, &lines);
    for entry in &entries {
        match entry.judged {
            Some(judged) => of_quotations.entry(std::ptr::from_ref(judged)).or_default().push(entry),
            None => {
                let name = format!("{}: {}", entry.finding.rule, entry.message);
                let suite = suites.entry(entry.path.clone()).or_default();
                let line = entry.range.map(|(start, _)| start.line);
                suite.case(Case { name, path: &entry.path, line, is_skipped: false }, &[entry], context);
            }
        }
    }
    for judged in report.reported() {
        let path = context.shown(&judged.file);
        let entries = of_quotations.get(&std::ptr::from_ref(judged)).map_or(&[][..], Vec::as_slice);
        // What could not be checked is no test that passed.
        let is_skipped = matches!(judged.outcome(), Outcome::Skipped | Outcome::Unverifiable);
        let suite = suites.entry(path.clone()).or_default();
        let case = Case { name: first_words(&judged.text), path: &path, line: Some(judged.line), is_skipped };
        suite.case(case, entries, context);
    }
    let sum = |count: fn(&Suite) -> usize| suites.values().map(count).sum::<usize>();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let (tests, failures) = (sum(|suite| suite.tests), sum(|suite| suite.failures));
    let (errors, skipped) = (sum(|suite| suite.errors), sum(|suite| suite.skipped));
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
    writeln!(out, "<testsuites name=\"literatim\" {counts}>")?;
    for (path, Suite { cases, tests, failures, errors, skipped }) in &suites {
        let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
        writeln!(out, "  <testsuite name=\"{}\" {counts}>", in_xml(path))?;
        out.write_all(cases.as_bytes())?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// One test.
struct Case<'c> {
    name: String,
    path: &'c str,
    line: Option<usize>,
    /// True if it was not held against anything.
    is_skipped: bool,
}

impl Suite {
    /// Adds a case with what was found on it: the first finding that fails it, all others beside.
    fn case(&mut self, case: Case<'_>, entries: &[&Entry<'_>], context: &NotesContext<'_>) {
        self.tests += 1;
        let is_skipped = case.is_skipped;
        let line = case.line.map_or_else(String::new, |line| format!(" line=\"{line}\""));
        let (name, path) = (in_xml(&case.name), in_xml(case.path));
        let _ = write!(self.cases, "    <testcase name=\"{name}\" classname=\"{path}\" file=\"{path}\"{line}");
        let (failing, others): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            entries.iter().partition(|entry| exit_code_of_finding(entry.finding, context.fail_on) > 0);
        if failing.is_empty() && others.is_empty() && !is_skipped {
            self.cases.push_str("/>\n");
            return;
        }
        self.cases.push_str(">\n");
        let text = |entries: &[&Entry<'_>]| {
            let shown = |entry: &&Entry<'_>| format!("{}: {}", entry.finding.rule, entry.with_help());
            in_xml(&entries.iter().map(shown).collect::<Vec<_>>().join("\n"))
        };
        if let Some(first) = failing.first() {
            let is_error = failing.iter().any(|entry| entry.finding.severity == Severity::CannotTell);
            let kind = if is_error { "error" } else { "failure" };
            *(if is_error { &mut self.errors } else { &mut self.failures }) += 1;
            let (message, rule) = (in_xml(&first.message), first.finding.rule);
            let _ =
                writeln!(self.cases, "      <{kind} message=\"{message}\" type=\"{rule}\">{}</{kind}>", text(&failing));
        } else if is_skipped {
            self.skipped += 1;
            let why = others.first().map_or("it cites nothing, or is ignored", |entry| entry.message.as_str());
            let _ = writeln!(self.cases, "      <skipped message=\"{}\"/>", in_xml(why));
        }
        if !others.is_empty() {
            let _ = writeln!(self.cases, "      <system-out>{}</system-out>", text(&others));
        }
        self.cases.push_str("    </testcase>\n");
    }
}

/// Text as XML 1.0 may have it, in an element or in an attribute: what it cannot have, and what cannot be seen, is made
/// legible first.
fn in_xml(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            written.push_str("&#10;");
        }
        for c in legible(line).chars() {
            match c {
                '&' => written.push_str("&amp;"),
                '<' => written.push_str("&lt;"),
                '>' => written.push_str("&gt;"),
                '"' => written.push_str("&quot;"),
                '\u{FFFE}' | '\u{FFFF}' => written.push('\u{FFFD}'),
                _ => written.push(c),
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_attribute_or_an_element() {
        assert_eq!(in_xml("a\"b</c>&\nd\u{1}\u{FFFF}"), "a&quot;b&lt;/c&gt;&amp;&#10;d␁\u{FFFD}");
    }
}
