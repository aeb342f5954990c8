//! Changes, tried out before they are made.

use super::edits::edited;
use super::{Proposal, Target, Wording};
use crate::notes::Notes;
use crate::text::Position;
use crate::verify::{Applicability, Fix, Judged, NotesFile, NotesFinding, Outcome, Report, Rule, TextEdit, Verifier};
use unicode_normalization::UnicodeNormalization;

/// Notes as they are, judged; what changes are measured against.
pub(super) struct FixSession<'t> {
    pub notes: NotesFile,
    pub verifier: &'t Verifier,
    pub read: Notes,
    pub report: Report,
}

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
        Self { read: notes.read(verifier.archive().collection()), report, notes: notes.clone(), verifier }
    }

    /// The quotations, judged, each with its number.
    pub fn quotations(&self) -> impl Iterator<Item = (usize, &Judged)> {
        self.report.quotations.iter().enumerate()
    }

    /// The report, with as many of the proposals on its findings as can be made together and do what they promise.
    /// Others are there to be looked at.
    pub fn settle(self, proposals: Vec<Proposal>) -> Report {
        let most = proposals.iter().map(|proposal| proposal.alternatives.len()).max().unwrap_or(0);
        let mut made: Vec<Candidate<'_>> = Vec::new();
        for way in 0..most {
            let is_open = |number: &usize| made.iter().all(|one| one.proposal != *number);
            let candidate = |number: usize| {
                let edits = proposals[number].alternatives.get(way)?;
                Some(Candidate { proposal: number, target: proposals[number].target, edits })
            };
            let candidates: Vec<_> = (0..proposals.len()).filter(is_open).filter_map(candidate).collect();
            self.grow(&mut made, &candidates);
        }
        let chosen: Vec<Option<Vec<TextEdit>>> = (0..proposals.len())
            .map(|number| made.iter().find(|one| one.proposal == number).map(|one| one.edits.to_vec()))
            .collect();
        let mut report = self.report;
        for (proposal, chosen) in proposals.into_iter().zip(chosen) {
            let Proposal { rule, kind, applicability, target, mut alternatives } = proposal;
            let (applicability, edits) = match chosen {
                Some(edits) => (applicability, edits),
                None if alternatives.is_empty() => continue,
                None => (Applicability::DisplayOnly, alternatives.swap_remove(0)),
            };
            let findings = match target {
                Target::Quotation { number, .. } => &mut report.quotations[number].findings[..],
                Target::Comment(Position { line, column }) => {
                    let is_here = |one: &&mut NotesFinding| (one.line, one.column) == (line, column);
                    let here = report.notes.iter_mut().filter(is_here).find(|one| one.finding.rule == rule);
                    here.map_or(&mut [][..], |one| std::slice::from_mut(&mut one.finding))
                }
            };
            let finding = findings.iter_mut().find(|finding| finding.rule == rule);
            finding.into_iter().for_each(|finding| {
                finding.fixes.push(Fix { kind: kind.clone(), applicability, edits: edits.clone() })
            });
        }
        report
    }

    /// Takes up as many of `more` as can be made together: all, or else those of each half.
    fn grow<'p>(&self, made: &mut Vec<Candidate<'p>>, more: &[Candidate<'p>]) {
        if more.is_empty() {
            return;
        }
        let all: Vec<Candidate<'p>> = made.iter().chain(more).cloned().collect();
        if self.is_better(&all) {
            *made = all;
        } else if more.len() > 1 {
            let (one, other) = more.split_at(more.len() / 2);
            self.grow(made, one);
            self.grow(made, other);
        }
    }

    fn with(&self, candidates: &[Candidate<'_>]) -> Option<String> {
        edited(&self.notes.text, candidates.iter().flat_map(|one| one.edits).cloned())
    }

    /// Returns true if the notes with all `candidates` made are what each of them promises, and otherwise as they were.
    fn is_better(&self, candidates: &[Candidate<'_>]) -> bool {
        let Some(text) = self.with(candidates) else { return false };
        let notes = NotesFile { text, ..self.notes.clone() };
        let after = self.verifier.verify(&notes.into());
        if after.quotations.len() != self.report.quotations.len() {
            return false;
        }
        let comments = candidates.iter().filter(|one| matches!(one.target, Target::Comment(_))).count();
        let count = |report: &Report, rule| report.counted_notes().filter(|one| one.finding.rule == rule).count();
        let pairs = self.report.quotations.iter().zip(&after.quotations).enumerate();
        pairs.into_iter().all(|(number, (before, after))| match mended(candidates, number) {
            Some(words) => is_mended(before, after, words),
            None => is_as_it_was(before, after),
        }) && count(&after, Rule::SuppressionUnused) + comments >= count(&self.report, Rule::SuppressionUnused)
            && (comments == 0 || count(&after, Rule::SuppressionUnused) < count(&self.report, Rule::SuppressionUnused))
            && count(&after, Rule::QuoteUnclosed) == count(&self.report, Rule::QuoteUnclosed)
    }
}

/// The changes that the words of the quotation of this `number` may undergo, if it is one of those that are mended.
fn mended(candidates: &[Candidate<'_>], number: usize) -> Option<Wording> {
    candidates.iter().find_map(|one| match one.target {
        Target::Quotation { number: target, words } if target == number => Some(words),
        _ => None,
    })
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
