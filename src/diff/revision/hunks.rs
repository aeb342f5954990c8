//! Which words of two paragraphs are the same.

use super::increasing::heaviest;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Tokens of one side that stand for those of the other; one of the two may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Stretches of so many tokens on both sides together are compared by Myers' algorithm, whose work may grow with the
/// square of the changes; longer ones are first cut at words that stand once in each.
const SMALL: usize = 1024;
/// Stretches that nothing cuts, and that are longer than this, are taken to be replaced as a whole.
const MOST: usize = 4096;

/// The differences, in order; and whether some of it was too much to be compared word by word.
pub(super) fn hunks(old: &[u32], new: &[u32]) -> (Vec<Hunk>, bool) {
    let mut finder = HunkFinder { old, new, hunks: Vec::new(), coarse: false };
    finder.stretch(0..old.len(), 0..new.len(), true);
    (finder.hunks, finder.coarse)
}

struct HunkFinder<'t> {
    old: &'t [u32],
    new: &'t [u32],
    hunks: Vec<Hunk>,
    coarse: bool,
}

impl HunkFinder<'_> {
    fn stretch(&mut self, one: Range<usize>, other: Range<usize>, cut: bool) {
        let (a, b) = (&self.old[one.clone()], &self.new[other.clone()]);
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
        let (one, other) = (one.start + head..one.end - tail, other.start + head..other.end - tail);
        match one.len() + other.len() {
            0 => {}
            _ if one.is_empty() || other.is_empty() => self.push(one, other),
            size if size <= SMALL || !cut && size <= MOST => self.myers(one, other),
            _ if cut => self.cut(one, other),
            _ => {
                self.coarse = true;
                self.push(one, other);
            }
        }
    }

    fn push(&mut self, old: Range<usize>, new: Range<usize>) {
        match self.hunks.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                (last.old.end, last.new.end) = (old.end, new.end);
            }
            _ => self.hunks.push(Hunk { old, new }),
        }
    }

    fn myers(&mut self, one: Range<usize>, other: Range<usize>) {
        // No deadline: with one, the same texts would give other answers on a busy machine.
        for op in capture_diff_slices(Algorithm::Myers, &self.old[one.clone()], &self.new[other.clone()]) {
            if op.tag() != DiffTag::Equal {
                let (a, b) = (op.old_range(), op.new_range());
                self.push(one.start + a.start..one.start + a.end, other.start + b.start..other.start + b.end);
            }
        }
    }

    /// Cuts at the words that stand once in each, and in the same order.
    fn cut(&mut self, one: Range<usize>, other: Range<usize>) {
        let (olds, news) = (once(&self.old[one.clone()]), once(&self.new[other.clone()]));
        let mut pairs: Vec<(usize, usize)> = olds
            .iter()
            .filter_map(|(id, at)| Some(((*at)?, (*news.get(id)?)?)))
            .map(|(at, with)| (one.start + at, other.start + with))
            .collect();
        pairs.sort_unstable();
        let kept = heaviest(&pairs.iter().map(|pair| (pair.1 - other.start, 1)).collect::<Vec<_>>());
        let mut last = (one.start, other.start);
        let ends = (one.end, other.end);
        for (at, with) in pairs.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).chain([ends]) {
            self.stretch(last.0..at, last.1..with, false);
            last = (at, with);
        }
    }
}

fn once(ids: &[u32]) -> HashMap<u32, Option<usize>> {
    let mut places = HashMap::new();
    for (at, &id) in ids.iter().enumerate() {
        places.entry(id).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rebuilt(old: &[u32], new: &[u32], hunks: &[Hunk]) -> bool {
        let mut last = (0, 0);
        for hunk in hunks {
            if old[last.0..hunk.old.start] != new[last.1..hunk.new.start] {
                return false;
            }
            last = (hunk.old.end, hunk.new.end);
        }
        old[last.0..] == new[last.1..]
    }

    proptest! {
        #[test]
        fn what_is_no_hunk_is_the_same(old in prop::collection::vec(0..9u32, 0..60), new in prop::collection::vec(0..9u32, 0..60)) {
            prop_assert!(rebuilt(&old, &new, &hunks(&old, &new).0));
        }

        #[test]
        fn so_it_is_in_long_ones(seed in prop::collection::vec(0..5000u32, 3000..4000), edits in prop::collection::vec((any::<prop::sample::Index>(), 0..5000u32), 0..200)) {
            let mut new = seed.clone();
            edits.iter().for_each(|(at, word)| new[at.index(seed.len())] = *word);
            let (found, coarse) = hunks(&seed, &new);
            prop_assert!(!coarse && rebuilt(&seed, &new, &found));
        }
    }

    #[test]
    fn a_stretch_without_end_is_replaced_whole_and_says_so() {
        let old: Vec<u32> = (0..9000).map(|n| n % 7).collect();
        let new: Vec<u32> = (0..9000).map(|n| n * n % 11 + 3).collect();
        let (found, coarse) = hunks(&old, &new);
        assert!(coarse && rebuilt(&old, &new, &found));
    }
}
