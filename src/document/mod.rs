//! Files that are no text by themselves: their text with its places.
//!
//! **Invariant**: text is what a reader of the file sees, in the order in which it is read; whatever cannot be read is
//! reported, and no file takes more time or memory than its limits allow.

#[cfg(feature = "pdf")]
pub(crate) mod pdf;
