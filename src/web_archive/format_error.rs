//! Damage that ends the reading of a web archive before its end.

use std::{fmt, io};

/// A place in a web archive that does not have the form it must have. Nothing after that place is read: what follows a
/// length that lies may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Something that is not damage, but ends the reading all the same, and what to do about it.
    pub(super) fn with_help(at: u64, what: impl Into<String>, help: &'static str) -> Self {
        Self { at, what: what.into(), help }
    }

    pub(super) fn io(at: u64, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new(at, "it ends in the middle of a record"),
            _ => Self::new(at, error.to_string()),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {} ({})", self.at, self.what, self.help)
    }
}

impl std::error::Error for FormatError {}

/// Why a part of a web archive cannot be read, wherever it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable(String);

impl<W: Into<String>> From<W> for Unreadable {
    fn from(why: W) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}
