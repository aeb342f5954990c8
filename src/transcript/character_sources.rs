//! The proof that a transcript's characters stand in its capture: each is looked up where its span leads to.

use super::Transcript;
use crate::text::{Span, flat, is_minus};
use encoding_rs::{Encoding, UTF_8};

/// The spelling of a transcript's characters in the capture, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CharacterSources {
    /// Their bytes say them, letter for letter.
    pub literal: usize,
    /// Their bytes are a reference, such as `&amp;`, a digit or sign that markup raises or lowers, or a broken byte that is
    /// shown as U+FFFD.
    pub referred: usize,
    /// White space that stands for markup, or for other white space.
    pub spaces: usize,
    /// Their bytes say something else. There are none.
    pub astray: usize,
}

impl Transcript {
    /// Looks up every character in the bytes that this was read from.
    pub fn trace(&self, bytes: &[u8]) -> CharacterSources {
        let encoding = Encoding::for_label(self.charset().name.as_bytes()).unwrap_or(UTF_8);
        let mut trace = CharacterSources::default();
        for (at, c) in self.text().char_indices() {
            let span = self.bytes(Span::new(at, at + c.len_utf8()));
            let source = bytes.get(span.range()).unwrap_or_default();
            let (said, _) = encoding.decode_without_bom_handling(source);
            *match () {
                () if said.chars().eq([c]) => &mut trace.literal,
                () if stands_for(&said, c) => &mut trace.referred,
                () if c.is_whitespace() => &mut trace.spaces,
                () => &mut trace.astray,
            } += 1;
        }
        trace
    }
}

/// Returns true if a reference, an escape, a digit on the line or broken bytes stand for a character.
fn stands_for(said: &str, c: char) -> bool {
    let is_raised = |c: char| flat(c).is_some_and(|flat| said.contains(flat) || flat == '-' && said.contains(is_minus));
    if is_raised(c) {
        return true;
    }
    let broken = c == char::REPLACEMENT_CHARACTER && (said.is_empty() || said.contains(['\0', c]));
    broken || (said.contains('&') && htmlize::unescape(said).contains(c))
}
