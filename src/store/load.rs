//! An archive as loaded, to verify quotations against.

use super::desk::Desk;
use super::extent::{explained, page};
use super::reader::{Reader, why};
use super::shelf::Shelf;
use super::{Root, StoreError, lock::Lock};
use crate::capture::{Capture, CapturePath, Record};
use crate::digest::Digest;
use crate::manifest::{Catalogue, Entry, Holdings, Inventory, Manifest, Reading, Trouble, Witness, check};
use crate::transcript::CharsetFrom;
use std::collections::BTreeMap;
use std::io;

/// Loads what the root holds: each capture that the inventory lists is proven, or in trouble; whatever else lies in
/// `archive/` is in trouble too.
///
/// It takes no lock. If a writer was at work meanwhile, so that old and new may be mixed, everything is read once more
/// after it. Segments are used as they were committed to, by whichever rules.
///
/// # Errors
///
/// Only for the world: a root that cannot be opened, and an archive that changes as fast as it is read.
pub fn load(root: &Root) -> Result<Holdings, StoreError> {
    let reader = Reader::open(root)?;
    let (before, holdings) = read(root, &reader);
    if !is_torn(root, &reader, &before, &holdings)? {
        return Ok(holdings);
    }
    let (before, holdings) = read(root, &reader);
    match is_torn(root, &reader, &before, &holdings)? {
        false => Ok(holdings),
        true => Err(StoreError::new(
            Inventory::PATH,
            "it changed twice while the archive was being read",
            "wait until nobody adds to the archive, and run this again",
        )),
    }
}

/// Whether old and new may be mixed in what was read. Where all was proven against one inventory, nothing is; else it
/// must be certain that what looks like trouble is not just half of somebody's writing.
fn is_torn(root: &Root, reader: &Reader, before: &[u8], holdings: &Holdings) -> Result<bool, StoreError> {
    let waited = !holdings.troubles().is_empty() && Lock::wait_for_writer(root)?;
    Ok(waited || reader.read_new(Inventory::PATH).unwrap_or_default() != before)
}

/// One reading, and the bytes of the inventory that it went by.
fn read(root: &Root, reader: &Reader) -> (Vec<u8>, Holdings) {
    let mut bytes = Vec::new();
    let read = reader.read(Inventory::PATH, &mut bytes);
    let is_missing = read.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let inventory = match read {
        Ok(()) => Inventory::from_bytes(&bytes).map_err(|why| Trouble::Manifest(unusable(&why.to_string()))),
        Err(error) => Err(Trouble::Unreadable(unusable(&why(&error)))),
    };
    let (inventory, trouble) = inventory.map_or_else(|why| (Inventory::default(), Some(why)), |it| (it, None));
    let mut desk = Desk::of(reader, &inventory);
    let shelf = Shelf::reading(root, &mut |here, path| desk.take(here, path));
    // A fresh root has none.
    let is_fresh = is_missing && shelf.captures.is_empty();
    let troubles = trouble.filter(|_| !is_fresh).map(|trouble| (Inventory::PATH.to_owned(), trouble));
    let (witnesses, left) = desk.clear();
    let loading = Loading { reader, troubles: troubles.into_iter().collect(), witnesses };
    (bytes, loading.all(&inventory, &left, shelf))
}

fn unusable(why: &str) -> String {
    format!("{why}; without it nothing is proven (restore it, or run `literatim manifest` and look at what it changes)")
}

struct Loading<'r> {
    reader: &'r Reader,
    troubles: BTreeMap<String, Trouble>,
    witnesses: Vec<Witness>,
}

impl Loading<'_> {
    /// All that `inventory` lists, of which the entries `left` are not proven yet, and what lies on the `shelf` besides.
    fn all(mut self, inventory: &Inventory, left: &[&Entry], shelf: Shelf) -> Holdings {
        let mut catalogue = Catalogue::of(inventory);
        left.iter().for_each(|entry| self.prove(entry));
        // Both are sorted.
        let mut listed = inventory.captures.iter().map(|entry| &entry.capture).peekable();
        let mut unlisted = Vec::new();
        for capture in &shelf.captures {
            while listed.next_if(|listed| *listed < capture).is_some() {}
            if listed.peek() != Some(&capture) {
                unlisted.extend(self.unlisted(capture));
            }
        }
        catalogue.add_unlisted(unlisted);
        self.troubles.extend(shelf.odd);
        self.troubles.extend(shelf.twins);
        let is_sound = !self.troubles.contains_key(Inventory::PATH);
        let mut holdings = Holdings::new(catalogue, self.witnesses, self.troubles);
        // Where the inventory cannot be read, nobody knows what is held and what is withheld.
        if is_sound {
            super::withheld::add(self.reader, &mut holdings);
        }
        holdings
    }

    /// What is not proven at the first look is looked at again, alone and to the certain end of the files.
    fn prove(&mut self, entry: &Entry) {
        match witness(self.reader, entry) {
            Ok(witness) => self.witnesses.push(witness),
            Err(Unproven { trouble, of_manifest }) => {
                self.troubles.extend(of_manifest.map(|trouble| (entry.capture.manifest(), *trouble)));
                self.troubles.insert(entry.capture.to_string(), explained(self.reader, entry, trouble));
            }
        }
    }

    /// A capture that nothing vouches for can still be cited: whoever does must hear it. What it is known by, if it can be
    /// read.
    fn unlisted(&mut self, capture: &CapturePath) -> Option<(CapturePath, Record, Digest)> {
        let record = self.reader.read_new(&capture.record()).ok();
        let record = record.and_then(|bytes| Record::from_bytes(&bytes).ok()).unwrap_or_default();
        let bytes = match record.extent() {
            _ if capture.is_web_archive() => Err(Trouble::Unlisted),
            None => self.reader.read_new(capture.as_str()).map_err(|error| Trouble::Unreadable(why(&error))),
            Some(extent) => page(self.reader, extent, None).map(|page| page.bytes),
        };
        let (trouble, digest) = match bytes {
            Err(trouble) => (trouble, None),
            Ok(bytes) => (Trouble::Unlisted, Some(Digest::of(&bytes))),
        };
        self.troubles.insert(capture.to_string(), trouble);
        digest.map(|digest| (capture.clone(), record, digest))
    }
}

/// The witness of `entry`, if its capture and its manifest are as they were committed to.
pub(super) fn proven(reader: &Reader, entry: &Entry) -> Option<Witness> {
    witness(reader, entry).ok()
}

/// Why there is no witness, and what is the matter with the manifest besides.
struct Unproven {
    trouble: Trouble,
    of_manifest: Option<Box<Trouble>>,
}

impl From<Trouble> for Unproven {
    fn from(trouble: Trouble) -> Self {
        Self { trouble, of_manifest: None }
    }
}

fn witness(reader: &Reader, entry: &Entry) -> Result<Witness, Unproven> {
    let bytes = match &entry.extent {
        None => reader.read_new(entry.capture.as_str()).map_err(|error| trouble(&error))?,
        Some(extent) => page(reader, extent, None)?.bytes,
    };
    let manifest = match manifest_of(reader, entry) {
        Ok(manifest) => manifest,
        Err(trouble) => {
            let found = Digest::of(&bytes);
            if found == entry.sha256 {
                return Err(trouble.into());
            }
            let changed = Trouble::Changed { committed: entry.sha256, found };
            return Err(Unproven { trouble: changed, of_manifest: Some(Box::new(trouble)) });
        }
    };
    let capture = capture(entry, bytes, &manifest);
    Ok(check(&capture, manifest).map_err(Trouble::from)?)
}

/// The capture of `entry`, as `manifest` says that it is to be read.
pub(super) fn capture(entry: &Entry, bytes: Vec<u8>, manifest: &Manifest) -> Capture {
    let record = Record { charset: told_charset(manifest), ..Record::default() };
    Capture { path: entry.capture.clone(), bytes, record }
}

/// The charset that the record told, by the manifest's word: that is committed to, and the record need not be read. Were
/// it wrong, the text would not have the digest that the manifest says.
fn told_charset(manifest: &Manifest) -> Option<String> {
    match &manifest.reading {
        Reading::Transcript(typed) if typed.charset.from == CharsetFrom::Record => Some(typed.charset.name.clone()),
        _ => None,
    }
}

fn trouble(error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Unreadable(why(error)),
    }
}

/// The manifest that `entry` commits to.
pub(super) fn manifest_of(reader: &Reader, entry: &Entry) -> Result<Manifest, Trouble> {
    let bytes = reader.read_new(&entry.capture.manifest()).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refused(entry, "is not there"),
        _ => refused(entry, &format!("cannot be read: {}", why(&error))),
    })?;
    committed(entry, &bytes, Digest::of(&bytes))
}

/// The manifest in `bytes`, which have the digest `found`, if it is what `entry` commits to.
pub(super) fn committed(entry: &Entry, bytes: &[u8], found: Digest) -> Result<Manifest, Trouble> {
    if found != entry.manifest {
        let spelled = match Manifest::from_bytes(bytes) {
            Err(why) => format!("; {why}"),
            Ok(_) => String::new(),
        };
        let committed = entry.manifest;
        let how = format!("changed{spelled}\n  committed  {committed}\n  found      {found}\n ");
        return Err(refused(entry, &how));
    }
    let manifest = Manifest::from_bytes(bytes).map_err(|why| refused(entry, &format!("cannot be used: {why}")))?;
    if !entry.agrees_with(&manifest) {
        return Err(refused(entry, "says other things of it than the inventory"));
    }
    Ok(manifest)
}

fn refused(entry: &Entry, how: &str) -> Trouble {
    let path = entry.capture.manifest();
    Trouble::Manifest(format!("its manifest {path} {how} (restore it, or run `literatim manifest`)"))
}
