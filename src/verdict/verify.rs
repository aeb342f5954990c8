//! Notes by holdings: the whole of it.
//!
//! Three steps: every quotation is looked for where it is cited; those that do not hold there are looked for whole in all
//! the archive; and for those that cannot be explained by that and by the cited article, every word of the archive is
//! looked at, once for all of them.

use super::cautions::{Caution, SHORT_WORDS, cautions};
use super::explain::{Denied, Refutation, candidates, elsewhere, nearest};
use super::hold::{Stand, narrow, stand};
use super::impact::carried;
use super::lock::{Lock, drift};
use super::overrule::overrule;
use super::suppress::suppress;
use super::{
    ArchiveFinding, Finding, Judged, Locus, NotesFile, NotesFinding, Outcome, Report, Rule, Settings, Severity, Summary,
};
use crate::capture::{ArticleId, CapturePath};
use crate::collate::{
    Comparison, Element, Folding, Index, Leaf, Pattern, Query, Shingles, Sighting, Variant, liken, seek, survey,
    survey_of, words,
};
use crate::manifest::{Holdings, Trouble};
use crate::notes::{self, Binding, Bound, Citation, Form, Quotation, Reference};
use crate::revision::{Concordance, Fate, Fortune};
use crate::segment::Standing;
use crate::text::{Lines, Span};
use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;

/// Quotations of so many words are expected to have a source.
const LONG_WORDS: usize = 8;

/// Judges every quotation of `notes` by what is held. Pure: the same arguments give the same report.
pub fn verify(notes: &[NotesFile], holdings: &Holdings, settings: &Settings) -> Report {
    judge(notes, holdings, settings, None)
}

/// The same, each quotation against the capture that `lock` has for it; and where notes or archive are not what they
/// were when it was written.
pub fn verify_locked(notes: &[NotesFile], holdings: &Holdings, settings: &Settings, lock: &Lock) -> Report {
    let mut report = judge(notes, holdings, settings, Some(lock));
    drift(&mut report, notes, holdings, lock);
    let skipped = report.summary.skipped;
    count(&mut report, notes.len(), holdings.witnesses().len());
    report.summary.skipped = skipped;
    report
}

/// `verify`, quotations that `lock` has pinned to its captures. What drifted since is not told.
pub(super) fn judge(notes: &[NotesFile], holdings: &Holdings, settings: &Settings, lock: Option<&Lock>) -> Report {
    let index = Index::of(holdings);
    let court = Court { holdings, index: &index, settings, lock };
    let read: Vec<notes::Notes> = notes.iter().map(|file| file.read(holdings.catalogue())).collect();
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (file, read) in notes.iter().zip(&read) {
        cases.extend(read.quotations.iter().map(|quotation| court.open(file, quotation)));
    }
    court.settle(&mut cases);
    court.report(notes, &read, cases)
}

/// Judges one quotation after another, outside of any notes.
pub struct Bench<'h> {
    holdings: &'h Holdings,
    index: Index<'h>,
    settings: &'h Settings,
    /// How many have been looked for in the whole archive; after some, it is read once for all that follow.
    looked_for: Cell<usize>,
    shingles: OnceCell<Shingles>,
}

/// To look for so many quotations costs about as much as to make the shingles of the archive.
const FEW: usize = 8;

impl<'h> Bench<'h> {
    /// Prepares `holdings` once for all that will be asked.
    pub fn new(holdings: &'h Holdings, settings: &'h Settings) -> Self {
        let (looked_for, shingles) = (Cell::new(0), OnceCell::new());
        Self { index: Index::of(holdings), holdings, settings, looked_for, shingles }
    }

    /// Judges `words`, which cite `reference` if they cite anything; as [`verify`] would in notes.
    pub fn judge(&self, words: &str, reference: Option<Reference>) -> Judged {
        let span = Span::new(0, words.len());
        let cite = |reference| Citation { binding: Binding::Explicit, reference, span, certain: true };
        let quotation = Quotation {
            form: Form::Explicit,
            at: 0,
            readings: vec![notes::Reading { text: words.to_owned(), span }],
            citations: reference.map(cite).into_iter().collect(),
            selectors: Vec::new(),
        };
        let file = NotesFile {
            name: String::new(),
            folder: Some(String::new()),
            text: words.to_owned(),
            ..NotesFile::default()
        };
        let court = Court { holdings: self.holdings, index: &self.index, settings: self.settings, lock: None };
        let case = self.settled(&court, court.open(&file, &quotation));
        court.judged(&file, &Lines::of(words), case)
    }
}

impl Bench<'_> {
    /// Judges every quotation of `notes`, as [`verify`] would: for those who do it again and again.
    pub fn verify(&self, notes: &[NotesFile]) -> Report {
        let court = Court { holdings: self.holdings, index: &self.index, settings: self.settings, lock: None };
        let read: Vec<notes::Notes> = notes.iter().map(|file| file.read(self.holdings.catalogue())).collect();
        let mut cases = Vec::new();
        for (file, read) in notes.iter().zip(&read) {
            cases.extend(read.quotations.iter().map(|quotation| self.settled(&court, court.open(file, quotation))));
        }
        court.report(notes, &read, cases)
    }

    /// The articles in whose body `words` stand, by the house style.
    pub fn articles_with(&self, words: &str) -> BTreeSet<&ArticleId> {
        let holds = |leaf: &&Leaf<'_>| {
            stand(words, leaf, &self.settings.style).is_some_and(|found| found.standing == Standing::Body)
        };
        self.index.leaves().iter().filter(holds).map(|leaf| leaf.witness.article()).collect()
    }

    /// What is held.
    pub fn holdings(&self) -> &Holdings {
        self.holdings
    }

    fn settled<'n>(&self, court: &Court<'_>, case: Case<'n>) -> Case<'n> {
        if !case.is_open() {
            return case;
        }
        self.looked_for.set(self.looked_for.get() + 1);
        self.settle(court, case)
    }

    fn settle<'n>(&self, court: &Court<'_>, mut case: Case<'n>) -> Case<'n> {
        if self.looked_for.get() <= FEW {
            let mut cases = [case];
            court.settle(&mut cases);
            let [case] = cases;
            return case;
        }
        let shingles = self.shingles.get_or_init(|| Shingles::of(&self.index));
        let query = Pending::of(0, &case.reading().text).query;
        let sightings = shingles.sightings(&self.index, &query);
        let at_home = |home: &[usize]| sightings.iter().filter(|one| home.contains(&one.leaf)).copied().collect();
        case.ruling = court.close_soon(&mut case, &query, &candidates(&sightings), at_home);
        if case.is_open() {
            court.close(&mut case, &query, &sightings);
        }
        case
    }
}

/// What judges: the holdings, prepared, and the house style.
struct Court<'c> {
    holdings: &'c Holdings,
    index: &'c Index<'c>,
    settings: &'c Settings,
    lock: Option<&'c Lock>,
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
    fn denied<'d>(&'d self, query: &'d Query, sightings: &'d [Sighting], candidates: &'d [usize]) -> Denied<'d> {
        let article = self.bound.article.as_ref().map(|(article, _)| article);
        Denied { text: &self.reading().text, home: &self.home, article, query, sightings, candidates }
    }

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

/// A quotation that does not hold where it is cited, or cites nothing.
struct Pending {
    case: usize,
    text: String,
    /// Its own words in the text, without the editor's marks.
    spans: Vec<Span>,
    query: Query,
}

impl Pending {
    fn of(case: usize, text: &str) -> Self {
        let spans: Vec<Span> = own_words(text).collect();
        Self { case, text: text.to_owned(), query: Query::of(text, spans.iter().copied()), spans }
    }
}

fn own_words(text: &str) -> impl Iterator<Item = Span> {
    Pattern::marked(text, Folding::LITERAL).elements.into_iter().filter_map(|element| match element {
        Element::Words { span, .. } => Some(span),
        _ => None,
    })
}

impl Court<'_> {
    /// Says what became of every quotation that does not hold where it is cited, or cites nothing.
    fn settle(&self, cases: &mut [Case<'_>]) {
        let open = (0..cases.len()).filter(|&case| cases[case].is_open());
        let mut pending: Vec<Pending> = open.map(|case| Pending::of(case, &cases[case].reading().text)).collect();
        let wanted: Vec<(&str, &[Span])> = pending.iter().map(|pending| (&*pending.text, &*pending.spans)).collect();
        let mut candidates = seek(self.index, &wanted).into_iter();
        pending.retain(|pending| {
            let candidates = candidates.next().unwrap_or_default();
            let case = &mut cases[pending.case];
            let at_home = |home: &[usize]| survey_of(self.index, home, &pending.query);
            case.ruling = self.close_soon(case, &pending.query, &candidates, at_home);
            case.is_open()
        });
        let queries: Vec<&Query> = pending.iter().map(|pending| &pending.query).collect();
        for (pending, sightings) in pending.iter().zip(survey(self.index, &queries)) {
            self.close(&mut cases[pending.case], &pending.query, &sightings);
        }
    }

    /// Looks for a quotation where it is cited.
    fn open<'n>(&self, file: &NotesFile, quotation: &'n Quotation) -> Case<'n> {
        let bound = notes::bind(quotation, file.names(self.holdings.catalogue()));
        let bound = self.locked(file, quotation, bound);
        let mut case = Case { quotation, bound, home: Vec::new(), broken: None, reading: 0, ruling: None };
        let Some((article, pin)) = case.bound.article.clone() else {
            if case.bound.is_unknown() {
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

    /// What is bound, pinned to the capture that the lock has for it.
    fn locked(&self, file: &NotesFile, quotation: &Quotation, mut bound: Bound) -> Bound {
        // What the notes themselves pin goes first: the lock may be older than they are.
        let Some((article, pin @ None)) = &mut bound.article else { return bound };
        let entry = self.lock.and_then(|lock| {
            quotation.readings.iter().find_map(|reading| lock.entry(&file.path(), &reading.text, article.as_str()))
        });
        let found = entry.map(|entry| self.holdings.catalogue().by_digest(&entry.capture.to_string()));
        if let Some(crate::manifest::Resolution::Article(of, Some(capture))) = found
            && of == *article
        {
            *pin = Some(capture);
        }
        bound
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
            self.superseded(case, leaf, &found, &mut ruling);
        }
        // What an address points to is chosen for finding a place, not for its sense.
        if case.quotation.form != notes::Form::Fragment {
            ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
        }
        ruling.stand = Some((place, found));
        self.short(case, &mut ruling);
        ruling
    }

    /// Says when the words went, and what stands in their place in the capture that counts.
    fn superseded(&self, case: &Case<'_>, leaf: &Leaf<'_>, found: &Stand, ruling: &mut Ruling) {
        let current = &self.index.leaves()[case.home[0]];
        let fortune = carried(found, &Concordance::of(leaf.witness, current.witness));
        let now = fortune.as_ref().and_then(|fortune| fortune.now);
        let near = now.and_then(|now| liken(&case.reading().text, current.witness.text(), now));
        let what = format!(
            "these words stand only in the capture of {}, no more in that of {}{}",
            moment(leaf),
            self.gone_by(case, leaf).map_or_else(|| moment(current), moment),
            fortune.map_or_else(String::new, |fortune| became(&fortune))
        );
        let variants = near.as_ref().map_or_else(Vec::new, |near| near.variants.clone());
        ruling.nearest = near.map(|near| Comparison {
            archived: current.witness.text()[near.span.range()].to_owned(),
            locus: Locus::of(current.witness, near.span),
            variants: near.variants,
        });
        let help = "quote what the article says now, or pin the capture: see `literatim explain quote-superseded`";
        ruling.findings.push((Rule::QuoteSuperseded, what, help.to_owned(), variants));
    }

    /// The first capture after `leaf` in which the words no longer stand.
    fn gone_by(&self, case: &Case<'_>, leaf: &Leaf<'_>) -> Option<&Leaf<'_>> {
        let captures = self.holdings.catalogue().captures(leaf.witness.article()).iter();
        let later = captures.skip_while(|path| *path != leaf.witness.path()).skip(1);
        let mut leaves = later.filter_map(|path| self.index.place(path)).map(|place| &self.index.leaves()[place]);
        let text = &case.reading().text;
        leaves.find(|leaf| stand(text, leaf, &self.settings.style).is_none_or(|found| found.standing != Standing::Body))
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
        let help = overrule(leaf.witness, span, &locus);
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

    /// What became of a quotation, if the cited article and `candidates` to hold all of it are enough to tell.
    /// `sightings_in` says where its words were seen in some leaves.
    fn close_soon(
        &self,
        case: &mut Case<'_>,
        query: &Query,
        candidates: &[usize],
        sightings_in: impl FnOnce(&[usize]) -> Vec<Sighting>,
    ) -> Option<Ruling> {
        if case.bound.article.is_none() {
            let leaves = self.held(case, candidates);
            return self.unbound_but_held(case, &leaves);
        }
        if case.broken.is_some() {
            return Some(self.unverifiable(case));
        }
        let whole = case.denied(query, &[], candidates).whole(self.index, self.settings);
        let told = whole.or_else(|| {
            let sightings = sightings_in(&case.home);
            case.denied(query, &sightings, &[]).explain_at_home(self.index)
        });
        told.map(|refutation| self.refuted(case, refutation))
    }

    /// Says what became of a quotation whose words were looked for everywhere.
    fn close(&self, case: &mut Case<'_>, query: &Query, sightings: &[Sighting]) {
        let candidates = candidates(sightings);
        let ruling = if case.bound.article.is_some() {
            self.refuted(case, case.denied(query, sightings, &candidates).explain(self.index, self.settings))
        } else {
            let leaves = self.held(case, &candidates);
            self.unbound_but_held(case, &leaves).unwrap_or_else(|| self.nowhere(case, query, sightings))
        };
        case.ruling = Some(ruling);
    }

    fn refuted(&self, case: &Case<'_>, refutation: Refutation) -> Ruling {
        let Refutation { rule, message, help, variants, nearest } = refutation;
        let mut ruling = Ruling { verdict: Some(Outcome::Refuted), nearest, ..Ruling::default() };
        ruling.findings.push((rule, message, help, variants));
        self.short(case, &mut ruling);
        ruling
    }

    /// Those of `candidates` that hold a quotation without a citation that counts.
    fn held(&self, case: &mut Case<'_>, candidates: &[usize]) -> Vec<&Leaf<'_>> {
        for (reading, read) in case.quotation.readings.iter().enumerate() {
            let found = elsewhere(&read.text, candidates, &[], self.index, self.settings);
            if !found.is_empty() {
                case.reading = reading;
                return found.into_iter().map(|(leaf, _)| leaf).collect();
            }
        }
        Vec::new()
    }

    fn unbound_but_held(&self, case: &Case<'_>, leaves: &[&Leaf<'_>]) -> Option<Ruling> {
        let leaf = leaves.first()?;
        let id = leaf.witness.article();
        if case.bound.is_unknown() {
            return Some(self.unknown(case, Some(id)));
        }
        let mut ruling = Ruling { verdict: Some(Outcome::Verbatim), ..Ruling::default() };
        let ids: BTreeSet<&str> = leaves.iter().map(|leaf| leaf.witness.article().as_str()).collect();
        let (what, help) = match ids.len() {
            1 => (format!("no citation, but these words stand in {id}"), format!("cite it: [@{id}]")),
            count => {
                let ids = ids.into_iter().collect::<Vec<_>>().join(", ");
                let what = format!("no citation, but these words stand in {count} articles: {ids}");
                (what, "cite the one that they were taken from".to_owned())
            }
        };
        ruling.findings.push((Rule::QuoteUncited, what, help, Vec::new()));
        if let (Some(place), Some(found)) =
            (self.index.place(leaf.witness.path()), stand(&case.reading().text, leaf, &self.settings.style))
        {
            ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
            ruling.stand = Some((place, found));
        }
        Some(ruling)
    }

    fn unknown(&self, case: &Case<'_>, offered: Option<&ArticleId>) -> Ruling {
        let what = if case.bound.several.is_empty() {
            let names: Vec<&str> = case.bound.unknown.iter().map(notes::Reference::as_str).collect();
            format!("{} is not in the archive{}", names.join(", "), self.captures_of(&case.bound.unknown))
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

    /// The captures of an article that is there, though not the one that is pinned.
    fn captures_of(&self, unknown: &[notes::Reference]) -> String {
        let [notes::Reference::Pinned(both)] = unknown else { return String::new() };
        let id = both.rsplit_once(", ").and_then(|(key, _)| key.parse::<ArticleId>().ok());
        let captures = id.map_or(&[][..], |id| self.holdings.catalogue().captures(&id));
        let names: Vec<&str> = captures.iter().map(CapturePath::file_name).collect();
        if names.is_empty() { String::new() } else { format!(": its captures are {}", names.join(", ")) }
    }

    fn nowhere(&self, case: &Case<'_>, query: &Query, sightings: &[Sighting]) -> Ruling {
        if case.bound.is_unknown() {
            return self.unknown(case, None);
        }
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

fn moment(leaf: &Leaf<'_>) -> String {
    leaf.witness.captured_at().map_or("at an unknown time".to_owned(), |at| at.to_string())
}

fn became(fortune: &Fortune) -> String {
    let names: Vec<&str> = fortune.classes.iter().map(|class| class.name()).collect();
    match fortune.fate {
        Fate::Reworded => format!(": reworded ({})", names.join(", ")),
        Fate::TypographyChanged => ": other marks".to_owned(),
        Fate::Gone if fortune.look_alike.is_some() => {
            ": gone (what looks like them there is another passage)".to_owned()
        }
        Fate::Gone => ": gone".to_owned(),
        Fate::Holds | Fate::Moved | Fate::NowElsewhere => String::new(),
    }
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
