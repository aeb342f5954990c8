//! A check that the archive still has what it had at a git revision.
//!
//! If somebody changes a captured text and makes the manifests again, the archive agrees with itself. It no longer agrees
//! with the checkpoint of the branch that it was taken from.

use super::Failure;
use super::git::GitRevision;
use crate::capture::{ArticleId, CapturePath};
use crate::digest::Digest;
use crate::history::{Checkpoint, Consistency, History, Rewritten};
use crate::manifest::{Inventory, InventoryEntry, Manifest, Withheld, WithheldEntry};
use crate::report::counted;
use crate::store::{Root, history, inventory, read};
use crate::verify::{ArchiveFinding, CaptureRevised, FindingData};
use std::collections::BTreeSet;

/// The changes to the archive since a revision.
pub(super) struct BaseComparison {
    /// The growth of the log; or how it was rewritten.
    pub log: Result<Consistency, Rewritten>,
    /// The paths of withheld captures whose commitment changed or is gone.
    pub recommitted: Vec<String>,
}

/// Compares what lies below `root` with what was there at `then`.
///
/// # Errors
///
/// No archive at that revision, one without a checkpoint, or no log here.
pub(super) fn compare(root: &Root, then: &GitRevision) -> Result<BaseComparison, Failure> {
    let withheld = then.read(Withheld::PATH)?;
    let refuse = |what: &str, help: &str| Err(Failure::new(then.name(), what, help));
    let unlogged = then.unlogged()?;
    let log = match then.read(Checkpoint::PATH)?.map(|bytes| Checkpoint::from_bytes(&bytes)) {
        Some(Ok(checkpoint)) => match unlogged {
            Ok(listed) => grown(root, Some(&checkpoint), &listed.unwrap_or_default())?,
            Err(why) => return refuse(&format!("{why}"), "use another revision"),
        },
        Some(Err(why)) => {
            return refuse(&format!("{} at this revision: {why}", Checkpoint::PATH), "use another revision");
        }
        None => match unlogged {
            Ok(Some(_)) if then.read(&History::path(0))?.is_some() => {
                return refuse("the archive has no history/checkpoint at this revision", "use a revision that has one");
            }
            Ok(Some(listed)) => grown(root, None, &listed)?,
            Err(why) => return refuse(&format!("{why}"), "use another revision"),
            Ok(None) if withheld.is_some() => Ok(Consistency::default()),
            Ok(None) => {
                return refuse(
                    "there is no archive in this folder at this revision, so there is nothing to compare with",
                    "use a revision that has one; for the branch that adds the first archive, omit --base",
                );
            }
        },
    };
    let recommitted = withheld.map_or(Ok(Vec::new()), |bytes| recommitted(root, then, &bytes))?;
    Ok(BaseComparison { log, recommitted })
}

/// The growth of the log since `checkpoint`, or since its beginning, and of what was `listed` then without a line of the
/// log. The inventory must be the one that the log leads to.
fn grown(
    root: &Root,
    checkpoint: Option<&Checkpoint>,
    listed: &[InventoryEntry],
) -> Result<Result<Consistency, Rewritten>, Failure> {
    let history = history(root)?;
    // Quotations are verified against the inventory, so the log must lead to that. In format 1 the inventory does not name
    // its log.
    if history.is_of_format_1() {
        let (led_to, found) = (history.inventory().fingerprint, inventory(root)?.fingerprint);
        if led_to != found {
            return Ok(Err(Rewritten::OtherInventory(led_to, found)));
        }
    }
    Ok(history.since_listed(checkpoint, listed).and_then(|growth| not_downgraded(root, growth)))
}

/// The growth of the log since `checkpoint`, if no manifest was replaced by one of an earlier version.
pub(super) fn since(root: &Root, history: &History, checkpoint: &Checkpoint) -> Result<Consistency, Rewritten> {
    history.since(checkpoint).and_then(|growth| not_downgraded(root, growth))
}

fn not_downgraded(root: &Root, growth: Consistency) -> Result<Consistency, Rewritten> {
    downgraded(root, &growth).map_or(Ok(growth), |path| Err(Rewritten::Downgraded(path)))
}

/// The first capture whose manifest was replaced by one of an earlier version: the roles in such a manifest are taken as
/// they are, so a branch must not introduce any.
fn downgraded(root: &Root, growth: &Consistency) -> Option<CapturePath> {
    let replaced = growth.replaced.iter().map(|(path, ..)| path);
    let mut changed = growth.retyped.iter().chain(&growth.retold).chain(replaced);
    let manifest = |path: &CapturePath| Manifest::from_bytes(&read(root, &path.manifest()).ok()??).ok();
    changed.find(|path| manifest(path).is_some_and(|manifest| manifest.is_earlier())).cloned()
}

/// Says how the log was rewritten, with advice for a branch that may only be behind.
pub(super) fn rewritten(how: &Rewritten) -> String {
    let advice = "; if this branch only lacks newer commits of the base, merge them first";
    format!("{how}{}", if matches!(how, Rewritten::RolledBack(..)) { advice } else { "" })
}

/// The paths of captures that were withheld, and of which now another thing is committed to, or none. Commitments are
/// compared one by one: no log leads to them. What is held goes before what is withheld, so nothing may be held of an
/// article that was withheld, either.
fn recommitted(root: &Root, then: &GitRevision, bytes: &[u8]) -> Result<Vec<String>, Failure> {
    let unreadable = |about: &str, why: String| Failure::new(about, why, "fix that, or use another revision");
    let old = Withheld::from_bytes(bytes).map_err(|why| unreadable(then.name(), why.to_string()))?;
    let new = read(root, Withheld::PATH)?.map(|bytes| Withheld::from_bytes(&bytes)).transpose();
    let new = new.map_err(|why| unreadable(Withheld::PATH, why.to_string()))?;
    let articles = |listed: Inventory| listed.captures.into_iter().map(|entry| entry.article).collect();
    let was_held = then.inventory()?.map_err(|why| unreadable(then.name(), why.to_string()))?.unwrap_or_default();
    let (was_held, is_held): (BTreeSet<ArticleId>, BTreeSet<ArticleId>) =
        (articles(was_held), articles(inventory(root)?));
    let is_kept = |entry: &&WithheldEntry| {
        new.as_ref().is_some_and(|new| new.captures.contains(entry))
            && (was_held.contains(&entry.article) || !is_held.contains(&entry.article))
    };
    Ok(old.captures.iter().filter(|entry| !is_kept(entry)).map(|entry| entry.capture.to_string()).collect())
}

/// A capture that is not what it was.
pub(super) struct CaptureChange {
    /// Its path, or that of the log.
    pub path: String,
    /// The change.
    pub how: CaptureRevised,
    /// The digest that it had, and the one that it has, if its bytes were replaced.
    pub digests: Option<(Digest, Digest)>,
    /// The reason that the log has for it, if it has one.
    pub because: Option<String>,
}

/// The captures that were dropped, replaced, or given another record.
pub(super) fn changes(growth: &Consistency) -> Vec<CaptureChange> {
    let change = |path: &CapturePath, how, digests| CaptureChange {
        path: path.to_string(),
        how,
        digests,
        because: growth.reasons.get(path).cloned(),
    };
    let dropped = growth.dropped.iter().map(|path| change(path, CaptureRevised::Dropped, None));
    let replaced =
        growth.replaced.iter().map(|(path, then, now)| change(path, CaptureRevised::Replaced, Some((*then, *now))));
    let retold = growth.retold.iter().map(|path| change(path, CaptureRevised::Recorded, None));
    dropped.chain(replaced).chain(retold).collect()
}

/// The findings on the archive, for a report.
pub(super) fn findings(compared: &BaseComparison, revision: &str) -> Vec<ArchiveFinding> {
    let revision = || revision.to_owned();
    let rewritten = compared.log.as_ref().err().map(|how| {
        ArchiveFinding::new(History::FOLDER, FindingData::LogRewritten { revision: revision(), how: rewritten(how) })
    });
    let recommitted = |path: &String| ArchiveFinding::new(path, FindingData::Recommitted { revision: revision() });
    let recommitted = compared.recommitted.iter().map(recommitted);
    let changes = compared.log.iter().flat_map(changes).map(|change| {
        let CaptureChange { path, how, digests, because } = change;
        ArchiveFinding::new(&path, FindingData::CaptureRevised { revision: revision(), how, digests, because })
    });
    rewritten.into_iter().chain(changes).chain(recommitted).collect()
}

/// The numbers of captures that were added, edited and retyped, in a line.
pub(super) fn added(growth: &Consistency) -> String {
    let only = if growth.only_added() {
        "history was only appended to"
    } else {
        "history was appended to, with captures changed or dropped"
    };
    let added = counted(growth.added.len(), "capture");
    format!("since then {only}: {added} added, {} edited, {} retyped", growth.retold.len(), growth.retyped.len())
}
