//! Words in brackets that turn the sense, or change a number.

use super::super::Insertion;
use super::WORDS_BESIDE;
use super::clause::{NEAR, first_characters, first_clause, last_characters, last_clause};
use crate::diff::are_other_numbers;
use crate::matching::{Beside, BracketText};
use crate::text::{Span, hedge_in, negation_in, words};

pub(super) fn caution(bracket: &BracketText, page: &str) -> Option<Insertion> {
    let BracketText { inserted, replaced, beside, .. } = bracket;
    turned(inserted, replaced).or_else(|| beside.and_then(|beside| at_edge(inserted, beside, page)))
}

fn turned(inserted: &str, replaced: &str) -> Option<Insertion> {
    let both = || (inserted.to_owned(), replaced.to_owned());
    match (negation_in(inserted), negation_in(replaced)) {
        (Some(negation), None) => Some(Insertion::Negation(inserted[negation.range()].to_owned())),
        (None, Some(negation)) => Some(Insertion::NegationReplaced(replaced[negation.range()].to_owned())),
        _ if is_deprived(inserted, replaced) => {
            let (inserted, replaced) = both();
            Some(Insertion::Deprived { inserted, replaced })
        }
        _ if are_other_numbers(inserted, replaced) => {
            let (inserted, replaced) = both();
            Some(Insertion::OtherNumber { inserted, replaced })
        }
        _ => hedge(inserted, replaced),
    }
}

/// A hedge that is taken away, or put for words that have none. One that is merely put in is seen by everybody.
fn hedge(inserted: &str, replaced: &str) -> Option<Insertion> {
    match (hedge_in(inserted), hedge_in(replaced)) {
        (Some(hedge), None) if !replaced.is_empty() => Some(Insertion::Negation(inserted[hedge.range()].to_owned())),
        (None, Some(hedge)) => Some(Insertion::NegationReplaced(replaced[hedge.range()].to_owned())),
        _ => None,
    }
}

/// Returns true if, of two words that begin alike, only one has an ending that says that there is none, as `harmless`.
fn is_deprived(inserted: &str, replaced: &str) -> bool {
    let word = |text: &str| text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let (ours, theirs) = (word(inserted), word(replaced));
    let alike = ours.chars().zip(theirs.chars()).take_while(|(one, other)| one == other).count() >= 2;
    alike && ours.ends_with("less") != theirs.ends_with("less")
}

/// The same for a bracket at the edge of a passage: it stands for words of the clause there, and nobody can say how many.
fn at_edge(inserted: &str, beside: Beside, page: &str) -> Option<Insertion> {
    let count = words(inserted).count();
    let near = place(beside, page, count + WORDS_BESIDE);
    if negation_in(inserted).is_none()
        && let Some(negation) = negation_in(near)
    {
        return Some(Insertion::NegationReplaced(near[negation.range()].to_owned()));
    }
    let nearest = place(beside, page, count + 1);
    if are_other_numbers(inserted, nearest) {
        return Some(Insertion::OtherNumber { inserted: inserted.to_owned(), replaced: nearest.trim().to_owned() });
    }
    hedge_in(nearest)
        .filter(|_| hedge_in(inserted).is_none())
        .map(|hedge| Insertion::NegationReplaced(nearest[hedge.range()].to_owned()))
}

/// At most `count` words of the clause beside a passage, those next to it, with the marks between them.
fn place(beside: Beside, page: &str, count: usize) -> &str {
    match beside {
        Beside::After(at) => {
            let after = first_characters(&page[at..], NEAR);
            let clause = &after[first_clause(after).range()];
            let end = words(clause).take(count).last().map_or(0, |word: Span| word.end);
            let end = end + clause[end..].chars().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
            &clause[..end]
        }
        Beside::Before(at) => {
            let before = last_characters(&page[..at], NEAR);
            let clause = &before[last_clause(before).range()];
            let all: Vec<Span> = words(clause).collect();
            let start = all.len().checked_sub(count).and_then(|first| all.get(first)).map_or(0, |word| word.start);
            let start = clause[..start].rfind(char::is_whitespace).map_or(0, |blank| blank);
            &clause[start..]
        }
    }
}
