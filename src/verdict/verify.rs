//! Notes by holdings: the whole of it.
//!
//! Three steps: every quotation is looked for where it is cited; for all that do not hold there, the archive is read
//! through once; then it is said what became of each.

use super::cautions::{Caution, cautions};
use super::explain::{Denied, Refutation, elsewhere, nearest};
use super::hold::{Stand, narrow, stand};
use super::suppress::suppress;
use super::{
    ArchiveFinding, Finding, Judged, Locus, NotesFile, NotesFinding, Outcome, Report, Rule, Settings, Severity, Summary,
};
use crate::capture::{ArticleId, CapturePath};
use crate::collate::{Comparison, Element, Folding, Index, Leaf, Pattern, Query, Sighting, Variant, survey, words};
use crate::manifest::{Holdings, Trouble};
use crate::notes::{self, Bound, Quotation};
use crate::segment::Standing;
use crate::text::Lines;

/// Quotations of no more words than this prove little, and are not looked for without a citation.
const SHORT_WORDS: usize = 3;
/// Quotations of so many words are expected to have a source.
const LONG_WORDS: usize = 8;

/// Judges every quotation of `notes` by what is held. Pure: the same arguments give the same report.
pub fn verify(notes: &[NotesFile], holdings: &Holdings, settings: &Settings) -> Report {
    let index = Index::of(holdings);
    let court = Court { holdings, index: &index, settings };
    let read: Vec<notes::Notes> = notes.iter().map(|file| court.read(file)).collect();
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (file, read) in notes.iter().zip(&read) {
        cases.extend(read.quotations.iter().map(|quotation| court.open(file, quotation)));
    }
    let pending: Vec<usize> = (0..cases.len()).filter(|&case| cases[case].is_open()).collect();
    let queries: Vec<Query> = pending.iter().map(|&case| query(&cases[case].reading().text)).collect();
    let sightings = survey(&index, &queries);
    for ((&case, query), sightings) in pending.iter().zip(&queries).zip(&sightings) {
        court.close(&mut cases[case], query, sightings);
    }
    court.report(notes, &read, cases)
}

/// What judges: the holdings, prepared, and the house style.
struct Court<'c> {
    holdings: &'c Holdings,
    index: &'c Index<'c>,
    settings: &'c Settings,
}

/// A quotation on its way to a verdict.
struct Case<'n> {
    quotation: &'n Quotation,
    bound: Bound,
    /// The leaves of the cited article that may be looked into, the one that counts first.
    home: Vec<usize>,
    /// A capture of the cited article that cannot be vouched for.
    broken: Option<(String, Trouble)>,
    reading: usize,
    ruling: Option<Ruling>,
}

/// What came out.
#[derive(Default)]
struct Ruling {
    verdict: Option<Outcome>,
    stand: Option<(usize, Stand)>,
    findings: Vec<(Rule, String, String, Vec<Variant>)>,
    nearest: Option<Comparison>,
}

impl Case<'_> {
    fn is_open(&self) -> bool {
        self.ruling.is_none()
    }

    fn reading(&self) -> &notes::Reading {
        &self.quotation.readings[self.reading]
    }

    fn words(&self) -> usize {
        words(&self.reading().text).count()
    }
}

fn query(text: &str) -> Query {
    let elements = Pattern::marked(text, Folding::LITERAL).elements.into_iter();
    Query::of(
        text,
        elements.filter_map(|element| match element {
            Element::Words { span, .. } => Some(span),
            _ => None,
        }),
    )
}

impl Court<'_> {
    /// Reads notes. The text fragment of a link that leads elsewhere quotes nothing that is archived.
    fn read(&self, file: &NotesFile) -> notes::Notes {
        let mut read = notes::read_as(&file.text, file.format);
        let bound = |quotation: &Quotation| notes::bind(quotation, self.names(file)).article.is_some();
        read.quotations.retain(|quotation| quotation.form != notes::Form::Fragment || bound(quotation));
        read
    }

    fn names<'f>(&'f self, file: &'f NotesFile) -> notes::Names<'f> {
        let (catalogue, bibliography) = (self.holdings.catalogue(), &*file.bibliography);
        notes::Names { catalogue, bibliography, folder: file.folder.as_deref() }
    }

    /// Looks for a quotation where it is cited.
    fn open<'n>(&self, file: &NotesFile, quotation: &'n Quotation) -> Case<'n> {
        let bound = notes::bind(quotation, self.names(file));
        let mut case = Case { quotation, bound, home: Vec::new(), broken: None, reading: 0, ruling: None };
        let Some((article, pin)) = case.bound.article.clone() else {
            if !case.bound.unknown.is_empty() || !case.bound.several.is_empty() {
                return case;
            }
            if case.words() <= SHORT_WORDS {
                case.ruling = Some(Ruling { verdict: Some(Outcome::Skipped), ..Ruling::default() });
            }
            return case;
        };
        self.find_home(&mut case, &article, pin.as_ref());
        case.ruling = self.at_home(&mut case);
        case
    }

    /// The leaves of the cited article: the capture that is pinned, else the latest, then the others, newest first.
    fn find_home(&self, case: &mut Case<'_>, article: &ArticleId, pin: Option<&CapturePath>) {
        let mut captures: Vec<&CapturePath> = self.holdings.catalogue().captures(article).iter().rev().collect();
        if let Some(pin) = pin {
            captures.sort_by_key(|path| *path != pin);
        }
        for path in captures {
            match self.index.place(path) {
                Some(place) => case.home.push(place),
                None => {
                    let trouble = self.holdings.trouble(path).cloned().unwrap_or(Trouble::Missing);
                    case.broken.get_or_insert((path.to_string(), trouble));
                }
            }
        }
    }

    fn at_home(&self, case: &mut Case<'_>) -> Option<Ruling> {
        if case.words() == 0 {
            let message = "there are no words in this quotation".to_owned();
            let finding = (Rule::QuoteShort, message, "quote something, or take the marks away".to_owned(), Vec::new());
            return Some(Ruling { verdict: Some(Outcome::Skipped), findings: vec![finding], ..Ruling::default() });
        }
        // What counts may itself be out of reach; then nothing that is found elsewhere can be told of it.
        let current_is_broken = case.broken.is_some() && case.home.is_empty();
        if current_is_broken {
            return Some(self.unverifiable(case));
        }
        let mut outside: Option<(usize, usize, Stand)> = None;
        for (number, &place) in case.home.iter().enumerate() {
            for (reading, read) in case.quotation.readings.iter().enumerate() {
                let Some(found) = stand(&read.text, &self.index.leaves()[place], &self.settings.style) else {
                    continue;
                };
                if found.standing == Standing::Body {
                    case.reading = reading;
                    return Some(self.verbatim(case, place, found, number > 0));
                }
                if outside.as_ref().is_none_or(|(_, _, kept)| found.standing < kept.standing) {
                    outside = Some((reading, place, found));
                }
            }
        }
        let (reading, place, found) = outside?;
        case.reading = reading;
        Some(self.outside(case, place, found))
    }

    fn verbatim(&self, case: &Case<'_>, place: usize, found: Stand, superseded: bool) -> Ruling {
        let leaf = &self.index.leaves()[place];
        let mut found = found;
        let mut ruling = Ruling { verdict: Some(Outcome::Verbatim), ..Ruling::default() };
        let selectors = case.quotation.selectors(case.bound.binding);
        if narrow(&mut found, leaf, &selectors, &self.settings.style) {
            let what = "these words stand in the article, but not between the words given as those around them";
            let help = "make the selector anew on the archived text, or leave `prefix` and `suffix` out";
            ruling.findings.push((Rule::SelectorMissed, what.to_owned(), help.to_owned(), Vec::new()));
        }
        if superseded {
            let current = &self.index.leaves()[case.home[0]];
            let when = |leaf: &Leaf<'_>| {
                leaf.witness.captured_at().map_or("at an unknown time".to_owned(), |at| at.to_string())
            };
            let query = query(&case.reading().text);
            let sightings = survey_one(self.index, &query);
            let near = nearest(&case.reading().text, &query, &sightings, &case.home[..1], self.index);
            let now = near.filter(|(leaf, _)| leaf.witness.path() == current.witness.path());
            let what = format!(
                "these words stand only in the capture of {}, no more in that of {}",
                when(leaf),
                when(current)
            );
            let variants = now.as_ref().map_or_else(Vec::new, |(_, near)| near.variants.clone());
            ruling.nearest = now.map(|(leaf, near)| Comparison {
                archived: leaf.witness.text()[near.span.range()].to_owned(),
                locus: Locus::of(leaf.witness, near.span),
                variants: near.variants,
            });
            let help = "quote what the article says now, or say that it said so then".to_owned();
            ruling.findings.push((Rule::QuoteSuperseded, what, help, variants));
        }
        // What an address points to is chosen for finding a place, not for its sense.
        if case.quotation.form != notes::Form::Fragment {
            ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
        }
        ruling.stand = Some((place, found));
        self.short(case, &mut ruling);
        ruling
    }

    fn outside(&self, case: &Case<'_>, place: usize, found: Stand) -> Ruling {
        let leaf = &self.index.leaves()[place];
        let span = found.alignments[0].passages[0].span();
        let locus = Locus::of(leaf.witness, span);
        let (rule, verdict) = match found.standing {
            Standing::Furniture => (Rule::QuoteOutsideBody, Outcome::Refuted),
            _ => (Rule::QuoteOutsideStory, Outcome::Verbatim),
        };
        let what =
            format!("these words stand only in the article’s {} (rule {}), not in its body", locus.role, locus.rule);
        let help = format!(
            "if that is body after all, see `literatim show {}` and the rules in literatim.toml",
            locus.article
        );
        let mut ruling = Ruling { verdict: Some(verdict), ..Ruling::default() };
        ruling.findings.push((rule, what, help, Vec::new()));
        ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
        ruling.stand = Some((place, found));
        self.short(case, &mut ruling);
        ruling
    }

    fn told(&self, cautions: Vec<Caution>) -> impl Iterator<Item = (Rule, String, String, Vec<Variant>)> {
        cautions.into_iter().map(|(rule, what, help)| (rule, what, help, Vec::new()))
    }

    fn short(&self, case: &Case<'_>, ruling: &mut Ruling) {
        let count = case.words();
        let points = case.quotation.form == notes::Form::Fragment;
        if count <= SHORT_WORDS && !points && case.bound.article.is_some() {
            let what = format!(
                "{count} word{} can stand anywhere: too short to prove anything",
                if count == 1 { "" } else { "s" }
            );
            ruling.findings.push((Rule::QuoteShort, what, "quote more of the sentence".to_owned(), Vec::new()));
        }
    }

    fn unverifiable(&self, case: &Case<'_>) -> Ruling {
        let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
        if let Some((path, trouble)) = &case.broken {
            let what = format!("{path} cannot be vouched for: {trouble}");
            ruling.findings.push((rule_of(trouble), what, "run `literatim audit`".to_owned(), Vec::new()));
        }
        ruling
    }

    /// Says what became of a quotation that does not hold where it is cited, or cites nothing.
    fn close(&self, case: &mut Case<'_>, query: &Query, sightings: &[Sighting]) {
        let ruling = match &case.bound.article {
            Some(_) if case.broken.is_some() => self.unverifiable(case),
            Some(_) => self.refuted(case, query, sightings),
            None => self.unbound(case, query, sightings),
        };
        case.ruling = Some(ruling);
    }

    fn refuted(&self, case: &Case<'_>, query: &Query, sightings: &[Sighting]) -> Ruling {
        let article = case.bound.article.as_ref().map(|(article, _)| article);
        let text = &case.reading().text;
        let denied = Denied { text, home: &case.home, article, query, sightings };
        let Refutation { rule, message, help, variants, nearest } = denied.explain(self.index, self.settings);
        let mut ruling = Ruling { verdict: Some(Outcome::Refuted), nearest, ..Ruling::default() };
        ruling.findings.push((rule, message, help, variants));
        self.short(case, &mut ruling);
        ruling
    }

    fn unbound(&self, case: &mut Case<'_>, query: &Query, sightings: &[Sighting]) -> Ruling {
        let readings = case.quotation.readings.iter().enumerate();
        let held: Vec<(usize, Vec<_>)> = readings
            .map(|(number, read)| (number, elsewhere(&read.text, sightings, &[], self.index, self.settings)))
            .collect();
        let found = held.into_iter().find(|(_, found)| !found.is_empty());
        let offered = found.as_ref().map(|(_, found)| found[0].0.witness.article().clone());
        if !case.bound.unknown.is_empty() || !case.bound.several.is_empty() {
            return self.unknown(case, offered);
        }
        let Some((reading, found)) = found else { return self.nowhere(case, query, sightings) };
        case.reading = reading;
        let leaf = found[0].0;
        let mut ruling = Ruling { verdict: Some(Outcome::Verbatim), ..Ruling::default() };
        let id = leaf.witness.article();
        let what = format!("no citation, but these words stand in {id}");
        ruling.findings.push((Rule::QuoteUncited, what, format!("cite it: [@{id}]"), Vec::new()));
        if let (Some(place), Some(found)) =
            (self.index.place(leaf.witness.path()), stand(&case.reading().text, leaf, &self.settings.style))
        {
            ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
            ruling.stand = Some((place, found));
        }
        ruling
    }

    fn unknown(&self, case: &Case<'_>, offered: Option<ArticleId>) -> Ruling {
        let what = if case.bound.several.is_empty() {
            let names: Vec<&str> = case.bound.unknown.iter().map(notes::Reference::as_str).collect();
            format!("{} is not in the archive", names.join(", "))
        } else {
            let ids: Vec<&str> = case.bound.several.iter().map(ArticleId::as_str).collect();
            format!("the citation names {} articles: {}", ids.len(), ids.join(", "))
        };
        let help = match offered {
            Some(id) => format!("these words stand in {id}: cite [@{id}]"),
            None if case.bound.several.is_empty() => {
                "add the article with `literatim add`, or correct the citation".to_owned()
            }
            None => "cite one of them".to_owned(),
        };
        let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
        ruling.findings.push((Rule::CitationUnknown, what, help, Vec::new()));
        ruling
    }

    fn nowhere(&self, case: &Case<'_>, query: &Query, sightings: &[Sighting]) -> Ruling {
        if case.words() < LONG_WORDS {
            return Ruling { verdict: Some(Outcome::Skipped), ..Ruling::default() };
        }
        let near = nearest(&case.reading().text, query, sightings, &[], self.index);
        let (what, help) = match &near {
            Some((leaf, _)) => (
                format!(
                    "no citation; the nearest words in the archive stand in {}, and differ",
                    leaf.witness.article()
                ),
                format!("if that is the source, cite [@{}] and quote its words", leaf.witness.article()),
            ),
            None => (
                "no citation, and these words stand nowhere in the archive".to_owned(),
                "archive the article they come from with `literatim add`, and cite it".to_owned(),
            ),
        };
        let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
        let variants = near.as_ref().map_or_else(Vec::new, |(_, near)| near.variants.clone());
        ruling.nearest = near.map(|(leaf, near)| Comparison {
            archived: leaf.witness.text()[near.span.range()].to_owned(),
            locus: Locus::of(leaf.witness, near.span),
            variants: near.variants,
        });
        ruling.findings.push((Rule::CitationMissing, what, help, variants));
        ruling
    }

    fn report(&self, files: &[NotesFile], read: &[notes::Notes], cases: Vec<Case<'_>>) -> Report {
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

    fn marks(&self, file: &NotesFile, lines: &Lines<'_>, read: &notes::Notes) -> Vec<NotesFinding> {
        let at = |offset: usize, rule: Rule, message: String| {
            let place = lines.position(offset);
            let severity = rule.severity(self.settings.strict);
            NotesFinding { file: file.name.clone(), line: place.line, column: place.column, rule, severity, message }
        };
        let unclosed = read.unclosed.iter().map(|mark| {
            let what = "a quotation mark is opened here and never closed: what follows was not checked; close it";
            at(mark.start, Rule::QuoteUnclosed, what.to_owned())
        });
        let malformed = read.malformed.iter().map(|(span, why)| at(span.start, Rule::SuppressionUnused, why.clone()));
        let unknown = read.unknown.iter().map(|(span, what)| at(span.start, Rule::MarkupUnknown, what.clone()));
        let broken = read.broken.iter().map(|(span, why)| at(span.start, Rule::NotesUnreadable, why.clone()));
        unclosed.chain(malformed).chain(unknown).chain(broken).collect()
    }

    fn judged(&self, file: &NotesFile, lines: &Lines<'_>, case: Case<'_>) -> Judged {
        let place = lines.position(case.quotation.at);
        let reading = case.reading().clone();
        let ruling = case.ruling.unwrap_or_default();
        let (mut loci, mut edits) = (Vec::new(), Vec::new());
        if let Some((place, stand)) = &ruling.stand {
            let witness = self.index.leaves()[*place].witness;
            let one_passage = stand.alignments[0].passages.len() == 1;
            let told = if one_passage { &stand.alignments[..] } else { &stand.alignments[..1] };
            let runs = told.iter().flat_map(|alignment| &alignment.passages).flat_map(|passage| &passage.runs);
            loci.extend(runs.map(|&run| Locus::of(witness, run)));
            edits.extend(stand.alignments[0].edits.iter().chain(&stand.accepted).cloned());
        }
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
            binding: case.bound.binding,
            verdict: ruling.verdict.unwrap_or(Outcome::Unverifiable),
            loci,
            edits,
            findings,
            nearest: ruling.nearest,
        }
    }
}

fn survey_one(index: &Index<'_>, query: &Query) -> Vec<Sighting> {
    survey(index, std::slice::from_ref(query)).pop().unwrap_or_default()
}

fn rule_of(trouble: &Trouble) -> Rule {
    match trouble {
        Trouble::Changed { .. } => Rule::FixityBreach,
        Trouble::Missing => Rule::CaptureMissing,
        Trouble::Unlisted => Rule::CaptureUnlisted,
        Trouble::Undecodable(_) | Trouble::Unreadable(_) => Rule::CaptureUndecodable,
        Trouble::Manifest(_) => Rule::ManifestStale,
    }
}

fn archive_finding(path: &str, trouble: &Trouble) -> ArchiveFinding {
    let (committed, found) = match trouble {
        Trouble::Changed { committed, found } => (Some(*committed), Some(*found)),
        _ => (None, None),
    };
    ArchiveFinding { capture: path.to_owned(), rule: rule_of(trouble), message: trouble.to_string(), committed, found }
}

fn count(report: &mut Report, files: usize, captures: usize) {
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
