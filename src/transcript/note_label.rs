//! Labels of notes.

use crate::text::is_spaceless;

/// Returns true for one number, letter or sign, and the words that some pages have before it.
pub(super) fn is_label(label: &str) -> bool {
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖' | '#' | '※');
    let is_roman = || label.len() <= 5 && label.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let mut letters = label.chars();
    // A character of a script without spaces is a word: 不.
    let is_letter = letters.next().is_some_and(|c| c.is_alphabetic() && !is_spaceless(c)) && letters.next().is_none();
    let is_number = label.len() <= 4 && label.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        || is_letter
        || is_roman()
        || label.chars().count() <= 4 && label.chars().all(is_sign)
        || matches!(label, "note" | "Note" | "nb" | "fn" | "注" | "註")
}

/// What the fragments of notes begin with: in Pandoc and its kin (`fn`), MediaWiki (`cite_note`, `endnote_`), Substack
/// (`footnote-`), Word (`_ftn`, `_edn`), LibreOffice (`sdfootnote`, `sdendnote`), WordPress (`easy-footnote`).
const FRAGMENTS: [&str; 11] = [
    "fn",
    "footnote",
    "note",
    "cite_note",
    "endnote",
    "_ftn",
    "_edn",
    "sdfootnote",
    "sdendnote",
    "easy-footnote",
    "user-content-fn",
];

/// Returns true for a fragment that calls itself one of a note: no letter is behind it, as in `noteworthy`.
pub(super) fn is_note(fragment: &str) -> bool {
    let fragment = fragment.to_ascii_lowercase();
    let is_over = |rest: &str| {
        !rest.starts_with(|c: char| c.is_alphabetic()) || rest.starts_with("ref") || rest.starts_with("anc")
    };
    FRAGMENTS.iter().any(|start| fragment.strip_prefix(start).is_some_and(is_over))
}
