//! The text read out of a capture, with the way back to its bytes.
//!
//! **Invariant**: blocks lie in order, inside the text, and do not overlap; every span of the text leads back to bytes
//! of the capture that decode to it.

mod block;
mod character_sources;
mod charset;
mod chunks;
mod coded;
mod decode;
mod epub;
mod error;
mod feed;
mod format;
mod html;
mod inset;
mod joined;
mod json;
mod laid_out;
mod layout;
mod legacy;
mod limits;
mod linked_sheets;
mod made_text;
mod map;
mod markdown;
mod message;
mod note_label;
mod office;
mod package;
mod paragraphs;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod recording;
mod section;
mod text;
mod timed;
mod xml;

pub use crate::markup::Tag;
pub use block::{BlockKind, Blocks, TextBlock};
pub use character_sources::CharacterSources;
pub use charset::{Charset, CharsetFrom};
pub use chunks::Chunks;
pub use decode::{FORMATS, decode, decode_as, decode_within, is_earlier_reader, needs_record};
pub use error::DecodeError;
pub use format::CaptureFormat;
pub use html::{Element, Elements, Fact, FactKind, FactSource};
pub use inset::{Inset, InsetKind};
pub use limits::Limits;
pub use map::Map;
pub use markdown::FrontMatter;
pub use text::{CapturedLink, Image, Transcript};
