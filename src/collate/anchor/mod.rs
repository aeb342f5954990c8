//! Where a quotation stands, letter for letter.
//!
//! A quotation is a [`Pattern`]; every element of it either stands in the text as written, or, if it is an editor's
//! mark, allows what that mark allows. The search goes through the elements in order and keeps, for every place that
//! can be reached, the alignment with the fewest editor's marks: linear in the text for each element.

mod bracket;
mod draft;
mod occurrences;
mod spelling;

use super::boundary::is_inside_word;
use super::fold::{Folding, Strand};
use super::index::{Leaf, Scope};
use super::locus::{Edit, EditKind};
use super::marks::{Element, Pattern};
use crate::text::{Span, is_word};
use draft::Draft;
use occurrences::occurrences;
use spelling::{Spelling, prefix_len, same_letters, spellings};

/// How many places of one quotation are looked at in one text; further ones would tell nobody anything. Of a long
/// quotation fewer, so that no more than so many bytes are, but never less than the least.
const MOST_PLACES: usize = 1000;
const MOST_PLACED_BYTES: usize = 4_000_000;
const LEAST_PLACES: usize = 16;
/// How many places the pieces of one quotation may stand at in one text, all of them together. Where there are more, the
/// quotation is a puzzle and nobody's: it is not found. [`is_puzzle`] says so.
pub const MOST_TRIED: usize = 250_000;

/// One way in which a quotation stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// Its passages, in order: what stands between two ellipses.
    pub passages: Vec<Passage>,
    /// What the editor's marks stand for, in order.
    pub edits: Vec<Edit>,
    /// For each ellipsis: what it leaves out, in the text of the witness.
    pub omitted: Vec<Span>,
    /// For each bracket: what it holds, and what of the text it replaces; both with the word that it goes on with, or the
    /// number that it stands behind.
    pub inserted: Vec<(String, String)>,
    /// Whether it starts or ends inside a word or number: then it does not hold.
    pub cut: bool,
}

/// A contiguous piece of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the witness's text: one span, or several where page furniture stands between.
    pub runs: Vec<Span>,
    /// Where its words stand in the quotation's text.
    pub quoted: Span,
}

impl Passage {
    /// From its first byte to its last.
    pub fn span(&self) -> Span {
        self.runs.iter().copied().reduce(Span::hull).unwrap_or_default()
    }
}

/// Every place where `pattern` stands in the text of `leaf` that `scope` names, folded by `folding`; the ones that cut
/// no word first, then those with fewer editor's marks, then by place.
pub fn anchor(pattern: &Pattern, leaf: &Leaf, scope: Scope, folding: Folding) -> Vec<Alignment> {
    if !pattern.has_words() {
        return Vec::new();
    }
    Search::of(pattern, leaf, scope, folding).run()
}

/// Whether [`anchor`] gave up on `pattern`, because its pieces stand at more than [`MOST_TRIED`] places.
pub fn is_puzzle(pattern: &Pattern, leaf: &Leaf, scope: Scope, folding: Folding) -> bool {
    // An element reaches each byte of the text once, or once more with what comes next left to float.
    let strand = leaf.strand(scope, folding);
    if !pattern.has_words() || 2 * pattern.elements.len() * strand.text().len() < MOST_TRIED {
        return false;
    }
    let mut search = Search::of(pattern, leaf, scope, folding);
    search.reach();
    search.gave_up
}

/// How much an alignment asks for: cuts of words, then editor's marks, then words replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Cost {
    cuts: u32,
    marks: u32,
    words: u32,
}

/// A place that was reached.
#[derive(Debug, Clone)]
struct Node {
    /// Where in the strand the next element begins.
    at: usize,
    /// Whether it may begin anywhere from there on.
    floats: bool,
    cost: Cost,
    parent: Option<usize>,
    step: Step,
}

/// What an element stood for.
#[derive(Debug, Clone)]
enum Step {
    Start,
    /// Words (or a mark that is the article's own) at a place; in brackets, the letters they begin with.
    Words {
        found: Span,
        quoted: Span,
        initial: Option<Box<(Span, Edit)>>,
    },
    Gap,
    /// The bracket that is this element of the pattern.
    Bracket {
        element: usize,
        replaced: Span,
        kind: EditKind,
    },
}

struct Search<'s> {
    strand: &'s Strand,
    leaf: &'s Leaf,
    scope: Scope,
    elements: &'s [Element],
    nodes: Vec<Node>,
    gave_up: bool,
}

impl<'s> Search<'s> {
    fn of(pattern: &'s Pattern, leaf: &'s Leaf, scope: Scope, folding: Folding) -> Self {
        let strand = leaf.strand(scope, folding);
        Self { strand, leaf, scope, elements: &pattern.elements, nodes: Vec::new(), gave_up: false }
    }
}

impl Search<'_> {
    fn run(mut self) -> Vec<Alignment> {
        let frontier = self.reach();
        self.alignments(frontier)
    }

    /// The nodes where all elements have been passed.
    fn reach(&mut self) -> Vec<usize> {
        self.nodes.push(Node { at: 0, floats: true, cost: Cost::default(), parent: None, step: Step::Start });
        let mut frontier = vec![0];
        for (number, element) in self.elements.iter().enumerate() {
            frontier = match element {
                Element::Words { text, space_before, initial, span } => {
                    self.words(&frontier, text, *space_before, initial.as_deref(), *span)
                }
                Element::Gap { text, span } => self.gap(&frontier, text, *span),
                Element::Bracket { .. } => self.bracket(&frontier, number),
            };
            if frontier.is_empty() {
                break;
            }
        }
        frontier
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn text(&self) -> &str {
        self.strand.text()
    }

    /// Whether the strand's byte `at` is inside a word of the article.
    fn cuts(&self, at: usize, is_end: bool) -> u32 {
        let text = self.leaf.witness.text();
        if at == 0 || at >= self.text().len() {
            return 0;
        }
        if self.strand.is_inside_character(at) {
            return 1;
        }
        let raw = if is_end {
            self.strand.raw(Span::new(at - 1, at)).end
        } else {
            self.strand.raw(Span::new(at, at + 1)).start
        };
        u32::from(text.is_char_boundary(raw) && is_inside_word(text, raw))
    }

    fn words(
        &mut self,
        frontier: &[usize],
        text: &str,
        spaced: bool,
        initial: Option<&str>,
        quoted: Span,
    ) -> Vec<usize> {
        let mut reached = Reached::default();
        for spelling in &spellings(text, initial) {
            for (node, at) in self.floating(frontier, spelling) {
                self.step_words(&mut reached, node, at, spelling, quoted);
            }
            let anchored: Vec<usize> = frontier.iter().copied().filter(|&node| !self.nodes[node].floats).collect();
            let known = self.known(anchored.len(), spelling);
            let stands = |at: usize| match &known {
                Some(known) => known.binary_search(&at).is_ok(),
                None => self.text()[at..].starts_with(&spelling.needle),
            };
            for node in anchored {
                for start in self.after_space(self.nodes[node].at, spaced) {
                    let skip = same_letters(&self.text()[start..], spelling.initial);
                    if let Some(at) = skip.map(|skip| start + skip).filter(|&at| stands(at)) {
                        self.step_words(&mut reached, node, at, spelling, quoted);
                    }
                }
            }
        }
        self.settle(reached)
    }

    /// All the places of a needle, if to look them up is less work than to compare it at each of so many nodes.
    fn known(&self, nodes: usize, spelling: &Spelling<'_>) -> Option<Vec<usize>> {
        let (text, needle) = (self.text().as_bytes(), spelling.needle.as_bytes());
        (nodes.saturating_mul(needle.len()) > 4 * text.len()).then(|| occurrences(text, needle).collect())
    }

    /// Where words may begin after what ended at `at`: there, or after a space. Without a space in the notes, only there.
    fn after_space(&self, at: usize, spaced: bool) -> Vec<usize> {
        let has_space = self.text()[at..].starts_with(' ');
        let glues = |at: usize| {
            let (before, after) = (self.text()[..at].chars().next_back(), self.text()[at..].chars().next());
            before.is_some_and(is_word) && after.is_some_and(is_word)
        };
        match (spaced, has_space) {
            (true, true) => vec![at + 1],
            (true, false) if glues(at) || self.cuts(at, false) > 0 => Vec::new(),
            _ => vec![at],
        }
    }

    fn step_words(&self, reached: &mut Reached, node: usize, at: usize, spelling: &Spelling<'_>, quoted: Span) {
        let found = Span::new(at, at + spelling.needle.len());
        let letters = Span::new(at - prefix_len(&self.text()[..at], spelling.initial), at);
        let initial = (!letters.is_empty()).then(|| {
            let (quoted, archived) = (format!("[{}]", spelling.initial), self.text()[letters.range()].to_owned());
            Box::new((letters, Edit { kind: EditKind::BracketLetter, quoted, archived }))
        });
        let mut cost = self.nodes[node].cost;
        if self.nodes[node].floats {
            cost.cuts += self.cuts(letters.start, false);
        }
        cost.marks += u32::from(initial.is_some());
        let step = Step::Words { found, quoted, initial };
        reached.push(Node { at: found.end, floats: false, cost, parent: Some(node), step });
    }

    /// For each occurrence of the needle: the cheapest floating node that it can follow, and of those the nearest.
    fn floating(&self, frontier: &[usize], spelling: &Spelling<'_>) -> Vec<(usize, usize)> {
        // A frontier is sorted by place.
        let mut waiting = frontier.iter().copied().filter(|&node| self.nodes[node].floats).peekable();
        if waiting.peek().is_none() || spelling.needle.is_empty() {
            return Vec::new();
        }
        let mut best: Option<usize> = None;
        let mut found = Vec::new();
        for at in occurrences(self.text().as_bytes(), spelling.needle.as_bytes()) {
            let letters = prefix_len(&self.text()[..at], spelling.initial);
            if letters == 0 && !spelling.initial.is_empty() {
                continue;
            }
            while let Some(node) = waiting.next_if(|&node| self.nodes[node].at <= at - letters) {
                if best.is_none_or(|best| self.nodes[node].cost <= self.nodes[best].cost) {
                    best = Some(node);
                }
            }
            found.extend(best.map(|node| (node, at)));
        }
        found
    }

    fn gap(&mut self, frontier: &[usize], text: &str, mark: Span) -> Vec<usize> {
        let mut reached = Reached::default();
        for &node in frontier {
            let before = self.nodes[node].clone();
            if before.floats {
                // At the edge, or after another gap: it leaves out nothing that the other does not.
                reached.push(Node { parent: Some(node), step: Step::Gap, ..before });
                continue;
            }
            self.own_mark(&mut reached, node, text, mark);
            let mut cost = before.cost;
            cost.cuts += self.cuts(before.at, true);
            cost.marks += 1;
            reached.push(Node { at: before.at, floats: true, cost, parent: Some(node), step: Step::Gap });
        }
        self.settle(reached)
    }

    /// The mark as the article's own.
    fn own_mark(&mut self, reached: &mut Reached, node: usize, text: &str, quoted: Span) {
        let at = self.nodes[node].at;
        for start in [Some(at), self.text()[at..].starts_with(' ').then_some(at + 1)].into_iter().flatten() {
            if self.text()[start..].starts_with(text) {
                let found = Span::new(start, start + text.len());
                let cost = self.nodes[node].cost;
                let step = Step::Words { found, quoted, initial: None };
                reached.push(Node { at: found.end, floats: false, cost, parent: Some(node), step });
            }
        }
    }

    /// Keeps, for each place reached, the cheapest way there; sorted by place.
    fn settle(&mut self, mut reached: Reached) -> Vec<usize> {
        reached.compact();
        if self.nodes.len() + reached.nodes.len() > MOST_TRIED {
            self.gave_up = true;
            return Vec::new();
        }
        reached.nodes.into_iter().map(|node| self.push(node)).collect()
    }

    fn alignments(&self, frontier: Vec<usize>) -> Vec<Alignment> {
        let cost = |node: &Node| {
            let cuts = if node.floats { 0 } else { self.cuts(node.at, true) };
            Cost { cuts: node.cost.cuts + cuts, ..node.cost }
        };
        let mut best: Vec<(Cost, usize)> = frontier.into_iter().map(|node| (cost(&self.nodes[node]), node)).collect();
        best.sort_by_key(|(cost, _)| *cost);
        let length = best.first().map_or(1, |&(_, node)| self.length(node).max(1));
        best.truncate((MOST_PLACED_BYTES / length).clamp(LEAST_PLACES, MOST_PLACES));
        best.into_iter().filter_map(|(cost, node)| self.trace(node, cost.cuts > 0)).collect()
    }

    /// How many bytes the words of an alignment that ends at `last` have.
    fn length(&self, last: usize) -> usize {
        let way = std::iter::successors(Some(last), |&node| self.nodes[node].parent);
        let words = way.map(|node| match &self.nodes[node].step {
            Step::Words { found, .. } => found.len(),
            _ => 0,
        });
        words.sum()
    }

    fn trace(&self, last: usize, cut: bool) -> Option<Alignment> {
        let mut steps = Vec::new();
        let mut node = Some(last);
        while let Some(at) = node {
            steps.push(&self.nodes[at]);
            node = self.nodes[at].parent;
        }
        let mut draft = Draft::new(cut);
        for node in steps.into_iter().rev() {
            draft.take(self, node);
        }
        draft.finish(self)
    }

    fn raw(&self, folded: Span) -> Span {
        self.strand.raw(folded)
    }

    fn raw_text(&self, folded: Span) -> String {
        if folded.is_empty() {
            String::new()
        } else {
            self.leaf.witness.text()[self.raw(folded).range()].trim().to_owned()
        }
    }

    fn runs(&self, folded: Span) -> Vec<Span> {
        match self.scope {
            Scope::Page => vec![self.raw(folded)],
            Scope::Body => self.strand.raw_runs(folded, |gap| self.leaf.is_blank(gap)),
        }
    }
}

/// Nodes reached by one element.
#[derive(Default)]
struct Reached {
    nodes: Vec<Node>,
    /// How many of them are one for each place.
    settled: usize,
}

impl Reached {
    /// Adds a node. Ever so often those that are worse than another at their place are thrown away, and one more than
    /// may be tried at all is enough to give up.
    fn push(&mut self, node: Node) {
        if self.nodes.len() >= 2 * self.settled.max(1 << 16) {
            self.compact();
        }
        if self.settled <= MOST_TRIED {
            self.nodes.push(node);
        }
    }

    fn compact(&mut self) {
        self.nodes.sort_by_key(|node| (node.at, node.floats, node.cost));
        self.nodes.dedup_by(|later, kept| later.at == kept.at && later.floats == kept.floats);
        self.settled = self.nodes.len();
    }
}
