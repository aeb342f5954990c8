//! The disk, as far as the archive is on it.
//!
//! **Invariant**: no symbolic link below the root is followed, no capture is ever written over, and whatever is written
//! is afterwards either wholly there or wholly as it was.

#![allow(clippy::disallowed_methods, reason = "the one room that touches the disk")]

mod accession;
mod audit;
mod bag;
mod batch;
mod bibliographies;
mod broken;
mod claims;
mod deposit;
mod desk;
mod disk;
mod draft;
mod extent;
#[cfg(test)]
mod faults;
mod foreign;
mod load;
mod lock;
mod names;
pub mod notes;
mod past;
mod reader;
mod regenerate;
mod retyped;
mod root;
mod seals;
mod secrets;
mod shelf;
mod twins;
mod walk;
mod walk_notes;
mod withheld;

pub use accession::{Accession, Added, Taken, Transfer, accept, accept_and_adopt, accept_found, transfer};
pub use audit::{Audit, Flaw, audit};
pub use bag::{Bag, files, write_bag};
pub use broken::{Accepted, Broken};
pub use deposit::{Deposit, accept_in_place};
pub use extent::bytes_of;
pub use foreign::{LARGEST_CONFIG, LARGEST_NOTES, all_of, below_by_name, plain};
pub use load::load;
pub use past::Past;
pub use reader::{LARGEST_FILE, why};
pub use regenerate::{Drift, Regenerated, mark, regenerate};
pub use retyped::Retyped;
pub use root::{Root, read, read_at_most, write, write_new};
pub use seals::{history, keep, seals};
pub use withheld::proofs;

use std::{fmt, io};

/// Why the disk would not do, or what on it is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// The path it is about, below the root where it lies there.
    pub path: String,
    /// What is the matter.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

impl StoreError {
    /// An error about `path`.
    pub fn new(path: impl fmt::Display, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_string(), what: what.into(), help: help.into() }
    }

    /// What the system said about `path`.
    pub fn io(path: impl fmt::Display, error: &io::Error) -> Self {
        Self::new(path, reader::why(error), help_with(error))
    }
}

/// What to do about an error of the system.
fn help_with(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "look at the path's spelling",
        io::ErrorKind::PermissionDenied => "give yourself the right to it",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "make room and run it again: nothing was changed"
        }
        io::ErrorKind::ReadOnlyFilesystem => "work on a copy that can be written to",
        _ => "put that right and run it again",
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.path, self.what, self.help)
    }
}

impl std::error::Error for StoreError {}
