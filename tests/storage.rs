//! An archive is the same wherever its files lie, and however it is asked.

use literatim::capture::{ArticleId, CapturePath};
use literatim::manifest::{Catalogue, Collection, Inventory, Name, Resolver, Trouble, each_witness};
use literatim::store::{OpenArchive, Root, Storage, inventory_of, open, open_from};
use literatim::text::Span;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Result};
use std::path::Path;

/// Files in memory.
#[derive(Clone, Default)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    /// A file that cannot be read.
    locked: Option<String>,
}

impl Memory {
    fn bytes(&self, path: &str) -> Result<&[u8]> {
        if self.locked.as_deref() == Some(path) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        self.files.get(path).map(Vec::as_slice).ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// The files of the sample archive.
    fn sample() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sample = Self::default();
        for folder in ["archive", "manifests", "history"] {
            sample.read_from(root, &root.join(folder));
        }
        sample.files.remove("manifests/.lock");
        sample
    }

    fn read_from(&mut self, root: &Path, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                self.read_from(root, &entry);
            } else {
                let path = entry.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                self.files.insert(path, std::fs::read(&entry).unwrap());
            }
        }
    }

    fn open(&self) -> OpenArchive {
        open_from(Box::new(self.clone()))
    }

    /// What people can see of the same files in a folder.
    fn shown_on_the_disk(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in &self.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        shown(&open(&Root::at(folder.path()).unwrap()).unwrap())
    }
}

impl Storage for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>> {
        self.bytes(path).map(<[u8]>::to_vec)
    }

    fn read_range(&self, path: &str, range: Span) -> Result<Vec<u8>> {
        let bytes = self.bytes(path)?.get(range.start..range.end);
        bytes.map(<[u8]>::to_vec).ok_or_else(|| ErrorKind::UnexpectedEof.into())
    }

    fn size(&self, path: &str) -> Result<u64> {
        self.bytes(path).map(|bytes| bytes.len() as u64)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>> {
        let below = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        Ok(self.files.keys().filter(below).cloned().collect())
    }
}

/// What people can see of an archive: witnesses with their texts, and troubles.
fn shown(archive: &OpenArchive) -> String {
    let mut witnesses = Vec::new();
    let troubles = each_witness(archive, |witness| witnesses.push((witness.path().clone(), witness.text().to_owned())));
    format!("{witnesses:#?}{troubles:#?}{:?}", archive.state())
}

#[test]
fn the_same_files_are_the_same_archive_in_memory_and_on_the_disk() {
    let sample = Memory::sample();
    let whole = shown(&sample.open());
    assert_eq!(whole, sample.shown_on_the_disk());
    let mut changed = 0;
    for path in sample.files.keys() {
        let mut without = sample.clone();
        without.files.remove(path);
        let mut altered = sample.clone();
        altered.files.get_mut(path).unwrap().push(b'!');
        let mut renamed = sample.clone();
        let bytes = renamed.files.remove(path).unwrap();
        renamed.files.insert(path.replacen("2", "3", 1), bytes);
        for files in [without, altered, renamed] {
            let loaded = shown(&files.open());
            assert_eq!(loaded, files.shown_on_the_disk(), "{path}");
            changed += usize::from(loaded != whole);
        }
    }
    assert!(changed > sample.files.len(), "{changed} of {} changes were seen", 3 * sample.files.len());
}

#[test]
fn a_file_that_cannot_be_read_costs_only_what_needs_it() {
    let sample = Memory::sample();
    let path = sample.files.keys().find(|path| path.starts_with("archive/") && path.ends_with(".txt")).unwrap();
    let (mut all, mut held) = (0, 0);
    each_witness(&sample.open(), |_| all += 1);
    let locked = Memory { locked: Some(path.clone()), ..sample.clone() }.open();
    let troubles = each_witness(&locked, |_| held += 1);
    assert_eq!(troubles.keys().collect::<Vec<_>>(), [path]);
    assert!(all > 5 && held + 1 == all);
    let shard = sample.files.keys().find(|path| path.starts_with("manifests/inventory.d/")).unwrap().clone();
    let locked = Memory { locked: Some(shard.clone()), ..sample.clone() }.open();
    assert!(matches!(locked.resolve(Name::Id("seagrass")), Err(Trouble::Manifest(why)) if why.contains(&shard)));
}

/// An archive of so many captures, each with an address; one in ten has two captures.
fn large(count: usize) -> Memory {
    let text = |number: usize| format!("The story of {number}\n\nIt was read out, the council said on Monday.\n");
    let captures = (0..count).map(|number| {
        let stamp = if number % 10 == 9 { "20140612T093000Z" } else { "20140611T093000Z" };
        let path: CapturePath =
            format!("archive/s/a-{}/{stamp}.txt", number - usize::from(number % 10 == 9)).parse().unwrap();
        let mut capture = literatim::capture::Capture::new(path, text(number));
        capture.record.urls = vec![format!("https://lantern.example/{}", number % 97)];
        capture
    });
    let mut memory = Memory::default();
    let mut entries = Vec::new();
    for capture in captures {
        let rules = literatim::segment::Rules::default();
        let (manifest, _) = literatim::manifest::Manifest::of(&capture, None, &rules);
        let bytes = manifest.to_bytes();
        entries.push(literatim::manifest::InventoryEntry::of(&manifest, literatim::digest::Digest::of(&bytes)));
        memory.files.insert(capture.path.manifest(), bytes);
        memory.files.insert(capture.path.to_string(), capture.bytes);
    }
    let mut history = literatim::history::History::default();
    history.follow(entries);
    memory.files.extend(literatim::history::written_files(&history, &Default::default()).1);
    memory
}

/// The captures whose entries are not the same in two inventories, by reading both as a whole.
fn others_than(one: &Inventory, other: &Inventory) -> Vec<CapturePath> {
    let is_other = |entry: &&literatim::manifest::InventoryEntry| other.entry(&entry.capture) != Some(*entry);
    one.captures.iter().filter(is_other).map(|entry| entry.capture.clone()).collect()
}

#[test]
fn two_inventories_differ_in_what_a_full_read_of_both_says() {
    let folder = tempfile::tempdir().unwrap();
    for (before, after) in [(0, 3), (3, 3), (60, 61), (64, 65), (200, 190), (1030, 1020), (17_000, 17_010)] {
        let (before, after) = (large(before), large(after));
        let place = folder.path().join(after.files.len().to_string());
        let is_needed = |path: &str| path.starts_with("history/") || path.contains(".d/") || path.ends_with("SUMS");
        for (path, bytes) in after.files.iter().filter(|(path, _)| is_needed(path)) {
            std::fs::create_dir_all(place.join(path).parent().unwrap()).unwrap();
            std::fs::write(place.join(path), bytes).unwrap();
        }
        let found = literatim::store::differing(&before, &Root::at(&place).unwrap()).unwrap();
        let all = |memory: &Memory| inventory_of(memory).unwrap().unwrap_or_default();
        let (then, now) = (all(&before), all(&after));
        assert!(found.before.into_keys().eq(others_than(&then, &now)));
        assert!(found.after.into_keys().eq(others_than(&now, &then)));
    }
}

#[test]
fn what_is_looked_up_equals_what_a_full_read_says() {
    for count in [3, 200, 1500] {
        let memory = large(count);
        let archive = memory.open();
        let inventory: Inventory = inventory_of(&memory).unwrap().unwrap();
        let whole = Catalogue::of(&inventory);
        assert_eq!((archive.count().unwrap(), archive.state()), (count, inventory.fingerprint));
        for number in (0..count + 20).step_by(7) {
            let id = format!("s/a-{number}");
            let url = format!("http://www.lantern.example/{number}/?utm_source=x");
            let path = format!("../archive/{id}/20140612T093000Z.txt");
            let digest =
                inventory.captures.get(number).map_or_else(|| "sha256:0123456789".into(), |it| it.sha256.to_string());
            for name in [
                Name::Id(&id),
                Name::Url(&url),
                Name::Pin(&id, "2014-06-12"),
                Name::Path(&path, Some("notes")),
                Name::Digest(&digest[..15]),
                Name::Digest(&digest),
            ] {
                assert_eq!(archive.resolve(name), whole.resolve(name), "{count}: {name:?}");
            }
            let id: ArticleId = id.parse().unwrap();
            assert_eq!(&*archive.captures(&id).unwrap(), whole.captures(&id));
        }
        assert!(archive.troubles().is_empty());
    }
}

#[test]
fn a_damaged_shard_is_cannot_tell_for_what_needs_it_and_nothing_for_the_rest() {
    let memory = large(200);
    let shards: Vec<&String> = memory.files.keys().filter(|path| path.starts_with("manifests/inventory.d/")).collect();
    assert_eq!(shards.len(), 16);
    let mut damaged = memory.clone();
    damaged.files.get_mut(shards[3]).unwrap().push(b'#');
    let archive = damaged.open();
    let whole = memory.open();
    let (mut lost, mut held) = (0, 0);
    for number in 0..200 {
        let id = format!("s/a-{number}");
        match archive.resolve(Name::Id(&id)) {
            Ok(found) => {
                assert_eq!(Ok(found), whole.resolve(Name::Id(&id)));
                held += 1;
            }
            Err(trouble) => {
                assert!(trouble.to_string().contains(shards[3].as_str()));
                lost += 1;
            }
        }
    }
    assert!(lost > 0 && held > 5 * lost, "{lost} of {held}");
}
