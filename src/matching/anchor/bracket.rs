//! The words that a bracket may stand for.

use super::search::{Cost, PatternSearch, Reached, SearchNode, SearchStep};
use super::spelling::WordSpelling;
use crate::matching::locus::EditKind;
use crate::matching::pattern::{BracketJoin, PatternElement, is_remark};
use crate::text::{Span, is_word};
use unicode_normalization::char::is_combining_mark;

/// The most words of the article that a bracket may stand for.
const REPLACED_WORDS: usize = 8;
/// The most letters that an ending in brackets may stand for, and the fewest letters that the stem must have.
const ENDING_LETTERS: usize = 5;
const STEM_LETTERS: usize = 2;
/// The most bytes that a bracket may stand for, whatever the words are.
const REPLACED_BYTES: usize = 1000;

impl PatternSearch<'_> {
    pub(super) fn bracket(&mut self, frontier: &[usize], element: usize) -> Vec<usize> {
        let bracket = &self.elements[element];
        let PatternElement::Bracket { text, inner, join, round, span: mark, space_before, .. } = bracket else {
            return Vec::new();
        };
        let mut reached = Reached::default();
        let own = WordSpelling { needle: text.clone(), initial: "" };
        for (node, at) in self.floating(frontier, &own) {
            reached.push(self.step_words(node, at, &own, *mark));
        }
        let kind = if is_remark(inner) { EditKind::BracketNote } else { EditKind::Bracket };
        for &node in frontier {
            let floats = self.nodes[node].floats;
            if !floats {
                self.own_mark(&mut reached, node, (text, *mark), *space_before);
            }
            if *join == BracketJoin::Broken {
                continue;
            }
            self.inserted(&mut reached, node, element, kind);
            if floats || kind == EditKind::BracketNote || *round {
                continue;
            }
            // `judgment[]` leaves out letters, and `no []` none. Words that are left out need an ellipsis.
            let is_empty = inner.trim().is_empty();
            if *join == BracketJoin::Ending && (is_empty || inner.chars().all(char::is_alphabetic)) {
                self.ended(&mut reached, node, element);
            } else if !is_empty {
                self.replaced(&mut reached, node, element);
            }
        }
        self.settle(reached)
    }

    /// Puts in what stands in the bracket, which stands for nothing.
    fn inserted(&self, reached: &mut Reached, node: usize, element: usize, kind: EditKind) {
        let SearchNode { at, floats, mut cost, .. } = self.nodes[node];
        cost.cuts += if floats { 0 } else { self.cuts(at, true) };
        self.push_bracket(reached, node, SearchStep::Bracket { element, replaced: Span::new(at, at), kind }, cost);
    }

    /// It is another ending of the word.
    fn ended(&self, reached: &mut Reached, node: usize, element: usize) {
        let SearchNode { at, cost, .. } = self.nodes[node];
        if let Some(end) = self.ending(at) {
            let step = SearchStep::Bracket { element, replaced: Span::new(at, end), kind: EditKind::BracketLetter };
            self.push_bracket(reached, node, step, cost);
        }
    }

    /// It stands for the next words.
    fn replaced(&self, reached: &mut Reached, node: usize, element: usize) {
        let SearchNode { at, cost, .. } = self.nodes[node];
        let cuts = cost.cuts + self.cuts(at, true);
        for (words, end) in self.word_ends(at) {
            let step = SearchStep::Bracket { element, replaced: Span::new(at, end), kind: EditKind::Bracket };
            self.push_bracket(reached, node, step, Cost { cuts, words: cost.words + words, ..cost });
        }
    }

    fn push_bracket(&self, reached: &mut Reached, node: usize, step: SearchStep, cost: Cost) {
        let SearchStep::Bracket { replaced, .. } = step else { return };
        let cost = Cost { marks: cost.marks + 1, ..cost };
        reached.push(SearchNode { at: replaced.end, floats: self.nodes[node].floats, cost, parent: Some(node), step });
    }

    /// The end of the word that goes on at `at`, if its stem is long enough and its ending short enough. A fold may have
    /// taken accents off their letters: they are no letters of their own.
    fn ending(&self, at: usize) -> Option<usize> {
        let is_part = |c: &char| c.is_alphabetic() || is_combining_mark(*c);
        let stem = self.text()[..at].chars().rev().take_while(is_part).filter(|c| c.is_alphabetic());
        let (mut count, mut len) = (0, 0);
        for c in self.text()[at..].chars().take_while(is_part) {
            count += usize::from(c.is_alphabetic());
            len += c.len_utf8();
            if count > ENDING_LETTERS {
                return None;
            }
        }
        // `do[]` is not the end of `don’t`.
        let ends = count > 0 && self.cuts(at + len, true) == 0;
        (ends && stem.take(STEM_LETTERS).count() == STEM_LETTERS).then_some(at + len)
    }

    /// The ends of the next words, and the number of words up to there: with and without the marks after them.
    fn word_ends(&self, at: usize) -> Vec<(u32, usize)> {
        let (mut ends, mut words, mut last) = (Vec::new(), 0, ' ');
        // A bracket inside a word stands for no part of it; the digits behind a sign are the word that begins there.
        let mut begun = true;
        for (offset, c) in self.text()[at..].char_indices() {
            if words as usize > REPLACED_WORDS || offset > REPLACED_BYTES {
                break;
            }
            // By the text as it is, for a fold makes one hyphen of all dashes: a word goes on over what may not be cut.
            begun &= is_word(c) && is_word(last) || self.cuts(at + offset, false) > 0;
            let is_end = words > 0 && (c == ' ' || (is_word(last) && !is_word(c)));
            if is_word(c) && !begun {
                (words, begun) = (words + 1, true);
            } else if is_end && self.cuts(at + offset, true) == 0 {
                ends.push((words, at + offset));
            }
            last = c;
        }
        ends.dedup();
        ends.retain(|&(words, _)| words as usize <= REPLACED_WORDS);
        ends
    }
}
