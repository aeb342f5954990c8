//! Files that are no text by themselves: archives and messages with their parts, and the pages of PDF.
//!
//! **Invariant**: a part is given out whole, in the bytes that its checksum or its coding vouches for, or not at all; what two
//! readers could understand in two ways is refused, and nothing is unpacked beyond its bound. Of pages, text is what a reader sees, in the order in which it is read.

mod container;
mod damage;
pub mod limits;
mod message;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
#[cfg(test)]
pub(crate) mod testing;
mod zip;

pub use container::Container;
pub use damage::Damage;
pub use message::{Message, MessageError, MessagePart, Shown, messages};
pub use zip::{Unzipped, Zip};
