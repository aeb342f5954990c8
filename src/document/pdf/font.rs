//! Fonts: the characters and the widths of the codes that a page shows.

use super::cmap::{CMap, NamedCMap, code};
use super::encodings::Encoding;
use super::file::File;
use super::object::{Dict, Object};
use super::{Limit, font_program, glyph_names, standard_widths};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A character that is shown for a code that stands for none which is known.
pub(super) const UNKNOWN: &str = "\u{fffd}";

/// A font with its number among those of the file.
pub(super) type KnownFont = (u32, Rc<Font>);

/// A font of a page.
pub(super) struct Font {
    to_unicode: Option<CMap>,
    /// The characters of glyphs, by their numbers, where the file has no map to them.
    glyphs: HashMap<u32, char>,
    codes: Codes,
    widths: Widths,
    /// The size of a unit of its widths, by that of the font.
    unit: f64,
    /// True if lines run from top to bottom.
    pub is_vertical: bool,
    pub is_type_3: bool,
    known: RefCell<HashMap<u32, Rc<str>>>,
}

/// The lengths of the codes in the bytes of a string.
enum Codes {
    /// One byte each, with the characters that the font's encoding has for them.
    Single(Vec<Option<Rc<str>>>),
    Named(NamedCMap),
    Own(CMap),
}

#[derive(Default)]
struct Widths {
    single: HashMap<u32, f64>,
    ranges: BTreeMap<u32, (u32, f64)>,
    other: f64,
}

impl Widths {
    fn of(&self, number: u32) -> f64 {
        let in_range = || {
            let (_, (high, width)) = self.ranges.range(..=number).next_back()?;
            (number <= *high).then_some(*width)
        };
        self.single.get(&number).copied().or_else(in_range).unwrap_or(self.other)
    }
}

/// A code that is shown: its characters, its width by the size of the font, and true if it is the code of a single byte 32.
pub(super) struct Shown {
    pub text: Rc<str>,
    pub width: f64,
    pub is_blank_byte: bool,
}

impl Font {
    /// Reads a font.
    pub fn read(file: &File<'_>, dict: &Dict) -> Result<Self, Limit> {
        let to_unicode = match file.get(dict, b"ToUnicode")?.stream() {
            Some(stream) => file.data(stream)?.map(|table| CMap::read(&table.bytes, &file.objects)).transpose()?,
            None => None,
        };
        let to_unicode = to_unicode.filter(|table| !table.has_no_text());
        let subtype = file.get(dict, b"Subtype")?;
        let (codes, widths) = if subtype.is_name("Type0") { composite(file, dict)? } else { simple(file, dict)? };
        let is_vertical = match &codes {
            Codes::Single(_) => false,
            Codes::Named(_) => {
                file.get(dict, b"Encoding")?.name().is_some_and(|name| name.ends_with(b"-V") || name == b"V")
            }
            Codes::Own(cmap) => cmap.is_vertical,
        };
        let is_type_3 = subtype.is_name("Type3");
        let unit = match super::pages::numbers::<6>(file, &file.get(dict, b"FontMatrix")?)? {
            Some(matrix) if is_type_3 => matrix[0].abs(),
            _ => 0.001,
        };
        let glyphs = match to_unicode.is_none() && subtype.is_name("Type0") {
            true => characters(file, dict)?,
            false => HashMap::new(),
        };
        Ok(Self { to_unicode, glyphs, codes, widths, unit, is_vertical, is_type_3, known: RefCell::default() })
    }

    /// The codes of a string, in order.
    pub fn show(&self, bytes: &[u8], each: &mut dyn FnMut(Shown) -> Result<(), Limit>) -> Result<(), Limit> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let len = match &self.codes {
                Codes::Single(_) => 1,
                Codes::Named(named) => named.len_of_code(rest),
                Codes::Own(cmap) => cmap.len_of_code(rest),
            };
            let (raw, behind) = rest.split_at(len.clamp(1, rest.len()));
            rest = behind;
            let value = code(raw);
            let number = match &self.codes {
                Codes::Own(cmap) => cmap.number(value).unwrap_or(0),
                _ => value,
            };
            let text = self.text(value, number, raw);
            let width = self.widths.of(number) * self.unit;
            each(Shown { text, width, is_blank_byte: raw == b" " })?;
        }
        Ok(())
    }

    fn text(&self, value: u32, number: u32, raw: &[u8]) -> Rc<str> {
        if let Some(known) = self.known.borrow().get(&value) {
            return known.clone();
        }
        let of_code = || match &self.codes {
            Codes::Single(table) => table.get(value as usize).cloned().flatten(),
            Codes::Named(named) => named.text(raw).map(Rc::from),
            Codes::Own(_) => None,
        };
        let mapped = self.to_unicode.as_ref().and_then(|table| table.text(value)).map(|text| Rc::from(apart(&text)));
        let of_glyph = || self.glyphs.get(&number).map(|c| Rc::from(apart(c.encode_utf8(&mut [0; 4]))));
        let text = mapped.or_else(of_code).or_else(of_glyph).unwrap_or_else(|| UNKNOWN.into());
        self.known.borrow_mut().insert(value, text.clone());
        text
    }
}

/// Text with its ligatures written as letters.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            _ => out.push(c),
        }
    }
    out
}

fn simple(file: &File<'_>, dict: &Dict) -> Result<(Codes, Widths), Limit> {
    let base = file.get(dict, b"BaseFont")?;
    let name = String::from_utf8_lossy(base.name().unwrap_or_default()).into_owned();
    let descriptor = file.get(dict, b"FontDescriptor")?;
    let none = Dict::default();
    let descriptor = descriptor.dict().unwrap_or(&none);
    let table = table(file, dict, descriptor, &name)?;
    let mut widths =
        Widths { other: file.get(descriptor, b"MissingWidth")?.number().unwrap_or(0.0), ..Widths::default() };
    let first = file.get(dict, b"FirstChar")?.int().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    match file.get(dict, b"Widths")?.array() {
        Some(list) => {
            for (code, width) in (first..=255).zip(list) {
                widths.single.insert(code, file.resolve(width)?.number().unwrap_or(0.0));
            }
        }
        None => {
            for (code, text) in table.iter().enumerate() {
                let width = standard_widths::width(&name, text.as_deref().unwrap_or_default());
                widths.single.insert(code as u32, f64::from(width));
            }
        }
    }
    Ok((Codes::Single(table), widths))
}

/// The characters of a font whose codes are single bytes.
fn table(file: &File<'_>, dict: &Dict, descriptor: &Dict, name: &str) -> Result<Vec<Option<Rc<str>>>, Limit> {
    let encoding = file.get(dict, b"Encoding")?;
    let named = encoding.name().and_then(Encoding::named);
    let base = match encoding.dict() {
        Some(encoding) => file.get(encoding, b"BaseEncoding")?.name().and_then(Encoding::named),
        None => None,
    };
    let is_symbolic = file.get(descriptor, b"Flags")?.int().is_some_and(|flags| flags & 4 != 0);
    let own = match named.or(base) {
        Some(_) => None,
        None => font_program::encoding(file, descriptor)?,
    };
    let is_embedded =
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| *descriptor.raw(key) != Object::Null);
    let usual = match () {
        () if name.contains("Symbol") && !is_embedded => Some(Encoding::Symbol),
        () if name.contains("Dingbats") => Some(Encoding::Dingbats),
        // The codes of a font of signs that is in the file mean what the font says, which nothing else does.
        () if is_symbolic && is_embedded => None,
        () => Some(Encoding::Standard),
    };
    let character = |code: u8| {
        let known = named.or(base).or(usual).and_then(|encoding| encoding.character(code));
        known.map(|c| Rc::from(apart(c.encode_utf8(&mut [0; 4]))))
    };
    let mut table: Vec<Option<Rc<str>>> = match own {
        Some(own) => own,
        None => (0..=255).map(character).collect(),
    };
    let differences = encoding.dict().map(|encoding| file.get(encoding, b"Differences")).transpose()?;
    let mut code = 0;
    for item in differences.as_ref().and_then(Object::array).unwrap_or_default() {
        match file.resolve(item)? {
            Object::Name(name) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = std::str::from_utf8(&name).ok().and_then(glyph_names::characters).map(Rc::from);
                }
                code += 1;
            }
            other => code = other.int().and_then(|code| usize::try_from(code).ok()).unwrap_or(256).min(256),
        }
    }
    Ok(table)
}

/// The font whose glyphs a composite font shows.
fn descendant(file: &File<'_>, dict: &Dict) -> Result<Object, Limit> {
    let descendants = file.get(dict, b"DescendantFonts")?;
    match descendants.array() {
        Some(fonts) => fonts.first().map_or(Ok(Object::Null), |font| file.resolve(font)),
        None => Ok(descendants),
    }
}

/// The characters of the numbers that the codes of a composite font stand for, as the font program has them.
fn characters(file: &File<'_>, dict: &Dict) -> Result<HashMap<u32, char>, Limit> {
    let font = descendant(file, dict)?;
    let Some(font) = font.dict() else { return Ok(HashMap::new()) };
    let descriptor = file.get(font, b"FontDescriptor")?;
    let of_glyphs = descriptor.dict().map(|descriptor| font_program::characters(file, descriptor)).transpose()?;
    let Some(of_glyphs) = of_glyphs.flatten() else { return Ok(HashMap::new()) };
    let glyphs = file.get(font, b"CIDToGIDMap")?;
    let Some(stream) = glyphs.stream() else { return Ok(of_glyphs) };
    let Some(glyphs) = file.data(stream)? else { return Ok(HashMap::new()) };
    let pairs = glyphs.bytes.as_chunks::<2>().0.iter().map(|&pair| u32::from(u16::from_be_bytes(pair))).zip(0..);
    Ok(pairs.filter_map(|(glyph, number)| Some((number, *of_glyphs.get(&glyph)?))).collect())
}

fn composite(file: &File<'_>, dict: &Dict) -> Result<(Codes, Widths), Limit> {
    let codes = match file.get(dict, b"Encoding")? {
        Object::Name(name) => Codes::Named(NamedCMap::of(&name)),
        Object::Stream(stream) => match file.data(&stream)? {
            Some(table) => Codes::Own(CMap::read(&table.bytes, &file.objects)?),
            None => Codes::Named(NamedCMap::Unknown),
        },
        _ => Codes::Named(NamedCMap::Identity),
    };
    let font = descendant(file, dict)?;
    let none = Dict::default();
    let font = font.dict().unwrap_or(&none);
    let mut widths = Widths { other: file.get(font, b"DW")?.number().unwrap_or(1000.0), ..Widths::default() };
    let list = file.get(font, b"W")?;
    let mut items = list.array().unwrap_or_default().iter();
    while let Some(first) = items.next() {
        let Some(first) = file.resolve(first)?.int().and_then(|first| u32::try_from(first).ok()) else { break };
        let Some(next) = items.next() else { break };
        match file.resolve(next)? {
            Object::Array(row) => {
                for (number, width) in (first..).zip(row.iter()) {
                    widths.single.insert(number, file.resolve(width)?.number().unwrap_or(0.0));
                }
            }
            last => {
                let Some(width) = items.next() else { break };
                let last = last.int().and_then(|last| u32::try_from(last).ok()).unwrap_or(first);
                widths.ranges.insert(first, (last, file.resolve(width)?.number().unwrap_or(0.0)));
            }
        }
    }
    Ok((codes, widths))
}
