//! Letters that a fold finds in what is written otherwise.

/// Returns true if `text` has characters that a fold takes out, or takes apart into letters: outside them ASCII letters
/// stay what and where they are.
pub fn hides_letters(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_folded_away)
}

/// Returns true if `text` has digits that stand raised or lowered, as characters of their own or behind a caret: they may be
/// written in other ways.
pub fn respells(text: &str) -> bool {
    text.contains('^') || !text.is_ascii() && text.contains(|c| crate::text::flat(c).is_some())
}

fn is_folded_away(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0xC0..=0x24F | 0x300..=0x36F | 0x180E | 0x1E00..=0x1EFF | 0x200B..=0x200F | 0x2060 | 0x212A..=0x212B
        | 0xFB00..=0xFB06 | 0xFEFF | 0xFF01..=0xFF5E)
}
