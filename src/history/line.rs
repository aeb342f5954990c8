//! One line of the log: something that changed in the inventory.

use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::InventoryEntry;
use serde::{Deserialize, Serialize};

/// A line of the log, which is a leaf of its tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum LogLine {
    /// A capture is listed so from here on: the line that the inventory has.
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
    /// All that is listed here stood in the inventory with this digest.
    Inventory {
        /// The digest of that inventory's bytes.
        inventory: Digest,
    },
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
    /// Reads a line, in its one spelling.
    pub fn read(text: &str) -> Result<Self, LineError> {
        // Not as the untagged value that it is: that would say only that nothing fitted.
        let line = match text {
            _ if text.starts_with("{\"dropped\":") => {
                serde_json::from_str(text).map(|Dropped { dropped }| Self::Dropped { dropped })
            }
            _ if text.starts_with("{\"explains\":") => {
                serde_json::from_str(text).map(|Explained { explains, because }| Self::Explained { explains, because })
            }
            _ if text.starts_with("{\"inventory\":") => {
                serde_json::from_str(text).map(|Sealed { inventory }| Self::Inventory { inventory })
            }
            _ => serde_json::from_str(text).map(Self::Listed),
        };
        let line: Self = line.map_err(|why| why.to_string())?;
        if let Self::Explained { because, .. } = &line {
            is_reason(because)?;
        }
        if line.print() == text { Ok(line) } else { Err("it is not in canonical form".into()) }
    }

    /// Its one spelling, without a line feed.
    pub fn print(&self) -> String {
        serde_json::to_string(self).expect("a line has only text in it")
    }
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explained {
    explains: CapturePath,
    because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dropped {
    dropped: CapturePath,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    inventory: Digest,
}
