//! Reasons why something cannot be vouched for.

use super::FixityError;
use crate::capture::CapturePath;
use crate::digest::Digest;
use std::fmt;

/// Why a capture, manifest or other file of the archive cannot be vouched for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trouble {
    /// The bytes are not the ones that were committed to.
    Changed {
        /// The digest that was committed to.
        committed: Digest,
        /// The digest that was found.
        found: Digest,
    },
    /// The inventory lists it, and it is not there.
    Missing,
    /// The web archive that it lies in is not there.
    Gone(CapturePath),
    /// It is not what it was in the web archive that it lies in.
    RecordMismatch {
        /// How.
        how: String,
        /// The digest that was committed to, and the one found, where one was.
        digests: Option<(Digest, Digest)>,
    },
    /// It is there, and nothing lists it.
    Unlisted,
    /// No text can be read out of it; why.
    Undecodable(String),
    /// Its manifest, or the inventory, cannot be used; why.
    Manifest(String),
    /// It cannot be read; why.
    Unreadable(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { .. } => f.write_str("its bytes changed"),
            Self::Missing => f.write_str("the inventory lists it, but the file is missing"),
            Self::Gone(file) => write!(f, "its web archive is missing: {file}"),
            Self::Unlisted => f.write_str("the inventory does not list it (run `literatim manifest`)"),
            Self::RecordMismatch { how: why, .. }
            | Self::Undecodable(why)
            | Self::Manifest(why)
            | Self::Unreadable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<FixityError> for Trouble {
    fn from(breach: FixityError) -> Self {
        match breach {
            FixityError::Changed { committed, found } => Self::Changed { committed, found },
            FixityError::Undecodable(why) => Self::Undecodable(why),
            FixityError::Stale(why) => Self::Manifest(why),
        }
    }
}
