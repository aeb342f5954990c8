//! Single files below the root, read and written by their paths.

use super::batch::Batch;
use super::errors::StoreError;
use super::reader::{RootReader, all_of};
use super::root::Root;
use super::storage::Storage;
use std::io;

/// The bytes of the file at `path` below `root`, if there is one.
pub fn read(root: &Root, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
    RootReader::open(root)?.read_if_there(path).map_err(|error| StoreError::io(path, &error))
}

/// The same for a file of `most` bytes at most, which a stranger may have written.
pub fn read_at_most(root: &Root, path: &str, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
    match RootReader::open(root)?.open_file(path).and_then(|file| all_of(file, most)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(path, &error)),
    }
}

/// Writes `bytes` to `path` below `root`, whatever stands there now.
pub fn write(root: &Root, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let mut batch = Batch::new(root);
    batch.stage(path, bytes)?;
    batch.commit()
}

/// Writes files below `root` that are not there yet; the paths of those that were written.
pub fn write_new<'p>(root: &Root, files: &[(&'p str, &str)]) -> Result<Vec<&'p str>, StoreError> {
    let mut batch = Batch::new(root);
    let mut written = Vec::new();
    for (path, text) in files {
        if root.place(path).symlink_metadata().is_err() {
            batch.stage(path, text.as_bytes())?;
            written.push(*path);
        }
    }
    batch.commit()?;
    Ok(written)
}
