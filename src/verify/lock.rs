//! The lock: for each quotation, the capture and the place that prove it.
//!
//! One line of JSON for each, sorted, so that it reads well in a diff and merges line by line.

use super::{Judged, NotesFile, Outcome, Report};
use crate::capture::{ArticleId, CapturePath};
use crate::digest::Digest;
use crate::manifest::{Collection, Name, Resolution};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The proof of one quotation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LockEntry {
    /// The notes, by [`NotesFile::path`].
    pub notes: String,
    /// The article that they cite.
    pub article: ArticleId,
    /// The digest of the capture that the citation pins; none where it pins none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<Digest>,
    /// The digest of the quotation's words, one space between them.
    pub quotation: Digest,
    /// Its first words, for readers.
    pub words: String,
    /// The digest of the capture.
    pub capture: Digest,
    /// The places of the words in the capture's transcript, in bytes.
    pub spans: Vec<Span>,
    /// The text before them.
    pub prefix: String,
    /// The text after them.
    pub suffix: String,
}

/// Every entry, by notes, article, words, and the capture that the citation pins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pub(super) entries: BTreeMap<LockKey, LockEntry>,
}

pub(super) type LockKey = (String, ArticleId, Digest, Option<Digest>);

/// A line that is no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not an entry: {why}")]
pub struct BadLock {
    /// The line, from 1.
    pub line: usize,
    /// The error, in words.
    pub why: String,
}

/// The number of characters of what stands before and after that are kept.
const AROUND: usize = 32;
/// The beginnings of lines that a merge of git leaves behind.
const MERGE: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
/// The number of words of a quotation that are kept.
const FIRST_WORDS: usize = 8;

impl Lock {
    /// Its place, below the root.
    pub const PATH: &str = "quotations.lock";

    /// Reads what [`Lock::to_text`] writes, its lines in any order: a merge may have left them so.
    pub fn from_text(text: &str) -> Result<Self, BadLock> {
        let mut lock = Self::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let bad = |why: String| BadLock { line: index + 1, why };
            if MERGE.iter().any(|mark| line.starts_with(mark)) {
                return Err(bad("it is left from an unfinished merge".to_owned()));
            }
            let entry: LockEntry = serde_json::from_str(line).map_err(|why| bad(described(&why)))?;
            let kept = lock.entries.insert(key(&entry), entry.clone());
            if kept.is_some_and(|kept| kept != entry) {
                return Err(bad("another line proves the same quotation with another capture or place".to_owned()));
            }
        }
        Ok(lock)
    }

    /// Its lines.
    pub fn to_text(&self) -> String {
        let line = |entry: &LockEntry| serde_json::to_string(entry).expect("an entry is JSON") + "\n";
        self.entries.values().map(line).collect()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of the quotation with these `words`, whose citation of `article` pins the capture with the digest
    /// `pin`.
    pub fn entry(&self, notes: &str, words: &str, article: &ArticleId, pin: Option<Digest>) -> Option<&LockEntry> {
        self.entries.get(&(notes.to_owned(), article.clone(), digest(words), pin))
    }

    /// The number of entries of each file of notes.
    pub fn notes(&self) -> BTreeMap<&str, usize> {
        let mut notes = BTreeMap::new();
        for (name, ..) in self.entries.keys() {
            *notes.entry(name.as_str()).or_default() += 1;
        }
        notes
    }

    /// Takes out every entry of these notes.
    pub fn forget(&mut self, notes: &str) {
        self.entries.retain(|(name, ..), _| name != notes);
    }

    /// Puts in what `report` proves of `notes` instead of what was there for them; the quotations that cite an article
    /// and could not be proven.
    pub fn renew<'r>(&mut self, notes: &[NotesFile], report: &'r Report, archive: &dyn Collection) -> Vec<&'r Judged> {
        let keys = keys(notes);
        let names: BTreeSet<&String> = keys.values().collect();
        self.entries.retain(|(notes, ..), _| !names.contains(notes));
        let mut unproven = Vec::new();
        for judged in report.quotations.iter().filter(|judged| judged.article.is_some()) {
            match keys.get(judged.file.as_str()).and_then(|name| entry(name, judged, archive)) {
                Some(entry) => drop(self.entries.insert(key(&entry), entry)),
                None if judged.outcome() != Outcome::Skipped => unproven.push(judged),
                None => {}
            }
        }
        unproven
    }
}

pub(super) fn key(entry: &LockEntry) -> LockKey {
    (entry.notes.clone(), entry.article.clone(), entry.quotation, entry.pin)
}

impl LockEntry {
    /// The path of the capture that it names, if it is held: as one of the article's, whatever other article has the
    /// same bytes.
    pub(super) fn held(&self, archive: &dyn Collection) -> Option<CapturePath> {
        match archive.resolve(Name::Pin(self.article.as_str(), &self.capture.to_string())) {
            Ok(Resolution::Article(_, capture)) => capture,
            _ => None,
        }
    }
}

/// The digest of the capture that the citation pins.
pub(super) fn pin(judged: &Judged, archive: &dyn Collection) -> Option<Digest> {
    let witness = judged.pin.as_ref().and_then(|path| archive.witness(path).ok())?;
    Some(witness.manifest().sha256)
}

/// The error that serde reports, without the line that it counts in the one line that it was given.
fn described(why: &serde_json::Error) -> String {
    let text = why.to_string();
    text.split(" at line ").next().map_or(text.clone(), |what| format!("{what}, at column {}", why.column()))
}

pub(super) fn keys(notes: &[NotesFile]) -> BTreeMap<&str, String> {
    notes.iter().map(|file| (file.name.as_str(), file.path())).collect()
}

fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

pub(super) fn digest(words: &str) -> Digest {
    Digest::of(plain(words).as_bytes())
}

fn entry(notes: &str, judged: &Judged, archive: &dyn Collection) -> Option<LockEntry> {
    let first = judged.loci().first().filter(|_| judged.outcome() == Outcome::Verbatim)?;
    let witness = archive.witness(&first.capture).ok()?;
    let text = witness.text();
    let hull = judged.loci().iter().map(|locus| locus.span).next()?;
    let before: Vec<char> = text[..hull.start].chars().rev().take(AROUND).collect();
    let words: Vec<&str> = judged.text.split_whitespace().take(FIRST_WORDS).collect();
    Some(LockEntry {
        notes: notes.to_owned(),
        article: judged.article.clone()?,
        pin: pin(judged, archive),
        quotation: digest(&judged.text),
        words: words.join(" "),
        capture: first.sha256,
        spans: judged.loci().iter().map(|locus| locus.span).collect(),
        prefix: plain(&before.into_iter().rev().collect::<String>()),
        suffix: plain(&text[hull.end..].chars().take(AROUND).collect::<String>()),
    })
}
