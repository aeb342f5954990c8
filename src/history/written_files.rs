//! The files that all captures have in common.

use super::{Checkpoint, History};
use crate::digest::Digest;
use crate::manifest::{Inventory, InventoryFiles, InventoryRoot, PageFiles, RepeatedTable};
use std::collections::BTreeMap;

/// The inventory that a log leads to, and every file of both below the root of the archive, by path; with the table of what
/// publishers repeat.
pub fn written_files(history: &History, table: &RepeatedTable) -> (Inventory, BTreeMap<String, Vec<u8>>) {
    let inventory = history.inventory();
    let inventory_files = InventoryFiles::of(&inventory.captures);
    let mut root = inventory_files.root();
    let mut others: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    if !table.is_empty() {
        others.insert(RepeatedTable::PATH.to_owned(), table.to_bytes());
    }
    if let Some(checkpoint) = history.checkpoint(history.size()) {
        others.extend((0..).map(History::path).zip(history.files()));
        others.insert(Checkpoint::PATH.to_owned(), checkpoint.to_bytes());
    }
    let pages = PageFiles::of(&inventory.captures);
    root.sums.extend(pages.named);
    root.sums.extend(others.iter().map(|(path, bytes)| (path.clone(), Digest::of(bytes))));
    let mut files = inventory_files.files;
    files.extend(pages.files);
    files.extend(others);
    files.insert(InventoryRoot::PATH.to_owned(), root.to_bytes());
    (inventory, files)
}
