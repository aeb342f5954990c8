//! The end of what a run began that was interrupted.

use super::errors::why;
use super::reader::RootReader;
use super::removal::remove;
use super::staged::{FOLDER, Pending, gone, movable, unmade};
use super::storage::Storage;
use super::sync::sync_folders;
use super::{Root, StoreError, disk};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// The advice where the new state is there already, and not all of it has its place.
const AGAIN: &str = "fix that and run it again: it continues where it stopped";

/// Ends what a run began, under the lock: removes what it moved where its change was not made, else moves and removes the
/// rest; then nothing waits any more.
pub(super) fn finish(root: &Root) -> Result<(), StoreError> {
    if !Pending::is_any(root) {
        return Ok(());
    }
    let reader = RootReader::in_place(root)?;
    remove(root, unmade(root, &reader).iter())?;
    let mut folders = BTreeSet::new();
    for (path, from) in movable(root, &reader) {
        let failed = |error: io::Error| StoreError::new(&path, why(&error), AGAIN);
        let to = root.place(&path);
        disk::rename(&root.place(&from), &to).map_err(failed)?;
        folders.extend(to.parent().map(Path::to_owned));
    }
    remove(root, gone(root, &reader).iter())?;
    // The lists go when what they say will outlast a power cut.
    let failed = |error: io::Error| StoreError::new(FOLDER, why(&error), AGAIN);
    sync_folders(root.path(), folders).map_err(failed)?;
    remove(root, reader.list(FOLDER).map_err(failed)?.iter())?;
    // It is empty where nothing was written but the folder.
    let _ = disk::remove_dir(&root.path().join(FOLDER));
    Ok(())
}
