//! The places where quotation marks open and close in a paragraph.

use super::tokenized_text::TokenizedText;
use std::ops::Range;

/// The quotation marks of a paragraph, in order: read once, because every difference in it asks.
#[derive(Debug, Default)]
pub(super) struct QuotationMarks(Vec<QuotationMark>);

#[derive(Debug)]
struct QuotationMark {
    token: usize,
    /// The number that stand open after it.
    open: usize,
    closes: bool,
}

impl QuotationMarks {
    /// Those among the tokens of `range`. Marks in a template's directives quote nothing.
    pub fn of(side: &TokenizedText<'_>, range: &Range<usize>) -> Self {
        let (mut marks, mut open) = (Vec::new(), 0usize);
        for token in range.clone().filter(|&at| !side.tokens[at].is_word()) {
            let word = side.word(token);
            let now = match word {
                "“" | "„" | "«" => open + 1,
                "”" | "»" => open.saturating_sub(1),
                "\"" => usize::from(open == 0),
                _ => continue,
            };
            if !side.is_directive(&(token..token + 1)) {
                open = now;
                marks.push(QuotationMark { token, open, closes: matches!(word, "”" | "\"" | "»") });
            }
        }
        Self(marks)
    }

    /// Returns true if `range` lies between marks that open before it and close after it, and has none itself.
    pub fn hold(&self, range: &Range<usize>) -> bool {
        let next = self.0.partition_point(|mark| mark.token < range.start);
        let open = next.checked_sub(1).is_some_and(|last| self.0[last].open > 0);
        open && self.0.get(next).is_some_and(|mark| mark.token >= range.end && mark.closes)
    }
}
