//! Font programs of tables (TrueType, OpenType): the characters that their glyphs are for.

use std::collections::HashMap;

/// More tables than any font has.
const MOST_TABLES: usize = 256;

/// The most glyphs of a font.
const MOST_GLYPHS: u32 = 65_536;

/// A table of a font program by its name.
pub(super) fn table<'b>(program: &'b [u8], name: &[u8; 4]) -> Option<&'b [u8]> {
    let count = usize::from(short(program, 4)?).min(MOST_TABLES);
    let entry = (0..count).find_map(|number| {
        let entry = program.get(12 + 16 * number..28 + 16 * number)?;
        entry.starts_with(name).then_some(entry)
    })?;
    let (start, len) = (long(entry, 8)? as usize, long(entry, 12)? as usize);
    program.get(start..start.checked_add(len)?.min(program.len()))
}

/// The characters of the glyphs of a font, by their numbers: of several that one glyph is for the first. Fonts of signs have
/// codes of their own, which say nothing.
pub(super) fn characters(program: &[u8]) -> Option<HashMap<u32, char>> {
    let map = table(program, b"cmap")?;
    let count = usize::from(short(map, 2)?).min(MOST_TABLES);
    // Those of all planes count before those of the first.
    let mut best: Option<(u8, &[u8])> = None;
    for number in 0..count {
        let entry = map.get(4 + 8 * number..12 + 8 * number)?;
        let rank = match (short(entry, 0)?, short(entry, 2)?) {
            (3, 10) | (0, 4 | 6) => 2,
            (3, 1) | (0, 0..=3) => 1,
            _ => continue,
        };
        let codes = map.get(long(entry, 4)? as usize..)?;
        if best.is_none_or(|(other, _)| rank > other) {
            best = Some((rank, codes));
        }
    }
    let (_, codes) = best?;
    let mut found = HashMap::new();
    let mut add = |code: u32, glyph: u32| {
        if let Some(c) = char::from_u32(code).filter(|c| glyph != 0 && !c.is_control()) {
            found.entry(glyph).or_insert(c);
        }
    };
    match short(codes, 0)? {
        4 => segments(codes, &mut add)?,
        12 => groups(codes, &mut add)?,
        _ => return None,
    }
    Some(found)
}

/// The codes of format 4: segments of codes of two bytes.
fn segments(codes: &[u8], add: &mut dyn FnMut(u32, u32)) -> Option<()> {
    let twice = usize::from(short(codes, 6)?);
    let mut left = 2 * MOST_GLYPHS as usize;
    for row in (0..twice).step_by(2) {
        // Four columns: the last codes, the first ones behind an empty place, what is added to them, and where glyphs are listed.
        let last = short(codes, 14 + row)?;
        let first = short(codes, 16 + twice + row)?;
        let delta = short(codes, 16 + 2 * twice + row)?;
        let at = 16 + 3 * twice + row;
        let range = usize::from(short(codes, at)?);
        for code in (first..=last).take(left) {
            left -= 1;
            let glyph = match range {
                0 => code.wrapping_add(delta),
                range => match short(codes, at + range + 2 * usize::from(code - first)) {
                    Some(0) | None => 0,
                    Some(glyph) => glyph.wrapping_add(delta),
                },
            };
            if code != u16::MAX {
                add(code.into(), glyph.into());
            }
        }
    }
    Some(())
}

/// The codes of format 12: groups of codes of all planes.
fn groups(codes: &[u8], add: &mut dyn FnMut(u32, u32)) -> Option<()> {
    let mut left = MOST_GLYPHS;
    for group in codes.get(16..)?.as_chunks::<12>().0.iter().take(long(codes, 12)? as usize) {
        let (first, last, glyph) = (long(group, 0)?, long(group, 4)?, long(group, 8)?);
        for code in (first..=last).take(left as usize) {
            add(code, glyph.saturating_add(code - first));
            left -= 1;
        }
    }
    Some(())
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shorts(numbers: &[u16]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    /// A font whose only table says which characters its glyphs are for.
    fn font(kind: [u16; 2], codes: &[u8]) -> Vec<u8> {
        let head = shorts(&[0, 1, 1, 0, 0, 0]);
        let map = [shorts(&[0, 1, kind[0], kind[1], 0, 12]), codes.to_vec()].concat();
        let entry =
            [b"cmap".to_vec(), vec![0; 4], 28_u32.to_be_bytes().to_vec(), (map.len() as u32).to_be_bytes().to_vec()];
        [head, entry.concat(), map].concat()
    }

    #[test]
    fn glyphs_lead_to_their_characters() {
        // A to C are glyphs 3 to 5; a and c are listed, and so is a second character of glyph 3.
        let segments =
            [4, 0, 0, 6, 0, 0, 0, 67, 99, 0xffff, 0, 65, 97, 0xffff, 0u16.wrapping_sub(62), 0, 1, 0, 4, 0, 7, 0, 3];
        let found = characters(&font([3, 1], &shorts(&segments))).unwrap();
        let mut found: Vec<(u32, char)> = found.into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, [(3, 'A'), (4, 'B'), (5, 'C'), (7, 'a')]);
        let groups = shorts(&[12, 0, 0, 0, 0, 0, 0, 1, 1, 0xf600, 1, 0xf601, 0, 9]);
        assert_eq!(characters(&font([3, 10], &groups)).unwrap()[&10], '\u{1f601}');
        assert!(characters(&font([3, 0], &groups)).is_none(), "a font of signs");
    }

    #[test]
    fn a_damaged_font_ends() {
        let all = shorts(&[4, 0, 0, 4, 0, 0, 0, 0xfffe, 0xffff, 0, 0, 0, 0, 0, 0, 0]);
        let whole = font([3, 1], &all);
        for len in 0..whole.len() {
            characters(&whole[..len]);
        }
        let wide = shorts(&[12, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0xffff, 0xffff, 0, 0, 0, 0, 0xffff, 0xffff, 0, 0]);
        assert!(characters(&font([3, 10], &wide)).unwrap().len() <= MOST_GLYPHS as usize);
    }
}
