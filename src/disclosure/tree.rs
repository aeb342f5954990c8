//! The salted Merkle tree of a body: made, opened at some places, and recomputed from what was opened.

use super::body::BodyToken;
use super::salt::{SALT, Salt, children, leaves};
use crate::digest::Digest;
use crate::text::Span;

/// A tree has 2^24 leaves at most: no article has so many words.
pub const MOST_DEPTH: u8 = 24;

/// The depth of the least tree that has room for `count` leaves.
pub fn depth(count: usize) -> u8 {
    count.max(1).next_power_of_two().trailing_zeros() as u8
}

fn leaf(salt: &Salt, token: BodyToken<'_>) -> Digest {
    leaf_of(salt, token.paragraph, token.text)
}

fn leaf_of(salt: &Salt, paragraph: u32, text: &str) -> Digest {
    Digest::of_parts([&[0][..], salt, &paragraph.to_be_bytes(), text.as_bytes()])
}

fn node(left: Digest, right: Digest) -> Digest {
    Digest::of_parts([&[1][..], left.as_bytes(), right.as_bytes()])
}

/// A tree, level by level, the leaves first; and the salts, in the same order.
pub struct SaltedTree {
    hashes: Vec<Vec<Digest>>,
    salts: Vec<Vec<Salt>>,
}

/// Salts and siblings that open some leaves of a tree: both in the order in which the tree is walked, the left before
/// the right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreeOpening {
    /// The salts of the largest subtrees all of whose leaves are opened.
    pub salts: Vec<Salt>,
    /// The hashes of the largest subtrees none of whose leaves is.
    pub siblings: Vec<Digest>,
}

impl SaltedTree {
    /// The tree of these tokens under a salt for the whole; leaves without a token are of no text and no paragraph.
    pub fn of(tokens: &[BodyToken<'_>], salt: Salt) -> Self {
        let depth = depth(tokens.len());
        let mut salts = vec![vec![salt]];
        for _ in 0..depth {
            salts.push(salts[salts.len() - 1].iter().flat_map(children).collect());
        }
        salts.reverse();
        let hash = |(at, salt)| tokens.get(at).map_or_else(|| leaf_of(salt, 0, ""), |token| leaf(salt, *token));
        let mut hashes: Vec<Vec<Digest>> = vec![salts[0].iter().enumerate().map(hash).collect()];
        for level in 0..usize::from(depth) {
            hashes.push(hashes[level].chunks_exact(2).map(|pair| node(pair[0], pair[1])).collect());
        }
        Self { hashes, salts }
    }

    /// Its root.
    pub fn root(&self) -> Digest {
        self.hashes[self.hashes.len() - 1][0]
    }

    /// Opens `runs`: in order, no two of them touching.
    pub fn open(&self, runs: &[Span]) -> TreeOpening {
        let mut opening = TreeOpening::default();
        self.walk(self.hashes.len() - 1, 0, runs, &mut opening);
        opening
    }

    fn walk(&self, level: usize, at: usize, runs: &[Span], opening: &mut TreeOpening) {
        match share(Span::new(at << level, (at + 1) << level), runs) {
            SubtreeProof::None => opening.siblings.push(self.hashes[level][at]),
            SubtreeProof::All => opening.salts.push(self.salts[level][at]),
            SubtreeProof::Some => {
                self.walk(level - 1, 2 * at, runs, opening);
                self.walk(level - 1, 2 * at + 1, runs, opening);
            }
        }
    }
}

/// The part of a subtree that is opened.
enum SubtreeProof {
    None,
    Some,
    All,
}

fn share(leaves: Span, runs: &[Span]) -> SubtreeProof {
    let next = runs.partition_point(|run| run.end <= leaves.start);
    match runs.get(next) {
        Some(run) if run.contains(leaves) => SubtreeProof::All,
        Some(run) if run.overlaps(leaves) => SubtreeProof::Some,
        _ => SubtreeProof::None,
    }
}

/// The parts that a root is recomputed from: the opened leaves, each with the number of its place.
pub struct RecomputedRoot<'o> {
    /// The runs that are opened: in order, no two of them touching.
    pub runs: &'o [Span],
    /// The paragraph and text of every opened token, in order.
    pub tokens: &'o [(u32, &'o str)],
    /// The salts and siblings that open them.
    pub opening: &'o TreeOpening,
}

impl RecomputedRoot<'_> {
    /// The root of the tree of this depth, if the opening has all that it takes and nothing more.
    pub fn root(&self, depth: u8) -> Option<Digest> {
        if depth > MOST_DEPTH || self.runs.last()?.end > 1 << depth {
            return None;
        }
        let mut rest = UnusedOpening {
            tokens: self.tokens.iter(),
            salts: self.opening.salts.iter(),
            siblings: self.opening.siblings.iter(),
        };
        let root = rest.walk(depth, 0, self.runs)?;
        let used_up = rest.tokens.len() + rest.salts.len() + rest.siblings.len() == 0;
        used_up.then_some(root)
    }
}

/// The salts and siblings that have not been used yet.
struct UnusedOpening<'o> {
    tokens: std::slice::Iter<'o, (u32, &'o str)>,
    salts: std::slice::Iter<'o, Salt>,
    siblings: std::slice::Iter<'o, Digest>,
}

impl UnusedOpening<'_> {
    fn walk(&mut self, level: u8, at: usize, runs: &[Span]) -> Option<Digest> {
        match share(Span::new(at << level, (at + 1) << level), runs) {
            SubtreeProof::None => self.siblings.next().copied(),
            SubtreeProof::All => self.opened(level),
            SubtreeProof::Some => {
                let left = self.walk(level - 1, 2 * at, runs)?;
                Some(node(left, self.walk(level - 1, 2 * at + 1, runs)?))
            }
        }
    }

    /// The hash of a subtree all of whose leaves are opened.
    fn opened(&mut self, level: u8) -> Option<Digest> {
        // Counted before anything is made: there are no more leaves than words that were written out.
        if self.tokens.len() < 1 << level {
            return None;
        }
        let salts = leaves(*self.salts.next()?, level);
        let leaves = salts.iter().zip(self.tokens.by_ref());
        let mut row: Vec<Digest> = leaves.map(|(salt, &(paragraph, text))| leaf_of(salt, paragraph, text)).collect();
        while row.len() > 1 {
            row = row.chunks_exact(2).map(|pair| node(pair[0], pair[1])).collect();
        }
        row.first().copied()
    }
}

/// A row of salts as bytes, and back.
pub fn salts_of(bytes: &[u8]) -> Option<Vec<Salt>> {
    let (salts, rest) = bytes.as_chunks::<SALT>();
    rest.is_empty().then(|| salts.to_vec())
}

/// A row of hashes from bytes.
pub fn hashes_of(bytes: &[u8]) -> Option<Vec<Digest>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| hashes.iter().copied().map(Digest::from_bytes).collect())
}
