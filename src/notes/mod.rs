//! The quotations that somebody's notes make, and what they cite for them.
//!
//! **Invariant**: reading notes cannot fail, and needs no archive: every place where the archive must decide is kept
//! open, as another [`Reading`] or another [`Citation`].

mod builder;
mod citations;
mod comment;
mod formats;
mod hidden;
mod quotations;
mod reader;
mod running_text;
mod sentence;

pub use citations::bibliography::{Bibliography, BibliographyProblem};
pub use citations::resolve::{Bound, Names, bind};
pub use formats::{CitationPlace, CommentSyntax, Format};
pub(crate) use running_text::UNREAD;

use crate::text::Span;
use quotations::fragment;

/// Notes, read.
#[derive(Debug, Clone, Default)]
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
    pub malformed: Vec<(Span, String)>,
    /// Markup that the reader does not know: the first place of each, and what became of it.
    pub unknown: Vec<(Span, String)>,
    /// Why, and from which place on, the notes are not what they should be by their name.
    pub broken: Vec<(Span, String)>,
}

/// The form in which a quotation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A block quotation.
    Block,
    /// Between quotation marks in running text.
    Inline,
    /// Marked as one by an element or attribute, or by a field of data.
    Explicit,
    /// The text fragment of an address: words that a link points to. They are a quotation where the address is one of
    /// an archived article.
    Fragment,
}

/// A claim of notes that an article says these words.
#[derive(Debug, Clone)]
pub struct Quotation {
    /// The form in which it is written.
    pub form: Form,
    /// The byte of the notes at which it begins, marks and markup included: the place that is reported.
    pub at: usize,
    /// The ways it can be read, likeliest first; never empty. They differ where several closing marks are possible, or
    /// where a last line may be an attribution.
    pub readings: Vec<Reading>,
    /// The sources that it may cite, by strength of the binding, strongest first.
    pub citations: Vec<Citation>,
    /// The context that distinguishes its place from others where the same words stand.
    pub selectors: Vec<Selector>,
    /// The first place in it that shows words which the reader of its format cannot read. U+FFFC stands for them in the
    /// readings.
    pub unread: Option<Span>,
    /// True where it may be the title of what it cites, by the place it stands in: then the archive says whether it is.
    pub title: bool,
    /// True where the words before it say that it is nobody's: a meaning, an example, a question that one asks oneself.
    /// Then it is no fault that it has no source and stands nowhere.
    pub unattributed: bool,
}

impl Quotation {
    /// The selectors of its place, if it is bound so: those given with it, and the text fragments of what it cites.
    pub fn selectors(&self, binding: Option<Binding>) -> Vec<Selector> {
        let cited = self.citations.iter().filter(|citation| Some(citation.binding) == binding);
        let named = cited.flat_map(|citation| fragment::selectors(citation.reference.as_str()));
        let fragments = named.filter(|_| self.form != Form::Fragment);
        self.selectors.iter().cloned().chain(fragments).collect()
    }
}

/// The text around a quotation, which distinguishes its place from others: the `prefix` and `suffix` of a W3C
/// `TextQuoteSelector`, or a text fragment.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selector {
    /// The text right before.
    pub prefix: String,
    /// The words that a text fragment begins with; empty for those of the quotation itself.
    pub start: String,
    /// The words that it ends with, where it is given by both ends.
    pub end: String,
    /// The text right behind.
    pub suffix: String,
}

/// The words of a quotation, and the way back to the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The words, markup removed, without the marks around them.
    pub text: String,
    /// Their span in the notes: from the first to the last of them.
    pub span: Span,
}

/// One thing that may be the source of a quotation, and how the two are bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The rule that binds the quotation to it.
    pub binding: Binding,
    /// The source, as named.
    pub reference: Reference,
    /// The place in the notes; the same for all that one pair of brackets, footnote or front matter names.
    pub span: Span,
    /// True where it can be nothing but a citation, so that it is a fault if the archive does not know it. A link may
    /// be just a link, and `[[name]]` or `@name` in running text anything.
    pub certain: bool,
}

/// The name of a source, as a citation writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A citation key or article id: `[@key]`, `[[key]]`, `source=key`.
    Key(String),
    /// A URL with a scheme.
    Url(String),
    /// A path, relative to the notes or to the root.
    Path(String),
    /// The first digits of a digest: `sha256:` and at least eight of them.
    Digest(String),
    /// A key and the capture that is meant, as in `[@key, 2014-06-11]`: a day, a moment, a stamp or a digest's first
    /// digits. Written `key, pin`.
    Pinned(String),
}

impl Reference {
    /// Returns true if it can be nothing but a citation. A link may be just a link.
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Digest(_) | Self::Pinned(_))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Key(text) | Self::Url(text) | Self::Path(text) | Self::Digest(text) | Self::Pinned(text) => text,
        }
    }
}

/// The nine rules of the contract by which a quotation is bound to what it cites, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// An attribute, `cite`, or comment says so.
    Explicit,
    /// Inside the block, or its attribution line.
    InBlock,
    /// The next block.
    NextBlock,
    /// The paragraph before, which ends in `:`.
    LeadIn,
    /// A link around or inside the quotation.
    Link,
    /// The first after it in the same sentence, or directly after its final stop.
    SameSentence,
    /// The nearest before it in the same sentence.
    BeforeInSentence,
    /// The only one in the paragraph.
    Paragraph,
    /// The default of the section or file.
    Default,
}

impl Binding {
    /// The binding's name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::InBlock => "in-block",
            Self::NextBlock => "next-block",
            Self::LeadIn => "lead-in",
            Self::Link => "link",
            Self::SameSentence => "same-sentence",
            Self::BeforeInSentence => "before-in-sentence",
            Self::Paragraph => "paragraph",
            Self::Default => "default",
        }
    }

    /// Returns true if a reader would have no doubt.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Explicit | Self::InBlock | Self::NextBlock | Self::Link | Self::SameSentence)
    }
}

/// A comment that asks to leave something out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The comment, in bytes of the notes.
    pub span: Span,
    /// The span that it covers: findings on quotations that begin in here.
    pub covers: Span,
    /// The rules it names; empty for `off`, which leaves out the quotations themselves.
    pub rules: Vec<String>,
    /// Why, as it says.
    pub reason: Option<String>,
}

/// Reads the quotations out of Markdown notes.
pub fn read(notes: &str) -> Notes {
    read_as(notes, Format::Markdown)
}

/// Reads the quotations out of notes in that format.
pub fn read_as(notes: &str, format: Format) -> Notes {
    format.read(notes)
}
