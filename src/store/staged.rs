//! What a run that was interrupted left: files on their way to their places, and what is to become of them.
//!
//! All of it lies in one folder, which is there only while somebody writes, or after a run that was interrupted. Files are
//! written there first, under numbers or under their digests. Three lists say what happens to them:
//!
//! - [`NEW`] has the files that a run moves to places where nothing was. Until the last of its files has its place, all of
//!   them are as if they were not there, and the next writer removes them.
//! - [`LIST`] has the files that take the place of others once the root that it names has its own. From then on, what waits
//!   is read in their places, and the next writer moves it there. Records are in [`RECORDS`], too.
//! - [`GONE`] has the files that are removed once that root has its place; from then on they are as if they were not there.
//!
//! So at any moment an archive is what it was before, or what it is after.
//!
//! **Invariant**: a list that was copied or planted changes nothing: each line names a file by its path and by what the
//! file system calls it, which no copy has.

use super::Root;
use super::storage::Storage;
use crate::digest::Digest;
use crate::manifest::InventoryRoot;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io;

/// The folder that files wait in.
pub(super) const FOLDER: &str = "manifests/.literatim-staged";
/// The list of sums of the files that wait there by their paths, the root among them.
pub(super) const LIST: &str = "manifests/.literatim-staged/SHA256SUMS";
/// The list of files that are moved to places where nothing was.
pub(super) const NEW: &str = "manifests/.literatim-staged/NEW";
/// The list of records that take the place of others: they lie among captures, where no list of sums moves anything.
pub(super) const RECORDS: &str = "manifests/.literatim-staged/RECORDS";
/// The list of files that are removed.
pub(super) const GONE: &str = "manifests/.literatim-staged/GONE";

/// The path of a file with this digest while it waits.
pub(super) fn waiting(sha256: Digest) -> String {
    format!("{FOLDER}/{}", sha256.hex())
}

/// Returns true if `path` is that of a file which waits.
pub(super) fn is_waiting(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

/// The bytes at `path`, or those that wait to be moved there, if they have this digest; else those at `path`, whatever they
/// are.
pub(super) fn read_committed(storage: &dyn Storage, path: &str, sha256: Digest) -> io::Result<Vec<u8>> {
    let there = storage.read(path);
    if there.as_ref().is_ok_and(|bytes| Digest::of(bytes) == sha256) {
        return there;
    }
    let waits = storage.read(&waiting(sha256)).ok().filter(|bytes| Digest::of(bytes) == sha256);
    waits.map_or(there, Ok)
}

/// The files that wait for their places, by path, if the root that they waited for has its own.
pub(super) fn list(storage: &dyn Storage) -> Vec<(String, Digest)> {
    let line = |line: &str| {
        let (hex, path) = line.split_once("  ")?;
        Some((path.to_owned(), Digest::from_hex(hex)?))
    };
    let mut waits: Vec<(String, Digest)> = text(storage, LIST).lines().filter_map(line).collect();
    // The list is written as a whole, and its last line is about the root.
    let root = waits.pop().filter(|(path, _)| path == InventoryRoot::PATH);
    if root.is_some_and(|(_, sum)| root_digest(storage) == Some(sum)) { waits } else { Vec::new() }
}

/// The files that wait for their places and may be moved there: generated ones, and records that [`RECORDS`] names as what
/// they are.
pub(super) fn movable(root: &Root, storage: &dyn Storage) -> Vec<(String, String)> {
    let text = text(storage, RECORDS);
    let records: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once("  ")).collect();
    let is_record = |path: &str, from: &str| {
        let is_it = |(identity, other): &(&str, &str)| *other == path && has_identity(root, from, identity);
        path.starts_with("archive/") && path.ends_with(".record.json") && records.iter().any(is_it)
    };
    let waits = list(storage).into_iter().map(|(path, sum)| (path, waiting(sum)));
    let is_there = |from: &str| root.place(from).symlink_metadata().is_ok_and(|found| found.is_file());
    waits
        .filter(|(path, from)| {
            let is_generated = path.starts_with("manifests/") || path.starts_with("history/");
            is_ours(root, path) && (is_generated || is_record(path, from)) && is_there(from)
        })
        .collect()
}

fn text(storage: &dyn Storage, path: &str) -> String {
    storage.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn root_digest(storage: &dyn Storage) -> Option<Digest> {
    storage.read(InventoryRoot::PATH).ok().map(|bytes| Digest::of(&bytes))
}

/// The name that the file system has for a file, whatever its path: a move keeps it, and no copy has it.
pub(super) fn identity(found: &Metadata) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        format!("{}-{}", found.ino(), found.len())
    }
    #[cfg(not(unix))]
    {
        let since = |time: io::Result<std::time::SystemTime>| {
            let since = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            since.map_or(0, |since| since.as_nanos())
        };
        format!("{}-{}-{}", since(found.created()), since(found.modified()), found.len())
    }
}

/// Files that are to be removed, each with what the file system calls it, if the change that they belong to is, or is not,
/// made.
pub(super) fn lines<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    files.map(|(path, identity)| format!("{identity}  {path}\n")).collect()
}

/// The files of a list that lie there as the list says.
fn genuine(root: &Root, list: &[(&str, &str)]) -> Vec<String> {
    let lies = |(identity, path): &&(&str, &str)| is_ours(root, path) && has_identity(root, path, identity);
    list.iter().filter(lies).map(|(_, path)| (*path).to_owned()).collect()
}

fn has_identity(root: &Root, path: &str, expected: &str) -> bool {
    root.place(path).symlink_metadata().is_ok_and(|found| found.is_file() && identity(&found) == expected)
}

/// Returns true if `path` is that of a file which this program makes, and no link leads there: a list of what waits may be
/// a stranger's.
pub(super) fn is_ours(root: &Root, path: &str) -> bool {
    let is_plain = !path.split('/').any(|part| matches!(part, "" | "." | ".."));
    let is_folder = |end: usize| {
        let found = root.place(&path[..end]).symlink_metadata();
        found.is_ok_and(|found| found.is_dir() && !found.is_symlink())
    };
    let folders = [Root::ARCHIVE, "manifests", "history"];
    is_plain
        && folders.iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
        && path.match_indices('/').all(|(end, _)| is_folder(end))
}

/// An archive as it is but for an interrupted run: what is read in place of what lies there.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// The files that are as if they were not there.
    pub hidden: BTreeSet<String>,
    /// The files that are read elsewhere, below the root.
    pub moved: BTreeMap<String, String>,
}

impl Pending {
    /// Returns true if a run is writing or was interrupted.
    pub fn is_any(root: &Root) -> bool {
        root.path().join(FOLDER).symlink_metadata().is_ok_and(|found| found.is_dir())
    }

    /// Reads the lists in `storage`, that of `root`.
    pub fn read(root: &Root, storage: &dyn Storage) -> Self {
        let mut pending = Self::default();
        pending.hidden.extend(unmade(root, storage));
        pending.hidden.extend(gone(root, storage));
        pending.moved.extend(movable(root, storage));
        pending
    }
}

/// The files of [`NEW`], if the last of them has not its place.
pub(super) fn unmade(root: &Root, storage: &dyn Storage) -> Vec<String> {
    let text = text(storage, NEW);
    let mut list: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once("  ")).collect();
    match list.pop() {
        Some((identity, path)) if !has_identity(root, path, identity) => genuine(root, &list),
        _ => Vec::new(),
    }
}

/// The files of [`GONE`], if the root that it names has its place.
pub(super) fn gone(root: &Root, storage: &dyn Storage) -> Vec<String> {
    let text = text(storage, GONE);
    let mut list: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once("  ")).collect();
    let sum = list.pop().filter(|(_, path)| *path == InventoryRoot::PATH).and_then(|(hex, _)| Digest::from_hex(hex));
    if sum.is_some() && sum == root_digest(storage) { genuine(root, &list) } else { Vec::new() }
}
