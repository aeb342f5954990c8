//! Strings of JSON, piece by piece.

use crate::text::Span;
use std::borrow::Cow;

/// The pieces of a string that was read already, and the place of each: runs of characters as they are, and escapes. Its
/// quotation marks are in `string`.
pub(in crate::transcript) fn pieces(source: &str, string: Span) -> Vec<(Span, Cow<'_, str>)> {
    let (mut found, mut at) = (Vec::new(), string.start + 1);
    let end = string.end.saturating_sub(1);
    while at < end {
        let rest = &source[at..end];
        let (len, piece) = match rest.starts_with('\\') {
            true => escape(rest),
            false => {
                let len = rest.find('\\').unwrap_or(rest.len());
                (len, Cow::Borrowed(&rest[..len]))
            }
        };
        found.push((Span::new(at, at + len), piece));
        at += len;
    }
    found
}

/// The escape that a text begins with: its length, and what it stands for.
fn escape(text: &str) -> (usize, Cow<'_, str>) {
    let len = match (text.get(1..2), text.get(6..8)) {
        (Some("u"), Some("\\u")) if is_first_half(text) => 12,
        (Some("u"), _) => 6,
        _ => 2,
    };
    let len = len.min(text.len());
    let decoded = text.get(..len).and_then(|escape| serde_json::from_str::<String>(&format!("\"{escape}\"")).ok());
    (len, decoded.map_or(Cow::Borrowed("\u{fffd}"), Cow::Owned))
}

/// Returns true for the escape of the first half of a surrogate pair.
fn is_first_half(text: &str) -> bool {
    let unit = text.get(2..6).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xd800..0xdc00).contains(&unit))
}
