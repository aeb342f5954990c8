//! The counts of a report.

use crate::verify::{By, Disposition, Judged, Judgement, Outcome, Report, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Everything in a report that is counted, also what was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Files of notes that were read.
    pub files: usize,
    /// Quotations in them that are reported.
    pub quotations: usize,
    /// … that are verbatim.
    pub verbatim: usize,
    /// … that are refuted.
    pub refuted: usize,
    /// … that the archive cannot say anything of.
    pub unverifiable: usize,
    /// … that nobody needs checked: neither bound to the archive nor found there, and too short to look up.
    pub skipped: usize,
    /// … that something is ignored of because notes, configuration or baseline say so.
    pub suppressed: usize,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `note`.
    pub notes: usize,
    /// Findings of severity [`Severity::CannotTell`], of the archive and the notes too.
    pub unchecked: usize,
    /// Quotations that are not reported, because only what has changed was asked for.
    pub unchanged: usize,
    /// Captures that were proven, which is all that quotations were matched against.
    pub captures: usize,
    /// Captures that the archive lists; `None` where that could not be read.
    pub listed: Option<usize>,
    /// Files of notes in which there are quotations, but none could be checked.
    pub unchecked_files: Vec<String>,
    /// Files of notes in which there are no quotations.
    pub unquoted_files: Vec<String>,
    /// Files in folders of notes that are no notes by their names: how many of each ending.
    pub passed_over: BTreeMap<String, usize>,
}

impl Summary {
    /// Counts `report`.
    pub fn of(report: &Report) -> Self {
        let outcomes = |wanted: Outcome| report.reported().filter(|judged| judged.outcome() == wanted).count();
        let findings = |wanted: Severity| report.counted().filter(|finding| finding.severity == wanted).count();
        let is_not_asked = |judged: &&Judged| judged.judgement == Judgement::NotAsked;
        Self {
            files: report.files.len(),
            quotations: report.reported().count(),
            verbatim: outcomes(Outcome::Verbatim),
            refuted: outcomes(Outcome::Refuted),
            unverifiable: outcomes(Outcome::Unverifiable),
            skipped: report.reported().filter(is_not_asked).count(),
            suppressed: report.reported().filter(|judged| judged.is_ignored()).count(),
            errors: findings(Severity::Error),
            warnings: findings(Severity::Warning),
            notes: findings(Severity::Note),
            unchecked: findings(Severity::CannotTell),
            unchanged: report.quotations.iter().filter(|judged| !judged.is_reported()).count(),
            captures: report.captures,
            listed: report.listed,
            unchecked_files: unchecked(report),
            unquoted_files: unquoted(report),
            passed_over: report.passed_over.clone(),
        }
    }
}

/// Files with quotations of which none was held against the archive. What configuration or baseline ignore was.
fn unchecked(report: &Report) -> Vec<String> {
    let is_checked = |judged: &&Judged| {
        let by_comment = judged.disposition == Disposition::Ignored(By::Comment)
            || judged.judgement.outcome() == Outcome::Refuted && judged.is_excused_by(By::Comment);
        !by_comment && matches!(judged.judgement.outcome(), Outcome::Verbatim | Outcome::Refuted)
    };
    let checked: BTreeSet<&str> = report.quotations.iter().filter(is_checked).map(|judged| &*judged.file).collect();
    let reported: BTreeSet<&str> = report.reported().map(|judged| &*judged.file).collect();
    let is_unchecked = |file: &&String| reported.contains(file.as_str()) && !checked.contains(file.as_str());
    report.files.iter().filter(is_unchecked).cloned().collect()
}

fn unquoted(report: &Report) -> Vec<String> {
    let quoted: BTreeSet<&str> = report.quotations.iter().map(|judged| judged.file.as_str()).collect();
    let is_unquoted = |file: &&String| !report.is_partial && !quoted.contains(file.as_str());
    report.files.iter().filter(is_unquoted).cloned().collect()
}
