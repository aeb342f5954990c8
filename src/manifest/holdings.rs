//! All that is held: what names resolve to, what has been proven, and what could not be.

use super::{Catalogue, Witness};
use crate::capture::CapturePath;
use crate::digest::Digest;
use std::collections::BTreeMap;

/// An archive as loaded: every capture either proven, or in trouble.
#[derive(Debug, Default)]
pub struct Holdings {
    catalogue: Catalogue,
    witnesses: BTreeMap<CapturePath, Witness>,
    troubles: BTreeMap<String, Trouble>,
}

/// Why a capture, manifest or other file of the archive cannot be vouched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The bytes are not the ones that were committed to.
    Changed {
        /// The digest that was committed to.
        committed: Digest,
        /// The digest that was found.
        found: Digest,
    },
    /// The inventory lists it, and it is not there.
    Missing,
    /// It is there, and nothing lists it.
    Unlisted,
    /// No text can be read out of it; why.
    Undecodable(String),
    /// Its manifest, or the inventory, cannot be used; why.
    Manifest(String),
    /// It cannot be read; why.
    Unreadable(String),
}

impl Holdings {
    /// Holdings of these witnesses and troubles; a trouble is kept by the path that it is about.
    pub fn new(catalogue: Catalogue, witnesses: Vec<Witness>, troubles: BTreeMap<String, Trouble>) -> Self {
        let witnesses = witnesses.into_iter().map(|witness| (witness.path().clone(), witness)).collect();
        Self { catalogue, witnesses, troubles }
    }

    /// What names resolve to.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The witness at `path`, if that capture could be vouched for.
    pub fn witness(&self, path: &CapturePath) -> Option<&Witness> {
        self.witnesses.get(path)
    }

    /// Every witness, sorted by path.
    pub fn witnesses(&self) -> impl ExactSizeIterator<Item = &Witness> {
        self.witnesses.values()
    }

    /// What could not be vouched for, by path, and why.
    pub fn troubles(&self) -> &BTreeMap<String, Trouble> {
        &self.troubles
    }
}
