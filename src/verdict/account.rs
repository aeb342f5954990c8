//! The report, made of all cases.

use super::case::Case;
use super::court::Court;
use super::ruling::rule_of;
use super::suppress::suppress;
use super::{
    ArchiveFinding, Finding, Judged, Locus, NotesFile, NotesFinding, Outcome, Report, Rule, Severity, Summary,
};
use crate::manifest::Trouble;
use crate::notes;
use crate::text::Lines;

impl Court<'_> {
    pub(super) fn report(&self, files: &[NotesFile], read: &[notes::Notes], cases: Vec<Case<'_>>) -> Report {
        let mut report = Report { style: self.settings.style.name.clone(), ..Report::default() };
        report.archive =
            self.holdings.troubles().iter().map(|(path, trouble)| archive_finding(path, trouble)).collect();
        let mut cases = cases.into_iter();
        let mut left_out = 0;
        for (file, read) in files.iter().zip(read) {
            let lines = Lines::of(&file.text);
            let mine = cases.by_ref().take(read.quotations.len());
            let mut judged: Vec<Judged> = mine.map(|case| self.judged(file, &lines, case)).collect();
            let (suppressed, told) =
                suppress(&mut judged, &read.suppressions, &file.name, &lines, self.settings.strict);
            report.summary.suppressed += suppressed.touched;
            left_out += suppressed.whole;
            if suppressed.settled {
                report.summary.settled_files.insert(file.name.clone());
            }
            report.notes.extend(told);
            report.notes.extend(self.marks(file, &lines, read));
            let checked =
                |quotation: &Judged| quotation.verdict == Outcome::Verbatim || quotation.verdict == Outcome::Refuted;
            if !judged.is_empty() && !judged.iter().any(checked) {
                report.summary.unchecked_files.push(file.name.clone());
            }
            report.quotations.extend(judged);
        }
        report.notes.sort_by(|a, b| (&a.file, a.line, a.column, a.rule).cmp(&(&b.file, b.line, b.column, b.rule)));
        count(&mut report, files.len(), self.holdings.witnesses().len());
        report.summary.skipped -= left_out;
        report
    }

    pub(super) fn marks(&self, file: &NotesFile, lines: &Lines<'_>, read: &notes::Notes) -> Vec<NotesFinding> {
        let at = |offset: usize, rule: Rule, message: String| {
            let place = lines.position(offset);
            let severity = rule.severity(self.settings.strict);
            NotesFinding { file: file.name.clone(), line: place.line, column: place.column, rule, severity, message }
        };
        let unclosed = read.unclosed.iter().map(|mark| {
            let what = "a quotation mark is opened here and never closed: what follows was not checked; close it";
            at(mark.start, Rule::QuoteUnclosed, what.to_owned())
        });
        let mixed = read.mixed.iter().filter_map(|span| {
            let (first, last) = (file.text[span.range()].chars().next()?, file.text[span.range()].chars().next_back()?);
            let what = format!(
                "a quotation is opened by {first} and closed by {last}: it was read as one; write two marks of a kind"
            );
            Some(at(span.start, Rule::QuoteUnclosed, what))
        });
        let malformed = read.malformed.iter().map(|(span, why)| at(span.start, Rule::SuppressionUnused, why.clone()));
        let unknown = read.unknown.iter().map(|(span, what)| at(span.start, Rule::MarkupUnknown, what.clone()));
        let broken = read.broken.iter().map(|(span, why)| at(span.start, Rule::NotesUnreadable, why.clone()));
        unclosed.chain(mixed).chain(malformed).chain(unknown).chain(broken).collect()
    }

    pub(super) fn judged(&self, file: &NotesFile, lines: &Lines<'_>, case: Case<'_>) -> Judged {
        let place = lines.position(case.quotation.at);
        let reading = case.reading().clone();
        let ruling = case.ruling.unwrap_or_default();
        let (mut loci, mut edits) = (Vec::new(), Vec::new());
        if let Some((place, stand)) = &ruling.stand {
            let witness = self.index.leaves()[*place].witness;
            let one_passage = stand.alignments[0].passages.len() == 1;
            let told = if one_passage { &stand.alignments[..] } else { &stand.alignments[..1] };
            let runs = told.iter().flat_map(|alignment| &alignment.passages).flat_map(|passage| &passage.runs);
            loci.reserve_exact(runs.clone().count());
            loci.extend(runs.map(|&run| Locus::of(witness, run)));
            edits.extend(stand.alignments[0].edits.iter().chain(&stand.accepted).cloned());
        }
        if let Some(shown) = &ruling.shown {
            edits.extend(shown.edits());
        }
        let disclosed = ruling.shown.map(|shown| shown.by);
        let mut findings: Vec<Finding> = ruling
            .findings
            .into_iter()
            .map(|(rule, message, help, variants)| Finding {
                rule,
                severity: rule.severity(self.settings.strict),
                message,
                help,
                variants,
            })
            .collect();
        findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.rule));
        Judged {
            file: file.name.clone(),
            line: place.line,
            column: place.column,
            span: reading.span,
            form: case.quotation.form,
            text: reading.text,
            article: case.bound.article.map(|(article, _)| article),
            pin: case.pin,
            binding: case.bound.binding,
            verdict: ruling.verdict.unwrap_or(Outcome::Unverifiable),
            loci,
            disclosed,
            edits,
            findings,
            nearest: ruling.nearest,
        }
    }
}

fn archive_finding(path: &str, trouble: &Trouble) -> ArchiveFinding {
    let (committed, found) = match trouble {
        Trouble::Changed { committed, found } | Trouble::Astray { digests: Some((committed, found)), .. } => {
            (Some(*committed), Some(*found))
        }
        _ => (None, None),
    };
    ArchiveFinding { capture: path.to_owned(), rule: rule_of(trouble), message: trouble.to_string(), committed, found }
}

pub(super) fn count(report: &mut Report, files: usize, captures: usize) {
    let outcomes = |wanted: Outcome| report.quotations.iter().filter(|quotation| quotation.verdict == wanted).count();
    let weights: Vec<Severity> = report
        .quotations
        .iter()
        .flat_map(|quotation| &quotation.findings)
        .map(|finding| finding.severity)
        .chain(report.notes.iter().map(|finding| finding.severity))
        .chain(report.archive.iter().map(|finding| finding.rule.severity(false)))
        .collect();
    let weigh = |wanted: Severity| weights.iter().filter(|&&weight| weight == wanted).count();
    let summary = Summary {
        files,
        quotations: report.quotations.len(),
        verbatim: outcomes(Outcome::Verbatim),
        refuted: outcomes(Outcome::Refuted),
        unverifiable: outcomes(Outcome::Unverifiable),
        skipped: outcomes(Outcome::Skipped),
        errors: weigh(Severity::Error),
        warnings: weigh(Severity::Warning),
        notes: weigh(Severity::Note),
        cannot_tell: weigh(Severity::CannotTell),
        captures,
        ..std::mem::take(&mut report.summary)
    };
    report.summary = summary;
}
