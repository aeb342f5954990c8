//! Insets: what a capture has between its words, and a reader reads over.

use crate::text::Span;

/// The kinds of insets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InsetKind {
    /// The number, letter or sign that leads to a note.
    NoteMarker,
    /// Words that are struck out.
    Struck,
    /// Words that are not shown.
    Hidden,
    /// The end of a printed page: its number, the running head of the next one, a form feed.
    PageBreak,
    /// The number of a printed line.
    LineNumber,
    /// The time at which words of a recording are said.
    CueTime,
    /// The signs before a line of a mail that an answer quotes.
    MailPrefix,
    /// The end of a line inside of a word.
    LineEnd,
    /// The hyphen before such an end, where the word has one only there. It is in the text, and may be left out.
    LineEndHyphen,
}

/// A stretch of a capture's text that takes no room between the words on its two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inset {
    /// The offset in the transcript at which it stands, in bytes.
    pub at: usize,
    /// Its kind.
    pub kind: InsetKind,
    /// Its words, with the white space that parts them from those on either side. All but a [`InsetKind::LineEndHyphen`]
    /// are no words of the transcript.
    pub text: Box<str>,
    /// The bytes of the capture that it was read from.
    pub bytes: Span,
}
