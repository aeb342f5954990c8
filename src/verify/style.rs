//! House styles: what an editor may change silently.

use super::houses::house;
use crate::matching::Style;

impl Style {
    /// The names of the styles that are known, the default first.
    pub const NAMES: [&str; 7] = ["exact", "chicago", "mla", "ap", "bluebook", "oxford", "wikipedia"];

    /// The style of this name.
    pub fn named(name: &str) -> Option<Self> {
        let accepts = house(name)?.allowances.iter().map(|(accept, _)| *accept).collect();
        Some(Self { name: name.to_owned(), accepts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Accept;
    use crate::verify::HOUSES;
    use std::collections::BTreeSet;

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
