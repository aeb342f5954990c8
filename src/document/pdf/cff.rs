//! The codes of a font program in the compact format (CFF), and the names of its glyphs.

use super::encodings::Encoding;
use super::glyph_names;
use std::rc::Rc;

/// The names that all programs of this format share, by their numbers (Adobe's technical note 5176, appendix A).
const STRINGS: &str = include_str!("cff_strings.txt");

/// The operators of the top dictionary that are read.
const CHARSET: u16 = 15;
const ENCODING: u16 = 16;
const CHAR_STRINGS: u16 = 17;
/// A font whose glyphs have numbers, and no names.
const NUMBERED: u16 = 0x0c1e;

/// The characters of each code; none if the program is damaged, or has glyphs without names.
pub(super) fn encoding(program: &[u8]) -> Option<Vec<Option<Rc<str>>>> {
    let program = inside(program)?;
    let (_, at) = index(program, usize::from(*program.get(2)?))?;
    let (tops, at) = index(program, at)?;
    let (strings, _) = index(program, at)?;
    let top = tops.first()?;
    if number(top, NUMBERED).is_some() {
        return None;
    }
    let (glyphs, _) = index(program, offset(number(top, CHAR_STRINGS)?)?)?;
    let known: Vec<&str> = STRINGS.split_ascii_whitespace().collect();
    let names = charset(program, number(top, CHARSET).unwrap_or(0), glyphs.len())?;
    let name = |sid: u16| {
        let sid = usize::from(sid);
        let own = || std::str::from_utf8(strings.get(sid.checked_sub(known.len())?)?).ok();
        known.get(sid).copied().or_else(own)
    };
    let character = |sid: u16| name(sid).and_then(glyph_names::characters).map(Rc::<str>::from);
    let mut table = vec![None; 256];
    match number(top, ENCODING).unwrap_or(0) {
        0 => {
            return Some(
                (0..=255).map(|code| Encoding::Standard.character(code).map(|c| c.to_string().into())).collect(),
            );
        }
        // Figures and capitals of several heights: nobody names them in text.
        1 => return None,
        at => {
            for (code, of) in codes(program, offset(at)?)? {
                let sid = match of {
                    Of::Glyph(glyph) => names.get(glyph).copied(),
                    Of::Name(sid) => Some(sid),
                };
                table[usize::from(code)] = sid.and_then(character);
            }
        }
    }
    table.iter().any(Option::is_some).then_some(table)
}

/// The part of an OpenType font that is such a program, or all of it.
fn inside(program: &[u8]) -> Option<&[u8]> {
    match program.starts_with(b"OTTO") {
        true => super::sfnt::table(program, b"CFF "),
        false => Some(program),
    }
}

fn offset(number: i64) -> Option<usize> {
    usize::try_from(number).ok()
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The items of an index, and the place behind it.
fn index(bytes: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(short(bytes, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let width = usize::from(*bytes.get(at + 2)?);
    let table = bytes.get(at + 3..at + 3 + (count + 1) * width)?;
    let place = |item: usize| {
        let bytes = &table[item * width..(item + 1) * width];
        bytes.iter().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte))
    };
    // Places count from the byte before the first item.
    let before = at + 2 + (count + 1) * width;
    if !(1..=4).contains(&width) {
        return None;
    }
    let item = |number: usize| bytes.get(before + place(number)..before + place(number + 1));
    Some(((0..count).map(item).collect::<Option<_>>()?, before + place(count)))
}

/// The last operand of an operator of a dictionary.
fn number(dict: &[u8], wanted: u16) -> Option<i64> {
    let (mut at, mut last) = (0, None);
    while let Some(&first) = dict.get(at) {
        let byte = |behind: usize| dict.get(at + behind).copied().map(i64::from);
        let (value, len) = match first {
            12 => {
                if 0x0c00 | u16::from(*dict.get(at + 1)?) == wanted {
                    return Some(last.unwrap_or(0));
                }
                (None, 2)
            }
            0..=21 if u16::from(first) == wanted => return last,
            0..=21 => (None, 1),
            28 => (Some(i64::from(short(dict, at + 1)?.cast_signed())), 3),
            29 => (Some(i64::from(i32::from_be_bytes(*dict.get(at + 1..)?.first_chunk()?))), 5),
            // A number with a point: no place is one.
            30 => (None, 2 + dict[at + 1..].iter().position(|byte| byte & 0xf == 0xf || byte >> 4 == 0xf)?),
            32..=246 => (Some(i64::from(first) - 139), 1),
            247..=250 => (Some((i64::from(first) - 247) * 256 + byte(1)? + 108), 2),
            251..=254 => (Some(-(i64::from(first) - 251) * 256 - byte(1)? - 108), 2),
            _ => return None,
        };
        last = value;
        at += len;
    }
    None
}

/// The number of the name of each glyph.
fn charset(program: &[u8], at: i64, glyphs: usize) -> Option<Vec<u16>> {
    let mut names: Vec<u16> = vec![0];
    match at {
        0 => names.extend(1..=228),
        1 | 2 => return None,
        at => {
            let at = offset(at)?;
            let format = *program.get(at)?;
            let mut rest = program.get(at + 1..)?;
            while names.len() < glyphs {
                let first = short(rest, 0)?;
                let (more, len) = match format {
                    0 => (0, 2),
                    1 => (u16::from(*rest.get(2)?), 3),
                    2 => (short(rest, 2)?, 4),
                    _ => return None,
                };
                names.extend((0..=more).map(|by| first.saturating_add(by)).take(glyphs - names.len()));
                rest = &rest[len..];
            }
        }
    }
    Some(names)
}

/// What a code stands for: a glyph by its place, or a name.
enum Of {
    Glyph(usize),
    Name(u16),
}

/// The codes of an encoding of the program's own.
fn codes(program: &[u8], at: usize) -> Option<Vec<(u8, Of)>> {
    let (format, count) = (*program.get(at)?, usize::from(*program.get(at + 1)?));
    let (mut found, mut behind) = (Vec::new(), at + 2);
    match format & 0x7f {
        0 => {
            let codes = program.get(behind..behind + count)?;
            found.extend(codes.iter().zip(1..).map(|(&code, glyph)| (code, Of::Glyph(glyph))));
            behind += count;
        }
        1 => {
            for range in program.get(behind..behind + 2 * count)?.as_chunks::<2>().0 {
                for by in 0..=range[1] {
                    found.push((range[0].wrapping_add(by), Of::Glyph(found.len() + 1)));
                }
            }
            behind += 2 * count;
        }
        _ => return None,
    }
    if format & 0x80 != 0 {
        let count = usize::from(*program.get(behind)?);
        for more in program.get(behind + 1..behind + 1 + 3 * count)?.as_chunks::<3>().0 {
            found.push((more[0], Of::Name(u16::from_be_bytes([more[1], more[2]]))));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indexed(items: &[&[u8]]) -> Vec<u8> {
        let mut bytes = vec![0, items.len() as u8, 1];
        let mut place = 1;
        bytes.push(place);
        for item in items {
            place += item.len() as u8;
            bytes.push(place);
        }
        bytes.extend(items.concat());
        bytes
    }

    /// A program of three glyphs: one without a name, `A`, and one with a name of its own.
    fn program(encoding: &[u8]) -> Vec<u8> {
        let head = [vec![1, 0, 4, 1], indexed(&[b"F"])].concat();
        let strings = [indexed(&[b"Gamma"]), vec![0, 0]].concat();
        // Places are numbers of three bytes: 28 and two more.
        let top = |charset: usize, codes: usize, glyphs: usize| {
            let place = |at: usize, operator| [28, (at >> 8) as u8, at as u8, operator];
            [place(charset, 15), place(codes, 16), place(glyphs, 17)].concat()
        };
        let start = head.len() + indexed(&[&top(0, 0, 0)]).len() + strings.len();
        let charset = [0, 0, 34, 391_u16.to_be_bytes()[0], 391_u16.to_be_bytes()[1]];
        let glyphs = indexed(&[b"\x0e", b"\x0e", b"\x0e"]);
        let codes = start + charset.len();
        let top = indexed(&[&top(start, codes, codes + encoding.len())]);
        [head, top, strings, charset.to_vec(), encoding.to_vec(), glyphs].concat()
    }

    #[test]
    fn codes_lead_to_glyphs_and_their_names() {
        let of = |encoding_bytes: &[u8]| {
            let table = encoding(&program(encoding_bytes)).unwrap();
            let known = |(code, text): (usize, Option<Rc<str>>)| Some((code, text?.to_string()));
            table.into_iter().enumerate().filter_map(known).collect::<Vec<_>>()
        };
        let pair = |code, text: &str| (code, text.to_owned());
        assert_eq!(of(&[0, 2, 7, 104]), [pair(7, "A"), pair(104, "Γ")]);
        assert_eq!(of(&[1, 1, 65, 1]), [pair(65, "A"), pair(66, "Γ")]);
        assert_eq!(of(&[0x80, 1, 7, 1, 9, 0, 35]), [pair(7, "A"), pair(9, "B")]);
    }

    #[test]
    fn a_damaged_program_says_nothing() {
        let whole = program(&[0, 2, 7, 104]);
        for len in 0..whole.len() {
            encoding(&whole[..len]);
        }
        for at in 0..whole.len() {
            for byte in [0, 1, 12, 30, 127, 255] {
                let mut damaged = whole.clone();
                damaged[at] = byte;
                encoding(&damaged);
            }
        }
        assert!(encoding(b"").is_none() && encoding(b"OTTO").is_none());
    }
}
