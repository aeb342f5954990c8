//! One look through the whole archive for the words of many quotations.
//!
//! It says where to look, and nothing else: a sighting proves nothing. Three words in a row, without case and marks, are
//! a shingle; a quotation of one or two words is looked for by those. Every text is read once, however many quotations
//! there are.

use super::index::Index;
use crate::text::Span;
use std::collections::HashMap;

/// The words of a quotation, as they are looked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<(u64, Span)>,
}

/// A place where a shingle of a quotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The place of the leaf in the index.
    pub leaf: usize,
    /// The number of the shingle's first word in the leaf's text, from 0.
    pub ordinal: usize,
    /// The number of its first word in the query, from 0.
    pub word: usize,
    /// From its first word to its last, in the leaf's text.
    pub span: Span,
    /// How many words it has.
    pub len: usize,
}

impl Query {
    /// The words in those `spans` of `text`.
    pub fn of(text: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut words = Vec::new();
        for span in spans {
            scan(&text.as_bytes()[span.range()], |hash, word| {
                words.push((hash, Span::new(span.start + word.start, span.start + word.end)));
            });
        }
        Self { words }
    }

    /// Where its words stand in the quotation's text.
    pub fn word(&self, number: usize) -> Span {
        self.words[number].1
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// How many words a shingle has at most.
const SHINGLE: usize = 3;
/// A shingle that stands in more places than this is too common to lead anywhere.
const COMMON: usize = 4096;

/// For each query, in order: where its shingles stand, by leaf, then by place.
pub fn survey(index: &Index<'_>, queries: &[Query]) -> Vec<Vec<Sighting>> {
    let mut sightings = vec![Vec::new(); queries.len()];
    let wanted: [Wanted; SHINGLE] = std::array::from_fn(|size| Wanted::of(queries, size + 1));
    if wanted.iter().all(|wanted| wanted.places.is_empty()) {
        return sightings;
    }
    for (leaf, text) in index.leaves().iter().map(|leaf| leaf.witness.text()).enumerate() {
        let mut window = Window::default();
        scan(text.as_bytes(), |hash, span| {
            window.push(hash, span);
            for (size, wanted) in (1..).zip(&wanted) {
                if let Some(key) = window.key(size)
                    && wanted.may_have(key)
                {
                    for &(query, word) in wanted.places.get(&key).into_iter().flatten() {
                        let found: &mut Vec<Sighting> = &mut sightings[query as usize];
                        if found.len() < COMMON * 4 {
                            let span = Span::new(window.starts[(window.count - size) % SHINGLE], span.end);
                            let ordinal = window.count - size;
                            found.push(Sighting { leaf, ordinal, word: word as usize, span, len: size });
                        }
                    }
                }
            }
        });
    }
    for found in &mut sightings {
        found.sort_unstable();
    }
    sightings
}

/// The last words seen.
#[derive(Default)]
struct Window {
    hashes: [u64; SHINGLE],
    starts: [usize; SHINGLE],
    count: usize,
}

impl Window {
    fn push(&mut self, hash: u64, span: Span) {
        self.hashes[self.count % SHINGLE] = hash;
        self.starts[self.count % SHINGLE] = span.start;
        self.count += 1;
    }

    /// The key of the last `size` words.
    fn key(&self, size: usize) -> Option<u64> {
        let first = self.count.checked_sub(size)?;
        Some((first..self.count).fold(size as u64, |key, word| join(key, self.hashes[word % SHINGLE])))
    }
}

fn join(key: u64, hash: u64) -> u64 {
    (key.rotate_left(21) ^ hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The shingles of one size that are looked for.
struct Wanted {
    places: HashMap<u64, Vec<(u32, u32)>>,
    filter: Vec<u64>,
}

impl Wanted {
    fn of(queries: &[Query], size: usize) -> Self {
        let mut places: HashMap<u64, Vec<(u32, u32)>> = HashMap::new();
        for (number, query) in (0..).zip(queries) {
            if query.len().min(SHINGLE) != size {
                continue;
            }
            for (word, words) in (0..).zip(query.words.windows(size)) {
                let key = words.iter().fold(size as u64, |key, (hash, _)| join(key, *hash));
                places.entry(key).or_default().push((number, word));
            }
        }
        // Sixteen bits of filter for a shingle: one word in sixteen that is not wanted is looked up all the same.
        let bits = (places.len() * 16).next_power_of_two().max(1 << 12);
        let mut filter = vec![0; if places.is_empty() { 0 } else { bits / 64 }];
        for key in places.keys() {
            let bit = (key >> 32) as usize & (bits - 1);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Self { places, filter }
    }

    fn may_have(&self, key: u64) -> bool {
        if self.filter.is_empty() {
            return false;
        }
        let bit = (key >> 32) as usize & (self.filter.len() * 64 - 1);
        self.filter[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// Calls `word` with a hash and a span for every word: a run of letters and digits, or of bytes of letters that are not
/// ASCII. Case is folded for ASCII, marks of the block General Punctuation and no-break spaces part words. Words are told
/// by their first eight bytes and their length: enough to know where to look.
fn scan(text: &[u8], mut word: impl FnMut(u64, Span)) {
    let mut at = 0;
    while at < text.len() {
        let start = at;
        while at < text.len() && (WORD[usize::from(text[at])] == 1 || is_foreign_letter(text, at)) {
            at += 1;
        }
        if at > start {
            word(hash(&text[start..], at - start), Span::new(start, at));
        }
        at += skip(text, at);
    }
}

/// How many bytes the mark at `at` takes.
fn skip(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(0xE2) => 3,
        Some(0xC2) => 2,
        _ => 1,
    }
}

/// Whether the byte at `at` belongs to a letter that is not ASCII.
fn is_foreign_letter(text: &[u8], at: usize) -> bool {
    match text[at] {
        0xE2 => !matches!(text.get(at + 1), Some(0x80 | 0x81)),
        0xC2 => !matches!(text.get(at + 1), Some(0xA0 | 0xAB | 0xAD | 0xBB | 0xB7)),
        byte => byte >= 0x80,
    }
}

fn hash(text: &[u8], len: usize) -> u64 {
    let head = match text.first_chunk::<8>() {
        Some(&head) => u64::from_le_bytes(head),
        None => {
            let mut head = [0; 8];
            head[..text.len()].copy_from_slice(text);
            u64::from_le_bytes(head)
        }
    };
    let mask = if len >= 8 { u64::MAX } else { (1 << (len * 8)) - 1 };
    ((head | 0x2020_2020_2020_2020) & mask) ^ ((len as u64) << 56)
}

/// 1 for ASCII letters and digits.
static WORD: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() as u8;
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        scan(text.as_bytes(), |_, span| words.push(&text[span.range()]));
        words
    }

    #[test]
    fn words_are_parted_by_marks_of_any_kind() {
        assert_eq!(scanned("He—“did\u{a0}not”… Müller’s 1.5"), ["He", "did", "not", "Müller", "s", "1", "5"]);
    }

    #[test]
    fn case_does_not_hide_a_word() {
        assert_eq!(hash(b"Mosul is", 5), hash(b"mOSUL", 5));
        assert_ne!(hash(b"Mosul", 5), hash(b"Mosuls", 6));
    }
}
