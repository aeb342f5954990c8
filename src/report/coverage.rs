//! Which paragraphs of each article are quoted, and by what.

use super::concise::place;
use super::{counted, legible};
use crate::capture::{ArticleId, CapturePath};
use crate::manifest::{Collection, Trouble, Witness, each_witness};
use crate::segment::{Segment, Standing};
use crate::text::Span;
use crate::verify::{Judged, Outcome, Report};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The part of an archive that is quoted.
#[derive(Debug, Serialize)]
pub struct Coverage {
    version: u8,
    /// Captures that are quoted, by article, then by path.
    articles: Vec<Covered>,
    /// Articles that nothing quotes.
    unquoted: Vec<ArticleId>,
}

/// One capture, and what is quoted of its body.
#[derive(Debug, Serialize)]
struct Covered {
    article: ArticleId,
    capture: String,
    #[serde(skip)]
    title: String,
    quotations: usize,
    paragraphs: usize,
    characters: usize,
    quoted_characters: usize,
    quoted: Vec<QuotedParagraph>,
}

/// A paragraph, by its number from 1 among those of the body, and the quotations of it.
#[derive(Debug, Serialize)]
struct QuotedParagraph {
    paragraph: usize,
    by: Vec<QuotationPlace>,
}

#[derive(Debug, Serialize)]
struct QuotationPlace {
    file: String,
    line: usize,
    column: usize,
}

impl Coverage {
    /// The part of `archive` that the quotations of `report` that hold take; and the troubles that were met, by path.
    pub fn of(report: &Report, archive: &dyn Collection) -> (Self, BTreeMap<String, Trouble>) {
        let mut by_capture: BTreeMap<(&ArticleId, &CapturePath), Vec<&Judged>> = BTreeMap::new();
        for judged in report.reported().filter(|judged| judged.outcome() == Outcome::Verbatim) {
            let captures: BTreeSet<_> = judged.loci().iter().map(|locus| (&locus.article, &locus.capture)).collect();
            captures.into_iter().for_each(|capture| by_capture.entry(capture).or_default().push(judged));
        }
        let covered = by_capture
            .iter()
            .filter_map(|((_, path), judged)| Some(Covered::of(&*archive.witness(path).ok()?, judged)));
        let quoted: BTreeSet<&ArticleId> = by_capture.keys().map(|(article, _)| *article).collect();
        let mut unquoted = BTreeSet::new();
        let troubles = each_witness(archive, |witness| {
            if !quoted.contains(witness.article()) {
                unquoted.insert(witness.article().clone());
            }
        });
        let coverage = Self { version: 1, articles: covered.collect(), unquoted: unquoted.into_iter().collect() };
        (coverage, troubles)
    }

    /// Writes it for people.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        for article in &self.articles {
            article.print(out)?;
        }
        if !self.unquoted.is_empty() {
            let ids: Vec<_> = self.unquoted.iter().take(UNQUOTED_SHOWN).map(|id| legible(id.as_str())).collect();
            let more = match self.unquoted.len() - ids.len() {
                0 => String::new(),
                more => format!(", and {more} more (`--format json` lists all)"),
            };
            writeln!(out, "not quoted: {}{more}", ids.join(", "))?;
        }
        let paragraphs: usize = self.articles.iter().map(|article| article.quoted.len()).sum();
        let quotations: usize = self.articles.iter().map(|article| article.quotations).sum();
        writeln!(out, "quoted: {} captures, {paragraphs} paragraphs, by {quotations} quotations", self.articles.len())
    }

    /// Writes it as JSON, on one line.
    pub fn print_json(&self, out: &mut dyn Write) -> io::Result<()> {
        super::json::write_line(self, out)
    }
}

/// The most articles without quotations that are listed for people.
const UNQUOTED_SHOWN: usize = 50;

impl Covered {
    fn of(witness: &Witness, quotations: &[&Judged]) -> Self {
        let body: Vec<&Segment> =
            witness.segments().iter().filter(|segment| segment.role.standing() == Standing::Body).collect();
        let runs = |judged: &Judged| -> Vec<Span> {
            let here = judged.loci().iter().filter(|locus| locus.capture == *witness.path());
            here.map(|locus| locus.span).collect()
        };
        let text = witness.text();
        let mut quoted = Vec::new();
        let (mut characters, mut quoted_characters) = (0, 0);
        for (number, segment) in body.iter().enumerate() {
            let touching = quotations.iter().filter(|judged| runs(judged).iter().any(|run| run.overlaps(segment.span)));
            let by: Vec<QuotationPlace> = touching.map(|judged| QuotationPlace::of(judged)).collect();
            let all = quotations.iter().flat_map(|judged| runs(judged));
            quoted_characters += taken(segment.span, all.collect(), text);
            characters += text[segment.span.range()].trim_end().chars().count();
            if !by.is_empty() {
                quoted.push(QuotedParagraph { paragraph: number + 1, by });
            }
        }
        Self {
            article: witness.article().clone(),
            capture: witness.path().to_string(),
            title: witness.manifest().title.clone().unwrap_or_default(),
            quotations: quotations.len(),
            paragraphs: body.len(),
            characters,
            quoted_characters,
            quoted,
        }
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", format!("{}  {}", legible(self.article.as_str()), legible(&self.title)).trim_end())?;
        writeln!(out, "  {}", legible(&self.capture))?;
        let part = (self.quoted_characters * 100).checked_div(self.characters).unwrap_or(0);
        let of = format!("{} of {} paragraphs, {part} % of the body", self.quoted.len(), self.paragraphs);
        writeln!(out, "  {of}, by {}", counted(self.quotations, "quotation"))?;
        for QuotedParagraph { paragraph, by } in &self.quoted {
            let places: Vec<String> = by.iter().map(|by| place(&by.file, by.line, by.column)).collect();
            writeln!(out, "  body {paragraph:<4} {}", places.join(", "))?;
        }
        writeln!(out)
    }
}

impl QuotationPlace {
    fn of(judged: &Judged) -> Self {
        Self { file: judged.file.clone(), line: judged.line, column: judged.column }
    }
}

/// The number of characters of `segment` that some of `runs` take.
fn taken(segment: Span, mut runs: Vec<Span>, text: &str) -> usize {
    runs.retain(|run| run.overlaps(segment));
    runs.sort_unstable();
    let (mut at, mut count) = (segment.start, 0);
    for run in runs {
        let (start, end) = (run.start.max(at), run.end.min(segment.end));
        if start < end {
            count += text[start..end].chars().count();
            at = end;
        }
    }
    count
}
