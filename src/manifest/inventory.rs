//! Every manifest's digest, and what must be known of every capture to find it.

use super::{InventoryFiles, Manifest, PageReading, PagesSum};
use crate::capture::{ArticleId, CapturePath, CapturedAt, Extent};
use crate::digest::Digest;
use std::sync::Arc;

/// The inventory: one entry a capture, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inventory {
    /// The one number that stands for the whole archive and all that was said of it: the digest of the lines of the
    /// [root](super::InventoryRoot) that are about the inventory.
    pub fingerprint: Digest,
    /// Its entries, sorted by the path of the capture; no two have the same.
    pub captures: Vec<InventoryEntry>,
}

/// One capture, as the inventory has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InventoryEntry {
    /// The path of the capture; that of its manifest follows from it.
    pub capture: CapturePath,
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// Its URLs.
    pub urls: Vec<String>,
    /// The file that it was added from, if it was a file of its own.
    pub came_from: Option<String>,
    /// The digest of the capture's bytes.
    pub sha256: Digest,
    /// The digest of its capture record's bytes, if it has one.
    pub record: Option<Digest>,
    /// The digest of its manifest's bytes.
    pub manifest: Digest,
    /// The place of its bytes, if they lie in a web archive and not in a file of their own.
    pub extent: Option<Box<Extent>>,
    /// The commitment to the list of the pages that lie in it, if it is a web archive and has such a list.
    pub pages: Option<Box<PagesSum>>,
    /// The way it was read, if it is a page in such a list, and has no record and no manifest of its own on the disk.
    pub reading: Option<Arc<PageReading>>,
}

impl Default for Inventory {
    /// The inventory of an empty archive.
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl InventoryEntry {
    /// The entry for a manifest whose bytes have the digest `bytes`.
    pub fn of(manifest: &Manifest, bytes: Digest) -> Self {
        Self {
            capture: manifest.capture.clone(),
            article: manifest.article.clone(),
            captured_at: manifest.captured_at,
            urls: manifest.urls.clone(),
            came_from: manifest.came_from.clone(),
            sha256: manifest.sha256,
            record: manifest.record,
            manifest: bytes,
            extent: manifest.extent.clone(),
            pages: None,
            reading: None,
        }
    }

    /// Returns true if it differs in more than the manifest's digest from the entry `other` before it: in bytes, record,
    /// addresses, moment or place; or if it is a web archive with fewer pages in its list.
    pub fn differs_in_substance(&self, other: &Self) -> bool {
        let count = |entry: &Self| entry.pages.as_ref().map_or(0, |pages| pages.count);
        // The file that it came from is in the record.
        let (came_from, pages, reading) = (other.came_from.clone(), other.pages.clone(), other.reading.clone());
        let same = Self { manifest: other.manifest, came_from, pages, reading, ..self.clone() };
        count(self) < count(other) || same != *other
    }

    /// Returns true if it says of the capture what `manifest` says.
    pub fn agrees_with(&self, manifest: &Manifest) -> bool {
        self.capture == manifest.capture
            && self.article == manifest.article
            && self.captured_at == manifest.captured_at
            && self.urls == manifest.urls
            && self.came_from == manifest.came_from
            && self.sha256 == manifest.sha256
            && self.record == manifest.record
            && self.extent == manifest.extent
    }
}

impl Inventory {
    /// The inventory of these entries, in whatever order they come.
    pub fn of(mut captures: Vec<InventoryEntry>) -> Self {
        captures.sort_by(|one, other| one.capture.cmp(&other.capture));
        Self { fingerprint: InventoryFiles::of(&captures).fingerprint(), captures }
    }

    /// The entry of the capture at `path`.
    pub fn entry(&self, path: &CapturePath) -> Option<&InventoryEntry> {
        let place = self.captures.binary_search_by(|entry| entry.capture.cmp(path)).ok()?;
        Some(&self.captures[place])
    }
}
