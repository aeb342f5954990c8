//! The files that all captures have in common: inventory, log, and the table of what publishers repeat; and how they are
//! written, so that one rename makes the new state the state.

use super::Root;
use super::batch::Batch;
use super::committed::{Committed, FileTrouble};
use super::errors::StoreError;
use super::listing::GeneratedListing;
use super::lock::WriteLock;
use super::reader::RootReader;
use super::removal::remove;
use super::staged;
use crate::digest::Digest;
use crate::history::written_files;
use crate::manifest::{InventoryEntry, InventoryRoot, RepeatedTable};
use std::collections::BTreeMap;

/// Files below the root, by path.
pub(super) type FilesByPath = BTreeMap<String, Vec<u8>>;

/// The files of a state as it was committed to, with what was added since in files of its own.
pub(super) fn as_committed(reader: &RootReader, state: &Committed) -> Result<FilesByPath, FileTrouble> {
    let history = state.written_history(reader)?;
    let table = state.written_table(reader)?;
    if let Some((inventory, log)) = history.format_1().or_else(|| state.is_of_format_1.then(Default::default)) {
        return Ok(super::format_1::files(&history, &table, inventory, log));
    }
    let (_, mut files) = written_files(&history, &table);
    files.extend(state.added.iter().map(|(path, added)| (path.clone(), added.to_bytes())));
    files.extend(state.added_lists());
    if state.is_missing {
        files.remove(InventoryRoot::PATH);
    }
    Ok(files)
}

/// Puts files in their places and takes others away, all or none: what takes the place of another file waits below
/// `manifests/` until the new root has its place, and is moved to its own after it. What was not there before is put there
/// first; nothing speaks of it yet. What `batch` has staged already is of the same change.
pub(super) fn commit(
    root: &Root,
    mut batch: Batch<'_>,
    mut files: FilesByPath,
    unneeded: &[String],
) -> Result<(), StoreError> {
    let new_root = files.remove(InventoryRoot::PATH);
    let is_there = |path: &String| root.place(path).symlink_metadata().is_ok();
    let (changed, new): (FilesByPath, FilesByPath) = files.into_iter().partition(|(path, _)| is_there(path));
    for (path, bytes) in &new {
        batch.stage(path, bytes)?;
    }
    let Some(new_root) = new_root else {
        for (path, bytes) in &changed {
            batch.stage(path, bytes)?;
        }
        batch.commit()?;
        return remove(root, unneeded.iter());
    };
    let (mut list, mut records) = (String::new(), String::new());
    for (path, bytes) in &changed {
        let sum = Digest::of(bytes);
        batch.stage(&staged::waiting(sum), bytes)?;
        list.push_str(&format!("{}  {path}\n", sum.hex()));
        if path.starts_with("archive/") {
            let identity = batch.identity_of_last().map_err(|error| StoreError::io(path, &error))?;
            records.push_str(&staged::lines([(path.as_str(), identity.as_str())].into_iter()));
        }
    }
    if !records.is_empty() {
        batch.stage(staged::RECORDS, records.as_bytes())?;
    }
    let decisive = format!("{}  {}\n", Digest::of(&new_root).hex(), InventoryRoot::PATH);
    if !changed.is_empty() {
        batch.stage(staged::LIST, (list + &decisive).as_bytes())?;
    }
    let gone = unneeded.iter().filter_map(|path| {
        let found = root.place(path).symlink_metadata().ok()?;
        Some((path.as_str(), staged::identity(&found)))
    });
    let gone: Vec<(&str, String)> = gone.collect();
    if !gone.is_empty() {
        let lines = staged::lines(gone.iter().map(|(path, identity)| (*path, identity.as_str())));
        batch.stage(staged::GONE, (lines + &decisive).as_bytes())?;
    }
    batch.stage(InventoryRoot::PATH, &new_root)?;
    batch.commit()
}

/// Puts what `state` has and `entries` into the inventory and the log, and with `table` in place of what publishers
/// repeat.
pub(super) fn fold(
    batch: Batch<'_>,
    reader: &RootReader,
    state: &Committed,
    (entries, table): (Vec<InventoryEntry>, &RepeatedTable),
) -> Result<(), StoreError> {
    let root = reader.root();
    let refuse = |(path, trouble): FileTrouble| StoreError::new(path, trouble.to_string(), "nothing was changed");
    let leftovers = GeneratedListing::of(reader).leftovers;
    // What waits is ours: nobody else writes.
    remove(root, leftovers.iter().filter(|path| !staged::is_waiting(path)))?;
    let mut history = state.history(reader).map_err(refuse)?;
    history.list(entries);
    let (_, files) = written_files(&history, table);
    let before = as_committed(reader, state).map_err(refuse)?;
    let unneeded: Vec<String> = before.keys().filter(|path| !files.contains_key(*path)).cloned().collect();
    let changed = files.into_iter().filter(|(path, bytes)| before.get(path) != Some(bytes)).collect();
    commit(root, batch, changed, &unneeded)
}

/// Ends what an interrupted run left, if one did: for a command that may find nothing else to write.
///
/// # Errors
///
/// A file that cannot be moved or removed.
pub fn tidy(root: &Root) -> Result<(), StoreError> {
    WriteLock::tidy(root)
}
