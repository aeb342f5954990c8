//! Features of a block of a page by itself.

use crate::segment::model::features::{counted_words, hash, is_stopped, percent, prose, shown};
use crate::text::Span;
use crate::transcript::{BlockKind, TextBlock};

/// The kind of a heading of the first level, as a number; those of lower levels follow it.
const TITLE: i16 = 6;

/// A block by itself, measured. Numbers of 32 bits, since a page may have more blocks than one thinks.
pub(super) struct BlockFeatures {
    /// Its first byte in the text.
    pub(super) start: u32,
    pub(super) len: u32,
    pub(super) chars: u32,
    pub(super) words: u32,
    /// Characters of what reads like a paragraph; 0 for any other block.
    pub(super) prose: u32,
    pub(super) links: i16,
    pub(super) kind: i16,
    pub(super) stop: bool,
    pub(super) emphasised: bool,
    pub(super) element: Option<u32>,
    /// The outermost element that holds nothing but this block; its own, if that holds more.
    pub(super) seat: Option<u32>,
    pub(super) hash: u64,
}

impl BlockFeatures {
    pub(super) fn of(block: &TextBlock, text: &str) -> Self {
        let text = &text[block.span.range()];
        let (chars, stop) = (shown(text), is_stopped(text));
        let letters = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        let links = percent(block.link_bytes, letters);
        let kind = kind(block.kind);
        let prose = if links < 50 && kind < TITLE { prose(chars, stop) } else { 0 };
        let words = counted_words(text);
        Self {
            start: block.span.start as u32,
            len: block.span.len() as u32,
            chars: chars as u32,
            words: words as u32,
            prose: prose as u32,
            links,
            kind,
            stop,
            emphasised: block.emphasised,
            element: block.element,
            seat: None,
            hash: hash(text),
        }
    }

    pub(super) fn chars(&self) -> usize {
        self.chars as usize
    }

    pub(super) fn prose(&self) -> usize {
        self.prose as usize
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.start as usize, (self.start + self.len) as usize)
    }

    pub(super) fn is_heading(&self) -> bool {
        self.kind >= TITLE
    }

    /// Returns true if it is a heading of the first level.
    pub(super) fn is_title(&self) -> bool {
        self.kind == TITLE
    }
}

fn kind(kind: BlockKind) -> i16 {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Quote => 1,
        BlockKind::Item => 2,
        BlockKind::Row => 3,
        BlockKind::Code => 4,
        // Pages have no blocks of notes.
        BlockKind::Rule | BlockKind::Note => 5,
        BlockKind::Heading(level) => TITLE - 1 + i16::from(level),
    }
}
