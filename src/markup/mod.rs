//! HTML, as captures and notes both have it: tokens with the bytes that they stand in, elements, references, and what is
//! hidden. And JSON, with the place of every piece.
//!
//! Where HTML is well-formed, all that read it agree. Where it is not, each keeps a `Dialect` of its own, because
//! transcripts and findings were made by it.

mod attribute;
mod data;
mod front;
mod hidden;
pub(crate) mod json;
mod page_start;
pub(crate) mod reference;
mod style;
mod tag;
mod token;

pub use tag::Tag;

pub(crate) use attribute::{Attributes, attribute};
pub(crate) use data::{DataError, DataNode, DataValue};
pub(crate) use front::between_fences;
pub(crate) use hidden::{is_hidden, is_hidden_in_notes};
pub(crate) use page_start::begins_as_page;
pub(crate) use style::StyleSheets;
pub(crate) use tag::Property;
pub(crate) use token::{Dialect, HtmlToken, HtmlTokens, Unfinished, comment_words};
