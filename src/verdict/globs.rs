//! Globs that strangers may have written.

/// Most opening braces in one glob: what compiles globs digs as deep as they stand in each other.
pub const MOST_BRACES: usize = 100;

/// Returns true if a line of `text` has too many braces to be a glob that anybody needs.
pub fn is_too_deep(text: &[u8]) -> bool {
    let braces = |line: &[u8]| memchr::memchr_iter(b'{', line).count();
    text.split(|byte| *byte == b'\n').any(|line| braces(line) > MOST_BRACES)
}

/// Says of a glob in `key` of literatim.toml that it is too deep, if it is.
///
/// # Errors
///
/// The flaw, in a sentence.
pub fn refuse(key: &str, glob: &str) -> Result<(), String> {
    match is_too_deep(glob.as_bytes()) {
        true => Err(format!("literatim.toml: {key}: a glob has more than {MOST_BRACES} braces; write it plainly")),
        false => Ok(()),
    }
}
