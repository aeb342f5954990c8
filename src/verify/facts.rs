//! The parts that the facts of findings are made of.

use super::{Locus, Rule};
use crate::capture::{ArticleId, CapturedAt};
use crate::diff::Variant;
use crate::diff::revision::Class;
use crate::segment::{Role, RuleId};

/// Words that do not stand where they are cited.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refuted {
    /// The way in which they do not.
    pub mismatch: Mismatch,
    /// The differences from the archive's nearest words, in order.
    pub variants: Vec<Variant>,
    /// The place of those.
    pub spot: Option<Spot>,
    /// True if the editor's marks in them fit more places than were tried.
    pub has_untried: bool,
}

impl From<Mismatch> for Refuted {
    fn from(mismatch: Mismatch) -> Self {
        Self { mismatch, variants: Vec::new(), spot: None, has_untried: false }
    }
}

/// A place as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The article.
    pub article: ArticleId,
    /// The role of the part.
    pub role: Role,
    /// The number of the part, from 1, among those of its role.
    pub number: usize,
}

impl From<&Locus> for Spot {
    fn from(locus: &Locus) -> Self {
        let Locus { article, role, paragraph, .. } = locus;
        Self { article: article.clone(), role: *role, number: *paragraph }
    }
}

/// The ways in which words can fail to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// Words, digits, case or marks differ.
    Altered {
        /// The article that has the nearest words, where that is not the cited one.
        elsewhere: Option<ArticleId>,
    },
    /// Only typography differs.
    Typography,
    /// They start or end inside a word or number.
    Cut,
    /// They stand in another article than the cited one.
    Misattributed {
        /// The cited article.
        cited: ArticleId,
        /// The other one.
        stands_in: ArticleId,
    },
    /// Exact pieces run together.
    Stitched {
        /// The last words before the seam.
        before: String,
        /// The first words after it.
        after: String,
        /// The fault of the seam.
        seam: Seam,
    },
    /// Nothing in the archive is near.
    Absent,
}

/// The faults of a seam between two exact pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seam {
    /// The pieces are from two articles.
    TwoArticles,
    /// They stand in the other order.
    OtherOrder,
    /// Words between them are left out without a mark.
    LeftOut,
}

/// The capture that words do not stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// The cited one: it is older than the one that has them.
    NotYet(Option<CapturedAt>),
    /// The first later one that lacks them.
    NoLonger(Option<CapturedAt>),
}

/// The fate of words in a later capture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// Other words stand for them.
    Reworded(Vec<Class>),
    /// The same words with other marks.
    OtherMarks,
    /// They are gone; and how another passage begins that stood there before and looks like them.
    Gone(Option<String>),
    /// They stand outside the body now.
    OutsideBody,
    /// They stand, and what is between or beside them changed.
    Around,
}

/// Words that stand only outside the body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outside {
    /// The article.
    pub article: ArticleId,
    /// The role of the part that they stand in.
    pub role: Role,
    /// The rule that gave it the role.
    pub segment_rule: RuleId,
    /// The number of the part, from 1, among those of its role: what `mark` knows it by.
    pub number: usize,
    /// True if the part is page furniture, and not merely outside the story.
    pub is_furniture: bool,
}

/// The ways in which brackets turn the sense.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Insertion {
    /// A negation is put in.
    Negation(String),
    /// A negation is replaced.
    NegationReplaced(String),
    /// A word is put for another with the opposite ending.
    Deprived {
        /// The editor's word.
        inserted: String,
        /// The article's.
        replaced: String,
    },
    /// A number is put for another.
    OtherNumber {
        /// The editor's number.
        inserted: String,
        /// The article's.
        replaced: String,
    },
}

/// Words just outside a quotation that turn its sense.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clipped {
    /// They stand before it.
    Before(String),
    /// They stand after it.
    After(String),
    /// It begins or ends at the hyphen of this compound.
    Compound(String),
}

/// The ways in which the archive differs from what the lock says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LockBroken {
    /// The capture is not held, or cannot be vouched for.
    NotHeld,
    /// The words do not stand in it.
    WordsGone,
    /// They stand in another place of its text.
    Moved,
}

/// The ways in which a capture differs from what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaptureRevised {
    /// It is not in the archive.
    Dropped,
    /// Its bytes are others.
    Replaced,
    /// Its record is another.
    Recorded,
}

impl Mismatch {
    pub(super) const fn rule(&self) -> Rule {
        match self {
            Self::Altered { .. } => Rule::QuoteAltered,
            Self::Typography => Rule::QuoteTypography,
            Self::Cut => Rule::QuoteCut,
            Self::Misattributed { .. } => Rule::QuoteMisattributed,
            Self::Stitched { .. } => Rule::QuoteStitched,
            Self::Absent => Rule::QuoteAbsent,
        }
    }
}
