//! Captures as an inventory lists them, to try logs on.

use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::InventoryEntry;

/// The entry of a capture of the article `name` that has such bytes.
pub(super) fn entry(name: &str, bytes: &str) -> InventoryEntry {
    let capture: CapturePath = format!("archive/{name}/x.txt").parse().unwrap();
    InventoryEntry {
        article: capture.article(),
        captured_at: None,
        urls: vec![],
        came_from: None,
        sha256: Digest::of(bytes.as_bytes()),
        record: None,
        manifest: Digest::of(b"m"),
        extent: None,
        pages: None,
        reading: None,
        capture,
    }
}
