//! The roots of the trees of the log's full files, kept so that a line can be added without reading all lines before.
//!
//! Whoever uses them checks that they lead to the checkpoint that is committed to: a wrong one is found, and made again.

use super::committed::{FileTrouble, part};
use super::files;
use super::reader::RootReader;
use crate::digest::Digest;
use crate::history::LogTail;
use std::collections::BTreeMap;

/// The file that keeps them, which nobody commits.
pub(super) const PATH: &str = "manifests/.literatim-log";
/// Its name.
pub(super) const NAME: &str = ".literatim-log";

/// The roots of the trees of the files of these paths and digests, as they are kept; those that are not are made.
pub(super) fn kept(reader: &RootReader, full: &[(&String, &Digest)]) -> Result<Vec<Digest>, FileTrouble> {
    let kept = files::read(reader.root(), PATH).ok().flatten().and_then(|bytes| String::from_utf8(bytes).ok());
    let kept = kept.unwrap_or_default();
    let line =
        |line: &str| line.split_once(' ').map(|(file, root)| Some((Digest::from_hex(file)?, Digest::from_hex(root)?)));
    let kept: BTreeMap<Digest, Digest> = kept.lines().filter_map(line).flatten().collect();
    full.iter().map(|(path, sum)| kept.get(sum).map_or_else(|| made(reader, path, **sum), |root| Ok(*root))).collect()
}

/// The same, all of them made.
pub(super) fn all_made(reader: &RootReader, full: &[(&String, &Digest)]) -> Result<Vec<Digest>, FileTrouble> {
    full.iter().map(|(path, sum)| made(reader, path, **sum)).collect()
}

fn made(reader: &RootReader, path: &str, sum: Digest) -> Result<Digest, FileTrouble> {
    part(reader, path, sum).map(|bytes| LogTail::root_of(&bytes))
}

/// The bytes of the file that keeps the roots of the trees of these files.
pub(super) fn printed(full: &[(&String, &Digest)], roots: &[Digest]) -> Vec<u8> {
    let lines = full.iter().zip(roots).map(|((_, sum), root)| format!("{} {}\n", sum.hex(), root.hex()));
    lines.collect::<String>().into_bytes()
}
