//! Captures laid beside each other, for all quotations that ask.

use crate::diff::revision::CaptureDiff;
use crate::manifest::Witness;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many are kept; where there are more, all are given up and made again when they are asked for.
const KEPT: usize = 32;

/// The diffs that were asked for: to make one reads both texts, and a hundred quotations may ask for the same.
#[derive(Debug, Default)]
pub(super) struct DiffCache<'w>(Mutex<BTreeMap<[String; 2], Arc<CaptureDiff<'w>>>>);

impl<'w> DiffCache<'w> {
    pub(super) fn of(&self, old: &'w Witness, new: &'w Witness) -> Arc<CaptureDiff<'w>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = [old, new].map(|witness| witness.path().to_string());
        if kept.len() >= KEPT && !kept.contains_key(&key) {
            kept.clear();
        }
        Arc::clone(kept.entry(key).or_insert_with(|| Arc::new(CaptureDiff::of(old, new))))
    }
}
