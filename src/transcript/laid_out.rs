//! A text without what its layout has between the words.

use super::{Blocks, TextBlock};
use crate::text::Span;

/// The parts of a text that are kept, in order.
pub(super) struct Kept {
    pub spans: Vec<Span>,
    /// For each of them, the number of bytes that are cut out before it.
    taken: Vec<usize>,
}

impl Kept {
    /// The rest of a text of so many bytes without `cuts`.
    pub fn of(cuts: impl Iterator<Item = Span>, bytes: usize) -> Self {
        let (mut spans, mut taken, mut at, mut sum) = (Vec::new(), Vec::new(), 0, 0);
        for cut in cuts.chain([Span::new(bytes, bytes)]) {
            if cut.start > at {
                spans.push(Span::new(at, cut.start));
                taken.push(sum);
            }
            sum += cut.len();
            at = cut.end;
        }
        Self { spans, taken }
    }

    /// The place of a byte in what is left; for one that is cut out, that of the next.
    pub fn place(&self, at: usize) -> usize {
        match self.spans.partition_point(|span| span.start <= at).checked_sub(1) {
            Some(last) => at.min(self.spans[last].end) - self.taken[last],
            None => 0,
        }
    }

    pub fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.start), self.place(span.end))
    }

    pub fn text(&self, text: &str) -> String {
        self.spans.iter().map(|span| &text[span.range()]).collect()
    }

    /// The blocks of which anything is left in `text`, which is what is left.
    pub fn blocks(&self, blocks: &Blocks, text: &str) -> Blocks {
        let mut left = Blocks::default();
        for block in blocks.iter() {
            let span = self.span(block.span);
            let words = &text[span.range()];
            let start = span.end - words.trim_start().len();
            if !words.trim().is_empty() {
                left.push(TextBlock { span: Span::new(start, start + words.trim().len()), ..block });
            }
        }
        left
    }
}
