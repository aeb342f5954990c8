//! An archive as loaded, to verify quotations against.

use super::errors::{StoreError, why};
use super::extent::{explained, page};
use super::listing::ArchiveListing;
use super::lock::WriteLock;
use super::pair_hasher::PairHasher;
use super::prove::{Unproven, witness};
use super::reader::RootReader;
use super::root::Root;
use super::storage::Storage;
use super::walk::{EntryKind, WalkEntry};
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
    let read = || {
        let read = ReadInventory::of(&reader);
        let (listing, hashers) = ArchiveListing::visiting(&reader, || PairHasher::of(&reader, &read.inventory));
        let (witnesses, left) = PairHasher::finish(hashers, &read.inventory);
        let holdings = Loading::of(&reader, &read, witnesses, &listing).all(&read.inventory, &left, listing);
        Ok((read.bytes, holdings))
    };
    // What looks like trouble may be half of somebody's writing.
    settled(&reader, read, |holdings| Ok(!holdings.troubles().is_empty() && WriteLock::wait_for_writer(root)?))
}

/// Loads what `storage` holds, as [`load`] does for a folder: the same files give the same holdings. It knows of no lock
/// there.
///
/// # Errors
///
/// A storage that cannot be listed, and an archive that changes as fast as it is read.
pub fn load_from(storage: &dyn Storage) -> Result<Holdings, StoreError> {
    let read = || {
        let read = ReadInventory::of(storage);
        let found = storage.list("archive").map_err(|error| StoreError::io("archive", &error))?;
        let found = found.into_iter().map(|path| WalkEntry { path, kind: EntryKind::File });
        let listing = ArchiveListing::sorted_out(found.collect(), storage);
        let left: Vec<&InventoryEntry> =
            read.inventory.captures.iter().filter(|entry| !entry.capture.is_web_archive()).collect();
        let holdings = Loading::of(storage, &read, Vec::new(), &listing).all(&read.inventory, &left, listing);
        Ok((read.bytes, holdings))
    };
    settled(storage, read, |_| Ok(false))
}

/// What `read` gives, once more if old and new may be mixed in it: where all was proven against one inventory, nothing
/// is, unless `waited` says so. `read` gives the bytes of the inventory that it used, too.
fn settled(
    storage: &dyn Storage,
    read: impl Fn() -> Result<(Vec<u8>, Holdings), StoreError>,
    waited: impl Fn(&Holdings) -> Result<bool, StoreError>,
) -> Result<Holdings, StoreError> {
    for _ in 0..2 {
        let (before, holdings) = read()?;
        if !waited(&holdings)? && storage.read(Inventory::PATH).unwrap_or_default() == before {
            return Ok(holdings);
        }
    }
    Err(StoreError::new(
        Inventory::PATH,
        "it changed twice while it was being read",
        "wait until nothing writes to the archive, and run this again",
    ))
}

/// The inventory as it was read; where it cannot be used, an empty one and the reason.
struct ReadInventory {
    bytes: Vec<u8>,
    inventory: Inventory,
    trouble: Option<Trouble>,
    is_missing: bool,
}

impl ReadInventory {
    fn of(storage: &dyn Storage) -> Self {
        let read = storage.read(Inventory::PATH);
        let is_missing = read.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let inventory = match &read {
            Ok(bytes) => Inventory::from_bytes(bytes).map_err(|why| Trouble::Manifest(unusable(&why.to_string()))),
            Err(error) => Err(Trouble::Unreadable(unusable(&why(error)))),
        };
        let (inventory, trouble) = inventory.map_or_else(|why| (Inventory::default(), Some(why)), |it| (it, None));
        Self { bytes: read.unwrap_or_default(), inventory, trouble, is_missing }
    }
}

fn unusable(why: &str) -> String {
    format!(
        "{why}; without it nothing can be verified (restore it, or run `literatim manifest` and check what it changes)"
    )
}

/// Fewer captures for each processor, of those that are proven alone, are not worth a thread.
const LEFT_A_THREAD: usize = 16;

struct Loading<'r> {
    storage: &'r dyn Storage,
    troubles: BTreeMap<String, Trouble>,
    witnesses: Vec<Witness>,
}

impl<'r> Loading<'r> {
    fn of(storage: &'r dyn Storage, read: &ReadInventory, witnesses: Vec<Witness>, listing: &ArchiveListing) -> Self {
        // A fresh root has none.
        let is_fresh = read.is_missing && listing.captures.is_empty();
        let trouble = read.trouble.clone().filter(|_| !is_fresh);
        let troubles = trouble.map(|trouble| (Inventory::PATH.to_owned(), trouble)).into_iter().collect();
        Self { storage, troubles, witnesses }
    }

    /// The holdings: all that `inventory` lists, of which the entries `left` are not proven yet, and what only the
    /// `listing` has.
    fn all(mut self, inventory: &Inventory, left: &[&InventoryEntry], listing: ArchiveListing) -> Holdings {
        let mut catalogue = Catalogue::of(inventory);
        // One at a time, and to the certain end of the files.
        let proven = parallel::map(left, LEFT_A_THREAD, |entry| witness(self.storage, entry));
        for (entry, proven) in left.iter().zip(proven) {
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
            super::withheld::add(self.storage, &mut holdings);
        }
        holdings
    }

    /// Adds the witness of `entry`, or what is wrong with it.
    fn put(&mut self, entry: &InventoryEntry, proven: Result<Witness, Unproven>) {
        match proven {
            Ok(witness) => self.witnesses.push(witness),
            Err(Unproven { trouble, of_manifest }) => {
                self.troubles.extend(of_manifest.map(|trouble| (entry.capture.manifest(), *trouble)));
                self.troubles.insert(entry.capture.to_string(), explained(self.storage, entry, trouble));
            }
        }
    }

    /// Adds the trouble of a capture that the inventory does not list. It can be cited all the same, and a citation of it
    /// is reported: returns its record and digest, if it can be read.
    fn unlisted(&mut self, capture: &CapturePath) -> Option<(CapturePath, Record, Digest)> {
        let record = self.storage.read(&capture.record()).ok();
        let record = record.and_then(|bytes| Record::from_bytes(&bytes).ok()).unwrap_or_default();
        let bytes = match record.extent() {
            _ if capture.is_web_archive() => Err(Trouble::Unlisted),
            None => self.storage.read(capture.as_str()).map_err(|error| Trouble::Unreadable(why(&error))),
            Some(extent) => page(self.storage, extent, None).map(|page| page.bytes),
        };
        let (trouble, digest) = match bytes {
            Err(trouble) => (trouble, None),
            Ok(bytes) => (Trouble::Unlisted, Some(Digest::of(&bytes))),
        };
        self.troubles.insert(capture.to_string(), trouble);
        digest.map(|digest| (capture.clone(), record, digest))
    }
}
