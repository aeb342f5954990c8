//! The inventory and the log as the files in `manifests/` and `history/` have them, read as a whole.

use super::errors::why;
use super::staged::read_committed;
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::history::{History, LogLine};
use crate::manifest::is_of_entries;
use crate::manifest::{
    Added, Counts, Inventory, InventoryEntry, InventoryRoot, NotOurs, PageList, PagesSum, RepeatedTable, Trouble,
    format_1,
};
use crate::parallel;
use std::collections::BTreeMap;
use std::io;

/// Something that is wrong with a file, by its path.
pub(super) type FileTrouble = (String, Trouble);

/// The state of an archive as it was committed to.
#[derive(Debug, Default)]
pub(super) struct Committed {
    /// The root; an empty one where there is none.
    pub root: InventoryRoot,
    /// The entries of the inventory, sorted by path.
    pub listed: Vec<InventoryEntry>,
    /// The pages in the lists of web archives that the inventory lists, by these, and of those that were added since.
    pub pages: BTreeMap<CapturePath, Vec<InventoryEntry>>,
    /// Lists of pages that are not what was committed to, by path, and why: no page of them is known.
    pub damaged: BTreeMap<String, Trouble>,
    /// Lists of what was added since, by the paths of their files.
    pub added: BTreeMap<String, Added>,
    /// True if the inventory is one of format 1.
    pub is_of_format_1: bool,
    /// True if there is neither root nor inventory.
    pub is_missing: bool,
}

/// The advice for an inventory that cannot be used.
const HELP: &str = "restore it, or run `literatim manifest` and check what it changes";

pub(super) fn unusable(why: &str) -> Trouble {
    Trouble::Manifest(format!("{why} ({HELP})"))
}

fn not_ours(path: &str, why: &NotOurs) -> FileTrouble {
    let trouble = match why {
        NotOurs::Conflict => Trouble::Manifest(why.to_string()),
        _ => unusable(&why.to_string()),
    };
    (path.to_owned(), trouble)
}

fn unreadable(path: &str, error: &io::Error) -> FileTrouble {
    match error.kind() {
        io::ErrorKind::NotFound => (path.to_owned(), unusable("it is missing")),
        _ => (path.to_owned(), Trouble::Unreadable(format!("{} ({HELP})", why(error)))),
    }
}

/// Why the bytes at `path` are not what was committed to.
pub(super) fn changed(path: &str, committed: Digest, found: Digest) -> FileTrouble {
    (path.to_owned(), unusable(&format!("it changed\n  committed  {committed}\n  found      {found}\n ")))
}

/// The bytes of the file at `path`, which has this digest.
pub(super) fn part(storage: &dyn Storage, path: &str, sha256: Digest) -> Result<Vec<u8>, FileTrouble> {
    let bytes = read_committed(storage, path, sha256).map_err(|error| unreadable(path, &error))?;
    let found = Digest::of(&bytes);
    if found == sha256 {
        return Ok(bytes);
    }
    // A merge that conflicted says more than that something changed.
    let text = String::from_utf8_lossy(&bytes);
    if crate::manifest::has_conflict(&text) {
        Err(not_ours(path, &NotOurs::Conflict))
    } else {
        Err(changed(path, sha256, found))
    }
}

/// The root of the inventory; `None` where there is none of this format.
pub(super) fn root(storage: &dyn Storage) -> Result<Option<InventoryRoot>, FileTrouble> {
    let path = InventoryRoot::PATH;
    match storage.read_if_there(path).map_err(|error| unreadable(path, &error))? {
        None => Ok(None),
        Some(bytes) => match InventoryRoot::from_bytes(&bytes) {
            Ok(root) => Ok(Some(root)),
            // Format 1 had a list of sums of that name.
            Err(_) if storage.size(format_1::INVENTORY_PATH).is_ok() && !bytes.starts_with(b"# ") => Ok(None),
            Err(why) => Err(not_ours(path, &why)),
        },
    }
}

/// The shards that the root leads to, by path.
pub(super) fn shards(storage: &dyn Storage, root: &InventoryRoot) -> Result<BTreeMap<String, Digest>, FileTrouble> {
    if !root.layout().has_lists() {
        return Ok(root.inventory().map(|(path, sum)| (path.to_owned(), sum)).collect());
    }
    let mut shards = BTreeMap::new();
    for (path, sum) in root.inventory() {
        let bytes = part(storage, path, sum)?;
        shards.extend(root.read_list(path, &bytes).map_err(|why| not_ours(path, &why))?);
    }
    Ok(shards)
}

/// Lists of what was added since the inventory was written, by the paths of their files.
pub(super) fn added(storage: &dyn Storage) -> Result<BTreeMap<String, Added>, FileTrouble> {
    let paths = storage.list(Added::FOLDER).map_err(|error| unreadable(Added::FOLDER, &error))?;
    let mut added = BTreeMap::new();
    for path in paths.into_iter().filter(|path| !super::batch::is_temporary_path(path)) {
        let bytes = storage.read(&path).map_err(|error| unreadable(&path, &error))?;
        let one = Added::from_bytes(&path, &bytes).map_err(|why| not_ours(&path, &why))?;
        added.insert(path, one);
    }
    Ok(added)
}

/// The table of what publishers repeat that the root names; one that no root names yet is taken as it is.
pub(super) fn written_table(root: &InventoryRoot, storage: &dyn Storage) -> Result<RepeatedTable, FileTrouble> {
    let path = RepeatedTable::PATH;
    let bytes = match root.sums.get(path) {
        Some(sum) => Some(part(storage, path, *sum)?),
        None => storage.read_if_there(path).map_err(|error| unreadable(path, &error))?,
    };
    let table = bytes.map_or_else(|| Ok(RepeatedTable::default()), |bytes| RepeatedTable::from_bytes(&bytes));
    table.map_err(|why| not_ours(path, &why))
}

/// Fewer shards for each processor are not worth a thread.
const SHARDS_A_THREAD: usize = 8;

impl Committed {
    /// Reads all of it.
    ///
    /// # Errors
    ///
    /// A file that is not what the root commits to.
    pub fn read(storage: &dyn Storage) -> Result<Self, FileTrouble> {
        let mut committed = Self::read_but_for_pages(storage)?;
        match std::mem::take(&mut committed.damaged).into_iter().next() {
            None => Ok(committed),
            Some(trouble) => Err(trouble),
        }
    }

    /// The same; lists of pages may be damaged.
    ///
    /// # Errors
    ///
    /// Any other file that is not what the root commits to.
    pub fn read_but_for_pages(storage: &dyn Storage) -> Result<Self, FileTrouble> {
        let mut committed = Self::read_shards(storage)?;
        // The inventory goes first.
        let all = committed.added.values().flat_map(|added| &added.captures).chain(&committed.listed);
        let (pages, damaged) = pages_of(storage, all);
        (committed.pages, committed.damaged) = (pages, damaged);
        Ok(committed)
    }

    fn read_shards(storage: &dyn Storage) -> Result<Self, FileTrouble> {
        let Some(root) = root(storage)? else { return Self::format_1(storage) };
        let of_entries: Vec<(String, Digest)> =
            shards(storage, &root)?.into_iter().filter(|(path, _)| is_of_entries(path)).collect();
        let read = parallel::map(&of_entries, SHARDS_A_THREAD, |(path, sum)| {
            let bytes = part(storage, path, *sum)?;
            InventoryEntry::read_all(&bytes).map_err(|why| not_ours(path, &why))
        });
        let mut listed: Vec<InventoryEntry> = Vec::new();
        for entries in read {
            listed.extend(entries?);
        }
        listed.sort_unstable_by(|one, other| one.capture.cmp(&other.capture));
        let committed = Self { added: added(storage)?, root, listed, ..Self::default() };
        if Counts::of(&committed.listed) != committed.root.counts {
            let why =
                format!("it says {} entries, and {} are listed", committed.root.counts.all(), committed.listed.len());
            return Err((InventoryRoot::PATH.to_owned(), unusable(&why)));
        }
        committed.added_once()?;
        Ok(committed)
    }

    fn format_1(storage: &dyn Storage) -> Result<Self, FileTrouble> {
        let path = format_1::INVENTORY_PATH;
        match storage.read_if_there(path).map_err(|error| unreadable(path, &error))? {
            None => Ok(Self { is_missing: true, added: added(storage)?, ..Self::default() }),
            Some(bytes) => {
                let listed = format_1::read_inventory(&bytes).map_err(|why| not_ours(path, &why))?;
                Ok(Self { listed, is_of_format_1: true, ..Self::default() })
            }
        }
    }

    /// All entries: those of the inventory, and what was added since. The inventory goes first: an interrupted run may have
    /// left files that are in it already.
    ///
    /// # Errors
    ///
    /// A capture that was added twice, and not in the same way.
    pub fn entries(&self) -> Result<Vec<InventoryEntry>, FileTrouble> {
        if self.added.is_empty() && self.pages.is_empty() {
            return Ok(self.listed.clone());
        }
        let mut entries = self.added_once()?;
        entries.extend(self.listed.iter().map(|entry| (&entry.capture, entry)));
        let once = listed_once(&self.pages)?;
        let is_cut = once.len() < self.pages.values().map(Vec::len).sum();
        entries.extend(once);
        let mut entries: Vec<InventoryEntry> = entries.into_values().cloned().collect();
        if is_cut {
            PageList::commit_to(&mut entries);
        }
        Ok(entries)
    }

    /// What was added since, by the path of the capture.
    fn added_once(&self) -> Result<BTreeMap<&CapturePath, &InventoryEntry>, FileTrouble> {
        let mut entries: BTreeMap<&CapturePath, &InventoryEntry> = BTreeMap::new();
        for (path, added) in &self.added {
            for entry in &added.captures {
                if entries.insert(&entry.capture, entry).is_some_and(|other| other != entry) {
                    return Err((path.clone(), added_twice(entry)));
                }
            }
        }
        Ok(entries)
    }

    /// The inventory of all entries.
    pub fn inventory(&self) -> Result<Inventory, FileTrouble> {
        self.entries().map(Inventory::of)
    }

    /// The pages of the web archives that the inventory itself lists.
    fn written_pages(&self) -> Vec<InventoryEntry> {
        let written = self.pages.iter().filter(|(path, _)| self.has_list(path));
        written.flat_map(|(_, pages)| pages.iter().cloned()).collect()
    }

    /// The commitments to lists of pages as they are written, by the paths of these. The inventory goes first.
    pub fn page_sums(&self) -> BTreeMap<String, PagesSum> {
        let all = self.added.values().flat_map(|added| &added.captures).chain(&self.listed);
        let sums: BTreeMap<String, Option<PagesSum>> =
            all.map(|entry| (PageList::path_of(&entry.capture), entry.pages.as_deref().copied())).collect();
        sums.into_iter().filter_map(|(path, sum)| Some((path, sum?))).collect()
    }

    /// Returns true if the inventory itself lists the web archive at `path`, with a list of pages.
    fn has_list(&self, path: &CapturePath) -> bool {
        let place = self.listed.binary_search_by(|entry| entry.capture.cmp(path));
        place.is_ok_and(|place| self.listed[place].pages.is_some())
    }

    /// The lists of pages of web archives that were added since, by the paths of their files.
    pub fn added_lists(&self) -> BTreeMap<String, Vec<u8>> {
        let added = self.pages.iter().filter(|(path, _)| !self.has_list(path));
        let lists = added.flat_map(|(_, pages)| PageList::all_of(pages));
        lists.map(|(path, list)| (PageList::path_of(&path), list.printed().0)).collect()
    }

    /// The table of what publishers repeat, with what was learned since it was written.
    pub fn repeated(&self, storage: &dyn Storage) -> Result<RepeatedTable, FileTrouble> {
        let mut table = self.written_table(storage)?;
        self.added.values().for_each(|added| table.extend(&added.repeated));
        Ok(table)
    }

    /// The table of what publishers repeat as it was written.
    pub fn written_table(&self, storage: &dyn Storage) -> Result<RepeatedTable, FileTrouble> {
        written_table(&self.root, storage)
    }

    /// The log, with what was added since it was written.
    ///
    /// Where there is none, a new one begins, unless the inventory lists captures: then it is lost, and a new one would
    /// only hide that.
    pub fn history(&self, storage: &dyn Storage) -> Result<History, FileTrouble> {
        self.extended(self.written_history(storage)?)
    }

    /// The same, read without the shards of the inventory: the lines of the log lead to them.
    ///
    /// # Errors
    ///
    /// A file of the log, a list of pages, or a list of what was added that is not what the root commits to.
    pub fn read_history(storage: &dyn Storage) -> Result<History, FileTrouble> {
        let Some(root) = root(storage)? else { return Self::read(storage)?.history(storage) };
        let history = log_of(storage, &root)?;
        let mut state = Self { added: added(storage)?, root, ..Self::default() };
        let all = state.added.values().flat_map(|added| &added.captures).chain(history.listed().values());
        let (pages, damaged) = pages_of(storage, all);
        if let Some(trouble) = damaged.into_iter().next() {
            return Err(trouble);
        }
        if state.added.is_empty() && pages.is_empty() {
            return Ok(history);
        }
        state.listed = history.listed().values().cloned().collect();
        state.pages = pages;
        let pages = state.written_pages();
        state.extended(history.with_pages(pages))
    }

    /// What was added since the inventory and the log were written; `None` where that is not all that the log has no line
    /// for, because there are lists of pages, or no root.
    pub fn unlogged(storage: &dyn Storage) -> Result<Option<Vec<InventoryEntry>>, FileTrouble> {
        let Some(root) = root(storage)? else { return Ok(None) };
        proven_by_log(storage, &root)?;
        let state = Self { added: added(storage)?, ..Self::default() };
        let entries: Vec<InventoryEntry> = state.added_once()?.into_values().cloned().collect();
        let has_lists = root.counts.pages > 0 || entries.iter().any(|entry| entry.pages.is_some());
        Ok(Some(entries).filter(|_| !has_lists))
    }

    /// A log of what is written, with what was added since.
    fn extended(&self, mut history: History) -> Result<History, FileTrouble> {
        let entries = self.entries()?;
        match self.added.is_empty() {
            true => Ok(history.with_pages(entries.into_iter().filter(InventoryEntry::is_page).collect())),
            false => {
                history.list(entries);
                Ok(history)
            }
        }
    }

    /// The log as it was written.
    pub fn written_history(&self, storage: &dyn Storage) -> Result<History, FileTrouble> {
        if self.is_of_format_1 {
            let path = History::FORMAT_1_PATH;
            return match storage.read_if_there(path) {
                Ok(Some(bytes)) if bytes.is_empty() => Err(lost(path, "the file is empty")),
                Ok(Some(bytes)) => History::from_bytes(&bytes).map_err(|why| lost(path, &why.to_string())),
                Ok(None) if self.listed.is_empty() => Ok(History::default()),
                Ok(None) => Err(lost(path, "the file is missing")),
                Err(error) => Err(lost(path, &why(&error))),
            };
        }
        Ok(log_of(storage, &self.root)?.with_pages(self.written_pages()))
    }
}

/// The trouble of a log that is gone, or is none.
fn lost(path: &str, why: &str) -> FileTrouble {
    let why = format!("{why} (restore it; without it changes cannot be detected)");
    (path.to_owned(), Trouble::Unreadable(why))
}

/// The log that the root names, without pages. It leads to the inventory that the root stands for.
fn log_of(storage: &dyn Storage, root: &InventoryRoot) -> Result<History, FileTrouble> {
    let files: Vec<(&String, &Digest)> =
        root.sums.iter().filter(|(path, _)| path.starts_with(History::FOLDER)).collect();
    if files.is_empty() && root.counts.all() > 0 {
        return Err(lost(&History::path(0), "the root of the inventory does not name it"));
    }
    let mut bytes = Vec::new();
    for (number, (path, sum)) in files.into_iter().enumerate() {
        if *path != History::path(number) {
            return Err(lost(path, "the file before it is missing"));
        }
        bytes.extend(part(storage, path, *sum)?);
    }
    let history = History::from_bytes(&bytes).map_err(|why| lost(&History::path(0), &why.to_string()))?;
    match history.latest().is_none_or(|latest| latest == root.fingerprint()) {
        true => Ok(history),
        false => Err(another_inventory()),
    }
}

/// The pages in the lists of the web archives among `entries`, of which later ones count, by web archive; and the lists that
/// are not what was committed to, by path.
pub(super) fn pages_of<'e>(
    storage: &dyn Storage,
    entries: impl Iterator<Item = &'e InventoryEntry>,
) -> (BTreeMap<CapturePath, Vec<InventoryEntry>>, BTreeMap<String, Trouble>) {
    let sums: BTreeMap<&CapturePath, Option<&PagesSum>> =
        entries.map(|entry| (&entry.capture, entry.pages.as_deref())).collect();
    let lists: Vec<(&CapturePath, &PagesSum)> = sums.into_iter().filter_map(|(path, sum)| Some((path, sum?))).collect();
    let (mut all, mut damaged) = (BTreeMap::new(), BTreeMap::new());
    for (web_archive, read) in parallel::map(&lists, 1, |(path, sum)| ((*path).clone(), pages(storage, path, sum))) {
        match read {
            Ok(pages) => drop(all.insert(web_archive, pages)),
            Err((path, trouble)) => drop(damaged.insert(path, trouble)),
        }
    }
    (all, damaged)
}

/// The pages of all lists, by path. One that two branches took out of two web archives is in the first of these lists.
///
/// # Errors
///
/// Two pages of one path that are not the same bytes.
fn listed_once(
    lists: &BTreeMap<CapturePath, Vec<InventoryEntry>>,
) -> Result<BTreeMap<&CapturePath, &InventoryEntry>, FileTrouble> {
    let mut pages: BTreeMap<&CapturePath, &InventoryEntry> = BTreeMap::new();
    for (web_archive, list) in lists {
        for page in list {
            let known = pages.entry(&page.capture).or_insert(page);
            if known.sha256 != page.sha256 {
                let why = format!("it lists {} otherwise than another list does", page.capture);
                return Err((PageList::path_of(web_archive), unusable(&why)));
            }
        }
    }
    Ok(pages)
}

/// The pages in the list of a web archive, if it is what was committed to.
fn pages(storage: &dyn Storage, web_archive: &CapturePath, sum: &PagesSum) -> Result<Vec<InventoryEntry>, FileTrouble> {
    let path = PageList::path_of(web_archive);
    let bytes = part(storage, &path, sum.sha256)?;
    let (list, found) = PageList::read(&bytes).map_err(|why| not_ours(&path, &why))?;
    match list.web_archive == *web_archive && found == *sum {
        true => Ok(list.pages),
        false => Err((path, unusable("it is not the list that the inventory commits to"))),
    }
}

/// The trouble of a root that is not the inventory which the log ends with.
fn another_inventory() -> FileTrouble {
    (InventoryRoot::PATH.to_owned(), unusable("it does not match the inventory that the log ends with"))
}

/// Proves a root by the end of the log, which names the inventory that all of it leads to.
pub(super) fn proven_by_log(storage: &dyn Storage, root: &InventoryRoot) -> Result<(), FileTrouble> {
    let Some((path, sum)) = root.sums.iter().rfind(|(path, _)| path.starts_with(History::FOLDER)) else {
        return if root.counts.all() == 0 { Ok(()) } else { Err(another_inventory()) };
    };
    let bytes = part(storage, path, *sum)?;
    let last = bytes.strip_suffix(b"\n").and_then(|bytes| bytes.rsplit(|byte| *byte == b'\n').next());
    let last = last.and_then(|line| LogLine::read(std::str::from_utf8(line).ok()?).ok());
    match last {
        Some(LogLine::Inventory { fingerprint }) if fingerprint == root.fingerprint() => Ok(()),
        _ => Err(another_inventory()),
    }
}

/// The trouble of a file that lists a capture otherwise than another one does.
pub(super) fn added_twice(entry: &InventoryEntry) -> Trouble {
    let capture = &entry.capture;
    unusable(&format!("it lists {capture} otherwise than another file in {} does", Added::FOLDER))
}

/// The log by its files alone, where the inventory that should name them cannot be used; `None` where there are none.
///
/// # Errors
///
/// Files that are no log.
pub(super) fn recovered(storage: &dyn Storage) -> Result<Option<History>, FileTrouble> {
    let mut paths = storage.list(History::FOLDER).map_err(|error| unreadable(History::FOLDER, &error))?;
    paths.retain(|path| !super::batch::is_temporary_path(path));
    let mut bytes = Vec::new();
    for path in &paths {
        bytes.extend(storage.read(path).map_err(|error| unreadable(path, &error))?);
    }
    match paths.is_empty() {
        true => Ok(None),
        false => {
            let history = History::from_bytes(&bytes).map_err(|why| lost(&History::path(0), &why.to_string()))?;
            let (pages, _) = pages_of(storage, history.listed().values());
            Ok(Some(history.with_pages(pages.into_values().flatten().collect())))
        }
    }
}
