//! Files that are taken away.

use super::errors::why;
use super::{Root, StoreError, disk};

/// Removes generated files, and the folders that are empty without them.
pub(super) fn remove<'p>(root: &Root, paths: impl Iterator<Item = &'p String>) -> Result<(), StoreError> {
    for path in paths {
        match disk::remove_file(&root.place(path)) {
            // A killed run's leftover has the name that this one used and took away, where both had one process id.
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::new(path, why(&error), "remove it, and run this again"));
            }
            _ => {}
        }
        let mut folder = path.as_str();
        while let Some((outer, _)) = folder.rsplit_once('/').filter(|(outer, _)| outer.contains('/')) {
            if disk::remove_dir(&root.place(outer)).is_err() {
                break;
            }
            folder = outer;
        }
    }
    Ok(())
}
