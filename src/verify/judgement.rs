//! The judgement on a quotation, once it is known where its words stand.

use super::cautions::{SHORT_WORDS, cautions};
use super::cited_place;
use super::claim::{Claim, Resolved};
use super::explain::{Refutation, comparison, nearest};
use super::in_body::{self, became};
use super::override_hint::outside;
use super::verification::Verification;
use super::{Change, FindingData, Gone, Judgement, Locus, Refuted, Spot, VariantKind};
use crate::capture::{ArticleId, CapturePath};
use crate::diff::revision::{Class, PassageFate, PassageOutcome};
use crate::diff::{Comparison, Query, ShingleHit, Variant, align};
use crate::manifest::{Listed, Witness};
use crate::matching::{Cleaning, Edit, EditKind, Folding, InsetReading, Passage, SearchText};
use crate::matching::{Match, matches, narrow, needs_too_many_places};
use crate::notes;
use crate::segment::Standing;
use crate::text::{Span, has_more_words_than, is_word};
use crate::transcript::InsetKind;
use std::sync::Arc;

/// Quotations of so many words are expected to have a source.
const LONG_WORDS: usize = 8;
/// Words of a look-alike that are shown.
const ALIKE_WORDS: usize = 8;

impl<'c> Verification<'c> {
    /// The judgement on words that stand in the body of a text: `place` is its number, with the words as they were read.
    pub(super) fn verbatim(
        &self,
        claim: &Claim<'_>,
        (place, text): (usize, &str),
        found: Match,
        is_superseded: bool,
    ) -> Resolved {
        let searched = self.index.text(place);
        let mut found = found;
        let mut findings = Vec::new();
        let selectors = claim.quotation.selectors(claim.bound.binding);
        if narrow(&mut found, searched, &selectors, &self.settings.style) {
            findings.push(FindingData::SelectorMissed);
        }
        findings.extend(cited_place::hold_to(&mut found, searched, claim.bound.locator.as_ref()));
        let mut now = None;
        if is_superseded {
            let (superseded, nearest) = self.superseded(claim, (place, text), &found);
            findings.push(superseded);
            now = nearest;
        }
        // What an address points to is chosen for finding a place, not for its sense.
        if claim.quotation.form != notes::Form::Fragment {
            findings.extend(cautions(&found, searched, self.settings));
        }
        findings.extend(short(claim));
        let (loci, edits) = (loci(&found, &searched.witness), edits(&found, claim.text(), &searched.witness));
        Resolved { judgement: Judgement::Verbatim { loci, edits, now }, findings }
    }

    /// The capture that words are gone from, and what stands in their place in the capture that counts.
    fn superseded(
        &self,
        claim: &Claim<'_>,
        (place, text): (usize, &str),
        found: &Match,
    ) -> (FindingData, Option<Box<Comparison>>) {
        let (searched, current) = (self.index.text(place), self.index.text(claim.home[0]));
        let became = |later: &'c SearchText| {
            let diff = self.diffs.of(&searched.witness, &later.witness);
            became(text, found, &diff, later, claim.style(self.settings))
        };
        let outcome = became(current);
        let now = outcome.as_ref().and_then(|outcome| outcome.now);
        let near_to = |text| now.and_then(|now| align(text, current.witness.text(), now));
        // Of a line, the facts are its own; what is shown is the whole block.
        let (near, shown) = (near_to(text), near_to(claim.text()));
        // In between, other words may have stood there than stand there now.
        let is_same = |later: &'c SearchText| {
            let words = |outcome: &Option<PassageOutcome>, searched: &SearchText| {
                let outcome = outcome.as_ref()?;
                Some((outcome.fate, outcome.now.map(|now| searched.witness.text()[now.range()].to_owned())))
            };
            words(&became(later), later) == words(&outcome, current)
        };
        let superseded = FindingData::Superseded {
            stands_in: searched.witness.captured_at(),
            gone: self.gone(claim, text, [searched, current], is_same),
            change: outcome.map(|outcome| change(&outcome, current.witness.text())),
            variants: near.as_ref().map_or_else(Vec::new, |near| near.variants.clone()),
        };
        (superseded, shown.map(|near| comparison(current, near.span, near.variants)))
    }

    /// The capture in which the words do not stand: a later one; or the cited one, where that is older than the one
    /// that has them.
    fn gone(
        &self,
        claim: &Claim<'_>,
        text: &str,
        [searched, current]: [&'c SearchText; 2],
        is_same: impl Fn(&'c SearchText) -> bool,
    ) -> Gone {
        let captures = self.captures(searched.witness.article());
        let place =
            |searched: &SearchText| captures.iter().position(|listed| listed.capture == *searched.witness.path());
        match place(current) < place(searched) {
            true => Gone::NotYet(current.witness.captured_at()),
            false => {
                let since = self.gone_by(claim, text, searched).filter(|later| is_same(later));
                Gone::NoLonger(since.unwrap_or(current).witness.captured_at())
            }
        }
    }

    /// The first capture after `searched` in which the words no longer stand.
    fn gone_by(&self, claim: &Claim<'_>, text: &str, searched: &SearchText) -> Option<&'c SearchText> {
        let captures = self.captures(searched.witness.article());
        let later = captures.iter().skip_while(|listed| listed.capture != *searched.witness.path()).skip(1);
        let places = later.filter_map(|listed| self.index.place(&listed.capture));
        let texts = places.map(|place| self.index.text(place));
        // An empty capture says nothing.
        let mut texts = texts.filter(|searched| has_more_words_than(searched.witness.text(), 0));
        texts.find(|searched| in_body::body(text, searched, claim.style(self.settings)).is_none())
    }

    /// The captures of an article that is held; none where they cannot be listed, which is said of what cites it.
    fn captures(&self, article: &ArticleId) -> Arc<[Listed]> {
        self.archive.captures(article).unwrap_or_default()
    }

    pub(super) fn outside(&self, claim: &Claim<'_>, place: usize, found: Match) -> Resolved {
        let searched = self.index.text(place);
        let span = found.alignments[0].passages[0].span();
        let mut findings = vec![FindingData::Outside(outside(&searched.witness, span, &found))];
        findings.extend(cautions(&found, searched, self.settings));
        findings.extend(short(claim));
        let (loci, edits) = (loci(&found, &searched.witness), edits(&found, claim.text(), &searched.witness));
        let judgement = match found.standing {
            Standing::Furniture => Judgement::OutsideBody { loci, edits },
            _ => Judgement::Verbatim { loci, edits, now: None },
        };
        Resolved { judgement, findings }
    }

    pub(super) fn unverifiable(&self, claim: &Claim<'_>) -> Resolved {
        let mut resolved = Resolved::new(Judgement::Unverifiable { nearest: None });
        if let Some((path, trouble)) = claim.broken.as_deref().cloned() {
            resolved.findings.push(FindingData::CapturesBroken { path, trouble });
        }
        resolved
    }

    pub(super) fn refuted(&self, claim: &Claim<'_>, refutation: Refutation) -> Resolved {
        let Refutation { mismatch, variants, nearest, .. } = refutation;
        let has_untried = claim
            .home
            .iter()
            .any(|&place| needs_too_many_places(claim.text(), self.index.text(place), &self.settings.style));
        let spot = nearest.as_ref().map(|nearest| Spot::from(&nearest.locus));
        let mut findings = vec![FindingData::Refuted(Refuted { mismatch, variants, spot, has_untried })];
        findings.extend(short(claim));
        Resolved { judgement: Judgement::Refuted { nearest }, findings }
    }

    pub(super) fn unbound_but_held(&self, claim: &Claim<'_>, texts: &[&SearchText]) -> Option<Resolved> {
        let searched = texts.first()?;
        if claim.bound.is_unknown() {
            return Some(self.unknown(claim, Some(searched.witness.article())));
        }
        let articles = texts.iter().map(|searched| searched.witness.article().clone()).collect();
        let (mut places, mut changed, mut findings) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(found) = matches(claim.text(), searched, &self.settings.style) {
            findings.extend(cautions(&found, searched, self.settings));
            (places, changed) = (loci(&found, &searched.witness), edits(&found, claim.text(), &searched.witness));
        }
        let (link, spot) = (claim.link(), places.first().map(Spot::from));
        findings.insert(0, FindingData::Uncited { articles, link, of: claim.bound.any_of.len(), spot });
        Some(Resolved { judgement: Judgement::Verbatim { loci: places, edits: changed, now: None }, findings })
    }

    /// The judgement on a quotation that does not hold.
    pub(super) fn refuted_or_doubtful(&self, claim: &Claim<'_>, refutation: Refutation) -> Resolved {
        let is_before = claim.bound.binding.is_some_and(|binding| binding >= notes::Binding::BeforeInSentence);
        let is_absent = refutation.mismatch == super::Mismatch::Absent;
        let doubtful = if is_absent || is_before && is_far(&refutation) { self.doubtful(claim) } else { None };
        doubtful.unwrap_or_else(|| self.refuted(claim, refutation))
    }

    /// The judgement on words in running text that nothing in the archive is near, where the citation may as well be for
    /// something else: a term, a title, what one might say. `None` for so many words that they must be somebody's.
    fn doubtful(&self, claim: &Claim<'_>) -> Option<Resolved> {
        let is_likely = claim.bound.binding.is_some_and(|binding| !binding.is_certain());
        if !is_likely || claim.quotation.form != notes::Form::Inline || claim.has_more_words_than(LONG_WORDS - 1) {
            return None;
        }
        if !claim.has_more_words_than(SHORT_WORDS) || notes::is_in_title_case(claim.text()) {
            return Some(Resolved::new(Judgement::NotAsked));
        }
        Some(Resolved::unverifiable(FindingData::CitationDoubtful))
    }

    fn unknown(&self, claim: &Claim<'_>, stands_in: Option<&ArticleId>) -> Resolved {
        let stands_in = stands_in.cloned();
        let unknown = &claim.bound.unknown;
        Resolved::unverifiable(match claim.bound.several.is_empty() {
            true => FindingData::CitationUnknown {
                names: unknown.iter().map(|name| name.as_str().to_owned()).collect(),
                without_address: claim.keys_without_address(),
                captures: self.captures_of(unknown),
                stands_in,
            },
            false => FindingData::CitationAmbiguous { articles: claim.bound.several.clone(), stands_in },
        })
    }

    /// The judgement on words that cite what is not there, and are nowhere as they are. Where an article has most of
    /// them, they are not its words either, whichever was meant.
    fn unknown_but_near(&self, claim: &Claim<'_>, query: &Query, hits: &[ShingleHit]) -> Resolved {
        let near = nearest(claim.text(), query, hits, &[], self.index);
        let is_near = |common: usize, words: usize| {
            let most = common * 4 >= words * 3 && claim.has_more_words_than(SHORT_WORDS);
            most || claim.has_more_words_than(LONG_WORDS - 1)
        };
        let Some((searched, near)) = near.filter(|(_, near)| is_near(near.common, near.words)) else {
            return self.unknown(claim, None);
        };
        let mut resolved = self.unknown(claim, None);
        let nearest = comparison(searched, near.span, near.variants.clone());
        let mismatch = super::Mismatch::Altered { elsewhere: Some(searched.witness.article().clone()) };
        let spot = Some(Spot::from(&nearest.locus));
        let refuted = Refuted { mismatch, variants: near.variants, spot, has_untried: false };
        resolved.findings.insert(0, FindingData::Refuted(refuted));
        Resolved { judgement: Judgement::Refuted { nearest: Some(nearest) }, ..resolved }
    }

    /// The judgement on words that most of one of several articles has, any of which may be meant: it is that one's, and
    /// altered.
    pub(super) fn near_any(&self, claim: &mut Claim<'_>, query: &Query, hits: &[ShingleHit]) -> Option<Resolved> {
        let is_of_any = |hit: &&ShingleHit| {
            let article = self.index.text(hit.text).witness.article();
            claim.bound.any_of.iter().any(|(one, _)| one == article)
        };
        let hits: Vec<ShingleHit> = hits.iter().filter(is_of_any).copied().collect();
        let (searched, near) = nearest(claim.text(), query, &hits, &[], self.index)?;
        if near.common * 4 < near.words * 3 || !claim.has_more_words_than(SHORT_WORDS) {
            return None;
        }
        let article = searched.witness.article();
        claim.bound.binding = claim.bound.any_of.iter().find(|(one, _)| one == article).map(|(_, binding)| *binding);
        claim.bound.article = Some((article.clone(), None));
        let mismatch = super::Mismatch::Altered { elsewhere: None };
        let nearest = Some(comparison(searched, near.span, near.variants.clone()));
        let shared = Some((near.common, near.words));
        Some(self.refuted(claim, Refutation { mismatch, variants: near.variants, nearest, shared }))
    }

    /// The captures of an article that is there, though not the one that is pinned.
    fn captures_of(&self, unknown: &[notes::Reference]) -> Vec<CapturePath> {
        let [notes::Reference::Pinned(both)] = unknown else { return Vec::new() };
        let id = both.rsplit_once(", ").and_then(|(key, _)| key.parse::<ArticleId>().ok());
        let captures = id.map_or_else(Arc::default, |id| self.captures(&id));
        captures.iter().map(|listed| listed.capture.clone()).collect()
    }

    pub(super) fn nowhere(&self, claim: &Claim<'_>, query: &Query, hits: &[ShingleHit]) -> Resolved {
        if claim.bound.is_unknown() {
            return self.unknown_but_near(claim, query, hits);
        }
        if !claim.has_more_words_than(LONG_WORDS - 1) || claim.quotation.unattributed {
            return Resolved::new(Judgement::NotAsked);
        }
        let near = nearest(claim.text(), query, hits, &[], self.index);
        // What an entry of a bibliography has between its marks is the title of a work that is not archived.
        if claim.quotation.title && near.is_none() {
            return Resolved::new(Judgement::NotAsked);
        }
        let missing = FindingData::CitationMissing {
            link: claim.link(),
            of: claim.bound.any_of.len(),
            nearest: near.as_ref().map(|(searched, near)| Spot::from(&Locus::of(&searched.witness, near.span))),
            has_withheld: self.archive.has_withheld(),
            variants: near.as_ref().map_or_else(Vec::new, |(_, near)| near.variants.clone()),
        };
        let nearest = near.map(|(searched, near)| comparison(searched, near.span, near.variants));
        Resolved::with(Judgement::Unverifiable { nearest }, missing)
    }
}

/// Returns true if nothing in the archive is near the words: no more than half of them stand together, and none of the
/// others is another number, name or negation, which somebody may have written for the archive's.
fn is_far(refutation: &Refutation) -> bool {
    let is_other_word = |variant: &Variant| {
        matches!(
            variant.kind,
            VariantKind::Wording
                | VariantKind::Quantifier
                | VariantKind::Omission
                | VariantKind::Insertion
                | VariantKind::Case
        )
    };
    match (&refutation.mismatch, refutation.shared) {
        (super::Mismatch::Altered { .. }, Some((common, words))) => {
            common * 2 <= words && refutation.variants.iter().all(is_other_word)
        }
        _ => false,
    }
}

/// The finding on words that are too few to prove anything.
pub(super) fn short(claim: &Claim<'_>) -> Option<FindingData> {
    let is_address = claim.quotation.form == notes::Form::Fragment;
    let is_short = !claim.has_more_words_than(SHORT_WORDS) && !is_address && claim.bound.article.is_some();
    is_short.then(|| FindingData::Short { words: claim.words() })
}

/// The places of a quotation of one passage; where it has several, those of its first alignment.
fn loci(found: &Match, witness: &Witness) -> Vec<Locus> {
    let has_one_passage = found.alignments[0].passages.len() == 1;
    let shown = if has_one_passage { &found.alignments[..] } else { &found.alignments[..1] };
    let runs = shown.iter().flat_map(|alignment| &alignment.passages).flat_map(|passage| &passage.runs);
    let mut loci = Vec::with_capacity(runs.clone().count());
    loci.extend(runs.map(|&run| Locus::read(witness, run, found.role_outside)));
    loci
}

/// The changes that the editor of `text` made, as marked and as accepted.
pub(super) fn edits(found: &Match, text: &str, witness: &Witness) -> Vec<Edit> {
    let alignment = &found.alignments[0];
    let mut edits: Vec<Edit> = alignment.edits.iter().chain(&found.accepted).cloned().collect();
    if found.reading == InsetReading::Joined {
        let spans = || alignment.passages.iter().map(Passage::span);
        edits.extend(spans().flat_map(|span| line_ends(span, witness)));
    }
    if found.folding != Folding::LITERAL {
        let quoted = |passage: &Passage| text.get(passage.quoted.range()).unwrap_or(text).to_owned();
        let differences =
            alignment.passages.iter().filter_map(|passage| align(&quoted(passage), witness.text(), passage.span()));
        edits.extend(differences.flat_map(|likeness| likeness.variants).map(|Variant { quoted, archived, .. }| {
            let kind = match () {
                () if found.folding.cleaning != Cleaning::None => EditKind::CleanedUp,
                () if archived.contains(['¬', 'â', 'Â', '‚']) => EditKind::Decoding,
                () => EditKind::Typography,
            };
            Edit { kind, quoted, archived }
        }));
    }
    edits
}

/// The words in a passage that have a hyphen only because a line ends there.
fn line_ends(passage: Span, witness: &Witness) -> Vec<Edit> {
    let text = witness.text();
    let insets = witness.transcript().insets().iter();
    let hyphens = insets.filter(|inset| inset.kind == InsetKind::LineEndHyphen && passage.overlaps(inset.span()));
    let words = hyphens.map(|inset| {
        let (head, tail) = (&text[..inset.at], &text[inset.span().end..]);
        let first = head.chars().rev().take_while(|&c| is_word(c)).map(char::len_utf8).sum::<usize>();
        let second = tail.chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum::<usize>();
        let (first, second) = (&head[head.len() - first..], &tail[..second]);
        let (quoted, archived) = (format!("{first}{second}"), format!("{first}{}{second}", inset.text));
        Edit { kind: EditKind::LineEnd, quoted, archived }
    });
    words.collect()
}

fn change(outcome: &PassageOutcome, text: &str) -> Change {
    match outcome.fate {
        // Its words are all there, and something between its parts or beside it is not as it was.
        PassageFate::Reworded if outcome.pieces.is_empty() => Change::Around,
        PassageFate::Reworded => Change::Reworded(outcome.classes.iter().copied().collect()),
        PassageFate::TypographyChanged => Change::OtherMarks,
        PassageFate::Gone => Change::Gone(outcome.look_alike.map(|alike| {
            let words: Vec<&str> = text[alike.range()].split_whitespace().take(ALIKE_WORDS).collect();
            words.join(" ")
        })),
        PassageFate::NowElsewhere if outcome.classes.contains(&Class::Role) => Change::OutsideBody,
        PassageFate::Holds | PassageFate::Moved | PassageFate::NowElsewhere => Change::Around,
    }
}
