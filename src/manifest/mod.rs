//! What was committed to: for one capture a manifest, for all of them the inventory.
//!
//! **Invariant**: a manifest, and an inventory, has one spelling; its parser reads exactly what its printer writes.

mod catalogue;
mod fixity;
mod holdings;
mod inventory;

pub use catalogue::{Catalogue, Resolution};
pub use fixity::{Breach, Witness, check};
pub use holdings::{Holdings, Trouble};
pub use inventory::{Entry, Inventory};

use crate::capture::{ArticleId, Capture, CapturePath, CapturedAt, MediaType};
use crate::digest::Digest;
use crate::segment::{Rules, Segment, segment};
use crate::transcript::{Charset, Transcript, decode};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What was committed to for one capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `literatim manifest 1`.
    pub format: String,
    /// Where the capture is kept.
    pub capture: CapturePath,
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured, if that is known.
    pub captured_at: Option<CapturedAt>,
    /// Its URLs, as the record has them.
    pub urls: Vec<String>,
    /// Who published it, if that is known.
    pub publisher: Option<String>,
    /// Its headline: as told, else as read.
    pub title: Option<String>,
    /// When it was published, if that is known.
    pub published: Option<String>,
    /// What kind of bytes it holds.
    pub media_type: MediaType,
    /// How many bytes it holds.
    pub bytes: usize,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// The digest of its capture record's bytes, if it has one.
    pub record: Option<Digest>,
    /// What was read out of it, or why nothing was.
    #[serde(flatten)]
    pub reading: Reading,
}

/// What was read out of a capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// Its text, typed.
    Transcript(Typed),
    /// Why it has no transcript.
    Undecodable(String),
}

/// A transcript as committed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    /// The charset that the bytes were read as.
    pub charset: Charset,
    /// The digest of the transcript, as UTF-8.
    pub sha256: Digest,
    /// How many bytes of UTF-8 it has.
    pub bytes: usize,
    /// The version of the rules that typed it.
    pub ruleset: String,
    /// Its segments.
    pub segments: Vec<Segment>,
}

/// Why some bytes are not a manifest, or not an inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOurs {
    /// Not JSON of the right form.
    Unreadable(String),
    /// A form that this version does not know.
    UnknownFormat(String),
    /// The right content in a second spelling; the offset of the first byte that differs.
    SecondSpelling(usize),
}

impl fmt::Display for NotOurs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => f.write_str(why),
            Self::UnknownFormat(format) => write!(f, "its format is {format:?}, which this version does not know"),
            Self::SecondSpelling(at) => {
                write!(f, "it was edited by hand: from byte {at} on it is not as `literatim manifest` writes it")
            }
        }
    }
}

impl std::error::Error for NotOurs {}

impl Manifest {
    /// What `format` says in every manifest of this version.
    pub const FORMAT: &str = "literatim manifest 1";

    /// The manifest of a capture, and the transcript it speaks of.
    pub fn of(capture: &Capture, record: Option<Digest>, rules: &Rules) -> (Self, Option<Transcript>) {
        let (reading, transcript) = match decode(capture) {
            Err(why) => (Reading::Undecodable(why.to_string()), None),
            Ok(transcript) => {
                let typed = Typed {
                    charset: transcript.charset().clone(),
                    sha256: Digest::of(transcript.text().as_bytes()),
                    bytes: transcript.text().len(),
                    ruleset: rules.version(),
                    segments: segment(&transcript, rules),
                };
                (Reading::Transcript(typed), Some(transcript))
            }
        };
        let manifest = Self {
            format: Self::FORMAT.to_owned(),
            capture: capture.path.clone(),
            article: capture.article(),
            captured_at: capture.captured_at(),
            urls: capture.record.urls.clone(),
            publisher: capture.record.publisher.clone(),
            title: capture.record.title.clone(),
            published: capture.record.published.clone(),
            media_type: capture.media_type(),
            bytes: capture.bytes.len(),
            sha256: Digest::of(&capture.bytes),
            record,
            reading,
        };
        (manifest, transcript)
    }
}
