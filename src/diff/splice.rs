//! A quotation that is whole pieces of the archive, run together.

use super::shingle_scan::{Query, ShingleHit};
use crate::text::Span;

/// A run of a quotation's words that stands somewhere, word after word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplicePiece {
    /// The place among the texts of the index.
    pub text: usize,
    /// Its place in that text, in bytes.
    pub span: Span,
    /// The first of the query's words in it, and the one after its last.
    pub words: std::ops::Range<usize>,
    /// The number in that text of the first of them.
    pub ordinal: usize,
}

/// More pieces than this are no splice, but words that happen to stand somewhere.
const MOST_PIECES: usize = 6;

/// A piece of an article that is not cited has at least so many words.
pub const FOREIGN_WORDS: usize = 6;

/// The fewest pieces that have all the words of `query`, in its order; those of the texts in `home` before others.
/// `None` if some word is in no piece, or if it takes too many.
pub fn splice_pieces(query: &Query, hits: &[ShingleHit], home: &[usize]) -> Option<Vec<SplicePiece>> {
    let mut runs = runs(hits);
    // Three words in a row of another article are a coincidence.
    runs.retain(|run| home.contains(&run.text) || run.words.len() >= FOREIGN_WORDS);
    let mut cover: Vec<SplicePiece> = Vec::new();
    let mut covered = 0;
    while covered < query.len() {
        let rank = |run: &&SplicePiece| {
            let follows = cover.last().is_some_and(|last| last.text == run.text && last.span.end <= run.span.start);
            (run.words.end, home.contains(&run.text), follows, std::cmp::Reverse(run.text))
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
pub fn longest_unseen(query: &Query, hits: &[ShingleHit]) -> usize {
    let mut seen = vec![false; query.len()];
    hits.iter().for_each(|hit| seen[hit.word..hit.word + hit.len].fill(true));
    seen.split(|&seen| seen).map(<[bool]>::len).max().unwrap_or(0)
}

/// Hits that follow on each other, made into runs.
fn runs(hits: &[ShingleHit]) -> Vec<SplicePiece> {
    let mut sorted: Vec<&ShingleHit> = hits.iter().collect();
    sorted.sort_unstable_by_key(|hit| (hit.text, hit.ordinal.wrapping_sub(hit.word), hit.word));
    let mut runs: Vec<SplicePiece> = Vec::new();
    for hit in sorted {
        let end = hit.word + hit.len;
        match runs.last_mut() {
            Some(run)
                if run.text == hit.text
                    && hit.ordinal.wrapping_sub(hit.word) == run.ordinal.wrapping_sub(run.words.start)
                    && hit.word <= run.words.end =>
            {
                run.words.end = end;
                run.span.end = hit.span.end;
            }
            _ => runs.push(SplicePiece { text: hit.text, span: hit.span, words: hit.word..end, ordinal: hit.ordinal }),
        }
    }
    runs
}
