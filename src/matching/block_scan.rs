//! One quick look through the whole archive for texts that may hold whole quotations.
//!
//! It is the cheap question before [`shingle_scan`](crate::diff::shingle_scan()): the archive is cut into blocks of
//! sixteen bytes, and a quotation that stands somewhere letter for letter has some of those in it. It says where to
//! look, and nothing else.

use super::index::Index;
use super::key_index::KeyIndex;
use crate::parallel;
use crate::text::Span;

/// The texts are cut into blocks of so many bytes.
const BLOCK: usize = 16;
/// So many bytes in a row, wherever they stand, have a whole block in them.
const REGION: usize = 2 * BLOCK - 1;
/// Fewer texts are not worth a thread.
pub(crate) const TEXTS_A_THREAD: usize = 32;
/// No more texts than this are reported for one quotation.
const MOST_TEXTS: usize = 64;

/// For each quotation, in order: the places in the index of texts that may hold it, those of more blocks first.
/// A quotation is the spans of its own words in its text.
pub fn block_scan(index: &Index, quotations: &[(&str, &[Span])]) -> Vec<Vec<usize>> {
    let filter = BlockFilter::of(quotations);
    if filter.keys.is_empty() {
        return vec![Vec::new(); quotations.len()];
    }
    let seen = parallel::join(index.texts().len(), TEXTS_A_THREAD, |texts| {
        let mut seen: Vec<Vec<(usize, usize)>> = vec![Vec::new(); quotations.len()];
        for number in texts {
            blocks(index.text(number).witness.text().as_bytes(), |key| {
                if filter.may_have(key) {
                    filter.note(key, number, &mut seen);
                }
            });
        }
        seen
    });
    seen.into_iter().map(ranked).collect()
}

fn ranked(mut seen: Vec<(usize, usize)>) -> Vec<usize> {
    seen.sort_unstable_by_key(|&(text, count)| (std::cmp::Reverse(count), text));
    seen.truncate(MOST_TEXTS);
    seen.into_iter().map(|(text, _)| text).collect()
}

/// Texts are folded so many bytes at a time. They stay in registers, and the processor goes on with them while it waits
/// for the next: the texts of an archive do not fit into what it keeps near.
const PORTION: usize = 4 * BLOCK;

/// Calls `seen` with the key of each block of `text`.
fn blocks(text: &[u8], mut seen: impl FnMut(u64)) {
    let mut see = |folded: &[u8]| folded.as_chunks().0.iter().for_each(|block| seen(key(block)));
    let (portions, rest) = text.as_chunks();
    portions.iter().for_each(|portion| see(&fold::<PORTION>(*portion)));
    let mut last = [0; PORTION];
    last[..rest.len()].copy_from_slice(rest);
    see(&fold(last)[..rest.len()]);
}

/// `bytes` without regard to case, or to which white space there is. A blank is the least of the characters that show,
/// and the bit that small letters have and capitals lack is the blank's only one.
fn fold<const COUNT: usize>(bytes: [u8; COUNT]) -> [u8; COUNT] {
    const BLANK: u8 = b' ';
    bytes.map(|byte| byte.max(BLANK) | BLANK)
}

/// The key of a folded block.
fn key(block: &[u8; BLOCK]) -> u64 {
    let bytes = u128::from_le_bytes(*block);
    let mixed = ((bytes >> 64) as u64).rotate_left(29).wrapping_add(bytes as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 32
}

/// The blocks that are looked for.
struct BlockFilter {
    /// Each key with the number of a quotation that has it.
    keys: KeyIndex<(u64, u32)>,
    filter: Vec<u64>,
}

impl BlockFilter {
    fn of(quotations: &[(&str, &[Span])]) -> Self {
        let regions: Vec<(u32, &[u8; REGION])> = (0..)
            .zip(quotations)
            .flat_map(|(number, (text, spans))| regions(text, spans).into_iter().map(move |region| (number, region)))
            .collect();
        let mut keys = Vec::with_capacity(regions.len() * BLOCK);
        for (number, region) in regions {
            let folded = fold(*region);
            keys.extend(folded.windows(BLOCK).filter_map(<[u8]>::first_chunk).map(|block| (key(block), number)));
        }
        let words = ((keys.len() * 16).next_power_of_two() / 64).max(64);
        let mut filter = vec![0; words];
        for (word, bits) in keys.iter().map(|(key, _)| bits(*key, words)) {
            filter[word] |= bits;
        }
        Self { keys: KeyIndex::of(&keys), filter }
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bits) = bits(key, self.filter.len());
        self.filter[word] & bits == bits
    }

    #[cold]
    fn note(&self, key: u64, text: usize, seen: &mut [Vec<(usize, usize)>]) {
        for numbers in self.keys.with(key).chunk_by(|one, next| one.1 == next.1) {
            let seen = &mut seen[numbers[0].1 as usize];
            match seen.last_mut() {
                Some((last, count)) if *last == text => *count += 1,
                _ => seen.push((text, 1)),
            }
        }
    }
}

/// The word of a filter of so many words that `key` has its three bits in, and those: fewer are set for too many
/// others, and one word is read sooner than several.
fn bits(key: u64, words: usize) -> (usize, u64) {
    (key as usize & (words - 1), 1 << (key >> 58) | 1 << (key >> 52 & 63) | 1 << (key >> 46 & 63))
}

/// Bytes of a quotation that are looked for: where it begins, about its middle, and where it ends. One of them may hold
/// a mark that the archive spells otherwise.
fn regions<'q>(text: &'q str, spans: &[Span]) -> Vec<&'q [u8; REGION]> {
    let runs = spans.iter().map(|span| &text.as_bytes()[span.range()]).filter(|run| run.len() >= REGION);
    let mut regions = Vec::new();
    for run in runs {
        let last = run.len() - REGION;
        let mut starts = vec![0, last / 2, last];
        starts.dedup();
        regions.extend(starts.into_iter().filter_map(|start| run[start..].first_chunk()));
    }
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(block: &[u8; BLOCK]) -> u64 {
        let mut keys = Vec::new();
        blocks(block, |key| keys.push(key));
        keys[0]
    }

    #[test]
    fn case_and_the_kind_of_white_space_make_no_other_block() {
        assert_eq!(key_of(b"The last boat sa"), key_of(b"the\nLAST boat sa"));
        assert_eq!(key_of(b"e last boat sail"), key_of(b"e\tlast\rboat sail"));
        for other in
            [b"the lasd boat sa", b"the-last boat sa", b"thelast boat sai", b" the last boat s", b"the last boat sb"]
        {
            assert_ne!(key_of(b"the last boat sa"), key_of(other), "{other:?}");
        }
    }

    #[test]
    fn every_whole_block_of_a_text_has_a_key() {
        let text: Vec<u8> = (0..PORTION * 2 + BLOCK * 3 + 5).map(|at| b'a' + (at % 23) as u8).collect();
        let mut keys = Vec::new();
        blocks(&text, |key| keys.push(key));
        let each: Vec<u64> = text.as_chunks().0.iter().map(key_of).collect();
        assert_eq!(keys, each);
    }
}
