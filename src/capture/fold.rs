//! Names that are one on other systems.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// `name` as the least careful of file systems takes it: those of Windows and macOS distinguish neither case nor the composition
/// of letters apart, and some skip what cannot be seen. Two names with the same fold may be one file there.
///
/// Lower case first, because `ẞ` is upper case already, and its lower case becomes `SS`; upper case next, because `ς`, `ſ`
/// and `ß` have no other way to `σ`, `s` and `ss`.
pub fn folded(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        };
    }
    let apart = seen(name).nfd().flat_map(char::to_lowercase).flat_map(char::to_uppercase);
    Cow::Owned(apart.flat_map(char::to_lowercase).nfd().nfc().collect())
}

/// The characters of `name` that can be seen.
pub(super) fn seen(name: &str) -> impl Iterator<Item = char> + Clone + '_ {
    name.chars().filter(|&c| !is_ignorable(c))
}

/// Returns true for what Unicode calls default ignorable: HFS+ skips some of these in names, and ext4 that ignores case skips them all.
const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_some_system_takes_for_one_are_one() {
        for (one, other) in [
            ("boat", "BOAT"),
            ("caf\u{e9}", "CAFE\u{301}"),
            ("στίχος", "ΣΤΊΧΟΣ"),
            ("\u{212a}elvin", "kelvin"),
            ("\u{17f}ea", "SEA"),
            ("straße", "STRASSE"),
            ("STRA\u{1e9e}E", "straße"),
            ("bo\u{200d}at", "boat"),
            ("e\u{200d}\u{301}", "\u{e9}"),
            ("\u{fb01}sh", "Fish"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [("boat", "boot"), ("e", "\u{e9}"), ("a b", "ab"), ("ا", "آ")] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn a_fold_is_its_own_and_that_of_its_other_cases(name in "\\PC{0,20}") {
            let fold = |name: &str| folded(name).into_owned();
            let once = fold(&name);
            // Apart, because case moves the iota that stands below a letter.
            let apart: String = name.nfd().collect();
            let others = [name.nfc().collect(), apart.to_uppercase(), apart.to_lowercase(), apart];
            prop_assert_eq!(&fold(&once), &once);
            prop_assert_eq!(others.map(|other: String| fold(&other)), [(); 4].map(|()| once.clone()));
        }
    }
}
