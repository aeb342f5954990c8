//! The ends of items in style sheets (CSS Syntax Level 3): brackets, strings, comments, escapes and addresses are passed as
//! wholes. Each byte is looked at once.

use super::value::{comment_end, escape, string_end};

/// The offset of the first byte from `from` on that is one of `stops`, outside of brackets; or of the end.
pub(super) fn end_of_item(css: &str, from: usize, stops: &[u8]) -> usize {
    let bytes = css.as_bytes();
    let mut closers: Vec<u8> = Vec::new();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if closers.is_empty() && stops.contains(&byte) {
            return at;
        }
        at = match byte {
            b'\\' => at + escape(&css[at..]).1,
            b'"' | b'\'' => string_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => comment_end(css, at),
            b'(' if is_address(css, at) => address_end(bytes, at + 1),
            b'(' | b'[' | b'{' => {
                closers.push(match byte {
                    b'(' => b')',
                    b'[' => b']',
                    _ => b'}',
                });
                at + 1
            }
            _ if closers.last() == Some(&byte) => {
                closers.pop();
                at + 1
            }
            _ => at + 1,
        }
        // An escape at the end.
        .min(bytes.len());
    }
    bytes.len()
}

/// Returns true if the bracket at `at` opens an address without quotation marks, which is read as it stands.
fn is_address(css: &str, at: usize) -> bool {
    let bytes = css.as_bytes();
    let is_url = at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"url");
    let is_longer = at >= 4 && (bytes[at - 4].is_ascii_alphanumeric() || matches!(bytes[at - 4], b'-' | b'_' | b'\\'));
    is_url && !is_longer && {
        let first = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        !matches!(first, Some(b'"' | b'\''))
    }
}

fn address_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b')' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The offset behind white space and comments from `at` on.
pub(super) fn behind_blanks(css: &str, mut at: usize) -> usize {
    let bytes = css.as_bytes();
    loop {
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if !bytes[at..].starts_with(b"/*") {
            return at;
        }
        at = comment_end(css, at);
    }
}

/// The offset of the colon of a declaration, outside of comments.
pub(super) fn colon(declaration: &str) -> Option<usize> {
    let at = end_of_item(declaration, 0, b":");
    (at < declaration.len()).then_some(at)
}

/// Calls `each` with every declaration of an attribute `style`.
pub(super) fn each_declaration(style: &str, mut each: impl FnMut(&str)) {
    let mut at = 0;
    while at < style.len() {
        let end = end_of_item(style, at, b";");
        each(&style[at..end]);
        at = end + 1;
    }
}
