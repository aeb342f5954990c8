//! Files written together: all are staged beside their places first, and only then moved there.
//!
//! A disk that fills up, or a kill, before the last is staged changes nothing. Moves are one `rename` each, in the
//! order of staging: if the inventory is staged last, it never lists files that are not there.

use super::disk;
use super::errors::{StoreError, is_link, why};
use super::root::Root;
use crate::digest::Digest;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The beginning of the names of files that are not yet in their place.
const TEMPORARY: &str = ".literatim-";

/// Up to so many files are synced one by one; beyond, the whole file system is synced once, where that can be asked
/// for.
const FEW: usize = 16;

/// Returns true if a file of this name is one that was staged and never moved.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY) && name.ends_with(".tmp")
}

/// The same for the name of the file at `path`.
pub(super) fn is_temporary_path(path: &str) -> bool {
    is_temporary(path.rsplit('/').next().unwrap_or(path))
}

/// Files to be written together below one root.
pub(super) struct Batch<'r> {
    root: &'r Root,
    staged: Vec<Staged>,
    /// Folders that were made for it.
    made: Vec<PathBuf>,
    /// After how many of the staged no other is moved until they last.
    barriers: Vec<usize>,
    /// True if nothing is written at all.
    is_dry: bool,
}

struct Staged {
    path: String,
    temporary: PathBuf,
    /// True if nothing may stand in its place yet.
    fresh: bool,
}

/// Gives what its source gives, and writes it to a file.
struct TeeReader<R> {
    source: R,
    file: File,
}

impl<R: Read> Read for TeeReader<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(room)?;
        // Whoever reads on where a reading was interrupted must not do so where a writing was: those bytes are gone.
        disk::write_all(&mut self.file, &room[..read]).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => io::Error::other(error),
            _ => error,
        })?;
        Ok(read)
    }
}

impl<'r> Batch<'r> {
    pub fn new(root: &'r Root) -> Self {
        Self { root, staged: Vec::new(), made: Vec::new(), barriers: Vec::new(), is_dry: false }
    }

    /// A batch that takes everything and writes nothing.
    pub fn dry(root: &'r Root) -> Self {
        let mut batch = Self::new(root);
        batch.is_dry = true;
        batch
    }

    /// Returns true if the file at `path`, below the root, is one that it staged.
    pub fn has_staged(&self, path: &str) -> bool {
        let place = self.root.place(path);
        self.staged.iter().any(|staged| staged.temporary == place)
    }

    /// Stages `bytes` for `path`, whatever stands there now.
    pub fn stage(&mut self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, bytes, false).map_err(|error| StoreError::io(path, &error))
    }

    /// Stages `bytes` for `path`, where nothing may stand.
    pub fn stage_new(&mut self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, bytes, true).map_err(|error| StoreError::io(path, &error))
    }

    /// Stages a copy of all that `source` gives for `path`, where nothing may stand; where it lies until it is moved,
    /// its digest, and how many bytes it has.
    pub fn stage_copy(&mut self, path: &str, source: impl Read) -> Result<(PathBuf, Digest, u64), StoreError> {
        self.copy(path, source).map_err(|error| StoreError::io(path, &error))
    }

    fn copy(&mut self, path: &str, source: impl Read) -> io::Result<(PathBuf, Digest, u64)> {
        let (temporary, file) = self.begin(path, true)?;
        let mut writing = TeeReader { source, file };
        let (digest, count) = Digest::of_stream(&mut writing)?;
        if self.staged.len() <= FEW {
            disk::sync(&writing.file)?;
        }
        Ok((temporary, digest, count))
    }

    /// Begins the file that is staged for `path`.
    fn begin(&mut self, path: &str, fresh: bool) -> io::Result<(PathBuf, File)> {
        let folder = self.folder_for(path)?;
        let temporary = folder.join(format!("{TEMPORARY}{}-{}.tmp", std::process::id(), self.staged.len()));
        // Before it exists, so that it is cleared away however far the writing comes.
        self.staged.push(Staged { path: path.to_owned(), temporary: temporary.clone(), fresh });
        let file = disk::create_file(&temporary)?;
        Ok((temporary, file))
    }

    fn put(&mut self, path: &str, bytes: &[u8], fresh: bool) -> io::Result<()> {
        if self.is_dry {
            return Ok(());
        }
        let (_, mut file) = self.begin(path, fresh)?;
        // What is written over keeps its rights.
        if let Ok(old) = self.root.place(path).metadata() {
            file.set_permissions(old.permissions())?;
        }
        disk::write_all(&mut file, bytes)?;
        if self.staged.len() <= FEW { disk::sync(&file) } else { Ok(()) }
    }

    /// The folder that `path` lies in, made if it is not there. No part of it may be a link.
    fn folder_for(&mut self, path: &str) -> io::Result<PathBuf> {
        let mut folder = self.root.path().to_owned();
        let path = self.root.on_disk(path);
        let parts = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for part in parts.split('/').filter(|part| !part.is_empty()) {
            folder.push(part);
            match folder.symlink_metadata() {
                Ok(found) if found.is_dir() => {}
                Ok(found) if found.is_symlink() => return Err(is_link()),
                Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    disk::create_dir(&folder)?;
                    self.made.push(folder.clone());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(folder)
    }

    /// Separates what is staged from here on, which speaks of what was staged before: it is moved only when that will
    /// outlast a power cut, after which a file system may have kept later moves and lost earlier ones.
    pub fn barrier(&mut self) {
        self.barriers.push(self.staged.len());
    }

    /// Moves everything to its place, in the order of staging, and makes it last.
    pub fn commit(mut self) -> Result<(), StoreError> {
        let root = self.root;
        self.sync_many().map_err(|error| StoreError::io(root.path().display(), &error))?;
        let mut folders: BTreeSet<PathBuf> = self.made.drain(..).collect();
        let ends = self.barriers.drain(..).chain([self.staged.len()]);
        let mut start = 0;
        for end in ends {
            move_all(root, &self.staged[start..end], &mut folders)?;
            sync_folders(root.path(), std::mem::take(&mut folders));
            start = end;
        }
        self.staged.clear();
        Ok(())
    }

    /// Syncs what staging left for later.
    fn sync_many(&self) -> io::Result<()> {
        if self.staged.len() <= FEW {
            return Ok(());
        }
        #[cfg(target_os = "linux")]
        if disk::sync_file_system(self.root.path()).is_ok() {
            return Ok(());
        }
        for staged in &self.staged[FEW..] {
            disk::sync(&OpenOptions::new().write(true).open(&staged.temporary)?)?;
        }
        Ok(())
    }
}

impl Drop for Batch<'_> {
    /// Clears away what was not committed.
    fn drop(&mut self) {
        for staged in &self.staged {
            let _ = disk::remove_file(&staged.temporary);
        }
        for folder in self.made.iter().rev() {
            let _ = disk::remove_dir(folder);
        }
    }
}

fn put_in_place(staged: &Staged, place: &Path) -> io::Result<()> {
    if staged.fresh { disk::rename_new(&staged.temporary, place) } else { disk::rename(&staged.temporary, place) }
}

fn move_all(root: &Root, staged: &[Staged], folders: &mut BTreeSet<PathBuf>) -> Result<(), StoreError> {
    for staged in staged {
        let place = root.place(&staged.path);
        put_in_place(staged, &place).map_err(|error| {
            let help = "fix that and run it again: it continues where it stopped";
            StoreError::new(&staged.path, why(&error), help)
        })?;
        folders.extend(place.parent().map(Path::to_owned));
    }
    Ok(())
}

/// A folder's names last only when it is synced too; so do those that were made, in the folders they are in.
fn sync_folders(root: &Path, mut folders: BTreeSet<PathBuf>) {
    let parents: Vec<PathBuf> = folders.iter().filter_map(|folder| folder.parent()).map(Path::to_owned).collect();
    folders.extend(parents.into_iter().filter(|parent| parent.starts_with(root)));
    #[cfg(target_os = "linux")]
    if folders.len() > FEW && disk::sync_file_system(root).is_ok() {
        return;
    }
    folders.iter().for_each(|folder| sync_folder(folder));
}

/// Best effort: where a folder cannot be synced, the system does not let anybody.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = disk::sync(&folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::at(folder.path()).unwrap();
        (folder, root)
    }

    #[test]
    fn nothing_is_there_before_the_commit_and_all_after() {
        let (folder, root) = root();
        let mut batch = Batch::new(&root);
        batch.stage("a/b/c.txt", b"c").unwrap();
        batch.stage("d.txt", b"d").unwrap();
        assert!(!folder.path().join("a/b/c.txt").exists());
        batch.commit().unwrap();
        assert_eq!(std::fs::read(folder.path().join("a/b/c.txt")).unwrap(), b"c");
        assert_eq!(folder.path().join("a/b").read_dir().unwrap().count(), 1);
    }

    #[test]
    fn a_batch_that_is_dropped_leaves_nothing() {
        let (folder, root) = root();
        let mut batch = Batch::new(&root);
        batch.stage("a/b/c.txt", b"c").unwrap();
        drop(batch);
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn what_must_be_new_is_never_written_over() {
        let (folder, root) = root();
        std::fs::write(folder.path().join("x"), "old").unwrap();
        let mut batch = Batch::new(&root);
        batch.stage_new("x", b"new").unwrap();
        assert!(batch.commit().is_err());
        assert_eq!(std::fs::read(folder.path().join("x")).unwrap(), b"old");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (folder, root) = root();
        let outside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("a")).unwrap();
        assert!(Batch::new(&root).stage("a/x", b"x").is_err());
        assert_eq!(outside.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn many_files_are_synced_at_once() {
        let (folder, root) = root();
        let mut batch = Batch::new(&root);
        for n in 0..40 {
            batch.stage(&format!("m/{n}"), b"m").unwrap();
        }
        batch.commit().unwrap();
        assert_eq!(folder.path().join("m").read_dir().unwrap().count(), 40);
    }
}
