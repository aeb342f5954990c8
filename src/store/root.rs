//! The folder that holds archive, manifests and configuration.

use super::errors::StoreError;
use crate::verify::Config;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The root of an archive.
///
/// Paths of captures begin with `archive/`, whatever that folder is called on the disk: this is the one place that knows the
/// name there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    path: PathBuf,
    /// The folder of captures, from the root.
    archive: String,
}

/// Largest literatim.toml.
const LARGEST_CONFIG: u64 = 1 << 20;

impl Root {
    /// The file that marks a root.
    pub const CONFIG: &str = "literatim.toml";

    /// The folder of captures in their paths; and on the disk, where the configuration names no other.
    pub const ARCHIVE: &str = "archive";

    /// The nearest root at or above `from`.
    ///
    /// # Errors
    ///
    /// There is none, or its configuration names a folder of captures that cannot be one.
    pub fn find(from: &Path) -> Result<Self, StoreError> {
        let from = from.canonicalize().map_err(|error| StoreError::io(from.display(), &error))?;
        let root = from.ancestors().find(|folder| folder.join(Self::CONFIG).is_file());
        let root = root.ok_or_else(|| {
            StoreError::new(
                from.display(),
                "no literatim.toml in this folder or any folder above it",
                "create an archive with `literatim init`, or use --root DIR",
            )
        })?;
        Self::of(root.to_owned())
    }

    /// The folder `dir` itself, whether or not it is marked.
    ///
    /// # Errors
    ///
    /// It is no folder, or its configuration names a folder of captures that cannot be one.
    pub fn at(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.canonicalize().map_err(|error| StoreError::io(dir.display(), &error))?;
        if path.is_dir() {
            return Self::of(path);
        }
        Err(StoreError::new(dir.display(), "not a folder", "use the folder that has literatim.toml"))
    }

    /// A folder that is that of no archive.
    pub(super) fn plain(dir: &Path) -> io::Result<Self> {
        Ok(Self { path: dir.canonicalize()?, archive: Self::ARCHIVE.to_owned() })
    }

    fn of(path: PathBuf) -> Result<Self, StoreError> {
        // What else is wrong with the file is said where all of it is read.
        let mut config = Vec::new();
        let file = Some(path.join(Self::CONFIG))
            .filter(|file| file.is_file())
            .map_or_else(|| Err(io::ErrorKind::NotFound.into()), File::open);
        let read = file.and_then(|file| file.take(LARGEST_CONFIG).read_to_end(&mut config));
        let named = read.map_or(Ok(None), |_| Config::archive_of(&config))?;
        Ok(Self { path, archive: named.unwrap_or_else(|| Self::ARCHIVE.to_owned()) })
    }

    /// Its absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of captures on the disk, from the root.
    pub fn archive(&self) -> &str {
        &self.archive
    }

    /// Returns true if the captures lie in a folder of the user's own, where there may be other files beside them.
    pub fn keeps_layout(&self) -> bool {
        self.archive != Self::ARCHIVE
    }

    /// The path on the disk, from the root, of what has this `path` in the archive.
    pub fn on_disk<'p>(&self, path: &'p str) -> Cow<'p, str> {
        match path.strip_prefix(Self::ARCHIVE) {
            Some(below) if self.keeps_layout() && (below.is_empty() || below.starts_with('/')) => {
                format!("{}{below}", self.archive).into()
            }
            _ => path.into(),
        }
    }

    /// The absolute path on the disk of what has this `path` in the archive.
    pub fn place(&self, path: &str) -> PathBuf {
        self.path.join(&*self.on_disk(path))
    }

    /// The path in the archive of what lies at `below`, from the root, if that is the folder of captures or something in it.
    pub fn archived(&self, below: &str) -> Option<String> {
        let rest = below.strip_prefix(&*self.archive).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
        Some(format!("{}{rest}", Self::ARCHIVE))
    }

    /// The path of `path`, which must exist, below the root: `/` between parts, empty for the root itself. `None` if it
    /// lies elsewhere or its name is not UTF-8. Symbolic links are resolved first.
    pub fn below(&self, path: &Path) -> Option<String> {
        let path = path.canonicalize().ok()?;
        let parts = path.strip_prefix(&self.path).ok()?.components();
        let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The folder of the file at `path`, as [`Root::below`] writes it.
    pub fn folder_of(&self, path: &Path) -> Option<String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.below(folder)
    }
}
