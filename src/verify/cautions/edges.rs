//! Words just outside a quotation.

use super::super::Clipped;
use super::WORDS_BESIDE;
use super::clause::{NEAR, first_characters, first_clause, last_characters, parts_clauses, sentence_ends};
use crate::matching::{Passage, compound_at};
use crate::text::{Span, hedge_in, is_spaceless, negation_in, turning_word, words};

/// The number of characters after a quotation that are looked at.
const AFTER: usize = 80;
/// The number of letters of a script without spaces that are looked at on either side.
const LETTERS_BESIDE: usize = 8;

/// What turns the sense before the first of `passages` and after the last, and the compounds that any of them has half of.
pub(super) fn clipped(page: &str, passages: &[Passage]) -> Vec<Clipped> {
    let (Some(first), Some(last)) = (passages.first(), passages.last()) else { return Vec::new() };
    let compounds = passages.iter().flat_map(|passage| [passage.span().start, passage.span().end]);
    let compounds = compounds.filter_map(|at| compound_at(page, at)).map(|span| page[span.range()].to_owned());
    let turns = [clipped_before(&page[..first.span().start]), clipped_after(page, last.span())];
    turns.into_iter().flatten().chain(compounds.map(Clipped::Compound)).collect()
}

fn clipped_before(before: &str) -> Option<Clipped> {
    let tail = last_characters(before, NEAR);
    let start = sentence_ends(tail).last().copied().unwrap_or(0);
    let sentence = &tail[start..];
    let near = match sentence.trim_end().ends_with(is_spaceless) {
        true => last_characters(sentence, LETTERS_BESIDE),
        false => {
            let last: Vec<Span> = words(sentence).collect();
            &sentence[last.get(last.len().saturating_sub(WORDS_BESIDE))?.start..]
        }
    };
    let turn = negation_in(near).or_else(|| hedge_in(near))?;
    let is_apart = near[turn.end..].contains(|c| parts_clauses(c) && c != '(' && c != ')');
    (!is_apart).then(|| Clipped::Before(near.trim().to_owned()))
}

fn clipped_after(page: &str, span: Span) -> Option<Clipped> {
    if page[span.range()].trim_end().ends_with(['.', '!', '?', '。']) {
        return None;
    }
    let after = first_characters(&page[span.end..], AFTER);
    let end = turning_word(after).map(|turn| turn.end).or_else(|| {
        // A verb, and its negation, stand at the end of a Japanese clause.
        let clause = first_characters(&after[first_clause(after).range()], LETTERS_BESIDE);
        negation_in(clause).filter(|_| clause.starts_with(is_spaceless)).map(|turn| turn.end)
    })?;
    Some(Clipped::After(after[..end].trim().to_owned()))
}
