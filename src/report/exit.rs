//! The exit code that a report asks for.

use crate::verdict::{Outcome, Report, Severity};
use std::collections::BTreeSet;

/// 2 if something cannot be told, or nothing was checked; else 1 if something is refuted, or there is a finding that
/// weighs `fail_on` or more; else 0.
///
/// Nothing was checked where no quotation at all was held against the archive, or none of a file in
/// [`named_files`](crate::verdict::Summary::named_files): a checker that looked at nothing must not look green. A file
/// that was merely found in a folder may well have nothing to check. What was checked, and then left out by somebody's
/// wish, was checked.
pub fn exit_code(report: &Report, fail_on: Severity) -> u8 {
    if unlooked(report) { 2 } else { exit_code_of_part(report, fail_on) }
}

/// The same for a part of the notes that may well have no quotation in it: what has changed, say.
pub fn exit_code_of_part(report: &Report, fail_on: Severity) -> u8 {
    if cannot_tell(report) {
        2
    } else if report.quotations.iter().any(|quotation| quotation.verdict == Outcome::Refuted)
        || severities(report).any(|severity| severity >= fail_on)
    {
        1
    } else {
        0
    }
}

/// How much each finding weighs, those of the archive too.
fn severities(report: &Report) -> impl Iterator<Item = Severity> {
    let quotations = report.quotations.iter().flat_map(|quotation| &quotation.findings).map(|finding| finding.severity);
    let notes = report.notes.iter().map(|finding| finding.severity);
    let archive = report.archive.iter().map(|finding| finding.rule.severity(false));
    quotations.chain(notes).chain(archive)
}

fn cannot_tell(report: &Report) -> bool {
    // One that cannot be told, with no finding to say why, is nobody's warning: it must not pass.
    let unsaid = |quotation: &crate::verdict::Judged| {
        quotation.verdict == Outcome::Unverifiable && quotation.findings.is_empty()
    };
    severities(report).any(|severity| severity == Severity::CannotTell)
        || report.summary.cannot_tell > 0
        || report.quotations.iter().any(unsaid)
}

fn unlooked(report: &Report) -> bool {
    let checked: BTreeSet<&str> = report
        .quotations
        .iter()
        .filter(|quotation| matches!(quotation.verdict, Outcome::Verbatim | Outcome::Refuted))
        .map(|quotation| quotation.file.as_str())
        .chain(report.summary.settled_files.iter().map(String::as_str))
        .collect();
    checked.is_empty() || report.summary.named_files.iter().any(|file| !checked.contains(file.as_str()))
}
