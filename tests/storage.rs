//! An archive is the same wherever its files lie.

use literatim::manifest::Holdings;
use literatim::store::{Root, Storage, load, load_from};
use literatim::text::Span;
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
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

    /// The holdings of the same files in a folder.
    fn on_the_disk(&self) -> Holdings {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in &self.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        load(&Root::at(folder.path()).unwrap()).unwrap()
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
        match self.locked.as_deref() {
            Some(locked) if locked == folder => Err(Error::from(ErrorKind::PermissionDenied)),
            _ => Ok(self.files.keys().filter(below).cloned().collect()),
        }
    }
}

/// What people can see of holdings: witnesses with their texts, troubles, what is withheld.
fn shown(holdings: &Holdings) -> String {
    let witnesses: Vec<_> = holdings.witnesses().map(|witness| (witness.path(), witness.text())).collect();
    format!("{witnesses:#?}{:#?}{:#?}", holdings.troubles(), holdings.catalogue())
}

#[test]
fn the_same_files_are_the_same_archive_in_memory_and_on_the_disk() {
    let sample = Memory::sample();
    let whole = load_from(&sample).unwrap();
    assert!(whole.troubles().is_empty() && whole.witnesses().count() > 5);
    assert_eq!(shown(&whole), shown(&sample.on_the_disk()));
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
            let loaded = load_from(&files).unwrap();
            assert_eq!(shown(&loaded), shown(&files.on_the_disk()), "{path}");
            changed += usize::from(shown(&loaded) != shown(&whole));
        }
    }
    assert!(changed > sample.files.len(), "{changed} of {} changes were seen", 3 * sample.files.len());
}

#[test]
fn a_file_that_cannot_be_read_costs_only_what_needs_it() {
    let sample = Memory::sample();
    let path = sample.files.keys().find(|path| path.starts_with("archive/") && path.ends_with(".txt")).unwrap();
    let locked = load_from(&Memory { locked: Some(path.clone()), ..sample.clone() }).unwrap();
    let whole = load_from(&sample).unwrap();
    assert_eq!(locked.troubles().keys().collect::<Vec<_>>(), [path]);
    assert_eq!(locked.witnesses().count() + 1, whole.witnesses().count());
    let error = load_from(&Memory { locked: Some("archive".to_owned()), ..sample }).unwrap_err();
    assert!(error.to_string().contains("archive"), "{error}");
}
