//! House styles: what an editor may change silently.

use super::houses::{HOUSES, house};
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
    /// Words in parentheses that the article does not have: an insertion of the editor's, as brackets are elsewhere.
    Parentheses,
}

impl Accept {
    /// All of them.
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
    /// The names of the styles that are known, the default first.
    pub const NAMES: [&str; 7] = ["exact", "chicago", "mla", "ap", "bluebook", "oxford", "wikipedia"];

    /// Nothing is accepted.
    pub fn exact() -> Self {
        Self { name: HOUSES[0].name.to_owned(), accepts: BTreeSet::new() }
    }

    /// The style of this name.
    pub fn named(name: &str) -> Option<Self> {
        let accepts = house(name)?.allowances.iter().map(|(accept, _)| *accept).collect();
        Some(Self { name: name.to_owned(), accepts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_table() {
        assert_eq!(HOUSES.map(|house| house.name), Style::NAMES);
    }

    #[test]
    fn each_style_takes_what_its_guide_does() {
        use Accept::*;
        for (name, accepts) in [
            ("exact", vec![]),
            ("chicago", vec![Typography, InitialCase, FinalPunctuation, Decoding]),
            ("mla", vec![Typography, FinalPunctuation, Decoding]),
            ("ap", vec![Typography, FinalPunctuation, Decoding, Parentheses]),
            ("bluebook", vec![]),
            ("oxford", vec![Typography, InitialCase, Decoding]),
            ("wikipedia", vec![Typography, InitialCase, Decoding]),
        ] {
            assert_eq!(Style::named(name).unwrap().accepts, BTreeSet::from_iter(accepts), "{name}");
        }
        assert!(Style::named("tabloid").is_none());
    }
}
