//! Manifests, inventory and log, regenerated from captures, records, rules and what publishers repeat.

use super::amend::write_log;
use super::broken::{AcceptedChanges, BrokenCapture, broken};
use super::committed::Committed;
use super::draft::{DraftManifest, Learning, keep_earlier, settle};
use super::drafted::{draft, needs_upgrade};
use super::edits::Edits;
use super::general::{FilesByPath, as_committed, commit};
use super::listing::{ArchiveListing, GeneratedListing};
use super::lock::WriteLock;
use super::page_lists::{draft_page, lying_pages, page_sums};
use super::reader::RootReader;
use super::removal::remove;
use super::retyped::{Retyped, retyped};
use super::secrets::new_secrets;
use super::source::capture;
use super::staged::{is_waiting, read_committed};
use super::{Root, StoreError};
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::history::{History, written_files};
use crate::manifest::{CONFLICT, Inventory, InventoryEntry, Manifest, PageList, RepeatedTable, Trouble};
use crate::parallel;
use crate::segment::Rules;
use crate::transcript::decode;
use std::collections::{BTreeMap, BTreeSet};

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
    present: GeneratedListing,
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
    regenerate_by(&RootReader::open(root)?, rules, &AcceptedChanges::default(), &Learning::AsCommitted)
}

fn regenerate_by(
    reader: &RootReader,
    rules: &Rules,
    accepted: &AcceptedChanges,
    learning: &Learning,
) -> Result<Regenerated, StoreError> {
    let ArchiveListing { captures, mut odd, collisions, mut leftovers, .. } = ArchiveListing::of(reader);
    let present = GeneratedListing::of(reader);
    leftovers.extend(present.leftovers.iter().cloned());
    odd.extend(present.odd.iter().map(|(path, trouble)| (path.clone(), trouble.clone())));
    // Captures whose paths collide have no drafts: were this no reason not to write, they would lose their entries.
    let (mut drafts, mut unreadable) = (Vec::new(), collisions);
    for made in parallel::map(&captures, CAPTURES_A_THREAD, |path| draft(reader, path, rules)) {
        match made {
            Ok(draft) => drafts.push(draft),
            Err((path, trouble)) => {
                unreadable.insert(path, trouble);
            }
        }
    }
    let is_remade = matches!(learning, Learning::FromAll);
    let CommittedBefore { state, mut history } = CommittedBefore::read(reader, &mut unreadable);
    let sums = state.as_ref().map_or_else(|| page_sums(&history), Committed::page_sums);
    let pages = lying_pages(reader, (&present, &sums), &captures, &mut unreadable);
    drafts.extend(draft_pages(reader, &pages, rules, &mut unreadable));
    drafts.sort_by(|one, other| one.manifest.capture.cmp(&other.manifest.capture));
    let table =
        state.as_ref().filter(|_| !is_remade).map_or_else(|| Ok(RepeatedTable::default()), |it| it.repeated(reader));
    let table = table.unwrap_or_else(|(path, trouble)| {
        unreadable.insert(path, trouble);
        RepeatedTable::default()
    });
    unreadable.extend(new_secrets(&history, &drafts));
    let is_format_1 = state.as_ref().is_some_and(|state| state.is_of_format_1);
    let mut is_earlier = keep_earlier(&mut drafts);
    if is_remade && (is_earlier || is_format_1) {
        if !accepted.upgrade {
            return Err(needs_upgrade());
        }
        drafts.iter_mut().for_each(DraftManifest::replace_earlier);
        is_earlier = false;
    }
    let table = settle(&mut drafts, rules, table, learning);
    let (entries, mut files) = printed(&drafts);
    let mut broken = broken(reader, &history, &present, &entries);
    // What is there and cannot be read is not gone.
    let is_there =
        |capture: &CapturePath| captures.binary_search(capture).is_ok() || unreadable.contains_key(capture.as_str());
    broken.retain(|one| one.found.is_some() || !is_there(&one.capture));
    let reasons = accepted.excuse(&mut broken, &history, &entries)?;
    let is_same = history.listed().values().eq(entries.iter().filter(|entry| !entry.is_page()));
    let unchanged = state.filter(|_| !is_remade && reasons.is_empty() && is_same);
    history.follow_because(entries, &reasons);
    if is_remade {
        history.upgrade();
    }
    let general = match unchanged {
        // What was added stays in files of its own until somebody writes.
        Some(state) => as_committed(reader, &state).unwrap_or_else(|(path, trouble)| {
            unreadable.insert(path, trouble);
            FilesByPath::new()
        }),
        None => written_files(&history, &table).1,
    };
    files.extend(general);
    let inventory = history.inventory();
    Ok(Regenerated { inventory, history, files, unreadable, odd, leftovers, broken, is_earlier, present })
}

/// The drafts of pages that are lines in lists; those that cannot be read are among what is `unreadable`.
fn draft_pages(
    reader: &RootReader,
    pages: &[InventoryEntry],
    rules: &Rules,
    unreadable: &mut BTreeMap<String, Trouble>,
) -> Vec<DraftManifest> {
    let mut drafts = Vec::with_capacity(pages.len());
    for (page, made) in
        pages.iter().zip(parallel::map(pages, CAPTURES_A_THREAD, |page| draft_page(reader, page, rules)))
    {
        match made {
            Ok(draft) => drafts.push(draft),
            Err(trouble) => drop(unreadable.insert(page.capture.to_string(), trouble)),
        }
    }
    drafts
}

/// The state that was committed to before.
struct CommittedBefore {
    /// None where it is not known but by the log.
    state: Option<Committed>,
    history: History,
}

impl CommittedBefore {
    /// Reads it. Where the inventory is damaged or gone, the log says what there was; a log that cannot be read is among
    /// what is `unreadable`.
    fn read(reader: &RootReader, unreadable: &mut BTreeMap<String, Trouble>) -> Self {
        let read = Committed::read(reader).and_then(|state| {
            let history = state.history(reader)?;
            Ok(Self { history, state: Some(state) })
        });
        let recovered = match &read {
            Ok(before) if before.state.as_ref().is_some_and(|state| state.is_missing) => {
                super::committed::recovered(reader)
            }
            Err((_, trouble)) if trouble.to_string() != CONFLICT => super::committed::recovered(reader),
            _ => Ok(None),
        };
        match (recovered, read) {
            (Ok(Some(history)), _) => Self { state: None, history },
            (Err((path, trouble)), _) | (Ok(None), Err((path, trouble))) => {
                unreadable.insert(path, trouble);
                Self { state: None, history: History::default() }
            }
            (Ok(None), Ok(before)) => before,
        }
    }
}

/// The entries of the inventory, and the manifests.
fn printed(drafts: &[DraftManifest]) -> (Vec<InventoryEntry>, BTreeMap<String, Vec<u8>>) {
    let (mut files, mut entries) = (BTreeMap::new(), Vec::with_capacity(drafts.len()));
    for draft in drafts {
        let (entry, bytes) = draft.committed();
        if !entry.is_page() {
            files.insert(entry.capture.manifest(), bytes);
        }
        entries.push(entry);
    }
    PageList::commit_to(&mut entries);
    (entries, files)
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
    /// The files of inventory and log that lie there, by name.
    pub(super) fn general(&self) -> &BTreeSet<String> {
        &self.present.general
    }

    /// The generated files that lie in `manifests/` and `history/`, by name.
    pub fn present(&self) -> impl Iterator<Item = &str> {
        self.present.manifests.iter().chain(&self.present.general).map(String::as_str)
    }

    /// Compares it with what lies in `manifests/` and `history/`, or waits to be moved there.
    ///
    /// # Errors
    ///
    /// A root that cannot be opened.
    pub fn drift(&self, root: &Root) -> Result<ManifestDrift, StoreError> {
        Ok(self.drift_from(&RootReader::open(root)?))
    }

    fn drift_from(&self, reader: &RootReader) -> ManifestDrift {
        let mut drift = ManifestDrift::default();
        for (path, expected) in &self.files {
            match read_committed(reader, path, Digest::of(expected)) {
                Ok(bytes) if bytes == *expected => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => drift.missing.push(path.clone()),
                found => {
                    drift.stale.push(path.clone());
                    let retyped = found.ok().and_then(|bytes| retyped_between(reader, &bytes, expected));
                    drift.retyped.extend(retyped.unwrap_or_default());
                }
            }
        }
        let present = self.present.manifests.iter().chain(&self.present.general);
        drift.orphaned = present.filter(|path| !self.files.contains_key(*path)).cloned().collect();
        drift
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
        if !accepted.paths.is_empty() {
            // A file of what was added since would list again what is dropped, if this run were interrupted before it is gone.
            // Where the log cannot be written, because a part of what it leads to is gone, what follows says so or mends it.
            let _ = write_log(root);
        }
        let lock = WriteLock::exclusive(root)?;
        Self::write_edited(Edits::none(root, &lock)?, rules, accepted, &Learning::FromAll)
    }

    /// The same, with edits that are a part of the change.
    pub(super) fn write_edited(
        edits: Edits<'_>,
        rules: &Rules,
        accepted: &AcceptedChanges,
        learning: &Learning,
    ) -> Result<(Self, ManifestDrift), StoreError> {
        let Edits { batch, reader, files: edited, gone } = edits;
        let root = reader.root();
        let mut made = regenerate_by(&reader, rules, accepted, learning)?;
        // What waits is ours: nobody else writes.
        made.leftovers.retain(|path| !is_waiting(path));
        let drift = made.drift_from(&reader);
        if made.is_sound() {
            let drifted = drift.missing.iter().chain(&drift.stale);
            let mut files: FilesByPath = drifted.map(|path| (path.clone(), made.files[path].clone())).collect();
            files.extend(edited);
            let unneeded: Vec<String> = drift.orphaned.iter().cloned().chain(gone).collect();
            commit(root, batch, files, &unneeded)?;
            remove(root, made.leftovers.iter())?;
        }
        Ok((made, drift))
    }

    /// Refuses what is not [sound](Self::is_sound), with the first reason.
    pub(super) fn refuse_unsound(&self) -> Result<(), StoreError> {
        let path =
            self.broken.iter().map(|one| one.capture.as_str()).chain(self.unreadable.keys().map(String::as_str)).next();
        path.map_or(Ok(()), |path| Err(StoreError::new(path, "it changed or cannot be read", "see `literatim audit`")))
    }

    /// Returns true if it may be written: all was readable, and as committed to or accepted.
    pub fn is_sound(&self) -> bool {
        self.unreadable.is_empty() && self.broken.is_empty()
    }
}
