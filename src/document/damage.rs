//! A place at which a file does not have the form that it must have.

use std::{fmt, io};

/// Damage to a file of several parts, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Damage {
    /// Offset in the file.
    pub at: u64,
    /// The problem, as the end of a sentence on the file.
    pub what: String,
}

impl Damage {
    pub(super) fn new(at: u64, what: impl fmt::Display) -> Self {
        Self { at, what: what.to_string() }
    }

    pub(super) fn io(at: u64, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new(at, "it ends in the middle of a file in it"),
            _ => Self::new(at, error),
        }
    }
}

/// Why a part of a file cannot be read, wherever it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unreadable(String);

impl<W: Into<String>> From<W> for Unreadable {
    fn from(why: W) -> Self {
        Self(why.into())
    }
}
