//! The clauses and sentences at the edges of a passage.

use crate::text::{Span, tokens};

/// The most characters beside a passage that are looked at.
pub(super) const NEAR: usize = 200;

/// Returns true for marks that part clauses.
pub(super) fn parts_clauses(mark: char) -> bool {
    matches!(
        mark,
        ',' | ';'
            | ':'
            | '.'
            | '!'
            | '?'
            | '—'
            | '–'
            | '('
            | ')'
            | '"'
            | '“'
            | '”'
            | '«'
            | '»'
            | '…'
            | '、'
            | '。'
            | '，'
            | '；'
            | '：'
            | '！'
            | '？'
            | '「'
            | '」'
            | '『'
            | '』'
            | '،'
            | '؛'
            | '؟'
            | '।'
    )
}

/// The words of `text` up to the first mark that parts clauses.
pub(super) fn first_clause(text: &str) -> Span {
    let is_end = |span: Span| text[span.range()].starts_with(parts_clauses);
    let end =
        tokens(text).find(|token| !token.is_word && is_end(token.span)).map_or(text.len(), |token| token.span.start);
    Span::new(0, end)
}

/// The words of `text` behind the last mark that parts clauses.
pub(super) fn last_clause(text: &str) -> Span {
    let is_end = |span: Span| text[span.range()].starts_with(parts_clauses);
    let ends = tokens(text).filter(|token| !token.is_word && is_end(token.span));
    Span::new(ends.last().map_or(0, |token| token.span.end), text.len())
}

/// The bytes at which sentences end in `text`: after a stop, and any closing mark, before white space.
pub(super) fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, c) in text.char_indices() {
        if stopped && c.is_whitespace() || at > 0 && text[..at].ends_with('。') {
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

pub(super) fn last_characters(text: &str, count: usize) -> &str {
    let at = text.len().saturating_sub(count);
    match text.as_bytes()[at..].is_ascii() {
        true => &text[at..],
        false => text.char_indices().rev().take(count).last().map_or(text, |(at, _)| &text[at..]),
    }
}

pub(super) fn first_characters(text: &str, count: usize) -> &str {
    let end = count.min(text.len());
    match text.as_bytes()[..end].is_ascii() {
        true => &text[..end],
        false => text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at]),
    }
}
