//! Version 1 of the JSON report, frozen: `docs/report-v1.schema.json` describes it, and nothing else in the program has
//! its shape. Fields are written in the order they stand here.

use crate::capture::{ArticleId, Place};
use crate::digest::Digest;
use crate::notes::Binding;
use crate::report::{self, help, message};
use crate::segment::Role;
use crate::text::Span;
use crate::verify;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct JsonReport<'r> {
    version: u8,
    style: &'r str,
    quotations: Vec<JsonQuotation<'r>>,
    notes: Vec<JsonNotesFinding<'r>>,
    archive: Vec<JsonArchiveFinding<'r>>,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct JsonQuotation<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    span: Span,
    text: &'r str,
    article: Option<&'r ArticleId>,
    binding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'r str>,
    verdict: &'static str,
    loci: Vec<JsonLocus<'r>>,
    #[serde(flatten)]
    disclosed: Option<JsonDisclosed<'r>>,
    edits: Vec<JsonChange<'r>>,
    findings: Vec<JsonFinding<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<JsonNearest<'r>>,
}

/// The answer about one quotation that stands in no notes: a line of `verify --jsonl`.
#[derive(Serialize)]
pub(super) struct JsonAnswer<'r> {
    id: &'r serde_json::Value,
    verdict: &'static str,
    text: &'r str,
    article: Option<&'r ArticleId>,
    loci: Vec<JsonLocus<'r>>,
    #[serde(flatten)]
    disclosed: Option<JsonDisclosed<'r>>,
    edits: Vec<JsonChange<'r>>,
    findings: Vec<JsonFinding<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<JsonNearest<'r>>,
}

impl<'r> JsonAnswer<'r> {
    pub fn of(judged: &'r verify::Judged, id: &'r serde_json::Value) -> Self {
        let JsonQuotation { verdict, text, article, loci, disclosed, edits, findings, nearest, .. } =
            JsonQuotation::from(judged);
        Self { id, verdict, text, article, loci, disclosed, edits, findings, nearest }
    }
}

/// The proof of a quotation of an article that is withheld. Only such quotations have these fields.
#[derive(Serialize)]
struct JsonDisclosed<'r> {
    evidence: &'static str,
    disclosed: JsonPlace<'r>,
}

#[derive(Serialize)]
struct JsonPlace<'r> {
    capture: &'r str,
    root: Digest,
    role: &'static str,
    paragraph: u32,
    tokens: &'r [Span],
}

#[derive(Serialize)]
struct JsonLocus<'r> {
    capture: &'r str,
    sha256: Digest,
    role: &'static str,
    paragraph: usize,
    span: Span,
    bytes: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<JsonPart<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<JsonStandsOn<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_by: Option<&'r str>,
}

/// A file that is unpacked from a capture, or a stream that is decoded.
#[derive(Serialize)]
struct JsonPart<'r> {
    path: &'r str,
    sha256: Digest,
}

/// A page, by its number in the file and the one that is printed on it; or a stretch of a recording.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonStandsOn<'r> {
    Page {
        page: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        label: Option<&'r str>,
    },
    Time {
        from_ms: u64,
        to_ms: u64,
    },
    Cell {
        cell: u64,
    },
}

impl<'r> JsonStandsOn<'r> {
    fn of(place: &'r Place) -> Self {
        match place {
            Place::Page { index, label } => Self::Page { page: u64::from(*index) + 1, label: label.as_deref() },
            Place::Time { from_ms, to_ms } => Self::Time { from_ms: *from_ms, to_ms: *to_ms },
            Place::Cell { number } => Self::Cell { cell: u64::from(*number) + 1 },
        }
    }
}

#[derive(Serialize)]
struct JsonNearest<'r> {
    #[serde(flatten)]
    locus: JsonLocus<'r>,
    archived: &'r str,
}

/// An edit, or a variant.
#[derive(Serialize)]
struct JsonChange<'r> {
    kind: &'static str,
    quoted: &'r str,
    archived: &'r str,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    rule: &'static str,
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Cow<'static, str>>,
    variants: Vec<JsonChange<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<JsonFix<'r>>,
}

/// A way to mend what is found.
#[derive(Serialize)]
struct JsonFix<'r> {
    applicability: &'static str,
    edits: Vec<JsonEdit<'r>>,
}

#[derive(Serialize)]
struct JsonEdit<'r> {
    span: Span,
    text: &'r str,
}

impl<'r> From<&'r verify::Fix> for JsonFix<'r> {
    fn from(fix: &'r verify::Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| JsonEdit { span: edit.span, text: &edit.text });
        Self { applicability: fix.applicability.name(), edits: edits.collect() }
    }
}

#[derive(Serialize)]
struct JsonNotesFinding<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    rule: &'static str,
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Cow<'static, str>>,
}

#[derive(Serialize)]
struct JsonArchiveFinding<'r> {
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
struct JsonSummary {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    captures_listed: Option<usize>,
    unchecked_files: Vec<String>,
    unquoted_files: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    passed_over: BTreeMap<String, usize>,
}

/// A line of `--format jsonl`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum JsonLine<'r> {
    Quotation(Box<JsonQuotation<'r>>),
    Notes(JsonNotesFinding<'r>),
    Archive(JsonArchiveFinding<'r>),
    Summary(JsonSummary),
}

/// The parts of a report, each as an object of its own that says what it is.
pub(super) fn lines(report: &verify::Report) -> impl Iterator<Item = impl Serialize> {
    let quotations = report.reported().map(|judged| JsonLine::Quotation(Box::new(JsonQuotation::from(judged))));
    let notes = report.counted_notes().map(|finding| JsonLine::Notes(JsonNotesFinding::from(finding)));
    let archive = report.archive.iter().map(|finding| JsonLine::Archive(JsonArchiveFinding::from(finding)));
    let summary = std::iter::once_with(|| JsonLine::Summary(JsonSummary::from(report::Summary::of(report))));
    quotations.chain(notes).chain(archive).chain(summary)
}

impl<'r> From<&'r verify::Report> for JsonReport<'r> {
    fn from(report: &'r verify::Report) -> Self {
        Self {
            version: 1,
            style: &report.style,
            quotations: report.reported().map(JsonQuotation::from).collect(),
            notes: report.counted_notes().map(JsonNotesFinding::from).collect(),
            archive: report.archive.iter().map(JsonArchiveFinding::from).collect(),
            summary: JsonSummary::from(report::Summary::of(report)),
        }
    }
}

impl<'r> From<&'r verify::Judged> for JsonQuotation<'r> {
    fn from(judged: &'r verify::Judged) -> Self {
        Self {
            file: &judged.file,
            line: judged.line,
            column: judged.column,
            span: judged.span,
            text: &judged.text,
            article: judged.article.as_ref(),
            binding: judged.binding.map(Binding::name),
            locator: judged.locator.as_deref(),
            verdict: judged.outcome().name(),
            loci: judged.loci().iter().map(JsonLocus::from).collect(),
            disclosed: judged.disclosure().map(JsonDisclosed::from),
            edits: judged.edits().iter().map(JsonChange::from).collect(),
            findings: judged.counted().map(JsonFinding::from).collect(),
            nearest: judged.nearest().map(JsonNearest::from),
        }
    }
}

impl<'r> From<&'r verify::Disclosure> for JsonDisclosed<'r> {
    fn from(shown: &'r verify::Disclosure) -> Self {
        let verify::Disclosure { capture, root, tokens, paragraph, .. } = shown;
        let (role, root, paragraph) = (Role::Body.name(), *root, *paragraph);
        Self {
            evidence: "disclosed",
            disclosed: JsonPlace { capture: capture.as_str(), root, role, paragraph, tokens },
        }
    }
}

impl<'r> From<&'r verify::Locus> for JsonLocus<'r> {
    fn from(locus: &'r verify::Locus) -> Self {
        Self {
            capture: locus.capture.as_str(),
            sha256: locus.sha256,
            role: locus.role.name(),
            paragraph: locus.paragraph,
            span: locus.span,
            bytes: locus.bytes,
            part: locus.part.as_ref().map(|part| JsonPart { path: &part.path, sha256: part.sha256 }),
            made_by: locus.made_by.as_deref(),
            places: locus.places.iter().map(JsonStandsOn::of).collect(),
        }
    }
}

impl<'r> From<&'r verify::Comparison> for JsonNearest<'r> {
    fn from(nearest: &'r verify::Comparison) -> Self {
        Self { locus: JsonLocus::from(&nearest.locus), archived: &nearest.archived }
    }
}

impl<'r> From<&'r verify::Edit> for JsonChange<'r> {
    fn from(edit: &'r verify::Edit) -> Self {
        Self { kind: edit.kind.name(), quoted: &edit.quoted, archived: &edit.archived }
    }
}

impl<'r> From<&'r verify::Variant> for JsonChange<'r> {
    fn from(variant: &'r verify::Variant) -> Self {
        Self { kind: variant.kind.name(), quoted: &variant.quoted, archived: &variant.archived }
    }
}

impl<'r> From<&'r verify::Finding> for JsonFinding<'r> {
    fn from(finding: &'r verify::Finding) -> Self {
        Self {
            rule: finding.rule.id(),
            severity: finding.severity.name(),
            message: message(finding),
            help: help(finding),
            variants: finding.variants().iter().map(JsonChange::from).collect(),
            fixes: finding.fixes.iter().map(JsonFix::from).collect(),
        }
    }
}

impl<'r> From<&'r verify::NotesFinding> for JsonNotesFinding<'r> {
    fn from(finding: &'r verify::NotesFinding) -> Self {
        Self {
            file: &finding.file,
            line: finding.line,
            column: finding.column,
            rule: finding.finding.rule.id(),
            severity: finding.finding.severity.name(),
            message: message(&finding.finding),
            help: help(&finding.finding),
        }
    }
}

impl<'r> From<&'r verify::ArchiveFinding> for JsonArchiveFinding<'r> {
    fn from(finding: &'r verify::ArchiveFinding) -> Self {
        let verify::ArchiveFinding { capture, finding } = finding;
        let [committed, found] = finding.data.digests();
        let (rule, severity) = (finding.rule.id(), finding.severity.name());
        Self { capture, rule, severity, message: message(finding), committed, found }
    }
}

impl From<report::Summary> for JsonSummary {
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
            cannot_tell: summary.unchecked,
            captures: summary.captures,
            captures_listed: summary.listed,
            unchecked_files: summary.unchecked_files,
            unquoted_files: summary.unquoted_files,
            passed_over: summary.passed_over,
        }
    }
}
