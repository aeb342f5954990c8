//! The lock: for each quotation, the capture and the place that prove it.
//!
//! One line of JSON for each, sorted, so that it reads well in a diff and merges line by line.

use super::{ArchiveFinding, Judged, NotesFile, NotesFinding, Outcome, Report, Rule};
use crate::capture::ArticleId;
use crate::digest::Digest;
use crate::manifest::{Holdings, Resolution};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What proves one quotation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The notes, by [`NotesFile::path`].
    pub notes: String,
    /// The article that they cite.
    pub article: ArticleId,
    /// The digest of the quotation's words, one space between them.
    pub quotation: Digest,
    /// Its first words, for readers.
    pub words: String,
    /// The digest of the capture.
    pub capture: Digest,
    /// Where the words stand in the capture's transcript, in bytes.
    pub spans: Vec<Span>,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// Every entry, by notes, article and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    entries: BTreeMap<Key, Entry>,
}

type Key = (String, String, Digest);

/// A line that is no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLock {
    /// The line, from 1.
    pub line: usize,
    /// What is the matter.
    pub why: String,
}

impl fmt::Display for BadLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is no entry: {}", self.line, self.why)
    }
}

impl std::error::Error for BadLock {}

/// How many characters of what stands before and after are kept.
const AROUND: usize = 32;
/// How many words of a quotation are kept.
const FIRST_WORDS: usize = 8;

impl Lock {
    /// Where it is kept, below the root.
    pub const PATH: &str = "quotations.lock";

    /// Reads what [`Lock::to_text`] writes, its lines in any order: a merge may have left them so.
    pub fn from_text(text: &str) -> Result<Self, BadLock> {
        let mut lock = Self::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let bad = |why: String| BadLock { line: index + 1, why };
            let entry: Entry = serde_json::from_str(line).map_err(|why| bad(why.to_string()))?;
            let kept = lock.entries.insert(key(&entry), entry.clone());
            if kept.is_some_and(|kept| kept != entry) {
                return Err(bad("another line pins the same quotation elsewhere".to_owned()));
            }
        }
        Ok(lock)
    }

    /// Its lines.
    pub fn to_text(&self) -> String {
        let line = |entry: &Entry| serde_json::to_string(entry).expect("an entry is JSON") + "\n";
        self.entries.values().map(line).collect()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of a quotation.
    pub fn entry(&self, notes: &str, words: &str, article: &str) -> Option<&Entry> {
        self.entries.get(&(notes.to_owned(), article.to_owned(), digest(words)))
    }

    /// Puts in what `report` proves of `notes` instead of what was there for them; the quotations that cite an article and
    /// could not be proven.
    pub fn renew<'r>(&mut self, notes: &[NotesFile], report: &'r Report, holdings: &Holdings) -> Vec<&'r Judged> {
        let keys = keys(notes);
        let names: BTreeSet<&String> = keys.values().collect();
        self.entries.retain(|(notes, ..), _| !names.contains(notes));
        let mut unproven = Vec::new();
        for judged in report.quotations.iter().filter(|judged| judged.article.is_some()) {
            match keys.get(judged.file.as_str()).and_then(|name| entry(name, judged, holdings)) {
                Some(entry) => drop(self.entries.insert(key(&entry), entry)),
                None if judged.verdict != Outcome::Skipped => unproven.push(judged),
                None => {}
            }
        }
        unproven
    }
}

fn key(entry: &Entry) -> Key {
    (entry.notes.clone(), entry.article.to_string(), entry.quotation)
}

fn keys(notes: &[NotesFile]) -> BTreeMap<&str, String> {
    notes.iter().map(|file| (file.name.as_str(), file.path())).collect()
}

fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn digest(words: &str) -> Digest {
    Digest::of(plain(words).as_bytes())
}

fn entry(notes: &str, judged: &Judged, holdings: &Holdings) -> Option<Entry> {
    let first = judged.loci.first().filter(|_| judged.verdict == Outcome::Verbatim)?;
    let witness = holdings.witness(&first.capture.parse().ok()?)?;
    let text = witness.text();
    let hull = judged.loci.iter().map(|locus| locus.span).next()?;
    let before: Vec<char> = text[..hull.start].chars().rev().take(AROUND).collect();
    let words: Vec<&str> = judged.text.split_whitespace().take(FIRST_WORDS).collect();
    Some(Entry {
        notes: notes.to_owned(),
        article: judged.article.clone()?,
        quotation: digest(&judged.text),
        words: words.join(" "),
        capture: first.sha256,
        spans: judged.loci.iter().map(|locus| locus.span).collect(),
        prefix: plain(&before.into_iter().rev().collect::<String>()),
        suffix: plain(&text[hull.end..].chars().take(AROUND).collect::<String>()),
    })
}

/// Tells where notes or archive are not what they were when `lock` was written.
pub(super) fn drift(report: &mut Report, notes: &[NotesFile], holdings: &Holdings, lock: &Lock) {
    let keys = keys(notes);
    let mut met: BTreeSet<Key> = BTreeSet::new();
    let mut told = Vec::new();
    for judged in report.quotations.iter().filter(|judged| judged.verdict != Outcome::Skipped) {
        let (Some(article), Some(name)) = (&judged.article, keys.get(judged.file.as_str())) else { continue };
        match lock.entry(name, &judged.text, article.as_str()) {
            None => told.push(unlocked(judged)),
            Some(entry) if is_cited_otherwise(entry, judged, holdings) => {
                met.insert(key(entry));
                told.push(unlocked(judged));
            }
            Some(entry) => {
                met.insert(key(entry));
                report.archive.extend(archive_drift(entry, judged, holdings));
            }
        }
    }
    let names: BTreeMap<&String, &str> = keys.iter().map(|(name, key)| (key, *name)).collect();
    for (key, entry) in lock.entries.iter().filter(|(key, _)| !met.contains(*key)) {
        told.extend(names.get(&key.0).map(|name| gone(name, entry)));
    }
    report.notes.extend(told);
    report.notes.sort_by(|a, b| (&a.file, a.line, a.column, a.rule).cmp(&(&b.file, b.line, b.column, b.rule)));
}

/// Whether the notes pin another capture than the lock has, in which the words still stand where they stood.
fn is_cited_otherwise(entry: &Entry, judged: &Judged, holdings: &Holdings) -> bool {
    let there = judged.loci.first().is_none_or(|locus| locus.sha256 == entry.capture);
    let Resolution::Article(_, Some(capture)) = holdings.catalogue().by_digest(&entry.capture.to_string()) else {
        return false;
    };
    let (Some(witness), [span]) = (holdings.witness(&capture), &entry.spans[..]) else { return false };
    !there && witness.text().get(span.range()).is_some_and(|words| digest(words) == entry.quotation)
}

fn unlocked(judged: &Judged) -> NotesFinding {
    let message = "the lock does not have this quotation: it is new, or its words or its citation changed (look at it, then run `literatim pin`)";
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
    let held = match holdings.catalogue().by_digest(&entry.capture.to_string()) {
        Resolution::Article(article, Some(capture)) if article == entry.article => {
            holdings.witness(&capture).map(|_| capture)
        }
        _ => None,
    };
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
        judged.loci.first().filter(|_| at_home).map_or(entry.article.to_string(), |locus| locus.capture.clone());
    let message = format!("“{} …”: {why}", entry.words);
    Some(ArchiveFinding { capture, rule: Rule::ArchiveDrifted, message, committed: Some(entry.capture), found: None })
}
