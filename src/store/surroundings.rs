//! The surroundings of an article in the archive: with them, a new capture is taken in without a look at all the others.

use super::batch::is_temporary_path;
use super::errors::StoreError;
use super::listing::ArchiveListing;
use super::lookup::{Asked, InventoryLookup};
use super::reader::RootReader;
use super::walk::{EntryKind, FolderEntries, WalkEntry, entries_in};
use crate::capture::{CapturePath, folded};
use crate::manifest::{InventoryEntry, NameSource, Trouble};
use std::collections::{BTreeMap, HashMap};

/// An article in the archive, and others that have the same name on other systems.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// The entries of the article, and of others that have its id in another spelling.
    pub entries: Vec<InventoryEntry>,
    /// The captures of these that lie in the archive, or whose records do.
    pub present: Vec<CapturePath>,
    /// Folders on the way to it that are there in another spelling.
    pub folders: Vec<String>,
    /// Files that cannot be captures as they lie there, and why.
    pub odd: BTreeMap<String, Trouble>,
    /// Left by an interrupted run.
    pub leftovers: Vec<String>,
}

/// Folders of the archive, each read when it is first asked for.
pub(super) struct Folders {
    known: HashMap<String, KnownFolder>,
}

/// The entries of a folder, found by their folds: a folder of many articles is not gone through for each of them.
#[derive(Default)]
struct KnownFolder {
    entries: FolderEntries,
    /// The folders of each fold.
    folders: HashMap<String, Vec<String>>,
    /// The files of each fold, of their names and of these without endings.
    files: HashMap<String, Vec<usize>>,
}

impl KnownFolder {
    /// The entries of the folder at `path`.
    fn of(entries: FolderEntries, path: &str) -> Self {
        let mut known = Self::default();
        for name in &entries.folders {
            known.folders.entry(folded(name).into_owned()).or_default().push(name.clone());
        }
        for (at, entry) in entries.files.iter().enumerate() {
            let name = &entry.path[path.len() + 1..];
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            for name in [Some(stem), Some(name).filter(|name| *name != stem)].into_iter().flatten() {
                let alike = known.files.entry(folded(name).into_owned()).or_default();
                if alike.last() != Some(&at) {
                    alike.push(at);
                }
            }
        }
        known.entries = entries;
        known
    }

    /// The files whose names, with or without ending, have this fold.
    fn files_like(&self, fold: &str) -> Vec<WalkEntry> {
        self.files.get(fold).into_iter().flatten().map(|at| self.entries.files[*at].clone()).collect()
    }

    /// The folders whose names have this fold.
    fn folders_like(&self, fold: &str) -> &[String] {
        self.folders.get(fold).map_or(&[], Vec::as_slice)
    }
}

impl Folders {
    pub fn new() -> Self {
        Self { known: HashMap::new() }
    }

    /// The entries of the folder at `path` below the root; none where there is no such folder.
    fn entries(&mut self, reader: &RootReader, path: &str) -> &KnownFolder {
        self.known.entry(path.to_owned()).or_insert_with(|| KnownFolder::of(entries_in(reader.root(), path), path))
    }

    /// The surroundings of the article `id`.
    ///
    /// # Errors
    ///
    /// A part of the inventory that cannot be used.
    pub fn around(
        &mut self,
        id: &str,
        reader: &RootReader,
        lookup: &InventoryLookup,
    ) -> Result<Surroundings, StoreError> {
        let mut found = Surroundings::default();
        let mut above = "archive".to_owned();
        let parts: Vec<&str> = id.split('/').collect();
        for (depth, part) in parts.iter().enumerate() {
            let fold = folded(part);
            let is_last = depth + 1 == parts.len();
            let entries = self.entries(reader, &above);
            let twins = entries.folders_like(&fold).iter().filter(|name| name != part);
            let twins: Vec<String> = twins.map(|name| format!("{above}/{name}")).collect();
            if is_last {
                // A file is an article by its name without ending.
                let files = entries.files_like(&fold);
                let ids: Vec<String> = files
                    .iter()
                    .filter_map(|entry| Some(entry.path.parse::<CapturePath>().ok()?.article_name().to_owned()))
                    .collect();
                found.lies(files, reader);
                ids.iter().filter(|other| *other != id).try_for_each(|other| found.lists(other, reader, lookup))?;
            }
            for twin in twins {
                if is_last {
                    found.lies(self.entries(reader, &twin).entries.files.clone(), reader);
                    found.lists(&twin["archive/".len()..], reader, lookup)?;
                }
                found.folders.push(twin);
            }
            above = format!("{above}/{part}");
        }
        found.lies(self.entries(reader, &above).entries.files.clone(), reader);
        found.lists(id, reader, lookup)?;
        // A page in a list has no folder, and its id is spelled as the fold is.
        let fold = folded(id);
        if fold != id {
            found.lists(&fold, reader, lookup)?;
        }
        found.leftovers.extend(temporary(reader, &format!("manifests/{id}")));
        if let Some((beside, _)) = id.rsplit_once('/') {
            found.leftovers.extend(temporary(reader, &format!("archive/{beside}")));
            found.leftovers.extend(temporary(reader, &format!("manifests/{beside}")));
        }
        Ok(found)
    }
}

impl Surroundings {
    /// Sorts out files of one folder.
    fn lies(&mut self, files: Vec<WalkEntry>, reader: &RootReader) {
        let listing = ArchiveListing::sorted_out(files, reader);
        self.leftovers.extend(listing.leftovers);
        self.present.extend(listing.captures);
        self.odd.extend(listing.odd);
        self.odd.extend(listing.collisions);
    }

    /// Takes in what is listed in the folder of the article `id`, and as a file beside the folder.
    fn lists(&mut self, id: &str, reader: &RootReader, lookup: &InventoryLookup) -> Result<(), StoreError> {
        let refuse = |trouble: Trouble| StoreError::new(id, trouble.to_string(), "nothing was changed");
        self.entries.extend(lookup.entries(reader, id).map_err(refuse)?);
        if let Some((above, _)) = id.rsplit_once('/') {
            let beside = lookup.entries(reader, above).map_err(refuse)?;
            self.entries.extend(beside.into_iter().filter(|entry| entry.article.as_str() == id));
        }
        Ok(())
    }
}

/// The temporary files in a folder, but for what lies in its folders.
pub(super) fn temporary(reader: &RootReader, folder: &str) -> Vec<String> {
    let files = entries_in(reader.root(), folder).files.into_iter().filter(|found| found.kind == EntryKind::File);
    files.map(|found| found.path).filter(|path| is_temporary_path(path)).collect()
}

/// The entries of captures that have an address with the identity of `url`.
///
/// # Errors
///
/// A part of the inventory that cannot be used.
pub(super) fn with_url(
    url: &str,
    reader: &RootReader,
    lookup: &InventoryLookup,
) -> Result<Vec<InventoryEntry>, StoreError> {
    let refuse = |trouble: Trouble| StoreError::new(url, trouble.to_string(), "nothing was changed");
    let captures = Asked { lookup, storage: reader }.with_url(url).map_err(refuse)?;
    let entries = captures.iter().map(|capture| lookup.entry(reader, capture).map_err(refuse));
    entries.filter_map(Result::transpose).collect()
}
