//! Compounds with a hyphen, and the places where they may be cut.

use crate::text::{PREFIXES, Span, is_number_word, is_word};

/// The two halves of a compound on either side of a hyphen.
struct Halves<'t> {
    head: &'t str,
    tail: &'t str,
    /// True if the head is itself behind a hyphen, as `in` in `mother-in-law`.
    goes_back: bool,
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}')
}

/// The halves, if right before or right behind `at` there is a hyphen between two words; and the span of both.
fn halves(text: &str, at: usize) -> Option<(Halves<'_>, Span)> {
    let (before, after) = (&text[..at], &text[at..]);
    let (head, tail) = match (before.chars().next_back(), after.chars().next()) {
        (Some(hyphen), Some(_)) if is_hyphen(hyphen) => (&before[..at - hyphen.len_utf8()], after),
        (Some(_), Some(hyphen)) if is_hyphen(hyphen) => (before, &after[hyphen.len_utf8()..]),
        _ => return None,
    };
    let (start, end) = (start_of_word(head), end_of_word(tail));
    let span = Span::new(start, text.len() - tail.len() + end);
    let goes_back = head[..start].ends_with(is_hyphen);
    let halves = Halves { head: &head[start..], tail: &tail[..end], goes_back };
    (!halves.head.is_empty() && !halves.tail.is_empty()).then_some((halves, span))
}

/// The most characters of a half that are looked at: longer ones are no numbers, letters or prefixes.
const LONGEST_HALF: usize = 40;

fn start_of_word(text: &str) -> usize {
    let letters = text.chars().rev().take(LONGEST_HALF).take_while(|&c| is_word(c));
    text.len() - letters.map(char::len_utf8).sum::<usize>()
}

fn end_of_word(text: &str) -> usize {
    text.chars().take(LONGEST_HALF).take_while(|&c| is_word(c)).map(char::len_utf8).sum()
}

/// Returns true if `at` is at the hyphen of a compound of which a half is a number, a letter or a listed prefix: then
/// either half alone is another word.
pub(super) fn is_bound(text: &str, at: usize) -> bool {
    let Some((Halves { head, tail, goes_back }, _)) = halves(text, at) else { return false };
    let is_number = |half: &str| half.contains(char::is_numeric) || is_number_word(half);
    let is_letter = |half: &str| half.chars().filter(|c| c.is_alphanumeric()).nth(1).is_none();
    let is_prefix = !goes_back && PREFIXES.contains(&head.to_lowercase().as_str());
    [head, tail].into_iter().any(|half| is_number(half) || is_letter(half)) || is_prefix
}

/// The compound that is cut at `at`, at its hyphen.
pub fn compound_at(text: &str, at: usize) -> Option<Span> {
    halves(text, at).map(|(_, span)| span)
}
