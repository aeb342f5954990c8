//! Captures that are not what was committed to, and what somebody said of that.

use super::StoreError;
use super::listing::GeneratedListing;
use super::reader::RootReader;
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::history::History;
use crate::manifest::{InventoryEntry, Manifest};
use std::collections::BTreeMap;

/// A capture that was committed to, and is no longer what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenCapture {
    /// The capture.
    pub capture: CapturePath,
    /// The digest that was committed to.
    pub committed: Digest,
    /// The digest of the bytes that are there; `None` where there are none.
    pub found: Option<Digest>,
}

/// Captures that may be other than they were, each because of a reason that the log is to keep.
#[derive(Debug, Clone, Default)]
pub struct AcceptedChanges {
    /// Paths of captures, or of folders of them.
    pub paths: Vec<String>,
    /// Why.
    pub because: String,
    /// Allows that nothing changed at them.
    pub may_be_vain: bool,
    /// Replaces manifests that an earlier version made.
    pub upgrade: bool,
}

impl AcceptedChanges {
    /// Takes what is accepted out of `broken`; the reason for each capture that it is given for: one that is broken, or
    /// is described otherwise than `history` has it, or was, and nobody said why.
    pub(super) fn excuse(
        &self,
        broken: &mut Vec<BrokenCapture>,
        history: &History,
        entries: &[InventoryEntry],
    ) -> Result<BTreeMap<CapturePath, String>, StoreError> {
        if self.paths.is_empty() {
            return Ok(BTreeMap::new());
        }
        let is_retold = |entry: &&InventoryEntry| {
            history.listed().get(&entry.capture).is_some_and(|listed| entry.differs_in_substance(listed))
        };
        let retold = entries.iter().filter(is_retold).map(|entry| &entry.capture);
        let unexplained = history.reasons(0).into_iter().filter(|(_, reason)| reason.is_none()).map(|(path, _)| path);
        let changed: Vec<&CapturePath> =
            broken.iter().map(|one| &one.capture).chain(retold).chain(unexplained).collect();
        let in_vain = |path: &&String| !changed.iter().any(|capture| is_at_or_below(capture, path));
        if let Some(path) = self.paths.iter().find(in_vain).filter(|_| !self.may_be_vain) {
            let what = "no capture was changed or dropped without a reason";
            return Err(StoreError::new(
                path,
                what,
                "use a path that `literatim audit` or `literatim log` shows as changed",
            ));
        }
        let covers = |capture: &CapturePath| self.paths.iter().any(|path| is_at_or_below(capture, path));
        let reasons = changed.into_iter().filter(|capture| covers(capture));
        let reasons = reasons.map(|capture| (capture.clone(), self.because.clone())).collect();
        broken.retain(|one| !covers(&one.capture));
        Ok(reasons)
    }
}

/// Returns true if `capture` is what `path` names, or lies in the folder that it names.
fn is_at_or_below(capture: &CapturePath, path: &str) -> bool {
    let rest = capture.as_str().strip_prefix(path.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Captures that were committed to, and are not so among `entries`, sorted by path. The log says what was committed to;
/// where there is none, the manifests that are `present`.
pub(super) fn broken(
    reader: &RootReader,
    history: &History,
    present: &GeneratedListing,
    entries: &[InventoryEntry],
) -> Vec<BrokenCapture> {
    let found: BTreeMap<&CapturePath, Digest> = entries.iter().map(|entry| (&entry.capture, entry.sha256)).collect();
    let committed: BTreeMap<CapturePath, Digest> = match history.is_empty() {
        false => {
            // Where a web archive is gone as a whole, that says it of its pages.
            let is_there =
                |page: &&InventoryEntry| page.extent.as_ref().is_some_and(|extent| found.contains_key(extent.file()));
            let all = history.pages().iter().filter(is_there).chain(history.listed().values());
            all.map(|entry| (entry.capture.clone(), entry.sha256)).collect()
        }
        true => committed_without_log(reader, present),
    };
    let broken = committed.into_iter().map(|(capture, committed)| {
        let found = found.get(&capture).copied();
        BrokenCapture { capture, committed, found }
    });
    broken.filter(|one| one.found != Some(one.committed)).collect()
}

fn committed_without_log(reader: &RootReader, present: &GeneratedListing) -> BTreeMap<CapturePath, Digest> {
    let manifests = present.manifests.iter().filter_map(|path| {
        let manifest = Manifest::from_bytes(&reader.read(path).ok()?).ok()?;
        (manifest.capture.manifest() == *path).then_some((manifest.capture, manifest.sha256))
    });
    manifests.collect()
}
