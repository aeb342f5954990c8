//! All that an archive lists, proven; and the troubles that were met on the way.

use super::{Collection, InventoryRoot, Trouble, Witness};
use crate::capture::CapturePath;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// So many captures are proven at a time.
const BATCH: usize = 1024;

/// The paths of all captures that `archive` lists, sorted; and why there may be more, if not all could be listed.
pub fn listed(archive: &dyn Collection) -> (Vec<CapturePath>, Option<Trouble>) {
    let mut paths = Vec::new();
    let listing = archive.each(&mut |one| {
        paths.push(one.capture.clone());
        ControlFlow::Continue(())
    });
    (paths, listing.err())
}

/// Calls `visit` with the witness of each capture that `archive` lists, sorted by path. Returns the troubles that it
/// met, by path.
pub fn each_witness(archive: &dyn Collection, mut visit: impl FnMut(Arc<Witness>)) -> BTreeMap<String, Trouble> {
    let (paths, listing) = listed(archive);
    let mut broken = BTreeMap::new();
    for batch in paths.chunks(BATCH) {
        for (path, proven) in batch.iter().zip(archive.witnesses(batch)) {
            match proven {
                Ok(witness) => visit(witness),
                Err(trouble) => drop(broken.insert(path.clone(), trouble)),
            }
        }
    }
    troubles_met(archive, &broken, listing.as_ref())
}

/// The troubles of `archive` that are met by asking for some captures, of which these are `broken`: of those, of their
/// manifests, of the `listing`, and of what all of the archive depends on. What else is broken was not looked at;
/// `audit` looks at all of it.
pub fn troubles_met(
    archive: &dyn Collection,
    broken: &BTreeMap<CapturePath, Trouble>,
    listing: Option<&Trouble>,
) -> BTreeMap<String, Trouble> {
    let mut met: BTreeMap<String, Trouble> =
        broken.iter().map(|(path, trouble)| (path.to_string(), trouble.clone())).collect();
    for (path, trouble) in archive.troubles() {
        if !met.contains_key(&path) && capture_of(&path).is_none_or(|capture| met.contains_key(&*capture)) {
            met.insert(path, trouble);
        }
    }
    // As a rule the archive has it already, under the path of the file that is broken.
    if let Some(trouble) = listing.filter(|listing| !met.values().any(|known| known == *listing)) {
        met.insert(InventoryRoot::PATH.to_owned(), trouble.clone());
    }
    met
}

/// The capture that `path` is, or is the manifest of; the path itself of whatever else lies in `archive/`.
fn capture_of(path: &str) -> Option<Cow<'_, str>> {
    if path.starts_with("archive/") {
        return Some(path.into());
    }
    let capture = format!("archive/{}", path.strip_prefix("manifests/")?.strip_suffix(".json")?);
    capture.parse::<CapturePath>().is_ok().then(|| capture.into())
}
