//! A folder that is written as a whole, outside of any archive.

use super::disk;
use super::errors::StoreError;
use super::root::Root;
use super::sync::sync_folders;
use super::walk::{EntryKind, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Writes these files to `folder`, which must be new or empty: all of them or nothing. One that has these files and no
/// others stays.
///
/// They are written to a folder beside it, which then gets its name. One that an interrupted run left is cleared first.
pub(super) fn write_folder_new(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), StoreError> {
    let refuse = |error: &io::Error| StoreError::io(folder.display(), error);
    if is_filled(folder).map_err(|error| refuse(&error))? {
        let help = "use a new or empty folder";
        return match has_exactly(folder, files)? {
            true => Ok(()),
            false => Err(StoreError::new(folder.display(), "the folder is not empty", help)),
        };
    }
    let (parent, room) = beside(folder).map_err(|error| refuse(&error))?;
    let locked = begin(&room).map_err(|error| refuse(&error))?;
    if !locked.try_lock().is_ok_and(|()| true) && is_held(&locked) {
        return Err(StoreError::new(folder.display(), "another literatim is writing it", "wait for it"));
    }
    let written = fill(&room, files).and_then(|()| give_name(&parent, &room, folder));
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&room);
    }
    written.map_err(|error| refuse(&error))
}

fn is_held(folder: &File) -> bool {
    matches!(folder.try_lock(), Err(std::fs::TryLockError::WouldBlock))
}

fn is_filled(folder: &Path) -> io::Result<bool> {
    match folder.read_dir() {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Returns true if these files are in `folder`, and nothing else.
fn has_exactly(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<bool, StoreError> {
    let found = walk(&Root::at(folder)?, ".");
    let is_same = |path: &str| {
        let bytes = files.get(path.trim_start_matches("./"));
        bytes.is_some_and(|bytes| std::fs::read(folder.join(path)).is_ok_and(|found| found == *bytes))
    };
    Ok(found.len() == files.len() && found.iter().all(|one| one.kind == EntryKind::File && is_same(&one.path)))
}

/// The folder that `folder` lies in, and one beside it to write to.
fn beside(folder: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let absolute = std::path::absolute(folder)?;
    let name = absolute.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
    let parent = absolute.parent().ok_or(io::ErrorKind::InvalidInput)?;
    disk::create_dir_all(parent)?;
    let parent = parent.canonicalize()?;
    let room = parent.join(format!(".literatim-{name}.tmp"));
    Ok((parent, room))
}

/// Makes the folder to write to, or takes the one that is there.
fn begin(room: &Path) -> io::Result<File> {
    match disk::create_dir(room) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if !room.symlink_metadata()?.is_dir() => return Err(io::ErrorKind::AlreadyExists.into()),
        _ => {}
    }
    File::open(room)
}

fn fill(room: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in room.read_dir()?.collect::<io::Result<Vec<_>>>()? {
        match entry.file_type()?.is_dir() {
            true => std::fs::remove_dir_all(entry.path())?,
            false => disk::remove_file(&entry.path())?,
        }
    }
    let mut folders = BTreeSet::from([room.to_owned()]);
    for (path, bytes) in files {
        let place = room.join(path);
        if let Some(folder) = place.parent().filter(|folder| folders.insert((*folder).to_owned())) {
            disk::create_dir_all(folder)?;
        }
        let mut file = disk::create_file(&place)?;
        disk::write_all(&mut file, bytes)?;
        disk::sync(&file)?;
    }
    sync_folders(room, folders)
}

fn give_name(parent: &Path, room: &Path, folder: &Path) -> io::Result<()> {
    // A folder takes the place of an empty one on some systems, and not on all.
    if folder.symlink_metadata().is_ok() && !cfg!(unix) {
        disk::remove_dir(folder)?;
    }
    disk::rename(room, folder)?;
    sync_folders(parent, BTreeSet::from([parent.to_owned()]))
}
