//! Characters that look like others, or like nothing, by code point and name.

use crate::text::is_unseen;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most that are listed for one variant.
const MOST: usize = 4;

/// The differences between `quoted` and `archived` that the eye cannot see: each character that differs, on both sides.
pub fn glyphs(quoted: &str, archived: &str) -> Vec<String> {
    let (ours, theirs): (Vec<char>, Vec<char>) = (quoted.chars().collect(), archived.chars().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &ours, &theirs).into_iter();
    let differing = ops.filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let named = differing.map(|op| {
        let side = |chars: &[char]| chars.iter().map(|&c| glyph(c)).collect::<Vec<_>>().join(", ");
        match (&ours[op.old_range()], &theirs[op.new_range()]) {
            (ours, []) => format!("{}, which the archive has not", side(ours)),
            ([], theirs) => format!("no {}, which the archive has", side(theirs)),
            (ours, theirs) => format!("{} for {}", side(ours), side(theirs)),
        }
    });
    normal_forms(quoted, archived).into_iter().chain(named.take(MOST)).collect()
}

/// The normal forms of letters that are the same ones in each, if they are.
fn normal_forms(quoted: &str, archived: &str) -> Option<String> {
    let form = |text: &str| match () {
        () if text.nfc().eq(text.chars()) => "composed (NFC)",
        () if text.nfd().eq(text.chars()) => "decomposed (NFD)",
        () => "partly composed",
    };
    let same = quoted != archived && quoted.nfc().eq(archived.nfc());
    same.then(|| format!("the same letters, {} in the notes and {} in the archive", form(quoted), form(archived)))
}

/// `а U+0430 CYRILLIC SMALL LETTER A`; what cannot be seen, or stands on another letter, without itself.
pub fn glyph(c: char) -> String {
    let name = unicode_names2::name(c).map_or_else(String::new, |name| format!(" {name}"));
    let code = format!("U+{:04X}{name}", u32::from(c));
    if is_unseen(c) || is_combining_mark(c) || c.is_control() || c.is_whitespace() {
        code
    } else {
        format!("{c} {code}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_and_what_cannot_be_seen_are_listed_by_name_and_code_point() {
        for (quoted, archived, named) in [
            ("аpple", "apple", "а U+0430 CYRILLIC SMALL LETTER A for a U+0061 LATIN SMALL LETTER A"),
            ("x\u{202e}y", "xy", "U+202E RIGHT-TO-LEFT OVERRIDE, which the archive has not"),
            ("cooperate", "co\u{ad}operate", "no U+00AD SOFT HYPHEN, which the archive has"),
        ] {
            assert_eq!(glyphs(quoted, archived), [named]);
        }
    }

    #[test]
    fn the_normal_form_of_each_side_is_named() {
        let named = glyphs("Wa\u{308}rter", "W\u{e4}rter");
        assert_eq!(named[0], "the same letters, decomposed (NFD) in the notes and composed (NFC) in the archive");
        assert!(named[1].contains("U+0308") && named[1].contains("U+00E4"), "{named:?}");
        assert!(glyphs("ка\u{306}", "ка\u{306}").is_empty());
        assert_eq!(
            glyphs("Å", "\u{212b}")[0],
            "the same letters, composed (NFC) in the notes and partly composed in the archive"
        );
    }
}
