//! Changes, as they are reported.

use super::class::Class;
use super::classes::Classes;
use crate::segment::Role;
use crate::text::Span;

/// The changes, paragraph by paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaptureRevision {
    /// The changes, in the order of the new capture; what went stands where it stood. Those of page furniture and of
    /// markup are among them, and have its class.
    pub changes: Vec<ParagraphChange>,
    /// The number of paragraphs of the story that are the same.
    pub unchanged: usize,
    /// The changes that are none of words.
    pub noise: Noise,
    /// True if the bytes of both captures are the same.
    pub same_bytes: bool,
    /// True for the older and for the newer capture if it has a body: of two that have none, it cannot be said that the
    /// article is the same.
    pub has_body: [bool; 2],
}

/// Changes that a reader does not see, or that are not the article's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Noise {
    /// Paragraphs of page furniture that came, went or changed.
    pub furniture: usize,
    /// Paragraphs with the same words and other white space.
    pub spacing: usize,
    /// Paragraphs in which only a template's directives changed, and those with the same text that other markup makes:
    /// as far as its length shows.
    pub markup: usize,
}

impl CaptureRevision {
    /// Returns true if the story is the same, word for word and mark for mark.
    pub fn is_empty(&self) -> bool {
        self.story().next().is_none()
    }

    /// Returns true if there is nothing by which it could be said that the story is the same: neither capture has a
    /// body, and their bytes differ.
    pub fn is_blind(&self) -> bool {
        self.is_empty() && !self.same_bytes && self.has_body == [false; 2]
    }

    /// The number of paragraphs that are the same bytes, read as another charset.
    pub fn misread(&self) -> usize {
        self.changes.iter().filter(|change| change.classes.contains(&Class::Decoding)).count()
    }

    /// The changes to the story.
    pub fn story(&self) -> impl Iterator<Item = &ParagraphChange> {
        self.changes.iter().filter(|change| !change.is_noise())
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParagraphChange {
    /// The kinds of change it is.
    pub classes: Classes,
    /// The paragraphs as they were: none where something was added, several where they were joined.
    pub old: Vec<ChangedParagraph>,
    /// The paragraphs as they are: none where something was removed, several where one was split.
    pub new: Vec<ChangedParagraph>,
    /// The words of both, in order. White space is kept as single spaces.
    pub pieces: Vec<DiffPiece>,
    /// True if the words were too many to be compared one by one.
    pub coarse: bool,
}

impl ParagraphChange {
    /// Returns true if it is page furniture that changed.
    pub fn is_furniture(&self) -> bool {
        self.classes.contains(&Class::Furniture)
    }

    /// Returns true if nothing changed but directives of a template.
    pub fn is_markup(&self) -> bool {
        let beside = [Class::Markup, Class::Headline, Class::Standfirst, Class::Added, Class::Removed, Class::Revert];
        self.classes.contains(&Class::Markup) && self.classes.iter().all(|class| beside.contains(class))
    }

    /// Returns true if it is no change to the story, and only counted.
    pub fn is_noise(&self) -> bool {
        self.is_furniture() || self.is_markup()
    }
}

/// A paragraph of one capture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedParagraph {
    /// Its role.
    pub role: Role,
    /// Its number, from 1, among the segments of that role.
    pub number: usize,
    /// The span of its words in the transcript, in bytes.
    pub span: Span,
}

/// Words of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffPiece {
    /// In both, letter for letter.
    Kept(String),
    /// Words that stand for others; one of the two may be empty.
    Changed {
        /// As it was.
        old: String,
        /// As it is.
        new: String,
        /// The kinds of change it is.
        classes: Classes,
    },
}
