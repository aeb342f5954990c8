//! The places where a quotation stands, letter for letter.
//!
//! A quotation is a [`Pattern`]; every element of it either stands in the text as written, or, if it is an editor's
//! mark, allows what that mark allows. The search goes through the elements in order and keeps, for every place that
//! can be reached, the alignment with the fewest editor's marks: linear in the text for each element.

mod alignment;
mod bracket;
mod occurrences;
mod search;
mod spelling;

use super::fold::Folding;
use super::index::{SearchScope, SearchText};
use super::inset_reading::InsetReading;
use super::pattern::Pattern;
use alignment::AlignmentBuilder;
use search::{Cost, PatternSearch, SearchNode, SearchStep};

pub use alignment::{Alignment, Beside, BracketText, Passage};
pub use search::MOST_TRIED;

/// The most places of one quotation that are looked at in one text; further ones would be of no use. Of a long
/// quotation fewer, so that no more than so many bytes are, but never less than the least.
const MOST_PLACES: usize = 1000;
const MOST_PLACED_BYTES: usize = 4_000_000;
const LEAST_PLACES: usize = 16;

/// Every place where `pattern` stands in the text of `searched` that `scope` names, read by `reading` and folded by `folding`; the ones that
/// cut no word first, then those with fewer editor's marks, then by place.
pub fn anchor(
    pattern: &Pattern,
    searched: &SearchText,
    (scope, reading): (SearchScope, InsetReading),
    folding: Folding,
) -> Vec<Alignment> {
    if !pattern.may_have_words() {
        return Vec::new();
    }
    let mut search = PatternSearch::of(pattern, searched, (scope, reading), folding);
    let frontier = search.reach();
    search.alignments(frontier)
}

/// Returns true if [`anchor`] gave up on `pattern`, because its pieces stand at more than [`MOST_TRIED`] places.
pub fn exceeds_budget(pattern: &Pattern, searched: &SearchText, scope: SearchScope, folding: Folding) -> bool {
    // An element reaches each byte of the text once, or once more with what comes next left to float.
    let folded = searched.folded(scope, InsetReading::Seen, folding);
    if !pattern.may_have_words() || 2 * pattern.elements.len() * folded.text().len() < MOST_TRIED {
        return false;
    }
    let mut search = PatternSearch::of(pattern, searched, (scope, InsetReading::Seen), folding);
    search.reach();
    search.gave_up
}

impl PatternSearch<'_> {
    /// The alignments that end at the nodes of `frontier`, the best first.
    fn alignments(&self, frontier: Vec<usize>) -> Vec<Alignment> {
        let cost = |node: &SearchNode| {
            let cuts = if node.floats { 0 } else { self.cuts(node.at, true) };
            Cost { cuts: node.cost.cuts + cuts, ..node.cost }
        };
        let mut best: Vec<(Cost, usize)> = frontier.into_iter().map(|node| (cost(&self.nodes[node]), node)).collect();
        best.sort_by_key(|(cost, _)| *cost);
        let length = best.first().map_or(1, |&(_, node)| self.length(node).max(1));
        best.truncate((MOST_PLACED_BYTES / length).clamp(LEAST_PLACES, MOST_PLACES));
        best.into_iter().filter_map(|(cost, node)| self.trace(node, cost.cuts > 0)).collect()
    }

    /// The number of bytes in the words of an alignment that ends at `last`.
    fn length(&self, last: usize) -> usize {
        let words = self.steps(last).map(|node| match &node.step {
            SearchStep::Words { found, .. } => found.len(),
            _ => 0,
        });
        words.sum()
    }

    /// The nodes from `last` back to the start.
    fn steps(&self, last: usize) -> impl Iterator<Item = &SearchNode> {
        std::iter::successors(Some(&self.nodes[last]), |node| node.parent.map(|parent| &self.nodes[parent]))
    }

    fn trace(&self, last: usize, cut: bool) -> Option<Alignment> {
        let mut builder = AlignmentBuilder::new(cut);
        let steps: Vec<&SearchNode> = self.steps(last).collect();
        steps.into_iter().rev().for_each(|node| builder.take(self, node));
        builder.finish(self)
    }
}
