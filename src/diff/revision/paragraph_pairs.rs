//! Which paragraph of one capture is which of the other.

use super::decoding::Decodings;
use super::increasing::heaviest;
use super::tokenized_text::TokenizedText;
use super::word_bag::{WordBag, bag, likely_partners, similarity};
use crate::segment::Role;
use std::collections::HashMap;
use std::ops::Range;

/// Paragraphs that belong together: one and one; one that was split; or several that were joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParagraphPair {
    pub old: Range<usize>,
    pub new: Range<usize>,
    /// True if they stand elsewhere than their neighbours say.
    pub moved: bool,
}

/// Words shared for each thousand from which paragraphs between the same neighbours are one. Unrelated paragraphs of
/// real articles share 290 in the median; of those between the same neighbours, few are unrelated.
const IN_GAP: usize = 400;
/// The same across the whole article, where there are many to be taken for it: of unrelated ones, 95 % share less than
/// 520.
const ACROSS: usize = 600;
/// A paragraph of fewer tokens than this is not looked for elsewhere: many are alike.
const FEWEST: usize = 6;
/// So many pairs of a gap are all compared; of more, those that share rare words.
const PAIRS: usize = 4096;
/// Words for each hundred that a piece of a split paragraph must have from it.
const PIECE: usize = 70;

/// The pairs, by place in the old capture.
pub(super) fn pair_up(
    old: &TokenizedText<'_>,
    new: &TokenizedText<'_>,
    paragraphs: usize,
    decodings: &mut Decodings,
) -> Vec<ParagraphPair> {
    let mut aligner = Aligner { old, new, there: vec![None; old.blocks.len()], back: vec![None; new.blocks.len()] };
    aligner.same(paragraphs);
    aligner.extend();
    for (one, other) in aligner.gaps() {
        aligner.same_in(one.clone(), other.clone());
        aligner.alike_in(one, other);
    }
    aligner.headlines();
    aligner.same_elsewhere(paragraphs);
    aligner.alike_elsewhere();
    aligner.misread(decodings);
    aligner.pairs()
}

struct Aligner<'s, 'w> {
    old: &'s TokenizedText<'w>,
    new: &'s TokenizedText<'w>,
    there: Vec<Option<usize>>,
    back: Vec<Option<usize>>,
}

impl Aligner<'_, '_> {
    fn join(&mut self, one: usize, other: usize) {
        (self.there[one], self.back[other]) = (Some(other), Some(one));
    }

    fn weight(&self, one: usize) -> usize {
        self.old.blocks[one].tokens.len()
    }

    /// Paragraphs that stand once in each, and in the same order.
    fn same(&mut self, paragraphs: usize) {
        let places = |side: &TokenizedText<'_>| {
            let mut places = vec![None; paragraphs];
            for (at, block) in side.blocks.iter().enumerate() {
                let place = &mut places[block.id as usize];
                // Twice is as bad as never.
                *place = if place.is_none() { Some(at) } else { Some(usize::MAX) };
            }
            places
        };
        let (olds, news) = (places(self.old), places(self.new));
        let unique = |at: &usize, places: &[Option<usize>], id: u32| places[id as usize] == Some(*at);
        let pairs: Vec<(usize, usize)> = (0..self.old.blocks.len())
            .filter(|at| unique(at, &olds, self.old.blocks[*at].id))
            .filter_map(|at| Some((at, news[self.old.blocks[at].id as usize].filter(|&other| other != usize::MAX)?)))
            .collect();
        self.join_increasing(&pairs);
    }

    fn join_increasing(&mut self, pairs: &[(usize, usize)]) {
        let weighed: Vec<_> = pairs.iter().map(|&(one, other)| (other, self.weight(one))).collect();
        for (&(one, other), kept) in pairs.iter().zip(heaviest(&weighed)) {
            if kept {
                self.join(one, other);
            }
        }
    }

    /// Neighbours of what is joined that are the same, though not the only ones of their kind.
    fn extend(&mut self) {
        let ahead = 0..self.old.blocks.len().saturating_sub(1);
        for at in ahead.clone() {
            self.extend_to(at, at + 1, |other| other.checked_add(1));
        }
        for at in ahead.rev() {
            self.extend_to(at + 1, at, |other| other.checked_sub(1));
        }
    }

    fn extend_to(&mut self, from: usize, to: usize, step: impl Fn(usize) -> Option<usize>) {
        let Some(other) = self.there[from].and_then(step).filter(|&other| other < self.back.len()) else { return };
        let free = self.there[to].is_none() && self.back[other].is_none();
        if free && self.old.blocks[to].id == self.new.blocks[other].id {
            self.join(to, other);
        }
    }

    /// The stretches between what is joined. All that is joined so far is in order.
    fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let joined = self.there.iter().enumerate().filter_map(|(one, other)| Some((one, (*other)?)));
        let (mut gaps, mut last) = (Vec::new(), (0, 0));
        for (one, other) in joined.chain([(self.there.len(), self.back.len())]) {
            if last.0 < one && last.1 < other {
                gaps.push((last.0..one, last.1..other));
            }
            last = (one + 1, other + 1);
        }
        gaps
    }

    /// The same paragraphs, first with first, where there are several.
    fn same_in(&mut self, one: Range<usize>, other: Range<usize>) {
        let mut olds: Vec<(u32, usize)> = one.map(|at| (self.old.blocks[at].id, at)).collect();
        let mut news: Vec<(u32, usize)> = other.map(|at| (self.new.blocks[at].id, at)).collect();
        olds.sort_unstable();
        news.sort_unstable();
        let mut pairs = matched(&olds, &news);
        pairs.sort_unstable();
        self.join_increasing(&pairs);
    }

    fn alike_in(&mut self, one: Range<usize>, other: Range<usize>) {
        let olds = free(self.old, &self.there, one);
        let news = free(self.new, &self.back, other);
        let candidates = if olds.len() * news.len() <= PAIRS {
            (0..olds.len()).flat_map(|i| (0..news.len()).map(move |j| (i, j))).collect()
        } else {
            likely_partners(&olds, &news)
        };
        self.join_alike(&olds, &news, candidates, IN_GAP);
    }

    /// The likest first; among equals, those that stand at the same place.
    fn join_alike(
        &mut self,
        olds: &[(usize, WordBag)],
        news: &[(usize, WordBag)],
        candidates: Vec<(usize, usize)>,
        least: usize,
    ) {
        let mut scored: Vec<_> = candidates
            .into_iter()
            .map(|(i, j)| (std::cmp::Reverse(similarity(&olds[i].1, &news[j].1)), i.abs_diff(j), i, j))
            .filter(|scored| scored.0.0 >= least)
            .collect();
        scored.sort_unstable();
        for (_, _, i, j) in scored {
            let (one, other) = (olds[i].0, news[j].0);
            let akin = self.old.blocks[one].is_furniture() == self.new.blocks[other].is_furniture();
            if akin && self.there[one].is_none() && self.back[other].is_none() {
                self.join(one, other);
            }
        }
    }

    /// A headline stays the headline, whatever it says. So does a standfirst. Where there are several, as many as were,
    /// first is with first.
    fn headlines(&mut self) {
        for role in [Role::Headline, Role::Standfirst] {
            let free = |side: &TokenizedText<'_>, partners: &[Option<usize>]| -> Vec<usize> {
                let all = 0..side.blocks.len();
                all.filter(|&at| side.blocks[at].role == role && partners[at].is_none()).collect()
            };
            let (olds, news) = (free(self.old, &self.there), free(self.new, &self.back));
            if olds.len() == news.len() {
                olds.into_iter().zip(news).for_each(|(one, other)| self.join(one, other));
            }
        }
    }

    fn same_elsewhere(&mut self, paragraphs: usize) {
        let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); paragraphs];
        for at in (0..self.back.len()).rev().filter(|&at| self.back[at].is_none()) {
            waiting[self.new.blocks[at].id as usize].push(at);
        }
        for one in 0..self.there.len() {
            if self.there[one].is_none()
                && self.weight(one) >= FEWEST
                && let Some(other) = waiting[self.old.blocks[one].id as usize].pop()
            {
                self.join(one, other);
            }
        }
    }

    fn alike_elsewhere(&mut self) {
        let long =
            |all: Vec<(usize, WordBag)>| all.into_iter().filter(|(_, bag)| bag.len() >= FEWEST).collect::<Vec<_>>();
        let olds = long(free(self.old, &self.there, 0..self.there.len()));
        let news = long(free(self.new, &self.back, 0..self.back.len()));
        let candidates = likely_partners(&olds, &news);
        self.join_alike(&olds, &news, candidates, ACROSS);
    }

    /// Paragraphs that are the same bytes, read as another charset.
    fn misread(&mut self, decodings: &mut Decodings) {
        let free = |partners: &[Option<usize>]| -> Vec<usize> {
            (0..partners.len()).filter(|&at| partners[at].is_none()).collect()
        };
        let (olds, news) = (free(&self.there), free(&self.back));
        for (one, other) in decodings.pairs([self.old, self.new], [&olds, &news]) {
            if self.there[one].is_none() && self.back[other].is_none() {
                self.join(one, other);
            }
        }
    }

    fn pairs(&self) -> Vec<ParagraphPair> {
        let joined: Vec<(usize, usize)> =
            self.there.iter().enumerate().filter_map(|(one, other)| Some((one, (*other)?))).collect();
        let weighed: Vec<_> = joined.iter().map(|&(one, other)| (other, self.weight(one))).collect();
        let kept = heaviest(&weighed);
        let (mut olds, mut news) = (self.there.clone(), self.back.clone());
        let mut pairs = Vec::with_capacity(joined.len());
        for ((one, other), kept) in joined.into_iter().zip(kept) {
            let (mut old, mut new) = (one..one + 1, other..other + 1);
            if self.old.blocks[one].id != self.new.blocks[other].id {
                // What is split keeps all its words, and what is joined: the pieces take up what the first lacks.
                new = widened(self.old, one, self.new, other, &mut news);
                if new.len() == 1 {
                    old = widened(self.new, other, self.old, one, &mut olds);
                }
            }
            pairs.push(ParagraphPair { old, new, moved: !kept });
        }
        pairs
    }
}

/// First with first, by number; both are sorted.
fn matched(olds: &[(u32, usize)], news: &[(u32, usize)]) -> Vec<(usize, usize)> {
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < olds.len() && j < news.len() {
        match olds[i].0.cmp(&news[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                pairs.push((olds[i].1, news[j].1));
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    pairs
}

fn free(side: &TokenizedText<'_>, partners: &[Option<usize>], range: Range<usize>) -> Vec<(usize, WordBag)> {
    range.filter(|&at| partners[at].is_none()).map(|at| (at, bag(side, at))).collect()
}

/// The pieces beside `piece` that, with it, `whole` was split into; they are taken.
fn widened(
    from: &TokenizedText<'_>,
    whole: usize,
    to: &TokenizedText<'_>,
    piece: usize,
    taken: &mut [Option<usize>],
) -> Range<usize> {
    let mut range = piece..piece + 1;
    let is_free = |at: &usize, taken: &[Option<usize>]| *at < taken.len() && taken[*at].is_none();
    let beside = |range: &Range<usize>| [Some(range.end), range.start.checked_sub(1)].into_iter().flatten();
    if !beside(&range).any(|at| is_free(&at, taken)) {
        return range;
    }
    let mut rest = UnmatchedWords::of(&bag(from, whole));
    rest.take(&bag(to, piece));
    while let Some((next, more)) = beside(&range)
        .filter(|at| is_free(at, taken))
        .map(|at| (at, bag(to, at)))
        .find(|(_, more)| more.len() >= 4 && 100 * rest.shared(more) >= PIECE * more.len())
    {
        rest.take(&more);
        taken[next] = Some(whole);
        range = range.start.min(next)..range.end.max(next + 1);
    }
    range
}

/// Words of a paragraph that no piece has yet; each piece costs its own words, however long the paragraph is.
struct UnmatchedWords(HashMap<u32, usize>);

impl UnmatchedWords {
    fn of(words: &[u32]) -> Self {
        let mut rest = HashMap::new();
        words.iter().for_each(|word| *rest.entry(*word).or_default() += 1);
        Self(rest)
    }

    /// The number of `words`, which are sorted, that are left.
    fn shared(&self, words: &[u32]) -> usize {
        let left = |same: &[u32]| self.0.get(&same[0]).map_or(0, |left| same.len().min(*left));
        words.chunk_by(|one, other| one == other).map(left).sum()
    }

    fn take(&mut self, words: &[u32]) {
        for word in words {
            self.0.entry(*word).and_modify(|left| *left = left.saturating_sub(1));
        }
    }
}
