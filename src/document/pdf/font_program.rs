//! The characters that a font program in the file has for its own codes and glyphs.

use super::Limit;
use super::encodings::Encoding;
use super::file::File;
use super::filters::Undone;
use super::object::Dict;
use super::{cff, glyph_names, sfnt};
use std::collections::HashMap;
use std::rc::Rc;

/// The characters of each code, as the program of a Type 1 font has them, plain or compact.
pub(super) fn encoding(file: &File<'_>, descriptor: &Dict) -> Result<Option<Vec<Option<Rc<str>>>>, Limit> {
    if let Some(program) = program(file, descriptor, b"FontFile")? {
        return Ok(of_type_1(&program.bytes));
    }
    Ok(program(file, descriptor, b"FontFile3")?.and_then(|program| cff::encoding(&program.bytes)))
}

/// The characters that the glyphs of a font are for, by their numbers.
pub(super) fn characters(file: &File<'_>, descriptor: &Dict) -> Result<Option<HashMap<u32, char>>, Limit> {
    let plain = program(file, descriptor, b"FontFile2")?;
    let program = if plain.is_some() { plain } else { program(file, descriptor, b"FontFile3")? };
    Ok(program.and_then(|program| sfnt::characters(&program.bytes)))
}

fn program(file: &File<'_>, descriptor: &Dict, key: &[u8]) -> Result<Option<Undone>, Limit> {
    let program = file.get(descriptor, key)?;
    program.stream().map(|stream| file.data(stream)).transpose().map(Option::flatten)
}

/// The open head of a Type 1 font: `dup 65 /A put`.
fn of_type_1(program: &[u8]) -> Option<Vec<Option<Rc<str>>>> {
    let head = &program[..memchr::memmem::find(program, b"eexec").unwrap_or(program.len())];
    let start = memchr::memmem::find(head, b"/Encoding")?;
    let text = String::from_utf8_lossy(&head[start + b"/Encoding".len()..]).replace('/', " /");
    let mut words = text.split_ascii_whitespace().peekable();
    if words.peek() == Some(&"StandardEncoding") {
        let character = |code| Encoding::Standard.character(code).map(|c| Rc::from(c.to_string()));
        return Some((0..=255).map(character).collect());
    }
    let mut table = vec![None; 256];
    while let Some(word) = words.next() {
        match word {
            "dup" => {
                let code = words.next().and_then(code);
                let name = words.next().and_then(|name| name.strip_prefix('/'));
                if let (Some(code), Some(name)) = (code, name)
                    && let Some(slot) = table.get_mut(code)
                {
                    *slot = glyph_names::characters(name).map(Rc::from);
                }
            }
            "def" | "readonly" if table.iter().any(Option::is_some) => break,
            _ => {}
        }
    }
    table.iter().any(Option::is_some).then_some(table)
}

fn code(word: &str) -> Option<usize> {
    match word.split_once('#') {
        Some((base, digits)) => {
            usize::from_str_radix(digits, base.parse().ok().filter(|base| (2..=36).contains(base))?).ok()
        }
        None => word.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_font_names_its_codes() {
        let head = b"/FontName /F def /Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
            dup 11/ff put\ndup 8#101 /A put\nreadonly def\ncurrentfile eexec dup 66 /B put";
        let table = of_type_1(head).unwrap();
        assert_eq!((table[11].as_deref(), table[65].as_deref(), table[66].as_deref()), (Some("ff"), Some("A"), None));
    }
}
