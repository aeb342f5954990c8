//! Damage that ends the reading of a web archive before its end.

use crate::document::Damage;
use std::{fmt, io};

/// A place in a web archive that does not have the form it must have. Nothing after that place is read: what follows a
/// length that lies may be anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at byte {at}: {what} ({help})")]
pub struct FormatError {
    /// Offset in the file as stored: where the record, or the compressed member that it is in, begins.
    pub at: u64,
    /// The problem.
    pub what: String,
    /// The remedy.
    pub help: &'static str,
}

/// The remedy for a file that is cut or changed.
const FETCH_AGAIN: &str = "fetch the file again; --salvage adds what is complete before this place";

impl FormatError {
    /// Damage at `at`.
    pub fn new(at: u64, what: impl fmt::Display) -> Self {
        Self { at, what: what.to_string(), help: FETCH_AGAIN }
    }

    pub(super) fn io(at: u64, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new(at, "it ends in the middle of a record"),
            _ => Self::new(at, error.to_string()),
        }
    }
}

impl From<Damage> for FormatError {
    fn from(damage: Damage) -> Self {
        Self::new(damage.at, damage.what)
    }
}

/// Why a part of a web archive cannot be read, wherever it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unreadable(String);

impl<W: Into<String>> From<W> for Unreadable {
    fn from(why: W) -> Self {
        Self(why.into())
    }
}
