//! Quotations, as notes make them.

use super::selector::{self, Selector};
use crate::notes::citations::citation::{Binding, Citation};
use crate::text::Span;

/// The form in which a quotation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Quotation {
    /// The form in which it is written.
    pub form: Form,
    /// The byte of the notes at which it begins, marks and markup included: the place that is reported.
    pub at: usize,
    /// The ways it can be read, likeliest first; never empty. They differ where several closing marks are possible, or
    /// where a last line may be an attribution.
    pub readings: Vec<Reading>,
    /// Its lines, if it is a block of several that each stand between marks of their own: it may be as many quotations.
    pub lines: Vec<Reading>,
    /// The sources that it may cite, by strength of the binding, strongest first.
    pub citations: Vec<Citation>,
    /// The context that distinguishes its place from others where the same words stand.
    pub selectors: Vec<Selector>,
    /// The first place in it that shows words which the reader of its format cannot read. U+FFFC stands for them in the
    /// readings.
    pub unread: Option<Span>,
    /// The markup that shows it in another order than it is written, as `<bdo dir="rtl">` does.
    pub reordered: Option<Span>,
    /// True where it may be the title of what it cites, by the place it stands in: then the archive says whether it is.
    pub title: bool,
    /// True for a callout that is there for something else, as a note is: it quotes where what it cites is archived.
    pub aside: bool,
    /// True where the words before it say that it is nobody's: a meaning, an example, a question that one asks oneself.
    /// Then it is no fault that it has no source and stands nowhere.
    pub unattributed: bool,
    /// True where its citation says that marks of the source are left out, as *(cleaned up)* does.
    pub cleaned_up: bool,
}

impl Quotation {
    /// A quotation with these readings and citations, and nothing more to say of it.
    pub(in crate::notes) fn of(form: Form, at: usize, readings: Vec<Reading>, citations: Vec<Citation>) -> Self {
        Self {
            form,
            at,
            readings,
            lines: Vec::new(),
            citations,
            selectors: Vec::new(),
            unread: None,
            reordered: None,
            title: false,
            aside: false,
            unattributed: false,
            cleaned_up: false,
        }
    }

    /// The selectors of its place, if it is bound so: those given with it, and the text fragments of what it cites.
    pub fn selectors(&self, binding: Option<Binding>) -> Vec<Selector> {
        let cited = self.citations.iter().filter(|citation| Some(citation.binding) == binding);
        let named = cited.flat_map(|citation| selector::of_url(citation.reference.as_str()));
        let fragments = named.filter(|_| self.form != Form::Fragment);
        self.selectors.iter().cloned().chain(fragments).collect()
    }
}

/// The words of a quotation, and the way back to the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The words, markup removed, without the marks around them.
    pub text: String,
    /// Their span in the notes: from the first to the last of them.
    pub span: Span,
}
