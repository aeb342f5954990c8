//! The path of a capture.

use super::fold::folded;
use super::id::{self, unsafe_component};
use super::{ArticleId, CapturedAt};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::Arc};

/// The place of a capture below the root: `archive/<article>/<stamp>.<ending>`, or `archive/<article>.<ending>` for a file
/// that was put there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CapturePath(Arc<str>);

/// Why some text is not the place of a capture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} cannot be the path of a capture: {why}")]
pub struct NotACapturePath {
    /// The text that was to be read.
    pub text: String,
    /// Why it is none.
    pub why: &'static str,
}

/// The ending that a capture record's name adds to that of its capture.
pub const RECORD_ENDING: &str = ".record.json";

/// The endings of the names of web archives.
const ENDINGS: [&str; 4] = [".warc", ".warc.gz", ".warc.zst", ".wacz"];

/// Returns true if a file of this name is a web archive: a WARC file, compressed or not, or a WACZ.
pub fn is_web_archive(name: &str) -> bool {
    let ends = |ending: &&str| {
        let at = name.len().checked_sub(ending.len());
        at.and_then(|at| name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    ENDINGS.iter().any(ends)
}

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

    /// The article it is a capture of: its folder, if its name is a stamp; else its own path without ending.
    pub fn article(&self) -> ArticleId {
        self.article_name().parse().expect("a path is read only if its article is an id")
    }

    /// The article's id as text.
    pub fn article_name(&self) -> &str {
        article(self.below_archive())
    }

    /// Its folder below `archive/`; of a file in `archive/` itself, its name without ending. What an inventory knows it by
    /// does not depend on the article that it is a capture of.
    pub fn folder(&self) -> &str {
        let below = self.below_archive();
        match below.rsplit_once('/') {
            Some((folder, _)) => folder,
            None => below.rsplit_once('.').map_or(below, |(stem, _)| stem),
        }
    }

    /// Returns true if it lies in `archive/` itself.
    pub fn is_dropped(&self) -> bool {
        !self.below_archive().contains('/')
    }

    /// Returns true if it is a web archive, by its name: captures may lie in it, and it is none that words are read out
    /// of.
    pub fn is_web_archive(&self) -> bool {
        is_web_archive(&self.0)
    }

    /// The moment that its name gives, if it is a stamp.
    pub fn stamp(&self) -> Option<CapturedAt> {
        stamp(self.file_name())
    }

    /// The path of its capture record.
    pub fn record(&self) -> String {
        format!("{}{RECORD_ENDING}", self.0)
    }

    /// The path of its manifest.
    pub fn manifest(&self) -> String {
        format!("manifests/{}.json", self.below_archive())
    }
}

/// The part of a path below `archive/` that names the article.
fn article(below: &str) -> &str {
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    if !folder.is_empty() && stamp(name).is_some() {
        return folder;
    }
    let ending = name.rfind('.').map_or(0, |dot| name.len() - dot);
    &below[..below.len() - ending]
}

fn stamp(name: &str) -> Option<CapturedAt> {
    CapturedAt::from_stamp(name.split('.').next()?)
}

/// Why a file named `below` under `archive/` cannot be a capture, if it cannot. What is kept for a name is kept for every
/// spelling of it that is the same file on some system.
fn why_not(below: &str) -> Option<&'static str> {
    let name = below.rsplit('/').next().unwrap_or(below);
    let fold = folded(name);
    if fold.ends_with(RECORD_ENDING) {
        return Some("that name is reserved for capture records");
    }
    if below.len() == name.len() && (fold == "inventory" || fold == "repeated") {
        return Some("its manifest would have the path of another file in manifests/");
    }
    let top = below.split_once('/').map(|(top, _)| folded(top));
    if top.is_some_and(|top| ["sha256sums", "inventory.d", "names.d"].contains(&&*top)) {
        return Some("its manifest would be in a folder that manifests/ has for something else");
    }
    unsafe_component(name).or_else(|| id::why_not(article(below)))
}

impl FromStr for CapturePath {
    type Err = NotACapturePath;

    fn from_str(text: &str) -> Result<Self, NotACapturePath> {
        let refuse = |why| NotACapturePath { text: text.to_owned(), why };
        let below = text.strip_prefix("archive/").ok_or_else(|| refuse("it is not in archive/"))?;
        match why_not(below) {
            Some(why) => Err(refuse(why)),
            None => Ok(Self(text.into())),
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
        path.to_string()
    }
}

impl fmt::Display for CapturePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
