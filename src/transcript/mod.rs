//! The text read out of a capture, with the way back to its bytes.
//!
//! **Invariant**: blocks lie in order, inside the text, and do not overlap; every span of the text leads back to bytes
//! of the capture that decode to it.

mod block;
mod character_sources;
mod charset;
mod chunks;
mod coded;
mod html;
mod legacy;
mod limits;
mod map;
mod markdown;
mod plain;

pub use crate::markup::Tag;
pub use block::{Block, BlockKind, Blocks};
pub use character_sources::Trace;
pub use charset::{Charset, CharsetFrom};
pub use chunks::Chunks;
pub use html::{Element, Elements, Fact, FactKind, FactSource};
pub use map::Map;
pub use markdown::FrontMatter;

use crate::capture::{Capture, MediaType};
use crate::text::Span;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// The text of a capture.
#[derive(Debug, Clone)]
pub struct Transcript {
    text: String,
    charset: Charset,
    crowded: bool,
    /// None where the text is the capture itself, byte for byte. This and all below is boxed: most texts of an archive
    /// are kept to be searched, and nothing else is asked of them.
    map: Option<Box<Map>>,
    /// Not yet there for plain text that nobody has asked for its blocks.
    blocks: OnceLock<Box<Blocks>>,
    /// None for plain text.
    markup: Option<Box<Markup>>,
}

/// What markup says beside the text and its blocks.
#[derive(Debug, Clone, Default)]
struct Markup {
    links: Chunks<Link>,
    images: Chunks<Image>,
    front: FrontMatter,
    facts: Vec<Fact>,
    elements: Elements,
}

/// What plain text says beside its text.
static NO_MARKUP: Markup = Markup {
    links: Chunks::new(),
    images: Chunks::new(),
    front: FrontMatter { title: None, author: None, date: None, url: None },
    facts: Vec::new(),
    elements: Elements::new(),
};

/// A link: its text is text of the transcript, its destination is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where its text stands in the transcript; empty for a link around a picture.
    pub span: Span,
    /// Where it leads, as written.
    pub url: Box<str>,
}

/// A picture; what is written for those who do not see it is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The offset in the transcript of the text that it stands after.
    pub at: usize,
    /// Where it is, as written.
    pub url: Box<str>,
}

/// Why a capture has no transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// Bytes of a kind that is kept but not read.
    UnreadableKind(MediaType),
    /// The record names a charset that is not an encoding label of the WHATWG.
    UnknownCharset(String),
    /// The bytes are not what the charset that was told allows; the offset of the first that is not.
    Malformed {
        /// The charset that was told.
        charset: String,
        /// Offset of the first byte that does not fit.
        at: usize,
    },
    /// More bytes than are read; how many.
    TooLarge(usize),
    /// NUL bytes all over, or no text at all in them: not text.
    NotText,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnreadableKind(_) => f.write_str("files of this kind are kept and hashed, but not read"),
            Self::UnknownCharset(name) => write!(f, "its record names the charset {name:?}, which is none"),
            Self::Malformed { charset, at } => {
                write!(f, "byte {at} is not {charset}, which its record or its byte order mark says it is")
            }
            Self::TooLarge(bytes) => write!(f, "it has {bytes} bytes, and no more than {LARGEST} are read"),
            Self::NotText => f.write_str("it is not text"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Reads the text out of a capture.
pub fn decode(capture: &Capture) -> Result<Transcript, DecodeError> {
    let bytes = capture.bytes.len();
    if bytes > LARGEST {
        return Err(DecodeError::TooLarge(bytes));
    }
    let mut transcript = match capture.media_type() {
        MediaType::Plain => Transcript::of(text(capture)?, bytes),
        MediaType::Markdown => markdown(capture)?,
        MediaType::Html => html::read(charset::decode_page(&capture.bytes, capture.record.charset.as_deref())?),
        kind @ MediaType::Other => return Err(DecodeError::UnreadableKind(kind)),
    };
    transcript.crowded |= limits::is_crowded(&transcript, bytes);
    Ok(transcript)
}

/// The largest capture that is read, in bytes: offsets in its text are numbers of 32 bits.
const LARGEST: usize = 1 << 30;

/// Markdown that is crowded with marks is read as lines of plain text.
fn markdown(capture: &Capture) -> Result<Transcript, DecodeError> {
    let decoded = text(capture)?;
    if limits::is_crowded_with_marks(&decoded.text, capture.bytes.len()) {
        return Ok(Transcript { crowded: true, ..Transcript::of(decoded, capture.bytes.len()) });
    }
    Ok(markdown::read(decoded))
}

fn text(capture: &Capture) -> Result<charset::Decoded<'_>, DecodeError> {
    charset::decode(&capture.bytes, capture.record.charset.as_deref())
}

impl Transcript {
    /// The text of a capture of so many bytes as decoded: its blocks are those of plain text.
    fn of(decoded: charset::Decoded<'_>, bytes: usize) -> Self {
        let charset::Decoded { text, map, charset } = decoded;
        let is_raw = matches!(&text, Cow::Borrowed(text) if text.len() == bytes);
        let map = (!is_raw).then(|| Box::new(map));
        Self { text: text.into_owned(), charset, map, blocks: OnceLock::new(), markup: None, crowded: false }
    }

    /// The text of a capture as read out of its markup.
    fn marked(mut text: String, charset: Charset, map: Map, blocks: Blocks, markup: Markup) -> Self {
        text.shrink_to_fit();
        let (map, blocks, markup) = (Some(Box::new(map)), Box::new(blocks).into(), Some(Box::new(markup)));
        Self { text, charset, map, blocks, markup, crowded: false }
    }

    fn markup(&self) -> &Markup {
        self.markup.as_deref().unwrap_or(&NO_MARKUP)
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the capture sets apart in it, in order.
    pub fn blocks(&self) -> &Blocks {
        self.blocks.get_or_init(|| Box::new(plain::blocks(&self.text)))
    }

    /// Whether a block quotation is among the blocks. Plain text has none.
    pub fn has_quotes(&self) -> bool {
        self.blocks.get().is_some_and(|blocks| blocks.iter().any(|block| block.kind == BlockKind::Quote))
    }

    /// Whether the text is known to be the capture itself, byte for byte.
    pub fn is_raw(&self) -> bool {
        self.map.is_none()
    }

    /// The links in it, in order. Plain text has none.
    pub fn links(&self) -> &Chunks<Link> {
        &self.markup().links
    }

    /// The pictures that stood in it, in order. Plain text has none.
    pub fn images(&self) -> &Chunks<Image> {
        &self.markup().images
    }

    /// What its front matter says. Plain text has none.
    pub fn front_matter(&self) -> &FrontMatter {
        &self.markup().front
    }

    /// What a page says of its article outside of the text, by what and where it is said. Nothing for other captures.
    pub fn facts(&self) -> &[Fact] {
        &self.markup().facts
    }

    /// The elements of a page that its blocks stand in. None for other captures.
    pub fn elements(&self) -> &Elements {
        &self.markup().elements
    }

    /// Whether the capture has so many parts, so close, that they are not told apart.
    pub fn is_crowded(&self) -> bool {
        self.crowded
    }

    /// How the bytes were read.
    pub fn charset(&self) -> &Charset {
        &self.charset
    }

    /// The smallest range of the capture's bytes that holds all that `span` of the text was read from.
    pub fn bytes(&self, span: Span) -> Span {
        match &self.map {
            Some(map) => map.bytes(span),
            None => Span::new(span.start.min(self.text.len()), span.end.min(self.text.len())),
        }
    }

    /// The characters that were read from `bytes` of the capture; those that only begin or end there included.
    pub fn within(&self, bytes: Span) -> Span {
        let start = self.first(|read| read.end > bytes.start);
        let end = self.first(|read| read.start >= bytes.end);
        Span::new(start, end.max(start))
    }

    /// The first character whose bytes are so, where those of all behind it are so too.
    fn first(&self, is_so: impl Fn(Span) -> bool) -> usize {
        let (mut low, mut high) = (0, self.text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if is_so(self.bytes(Span::new(middle, middle + 1))) { high = middle } else { low = middle + 1 }
        }
        self.text.floor_char_boundary(low)
    }
}
