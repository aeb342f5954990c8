//! Runs of text that lie in parts of a capture: the files of an archive, the streams of a document.

use super::Map;
use crate::capture::Origin;
use crate::text::Span;

/// A run of text that was read from one part. Reading order is not the order of the bytes: sections lie in the order of the
/// text, and may lead anywhere.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// Its range in the text.
    pub text: Span,
    /// The number of the part, from 0.
    pub part: u32,
    /// The way from the run, whose first byte is 0, to the bytes of the part.
    pub map: Map,
}

impl Section {
    fn origin(&self, span: Span) -> Origin {
        let local = |at: usize| at.clamp(self.text.start, self.text.end) - self.text.start;
        Origin { part: Some(self.part), bytes: self.map.bytes(Span::new(local(span.start), local(span.end))) }
    }
}

/// The bytes that `span` was read from, in the order of the text; runs of one part that follow each other are one.
pub(super) fn origins(sections: &[Section], span: Span) -> Vec<Origin> {
    let first = sections.partition_point(|section| section.text.end <= span.start);
    let mut found: Vec<Origin> = Vec::new();
    for section in sections[first..].iter().take_while(|section| section.text.start < span.end) {
        let origin = section.origin(span);
        match found.last_mut() {
            Some(last) if last.part == origin.part && last.bytes.end <= origin.bytes.start => {
                last.bytes.end = origin.bytes.end;
            }
            _ => found.push(origin),
        }
    }
    found
}

/// The bytes of the part that `span` begins in.
pub(super) fn first(sections: &[Section], span: Span) -> Span {
    let origins = origins(sections, span);
    let part = origins.first().and_then(|origin| origin.part);
    let of_part = origins.iter().filter(|origin| origin.part == part).map(|origin| origin.bytes);
    of_part.reduce(Span::hull).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_order_may_run_against_the_order_of_the_bytes() {
        let run = |text, at: usize| Section { text, part: 0, map: Map::at(at, text.len()) };
        let sections = [run(Span::new(0, 4), 100), run(Span::new(5, 9), 20), run(Span::new(10, 14), 60)];
        let bytes = |span| Vec::from_iter(origins(&sections, span).into_iter().map(|origin| origin.bytes));
        assert_eq!(bytes(Span::new(1, 7)), [Span::new(101, 104), Span::new(20, 22)]);
        assert_eq!(bytes(Span::new(5, 14)), [Span::new(20, 64)]);
        assert_eq!(first(&sections, Span::new(1, 7)), Span::new(20, 104));
        assert_eq!(bytes(Span::new(4, 5)), []);
    }
}
