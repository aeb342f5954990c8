//! The search for a quotation's elements, one after the other, in a folded text.

use super::occurrences::occurrences;
use super::spelling::{WordSpelling, prefix_len, same_letters, spellings};
use crate::matching::boundary::is_inside_word;
use crate::matching::fold::{Cleaning, FoldedText, Folding};
use crate::matching::index::{SearchScope, SearchText};
use crate::matching::inset_reading::InsetReading;
use crate::matching::locus::{Edit, EditKind};
use crate::matching::pattern::{Pattern, PatternElement};
use crate::text::{Span, is_word};
use unicode_normalization::UnicodeNormalization as _;

/// The most places that the pieces of one quotation may stand at in one text, all of them together. Where there are
/// more, the search is given up: the quotation is not found. `exceeds_budget` says so.
pub const MOST_TRIED: usize = 250_000;

/// The number of things an alignment asks for: cuts of words, then editor's marks, then words replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Cost {
    pub cuts: u32,
    pub marks: u32,
    pub words: u32,
}

/// A place that was reached.
#[derive(Debug, Clone)]
pub(super) struct SearchNode {
    /// The byte of the folded text at which the next element begins.
    pub at: usize,
    /// True if it may begin anywhere from there on.
    pub floats: bool,
    pub cost: Cost,
    pub parent: Option<usize>,
    pub step: SearchStep,
}

/// The text that an element stood for.
#[derive(Debug, Clone)]
pub(super) enum SearchStep {
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

pub(super) struct PatternSearch<'s> {
    folded: &'s FoldedText,
    searched: &'s SearchText,
    scope: SearchScope,
    reading: InsetReading,
    /// True if marks of the article are left out: then a word may go on where one stood, as in `walk[ed]`.
    is_cleaned: bool,
    pub elements: &'s [PatternElement],
    pub nodes: Vec<SearchNode>,
    pub gave_up: bool,
}

impl<'s> PatternSearch<'s> {
    pub fn of(
        pattern: &'s Pattern,
        searched: &'s SearchText,
        (scope, reading): (SearchScope, InsetReading),
        folding: Folding,
    ) -> Self {
        let folded = searched.folded(scope, reading, folding);
        let is_cleaned = folding.cleaning != Cleaning::None;
        let (elements, nodes) = (&pattern.elements[..], Vec::new());
        Self { folded, searched, scope, reading, is_cleaned, elements, nodes, gave_up: false }
    }

    /// The nodes where all elements have been passed.
    pub fn reach(&mut self) -> Vec<usize> {
        let cost = Cost::default();
        self.nodes.push(SearchNode { at: 0, floats: true, cost, parent: None, step: SearchStep::Start });
        let mut frontier = vec![0];
        for (number, element) in self.elements.iter().enumerate() {
            frontier = match element {
                PatternElement::Words { .. } => self.words(&frontier, number),
                PatternElement::Gap { text, span } => self.gap(&frontier, text, *span),
                PatternElement::Bracket { .. } => self.bracket(&frontier, number),
            };
            if frontier.is_empty() {
                break;
            }
        }
        frontier
    }

    fn push(&mut self, node: SearchNode) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub fn text(&self) -> &str {
        self.folded.text()
    }

    /// Returns 1 if the folded text's byte `at` is inside a word of the article, else 0.
    pub fn cuts(&self, at: usize, is_end: bool) -> u32 {
        let text = self.searched.witness.text();
        if at == 0 || at >= self.text().len() {
            return 0;
        }
        if self.folded.is_inside_character(at) || self.is_inside_read_word(at) {
            return 1;
        }
        let raw = if is_end {
            self.folded.raw(Span::new(at - 1, at)).end
        } else {
            self.folded.raw(Span::new(at, at + 1)).start
        };
        u32::from(text.is_char_boundary(raw) && is_inside_word(text, raw))
    }

    /// Returns true if a word goes on there as the text is read: without the marks that are left out, and with the words
    /// that are put in.
    fn is_inside_read_word(&self, at: usize) -> bool {
        // What is put in may be left out at the edge of a quotation, as it may be of all of it.
        let is_read = self.reading != InsetReading::Seen && !self.folded.is_seam(at);
        (self.is_cleaned || is_read) && self.text().is_char_boundary(at) && is_inside_word(self.text(), at)
    }

    fn words(&mut self, frontier: &[usize], element: usize) -> Vec<usize> {
        let PatternElement::Words { text, space_before, initial, span } = &self.elements[element] else {
            return Vec::new();
        };
        let mut reached = Reached::default();
        for spelling in &spellings(text, initial.as_deref()) {
            for (node, at) in self.floating(frontier, spelling) {
                reached.push(self.step_words(node, at, spelling, *span));
            }
            let anchored: Vec<usize> = frontier.iter().copied().filter(|&node| !self.nodes[node].floats).collect();
            let known = self.known(anchored.len(), spelling);
            let stands = |at: usize| match &known {
                Some(known) => known.binary_search(&at).is_ok(),
                None => self.text()[at..].starts_with(&spelling.needle),
            };
            for node in anchored {
                for start in self.after_space(self.nodes[node].at, *space_before) {
                    let skip = same_letters(&self.text()[start..], spelling.initial);
                    if let Some(at) = skip.map(|skip| start + skip).filter(|&at| stands(at)) {
                        reached.push(self.step_words(node, at, spelling, *span));
                    }
                }
            }
        }
        self.settle(reached)
    }

    /// All the places of a needle, if to look them up is less work than to compare it at each of so many nodes.
    fn known(&self, nodes: usize, spelling: &WordSpelling<'_>) -> Option<Vec<usize>> {
        let (text, needle) = (self.text().as_bytes(), spelling.needle.as_bytes());
        (nodes.saturating_mul(needle.len()) > 4 * text.len()).then(|| occurrences(text, needle).collect())
    }

    /// The bytes at which words may begin after `at`: there, or after a space; without a space in the notes, only
    /// there.
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

    /// The node that `node` leads to by words at `at`.
    pub fn step_words(&self, node: usize, at: usize, spelling: &WordSpelling<'_>, quoted: Span) -> SearchNode {
        let found = Span::new(at, at + spelling.needle.len());
        let letters = Span::new(at - prefix_len(&self.text()[..at], spelling.initial), at);
        let initial = (!letters.is_empty()).then(|| {
            // The fold takes accents off their letters.
            let (quoted, archived) = (format!("[{}]", spelling.initial.nfc()), self.raw_text(letters));
            Box::new((letters, Edit { kind: EditKind::BracketLetter, quoted, archived }))
        });
        let mut cost = self.nodes[node].cost;
        if self.nodes[node].floats {
            cost.cuts += self.cuts(letters.start, false);
        }
        cost.marks += u32::from(initial.is_some());
        let step = SearchStep::Words { found, quoted, initial };
        SearchNode { at: found.end, floats: false, cost, parent: Some(node), step }
    }

    /// For each occurrence of the needle: the cheapest floating node that it can follow, and of those the nearest.
    pub fn floating(&self, frontier: &[usize], spelling: &WordSpelling<'_>) -> Vec<(usize, usize)> {
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
                reached.push(SearchNode { parent: Some(node), step: SearchStep::Gap, ..before });
                continue;
            }
            self.own_mark(&mut reached, node, (text, mark), true);
            let mut cost = before.cost;
            cost.cuts += self.cuts(before.at, true);
            cost.marks += 1;
            reached.push(SearchNode { at: before.at, floats: true, cost, parent: Some(node), step: SearchStep::Gap });
        }
        self.settle(reached)
    }

    /// The mark as the article's own; behind white space only if it stands so in the notes.
    pub fn own_mark(&self, reached: &mut Reached, node: usize, (text, quoted): (&str, Span), spaced: bool) {
        let at = self.nodes[node].at;
        let behind = (spaced && self.text()[at..].starts_with(' ')).then_some(at + 1);
        for start in std::iter::once(at).chain(behind) {
            if self.text()[start..].starts_with(text) {
                let found = Span::new(start, start + text.len());
                let cost = self.nodes[node].cost;
                let step = SearchStep::Words { found, quoted, initial: None };
                reached.push(SearchNode { at: found.end, floats: false, cost, parent: Some(node), step });
            }
        }
    }

    /// Keeps, for each place reached, the cheapest way there; sorted by place.
    pub fn settle(&mut self, mut reached: Reached) -> Vec<usize> {
        reached.compact();
        if self.nodes.len() + reached.nodes.len() > MOST_TRIED {
            self.gave_up = true;
            return Vec::new();
        }
        reached.nodes.into_iter().map(|node| self.push(node)).collect()
    }

    pub fn raw(&self, folded: Span) -> Span {
        self.folded.raw(folded)
    }

    pub fn raw_text(&self, folded: Span) -> String {
        if folded.is_empty() {
            String::new()
        } else {
            self.searched.witness.text()[self.raw(folded).range()].trim().to_owned()
        }
    }

    pub fn runs(&self, folded: Span) -> Vec<Span> {
        match self.scope {
            SearchScope::Page => vec![self.raw(folded)],
            SearchScope::Body => self.folded.raw_runs(folded, |gap| self.searched.is_blank(gap)),
        }
    }
}

/// Nodes reached by one element.
#[derive(Default)]
pub(super) struct Reached {
    pub nodes: Vec<SearchNode>,
    /// The number of them that are one for each place.
    settled: usize,
}

impl Reached {
    /// Adds a node. Ever so often those that are worse than another at their place are thrown away, and one more than
    /// may be tried at all is enough to give up.
    pub fn push(&mut self, node: SearchNode) {
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
