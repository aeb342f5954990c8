//! The quotations that somebody's notes make, and what they cite for them.
//!
//! **Invariant**: reading notes cannot fail, and needs no archive: every place where the archive must decide is kept
//! open, as another [`Reading`] or another [`Citation`].

mod builder;
mod citations;
mod comment;
mod data;
mod directions;
mod fields;
mod formats;
mod hidden;
mod quotations;
mod reader;
mod running_text;
mod sentence;
mod shown_words;
#[cfg(feature = "cli")]
mod source_list;
mod text_effects;

pub use citations::bibliography::{Bibliography, BibliographyProblem};
pub use citations::citation::{Binding, Citation};
pub use citations::cited_place::{CitedPlace, PageRange};
#[cfg(feature = "cli")]
pub(crate) use citations::identifier::of_text as identifier_of;
pub use citations::locator::Locator;
#[cfg(feature = "store")]
pub(crate) use citations::metadata::bibliographies_of_yaml;
#[cfg(feature = "cli")]
pub(crate) use citations::metadata::{address_in_front_matter, moments_in_front_matter, title_in_front_matter};
pub use citations::reference::Reference;
pub use citations::resolve::{Bound, Names, bind};
pub use comment::Suppression;
pub use fields::FieldNames;
pub(crate) use formats::readings_of_data;
pub use formats::{CitationPlace, CommentSyntax, Format};
pub use quotations::quotation::{Form, Quotation, Reading};
pub use quotations::selector::Selector;
pub(crate) use quotations::title::is_headline as is_in_title_case;
pub(crate) use running_text::UNREAD;
pub(crate) use sentence::begins as begins_sentence;
#[cfg(feature = "cli")]
pub(crate) use source_list::{ListProblem, ListedSource, listed_sources};

use crate::text::Span;

/// Notes, read.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Notes {
    /// Every quotation, in the order of the notes.
    pub quotations: Vec<Quotation>,
    /// Quotation marks that are opened and never closed: the mark. Elements, too: the tag.
    pub unclosed: Vec<Span>,
    /// Text between two marks that do not belong together, as `“` and `"`; it is a quotation all the same.
    pub mixed: Vec<Span>,
    /// The suppressions that the notes ask for.
    pub suppressions: Vec<Suppression>,
    /// Titles of works in quotation marks, marks included, by their place and their capitals. Not checked.
    pub titles: Vec<Span>,
    /// `<!-- literatim: … -->` comments that cannot be understood, and why.
    pub malformed: Vec<NotesProblem>,
    /// Words that are struck out, which are no part of a quotation, unless all of its words are.
    pub struck: Vec<Span>,
    /// Markup that the reader does not know: the first place of each, and what became of it.
    pub unknown: Vec<NotesProblem>,
    /// Why, and from which place on, the notes are not what they should be by their name.
    pub broken: Vec<NotesProblem>,
}

/// Something in notes that their reader cannot read; the rest can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotesProblem {
    /// Its place in the notes.
    pub span: Span,
    /// The problem, or what became of it, in words for a reader.
    pub what: String,
}

/// Reads the quotations out of Markdown notes.
pub fn read(notes: &str) -> Notes {
    read_as(notes, Format::Markdown)
}

/// Reads the quotations out of notes in that format.
pub fn read_as(notes: &str, format: Format) -> Notes {
    read_with(notes, format, FieldNames::NONE)
}

/// The same, where fields of these names hold words and name sources, too.
pub fn read_with(notes: &str, format: Format, fields: &FieldNames) -> Notes {
    format.read(notes, fields)
}
