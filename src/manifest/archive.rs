//! An archive, whichever collection answers for it.

use super::{Catalogue, Collection, Holdings, Inventory, InventoryEntry, Manifest, check};
use crate::capture::Capture;
use crate::digest::Digest;
use crate::segment::Rules;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An archive to verify quotations against. Clones share all of it.
#[derive(Debug, Clone)]
pub struct Archive(Arc<dyn Collection>);

impl Archive {
    /// The archive of a collection.
    pub fn with(collection: impl Collection + 'static) -> Self {
        Self(Arc::new(collection))
    }

    /// The archive of `captures`, held in memory: each is typed by `rules`, alone; one that is not text is in trouble.
    pub fn of(captures: impl IntoIterator<Item = Capture>, rules: &Rules) -> Self {
        let (mut entries, mut witnesses, mut troubles) = (Vec::new(), Vec::new(), BTreeMap::new());
        for capture in captures {
            let (manifest, _) = Manifest::of(&capture, None, rules);
            entries.push(InventoryEntry::of(&manifest, Digest::of(&manifest.to_bytes())));
            match check(&capture, manifest) {
                Ok(witness) => witnesses.push(witness),
                Err(breach) => drop(troubles.insert(capture.path.to_string(), breach.into())),
            }
        }
        let inventory = Inventory::of(entries);
        Self::with(Holdings::new(Catalogue::of(&inventory), witnesses, troubles))
    }

    /// The collection.
    pub fn collection(&self) -> &dyn Collection {
        &*self.0
    }
}

impl From<Holdings> for Archive {
    fn from(holdings: Holdings) -> Self {
        Self::with(holdings)
    }
}

impl From<&Arc<Holdings>> for Archive {
    fn from(holdings: &Arc<Holdings>) -> Self {
        Self(Arc::clone(holdings) as Arc<dyn Collection>)
    }
}

impl From<&Archive> for Archive {
    fn from(archive: &Archive) -> Self {
        archive.clone()
    }
}
