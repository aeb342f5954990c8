//! Chapters of books: what EPUB and DPUB-ARIA say of notes and printed pages.

use super::attribute::attribute;
use crate::markup::reference;

/// The rest of a chapter beside its text.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The number of each printed page that begins in it, and where in the text.
    pub pages: Vec<(usize, Box<str>)>,
}

/// The longest number of a page, in bytes.
const LONGEST: usize = 24;

/// Types and roles of notes.
const NOTES: [&str; 6] = ["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote", "footnotes"];

/// Types and roles of what is no part of a chapter.
const BREAKS: [&str; 2] = ["pagebreak", "doc-pagebreak"];

pub(super) fn is_note(attributes: &str) -> bool {
    has_type(attributes, &NOTES)
}

pub(super) fn is_page_break(attributes: &str) -> bool {
    has_type(attributes, &BREAKS)
}

fn has_type(attributes: &str, wanted: &[&str]) -> bool {
    // Few elements have any, and reading attributes takes time.
    (attributes.contains("type") || attributes.contains("role"))
        && ["epub:type", "role"]
            .iter()
            .filter_map(|name| attribute(attributes, name))
            .any(|types| types.split_ascii_whitespace().any(|one| wanted.contains(&one)))
}

/// The number of the page that an element begins, `inner` being the source behind its tag.
pub(super) fn page_label(attributes: &str, inner: &str) -> Box<str> {
    let said =
        ["title", "aria-label"].iter().find_map(|name| attribute(attributes, name)).filter(|said| !said.is_empty());
    let shown = || reference::value(inner.split('<').next().unwrap_or_default()).trim().to_owned();
    let label = said.unwrap_or_else(shown);
    let label = label.trim().trim_start_matches("Page ").trim_start_matches("page ").trim_end_matches('.').trim();
    let label = if label.is_empty() || label.len() > LONGEST { of_id(attributes) } else { label.to_owned() };
    label.into()
}

/// The number in an id, such as `page_12` or `pxiv`.
fn of_id(attributes: &str) -> String {
    let id = attribute(attributes, "id").unwrap_or_default();
    let label = id.trim_start_matches("page").trim_start_matches("pg").trim_start_matches(['p', '_', '-', '.']);
    if label.len() > LONGEST { String::new() } else { label.to_owned() }
}
