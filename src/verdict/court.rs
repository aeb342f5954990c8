//! The way of a quotation through the archive: where it is cited, then everywhere.

use super::beside::Beside;
use super::case::{Case, Pending, Ruling};
use super::cautions::SHORT_WORDS;
use super::explain::{candidates, elsewhere};
use super::hold::{Denial, Stand, look};
use super::lock::Lock;
use super::{NotesFile, Outcome, Rule, Settings};
use crate::capture::{ArticleId, CapturePath};
use crate::collate::{Index, Leaf, Query, Sighting, seek, survey, survey_of, words};
use crate::manifest::{Holdings, Trouble};
use crate::notes::{self, Bound, Quotation};
use crate::segment::{Role, Standing};
use crate::text::Span;

/// What judges: the holdings, prepared, and the house style.
pub(super) struct Court<'c> {
    pub(super) holdings: &'c Holdings,
    pub(super) index: &'c Index<'c>,
    pub(super) settings: &'c Settings,
    pub(super) lock: Option<&'c Lock>,
    pub(super) beside: Beside<'c>,
}

impl Court<'_> {
    /// Says what became of every quotation that does not hold where it is cited, or cites nothing.
    pub(super) fn settle(&self, cases: &mut [Case<'_>]) {
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
    pub(super) fn open<'n>(&self, file: &NotesFile, quotation: &'n Quotation) -> Case<'n> {
        let bound = notes::bind(quotation, file.names(self.holdings.catalogue()));
        let pin = bound.article.as_ref().and_then(|(_, pin)| pin.clone());
        let bound = self.locked(file, quotation, bound);
        let (home, lacking) = (Vec::new(), false);
        let mut case = Case { quotation, bound, pin, home, lacking, broken: None, reading: 0, ruling: None };
        let Some((article, pin)) = case.bound.article.clone() else {
            if quotation.title {
                case.ruling = Some(Ruling::skipped());
                return case;
            }
            if case.bound.is_unknown() {
                return case;
            }
            if !case.has_more_words_than(SHORT_WORDS) {
                case.ruling = Some(Ruling::skipped());
            }
            return case;
        };
        case.ruling = self.by_disclosure(&mut case);
        if !case.is_open() {
            return case;
        }
        self.find_home(&mut case, &article, pin.as_ref());
        if self.is_title(&case) {
            case.ruling = Some(Ruling::skipped());
            return case;
        }
        case.ruling = self.at_home(&mut case).or_else(|| self.unread(file, &case));
        case
    }

    /// What is bound, pinned to the capture that the lock has for it.
    pub(super) fn locked(&self, file: &NotesFile, quotation: &Quotation, mut bound: Bound) -> Bound {
        // What the notes themselves pin goes first: the lock may be older than they are.
        let Some((article, pin @ None)) = &mut bound.article else { return bound };
        let entry = self.lock.and_then(|lock| {
            quotation.readings.iter().find_map(|reading| lock.entry(&file.path(), &reading.text, article, None))
        });
        if let Some(capture) = entry.and_then(|entry| entry.held(self.holdings)) {
            *pin = Some(capture);
        }
        bound
    }

    /// Whether what may be the title of the cited article is that, or a part of it.
    fn is_title(&self, case: &Case<'_>) -> bool {
        if !case.quotation.title {
            return false;
        }
        let plain = |text: &str| words(text).map(|word| text[word.range()].to_lowercase() + " ").collect::<String>();
        let quoted = plain(&case.reading().text);
        let witnesses = case.home.iter().map(|&place| self.index.leaves()[place].witness);
        let mut titles = witnesses.flat_map(|witness| {
            let headlines = witness.segments().iter().filter(|segment| segment.role == Role::Headline);
            let headlines = headlines.map(|segment| &witness.text()[segment.span.range()]);
            headlines.chain(witness.manifest().title.as_deref())
        });
        titles.any(|title| format!(" {}", plain(title)).contains(&format!(" {quoted}")))
    }

    /// The leaves of the cited article: the capture that is pinned, else the latest, then the others, newest first.
    pub(super) fn find_home(&self, case: &mut Case<'_>, article: &ArticleId, pin: Option<&CapturePath>) {
        let mut captures: Vec<&CapturePath> = self.holdings.catalogue().captures(article).iter().rev().collect();
        if let Some(pin) = pin {
            captures.sort_by_key(|path| *path != pin);
        }
        for path in captures {
            match self.index.place(path) {
                Some(place) => case.home.push(place),
                None => {
                    let trouble = self.holdings.trouble(path).cloned().unwrap_or(Trouble::Missing);
                    case.broken.get_or_insert_with(|| Box::new((path.to_string(), trouble)));
                }
            }
        }
    }

    pub(super) fn at_home(&self, case: &mut Case<'_>) -> Option<Ruling> {
        if !case.has_more_words_than(0) {
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
        let mut lacking = case.is_read(case.reading());
        for (number, &place) in case.home.iter().enumerate() {
            for (reading, read) in case.quotation.readings.iter().enumerate().filter(|(_, read)| case.is_read(read)) {
                let found = match look(&read.text, &self.index.leaves()[place], &self.settings.style) {
                    Ok(found) => found,
                    Err(how) => {
                        lacking &= how == Denial::Lacking || reading != case.reading;
                        continue;
                    }
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
        case.lacking = lacking;
        let (reading, place, found) = outside?;
        case.reading = reading;
        Some(self.outside(case, place, found))
    }

    /// What became of a quotation, if the cited article and `candidates` to hold all of it are enough to tell.
    /// `sightings_in` says where its words were seen in some leaves.
    pub(super) fn close_soon(
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
    pub(super) fn close(&self, case: &mut Case<'_>, query: &Query, sightings: &[Sighting]) {
        let candidates = candidates(sightings);
        let ruling = if case.bound.article.is_some() {
            self.refuted(case, case.denied(query, sightings, &candidates).explain(self.index, self.settings))
        } else {
            let leaves = self.held(case, &candidates);
            self.unbound_but_held(case, &leaves).unwrap_or_else(|| self.nowhere(case, query, sightings))
        };
        case.ruling = Some(ruling);
    }

    /// Those of `candidates` that hold a quotation without a citation that counts.
    pub(super) fn held(&self, case: &mut Case<'_>, candidates: &[usize]) -> Vec<&Leaf<'_>> {
        for (reading, read) in case.quotation.readings.iter().enumerate() {
            let found = elsewhere(&read.text, candidates, &[], self.index, self.settings);
            if !found.is_empty() {
                case.reading = reading;
                return found.into_iter().map(|(leaf, _)| leaf).collect();
            }
        }
        Vec::new()
    }
}
