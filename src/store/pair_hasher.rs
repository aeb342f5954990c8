//! The usual case: captures that are as they were committed to, proven two at a time.

use super::prove::{AskedRules, Unproven, capture, committed, witness};
use super::storage::Storage;
use crate::capture::Capture;
use crate::digest::Digest;
use crate::manifest::{Hashed, InventoryEntry, Manifest, Witness, check};
use crate::parallel;
use crate::progress::Work;
use crate::transcript::needs_record;
use std::io;

/// Fewer captures for each processor are not worth a thread.
const CAPTURES_A_THREAD: usize = 16;

/// The most bytes of a capture that is hashed with another: two larger ones would take twice the memory. A page has a tenth
/// of it.
const LARGE: usize = 1 << 20;

/// The witnesses of `entries`, in their order, on all processors. Two captures and their manifests are hashed at once, which
/// takes less time than one after the other; one that cannot be proven so, for whatever reason, is proven alone, and what
/// is wrong is reported by that.
pub(super) fn witnesses(
    storage: &dyn Storage,
    entries: &[InventoryEntry],
    rules: AskedRules<'_>,
) -> Vec<Result<Witness, Unproven>> {
    let pairs: Vec<&[InventoryEntry]> = entries.chunks(2).collect();
    let counted = Work::on(entries.len());
    let proven = parallel::chunks(&pairs, CAPTURES_A_THREAD / 2, |pairs| {
        let mut buffers = <[Buffers; 2]>::default();
        let mut proven = Vec::with_capacity(2 * pairs.len());
        for entries in pairs {
            let both = <&[InventoryEntry; 2]>::try_from(*entries).ok();
            counted.advance(entries.len());
            match both.and_then(|both| prove_both(storage, both.each_ref(), &mut buffers)) {
                Some(witnesses) => proven.extend(witnesses.map(Ok)),
                None => proven.extend(entries.iter().map(|entry| witness(storage, entry, rules))),
            }
        }
        proven
    });
    proven.into_iter().flatten().collect()
}

/// Memory for the bytes of a capture and of its manifest, used again and again.
#[derive(Default)]
struct Buffers {
    capture: Vec<u8>,
    manifest: Vec<u8>,
}

impl Buffers {
    fn read(&mut self, storage: &dyn Storage, entry: &InventoryEntry) -> io::Result<()> {
        // What lies in a web archive is read by itself.
        if entry.extent.is_some() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        storage.read_to_prove(entry.capture.as_str(), &mut self.capture)?;
        if self.capture.len() > LARGE {
            self.capture = Vec::new();
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        storage.read_to_prove(&entry.capture.manifest(), &mut self.manifest)
    }

    /// The capture that was read; its bytes are to be given back, so that the memory is used again.
    fn lend(&mut self, entry: &InventoryEntry, manifest: &Manifest) -> Capture {
        capture(entry, std::mem::take(&mut self.capture), manifest)
    }
}

/// The witnesses of both `entries`, if both are as they were committed to.
fn prove_both(
    storage: &dyn Storage,
    [one, other]: [&InventoryEntry; 2],
    [first, second]: &mut [Buffers; 2],
) -> Option<[Witness; 2]> {
    first.read(storage, one).ok()?;
    second.read(storage, other).ok()?;
    let [digest, other_digest] = Digest::of_both(&first.manifest, &second.manifest);
    let manifest = committed(one, &first.manifest, digest).ok()?;
    let other_manifest = committed(other, &second.manifest, other_digest).ok()?;
    // What has its text in its record needs one file more.
    let is_by_itself = |manifest: &Manifest| manifest.typed().is_none_or(|typed| !needs_record(&typed.reader));
    if !is_by_itself(&manifest) || !is_by_itself(&other_manifest) {
        return None;
    }
    let (capture, other_capture) = (first.lend(one, &manifest), second.lend(other, &other_manifest));
    let [hashed, other_hashed] = Hashed::of_both(&capture, &other_capture);
    let witness = check(hashed, manifest);
    let other_witness = check(other_hashed, other_manifest);
    (first.capture, second.capture) = (capture.bytes, other_capture.bytes);
    Some([witness.ok()?, other_witness.ok()?])
}
