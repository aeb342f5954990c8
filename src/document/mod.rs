//! Files that hold other files: archives, messages, their parts; and what the pages of a PDF show.
//!
//! **Invariant**: a part is given out whole, in the bytes that its checksum or its coding vouches for, or not at all; what two
//! readers could understand in two ways is refused, and nothing is unpacked beyond its bound.

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
