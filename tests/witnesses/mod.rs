//! Witnesses that lie on no disk, and what holds them.

#![allow(dead_code, reason = "each of its users takes some of it")]

use literatim::capture::{Capture, Record};
use literatim::digest::Digest;
use literatim::manifest::{Catalogue, Holdings, Inventory, InventoryEntry, Manifest, Witness, check};
use literatim::segment::Rules;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A capture with a manifest of its own.
pub fn witness(path: &str, bytes: impl Into<Vec<u8>>, record: Record) -> Witness {
    let capture = Capture { path: path.parse().unwrap(), bytes: bytes.into(), record };
    let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
    check(&capture, manifest).unwrap()
}

/// An archive that has these captures and no others.
pub fn holdings(witnesses: Vec<Witness>) -> Arc<Holdings> {
    let entry = |witness: &Witness| InventoryEntry::of(witness.manifest(), Digest::of(&witness.manifest().to_bytes()));
    let inventory = Inventory::of(witnesses.iter().map(entry).collect());
    Arc::new(Holdings::new(Catalogue::of(&inventory), witnesses, BTreeMap::new()))
}
