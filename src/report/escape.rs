//! Words written into Markdown, HTML, addresses and JSON, so that they stay words.

use super::legible::is_hidden;
use std::fmt::Write;

/// Words as Markdown has them: what would be markup in front of or among them is escaped, and what cannot be seen is
/// written as an entity, so that it is not lost on the way.
pub(super) fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let numbered =
        words.find(|c: char| !c.is_ascii_digit()).filter(|&at| at > 0 && words[at..].starts_with(['.', ')']));
    for (at, c) in words.char_indices() {
        let leads = at == 0 && "#>+-=~|:".contains(c) || Some(at) == numbered;
        if is_unseen(c) {
            let _ = write!(escaped, "&#x{:X};", u32::from(c));
            continue;
        }
        if leads || "\\`*_[]<>&~|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// HTML's own characters as entities, and what cannot be seen too.
pub(super) fn in_html(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if "&<>\"".contains(c) || is_unseen(c) {
            let _ = write!(written, "&#x{:X};", u32::from(c));
        } else {
            written.push(c);
        }
    }
    written
}

/// Returns true if a terminal would obey `c`, or a reader not see it.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control() || is_hidden(c)
}

/// Percent-encoded; `-` and `,` too, which a text fragment has a use for.
pub(super) fn in_fragment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_what_cannot_be_seen_is_escaped() {
        assert_eq!(escaped("1. *a* [b] <c>\u{200b}d"), "1\\. \\*a\\* \\[b\\] \\<c\\>&#x200B;d");
        assert_eq!(escaped("# no heading"), "\\# no heading");
        assert_eq!(in_html("a < \"b\" & c"), "a &#x3C; &#x22;b&#x22; &#x26; c");
        assert_eq!(in_fragment("a-b, c é"), "a%2Db%2C%20c%20%C3%A9");
    }
}
