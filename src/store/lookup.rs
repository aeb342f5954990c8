//! The inventory, asked by need: a name or a folder is looked up by the root, a list of shards and a shard, each proven by
//! the one before. That there is nothing is proven in the same way.

use super::cache::{Cache, cached};
use super::committed::{
    Committed, FileTrouble, added, added_twice, part, proven_by_log, root, unusable, written_table,
};
use super::page_caches::PageCaches;
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::{
    Counts, InventoryEntry, InventoryFiles, InventoryRoot, Listed, ListedName, NameSource, NotOurs, PagesSum,
    RepeatedTable, Trouble,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The inventory of the archive in a storage.
pub(super) struct InventoryLookup {
    pub(super) root: InventoryRoot,
    /// Entries that were added since, by the folder below `archive/` that it lies in; all of it, for an inventory of format 1.
    added: BTreeMap<String, Vec<InventoryEntry>>,
    /// A capture that the last of the files lists that say what was added since.
    last_added: Option<CapturePath>,
    /// The names of that, sorted.
    added_names: Vec<ListedName>,
    /// Paragraphs that publishers repeat, as was learned since.
    repeated: Vec<RepeatedTable>,
    is_of_format_1: bool,
    lists: Cache<BTreeMap<String, Digest>>,
    shards: Cache<Vec<InventoryEntry>>,
    names: Cache<Vec<ListedName>>,
    pub(super) pages: PageCaches,
    /// The files that could not be used, and why.
    troubles: Mutex<BTreeMap<String, Trouble>>,
}

fn folder(entry: &InventoryEntry) -> &str {
    entry.capture.folder()
}

impl InventoryLookup {
    /// Reads the root, and what was added since it was written. Returns true, too, if there is neither.
    pub fn open(storage: &dyn Storage) -> Result<(Self, bool), FileTrouble> {
        let Some(root) = root(storage)? else {
            let state = Committed::read(storage)?;
            let is_missing = state.is_missing && state.added.is_empty();
            let mut lookup = Self::of(InventoryRoot::default(), state.entries()?);
            lookup.is_of_format_1 = state.is_of_format_1;
            lookup.repeated = state.added.into_values().map(|added| added.repeated).collect();
            return Ok((lookup, is_missing));
        };
        proven_by_log(storage, &root)?;
        let mut repeated = Vec::new();
        let mut entries: BTreeMap<CapturePath, InventoryEntry> = BTreeMap::new();
        let mut last_added = None;
        for (path, one) in added(storage)? {
            repeated.push(one.repeated);
            last_added = one.captures.first().map(|entry| entry.capture.clone()).or(last_added);
            for entry in one.captures {
                let known = entries.insert(entry.capture.clone(), entry);
                let differs = known.filter(|known| entries.get(&known.capture) != Some(known));
                if let Some(entry) = differs {
                    return Err((path, added_twice(&entry)));
                }
            }
        }
        let mut lookup = Self::of(root, entries.into_values().collect());
        (lookup.repeated, lookup.last_added) = (repeated, last_added);
        Ok((lookup, false))
    }

    fn of(root: InventoryRoot, entries: Vec<InventoryEntry>) -> Self {
        let mut names: Vec<ListedName> = entries.iter().flat_map(ListedName::all_of).collect();
        names.sort_unstable();
        let mut added: BTreeMap<String, Vec<InventoryEntry>> = BTreeMap::new();
        for entry in entries {
            added.entry(folder(&entry).to_owned()).or_default().push(entry);
        }
        Self {
            root,
            added,
            last_added: None,
            added_names: names,
            repeated: Vec::new(),
            is_of_format_1: false,
            lists: Cache::default(),
            shards: Cache::default(),
            names: Cache::default(),
            pages: PageCaches::default(),
            troubles: Mutex::default(),
        }
    }

    /// The digest of the shard at `path`; `None` if there is none, because nothing is in it.
    fn sum(&self, storage: &dyn Storage, path: &str) -> Result<Option<Digest>, FileTrouble> {
        let Some(list) = self.root.layout_of(path).list_of(path) else {
            return Ok(self.root.sums.get(path).copied());
        };
        Ok(self.sums_in(storage, &list)?.get(path).copied())
    }

    /// The digests in the list of shards at `list`, by path; none if there is no such list.
    pub(super) fn sums_in(
        &self,
        storage: &dyn Storage,
        list: &str,
    ) -> Result<Arc<BTreeMap<String, Digest>>, FileTrouble> {
        let Some(sum) = self.root.sums.get(list) else { return Ok(Arc::default()) };
        cached(&self.lists, list, || {
            let bytes = part(storage, list, *sum)?;
            let read = self.root.read_list(list, &bytes);
            read.map_err(|why| (list.to_owned(), unusable(&why.to_string())))
        })
    }

    pub(super) fn shard<T: Default>(
        &self,
        storage: &dyn Storage,
        (cache, path): (&Cache<T>, &str),
        read: fn(&[u8]) -> Result<T, NotOurs>,
    ) -> Result<Arc<T>, Trouble> {
        let found = cached(cache, path, || match self.sum(storage, path)? {
            None => Ok(T::default()),
            Some(sum) => {
                let bytes = part(storage, path, sum)?;
                read(&bytes).map_err(|why| (path.to_owned(), unusable(&why.to_string())))
            }
        });
        found.map_err(|trouble| self.met(trouble))
    }

    /// The entries in the shard at `path`.
    pub(super) fn shard_of(&self, storage: &dyn Storage, path: &str) -> Result<Arc<Vec<InventoryEntry>>, Trouble> {
        self.shard(storage, (&self.shards, path), InventoryEntry::read_all)
    }

    /// The web archives that were added since and have lists of pages.
    pub(super) fn added_lists(&self) -> Vec<(CapturePath, PagesSum)> {
        let added = self.added.values().flatten();
        added.filter_map(|entry| Some((entry.capture.clone(), *entry.pages.as_deref()?))).collect()
    }

    /// The trouble of whatever needs a file that could not be used; that is kept.
    pub(super) fn met(&self, (file, trouble): FileTrouble) -> Trouble {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        troubles.insert(file.clone(), trouble.clone());
        Trouble::Manifest(format!("{file}: {trouble}"))
    }

    /// The names in the shard at `path`.
    pub(super) fn names_in(&self, storage: &dyn Storage, path: &str) -> Result<Arc<Vec<ListedName>>, Trouble> {
        self.shard(storage, (&self.names, path), ListedName::read_all)
    }

    /// The entries of captures in `folder`, a path below `archive/`, sorted by path.
    pub fn entries(&self, storage: &dyn Storage, in_folder: &str) -> Result<Vec<InventoryEntry>, Trouble> {
        let mut entries = self.entries_but_for_pages(storage, in_folder)?;
        let pages = self.pages_in(storage, in_folder)?;
        if !pages.is_empty() {
            // What has files of its own goes first.
            let is_new = |page: &InventoryEntry| !entries.iter().any(|known| known.capture == page.capture);
            let new: Vec<InventoryEntry> = pages.into_iter().filter(is_new).collect();
            entries.extend(new);
            entries.sort_unstable_by(|one, other| one.capture.cmp(&other.capture));
        }
        Ok(entries)
    }

    /// The same without pages that are lines in the lists of web archives.
    pub(super) fn entries_but_for_pages(
        &self,
        storage: &dyn Storage,
        in_folder: &str,
    ) -> Result<Vec<InventoryEntry>, Trouble> {
        let path = self.root.layout().entries_in(in_folder);
        let shard = self.shard_of(storage, &path)?;
        let first = |entries: &[InventoryEntry]| -> Vec<InventoryEntry> {
            entries.iter().filter(|entry| folder(entry) == in_folder).cloned().collect()
        };
        let mut entries = first(&shard);
        if let Some(added) = self.added.get(in_folder) {
            // What the inventory lists goes first.
            let is_new = |entry: &&InventoryEntry| !entries.iter().any(|known| known.capture == entry.capture);
            let new: Vec<InventoryEntry> = added.iter().filter(is_new).cloned().collect();
            entries.extend(new);
            entries.sort_unstable_by(|one, other| one.capture.cmp(&other.capture));
        }
        Ok(entries)
    }

    /// The entries of the captures of the article `id`: those in the folder of that name, and a file beside the folder.
    pub fn entries_of(&self, storage: &dyn Storage, id: &str) -> Result<Vec<InventoryEntry>, Trouble> {
        let mut entries = self.entries(storage, id)?;
        if let Some((above, _)) = id.rsplit_once('/') {
            entries.extend(self.entries(storage, above)?);
        }
        entries.retain(|entry| entry.article.as_str() == id);
        Ok(entries)
    }

    /// The entries of the first shard that has some, or what was added since.
    pub fn first(&self, storage: &dyn Storage) -> Result<Vec<InventoryEntry>, FileTrouble> {
        let is_of_entries = |(path, _): &(&str, Digest)| crate::manifest::is_of_entries(path);
        let Some((path, sum)) = self.root.inventory().find(is_of_entries) else {
            return Ok(self.added.values().flatten().cloned().collect());
        };
        let bytes = part(storage, path, sum)?;
        let refuse = |path: &str, why: NotOurs| (path.to_owned(), unusable(&why.to_string()));
        if !self.root.layout().has_lists() {
            return InventoryEntry::read_all(&bytes).map_err(|why| refuse(path, why));
        }
        let shards = self.root.read_list(path, &bytes).map_err(|why| refuse(path, why))?;
        let Some((path, sum)) = shards.into_iter().next() else { return Ok(Vec::new()) };
        InventoryEntry::read_all(&part(storage, &path, sum)?).map_err(|why| refuse(&path, why))
    }

    /// Returns true if the inventory is one of format 1.
    pub fn is_of_format_1(&self) -> bool {
        self.is_of_format_1
    }

    /// The table of what publishers repeat, and the number of captures that are not in the inventory yet.
    pub fn repeated(&self, storage: &dyn Storage) -> Result<(RepeatedTable, usize), FileTrouble> {
        let table = written_table(&self.root, storage)?;
        let table = self.repeated.iter().fold(table, |mut table, more| {
            table.extend(more);
            table
        });
        Ok((table, self.added.values().map(Vec::len).sum()))
    }

    /// The entry of the capture at `path`, if it is listed.
    pub fn entry(&self, storage: &dyn Storage, path: &CapturePath) -> Result<Option<InventoryEntry>, Trouble> {
        let entries = self.entries(storage, path.folder())?;
        Ok(entries.into_iter().find(|entry| entry.capture == *path))
    }

    /// The captures that `name`, as a [`ListedName`] has it, leads to. Their entries must have it too: else words could be
    /// bound to another article.
    fn named(&self, storage: &dyn Storage, name: &str) -> Result<Vec<CapturePath>, Trouble> {
        let path = self.root.layout().names_of(name);
        let shard = self.names_in(storage, &path)?;
        let mut found = Vec::new();
        for names in [&shard[..], &self.added_names] {
            let first = names.partition_point(|listed| *listed.name < *name);
            let same = names[first..].iter().take_while(|listed| listed.name == name);
            found.extend(same.filter_map(|listed| listed.target.parse::<CapturePath>().ok()));
        }
        let pages = self.pages_named(storage, name)?;
        found.sort_unstable();
        found.dedup();
        for capture in &found {
            let entry = self.entry(storage, capture)?;
            let has_name = |entry: &InventoryEntry| ListedName::all_of(entry).iter().any(|one| one.name == name);
            if !entry.as_ref().is_some_and(has_name) {
                let why = unusable(&format!("it says of {capture} what the inventory does not say"));
                self.troubles.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), why.clone());
                return Err(Trouble::Manifest(format!("{path}: {why}")));
            }
        }
        found.extend(pages.into_iter().map(|page| page.capture));
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// All entries, sorted by path.
    pub fn all(&self, storage: &dyn Storage) -> Result<Vec<InventoryEntry>, Trouble> {
        let all = Committed::read(storage).and_then(|state| state.entries());
        all.map_err(|trouble| self.met(trouble))
    }

    /// The files that could not be used so far, and why.
    pub fn troubles(&self) -> BTreeMap<String, Trouble> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The fingerprint of the inventory of all that is listed.
    pub fn fingerprint(&self, storage: &dyn Storage) -> Result<Digest, Trouble> {
        if self.added.is_empty() {
            return Ok(self.root.fingerprint());
        }
        let new = self.only_added(storage)?.into_iter().map(|entry| (entry.capture.clone(), Some(entry))).collect();
        match self.with_changes(storage, &new)? {
            Some(changed) => Ok(changed.root.fingerprint()),
            None => Ok(InventoryFiles::of(&self.all(storage)?).fingerprint()),
        }
    }

    /// Returns true if an interrupted run put what was added into the inventory and left files that say so. It takes them away
    /// in their order, so the last one is there as long as any is.
    pub(super) fn has_leftovers(&self, storage: &dyn Storage) -> Result<bool, Trouble> {
        let Some(capture) = &self.last_added else { return Ok(false) };
        let shard = self.shard_of(storage, &self.root.layout().entries_in(capture.folder()))?;
        Ok(shard.iter().any(|entry| entry.capture == *capture))
    }

    /// The entries that were added and that the inventory does not list.
    pub(super) fn only_added(&self, storage: &dyn Storage) -> Result<Vec<InventoryEntry>, Trouble> {
        let mut new = Vec::new();
        for (folder, added) in &self.added {
            let path = self.root.layout().entries_in(folder);
            let shard = self.shard_of(storage, &path)?;
            let is_listed = |entry: &InventoryEntry| shard.iter().any(|known| known.capture == entry.capture);
            new.extend(added.iter().filter(|entry| !is_listed(entry)).cloned());
        }
        Ok(new)
    }

    /// The number of captures, but for web archives that are kept whole.
    pub fn count(&self, storage: &dyn Storage) -> Result<usize, Trouble> {
        let counts = self.root.counts.with(Counts::of(&self.only_added(storage)?));
        Ok(counts.captures + counts.pages)
    }
}

/// A [`InventoryLookup`] with the storage that it reads.
pub(super) struct Asked<'l> {
    pub lookup: &'l InventoryLookup,
    pub storage: &'l dyn Storage,
}

impl NameSource for Asked<'_> {
    type Error = Trouble;

    fn listed(&self, id: &str) -> Result<Arc<[Listed]>, Trouble> {
        let entries = self.lookup.entries_of(self.storage, id)?;
        let captures = entries.iter().filter(|entry| !entry.capture.is_web_archive());
        let mut listed: Vec<Listed> = captures.map(Listed::from).collect();
        Listed::sort(&mut listed);
        Ok(listed.into())
    }

    fn in_folder(&self, folder: &str) -> Result<Vec<CapturePath>, Trouble> {
        let entries = self.lookup.entries(self.storage, folder)?.into_iter().map(|entry| entry.capture);
        Ok(entries.filter(|capture| !capture.is_dropped() && !capture.is_web_archive()).collect())
    }

    fn with_url(&self, url: &str) -> Result<Vec<CapturePath>, Trouble> {
        ListedName::of_url(url).map_or_else(|| Ok(Vec::new()), |name| self.lookup.named(self.storage, &name))
    }

    fn with_file(&self, stem: &str) -> Result<Vec<CapturePath>, Trouble> {
        self.lookup.named(self.storage, &ListedName::of_file(stem))
    }

    fn with_digits(&self, digits: &str) -> Result<Vec<CapturePath>, Trouble> {
        self.lookup.named(self.storage, &ListedName::of_digits(digits))
    }
}
