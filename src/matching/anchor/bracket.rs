//! The words that a bracket may stand for.

use super::search::{Cost, PatternSearch, Reached, SearchNode, SearchStep};
use super::spelling::WordSpelling;
use crate::matching::boundary::is_inside_word;
use crate::matching::locus::EditKind;
use crate::matching::pattern::{BracketJoin, PatternElement, is_remark};
use crate::text::{Span, is_word};

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
            // `judgment[]` leaves out letters. Words that are left out need an ellipsis.
            let is_empty = inner.trim().is_empty();
            if is_empty || (*join == BracketJoin::Ending && inner.chars().all(char::is_alphabetic)) {
                self.ended(&mut reached, node, element);
            } else {
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

    /// The end of the word that goes on at `at`, if its stem is long enough and its ending short enough.
    fn ending(&self, at: usize) -> Option<usize> {
        let stem = self.text()[..at].chars().rev().take(STEM_LETTERS).take_while(|&c| c.is_alphabetic()).count();
        let letters = self.text()[at..].chars().take(ENDING_LETTERS + 1).take_while(|&c| c.is_alphabetic());
        let (count, len) = letters.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        (stem >= STEM_LETTERS && (1..=ENDING_LETTERS).contains(&count)).then_some(at + len)
    }

    /// The ends of the next words, and the number of words up to there: with and without the marks after them.
    fn word_ends(&self, at: usize) -> Vec<(u32, usize)> {
        let text = self.text();
        let (mut ends, mut words, mut last) = (Vec::new(), 0, ' ');
        for (offset, c) in text[at..].char_indices() {
            if words as usize > REPLACED_WORDS || offset > REPLACED_BYTES {
                break;
            }
            if is_word(c) && !is_word(last) && !is_inside_word(text, at + offset) {
                words += 1;
            } else if words > 0 && (c == ' ' || (is_word(last) && !is_word(c))) && !is_inside_word(text, at + offset) {
                ends.push((words, at + offset));
            }
            last = c;
        }
        ends.dedup();
        ends.retain(|&(words, _)| words as usize <= REPLACED_WORDS);
        ends
    }
}
