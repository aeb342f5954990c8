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
        (is_note(fragment) || page.is_empty() && is_raised) && !fragment.is_empty() && is_label(label)
    }
}
