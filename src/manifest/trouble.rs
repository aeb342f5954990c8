//! Reasons why something cannot be vouched for.

use super::FixityError;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::transcript::DecodeError;

/// Why a capture, manifest or other file of the archive cannot be vouched for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The bytes are not the ones that were committed to.
    #[error("its bytes changed")]
    Changed {
        /// The digest that was committed to.
        committed: Digest,
        /// The digest that was found.
        found: Digest,
    },
    /// The inventory lists it, and it is not there.
    #[error("the inventory lists it, but the file is missing")]
    Missing,
    /// The web archive that it lies in is not there.
    #[error("its web archive is missing: {0}")]
    Gone(CapturePath),
    /// It is not what it was in the web archive that it lies in.
    #[error("{how}")]
    RecordMismatch {
        /// How.
        how: String,
        /// The digest that was committed to, and the one found, where one was.
        digests: Option<(Digest, Digest)>,
    },
    /// It is there, and nothing lists it.
    #[error("the inventory does not list it (run `literatim manifest`)")]
    Unlisted,
    /// No text can be read out of it; why.
    #[error("{0}")]
    Undecodable(DecodeError),
    /// A text can be read out of it, and no word is in that.
    #[error("there are no words in it (those of a web page may come by script)")]
    Wordless,
    /// Its manifest, or the inventory, cannot be used; why.
    #[error("{0}")]
    Manifest(String),
    /// It cannot be read; why.
    #[error("{0}")]
    Unreadable(String),
}

impl From<FixityError> for Trouble {
    fn from(breach: FixityError) -> Self {
        match breach {
            FixityError::Changed { committed, found } => Self::Changed { committed, found },
            FixityError::Undecodable(why) => Self::Undecodable(why),
            FixityError::Stale(_) => Self::Manifest(breach.to_string()),
        }
    }
}
