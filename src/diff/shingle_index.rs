//! The places of every three words of the archive: for those who ask again and again.
//!
//! [`shingle_scan`](super::shingle_scan()) reads the archive once for many quotations. Where they come one by one, the
//! archive is read once for all of them, and each asks here. The answers are the same.

use super::shingle_scan::{MOST_HITS, Query, SHINGLE, ShingleHit, Window, each_word, shingle_scan};
use crate::matching::{HasKey, Index, KeyIndex};
use crate::text::Span;

/// All shingles of an archive.
#[derive(Debug)]
pub struct ShingleIndex {
    all: KeyIndex<Shingle>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Shingle {
    key: u64,
    text: u32,
    ordinal: u32,
    start: u32,
    end: u32,
}

impl HasKey for Shingle {
    fn key(&self) -> u64 {
        self.key
    }
}

impl ShingleIndex {
    /// Reads the archive. Of its words, those are found that begin in the first 4 GiB of a text.
    pub fn of(index: &Index) -> Self {
        let mut all = Vec::new();
        for (text, searched) in index.texts().iter().enumerate() {
            let mut window = Window::default();
            each_word(searched.witness.text().as_bytes(), |hash, span| {
                window.push(hash, span.start);
                if let Some(ordinal) = window.count.checked_sub(SHINGLE) {
                    let (key, start) = (window.key(SHINGLE), window.starts[0] as u32);
                    all.push(Shingle { key, text: text as u32, ordinal: ordinal as u32, start, end: span.end as u32 });
                }
            });
        }
        Self { all: KeyIndex::of(&all) }
    }

    /// The hits that [`shingle_scan`](super::shingle_scan()) would find for `query` alone. `index` is that of this.
    pub fn hits(&self, index: &Index, query: &Query) -> Vec<ShingleHit> {
        if query.len() < SHINGLE {
            return shingle_scan(index, &[query]).pop().unwrap_or_default();
        }
        let mut found = Vec::new();
        for (word, key) in query.keys(SHINGLE).enumerate() {
            found.extend(self.all.with(key).iter().map(|one| ShingleHit {
                text: one.text as usize,
                ordinal: one.ordinal as usize,
                word,
                span: Span::new(one.start as usize, one.end as usize),
                len: SHINGLE,
            }));
        }
        found.sort_unstable();
        found.truncate(MOST_HITS);
        found
    }
}
