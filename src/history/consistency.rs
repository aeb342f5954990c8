//! Consistency of the log with a checkpoint: it still begins as it did then.

use super::checkpoint::Checkpoint;
use super::line::LogLine;
use super::log::History;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::InventoryEntry;
use std::collections::{BTreeMap, BTreeSet};

/// The changes since a checkpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consistency {
    /// The number of lines that were added.
    pub lines: u64,
    /// Captures that were listed then, and no longer are.
    pub dropped: Vec<CapturePath>,
    /// Captures that are listed with other bytes; the digest then, and now.
    pub replaced: Vec<(CapturePath, Digest, Digest)>,
    /// Captures whose record changed (and so addresses and moment); their bytes are the same.
    pub retold: Vec<CapturePath>,
    /// Captures whose parts have other roles, and nothing else changed.
    pub retyped: Vec<CapturePath>,
    /// Captures that are listed since.
    pub added: Vec<CapturePath>,
    /// Why captures were dropped, replaced or retold, where the log has a reason for the last time that they were.
    pub reasons: BTreeMap<CapturePath, String>,
}

/// A contradiction between the log and a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rewritten {
    /// It is a checkpoint of another log: its name, and ours.
    #[error(
        "history was rewritten from its first line, or belongs to another archive: that log is {0}, this one is {1}"
    )]
    OtherLog(String, String),
    /// The log is shorter than it was: how many lines it had, and has.
    #[error("history was rolled back: the log had {0} lines and now has {1}")]
    RolledBack(u64, u64),
    /// The lines that it covers are others now: the root then, and now.
    #[error("history was rewritten\n  then  {0}\n  now   {1}")]
    Changed(Digest, Digest),
    /// A checkpoint of no lines proves nothing.
    #[error("a checkpoint of an empty log proves nothing")]
    Empty,
    /// The log leads to another inventory than the one that is there: the digest of each.
    #[error("{log} does not match the inventory in manifests/\n  expected  {0}\n  found     {1}", log = History::FOLDER)]
    OtherInventory(Digest, Digest),
    /// A manifest was replaced by one whose roles nobody can make again.
    #[error(
        "the manifest of {0} was replaced by one of an earlier version, whose roles cannot be checked: run `literatim \
         manifest --upgrade`"
    )]
    Downgraded(CapturePath),
}

impl Consistency {
    /// Returns true if captures were only added.
    pub fn only_added(&self) -> bool {
        self.dropped.is_empty() && self.replaced.is_empty()
    }
}

impl History {
    /// The changes since `kept`, if the log begins with what that covers.
    pub fn since(&self, kept: &Checkpoint) -> Result<Consistency, Rewritten> {
        self.since_listed(Some(kept), &[])
    }

    /// The same, or the changes since its beginning; and those of what was `listed` then, also where no line had it yet.
    ///
    /// # Errors
    ///
    /// How the log was rewritten.
    pub fn since_listed(&self, kept: Option<&Checkpoint>, listed: &[InventoryEntry]) -> Result<Consistency, Rewritten> {
        let Some(kept) = kept else { return Ok(self.growth(0, listed)) };
        if kept.size == 0 {
            return Err(Rewritten::Empty);
        }
        let Some(now) = self.checkpoint(kept.size) else {
            return Err(Rewritten::RolledBack(kept.size, self.size()));
        };
        if now.root != kept.root {
            let other = now.origin != kept.origin;
            return Err(match other {
                true => Rewritten::OtherLog(kept.origin.clone(), now.origin),
                false => Rewritten::Changed(kept.root, now.root),
            });
        }
        Ok(self.growth(kept.size, listed))
    }

    fn growth(&self, size: u64, listed: &[InventoryEntry]) -> Consistency {
        let now: BTreeMap<&CapturePath, &InventoryEntry> =
            self.pages().iter().chain(self.listed().values()).map(|entry| (&entry.capture, entry)).collect();
        let mut then: BTreeMap<&CapturePath, &InventoryEntry> =
            self.listed_at(size).into_iter().map(|(path, (_, entry))| (path, entry)).collect();
        then.extend(listed.iter().map(|entry| (&entry.capture, entry)));
        let mut growth = Consistency { lines: self.size() - size, ..Consistency::default() };
        for (path, entry) in &then {
            match now.get(*path).copied() {
                None => growth.dropped.push((*path).clone()),
                Some(other) if other.sha256 != entry.sha256 => {
                    growth.replaced.push(((*path).clone(), entry.sha256, other.sha256));
                }
                Some(other) if other.differs_in_substance(entry) => growth.retold.push((*path).clone()),
                Some(other) if other != *entry && !other.is_page() => growth.retyped.push((*path).clone()),
                Some(other) if other.manifest != entry.manifest => growth.retyped.push((*path).clone()),
                Some(_) => {}
            }
        }
        // Of the list of a web archive that was there, nobody knows which pages were in it, unless they were `listed`.
        let holder = |entry: &InventoryEntry| Some(entry.extent.as_ref()?.file().clone()).filter(|_| entry.is_page());
        let known: BTreeSet<CapturePath> = then.values().filter_map(|entry| holder(entry)).collect();
        let is_known = |entry: &InventoryEntry| {
            holder(entry).is_none_or(|file| {
                known.contains(&file) || then.get(&file).is_none_or(|web_archive| web_archive.pages.is_none())
            })
        };
        let added = now.iter().filter(|(path, entry)| !then.contains_key(*path) && is_known(entry));
        growth.added = added.map(|(path, _)| (*path).clone()).collect();
        growth.reasons =
            self.reasons(size).into_iter().filter_map(|(path, why)| Some((path.clone(), why?.to_owned()))).collect();
        growth
    }

    /// The captures that were changed or dropped behind the first `size` lines, each with the reason for the last time:
    /// it stands right before that line, or anywhere behind it.
    pub fn reasons(&self, size: u64) -> BTreeMap<&CapturePath, Option<&str>> {
        let mut reasons: BTreeMap<&CapturePath, Option<&str>> = BTreeMap::new();
        let mut given: Option<(&CapturePath, &str)> = None;
        for (line, before) in self.changes_since(size) {
            let changed = match (line, before) {
                (LogLine::Explained { explains, because }, _) => {
                    reasons.entry(explains).and_modify(|reason| *reason = Some(because.as_str()));
                    given = Some((explains, because.as_str()));
                    continue;
                }
                (LogLine::Listed(now), Some(then)) if now.differs_in_substance(then) => Some(&now.capture),
                // Something may have been listed here before it was dropped.
                (LogLine::Listed(now), None) if reasons.contains_key(&now.capture) => Some(&now.capture),
                (LogLine::Dropped { dropped }, _) => Some(dropped),
                _ => None,
            };
            if let Some(path) = changed {
                reasons.insert(path, given.filter(|(explained, _)| *explained == path).map(|(_, why)| why));
            }
            given = None;
        }
        reasons
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::entry;
    use super::*;

    fn reasons_of(because: &str, states: &[(&[(&str, &str)], bool)]) -> Vec<(String, Option<String>)> {
        let mut log = History::default();
        for (state, is_explained) in states {
            let entries: Vec<_> = state.iter().map(|(name, bytes)| entry(name, bytes)).collect();
            let explained = if *is_explained { vec![entry("a", "").capture] } else { Vec::new() };
            let reasons = explained.into_iter().map(|path| (path, because.to_owned())).collect();
            log.follow_because(entries, &reasons);
        }
        let size = log.chapters().first().map_or(0, |chapter| chapter.size);
        let reasons = log.reasons(size).into_iter();
        reasons.map(|(path, why)| (path.to_string(), why.map(str::to_owned))).collect()
    }

    #[test]
    fn a_reason_counts_for_the_change_behind_it_or_the_last_one_before() {
        let first = (&[("a", "1"), ("b", "1")][..], false);
        let (changed, dropped) = (&[("a", "2"), ("b", "1")][..], &[("b", "1")][..]);
        let whys = |states: &[_]| -> Vec<Option<String>> {
            let reasons_of = reasons_of("why", &[&[first][..], states].concat());
            reasons_of.into_iter().map(|(_, why)| why).collect()
        };
        let why = || Some("why".to_owned());
        assert_eq!(whys(&[(changed, true)]), [why()]);
        assert_eq!(whys(&[(changed, false)]), [None]);
        assert_eq!(whys(&[(changed, false), (changed, true)]), [why()]);
        assert_eq!(whys(&[(changed, true), (dropped, false)]), [None]);
        assert_eq!(whys(&[(dropped, true), (changed, false)]), [None]);
        assert_eq!(whys(&[(dropped, false), (changed, true)]), [why()]);
        // What was said before anything changed says nothing.
        assert_eq!(whys(&[(first.0, true), (changed, false)]), [None]);
        assert_eq!(whys(&[(first.0, true)]), []);
    }
}
