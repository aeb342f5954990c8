//! Files that strangers may have written, and paths that they may have named: notes, bibliographies, ignore files.
//!
//! **Invariant**: what is read is a regular file of a stated size at most, and no link leads to it out of its
//! [`Fence`].

use crate::store::{all_of, is_device, leads_out};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Largest file of notes, bibliography, baseline or lock, in bytes. The longest novels have a fifth of that.
pub const LARGEST_NOTES: u64 = 1 << 25;

/// Most notes that are read in one run, in bytes: all of them are held in memory, and what was read of them.
pub const MOST_NOTES: u64 = 1 << 27;

/// Largest literatim.toml, and largest file that says what is ignored, in bytes.
pub const LARGEST_CONFIG: u64 = 1 << 20;

/// The folder that no link may lead out of.
///
/// For a path that is typed below the root it is the root, for one below the current folder that folder, and elsewhere
/// the folder that was named. Whether a path is below is read off its names: a link among them may not move the fence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fence(PathBuf);

impl Fence {
    /// The fence of the root itself, which must be absolute and without links.
    pub fn at(root: &Path) -> Self {
        Self(root.to_owned())
    }

    /// The fence of `path`, as it was typed: a folder, or a file in the folder that it names.
    pub fn of(path: &Path, root: &Path) -> io::Result<Self> {
        let here = Path::new(".").canonicalize()?;
        let typed = plain(&here.join(path));
        let folder = || if path.is_dir() { path.canonicalize() } else { folder_of(path).canonicalize() };
        [root, &here].into_iter().find(|fence| typed.starts_with(fence)).map_or_else(
            || folder().map(|folder| Self(if folder.starts_with(root) { root.to_owned() } else { folder })),
            |fence| Ok(Self(fence.to_owned())),
        )
    }

    /// The place that `path` really leads to, if that is inside, and not in what git keeps for itself: its
    /// configuration has passwords.
    pub fn admit(&self, path: &Path) -> io::Result<PathBuf> {
        let place = path.canonicalize()?;
        let below = place.strip_prefix(&self.0).map_err(|_| leads_out())?;
        let is_git = |part: Component<'_>| part.as_os_str().eq_ignore_ascii_case(".git");
        match below.components().any(is_git) {
            true => Err(io::Error::other("it leads into .git, where no notes are read")),
            false => Ok(place),
        }
    }

    /// Returns true if `folder` is inside.
    pub fn covers(&self, folder: &Path) -> bool {
        folder.canonicalize().is_ok_and(|folder| folder.starts_with(&self.0))
    }

    /// Reads the file at `path`, if it has `most` bytes at most.
    pub fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        read(&self.admit(path)?, most)
    }
}

/// The folder that the file at `path` is named in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path of `path` below `folder`, which must be without links, by its names: a link below `folder` does not move
/// what is behind it. Only `folder` itself may be named through one.
pub fn below_by_name(folder: &Path, path: &Path) -> Option<PathBuf> {
    let typed = plain(&Path::new(".").canonicalize().ok()?.join(path));
    if let Ok(below) = typed.strip_prefix(folder) {
        return Some(below.to_owned());
    }
    let is_it = |above: &&Path| above.canonicalize().is_ok_and(|above| above == folder);
    let above = typed.ancestors().filter(is_it).last()?;
    typed.strip_prefix(above).ok().map(Path::to_owned)
}

/// `path` without `.` and `..`, by its names alone.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// Reads the regular file at `place`, if it has `most` bytes at most.
pub(super) fn read(place: &Path, most: u64) -> io::Result<Vec<u8>> {
    all_of(open(place)?, most)
}

/// Opens a regular file. A pipe that lies there must not hang us, and a link that was put there since is not followed.
fn open(place: &Path) -> io::Result<File> {
    let mut open = OpenOptions::new();
    open.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut open, {
        use rustix::fs::OFlags;
        OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).bits().cast_signed()
    });
    #[cfg(not(target_os = "linux"))]
    refuse_device(&place.symlink_metadata()?)?;
    let file = open.open(place)?;
    refuse_device(&file.metadata()?)?;
    Ok(file)
}

/// Nothing for a regular file, else what it is.
fn refuse_device(found: &std::fs::Metadata) -> io::Result<()> {
    match (found.is_file(), found.is_dir()) {
        (true, _) => Ok(()),
        (_, true) => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(is_device()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        for part in ["root/notes", "root/.git", "elsewhere"] {
            fs::create_dir_all(path.join(part)).unwrap();
        }
        for file in ["root/notes/a.md", "root/.git/config", "elsewhere/secret.md"] {
            fs::write(path.join(file), "words").unwrap();
        }
        (folder, path)
    }

    #[test]
    fn a_file_larger_than_the_limit_is_refused() {
        let (_folder, path) = place();
        let fence = Fence::at(&path.join("root"));
        assert_eq!(fence.read(&path.join("root/notes/a.md"), 5).unwrap(), b"words");
        let error = fence.read(&path.join("root/notes/a.md"), 4).unwrap_err();
        assert!(error.to_string().contains("larger than 4 bytes"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_inside_is_followed_and_one_that_leads_out_is_not() {
        use std::os::unix::fs::symlink;
        let (_folder, path) = place();
        let root = path.join("root");
        for (target, link) in [
            ("a.md", "root/notes/same.md"),
            ("../../elsewhere/secret.md", "root/notes/out.md"),
            ("../elsewhere", "root/folder"),
            ("../.git/config", "root/notes/git.md"),
            ("/dev/zero", "root/notes/zero.md"),
            ("nowhere.md", "root/notes/gone.md"),
        ] {
            symlink(target, path.join(link)).unwrap();
        }
        let read = |name: &str| {
            let named = root.join(name);
            Fence::of(&named, &root).unwrap().read(&named, 100).map_err(|error| error.kind())
        };
        assert_eq!(read("notes/same.md").unwrap(), b"words");
        for out in ["notes/out.md", "folder/secret.md", "notes/zero.md"] {
            assert_eq!(read(out).unwrap_err(), io::ErrorKind::CrossesDevices, "{out}");
        }
        assert_eq!(read("notes/git.md").unwrap_err(), io::ErrorKind::Other);
        assert_eq!(read("notes/gone.md").unwrap_err(), io::ErrorKind::NotFound);
        assert_eq!(read("notes").unwrap_err(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn what_is_named_outside_of_the_root_may_be_read_where_it_lies() {
        let (_folder, path) = place();
        let named = path.join("elsewhere/secret.md");
        let fence = Fence::of(&named, &path.join("root")).unwrap();
        assert_eq!(fence, Fence(path.join("elsewhere")));
        assert_eq!(fence.read(&named, 100).unwrap(), b"words");
    }

    #[test]
    fn a_path_is_below_by_its_names() {
        assert_eq!(plain(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(plain(Path::new("/../a")), Path::new("/a"));
    }
}
