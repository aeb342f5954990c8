//! Cautions about words that do stand.

use super::quoted_source::quoted_source;
use super::{Clipped, FindingData, Insertion, Settings};
use crate::diff::are_other_numbers;
use crate::matching::Match;
use crate::matching::{Passage, SearchText};
use crate::segment::Standing;
use crate::text::{Span, is_negation, negation_in, turning_word, words};

/// The most words before a quotation that may turn its sense.
const WORDS_BEFORE: usize = 3;

/// Quotations of no more words than this prove little.
pub const SHORT_WORDS: usize = 3;

/// All cautions for a quotation that stands in `searched`.
pub fn cautions(stand: &Match, searched: &SearchText, settings: &Settings) -> Vec<FindingData> {
    let page = searched.witness.text();
    let mut cautions = Vec::new();
    let Some(alignment) = stand.alignments.first() else { return cautions };
    for &omitted in &alignment.omitted {
        cautions.extend(omission(&page[omitted.range()], settings));
    }
    for (inserted, replaced) in &alignment.inserted {
        cautions.extend(insertion(inserted, replaced).map(FindingData::Insertion));
    }
    if let (Some(first), Some(last)) = (alignment.passages.first(), alignment.passages.last()) {
        let clipped = [clipped_before(&page[..first.span().start]), clipped_after(page, last.span())];
        cautions.extend(clipped.into_iter().flatten().map(FindingData::Clipped));
        if stand.standing == Standing::Body {
            cautions.extend(quoted_source(&searched.witness, first.span()).map(FindingData::WithinQuote));
        }
    }
    // Of words that are too short to prove anything, that is said already.
    let is_long = |passage: &Passage| words(&page[passage.span().range()]).nth(SHORT_WORDS).is_some();
    if stand.alignments.len() > 1 && alignment.passages.len() == 1 && is_long(&alignment.passages[0]) {
        cautions.push(FindingData::Ambiguous { places: stand.alignments.len() });
    }
    cautions
}

fn omission(omitted: &str, settings: &Settings) -> Option<FindingData> {
    if let Some(negation) = hidden_negation(omitted) {
        return Some(FindingData::NegationOmitted { words: omitted[negation.range()].to_owned() });
    }
    let (characters, limit) = (omitted.chars().count(), settings.widest_ellipsis);
    (characters > limit).then_some(FindingData::EllipsisTooWide { characters, limit })
}

/// A negation in the sentences that the ellipsis joins. One in a sentence left out whole turns nothing.
fn hidden_negation(omitted: &str) -> Option<Span> {
    let stops: Vec<usize> = sentence_ends(omitted);
    let (Some(&first), Some(&last)) = (stops.first(), stops.last()) else { return negation_in(omitted) };
    let head =
        negation_in(&omitted[..first]).filter(|negation| words(&omitted[..negation.start]).count() < WORDS_BEFORE);
    let tail = negation_in(&omitted[last..]).map(|negation| Span::new(negation.start + last, negation.end + last));
    head.or(tail)
}

/// The bytes at which sentences end in `text`: after a stop, and any closing mark, before white space.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, c) in text.char_indices() {
        if stopped && c.is_whitespace() {
            ends.push(at);
        }
        stopped =
            matches!(c, '.' | '!' | '?' | '。') || stopped && matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»');
    }
    if stopped {
        ends.push(text.len());
    }
    ends
}

fn insertion(inserted: &str, replaced: &str) -> Option<Insertion> {
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

/// The number of characters before a quotation that are looked at.
const BEFORE: usize = 200;
/// And after it.
const AFTER: usize = 80;

fn clipped_before(before: &str) -> Option<Clipped> {
    let tail = last_characters(before, BEFORE);
    if !last_words_may_deny(tail) {
        return None;
    }
    let start = sentence_ends(tail).last().copied().unwrap_or(0);
    let sentence = &tail[start..];
    let last: Vec<Span> = words(sentence).collect();
    let near = last.len().saturating_sub(WORDS_BEFORE);
    let from = last.get(near)?.start;
    let near = &sentence[from..];
    let negation = negation_in(near)?;
    let between = &near[negation.end..];
    let is_apart = between.contains([',', ';', ':', '—', '–', '.', '"', '“', '”']);
    (!is_apart).then(|| Clipped::Before(near.trim().to_owned()))
}

/// Returns true if one of the last words of `text` denies, wherever the sentence begins.
fn last_words_may_deny(text: &str) -> bool {
    let mut seen = 0;
    for run in text.rsplit(char::is_whitespace) {
        if seen >= WORDS_BEFORE {
            break;
        }
        for word in words(run) {
            if is_negation(&run[word.range()]) {
                return true;
            }
            seen += 1;
        }
    }
    false
}

fn last_characters(text: &str, count: usize) -> &str {
    let at = text.len().saturating_sub(count);
    match text.as_bytes()[at..].is_ascii() {
        true => &text[at..],
        false => text.char_indices().rev().take(count).last().map_or(text, |(at, _)| &text[at..]),
    }
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = count.min(text.len());
    match text.as_bytes()[..end].is_ascii() {
        true => &text[..end],
        false => text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at]),
    }
}

fn clipped_after(page: &str, span: Span) -> Option<Clipped> {
    if page[span.range()].trim_end().ends_with(['.', '!', '?']) {
        return None;
    }
    let after = first_characters(&page[span.end..], AFTER);
    turning_word(after).map(|turn| Clipped::After(after[..turn.end].trim().to_owned()))
}
