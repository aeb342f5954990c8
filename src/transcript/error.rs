//! The reasons why a capture has no transcript.

use crate::capture::MediaType;

/// The reason why a capture has no transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Bytes of a kind that is kept but not read.
    #[error("files of this kind are kept and hashed, but not read")]
    UnreadableKind(MediaType),
    /// The record names a charset that is not an encoding label of the WHATWG.
    #[error("its record names the charset {0:?}, which is none")]
    UnknownCharset(String),
    /// The bytes are not what the charset that was declared allows; the offset of the first that is not.
    #[error("byte {at} is not {charset}, which its record or its byte order mark says it is")]
    Malformed {
        /// The charset that was declared.
        charset: String,
        /// Offset of the first byte that does not fit.
        at: usize,
    },
    /// More bytes than are read.
    #[error("it has {bytes} bytes, and no more than {most} are read")]
    TooLarge {
        /// The bytes of the capture.
        bytes: usize,
        /// The most that are read.
        most: usize,
    },
    /// NUL bytes all over, or no text at all in them: not text.
    #[error("it is not text: it has NUL bytes (U+0000) or other control characters")]
    NotText,
    /// A manifest of an earlier version, which did not read files of this kind.
    #[error("an earlier version kept it without reading it")]
    UnreadByEarlier,
    /// A file of several parts that is not what its format says; what is wrong, as the end of a sentence about it.
    #[error("{0}")]
    Broken(String),
    /// A file that a password or a licence locks.
    #[error("it is encrypted, and opens only with a password or a licence")]
    Encrypted,
    /// JSON of which nothing says where its text is.
    #[error("it is JSON, and its record does not say where in it the text is")]
    NeedsPointer {
        /// Pointers to its longest texts.
        likely: Vec<String>,
    },
    /// Pages that are pictures.
    #[error("its {pages} pages are pictures, and have no text")]
    OnlyPictures {
        /// The number of them.
        pages: usize,
    },
}

impl DecodeError {
    /// The name of the reason, as manifests write it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UnreadableKind(_) => "unreadable-kind",
            Self::UnknownCharset(_) => "unknown-charset",
            Self::Malformed { .. } => "malformed",
            Self::TooLarge { .. } => "too-large",
            Self::NotText => "not-text",
            Self::UnreadByEarlier => "unreadable-kind",
            Self::Broken(_) => "broken",
            Self::Encrypted => "encrypted",
            Self::NeedsPointer { .. } => "needs-pointer",
            Self::OnlyPictures { .. } => "only-pictures",
        }
    }
}
