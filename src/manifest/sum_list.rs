//! Lists of sums as `sha256sum` writes them: a digest, two spaces, a path.

use super::NotOurs;
use crate::digest::Digest;
use std::fmt::Write;

/// Adds the line of the file at `path`. Our paths have no backslash and no line end in them, which would be escaped.
pub(super) fn push(list: &mut String, path: &str, sha256: Digest) {
    let _ = writeln!(list, "{}  {path}", sha256.hex());
}

/// The digest and the path in a line.
pub(super) fn read(line: &str) -> Option<(Digest, &str)> {
    let (hex, path) = line.split_at_checked(64)?;
    Some((Digest::from_hex(hex)?, path.strip_prefix("  ")?))
}

/// The text of a list; the error says that it is none.
pub(super) fn text(bytes: &[u8]) -> Result<&str, NotOurs> {
    let text = std::str::from_utf8(bytes).map_err(|why| NotOurs::Unreadable(format!("it is not UTF-8: {why}")))?;
    match text {
        _ if super::has_conflict(text) => Err(NotOurs::Conflict),
        _ if !text.is_empty() && !text.ends_with('\n') => {
            Err(NotOurs::Unreadable("it is cut off at the end".to_owned()))
        }
        _ => Ok(text),
    }
}

/// The error of a line, counted from 1, that has no place in its list.
pub(super) fn wrong(line: usize, why: &str) -> NotOurs {
    NotOurs::Unreadable(format!("line {line}: {why}"))
}
