//! What people see, letter for letter.

use crate::sample::{refuted, report};
use literatim::report::{NotesContext, Paint, ReportFormat, print};
use literatim::verify::Report;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

pub fn written(report: &Report, format: ReportFormat, paint: &Paint) -> String {
    let mut out = Vec::new();
    print(report, format, &mut out, paint, &NotesContext::default()).unwrap();
    String::from_utf8(out).unwrap()
}

fn spelled(text: &str) -> String {
    let tones = [("0", "end"), ("1", "strong"), ("2", "faint"), ("1;31", "red"), ("1;32", "green")];
    let tones = tones.into_iter().chain([("1;33", "yellow"), ("1;36", "cyan")]);
    tones.fold(text.to_owned(), |text, (code, name)| text.replace(&format!("\u{1B}[{code}m"), &format!("{{{name}}}")))
}

pub fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report").join(name);
    let text = spelled(text);
    if std::env::var_os("LITERATIM_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{name} is not what is written now:\n{text}");
}

fn human(colour: bool, width: usize, verbose: bool) -> String {
    written(&report(), ReportFormat::Human, &Paint { colour, width, verbose, ..Paint::default() })
}

#[test]
fn on_a_narrow_terminal() {
    check("human-60.txt", &human(false, 60, false));
}

#[test]
fn on_a_wide_terminal() {
    check("human-100.txt", &human(false, 100, false));
}

#[test]
fn in_colour() {
    check("human-60-colour.txt", &human(true, 60, false));
    check("human-100-colour.txt", &human(true, 100, false));
}

#[test]
fn with_everything_told() {
    check("human-100-verbose.txt", &human(false, 100, true));
}

#[test]
fn a_line_a_finding() {
    check("concise.txt", &written(&report(), ReportFormat::Concise, &Paint::default()));
}

#[test]
fn as_workflow_commands() {
    check("github.txt", &written(&report(), ReportFormat::Github, &Paint::default()));
}

#[test]
fn colour_adds_nothing_but_colour() {
    let plain = |text: &str| {
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('\u{1B}') {
            plain += &rest[..at];
            rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
        }
        plain + rest
    };
    // Lines are cut at their end before colour is ended, so white space may be left.
    let trimmed = |text: String| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(trimmed(plain(&human(true, 80, true))), trimmed(human(false, 80, true)));
}

#[test]
fn every_line_of_words_fits_the_terminal() {
    for width in 40..120 {
        let mut report = report();
        report.quotations = refuted();
        let text =
            written(&report, ReportFormat::Human, &Paint { colour: false, width, verbose: true, ..Paint::default() });
        for line in text.lines().filter(|line| line.contains('│')) {
            assert!(line.width() <= width, "{} > {width}: {line}", line.width());
        }
    }
}
