//! Story and furniture separated by models: small trees, learned from labelled pages (`page`) and from labelled lines of
//! text without elements (`lines`).

mod features;
mod hints;
pub mod lines;
pub mod page;
pub(super) mod trees;
