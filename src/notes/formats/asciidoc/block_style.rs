//! The line of attributes above a block of AsciiDoc.

use super::{AsciiDocReader, BlockStyle};
use crate::text::Span;

impl<'n> AsciiDocReader<'n> {
    /// `[quote, attribution, title]` and the like.
    pub(super) fn styled(&mut self, line: Span) {
        let parts = self.values(Span::new(line.start + 1, line.start + self.notes[line.range()].trim_end().len() - 1));
        let style = parts.first().map_or("", |(_, part)| self.notes[part.range()].trim());
        let style = style.split(['.', '#', '%']).next().unwrap_or_default();
        let quotes = matches!(style, "quote" | "verse" | "epigraph");
        // Without a name, it may be of a block that quotes by its fence.
        if !quotes && !style.is_empty() {
            return;
        }
        let mut about = Vec::new();
        for (number, (name, part)) in parts.iter().enumerate().skip(1) {
            let said = name.is_none_or(|name| matches!(name, "attribution" | "citetitle"));
            if said && number < 6 && !part.is_empty() {
                about.push(*part);
            }
        }
        self.style = BlockStyle { quotes, about, span: line };
    }

    /// The values of a list of attributes, with their names.
    fn values(&self, inner: Span) -> Vec<(Option<&'n str>, Span)> {
        let text = &self.notes[inner.range()];
        let (mut parts, mut start, mut quoted, mut depth) = (Vec::new(), 0, false, 0usize);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'[' if !quoted => depth += 1,
                b']' if !quoted => depth = depth.saturating_sub(1),
                b',' if !quoted && depth == 0 => {
                    parts.push((start, at));
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push((start, text.len()));
        parts.into_iter().map(|(start, end)| self.value(Span::new(inner.start + start, inner.start + end))).collect()
    }

    fn value(&self, part: Span) -> (Option<&'n str>, Span) {
        let text = &self.notes[part.range()];
        let named = text
            .split_once('=')
            .filter(|(name, _)| name.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        let (name, start) = named.map_or((None, 0), |(name, _)| (Some(name.trim()), name.len() + 1));
        let value = &text[start..];
        let bare = value.trim();
        let bare = bare.strip_prefix('"').and_then(|bare| bare.strip_suffix('"')).unwrap_or(bare);
        let at = bare.as_ptr() as usize - self.notes.as_ptr() as usize;
        (name, Span::new(at, at + bare.len()))
    }
}
