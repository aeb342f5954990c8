//! Crowds: more blocks, elements or marks, set closer, than any article has.
//!
//! What is kept of each takes more than its bytes. Where there are so many that this counts, and so close that it is
//! many times the capture, the parts are not kept apart, and nothing is the story's: its rule says so.

/// The largest capture that is read, in bytes: offsets in its text are numbers of 32 bits.
const LARGEST: usize = 1 << 30;

/// The most parts of a capture, however close they stand: about a hundred times as many as the longest pages.
const MOST_PARTS: usize = 200_000;

/// The fewest bytes of a capture for each part, where it has more of them: pages have fifty or more.
const FEWEST_BYTES: usize = 16;

/// The limits of what is read of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a capture that is read.
    pub bytes: usize,
    /// The most parts of a capture, however close they stand.
    pub parts: usize,
    /// The fewest bytes for each part, where there are more of them.
    pub bytes_per_part: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: LARGEST, parts: MOST_PARTS, bytes_per_part: FEWEST_BYTES }
    }
}

impl Limits {
    /// Returns true if so many parts of a capture of so many bytes are more than are kept apart.
    pub(super) fn are_exceeded(&self, parts: usize, bytes: usize) -> bool {
        parts > self.parts && parts.saturating_mul(self.bytes_per_part) > bytes
    }

    /// Returns true if so much is marked in Markdown that its parser would need many times the capture.
    pub(super) fn are_exceeded_by_marks(&self, markdown: &str, bytes: usize) -> bool {
        // A mark is a byte, and a line three: a short text needs no counting.
        markdown.len() > self.parts / 3 && self.are_exceeded(markdown.lines().map(marks).sum(), bytes)
    }
}

/// The most pieces that the parser makes of a line, about: for the line, for what nests it, for the marks in
/// it.
fn marks(line: &str) -> usize {
    let nests = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'.' | b')') || byte.is_ascii_digit();
    let nested = line.bytes().take_while(nests).filter(|byte| !byte.is_ascii_whitespace()).count();
    let of = |marks: &[u8]| line.bytes().filter(|byte| marks.contains(byte)).count();
    let named = line.split_once('{').map_or(0, |(_, names)| names.split_ascii_whitespace().count());
    3 + nested + of(b"<>") + 2 * of(b"*_~`[]!\\|:\r") + 3 * of(b"&") + named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_many_parts_that_stand_close_are_a_crowd() {
        assert!(Limits::default().are_exceeded(MOST_PARTS + 1, MOST_PARTS * 4));
        assert!(!Limits::default().are_exceeded(MOST_PARTS + 1, MOST_PARTS * 40));
        assert!(!Limits::default().are_exceeded(MOST_PARTS, MOST_PARTS));
    }

    #[test]
    fn a_line_of_markdown_has_its_marks_and_what_it_is_nested_in() {
        for (line, expected) in [
            ("", 3),
            ("Well-known words.", 3),
            ("> > 1. a", 9),
            ("- [a](b) *c*", 12),
            ("| a | b |", 9),
            ("# a {.b .c}", 5),
        ] {
            assert_eq!(marks(line), expected, "{line}");
        }
    }
}
