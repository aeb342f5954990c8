//! Text that is said more than once: within an article, and by several articles of a publisher.

pub mod across;
pub(super) mod within;
