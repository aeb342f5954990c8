//! Tables from the codes of a font to characters or to the numbers of its glyphs.

use super::Limit;
use super::lexer::{Lexer, Token};
use super::object::{Budget, Object};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding as Charset, GBK, SHIFT_JIS};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A table that a file brings with it.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// The codes there are: their length in bytes, the first and the last.
    spaces: Vec<(usize, u32, u32)>,
    characters: BTreeMap<u32, (u32, Rc<[u16]>)>,
    numbers: BTreeMap<u32, (u32, u32)>,
    pub is_vertical: bool,
}

impl CMap {
    /// Reads a table.
    pub fn read(bytes: &[u8], budget: &Budget) -> Result<Self, Limit> {
        let mut cmap = Self::default();
        let mut lexer = Lexer::new(bytes, 0, budget);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(token) = lexer.token()? {
            let word = match token {
                Token::Value(value) => {
                    operands.push(value);
                    continue;
                }
                Token::Word(word) => word,
            };
            match word {
                b"endcodespacerange" => operands.as_chunks::<2>().0.iter().for_each(|pair| cmap.space(pair)),
                b"endbfchar" => operands.as_chunks::<2>().0.iter().for_each(|[code, to]| cmap.map_text(code, code, to)),
                b"endbfrange" => {
                    operands.as_chunks::<3>().0.iter().for_each(|[low, high, to]| cmap.map_text(low, high, to));
                }
                b"endcidchar" => {
                    operands.as_chunks::<2>().0.iter().for_each(|[code, to]| cmap.map_number(code, code, to))
                }
                b"endcidrange" => {
                    operands.as_chunks::<3>().0.iter().for_each(|[low, high, to]| cmap.map_number(low, high, to));
                }
                b"def" => {
                    if let [.., name, value] = &operands[..] {
                        cmap.is_vertical |= name.is_name("WMode") && value.int() == Some(1);
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        Ok(cmap)
    }

    fn space(&mut self, [low, high]: &[Object; 2]) {
        if let (Some(low), Some(high)) = (low.string(), high.string()) {
            self.spaces.push((low.len().clamp(1, 4), code(low), code(high)));
        }
    }

    fn map_text(&mut self, low: &Object, high: &Object, to: &Object) {
        let (Some(low), Some(high)) = (low.string().map(code), high.string().map(code)) else { return };
        match to {
            Object::String(text) => {
                self.characters.insert(low, (high, units(text)));
            }
            Object::Array(texts) => {
                for (code, text) in (low..=high).zip(texts.iter()) {
                    if let Some(text) = text.string() {
                        self.characters.insert(code, (code, units(text)));
                    }
                }
            }
            _ => {}
        }
    }

    fn map_number(&mut self, low: &Object, high: &Object, to: &Object) {
        if let (Some(low), Some(high), Some(to)) = (low.string(), high.string(), to.int()) {
            self.numbers.insert(code(low), (code(high), u32::try_from(to).unwrap_or(0)));
        }
    }

    /// The characters of a code.
    pub fn text(&self, code: u32) -> Option<String> {
        let (&low, (_, units)) = self.characters.range(..=code).next_back().filter(|(_, (high, _))| code <= *high)?;
        let by = code - low;
        let (last, before) = units.split_last()?;
        // The last unit counts on.
        let last = u16::try_from(u32::from(*last) + by).ok()?;
        let units: Vec<u16> = before.iter().copied().chain([last]).collect();
        let text = String::from_utf16(&units).ok()?;
        (!text.is_empty() && !text.contains('\0')).then_some(text)
    }

    /// The number of a glyph.
    pub fn number(&self, code: u32) -> Option<u32> {
        let (&low, (_, first)) = self.numbers.range(..=code).next_back().filter(|(_, (high, _))| code <= *high)?;
        first.checked_add(code - low)
    }

    /// Returns true if nothing in it leads to characters.
    pub fn has_no_text(&self) -> bool {
        self.characters.is_empty()
    }

    /// The length of the code that `bytes` begin with.
    pub fn len_of_code(&self, bytes: &[u8]) -> usize {
        for len in 1..=bytes.len().min(4) {
            let value = code(&bytes[..len]);
            let is_in = |&&(width, low, high): &&(usize, u32, u32)| {
                width == len
                    && (0..len).all(|at| {
                        let byte = |code: u32| code >> (8 * (len - 1 - at)) & 0xff;
                        (byte(low)..=byte(high)).contains(&byte(value))
                    })
            };
            if self.spaces.iter().any(|space| is_in(&space)) {
                return len;
            }
        }
        self.spaces.iter().map(|(width, ..)| *width).min().unwrap_or(1).min(bytes.len().max(1))
    }
}

pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}

fn units(bytes: &[u8]) -> Rc<[u16]> {
    match bytes {
        [one] => [u16::from(*one)].into(),
        _ => bytes.as_chunks::<2>().0.iter().map(|&pair| u16::from_be_bytes(pair)).collect(),
    }
}

/// A table that files only name, whose codes are those of a charset.
#[derive(Debug, Clone, Copy)]
pub(super) enum NamedCMap {
    /// Two bytes that are the number of a glyph.
    Identity,
    /// UTF-16, of which UCS-2 is a part.
    Utf16,
    /// A charset of one and two bytes.
    Charset(&'static Charset),
    /// Any other: codes of two bytes.
    Unknown,
}

impl NamedCMap {
    pub fn of(name: &[u8]) -> Self {
        let name = String::from_utf8_lossy(name);
        let has = |word: &str| name.contains(word);
        match () {
            () if name.starts_with("Identity") => Self::Identity,
            () if has("UCS2") || has("UTF16") => Self::Utf16,
            () if has("RKSJ") => Self::Charset(SHIFT_JIS),
            () if has("GBK") || name.starts_with("GB-EUC") => Self::Charset(GBK),
            () if has("B5") && !has("HKscs") => Self::Charset(BIG5),
            () if has("KSC") && (has("EUC") || has("UHC")) => Self::Charset(EUC_KR),
            () if name.starts_with("EUC-") => Self::Charset(EUC_JP),
            () => Self::Unknown,
        }
    }

    pub fn len_of_code(self, bytes: &[u8]) -> usize {
        let len = match self {
            Self::Identity | Self::Unknown => 2,
            Self::Utf16 if (0xd8..0xdc).contains(&bytes[0]) => 4,
            Self::Utf16 => 2,
            Self::Charset(charset) => {
                let is_single = |byte: u8| byte < 0x80 || charset == SHIFT_JIS && (0xa0..0xe0).contains(&byte);
                if is_single(bytes[0]) { 1 } else { 2 }
            }
        };
        len.min(bytes.len())
    }

    /// The characters of a code, where they follow from the code alone.
    pub fn text(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Identity | Self::Unknown => None,
            Self::Utf16 => String::from_utf16(&units(bytes)).ok(),
            Self::Charset(charset) => {
                charset.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
            }
        }
    }
}
