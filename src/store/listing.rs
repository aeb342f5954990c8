//! Listings of `archive/` and `manifests/`, sorted out by name, and by the record where nothing else is there.

use super::collisions::collisions;
use super::layout::without_parts;
use super::reader::RootReader;
use super::storage::Storage;
use super::walk::{EntryKind, WalkEntry};
use super::{batch, staged};
use crate::capture::{CapturePath, NotACapturePath, Record};
use crate::disclosure::{DisclosureLog, Seed};
use crate::history::{Checkpoint, History};
use crate::manifest::{Added, InventoryRoot, PageList, RepeatedTable, Trouble, format_1};
use std::collections::{BTreeMap, BTreeSet};

/// The files in `archive/`.
#[derive(Debug, Default)]
pub(super) struct ArchiveListing {
    /// Captures, sorted; those too that lie in web archives, of which only the record lies here.
    pub captures: Vec<CapturePath>,
    /// Records that have a capture.
    pub records: BTreeSet<String>,
    /// Whatever cannot be a capture or record, and why.
    pub odd: BTreeMap<String, Trouble>,
    /// Captures whose paths are one with another on some systems, and why.
    pub collisions: BTreeMap<String, Trouble>,
    /// Temporary files of a run that was killed, or of one that is writing right now.
    pub leftovers: Vec<String>,
}

const RECORD_ENDING: &str = ".record.json";

/// Files that git and the desktop of macOS put into folders, and what `literatim disclose` keeps; they are no captures,
/// and nobody takes them for one.
const KNOWN: [&str; 6] = [".gitkeep", ".gitignore", ".gitattributes", ".DS_Store", Seed::NAME, DisclosureLog::NAME];

impl ArchiveListing {
    /// Walks `archive/`.
    pub fn of(reader: &RootReader) -> Self {
        let found = reader.walk("archive");
        let found = if reader.root().keeps_layout() { without_parts(found) } else { found };
        Self::sorted_out(found, reader)
    }

    /// The listing of what was `found` in `storage`, sorted.
    pub fn sorted_out(found: Vec<WalkEntry>, storage: &dyn Storage) -> Self {
        let mut listing = Self::default();
        let mut records = Vec::new();
        for found in found {
            match found.kind {
                EntryKind::File if found.path.ends_with(RECORD_ENDING) => records.push(found.path),
                EntryKind::File => listing.put(found.path),
                _ => listing.put_odd(found),
            }
        }
        listing.put_in_place(storage, &records);
        listing.set_aside_collisions();
        for record in records {
            listing.put_record(record);
        }
        listing
    }

    fn put(&mut self, path: String) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        if KNOWN.contains(&name) {
            return;
        }
        if batch::is_temporary(name) {
            return self.leftovers.push(path);
        }
        match CapturePath::try_from(path) {
            // The walk is sorted, and a path is its text: so are the captures.
            Ok(capture) => self.captures.push(capture),
            Err(NotACapturePath { text, why }) => {
                let why = format!("it cannot be a capture: {why} (rename it, or move it out of the archive)");
                self.odd.insert(text, Trouble::Unreadable(why));
            }
        }
    }

    /// A record without a file beside it may be of a capture that lies in a web archive: the record says so.
    fn put_in_place(&mut self, storage: &dyn Storage, records: &[String]) {
        let stems = records.iter().map(|record| &record[..record.len() - RECORD_ENDING.len()]);
        let is_alone = |stem: &&str| self.captures.binary_search_by(|capture| capture.as_str().cmp(stem)).is_err();
        let alone: Vec<CapturePath> = stems.filter(is_alone).filter_map(|stem| stem.parse().ok()).collect();
        let lies_elsewhere = |capture: &CapturePath| {
            let record = storage.read(&capture.record()).ok().and_then(|bytes| Record::from_bytes(&bytes).ok());
            record.is_some_and(|record| record.extent().is_some())
        };
        let before = self.captures.len();
        self.captures.extend(alone.into_iter().filter(lies_elsewhere));
        if self.captures.len() > before {
            self.captures.sort_unstable();
        }
    }

    /// Sets aside what cannot lie beside something else on other systems.
    fn set_aside_collisions(&mut self) {
        let collisions = collisions(&self.captures);
        if !collisions.is_empty() {
            self.captures.retain(|capture| !collisions.contains_key(capture));
        }
        let declared =
            |(capture, why)| (String::from(capture), Trouble::Unreadable(format!("{why} (rename one of them)")));
        self.collisions = collisions.into_iter().map(declared).collect();
    }

    fn put_record(&mut self, record: String) {
        let stem = &record[..record.len() - RECORD_ENDING.len()];
        let is_there = |capture: CapturePath| self.captures.binary_search(&capture).is_ok();
        if self.collisions.contains_key(stem) || stem.parse().is_ok_and(is_there) {
            self.records.insert(record);
        } else {
            let why = "this capture record has no capture (restore the capture, or remove the record)";
            self.odd.insert(record, Trouble::Unreadable(why.to_owned()));
        }
    }

    fn put_odd(&mut self, found: WalkEntry) {
        self.odd.insert(found.path, Trouble::Unreadable(odd(found.kind)));
    }
}

fn odd(kind: EntryKind) -> String {
    let why = match kind {
        EntryKind::File => unreachable!("a file is not odd"),
        EntryKind::Symlink => "it is a symbolic link, and links are not followed (replace it by a copy)",
        EntryKind::Special => "it is a device, pipe or socket (remove it from the archive)",
        EntryKind::NotUtf8 => "its name is not UTF-8 (rename it)",
        EntryKind::Unreadable(why) => return format!("{why} (check its permissions, or remove it from the archive)"),
    };
    why.to_owned()
}

/// The files in `manifests/` and `history/` that are generated, but for what is known to be none of ours.
#[derive(Debug, Default)]
pub(super) struct GeneratedListing {
    /// Files that are named as manifests are.
    pub manifests: BTreeSet<String>,
    /// Files of inventory and log, and of what was added since.
    pub general: BTreeSet<String>,
    /// Anything else in `manifests/`, and why it should not be there.
    pub odd: BTreeMap<String, Trouble>,
    /// Left by a killed run.
    pub leftovers: Vec<String>,
}

impl GeneratedListing {
    /// Walks `manifests/` and `history/`.
    pub fn of(reader: &RootReader) -> Self {
        let mut listing = Self::default();
        for found in reader.walk("manifests") {
            let name = found.path.rsplit('/').next().unwrap_or(&found.path);
            let is_known =
                KNOWN.contains(&name) || [super::lock::NAME, super::lock::SIGN, super::current::NAME].contains(&name);
            match found.kind {
                EntryKind::File if is_known => {}
                EntryKind::File if batch::is_temporary(name) || staged::is_waiting(&found.path) => {
                    listing.leftovers.push(found.path);
                }
                EntryKind::File if is_general(&found.path) => drop(listing.general.insert(found.path)),
                EntryKind::File if found.path.ends_with(".json") => drop(listing.manifests.insert(found.path)),
                EntryKind::File => {
                    let why = "it is not a manifest (remove it; manifests/ is generated)".to_owned();
                    listing.odd.insert(found.path, Trouble::Unreadable(why));
                }
                kind => {
                    listing.odd.insert(found.path, Trouble::Unreadable(odd(kind)));
                }
            }
        }
        for found in reader.walk("history").into_iter().filter(|found| found.kind == EntryKind::File) {
            if KNOWN.contains(&found.path.rsplit('/').next().unwrap_or(&found.path)) {
                continue;
            }
            if batch::is_temporary_path(&found.path) {
                listing.leftovers.push(found.path);
            } else if is_general(&found.path) {
                listing.general.insert(found.path);
            }
        }
        listing
    }
}

/// Returns true if the file at `path` is one of inventory and log, by its name; in whatever format.
fn is_general(path: &str) -> bool {
    let files =
        [InventoryRoot::PATH, RepeatedTable::PATH, Checkpoint::PATH, format_1::INVENTORY_PATH, History::FORMAT_1_PATH];
    let folders = ["manifests/inventory.d", "manifests/names.d", "manifests/pages.d", History::FOLDER, Added::FOLDER];
    let is_below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let is_list = path.starts_with("manifests/") && path.ends_with(PageList::ENDING);
    files.contains(&path) || is_list || folders.into_iter().any(is_below)
}
