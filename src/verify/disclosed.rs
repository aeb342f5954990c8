//! A quotation of an article that is withheld, judged by the words that proofs opened.

use super::cautions::cautions;
use super::claim::{Claim, Resolved};
use super::judgement::{edits, short};
use super::verification::Verification;
use super::{Disclosure, FindingData, Judgement, Settings, Style};
use crate::manifest::{DisclosedBody, WithheldCapture, Witness};
use crate::matching::{Alignment, Edit, Passage, SearchText};
use crate::matching::{Match, matches};
use crate::segment::Standing;
use crate::text::Span;
use std::sync::Arc;

/// The editor's changes; words that are hidden are counted, in the place of what they are.
fn shown_edits(found: &Match, text: &str, witness: &Witness) -> Vec<Edit> {
    let mut edits = edits(found, text, witness);
    for edit in &mut edits {
        match edit.archived.matches(DisclosedBody::HIDDEN).count() {
            0 => {}
            hidden => edit.archived = format!("({hidden} withheld words)"),
        }
    }
    edits
}

impl Verification<'_> {
    /// The ruling where all captures of the cited article are withheld; else nothing.
    pub(super) fn by_disclosure(&self, claim: &mut Claim<'_>) -> Option<Resolved> {
        if !self.archive.has_withheld() || !claim.has_more_words_than(0) {
            return None;
        }
        let (article, pin) = claim.bound.article.as_ref()?;
        // The same order as for captures that are held: the one that is pinned, else the latest, then the others.
        let listed = self.archive.captures(article).ok()?;
        let withheld = listed.iter().rev().filter_map(|listed| self.archive.withheld(&listed.capture));
        let mut captures: Vec<Arc<WithheldCapture>> = withheld.collect();
        captures.sort_by_key(|capture| Some(&capture.entry.capture) != pin.as_ref());
        let current = captures.first()?.entry.captured_at;
        let mut inside = false;
        for (number, capture) in captures.iter().enumerate() {
            for (reading, read) in claim.quotation.readings.iter().enumerate() {
                let found = shown(&read.text, capture, &self.settings.style);
                inside |= matches!(found, DisclosedMatch::Within);
                if let DisclosedMatch::Whole(disclosed, stand) = found {
                    claim.reading = reading;
                    let by = disclosure(capture, disclosed);
                    let other =
                        (number > 0).then_some(FindingData::DisclosedFromOther { stands_in: by.captured_at, current });
                    let mut findings: Vec<FindingData> = own_cautions(&stand, disclosed, self.settings).collect();
                    findings.extend(other.into_iter().chain(short(claim)));
                    let judgement =
                        Judgement::Disclosed { by, edits: shown_edits(&stand, &read.text, &disclosed.witness) };
                    return Some(Resolved { judgement, findings });
                }
            }
        }
        Some(Resolved::unverifiable(FindingData::Withheld { among_others: inside }))
    }
}

/// Those cautions that the words alone give; others were weighed where the article is.
fn own_cautions(stand: &Match, disclosed: &DisclosedBody, settings: &Settings) -> impl Iterator<Item = FindingData> {
    let found = cautions(stand, &SearchText::of(Arc::clone(&disclosed.witness)), settings).into_iter();
    found.filter(|data| matches!(data, FindingData::Insertion(_) | FindingData::NegationOmitted { .. }))
}

fn disclosure(capture: &WithheldCapture, disclosed: &DisclosedBody) -> Box<Disclosure> {
    Box::new(Disclosure {
        capture: capture.entry.capture.clone(),
        captured_at: capture.entry.captured_at,
        root: capture.entry.body.root,
        tokens: disclosed.runs.iter().map(|run| run.tokens).collect(),
        paragraph: disclosed.runs.first().map_or(1, |run| run.paragraph),
    })
}

/// The answer of proofs about some words.
enum DisclosedMatch<'d> {
    /// One shows them, whole and alone.
    Whole(&'d DisclosedBody, Match),
    /// One shows them among others.
    Within,
    /// None shows them.
    Nowhere,
}

fn shown<'d>(text: &str, capture: &'d WithheldCapture, style: &Style) -> DisclosedMatch<'d> {
    let mut within = false;
    for disclosed in &capture.disclosed {
        let Some(mut found) = stands(text, disclosed, style) else { continue };
        found.alignments.retain(|alignment| is_whole(alignment, disclosed));
        if !found.alignments.is_empty() {
            return DisclosedMatch::Whole(disclosed, found);
        }
        within = true;
    }
    if within { DisclosedMatch::Within } else { DisclosedMatch::Nowhere }
}

/// The match of `text` in what was disclosed, by the same road as in an article that is held.
fn stands(text: &str, disclosed: &DisclosedBody, style: &Style) -> Option<Match> {
    if text.contains(DisclosedBody::HIDDEN) {
        return None;
    }
    matches(text, &SearchText::of(Arc::clone(&disclosed.witness)), style)
        .filter(|found| found.standing == Standing::Body)
}

/// Returns true if an alignment takes up each run disclosed, from its first token to its last, and nothing else.
///
/// A proof is of one quotation: the cautions were weighed for these words where the article is, and a quotation that
/// was cut since must be weighed again.
fn is_whole(alignment: &Alignment, disclosed: &DisclosedBody) -> bool {
    let mut left: Vec<Span> = alignment.passages.iter().map(Passage::span).collect();
    left.sort_unstable();
    let whole = disclosed.runs.iter().all(|run| {
        let mine: Vec<Span> = left.iter().copied().filter(|span| run.span.contains(*span)).collect();
        left.retain(|span| !run.span.contains(*span));
        let hull = mine.into_iter().reduce(Span::hull);
        hull.is_some_and(|hull| hull.start < run.edges.0 && hull.end > run.edges.1)
    });
    whole && left.is_empty()
}

/// Returns true if what `disclosed` shows of a capture proves that `text` stands there.
pub fn is_shown(text: &str, disclosed: &DisclosedBody, style: &Style) -> bool {
    stands(text, disclosed, style).is_some_and(|found| found.alignments.iter().any(|one| is_whole(one, disclosed)))
}
