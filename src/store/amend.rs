//! A change to a few entries of an archive, written without a look at the others: it costs what it changes, however large
//! the archive is.

use super::committed::{Committed, FileTrouble, part};
use super::draft::{Learning, settle};
use super::drafted::{draft, is_earlier, needs_upgrade};
use super::edits::Edits;
use super::general::{FilesByPath, as_committed, commit};
use super::lock::WriteLock;
use super::log_roots;
use super::lookup::InventoryLookup;
use super::reader::RootReader;
use super::shard_changes::{ChangedShards, EntryChanges};
use super::storage::Storage;
use super::{Root, StoreError};
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::history::{Checkpoint, History, LogLine, LogTail, written_files};
use crate::manifest::{Added, InventoryEntry, InventoryRoot, RepeatedTable, Trouble};
use crate::segment::Rules;
use std::collections::BTreeMap;

/// A change to what is listed, which the log gets as one.
pub(super) struct Amendment<'a> {
    /// The entries from now on.
    pub entries: EntryChanges,
    /// The reason, for what changes in substance.
    pub because: Option<&'a str>,
    /// Manifests, by path.
    pub manifests: FilesByPath,
    /// Generated files that are not needed any more.
    pub unneeded: Vec<String>,
    /// What publishers repeat, if that is more than is written.
    pub table: Option<RepeatedTable>,
}

/// The advice where nothing was changed.
pub(super) fn refused((path, trouble): FileTrouble) -> StoreError {
    StoreError::new(path, trouble.to_string(), "nothing was changed")
}

fn refused_at_root(trouble: Trouble) -> StoreError {
    refused((InventoryRoot::PATH.to_owned(), trouble))
}

/// Opens the inventory of an archive that is to be changed.
///
/// # Errors
///
/// A root that cannot be used; an archive that an earlier version made.
pub(super) fn open_to_change(reader: &RootReader) -> Result<InventoryLookup, StoreError> {
    let (lookup, _) = InventoryLookup::open(reader).map_err(refused)?;
    let first = lookup.first(reader).map_err(refused)?;
    let listed = lookup.first_page(reader).map_err(refused_at_root)?;
    let is_page_earlier = listed.and_then(|page| page.reading).is_some_and(|reading| reading.is_earlier());
    if lookup.is_of_format_1() || is_page_earlier || is_earlier(reader, first.iter().map(|entry| &entry.capture)) {
        return Err(needs_upgrade());
    }
    Ok(lookup)
}

/// Writes a change, under the lock. Where more files than those of its entries are others, all are made again: the shards
/// are arranged anew when an archive has grown by so much, and pages of web archives are in lists.
///
/// # Errors
///
/// A part of inventory or log that is not what was committed to; a file that cannot be written.
pub(super) fn amend(edits: Edits<'_>, lookup: &InventoryLookup, change: Amendment<'_>) -> Result<(), StoreError> {
    let reader = &edits.reader;
    if lookup.is_of_format_1() || lookup.root.counts.all() == 0 {
        return amend_whole(edits, change);
    }
    let mut before = Vec::with_capacity(change.entries.len());
    for path in change.entries.keys() {
        before.push(lookup.written(reader, path).map_err(refused_at_root)?);
    }
    let all = before.iter().flatten().chain(change.entries.values().flatten());
    if all.into_iter().any(|entry| entry.pages.is_some() || entry.is_page()) {
        return amend_whole(edits, change);
    }
    let Some(shards) = lookup.with_changes(reader, &change.entries).map_err(refused_at_root)? else {
        return amend_whole(edits, change);
    };
    amend_shards(edits, (&lookup.root, &before), shards, change)
}

/// Writes a change to some shards, of an archive with this root, in which `before` was listed.
fn amend_shards(
    edits: Edits<'_>,
    (root_before, before): (&InventoryRoot, &[Option<InventoryEntry>]),
    shards: ChangedShards,
    change: Amendment<'_>,
) -> Result<(), StoreError> {
    let Amendment { entries, because, manifests: mut written, mut unneeded, table } = change;
    let ChangedShards { mut root, files } = shards;
    for (path, bytes) in files {
        match bytes {
            Some(bytes) => drop(written.insert(path, bytes)),
            None => unneeded.push(path),
        }
    }
    let is_other = |(was, (_, is)): &(&Option<InventoryEntry>, (&CapturePath, &Option<InventoryEntry>))| *was != *is;
    let changed: Vec<_> = before.iter().zip(&entries).filter(is_other).collect();
    if let Some(table) = table.filter(|table| !table.is_empty()) {
        let bytes = table.to_bytes();
        root.sums.insert(RepeatedTable::PATH.to_owned(), Digest::of(&bytes));
        written.insert(RepeatedTable::PATH.to_owned(), bytes);
    }
    if !changed.is_empty() {
        let fingerprint = root.fingerprint();
        let (mut tail, roots) = tail(&edits.reader, root_before)?;
        written.extend(roots.map(|roots| (log_roots::PATH.to_owned(), roots)));
        for (was, (path, is)) in changed {
            lines(was.as_ref(), path, is.as_ref(), because).iter().for_each(|line| tail.push(line));
        }
        tail.push(&LogLine::Inventory { fingerprint });
        let general = tail.files().into_iter().chain([(Checkpoint::PATH.to_owned(), tail.checkpoint().to_bytes())]);
        for (path, bytes) in general {
            root.sums.insert(path.clone(), Digest::of(&bytes));
            written.insert(path, bytes);
        }
    }
    written.insert(InventoryRoot::PATH.to_owned(), root.to_bytes());
    unneeded.retain(|path| !written.contains_key(path));
    finish(edits, written, unneeded)
}

/// Writes a change to an archive whose inventory and log are made again as a whole.
fn amend_whole(edits: Edits<'_>, change: Amendment<'_>) -> Result<(), StoreError> {
    let reader = &edits.reader;
    let Amendment { entries, because, manifests, mut unneeded, table } = change;
    let state = Committed::read(reader).map_err(refused)?;
    let mut history = state.history(reader).map_err(refused)?;
    let listed = state.entries().map_err(refused)?;
    let mut all: BTreeMap<CapturePath, InventoryEntry> =
        listed.into_iter().map(|entry| (entry.capture.clone(), entry)).collect();
    let mut reasons = BTreeMap::new();
    for (path, is) in entries {
        let was = match is.clone() {
            Some(is) => all.insert(path.clone(), is),
            None => all.remove(&path),
        };
        let is_of_substance = was.is_some_and(|was| is.is_none_or(|is| is.differs_in_substance(&was)));
        reasons.extend(because.filter(|_| is_of_substance).map(|because| (path, because.to_owned())));
    }
    history.follow_because(all.into_values().collect(), &reasons);
    let table = table.map_or_else(|| state.repeated(reader).map_err(refused), Ok)?;
    let (_, mut files) = written_files(&history, &table);
    let before = as_committed(reader, &state).map_err(refused)?;
    unneeded.extend(before.into_keys().filter(|path| !files.contains_key(path)));
    files.extend(manifests);
    finish(edits, files, unneeded)
}

/// The entries of captures that were put into their places, moved or taken away, and their manifests.
///
/// # Errors
///
/// A capture that cannot be read.
pub(super) fn redrafted<'p>(
    reader: &RootReader,
    lookup: &InventoryLookup,
    (captures, rules): (impl IntoIterator<Item = &'p CapturePath>, &Rules),
) -> Result<Amendment<'static>, StoreError> {
    let (table, _) = lookup.repeated(reader).map_err(refused)?;
    let mut change = Amendment {
        entries: EntryChanges::new(),
        because: None,
        manifests: FilesByPath::new(),
        unneeded: Vec::new(),
        table: None,
    };
    for path in captures {
        if !reader.is_there(path.as_str()) && !reader.is_there(&path.record()) {
            change.entries.insert(path.clone(), None);
            change.unneeded.push(path.manifest());
            continue;
        }
        let draft = draft(reader, path, rules)
            .map_err(|(path, trouble)| StoreError::new(path, trouble.to_string(), "fix that first"))?;
        // One at a new place has no manifest that says which paragraphs its publisher was known to repeat.
        let is_new = !reader.is_there(&path.manifest());
        let learning = if is_new { Learning::Added } else { Learning::AsCommitted };
        let mut drafts = vec![draft];
        settle(&mut drafts, rules, table.clone(), &learning);
        for draft in drafts {
            let (entry, manifest) = draft.committed();
            change.manifests.insert(path.manifest(), manifest);
            change.entries.insert(path.clone(), Some(entry));
        }
    }
    Ok(change)
}

/// Makes the edits together with what follows from them.
fn finish(edits: Edits<'_>, files: FilesByPath, mut unneeded: Vec<String>) -> Result<(), StoreError> {
    let Edits { batch, reader, files: edited, gone } = edits;
    let is_changed = |(path, bytes): &(String, Vec<u8>)| reader.read(path).ok().as_ref() != Some(bytes);
    let mut changed: FilesByPath = files.into_iter().filter(is_changed).collect();
    changed.extend(edited);
    unneeded.extend(gone);
    commit(reader.root(), batch, changed, &unneeded)
}

/// The lines of the log about a capture whose entry is another.
fn lines(
    was: Option<&InventoryEntry>,
    path: &CapturePath,
    is: Option<&InventoryEntry>,
    because: Option<&str>,
) -> Vec<LogLine> {
    let (is_of_substance, change) = match (was, is) {
        (Some(was), Some(is)) => (is.differs_in_substance(was), LogLine::Listed(is.clone())),
        (None, Some(is)) => (false, LogLine::Listed(is.clone())),
        (_, None) => (true, LogLine::Dropped { dropped: path.clone() }),
    };
    let explained = because.filter(|_| is_of_substance);
    let explained = explained.map(|because| LogLine::Explained { explains: path.clone(), because: because.to_owned() });
    explained.into_iter().chain([change]).collect()
}

/// The end of the log that `root` names; and the bytes of the file that keeps the roots of full files, if there are any.
fn tail(reader: &RootReader, root: &InventoryRoot) -> Result<(LogTail, Option<Vec<u8>>), StoreError> {
    let not_its_own =
        |path: &str| StoreError::new(path, "it does not match the log", "restore it, for example with `git checkout`");
    let files: Vec<(&String, &Digest)> =
        root.sums.iter().filter(|(path, _)| path.starts_with(History::FOLDER)).collect();
    let Some(((last, last_sum), full)) = files.split_last() else { return Err(not_its_own(History::FOLDER)) };
    let sum = root.sums.get(Checkpoint::PATH).ok_or_else(|| not_its_own(Checkpoint::PATH))?;
    let checkpoint = part(reader, Checkpoint::PATH, *sum).map_err(refused)?;
    let checkpoint = Checkpoint::from_bytes(&checkpoint).map_err(|_| not_its_own(Checkpoint::PATH))?;
    let last = part(reader, last, **last_sum).map_err(refused)?;
    let mut roots = log_roots::kept(reader, full).map_err(refused)?;
    let tail = LogTail::of(&checkpoint, roots.clone(), &last);
    let tail = tail.map_or_else(
        || {
            roots = log_roots::all_made(reader, full).map_err(refused)?;
            LogTail::of(&checkpoint, roots.clone(), &last).ok_or_else(|| not_its_own(Checkpoint::PATH))
        },
        Ok,
    )?;
    Ok((tail, (!full.is_empty()).then(|| log_roots::printed(full, &roots))))
}

/// Puts what `literatim add` added since into the inventory and the log.
///
/// # Errors
///
/// An archive whose files are not what was committed to, or that an earlier version made, and a file that cannot be written.
pub fn write_log(root: &Root) -> Result<(), StoreError> {
    let lock = WriteLock::exclusive(root)?;
    write_log_locked(root, &lock).map(|_| ())
}

/// Puts what `literatim add` added since into the inventory and the log, where the lock is held. Returns true if there was
/// anything.
///
/// # Errors
///
/// As [`amend`].
pub(super) fn write_log_locked(root: &Root, lock: &WriteLock) -> Result<bool, StoreError> {
    let edits = Edits::none(root, lock)?;
    let reader = &edits.reader;
    let (lookup, _) = InventoryLookup::open(reader).map_err(refused)?;
    let unneeded = reader.list(Added::FOLDER).unwrap_or_default();
    if unneeded.is_empty() {
        return Ok(false);
    }
    let added = lookup.only_added(reader).map_err(refused_at_root)?;
    let entries = added.into_iter().map(|entry| (entry.capture.clone(), Some(entry))).collect();
    let (table, _) = lookup.repeated(reader).map_err(refused)?;
    let change = Amendment { entries, because: None, manifests: FilesByPath::new(), unneeded, table: Some(table) };
    amend(edits, &lookup, change).map(|()| true)
}
