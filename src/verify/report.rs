//! The outcome for some notes: values, all of them, sorted. A report is made once; nothing is taken out of it
//! afterwards.

use super::{By, Disposition, Finding, FindingData, Rule, Severity};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::diff::Comparison;
use crate::digest::Digest;
use crate::matching::{Edit, Locus};
use crate::notes::{Binding, Form};
use crate::text::{Position, Span};
use std::collections::{BTreeMap, BTreeSet};

/// All that was found in some notes.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Report {
    /// The house style that was judged by.
    pub style: String,
    /// Files of notes that were judged, in order.
    pub files: Vec<String>,
    /// Files of notes that were asked for one by one, and not found in a folder: where one cites something for a
    /// quotation, something must be checked in it.
    pub named: Vec<String>,
    /// Files in folders of notes that are no notes by their names: how many of each ending.
    pub passed_over: BTreeMap<String, usize>,
    /// True if notes without quotations are no reason to fail.
    pub allows_empty: bool,
    /// True if only what has changed since a revision counts.
    pub is_partial: bool,
    /// The fingerprint of the inventory that was judged by.
    pub state: Option<Digest>,
    /// The number of captures that were proven, which is all that quotations were matched against.
    pub captures: usize,
    /// The number of captures that the archive lists; `None` where that could not be read.
    pub listed: Option<usize>,
    /// Every quotation, by file as given, then by place.
    pub quotations: Vec<Judged>,
    /// Findings on the notes themselves.
    pub notes: Vec<NotesFinding>,
    /// Findings on the archive.
    pub archive: Vec<ArchiveFinding>,
}

/// The proof of a quotation where the article is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The capture whose body the words stand in.
    pub capture: CapturePath,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// The root that was committed to.
    pub root: Digest,
    /// For each run of words: the numbers of its tokens in the body.
    pub tokens: Vec<Span>,
    /// The number of the body's paragraph that they begin in.
    pub paragraph: u32,
}

/// The verdict on a quotation, by the archive and the house style alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Judgement {
    /// It stands, as quoted or with edits that are marked or accepted.
    Verbatim {
        /// The places; one a passage, so more than one where an ellipsis is.
        loci: Vec<Locus>,
        /// The editor's changes, marked or accepted.
        edits: Vec<Edit>,
        /// For one that only an earlier capture has: what stands in its place now.
        now: Option<Box<Comparison>>,
    },
    /// It stands in an article that is withheld, as disclosed words prove.
    Disclosed {
        /// The proof.
        by: Box<Disclosure>,
        /// The editor's changes, marked or accepted.
        edits: Vec<Edit>,
    },
    /// It stands only in page furniture.
    OutsideBody {
        /// The places.
        loci: Vec<Locus>,
        /// The editor's changes, marked or accepted.
        edits: Vec<Edit>,
    },
    /// It does not stand where it is cited.
    Refuted {
        /// The archive's nearest words.
        nearest: Option<Box<Comparison>>,
    },
    /// The archive cannot say.
    Unverifiable {
        /// The archive's nearest words.
        nearest: Option<Box<Comparison>>,
    },
    /// Nobody needs it checked: it is no claim about an article.
    NotAsked,
}

/// The verdicts, as reports name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It stands, as quoted or with edits that are marked or accepted.
    Verbatim,
    /// It does not.
    Refuted,
    /// The archive cannot say.
    Unverifiable,
    /// It was not asked, or somebody asked to leave it out.
    Skipped,
}

impl Outcome {
    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Refuted => "refuted",
            Self::Unverifiable => "unverifiable",
            Self::Skipped => "skipped",
        }
    }
}

impl Judgement {
    /// The verdict in a word.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Verbatim { .. } | Self::Disclosed { .. } => Outcome::Verbatim,
            Self::OutsideBody { .. } | Self::Refuted { .. } => Outcome::Refuted,
            Self::Unverifiable { .. } => Outcome::Unverifiable,
            Self::NotAsked => Outcome::Skipped,
        }
    }
}

/// A quotation, judged.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Judged {
    /// The notes' path, as given.
    pub file: String,
    /// Line of the quotation's first character, from 1.
    pub line: usize,
    /// Column of it, from 1, in Unicode scalar values.
    pub column: usize,
    /// The span of its words in the notes, in bytes.
    pub span: Span,
    /// The form in which it is written.
    pub form: Form,
    /// Its words.
    pub text: String,
    /// The article it is bound to.
    pub article: Option<ArticleId>,
    /// The capture that its citation pins, if it pins one.
    pub pin: Option<CapturePath>,
    /// The way in which it is bound.
    pub binding: Option<Binding>,
    /// The page, line or time that its citation gives, as written.
    pub locator: Option<Box<str>>,
    /// The verdict.
    pub judgement: Judgement,
    /// Why it does not count, if it does not: a comment ignores it whole, or it is unchanged.
    pub disposition: Disposition,
    /// All findings on it, the most severe first.
    pub findings: Vec<Finding>,
}

impl Judged {
    /// The verdict that counts: a quotation with no finding left that refutes it is skipped.
    pub fn outcome(&self) -> Outcome {
        match self.judgement.outcome() {
            _ if matches!(self.disposition, Disposition::Ignored(_)) => Outcome::Skipped,
            Outcome::Refuted | Outcome::Unverifiable if self.is_excused(|_| true) => Outcome::Skipped,
            outcome => outcome,
        }
    }

    /// True if findings were ignored by what `is_by` says, and no other finding refutes it.
    fn is_excused(&self, is_by: impl Fn(By) -> bool) -> bool {
        let is_ignored = |finding: &Finding| matches!(finding.disposition, Disposition::Ignored(by) if is_by(by));
        let refutes = |finding: &Finding| finding.severity >= Severity::Error && !is_ignored(finding);
        self.findings.iter().any(is_ignored) && !self.findings.iter().any(refutes)
    }

    /// True if what `by` ignores leaves no finding that refutes it.
    pub fn is_excused_by(&self, by: By) -> bool {
        self.is_excused(|one| one == by)
    }

    /// True if it belongs to what is reported: it is not merely unchanged.
    pub fn is_reported(&self) -> bool {
        self.disposition != Disposition::Unchanged
    }

    /// The findings that count, the most severe first.
    pub fn counted(&self) -> impl Iterator<Item = &Finding> {
        let counts = self.disposition == Disposition::Counted;
        self.findings.iter().filter(move |finding| counts && finding.counts())
    }

    /// The findings that wait to be mended: those that count, and those that the baseline knows.
    pub fn fixable(&self) -> impl Iterator<Item = &Finding> {
        let waits = [Disposition::Counted, Disposition::Ignored(By::Baseline)];
        let is_open = self.disposition == Disposition::Counted;
        self.findings.iter().filter(move |finding| is_open && waits.contains(&finding.disposition))
    }

    /// True if something is ignored: the quotation itself, or a finding on it.
    pub fn is_ignored(&self) -> bool {
        let is_ignored = |disposition| matches!(disposition, Disposition::Ignored(_));
        is_ignored(self.disposition) || self.findings.iter().any(|finding| is_ignored(finding.disposition))
    }

    /// The places where it stands; one a passage, so more than one where an ellipsis is.
    pub fn loci(&self) -> &[Locus] {
        match &self.judgement {
            Judgement::Verbatim { loci, .. } | Judgement::OutsideBody { loci, .. } => loci,
            _ => &[],
        }
    }

    /// The editor's changes, marked or accepted.
    pub fn edits(&self) -> &[Edit] {
        match &self.judgement {
            Judgement::Verbatim { edits, .. }
            | Judgement::Disclosed { edits, .. }
            | Judgement::OutsideBody { edits, .. } => edits,
            _ => &[],
        }
    }

    /// The archive's nearest words, or those that stand in the place of superseded ones.
    pub fn nearest(&self) -> Option<&Comparison> {
        match &self.judgement {
            Judgement::Verbatim { now: nearest, .. }
            | Judgement::Refuted { nearest }
            | Judgement::Unverifiable { nearest } => nearest.as_deref(),
            _ => None,
        }
    }

    /// The proof, where the article is withheld.
    pub fn disclosure(&self) -> Option<&Disclosure> {
        match &self.judgement {
            Judgement::Disclosed { by, .. } => Some(by),
            _ => None,
        }
    }
}

/// A finding on the notes themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotesFinding {
    /// The notes' path, as given.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values; 0 where the whole file is meant.
    pub column: usize,
    /// The finding.
    pub finding: Finding,
}

/// A finding on the archive. It has the same severity under every policy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArchiveFinding {
    /// The capture's (or manifest's) path.
    pub capture: String,
    /// The finding.
    pub finding: Finding,
}

impl NotesFinding {
    /// A finding at a place in the notes.
    pub fn at(file: &str, at: Position, data: FindingData, strict: bool) -> Self {
        let Position { line, column } = at;
        Self { file: file.to_owned(), line, column, finding: Finding::new(data, strict) }
    }

    /// A finding on a file as a whole.
    pub fn of_file(file: &str, data: FindingData, strict: bool) -> Self {
        Self::at(file, Position { line: 0, column: 0 }, data, strict)
    }

    /// The same, no less severe than its rule is by default or under `strict`.
    pub(super) fn weighed(mut self, strict: bool) -> Self {
        self.finding.severity = self.finding.rule.severity(strict).max(self.finding.severity);
        self
    }
}

impl ArchiveFinding {
    /// A finding on the file of the archive at this path.
    pub fn new(path: &str, data: FindingData) -> Self {
        Self { capture: path.to_owned(), finding: Finding::new(data, false) }
    }
}

impl Report {
    /// Sorts the findings on notes by file, place and rule.
    pub(super) fn sort_notes(&mut self) {
        let order = |one: &NotesFinding| (one.line, one.column, one.finding.rule);
        self.notes.sort_by(|one, other| one.file.cmp(&other.file).then(order(one).cmp(&order(other))));
    }

    /// The quotations that are reported: all but those that are merely unchanged.
    pub fn reported(&self) -> impl Iterator<Item = &Judged> {
        self.quotations.iter().filter(|judged| judged.is_reported())
    }

    /// The findings on the notes that count.
    pub fn counted_notes(&self) -> impl Iterator<Item = &NotesFinding> {
        self.notes.iter().filter(|finding| finding.finding.counts())
    }

    /// Every finding that counts: on quotations, on notes, on the archive.
    pub fn counted(&self) -> impl Iterator<Item = &Finding> {
        let quotations = self.quotations.iter().flat_map(Judged::counted);
        let notes = self.counted_notes().map(|finding| &finding.finding);
        quotations.chain(notes).chain(self.archive.iter().map(|finding| &finding.finding))
    }

    /// Files with a quotation that cites something.
    pub fn citing(&self) -> BTreeSet<&str> {
        let cites = |judged: &&Judged| {
            judged.article.is_some() || judged.findings.iter().any(|finding| finding.rule == Rule::CitationUnknown)
        };
        self.reported().filter(cites).map(|judged| judged.file.as_str()).collect()
    }

    /// Files in which something was checked: a quotation was held against the archive, or a finding was ignored because
    /// somebody asked for it. A checker that looked at nothing must not look green.
    pub fn checked(&self) -> BTreeSet<&str> {
        let is_checked = |judged: &&Judged| {
            matches!(judged.outcome(), Outcome::Verbatim | Outcome::Refuted)
                || judged.findings.iter().any(|finding| matches!(finding.disposition, Disposition::Ignored(_)))
        };
        self.reported().filter(is_checked).map(|judged| judged.file.as_str()).collect()
    }
}
