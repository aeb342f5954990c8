//! Cautions about words that do stand.

mod brackets;
mod clause;
mod edges;
mod omission;

use super::quoted_source::quoted_source;
use super::{FindingData, Settings};
use crate::matching::{Match, Passage, SearchText};
use crate::segment::Standing;
use crate::text::has_more_words_than;

/// The most words beside a quotation that may turn its sense.
const WORDS_BESIDE: usize = 3;

/// Quotations of no more words than this prove little.
pub const SHORT_WORDS: usize = 3;

/// All cautions for a quotation that stands in `searched`.
pub fn cautions(stand: &Match, searched: &SearchText, settings: &Settings) -> Vec<FindingData> {
    let page = searched.witness.text();
    let mut cautions = Vec::new();
    let Some(alignment) = stand.alignments.first() else { return cautions };
    for &omitted in &alignment.omitted {
        cautions.extend(omission::caution(&page[omitted.range()], settings));
    }
    for bracket in &alignment.inserted {
        cautions.extend(brackets::caution(bracket, page).map(FindingData::Insertion));
    }
    cautions.extend(edges::clipped(page, &alignment.passages).into_iter().map(FindingData::Clipped));
    if let Some(first) = alignment.passages.first().filter(|_| stand.standing == Standing::Body) {
        cautions.extend(quoted_source(&searched.witness, first.span()).map(FindingData::WithinQuote));
    }
    // Of words that are too short to prove anything, that is said already.
    let is_long = |passage: &Passage| has_more_words_than(&page[passage.span().range()], SHORT_WORDS);
    if stand.alignments.len() > 1 && alignment.passages.len() == 1 && is_long(&alignment.passages[0]) {
        cautions.push(FindingData::Ambiguous { places: stand.alignments.len() });
    }
    cautions
}
