//! Strings without meaning: spans, lines and columns, classes of characters.
//!
//! **Invariant**: a [`Span`] counts bytes of UTF-8; lines and columns exist only at the edge, in [`Lines`].

mod class;
mod lines;
mod span;

pub use class::{is_space, is_spaceless, is_word};
pub use lines::{Lines, Position};
pub use span::Span;
