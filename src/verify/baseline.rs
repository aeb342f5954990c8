//! The findings of one day, so that only new ones count.
//!
//! An entry names a rule, an article and the quotation's words, and so outlives every move of the quotation. The file
//! that it was found in is kept for one thing only: to know a stale entry, when that file is read again.

use super::suppressions::ignore;
use super::{By, FindingData, Judged, NotesFile, NotesFinding, Report, Rule, Severity};
use crate::capture::ArticleId;
use crate::matching::{Folding, fold_trimmed};
use crate::text::Position;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Findings that are known and wait to be mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<BaselineEntry>,
}

/// A file that is no baseline, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadBaseline(String);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct BaselineEntry {
    /// The notes it was found in, relative to the root.
    file: String,
    /// The article that is cited, if one is.
    article: Option<ArticleId>,
    rule: Rule,
    /// The quotation's words: white space and typography folded, letters, digits and case as they are.
    words: String,
}

/// The facts that a finding is known by.
type FindingKey = (Rule, Option<ArticleId>, String);

/// The file, version 1.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u8,
    findings: Vec<BaselineLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineLine {
    file: String,
    rule: String,
    article: Option<String>,
    words: String,
}

impl Baseline {
    /// The findings that count on the quotations of `report`, which is of `notes`. A finding with
    /// [`Severity::CannotTell`] cannot be ignored, and what is wrong with the notes as such has no words to be known by.
    pub fn of(report: &Report, notes: &[NotesFile]) -> Self {
        let paths: BTreeMap<&str, String> = notes.iter().map(|file| (file.name.as_str(), file.path())).collect();
        let entries = report.quotations.iter().flat_map(|judged| {
            let file = paths.get(judged.file.as_str()).unwrap_or(&judged.file);
            let known = judged.counted().filter(|finding| finding.severity != Severity::CannotTell);
            known.map(move |finding| BaselineEntry::of(judged, finding.rule, file.clone()))
        });
        Self { entries: entries.collect() }
    }

    /// The number of findings that it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes over from `other` what was found in the files that `keeps` says.
    pub fn keep(&mut self, other: &Self, keeps: impl Fn(&str) -> bool) {
        self.entries.extend(other.entries.iter().filter(|entry| keeps(&entry.file)).cloned());
    }

    /// Ignores in `report` what is known. Of the entries for `notes`, which were read, those that match no finding are
    /// findings on the file at `path`.
    pub(super) fn apply(&self, report: &mut Report, notes: &[NotesFile], path: &str) {
        let mut known: BTreeMap<FindingKey, bool> = self.entries.iter().map(|entry| (entry.key(), false)).collect();
        for judged in &mut report.quotations {
            ignore(judged, By::Baseline, |judged, finding| {
                let used = known.get_mut(&(finding.rule, judged.article.clone(), folded(&judged.text)));
                used.map(|used| *used = true).is_some()
            });
        }
        let read: BTreeSet<String> = notes.iter().map(NotesFile::path).collect();
        let stale = |entry: &&BaselineEntry| read.contains(&entry.file) && !known[&entry.key()];
        for (number, BaselineEntry { file, rule, words, .. }) in
            self.entries.iter().enumerate().filter(|(_, one)| stale(one))
        {
            let data = FindingData::BaselineStale { words: words.clone(), file: file.clone(), rule: *rule };
            // In the file that we write, the first entry stands on the fourth line.
            let at = Position { line: number + FIRST_LINE, column: 1 };
            report.notes.push(NotesFinding::at(path, at, data, false));
        }
    }

    /// The file: one entry a line, sorted.
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines = self.entries.iter().map(|entry| serde_json::to_string(&entry.line()).expect("an entry is JSON"));
        let lines = lines.map(|line| format!("    {line}")).collect::<Vec<_>>().join(",\n");
        let findings = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}\n  ]") };
        format!("{{\n  \"version\": 1,\n  \"findings\": {findings}\n}}\n").into_bytes()
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// The fault of a file that is no baseline, and its place.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadBaseline> {
        let page: BaselineFile = serde_json::from_slice(bytes).map_err(|why| BadBaseline(why.to_string()))?;
        if page.version != 1 {
            return Err(BadBaseline(format!("its version is {}, and only version 1 is supported", page.version)));
        }
        let entries = page.findings.into_iter().map(BaselineEntry::from_line);
        Ok(Self { entries: entries.collect::<Result<_, _>>()? })
    }
}

const FIRST_LINE: usize = 4;

impl BaselineEntry {
    fn of(judged: &Judged, rule: Rule, file: String) -> Self {
        Self { file, article: judged.article.clone(), rule, words: folded(&judged.text) }
    }

    fn key(&self) -> FindingKey {
        (self.rule, self.article.clone(), self.words.clone())
    }

    fn line(&self) -> BaselineLine {
        BaselineLine {
            file: self.file.clone(),
            rule: self.rule.id().to_owned(),
            article: self.article.as_ref().map(ArticleId::to_string),
            words: self.words.clone(),
        }
    }

    fn from_line(line: BaselineLine) -> Result<Self, BadBaseline> {
        let rule = Rule::by_id(&line.rule).ok_or_else(|| BadBaseline(format!("there is no rule {:?}", line.rule)))?;
        let article = line
            .article
            .map(|id| id.parse().map_err(|_| BadBaseline(format!("{id:?} is not an article id"))))
            .transpose()?;
        Ok(Self { file: line.file, article, rule, words: line.words })
    }
}

fn folded(words: &str) -> String {
    fold_trimmed(words, Folding::FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(words: &str) -> BaselineEntry {
        BaselineEntry {
            file: "notes/a.md".into(),
            article: Some("night-boat".parse().unwrap()),
            rule: Rule::QuoteAltered,
            words: words.into(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let some = vec![entry("a \"b\" c"), entry("другой\u{202e}"), BaselineEntry { article: None, ..entry("x") }];
        for entries in [vec![], some] {
            let baseline = Baseline { entries: entries.into_iter().collect() };
            assert_eq!(Baseline::from_bytes(&baseline.to_bytes()), Ok(baseline));
        }
    }

    #[test]
    fn a_file_that_is_not_ours_says_why() {
        for (file, why) in [
            ("", "EOF"),
            ("{\"version\":2,\"findings\":[]}", "2"),
            ("{\"version\":1,\"findings\":[{\"file\":\"\",\"rule\":\"x\",\"article\":null,\"words\":\"\"}]}", "rule"),
            ("{\"version\":1,\"findings\":[],\"more\":1}", "more"),
        ] {
            assert!(Baseline::from_bytes(file.as_bytes()).unwrap_err().to_string().contains(why), "{file}");
        }
    }

    #[test]
    fn an_entry_knows_its_words_however_they_are_wrapped_or_typeset() {
        assert_eq!(folded("it’s\n a “word”"), folded("it's a \"word\""));
        assert_ne!(folded("It's"), folded("it's"));
    }
}
