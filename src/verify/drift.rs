//! Differences of notes or archive from what they were when the lock was written.

use super::lock::{Lock, LockEntry, LockKey, digest, key, keys, pin};
use super::{ArchiveFinding, FindingData, Judged, LockBroken, NotesFile, NotesFinding, Outcome, Report};
use crate::digest::Digest;
use crate::manifest::Collection;
use crate::text::Position;
use std::collections::{BTreeMap, BTreeSet};

/// Reports where notes or archive are not what they were when `lock` was written.
pub(super) fn apply(report: &mut Report, notes: &[NotesFile], archive: &dyn Collection, lock: &Lock) {
    let keys = keys(notes);
    let mut by_words: BTreeMap<(&str, Digest), Vec<&LockEntry>> = BTreeMap::new();
    for entry in lock.entries.values() {
        by_words.entry((&entry.notes, entry.quotation)).or_default().push(entry);
    }
    let mut drift =
        LockDrift { archive, lock, by_words, met: BTreeSet::new(), notes: Vec::new(), findings: Vec::new() };
    let named = |judged: &&Judged| judged.outcome() != Outcome::Skipped && keys.contains_key(judged.file.as_str());
    let judged: Vec<&Judged> = report.quotations.iter().filter(named).collect();
    let strangers: Vec<&Judged> =
        judged.into_iter().filter(|judged| !drift.is_known(&keys[judged.file.as_str()], judged)).collect();
    for judged in strangers {
        drift.strange(&keys[judged.file.as_str()], judged);
    }
    let names: BTreeMap<&String, &str> = keys.iter().map(|(name, key)| (key, *name)).collect();
    for (key, entry) in lock.entries.iter().filter(|(key, _)| !drift.met.contains(*key)) {
        drift.notes.extend(names.get(&key.0).map(|name| gone(name, entry)));
    }
    report.archive.append(&mut drift.findings);
    report.notes.append(&mut drift.notes);
    report.sort_notes();
}

struct LockDrift<'d> {
    archive: &'d dyn Collection,
    lock: &'d Lock,
    /// The entries of each notes by their words.
    by_words: BTreeMap<(&'d str, Digest), Vec<&'d LockEntry>>,
    /// Entries whose quotation is still there.
    met: BTreeSet<LockKey>,
    notes: Vec<NotesFinding>,
    findings: Vec<ArchiveFinding>,
}

impl LockDrift<'_> {
    /// Returns true if the lock has this quotation, cited like this.
    fn is_known(&mut self, name: &str, judged: &Judged) -> bool {
        let Some(article) = &judged.article else { return false };
        let Some(entry) = self.lock.entry(name, &judged.text, article, pin(judged, self.archive)) else {
            return false;
        };
        self.met.insert(key(entry));
        self.findings.extend(archive_drift(entry, judged, self.archive));
        true
    }

    /// Says of a quotation that the lock does not have whether it is new, or cited otherwise, or its capture went.
    fn strange(&mut self, name: &str, judged: &Judged) {
        let like = self.by_words.get(&(name, digest(&judged.text))).map_or(&[][..], Vec::as_slice);
        // What cites nothing that is held is known by its words alone.
        let article = |entry: &LockEntry| judged.article.as_ref().is_none_or(|article| *article == entry.article);
        let Some(&entry) = like.iter().find(|entry| article(entry) && !self.met.contains(&key(entry))) else {
            return self.notes.extend(judged.article.as_ref().map(|_| on(judged, FindingData::NotLocked)));
        };
        let proven_so = judged.loci().first().is_some_and(|locus| locus.sha256 == entry.capture);
        let held = entry.held(self.archive).is_some_and(|capture| self.archive.witness(&capture).is_ok());
        match (&judged.article, held) {
            // Another citation now, and the same proof.
            (Some(_), true) if proven_so => self.findings.extend(archive_drift(entry, judged, self.archive)),
            (_, true) => self.notes.push(on(judged, FindingData::CitedOtherwise)),
            (_, false) => self.findings.extend(archive_drift(entry, judged, self.archive)),
        }
        self.met.insert(key(entry));
    }
}

fn on(judged: &Judged, data: FindingData) -> NotesFinding {
    let Judged { file, line, column, .. } = judged;
    NotesFinding::at(file, Position { line: *line, column: *column }, data, false)
}

fn gone(name: &str, entry: &LockEntry) -> NotesFinding {
    let data = FindingData::LockedGone { article: entry.article.clone(), words: entry.words.clone() };
    NotesFinding::of_file(name, data, false)
}

fn archive_drift(entry: &LockEntry, judged: &Judged, archive: &dyn Collection) -> Option<ArchiveFinding> {
    let is_held = entry.held(archive).is_some_and(|capture| archive.witness(&capture).is_ok());
    let spans = judged.loci().iter().map(|locus| locus.span);
    let at_home = judged.loci().first().filter(|locus| locus.sha256 == entry.capture);
    let how = match at_home {
        _ if !is_held => LockBroken::NotHeld,
        None => LockBroken::WordsGone,
        Some(_) if !spans.eq(entry.spans.iter().copied()) => LockBroken::Moved,
        Some(_) => return None,
    };
    let capture = at_home.map_or(entry.article.to_string(), |locus| locus.capture.to_string());
    let data = FindingData::LockBroken { words: entry.words.clone(), how, committed: entry.capture };
    Some(ArchiveFinding::new(&capture, data))
}
