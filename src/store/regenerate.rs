//! Manifests, inventory and the list of sums, regenerated from captures, records, rules and what publishers repeat.

use super::batch::Batch;
use super::broken::{AcceptedChanges, BrokenCapture, broken};
use super::draft::{DraftManifest, Learning, keep_earlier, settle};
use super::errors::why;
use super::extent::declared_page;
use super::listing::{ArchiveListing, ManifestListing};
use super::lock::WriteLock;
use super::reader::RootReader;
use super::retyped::{Retyped, retyped};
use super::secrets::new_secrets;
use super::storage::Storage;
use super::{Root, StoreError};
use crate::capture::{Capture, CapturePath, Record, RoleMark};
use crate::digest::Digest;
use crate::history::{Checkpoint, History, sums};
use crate::manifest::{Inventory, InventoryEntry, Manifest, NotOurs, RepeatedTable, Trouble};
use crate::parallel;
use crate::segment::{Rules, role_marks};
use crate::transcript::decode;
use std::collections::BTreeMap;

/// The contents that `manifests/` must have, by what lies in `archive/`.
#[derive(Debug)]
pub struct Regenerated {
    /// The inventory.
    pub inventory: Inventory,
    /// The log, which leads to it.
    pub history: History,
    /// Every file that `manifests/` and `history/` must hold, and its bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Captures and records that cannot be read, and why. While there are any, nothing is written.
    pub unreadable: BTreeMap<String, Trouble>,
    /// Whatever lies in `archive/` or `manifests/` and has no place there, and why.
    pub odd: BTreeMap<String, Trouble>,
    /// Left by a killed run; the next that writes takes them away.
    pub leftovers: Vec<String>,
    /// Captures that are not what was committed to. While one is not accepted, nothing is written.
    pub broken: Vec<BrokenCapture>,
    /// True if some manifests are those that an earlier version made: this one cannot make their roles again.
    pub is_earlier: bool,
    present: ManifestListing,
}

/// The differences between `manifests/` and what it must hold; all by path, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ManifestDrift {
    /// Not there.
    pub missing: Vec<String>,
    /// There, with other bytes.
    pub stale: Vec<String>,
    /// There, and nothing asks for them.
    pub orphaned: Vec<String>,
    /// Parts of captures that have another role than the stale manifests say.
    pub retyped: Vec<Retyped>,
}

/// Fewer captures for each processor are not worth a thread.
const CAPTURES_A_THREAD: usize = 8;

/// Regenerates everything by the table of what publishers repeat that the archive has; writes nothing.
///
/// # Errors
///
/// A root that cannot be opened. Captures and records that cannot be read are in the result.
pub fn regenerate(root: &Root, rules: &Rules) -> Result<Regenerated, StoreError> {
    regenerate_by(root, rules, &AcceptedChanges::default(), &Learning::AsCommitted)
}

fn regenerate_by(
    root: &Root,
    rules: &Rules,
    accepted: &AcceptedChanges,
    learning: &Learning,
) -> Result<Regenerated, StoreError> {
    let reader = RootReader::open(root)?;
    let ArchiveListing { captures, mut odd, collisions, mut leftovers, .. } = ArchiveListing::of(&reader);
    let present = ManifestListing::of(root);
    leftovers.extend(present.leftovers.iter().cloned());
    odd.extend(present.odd.iter().map(|(path, trouble)| (path.clone(), trouble.clone())));
    // Captures whose paths collide have no drafts: were this no reason not to write, they would lose their entries.
    let (mut drafts, mut unreadable) = (Vec::new(), collisions);
    for made in parallel::map(&captures, CAPTURES_A_THREAD, |path| draft(&reader, path, rules)) {
        match made {
            Ok(draft) => drafts.push(draft),
            Err((path, trouble)) => {
                unreadable.insert(path, trouble);
            }
        }
    }
    unreadable.extend(new_secrets(&reader, &drafts));
    let mut is_earlier = keep_earlier(&mut drafts);
    if is_earlier && matches!(learning, Learning::FromAll) {
        if !accepted.upgrade {
            return Err(needs_upgrade());
        }
        drafts.iter_mut().for_each(DraftManifest::replace_earlier);
        is_earlier = false;
    }
    let before = if matches!(learning, Learning::FromAll) { Ok(RepeatedTable::default()) } else { table(&reader) };
    let table = before.unwrap_or_else(|trouble| {
        unreadable.insert(RepeatedTable::PATH.to_owned(), trouble);
        RepeatedTable::default()
    });
    let table = settle(&mut drafts, rules, table, learning);
    let (entries, mut files) = printed(&drafts);
    let mut history = recorded(&reader).unwrap_or_else(|trouble| {
        unreadable.insert(History::PATH.to_owned(), trouble);
        History::default()
    });
    let mut broken = broken(&reader, &history, &present, &entries);
    // What is there and cannot be read is not gone.
    let is_there =
        |capture: &CapturePath| captures.binary_search(capture).is_ok() || unreadable.contains_key(capture.as_str());
    broken.retain(|one| one.found.is_some() || !is_there(&one.capture));
    let reasons = accepted.excuse(&mut broken, &history, &entries)?;
    history.follow_because(entries, &reasons);
    let (inventory, general) = general(&history, &table);
    files.extend(general.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)));
    Ok(Regenerated { inventory, history, files, unreadable, odd, leftovers, broken, is_earlier, present })
}

/// The table of what publishers repeat that the archive has; an empty one where it has none.
pub(super) fn table(storage: &dyn Storage) -> Result<RepeatedTable, Trouble> {
    let unusable = |why: &str| Trouble::Unreadable(format!("{why} (run `literatim manifest`, which replaces it)"));
    match storage.read_if_there(RepeatedTable::PATH) {
        Ok(None) => Ok(RepeatedTable::default()),
        Ok(Some(bytes)) => RepeatedTable::from_bytes(&bytes).map_err(|why| match why {
            NotOurs::Conflict => Trouble::Unreadable(why.to_string()),
            _ => unusable(&why.to_string()),
        }),
        Err(error) => Err(unusable(&why(&error))),
    }
}

/// The log that the archive has. Where there is none, a new one begins, unless the inventory names one before it: then the
/// log is lost, and a new one would only hide that.
pub(super) fn recorded(reader: &RootReader) -> Result<History, Trouble> {
    let unusable =
        |why: String| Trouble::Unreadable(format!("{why} (restore it; without it changes cannot be detected)"));
    match reader.read_if_there(History::PATH) {
        // No log is written before it has a line.
        Ok(Some(bytes)) if bytes.is_empty() => Err(unusable("the file is empty".to_owned())),
        Ok(Some(bytes)) => History::from_bytes(&bytes).map_err(|why| unusable(why.to_string())),
        Err(error) => Err(unusable(why(&error))),
        Ok(None) => {
            let lost = |why: &str| Err(unusable(format!("the file is missing, and the inventory {why}")));
            match reader.read_if_there(Inventory::PATH).map(|bytes| bytes.map(|bytes| Inventory::from_bytes(&bytes))) {
                Ok(None) => Ok(History::default()),
                Ok(Some(Ok(inventory))) if inventory.before.is_none() => Ok(History::default()),
                Ok(Some(Ok(_))) => lost("has one before it"),
                Ok(Some(Err(_))) | Err(_) => lost("cannot be read"),
            }
        }
    }
}

/// The inventory that a log leads to, and the files that are made of both, in the order in which they are written.
///
/// The inventory comes before the log: after a kill between the two, the log lacks what the next run adds to it.
pub(super) fn general(history: &History, table: &RepeatedTable) -> (Inventory, Vec<(&'static str, Vec<u8>)>) {
    let inventory = history.inventory();
    let sums = sums(&inventory, history, table);
    let mut files = Vec::new();
    if !table.is_empty() {
        files.push((RepeatedTable::PATH, table.to_bytes()));
    }
    files.push((Inventory::PATH, inventory.to_bytes()));
    if let Some(checkpoint) = history.checkpoint(history.size()) {
        files.push((History::PATH, history.to_bytes()));
        files.push((Checkpoint::PATH, checkpoint.to_bytes()));
    }
    files.push((Inventory::SUMS_PATH, sums));
    (inventory, files)
}

/// The paths of the files that [`general`] makes, in the order in which they are written.
pub(super) const GENERAL: [&str; 5] =
    [RepeatedTable::PATH, Inventory::PATH, History::PATH, Checkpoint::PATH, Inventory::SUMS_PATH];

/// The entries of the inventory, and the manifests.
fn printed(drafts: &[DraftManifest]) -> (Vec<InventoryEntry>, BTreeMap<String, Vec<u8>>) {
    let (mut files, mut entries) = (BTreeMap::new(), Vec::with_capacity(drafts.len()));
    for draft in drafts {
        let (entry, bytes) = draft.committed();
        files.insert(entry.capture.manifest(), bytes);
        entries.push(entry);
    }
    (entries, files)
}

/// The draft of the manifest of what lies at `path`.
fn draft(reader: &RootReader, path: &CapturePath, rules: &Rules) -> Result<DraftManifest, (String, Trouble)> {
    let before = manifest_before(reader, path);
    let mut draft = match path.is_web_archive() {
        true => draft_web_archive(reader, path)?,
        false => {
            let (capture, record) = capture(reader, path)?;
            DraftManifest::of(&capture, record, rules, before.as_ref().map(|(manifest, _)| manifest))
        }
    };
    if let Some((before, bytes)) = before {
        draft.compare(&before, bytes);
    }
    Ok(draft)
}

/// The manifest that the archive has of the capture at `path`, and its bytes; `None` where it has none, or not one that
/// can be read.
fn manifest_before(storage: &dyn Storage, path: &CapturePath) -> Option<(Manifest, Vec<u8>)> {
    let bytes = storage.read(&path.manifest()).ok()?;
    Some((Manifest::from_bytes(&bytes).ok()?, bytes))
}

/// Returns true if an earlier version made the manifests of an archive. The first one that has a text decides; where none
/// has a text, any of an earlier version.
pub(super) fn is_earlier<'c>(storage: &dyn Storage, captures: impl IntoIterator<Item = &'c CapturePath>) -> bool {
    let mut is_earlier = false;
    for (manifest, _) in captures.into_iter().filter_map(|path| manifest_before(storage, path)) {
        if manifest.typed().is_some() {
            return manifest.is_earlier();
        }
        is_earlier |= manifest.is_earlier();
    }
    is_earlier
}

/// The error of changing an archive that an earlier version made.
pub(super) fn needs_upgrade() -> StoreError {
    StoreError::new(
        Inventory::PATH,
        "an earlier version made the manifests of this archive",
        "run `literatim manifest --upgrade`, which replaces all of them and lists what has another role",
    )
}

/// The draft of the manifest of a web archive that is kept whole: it is hashed, and never held in memory.
pub(super) fn draft_web_archive(reader: &RootReader, path: &CapturePath) -> Result<DraftManifest, (String, Trouble)> {
    let refuse = |error: std::io::Error| (path.to_string(), Trouble::Unreadable(why(&error)));
    let (record, digest) = record(reader, path)?;
    let (sha256, bytes) = reader.digest(path.as_str()).map_err(refuse)?;
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    Ok(DraftManifest::without_text(Manifest::of_web_archive(path, bytes, sha256, (&record, digest))))
}

/// A capture with its record, and the digest of that.
pub(super) fn capture(reader: &RootReader, path: &CapturePath) -> Result<(Capture, Option<Digest>), (String, Trouble)> {
    let refuse = |trouble: Trouble| (path.to_string(), trouble);
    let (record, digest) = record(reader, path)?;
    let bytes = match record.extent().zip(record.warc.as_ref()) {
        None => reader.read(path.as_str()).map_err(|error| refuse(Trouble::Unreadable(why(&error))))?,
        Some(_) if reader.is_there(path.as_str()) => {
            let why = "its record says that it is in a web archive, but the file is here too (remove one of them)";
            return Err(refuse(Trouble::Unreadable(why.to_owned())));
        }
        Some((extent, provenance)) => declared_page(reader, extent, provenance).map_err(refuse)?.bytes,
    };
    Ok((Capture { path: path.clone(), bytes, record }, digest))
}

/// The record of the capture at `path`, and its digest; an empty one where there is none.
fn record(reader: &RootReader, path: &CapturePath) -> Result<(Record, Option<Digest>), (String, Trouble)> {
    let refuse = |path: String, why: String| (path, Trouble::Unreadable(why));
    let record_bytes = reader.read_if_there(&path.record()).map_err(|error| refuse(path.record(), why(&error)))?;
    let record = match &record_bytes {
        None => Record::default(),
        Some(bytes) => Record::from_bytes(bytes).map_err(|why| refuse(path.record(), format!("{why} (fix that)")))?,
    };
    role_marks::check(&record.marks).map_err(|wrong| refuse(path.record(), format!("{wrong} (fix that)")))?;
    let digest = record_bytes.map(|bytes| Digest::of(&bytes));
    Ok((record, digest))
}

/// The parts that have another role by the manifest in `after` than by that in `before`; `None` where these are not
/// manifests, or the capture has no text.
fn retyped_between(reader: &RootReader, before: &[u8], after: &[u8]) -> Option<Vec<Retyped>> {
    let (before, after) = (Manifest::from_bytes(before).ok()?, Manifest::from_bytes(after).ok()?);
    if after.capture.is_web_archive() {
        return None;
    }
    let (capture, _) = capture(reader, &after.capture).ok()?;
    Some(retyped(decode(&capture).ok()?.text(), &before, &after))
}

impl Regenerated {
    /// The manifests that lie in `manifests/`, by name.
    pub fn manifests(&self) -> impl Iterator<Item = &str> {
        self.present.manifests.iter().map(String::as_str)
    }

    /// Compares it with what lies in `manifests/` and `history/`.
    ///
    /// # Errors
    ///
    /// A root that cannot be opened.
    pub fn drift(&self, root: &Root) -> Result<ManifestDrift, StoreError> {
        let reader = RootReader::open(root)?;
        let mut drift = ManifestDrift::default();
        let mut bytes = Vec::new();
        for (path, expected) in &self.files {
            match reader.read_into(path, &mut bytes) {
                Ok(()) if bytes == *expected => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => drift.missing.push(path.clone()),
                found => {
                    drift.stale.push(path.clone());
                    let retyped = found.ok().and_then(|()| retyped_between(&reader, &bytes, expected));
                    drift.retyped.extend(retyped.unwrap_or_default());
                }
            }
        }
        drift.orphaned =
            self.present.manifests.iter().filter(|path| !self.files.contains_key(*path)).cloned().collect();
        if !self.files.contains_key(RepeatedTable::PATH) && reader.is_there(RepeatedTable::PATH) {
            drift.orphaned.push(RepeatedTable::PATH.to_owned());
        }
        Ok(drift)
    }

    /// Regenerates everything and compares it with what lies in `manifests/` and `history/`; writes nothing. Where there is
    /// drift and a writer at work, it waits for that and starts over.
    ///
    /// # Errors
    ///
    /// A root that cannot be opened, or a lock that cannot be taken.
    pub fn compare(root: &Root, rules: &Rules) -> Result<(Self, ManifestDrift), StoreError> {
        let made = regenerate(root, rules)?;
        let drift = made.drift(root)?;
        if drift == ManifestDrift::default() || !WriteLock::wait_for_writer(root)? {
            return Ok((made, drift));
        }
        let made = regenerate(root, rules)?;
        let drift = made.drift(root)?;
        Ok((made, drift))
    }

    /// Regenerates everything and puts it in place, under the lock: what drifted is written, orphans and leftovers are
    /// taken away. Returns what was made, and how `manifests/` differed.
    ///
    /// Nothing is written while a capture or record is unreadable, because its manifest would be lost, or a capture is
    /// not what was committed to, and not among the `accepted`. The result then says so.
    ///
    /// # Errors
    ///
    /// Manifests of an earlier version, if their upgrade is not accepted; `accepted` paths at which nothing changed; a
    /// file that cannot be written or removed.
    pub fn write(root: &Root, rules: &Rules, accepted: &AcceptedChanges) -> Result<(Self, ManifestDrift), StoreError> {
        Self::write_by(root, rules, accepted, &Learning::FromAll)
    }

    fn write_by(
        root: &Root,
        rules: &Rules,
        accepted: &AcceptedChanges,
        learning: &Learning,
    ) -> Result<(Self, ManifestDrift), StoreError> {
        let _lock = WriteLock::exclusive(root)?;
        let made = regenerate_by(root, rules, accepted, learning)?;
        let drift = made.drift(root)?;
        if made.is_sound() {
            let mut batch = Batch::new(root);
            let drifted = drift.missing.iter().chain(&drift.stale);
            for path in in_order(drifted.map(String::as_str)) {
                stage_in_order(&mut batch, path, &made.files[path])?;
            }
            batch.commit()?;
            remove(root, drift.orphaned.iter().chain(&made.leftovers))?;
        }
        Ok((made, drift))
    }

    /// Refuses what is not [sound](Self::is_sound), with the first reason.
    fn refuse_unsound(&self) -> Result<(), StoreError> {
        let path =
            self.broken.iter().map(|one| one.capture.as_str()).chain(self.unreadable.keys().map(String::as_str)).next();
        path.map_or(Ok(()), |path| Err(StoreError::new(path, "it changed or cannot be read", "see `literatim audit`")))
    }

    /// Returns true if it may be written: all was readable, and as committed to or accepted.
    pub fn is_sound(&self) -> bool {
        self.unreadable.is_empty() && self.broken.is_empty()
    }
}

/// Stages what was regenerated. The inventory lasts only when all that it speaks of does, and what is made of it only when
/// it does: so a log is never ahead of it, and the next run knows what the log lacks.
pub(super) fn stage_in_order(batch: &mut Batch, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    if path == Inventory::PATH {
        batch.barrier();
    }
    batch.stage(path, bytes)?;
    if path == Inventory::PATH {
        batch.barrier();
    }
    Ok(())
}

/// Manifests first, then the inventory that speaks of them, then the rest.
fn in_order<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let mut paths: Vec<&str> = paths.collect();
    paths.sort_by_key(|path| (GENERAL.iter().position(|general| general == path), *path));
    paths
}

/// Removes generated files, and the folders below `manifests/` that are empty without them.
pub(super) fn remove<'p>(root: &Root, paths: impl Iterator<Item = &'p String>) -> Result<(), StoreError> {
    for path in paths {
        match super::disk::remove_file(&root.path().join(path)) {
            // A killed run's leftover has the name that this one used and took away, where both had one process id.
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::new(path, why(&error), "remove it, and run this again"));
            }
            _ => {}
        }
        let mut folder = path.as_str();
        while let Some((outer, _)) = folder.rsplit_once('/').filter(|(outer, _)| outer.starts_with("manifests/")) {
            if super::disk::remove_dir(&root.path().join(outer)).is_err() {
                break;
            }
            folder = outer;
        }
    }
    Ok(())
}

/// Says in a capture's record what a part of it is, and regenerates everything by the table of what publishers repeat that
/// the archive has. The log keeps the reason. Returns the parts of other captures that have another role now.
///
/// # Errors
///
/// A role that no mark can give, an archive that is not [sound](Regenerated::is_sound) or that an earlier version made,
/// and a file that cannot be written.
pub fn mark(root: &Root, rules: &Rules, path: &CapturePath, mark: RoleMark) -> Result<Vec<Retyped>, StoreError> {
    role_marks::check(std::slice::from_ref(&mark)).map_err(|wrong| {
        StoreError::new(path, wrong.to_string(), "use one of the roles that `literatim show` lists")
    })?;
    // Nothing is written of what could not be finished.
    let made = regenerate(root, rules)?;
    made.refuse_unsound()?;
    if made.is_earlier {
        return Err(needs_upgrade());
    }
    let accepted = AcceptedChanges {
        paths: vec![path.to_string()],
        because: mark.because.clone(),
        may_be_vain: true,
        upgrade: false,
    };
    {
        let _lock = WriteLock::exclusive(root)?;
        let read = capture(&RootReader::open(root)?, path);
        let (Capture { mut record, .. }, _) =
            read.map_err(|(path, trouble)| StoreError::new(&path, format!("{trouble}"), "fix that first"))?;
        // An interrupted run may have written the mark, and nothing after it.
        if !record.marks.contains(&mark) {
            record.marks.retain(|other| other.bytes != mark.bytes);
            record.marks.push(mark);
            let mut batch = Batch::new(root);
            batch.stage(&path.record(), &record.to_bytes())?;
            batch.commit()?;
        }
    }
    let (made, mut drift) = Regenerated::write_by(root, rules, &accepted, &Learning::AsCommitted)?;
    made.refuse_unsound()?;
    drift.retyped.retain(|part| part.capture != *path);
    Ok(drift.retyped)
}
