//! Files written together: all are staged first, and only then moved to their places.
//!
//! A disk that fills up, or a kill, before the last is staged changes nothing. Moves are one `rename` each, in the
//! order of staging, and the last one decides: what was put to places where nothing was before it counts from then on, and
//! is removed by the next writer if it never comes to that ([`staged`]). In an archive, files are staged in one
//! folder, which the next writer clears; elsewhere beside their places.

use super::disk;
use super::errors::{StoreError, is_link};
use super::interrupted;
use super::lock::WriteLock;
use super::root::Root;
use super::staged;
use super::sync::{FEW, sync_folders};
use crate::digest::Digest;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The beginning of the names of files that are not yet in their place.
const TEMPORARY: &str = ".literatim-";

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
    /// True if the root is that of an archive, whose lock is held.
    is_locked: bool,
    /// True if files were moved, and the last of them not.
    is_half_done: bool,
    /// True if nothing is written at all.
    is_dry: bool,
}

struct Staged {
    path: String,
    temporary: PathBuf,
    /// True if nothing may stand in its place yet.
    fresh: bool,
    /// It is locked as long as it waits, so that no other run takes it for a leftover.
    file: Option<File>,
}

/// Gives what its source gives, and writes it to a file.
struct TeeReader<'f, R> {
    source: R,
    file: &'f mut File,
}

impl<R: Read> Read for TeeReader<'_, R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(room)?;
        // Whoever reads on where a reading was interrupted must not do so where a writing was: those bytes are gone.
        disk::write_all(self.file, &room[..read]).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => io::Error::other(error),
            _ => error,
        })?;
        Ok(read)
    }
}

impl<'r> Batch<'r> {
    /// A batch below a root that may be that of no archive: files are staged beside their places.
    pub fn beside(root: &'r Root) -> Self {
        Self { root, staged: Vec::new(), made: Vec::new(), is_locked: false, is_half_done: false, is_dry: false }
    }

    /// A batch in an archive, whose lock is held.
    pub fn new(root: &'r Root, _: &WriteLock) -> Self {
        let mut batch = Self::beside(root);
        batch.is_locked = true;
        batch
    }

    /// A batch that takes everything and writes nothing.
    pub fn dry(root: &'r Root) -> Self {
        let mut batch = Self::beside(root);
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
        let (temporary, mut file) = self.begin(path, true)?;
        let (digest, count) = Digest::of_stream(&mut TeeReader { source, file: &mut file })?;
        self.end(file)?;
        Ok((temporary, digest, count))
    }

    /// Begins the file that is staged for `path`.
    fn begin(&mut self, path: &str, fresh: bool) -> io::Result<(PathBuf, File)> {
        let temporary = self.temporary(path)?;
        // Before it exists, so that it is cleared away however far the writing comes.
        self.staged.push(Staged { path: path.to_owned(), temporary: temporary.clone(), fresh, file: None });
        let file = disk::create_file(&temporary)?;
        // In an archive, the lock of the archive says that it is no leftover; and there may be very many.
        if !self.is_locked {
            let _ = file.try_lock();
        }
        Ok((temporary, file))
    }

    /// The path of a new file that is to be moved to `path`.
    fn temporary(&mut self, path: &str) -> io::Result<PathBuf> {
        self.refuse_links(path)?;
        let number = self.staged.len();
        let room = self.root.path().join(staged::FOLDER);
        // No move leads to another file system.
        if self.is_locked && is_on_one_device(self.root, path) {
            match room.symlink_metadata() {
                Ok(found) if found.is_dir() => {}
                Ok(_) => return Err(is_link()),
                Err(_) => disk::create_dir(&room)?,
            }
            return Ok(room.join(format!("{number}.tmp")));
        }
        let folder = self.folder_for(path)?;
        clear_leftovers(&folder);
        Ok(folder.join(format!("{TEMPORARY}{}-{number}.tmp", std::process::id())))
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
        self.end(file)
    }

    /// Ends the file that was staged last.
    fn end(&mut self, file: File) -> io::Result<()> {
        if self.staged.len() <= FEW {
            disk::sync(&file)?;
        }
        if let Some(last) = self.staged.last_mut().filter(|_| !self.is_locked) {
            last.file = Some(file);
        }
        Ok(())
    }

    /// What the file system calls the file that was staged last.
    pub fn identity_of_last(&self) -> io::Result<String> {
        let last = self.staged.last().ok_or(io::ErrorKind::NotFound)?;
        Ok(staged::identity(&last.temporary.symlink_metadata()?))
    }

    /// Refuses a path on which a part is a link, or no folder.
    fn refuse_links(&self, path: &str) -> io::Result<()> {
        let mut folder = self.root.path().to_owned();
        let path = self.root.on_disk(path);
        let parts = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for part in parts.split('/').filter(|part| !part.is_empty()) {
            folder.push(part);
            match folder.symlink_metadata() {
                Ok(found) if found.is_dir() => {}
                Ok(found) if found.is_symlink() => return Err(is_link()),
                Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The folder that `path` lies in, made if it is not there. No part of it may be a link.
    fn folder_for(&mut self, path: &str) -> io::Result<PathBuf> {
        self.refuse_links(path)?;
        let mut folder = self.root.path().to_owned();
        let path = self.root.on_disk(path);
        let parts = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for part in parts.split('/').filter(|part| !part.is_empty()) {
            folder.push(part);
            if folder.symlink_metadata().is_err() {
                disk::create_dir(&folder)?;
                self.made.push(folder.clone());
            }
        }
        Ok(folder)
    }

    /// Moves everything to its place, in the order of staging, and makes it last. Where it ends with an error, everything
    /// is as it was, unless the last was moved.
    pub fn commit(mut self) -> Result<(), StoreError> {
        let root = self.root;
        self.sync_many().map_err(|error| StoreError::io(root.path().display(), &error))?;
        self.list_new().map_err(|error| StoreError::io(staged::NEW, &error))?;
        let mut folders = BTreeSet::new();
        let all = self.staged.len();
        for at in 0..all {
            // A file system may keep later moves at a power cut, and lose earlier ones.
            if at + 1 == all && all > 1 {
                self.sync(&mut folders)?;
            }
            let path = self.staged[at].path.clone();
            self.folder_for(&path).map_err(|error| StoreError::io(&path, &error))?;
            put_in_place(root, &self.staged[at]).map_err(|error| StoreError::io(&path, &error))?;
            folders.extend(root.place(&path).parent().map(Path::to_owned));
        }
        self.is_half_done = false;
        self.staged.clear();
        self.sync(&mut folders).map_err(StoreError::after_a_change)?;
        self.made.clear();
        if self.is_locked { interrupted::finish(root) } else { Ok(()) }
    }

    fn sync(&self, folders: &mut BTreeSet<PathBuf>) -> Result<(), StoreError> {
        folders.extend(self.made.iter().cloned());
        let synced = sync_folders(self.root.path(), std::mem::take(folders));
        synced.map_err(|error| StoreError::io(self.root.path().display(), &error))
    }

    /// Says which files are moved to places where nothing is, and which one decides, before the first of them is.
    fn list_new(&mut self) -> io::Result<()> {
        if !self.is_locked || self.staged.len() < 2 {
            return Ok(());
        }
        let Some((last, others)) = self.staged.split_last() else { return Ok(()) };
        let mut list = Vec::with_capacity(self.staged.len());
        for one in others.iter().filter(|one| self.root.place(&one.path).symlink_metadata().is_err()) {
            list.push((one.path.as_str(), staged::identity(&one.temporary.symlink_metadata()?)));
        }
        list.push((last.path.as_str(), staged::identity(&last.temporary.symlink_metadata()?)));
        let text = staged::lines(list.iter().map(|(path, identity)| (*path, identity.as_str())));
        let room = self.root.path().join(staged::FOLDER);
        let (temporary, place) = (room.join("list.tmp"), self.root.place(staged::NEW));
        if room.symlink_metadata().is_err() {
            disk::create_dir(&room)?;
        }
        self.is_half_done = true;
        let mut file = disk::create_file(&temporary)?;
        disk::write_all(&mut file, text.as_bytes())?;
        disk::sync(&file)?;
        disk::rename(&temporary, &place)?;
        sync_folders(self.root.path(), BTreeSet::from([room]))
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
        // Where the disk does not let us, the next writer does it.
        if self.is_half_done || self.is_locked && !self.staged.is_empty() {
            let _ = interrupted::finish(self.root);
        }
        for folder in self.made.iter().rev() {
            let _ = disk::remove_dir(folder);
        }
    }
}

fn put_in_place(root: &Root, staged: &Staged) -> io::Result<()> {
    let place = root.place(&staged.path);
    if staged.fresh { disk::rename_new(&staged.temporary, &place) } else { disk::rename(&staged.temporary, &place) }
}

/// Returns true if a file can be moved from the folder of manifests to `path`.
#[cfg(unix)]
fn is_on_one_device(root: &Root, path: &str) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |place: &Path| place.metadata().map(|found| found.dev());
    let place = root.place(path);
    let there = place.ancestors().skip(1).find_map(|folder| device(folder).ok());
    device(&root.path().join("manifests")).is_ok_and(|here| there == Some(here))
}

/// The same; where nobody says, moves are tried.
#[cfg(not(unix))]
fn is_on_one_device(_: &Root, _: &str) -> bool {
    true
}

/// Removes temporary files that no run holds any more. Whoever is at work has locked its own.
fn clear_leftovers(folder: &Path) {
    let entries = folder.read_dir().into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(is_temporary)) {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let is_left = is_file && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            let _ = disk::remove_file(&entry.path());
        }
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
        let mut batch = Batch::beside(&root);
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
        let mut batch = Batch::beside(&root);
        batch.stage("a/b/c.txt", b"c").unwrap();
        drop(batch);
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn what_must_be_new_is_never_written_over() {
        let (folder, root) = root();
        std::fs::write(folder.path().join("x"), "old").unwrap();
        let mut batch = Batch::beside(&root);
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
        assert!(Batch::beside(&root).stage("a/x", b"x").is_err());
        assert_eq!(outside.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn many_files_are_synced_at_once() {
        let (folder, root) = root();
        let mut batch = Batch::beside(&root);
        for n in 0..40 {
            batch.stage(&format!("m/{n}"), b"m").unwrap();
        }
        batch.commit().unwrap();
        assert_eq!(folder.path().join("m").read_dir().unwrap().count(), 40);
    }
}
