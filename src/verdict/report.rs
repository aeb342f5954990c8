//! What was found: values, all of them, sorted.

use super::{Rule, Severity};
use crate::capture::{ArticleId, CapturedAt};
use crate::digest::Digest;
use crate::notes::{Binding, Form};
use crate::segment::Role;
use crate::text::Span;

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
    /// How it is bound.
    pub binding: Option<Binding>,
    /// What came out.
    pub verdict: Outcome,
    /// Where it stands; one a passage, so more than one where an ellipsis is.
    pub loci: Vec<Locus>,
    /// What the editor changed, marked or accepted.
    pub edits: Vec<Edit>,
    /// What must be said of it, heaviest first.
    pub findings: Vec<Finding>,
    /// For a refuted one: the archive's nearest words.
    pub nearest: Option<Comparison>,
}

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locus {
    /// The article.
    pub article: ArticleId,
    /// The capture's path.
    pub capture: String,
    /// The digest of the capture's bytes.
    pub sha256: Digest,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// What the passage stands in; for text that is said twice, what the copy that counts is.
    pub role: Role,
    /// The number, from 1, of the segment it begins in, among the segments of that role.
    pub paragraph: usize,
    /// Where it stands in the transcript, in bytes.
    pub span: Span,
    /// Where it stands in the capture, in bytes.
    pub bytes: Span,
}

/// The kinds of things an editor may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// Words left out for an ellipsis.
    Ellipsis,
    /// Words put in, or put for others, in brackets.
    Bracket,
    /// A letter changed, or an ending, in brackets.
    BracketLetter,
    /// `[sic]` and the like.
    BracketNote,
    /// An accepted change of typography.
    Typography,
    /// An accepted change of the first letter's case.
    InitialCase,
    /// An accepted final mark.
    FinalPunctuation,
    /// Accepted decoding debris.
    Decoding,
}

impl EditKind {
    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ellipsis => "ellipsis",
            Self::Bracket => "bracket",
            Self::BracketLetter => "bracket-letter",
            Self::BracketNote => "bracket-note",
            Self::Typography => "typography",
            Self::InitialCase => "initial-case",
            Self::FinalPunctuation => "final-punctuation",
            Self::Decoding => "decoding",
        }
    }
}

/// One thing that an editor changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What kind of change.
    pub kind: EditKind,
    /// What the notes have.
    pub quoted: String,
    /// What the archive has.
    pub archived: String,
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

/// The kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VariantKind {
    /// Other words.
    Wording,
    /// Another number.
    Number,
    /// A `not`, `never`, `no` more or less.
    Negation,
    /// Another name.
    Name,
    /// Another case.
    Case,
    /// Other marks.
    Punctuation,
    /// Words missing in the notes.
    Omission,
    /// Words that only the notes have.
    Insertion,
    /// Letters that look the same and are not, or cannot be seen.
    LookAlike,
    /// Typography.
    Typography,
}

impl VariantKind {
    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Number => "number",
            Self::Negation => "negation",
            Self::Name => "name",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
            Self::Omission => "omission",
            Self::Insertion => "insertion",
            Self::LookAlike => "look-alike",
            Self::Typography => "typography",
        }
    }
}

/// One difference between a quotation and the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// What kind of difference.
    pub kind: VariantKind,
    /// What the notes have; empty for an omission.
    pub quoted: String,
    /// What the archive has; empty for an insertion.
    pub archived: String,
    /// Where `quoted` stands in the quotation's text, in bytes.
    pub quoted_span: Span,
    /// Where `archived` stands in [`Comparison::archived`], in bytes.
    pub archived_span: Span,
}

/// The notes' words beside the archive's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Where the archive's words stand.
    pub locus: Locus,
    /// The archive's words.
    pub archived: String,
    /// How the two differ, in order.
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
    /// Captures that quotations were matched against.
    pub captures: usize,
    /// Files of notes in which there are quotations, but none could be checked.
    pub unchecked_files: Vec<String>,
    /// Files of notes in which there are no quotations.
    pub unquoted_files: Vec<String>,
    /// Files of notes that were asked for one by one, and not found in a folder: in each of these something must be
    /// checked.
    pub named_files: Vec<String>,
}
