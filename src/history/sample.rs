//! Captures as an inventory lists them, to try logs on.

use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::Entry;

/// The entry of a capture of the article `name` that has such bytes.
pub(super) fn entry(name: &str, bytes: &str) -> Entry {
    let capture: CapturePath = format!("archive/{name}/x.txt").parse().unwrap();
    Entry {
        article: capture.article(),
        captured_at: None,
        urls: vec![],
        sha256: Digest::of(bytes.as_bytes()),
        record: None,
        manifest: Digest::of(b"m"),
        extent: None,
        capture,
    }
}
