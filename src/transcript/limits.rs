//! Crowds: more blocks, elements or marks, set closer, than any article has.
//!
//! What is kept of each takes more than its bytes. Where there are so many that this counts, and so close that it is
//! many times the capture, the parts are not told apart, and nothing is the story's: that is told by its rule.

use super::Transcript;

/// How many parts any capture may have: about a hundred times as many as the longest pages.
pub(super) const MOST_PARTS: usize = 200_000;

/// How many bytes a capture with more of them has for each: pages have fifty or more.
pub(super) const FEWEST_BYTES: usize = 16;

/// Whether a capture of so many bytes is crowded by so many parts.
fn is_crowd(parts: usize, bytes: usize) -> bool {
    parts > MOST_PARTS && parts.saturating_mul(FEWEST_BYTES) > bytes
}

/// Whether what was read of so many bytes is a crowd. More is kept of a block than of an element.
pub(super) fn is_crowded(transcript: &Transcript, bytes: usize) -> bool {
    // A line has two bytes, with its end: a short text needs no counting.
    let short = transcript.is_raw() && bytes <= MOST_PARTS;
    !short && is_crowd(2 * transcript.blocks().len() + transcript.elements().len(), bytes)
}

/// Whether so much is marked in Markdown that its parser would need many times the capture.
pub(super) fn is_crowded_with_marks(markdown: &str, bytes: usize) -> bool {
    // A mark is a byte, and a line three: a short text needs no counting.
    markdown.len() > MOST_PARTS / 3 && is_crowd(markdown.lines().map(marks).sum(), bytes)
}

/// How many pieces the parser makes of a line at most, about: for the line, for what nests it, for the marks in it.
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
        assert!(is_crowd(MOST_PARTS + 1, MOST_PARTS * 4));
        assert!(!is_crowd(MOST_PARTS + 1, MOST_PARTS * 40));
        assert!(!is_crowd(MOST_PARTS, MOST_PARTS));
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
