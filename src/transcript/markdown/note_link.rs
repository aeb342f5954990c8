//! Links of archived Markdown that lead to a note: `[1](#fn1)`, `[\\[1\\]](https://encyclopedia.example/Canal#cite_note-1)`.

use super::page::MarkdownText;
use crate::text::{Raised, Span};
use crate::transcript::note_label::{is_label, is_note};

impl MarkdownText<'_> {
    /// Returns true if a link, which stands at `at`, leads to a note and has its label for words.
    pub(super) fn is_note_link(&self, at: Span, url: &str) -> bool {
        let Some((page, fragment)) = url.split_once('#') else { return false };
        let source = self.source(at);
        let Some(words) = source.strip_prefix('[').and_then(|rest| Some(&rest[..rest.rfind("](")?])) else {
            return false;
        };
        let words = words.replace(['\\', '^'], "").replace("<sup>", "").replace("</sup>", "");
        let label = words.trim().trim_matches(['[', ']', '(', ')']);
        let is_raised = self.html_around.style().raised == Some(Raised::Up) || source.contains("<sup>");
        // Bare, it may be a word of the sentence: then the note must have its name.
        let is_bare = label.len() == words.trim().len();
        let is_named = || !is_bare || names(fragment, label);
        (is_raised && page.is_empty() || is_note(fragment) && (is_raised || is_named()))
            && !fragment.is_empty()
            && is_label(label)
    }
}

/// Returns true if a fragment ends with a label: `fn1`, `footnote-1`, `_ftn1`; in some programs with its number and their
/// word for the reference, `sdfootnote1sym`.
fn names(fragment: &str, label: &str) -> bool {
    let fragment = ["sym", "anc"].iter().find_map(|end| fragment.strip_suffix(end)).unwrap_or(fragment);
    let is_part =
        |c: char| if label.ends_with(|c: char| c.is_ascii_digit()) { c.is_ascii_digit() } else { c.is_alphabetic() };
    match fragment.strip_suffix(label) {
        Some(before) => !before.ends_with(is_part) || label.contains(char::is_alphabetic),
        // A sign has no name of its own, only a number.
        None => !label.contains(char::is_alphanumeric) && fragment.contains(|c: char| c.is_ascii_digit()),
    }
}
