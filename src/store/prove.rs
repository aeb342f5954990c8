//! One capture after the other, proven against the inventory.

use super::errors::why;
use super::extent::page;
use super::pages::page_witness;
use super::staged::read_committed;
use super::storage::Storage;
use crate::capture::{Capture, Record};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, Reading, Trouble, Witness, check};
use crate::segment::Rules;
use crate::transcript::{CharsetFrom, needs_record};
use std::io;

/// Why there is no witness, and what is wrong with the manifest too, if anything is.
#[derive(Debug, thiserror::Error)]
#[error("{trouble}")]
pub(super) struct Unproven {
    pub trouble: Trouble,
    pub of_manifest: Option<Box<Trouble>>,
}

impl From<Trouble> for Unproven {
    fn from(trouble: Trouble) -> Self {
        Self { trouble, of_manifest: None }
    }
}

/// Gives the rules, which are read only where they are needed.
pub(super) type AskedRules<'r> = &'r (dyn Fn() -> &'r Rules + Sync);

/// The witness of `entry`, if its capture and its manifest are as they were committed to. The `rules` are those by which
/// the manifest is made of a page that has none on the disk.
pub(super) fn witness(
    storage: &dyn Storage,
    entry: &InventoryEntry,
    rules: AskedRules<'_>,
) -> Result<Witness, Unproven> {
    if entry.is_page() {
        return Ok(page_witness(storage, entry, rules())?);
    }
    let bytes = match &entry.extent {
        None => storage.read(entry.capture.as_str()).map_err(|error| trouble(&error))?,
        Some(extent) => page(storage, extent, None)?.bytes,
    };
    let manifest = match manifest_of(storage, entry) {
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
    let mut capture = capture(entry, bytes, &manifest);
    match (&manifest.reading, manifest.record) {
        (Reading::Undecodable(_), Some(digest)) => {
            // That there is no text may be the record's doing, which names a charset.
            let record = storage.read(&entry.capture.record()).ok().filter(|bytes| Digest::of(bytes) == digest);
            capture.record = record.and_then(|bytes| Record::from_bytes(&bytes).ok()).unwrap_or_default();
        }
        (Reading::Transcript(typed), Some(digest)) if needs_record(&typed.reader) => {
            capture.record = record(storage, entry, digest)?;
        }
        _ => {}
    }
    Ok(check(&capture, manifest).map_err(Trouble::from)?)
}

/// The record of `entry`, which has its text; `committed` is its digest.
fn record(storage: &dyn Storage, entry: &InventoryEntry, committed: Digest) -> Result<Record, Trouble> {
    let path = entry.capture.record();
    let broken =
        |how: String, digests| Trouble::RecordMismatch { how: format!("its text is in {path}, which {how}"), digests };
    let bytes = storage.read(&path).map_err(|error| broken(format!("cannot be read: {}", why(&error)), None))?;
    let found = Digest::of(&bytes);
    if found != committed {
        return Err(broken("was changed".to_owned(), Some((committed, found))));
    }
    Record::from_bytes(&bytes).map_err(|error| broken(format!("cannot be used: {error}"), None))
}

/// The capture of `entry`, as `manifest` says that it is to be read.
pub(super) fn capture(entry: &InventoryEntry, bytes: Vec<u8>, manifest: &Manifest) -> Capture {
    let record = Record { charset: declared_charset(manifest), ..Record::default() };
    Capture { path: entry.capture.clone(), bytes, record }
}

/// The charset that the record declared, by the manifest's word: that is committed to, and the record need not be read.
/// Were it wrong, the text would not have the digest that the manifest says.
fn declared_charset(manifest: &Manifest) -> Option<String> {
    let charset = &manifest.typed()?.charset;
    (charset.from == CharsetFrom::Record).then(|| charset.name.clone())
}

fn trouble(error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Unreadable(why(error)),
    }
}

/// The manifest that `entry` commits to.
pub(super) fn manifest_of(storage: &dyn Storage, entry: &InventoryEntry) -> Result<Manifest, Trouble> {
    let read = read_committed(storage, &entry.capture.manifest(), entry.manifest);
    let bytes = read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refused(entry, "is missing"),
        _ => refused(entry, &format!("cannot be read: {}", why(&error))),
    })?;
    committed(entry, &bytes, Digest::of(&bytes))
}

/// The manifest in `bytes`, which have the digest `found`, if it is what `entry` commits to.
pub(super) fn committed(entry: &InventoryEntry, bytes: &[u8], found: Digest) -> Result<Manifest, Trouble> {
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
        return Err(refused(entry, "does not match the inventory"));
    }
    Ok(manifest)
}

fn refused(entry: &InventoryEntry, how: &str) -> Trouble {
    let path = entry.capture.manifest();
    Trouble::Manifest(format!("its manifest {path} {how} (restore it, or run `literatim manifest`)"))
}
