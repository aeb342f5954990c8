//! Strings: spans, lines and columns, classes of characters, words and numbers.
//!
//! **Invariant**: a [`Span`] counts bytes of UTF-8; lines and columns exist only at the edge, in [`Lines`].

mod class;
mod lines;
mod negation;
mod numeral;
mod span;
mod tokens;

pub use class::{is_space, is_spaceless, is_word};
pub use lines::{Lines, Position};
pub use negation::{is_negation, negation_in, turning_word};
pub use numeral::written_out;
pub use span::Span;
pub use tokens::{Token, tokens, words};
