//! Where the words of a quotation stand in the archive, or how they differ from what stands there.

mod locate;
pub mod revision;

pub use locate::{locate, locate_loosely};
