//! The differences between the notes' words and the archive's.
//!
//! An alignment of words and marks at the least cost: dynamic programming, free to begin and end anywhere in the
//! archive's text. It explains a refutation, and is never asked before there is one.

mod cost_row;
mod token_ids;

use super::variant::{Variant, kind};
use crate::matching::{Folding, Pattern, PatternElement};
use crate::text::{Span, Token, tokens};
use cost_row::{CostRow, TokenId, cost, step};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use token_ids::{TokenIds, fold};

/// The likeness of a quotation and a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalAlignment {
    /// The stretch of text.
    pub span: Span,
    /// The differences of the quotation from it, in order.
    pub variants: Vec<Variant>,
    /// The number of the quotation's words that stand there too, in whatever case and type.
    pub common: usize,
    /// The number of the quotation's words, editor's marks left out.
    pub words: usize,
}

/// More cells than this are not filled: a text of that length is compared word by word from start to end instead.
const MOST_CELLS: usize = 4_000_000;

/// The most that most quotations cost: a word put for another, and a mark or two. Few cells are as near as that.
const LIKELY: u32 = 40;
/// The factor by which one looks farther for what is not found so near.
const FURTHER: u32 = 8;

/// A token of the quotation, or a place where the editor's mark lets the archive's words be skipped.
#[derive(Clone, Copy)]
enum Item {
    Token(Token),
    Skip(u32),
}

/// The stretch of `window` (of `text`) that is most like `quoted`.
pub fn align(quoted: &str, text: &str, window: Span) -> Option<LocalAlignment> {
    let items = items(quoted);
    let theirs: Vec<Token> = tokens(&text[window.range()]).collect();
    let words = items.iter().filter(|item| matches!(item, Item::Token(token) if token.is_word)).count();
    if words == 0 || theirs.is_empty() {
        return None;
    }
    let aligner = WordAligner { quoted, text: &text[window.range()], items: &items, theirs: &theirs };
    let steps =
        if (items.len() + 1) * (theirs.len() + 1) <= MOST_CELLS { aligner.align(LIKELY) } else { aligner.diff() };
    aligner.local_alignment(steps, words, window.start)
}

fn items(quoted: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for element in Pattern::marked(quoted, Folding::LITERAL).elements {
        match element {
            PatternElement::Words { span, .. } => {
                let shift = |token: Token| Token {
                    span: Span::new(token.span.start + span.start, token.span.end + span.start),
                    ..token
                };
                items.extend(tokens(&quoted[span.range()]).map(shift).map(Item::Token));
            }
            PatternElement::Gap { .. } => items.push(Item::Skip(0)),
            PatternElement::Bracket { .. } => items.push(Item::Skip(cost::UNDER_BRACKET)),
        }
    }
    items
}

/// One step of an alignment: indices of the items and of the tokens that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordStep {
    Same(usize, usize),
    Other(usize, usize),
    OursOnly(usize),
    TheirsOnly(usize),
    Skipped,
}

struct WordAligner<'p> {
    quoted: &'p str,
    text: &'p str,
    items: &'p [Item],
    theirs: &'p [Token],
}

impl WordAligner<'_> {
    /// The way that costs least; cells are filled that ways of at most `likely` lead through, and more where none is.
    fn align(&self, likely: u32) -> Vec<WordStep> {
        let width = self.theirs.len() + 1;
        let mut ids = TokenIds::of(self.items.len());
        let give = |item: &Item| match *item {
            Item::Token(token) => Some(ids.give(&self.quoted[token.span.range()], token.is_word)),
            Item::Skip(_) => None,
        };
        let ours: Vec<Option<TokenId>> = self.items.iter().map(give).collect();
        let find = |token: &Token| ids.find(&self.text[token.span.range()], token.is_word);
        let theirs: Vec<TokenId> = self.theirs.iter().map(find).collect();
        let mut steps = vec![0u8; (self.items.len() + 1) * width];
        let mut limit = likely;
        loop {
            if let Some(last) = self.fill(&ours, &theirs, limit, &mut steps) {
                return self.trace(&steps, width, last);
            }
            limit = (limit * FURTHER).min(cost::IMPOSSIBLE - 1);
        }
    }

    /// Fills all cells that some way of at most `limit` leads through, and says where the best way ends, if it costs no
    /// more than that. What it cannot be part of is left out, and changes nothing of it.
    fn fill(&self, ours: &[Option<TokenId>], theirs: &[TokenId], limit: u32, steps: &mut [u8]) -> Option<usize> {
        let width = theirs.len() + 1;
        let mut above = CostRow { costs: vec![0; width], near: 0..width, limit };
        let mut here = CostRow { costs: vec![0; width], near: 0..0, limit };
        for (row, item) in self.items.iter().enumerate() {
            let line = &mut steps[(row + 1) * width..(row + 2) * width];
            match (*item, ours[row]) {
                (Item::Skip(each), _) => here.skip(each, &above, line),
                (Item::Token(_), name) => {
                    here.token(name.expect("every token has one"), theirs, &above, line);
                }
            }
            if here.near.is_empty() {
                return None;
            }
            std::mem::swap(&mut above, &mut here);
        }
        // Of two ways that cost the same, the one that leaves no word of the notes unmatched says more.
        (0..width).min_by_key(|&column| (above.costs[column], std::cmp::Reverse(column)))
    }

    fn trace(&self, steps: &[u8], width: usize, last: usize) -> Vec<WordStep> {
        let (mut row, mut column) = (self.items.len(), last);
        let mut path = Vec::new();
        while row > 0 {
            let cell = steps[row * width + column];
            match cell & step::KIND {
                step::ACROSS => {
                    (row, column) = (row - 1, column - 1);
                    path.push(self.pair_step(row, column));
                }
                step::DOWN => {
                    row -= 1;
                    path.push(WordStep::OursOnly(row));
                }
                step::ALONG => {
                    let mut extended = cell & step::EXTENDED != 0;
                    column -= 1;
                    path.push(WordStep::TheirsOnly(column));
                    while extended {
                        extended = steps[row * width + column] & step::EXTENDED != 0;
                        column -= 1;
                        path.push(WordStep::TheirsOnly(column));
                    }
                }
                step::PASSED => {
                    row -= 1;
                    path.push(WordStep::Skipped);
                }
                _ => {
                    column -= 1;
                    path.push(WordStep::Skipped);
                }
            }
        }
        path.reverse();
        path
    }

    fn pair_step(&self, row: usize, column: usize) -> WordStep {
        let same = matches!(self.items[row], Item::Token(token)
            if self.quoted[token.span.range()] == self.text[self.theirs[column].span.range()]);
        if same { WordStep::Same(row, column) } else { WordStep::Other(row, column) }
    }

    fn folded_item(&self, item: &Item) -> String {
        match item {
            Item::Token(token) => fold(&self.quoted[token.span.range()]).into_owned(),
            Item::Skip(_) => String::new(),
        }
    }

    /// For texts too long to be aligned in full.
    fn diff(&self) -> Vec<WordStep> {
        let ours: Vec<&str> = self
            .items
            .iter()
            .map(|item| match item {
                Item::Token(token) => &self.quoted[token.span.range()],
                Item::Skip(_) => "",
            })
            .collect();
        let theirs: Vec<&str> = self.theirs.iter().map(|token| &self.text[token.span.range()]).collect();
        let mut steps = Vec::new();
        for op in capture_diff_slices(Algorithm::Patience, &ours, &theirs) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    steps.extend((0..len).map(|at| WordStep::Same(old_index + at, new_index + at)));
                }
                _ => {
                    steps.extend(op.old_range().map(WordStep::OursOnly));
                    steps.extend(op.new_range().map(WordStep::TheirsOnly));
                }
            }
        }
        steps
    }

    fn local_alignment(&self, mut steps: Vec<WordStep>, words: usize, base: usize) -> Option<LocalAlignment> {
        let pairs = |step: &WordStep| matches!(step, WordStep::Same(..) | WordStep::Other(..));
        // Words of the archive before the first and after the last pair are not what the quotation speaks of.
        let first = steps.iter().position(pairs)?;
        let last = steps.iter().rposition(pairs)?;
        let mut number = 0;
        steps.retain(|step| {
            number += 1;
            (first..=last).contains(&(number - 1)) || !matches!(step, WordStep::TheirsOnly(_))
        });
        self.lay_edges(&mut steps);
        let taken = steps.iter().filter_map(|step| match step {
            WordStep::Same(_, token) | WordStep::Other(_, token) | WordStep::TheirsOnly(token) => {
                Some(self.theirs[*token].span)
            }
            _ => None,
        });
        let span = taken.reduce(Span::hull)?;
        let common = steps.iter().filter(|step| self.is_common(step)).count();
        let variants = self.variants(&steps, span);
        Some(LocalAlignment { span: Span::new(span.start + base, span.end + base), variants, common, words })
    }

    /// Words of the notes before the first pair and after the last, which skipping made cheap, are laid against as many
    /// of the archive's there: that is what they were written for, as far as the sentence goes.
    fn lay_edges(&self, steps: &mut Vec<WordStep>) {
        let pairs = |step: &WordStep| match step {
            WordStep::Same(_, token) | WordStep::Other(_, token) => Some(*token),
            _ => None,
        };
        let own = |steps: &[WordStep]| steps.iter().filter(|step| self.is_own_word(step)).count();
        if let Some((last, token)) = steps.iter().enumerate().rev().find_map(|(at, step)| Some((at, pairs(step)?))) {
            let beside = self.beside(own(&steps[last + 1..]), token + 1..self.theirs.len());
            steps.extend(beside.into_iter().map(WordStep::TheirsOnly));
        }
        if let Some((first, token)) = steps.iter().enumerate().find_map(|(at, step)| Some((at, pairs(step)?))) {
            let mut beside = self.beside(own(&steps[..first]), (0..token).rev());
            beside.reverse();
            steps.splice(0..0, beside.into_iter().map(WordStep::TheirsOnly));
        }
    }

    fn is_own_word(&self, step: &WordStep) -> bool {
        matches!(*step, WordStep::OursOnly(item) if matches!(self.items[item], Item::Token(token) if token.is_word))
    }

    /// The tokens at `places`, up to so many words, and not beyond the sentence.
    fn beside(&self, words: usize, places: impl Iterator<Item = usize>) -> Vec<usize> {
        let (mut beside, mut left) = (Vec::new(), words);
        for place in places {
            let token = self.theirs[place];
            let ends = self.text[token.span.range()].starts_with(['.', '!', '?', '“', '”', '"', '«', '»']);
            if left == 0 || ends {
                break;
            }
            left -= usize::from(token.is_word);
            beside.push(place);
        }
        // A mark without the word that it belongs to says nothing.
        while beside.last().is_some_and(|&place| !self.theirs[place].is_word) {
            beside.pop();
        }
        beside
    }

    fn is_common(&self, step: &WordStep) -> bool {
        match *step {
            WordStep::Same(_, token) => self.theirs[token].is_word,
            WordStep::Other(item, token) => {
                self.theirs[token].is_word
                    && self.folded_item(&self.items[item]) == fold(&self.text[self.theirs[token].span.range()])
            }
            _ => false,
        }
    }

    /// Neighbouring differences are one.
    fn variants(&self, steps: &[WordStep], within: Span) -> Vec<Variant> {
        let mut variants = Vec::new();
        let mut group: Option<(Option<Span>, Option<Span>)> = None;
        let (mut our_end, mut their_end) = (0, within.start);
        for step in steps.iter().map(Some).chain([None]) {
            let (ours, theirs) = match step {
                Some(WordStep::Other(item, token)) => (self.item_span(*item), Some(self.theirs[*token].span)),
                Some(WordStep::OursOnly(item)) => (self.item_span(*item), None),
                Some(WordStep::TheirsOnly(token)) => (None, Some(self.theirs[*token].span)),
                other => {
                    if let Some((ours, theirs)) = group.take() {
                        let ours = ours.unwrap_or(Span::new(our_end, our_end));
                        let theirs = theirs.unwrap_or(Span::new(their_end, their_end));
                        variants.push(self.variant(ours, theirs, within));
                    }
                    if let Some(WordStep::Same(item, token)) = other {
                        our_end = self.item_span(*item).map_or(our_end, |span| span.end);
                        their_end = self.theirs[*token].span.end;
                    }
                    continue;
                }
            };
            let (group_ours, group_theirs) = group.unwrap_or_default();
            group = Some((join(group_ours, ours), join(group_theirs, theirs)));
        }
        variants
    }

    fn item_span(&self, item: usize) -> Option<Span> {
        match self.items[item] {
            Item::Token(token) => Some(token.span),
            Item::Skip(_) => None,
        }
    }

    fn variant(&self, quoted_span: Span, theirs: Span, within: Span) -> Variant {
        let quoted = self.quoted[quoted_span.range()].to_owned();
        let archived = self.text[theirs.range()].to_owned();
        let before = self.text[..theirs.start].trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '?', '“', '"']);
        let kind = kind(&quoted, &archived, opens);
        let archived_span = Span::new(theirs.start - within.start, theirs.end - within.start);
        Variant { kind, quoted, archived, quoted_span, archived_span }
    }
}

fn join(one: Option<Span>, other: Option<Span>) -> Option<Span> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.hull(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests;
