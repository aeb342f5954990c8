//! Files to be added, as they are read, and what is kept out of the archive.

use crate::cli::{Failure, Place};
use crate::store::{LARGEST_FILE, why};
use std::io::Read;
use std::path::Path;

/// Says of each of these that something was left out of it.
pub(in crate::cli) fn warn_of_secrets(left: &[String], place: &Place) {
    for address in left {
        place.complain(&format_args!("{address}: a user name or password before the host was removed"));
    }
}

/// All that `source` has, as long as it can be an article.
pub(super) fn read(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "the file is too large")),
        false => Ok(bytes),
    }
}

pub(super) fn cannot_read(file: &Path, error: &std::io::Error) -> Failure {
    let help = match error.kind() {
        std::io::ErrorKind::IsADirectory => "name the files in the folder",
        std::io::ErrorKind::NotFound => "check the path",
        std::io::ErrorKind::FileTooLarge => "the limit is 1 GiB",
        _ => "check its permissions",
    };
    Failure::new(file.display(), why(error), help)
}
