//! The places in a capture that text is read from.

use crate::digest::Digest;
use crate::text::Span;

/// A file that is unpacked from a capture, such as an entry of an archive: bytes of its own, which text is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its path in the capture.
    pub path: Box<str>,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// The number of its bytes.
    pub bytes: u64,
}

/// Bytes that a run of text was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The number of the part that they lie in, from 0; `None` for the capture itself.
    pub part: Option<u32>,
    /// The bytes.
    pub bytes: Span,
}

impl Origin {
    /// Bytes of the capture itself.
    pub fn of_capture(bytes: Span) -> Self {
        Self { part: None, bytes }
    }
}

/// A place in a capture as its readers name it, who count no bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A page.
    Page {
        /// Its number, from 0.
        index: u32,
        /// The number that is printed on it.
        label: Option<Box<str>>,
    },
    /// A stretch of a recording, in milliseconds.
    Time {
        /// Its first millisecond.
        from_ms: u64,
        /// The one after its last.
        to_ms: u64,
    },
    /// A cell of a notebook.
    Cell {
        /// Its number, from 0.
        number: u32,
    },
}
