//! Notes and bibliographies on the disk, as people name them.
//!
//! **Invariant**: what is read is a regular file of a stated size at most, no link leads to it out of the folder that
//! it may not leave, and nothing that the archive keeps is taken for notes.

#![allow(clippy::disallowed_methods, reason = "one of the two rooms that touch the disk")]

mod bibliographies;
mod fence;
mod gather;
mod past;
mod project;
mod root;
mod sources;
mod walk;

pub use fence::{LARGEST_CONFIG, LARGEST_NOTES, below_by_name, plain};
pub use gather::{GatherOptions, gather, replace};
pub use past::PastNotes;
pub use root::Workspace;
pub use sources::{LeftOut, SourceFiles, sources};
