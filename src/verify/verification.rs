//! The way of a quotation through the archive: where it is cited, then everywhere.

use super::cautions::SHORT_WORDS;
use super::claim::{Claim, Resolved, UnresolvedClaim};
use super::diff_cache::DiffCache;
use super::explain::{candidates, elsewhere};
use super::proven::ProvenTexts;
use super::unread::{reordered, steered, unread};
use super::{FindingData, Judgement, Settings, in_body};
use crate::capture::{ArticleId, CapturePath};
use crate::diff::{Query, ShingleHit, shingle_scan, shingle_scan_of};
use crate::manifest::{Collection, Trouble};
use crate::matching::{Index, Match, Rejection, SearchText, block_scan, find_match};
use crate::notes::Form;
use crate::segment::{Role, Standing};
use crate::text::{Span, has_more_words_than, words};

/// One run over some notes: what is read of the archive, and what it is judged by.
pub(super) struct Verification<'c> {
    pub(super) archive: &'c dyn Collection,
    /// The texts that are looked into: those of the cited articles, or all.
    pub(super) proven: &'c ProvenTexts,
    pub(super) index: &'c Index,
    pub(super) settings: &'c Settings,
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
    pub(super) fn open(&self, claim: &mut Claim<'_>) {
        if let Some(trouble) = claim.bound.trouble.take() {
            let cited = claim.quotation.citations.first().map_or("", |citation| citation.reference.as_str());
            claim.breaks(cited, trouble);
            claim.resolved = Some(self.unverifiable(claim));
            return;
        }
        if !claim.bound.any_of.is_empty() && claim.has_more_words_than(SHORT_WORDS) {
            self.open_any(claim);
        }
        let Some((article, pin)) = claim.bound.article.clone() else {
            if claim.is_open() {
                claim.resolved = uncited(claim);
            }
            return;
        };
        if !claim.is_open() {
            return;
        }
        claim.resolved = reordered(claim).or_else(|| self.by_disclosure(claim));
        if !claim.is_open() {
            return;
        }
        self.find_home(claim, &article, pin.as_ref());
        if self.is_title(claim) {
            claim.resolved = Some(Resolved::new(Judgement::NotAsked));
            return;
        }
        claim.resolved = self.at_home(claim).or_else(|| unread(claim)).or_else(|| steered(claim));
        if claim.is_open() && claim.quotation.form == Form::Inline && self.is_whole_title(claim) {
            claim.resolved = Some(Resolved::new(Judgement::NotAsked));
        }
    }

    /// Binds a quotation to the one of several articles, any of which may be meant, in which it stands.
    fn open_any(&self, claim: &mut Claim<'_>) {
        let mut broken = None;
        for (article, binding) in claim.bound.any_of.clone() {
            (claim.bound.article, claim.bound.binding) = (Some((article.clone(), None)), Some(binding));
            self.find_home(claim, &article, None);
            claim.resolved = self.at_home(claim);
            if claim.resolved.as_ref().is_some_and(|resolved| matches!(resolved.judgement, Judgement::Verbatim { .. }))
            {
                return;
            }
            claim.resolved = None;
            claim.home.clear();
            broken = broken.or(claim.broken.take());
        }
        (claim.bound.article, claim.bound.binding, claim.broken) = (None, None, broken);
        // They may stand in the one that cannot be read.
        if claim.broken.is_some() {
            claim.resolved = Some(self.unverifiable(claim));
        }
    }

    /// Returns true if what may be the title of the cited article is that, or a part of it.
    fn is_title(&self, claim: &Claim<'_>) -> bool {
        if !claim.quotation.title {
            return false;
        }
        let quoted = in_small(claim.text());
        let witnesses = claim.home.iter().map(|&place| &self.index.text(place).witness);
        let mut titles = witnesses.flat_map(|witness| {
            let headlines = witness.segments().iter().filter(|segment| segment.role == Role::Headline);
            let headlines = headlines.map(|segment| &witness.text()[segment.span.range()]);
            headlines.chain(witness.manifest().title.as_deref())
        });
        titles.any(|title| format!(" {}", in_small(title)).contains(&format!(" {quoted}")))
    }

    /// Returns true if words that stand nowhere in the cited article are all of the title that it is known by.
    fn is_whole_title(&self, claim: &Claim<'_>) -> bool {
        let witnesses = claim.home.iter().map(|&place| &self.index.text(place).witness);
        let mut titles = witnesses.filter_map(|witness| witness.manifest().title.as_deref());
        claim.has_more_words_than(1) && titles.any(|title| without_stops(title).eq(without_stops(claim.text())))
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
        let mut wordless = None;
        for path in captures {
            match self.index.place(path) {
                Some(place) if !has_more_words_than(self.index.text(place).witness.text(), 0) => {
                    wordless = wordless.or(Some(path));
                }
                Some(place) => claim.home.push(place),
                None => {
                    let trouble = self.proven.troubles.get(path).cloned().unwrap_or(Trouble::Missing);
                    claim.breaks(path.as_str(), trouble);
                }
            }
        }
        // Beside others that have words, an empty one says nothing.
        if let Some(path) = wordless.filter(|_| claim.home.is_empty()) {
            claim.breaks(path.as_str(), Trouble::Wordless);
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
                let found = match find_match(&read.text, self.index.text(place), claim.style(self.settings)) {
                    Ok(found) => found,
                    Err(how) => {
                        lacking &= how == Rejection::Lacking || reading != claim.reading;
                        continue;
                    }
                };
                if found.standing == Standing::Body {
                    claim.reading = reading;
                    return Some(self.verbatim(claim, (place, &read.text), found, number > 0));
                }
                if outside.as_ref().is_none_or(|(_, _, kept)| found.standing < kept.standing) {
                    outside = Some((reading, place, found));
                }
            }
        }
        if let Some(resolved) = self.in_lines(claim) {
            return Some(resolved);
        }
        claim.lacking = lacking;
        let (reading, place, found) = outside?;
        claim.reading = reading;
        Some(self.outside(claim, place, found))
    }

    /// The resolution of a block whose lines are quotations by themselves: each holds, and begins a sentence of the article.
    /// Else pieces of sentences could be put together in any order.
    fn in_lines(&self, claim: &Claim<'_>) -> Option<Resolved> {
        let lines = in_body::lines(claim.quotation)?;
        let style = claim.style(self.settings);
        let stands = |line: &str, place| in_body::line(line, claim.text(), self.index.text(place), style);
        claim.home.iter().find_map(|&place| {
            let found = lines.iter().map(|line| stands(line, place)).collect::<Option<Vec<Match>>>()?;
            let resolved = lines.iter().zip(found).map(|(line, found)| {
                // A line that stands in the capture that counts, too, is as good as it was.
                let is_superseded = place != claim.home[0] && stands(line, claim.home[0]).is_none();
                self.verbatim(claim, (place, line), found, is_superseded)
            });
            resolved.reduce(Resolved::and)
        })
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
        refutation.map(|refutation| self.refuted_or_doubtful(claim, refutation))
    }

    /// Says what became of a quotation whose words were looked for everywhere.
    pub(super) fn close(&self, claim: &mut Claim<'_>, query: &Query, hits: &[ShingleHit]) {
        let candidates = candidates(hits);
        let resolved = if claim.bound.article.is_some() {
            let refutation = claim.unmatched(query, hits, &candidates).explain(self.index, self.settings);
            self.refuted_or_doubtful(claim, refutation)
        } else {
            let texts = self.held(claim, &candidates);
            let held = self.unbound_but_held(claim, &texts);
            held.or_else(|| self.near_any(claim, query, hits)).unwrap_or_else(|| self.nowhere(claim, query, hits))
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

/// The words of a text in small letters, a blank behind each.
fn in_small(text: &str) -> String {
    words(text).map(|word| text[word.range()].to_lowercase() + " ").collect()
}

/// The words of a text as they are written, without stops at its end.
fn without_stops(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!?".contains(c)).split_whitespace()
}

/// The resolution of a quotation that cites nothing, if the archive need not be asked.
fn uncited(claim: &Claim<'_>) -> Option<Resolved> {
    if claim.bound.is_unknown() {
        return None;
    }
    let is_asked = !claim.quotation.aside && claim.has_more_words_than(SHORT_WORDS);
    // Nobody is misled by the order of a title: nothing says that these are the words of an article.
    match is_asked && !(claim.quotation.title && claim.quotation.reordered.is_some()) {
        true => reordered(claim),
        false => Some(Resolved::new(Judgement::NotAsked)),
    }
}
