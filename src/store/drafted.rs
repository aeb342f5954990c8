//! Drafts of what lies at a path, beside the manifest that the archive has of it.

use super::StoreError;
use super::draft::DraftManifest;
use super::reader::RootReader;
use super::source::{capture, draft_web_archive};
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::manifest::{InventoryRoot, Manifest, Trouble};
use crate::segment::Rules;

/// The draft of the manifest of what lies at `path`.
pub(super) fn draft(
    reader: &RootReader,
    path: &CapturePath,
    rules: &Rules,
) -> Result<DraftManifest, (String, Trouble)> {
    let before = manifest_before(reader, path);
    let mut draft = match path.is_web_archive() {
        true => draft_web_archive(reader, path)?,
        false => {
            let (capture, record) = capture(reader, path)?;
            DraftManifest::of(&capture, record, rules, before.as_ref().map(|(manifest, _)| manifest))
        }
    };
    if let Some((before, bytes)) = before {
        draft.compare(&before, bytes);
    }
    Ok(draft)
}

/// The manifest that the archive has of the capture at `path`, and its bytes; `None` where it has none, or not one that
/// can be read.
fn manifest_before(storage: &dyn Storage, path: &CapturePath) -> Option<(Manifest, Vec<u8>)> {
    let bytes = storage.read(&path.manifest()).ok()?;
    Some((Manifest::from_bytes(&bytes).ok()?, bytes))
}

/// Returns true if an earlier version made the manifests of an archive. The first one that has a text decides; where none
/// has a text, any of an earlier version.
pub(super) fn is_earlier<'c>(storage: &dyn Storage, captures: impl IntoIterator<Item = &'c CapturePath>) -> bool {
    let mut is_earlier = false;
    for (manifest, _) in captures.into_iter().filter_map(|path| manifest_before(storage, path)) {
        if manifest.typed().is_some() {
            return manifest.is_earlier();
        }
        is_earlier |= manifest.is_earlier();
    }
    is_earlier
}

/// The error of changing an archive that an earlier version made.
pub(super) fn needs_upgrade() -> StoreError {
    StoreError::new(
        InventoryRoot::PATH,
        "an earlier version made the manifests of this archive",
        "run `literatim manifest --upgrade`, which replaces all of them and lists what has another role",
    )
}
