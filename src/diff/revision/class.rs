//! Kinds of changes.
//!
//! A class that names meaning is given only where the words leave no doubt; *wording* is what is left.

use super::tokenized_text::TokenBlock;
use crate::segment::Role;

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A notice of correction or update came, went or changed.
    Notice,
    /// The headline.
    Headline,
    /// The standfirst.
    Standfirst,
    /// Another number stands in the same place.
    Number,
    /// Another date.
    Date,
    /// Another name.
    Name,
    /// The same sentence denies, or no longer does.
    Negation,
    /// The same sentence speaks of another part of what it speaks of: `some` for `all`.
    Quantifier,
    /// The same sentence is surer, or less sure.
    Hedge,
    /// Who says it, or how it is said that they do.
    Attribution,
    /// Words inside quotation marks.
    Quotation,
    /// Other words.
    Wording,
    /// The same word, spelled otherwise; capitals and hyphens too.
    Spelling,
    /// Marks of the sentence.
    Punctuation,
    /// Shapes of marks, and the spaces beside them.
    Typography,
    /// The same bytes, read as another charset.
    Decoding,
    /// A paragraph that is new.
    Added,
    /// A paragraph that is no more.
    Removed,
    /// A paragraph that stands elsewhere.
    Moved,
    /// A paragraph that became several.
    Split,
    /// Paragraphs that became one.
    Joined,
    /// A paragraph that counts as something else now.
    Role,
    /// Page furniture.
    Furniture,
    /// A template's directives, such as `{% image %}`, which readers of the page do not see.
    Markup,
    /// A return to what an earlier capture said.
    Revert,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 25] = [
        Self::Notice,
        Self::Headline,
        Self::Standfirst,
        Self::Number,
        Self::Date,
        Self::Name,
        Self::Negation,
        Self::Quantifier,
        Self::Hedge,
        Self::Attribution,
        Self::Quotation,
        Self::Wording,
        Self::Spelling,
        Self::Punctuation,
        Self::Typography,
        Self::Decoding,
        Self::Added,
        Self::Removed,
        Self::Moved,
        Self::Split,
        Self::Joined,
        Self::Role,
        Self::Furniture,
        Self::Markup,
        Self::Revert,
    ];

    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Number => "number",
            Self::Date => "date",
            Self::Name => "name",
            Self::Negation => "negation",
            Self::Quantifier => "quantifier",
            Self::Hedge => "hedge",
            Self::Attribution => "attribution",
            Self::Quotation => "quotation",
            Self::Wording => "wording",
            Self::Spelling => "spelling",
            Self::Punctuation => "punctuation",
            Self::Typography => "typography",
            Self::Decoding => "decoding",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Split => "split",
            Self::Joined => "joined",
            Self::Role => "role",
            Self::Furniture => "furniture",
            Self::Markup => "markup",
            Self::Revert => "revert",
        }
    }
}

/// The classes that two paragraphs have by what both of them are. A headline that only one capture has is none that
/// changed: the other may be read otherwise.
pub(super) fn by_role(one: &TokenBlock, other: &TokenBlock) -> Option<Class> {
    match (one.role, other.role) {
        (Role::Headline, Role::Headline) => Some(Class::Headline),
        (Role::Standfirst, Role::Standfirst) => Some(Class::Standfirst),
        _ if one.is_furniture() && other.is_furniture() => Some(Class::Furniture),
        _ => None,
    }
}
