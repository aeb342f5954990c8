//! The folder that holds archive, manifests and configuration.

use super::errors::StoreError;
use std::path::{Path, PathBuf};

/// The root of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(PathBuf);

impl Root {
    /// The file that marks a root.
    pub const CONFIG: &str = "literatim.toml";

    /// The nearest root at or above `from`.
    pub fn find(from: &Path) -> Result<Self, StoreError> {
        let from = from.canonicalize().map_err(|error| StoreError::io(from.display(), &error))?;
        let root = from.ancestors().find(|folder| folder.join(Self::CONFIG).is_file());
        root.map(|root| Self(root.to_owned())).ok_or_else(|| {
            StoreError::new(
                from.display(),
                "no literatim.toml in this folder or any folder above it",
                "create an archive with `literatim init`, or use --root DIR",
            )
        })
    }

    /// The folder `dir` itself, whether or not it is marked.
    pub fn at(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.canonicalize().map_err(|error| StoreError::io(dir.display(), &error))?;
        if path.is_dir() {
            return Ok(Self(path));
        }
        Err(StoreError::new(dir.display(), "not a folder", "use the folder that has literatim.toml"))
    }

    /// Its absolute path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The path of `path`, which must exist, below the root: `/` between parts, empty for the root itself. `None` if it
    /// lies elsewhere or its name is not UTF-8. Symbolic links are resolved first.
    pub fn below(&self, path: &Path) -> Option<String> {
        let path = path.canonicalize().ok()?;
        let parts = path.strip_prefix(&self.0).ok()?.components();
        let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The folder of the file at `path`, as [`Root::below`] writes it.
    pub fn folder_of(&self, path: &Path) -> Option<String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.below(folder)
    }
}
