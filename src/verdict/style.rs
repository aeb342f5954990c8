//! House styles: what an editor may change silently.

use std::collections::BTreeSet;

/// A kind of silent change that a house may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Accept {
    /// Shapes of marks: quotation marks, nested marks swapped, dashes and their spacing, `…` and `...`, ligatures,
    /// full-width forms, invisible characters.
    Typography,
    /// The case of the first letter.
    InitialCase,
    /// A final `,` `.` `;` or `:`.
    FinalPunctuation,
    /// What a wrong decoding left behind, such as `¬†` for a no-break space.
    Decoding,
}

impl Accept {
    /// The name, as `literatim.toml` and reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Typography => "typography",
            Self::InitialCase => "initial-case",
            Self::FinalPunctuation => "final-punctuation",
            Self::Decoding => "decoding",
        }
    }
}

/// A house style: its name, and what it accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Its name, as asked for.
    pub name: String,
    /// What an editor may change without a mark.
    pub accepts: BTreeSet<Accept>,
}

impl Style {
    /// The names of the styles that are known.
    pub const NAMES: [&str; 2] = ["exact", "chicago"];

    /// Nothing is accepted.
    pub fn exact() -> Self {
        Self { name: "exact".to_owned(), accepts: BTreeSet::new() }
    }

    /// The style of this name.
    pub fn named(name: &str) -> Option<Self> {
        use Accept::{Decoding, FinalPunctuation, InitialCase, Typography};
        let accepts: &[Accept] = match name {
            "exact" => &[],
            "chicago" => &[Typography, InitialCase, FinalPunctuation, Decoding],
            _ => return None,
        };
        Some(Self { name: name.to_owned(), accepts: accepts.iter().copied().collect() })
    }
}
