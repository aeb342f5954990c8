//! Text that an article has twice.

use crate::segment::Role;
use crate::segment::rules::labels::{LabelledBlock, Labelling};
use crate::segment::rules::layout;
use crate::segment::rules::shape::{is_cut, uncut};
use std::collections::HashMap;
use std::ops::Range;

/// The fewest words that make a repetition: shorter lines say the same by accident.
const FEWEST: usize = 6;

/// The most blocks that two repeated runs are followed for.
const LONGEST_RUN: usize = 500;

/// The folded words of every block: no case, no marks, one space between words.
pub(in crate::segment) struct Repeats {
    folded: String,
    parts: Vec<FoldedBlock>,
    /// The parts, by their folded words.
    sorted: Vec<u32>,
}

struct FoldedBlock {
    start: u32,
    end: u32,
    words: u32,
    cut: bool,
}

impl FoldedBlock {
    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Repeats {
    pub(in crate::segment) fn of(article: &Labelling<'_>) -> Self {
        let mut folded = String::with_capacity(article.text.len());
        let parts: Vec<FoldedBlock> = article.blocks.iter().map(|part| fold(part, &mut folded)).collect();
        let mut sorted: Vec<u32> = (0..parts.len() as u32).collect();
        let words = |index: u32| &folded[parts[index as usize].range()];
        sorted.sort_unstable_by(|&a, &b| words(a).cmp(words(b)).then(a.cmp(&b)));
        Self { folded, parts, sorted }
    }

    fn words(&self, index: usize) -> &str {
        &self.folded[self.parts[index].range()]
    }

    fn is_long(&self, index: usize) -> bool {
        self.parts[index].words as usize >= FEWEST
    }

    /// A part that begins with all of this part's words, and goes on: the last such of those of equal words.
    fn whole_of(&self, index: usize, among: impl Fn(usize) -> bool) -> Option<usize> {
        let words = self.words(index);
        let from = self.sorted.partition_point(|&other| self.words(other as usize) <= words);
        let longer = self.sorted[from..]
            .iter()
            .map(|&other| other as usize)
            .take(LONGEST_RUN)
            .take_while(|&other| self.words(other).starts_with(words));
        let goes_on = |other: &usize| self.words(*other).as_bytes().get(words.len()) == Some(&b' ');
        longer.filter(goes_on).filter(|&other| among(other)).max()
    }

    /// Returns true if a part is the beginning of a later one.
    pub(in crate::segment) fn is_beginning(&self, index: usize) -> bool {
        self.is_long(index) && self.whole_of(index, |other| other > index).is_some()
    }
}

fn fold(part: &LabelledBlock<'_>, folded: &mut String) -> FoldedBlock {
    let start = folded.len();
    let mut words = 0;
    for word in uncut(part.text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if folded.len() > start {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
        words += 1;
    }
    FoldedBlock { start: start as u32, end: folded.len() as u32, words, cut: is_cut(part.text) }
}

/// Marks what repeats something else, and what it repeats.
pub(in crate::segment) fn mark(article: &mut Labelling<'_>, repeats: &Repeats) {
    let unlabelled: Vec<usize> = article.unlabelled().filter(|&index| repeats.is_long(index)).collect();
    let kept = kept(article, &unlabelled, repeats);
    let is_kept = |index: &usize| kept[*index] as usize == *index;
    let cut = unlabelled.iter().copied().filter(|index| is_kept(index) && repeats.parts[*index].cut);
    let whole = |index| repeats.whole_of(index, |other| is_kept(&other) && !repeats.parts[other].cut);
    let wholes: HashMap<usize, usize> = cut.filter_map(|index| Some((index, whole(index)?))).collect();
    for index in unlabelled {
        let keep = kept[index] as usize;
        match wholes.get(&keep) {
            Some(&whole) => repeat(article, index, whole, layout::TRUNCATION),
            None if keep != index => repeat(article, index, keep, layout::REPETITION),
            None => {}
        }
    }
}

/// For each of the `unlabelled` parts the one that is the story's of those with the same words; nothing that there is for
/// the others.
fn kept(article: &Labelling<'_>, unlabelled: &[usize], repeats: &Repeats) -> Vec<u32> {
    let headline = article.blocks.iter().position(|part| part.role() == Some(Role::Headline));
    let place = |index: u32| unlabelled.binary_search(&(index as usize)).ok();
    let sorted: Vec<u32> = repeats.sorted.iter().copied().filter(|&index| place(index).is_some()).collect();
    let words = |index: u32| repeats.words(index as usize);
    let mut kept = vec![u32::MAX; article.blocks.len()];
    for copies in sorted.chunk_by(|&one, &next| words(one) == words(next)) {
        let titled = headline.filter(|&headline| repeats.words(headline) == words(copies[0]));
        let ends = place(copies[0]).zip(place(copies[copies.len() - 1]));
        let keep = titled.or_else(|| ends.map(|(first, last)| unlabelled[kept_copy(first, last, unlabelled, repeats)]));
        for &copy in copies {
            kept[copy as usize] = keep.map_or(copy, |keep| keep as u32);
        }
    }
    kept
}

fn repeat<'a>(article: &mut Labelling<'a>, index: usize, of: usize, rule: &'a str) {
    if article.label(index, Role::Duplicate, rule) {
        article.blocks[index].of = Some(of as u32);
    }
}

/// Which of several copies, from the `first` to the `last` of them, is the story's: the first, unless the run of repeated blocks that it begins runs into the last copy:
/// then an opening was printed twice, and only the last goes on into the rest of the story.
fn kept_copy(first: usize, last: usize, unlabelled: &[usize], repeats: &Repeats) -> usize {
    let same = |step: &usize| match unlabelled.get(last + step) {
        Some(&other) => repeats.words(unlabelled[first + step]) == repeats.words(other),
        None => false,
    };
    let gap = last - first;
    if gap == 0 || gap > LONGEST_RUN {
        return first;
    }
    // The run may have begun above: then this block is in its midst, and the whole of it decides.
    let above = (1..=first.min(gap))
        .take_while(|step| repeats.words(unlabelled[first - step]) == repeats.words(unlabelled[last - step]))
        .count();
    let below = (0..gap).take_while(same).count();
    if above + below >= gap { last } else { first }
}
