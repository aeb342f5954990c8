//! The log and its seals, read and written.

use super::batch::Batch;
use super::committed::{Committed, FileTrouble};
use super::errors::why;
use super::lock::WriteLock;
use super::reader::RootReader;
use super::storage::Storage;
use super::walk::EntryKind;
use super::{Root, StoreError};
use crate::history::{Attestation, Checkpoint, History};
use crate::manifest::{Inventory, InventoryEntry};

/// The folder of seals, below the root.
const FOLDER: &str = "history/seals";

/// The log of the archive, with what was added since it was written.
///
/// # Errors
///
/// An inventory or a log that is lost, or is none.
pub fn history(root: &Root) -> Result<History, StoreError> {
    let reader = RootReader::open(root)?;
    let history = settled(root, || Committed::read_history(&reader))?;
    history.map_err(|(path, trouble)| StoreError::new(path, trouble.to_string(), "for example with `git checkout`"))
}

/// The inventory of all that was committed to.
///
/// # Errors
///
/// An inventory that is lost, or is none.
pub fn inventory(root: &Root) -> Result<Inventory, StoreError> {
    let reader = RootReader::open(root)?;
    let inventory = settled(root, || Committed::read(&reader).and_then(|state| state.inventory()))?;
    inventory.map_err(|(path, trouble)| StoreError::new(path, trouble.to_string(), "for example with `git checkout`"))
}

/// The result of `read`, once more if it is wrong and somebody writes: half of a writing must not look like damage.
fn settled<T>(root: &Root, read: impl Fn() -> Result<T, FileTrouble>) -> Result<Result<T, FileTrouble>, StoreError> {
    let first = read();
    if first.is_err() && WriteLock::wait_for_writer(root)? { Ok(read()) } else { Ok(first) }
}

/// The same for the archive in `storage`; `None` where there is none.
///
/// # Errors
///
/// An inventory that is none.
pub fn inventory_of(storage: &dyn Storage) -> Result<Option<Inventory>, StoreError> {
    let inventory = Committed::read(storage).and_then(|state| {
        let is_there = !state.is_missing || !state.added.is_empty();
        state.inventory().map(|inventory| Some(inventory).filter(|_| is_there))
    });
    inventory.map_err(|(path, trouble)| StoreError::new(path, trouble.to_string(), "use another revision"))
}

/// What is listed in the archive in `storage` and has no line in its log: what was added since that was written, and pages
/// of web archives. There may be more; `None` where there is no archive.
///
/// # Errors
///
/// An inventory that is none.
pub fn unlogged_of(storage: &dyn Storage) -> Result<Option<Vec<InventoryEntry>>, StoreError> {
    let unlogged = Committed::unlogged(storage)
        .map_err(|(path, trouble)| StoreError::new(path, trouble.to_string(), "use another revision"))?;
    unlogged.map_or_else(|| Ok(inventory_of(storage)?.map(|inventory| inventory.captures)), |entries| Ok(Some(entries)))
}

/// Every checkpoint that was kept, the oldest first, with what lies beside it.
///
/// # Errors
///
/// Anything in the folder that is no seal, or cannot be read.
pub fn seals(root: &Root) -> Result<Vec<Attestation>, StoreError> {
    let reader = RootReader::open(root)?;
    let read = |path: &str| reader.read_if_there(path).map_err(|error| StoreError::new(path, why(&error), "fix that"));
    let mut seals = Vec::new();
    for found in reader.walk(FOLDER) {
        let stem =
            ["", ".sig", ".tsr"].iter().find_map(|end| found.path.strip_suffix(end)?.strip_suffix(".checkpoint"));
        if found.kind != EntryKind::File || stem.is_none() {
            return Err(StoreError::new(
                found.path,
                "it is not a checkpoint, signature or time stamp",
                "remove it from history/seals/",
            ));
        }
        let path = format!("{}.checkpoint", stem.unwrap_or_default());
        if found.path != path {
            if read(&path)?.is_none() {
                return Err(StoreError::new(found.path, "its checkpoint is missing", "restore it"));
            }
            continue;
        }
        let bytes = read(&path)?.unwrap_or_default();
        let [signature, token] = [read(&format!("{path}.sig"))?, read(&format!("{path}.tsr"))?];
        seals.push(Attestation { path, bytes, signature, token });
    }
    seals.sort_by_key(|seal| Checkpoint::from_bytes(&seal.bytes).map_or(0, |checkpoint| checkpoint.size));
    Ok(seals)
}

/// Keeps a checkpoint, and a signature or time stamp of it, by the ending of that; where both are kept.
///
/// # Errors
///
/// Where another signature or time stamp is kept already: it is never written over.
pub fn keep(root: &Root, checkpoint: &Checkpoint, beside: Option<(&str, &[u8])>) -> Result<String, StoreError> {
    let lock = WriteLock::exclusive(root)?;
    let path = Checkpoint::seal_path(checkpoint.size);
    let bytes = checkpoint.to_bytes();
    let mut batch = Batch::new(root, &lock);
    match super::read(root, &path)? {
        None => batch.stage_new(&path, &bytes)?,
        Some(kept) if kept == bytes => {}
        Some(_) => {
            let what = "another checkpoint with the same number of lines exists: history was rewritten since";
            return Err(StoreError::new(path, what, "find out why, and restore the log"));
        }
    }
    if let Some((ending, bytes)) = beside {
        batch.stage_new(&format!("{path}.{ending}"), bytes)?;
    }
    batch.commit()?;
    Ok(path)
}
