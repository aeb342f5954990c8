//! Files that were made and not all moved to their places yet, because a run was interrupted after its new root was in its
//! place: what the root commits to holds, wherever it lies.

use super::storage::Storage;
use crate::digest::Digest;
use crate::manifest::InventoryRoot;
use std::io;

/// The folder that files wait in, each called by its digest.
pub(super) const FOLDER: &str = "manifests/.literatim-staged";
/// The list of sums of the files that wait there by their paths, the root among them.
pub(super) const LIST: &str = "manifests/.literatim-staged/SHA256SUMS";

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
    let list = storage.read(LIST).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let line = |line: &str| {
        let (hex, path) = line.split_once("  ")?;
        Some((path.to_owned(), Digest::from_hex(hex)?))
    };
    let mut waits: Vec<(String, Digest)> = list.lines().filter_map(line).collect();
    // The list is written as a whole, and its last line is about the root.
    let root = waits.pop().filter(|(path, _)| path == InventoryRoot::PATH);
    let found = storage.read(InventoryRoot::PATH).ok().map(|bytes| Digest::of(&bytes));
    if root.is_some_and(|(_, sum)| found == Some(sum)) { waits } else { Vec::new() }
}

/// The paths of all files that wait, and of the list.
pub(super) fn left(storage: &dyn Storage) -> io::Result<Vec<String>> {
    storage.list(FOLDER)
}
