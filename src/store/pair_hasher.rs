//! The usual case: captures that are as they were committed to, proven two at a time while the archive is walked.

use super::prove::{capture, committed};
use super::reader::{End, RootReader};
use super::walk::{FileVisitor, FolderFile};
use crate::capture::Capture;
use crate::digest::Digest;
use crate::manifest::{Hashed, Inventory, InventoryEntry, Manifest, Witness, check};
use std::io;

/// Hasher of two captures and their manifests at once, which takes less time than one after the other.
///
/// A capture that cannot be proven here, for whatever reason, is left to be proven alone, and reported by that.
pub(super) struct PairHasher<'d> {
    reader: &'d RootReader,
    inventory: &'d Inventory,
    buffers: [Buffers; 2],
    /// The place in the inventory of the capture in the first buffers, if they are filled.
    waiting: Option<usize>,
    /// Each witness, and its place in the inventory.
    proven: Vec<(usize, Witness)>,
    /// The place behind that of the last capture: the walk has nearly the order of the inventory.
    next: usize,
}

/// The most bytes of a capture that is hashed with another: two larger ones would take twice the memory. A page has a tenth
/// of it.
const LARGE: usize = 1 << 20;

/// Memory for the bytes of a capture and of its manifest, used again and again.
#[derive(Default)]
struct Buffers {
    capture: Vec<u8>,
    manifest: Vec<u8>,
}

impl<'d> PairHasher<'d> {
    pub fn of(reader: &'d RootReader, inventory: &'d Inventory) -> Self {
        Self { reader, inventory, buffers: Default::default(), waiting: None, proven: Vec::new(), next: 0 }
    }

    /// The witnesses of `hashers` of parts of one archive, and the entries of `inventory` that are left; a web archive that
    /// is kept whole is neither.
    pub fn finish(hashers: Vec<Self>, inventory: &'d Inventory) -> (Vec<Witness>, Vec<&'d InventoryEntry>) {
        let mut is_proven = vec![false; inventory.captures.len()];
        let mut witnesses = Vec::with_capacity(inventory.captures.len());
        for (place, witness) in hashers.into_iter().flat_map(|hasher| hasher.proven) {
            is_proven[place] = true;
            witnesses.push(witness);
        }
        let left = inventory.captures.iter().zip(is_proven).filter(|(_, proven)| !proven).map(|(entry, _)| entry);
        (witnesses, left.filter(|entry| !entry.capture.is_web_archive()).collect())
    }

    /// The place of the capture at `path` in the inventory, if that lists it.
    fn place(&mut self, path: &str) -> Option<usize> {
        let is_next = self.inventory.captures.get(self.next).is_some_and(|entry| entry.capture.as_str() == path);
        let place = if is_next { self.next } else { self.inventory.place(path)? };
        self.next = place + 1;
        Some(place)
    }

    fn prove(&mut self, places: [usize; 2]) {
        let entries = places.map(|place| &self.inventory.captures[place]);
        if let Some(witnesses) = prove(entries, &mut self.buffers) {
            self.proven.extend(places.into_iter().zip(witnesses));
        }
    }
}

impl FileVisitor for PairHasher<'_> {
    /// Takes the file at `path`, if it is a capture that the inventory lists.
    fn visit(&mut self, here: &FolderFile<'_>, path: &str) {
        let Some(place) = self.place(path) else { return };
        let entry = &self.inventory.captures[place];
        // Nobody is quoted from a web archive as a whole.
        if entry.extent.is_some() || entry.capture.is_web_archive() {
            return;
        }
        let buffers = &mut self.buffers[usize::from(self.waiting.is_some())];
        if buffers.read(self.reader, here, entry).is_err() {
            return;
        }
        match self.waiting.take() {
            None => self.waiting = Some(place),
            Some(first) => self.prove([first, place]),
        }
    }
}

impl Buffers {
    fn read(&mut self, reader: &RootReader, here: &FolderFile<'_>, entry: &InventoryEntry) -> io::Result<()> {
        here.read(End::Likely, &mut self.capture)?;
        if self.capture.len() > LARGE {
            self.capture = Vec::new();
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        reader.read_until(End::Likely, &entry.capture.manifest(), &mut self.manifest)
    }

    /// The capture that was read; its bytes are to be given back, so that the memory is used again.
    fn lend(&mut self, entry: &InventoryEntry, manifest: &Manifest) -> Capture {
        capture(entry, std::mem::take(&mut self.capture), manifest)
    }
}

/// The witnesses of both `entries`, if both are as they were committed to.
fn prove([one, other]: [&InventoryEntry; 2], [first, second]: &mut [Buffers; 2]) -> Option<[Witness; 2]> {
    let [digest, other_digest] = Digest::of_both(&first.manifest, &second.manifest);
    let manifest = committed(one, &first.manifest, digest).ok()?;
    let other_manifest = committed(other, &second.manifest, other_digest).ok()?;
    let (capture, other_capture) = (first.lend(one, &manifest), second.lend(other, &other_manifest));
    let [hashed, other_hashed] = Hashed::of_both(&capture, &other_capture);
    let witness = check(hashed, manifest);
    let other_witness = check(other_hashed, other_manifest);
    (first.capture, second.capture) = (capture.bytes, other_capture.bytes);
    Some([witness.ok()?, other_witness.ok()?])
}
