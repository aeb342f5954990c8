//! The reasons why a capture has no transcript.

use crate::capture::MediaType;
use std::fmt;

/// The reason why a capture has no transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// Bytes of a kind that is kept but not read.
    UnreadableKind(MediaType),
    /// The record names a charset that is not an encoding label of the WHATWG.
    UnknownCharset(String),
    /// The bytes are not what the charset that was declared allows; the offset of the first that is not.
    Malformed {
        /// The charset that was declared.
        charset: String,
        /// Offset of the first byte that does not fit.
        at: usize,
    },
    /// More bytes than are read.
    TooLarge {
        /// The bytes of the capture.
        bytes: usize,
        /// The most that are read.
        most: usize,
    },
    /// NUL bytes all over, or no text at all in them: not text.
    NotText,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnreadableKind(_) => f.write_str("files of this kind are kept and hashed, but not read"),
            Self::UnknownCharset(name) => write!(f, "its record names the charset {name:?}, which is none"),
            Self::Malformed { charset, at } => {
                write!(f, "byte {at} is not {charset}, which its record or its byte order mark says it is")
            }
            Self::TooLarge { bytes, most } => write!(f, "it has {bytes} bytes, and no more than {most} are read"),
            Self::NotText => f.write_str("it is not text"),
        }
    }
}

impl std::error::Error for DecodeError {}
