//! What rules say of a text: patterns of words as data, what stands where by small units, and a person's word over both.

pub mod by_hand;
pub(super) mod comments;
pub(super) mod crossheads;
pub(super) mod embeds;
pub(super) mod ending;
pub(super) mod head;
pub(super) mod labels;
pub(super) mod layout;
pub(super) mod pictures;
mod prefilter;
pub(super) mod related;
pub(super) mod rule;
pub(super) mod sentences;
pub(super) mod set;
pub(super) mod shape;
