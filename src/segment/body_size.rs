//! The size of an article's body, beside that of the text around it.

use super::{Segment, Standing};
use crate::text::is_spaceless;

/// The fewest words of what reads like running text.
const RUNNING: usize = 12;

/// The words of a capture's body, and of all its running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodySize {
    /// Words of the body.
    pub body: usize,
    /// Words of all segments that are body or read like running text.
    pub running: usize,
}

impl BodySize {
    /// Counts the words of `text`, which has these `segments`.
    pub fn of(text: &str, segments: &[Segment]) -> Self {
        let mut size = Self { body: 0, running: 0 };
        for segment in segments {
            let words = counted(&text[segment.span.range()]);
            let is_body = segment.role.standing() == Standing::Body;
            size.body += if is_body { words } else { 0 };
            size.running += if is_body || words >= RUNNING { words } else { 0 };
        }
        size
    }

    /// Returns true if the body is little beside the other running text: most likely it was taken for something else.
    pub fn is_little(&self) -> bool {
        self.body * 3 < self.running
    }
}

/// The words of a text. Two characters of a script without spaces count as one.
fn counted(text: &str) -> usize {
    let dense = if text.is_ascii() { 0 } else { text.chars().filter(|&c| is_spaceless(c)).count() };
    text.split_whitespace().count().max(dense / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_spaces_have_words() {
        assert_eq!(counted("The lamp went out."), 4);
        assert_eq!(counted("橋の上の灯りは消えた。"), 5);
    }
}
