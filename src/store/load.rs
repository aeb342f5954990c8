//! An archive as loaded, to verify quotations against.

use super::extent::{explained, page};
use super::reader::{End, Reader, why};
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
    let mut loading = Loading { reader, troubles: BTreeMap::new(), witnesses: Vec::new() };
    let shelf = Shelf::of(root);
    let inventory = match read {
        Ok(()) => Inventory::from_bytes(&bytes).map_err(|why| Trouble::Manifest(unusable(&why.to_string()))),
        // A fresh root has none.
        Err(error) if error.kind() == io::ErrorKind::NotFound && shelf.captures.is_empty() => Ok(Inventory::default()),
        Err(error) => Err(Trouble::Unreadable(unusable(&why(&error)))),
    };
    let inventory = inventory.unwrap_or_else(|trouble| {
        loading.troubles.insert(Inventory::PATH.to_owned(), trouble);
        Inventory::default()
    });
    (bytes, loading.all(&inventory, shelf))
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
    fn all(mut self, inventory: &Inventory, shelf: Shelf) -> Holdings {
        let mut catalogue = Catalogue::of(inventory);
        self.witnesses.reserve(inventory.captures.len());
        // Memory for the bytes of one capture and one manifest at a time, used again for each.
        let (mut bytes, mut manifest) = (Vec::new(), Vec::new());
        // Nobody is quoted from a web archive as a whole: `audit` proves it, and here only the records that pages lie in.
        for entry in inventory.captures.iter().filter(|entry| !entry.capture.is_web_archive()) {
            match self.witness(entry, &mut bytes, &mut manifest) {
                Ok(witness) => self.witnesses.push(witness),
                Err(trouble) => {
                    self.troubles.insert(entry.capture.to_string(), trouble);
                }
            }
        }
        for capture in shelf.captures.iter().filter(|capture| inventory.entry(capture).is_none()) {
            self.unlisted(capture, &mut catalogue);
        }
        self.troubles.extend(shelf.odd);
        let is_sound = !self.troubles.contains_key(Inventory::PATH);
        let mut holdings = Holdings::new(catalogue, self.witnesses, self.troubles);
        // Where the inventory cannot be read, nobody knows what is held and what is withheld.
        if is_sound {
            super::withheld::add(self.reader, &mut holdings);
        }
        holdings
    }

    /// What is not proven at the first look is looked at again, to the certain end of the files.
    fn witness(&mut self, entry: &Entry, bytes: &mut Vec<u8>, manifest: &mut Vec<u8>) -> Result<Witness, Trouble> {
        let found = witness(self.reader, End::Likely, entry, bytes, manifest)
            .or_else(|_| witness(self.reader, End::Told, entry, bytes, manifest));
        found.map_err(|Unproven { trouble, of_manifest }| {
            self.troubles.extend(of_manifest.map(|trouble| (entry.capture.manifest(), *trouble)));
            explained(self.reader, entry, trouble)
        })
    }

    /// A capture that nothing vouches for can still be cited: whoever does must hear it.
    fn unlisted(&mut self, capture: &CapturePath, catalogue: &mut Catalogue) {
        let record = self.reader.read_new(&capture.record()).ok();
        let record = record.and_then(|bytes| Record::from_bytes(&bytes).ok()).unwrap_or_default();
        let bytes = match record.extent() {
            _ if capture.is_web_archive() => return drop(self.troubles.insert(capture.to_string(), Trouble::Unlisted)),
            None => self.reader.read_new(capture.as_str()).map_err(|error| Trouble::Unreadable(why(&error))),
            Some(extent) => page(self.reader, extent, None).map(|page| page.bytes),
        };
        let trouble = match bytes {
            Err(trouble) => trouble,
            Ok(bytes) => {
                catalogue.add_unlisted(capture, &record, Digest::of(&bytes));
                Trouble::Unlisted
            }
        };
        self.troubles.insert(capture.to_string(), trouble);
    }
}

/// The witness of `entry`, if its capture and its manifest are as they were committed to.
pub(super) fn proven(reader: &Reader, entry: &Entry) -> Option<Witness> {
    witness(reader, End::Told, entry, &mut Vec::new(), &mut Vec::new()).ok()
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

fn witness(
    reader: &Reader,
    end: End,
    entry: &Entry,
    bytes: &mut Vec<u8>,
    manifest: &mut Vec<u8>,
) -> Result<Witness, Unproven> {
    match &entry.extent {
        None => reader.read_until(end, entry.capture.as_str(), bytes).map_err(|error| trouble(&error))?,
        Some(extent) => *bytes = page(reader, extent, None)?.bytes,
    }
    let manifest = match manifest_of(reader, end, entry, manifest) {
        Ok(manifest) => manifest,
        Err(trouble) => {
            let found = Digest::of(bytes);
            if found == entry.sha256 {
                return Err(trouble.into());
            }
            let changed = Trouble::Changed { committed: entry.sha256, found };
            return Err(Unproven { trouble: changed, of_manifest: Some(Box::new(trouble)) });
        }
    };
    let record = Record { charset: told_charset(&manifest), ..Record::default() };
    let capture = Capture { path: entry.capture.clone(), bytes: std::mem::take(bytes), record };
    let witness = check(&capture, manifest);
    *bytes = capture.bytes;
    Ok(witness.map_err(Trouble::from)?)
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
pub(super) fn manifest_of(reader: &Reader, end: End, entry: &Entry, bytes: &mut Vec<u8>) -> Result<Manifest, Trouble> {
    let refuse = |what: String| {
        let path = entry.capture.manifest();
        Trouble::Manifest(format!("its manifest {path} {what} (restore it, or run `literatim manifest`)"))
    };
    reader.read_until(end, &entry.capture.manifest(), bytes).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refuse("is not there".to_owned()),
        _ => refuse(format!("cannot be read: {}", why(&error))),
    })?;
    let found = Digest::of(bytes);
    if found != entry.manifest {
        let spelled = match Manifest::from_bytes(bytes) {
            Err(why) => format!("; {why}"),
            Ok(_) => String::new(),
        };
        let committed = entry.manifest;
        return Err(refuse(format!("changed{spelled}\n  committed  {committed}\n  found      {found}\n ")));
    }
    let manifest = Manifest::from_bytes(bytes).map_err(|why| refuse(format!("cannot be used: {why}")))?;
    if !entry.agrees_with(&manifest) {
        return Err(refuse("says other things of it than the inventory".to_owned()));
    }
    Ok(manifest)
}
