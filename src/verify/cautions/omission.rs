//! Words that an ellipsis leaves out.

use super::super::{FindingData, Settings};
use super::WORDS_BESIDE;
use super::clause::{first_clause, last_clause, sentence_ends};
use crate::text::{Span, hedge_in, negation_in, words};

pub(super) fn caution(omitted: &str, settings: &Settings) -> Option<FindingData> {
    if let Some(turn) = hidden_negation(omitted).or_else(|| hidden_hedge(omitted)) {
        return Some(FindingData::NegationOmitted { words: omitted[turn.range()].to_owned() });
    }
    let (characters, limit) = (omitted.chars().count(), settings.widest_ellipsis);
    (characters > limit).then_some(FindingData::EllipsisTooWide { characters, limit })
}

/// A negation in the sentences that the ellipsis joins. One in a sentence left out whole turns nothing.
fn hidden_negation(omitted: &str) -> Option<Span> {
    let stops: Vec<usize> = sentence_ends(omitted);
    let (Some(&first), Some(&last)) = (stops.first(), stops.last()) else { return negation_in(omitted) };
    let is_near = |negation: &Span| words(&omitted[..negation.start]).count() < WORDS_BESIDE;
    let head = negation_in(&omitted[..first]).filter(is_near);
    head.or_else(|| within(omitted, Span::new(last, omitted.len()), negation_in))
}

/// A word that makes less of what is said, in the clauses of which words are kept.
fn hidden_hedge(omitted: &str) -> Option<Span> {
    let (head, tail) = (first_clause(omitted), last_clause(omitted));
    within(omitted, head, hedge_in).or_else(|| within(omitted, tail, hedge_in))
}

fn within(text: &str, part: Span, find: fn(&str) -> Option<Span>) -> Option<Span> {
    find(&text[part.range()]).map(|found| Span::new(part.start + found.start, part.start + found.end))
}
