//! Classes of characters.

use unicode_normalization::char::is_combining_mark;

/// White space: Unicode `White_Space`, which has NBSP, thin spaces and line separators. Any run of it equals any other.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// What words and numbers are made of: letters, digits, and the marks that combine with them.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}
