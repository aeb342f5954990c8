//! Every place where some words stand in one witness.

use crate::manifest::Witness;
use crate::text::{Span, is_space, is_word};

/// The spans, in bytes, at which `words` stand in `witness`, letter for letter, any white space for any other, from
/// word boundary to word boundary. In order; none for no words.
pub fn locate(witness: &Witness, words: &str) -> Vec<Span> {
    NormalizedText::of(witness.text(), false).places(&NormalizedText::of(words.trim(), false).text)
}

/// The spans at which `words` stand in `witness` if case and typography do not matter: a help for people who search,
/// and never a reason to call anything verbatim.
pub fn locate_loosely(witness: &Witness, words: &str) -> Vec<Span> {
    NormalizedText::of(witness.text(), true).places(&NormalizedText::of(words.trim(), true).text)
}

/// A text with one space for each run of white space, and the way back.
struct NormalizedText {
    text: String,
    /// For each byte of `text`, where the character that it is of stands in the original, and where that ends.
    origin: Vec<Span>,
}

impl NormalizedText {
    fn of(original: &str, loosely: bool) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), origin: Vec::new() };
        for (at, c) in original.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            if is_space(c) {
                folded.space(span);
            } else if loosely {
                loose(c, |c| folded.push(c, span));
            } else {
                folded.push(c, span);
            }
        }
        folded
    }

    fn space(&mut self, span: Span) {
        if !self.text.ends_with(' ') {
            self.push(' ', span);
        }
    }

    fn push(&mut self, c: char, span: Span) {
        self.text.push(c);
        self.origin.resize(self.text.len(), span);
    }

    fn places(&self, words: &str) -> Vec<Span> {
        if words.trim().is_empty() {
            return Vec::new();
        }
        let finder = memchr::memmem::Finder::new(words);
        let starts = finder.find_iter(self.text.as_bytes());
        let ends = starts.map(|start| (start, start + words.len()));
        ends.filter(|&(start, end)| self.is_boundary(start) && self.is_boundary(end))
            .map(|(start, end)| Span::new(self.origin[start].start, self.origin[end - 1].end))
            .collect()
    }

    /// Returns true if no word or number runs over `at`.
    fn is_boundary(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at..].chars().next();
        !(before.is_some_and(is_word) && after.is_some_and(is_word))
    }
}

/// Pushes what `c` is where case and typography do not matter; nothing, for what cannot be seen.
fn loose(c: char, mut push: impl FnMut(char)) {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' => push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => push('"'),
        '‐'..='―' | '−' => push('-'),
        '…' => (0..3).for_each(|_| push('.')),
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
        _ => c.to_lowercase().for_each(push),
    }
}
