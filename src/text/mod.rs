//! Strings: spans, lines and columns, classes of characters, words and numbers.
//!
//! **Invariant**: a [`Span`] counts bytes of UTF-8; lines and columns exist only at the edge, in [`Lines`].

mod class;
mod direction;
mod lines;
mod negation;
mod numeral;
mod prefixes;
mod raised;
mod roman;
mod sense_change;
mod sense_words;
mod sign;
mod similar_names;
mod span;
mod tokens;

pub use class::{is_space, is_spaceless, is_unseen, is_word};
pub use direction::{is_direction_control, is_reordered};
pub use lines::{Lines, Position};
pub use negation::{hedge_in, is_negation, negation_in, turning_word};
pub use numeral::{is_han_number, is_number, is_number_word, numbers_in, written_out};
pub(crate) use prefixes::PREFIXES;
pub use raised::{
    LONGEST_RAISED, Raised, begins_on_the_line, ends_on_the_line, exponent, flat, flat_run, flattened, raise,
};
pub use roman::{roman, roman_value};
pub use sense_change::{is_denial_of, turns_negation, turns_negation_in, turns_quantity, turns_quantity_in};
pub use sign::{is_attached, is_currency, is_minus, is_sign};
pub(crate) use similar_names::similar_names;
pub use span::Span;
pub use tokens::{Token, count_words, has_more_words_than, tokens, words};
