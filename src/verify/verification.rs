//! The way of a quotation through the archive: where it is cited, then everywhere.

use super::cautions::SHORT_WORDS;
use super::claim::{Claim, Resolved, UnresolvedClaim};
use super::diff_cache::DiffCache;
use super::explain::{candidates, elsewhere};
use super::judgement::{reordered, steered};
use super::lock::Lock;
use super::{FindingData, Judgement, NotesFile, Settings};
use crate::capture::{ArticleId, CapturePath};
use crate::diff::{Query, ShingleHit, shingle_scan, shingle_scan_of};
use crate::manifest::{Collection, Trouble};
use crate::matching::{Index, SearchText, block_scan};
use crate::matching::{Match, Rejection, find_match};
use crate::notes::{self, Bound, Quotation};
use crate::segment::{Role, Standing};
use crate::text::{Span, words};

/// One run over some notes: the archive, prepared, and what it is judged by.
pub(super) struct Verification<'c> {
    pub(super) archive: &'c dyn Collection,
    pub(super) index: &'c Index,
    pub(super) settings: &'c Settings,
    pub(super) lock: Option<&'c Lock>,
    pub(super) diffs: DiffCache<'c>,
}

impl Verification<'_> {
    /// Says what became of every quotation that does not hold where it is cited, or cites nothing.
    pub(super) fn settle(&self, claims: &mut [Claim<'_>]) {
        let open = (0..claims.len()).filter(|&claim| claims[claim].is_open());
        let mut pending: Vec<UnresolvedClaim> =
            open.map(|claim| UnresolvedClaim::of(claim, &claims[claim].reading().text)).collect();
        let wanted: Vec<(&str, &[Span])> = pending.iter().map(|pending| (&*pending.text, &*pending.spans)).collect();
        let mut candidates = block_scan(self.index, &wanted).into_iter();
        pending.retain(|pending| {
            let candidates = candidates.next().unwrap_or_default();
            let claim = &mut claims[pending.number];
            let at_home = |home: &[usize]| shingle_scan_of(self.index, home, &pending.query);
            claim.resolved = self.close_soon(claim, &pending.query, &candidates, at_home);
            claim.is_open()
        });
        let queries: Vec<&Query> = pending.iter().map(|pending| &pending.query).collect();
        for (pending, hits) in pending.iter().zip(shingle_scan(self.index, &queries)) {
            self.close(&mut claims[pending.number], &pending.query, &hits);
        }
    }

    /// Looks for a quotation where it is cited.
    pub(super) fn open<'n>(&self, file: &NotesFile, quotation: &'n Quotation) -> Claim<'n> {
        let bound = notes::bind(&quotation.citations, file.names(self.archive));
        let pin = bound.article.as_ref().and_then(|(_, pin)| pin.clone());
        let bound = self.locked(file, quotation, bound);
        let (home, lacking) = (Vec::new(), false);
        let mut claim = Claim { quotation, bound, pin, home, lacking, broken: None, reading: 0, resolved: None };
        if let Some(trouble) = claim.bound.trouble.take() {
            let cited = quotation.citations.first().map_or("", |citation| citation.reference.as_str());
            claim.breaks(cited, trouble);
            claim.resolved = Some(self.unverifiable(&claim));
            return claim;
        }
        let Some((article, pin)) = claim.bound.article.clone() else {
            if quotation.title {
                claim.resolved = Some(Resolved::new(Judgement::NotAsked));
                return claim;
            }
            if claim.bound.is_unknown() {
                return claim;
            }
            if claim.has_more_words_than(SHORT_WORDS) && claim.quotation.reordered.is_some() {
                claim.resolved = reordered(file, &claim);
                return claim;
            }
            if !claim.has_more_words_than(SHORT_WORDS) {
                claim.resolved = Some(Resolved::new(Judgement::NotAsked));
            }
            return claim;
        };
        claim.resolved = reordered(file, &claim).or_else(|| self.by_disclosure(&mut claim));
        if !claim.is_open() {
            return claim;
        }
        self.find_home(&mut claim, &article, pin.as_ref());
        if self.is_title(&claim) {
            claim.resolved = Some(Resolved::new(Judgement::NotAsked));
            return claim;
        }
        claim.resolved = self.at_home(&mut claim).or_else(|| self.unread(file, &claim)).or_else(|| steered(&claim));
        claim
    }

    /// Pins what is bound to the capture that the lock has for it.
    pub(super) fn locked(&self, file: &NotesFile, quotation: &Quotation, mut bound: Bound) -> Bound {
        // What the notes themselves pin goes first: the lock may be older than they are.
        let Some((article, pin @ None)) = &mut bound.article else { return bound };
        let entry = self.lock.and_then(|lock| {
            quotation.readings.iter().find_map(|reading| lock.entry(&file.path(), &reading.text, article, None))
        });
        if let Some(capture) = entry.and_then(|entry| entry.held(self.archive)) {
            *pin = Some(capture);
        }
        bound
    }

    /// Returns true if what may be the title of the cited article is that, or a part of it.
    fn is_title(&self, claim: &Claim<'_>) -> bool {
        if !claim.quotation.title {
            return false;
        }
        let plain = |text: &str| words(text).map(|word| text[word.range()].to_lowercase() + " ").collect::<String>();
        let quoted = plain(claim.text());
        let witnesses = claim.home.iter().map(|&place| &self.index.texts()[place].witness);
        let mut titles = witnesses.flat_map(|witness| {
            let headlines = witness.segments().iter().filter(|segment| segment.role == Role::Headline);
            let headlines = headlines.map(|segment| &witness.text()[segment.span.range()]);
            headlines.chain(witness.manifest().title.as_deref())
        });
        titles.any(|title| format!(" {}", plain(title)).contains(&format!(" {quoted}")))
    }

    /// The texts of the cited article: the capture that is pinned, else the latest, then the others, newest first.
    pub(super) fn find_home(&self, claim: &mut Claim<'_>, article: &ArticleId, pin: Option<&CapturePath>) {
        let captures = match self.archive.captures(article) {
            Ok(captures) => captures,
            Err(trouble) => return claim.breaks(article.as_str(), trouble),
        };
        let mut captures: Vec<&CapturePath> = captures.iter().rev().map(|listed| &listed.capture).collect();
        if let Some(pin) = pin {
            captures.sort_by_key(|path| *path != pin);
        }
        for path in captures {
            match self.index.place(path) {
                Some(place) => claim.home.push(place),
                None => {
                    let trouble = self.archive.witness(path).err().unwrap_or(Trouble::Missing);
                    claim.breaks(path.as_str(), trouble);
                }
            }
        }
    }

    pub(super) fn at_home(&self, claim: &mut Claim<'_>) -> Option<Resolved> {
        if !claim.has_more_words_than(0) {
            return Some(Resolved::with(Judgement::NotAsked, FindingData::Empty));
        }
        // What counts may itself be out of reach; then nothing that is found elsewhere says anything of it.
        let current_is_broken = claim.broken.is_some() && claim.home.is_empty();
        if current_is_broken {
            return Some(self.unverifiable(claim));
        }
        let mut outside: Option<(usize, usize, Match)> = None;
        let mut lacking = claim.is_read(claim.reading());
        for (number, &place) in claim.home.iter().enumerate() {
            for (reading, read) in claim.quotation.readings.iter().enumerate().filter(|(_, read)| claim.is_read(read)) {
                let found = match find_match(&read.text, &self.index.texts()[place], &self.settings.style) {
                    Ok(found) => found,
                    Err(how) => {
                        lacking &= how == Rejection::Lacking || reading != claim.reading;
                        continue;
                    }
                };
                if found.standing == Standing::Body {
                    claim.reading = reading;
                    return Some(self.verbatim(claim, place, found, number > 0));
                }
                if outside.as_ref().is_none_or(|(_, _, kept)| found.standing < kept.standing) {
                    outside = Some((reading, place, found));
                }
            }
        }
        claim.lacking = lacking;
        let (reading, place, found) = outside?;
        claim.reading = reading;
        Some(self.outside(claim, place, found))
    }

    /// The resolution of a quotation, if the cited article and the `candidates` to hold all of it suffice for one.
    /// `hits_in` says where its words were seen in some texts.
    pub(super) fn close_soon(
        &self,
        claim: &mut Claim<'_>,
        query: &Query,
        candidates: &[usize],
        hits_in: impl FnOnce(&[usize]) -> Vec<ShingleHit>,
    ) -> Option<Resolved> {
        if claim.bound.article.is_none() {
            let texts = self.held(claim, candidates);
            return self.unbound_but_held(claim, &texts);
        }
        if claim.broken.is_some() {
            return Some(self.unverifiable(claim));
        }
        let whole = claim.unmatched(query, &[], candidates).whole(self.index, self.settings);
        let refutation = whole.or_else(|| {
            let hits = hits_in(&claim.home);
            claim.unmatched(query, &hits, &[]).explain_at_home(self.index)
        });
        refutation.map(|refutation| self.refuted(claim, refutation))
    }

    /// Says what became of a quotation whose words were looked for everywhere.
    pub(super) fn close(&self, claim: &mut Claim<'_>, query: &Query, hits: &[ShingleHit]) {
        let candidates = candidates(hits);
        let resolved = if claim.bound.article.is_some() {
            self.refuted(claim, claim.unmatched(query, hits, &candidates).explain(self.index, self.settings))
        } else {
            let texts = self.held(claim, &candidates);
            self.unbound_but_held(claim, &texts).unwrap_or_else(|| self.nowhere(claim, query, hits))
        };
        claim.resolved = Some(resolved);
    }

    /// Those of `candidates` that hold a quotation without a citation that counts.
    pub(super) fn held(&self, claim: &mut Claim<'_>, candidates: &[usize]) -> Vec<&SearchText> {
        for (reading, read) in claim.quotation.readings.iter().enumerate() {
            let found = elsewhere(&read.text, candidates, &[], self.index, self.settings);
            if !found.is_empty() {
                claim.reading = reading;
                return found.into_iter().map(|(searched, _)| searched).collect();
            }
        }
        Vec::new()
    }
}
