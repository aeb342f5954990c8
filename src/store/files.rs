//! Single files below the root, read and written by their paths.

use super::batch::Batch;
use super::errors::StoreError;
#[cfg(unix)]
use super::errors::is_device;
use super::lock::WriteLock;
use super::reader::{RootReader, all_of};
use super::root::Root;
use super::storage::Storage;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// The bytes of the file at `path` below `root`, if there is one.
pub fn read(root: &Root, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
    RootReader::open(root)?.read_if_there(path).map_err(|error| StoreError::io(path, &error))
}

/// The same for a file of `most` bytes at most, which a stranger may have written.
pub fn read_at_most(root: &Root, path: &str, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
    match RootReader::open(root)?.open_file(path).and_then(|file| all_of(file, most)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(path, &error)),
    }
}

/// Opens a file that somebody named, through links too: a pipe as well, which nobody waits for if nothing writes to it; but no
/// device except for a terminal, since most of them never end.
pub fn open_named(path: &Path) -> io::Result<File> {
    let mut open = OpenOptions::new();
    open.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut open, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = open.open(path)?;
    #[cfg(unix)]
    {
        use std::io::IsTerminal;
        use std::os::unix::fs::FileTypeExt;
        let kind = file.metadata()?.file_type();
        if (kind.is_char_device() || kind.is_block_device()) && !file.is_terminal() {
            return Err(is_device());
        }
    }
    #[cfg(target_os = "linux")]
    rustix::fs::fcntl_setfl(&file, rustix::fs::OFlags::empty())?;
    Ok(file)
}

/// Writes `bytes` to `path` below `root`, whatever stands there now.
pub fn write(root: &Root, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let lock = lock_of(root)?;
    let mut batch = lock.as_ref().map_or_else(|| Batch::beside(root), |lock| Batch::new(root, lock));
    batch.stage(path, bytes)?;
    batch.commit()
}

/// The lock of an archive; of another folder none.
fn lock_of(root: &Root) -> Result<Option<WriteLock>, StoreError> {
    let is_archive = root.path().join("manifests").symlink_metadata().is_ok_and(|found| found.is_dir());
    is_archive.then(|| WriteLock::exclusive(root)).transpose()
}

/// Writes files below the root of an archive that are not there yet; the paths of those that were written.
pub fn write_new<'p>(root: &Root, files: &[(&'p str, &str)]) -> Result<Vec<&'p str>, StoreError> {
    let lock = WriteLock::exclusive(root)?;
    let mut batch = Batch::new(root, &lock);
    let mut written = Vec::new();
    for (path, text) in files {
        if root.place(path).symlink_metadata().is_err() {
            batch.stage(path, text.as_bytes())?;
            written.push(*path);
        }
    }
    batch.commit()?;
    Ok(written)
}

/// Writes a file of its own, which must not be there yet: all of it or nothing. One that is there with these bytes stays.
pub fn write_file_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_file(path, bytes, true)
}

/// Writes a file of its own, whatever stands there now: all of it or nothing.
pub fn write_file_over(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_file(path, bytes, false)
}

fn write_file(path: &Path, bytes: &[u8], is_new: bool) -> Result<(), StoreError> {
    let refuse = |error: &io::Error| StoreError::io(path.display(), error);
    let there = path.symlink_metadata();
    let is_file = there.as_ref().is_ok_and(|found| found.is_file());
    if is_new && there.is_ok() {
        let is_same = is_file && std::fs::read(path).is_ok_and(|found| found == bytes);
        let help = "use a file name that does not exist yet";
        return if is_same { Ok(()) } else { Err(StoreError::new(path.display(), "the file exists already", help)) };
    }
    let name = path.file_name().and_then(|name| name.to_str());
    let Some(name) = name.filter(|_| is_file || there.is_err()) else {
        // A device, a pipe or a link is written to as it is.
        return std::fs::write(path, bytes).map_err(|error| refuse(&error));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = Root::plain(folder).map_err(|error| refuse(&error))?;
    let mut batch = Batch::beside(&root);
    let staged = if is_new { batch.stage_new(name, bytes) } else { batch.stage(name, bytes) };
    staged.and_then(|()| batch.commit()).map_err(|error| StoreError { path: path.display().to_string(), ..error })
}
