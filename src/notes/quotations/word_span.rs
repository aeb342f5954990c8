//! Ways to read the words of a quotation.

use crate::notes::Reading;
use crate::notes::running_text::RunningText;
use crate::text::Span;

/// A way to read some words: where they stand in the flow, and marks between them that are not part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::notes) struct WordSpan {
    pub span: Span,
    pub excluded: Vec<Span>,
}

impl WordSpan {
    pub fn of(span: Span) -> Self {
        Self { span, excluded: Vec::new() }
    }

    /// As readings, likeliest first; words that are not there stand at `at` in the notes.
    pub fn readings(&self, flow: &RunningText, at: usize) -> Vec<Reading> {
        if self.span.is_empty() {
            return vec![Reading { text: String::new(), span: Span::new(at, at) }];
        }
        let span = flow.in_notes(self.span);
        let mut readings = vec![Reading { text: flow.words(self.span, &self.excluded), span }];
        for text in flow.written(self.span, &self.excluded) {
            if readings.iter().all(|reading| reading.text != text) {
                readings.push(Reading { text, span });
            }
        }
        readings
    }
}
