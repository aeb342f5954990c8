//! The exit code that a report asks for.

use crate::verify::{Finding, Judged, Outcome, Report, Severity};

/// 2 if something cannot be checked, or nothing was checked; else 1 if something is refuted, or there is a finding of
/// severity `fail_on` or above; else 0.
///
/// Nothing was checked where no quotation at all was held against the archive, or none of a file in [`Report::named`]
/// whose quotations cite something: a checker that looked at nothing must not look green. A file that was merely found
/// in a folder may well have nothing to check, and so may what has changed, or a named file that quotes nothing; where
/// none quotes anything, [`Report::allows_empty`] says that this is right. What was checked, and is ignored because
/// somebody asked for it, was checked.
pub fn exit_code(report: &Report, fail_on: Severity) -> u8 {
    let checked = report.checked();
    let citing = report.citing();
    let is_unchecked = |file: &String| citing.contains(file.as_str()) && !checked.contains(file.as_str());
    let is_empty = checked.is_empty() && !(report.allows_empty && report.quotations.is_empty());
    let is_unchecked = is_empty || report.named.iter().any(is_unchecked);
    match is_unchecked && !report.is_partial {
        true => 2,
        false => exit_code_of_part(report, fail_on),
    }
}

/// The exit code that one finding asks for.
pub(super) fn exit_code_of_finding(finding: &Finding, fail_on: Severity) -> u8 {
    match finding.severity {
        Severity::CannotTell => 2,
        severity if severity >= fail_on => 1,
        _ => 0,
    }
}

/// The same for a part of the notes that may well have no quotation in it: one quotation, say.
pub fn exit_code_of_part(report: &Report, fail_on: Severity) -> u8 {
    // One that cannot be checked, with no finding to say why, is nobody's warning: it must not pass.
    let is_unsaid = |judged: &Judged| judged.outcome() == Outcome::Unverifiable && judged.counted().next().is_none();
    if report.counted().any(|finding| finding.severity == Severity::CannotTell) || report.reported().any(is_unsaid) {
        2
    } else if report.reported().any(|judged| judged.outcome() == Outcome::Refuted)
        || report.counted().any(|finding| finding.severity >= fail_on)
    {
        1
    } else {
        0
    }
}
