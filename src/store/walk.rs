//! Every file below a folder.

use super::Root;
use super::errors::why;

/// Deepest nesting that is walked. An article id has at most 600 bytes; nobody nests like this on purpose.
const DEEPEST: usize = 64;

/// Something that was found, and where, below the root. A name that is not UTF-8 is reported with U+FFFD in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WalkEntry {
    pub path: String,
    pub kind: EntryKind,
}

/// The kind of what was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EntryKind {
    File,
    Symlink,
    Special,
    NotUtf8,
    /// A folder that cannot be read; why.
    Unreadable(String),
}

/// Everything below the folder `top` except the folders themselves, sorted by path; nothing where there is no such folder.
/// Links are reported, never followed.
pub(super) fn walk(root: &Root, top: &str) -> Vec<WalkEntry> {
    let mut found = system::walk(root, top).concat();
    found.sort_unstable();
    found
}

/// The entries of one folder.
#[derive(Debug, Clone, Default)]
pub(super) struct FolderEntries {
    /// Whatever is not a folder, sorted by path.
    pub files: Vec<WalkEntry>,
    /// The names of its folders.
    pub folders: Vec<String>,
}

/// The entries of the folder at `path` below the root, and not what lies in its folders; none where there is no such
/// folder, or a link leads there.
pub(super) fn entries_in(root: &Root, path: &str) -> FolderEntries {
    let mut found = FolderEntries::default();
    let mut place = root.path().to_owned();
    for part in root.on_disk(path).split('/') {
        place.push(part);
        if !place.symlink_metadata().is_ok_and(|it| it.is_dir()) {
            return found;
        }
    }
    let entries = match place.read_dir() {
        Ok(entries) => entries,
        Err(error) => {
            found.files.push(unreadable(path, why(&error)));
            return found;
        }
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let kind = match entry.file_type() {
            _ if name.to_str().is_none() => EntryKind::NotUtf8,
            Ok(kind) if kind.is_dir() => {
                found.folders.push(name.to_string_lossy().into_owned());
                continue;
            }
            Ok(kind) if kind.is_symlink() => EntryKind::Symlink,
            Ok(kind) if kind.is_file() => EntryKind::File,
            Ok(_) => EntryKind::Special,
            Err(error) => EntryKind::Unreadable(why(&error)),
        };
        found.files.push(WalkEntry { path: format!("{path}/{}", name.to_string_lossy()), kind });
    }
    found.files.sort_unstable();
    found
}

fn unreadable(path: &str, why: String) -> WalkEntry {
    WalkEntry { path: path.to_owned(), kind: EntryKind::Unreadable(why) }
}

fn symlink(path: &str) -> WalkEntry {
    WalkEntry { path: path.to_owned(), kind: EntryKind::Symlink }
}

fn too_deep(path: &str) -> WalkEntry {
    unreadable(path, format!("it has more than {DEEPEST} nested folders"))
}

/// Straight to the kernel: a thousand small folders cost half of what `std::fs::read_dir` takes for them, which looks
/// up each name from the root, and asks for memory for each.
#[cfg(target_os = "linux")]
mod system {
    use super::{DEEPEST, EntryKind, Root, WalkEntry, symlink, too_deep, unreadable, why};
    use crate::parallel;
    use rustix::fd::{AsFd, OwnedFd};
    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RawDir};
    use rustix::io::Errno;
    use std::ffi::{CStr, CString};

    /// Fewer folders for each processor are not worth a thread.
    const FOLDERS_A_THREAD: usize = 64;

    struct Walk {
        buffer: Vec<u8>,
        found: Vec<WalkEntry>,
    }

    pub fn walk(root: &Root, top: &str) -> Vec<Vec<WalkEntry>> {
        let mut walk = Walk::new();
        let folder = match open(CWD, root.place(top)) {
            Ok(folder) => folder,
            Err(error) => {
                match error {
                    Errno::NOENT => {}
                    Errno::LOOP | Errno::NOTDIR => walk.found.push(symlink(top)),
                    error => walk.found.push(unreadable(top, why(&error.into()))),
                }
                return vec![walk.found];
            }
        };
        let names = walk.entries(&folder, top);
        let mut parts = parallel::chunks(&names, FOLDERS_A_THREAD, |names| {
            let mut walk = Walk::new();
            walk.folders(&folder, names, &mut top.to_owned(), 0);
            walk.found
        });
        parts.push(walk.found);
        parts
    }

    fn open(at: impl AsFd, name: impl rustix::path::Arg) -> Result<OwnedFd, Errno> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        rustix::fs::openat(at, name, flags, Mode::empty())
    }

    impl Walk {
        fn new() -> Self {
            Self { buffer: Vec::with_capacity(1 << 16), found: Vec::new() }
        }

        /// Walks the folders `names` in `folder`, which is at `path` and `depth` folders deep.
        fn folders(&mut self, folder: &OwnedFd, names: &[CString], path: &mut String, depth: usize) {
            for name in names {
                let length = path.len();
                path.push('/');
                path.push_str(&name.to_string_lossy());
                match open(folder, name.as_c_str()) {
                    Ok(_) if depth == DEEPEST => self.found.push(too_deep(path)),
                    Ok(inner) if name.to_str().is_ok() => {
                        let names = self.entries(&inner, path);
                        self.folders(&inner, &names, path, depth + 1);
                    }
                    Ok(_) => self.found.push(WalkEntry { path: path.clone(), kind: EntryKind::NotUtf8 }),
                    Err(error) => self.found.push(unreadable(path, why(&error.into()))),
                }
                path.truncate(length);
            }
        }

        /// Reports everything in `folder` that is not a folder. Returns the names of its folders.
        fn entries(&mut self, folder: &OwnedFd, path: &str) -> Vec<CString> {
            let mut folders = Vec::new();
            let mut entries = RawDir::new(folder, self.buffer.spare_capacity_mut());
            while let Some(entry) = entries.next() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        self.found.push(unreadable(path, why(&error.into())));
                        break;
                    }
                };
                let name = entry.file_name();
                if matches!(name.to_bytes(), b"." | b"..") {
                    continue;
                }
                let kind = match (kind_of(folder, name, entry.file_type()), name.to_str()) {
                    (FileType::Directory, _) => {
                        folders.push(name.to_owned());
                        continue;
                    }
                    (_, Err(_)) => EntryKind::NotUtf8,
                    (FileType::RegularFile, _) => EntryKind::File,
                    (FileType::Symlink, _) => EntryKind::Symlink,
                    _ => EntryKind::Special,
                };
                let mut place = String::with_capacity(path.len() + 1 + name.count_bytes());
                place.push_str(path);
                place.push('/');
                place.push_str(&name.to_string_lossy());
                self.found.push(WalkEntry { path: place, kind });
            }
            // Folders made one after another lie near each other on the disk.
            folders.sort_unstable();
            folders
        }
    }

    /// The kind of an entry; asked for where the file system does not give it with the name.
    fn kind_of(folder: &OwnedFd, name: &CStr, declared: FileType) -> FileType {
        if declared != FileType::Unknown {
            return declared;
        }
        let stat = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
        stat.map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode))
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{DEEPEST, EntryKind, Root, WalkEntry, symlink, too_deep, unreadable, why};
    use std::io::ErrorKind;

    pub fn walk(root: &Root, top: &str) -> Vec<Vec<WalkEntry>> {
        let mut found = Vec::new();
        match root.place(top).symlink_metadata() {
            Ok(it) if it.is_dir() => walk_folder(root, top, 0, &mut found),
            Ok(_) => found.push(symlink(top)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => found.push(unreadable(top, why(&error))),
        }
        vec![found]
    }

    fn walk_folder(root: &Root, path: &str, depth: usize, found: &mut Vec<WalkEntry>) {
        if depth > DEEPEST {
            return found.push(too_deep(path));
        }
        let entries = match root.place(path).read_dir() {
            Ok(entries) => entries,
            Err(error) => return found.push(unreadable(path, why(&error))),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return found.push(unreadable(path, why(&error))),
            };
            let name = entry.file_name();
            let place = format!("{path}/{}", name.to_string_lossy());
            let kind = match entry.file_type() {
                _ if name.to_str().is_none() => EntryKind::NotUtf8,
                Ok(kind) if kind.is_dir() => {
                    walk_folder(root, &place, depth + 1, found);
                    continue;
                }
                Ok(kind) if kind.is_symlink() => EntryKind::Symlink,
                Ok(kind) if kind.is_file() => EntryKind::File,
                Ok(_) => EntryKind::Special,
                Err(error) => EntryKind::Unreadable(why(&error)),
            };
            found.push(WalkEntry { path: place, kind });
        }
    }
}
