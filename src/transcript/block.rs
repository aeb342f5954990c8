//! Blocks: runs of text that a capture itself sets apart.

use super::coded::{Coded, CodedIter, CodedList, put, take};
use crate::text::Span;

/// A run of text that the capture itself sets apart: a line, a paragraph, a heading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextBlock {
    /// Its range in the transcript, without the white space around it.
    pub span: Span,
    /// Its kind by the markup.
    pub kind: BlockKind,
    /// True if all of it is emphasised, as some outlets set the first paragraph.
    pub emphasised: bool,
    /// The number of its bytes that are the text of links.
    pub link_bytes: usize,
    /// The number of the innermost element that it stands in, where the capture is a page.
    pub element: Option<u32>,
}

/// The kind of a block by its markup. In plain text all are paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph, or a line of plain text.
    #[default]
    Paragraph,
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph inside a block quotation.
    Quote,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// Preformatted text.
    Code,
    /// A footnote or an endnote, or a paragraph of one.
    Note,
    /// A thematic break; its text is what the capture has for it, such as `---`.
    Rule,
}

/// The blocks of a transcript, in order; each is kept in a few bytes, and made when it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    row: CodedList<TextBlock>,
}

impl Blocks {
    /// Adds a block behind all others.
    pub(super) fn push(&mut self, block: TextBlock) {
        debug_assert!(self.row.last().is_none_or(|last| last.span.end <= block.span.start));
        self.row.push(block);
    }

    pub(super) fn last(&self) -> Option<TextBlock> {
        self.row.last()
    }

    /// The number of them.
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A block by its number, from 0.
    pub fn get(&self, index: usize) -> Option<TextBlock> {
        self.row.get(index)
    }

    /// All blocks, in order.
    pub fn iter(&self) -> impl Iterator<Item = TextBlock> + Clone {
        let blocks: CodedIter<'_, TextBlock> = self.row.iter();
        blocks
    }

    /// The number of blocks that end at `offset` of the transcript or before.
    pub fn before(&self, offset: usize) -> usize {
        self.row.before(|block| block.span.end > offset)
    }
}

/// The kinds of a block in the order of their numbers; behind them come the levels of headings.
const KINDS: [BlockKind; 7] = [
    BlockKind::Paragraph,
    BlockKind::Quote,
    BlockKind::Item,
    BlockKind::Row,
    BlockKind::Code,
    BlockKind::Rule,
    BlockKind::Note,
];

const EMPHASISED: usize = 1;
const LINKED: usize = 2;
const PLACED: usize = 4;

/// A block begins behind the one before it, and its element is near that one's.
impl Coded for TextBlock {
    /// All are asked for, and some again and again.
    const LEAF: usize = 16;

    fn write(&self, before: &Self, out: &mut Vec<u8>) {
        let kind = match self.kind {
            BlockKind::Heading(level) => KINDS.len() + usize::from(level),
            kind => KINDS.iter().position(|&known| known == kind).unwrap_or_default(),
        };
        let signs = [(self.emphasised, EMPHASISED), (self.link_bytes > 0, LINKED), (self.element.is_some(), PLACED)];
        let signs = signs.iter().filter(|(has, _)| *has).map(|(_, sign)| sign).sum::<usize>();
        put(kind << 3 | signs, out);
        put(self.span.start - before.span.end, out);
        put(self.span.len(), out);
        if self.link_bytes > 0 {
            put(self.link_bytes, out);
        }
        if let Some(element) = self.element {
            put(apart(before.element.unwrap_or_default(), element), out);
        }
    }

    fn read(before: &Self, bytes: &mut &[u8]) -> Self {
        let head = take(bytes);
        let (kind, has) = (head >> 3, |sign: usize| head & sign != 0);
        let start = before.span.end + take(bytes);
        Self {
            span: Span::new(start, start + take(bytes)),
            kind: KINDS.get(kind).copied().unwrap_or_else(|| BlockKind::Heading((kind - KINDS.len()) as u8)),
            emphasised: has(EMPHASISED),
            link_bytes: if has(LINKED) { take(bytes) } else { 0 },
            element: has(PLACED).then(|| beside(before.element.unwrap_or_default(), take(bytes))),
        }
    }
}

/// The distance of a number from another, as one that is small if it is near on either side.
fn apart(from: u32, to: u32) -> usize {
    let by = i64::from(to) - i64::from(from);
    ((by << 1) ^ (by >> 63)) as usize
}

fn beside(from: u32, apart: usize) -> u32 {
    let by = (apart >> 1) as i64 ^ -((apart & 1) as i64);
    (i64::from(from) + by) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kind() -> impl Strategy<Value = BlockKind> {
        prop_oneof![prop::sample::select(KINDS.to_vec()), (1..=6_u8).prop_map(BlockKind::Heading)]
    }

    proptest! {
        #[test]
        fn blocks_are_what_was_added(
            added in prop::collection::vec(
                (0..300_usize, 1..5000_usize, kind(), any::<bool>(), 0..400_usize, any::<Option<u32>>()), 0..100,
            ),
            offset in 0..20_000_usize,
        ) {
            let (mut blocks, mut all, mut at) = (Blocks::default(), Vec::new(), 0);
            for (gap, len, kind, emphasised, link_bytes, element) in added {
                let span = Span::new(at + gap, at + gap + len);
                all.push(TextBlock { span, kind, emphasised, link_bytes, element });
                blocks.push(*all.last().unwrap());
                at = span.end;
            }
            prop_assert_eq!(&blocks.iter().collect::<Vec<_>>(), &all);
            prop_assert_eq!((blocks.len(), blocks.last()), (all.len(), all.last().copied()));
            for index in 0..=all.len() {
                prop_assert_eq!(blocks.get(index), all.get(index).copied());
            }
            prop_assert_eq!(blocks.before(offset), all.partition_point(|block| block.span.end <= offset));
        }
    }
}
