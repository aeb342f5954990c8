//! From byte offsets to lines and columns.

use std::sync::OnceLock;

/// The bytes in which characters are counted one by one; of longer stretches, their number is kept.
const BLOCK: usize = 4096;

/// A place as people count it: from 1, the column in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1; lines end at U+000A.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// The beginnings of the lines of a text.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The number of characters before each block. Made when first asked for: few texts have lines that long.
    counts: OnceLock<Vec<usize>>,
}

/// The number of characters that begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl<'t> Lines<'t> {
    /// Reads the lines of `text` once, so that each look-up is a binary search.
    pub fn of(text: &'t str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts, counts: OnceLock::new() }
    }

    /// Line and column of the byte at `offset`; an offset past the end, or inside a character, counts as the
    /// character boundary before it.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        let before = match offset - start {
            ..BLOCK => characters(&self.text.as_bytes()[start..offset]),
            _ => self.characters_before(offset) - self.characters_before(start),
        };
        Position { line, column: before + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let mut before = 0usize;
            let block = |block: &[u8]| {
                before += characters(block);
                before - characters(block)
            };
            // One more than there are, for the end of the text.
            bytes.chunks(BLOCK).chain([&[][..]]).map(block).collect()
        });
        let block = offset / BLOCK;
        counts[block] + characters(&bytes[block * BLOCK..offset])
    }

    /// Offset of the first byte of `line` (from 1), if there is such a line.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// The number of lines; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let lines = Lines::of("ab\n“é”x\n");
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(11), Position { line: 2, column: 4 });
        assert_eq!(lines.position(999), Position { line: 3, column: 1 });
    }

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        for text in
            ["“é”x".repeat(4000), "a".repeat(2 * BLOCK), format!("{}\n{}", "é".repeat(5000), "x".repeat(3 * BLOCK))]
        {
            let lines = Lines::of(&text);
            for offset in
                (0..=text.len()).filter(|&offset| text.is_char_boundary(offset)).step_by(97).chain([text.len()])
            {
                let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
                assert_eq!(lines.position(offset).column, text[start..offset].chars().count() + 1);
            }
        }
    }
}
