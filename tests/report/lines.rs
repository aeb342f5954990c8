//! What an article, notes or their names may try on whoever reads a report.

use crate::golden::written;
use crate::sample::{altered, judged, nearest, refuting, report_of};
use literatim::report::{Paint, ReportFormat};
use literatim::verify::{Mismatch, Outcome, Report, Seam, VariantKind};

const NASTY: &str = "x\n::error::owned\r\n::set-output name=a::b\u{1B}[31m\u{9B}2J\u{202E}%0A,:##[error]";
/// As much of that as the path of a capture may have.
const NASTY_PATH: &str = "archive/x\u{202E}%0A,##[error]/20260311T093000Z.md";

fn nasty() -> Report {
    let mut judged = judged(1, NASTY, Outcome::Refuted);
    judged.file = format!("{NASTY}.md");
    let (before, after) = (NASTY.to_owned(), NASTY.to_owned());
    judged.findings.push(refuting(Mismatch::Stitched { before, after, seam: Seam::LeftOut }));
    let mut other = altered(2, NASTY, NASTY, &[(VariantKind::Wording, NASTY, NASTY)]);
    nearest(&mut other).locus.capture = NASTY_PATH.parse().unwrap();
    let mut unchecked = self::judged(3, NASTY, Outcome::Skipped);
    unchecked.file = NASTY.into();
    let quotations = vec![judged, other, unchecked];
    let mut report = report_of(quotations);
    (report.style, report.files) = ("exact".into(), vec![NASTY.into()]);
    report
}

#[test]
fn nothing_that_steers_is_written_in_any_format() {
    for format in ReportFormat::ALL {
        let text = written(&nasty(), format, &Paint { verbose: true, ..Paint::default() });
        let steers = |c: char| c != '\n' && c.is_control() || c == '\u{202E}';
        assert!(!text.contains(steers), "{}: {text:?}", format.name());
    }
}

#[test]
fn no_workflow_command_can_be_slipped_in() {
    let text = written(&nasty(), ReportFormat::Github, &Paint::default());
    assert_eq!(text.lines().count(), 3);
    for line in text.lines() {
        let (properties, _) =
            line.strip_prefix("::error ").unwrap_or_else(|| &line["::warning ".len()..]).split_once("::").unwrap();
        let names: Vec<_> = properties.split(',').map(|property| property.split_once('=').unwrap().0).collect();
        assert!(names == ["file", "line", "col", "title"] || names == ["title"], "{line}");
        assert!(!properties.contains(['\r', '\n']) && !properties.replace("%3A", "").contains(':'), "{line}");
    }
}

#[test]
fn one_finding_is_one_line() {
    let text = written(&nasty(), ReportFormat::Concise, &Paint::default());
    assert_eq!(text.lines().filter(|line| line.contains("error[quote-")).count(), 2, "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("::")).count(), 0);
}

#[test]
fn a_quotation_without_end_is_shown_in_few_lines() {
    let words = "word ".repeat(200_000);
    let mut one = judged(1, &words, Outcome::Refuted);
    one.findings.push(refuting(Mismatch::Absent));
    let other = altered(2, &format!("{words}a"), &format!("{words}{words}"), &[(VariantKind::Wording, "a", "word")]);
    let report = report_of(vec![one, other]);
    assert!(written(&report, ReportFormat::Human, &Paint::default()).lines().count() < 60);
}

#[test]
fn spans_that_fit_nothing_do_no_harm() {
    let mut bad = altered(1, "naïve words", "naive words", &[(VariantKind::Wording, "naïve", "naive")]);
    let nearest = nearest(&mut bad);
    nearest.variants[0].quoted_span = (3, 900).into();
    nearest.variants.push(nearest.variants[0].clone());
    nearest.variants[1].quoted_span = (0, 3).into();
    let report = report_of(vec![bad]);
    assert!(written(&report, ReportFormat::Human, &Paint::default()).contains("naïve words"));
}

proptest::proptest! {
    #[test]
    fn whatever_is_quoted_fits_and_steers_nothing(
        text in ".{0,200}",
        archived in "(\\PC|[ \n\u{1B}東é\u{301}\u{200B}]){0,200}",
        spans in proptest::collection::vec((0..210_usize, 0..210_usize, 0..210_usize, 0..210_usize), 0..6),
        width in 40..130_usize,
    ) {
        let mut judged = altered(1, &text, &archived, &[]);
        let nearest = nearest(&mut judged);
        let variant = |(a, b, c, d)| literatim::verify::Variant {
            kind: VariantKind::Wording,
            quoted: String::new(),
            archived: String::new(),
            quoted_span: (a, b).into(),
            archived_span: (c, d).into(),
        };
        nearest.variants = spans.into_iter().map(variant).collect();
        let report = report_of(vec![judged]);
        let shown = written(&report, ReportFormat::Human, &Paint { colour: false, width, verbose: false, ..Paint::default() });
        for line in shown.lines() {
            assert!(!line.contains(char::is_control), "{line:?}");
            assert!(!line.contains('│') || unicode_width::UnicodeWidthStr::width(line) <= width, "{line:?}");
        }
    }
}
