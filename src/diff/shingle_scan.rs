//! One look through the whole archive for the words of many quotations.
//!
//! It says where to look, and nothing else: a hit proves nothing. Three words in a row, without case and marks,
//! are a shingle; a quotation of one or two words is looked for by those. Every text is read once, however many
//! quotations there are.

use crate::matching::TEXTS_A_THREAD;
use crate::matching::{HasKey, Index, KeyIndex, mix_bits};
use crate::parallel;
use crate::text::Span;

/// The words of a quotation, as they are looked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<(u64, Span)>,
}

/// A place where a shingle of a quotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShingleHit {
    /// The place among the texts of the index.
    pub text: usize,
    /// The number of the shingle's first word in that text, from 0.
    pub ordinal: usize,
    /// The number of its first word in the query, from 0.
    pub word: usize,
    /// From its first word to its last, in that text.
    pub span: Span,
    /// The number of its words.
    pub len: usize,
}

impl Query {
    /// The words in those `spans` of `text`.
    pub fn of(text: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut words = Vec::new();
        for span in spans {
            each_word(&text.as_bytes()[span.range()], |hash, word| {
                words.push((hash, Span::new(span.start + word.start, span.start + word.end)));
            });
        }
        Self { words }
    }

    /// The span of its word of this `number` in the quotation's text.
    pub fn word(&self, number: usize) -> Span {
        self.words[number].1
    }

    /// The keys of its shingles of `size` words, in order.
    pub(super) fn keys(&self, size: usize) -> impl Iterator<Item = u64> + '_ {
        self.words.windows(size).map(|words| words.iter().fold(0, |so_far, (hash, _)| with(so_far, *hash)))
    }

    /// The number of its words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns true if it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The most words that a shingle has.
pub(super) const SHINGLE: usize = 3;
/// More hits than this of one quotation lead nowhere.
pub(super) const MOST_HITS: usize = 16_384;

/// A shingle that is in a quotation more often is looked for at its first places: it is seen anyway.
const MOST_REPEATED: usize = 16;

/// For each query, in order: where its shingles stand, by text, then by place.
pub fn shingle_scan(index: &Index, queries: &[&Query]) -> Vec<Vec<ShingleHit>> {
    let mut hits = parallel::join(index.texts().len(), TEXTS_A_THREAD, |texts| scan_texts(index, texts, queries));
    hits.iter_mut().for_each(|found| found.truncate(MOST_HITS));
    hits
}

/// The places of the shingles of one query in some texts.
pub fn shingle_scan_of(index: &Index, texts: &[usize], query: &Query) -> Vec<ShingleHit> {
    scan_texts(index, texts.iter().copied(), &[query]).pop().unwrap_or_default()
}

fn scan_texts(index: &Index, texts: impl Iterator<Item = usize>, queries: &[&Query]) -> Vec<Vec<ShingleHit>> {
    let mut hits = vec![Vec::new(); queries.len()];
    let mut filters: Vec<ShingleFilter> = (1..=SHINGLE).map(|size| ShingleFilter::of(queries, size)).collect();
    filters.retain(|filter| !filter.places.is_empty());
    if filters.is_empty() {
        return hits;
    }
    for text in texts {
        let mut window = Window::default();
        each_word(index.text(text).witness.text().as_bytes(), |hash, span| {
            window.push(hash, span.start);
            for filter in &filters {
                if filter.may_have(window.key(filter.size)) {
                    filter.note(&window, text, span.end, &mut hits);
                }
            }
        });
    }
    for found in &mut hits {
        found.sort_unstable();
    }
    hits
}

/// The last words seen.
#[derive(Default)]
pub(super) struct Window {
    /// The keys of the last word, of the last two, and so on.
    keys: [u64; SHINGLE],
    /// The bytes at which the last words begin, the latest last.
    pub starts: [usize; SHINGLE],
    pub count: usize,
}

impl Window {
    pub fn push(&mut self, hash: u64, start: usize) {
        let [one, two, _] = self.keys;
        self.keys = [hash, with(one, hash), with(two, hash)];
        self.starts = [self.starts[1], self.starts[2], start];
        self.count += 1;
    }

    /// The key of the last `size` words. Before there are so many, it is one that no query has but by chance.
    pub fn key(&self, size: usize) -> u64 {
        self.keys[size - 1]
    }
}

/// The key of some words in a row, and one word more: it depends on their order.
fn with(key: u64, hash: u64) -> u64 {
    key.rotate_left(23).wrapping_add(hash)
}

/// The shingles of one size that are looked for.
struct ShingleFilter {
    size: usize,
    places: KeyIndex<QueryShingle>,
    filter: Vec<u64>,
}

/// The place of a shingle in a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct QueryShingle {
    key: u64,
    query: u32,
    word: u32,
}

impl HasKey for QueryShingle {
    fn key(&self) -> u64 {
        self.key
    }
}

impl ShingleFilter {
    fn of(queries: &[&Query], size: usize) -> Self {
        let of_size = (0..).zip(queries).filter(|(_, query)| query.len().min(SHINGLE) == size);
        let places = of_size.flat_map(|(query, words)| {
            (0..).zip(words.keys(size)).map(move |(word, key)| QueryShingle { key, query, word })
        });
        let mut places: Vec<QueryShingle> = places.collect();
        places.sort_unstable();
        let (mut last, mut times) = ((0, 0), 0);
        places.retain(|place| {
            times = if (place.key, place.query) == last { times + 1 } else { 1 };
            last = (place.key, place.query);
            times <= MOST_REPEATED
        });
        // Sixty-four bits of filter for a shingle: of the words that are not wanted, one in sixty-four is looked up.
        let bits = (places.len() * 64).next_power_of_two().max(1 << 12);
        let mut filter = vec![0; bits / 64];
        for place in &places {
            let bit = (place.key >> 32) as usize & (bits - 1);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Self { size, places: KeyIndex::of(&places), filter }
    }

    fn may_have(&self, key: u64) -> bool {
        let bit = (key >> 32) as usize & (self.filter.len() * 64 - 1);
        self.filter[bit / 64] >> (bit % 64) & 1 == 1
    }

    #[cold]
    fn note(&self, window: &Window, text: usize, end: usize, hits: &mut [Vec<ShingleHit>]) {
        let Some(ordinal) = window.count.checked_sub(self.size) else { return };
        let span = Span::new(window.starts[SHINGLE - self.size], end);
        for place in self.places.with(window.key(self.size)) {
            let found = &mut hits[place.query as usize];
            if found.len() < MOST_HITS {
                found.push(ShingleHit { text, ordinal, word: place.word as usize, span, len: self.size });
            }
        }
    }
}

/// Calls `word` with a hash and a span for every word: a run of letters and digits, or of bytes of letters that are not
/// ASCII. Case is folded for ASCII, marks of the block General Punctuation and no-break spaces part words. Words are
/// known by their first eight bytes and their length: enough to know where to look.
pub(super) fn each_word(text: &[u8], mut word: impl FnMut(u64, Span)) {
    let (mut at, mut begun) = (0, None);
    loop {
        let rest = text.get(at..).unwrap_or_default();
        // For so many bytes from `at` on, a bit for each that is in a word; there is none behind the end.
        let (inside, width) = if let Some(bytes) = rest.first_chunk::<64>().filter(|bytes| bytes.is_ascii()) {
            (bytes.as_chunks().0.iter().rev().fold(0, |bits, &eight| bits << 8 | word_bits(eight)), 64)
        } else if let Some(&bytes) = rest.first_chunk::<8>().filter(|bytes| bytes.is_ascii()) {
            (word_bits(bytes), 8)
        } else if rest.is_empty() {
            (0, 1)
        } else if WORD[usize::from(text[at])] == 1 || is_foreign_letter(text, at) {
            (1, 1)
        } else {
            (0, skip(text, at))
        };
        // Where two bits differ, a word begins or ends.
        let mut turns = (inside ^ (inside << 1 | u64::from(begun.is_some()))) & (u64::MAX >> (64 - width));
        while turns != 0 {
            let turn = at + turns.trailing_zeros() as usize;
            match begun.take() {
                Some(start) => word(hash(&text[start..], turn - start), Span::new(start, turn)),
                None => begun = Some(turn),
            }
            turns &= turns - 1;
        }
        if rest.is_empty() {
            return;
        }
        at += width;
    }
}

const EACH: u64 = 0x0101_0101_0101_0101;
const EACH_HIGH: u64 = EACH << 7;

/// For eight bytes of ASCII: bit n is set if byte n is a letter or digit.
fn word_bits(bytes: [u8; 8]) -> u64 {
    let bytes = u64::from_le_bytes(bytes);
    // With each byte below 128, adding 128 - low sets its high bit if the byte is low or more.
    let from = |bytes: u64, low: u64| bytes + EACH * (128 - low);
    let within = |bytes: u64, low: u64, high: u64| from(bytes, low) & !from(bytes, high + 1);
    let letters = within(bytes | (EACH * 0x20), 0x61, 0x7A);
    let digits = within(bytes, 0x30, 0x39);
    (((letters | digits) & EACH_HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The number of bytes that the mark at `at` takes.
fn skip(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(0xE2) => 3,
        Some(0xC2) => 2,
        _ => 1,
    }
}

/// Returns true if the byte at `at` belongs to a letter that is not ASCII.
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
    let word = ((head | (EACH * 0x20)) & mask) ^ ((len as u64) << 56);
    mix_bits(word)
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
        each_word(text.as_bytes(), |_, span| words.push(&text[span.range()]));
        words
    }

    #[test]
    fn words_are_parted_by_marks_of_any_kind() {
        assert_eq!(scanned("He—“did\u{a0}not”… Müller’s 1.5"), ["He", "did", "not", "Müller", "s", "1", "5"]);
    }

    #[test]
    fn many_bytes_at_a_time_are_the_same_words() {
        let text = "zZaA09 @[`{/: x-ray,y  eleven;twelve~ é eight88 ".repeat(5);
        let plain: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for from in 0..65 {
            let padded = format!("{}{text}", " ".repeat(from));
            assert_eq!(scanned(&padded), plain);
        }
    }

    #[test]
    fn case_does_not_hide_a_word() {
        assert_eq!(hash(b"Mosul is", 5), hash(b"mOSUL", 5));
        assert_ne!(hash(b"Mosul", 5), hash(b"Mosuls", 6));
    }
}
