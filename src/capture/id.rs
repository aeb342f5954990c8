//! The name of an article.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An article's id: the folder below `archive/` that holds its captures. It may have `/` in it, if folders are nested.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArticleId(String);

/// Why some text cannot name an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnId {
    text: String,
    why: &'static str,
}

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} cannot be an article id: {}", self.text, self.why)
    }
}

impl std::error::Error for NotAnId {}

/// Why `part` cannot be one component of a path that must be safe on every system, if it cannot.
pub(crate) fn unsafe_component(part: &str) -> Option<&'static str> {
    let reserved = ["con", "prn", "aux", "nul"];
    match part {
        "" => Some("it has an empty component"),
        "." | ".." => Some("`.` and `..` are not names"),
        _ if part.starts_with('.') => Some("names that start with a dot are hidden files"),
        _ if part.len() > 200 => Some("it is longer than 200 bytes"),
        _ if part.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c)) => {
            Some("it has a control character, or one of \\ : * ? \" < > |")
        }
        _ if part.ends_with([' ', '.']) => Some("it ends in a space or a dot"),
        _ if reserved.contains(&part.split('.').next().unwrap_or(part).to_ascii_lowercase().as_str()) => {
            Some("that name is reserved on some systems")
        }
        _ => None,
    }
}

impl ArticleId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ArticleId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.split('/').find_map(unsafe_component) {
            Some(why) => Err(NotAnId { text: text.to_owned(), why }),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl TryFrom<String> for ArticleId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<ArticleId> for String {
    fn from(id: ArticleId) -> Self {
        id.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A short id made from a title, URL path or file name: lowercase ASCII letters and digits, joined by `-`, at most 80
/// of them. `None` where nothing is left.
pub fn slug(text: &str) -> Option<ArticleId> {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for c in text.nfkd().filter(|&c| !unicode_normalization::char::is_combining_mark(c)) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '’') {
            slug.push('-');
        }
    }
    slug.truncate(80);
    slug.trim_end_matches('-').parse().ok()
}
