//! Changes since an earlier state of notes and archive.

use super::{Disposition, Judged, NotesFile, NotesFinding, Report, Rule, Severity};
use crate::capture::{ArticleId, CapturePath};
use crate::manifest::{Collection, InventoryEntry, Resolver};
use crate::notes::{Notes, Quotation};
use crate::text::{Lines, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The part of a report that counts.
#[derive(Debug, Clone, Default)]
pub enum Scope {
    /// All of it.
    #[default]
    All,
    /// The changes since this state.
    Changed(Box<Earlier>),
    /// The changes, which may be all of it: the configuration, or the archive as a whole, was another.
    AllChanged,
}

/// Notes and archive as they were.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The notes, in step with those that are verified; without text where they were not there.
    pub files: Vec<NotesFile>,
    /// The flaws of the bibliographies that they named.
    pub findings: Vec<NotesFinding>,
    /// The differences of the archive.
    pub changes: Changes,
}

/// Takes out of the counts what has not changed: quotations whose words, citations and comments are those of a
/// quotation that the file had then, whose citations stood for the same, and whose article has the same captures. Where
/// they stand does not matter.
pub(super) fn apply(report: &mut Report, notes: &[NotesFile], archive: &dyn Collection, then: &Earlier) {
    let Earlier { files, findings, changes } = then;
    let (mut lines, mut known_flaws) = (BTreeSet::new(), BTreeSet::new());
    let mut quotations = report.quotations.iter_mut();
    for (file, old_file) in notes.iter().zip(files) {
        let old_read = old_file.read(&*changes.names);
        let mut claims = claims(old_file, &old_read, &*changes.names);
        let read = file.read(archive);
        for (quotation, judged) in read.quotations.iter().zip(&mut quotations) {
            let count = claims.entry(claim(quotation, &read, file, archive)).or_default();
            if *count > 0 && !changes.concern(judged, archive) {
                judged.disposition = Disposition::Unchanged;
            }
            *count = count.saturating_sub(1);
        }
        let old: BTreeSet<&str> = old_file.text.lines().collect();
        let same = file.text.lines().enumerate().filter(|(_, line)| old.contains(line));
        lines.extend(same.map(|(number, _)| (file.name.clone(), number + 1)));
        let known = known((&old_read, &old_file.text), (&read, &file.text)).into_iter();
        known_flaws.extend(known.map(|(rule, line)| (file.name.clone(), line, rule)));
    }
    let is_old = |NotesFinding { file, line, finding, .. }: &NotesFinding| match finding.rule {
        // A finding with `Severity::CannotTell` is reported whenever it first arose.
        _ if *line == 0 || finding.severity == Severity::CannotTell => false,
        // What the lock says of a line may change where the line does not.
        Rule::NotesDrifted => false,
        Rule::BibliographyBroken => findings.iter().any(|known| known.finding.data == finding.data),
        Rule::QuoteUnclosed | Rule::MarkupUnknown => known_flaws.contains(&(file.clone(), *line, finding.rule)),
        _ => lines.contains(&(file.clone(), *line)),
    };
    let old: Vec<bool> = report.notes.iter().map(is_old).collect();
    for (finding, _) in report.notes.iter_mut().zip(old).filter(|(_, is_old)| *is_old) {
        finding.finding.disposition = Disposition::Unchanged;
    }
}

/// The differences between the archive and what it was.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The names that there were.
    names: Arc<dyn Resolver>,
    /// Captures that were listed otherwise, or not at all, or no longer are; and their articles.
    captures: BTreeSet<CapturePath>,
    /// Those of them that are listed now.
    pub(super) came: BTreeSet<CapturePath>,
    articles: BTreeSet<ArticleId>,
    /// True if words may be gone that stood in some capture: then they may no longer be found where nothing is cited.
    has_lost: bool,
    is_disclosed_otherwise: bool,
}

impl Changes {
    /// The differences between the entries of two inventories, of which each `gone` one is not in the other, or is there
    /// otherwise, and each of those that `came`. `names` are those that there were; `is_disclosed_otherwise` says that other
    /// words are disclosed of articles that are withheld, or that their commitments are others.
    pub fn between(
        gone: &[InventoryEntry],
        came: &[InventoryEntry],
        names: Arc<dyn Resolver>,
        is_disclosed_otherwise: bool,
    ) -> Self {
        let touched = || gone.iter().chain(came);
        let came = came.iter().map(|entry| entry.capture.clone());
        Self {
            names,
            captures: touched().map(|entry| entry.capture.clone()).collect(),
            came: came.filter(|path| !path.is_web_archive()).collect(),
            articles: touched().map(|entry| entry.article.clone()).collect(),
            has_lost: !gone.is_empty(),
            is_disclosed_otherwise,
        }
    }

    /// True if they may have changed what is said of a quotation.
    fn concern(&self, judged: &Judged, archive: &dyn Collection) -> bool {
        let Some(article) = &judged.article else {
            return self.has_lost || judged.loci().iter().any(|locus| self.captures.contains(&locus.capture));
        };
        let captures = || archive.captures(article).unwrap_or_default();
        let is_withheld = || captures().iter().any(|listed| archive.withheld(&listed.capture).is_some());
        self.articles.contains(article) || self.is_disclosed_otherwise && is_withheld()
    }
}

/// The claims of the quotations of `file`, and how many make each.
fn claims(file: &NotesFile, read: &Notes, names: &dyn Resolver) -> BTreeMap<String, usize> {
    let mut claims = BTreeMap::new();
    for quotation in &read.quotations {
        *claims.entry(claim(quotation, read, file, names)).or_default() += 1;
    }
    claims
}

/// All that a verdict on a quotation may depend on: what was read of it, but for places, what its citations stand for,
/// and what comments leave out of it.
fn claim(quotation: &Quotation, notes: &Notes, file: &NotesFile, names: &dyn Resolver) -> String {
    let nowhere = Span::new(0, 0);
    let mut claim = Quotation { at: 0, unread: quotation.unread.map(|_| nowhere), ..quotation.clone() };
    for reading in &mut claim.readings {
        reading.text = reading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        reading.span = nowhere;
    }
    // Of where citations stand it only counts which of them stand together.
    for (citation, own) in claim.citations.iter_mut().zip(&quotation.citations) {
        let group = quotation.citations.iter().position(|other| other.span == own.span).unwrap_or_default();
        citation.span = Span::new(group, group);
    }
    let names = file.names(names);
    let stand_for: Vec<_> = quotation.citations.iter().map(|one| names.resolve(&one.reference)).collect();
    let comments = notes.suppressions.iter().filter(|one| one.covers.overlaps(quotation.readings[0].span));
    let comments: Vec<_> = comments.map(|one| (&one.rules, one.reason.is_some())).collect();
    format!("{claim:?} {stand_for:?} {comments:?}")
}

/// The flaws of notes that they had then, too: on a line that reads alike, and no more of them than there were.
fn known((old_read, old): (&Notes, &str), (read, new): (&Notes, &str)) -> BTreeSet<(Rule, usize)> {
    let [old_lines, new_lines] = [old, new].map(|text| text.lines().collect::<Vec<_>>());
    let mut left: BTreeMap<(Rule, &str), usize> = BTreeMap::new();
    for (rule, line) in flaws(old_read, old) {
        *left.entry((rule, old_lines.get(line - 1).copied().unwrap_or_default())).or_default() += 1;
    }
    let mut known = flaws(read, new);
    known.retain(|(rule, line)| match left.get_mut(&(*rule, new_lines.get(line - 1).copied().unwrap_or_default())) {
        Some(left @ 1..) => {
            *left -= 1;
            true
        }
        _ => false,
    });
    known
}

/// The flaws of notes that stand at a place: the rule, and the line, from 1.
fn flaws(read: &Notes, text: &str) -> BTreeSet<(Rule, usize)> {
    let lines = Lines::of(text);
    let at = |span: &Span| lines.position(span.start).line;
    let unclosed = read.unclosed.iter().chain(&read.mixed).map(|span| (Rule::QuoteUnclosed, at(span)));
    unclosed.chain(read.unknown.iter().map(|problem| (Rule::MarkupUnknown, at(&problem.span)))).collect()
}
