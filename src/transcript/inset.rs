//! Insets: what a capture has between its words, and a reader reads over.

use super::Map;
use crate::capture::Origin;
use crate::text::{Raised, Span, raise};

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
    /// A mark that browsers put around the words of a `q`.
    QuotationMark,
    /// The hyphen before such an end, where the word has one only there. It is in the text, and may be left out.
    LineEndHyphen,
}

impl InsetKind {
    /// The name of one of them, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoteMarker => "note marker",
            Self::Struck => "struck passage",
            Self::Hidden => "hidden passage",
            Self::PageBreak => "page break",
            Self::LineNumber => "line number",
            Self::CueTime => "time",
            Self::MailPrefix => "mail mark",
            Self::LineEnd => "broken word",
            Self::QuotationMark => "quotation mark of the browser",
            Self::LineEndHyphen => "line-end hyphen",
        }
    }
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
    /// The bytes that it was read from.
    pub origin: Origin,
}

impl Inset {
    /// The range of the transcript that it takes: none, but for a [`InsetKind::LineEndHyphen`].
    pub fn span(&self) -> Span {
        let len = if self.kind == InsetKind::LineEndHyphen { self.text.len() } else { 0 };
        Span::new(self.at, self.at + len)
    }
}

/// The insets of a text in the making.
#[derive(Debug, Default)]
pub(super) struct Insets {
    /// The text of the last one is in `words`: it grows piece by piece.
    all: Vec<Inset>,
    words: String,
    /// White space before the words to come.
    pause: Option<&'static str>,
    /// True if white space is struck out with the words beside it.
    gap: bool,
}

impl Insets {
    /// White space that parts words of an inset from those before it; none if words of the text come first.
    pub fn pause(&mut self, space: &'static str) {
        if self.pause.is_none() || space == PARAGRAPH {
            self.pause = Some(space);
        }
    }

    /// White space in an inset.
    pub fn blank(&mut self, kind: InsetKind) {
        self.pause(" ");
        self.gap |= kind == InsetKind::Struck;
    }

    /// Words of the text come. Returns true if white space before them is struck out: without it two words would be one.
    pub fn end(&mut self) -> bool {
        self.pause = None;
        std::mem::take(&mut self.gap)
    }

    /// Words of an inset, read from `bytes`, behind so much of the text; `is_apart` says that they begin a paragraph.
    pub fn add(&mut self, words: &str, kind: InsetKind, (at, bytes): (usize, Span), is_apart: bool) {
        let space = self.pause.take().unwrap_or_default();
        self.gap |= kind == InsetKind::Struck && words.trim().len() < words.len();
        match self.all.last_mut() {
            Some(last) if last.at == at && last.kind == kind => {
                self.words.push_str(space);
                self.words.push_str(words);
                last.origin.bytes = last.origin.bytes.hull(bytes);
            }
            _ => {
                let space = if is_apart && at > 0 { PARAGRAPH } else { space };
                self.settle();
                self.words.push_str(space);
                self.words.push_str(words);
                self.all.push(Inset { at, kind, text: "".into(), origin: Origin::of_capture(bytes) });
            }
        }
    }

    /// Gives the last one its text.
    fn settle(&mut self) {
        if let Some(last) = self.all.last_mut() {
            last.text = std::mem::take(&mut self.words).into();
        }
    }
}

impl Insets {
    /// All of them. Their bytes are those of the text that `outer` maps, which the capture was decoded to. The marker of a note
    /// is raised, or stands in brackets: it joins no digit and no letter before it.
    pub fn finish(mut self, outer: &Map) -> Vec<Inset> {
        self.settle();
        for inset in &mut self.all {
            inset.origin.bytes = outer.bytes(inset.origin.bytes);
            if inset.kind == InsetKind::NoteMarker && !inset.text.starts_with(['[', '(', '［']) {
                let is_letter = inset.text.contains(char::is_alphabetic);
                let text = if is_letter { format!("[{}]", inset.text) } else { raise(&inset.text, Raised::Up) };
                inset.text = text.into();
            }
        }
        self.all
    }
}

/// The white space between two paragraphs.
pub(super) const PARAGRAPH: &str = "\n\n";
