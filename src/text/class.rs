//! Classes of characters.

use unicode_normalization::char::is_combining_mark;

/// White space: Unicode `White_Space`, which has NBSP, thin spaces and line separators. Any run of it equals any other.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Returns true for what words and numbers are made of: letters, digits, and the marks that combine with them.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Letters of scripts that are written without spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar. The table is frozen:
/// the rule `words-1`, which commitments to withheld articles name, rests on it (docs/withheld.md).
pub fn is_spaceless(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007
        | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Characters that cannot be seen: formats of joining and direction, and fillers.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}
