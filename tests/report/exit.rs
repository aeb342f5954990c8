//! The table of exit codes.

use crate::sample::{finding, judged, refuting};
use literatim::manifest::Trouble;
use literatim::report::{Summary, exit_code};
use literatim::verify::{
    ArchiveFinding, By, Clipped, Disposition, Finding, FindingData, Gone, Judged, Mismatch, NotesFinding, Outcome,
    Report, Severity,
};

fn report(quotations: Vec<Judged>) -> Report {
    let mut report = Report::default();
    report.files.push("notes.md".into());
    report.quotations = quotations;
    report
}

fn with(verdict: Outcome, finding: Option<Finding>) -> Judged {
    let mut judged = judged(1, "words", verdict);
    judged.findings.extend(finding);
    judged
}

fn verbatim() -> Judged {
    with(Outcome::Verbatim, None)
}

fn altered() -> Finding {
    refuting(Mismatch::Altered { elsewhere: None })
}

fn clipped() -> Finding {
    finding(FindingData::Clipped(Clipped::Before("not".into())))
}

fn wide() -> Finding {
    finding(FindingData::EllipsisTooWide { characters: 700, limit: 600 })
}

fn superseded() -> Finding {
    let (stands_in, gone, change) = (None, Gone::NoLonger(None), None);
    finding(FindingData::Superseded { stands_in, gone, change, variants: Vec::new() })
}

fn missing() -> Finding {
    finding(FindingData::CitationMissing {
        link: None,
        of: 0,
        nearest: None,
        has_withheld: false,
        variants: Vec::new(),
    })
}

fn broken() -> Finding {
    finding(FindingData::CapturesBroken { path: String::new(), trouble: Trouble::Missing })
}

#[test]
fn one_quotation_and_its_exit_code() {
    use Outcome::*;
    let table = [
        (Verbatim, None, Severity::Note, 0),
        (Verbatim, Some(clipped()), Severity::Error, 0),
        (Verbatim, Some(clipped()), Severity::Note, 1),
        (Verbatim, Some(wide()), Severity::Warning, 1),
        (Refuted, Some(altered()), Severity::Error, 1),
        // A warning alone would not fail; that the words were refuted does.
        (Refuted, Some(superseded()), Severity::Error, 1),
        (Refuted, None, Severity::Error, 1),
        (Unverifiable, Some(broken()), Severity::Error, 2),
        (Unverifiable, Some(missing()), Severity::Error, 0),
        (Unverifiable, Some(missing()), Severity::Warning, 1),
        (Unverifiable, None, Severity::Error, 2),
        (Skipped, None, Severity::Error, 0),
    ];
    for (outcome, finding, fail_on, code) in table {
        let row = format!("{outcome:?} {finding:?} {fail_on:?}");
        let report = report(vec![verbatim(), with(outcome, finding)]);
        assert_eq!(exit_code(&report, fail_on), code, "{row}");
    }
}

#[test]
fn what_cannot_be_told_weighs_more_than_what_is_refuted() {
    let quotations = vec![with(Outcome::Refuted, Some(altered())), with(Outcome::Unverifiable, Some(broken()))];
    assert_eq!(exit_code(&report(quotations), Severity::Error), 2);
}

#[test]
fn trouble_in_the_archive_cannot_be_told() {
    let mut report = report(vec![verbatim()]);
    report.archive.push(ArchiveFinding::new("archive/x/y.md", FindingData::Archive(Trouble::Missing)));
    assert_eq!(exit_code(&report, Severity::Error), 2);
}

#[test]
fn a_run_that_checked_nothing_is_not_green() {
    assert_eq!(exit_code(&report(vec![]), Severity::Error), 2);
    assert_eq!(exit_code(&report(vec![with(Outcome::Skipped, None)]), Severity::Error), 2);
    let missing = with(Outcome::Unverifiable, Some(missing()));
    assert_eq!(exit_code(&report(vec![missing]), Severity::Error), 2);
}

#[test]
fn a_named_file_that_quotes_nothing_is_a_line() {
    let mut report = report(vec![verbatim()]);
    report.files.push("other.md".into());
    report.named = vec!["notes.md".into(), "other.md".into()];
    assert_eq!(Summary::of(&report).unquoted_files, ["other.md"]);
    assert_eq!(exit_code(&report, Severity::Error), 0);
}

#[test]
fn a_named_file_with_cited_quotations_none_of_which_was_checked_is_not_green() {
    let exit_of = |named: &[&str], is_cited: bool| {
        let mut other = with(Outcome::Unverifiable, Some(missing()));
        other.file = "other.md".into();
        other.article = is_cited.then(|| "post".parse().unwrap());
        let mut report = report(vec![verbatim(), other]);
        report.files.push("other.md".into());
        report.named = named.iter().map(ToString::to_string).collect();
        exit_code(&report, Severity::Error)
    };
    assert_eq!(exit_of(&["notes.md", "other.md"], true), 2);
    assert_eq!(exit_of(&["notes.md", "other.md"], false), 0);
    assert_eq!(exit_of(&["notes.md"], true), 0);
}

#[test]
fn a_run_without_any_quotation_is_green_only_where_that_is_allowed() {
    let allowed = |quotations| {
        let mut report = report(quotations);
        report.allows_empty = true;
        report
    };
    let skipped = with(Outcome::Skipped, None);
    assert_eq!(exit_code(&allowed(vec![]), Severity::Error), 0);
    assert_eq!(exit_code(&allowed(vec![skipped]), Severity::Error), 2);
}

#[test]
fn notes_that_cannot_be_read_cannot_be_told() {
    let mut report = report(vec![verbatim()]);
    let unreadable = FindingData::NotesUnreadable { why: "not UTF-8".into() };
    report.notes.push(NotesFinding::of_file("bad.md", unreadable, false));
    assert_eq!(Summary::of(&report).unchecked, 1);
    assert_eq!(exit_code(&report, Severity::Error), 2);
}

/// What is ignored stays in the report, and neither counts nor fails it; what cannot be told is never ignored.
#[test]
fn what_is_ignored_was_checked_and_does_not_count() {
    let ignored = |by| {
        let mut one = with(Outcome::Refuted, Some(altered()));
        one.findings[0].disposition = Disposition::Ignored(by);
        one
    };
    for by in [By::Comment, By::PerFile, By::Baseline] {
        let report = report(vec![ignored(by)]);
        assert_eq!(exit_code(&report, Severity::Note), 0, "{by:?}");
        let Summary { quotations, refuted, skipped, suppressed, errors, .. } = Summary::of(&report);
        assert_eq!((quotations, refuted, skipped, suppressed, errors), (1, 0, 0, 1, 0), "{by:?}");
    }
    let mut both = ignored(By::PerFile);
    both.findings.push(broken());
    assert_eq!(exit_code(&report(vec![both]), Severity::Error), 2);
}

/// Of what has not changed, nothing is counted; and a run over changes alone may have nothing to check.
#[test]
fn what_is_unchanged_is_counted_apart() {
    let mut old = with(Outcome::Refuted, Some(altered()));
    old.disposition = Disposition::Unchanged;
    let mut report = report(vec![old]);
    report.is_partial = true;
    assert_eq!(exit_code(&report, Severity::Note), 0);
    let Summary { quotations, refuted, unchanged, errors, .. } = Summary::of(&report);
    assert_eq!((quotations, refuted, unchanged, errors), (0, 0, 1, 0));
}
