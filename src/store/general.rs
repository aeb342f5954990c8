//! The files that all captures have in common: inventory, log, and the table of what publishers repeat; and how they are
//! written, so that one rename makes the new state the state.

use super::amend::write_log_locked;
use super::batch::Batch;
use super::committed::{Committed, FileTrouble};
use super::errors::{StoreError, why};
use super::listing::GeneratedListing;
use super::lock::WriteLock;
use super::reader::RootReader;
use super::staged;
use super::{Root, disk};
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

/// Puts files in their places and takes others away, all or none: they wait below `manifests/` until the new root has its
/// place, and are moved to theirs after it. What was not there before is put there first; nothing speaks of it yet.
pub(super) fn commit(root: &Root, mut files: FilesByPath, unneeded: &[String]) -> Result<(), StoreError> {
    let new_root = files.remove(InventoryRoot::PATH);
    let is_there = |path: &String| root.place(path).symlink_metadata().is_ok();
    let (changed, new): (FilesByPath, FilesByPath) = files.into_iter().partition(|(path, _)| is_there(path));
    let mut batch = Batch::new(root);
    for (path, bytes) in &new {
        batch.stage(path, bytes)?;
    }
    if new_root.is_some() {
        let mut list = String::new();
        for (path, bytes) in &changed {
            let sum = Digest::of(bytes);
            batch.stage(&staged::waiting(sum), bytes)?;
            list.push_str(&format!("{}  {path}\n", sum.hex()));
        }
        if let Some(bytes) = new_root.as_ref().filter(|_| !changed.is_empty()) {
            list.push_str(&format!("{}  {}\n", Digest::of(bytes).hex(), InventoryRoot::PATH));
            batch.stage(staged::LIST, list.as_bytes())?;
        }
        batch.barrier();
        if let Some(bytes) = &new_root {
            batch.stage(InventoryRoot::PATH, bytes)?;
        }
    } else {
        for (path, bytes) in &changed {
            batch.stage(path, bytes)?;
        }
    }
    batch.commit()?;
    finish(root)?;
    remove(root, unneeded.iter())
}

/// The advice where the new state is there already, and not all of it has its place.
const AGAIN: &str = "fix that and run it again: it continues where it stopped";

/// Moves what waits to its place, if the root that it waited for has its own; else takes it away.
pub(super) fn finish(root: &Root) -> Result<(), StoreError> {
    let folder = root.path().join(staged::FOLDER);
    if folder.symlink_metadata().is_err() {
        return Ok(());
    }
    let reader = RootReader::open(root)?;
    let waits = staged::list(&reader);
    for (path, sum) in waits {
        let failed = |error: std::io::Error| StoreError::new(&path, why(&error), AGAIN);
        let from = root.path().join(staged::waiting(sum));
        if from.symlink_metadata().is_ok() && is_ours(root, &path) {
            disk::rename(&from, &root.path().join(&path)).map_err(failed)?;
        }
    }
    let left = staged::left(&reader).map_err(|error| StoreError::new(staged::FOLDER, why(&error), AGAIN))?;
    remove(root, left.iter())
}

/// Returns true if `path` is that of a file which this program makes, and no link leads there: a list of what waits may be
/// a stranger's.
fn is_ours(root: &Root, path: &str) -> bool {
    let is_plain = !path.split('/').any(|part| matches!(part, "" | "." | ".."));
    let is_folder = |end: usize| {
        root.path().join(&path[..end]).symlink_metadata().is_ok_and(|found| found.is_dir() && !found.is_symlink())
    };
    is_plain
        && (path.starts_with("manifests/") || path.starts_with("history/"))
        && path.match_indices('/').all(|(end, _)| is_folder(end))
}

/// Removes generated files, and the folders that are empty without them.
pub(super) fn remove<'p>(root: &Root, paths: impl Iterator<Item = &'p String>) -> Result<(), StoreError> {
    for path in paths {
        match disk::remove_file(&root.place(path)) {
            // A killed run's leftover has the name that this one used and took away, where both had one process id.
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::new(path, why(&error), "remove it, and run this again"));
            }
            _ => {}
        }
        let mut folder = path.as_str();
        while let Some((outer, _)) = folder.rsplit_once('/').filter(|(outer, _)| outer.contains('/')) {
            if disk::remove_dir(&root.place(outer)).is_err() {
                break;
            }
            folder = outer;
        }
    }
    Ok(())
}

/// Puts what `state` has and `entries` into the inventory and the log, and with `table` in place of what publishers
/// repeat.
pub(super) fn fold(
    root: &Root,
    state: &Committed,
    entries: Vec<InventoryEntry>,
    table: &RepeatedTable,
) -> Result<(), StoreError> {
    let reader = RootReader::open(root)?;
    let refuse = |(path, trouble): FileTrouble| StoreError::new(path, trouble.to_string(), "nothing was changed");
    remove(root, GeneratedListing::of(root).leftovers.iter())?;
    let mut history = state.history(&reader).map_err(refuse)?;
    history.list(entries);
    let (_, files) = written_files(&history, table);
    let before = as_committed(&reader, state).map_err(refuse)?;
    let unneeded: Vec<String> = before.keys().filter(|path| !files.contains_key(*path)).cloned().collect();
    let changed = files.into_iter().filter(|(path, bytes)| before.get(path) != Some(bytes)).collect();
    commit(root, changed, &unneeded)
}

/// Puts what `literatim add` added since into the inventory and the log.
///
/// # Errors
///
/// An archive whose files are not what was committed to, or that an earlier version made, and a file that cannot be written.
pub fn write_log(root: &Root) -> Result<(), StoreError> {
    let _lock = WriteLock::exclusive(root)?;
    write_log_locked(root)
}
