//! What is the same of many quotations in one file is one entry for people, and stays apart for programs.

use crate::golden::written;
use crate::sample::{judged, refuting, report_of};
use literatim::report::{Paint, ReportFormat};
use literatim::verify::{Judged, Mismatch, Outcome, Report};

fn typographic(number: usize, file: &str) -> Judged {
    let mut one = judged(number, "It’s the gate", Outcome::Refuted);
    one.file = file.to_owned();
    one.findings.push(refuting(Mismatch::Typography));
    one
}

fn report(counts: &[(&str, usize)]) -> Report {
    report_of(counts.iter().flat_map(|(file, count)| (1..=*count).map(|number| typographic(number, file))).collect())
}

/// The headers of the entries.
fn headers(report: &Report, paint: &Paint) -> Vec<String> {
    let text = written(report, ReportFormat::Human, paint);
    text.lines().filter(|line| line.starts_with("error[quote-typography]")).map(str::to_owned).collect()
}

#[test]
fn findings_of_typography_in_one_file_are_one_entry_with_their_places() {
    let headers = headers(&report(&[("a.md", 20), ("b.md", 3), ("c.md", 1)]), &Paint::default());
    assert_eq!(headers.len(), 3, "{headers:#?}");
    assert!(headers[0].contains("a.md:1:") && headers[0].ends_with(" and 7 more"), "{headers:#?}");
    assert!(headers[1].contains("b.md:1:") && headers[1].matches(", ").count() == 2, "{headers:#?}");
    assert!(headers[2].contains("c.md:1:"), "{headers:#?}");
}

#[test]
fn each_is_shown_where_that_is_asked_for_and_to_programs() {
    let report = report(&[("a.md", 20)]);
    assert_eq!(headers(&report, &Paint { verbose: true, ..Paint::default() }).len(), 20);
    let concise = written(&report, ReportFormat::Concise, &Paint::default());
    assert_eq!(concise.matches("[quote-typography]").count(), 20, "{concise}");
}

#[test]
fn a_quotation_of_which_more_is_said_stays_apart() {
    let mut all: Vec<Judged> = (1..=3).map(|number| typographic(number, "a.md")).collect();
    all[1].findings.push(refuting(Mismatch::Cut));
    assert_eq!(headers(&report_of(all), &Paint::default()).len(), 2);
}
