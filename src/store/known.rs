//! The captures that a transaction knows, by path and by article, so that each of many costs no more than a single one.

use crate::capture::{ArticleId, CapturePath};
use crate::manifest::InventoryEntry;
use std::collections::{BTreeMap, BTreeSet};

/// The captures that the inventory lists, and those that lie in the archive; with what a transaction adds to both.
#[derive(Debug, Default)]
pub(super) struct KnownCaptures {
    listed: BTreeMap<CapturePath, InventoryEntry>,
    present: BTreeSet<CapturePath>,
    by_article: BTreeMap<ArticleId, BTreeSet<CapturePath>>,
}

impl KnownCaptures {
    /// Adds an entry of the inventory.
    pub fn list(&mut self, entry: InventoryEntry) {
        self.by_article.entry(entry.article.clone()).or_default().insert(entry.capture.clone());
        self.listed.insert(entry.capture.clone(), entry);
    }

    /// Adds a capture that lies in the archive.
    pub fn add_present(&mut self, path: CapturePath) {
        self.by_article.entry(path.article()).or_default().insert(path.clone());
        self.present.insert(path);
    }

    /// The entry of the capture at `path`, if the inventory lists it.
    pub fn entry(&self, path: &CapturePath) -> Option<&InventoryEntry> {
        self.listed.get(path)
    }

    /// Returns true if a capture lies at `path`.
    pub fn is_present(&self, path: &CapturePath) -> bool {
        self.present.contains(path)
    }

    /// The entries of an article.
    pub fn entries_of(&self, article: &ArticleId) -> impl Iterator<Item = &InventoryEntry> {
        self.captures_of(article).filter_map(|path| self.listed.get(path))
    }

    /// The captures of an article that lie in the archive.
    pub fn present_of(&self, article: &ArticleId) -> impl Iterator<Item = &CapturePath> {
        self.captures_of(article).filter(|path| self.present.contains(*path))
    }

    fn captures_of(&self, article: &ArticleId) -> impl Iterator<Item = &CapturePath> {
        self.by_article.get(article).into_iter().flatten()
    }
}
