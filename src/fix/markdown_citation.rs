//! The forms of a citation in Markdown, of which a file has one that is usual.

/// The forms of a citation in Markdown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkdownCitation {
    Key,
    Wikilink,
    Link,
}
