//! One line of the log: something that changed in the inventory.

use crate::capture::{CapturePath, CapturedAt, Extent};
use crate::digest::Digest;
use crate::manifest::format_1::Entry1;
use crate::manifest::{InventoryEntry, PagesSum};
use serde::{Deserialize, Serialize};

/// A line of the log, which is a leaf of its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogLine {
    /// A capture is listed so from here on.
    Listed(InventoryEntry),
    /// A capture is no longer listed.
    Dropped {
        /// The capture.
        dropped: CapturePath,
    },
    /// Why a capture was changed or dropped: the line behind it says so, or one before it did.
    Explained {
        /// The capture.
        explains: CapturePath,
        /// Why, in somebody's words.
        because: String,
    },
    /// All that is listed here stood in the inventory with this fingerprint.
    Inventory {
        /// The fingerprint.
        fingerprint: Digest,
    },
    /// All that is listed here stood in an inventory of format 1.
    Inventory1 {
        /// The digest of its bytes.
        inventory: Digest,
    },
}

/// An entry as a line: a key that would say nothing is left out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedLine {
    capture: CapturePath,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    captured_at: Option<CapturedAt>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    urls: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    came_from: Option<String>,
    sha256: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<Digest>,
    manifest: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extent: Option<Box<Extent>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pages: Option<Box<PagesSum>>,
}

impl From<&InventoryEntry> for ListedLine {
    fn from(entry: &InventoryEntry) -> Self {
        let captured_at = entry.captured_at.filter(|at| entry.capture.stamp() != Some(*at));
        let InventoryEntry { capture, urls, came_from, sha256, record, manifest, extent, pages, .. } = entry.clone();
        Self { capture, captured_at, urls, came_from, sha256, record, manifest, extent, pages }
    }
}

impl From<ListedLine> for InventoryEntry {
    fn from(line: ListedLine) -> Self {
        let ListedLine { capture, captured_at, urls, came_from, sha256, record, manifest, extent, pages } = line;
        let (article, captured_at) = (capture.article(), captured_at.or_else(|| capture.stamp()));
        Self { capture, article, captured_at, urls, came_from, sha256, record, manifest, extent, pages, reading: None }
    }
}

/// Why a line of the log, the reason in one, or a line of a file of signers cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LineError(String);

impl<W: Into<String>> From<W> for LineError {
    fn from(why: W) -> Self {
        Self(why.into())
    }
}

impl LogLine {
    /// Reads a line, in its one spelling, which for entries of format 1 is another one.
    pub fn read(text: &str) -> Result<Self, LineError> {
        // By its first key: else it could only be said that nothing fitted.
        let line = match text {
            _ if text.starts_with("{\"dropped\":") => {
                serde_json::from_str(text).map(|Dropped { dropped }| Self::Dropped { dropped })
            }
            _ if text.starts_with("{\"explains\":") => {
                serde_json::from_str(text).map(|Explained { explains, because }| Self::Explained { explains, because })
            }
            _ if text.starts_with("{\"fingerprint\":") => {
                serde_json::from_str(text).map(|Sealed { fingerprint }| Self::Inventory { fingerprint })
            }
            _ if text.starts_with("{\"inventory\":") => {
                serde_json::from_str(text).map(|Sealed1 { inventory }| Self::Inventory1 { inventory })
            }
            _ if Self::is_of_format_1(text) => serde_json::from_str(text).map(|line: Entry1| Self::Listed(line.into())),
            _ => serde_json::from_str(text).map(|line: ListedLine| Self::Listed(line.into())),
        };
        let line: Self = line.map_err(|why| why.to_string())?;
        if let Self::Explained { because, .. } = &line {
            is_reason(because)?;
        }
        let printed = if Self::is_of_format_1(text) { line.print_as_format_1() } else { line.print() };
        if printed == text { Ok(line) } else { Err("it is not in canonical form".into()) }
    }

    /// Returns true if `text` is an entry as format 1 spelled it: it names the article.
    pub fn is_of_format_1(text: &str) -> bool {
        let capture = text.strip_prefix("{\"capture\":\"");
        capture.and_then(|rest| rest.split_once('"')).is_some_and(|(_, rest)| rest.starts_with(",\"article\":"))
    }

    /// Its one spelling, without a line feed.
    pub fn print(&self) -> String {
        match self {
            Self::Listed(entry) => json(&ListedLine::from(entry)),
            Self::Dropped { dropped } => json(&Dropped { dropped: dropped.clone() }),
            Self::Explained { explains, because } => {
                json(&Explained { explains: explains.clone(), because: because.clone() })
            }
            Self::Inventory { fingerprint } => json(&Sealed { fingerprint: *fingerprint }),
            Self::Inventory1 { inventory } => json(&Sealed1 { inventory: *inventory }),
        }
    }

    /// Its spelling in format 1.
    pub(super) fn print_as_format_1(&self) -> String {
        match self {
            Self::Listed(entry) => json(&Entry1::from(entry)),
            _ => self.print(),
        }
    }
}

fn json(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("a line has only text in it")
}

/// Longest reason, in characters: it is for people to read.
const LONGEST_REASON: usize = 1000;

/// Says why `text` cannot be a reason, if it cannot.
///
/// # Errors
///
/// A text without words, of many lines, or too long.
pub fn is_reason(text: &str) -> Result<(), LineError> {
    match text {
        _ if !text.contains(char::is_alphanumeric) => Err("a reason cannot be empty".into()),
        _ if text.trim() != text || text.chars().any(char::is_control) => {
            Err("a reason must be one line, without spaces around it".into())
        }
        _ if text.chars().count() > LONGEST_REASON => {
            Err(format!("a reason can have at most {LONGEST_REASON} characters").into())
        }
        _ => Ok(()),
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explained {
    explains: CapturePath,
    because: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dropped {
    dropped: CapturePath,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    fingerprint: Digest,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed1 {
    inventory: Digest,
}
