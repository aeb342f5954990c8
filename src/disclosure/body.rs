//! The body of an article as tokens.

use super::split::split;
use crate::text::Span;

/// The paragraphs of a body, one after another, split into tokens.
#[derive(Debug, Clone, Default)]
pub struct Body<'t> {
    tokens: Vec<BodyToken<'t>>,
}

/// A token, in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyToken<'t> {
    /// The number of the body's segment that it stands in, from 1.
    pub paragraph: u32,
    /// Its letters, and the white space behind it.
    pub text: &'t str,
    /// Its place in the transcript.
    span: Span,
}

impl<'t> Body<'t> {
    /// The body that the segments `spans` of `text` make, in order.
    pub fn of(text: &'t str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut tokens = Vec::new();
        for (paragraph, segment) in (1..).zip(spans) {
            for token in split(&text[segment.range()]) {
                let span = Span::new(segment.start + token.start, segment.start + token.end);
                tokens.push(BodyToken { paragraph, text: &text[span.range()], span });
            }
        }
        Self { tokens }
    }

    pub(super) fn tokens(&self) -> &[BodyToken<'t>] {
        &self.tokens
    }

    /// The number of its tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Returns true if it has none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The numbers of the tokens that `span` of the transcript touches; none where it touches anything but the body.
    pub fn touched(&self, span: Span) -> Option<Span> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let behind = self.tokens.partition_point(|token| token.span.start < span.end);
        let touched = self.tokens.get(first..behind)?;
        let tiles = touched.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
        let inside = touched.first()?.span.start <= span.start && span.end <= touched.last()?.span.end;
        (tiles && inside).then_some(Span::new(first, behind))
    }

    /// The words of the tokens with these numbers.
    pub fn text(&self, tokens: Span) -> String {
        self.tokens[tokens.range()].iter().map(|token| token.text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_outside_of_the_body_touches_nothing() {
        let text = "One two.\nPhoto: X\nThree four.";
        let body = Body::of(text, [Span::new(0, 9), Span::new(18, 29)]);
        assert_eq!(body.len(), 4);
        assert_eq!(body.touched(Span::new(1, 6)), Some(Span::new(0, 2)));
        assert_eq!(body.touched(Span::new(18, 29)), Some(Span::new(2, 4)));
        assert_eq!(body.touched(Span::new(9, 16)), None);
        assert_eq!(body.touched(Span::new(4, 20)), None);
        assert_eq!(body.touched(Span::new(4, 12)), None);
    }
}
