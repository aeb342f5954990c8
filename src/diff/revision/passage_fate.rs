//! The fate of words that stood in the older capture.

use super::capture_diff::{CaptureDiff, PairDiff};
use super::change::DiffPiece;
use super::class::Class;
use super::classes::Classes;
use super::hunks::Hunk;
use super::word_bag::{WordBag, bag, shared};
use crate::segment::Standing;
use crate::text::Span;
use std::ops::Range;

/// The fate of some words, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PassageFate {
    /// They stand where they stood, letter for letter.
    Holds,
    /// They stand in a paragraph that moved, letter for letter.
    Moved,
    /// They stand where they stood, but for shapes of marks.
    TypographyChanged,
    /// They stand, letter for letter, in another place, which was no other passage's.
    NowElsewhere,
    /// Other words stand in their place.
    Reworded,
    /// They stand no more.
    Gone,
}

impl PassageFate {
    /// Every fate.
    pub const ALL: [PassageFate; 6] =
        [Self::Holds, Self::Moved, Self::TypographyChanged, Self::NowElsewhere, Self::Reworded, Self::Gone];

    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Moved => "moved",
            Self::TypographyChanged => "typography changed",
            Self::NowElsewhere => "now elsewhere",
            Self::Reworded => "reworded",
            Self::Gone => "gone",
        }
    }
}

/// The fate of some words, and their place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassageOutcome {
    /// Their fate.
    pub fate: PassageFate,
    /// The span in the new transcript of what became of them, in bytes; `None` where they are gone.
    pub now: Option<Span>,
    /// The kinds of change.
    pub classes: Classes,
    /// The words of both captures, where they were reworded.
    pub pieces: Vec<DiffPiece>,
    /// Words in the new capture that could be taken for them, and are another passage's.
    pub look_alike: Option<Span>,
}

impl PassageOutcome {
    fn of(fate: PassageFate, now: Option<Span>, class: Option<Class>) -> Self {
        Self { fate, now, classes: class.into_iter().collect(), pieces: Vec::new(), look_alike: None }
    }
}

/// Those of some words that are in one pair of paragraphs, or in a paragraph that has no partner.
struct PassagePart<'p> {
    pair_diff: Option<&'p PairDiff>,
    olds: Range<usize>,
    /// The differences in them.
    touched: Vec<Hunk>,
    /// The tokens of the new text that they became.
    now: Option<Range<usize>>,
}

/// Words that no longer stand together are the same passage if at least one of so many stayed.
const STAYED: usize = 2;
/// Fewer words than this stand anywhere, and are not looked for in other places.
const FEWEST: usize = 3;

impl CaptureDiff<'_> {
    /// The outcome of the words at `span` of the old transcript.
    ///
    /// Words that another passage of the old capture became are that passage's, and never taken for these.
    pub fn carry(&self, span: Span) -> PassageOutcome {
        let quoted = self.tokens_at(span);
        let places: Vec<Option<usize>> = quoted.clone().map(|token| self.place_of(token)).collect();
        if let Some(outcome) = self.whole(&quoted, &places) {
            return outcome;
        }
        let found = self.occurrences(&quoted);
        if let Some(free) = found.iter().find(|place| self.is_free(place, &quoted)) {
            let now = Some(self.new.span(free.clone()));
            return PassageOutcome::of(PassageFate::NowElsewhere, now, Some(Class::Moved));
        }
        let gone = PassageOutcome::of(PassageFate::Gone, None, Some(Class::Removed));
        let reworded = self.reworded(&quoted, &places).or_else(|| self.misread(&quoted));
        let mut outcome = reworded.unwrap_or(gone);
        if outcome.fate == PassageFate::Gone {
            let alike = found.into_iter().next().or_else(|| self.nearest(&quoted));
            outcome.look_alike = alike.map(|place| self.new.span(place));
        }
        outcome
    }

    /// The tokens of the old text that `span` touches.
    fn tokens_at(&self, span: Span) -> Range<usize> {
        let tokens = &self.old.tokens;
        let start = tokens.partition_point(|token| token.span().end <= span.start);
        let end = tokens.partition_point(|token| token.span().start < span.end);
        start..end.max(start)
    }

    /// The pair that a token of the old text is in, or one of the new.
    fn pair_of(&self, old: bool, token: usize) -> Option<&PairDiff> {
        let (side, partners) = if old { (&self.old, &self.partners[0]) } else { (&self.new, &self.partners[1]) };
        let block = side.blocks.partition_point(|block| block.tokens.end <= token);
        let number = (*partners.get(block)?)?;
        self.pairs.get(number as usize)
    }

    /// The token of the new text that a token of the old one became, if it stands there.
    fn place_of(&self, token: usize) -> Option<usize> {
        let PairDiff { pair, hunks, .. } = self.pair_of(true, token)?;
        let (mut old, mut new) = (self.old.tokens_of(&pair.old).start, self.new.tokens_of(&pair.new).start);
        let at = hunks.partition_point(|hunk| hunk.old.end <= token);
        if let Some(last) = at.checked_sub(1).map(|at| &hunks[at]) {
            (old, new) = (last.old.end, last.new.end);
        }
        // What is only added before the token shifts it, too.
        for hunk in hunks[at..].iter().take_while(|hunk| hunk.old.is_empty() && hunk.old.start <= token) {
            (old, new) = (hunk.old.end, hunk.new.end);
        }
        let changed = hunks.get(at).is_some_and(|hunk| hunk.old.contains(&token));
        (!changed).then(|| new + token - old)
    }

    /// The outcome of words that all stand together still.
    fn whole(&self, quoted: &Range<usize>, places: &[Option<usize>]) -> Option<PassageOutcome> {
        let places: Vec<usize> = places.iter().copied().collect::<Option<_>>()?;
        let (first, last) = (*places.first()?, *places.last()?);
        if !places.windows(2).all(|two| self.follows(two[0], two[1])) {
            return None;
        }
        let now = Some(self.new.span(first..last + 1));
        let same = quoted.clone().zip(&places).enumerate().all(|(index, (old, &new))| {
            !self.differs(old, new) && (index == 0 || self.spaced(true, old) == self.spaced(false, new))
        });
        let moved = quoted.clone().any(|token| self.pair_of(true, token).is_some_and(|found| found.pair.moved));
        let outside =
            quoted.clone().zip(&places).any(|(old, &new)| self.standing(true, old) < self.standing(false, new));
        Some(match (same, outside, moved) {
            (_, true, _) => PassageOutcome::of(PassageFate::NowElsewhere, now, Some(Class::Role)),
            (false, ..) => PassageOutcome::of(PassageFate::TypographyChanged, now, Some(Class::Typography)),
            (true, _, true) => PassageOutcome::of(PassageFate::Moved, now, Some(Class::Moved)),
            (true, ..) => PassageOutcome::of(PassageFate::Holds, now, None),
        })
    }

    /// Returns true if a token of the new text comes next after another, page furniture and captions aside.
    fn follows(&self, one: usize, next: usize) -> bool {
        one < next && (one + 1..next).all(|between| self.standing(false, between) != Standing::Body)
    }

    fn standing(&self, old: bool, token: usize) -> Standing {
        let side = if old { &self.old } else { &self.new };
        let block = side.blocks.partition_point(|block| block.tokens.end <= token);
        side.blocks[block].role.standing()
    }

    fn spaced(&self, old: bool, token: usize) -> bool {
        let side = if old { &self.old } else { &self.new };
        side.witness.text()[..side.tokens[token].span().start].ends_with(char::is_whitespace)
    }

    /// Every place in the new text's body with the same letters.
    fn occurrences(&self, quoted: &Range<usize>) -> Vec<Range<usize>> {
        let wanted: Vec<u32> = self.old.tokens[quoted.clone()].iter().map(|token| token.raw).collect();
        if self.old.words(quoted.clone()).count() < FEWEST {
            return Vec::new();
        }
        let tokens = &self.new.tokens;
        let stands = |at: &usize| {
            tokens[*at..*at + wanted.len()].iter().zip(&wanted).all(|(token, raw)| token.raw == *raw)
                && self.standing(false, *at) == Standing::Body
                && (1..wanted.len()).all(|step| self.spaced(true, quoted.start + step) == self.spaced(false, at + step))
        };
        let last = (tokens.len() + 1).saturating_sub(wanted.len());
        (0..last).filter(stands).map(|at| at..at + wanted.len()).collect()
    }

    /// Returns true if no other passage of the old capture became what stands there: no word of it is another's.
    fn is_free(&self, place: &Range<usize>, quoted: &Range<usize>) -> bool {
        place.clone().all(|token| self.owner(token).is_none_or(|owner| quoted.contains(&owner)))
    }

    /// The token of the old text that became this one of the new.
    fn owner(&self, token: usize) -> Option<usize> {
        let PairDiff { pair, hunks, .. } = self.pair_of(false, token)?;
        let (mut old, mut new) = (self.old.tokens_of(&pair.old).start, self.new.tokens_of(&pair.new).start);
        let at = hunks.partition_point(|hunk| hunk.new.end <= token);
        if hunks.get(at).is_some_and(|hunk| hunk.new.contains(&token)) {
            return None;
        }
        if let Some(last) = at.checked_sub(1).map(|at| &hunks[at]) {
            (old, new) = (last.old.end, last.new.end);
        }
        Some(old + token - new)
    }

    /// The outcome of words of which enough stayed where they were.
    fn reworded(&self, quoted: &Range<usize>, places: &[Option<usize>]) -> Option<PassageOutcome> {
        let is_word = |token: usize| self.old.tokens[token].is_word();
        let words = quoted.clone().filter(|&token| is_word(token)).count();
        let kept = quoted.clone().zip(places).filter(|(token, place)| place.is_some() && is_word(*token)).count();
        if kept * STAYED < words || kept == 0 {
            return None;
        }
        let parts = self.parts(quoted, places);
        let now = self.place_of_all(&parts)?;
        let mut outcome = PassageOutcome::of(PassageFate::Reworded, Some(self.new.span(now)), None);
        let mut last: Option<usize> = None;
        for part in &parts {
            if let Some((before, now)) = last.zip(part.now.as_ref()) {
                self.added_between(before..now.start, &mut outcome);
            }
            self.add_part(part, &mut outcome);
            last = part.now.as_ref().map(|now| now.end).or(last);
        }
        if outcome.classes.is_empty() {
            outcome.classes.insert(Class::Wording);
        }
        Some(outcome)
    }

    /// The outcome of words of a paragraph whose bytes are read as another charset: the paragraph stands for them.
    fn misread(&self, quoted: &Range<usize>) -> Option<PassageOutcome> {
        let PairDiff { pair, .. } = self.pair_of(true, quoted.start)?;
        if !self.decodings.any() {
            return None;
        }
        let (olds, news) = (self.old.tokens_of(&pair.old), self.new.tokens_of(&pair.new));
        let (old, new) = (self.old.text(olds.clone()), self.new.text(news.clone()));
        if quoted.end > olds.end || !self.decodings.explain(&old, &new) {
            return None;
        }
        let mut outcome = PassageOutcome::of(PassageFate::Reworded, Some(self.new.span(news)), Some(Class::Decoding));
        let old = self.old.text(quoted.clone());
        outcome.pieces.push(DiffPiece::Changed { old, new, classes: outcome.classes });
        Some(outcome)
    }

    /// The words by the pairs of paragraphs that they are in.
    fn parts<'p>(&'p self, quoted: &Range<usize>, places: &[Option<usize>]) -> Vec<PassagePart<'p>> {
        let mut parts = Vec::new();
        let mut start = quoted.start;
        while start < quoted.end {
            let block = self.old.blocks.partition_point(|block| block.tokens.end <= start);
            let pair_diff = self.pair_of(true, start);
            let end = pair_diff
                .map_or_else(|| self.old.blocks[block].tokens.end, |found| self.old.tokens_of(&found.pair.old).end);
            let olds = start..end.min(quoted.end);
            let is_touched = |hunk: &&Hunk| touches(hunk, quoted);
            let touched: Vec<Hunk> =
                pair_diff.map_or_else(Vec::new, |found| found.hunks.iter().filter(is_touched).cloned().collect());
            // Marks that stayed count, too: what stands there now begins and ends with them.
            let kept = places[olds.start - quoted.start..olds.end - quoted.start].iter().flatten();
            let kept = kept.map(|&place| place..place + 1);
            let now = kept.chain(touched.iter().map(|hunk| hunk.new.clone()));
            let now = now.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
            start = olds.end;
            parts.push(PassagePart { pair_diff, olds, touched, now });
        }
        parts
    }

    /// The tokens of the new text from the first part to the last; those of the longest alone, where they stand in
    /// another order.
    fn place_of_all(&self, parts: &[PassagePart<'_>]) -> Option<Range<usize>> {
        let nows = || parts.iter().filter_map(|part| part.now.clone());
        let is_in_order = nows().zip(nows().skip(1)).all(|(one, next)| one.end <= next.start);
        match is_in_order {
            true => Some(nows().next()?.start..nows().next_back()?.end),
            false => nows().max_by_key(|now| now.len()),
        }
    }

    /// Adds the words of one part as they were and as they are.
    fn add_part(&self, part: &PassagePart<'_>, outcome: &mut PassageOutcome) {
        let PassagePart { pair_diff, olds, touched, now } = part;
        let Some((found, now)) = pair_diff.zip(now.clone()) else {
            outcome.classes.insert(Class::Removed);
            let (old, new) = (self.old.text(olds.clone()), String::new());
            return outcome.pieces.push(DiffPiece::Changed { old, new, classes: [Class::Removed].into() });
        };
        let context = self.context(found);
        outcome.classes.extend(found.pair.moved.then_some(Class::Moved));
        touched.iter().for_each(|hunk| outcome.classes.extend(context.classes(hunk)));
        let clip = |at: usize| at.clamp(olds.start, olds.end);
        let clipped: Vec<Hunk> = touched
            .iter()
            .map(|hunk| Hunk { old: clip(hunk.old.start)..clip(hunk.old.end), new: hunk.new.clone() })
            .collect();
        outcome.pieces.extend(self.pieces(&context, &clipped, olds.clone(), now));
    }

    /// Adds what stands between two parts that followed on each other; page furniture and captions aside.
    fn added_between(&self, between: Range<usize>, outcome: &mut PassageOutcome) {
        if between.clone().any(|token| self.standing(false, token) == Standing::Body) {
            let (old, new) = (String::new(), self.new.text(between));
            outcome.classes.insert(Class::Added);
            outcome.pieces.push(DiffPiece::Changed { old, new, classes: [Class::Added].into() });
        }
    }

    /// The paragraph of the new capture with most of the words, if it has most of them.
    fn nearest(&self, quoted: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.old.tokens[quoted.clone()].iter();
        let mut wanted: WordBag = tokens.filter(|token| token.is_word()).map(|token| token.id).collect();
        wanted.sort_unstable();
        if wanted.len() < FEWEST {
            return None;
        }
        let bags = self.bags.get_or_init(|| (0..self.new.blocks.len()).map(|at| bag(&self.new, at)).collect());
        let scored = bags.iter().enumerate().map(|(at, bag)| (shared(&wanted, bag), std::cmp::Reverse(at)));
        let (most, at) = scored.max()?;
        (10 * most >= 7 * wanted.len()).then(|| self.new.blocks[at.0].tokens.clone())
    }
}

fn touches(hunk: &Hunk, quoted: &Range<usize>) -> bool {
    let added = hunk.old.is_empty() && quoted.start < hunk.old.start && hunk.old.start < quoted.end;
    added || hunk.old.start < quoted.end && quoted.start < hunk.old.end
}
