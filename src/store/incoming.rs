//! Captures and web archives on their way into the archive, and what became of them.

use super::StoreError;
use crate::capture::{ArticleId, CapturePath, CapturedAt, Record};
use crate::digest::Digest;
use std::path::PathBuf;

/// Something to be taken into the archive.
#[derive(Debug, Clone)]
pub struct NewCapture {
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured: the name of its file.
    pub captured_at: CapturedAt,
    /// The ending of its file, without the dot.
    pub ending: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its record.
    pub record: Record,
}

/// The article that a new capture falsely says it is of, by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FalseClaim {
    /// The article.
    pub article: ArticleId,
    /// The number of the new capture that the article has, where both were added together.
    pub with: Option<usize>,
    /// The difference between the two.
    pub differs: ClaimConflict,
}

/// The difference between a new capture and the article whose address it gives itself, or whose file has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimConflict {
    /// They are of two sites.
    Site,
    /// They have two titles.
    Title,
    /// Most of their words differ.
    Words,
    /// They are of one moment, at which an address shows one page, and have other bytes.
    Moment,
    /// The captures of the article cannot be read.
    Unreadable,
}

/// The outcome for something that was to be taken in; its path, and the digest of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestOutcome {
    /// It is a new capture; how many captures its article has now.
    New(CapturePath, Digest, usize),
    /// It is the capture of an article of its own. The address that it names as its own is that of the article given here, but
    /// they are not the same: so it was added without an address.
    Disowned(CapturePath, Digest, FalseClaim),
    /// The article has a capture with these bytes already: nothing changed.
    Already(CapturePath, Digest),
    /// The bytes lay in the archive, and nothing listed them; now they are.
    Listed(CapturePath, Digest),
    /// The inventory listed these bytes, and they were gone; now they are back.
    Restored(CapturePath, Digest),
    /// It was not taken in, because it clashes with what is there; or with that new capture of the same run which has this
    /// number.
    Refused(StoreError, Option<usize>),
}

impl IngestOutcome {
    /// The digest of the bytes, if they are in the archive.
    pub fn digest(&self) -> Option<Digest> {
        match self {
            Self::New(_, digest, _)
            | Self::Disowned(_, digest, _)
            | Self::Already(_, digest)
            | Self::Listed(_, digest)
            | Self::Restored(_, digest) => Some(*digest),
            Self::Refused(..) => None,
        }
    }

    /// The path of the capture, if it is in the archive.
    pub fn path(&self) -> Option<&CapturePath> {
        match self {
            Self::New(path, ..)
            | Self::Disowned(path, ..)
            | Self::Already(path, _)
            | Self::Listed(path, _)
            | Self::Restored(path, _) => Some(path),
            Self::Refused(..) => None,
        }
    }
}

/// A capture from elsewhere, at the path that it had there.
#[derive(Debug, Clone)]
pub struct CopiedCapture {
    /// Its path.
    pub path: CapturePath,
    /// Its bytes; none of one whose record declares an extent, which is read in a web archive that comes before it.
    pub bytes: Vec<u8>,
    /// The bytes of its record, if it has one.
    pub record: Option<Vec<u8>>,
}

impl CopiedCapture {
    /// Leaves out of its record what [`Record::leave_out_secrets`] does; what is left of that.
    pub fn leave_out_secrets(&mut self) -> Vec<String> {
        let record = self.record.as_deref().and_then(|bytes| Record::from_bytes(bytes).ok());
        let Some(mut record) = record else { return Vec::new() };
        let left = record.leave_out_secrets();
        if !left.is_empty() {
            self.record = Some(record.to_bytes());
        }
        left
    }
}

/// A web archive to be kept whole.
#[derive(Debug, Clone)]
pub struct NewWebArchive {
    /// Its path in the archive.
    pub path: CapturePath,
    /// The file that it is now; it may lie at its path already.
    pub file: PathBuf,
}
