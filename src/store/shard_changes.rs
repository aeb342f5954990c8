//! The files of an inventory in which some entries are others than in the one that is written: only the shards that have
//! these are read, and made again.

use super::lookup::InventoryLookup;
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::{Counts, InventoryEntry, InventoryRoot, ListedName, Trouble};
use std::collections::{BTreeMap, BTreeSet};

/// The entries of some captures from now on; `None` for what is not listed any more.
pub(super) type EntryChanges = BTreeMap<CapturePath, Option<InventoryEntry>>;

/// The root of an inventory in which some entries are others, and the files that are others with it.
pub(super) struct ChangedShards {
    /// The root, which names the log and the table of what publishers repeat as they were.
    pub root: InventoryRoot,
    /// Shards and lists of shards, by path; `None` for what nothing is in any more.
    pub files: BTreeMap<String, Option<Vec<u8>>>,
}

impl InventoryLookup {
    /// The entry at `path` in the inventory as it is written.
    pub(super) fn written(&self, storage: &dyn Storage, path: &CapturePath) -> Result<Option<InventoryEntry>, Trouble> {
        let shard = self.shard_of(storage, &self.root.layout().entries_in(path.folder()))?;
        Ok(shard.iter().find(|entry| entry.capture == *path).cloned())
    }

    /// The inventory as it is written, with these changes; `None` where its shards are arranged otherwise then, so that all
    /// of them are others.
    pub(super) fn with_changes(
        &self,
        storage: &dyn Storage,
        changes: &EntryChanges,
    ) -> Result<Option<ChangedShards>, Trouble> {
        let mut before = Vec::new();
        for path in changes.keys() {
            before.extend(self.written(storage, path)?);
        }
        let after: Vec<&InventoryEntry> = changes.values().flatten().collect();
        let counts = self.root.counts.without(Counts::of(&before)).with(Counts::of(after.iter().copied()));
        let layout = counts.layout();
        if layout != self.root.layout() {
            return Ok(None);
        }
        let mut files = BTreeMap::new();
        let mut shards: BTreeMap<String, Vec<&InventoryEntry>> = BTreeMap::new();
        for (path, is) in changes {
            shards.entry(layout.entries_in(path.folder())).or_default().extend(is);
        }
        for (path, new) in shards {
            let known = self.shard_of(storage, &path)?;
            let kept = known.iter().filter(|entry| !changes.contains_key(&entry.capture));
            let mut entries: Vec<&InventoryEntry> = kept.chain(new).collect();
            entries.sort_unstable_by(|one, other| one.capture.cmp(&other.capture));
            let bytes = (!entries.is_empty()).then(|| InventoryEntry::print_all(entries));
            files.insert(path, bytes);
        }
        let names_of = |entry: &InventoryEntry| {
            ListedName::all_of(entry).into_iter().map(|name| (layout.names_of(&name.name), name))
        };
        let mut names: BTreeMap<String, (BTreeSet<ListedName>, BTreeSet<ListedName>)> = BTreeMap::new();
        for (path, name) in before.iter().flat_map(names_of) {
            names.entry(path).or_default().0.insert(name);
        }
        for (path, name) in after.into_iter().flat_map(names_of) {
            names.entry(path).or_default().1.insert(name);
        }
        for (path, (gone, new)) in names {
            let known = self.names_in(storage, &path)?;
            let kept = known.iter().filter(|name| !gone.contains(name)).cloned();
            let all: BTreeSet<ListedName> = kept.chain(new).collect();
            let bytes = (!all.is_empty()).then(|| ListedName::print_all(&all));
            files.insert(path, bytes);
        }
        self.named_by_root(storage, counts, files).map(Some)
    }

    /// The root that leads to these shards, and the lists between.
    fn named_by_root(
        &self,
        storage: &dyn Storage,
        counts: Counts,
        mut files: BTreeMap<String, Option<Vec<u8>>>,
    ) -> Result<ChangedShards, Trouble> {
        let mut root = InventoryRoot { counts, ..self.root.clone() };
        let mut lists: BTreeMap<String, BTreeMap<String, Digest>> = BTreeMap::new();
        for (path, bytes) in &files {
            let sums = match root.layout().list_of(path) {
                None => &mut root.sums,
                Some(list) => {
                    if !lists.contains_key(&list) {
                        let sums = self.sums_in(storage, &list).map_err(|trouble| self.met(trouble))?;
                        lists.insert(list.clone(), BTreeMap::clone(&sums));
                    }
                    lists.entry(list).or_default()
                }
            };
            match bytes {
                Some(bytes) => drop(sums.insert(path.clone(), Digest::of(bytes))),
                None => drop(sums.remove(path)),
            }
        }
        for (path, sums) in lists {
            let bytes = (!sums.is_empty()).then(|| InventoryRoot::print_list(&sums));
            match &bytes {
                Some(bytes) => drop(root.sums.insert(path.clone(), Digest::of(bytes))),
                None => drop(root.sums.remove(&path)),
            }
            files.insert(path, bytes);
        }
        Ok(ChangedShards { root, files })
    }
}
