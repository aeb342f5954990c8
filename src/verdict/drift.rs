//! Where notes or archive are not what they were when the lock was written.

use super::lock::{Entry, Key, Lock, digest, key, keys, pin};
use super::{ArchiveFinding, Judged, NotesFile, NotesFinding, Outcome, Report, Rule};
use crate::digest::Digest;
use crate::manifest::Holdings;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Tells where notes or archive are not what they were when `lock` was written.
pub(super) fn drift(report: &mut Report, notes: &[NotesFile], holdings: &Holdings, lock: &Lock) {
    let keys = keys(notes);
    let mut by_words: BTreeMap<(&str, Digest), Vec<&Entry>> = BTreeMap::new();
    for entry in lock.entries.values() {
        by_words.entry((&entry.notes, entry.quotation)).or_default().push(entry);
    }
    let mut drift = Drift { holdings, lock, by_words, met: BTreeSet::new(), notes: Vec::new(), archive: Vec::new() };
    let named = |judged: &&Judged| judged.verdict != Outcome::Skipped && keys.contains_key(judged.file.as_str());
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
    report.archive.append(&mut drift.archive);
    report.notes.append(&mut drift.notes);
    report.notes.sort_by(|a, b| (&a.file, a.line, a.column, a.rule).cmp(&(&b.file, b.line, b.column, b.rule)));
}

struct Drift<'d> {
    holdings: &'d Holdings,
    lock: &'d Lock,
    /// The entries of each notes by their words.
    by_words: BTreeMap<(&'d str, Digest), Vec<&'d Entry>>,
    /// Entries whose quotation is still there.
    met: BTreeSet<Key>,
    notes: Vec<NotesFinding>,
    archive: Vec<ArchiveFinding>,
}

impl Drift<'_> {
    /// Whether the lock has this quotation, cited like this.
    fn is_known(&mut self, name: &str, judged: &Judged) -> bool {
        let Some(article) = &judged.article else { return false };
        let Some(entry) = self.lock.entry(name, &judged.text, article, pin(judged, self.holdings)) else {
            return false;
        };
        self.met.insert(key(entry));
        self.archive.extend(archive_drift(entry, judged, self.holdings));
        true
    }

    /// Says of a quotation that the lock does not have whether it is new, or cited otherwise, or its capture went.
    fn strange(&mut self, name: &str, judged: &Judged) {
        let like = self.by_words.get(&(name, digest(&judged.text))).map_or(&[][..], Vec::as_slice);
        // What cites nothing that is held is known by its words alone.
        let article = |entry: &Entry| judged.article.as_ref().is_none_or(|article| *article == entry.article);
        let Some(&entry) = like.iter().find(|entry| article(entry) && !self.met.contains(&key(entry))) else {
            return self.notes.extend(judged.article.as_ref().map(|_| unlocked(judged, NEW)));
        };
        let proven_so = judged.loci.first().is_some_and(|locus| locus.sha256 == entry.capture);
        let held = entry.held(self.holdings).is_some_and(|capture| self.holdings.witness(&capture).is_some());
        match (&judged.article, held) {
            // Another citation now, and the same proof.
            (Some(_), true) if proven_so => self.archive.extend(archive_drift(entry, judged, self.holdings)),
            (_, true) => self.notes.push(unlocked(judged, CITED)),
            (_, false) => self.archive.extend(archive_drift(entry, judged, self.holdings)),
        }
        self.met.insert(key(entry));
    }
}

const NEW: &str = "the lock does not have this quotation: it is new, or its words or its citation changed (look at it, then run `literatim pin`)";
const CITED: &str = "this quotation is cited otherwise than when the lock was written: another capture, or none (look at it, then run `literatim pin`)";

fn unlocked(judged: &Judged, message: &str) -> NotesFinding {
    NotesFinding {
        file: judged.file.clone(),
        line: judged.line,
        column: judged.column,
        rule: Rule::NotesDrifted,
        severity: Rule::NotesDrifted.severity(false),
        message: message.to_owned(),
    }
}

fn gone(name: &str, entry: &Entry) -> NotesFinding {
    let message = format!(
        "the lock has a quotation of {} that is here no more: “{} …” (look at it, then run `literatim pin`)",
        entry.article, entry.words
    );
    let (rule, severity) = (Rule::NotesDrifted, Rule::NotesDrifted.severity(false));
    NotesFinding { file: name.to_owned(), line: 0, column: 0, rule, severity, message }
}

fn archive_drift(entry: &Entry, judged: &Judged, holdings: &Holdings) -> Option<ArchiveFinding> {
    let held = entry.held(holdings).filter(|capture| holdings.witness(capture).is_some());
    let spans: Vec<Span> = judged.loci.iter().map(|locus| locus.span).collect();
    let at_home = judged.loci.first().is_some_and(|locus| locus.sha256 == entry.capture);
    let why = match held {
        None => "the capture that the lock pins is not held, or cannot be vouched for (bring it back)",
        Some(_) if !at_home => "the words no longer stand in the capture that the lock pins (run `literatim audit`)",
        Some(_) if spans != entry.spans => {
            "the words stand elsewhere in the pinned capture’s text than the lock says: it is read otherwise now (look at it, then run `literatim pin --update`)"
        }
        Some(_) => return None,
    };
    let capture =
        judged.loci.first().filter(|_| at_home).map_or(entry.article.to_string(), |locus| locus.capture.to_string());
    let message = format!("“{} …”: {why}", entry.words);
    Some(ArchiveFinding { capture, rule: Rule::ArchiveDrifted, message, committed: Some(entry.capture), found: None })
}
