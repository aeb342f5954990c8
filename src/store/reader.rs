//! Files below the root, read without following a symbolic link.

use super::errors::{StoreError, is_link, leads_out, not_a_file, too_large};
use super::root::Root;
use super::staged::Pending;
use super::storage::Storage;
use super::walk::{EntryKind, WalkEntry, walk};
use crate::digest::Digest;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Largest file that is read, in bytes: it is held in memory. The largest pages with all their pictures in them have a
/// hundredth of that.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Reads files below one root.
pub(super) struct RootReader {
    #[cfg(target_os = "linux")]
    folder: rustix::fd::OwnedFd,
    root: Root,
    /// Files that are read in place of what lies at their paths.
    instead: BTreeMap<String, Instead>,
    /// Files that are as if they were not there.
    hidden: BTreeSet<String>,
    /// Files that are so because of a run that was writing when this was opened, until it is done.
    unfinished: BTreeSet<String>,
}

/// A file that is not yet at its path.
enum Instead {
    /// It is staged elsewhere.
    File(PathBuf),
    /// It is to have these bytes.
    Bytes(Vec<u8>),
}

/// The certainty that a file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The system said so.
    Certain,
    /// It gave less than there was room for. That saves a call, and is enough for bytes that a digest proves to be all.
    Likely,
}

impl RootReader {
    /// Reads below `root`; what an interrupted run left is read as it is to become.
    pub fn open(root: &Root) -> Result<Self, StoreError> {
        let mut reader = Self::in_place(root)?;
        if Pending::is_any(root) {
            let Pending { hidden, moved } = Pending::read(root, &reader);
            reader.unfinished = hidden;
            reader.instead = moved.into_iter().map(|(to, from)| (to, Instead::File(root.place(&from)))).collect();
        }
        Ok(reader)
    }

    /// Reads below `root` what lies at its path.
    pub fn in_place(root: &Root) -> Result<Self, StoreError> {
        Ok(Self {
            #[cfg(target_os = "linux")]
            folder: linux::folder(root).map_err(|error| StoreError::io(root.path().display(), &error))?,
            root: root.clone(),
            instead: BTreeMap::new(),
            hidden: BTreeSet::new(),
            unfinished: BTreeSet::new(),
        })
    }

    /// The root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Reads the file at `path` below the root into `bytes`, whose memory is used again.
    pub fn read_into(&self, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        self.read_until(End::Certain, path, bytes)
    }

    /// The same, to an end that is as sure as `end` says.
    pub fn read_until(&self, end: End, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        match self.instead.get(path) {
            Some(Instead::Bytes(instead)) => bytes.clone_from(instead),
            Some(Instead::File(_)) => *bytes = all_of(self.open_file(path)?, LARGEST_FILE)?,
            None if self.is_hidden(path) => return Err(io::ErrorKind::NotFound.into()),
            None => return self.read_in_place(end, path, bytes),
        }
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn read_in_place(&self, end: End, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        match linux::read(&self.folder, &self.root.on_disk(path), bytes, end) {
            // Kernels before 5.6 do not know the call, and some sandboxes forbid it.
            Err(error) if matches!(error.raw_os_error(), Some(linux::NO_CALL | linux::NOT_PERMITTED)) => {
                read_by_steps(&self.root, path, bytes)
            }
            done => done,
        }
    }

    /// The same; the end is always sure.
    #[cfg(not(target_os = "linux"))]
    fn read_in_place(&self, _: End, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        read_by_steps(&self.root, path, bytes)
    }

    /// Has `path` read from the file `staged` for it.
    pub fn expect(&mut self, path: &str, staged: PathBuf) {
        self.instead.insert(path.to_owned(), Instead::File(staged));
    }

    /// Has these bytes read at `path`.
    pub fn expect_bytes(&mut self, path: &str, bytes: Vec<u8>) {
        self.instead.insert(path.to_owned(), Instead::Bytes(bytes));
    }

    /// Has nothing read at `path`.
    pub fn hide(&mut self, path: &str) {
        self.hidden.insert(path.to_owned());
    }

    /// Returns true if what lies at `path` is as if it were not there. A run that was writing may be done by now.
    fn is_hidden(&self, path: &str) -> bool {
        let is_unfinished = || {
            let reader = Self::in_place(&self.root);
            reader.is_ok_and(|reader| Pending::read(&self.root, &reader).hidden.contains(path))
        };
        self.hidden.contains(path) || self.unfinished.contains(path) && is_unfinished()
    }

    /// Everything below the folder `top`, sorted by path.
    pub fn walk(&self, top: &str) -> Vec<WalkEntry> {
        let mut found = walk(&self.root, top);
        if self.instead.is_empty() && self.hidden.is_empty() && self.unfinished.is_empty() {
            return found;
        }
        found.retain(|found| !self.is_hidden(&found.path));
        let is_below = |path: &&String| path.strip_prefix(top).is_some_and(|rest| rest.starts_with('/'));
        for path in self.instead.keys().filter(is_below) {
            if let Err(at) = found.binary_search_by(|found| found.path.cmp(path)) {
                found.insert(at, WalkEntry { path: path.clone(), kind: EntryKind::File });
            }
        }
        found
    }

    /// Opens the file at `path`, of whatever size.
    pub fn open_file(&self, path: &str) -> io::Result<File> {
        let file = match self.instead.get(path) {
            Some(Instead::File(staged)) => match File::open(staged) {
                // Another run has moved it to its place.
                Err(error) if error.kind() == io::ErrorKind::NotFound => self.open_in_place(path)?,
                opened => opened?,
            },
            Some(Instead::Bytes(_)) => return Err(io::ErrorKind::Unsupported.into()),
            None if self.is_hidden(path) => return Err(io::ErrorKind::NotFound.into()),
            None => self.open_in_place(path)?,
        };
        let found = file.metadata()?;
        if found.is_file() { Ok(file) } else { Err(not_a_file(found.is_dir())) }
    }

    #[cfg(target_os = "linux")]
    fn open_in_place(&self, path: &str) -> io::Result<File> {
        match linux::open(&self.folder, &self.root.on_disk(path)) {
            Err(error) if matches!(error.raw_os_error(), Some(linux::NO_CALL | linux::NOT_PERMITTED)) => {
                File::open(place_by_steps(&self.root, path)?)
            }
            opened => opened.map(File::from),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn open_in_place(&self, path: &str) -> io::Result<File> {
        File::open(place_by_steps(&self.root, path)?)
    }

    /// The digest of the file at `path`, of whatever size, and how many bytes it has.
    pub fn digest(&self, path: &str) -> io::Result<(Digest, u64)> {
        Digest::of_stream(self.open_file(path)?)
    }

    /// Returns true if anything is at `path`.
    pub fn is_there(&self, path: &str) -> bool {
        match self.instead.contains_key(path) {
            true => true,
            false => !self.is_hidden(path) && self.root.place(path).symlink_metadata().is_ok(),
        }
    }
}

impl Storage for RootReader {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read_into(path, &mut bytes)?;
        Ok(bytes)
    }

    fn read_to_prove(&self, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        self.read_until(End::Likely, path, bytes)
    }

    fn read_range(&self, path: &str, range: Span) -> io::Result<Vec<u8>> {
        let mut file = self.open_file(path)?;
        // Before there is room for it: the range may be anybody's.
        if file.metadata()?.len() < range.end as u64 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        file.seek(SeekFrom::Start(range.start as u64))?;
        let mut bytes = vec![0; range.len()];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        match self.instead.get(path) {
            Some(Instead::Bytes(bytes)) => Ok(bytes.len() as u64),
            _ => Ok(self.open_file(path)?.metadata()?.len()),
        }
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let path = |found: WalkEntry| match found.kind {
            EntryKind::Unreadable(why) => Err(io::Error::other(format!("{}: {why}", found.path))),
            _ => Ok(found.path),
        };
        self.walk(folder).into_iter().map(path).collect()
    }
}

/// All of `source`, if that is not more than `most` bytes: a file may grow while it is read, and standard input has no
/// size.
pub fn all_of(source: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

/// The road for systems without `openat2`: every part of the path is looked at first.
fn read_by_steps(root: &Root, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
    let place = place_by_steps(root, path)?;
    if place.symlink_metadata()?.len() > LARGEST_FILE {
        return Err(too_large(LARGEST_FILE));
    }
    bytes.clear();
    File::open(&place)?.read_to_end(bytes).map(|_| ())
}

/// Returns true if `path` leads down, name by name.
fn is_plain(path: &str) -> bool {
    !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

/// The place of the file at `path`, if no link leads there.
fn place_by_steps(root: &Root, path: &str) -> io::Result<PathBuf> {
    if !is_plain(path) {
        return Err(leads_out());
    }
    let mut place = root.path().to_owned();
    for part in root.on_disk(path).split('/') {
        place.push(part);
        if place.symlink_metadata()?.is_symlink() {
            return Err(is_link());
        }
    }
    let found = place.symlink_metadata()?;
    if !found.is_file() {
        return Err(not_a_file(found.is_dir()));
    }
    Ok(place)
}

#[cfg(target_os = "linux")]
pub(super) mod linux {
    use super::{End, LARGEST_FILE, Root, io, is_link, is_plain, leads_out, not_a_file, too_large};
    use rustix::fd::OwnedFd;
    use rustix::fs::{FileType, Mode, OFlags, ResolveFlags};
    use rustix::io::Errno;

    pub const NO_CALL: i32 = Errno::NOSYS.raw_os_error();
    pub const NOT_PERMITTED: i32 = Errno::PERM.raw_os_error();

    /// A pipe that someone put there must not hang us: hence NONBLOCK.
    const FLAGS: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);

    pub fn folder(root: &Root) -> io::Result<OwnedFd> {
        Ok(rustix::fs::open(root.path(), OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?)
    }

    /// One call opens, and proves that no link led there: nothing can be swapped between look and open. Down plain
    /// names, through no link, no path leads out of the folder, so the kernel need not watch that too.
    pub fn open(folder: &OwnedFd, path: &str) -> io::Result<OwnedFd> {
        if !is_plain(path) {
            return Err(leads_out());
        }
        let opened = rustix::fs::openat2(folder, path, FLAGS, Mode::empty(), ResolveFlags::NO_SYMLINKS);
        opened.map_err(|error| if error == Errno::LOOP { is_link() } else { error.into() })
    }

    pub fn read(folder: &OwnedFd, path: &str, bytes: &mut Vec<u8>, end: End) -> io::Result<()> {
        read_open(&open(folder, path)?, bytes, end)
    }

    fn read_open(file: &OwnedFd, bytes: &mut Vec<u8>, end: End) -> io::Result<()> {
        bytes.clear();
        bytes.reserve(ROOM);
        loop {
            match rustix::io::read(file, rustix::buffer::spare_capacity(bytes)) {
                Ok(1..) if bytes.len() < bytes.capacity() => match end {
                    End::Likely => return Ok(()),
                    End::Certain => {}
                },
                Ok(1..) => bytes.reserve(rest(file, bytes.len())?),
                Ok(0) if bytes.is_empty() => return rest(file, 0).map(|_| ()),
                Ok(0) => return Ok(()),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Room for most articles, so that one read is enough, and one more to know that it was.
    const ROOM: usize = 1 << 16;

    /// The number of bytes of `file` that may be left after so many were read, at least one; an error if it is no file:
    /// pipes end, and devices do not.
    fn rest(file: &OwnedFd, read: usize) -> io::Result<usize> {
        let found = rustix::fs::fstat(file)?;
        match FileType::from_raw_mode(found.st_mode) {
            FileType::RegularFile if u64::try_from(found.st_size).is_ok_and(|size| size > LARGEST_FILE) => {
                Err(too_large(LARGEST_FILE))
            }
            FileType::RegularFile => {
                Ok(usize::try_from(found.st_size).unwrap_or(0).saturating_sub(read).saturating_add(1).max(ROOM))
            }
            kind => Err(not_a_file(kind == FileType::Directory)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_path_that_may_lead_elsewhere_than_down_is_refused_on_both_roads() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("root/archive")).unwrap();
        fs::write(folder.path().join("secret"), "words").unwrap();
        fs::write(folder.path().join("root/archive/a.txt"), "words").unwrap();
        let root = Root::at(&folder.path().join("root")).unwrap();
        let reader = RootReader::open(&root).unwrap();
        assert_eq!(reader.read("archive/a.txt").unwrap(), b"words");
        let absolute = folder.path().join("secret");
        for path in ["../secret", "archive/../../secret", absolute.to_str().unwrap(), "archive/./a.txt", ""] {
            let mut bytes = Vec::new();
            let by_steps = read_by_steps(&root, path, &mut bytes);
            for refused in [reader.read(path).map(drop), by_steps] {
                assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::CrossesDevices, "{path}");
            }
            assert!(bytes.is_empty());
        }
    }
}
