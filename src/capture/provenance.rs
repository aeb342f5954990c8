//! The record of a web archive that a capture was taken from.

use super::{Extent, without_userinfo};
use serde::{Deserialize, Serialize};

/// The outcome of the check of a digest that a web archive has for its own bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Check {
    /// The bytes have this digest.
    Verified,
    /// They have another.
    Wrong,
    /// It is of a kind, or in a spelling, that is not read here.
    Unverifiable,
    /// There is none.
    NotCovered,
}

impl Check {
    /// Every answer; only the first is good.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Wrong, Self::Unverifiable, Self::NotCovered];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Wrong => "wrong",
            Self::Unverifiable => "unverifiable",
            Self::NotCovered => "not covered",
        }
    }
}

impl Provenance {
    /// The record's id, or that of the one it refers to, without a name or password to sign in with; `None` where there
    /// is none in either.
    pub fn record_id_with_secret(&self) -> Option<String> {
        without_userinfo(&self.record_id).or_else(|| without_userinfo(self.refers_to.as_deref()?))
    }
}

/// The record of a web archive that a capture was taken out of, and what was checked then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// The record's id: `WARC-Record-ID`.
    pub record_id: String,
    /// The record's kind: `response`, `resource` or `revisit`.
    pub kind: String,
    /// The file in a WACZ that the record stood in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The first byte of the record in that file; where that is compressed, the member that it begins in.
    pub offset: u64,
    /// The digest of the whole record's content, as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block_digest: Option<String>,
    /// The outcome of its check.
    pub block: Check,
    /// The digest of what the server sent without its head, as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_digest: Option<String>,
    /// The outcome of its check.
    pub payload: Check,
    /// For a revisit, the id of the record that holds the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refers_to: Option<String>,
    /// Why the archive has only the beginning of it, as declared by `WARC-Truncated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<String>,
    /// The range in which the bytes are read, if they were left in the web archive; else they were taken out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
}
