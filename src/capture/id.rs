//! The name of an article.

use super::fold::{folded, seen};
use serde::{Deserialize, Serialize};
use std::{borrow::Borrow, fmt, str::FromStr, sync::Arc};

/// An article's id: the folder below `archive/` that holds its captures. It may have `/` in it, if folders are nested.
/// Clones share one text, as those of a [`CapturePath`](super::CapturePath) do: much is said of each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArticleId(Arc<str>);

/// Why some text cannot name an article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} cannot be an article id: {why}")]
pub struct NotAnId {
    text: String,
    why: &'static str,
}

/// Longest name of a folder or file, in bytes: file systems end at 255, and a capture's name gets endings.
const LONGEST_NAME: usize = 200;

/// Why `part` cannot be one component of a path that must be safe on every system, if it cannot.
pub(crate) fn unsafe_component(part: &str) -> Option<&'static str> {
    if !part.is_ascii() && seen(part).count() < part.chars().count() {
        // Where characters that cannot be seen are skipped, the rest is the name; git asks the same of `.git`.
        let rest: String = seen(part).collect();
        let why =
            if rest.is_empty() { Some("a part of it has only invisible characters") } else { unsafe_component(&rest) };
        if why.is_some() {
            return why;
        }
    }
    match part {
        "" => Some("a part of it is empty"),
        "." | ".." => Some("`.` and `..` are not names"),
        _ if part.starts_with('.') => Some("names that start with a dot are hidden files"),
        _ if part.len() > LONGEST_NAME => Some("a part of it is longer than 200 bytes"),
        _ if part.bytes().any(|byte| UNSAFE[usize::from(byte)])
            || (!part.is_ascii() && part.chars().any(char::is_control)) =>
        {
            Some("it has a control character, or one of \\ : * ? \" < > |")
        }
        _ if part.ends_with([' ', '.']) => Some("a part of it ends in a space or a dot"),
        _ if is_device(part) => Some("a part of it is the name of a device, which is reserved on Windows"),
        _ if part.eq_ignore_ascii_case("git~1") => {
            Some("a part of it is the short name of .git on Windows, which git refuses")
        }
        _ => None,
    }
}

/// The bytes that stand in no name: for each, whether it is one. Names are read by the thousand.
const UNSAFE: [bool; 256] = {
    let mut unsafe_bytes = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let mark = matches!(byte, b'\\' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|');
        unsafe_bytes[byte as usize] = mark || byte.is_ascii_control();
        byte += 1;
    }
    unsafe_bytes
};

/// Returns true if Windows keeps this name for a device, whatever its ending; blanks before that count for nothing
/// there.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end_matches(' ');
    let is_numbered = |name: &&str| {
        let number = stem.get(..3).filter(|head| head.eq_ignore_ascii_case(name)).map(|_| &stem[3..]);
        number.is_some_and(|number| matches!(number, "\u{b9}" | "\u{b2}" | "\u{b3}") || is_digit(number))
    };
    matches!(stem.len(), 3..=7)
        && (DEVICES.iter().any(|name| stem.eq_ignore_ascii_case(name)) || ["com", "lpt"].iter().any(is_numbered))
}

/// Devices without a number.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

fn is_digit(number: &str) -> bool {
    matches!(number.as_bytes(), [b'1'..=b'9'])
}

/// Why `part` cannot be a folder of an id, if it cannot. `manifests/a.json` is the manifest of `archive/a`, so that no
/// folder can have that name too.
fn unsafe_folder(part: &str) -> Option<&'static str> {
    match folded(part).ends_with(".json") {
        true => Some("folder names that end in .json are reserved for manifests"),
        false => unsafe_component(part),
    }
}

/// Longest id, in bytes; `PATH_MAX` is 4096 on Linux and 1024 on macOS, and the root needs room too.
const LONGEST_ID: usize = 600;

/// Most folders that an id has. Nothing is read that is nested deeper than 64, and in a bag it lies deeper by two.
const DEEPEST_ID: usize = 60;

/// Why `text` cannot be an id, if it cannot.
pub(super) fn why_not(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_ID {
        return Some("it is longer than 600 bytes");
    }
    if text.bytes().filter(|&byte| byte == b'/').count() >= DEEPEST_ID {
        return Some("it has more than 60 nested folders");
    }
    text.split('/').find_map(unsafe_folder)
}

impl ArticleId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ArticleId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl FromStr for ArticleId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match why_not(text) {
            Some(why) => Err(NotAnId { text: text.to_owned(), why }),
            None => Ok(Self(text.into())),
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
        id.to_string()
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A short id made from a title, URL path or file name: lowercase ASCII letters and digits, joined by `-`, at most 80
/// of them.
///
/// # Errors
///
/// Where nothing is left of it, or the name of a device.
pub fn slug(text: &str) -> Result<ArticleId, NotAnId> {
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
    slug.trim_end_matches('-').parse()
}
