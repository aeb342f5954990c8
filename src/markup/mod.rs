//! HTML, as captures and notes both have it: tokens with the bytes that they stand in, elements, references, and what is
//! hidden.
//!
//! Where HTML is well-formed, all that read it agree. Where it is not, each keeps a `Dialect` of its own, because
//! transcripts and findings were made by it.

mod attribute;
mod front;
mod hidden;
mod stub;
pub(crate) use stub::StyleSheets;
pub(crate) mod reference;
#[allow(dead_code, reason = "the readers of captures switch to it")]
mod style;
mod tag;
mod token;

pub use tag::Tag;

pub(crate) use attribute::{Attributes, attribute};
pub(crate) use front::between_fences;
pub(crate) use hidden::{is_hidden, is_hidden_in_notes};
#[allow(unused_imports, reason = "the readers of captures switch to it")]
pub(crate) use style::{Effect, StyleSheets};
pub(crate) use tag::Property;
pub(crate) use token::{Dialect, HtmlToken, HtmlTokens, Unfinished, comment_words};
