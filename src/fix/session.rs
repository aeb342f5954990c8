//! Changes, tried out before they are made.

use super::edits::edited;
use super::markdown_citation::MarkdownCitation;
use super::{Proposal, Target, Wording};
use crate::notes::Notes;
use crate::text::Position;
use crate::verify::{Applicability, Fix, Judged, NotesFile, Outcome, Report, Rule, TextEdit, Verifier};
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Notes as they are, judged; what changes are measured against.
pub(super) struct FixSession<'t> {
    pub notes: NotesFile,
    pub verifier: &'t Verifier,
    pub read: Notes,
    pub report: Report,
    /// The form that most citations of the notes have.
    pub usual_form: OnceCell<MarkdownCitation>,
    /// The number of trials so far: each reads and judges all of the notes.
    tried: Cell<usize>,
}

/// The most trials of changes in one look at the notes: where that is not enough, some are left to be looked at.
const MOST_TRIALS: usize = 96;

/// A proposal, and the edits of it that are tried.
#[derive(Clone)]
struct Candidate<'p> {
    proposal: usize,
    target: Target,
    edits: &'p [TextEdit],
}

impl<'t> FixSession<'t> {
    /// `notes`, judged.
    pub fn of(notes: &NotesFile, verifier: &'t Verifier) -> Self {
        let report = verifier.verify(&notes.clone().into());
        Self {
            read: notes.read(verifier.archive().collection()),
            report,
            notes: notes.clone(),
            verifier,
            usual_form: OnceCell::new(),
            tried: Cell::new(0),
        }
    }

    /// The quotations, judged, each with its number.
    pub fn quotations(&self) -> impl Iterator<Item = (usize, &Judged)> {
        self.report.quotations.iter().enumerate()
    }

    /// For each proposal the edits that are made: as many together as do what they promise.
    fn choose(&self, proposals: &[Proposal]) -> Vec<Option<Vec<TextEdit>>> {
        let most = proposals.iter().map(|proposal| proposal.alternatives.len()).max().unwrap_or(0);
        let mut made: Vec<Candidate<'_>> = Vec::new();
        for way in 0..most {
            let taken: BTreeSet<usize> = made.iter().map(|one| one.proposal).collect();
            let candidate = |number: usize| {
                let edits = proposals[number].alternatives.get(way)?;
                Some(Candidate { proposal: number, target: proposals[number].target, edits })
            };
            let open = (0..proposals.len()).filter(|number| !taken.contains(number));
            self.grow(&mut made, open.filter_map(candidate).collect());
        }
        let mut chosen = vec![None; proposals.len()];
        made.into_iter().for_each(|one| chosen[one.proposal] = Some(one.edits.to_vec()));
        chosen
    }

    /// The report, with as many of the proposals on its findings as can be made together and do what they promise.
    /// Others are there to be looked at.
    pub fn settle(self, proposals: Vec<Proposal>) -> Report {
        let chosen = self.choose(&proposals);
        let mut report = self.report;
        let on_notes = report.notes.iter().enumerate();
        let on_notes = on_notes.rev().map(|(number, one)| ((one.line, one.column, one.finding.rule), number));
        let on_notes: BTreeMap<(usize, usize, Rule), usize> = on_notes.collect();
        for (proposal, chosen) in proposals.into_iter().zip(chosen) {
            let Proposal { rule, kind, applicability, target, mut alternatives } = proposal;
            let (applicability, edits) = match chosen {
                Some(edits) => (applicability, edits),
                None if alternatives.is_empty() => continue,
                None => (Applicability::DisplayOnly, alternatives.swap_remove(0)),
            };
            let findings = match target {
                Target::Quotation { number, .. } => &mut report.quotations[number].findings[..],
                Target::Comment(Position { line, column }) => match on_notes.get(&(line, column, rule)) {
                    Some(&number) => std::slice::from_mut(&mut report.notes[number].finding),
                    None => &mut [][..],
                },
            };
            let finding = findings.iter_mut().find(|finding| finding.rule == rule);
            finding.into_iter().for_each(|finding| {
                finding.fixes.push(Fix { kind: kind.clone(), applicability, edits: edits.clone() })
            });
        }
        report
    }

    /// Takes up as many of `more` as can be made together. First all but those that turn out not to do what they promise;
    /// then, of these, all, or else those of each half, as long as there is work left to spend.
    fn grow<'p>(&self, made: &mut Vec<Candidate<'p>>, more: Vec<Candidate<'p>>) {
        let (mut left, mut out) = (more, Vec::new());
        while !left.is_empty() && self.spend() {
            let all: Vec<Candidate<'p>> = made.iter().chain(&left).cloned().collect();
            let failing = match self.failing(&all) {
                Some(failing) if failing.is_empty() => {
                    *made = all;
                    break;
                }
                Some(failing) => failing,
                None => BTreeSet::new(),
            };
            let fails = |one: &Candidate<'_>| matches!(one.target, Target::Quotation { number, .. } if failing.contains(&number));
            let (fallen, kept): (Vec<_>, Vec<_>) = left.drain(..).partition(fails);
            if fallen.is_empty() {
                out.extend(kept);
                break;
            }
            out.extend(fallen);
            left = kept;
        }
        self.halve(made, &out);
    }

    fn halve<'p>(&self, made: &mut Vec<Candidate<'p>>, more: &[Candidate<'p>]) {
        if more.is_empty() || !self.spend() {
            return;
        }
        let all: Vec<Candidate<'p>> = made.iter().chain(more).cloned().collect();
        if self.failing(&all).is_some_and(|failing| failing.is_empty()) {
            *made = all;
        } else if more.len() > 1 {
            let (one, other) = more.split_at(more.len() / 2);
            self.halve(made, one);
            self.halve(made, other);
        }
    }

    /// Takes one of the trials that are left, if any is.
    fn spend(&self) -> bool {
        let tried = self.tried.get();
        self.tried.set(tried + 1);
        tried < MOST_TRIALS
    }

    fn with(&self, candidates: &[Candidate<'_>]) -> Option<String> {
        edited(&self.notes.text, candidates.iter().flat_map(|one| one.edits).cloned())
    }

    /// The quotations that, with all `candidates` made, are not what was promised of them, or not as they were; `None` where
    /// it cannot be said which of them are to blame.
    fn failing(&self, candidates: &[Candidate<'_>]) -> Option<BTreeSet<usize>> {
        let text = self.with(candidates)?;
        let notes = NotesFile { text, ..self.notes.clone() };
        let after = self.verifier.verify(&notes.into());
        if after.quotations.len() != self.report.quotations.len() {
            return None;
        }
        let mended: BTreeMap<usize, Wording> = candidates.iter().filter_map(mended).collect();
        let pairs = self.report.quotations.iter().zip(&after.quotations).enumerate();
        let fails = |(number, (before, after)): (usize, (&Judged, &Judged))| {
            let holds = match mended.get(&number) {
                Some(&words) => is_mended(before, after, words),
                None => is_as_it_was(before, after),
            };
            (!holds).then_some(number)
        };
        let failing: BTreeSet<usize> = pairs.filter_map(fails).collect();
        (!failing.is_empty() || self.notes_hold(candidates, &after)).then_some(failing)
    }

    /// Returns true if the findings on the notes themselves are those that were promised.
    fn notes_hold(&self, candidates: &[Candidate<'_>], after: &Report) -> bool {
        let comments = candidates.iter().filter(|one| matches!(one.target, Target::Comment(_))).count();
        let count = |report: &Report, rule| report.counted_notes().filter(|one| one.finding.rule == rule).count();
        let (unused, before) = (count(after, Rule::SuppressionUnused), count(&self.report, Rule::SuppressionUnused));
        unused + comments >= before
            && (comments == 0 || unused < before)
            && count(after, Rule::QuoteUnclosed) == count(&self.report, Rule::QuoteUnclosed)
    }
}

/// The quotation that a candidate mends, and the changes that its words may undergo.
fn mended(candidate: &Candidate<'_>) -> Option<(usize, Wording)> {
    match candidate.target {
        Target::Quotation { number, words } => Some((number, words)),
        Target::Comment(_) => None,
    }
}

fn is_mended(before: &Judged, after: &Judged, words: Wording) -> bool {
    let words_hold = match words {
        Wording::Stay => before.text == after.text,
        Wording::Retyped => letters(&before.text) == letters(&after.text),
        Wording::Change => true,
    };
    words_hold && after.outcome() == Outcome::Verbatim && after.article.is_some() && after.binding.is_some()
}

/// A change elsewhere may make it better, as where two share a citation; never worse, and never with other words.
fn is_as_it_was(before: &Judged, after: &Judged) -> bool {
    let same = before.outcome() == after.outcome() && before.article == after.article;
    let better = before.outcome() != Outcome::Verbatim && after.outcome() == Outcome::Verbatim;
    before.text == after.text && (same || better)
}

/// The letters and digits of `text`, whatever their type.
fn letters(text: &str) -> String {
    text.nfkd().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::quoted;
    use super::*;
    use crate::capture::Capture;
    use crate::manifest::Archive;
    use crate::segment::Rules;
    use crate::verify::Policy;

    /// The number of times that notes with so many quotations are judged to mend them.
    fn trials(count: usize) -> usize {
        let text = "The pump was tried on a cold morning, and eleven farmers watched it from the bank of the canal.";
        let capture = Capture::new("archive/a/20250101T000000Z.txt".parse().unwrap(), text);
        let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::default());
        let wrong =
            ["“eleven farmers saw it from the bank”", "“eleven”", "“pump was on a morning”", "“ump was tried on a”"];
        let notes: String = (0..count).map(|number| format!("{} [@a]\n\n", wrong[number % wrong.len()])).collect();
        let notes = NotesFile { folder: Some(String::new()), text: notes, ..NotesFile::default() };
        let session = FixSession::of(&notes, &verifier);
        let proposals = quoted::proposals(&session, Applicability::Unsafe);
        assert!(proposals.len() * 2 >= count, "{} proposals", proposals.len());
        session.choose(&proposals);
        session.tried.get().min(MOST_TRIALS)
    }

    #[test]
    fn notes_are_judged_no_more_often_for_having_more_quotations() {
        let (few, many) = (trials(24), trials(96));
        assert!(many <= few.max(MOST_TRIALS / 4), "{few} trials, and {many} for four times as many quotations");
    }
}
