//! The usual case: a quotation as the article has it, letter for letter.

use super::anchor::{Alignment, Passage};
use super::boundary::is_inside_word;
use super::fold::Folding;
use super::index::SearchText;
use super::inset_reading::InsetReading;
use super::matched::{MOST_LOCI, Match};
use crate::segment::Standing;
use crate::text::{Span, is_space};
use memchr::memmem;

/// The most bytes that are compared without a fold; but always some places.
const MOST_COMPARED: usize = 4_000_000;
const LEAST_COMPARED: usize = 16;

/// The usual case, without a fold: letter for letter, any white space for any other, in the body. If it does not stand
/// so because one of its words is not in the page at all, that word.
pub fn as_written<'t>(text: &'t str, searched: &SearchText) -> Result<Match, Option<&'t str>> {
    let page = searched.witness.text();
    let text = text.trim();
    let Span { start, end } = longest_word(text).ok_or(None)?;
    let (head, longest, tail) = (&text[..start], &text[start..end], &text[end..]);
    let place = |at: usize| {
        Some(Span::new(backward(head, &page[..at])?, at + longest.len() + forward(tail, &page[at + longest.len()..])?))
    };
    let holds =
        |span: &Span| !is_inside_word(page, span.start) && !is_inside_word(page, span.end) && searched.in_body(*span);
    let quoted = Span::new(0, text.len());
    let alignment = |span| Alignment {
        passages: vec![Passage { runs: vec![span], quoted }],
        edits: Vec::new(),
        omitted: Vec::new(),
        inserted: Vec::new(),
        cut: false,
    };
    // A word that stands everywhere is left to the search that goes on from what it has compared.
    let most = (MOST_COMPARED / text.len()).max(LEAST_COMPARED);
    let mut places = memmem::find_iter(page.as_bytes(), longest).take(most).peekable();
    if places.peek().is_none() {
        return Err(Some(longest));
    }
    // Most stand in one place.
    let mut alignments = Vec::with_capacity(1);
    alignments.extend(places.filter_map(place).filter(holds).take(MOST_LOCI).map(alignment));
    if alignments.is_empty() {
        return Err(None);
    }
    Ok(Match {
        alignments,
        accepted: Vec::new(),
        folding: Folding::LITERAL,
        standing: Standing::Body,
        reading: InsetReading::Seen,
        role_outside: None,
    })
}

/// The longest run of `text` without white space; the last, if there are several.
fn longest_word(text: &str) -> Option<Span> {
    let (mut longest, mut start) = (Span::default(), 0);
    let mut end = |at: usize, blank: usize| {
        let word = Span::new(start, at);
        longest = if word.len() < longest.len() { longest } else { word };
        start = at + blank;
    };
    // Bytes are sooner distinguished than characters, and most quotations are ASCII.
    if text.is_ascii() {
        let blanks = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\t'..=b'\r' | b' '));
        blanks.for_each(|(at, _)| end(at, 1));
    } else {
        text.char_indices().filter(|(_, c)| is_space(*c)).for_each(|(at, c)| end(at, c.len_utf8()));
    }
    end(text.len(), 0);
    (!longest.is_empty()).then_some(longest)
}

/// The number of bytes that `words`, which end with a letter or mark, take at the start of `page`, if they stand there.
pub fn forward(words: &str, page: &str) -> Option<usize> {
    if page.starts_with(words) {
        return Some(words.len());
    }
    let (mut words, mut rest) = (words, page);
    while let Some(wanted) = words.chars().next() {
        let found = rest.chars().next()?;
        if is_space(wanted) {
            is_space(found).then_some(())?;
            (words, rest) = (words.trim_start(), rest.trim_start());
        } else {
            (wanted == found).then_some(())?;
            (words, rest) = (&words[wanted.len_utf8()..], &rest[found.len_utf8()..]);
        }
    }
    Some(page.len() - rest.len())
}

/// The byte at which `words`, which begin with a letter or mark, begin at the end of `page`, if they stand there.
pub fn backward(words: &str, page: &str) -> Option<usize> {
    if page.ends_with(words) {
        return Some(page.len() - words.len());
    }
    let (mut words, mut rest) = (words, page);
    while let Some(wanted) = words.chars().next_back() {
        let found = rest.chars().next_back()?;
        if is_space(wanted) {
            is_space(found).then_some(())?;
            (words, rest) = (words.trim_end(), rest.trim_end());
        } else {
            (wanted == found).then_some(())?;
            (words, rest) = (&words[..words.len() - wanted.len_utf8()], &rest[..rest.len() - found.len_utf8()]);
        }
    }
    Some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::longest_word;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_longest_word_is_the_last_of_the_longest_runs_without_blanks(text in "([a-c]{0,3}[ \\t\n\u{b}\r]{0,2}|é|\u{a0}){0,9}") {
            let expected = text.split_whitespace().max_by_key(|word| word.len());
            prop_assert_eq!(longest_word(&text).map(|span| &text[span.range()]), expected);
        }
    }
}
