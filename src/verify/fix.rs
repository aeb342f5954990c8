//! Changes to notes that mend what a finding is about.

use crate::capture::ArticleId;
use crate::text::Span;

/// A change to the notes, with the finding that it mends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// The change, in facts.
    pub kind: FixKind,
    /// Who may make it.
    pub applicability: Applicability,
    /// The edits, which belong together.
    pub edits: Vec<TextEdit>,
}

/// The kinds of fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FixKind {
    /// Writes the archive's own characters.
    Characters,
    /// Writes out a word or number that was cut.
    Completion,
    /// Writes the words of an article.
    Words(ArticleId),
    /// Cites an article.
    Citation(ArticleId),
    /// Takes a comment out that nothing needs.
    Comment,
}

/// Who may make a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Applicability {
    /// Anybody: no letter or digit of the quotations is touched.
    Safe,
    /// Who asks for it: words are changed.
    Unsafe,
    /// A person who looks at it: with it, the notes would not be what it promises.
    DisplayOnly,
}

impl Applicability {
    /// Its name in reports for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}

/// A stretch of a text, and what is put for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextEdit {
    /// The span that goes, in bytes; empty where something is only put in.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

impl TextEdit {
    /// Puts `text` for `span`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}
