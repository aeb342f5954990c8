//! The files in `manifests/` and `history/` of an archive of format 1, which are compared and never made.

use super::general::FilesByPath;
use crate::digest::Digest;
use crate::history::{Checkpoint, History};
use crate::manifest::{InventoryRoot, RepeatedTable, format_1};

/// The files of an archive with this inventory and log.
pub(super) fn files(history: &History, table: &RepeatedTable, inventory: Vec<u8>, log: Vec<u8>) -> FilesByPath {
    let mut files = FilesByPath::new();
    let inventory = match inventory.is_empty() {
        true => format_1::print_inventory(None, &[]),
        false => inventory,
    };
    files.insert(format_1::INVENTORY_PATH.to_owned(), inventory);
    if !table.is_empty() {
        files.insert(RepeatedTable::PATH.to_owned(), table.to_bytes());
    }
    if let Some(checkpoint) = history.checkpoint(history.size()) {
        files.insert(History::FORMAT_1_PATH.to_owned(), log);
        files.insert(Checkpoint::PATH.to_owned(), checkpoint.to_bytes());
    }
    let sums = sums(&files, history);
    files.insert(InventoryRoot::PATH.to_owned(), sums);
    files
}

/// Every file that the inventory vouches for, and the files that all have in common, sorted by path.
fn sums(files: &FilesByPath, history: &History) -> Vec<u8> {
    let mut lines: Vec<(String, Digest)> =
        files.iter().map(|(path, bytes)| (path.clone(), Digest::of(bytes))).collect();
    for entry in history.listed().values() {
        if entry.extent.is_none() {
            lines.push((entry.capture.to_string(), entry.sha256));
        }
        lines.extend(entry.record.map(|record| (entry.capture.record(), record)));
        lines.push((entry.capture.manifest(), entry.manifest));
    }
    lines.sort();
    lines.iter().map(|(path, digest)| format!("{}  {path}\n", digest.hex())).collect::<String>().into_bytes()
}
