//! One quotation: what must be said of it, its words, where it stands.

use super::HumanReport;
use crate::report::page::place_names;
use crate::report::sentences::{help, message};
use crate::report::{Tone, legible};
use crate::verify::{Disclosure, Edit, EditKind, Finding, Judged, Locus, Outcome};
use std::collections::BTreeSet;
use std::io;

impl HumanReport<'_> {
    /// Writes all of it.
    pub(super) fn quotation(&mut self, judged: &Judged) -> io::Result<()> {
        let place = self.place_in_notes(&judged.file, (judged.line, judged.column));
        match judged.counted().next() {
            Some(finding) => {
                self.header(finding.severity, finding.rule, &place)?;
                self.labelled("", &message(finding))?;
            }
            None => self.outcome(judged, &place)?,
        }
        self.line("")?;
        self.texts(judged)?;
        self.line("")?;
        self.standing(judged)?;
        self.remarks(judged.counted())?;
        self.line("")
    }

    /// The header of a quotation with nothing to say of it.
    fn outcome(&mut self, judged: &Judged, place: &str) -> io::Result<()> {
        let tone = match judged.outcome() {
            Outcome::Verbatim => Tone::Good,
            Outcome::Refuted | Outcome::Unverifiable => Tone::Bad,
            Outcome::Skipped => Tone::Doubtful,
        };
        let outcome = self.paint.tone(tone, judged.outcome().name());
        self.line(&format!("{outcome} {place}"))
    }

    fn texts(&mut self, judged: &Judged) -> io::Result<()> {
        match judged.nearest() {
            Some(nearest) => self.collation(&judged.text, &nearest.archived, &nearest.variants),
            None => self.words(&judged.text),
        }
    }

    fn standing(&mut self, judged: &Judged) -> io::Result<()> {
        if let (Some(article), Some(binding)) = (&judged.article, judged.binding) {
            let doubt = if binding.is_certain() { "" } else { ", likely" };
            let locator = judged.locator.as_ref().map_or_else(String::new, |locator| format!(", {locator}"));
            self.labelled("cites: ", &format!("{article}{locator} ({}{doubt})", binding.name()))?;
        }
        // Several pieces may be in one paragraph, which is said once.
        let place = |locus: &Locus| (locus.capture.clone(), locus.role, locus.paragraph);
        let mut shown = BTreeSet::new();
        for locus in judged.loci().iter().filter(|locus| shown.insert(place(locus))) {
            self.locus("stands: ", locus)?;
        }
        judged.disclosure().iter().try_for_each(|shown| self.disclosure(shown))?;
        if let Some(nearest) = judged.nearest().filter(|nearest| !judged.loci().contains(&nearest.locus)) {
            self.locus("nearest: ", &nearest.locus)?;
        }
        judged.edits().iter().try_for_each(|edit| self.labelled("edit: ", &describe(edit)))
    }

    /// Writes the proof of words of a withheld article.
    fn disclosure(&mut self, shown: &Disclosure) -> io::Result<()> {
        let captured = shown.captured_at.map_or("at an unknown time".to_owned(), |moment| moment.to_string());
        let Disclosure { capture, root, tokens, paragraph, .. } = shown;
        let runs: Vec<String> = tokens.iter().map(|run| format!("{}–{}", run.start + 1, run.end)).collect();
        let words = format!("words {} of a withheld body", runs.join(", "));
        self.labelled("disclosed: ", &format!("paragraph {paragraph}, {words}, captured {captured}"))?;
        self.line(&format!("             {} root {}…", self.paint.path(capture.as_str()), &root.hex()[..12]))
    }

    /// Writes the place of a passage: what a reader looks for first, then what proves it.
    fn locus(&mut self, label: &str, locus: &Locus) -> io::Result<()> {
        let captured = locus.captured_at.map_or("at an unknown time".to_owned(), |moment| moment.to_string());
        let Locus { article, role, paragraph, places, .. } = locus;
        let page = place_names(places).map_or_else(String::new, |page| format!(", {page}"));
        self.labelled(label, &format!("{article}{page}, {role}, paragraph {paragraph}, captured {captured}"))?;
        let digits = &locus.sha256.hex()[..12];
        let margin = " ".repeat(label.len() + 2);
        if let Some(maker) = &locus.made_by {
            self.line(&format!("{margin}by a text that {} made of it", legible(maker)))?;
        }
        let path = locus.capture.as_str();
        let proof = self.paint.tone(Tone::Faint, &format!("{} sha256:{digits}…", self.paint.path(path)));
        self.line(&format!("{margin}{}", self.paint.to_archive(path, proof)))
    }

    /// Writes the help for the first finding; then the others.
    fn remarks<'f>(&mut self, findings: impl Iterator<Item = &'f Finding>) -> io::Result<()> {
        for (index, finding) in findings.enumerate() {
            if index > 0 {
                let what = format!("{}[{}]", finding.severity, finding.rule);
                let what = self.paint.tone(Tone::of(finding.severity), &what);
                self.line(&format!("  {what}"))?;
                self.labelled("  ", &message(finding))?;
            }
            if let Some(help) = help(finding).filter(|help| self.advised.insert(help.to_string())) {
                self.labelled(if index > 0 { "  help: " } else { "help: " }, &help)?;
            }
        }
        Ok(())
    }
}

/// An edit in words.
fn describe(edit: &Edit) -> String {
    let Edit { quoted, archived, .. } = edit;
    match edit.kind {
        EditKind::Ellipsis => format!("{quoted} leaves out “{archived}”"),
        EditKind::BracketNote => format!("{quoted} is a remark by the editor"),
        EditKind::Bracket if archived.is_empty() => format!("{quoted} is inserted"),
        EditKind::Bracket | EditKind::BracketLetter => format!("{quoted} replaces “{archived}”"),
        kind => format!("“{quoted}” for “{archived}”, accepted ({})", kind.name()),
    }
}
