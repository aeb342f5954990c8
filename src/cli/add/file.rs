//! Files to be added, as they are read, and what is kept out of the archive.

use crate::cli::{Failure, Place};
use crate::store::{LARGEST_FILE, why};
use std::io::Read;
use std::path::Path;

/// Says of each of these that something was left out of it.
pub(in crate::cli) fn tell_of_secrets(left: &[String], place: &Place) {
    for address in left {
        place.complain(&format_args!(
            "{address}: a name or password to sign in with stood before the host, and was left out"
        ));
    }
}

/// All that `source` has, as long as it can be an article.
pub(super) fn read(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "it is larger than an article is")),
        false => Ok(bytes),
    }
}

pub(super) fn cannot_read(file: &Path, error: &std::io::Error) -> Failure {
    let help = match error.kind() {
        std::io::ErrorKind::IsADirectory => "name the files in it",
        std::io::ErrorKind::NotFound => "look at the path's spelling",
        std::io::ErrorKind::FileTooLarge => "no article has more than 1 GiB",
        _ => "make it readable",
    };
    Failure::new(file.display(), why(error), help)
}
