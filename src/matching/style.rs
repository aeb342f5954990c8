//! The changes that an editor may make silently.

use std::collections::BTreeSet;

/// A kind of silent change that a house may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Accept {
    /// Shapes of marks: quotation marks, nested marks swapped, dashes and their spacing, `…` and `...`, ligatures,
    /// full-width forms, invisible characters.
    Typography,
    /// The case of the first letter.
    InitialCase,
    /// A final `,` `.` `;` or `:`.
    FinalPunctuation,
    /// Debris of a wrong decoding, such as `¬†` for a no-break space.
    Decoding,
    /// Words in parentheses that the article does not have: an insertion of the editor's, as brackets are elsewhere.
    Parentheses,
    /// Quotation marks, square brackets and ellipses of the article that are left out. Only a quotation that says so, with
    /// *(cleaned up)*, has this; no house accepts it of all.
    CleanedUp,
}

impl Accept {
    /// All that a house may accept.
    pub const ALL: [Accept; 5] =
        [Self::Typography, Self::InitialCase, Self::FinalPunctuation, Self::Decoding, Self::Parentheses];

    /// The name, as `literatim.toml` and reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Typography => "typography",
            Self::InitialCase => "initial-case",
            Self::FinalPunctuation => "final-punctuation",
            Self::Decoding => "decoding",
            Self::Parentheses => "parentheses",
            Self::CleanedUp => "cleaned-up",
        }
    }
}

/// A house style: its name, and what it accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Its name, as asked for.
    pub name: String,
    /// The changes that an editor may make without a mark.
    pub accepts: BTreeSet<Accept>,
}

impl Style {
    /// The style that accepts nothing.
    pub fn exact() -> Self {
        Self { name: "exact".to_owned(), accepts: BTreeSet::new() }
    }

    /// All that a house style may accept of typography, for asking whether a quotation fails on that alone.
    pub fn typography() -> Self {
        Self { name: "typography".to_owned(), accepts: [Accept::Typography, Accept::Decoding].into() }
    }
}
