//! Version 1 of the JSON report, frozen: `docs/report-v1.schema.json` describes it, and nothing else in the program has
//! its shape. Fields are written in the order they stand here.

use crate::capture::ArticleId;
use crate::digest::Digest;
use crate::notes::Binding;
use crate::report::{self, message};
use crate::segment::Role;
use crate::text::Span;
use crate::verdict;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Report<'r> {
    version: u8,
    style: &'r str,
    quotations: Vec<Quotation<'r>>,
    notes: Vec<NotesFinding<'r>>,
    archive: Vec<ArchiveFinding<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Quotation<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    span: Span,
    text: &'r str,
    article: Option<&'r ArticleId>,
    binding: Option<&'static str>,
    verdict: &'static str,
    loci: Vec<Locus<'r>>,
    #[serde(flatten)]
    disclosed: Option<Disclosed<'r>>,
    edits: Vec<Change<'r>>,
    findings: Vec<Finding<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<Nearest<'r>>,
}

/// What is said of one quotation that stands in no notes: a line of `verify --jsonl`.
#[derive(Serialize)]
pub(super) struct Answer<'r> {
    id: &'r serde_json::Value,
    verdict: &'static str,
    text: &'r str,
    article: Option<&'r ArticleId>,
    loci: Vec<Locus<'r>>,
    #[serde(flatten)]
    disclosed: Option<Disclosed<'r>>,
    edits: Vec<Change<'r>>,
    findings: Vec<Finding<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<Nearest<'r>>,
}

impl<'r> Answer<'r> {
    pub fn of(judged: &'r verdict::Judged, id: &'r serde_json::Value) -> Self {
        let Quotation { verdict, text, article, loci, disclosed, edits, findings, nearest, .. } =
            Quotation::from(judged);
        Self { id, verdict, text, article, loci, disclosed, edits, findings, nearest }
    }
}

/// What proves a quotation of an article that is withheld. Only such quotations have these fields.
#[derive(Serialize)]
struct Disclosed<'r> {
    evidence: &'static str,
    disclosed: Place<'r>,
}

#[derive(Serialize)]
struct Place<'r> {
    capture: &'r str,
    root: Digest,
    role: &'static str,
    paragraph: u32,
    tokens: &'r [Span],
}

#[derive(Serialize)]
struct Locus<'r> {
    capture: &'r str,
    sha256: Digest,
    role: &'static str,
    paragraph: usize,
    span: Span,
    bytes: Span,
}

#[derive(Serialize)]
struct Nearest<'r> {
    #[serde(flatten)]
    locus: Locus<'r>,
    archived: &'r str,
}

/// An edit, or a variant.
#[derive(Serialize)]
struct Change<'r> {
    kind: &'static str,
    quoted: &'r str,
    archived: &'r str,
}

#[derive(Serialize)]
struct Finding<'r> {
    rule: &'static str,
    severity: &'static str,
    message: String,
    variants: Vec<Change<'r>>,
}

#[derive(Serialize)]
struct NotesFinding<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    rule: &'static str,
    severity: &'static str,
    message: String,
}

#[derive(Serialize)]
struct ArchiveFinding<'r> {
    capture: &'r str,
    rule: &'static str,
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    committed: Option<Digest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Digest>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    quotations: usize,
    verbatim: usize,
    refuted: usize,
    unverifiable: usize,
    skipped: usize,
    suppressed: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    cannot_tell: usize,
    captures: usize,
    unchecked_files: Vec<String>,
    unquoted_files: Vec<String>,
}

impl<'r> From<&'r verdict::Report> for Report<'r> {
    fn from(report: &'r verdict::Report) -> Self {
        Self {
            version: 1,
            style: &report.style,
            quotations: report.reported().map(Quotation::from).collect(),
            notes: report.counted_notes().map(NotesFinding::from).collect(),
            archive: report.archive.iter().map(ArchiveFinding::from).collect(),
            summary: Summary::from(report::Summary::of(report)),
        }
    }
}

impl<'r> From<&'r verdict::Judged> for Quotation<'r> {
    fn from(judged: &'r verdict::Judged) -> Self {
        Self {
            file: &judged.file,
            line: judged.line,
            column: judged.column,
            span: judged.span,
            text: &judged.text,
            article: judged.article.as_ref(),
            binding: judged.binding.map(Binding::name),
            verdict: judged.outcome().name(),
            loci: judged.loci().iter().map(Locus::from).collect(),
            disclosed: judged.disclosure().map(Disclosed::from),
            edits: judged.edits().iter().map(Change::from).collect(),
            findings: judged.counted().map(Finding::from).collect(),
            nearest: judged.nearest().map(Nearest::from),
        }
    }
}

impl<'r> From<&'r verdict::Disclosure> for Disclosed<'r> {
    fn from(shown: &'r verdict::Disclosure) -> Self {
        let verdict::Disclosure { capture, root, tokens, paragraph, .. } = shown;
        let (role, root, paragraph) = (Role::Body.name(), *root, *paragraph);
        Self { evidence: "disclosed", disclosed: Place { capture: capture.as_str(), root, role, paragraph, tokens } }
    }
}

impl<'r> From<&'r verdict::Locus> for Locus<'r> {
    fn from(locus: &'r verdict::Locus) -> Self {
        Self {
            capture: locus.capture.as_str(),
            sha256: locus.sha256,
            role: locus.role.name(),
            paragraph: locus.paragraph,
            span: locus.span,
            bytes: locus.bytes,
        }
    }
}

impl<'r> From<&'r verdict::Comparison> for Nearest<'r> {
    fn from(nearest: &'r verdict::Comparison) -> Self {
        Self { locus: Locus::from(&nearest.locus), archived: &nearest.archived }
    }
}

impl<'r> From<&'r verdict::Edit> for Change<'r> {
    fn from(edit: &'r verdict::Edit) -> Self {
        Self { kind: edit.kind.name(), quoted: &edit.quoted, archived: &edit.archived }
    }
}

impl<'r> From<&'r verdict::Variant> for Change<'r> {
    fn from(variant: &'r verdict::Variant) -> Self {
        Self { kind: variant.kind.name(), quoted: &variant.quoted, archived: &variant.archived }
    }
}

impl<'r> From<&'r verdict::Finding> for Finding<'r> {
    fn from(finding: &'r verdict::Finding) -> Self {
        Self {
            rule: finding.rule.id(),
            severity: finding.severity.name(),
            message: message(finding),
            variants: finding.variants().iter().map(Change::from).collect(),
        }
    }
}

impl<'r> From<&'r verdict::NotesFinding> for NotesFinding<'r> {
    fn from(finding: &'r verdict::NotesFinding) -> Self {
        Self {
            file: &finding.file,
            line: finding.line,
            column: finding.column,
            rule: finding.finding.rule.id(),
            severity: finding.finding.severity.name(),
            message: message(&finding.finding),
        }
    }
}

impl<'r> From<&'r verdict::ArchiveFinding> for ArchiveFinding<'r> {
    fn from(finding: &'r verdict::ArchiveFinding) -> Self {
        let verdict::ArchiveFinding { capture, finding } = finding;
        let [committed, found] = finding.data.digests();
        let (rule, severity) = (finding.rule.id(), finding.severity.name());
        Self { capture, rule, severity, message: message(finding), committed, found }
    }
}

impl From<report::Summary> for Summary {
    fn from(summary: report::Summary) -> Self {
        Self {
            files: summary.files,
            quotations: summary.quotations,
            verbatim: summary.verbatim,
            refuted: summary.refuted,
            unverifiable: summary.unverifiable,
            skipped: summary.skipped,
            suppressed: summary.suppressed,
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            cannot_tell: summary.cannot_tell,
            captures: summary.captures,
            unchecked_files: summary.unchecked_files,
            unquoted_files: summary.unquoted_files,
        }
    }
}
