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
        let mut outcome = self.reworded(&quoted, &places).unwrap_or(gone);
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
        let words = quoted.clone().zip(places).filter(|(token, _)| self.old.tokens[*token].is_word());
        let (mut all, mut stayed) = (0, Vec::new());
        for (token, place) in words {
            all += 1;
            stayed.extend(place.map(|place| (token, place)));
        }
        if stayed.len() * STAYED < all || stayed.is_empty() {
            return None;
        }
        let mut now = Range { start: usize::MAX, end: 0 };
        stayed.iter().for_each(|&(_, place)| now = now.start.min(place)..now.end.max(place + 1));
        let found = self.pair_of(true, stayed[0].0)?;
        let touched: Vec<Hunk> = found.hunks.iter().filter(|hunk| touches(hunk, quoted)).cloned().collect();
        for hunk in &touched {
            now = now.start.min(hunk.new.start)..now.end.max(hunk.new.end);
        }
        Some(self.outcome(found, quoted, now, &touched))
    }

    fn outcome(&self, found: &PairDiff, quoted: &Range<usize>, now: Range<usize>, touched: &[Hunk]) -> PassageOutcome {
        let context = self.context(found);
        let clip = |range: &Range<usize>| {
            range.start.clamp(quoted.start, quoted.end)..range.end.clamp(quoted.start, quoted.end)
        };
        let moved = found.pair.moved.then_some(Class::Moved);
        let mut outcome = PassageOutcome::of(PassageFate::Reworded, Some(self.new.span(now.clone())), moved);
        touched.iter().for_each(|hunk| outcome.classes.extend(context.classes(hunk)));
        let inside = self.old.tokens_of(&found.pair.old);
        if inside.start <= quoted.start && quoted.end <= inside.end {
            let clipped: Vec<Hunk> =
                touched.iter().map(|hunk| Hunk { old: clip(&hunk.old), new: hunk.new.clone() }).collect();
            outcome.pieces = self.pieces(&context, &clipped, quoted.clone(), now);
        } else {
            let (old, new) = (self.old.text(quoted.clone()), self.new.text(now));
            outcome.pieces.push(DiffPiece::Changed { old, new, classes: outcome.classes });
            outcome.classes.insert(Class::Wording);
        }
        outcome
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
