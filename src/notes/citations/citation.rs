//! Citations, and the rules that bind them.

use super::locator::Locator;
use super::reference::Reference;
use crate::text::Span;

/// One thing that may be the source of a quotation, and how the two are bound.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The page, line or time that it gives.
    pub locator: Option<Locator>,
    /// True if it is one of a list, any of which may be meant.
    pub alternative: bool,
}

impl Citation {
    /// A citation without a locator.
    pub(in crate::notes) fn of(binding: Binding, reference: Reference, span: Span, certain: bool) -> Self {
        Self { binding, reference, span, certain, locator: None, alternative: false }
    }
}

/// The nine rules of the contract by which a quotation is bound to what it cites, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
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
    /// The same, with words between the two.
    LaterInSentence,
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
            Self::SameSentence | Self::LaterInSentence => "same-sentence",
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
