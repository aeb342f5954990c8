//! New captures that cannot be taken in beside another one.

use super::StoreError;
use super::incoming::NewCapture;
use super::known::KnownCaptures;
use crate::capture::CapturePath;
use crate::manifest::InventoryEntry;
use std::collections::BTreeMap;

/// A new capture that cannot be taken in beside another one.
pub(super) struct Clash {
    pub error: StoreError,
    /// The path of the other one, where it is known.
    pub with: Option<CapturePath>,
}

impl From<StoreError> for Clash {
    fn from(error: StoreError) -> Self {
        Self { error, with: None }
    }
}

/// Refuses a second capture of an article at one moment, of those that are known: both cannot be what was fetched.
/// `came_from` has the names of the files that new ones came from.
pub(super) fn refuse_same_moment(
    new: &NewCapture,
    known: &KnownCaptures,
    came_from: &BTreeMap<CapturePath, String>,
) -> Result<(), Clash> {
    let moment = Some(new.captured_at);
    let of_moment = |entry: &&InventoryEntry| entry.captured_at == moment;
    let listed = known.entries_of(&new.article).filter(of_moment).map(|entry| &entry.capture);
    let present = known.present_of(&new.article).filter(|path| path.stamp() == moment);
    let Some(path) = listed.chain(present).next() else { return Ok(()) };
    let (article, moment) = (&new.article, new.captured_at);
    let error = match came_from.get(path) {
        Some(first) => StoreError::new(
            first,
            format!(
                "it and {} would both be {article} at {moment}, but differ",
                new.record.came_from.as_deref().unwrap_or_default()
            ),
            "the second was not added: add it alone, with another --id or --captured-at",
        ),
        None => StoreError::new(
            path,
            format!("{article} already has a capture of {moment}, with other bytes"),
            "captures are never overwritten: set the time of the new one with --captured-at, or another --id",
        ),
    };
    Err(Clash { error, with: Some(path.clone()) })
}
