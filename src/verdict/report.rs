//! What was found: values, all of them, sorted.

use super::{Disclosure, Rule, Severity};
use crate::capture::{ArticleId, CapturePath};
use crate::collate::{Comparison, Edit, Locus, Variant};
use crate::digest::Digest;
use crate::notes::{Binding, Form};
use crate::text::Span;
use std::collections::BTreeSet;

/// All that was found in some notes.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The house style that was judged by.
    pub style: String,
    /// Every quotation, by file as given, then by place.
    pub quotations: Vec<Judged>,
    /// What is wrong with the notes themselves.
    pub notes: Vec<NotesFinding>,
    /// What is wrong with the archive.
    pub archive: Vec<ArchiveFinding>,
    /// The counts.
    pub summary: Summary,
}

/// What came out for a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It stands, as quoted or with edits that are marked or accepted.
    Verbatim,
    /// It does not.
    Refuted,
    /// It cannot be told.
    Unverifiable,
    /// It was left out: not bound to the archive and too short to ask for, or suppressed.
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

/// A quotation, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The notes' path, as given.
    pub file: String,
    /// Line of the quotation's first character, from 1.
    pub line: usize,
    /// Column of it, from 1, in Unicode scalar values.
    pub column: usize,
    /// Where its words stand in the notes, in bytes.
    pub span: Span,
    /// How it is written.
    pub form: Form,
    /// Its words.
    pub text: String,
    /// The article it is bound to.
    pub article: Option<ArticleId>,
    /// The capture that its citation pins, if it pins one.
    pub pin: Option<CapturePath>,
    /// How it is bound.
    pub binding: Option<Binding>,
    /// What came out.
    pub verdict: Outcome,
    /// Where it stands; one a passage, so more than one where an ellipsis is.
    pub loci: Vec<Locus>,
    /// What proves it, where the article is withheld; then it has no loci.
    pub disclosed: Option<Box<Disclosure>>,
    /// What the editor changed, marked or accepted.
    pub edits: Vec<Edit>,
    /// What must be said of it, heaviest first.
    pub findings: Vec<Finding>,
    /// For a refuted one: the archive's nearest words.
    pub nearest: Option<Box<Comparison>>,
}

/// Something that must be said of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// What is the matter, in a sentence.
    pub message: String,
    /// What to do about it, in a sentence; may be empty.
    pub help: String,
    /// How the words differ.
    pub variants: Vec<Variant>,
}

/// Something wrong with the notes themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesFinding {
    /// The notes' path, as given.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column, from 1; 0 where the whole file is meant.
    pub column: usize,
    /// The rule.
    pub rule: Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// What is the matter, and what to do.
    pub message: String,
}

/// Something wrong with the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFinding {
    /// The capture's (or manifest's) path.
    pub capture: String,
    /// The rule.
    pub rule: Rule,
    /// What is the matter, and what to do.
    pub message: String,
    /// The digest that was committed to, if that is what the matter is about.
    pub committed: Option<Digest>,
    /// The digest that was found.
    pub found: Option<Digest>,
}

/// The counts of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files of notes that were read.
    pub files: usize,
    /// Quotations that were found in them.
    pub quotations: usize,
    /// … that are verbatim.
    pub verbatim: usize,
    /// … that are refuted.
    pub refuted: usize,
    /// … that cannot be told.
    pub unverifiable: usize,
    /// … that were left out: neither bound to the archive nor found there, and too short to ask for.
    pub skipped: usize,
    /// … that were left out because a comment says so.
    pub suppressed: usize,
    /// Findings of weight `error`.
    pub errors: usize,
    /// Findings of weight `warning`.
    pub warnings: usize,
    /// Findings of weight `note`.
    pub notes: usize,
    /// Findings of weight `cannot tell`, of the archive and the notes too.
    pub cannot_tell: usize,
    /// Quotations that were judged and are not told of, because only what has changed was asked for.
    pub unchanged: usize,
    /// Captures that quotations were matched against.
    pub captures: usize,
    /// Files of notes in which there are quotations, but none could be checked.
    pub unchecked_files: Vec<String>,
    /// Files of notes in which a finding was left out, by a comment that names its rule, by `[per-file]` or by the
    /// baseline: what is left out was checked.
    pub settled_files: BTreeSet<String>,
    /// Files of notes in which there are no quotations.
    pub unquoted_files: Vec<String>,
    /// Files of notes that were asked for one by one, and not found in a folder: in each of these something must be
    /// checked.
    pub named_files: Vec<String>,
}
