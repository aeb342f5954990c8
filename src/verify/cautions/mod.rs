//! Cautions about words that do stand.

mod brackets;
mod clause;
mod edges;
mod insets;
mod omission;

use super::quoted_source::quoted_source;
use super::{FindingData, Settings};
use crate::matching::{Alignment, Match, Passage, SearchText};
use crate::segment::Standing;
use crate::text::{Span, has_more_words_than};
use std::collections::HashSet;

/// The most words beside a quotation that may turn its sense.
const WORDS_BESIDE: usize = 3;

/// Quotations of no more words than this prove little.
pub const SHORT_WORDS: usize = 3;

/// Places of one quotation that are compared with each other, at most.
const FEW_PLACES: usize = 8;

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
    cautions.extend(insets::cautions(stand, alignment, searched));
    if stand.role_outside.is_none() {
        cautions.extend(edges::clipped(page, &alignment.passages).into_iter().map(FindingData::Clipped));
    }
    if let Some(first) = alignment.passages.first().filter(|_| stand.standing == Standing::Body) {
        cautions.extend(quoted_source(&searched.witness, first.span()).map(FindingData::WithinQuote));
    }
    // Of words that are too short to prove anything, that is said already.
    let is_long = |passage: &Passage| has_more_words_than(&page[passage.span().range()], SHORT_WORDS);
    if stand.alignments.len() > 1 && alignment.passages.len() == 1 && is_long(&alignment.passages[0]) {
        // A text that is printed twice is one text.
        let around = |alignment: &Alignment| paragraph(searched, alignment.passages[0].span());
        let places = match stand.alignments.len() {
            few @ ..=FEW_PLACES => stand.alignments.iter().take(few).map(around).collect::<HashSet<_>>().len(),
            many => many,
        };
        if places > 1 {
            cautions.push(FindingData::Ambiguous { places });
        }
    }
    cautions
}

/// The words of the paragraph that a passage stands in, and how far into it.
fn paragraph(searched: &SearchText, passage: Span) -> (usize, Vec<&str>) {
    let text = searched.witness.text();
    let start = text[..passage.start].rfind("\n\n").map_or(0, |at| at + 2);
    let end = text[passage.start..].find("\n\n").map_or(text.len(), |at| passage.start + at);
    let words = |span: Span| text[span.range()].split_whitespace();
    (words(Span::new(start, passage.start)).count(), words(Span::new(start, end.max(start))).collect())
}
