//! A quotation that is whole pieces of the archive, run together.

use super::shingle_scan::{Query, Sighting};
use crate::text::Span;

/// A run of a quotation's words that stands somewhere, word after word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The place of the leaf in the index.
    pub leaf: usize,
    /// Its place in the leaf's text, in bytes.
    pub span: Span,
    /// The first of the query's words in it, and the one after its last.
    pub words: std::ops::Range<usize>,
    /// The number in the leaf's text of the first of them.
    pub ordinal: usize,
}

/// More pieces than this are no splice, but words that happen to stand somewhere.
const MOST_PIECES: usize = 6;

/// A piece of an article that is not cited has at least so many words.
pub const FOREIGN_WORDS: usize = 6;

/// The fewest pieces that have all the words of `query`, in its order; those of the leaves in `home` before others.
/// `None` if some word is in no piece, or if it takes too many.
pub fn pieces(query: &Query, sightings: &[Sighting], home: &[usize]) -> Option<Vec<Piece>> {
    let mut runs = runs(sightings);
    // Three words in a row of another article are a coincidence.
    runs.retain(|run| home.contains(&run.leaf) || run.words.len() >= FOREIGN_WORDS);
    let mut cover: Vec<Piece> = Vec::new();
    let mut covered = 0;
    while covered < query.len() {
        let rank = |run: &&Piece| {
            let follows = cover.last().is_some_and(|last| last.leaf == run.leaf && last.span.end <= run.span.start);
            (run.words.end, home.contains(&run.leaf), follows, std::cmp::Reverse(run.leaf))
        };
        let next = runs.iter().filter(|run| run.words.start <= covered && run.words.end > covered).max_by_key(rank)?;
        covered = next.words.end;
        cover.push(next.clone());
        if cover.len() > MOST_PIECES {
            return None;
        }
    }
    (cover.len() > 1).then_some(cover)
}

/// The length of the longest run of words in `query` that were not seen.
pub fn unseen(query: &Query, sightings: &[Sighting]) -> usize {
    let mut seen = vec![false; query.len()];
    sightings.iter().for_each(|sighting| seen[sighting.word..sighting.word + sighting.len].fill(true));
    seen.split(|&seen| seen).map(<[bool]>::len).max().unwrap_or(0)
}

/// Sightings that follow on each other, made into runs.
fn runs(sightings: &[Sighting]) -> Vec<Piece> {
    let mut sorted: Vec<&Sighting> = sightings.iter().collect();
    sorted
        .sort_unstable_by_key(|sighting| (sighting.leaf, sighting.ordinal.wrapping_sub(sighting.word), sighting.word));
    let mut runs: Vec<Piece> = Vec::new();
    for sighting in sorted {
        let end = sighting.word + sighting.len;
        match runs.last_mut() {
            Some(run)
                if run.leaf == sighting.leaf
                    && sighting.ordinal.wrapping_sub(sighting.word) == run.ordinal.wrapping_sub(run.words.start)
                    && sighting.word <= run.words.end =>
            {
                run.words.end = end;
                run.span.end = sighting.span.end;
            }
            _ => runs.push(Piece {
                leaf: sighting.leaf,
                span: sighting.span,
                words: sighting.word..end,
                ordinal: sighting.ordinal,
            }),
        }
    }
    runs
}
