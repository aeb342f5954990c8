//! The way from a transcript back to the bytes of its capture.

use super::coded::{Coded, CodedList, put, take};
use crate::text::Span;

/// Pieces of a transcript, in order and without a gap, and the bytes that each was read from, in order. A piece takes two
/// to four bytes, as a rule.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// All pieces but the last.
    pieces: CodedList<UnitRun>,
    /// The last one, which may still grow.
    last: Option<UnitRun>,
}

/// A run of units, all of one width in the text and of one width in the bytes. A UTF-8 capture is one piece of units
/// of 1 and 1; a Cyrillic word of windows-1251 has units of 2 and 1; an entity such as `&amp;` is a single unit of 1
/// and 5. Any part of a unit leads to all of its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct UnitRun {
    text: usize,
    bytes: usize,
    units: usize,
    text_width: usize,
    byte_width: usize,
}

impl UnitRun {
    fn text_end(&self) -> usize {
        self.text + self.units * self.text_width
    }

    fn bytes_end(&self) -> usize {
        self.bytes + self.units * self.byte_width
    }

    fn widths(&self) -> (usize, usize) {
        (self.text_width, self.byte_width)
    }

    /// The beginning of the unit that holds the text's byte at `offset`.
    fn floor(&self, offset: usize) -> usize {
        self.bytes + (offset - self.text) / self.text_width * self.byte_width
    }

    /// The end of the unit that holds the text's byte before `offset`.
    fn ceil(&self, offset: usize) -> usize {
        self.bytes + (offset - self.text).div_ceil(self.text_width) * self.byte_width
    }
}

/// The written forms of a run: as units of 1 and 1, as one unit of widths below 16, or as any other.
const RUN: usize = 0;
const SINGLE: usize = 1;
const ANY: usize = 2;

/// A piece begins where the one before it ends, but for some bytes that no text was read from.
impl Coded for UnitRun {
    /// Few are asked for: a report shows a handful of places.
    const LEAF: usize = 64;

    fn write(&self, before: &Self, out: &mut Vec<u8>) {
        let skipped = self.bytes - before.bytes_end();
        let form = match (self.units, self.widths()) {
            (_, (1, 1)) => RUN,
            (1, (0..16, 0..16)) => SINGLE,
            _ => ANY,
        };
        put(skipped << 2 | form, out);
        match form {
            RUN => put(self.units, out),
            SINGLE => out.push((self.text_width << 4 | self.byte_width) as u8),
            _ => [self.units, self.text_width, self.byte_width].into_iter().for_each(|number| put(number, out)),
        }
    }

    fn read(before: &Self, bytes: &mut &[u8]) -> Self {
        let head = take(bytes);
        let (units, text_width, byte_width) = match head & 3 {
            RUN => (take(bytes), 1, 1),
            SINGLE => {
                let widths = bytes.split_off_first().copied().unwrap_or_default();
                (1, usize::from(widths >> 4), usize::from(widths & 15))
            }
            _ => (take(bytes), take(bytes), take(bytes)),
        };
        Self { text: before.text_end(), bytes: before.bytes_end() + (head >> 2), units, text_width, byte_width }
    }
}

impl Map {
    /// Adds `len` bytes of text that are the capture's bytes from `at` on.
    pub(super) fn run(&mut self, at: usize, len: usize) {
        self.units(at, len, 1, 1);
    }

    /// Adds `len` bytes of text that all the capture's bytes of `bytes` were read as.
    pub(super) fn whole(&mut self, bytes: Span, len: usize) {
        self.units(bytes.start, usize::from(len > 0), len, bytes.len());
    }

    /// Adds so many units, read from the bytes at `at` on. In the formats that are read today bytes never run backwards: a
    /// run that would is pulled up to the end of the one before, so that a span's bytes are those between its ends.
    fn units(&mut self, at: usize, units: usize, text_width: usize, byte_width: usize) {
        if units == 0 {
            return;
        }
        let (text, behind) = self.last.map_or((0, 0), |last| (last.text_end(), last.bytes_end()));
        if let Some(last) = &mut self.last {
            if behind == at && last.widths() == (text_width, byte_width) {
                last.units += units;
                return;
            }
            self.pieces.push(*last);
        }
        self.last = Some(UnitRun { text, bytes: at.max(behind), units, text_width, byte_width });
    }

    /// The smallest range of bytes that holds all that `span` was read from. An empty span leads to an empty range;
    /// what lies past the end of the text leads to the end of the bytes.
    pub fn bytes(&self, span: Span) -> Span {
        let Some(last) = self.last else { return Span::default() };
        if span.start >= last.text_end() {
            return Span::new(last.bytes_end(), last.bytes_end());
        }
        let mut from = self.since(span.start);
        let first = from.next().unwrap_or(last);
        let start = first.floor(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = span.end.min(last.text_end());
        let holding = if end <= first.text_end() { first } else { self.since(end - 1).next().unwrap_or(last) };
        Span::new(start, holding.ceil(end))
    }

    /// All pieces from the one on that holds the text's byte at `offset`.
    fn since(&self, offset: usize) -> impl Iterator<Item = UnitRun> {
        self.pieces
            .since(move |piece| piece.text_end() > offset)
            .chain(self.last.filter(|last| last.text_end() > offset))
    }

    /// The map of a text of so many bytes that are the source's, byte for byte.
    pub(super) fn straight(len: usize) -> Self {
        Self::at(0, len)
    }

    /// The map of a text of so many bytes that are the source's from `at` on.
    pub(super) fn at(at: usize, len: usize) -> Self {
        let mut map = Self::default();
        map.run(at, len);
        map
    }

    /// The map of a text that was read out of a text that `outer` maps.
    pub(super) fn over(mut self, outer: &Map) -> Map {
        if let Some(only) = outer.last.filter(|only| outer.pieces.len() == 0 && only.widths() == (1, 1)) {
            if only.bytes > 0 {
                self.pieces.shift(|piece| piece.bytes += only.bytes);
                self.last.iter_mut().for_each(|last| last.bytes += only.bytes);
            }
            return self;
        }
        let mut map = Map::default();
        for piece in self.since(0) {
            if piece.widths() == (1, 1) {
                outer.copy(Span::new(piece.bytes, piece.bytes_end()), &mut map);
            } else {
                let whole = outer.bytes(Span::new(piece.bytes, piece.bytes_end()));
                map.whole(whole, piece.units * piece.text_width);
            }
        }
        map
    }

    /// The map of the parts `spans` of the text, one after the other.
    pub(super) fn of(&self, spans: &[Span]) -> Map {
        let mut map = Map::default();
        for span in spans {
            for piece in self.since(span.start).take_while(|piece| piece.text < span.end) {
                let (from, to) = (span.start.max(piece.text), span.end.min(piece.text_end()));
                let is_whole = |at: usize| (at - piece.text).is_multiple_of(piece.text_width);
                match is_whole(from) && is_whole(to) {
                    true => {
                        map.units(piece.floor(from), (to - from) / piece.text_width, piece.text_width, piece.byte_width)
                    }
                    false => map.whole(Span::new(piece.floor(from), piece.ceil(to)), to - from),
                }
            }
        }
        map
    }

    /// Adds to `map` what this map says of `span`, whose ends are ends of units.
    fn copy(&self, span: Span, map: &mut Map) {
        for piece in self.since(span.start).take_while(|piece| piece.text < span.end) {
            let start = span.start.max(piece.text);
            let units = (span.end.min(piece.text_end()) - start).div_ceil(piece.text_width);
            map.units(piece.floor(start), units, piece.text_width, piece.byte_width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_of_one_width_make_one_piece() {
        let mut map = Map::default();
        for at in 0..100 {
            map.whole(Span::new(at, at + 1), 2);
        }
        assert_eq!(map.since(0).count(), 1);
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

    /// A map of some pieces, and where each of its bytes of text was read from, one by one.
    fn pieces() -> impl Strategy<Value = (Map, Vec<Span>)> {
        let piece = (0..40_usize, 1..40_usize, 0..20_usize, 0..20_usize);
        prop::collection::vec(piece, 0..200).prop_map(|pieces| {
            let (mut map, mut read, mut at) = (Map::default(), Vec::new(), 0);
            for (skipped, len, bytes, is_run) in pieces {
                at += skipped;
                if is_run < 10 {
                    map.run(at, len);
                    read.extend((at..at + len).map(|at| Span::new(at, at + 1)));
                    at += len;
                } else {
                    map.whole(Span::new(at, at + bytes), len);
                    read.extend(std::iter::repeat_n(Span::new(at, at + bytes), len));
                    at += bytes;
                }
            }
            (map, read)
        })
    }

    proptest! {
        /// A map, whose runs are written short, answers as a list of all of them does.
        #[test]
        fn every_span_leads_where_its_bytes_were_read((map, read) in pieces(), a in 0..8000_usize, b in 0..8000_usize) {
            let (start, end) = (a.min(b) % (read.len() + 1), a.max(b) % (read.len() + 1));
            if start < end {
                let expected = Span::new(read[start].start, read[end - 1].end);
                prop_assert_eq!(map.bytes(Span::new(start, end)), expected);
            }
            for (at, bytes) in read.iter().enumerate() {
                prop_assert_eq!(map.bytes(Span::new(at, at + 1)), *bytes);
            }
        }

        /// What is left of a text when parts are cut out leads where it led before.
        #[test]
        fn the_map_of_parts_is_that_of_the_whole((map, read) in pieces(), cuts in prop::collection::vec(0..4000_usize, 0..8)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut % (read.len() + 1)).collect();
            cuts.sort_unstable();
            // Parts of what was read as a whole lead to all of it, and the second of them behind it.
            cuts.retain(|&cut| cut == 0 || cut == read.len() || read[cut - 1] != read[cut]);
            let spans: Vec<Span> = cuts.as_chunks::<2>().0.iter().map(|&[start, end]| Span::new(start, end)).collect();
            let (kept, left) = (map.of(&spans), spans.iter().flat_map(|span| &read[span.range()]));
            for (at, bytes) in left.enumerate() {
                prop_assert_eq!(kept.bytes(Span::new(at, at + 1)).hull(*bytes), kept.bytes(Span::new(at, at + 1)));
            }
        }

        #[test]
        fn a_map_over_a_mark_of_byte_order_is_as_much_further_on((map, read) in pieces(), mark in 0..4_usize) {
            let mut outer = Map::default();
            outer.run(mark, 20_000);
            let moved = map.over(&outer);
            for (at, bytes) in read.iter().enumerate() {
                prop_assert_eq!(moved.bytes(Span::new(at, at + 1)), Span::new(bytes.start + mark, bytes.end + mark));
            }
        }
    }
}
