//! The report, made of all claims.

use super::claim::{Claim, Resolved};
use super::proven::ProvenTexts;
use super::suppressions::suppress;
use super::verification::Verification;
use super::{
    ArchiveFinding, Disposition, Finding, FindingData, Judged, Judgement, NotesFile, NotesFinding, Report, Severity,
};
use crate::capture::{ArticleId, CapturePath};
use crate::manifest::{Trouble, troubles_met};
use crate::notes::{self, NotesProblem};
use crate::text::Lines;
use std::collections::BTreeSet;

impl Verification<'_> {
    /// The report on `files`, of which `read` are the parsed notes and `claims` the quotations, all in one order; `asked`
    /// is what was asked of the archive.
    pub(super) fn report(
        &self,
        files: &[NotesFile],
        read: &[notes::Notes],
        claims: Vec<Claim<'_>>,
        asked: &[&ProvenTexts],
    ) -> Report {
        let cited: BTreeSet<&ArticleId> =
            claims.iter().filter_map(|claim| claim.bound.article.as_ref()).map(|(article, _)| article).collect();
        let broken = asked.iter().flat_map(|proven| proven.troubles.clone()).collect();
        let listing = asked.iter().find_map(|proven| proven.listing.as_ref());
        let troubles = troubles_met(self.archive, &broken, listing).into_iter().map(|(path, trouble)| {
            let is_cited = path.parse::<CapturePath>().is_ok_and(|path| cited.contains(&path.article()));
            let is_needed = is_cited || !matches!(trouble, Trouble::Undecodable(_));
            let mut finding = ArchiveFinding::new(&path, FindingData::Archive(trouble));
            // Its bytes are as committed, and nobody quotes it.
            if !is_needed {
                finding.finding.severity = Severity::Note;
            }
            finding
        });
        let mut report = Report {
            style: self.settings.style.name.clone(),
            files: files.iter().map(|file| file.name.clone()).collect(),
            state: Some(self.archive.state()),
            captures: asked.iter().map(|proven| proven.index.texts().len()).max().unwrap_or(0),
            listed: self.archive.count().ok(),
            archive: troubles.collect(),
            ..Report::default()
        };
        let mut claims = claims.into_iter();
        for (file, read) in files.iter().zip(read) {
            let lines = Lines::of(&file.text);
            let mine = claims.by_ref().take(read.quotations.len());
            let mut judged: Vec<Judged> = mine.map(|claim| self.judged(&lines, claim)).collect();
            let found = suppress(&mut judged, &read.suppressions).chain(problems(file, read));
            report.notes.extend(found.map(|(offset, data)| {
                NotesFinding::at(&file.name, lines.position(offset), data, self.settings.strict)
            }));
            report.quotations.extend(judged);
        }
        report.sort_notes();
        report
    }

    pub(super) fn judged(&self, lines: &Lines<'_>, claim: Claim<'_>) -> Judged {
        let place = lines.position(claim.quotation.at);
        let reading = claim.reading().clone();
        let unresolved = || Resolved::new(Judgement::Unverifiable { nearest: None });
        let Resolved { judgement, findings } = claim.resolved.unwrap_or_else(unresolved);
        let findings = findings.into_iter().map(|data| Finding::new(data, self.settings.strict));
        let mut findings: Vec<Finding> = findings.collect();
        findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.rule));
        Judged {
            file: claim.file.name.clone(),
            line: place.line,
            column: place.column,
            span: reading.span,
            form: claim.quotation.form,
            text: reading.text,
            article: claim.bound.article.map(|(article, _)| article),
            pin: claim.pin,
            binding: claim.bound.binding,
            locator: claim.bound.locator.map(|locator| locator.written),
            judgement,
            disposition: Disposition::Counted,
            findings,
        }
    }
}

/// The problems of the notes themselves, each with the byte at which it begins.
fn problems<'n>(file: &'n NotesFile, read: &'n notes::Notes) -> impl Iterator<Item = (usize, FindingData)> + 'n {
    let unclosed = read.unclosed.iter().map(|mark| (mark.start, FindingData::Unclosed));
    let mixed = read.mixed.iter().filter_map(|span| {
        let mut marks = file.text[span.range()].chars();
        let open = marks.next()?;
        Some((span.start, FindingData::MixedMarks { open, close: marks.next_back().unwrap_or(open) }))
    });
    let worded = |problems: &'n [NotesProblem], data: fn(String) -> FindingData| {
        problems.iter().map(move |NotesProblem { span, what, .. }| (span.start, data(what.clone())))
    };
    let malformed = worded(&read.malformed, |why| FindingData::SuppressionMalformed { why });
    let unknown = worded(&read.unknown, |what| FindingData::MarkupUnknown { what });
    let broken = worded(&read.broken, |why| FindingData::NotesUnreadable { why });
    unclosed.chain(mixed).chain(malformed).chain(unknown).chain(broken)
}
