//! Changes, tried out before they are made.

use super::splice::spliced;
use super::{Fix, Proposal, Splice, Target, Words};
use crate::notes::Notes;
use crate::text::{Lines, Position};
use crate::verdict::{Judged, NotesFile, Outcome, Report, Rule, Verifier};
use unicode_normalization::UnicodeNormalization;

/// Notes as they are, judged; what changes are measured against.
pub(super) struct Trial<'t> {
    pub notes: NotesFile,
    pub verifier: &'t Verifier,
    pub read: Notes,
    pub report: Report,
}

/// A proposal, and the way of it that is tried.
#[derive(Clone)]
struct Pick<'p> {
    target: Target,
    fix: &'p Fix,
    splices: &'p [Splice],
}

impl<'t> Trial<'t> {
    /// `text` for the text of `notes`, judged.
    pub fn of(notes: &NotesFile, text: String, verifier: &'t Verifier) -> Self {
        let notes = NotesFile { text, ..notes.clone() };
        let report = verifier.verify(&notes.clone().into());
        Self { read: notes.read(verifier.archive().collection()), report, notes, verifier }
    }

    /// The quotations, judged, each with its number.
    pub fn quotations(&self) -> impl Iterator<Item = (usize, &Judged)> {
        self.report.quotations.iter().enumerate()
    }

    /// A fix of what broke `rule` at byte `at`.
    pub fn fix(&self, rule: Rule, at: usize, message: String) -> Fix {
        let Position { line, column } = Lines::of(&self.notes.text).position(at);
        Fix { rule, line, column, message }
    }

    /// The text with as many proposals made as do what they promise, and what was done.
    pub fn settle<'p>(&self, proposals: &'p [Proposal]) -> (String, Vec<Fix>) {
        let most = proposals.iter().map(|proposal| proposal.ways.len()).max().unwrap_or(0);
        let mut made: Vec<Pick<'_>> = Vec::new();
        for way in 0..most {
            let is_open = |proposal: &&Proposal| made.iter().all(|pick| !std::ptr::eq(pick.fix, &proposal.fix));
            let pick = |proposal: &'p Proposal| {
                let splices = proposal.ways.get(way)?;
                Some(Pick { target: proposal.target, fix: &proposal.fix, splices })
            };
            let picks: Vec<Pick<'_>> = proposals.iter().filter(is_open).filter_map(pick).collect();
            self.grow(&mut made, &picks);
        }
        let text = self.with(&made).unwrap_or_else(|| self.notes.text.clone());
        made.sort_by_key(|pick| (pick.fix.line, pick.fix.column));
        (text, made.into_iter().map(|pick| pick.fix.clone()).collect())
    }

    /// Takes up as many of `more` as can be made together: all, or else those of each half.
    fn grow<'p>(&self, made: &mut Vec<Pick<'p>>, more: &[Pick<'p>]) {
        if more.is_empty() {
            return;
        }
        let all: Vec<Pick<'p>> = made.iter().chain(more).cloned().collect();
        if self.is_better(&all) {
            *made = all;
        } else if more.len() > 1 {
            let (one, other) = more.split_at(more.len() / 2);
            self.grow(made, one);
            self.grow(made, other);
        }
    }

    fn with(&self, picks: &[Pick<'_>]) -> Option<String> {
        spliced(&self.notes.text, picks.iter().flat_map(|pick| pick.splices).cloned())
    }

    /// Whether the notes with all `picks` made are what each of them promises, and otherwise as they were.
    fn is_better(&self, picks: &[Pick<'_>]) -> bool {
        let Some(text) = self.with(picks) else { return false };
        let notes = NotesFile { text, ..self.notes.clone() };
        let after = self.verifier.verify(&notes.into());
        if after.quotations.len() != self.report.quotations.len() {
            return false;
        }
        let comments = picks.iter().filter(|pick| pick.target == Target::Comment).count();
        let told = |report: &Report, rule| report.counted_notes().filter(|one| one.finding.rule == rule).count();
        let pairs = self.report.quotations.iter().zip(&after.quotations).enumerate();
        pairs.into_iter().all(|(number, (before, after))| match mended(picks, number) {
            Some(words) => is_mended(before, after, words),
            None => is_as_it_was(before, after),
        }) && told(&after, Rule::SuppressionUnused) + comments >= told(&self.report, Rule::SuppressionUnused)
            && (comments == 0 || told(&after, Rule::SuppressionUnused) < told(&self.report, Rule::SuppressionUnused))
            && told(&after, Rule::QuoteUnclosed) == told(&self.report, Rule::QuoteUnclosed)
    }
}

/// What may happen to the words of the quotation of this `number`, if it is one of those that are mended.
fn mended(picks: &[Pick<'_>], number: usize) -> Option<Words> {
    picks.iter().find_map(|pick| match pick.target {
        Target::Quotation { number: target, words } if target == number => Some(words),
        _ => None,
    })
}

fn is_mended(before: &Judged, after: &Judged, words: Words) -> bool {
    let words_hold = match words {
        Words::Stay => before.text == after.text,
        Words::Retyped => letters(&before.text) == letters(&after.text),
        Words::Change => true,
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
