//! Globs that strangers may have written.

use std::fmt;

/// Most opening braces in one glob: what compiles globs digs as deep as they stand in each other.
pub const MOST_BRACES: usize = 100;

/// Returns true if a line of `text` has too many braces to be a glob that anybody needs.
pub fn is_too_deep(text: &[u8]) -> bool {
    let braces = |line: &[u8]| memchr::memchr_iter(b'{', line).count();
    text.split(|byte| *byte == b'\n').any(|line| braces(line) > MOST_BRACES)
}

/// A glob that cannot be used, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadGlob(String);

impl BadGlob {
    /// The glob is refused for this reason.
    pub fn new(why: impl fmt::Display) -> Self {
        Self(why.to_string())
    }
}

/// Refuses a glob that is too deep.
///
/// # Errors
///
/// It is.
pub fn refuse(glob: &str) -> Result<(), BadGlob> {
    match is_too_deep(glob.as_bytes()) {
        true => Err(BadGlob(format!("a glob has more than {MOST_BRACES} braces; write it plainly"))),
        false => Ok(()),
    }
}
