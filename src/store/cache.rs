//! Parts of the inventory that were read once.

use super::committed::FileTrouble;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Entries, or names, by the path of the shard that was read.
pub(super) type Cache<T> = Mutex<HashMap<String, Result<Arc<T>, FileTrouble>>>;

/// The value in `cache` at `path`, read when it is first asked for.
pub(super) fn cached<T>(
    cache: &Cache<T>,
    path: &str,
    read: impl FnOnce() -> Result<T, FileTrouble>,
) -> Result<Arc<T>, FileTrouble> {
    let held = |cache: &Cache<T>| cache.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
    if let Some(known) = held(cache) {
        return known;
    }
    // Others may go on meanwhile, and read the same: it is the same for all.
    let read = read().map(Arc::new);
    cache.lock().unwrap_or_else(PoisonError::into_inner).entry(path.to_owned()).or_insert(read).clone()
}
