//! What changed between two captures of an article.

use crate::manifest::Witness;
use crate::segment::{Role, Standing};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What changed, paragraph by paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    /// The changes to the story, in its order.
    pub changes: Vec<Change>,
    /// How many paragraphs of the story are the same.
    pub unchanged: usize,
    /// How many paragraphs of page furniture came or went.
    pub furniture: usize,
}

impl Revision {
    /// Whether nothing at all changed in the words.
    pub const fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.furniture == 0
    }
}

/// A paragraph of one capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its number, from 1, among the segments of that role.
    pub number: usize,
    /// Its words, one space between them.
    pub text: String,
}

/// One change to the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A paragraph that is no more.
    Removed(Paragraph),
    /// A paragraph that is new.
    Added(Paragraph),
    /// A paragraph that keeps at least half its words.
    Reworded {
        /// As it was.
        old: Paragraph,
        /// As it is.
        new: Paragraph,
        /// The words of both, in order.
        pieces: Vec<Piece>,
    },
}

/// Words of a paragraph that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Kept(String),
    /// Only in the old one.
    Removed(String),
    /// Only in the new one.
    Added(String),
}

/// What changed from `old` to `new`. White space and what an article says twice do not count. Deterministic: no
/// deadline; on paragraphs or words without end, the comparison gets coarser and never slower than their number.
pub fn revision(old: &Witness, new: &Witness) -> Revision {
    let (old, old_furniture) = paragraphs(old);
    let (new, new_furniture) = paragraphs(new);
    let mut revision = Revision { furniture: furniture_changes(&old_furniture, &new_furniture), ..Revision::default() };
    for op in diff(&texts(&old), &texts(&new)) {
        match op.tag() {
            DiffTag::Equal => revision.unchanged += op.old_range().len(),
            _ => revision.changes.extend(pair(&old[op.old_range()], &new[op.new_range()])),
        }
    }
    revision
}

fn diff(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, old, new)
}

fn texts(paragraphs: &[Paragraph]) -> Vec<&str> {
    paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

/// The paragraphs of the story, and those of page furniture.
fn paragraphs(witness: &Witness) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let mut counts = BTreeMap::<Role, usize>::new();
    let mut all = Vec::new();
    for segment in witness.segments() {
        let number = counts.entry(segment.role).or_default();
        *number += 1;
        let text = words(&witness.text()[segment.span.range()]).join(" ");
        if segment.of.is_none() && segment.role != Role::Separator && !text.is_empty() {
            all.push(Paragraph { role: segment.role, number: *number, text });
        }
    }
    all.into_iter().partition(|paragraph| paragraph.role.standing() != Standing::Furniture)
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// How many paragraphs of furniture are in one only. Their order says nothing.
fn furniture_changes(old: &[Paragraph], new: &[Paragraph]) -> usize {
    let mut balance = HashMap::<&str, isize>::new();
    old.iter().for_each(|paragraph| *balance.entry(&paragraph.text).or_default() -= 1);
    new.iter().for_each(|paragraph| *balance.entry(&paragraph.text).or_default() += 1);
    balance.values().map(|count| count.unsigned_abs()).sum()
}

/// The widest stretch of changed paragraphs in which partners are looked for: the work grows with its square.
const STRETCH: usize = 64;

/// What became of the paragraphs of a changed stretch.
fn pair(old: &[Paragraph], new: &[Paragraph]) -> Vec<Change> {
    let partners = match old.len().max(new.len()) {
        0..=STRETCH => partners(old, new),
        // In so wide a rewrite, a paragraph's partner is no longer what a reader looks for.
        _ => Vec::new(),
    };
    let mut changes = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    for (partner_old, partner_new) in partners {
        only(&old[at_old..partner_old], &new[at_new..partner_new], &mut changes);
        let (old, new) = (old[partner_old].clone(), new[partner_new].clone());
        let pieces = pieces(&old.text, &new.text);
        changes.push(Change::Reworded { old, new, pieces });
        (at_old, at_new) = (partner_old + 1, partner_new + 1);
    }
    only(&old[at_old..], &new[at_new..], &mut changes);
    changes
}

fn only(old: &[Paragraph], new: &[Paragraph], changes: &mut Vec<Change>) {
    changes.extend(old.iter().cloned().map(Change::Removed));
    changes.extend(new.iter().cloned().map(Change::Added));
}

/// The pairs, in order on both sides, that share most words: a longest common subsequence, weighed by what is shared.
fn partners(old: &[Paragraph], new: &[Paragraph]) -> Vec<(usize, usize)> {
    let (old_bags, new_bags) = (bags(old), bags(new));
    let likeness = |i: usize, j: usize| shared(&old_bags[i], &new_bags[j]);
    let mut best = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let paired = likeness(i, j).map_or(0, |shared| shared + best[i + 1][j + 1]);
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut partners) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if best[i][j] == best[i + 1][j] {
            i += 1;
        } else if best[i][j] == best[i][j + 1] {
            j += 1;
        } else {
            partners.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    partners
}

/// The words of a paragraph, counted.
type Bag<'p> = BTreeMap<&'p str, usize>;

fn bags(paragraphs: &[Paragraph]) -> Vec<Bag<'_>> {
    paragraphs.iter().map(|paragraph| bag(&paragraph.text)).collect()
}

fn bag(text: &str) -> Bag<'_> {
    let mut bag = Bag::new();
    text.split(' ').for_each(|word| *bag.entry(word).or_default() += 1);
    bag
}

/// How many words two paragraphs share, if that is at least half of what they have.
fn shared(old: &Bag<'_>, new: &Bag<'_>) -> Option<usize> {
    let count = |bag: &Bag<'_>| bag.values().sum::<usize>();
    let shared: usize = old.iter().map(|(word, count)| new.get(word).map_or(0, |other| *count.min(other))).sum();
    (shared > 0 && 4 * shared >= count(old) + count(new)).then_some(shared)
}

/// The words of both paragraphs, in order.
fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let mut pieces = Vec::new();
    for op in diff(&old, &new) {
        if op.tag() == DiffTag::Equal {
            pieces.push(Piece::Kept(old[op.old_range()].join(" ")));
            continue;
        }
        push(&mut pieces, Piece::Removed, &old, op.old_range());
        push(&mut pieces, Piece::Added, &new, op.new_range());
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, piece: fn(String) -> Piece, words: &[&str], range: Range<usize>) {
    if !range.is_empty() {
        pieces.push(piece(words[range].join(" ")));
    }
}
