//! What the notes ask to leave out.

use super::{Judged, NotesFinding, Outcome, Rule};
use crate::notes::Suppression;
use crate::text::Lines;

/// How many quotations comments left something out of.
pub struct Suppressed {
    /// All of them.
    pub touched: usize,
    /// Those that are not judged any more.
    pub whole: usize,
    /// Whether a finding was left out because a comment names its rule.
    pub settled: bool,
}

/// Leaves out what `suppressions` ask for, among the quotations of one file, and tells of the ones that were not needed
/// or give no reason. What cannot be told cannot be left out. Returns how
/// many quotations something was left out of, and how many of those were left out whole.
pub fn suppress(
    judged: &mut [Judged],
    suppressions: &[Suppression],
    file: &str,
    lines: &Lines<'_>,
    strict: bool,
) -> (Suppressed, Vec<NotesFinding>) {
    let mut findings = Vec::new();
    let mut left_out = vec![false; judged.len()];
    let mut settled = false;
    let before: Vec<Outcome> = judged.iter().map(|quotation| quotation.verdict).collect();
    for suppression in suppressions {
        let place = lines.position(suppression.span.start);
        let mut tell = |rule: Rule, message: String| {
            let severity = rule.severity(strict);
            findings.push(NotesFinding {
                file: file.to_owned(),
                line: place.line,
                column: place.column,
                rule,
                severity,
                message,
            });
        };
        if suppression.reason.is_none() && !suppression.rules.is_empty() {
            let what = "this comment gives no reason, and leaves nothing out: add ` -- reason` to it";
            tell(Rule::SuppressionUnreasoned, what.to_owned());
            continue;
        }
        let used = apply(judged, &mut left_out, suppression);
        settled |= used && !suppression.rules.is_empty();
        if !used {
            let what = "this comment leaves out nothing that is there: take it out".to_owned();
            tell(Rule::SuppressionUnused, what);
        }
    }
    let skipped = judged
        .iter()
        .zip(before)
        .filter(|(now, before)| now.verdict == Outcome::Skipped && *before != Outcome::Skipped);
    let whole = skipped.count();
    (Suppressed { touched: left_out.into_iter().filter(|&out| out).count(), whole, settled }, findings)
}

fn apply(judged: &mut [Judged], left_out: &mut [bool], suppression: &Suppression) -> bool {
    let mut used = false;
    for (quotation, out) in judged.iter_mut().zip(left_out) {
        if !suppression.covers.contains(quotation.span) && !suppression.covers.overlaps(quotation.span) {
            continue;
        }
        if suppression.rules.is_empty() {
            *out = true;
            used = true;
            quotation.findings.clear();
            quotation.verdict = Outcome::Skipped;
            continue;
        }
        let before = quotation.findings.len();
        let asked = |rule: Rule| suppression.rules.iter().any(|name| name == rule.id());
        quotation.findings.retain(|finding| finding.severity == super::Severity::CannotTell || !asked(finding.rule));
        if quotation.findings.len() < before {
            used = true;
            *out = true;
            let still = quotation.findings.iter().any(|finding| finding.severity >= super::Severity::Error);
            if matches!(quotation.verdict, Outcome::Refuted | Outcome::Unverifiable) && !still {
                quotation.verdict = Outcome::Skipped;
            }
        }
    }
    used
}
