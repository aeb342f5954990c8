//! One quick look through the whole archive for texts that may hold whole quotations.
//!
//! It is the cheap question before [`survey`](super::survey): the archive is cut into blocks of
//! sixteen bytes, and a quotation that stands somewhere letter for letter has some of those in it. It says where to look, and nothing else.

use super::index::Index;
use super::survey::Mixed;
use crate::text::Span;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The texts are cut into blocks of so many bytes.
const BLOCK: usize = 16;
/// So many bytes in a row, wherever they stand, have a whole block in them.
const REGION: usize = 2 * BLOCK - 1;
/// No more texts than this are told of for one quotation.
const MOST_LEAVES: usize = 64;

/// For each quotation, in order: the places in the index of leaves that may hold it, those of more blocks first.
/// A quotation is the spans of its own words in its text.
pub fn seek(index: &Index<'_>, quotations: &[(&str, &[Span])]) -> Vec<Vec<usize>> {
    let wanted = Wanted::of(quotations);
    let mut seen: Vec<Vec<(usize, usize)>> = vec![Vec::new(); quotations.len()];
    if !wanted.keys.is_empty() {
        for (leaf, text) in index.leaves().iter().map(|leaf| leaf.witness.text().as_bytes()).enumerate() {
            for block in text.as_chunks().0 {
                let key = key(block);
                if wanted.may_have(key) {
                    wanted.note(key, leaf, &mut seen);
                }
            }
        }
    }
    seen.into_iter().map(ranked).collect()
}

fn ranked(mut seen: Vec<(usize, usize)>) -> Vec<usize> {
    seen.sort_unstable_by_key(|&(leaf, count)| (std::cmp::Reverse(count), leaf));
    seen.truncate(MOST_LEAVES);
    seen.into_iter().map(|(leaf, _)| leaf).collect()
}

/// A block, without regard to case, or to which white space there is.
fn key(block: &[u8; BLOCK]) -> u64 {
    const EACH: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
    let bytes = u128::from_le_bytes(*block);
    // With its high bit set, a byte from which a blank and one more are taken keeps that bit unless it is a blank or less.
    let blank = !((bytes | (EACH * 0x80)) - EACH * 0x21) & (EACH * 0x80);
    let blanks = (blank >> 7) * 0xFF;
    let folded = (bytes & !blanks) | (EACH * 0x20);
    let mixed = ((folded >> 64) as u64).rotate_left(29).wrapping_add(folded as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 32
}

/// The blocks that are looked for.
struct Wanted {
    keys: HashMap<u64, Vec<usize>, BuildHasherDefault<Mixed>>,
    filter: Vec<u64>,
}

impl Wanted {
    fn of(quotations: &[(&str, &[Span])]) -> Self {
        let mut keys: HashMap<u64, Vec<usize>, _> = HashMap::default();
        for (number, (text, spans)) in quotations.iter().enumerate() {
            for block in regions(text, spans).into_iter().flat_map(|region| region.windows(BLOCK)) {
                let numbers = keys.entry(key(block.try_into().expect("a block"))).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        let bits = (keys.len() * 16).next_power_of_two().max(1 << 12);
        let mut filter = vec![0; bits / 64];
        for key in keys.keys() {
            let bit = *key as usize & (bits - 1);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Self { keys, filter }
    }

    fn may_have(&self, key: u64) -> bool {
        let bit = key as usize & (self.filter.len() * 64 - 1);
        self.filter[bit / 64] >> (bit % 64) & 1 == 1
    }

    #[cold]
    fn note(&self, key: u64, leaf: usize, seen: &mut [Vec<(usize, usize)>]) {
        for &number in self.keys.get(&key).into_iter().flatten() {
            match seen[number].last_mut() {
                Some((last, count)) if *last == leaf => *count += 1,
                _ => seen[number].push((leaf, 1)),
            }
        }
    }
}

/// Bytes of a quotation that are looked for: where it begins, about its middle, and where it ends. One of them may hold
/// a mark that the archive spells otherwise.
fn regions<'q>(text: &'q str, spans: &[Span]) -> Vec<&'q [u8]> {
    let runs = spans.iter().map(|span| &text.as_bytes()[span.range()]).filter(|run| run.len() >= REGION);
    let mut regions = Vec::new();
    for run in runs {
        let last = run.len() - REGION;
        let mut starts = vec![0, last / 2, last];
        starts.dedup();
        regions.extend(starts.into_iter().map(|start| &run[start..start + REGION]));
    }
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_the_kind_of_white_space_make_no_other_block() {
        assert_eq!(key(b"The last boat sa"), key(b"the\nLAST boat sa"));
        assert_eq!(key(b"e last boat sail"), key(b"e\tlast\rboat sail"));
        for other in
            [b"the lasd boat sa", b"the-last boat sa", b"thelast boat sai", b" the last boat s", b"the last boat sb"]
        {
            assert_ne!(key(b"the last boat sa"), key(other), "{other:?}");
        }
    }
}
