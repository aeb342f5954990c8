//! The way from a transcript back to the bytes of its capture.

use crate::text::Span;

/// Pieces of a transcript, in order and without a gap, and the bytes that each was read from, in order.
#[derive(Debug, Clone, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

/// A run of units, all of one width in the text and of one width in the bytes. A UTF-8 capture is one piece of units
/// of 1 and 1; a Cyrillic word of windows-1251 has units of 2 and 1; an entity such as `&amp;` is a single unit of 1
/// and 5. Any part of a unit leads to all of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: usize,
    bytes: usize,
    units: usize,
    text_width: usize,
    byte_width: usize,
}

impl Piece {
    fn text_end(&self) -> usize {
        self.text + self.units * self.text_width
    }

    fn bytes_end(&self) -> usize {
        self.bytes + self.units * self.byte_width
    }

    /// Where the unit begins that holds the text's byte at `offset`.
    fn floor(&self, offset: usize) -> usize {
        self.bytes + (offset - self.text) / self.text_width * self.byte_width
    }

    /// Where the unit ends that holds the text's byte before `offset`.
    fn ceil(&self, offset: usize) -> usize {
        self.bytes + (offset - self.text).div_ceil(self.text_width) * self.byte_width
    }
}

impl Map {
    /// A text of `len` bytes that is the capture, byte for byte.
    pub fn identity(len: usize) -> Self {
        let mut map = Self::default();
        map.run(0, len);
        map
    }

    /// Adds `len` bytes of text that are the capture's bytes from `at` on.
    pub(super) fn run(&mut self, at: usize, len: usize) {
        self.units(at, len, 1, 1);
    }

    /// Adds `len` bytes of text that all the capture's bytes of `bytes` were read as.
    pub(super) fn whole(&mut self, bytes: Span, len: usize) {
        self.units(bytes.start, usize::from(len > 0), len, bytes.len());
    }

    /// Adds so many units, read from the bytes at `at` on. Bytes never run backwards: a piece that would is pulled up
    /// to the end of the one before, so that a span's bytes are always those between its ends.
    fn units(&mut self, at: usize, units: usize, text_width: usize, byte_width: usize) {
        if units == 0 {
            return;
        }
        let text = self.len();
        if let Some(last) = self.pieces.last_mut() {
            let joins = last.bytes_end() == at && (last.text_width, last.byte_width) == (text_width, byte_width);
            if joins {
                last.units += units;
                return;
            }
        }
        let bytes = at.max(self.pieces.last().map_or(0, Piece::bytes_end));
        self.pieces.push(Piece { text, bytes, units, text_width, byte_width });
    }

    /// How long the mapped text is.
    fn len(&self) -> usize {
        self.pieces.last().map_or(0, Piece::text_end)
    }

    /// The smallest range of bytes that holds all that `span` was read from. An empty span leads to an empty range;
    /// what lies past the end of the text leads to the end of the bytes.
    pub fn bytes(&self, span: Span) -> Span {
        let Some(last) = self.pieces.last() else { return Span::default() };
        if span.start >= last.text_end() {
            return Span::new(last.bytes_end(), last.bytes_end());
        }
        let first = &self.pieces[self.holding(span.start)];
        let start = first.floor(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = span.end.min(last.text_end());
        Span::new(start, self.pieces[self.holding(end - 1)].ceil(end))
    }

    /// The index of the piece that holds the text's byte at `offset`, which is inside the text.
    fn holding(&self, offset: usize) -> usize {
        self.pieces.partition_point(|piece| piece.text_end() <= offset)
    }

    /// The map of a text that was read out of a text that `outer` maps.
    pub(super) fn over(self, outer: &Map) -> Map {
        if let [only] = outer.pieces[..]
            && (only.text_width, only.byte_width) == (1, 1)
        {
            let pieces = self.pieces.into_iter().map(|piece| Piece { bytes: piece.bytes + only.bytes, ..piece });
            return Map { pieces: pieces.collect() };
        }
        let mut map = Map::default();
        for piece in &self.pieces {
            if (piece.text_width, piece.byte_width) == (1, 1) {
                outer.copy(Span::new(piece.bytes, piece.bytes_end()), &mut map);
            } else {
                let whole = outer.bytes(Span::new(piece.bytes, piece.bytes_end()));
                map.whole(whole, piece.units * piece.text_width);
            }
        }
        map
    }

    /// Adds to `map` what this map says of `span`, whose ends are ends of units.
    fn copy(&self, span: Span, map: &mut Map) {
        for piece in self.pieces[self.holding(span.start)..].iter().take_while(|piece| piece.text < span.end) {
            let start = span.start.max(piece.text);
            let units = (span.end.min(piece.text_end()) - start).div_ceil(piece.text_width);
            map.units(piece.floor(start), units, piece.text_width, piece.byte_width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_width_make_one_piece() {
        let mut map = Map::default();
        for at in 0..100 {
            map.whole(Span::new(at, at + 1), 2);
        }
        assert_eq!(map.pieces.len(), 1);
        assert_eq!(map.bytes(Span::new(3, 5)), Span::new(1, 3));
    }

    #[test]
    fn any_part_of_an_entity_leads_to_all_of_it() {
        let mut map = Map::default();
        map.run(0, 2);
        map.whole(Span::new(2, 10), 3);
        map.run(10, 4);
        assert_eq!(map.bytes(Span::new(3, 4)), Span::new(2, 10));
        assert_eq!(map.bytes(Span::new(1, 6)), Span::new(1, 11));
        assert_eq!(map.bytes(Span::new(5, 5)), Span::new(10, 10));
        assert_eq!(map.bytes(Span::new(5, 99)), Span::new(10, 14));
    }

    #[test]
    fn a_map_over_a_map_leads_all_the_way() {
        let mut outer = Map::default();
        outer.run(0, 4);
        for at in 4..8 {
            outer.whole(Span::new(at, at + 1), 2);
        }
        let mut inner = Map::default();
        inner.run(2, 6);
        inner.whole(Span::new(8, 12), 1);
        let map = inner.over(&outer);
        assert_eq!(map.bytes(Span::new(0, 6)), Span::new(2, 6));
        assert_eq!(map.bytes(Span::new(2, 4)), Span::new(4, 5));
        assert_eq!(map.bytes(Span::new(6, 7)), Span::new(6, 8));
    }
}
