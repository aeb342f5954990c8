//! The word boundaries of Unicode (UAX #29).

use crate::text::{is_spaceless, is_word};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters on either side that are looked at: the rules ask for two, and for the marks that combine with
/// them.
const REACH: usize = 32;

/// Returns true if UAX #29 does not part the words of `text` at byte `at`.
///
/// Between letters of scripts without spaces it has no rules that know words, so those are parted everywhere. A `_` at
/// the edge of a word is emphasis of a plain text, and no letter of it.
pub(super) fn is_inside_unicode_word(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let apart = is_spaceless(left) && is_spaceless(right) && !is_combining_mark(right);
    if apart && !(left.is_numeric() && right.is_numeric()) || is_emphasis(before, left, right, after) {
        return false;
    }
    let start = before.char_indices().rev().take(REACH).take_while(|(_, c)| !c.is_whitespace()).last();
    let start = start.map_or(at, |(start, _)| start);
    let ahead = after.char_indices().take(REACH).take_while(|(_, c)| !c.is_whitespace()).last();
    let end = ahead.map_or(at, |(from, c)| at + from + c.len_utf8());
    start < at && at < end && !text[start..end].split_word_bound_indices().any(|(bound, _)| start + bound == at)
}

/// Returns true if the `_` at the cut has a word on one side only.
fn is_emphasis(before: &str, left: char, right: char, after: &str) -> bool {
    let opens = || !before[..before.len() - 1].ends_with(|c| is_word(c) || c == '_');
    let closes = || !after[1..].starts_with(|c| is_word(c) || c == '_');
    left == '_' && is_word(right) && opens() || right == '_' && is_word(left) && closes()
}
