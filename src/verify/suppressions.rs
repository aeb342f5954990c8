//! Requests of notes, configuration and baseline to ignore findings.
//!
//! A finding with [`Severity::CannotTell`] cannot be ignored, except by a comment that takes a quotation out whole.

use super::{By, Disposition, Finding, FindingData, Judged, Severity};
use crate::notes::Suppression;

/// Ignores what `suppressions` ask for among the quotations of one file. Those that were not needed, or give no reason,
/// are findings, each with the byte at which it begins.
pub(super) fn suppress<'s>(
    judged: &mut [Judged],
    suppressions: &'s [Suppression],
) -> impl Iterator<Item = (usize, FindingData)> + use<'s> {
    let mut findings = Vec::new();
    for suppression in suppressions {
        let is_reasoned = suppression.reason.is_some() || suppression.rules.is_empty();
        if !is_reasoned {
            findings.push((suppression.span.start, FindingData::SuppressionUnreasoned));
        } else if !apply(judged, suppression) {
            findings.push((suppression.span.start, FindingData::SuppressionUnused));
        }
    }
    findings.into_iter()
}

/// Returns true if there was something to ignore.
fn apply(judged: &mut [Judged], suppression: &Suppression) -> bool {
    let mut used = false;
    let covers =
        |judged: &&mut Judged| suppression.covers.contains(judged.span) || suppression.covers.overlaps(judged.span);
    for judged in judged.iter_mut().filter(covers) {
        if suppression.rules.is_empty() {
            judged.disposition = Disposition::Ignored(By::Comment);
            used = true;
        } else {
            let is_meant = |_: &Judged, finding: &Finding| suppression.rules.iter().any(|id| id == finding.rule.id());
            used |= ignore(judged, By::Comment, is_meant);
        }
    }
    used
}

/// Ignores the findings on a quotation that `is_meant` names. Returns true if there were any.
pub(super) fn ignore(judged: &mut Judged, by: By, mut is_meant: impl FnMut(&Judged, &Finding) -> bool) -> bool {
    let can_be_ignored = |finding: &Finding| finding.counts() && finding.severity != Severity::CannotTell;
    let meant: Vec<bool> = match judged.disposition {
        Disposition::Counted => {
            judged.findings.iter().map(|finding| can_be_ignored(finding) && is_meant(judged, finding)).collect()
        }
        _ => Vec::new(),
    };
    for (finding, _) in judged.findings.iter_mut().zip(&meant).filter(|(_, is_meant)| **is_meant) {
        finding.disposition = Disposition::Ignored(by);
    }
    meant.contains(&true)
}
