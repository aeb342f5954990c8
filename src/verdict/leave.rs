//! Findings taken out of a report, and the counts that go with them.

use super::{ArchiveFinding, Finding, Judged, NotesFinding, Outcome, Report, Rule, Severity, Summary};
use std::collections::{BTreeMap, BTreeSet};

/// The rules that are left out of each file of notes, by the name that the report has for it.
pub type PerFile = BTreeMap<String, BTreeSet<Rule>>;

/// Takes out of `report` every finding on a quotation that `asked` names; those that cannot be told stay. What no finding
/// refutes any more counts as skipped.
pub(super) fn leave_out(report: &mut Report, mut asked: impl FnMut(&Judged, &Finding) -> bool) {
    let Report { quotations, summary, .. } = report;
    for judged in quotations {
        let out: Vec<bool> = judged.findings.iter().map(|finding| can_go(finding) && asked(judged, finding)).collect();
        if !out.contains(&true) {
            continue;
        }
        let mut out = out.into_iter();
        judged.findings.retain(|finding| {
            let goes = out.next().unwrap_or(false);
            if goes {
                *weight(summary, finding.severity) -= 1;
            }
            !goes
        });
        summary.suppressed += 1;
        summary.settled_files.insert(judged.file.clone());
        settle(judged, summary);
    }
}

fn can_go(finding: &Finding) -> bool {
    finding.severity != Severity::CannotTell
}

/// What is not refuted by any finding any more is skipped.
fn settle(judged: &mut Judged, summary: &mut Summary) {
    if judged.findings.iter().any(|finding| finding.severity >= Severity::Error) {
        return;
    }
    match judged.verdict {
        Outcome::Refuted => summary.refuted -= 1,
        Outcome::Unverifiable => summary.unverifiable -= 1,
        Outcome::Verbatim | Outcome::Skipped => return,
    }
    judged.verdict = Outcome::Skipped;
}

fn weight(summary: &mut Summary, severity: Severity) -> &mut usize {
    match severity {
        Severity::Note => &mut summary.notes,
        Severity::Warning => &mut summary.warnings,
        Severity::Error => &mut summary.errors,
        Severity::CannotTell => &mut summary.cannot_tell,
    }
}

/// Adds a finding on notes, and counts it.
pub(super) fn tell(report: &mut Report, finding: NotesFinding) {
    *weight(&mut report.summary, finding.severity) += 1;
    report.notes.push(finding);
}

impl Report {
    /// Adds findings on the archive, and counts them.
    pub fn tell_of_archive(&mut self, findings: Vec<ArchiveFinding>) {
        for finding in findings {
            *weight(&mut self.summary, finding.rule.severity(false)) += 1;
            self.archive.push(finding);
        }
    }

    /// Leaves out what `per_file` says; which of it something was left out for.
    pub fn leave_out(&mut self, per_file: &PerFile) -> BTreeSet<(String, Rule)> {
        let mut used = BTreeSet::new();
        let mut asked = |file: &str, rule: Rule| {
            let asked = per_file.get(file).is_some_and(|rules| rules.contains(&rule));
            if asked {
                used.insert((file.to_owned(), rule));
            }
            asked
        };
        leave_out(self, |judged, finding| asked(&judged.file, finding.rule));
        let told = std::mem::take(&mut self.notes);
        for finding in told {
            if finding.severity != Severity::CannotTell && asked(&finding.file, finding.rule) {
                *weight(&mut self.summary, finding.severity) -= 1;
            } else {
                self.notes.push(finding);
            }
        }
        used
    }

    /// Says that a rule of `[per-file]` in the file at `path` leaves nothing out.
    pub fn tell_unused(&mut self, path: &str, glob: &str, rule: Rule) {
        let unused = Rule::SuppressionUnused;
        let message = format!("[per-file] {glob:?} leaves out {rule}, which is not there: take it out");
        let severity = unused.severity(false);
        tell(self, NotesFinding { file: path.to_owned(), line: 0, column: 0, rule: unused, severity, message });
    }

    /// Keeps only the quotations that `keep` names, by their number, and what is told of the notes at places that
    /// `keep_told` names.
    pub fn retain(&mut self, keep: impl Fn(usize, &Judged) -> bool, keep_told: impl Fn(&NotesFinding) -> bool) {
        let quotations = std::mem::take(&mut self.quotations);
        for (number, judged) in quotations.into_iter().enumerate() {
            if keep(number, &judged) {
                self.quotations.push(judged);
            } else {
                forget(&judged, &mut self.summary);
                self.summary.unchanged += 1;
            }
        }
        for finding in std::mem::take(&mut self.notes) {
            if keep_told(&finding) {
                self.notes.push(finding);
            } else {
                *weight(&mut self.summary, finding.severity) -= 1;
            }
        }
        let left: BTreeSet<&str> = self.quotations.iter().map(|judged| judged.file.as_str()).collect();
        let has_any = |file: &String| left.contains(file.as_str());
        self.summary.unchecked_files.retain(has_any);
        self.summary.named_files.retain(has_any);
        self.summary.unquoted_files.clear();
    }
}

fn forget(judged: &Judged, summary: &mut Summary) {
    summary.quotations -= 1;
    let count = match judged.verdict {
        Outcome::Verbatim => &mut summary.verbatim,
        Outcome::Refuted => &mut summary.refuted,
        Outcome::Unverifiable => &mut summary.unverifiable,
        // One that is bound was skipped because somebody asked for it.
        Outcome::Skipped if judged.article.is_some() => &mut summary.suppressed,
        Outcome::Skipped => &mut summary.skipped,
    };
    *count = count.saturating_sub(1);
    for finding in &judged.findings {
        *weight(summary, finding.severity) -= 1;
    }
}
