//! The certainty that manifests are current, from what the file system says of each file: as git knows, without reading a
//! file, that it has not changed. It serves `literatim manifest` alone; whatever vouches for words reads them.

use super::errors::StoreError;
use super::root::Root;
use super::walk::{EntryKind, walk};
use super::{Regenerated, files};
use crate::digest::Digest;
use crate::parallel;
use crate::segment::Rules;
use std::fs::Metadata;

/// The file that keeps it, which nobody commits.
pub(super) const PATH: &str = "manifests/.literatim-current";
/// Its name.
pub(super) const NAME: &str = ".literatim-current";

const FORMAT: &str = "literatim current 1";

/// Fewer files for each processor are not worth a thread.
const FILES_A_THREAD: usize = 256;

/// An archive whose manifests are current.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The number of its captures, web archives that are kept whole among them.
    pub captures: usize,
    /// The fingerprint of its inventory.
    pub fingerprint: Digest,
}

/// The answers of the file system about all files of an archive.
#[derive(Debug, PartialEq, Eq)]
pub struct FileStats {
    digest: Digest,
    /// The latest time at which one of them changed.
    newest: (i64, i64),
}

impl FileStats {
    /// Asks for all files that manifests depend on, and for the manifests.
    pub fn of(root: &Root, rules: &Rules) -> Self {
        let folders = ["archive", "manifests", "history"];
        let found = folders.iter().flat_map(|folder| walk(root, folder));
        let is_ours = |path: &str| {
            path != PATH && path != super::log_roots::PATH && !path.ends_with(&format!("/{}", super::lock::NAME))
        };
        let mut paths: Vec<String> = vec![Root::CONFIG.to_owned()];
        paths.extend(found.filter(|found| found.kind == EntryKind::File && is_ours(&found.path)).map(|it| it.path));
        let lines = parallel::map(&paths, FILES_A_THREAD, |path| {
            let found = root.place(path).symlink_metadata().ok();
            let (stats, changed) = found.as_ref().map_or_else(Default::default, stats);
            (format!("{path} {stats:?}"), changed)
        });
        let newest = lines.iter().map(|(_, changed)| *changed).max().unwrap_or_default();
        let head = format!("{} {}", env!("CARGO_PKG_VERSION"), rules.version());
        let digest = Digest::of_lines(std::iter::once(head).chain(lines.into_iter().map(|(line, _)| line)));
        Self { digest, newest }
    }
}

/// The answers of the file system about a file: size, times, number, device; and when it last changed.
#[cfg(unix)]
fn stats(found: &Metadata) -> ([i64; 7], (i64, i64)) {
    use std::os::unix::fs::MetadataExt;
    let (modified, changed) = ((found.mtime(), found.mtime_nsec()), (found.ctime(), found.ctime_nsec()));
    let [size, number, device] = [found.size(), found.ino(), found.dev()].map(u64::cast_signed);
    ([size, modified.0, modified.1, changed.0, changed.1, number, device], modified.max(changed))
}

#[cfg(not(unix))]
fn stats(found: &Metadata) -> ([i64; 7], (i64, i64)) {
    let since = |time: std::io::Result<std::time::SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
        (since.as_secs().cast_signed(), i64::from(since.subsec_nanos()))
    };
    let changed = since(found.modified());
    ([found.len().cast_signed(), changed.0, changed.1, 0, 0, 0, 0], changed)
}

/// The archive at `root`, if it is known that nothing changed since its manifests were current.
pub fn current(root: &Root, rules: &Rules) -> Option<Current> {
    let kept = String::from_utf8(files::read(root, PATH).ok()??).ok()?;
    let mut lines = kept.lines();
    let mut line = |head: &str| lines.next()?.strip_prefix(head);
    line(FORMAT)?;
    let digest: Digest = line("")?.parse().ok()?;
    let current = Current { captures: line("")?.parse().ok()?, fingerprint: line("")?.parse().ok()? };
    let stats = FileStats::of(root, rules);
    let written = root.path().join(PATH).symlink_metadata().ok().map(|found| self::stats(&found).1)?;
    // What changed in the same moment may have changed after it.
    (stats.digest == digest && stats.newest < written).then_some(current)
}

/// Keeps that the manifests of `made` are current, if these `stats` were had before it was made, and nothing is wrong.
///
/// # Errors
///
/// A file that cannot be written.
pub fn keep_current(root: &Root, made: &Regenerated, stats: &FileStats) -> Result<(), StoreError> {
    let is_clean = made.is_sound() && made.odd.is_empty() && made.leftovers.is_empty() && !made.is_earlier;
    if !is_clean {
        return Ok(());
    }
    let (captures, fingerprint) = (made.inventory.captures.len(), made.inventory.fingerprint);
    let text = format!("{FORMAT}\n{}\n{captures}\n{fingerprint}\n", stats.digest);
    files::write(root, PATH, text.as_bytes())
}
