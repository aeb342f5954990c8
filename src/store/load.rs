//! An archive as loaded, to verify quotations against.

use super::errors::{StoreError, why};
use super::extent::{explained, page};
use super::listing::ArchiveListing;
use super::lock::WriteLock;
use super::pair_hasher::PairHasher;
use super::prove::{Unproven, witness};
use super::reader::RootReader;
use super::root::Root;
use crate::capture::{CapturePath, Record};
use crate::digest::Digest;
use crate::manifest::{Catalogue, Holdings, Inventory, InventoryEntry, Trouble, Witness};
use crate::parallel;
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
    let reader = RootReader::open(root)?;
    let (before, holdings) = read(root, &reader);
    if !is_torn(root, &reader, &before, &holdings)? {
        return Ok(holdings);
    }
    let (before, holdings) = read(root, &reader);
    match is_torn(root, &reader, &before, &holdings)? {
        false => Ok(holdings),
        true => Err(StoreError::new(
            Inventory::PATH,
            "it changed twice while it was being read",
            "wait until nothing writes to the archive, and run this again",
        )),
    }
}

/// Returns true if old and new may be mixed in what was read. Where all was proven against one inventory, nothing is;
/// else it must be certain that what looks like trouble is not just half of somebody's writing.
fn is_torn(root: &Root, reader: &RootReader, before: &[u8], holdings: &Holdings) -> Result<bool, StoreError> {
    let waited = !holdings.troubles().is_empty() && WriteLock::wait_for_writer(root)?;
    Ok(waited || reader.read_new(Inventory::PATH).unwrap_or_default() != before)
}

/// One reading, and the bytes of the inventory that it went by.
fn read(root: &Root, reader: &RootReader) -> (Vec<u8>, Holdings) {
    let mut bytes = Vec::new();
    let read = reader.read(Inventory::PATH, &mut bytes);
    let is_missing = read.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let inventory = match read {
        Ok(()) => Inventory::from_bytes(&bytes).map_err(|why| Trouble::Manifest(unusable(&why.to_string()))),
        Err(error) => Err(Trouble::Unreadable(unusable(&why(&error)))),
    };
    let (inventory, trouble) = inventory.map_or_else(|why| (Inventory::default(), Some(why)), |it| (it, None));
    let (listing, hashers) = ArchiveListing::visiting(root, || PairHasher::of(reader, &inventory));
    // A fresh root has none.
    let is_fresh = is_missing && listing.captures.is_empty();
    let troubles = trouble.filter(|_| !is_fresh).map(|trouble| (Inventory::PATH.to_owned(), trouble));
    let (witnesses, left) = PairHasher::clear(hashers, &inventory);
    let loading = Loading { reader, troubles: troubles.into_iter().collect(), witnesses };
    (bytes, loading.all(&inventory, &left, listing))
}

fn unusable(why: &str) -> String {
    format!(
        "{why}; without it nothing can be verified (restore it, or run `literatim manifest` and check what it changes)"
    )
}

/// Fewer captures for each processor, of those that are proven alone, are not worth a thread.
const LEFT_A_THREAD: usize = 16;

struct Loading<'r> {
    reader: &'r RootReader,
    troubles: BTreeMap<String, Trouble>,
    witnesses: Vec<Witness>,
}

impl Loading<'_> {
    /// All that `inventory` lists, of which the entries `left` are not proven yet, and what lies on the `listing`
    /// besides.
    fn all(mut self, inventory: &Inventory, left: &[&InventoryEntry], listing: ArchiveListing) -> Holdings {
        let mut catalogue = Catalogue::of(inventory);
        // Alone, and to the certain end of the files.
        for (entry, proven) in left.iter().zip(parallel::map(left, LEFT_A_THREAD, |entry| witness(self.reader, entry)))
        {
            self.put(entry, proven);
        }
        // Both are sorted.
        let mut listed = inventory.captures.iter().map(|entry| &entry.capture).peekable();
        let mut unlisted = Vec::new();
        for capture in &listing.captures {
            while listed.next_if(|listed| *listed < capture).is_some() {}
            if listed.peek() != Some(&capture) {
                unlisted.extend(self.unlisted(capture));
            }
        }
        catalogue.add_unlisted(unlisted);
        self.troubles.extend(listing.odd);
        self.troubles.extend(listing.collisions);
        let is_sound = !self.troubles.contains_key(Inventory::PATH);
        let mut holdings = Holdings::new(catalogue, self.witnesses, self.troubles);
        // Where the inventory cannot be read, nobody knows what is held and what is withheld.
        if is_sound {
            super::withheld::add(self.reader, &mut holdings);
        }
        holdings
    }

    /// Puts what became of `entry`, which was not proven at the first look, where it belongs.
    fn put(&mut self, entry: &InventoryEntry, proven: Result<Witness, Unproven>) {
        match proven {
            Ok(witness) => self.witnesses.push(witness),
            Err(Unproven { trouble, of_manifest }) => {
                self.troubles.extend(of_manifest.map(|trouble| (entry.capture.manifest(), *trouble)));
                self.troubles.insert(entry.capture.to_string(), explained(self.reader, entry, trouble));
            }
        }
    }

    /// A capture that nothing vouches for can still be cited: whoever does must hear it. What it is known by, if it can
    /// be read.
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
