//! The differences between two inventories, of which only the shards are read that differ.

use super::committed::{FileTrouble, pages_of};
use super::lookup::InventoryLookup;
use super::reader::RootReader;
use super::storage::Storage;
use super::{Root, StoreError};
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, PagesSum, Trouble, is_of_entries};
use std::collections::BTreeMap;

/// Entries of two inventories, by path: all that one of them has and the other has not, or has otherwise.
#[derive(Debug, Clone, Default)]
pub struct DifferingEntries {
    /// Those of the one before.
    pub before: BTreeMap<CapturePath, InventoryEntry>,
    /// Those of the one after.
    pub after: BTreeMap<CapturePath, InventoryEntry>,
}

/// The entries in which the inventory in `before` and that at `root` differ.
///
/// # Errors
///
/// An inventory that cannot be used.
pub fn differing(before: &dyn Storage, root: &Root) -> Result<DifferingEntries, StoreError> {
    let reader = RootReader::open(root)?;
    let refuse = |(path, trouble): FileTrouble| StoreError::new(path, trouble.to_string(), "use another revision");
    let open = |storage| Ok(Side { lookup: InventoryLookup::open(storage)?.0, storage });
    let sides = || -> Result<DifferingEntries, FileTrouble> { open(before)?.differing(&open(&reader)?) };
    sides().map_err(refuse)
}

/// An inventory, and the storage that it lies in.
struct Side<'s> {
    lookup: InventoryLookup,
    storage: &'s dyn Storage,
}

type Entries = BTreeMap<CapturePath, InventoryEntry>;

impl Side<'_> {
    fn differing(&self, after: &Side<'_>) -> Result<DifferingEntries, FileTrouble> {
        let is_alike = !self.lookup.is_of_format_1() && !after.lookup.is_of_format_1();
        let (mut before, mut after_entries) = match is_alike {
            true => (self.in_shards(after)?, after.in_shards(self)?),
            false => (self.all()?, after.all()?),
        };
        if is_alike {
            let pages =
                (self.pages_other_than(&before, &after_entries)?, after.pages_other_than(&after_entries, &before)?);
            before.extend(pages.0);
            after_entries.extend(pages.1);
        }
        let same: Vec<CapturePath> = before
            .iter()
            .filter(|(path, entry)| after_entries.get(*path) == Some(entry))
            .map(|(path, _)| path.clone())
            .collect();
        for path in same {
            before.remove(&path);
            after_entries.remove(&path);
        }
        Ok(DifferingEntries { before, after: after_entries })
    }

    fn at_root<T>(read: Result<T, Trouble>) -> Result<T, FileTrouble> {
        read.map_err(|trouble| (crate::manifest::InventoryRoot::PATH.to_owned(), trouble))
    }

    fn all(&self) -> Result<Entries, FileTrouble> {
        Ok(by_path(Self::at_root(self.lookup.all(self.storage))?))
    }

    /// The entries in shards that `other` has otherwise, and those that were added since.
    fn in_shards(&self, other: &Side<'_>) -> Result<Entries, FileTrouble> {
        let mut entries = by_path(Self::at_root(self.lookup.only_added(self.storage))?);
        let theirs = other.shards(self)?;
        let is_other = |(path, sum): &(String, Digest)| theirs.get(path) != Some(sum);
        for (path, _) in self.shards(other)?.into_iter().filter(is_other) {
            let shard = Self::at_root(self.lookup.shard_of(self.storage, &path))?;
            entries.extend(by_path(shard.to_vec()));
        }
        Ok(entries)
    }

    /// The digests of shards of entries; of those in one list only where `other` has that list otherwise.
    fn shards(&self, other: &Side<'_>) -> Result<BTreeMap<String, Digest>, FileTrouble> {
        let named = self.lookup.root.inventory().filter(|(path, _)| is_of_entries(path));
        if !self.lookup.root.layout().has_lists() {
            return Ok(named.map(|(path, sum)| (path.to_owned(), sum)).collect());
        }
        let mut shards = BTreeMap::new();
        for (list, _) in named.filter(|(path, sum)| other.lookup.root.sums.get(*path) != Some(sum)) {
            let sums = self.lookup.sums_in(self.storage, list)?;
            shards.extend(sums.iter().map(|(path, sum)| (path.clone(), *sum)));
        }
        Ok(shards)
    }

    /// The pages in lists of web archives that are among `ours`, and that `theirs` has not, or with another list.
    fn pages_other_than(&self, ours: &Entries, theirs: &Entries) -> Result<Entries, FileTrouble> {
        let sum_in = |entries: &Entries, path: &CapturePath| -> Option<PagesSum> {
            entries.get(path).and_then(|entry| entry.pages.as_deref().copied())
        };
        let other = ours.iter().filter(|(path, _)| sum_in(ours, path) != sum_in(theirs, path)).map(|(_, entry)| entry);
        let (pages, damaged) = pages_of(self.storage, other);
        match damaged.into_iter().next() {
            Some(trouble) => Err(trouble),
            None => Ok(by_path(pages.into_values().flatten().collect())),
        }
    }
}

fn by_path(entries: Vec<InventoryEntry>) -> Entries {
    entries.into_iter().map(|entry| (entry.capture.clone(), entry)).collect()
}
