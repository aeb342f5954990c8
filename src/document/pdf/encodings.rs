//! Charsets of fonts that name none of their own characters.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// A table from the codes of a font to characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    Dingbats,
}

/// The codes of the standard encoding from 0xA0 on; a blank for none.
const STANDARD: [&str; 6] = [
    " ¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ",
    " –†‡· ¶•‚„”»…‰ ¿",
    " `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ",
    "—               ",
    " Æ ª    ŁØŒº    ",
    " æ   ı  łøœß    ",
];

/// The codes of the symbol font, from 0x20 on; a blank for none.
const SYMBOL: [&str; 14] = [
    " !∀#∃%&∋()∗+,−./",
    "0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ",
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    " αβχδεφγηιϕκλμνο",
    "πθρστυϖωξψζ{|}∼ ",
    "                ",
    "                ",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓",
    "°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉",
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    " 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ ",
];

/// The codes of PDF's own charset from 0x18 on, and from 0x80 on, where they are not those of Latin-1.
const PDF_LOW: &str = "˘ˇˆ˙˝˛˚˜";
const PDF_HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";

fn nth(rows: &[&str], code: u8, from: u8) -> Option<char> {
    let at = usize::from(code.checked_sub(from)?);
    rows.get(at / 16)?.chars().nth(at % 16).filter(|&c| c != ' ')
}

impl Encoding {
    /// The table that a font names.
    pub fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    /// The character of a code.
    pub fn character(self, code: u8) -> Option<char> {
        match (self, code) {
            (Self::Symbol, 0x20) | (Self::Dingbats, 0x20) => Some(' '),
            (Self::Symbol, _) => nth(&SYMBOL, code, 0x20),
            (Self::Dingbats, _) => dingbat(code),
            (Self::Standard, 0x27) => Some('’'),
            (Self::Standard, 0x60) => Some('‘'),
            (_, 0x20..0x7f) => Some(char::from(code)),
            (Self::Standard, _) => nth(&STANDARD, code, 0xa0),
            // What the code pages have no character for is drawn as a bullet.
            (Self::WinAnsi, 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) => Some('•'),
            (_, 0..0x20 | 0x7f) => None,
            (Self::WinAnsi, _) => WINDOWS_1252.decode_without_bom_handling(&[code]).0.chars().next(),
            (Self::MacRoman, 0xca) => Some(' '),
            (Self::MacRoman, _) => MACINTOSH.decode_without_bom_handling(&[code]).0.chars().next(),
        }
    }
}

/// The signs of the font of dingbats lie in a row in Unicode, but for some that were there before.
fn dingbat(code: u8) -> Option<char> {
    match code {
        0x21..=0x7e => char::from_u32(0x2700 + u32::from(code) - 0x20),
        0xa1..=0xa7 => char::from_u32(0x2761 + u32::from(code) - 0xa1),
        0xa8 => Some('♣'),
        0xa9 => Some('♦'),
        0xaa => Some('♥'),
        0xab => Some('♠'),
        0xac..=0xb5 => char::from_u32(0x2460 + u32::from(code) - 0xac),
        0xb6..=0xd4 => char::from_u32(0x2776 + u32::from(code) - 0xb6),
        _ => None,
    }
}

/// The character of a byte in a string that is text.
pub(super) fn of_pdf(byte: u8) -> char {
    match byte {
        0x18..0x20 => PDF_LOW.chars().nth(usize::from(byte - 0x18)).unwrap_or('\u{fffd}'),
        0x80..=0x9e => PDF_HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        0xa0 => '€',
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_a_table_has_its_sixteen_codes() {
        assert!(STANDARD.iter().chain(&SYMBOL).all(|row| row.chars().count() == 16));
        assert_eq!((PDF_LOW.chars().count(), PDF_HIGH.chars().count()), (8, 31));
    }

    #[test]
    fn signs_of_the_tables_are_those_of_their_standards() {
        for (encoding, code, expected) in [
            (Encoding::Standard, 0xa3, '£'),
            (Encoding::Standard, 0xae, 'ﬁ'),
            (Encoding::Standard, 0xd0, '—'),
            (Encoding::Standard, 0xfb, 'ß'),
            (Encoding::WinAnsi, 0x80, '€'),
            (Encoding::WinAnsi, 0x92, '’'),
            (Encoding::MacRoman, 0x8e, 'é'),
            (Encoding::Symbol, 0x2d, '−'),
            (Encoding::Symbol, 0xb4, '×'),
            (Encoding::Dingbats, 0x34, '✔'),
        ] {
            assert_eq!(encoding.character(code), Some(expected), "{encoding:?} {code:x}");
        }
        assert_eq!(of_pdf(0x84), '—');
    }
}
