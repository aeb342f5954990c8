//! Labels by rules: patterns of words as data, and small units that look at place and shape.

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
