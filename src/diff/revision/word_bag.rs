//! The number of words that two paragraphs share.

use super::tokenized_text::TokenizedText;
use std::collections::HashMap;

/// The words of a paragraph, sorted.
pub(super) type WordBag = Vec<u32>;

pub(super) fn bag(side: &TokenizedText<'_>, block: usize) -> WordBag {
    let tokens = &side.tokens[side.blocks[block].tokens.clone()];
    let mut bag: WordBag = tokens.iter().filter(|token| token.is_word()).map(|token| token.id).collect();
    bag.sort_unstable();
    bag
}

/// The words that both have, as often as both have them.
pub(super) fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// Words shared for each thousand words of both: the coefficient of Dice, in whole numbers so that it is the same on
/// every machine.
pub(super) fn similarity(one: &[u32], other: &[u32]) -> usize {
    let both = one.len() + other.len();
    if both == 0 || 2000 * one.len().min(other.len()) < 400 * both {
        return 0;
    }
    2000 * shared(one, other) / both
}

/// A word that more paragraphs of one side have than this says nothing of which belong together.
const COMMON: usize = 12;
/// As many likely partners are compared for one paragraph.
const PARTNERS: usize = 8;

/// For each of `old`, those of `new` that share most of its rare words. Linear in the words.
pub(super) fn likely_partners(old: &[(usize, WordBag)], new: &[(usize, WordBag)]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, (_, bag)) in new.iter().enumerate() {
        let mut last = None;
        for &word in bag {
            let holders = holders.entry(word).or_default();
            if last != Some(word) && holders.len() <= COMMON {
                holders.push(place);
            }
            last = Some(word);
        }
    }
    let mut pairs = Vec::new();
    for (place, (_, bag)) in old.iter().enumerate() {
        let mut seen: Vec<usize> = bag
            .iter()
            .filter_map(|word| holders.get(word))
            .filter(|held| held.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        seen.sort_unstable();
        let mut counts: Vec<(usize, usize)> = seen.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
        counts.sort_unstable_by_key(|&(count, other)| (std::cmp::Reverse(count), other));
        pairs.extend(counts.into_iter().take(PARTNERS).map(|(_, other)| (place, other)));
    }
    pairs
}
