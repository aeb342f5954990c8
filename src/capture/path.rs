//! Where a capture is kept.

use super::id::unsafe_component;
use super::{ArticleId, CapturedAt};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The place of a capture below the root: `archive/<article>/<name>`, or `archive/<name>` for a file dropped there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CapturePath(String);

/// Why some text is not the place of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACapturePath {
    text: String,
    why: &'static str,
}

impl fmt::Display for NotACapturePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} cannot be the path of a capture: {}", self.text, self.why)
    }
}

impl std::error::Error for NotACapturePath {}

/// What the name of a capture record adds to the name of its capture.
pub const RECORD_ENDING: &str = ".record.json";

impl CapturePath {
    /// The path as text, `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part below `archive/`.
    pub fn below_archive(&self) -> &str {
        &self.0["archive/".len()..]
    }

    /// The file's own name.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The article it is a capture of: its folder, or the name without ending of a file dropped into `archive/` itself.
    pub fn article(&self) -> ArticleId {
        let below = self.below_archive();
        let id = match below.rsplit_once('/') {
            Some((folder, _)) => folder,
            None => below.rsplit_once('.').map_or(below, |(stem, _)| stem),
        };
        id.parse().expect("a part of a checked path is an id")
    }

    /// The moment that its name tells, if it is a stamp.
    pub fn stamp(&self) -> Option<CapturedAt> {
        CapturedAt::from_stamp(self.file_name().split('.').next()?)
    }

    /// Where its capture record is kept.
    pub fn record(&self) -> String {
        format!("{}{RECORD_ENDING}", self.0)
    }

    /// Where its manifest is kept.
    pub fn manifest(&self) -> String {
        format!("manifests/{}.json", self.below_archive())
    }
}

impl FromStr for CapturePath {
    type Err = NotACapturePath;

    fn from_str(text: &str) -> Result<Self, NotACapturePath> {
        let refuse = |why| NotACapturePath { text: text.to_owned(), why };
        let below = text.strip_prefix("archive/").ok_or_else(|| refuse("it is not below archive/"))?;
        if below.ends_with(RECORD_ENDING) {
            return Err(refuse("that name is kept for capture records"));
        }
        match below.split('/').find_map(unsafe_component) {
            Some(why) => Err(refuse(why)),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl TryFrom<String> for CapturePath {
    type Error = NotACapturePath;

    fn try_from(text: String) -> Result<Self, NotACapturePath> {
        text.parse()
    }
}

impl From<CapturePath> for String {
    fn from(path: CapturePath) -> Self {
        path.0
    }
}

impl fmt::Display for CapturePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
