//! The editor's marks of csquotes.

use super::{DEEPEST, LatexReader};
use crate::text::Span;

impl LatexReader<'_> {
    /// `\textelp{}` is a gap; `\textelp{words}` a gap and words, `\textelp*{words}` the other way round.
    pub(super) fn ellipsis(&mut self, name: Span, starred: bool) -> usize {
        let after = self.scan.starred(name.end);
        let (inner, end) = self.scan.argument(after).unwrap_or((Span::new(after, after), after));
        let whole = Span::new(name.start, end);
        let words = !self.scan.notes[inner.range()].trim().is_empty() && self.depth < DEEPEST;
        if starred && words {
            self.bracketed(inner, whole);
            self.builder.text(" ", whole);
        }
        self.builder.text("[…]", whole);
        if !starred && words {
            self.builder.text(" ", whole);
            self.bracketed(inner, whole);
        }
        end
    }

    fn bracketed(&mut self, inner: Span, whole: Span) {
        self.builder.text("[", Span::new(whole.start, inner.start));
        self.inside(inner, Self::read);
        self.builder.text("]", Span::new(inner.end, whole.end));
    }

    pub(super) fn insertion(&mut self, name: Span) -> usize {
        let Some((inner, end)) = self.scan.argument(name.end).filter(|_| self.depth < DEEPEST) else {
            return name.end;
        };
        self.bracketed(inner, Span::new(name.start, end));
        end
    }
}
