//! The table of exit codes.

use crate::sample::{count, finding, judged};
use literatim::report::{Sources, exit_code};
use literatim::verdict::{ArchiveFinding, Judged, NotesFinding, Outcome, Report, Rule, Severity};

fn report(quotations: Vec<Judged>) -> Report {
    let mut report = Report { quotations, ..Report::default() };
    report.summary = count(&report);
    report
}

fn with(verdict: Outcome, rule: Option<Rule>) -> Judged {
    let mut judged = judged(1, "words", verdict);
    judged.findings.extend(rule.map(|rule| finding(rule, "", "")));
    judged
}

fn verbatim() -> Judged {
    with(Outcome::Verbatim, None)
}

#[test]
fn one_quotation_and_its_exit_code() {
    use Outcome::*;
    let table = [
        (Verbatim, None, Severity::Note, 0),
        (Verbatim, Some(Rule::QuoteClipped), Severity::Error, 0),
        (Verbatim, Some(Rule::QuoteClipped), Severity::Note, 1),
        (Verbatim, Some(Rule::EllipsisTooWide), Severity::Warning, 1),
        (Refuted, Some(Rule::QuoteAltered), Severity::Error, 1),
        // A warning alone would not fail; that the words were refuted does.
        (Refuted, Some(Rule::QuoteSuperseded), Severity::Error, 1),
        (Refuted, None, Severity::Error, 1),
        (Unverifiable, Some(Rule::FixityBreach), Severity::Error, 2),
        (Unverifiable, Some(Rule::CitationMissing), Severity::Error, 0),
        (Unverifiable, Some(Rule::CitationMissing), Severity::Warning, 1),
        (Unverifiable, None, Severity::Error, 2),
        (Skipped, None, Severity::Error, 0),
    ];
    for (outcome, rule, fail_on, code) in table {
        let report = report(vec![verbatim(), with(outcome, rule)]);
        assert_eq!(exit_code(&report, fail_on), code, "{outcome:?} {rule:?} {fail_on:?}");
    }
}

#[test]
fn what_cannot_be_told_weighs_more_than_what_is_refuted() {
    let refuted = with(Outcome::Refuted, Some(Rule::QuoteAltered));
    let breached = with(Outcome::Unverifiable, Some(Rule::CaptureMissing));
    assert_eq!(exit_code(&report(vec![refuted, breached]), Severity::Error), 2);
}

#[test]
fn trouble_in_the_archive_cannot_be_told() {
    let mut report = report(vec![verbatim()]);
    let (capture, rule) = ("archive/x/y.md".to_owned(), Rule::CaptureMissing);
    report.archive.push(ArchiveFinding { capture, rule, message: String::new(), committed: None, found: None });
    assert_eq!(exit_code(&report, Severity::Error), 2);
}

#[test]
fn a_run_that_checked_nothing_is_not_green() {
    assert_eq!(exit_code(&report(vec![]), Severity::Error), 2);
    assert_eq!(exit_code(&report(vec![with(Outcome::Skipped, None)]), Severity::Error), 2);
    let missing = with(Outcome::Unverifiable, Some(Rule::CitationMissing));
    assert_eq!(exit_code(&report(vec![missing]), Severity::Error), 2);
}

#[test]
fn a_named_file_in_which_nothing_was_checked_is_not_green() {
    let account = |named: &[&str]| {
        let mut report = report(vec![verbatim()]);
        let read = vec!["notes.md".to_owned(), "other.md".to_owned()];
        let named = named.iter().map(ToString::to_string).collect();
        Sources { read, named, ..Sources::default() }.account(&mut report);
        assert_eq!(report.summary.unquoted_files, ["other.md"]);
        exit_code(&report, Severity::Error)
    };
    assert_eq!(account(&["notes.md", "other.md"]), 2);
    assert_eq!(account(&["notes.md"]), 0);
    assert_eq!(account(&[]), 0);
}

#[test]
fn notes_that_cannot_be_read_cannot_be_told() {
    let mut report = report(vec![verbatim()]);
    let (rule, severity) = (Rule::NotesUnreadable, Severity::CannotTell);
    let finding =
        NotesFinding { file: "bad.md".into(), line: 0, column: 0, rule, severity, message: "not UTF-8".into() };
    Sources { read: vec!["notes.md".into()], named: vec![], unreadable: vec![finding] }.account(&mut report);
    assert_eq!(report.summary.cannot_tell, 1);
    assert_eq!(exit_code(&report, Severity::Error), 2);
}
