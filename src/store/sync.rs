//! Folders whose names are to outlast a power cut.

use super::disk;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Up to so many are synced one by one; beyond, the whole file system is synced once, where that can be asked for.
pub(super) const FEW: usize = 16;

/// Makes the names in these folders last, and those of the folders in the ones that they are in.
///
/// # Errors
///
/// A folder that could be synced and was not. Where a system syncs no folder at all, nothing more can be done.
pub(super) fn sync_folders(root: &Path, mut folders: BTreeSet<PathBuf>) -> io::Result<()> {
    let parents: Vec<PathBuf> = folders.iter().filter_map(|folder| folder.parent()).map(Path::to_owned).collect();
    folders.extend(parents.into_iter().filter(|parent| parent.starts_with(root)));
    #[cfg(target_os = "linux")]
    if folders.len() > FEW && disk::sync_file_system(root).is_ok() {
        return Ok(());
    }
    folders.iter().try_for_each(|folder| sync_folder(folder))
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, NotFound, PermissionDenied, Unsupported};
    // Windows opens no folder, and some file systems sync none.
    let synced = File::open(folder).and_then(|folder| disk::sync(&folder));
    match synced {
        Err(error) if !matches!(error.kind(), InvalidInput | NotFound | PermissionDenied | Unsupported) => Err(error),
        _ => Ok(()),
    }
}
