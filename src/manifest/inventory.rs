//! Every manifest's digest, and what must be known of every capture to find it.

use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::digest::Digest;
use serde::{Deserialize, Serialize};

/// The inventory: one entry a capture, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// `literatim inventory 1`.
    pub format: String,
    /// Its entries, sorted by the path of the capture.
    pub captures: Vec<Entry>,
}

/// What the inventory says of one capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Where the capture is kept; its manifest's place follows from it.
    pub capture: CapturePath,
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// Its URLs.
    pub urls: Vec<String>,
    /// The digest of the capture's bytes.
    pub sha256: Digest,
    /// The digest of its manifest's bytes.
    pub manifest: Digest,
}

impl Inventory {
    /// What `format` says in every inventory of this version.
    pub const FORMAT: &str = "literatim inventory 1";
}
