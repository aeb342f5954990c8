//! Quotations between marks in running text.

use super::pair::{self, MarkPair, MarkPairs, OpenedMark, QuoteMark};
use super::title::{self, TitleContext};
use super::word_span::WordSpan;
use crate::notes::citations::candidates::{CitationCandidate, within};
use crate::notes::running_text::{NodeKind, RunningText};
use crate::text::Span;

/// A quotation in running text.
#[derive(Debug)]
pub(in crate::notes) struct Inline {
    /// From mark to mark, in the flow.
    pub outer: Span,
    /// The ways to read it, likeliest first.
    pub ways: Vec<WordSpan>,
    /// The block it ends in.
    pub node: usize,
    /// The context by which it may be a title.
    pub context: TitleContext,
}

/// All that running text has in quotation marks.
#[derive(Debug, Default)]
pub(in crate::notes) struct Inlines {
    pub quotations: Vec<Inline>,
    /// Titles of works, marks included, in the flow.
    pub titles: Vec<Span>,
    /// Marks that are opened and never closed, in the flow.
    pub unclosed: Vec<Span>,
    /// Text between marks that do not belong together, marks included, in the flow.
    pub mixed: Vec<Span>,
}

/// Finds the quotations in the running text of `flow`, but for the spans that are `skipped`.
pub(in crate::notes) fn inlines(flow: &RunningText, cites: &[CitationCandidate], skipped: &[Span]) -> Inlines {
    let mut reader = InlineReader { flow, cites, found: Inlines::default(), chain: None };
    for (index, node) in flow.nodes.iter().enumerate().filter(|(_, node)| node.kind.may_quote()) {
        if reader.chain.as_ref().is_some_and(|chain| flow.nodes[chain.node].next != Some(index)) {
            reader.give_up();
        }
        if matches!(node.kind, NodeKind::Heading(_)) && within(cites, node.flow).is_empty() {
            continue;
        }
        let pairs = pair::pairs(flow, node.flow, skipped);
        if !(pairs.pairs.is_empty() && pairs.unclosed.is_empty()) {
            reader.block(index, pairs);
        }
    }
    reader.give_up();
    reader.found
}

/// Paragraphs, each of which opens the same mark, and none so far closes it.
struct Chain {
    first: OpenedMark,
    /// The marks that open it again.
    again: Vec<Span>,
    /// The last of its paragraphs.
    node: usize,
    /// The pairs in them if nothing ever closes the mark.
    pairs: Vec<(usize, MarkPair)>,
    unclosed: Vec<OpenedMark>,
}

struct InlineReader<'r, 'n> {
    flow: &'r RunningText<'n>,
    cites: &'r [CitationCandidate],
    found: Inlines,
    chain: Option<Chain>,
}

impl InlineReader<'_, '_> {
    fn block(&mut self, node: usize, mut pairs: MarkPairs) {
        if let Some(mut chain) = self.chain.take() {
            // A chain is only kept for a block that opens its mark at the head.
            if pairs.pairs.first().is_some_and(|pair| self.heads(node, pair.open)) {
                let last = pairs.pairs.remove(0);
                chain.again.push(last.open.span);
                self.quotation(node, chain.first.span, &last.closers, &chain.again);
            } else if !pairs.unclosed.first().is_some_and(|&open| self.heads(node, open)) {
                self.chain = Some(chain);
                self.give_up();
            } else {
                chain.again.extend(pairs.unclosed.first().map(|open| open.span));
                chain.pairs.extend(pairs.pairs.drain(..).map(|pair| (node, pair)));
                chain.unclosed.append(&mut pairs.unclosed);
                chain.node = node;
                return self.go_on(chain);
            }
        }
        let Some(&first) = pairs.unclosed.iter().find(|open| self.next_reopens(node, open.mark)) else {
            pairs.mix();
            self.found.mixed.append(&mut pairs.mixed);
            pairs.pairs.iter().for_each(|pair| self.pair(node, pair));
            return pairs.unclosed.iter().for_each(|&open| self.unclosed(open));
        };
        let (before, after) = pairs.pairs.into_iter().partition::<Vec<_>, _>(|pair| pair.open.span < first.span);
        before.iter().for_each(|pair| self.pair(node, pair));
        let pairs_after = after.into_iter().map(|pair| (node, pair)).collect();
        self.chain = Some(Chain { first, again: Vec::new(), node, pairs: pairs_after, unclosed: pairs.unclosed });
    }

    fn go_on(&mut self, chain: Chain) {
        let on = self.next_reopens(chain.node, chain.first.mark);
        self.chain = Some(chain);
        if !on {
            self.give_up();
        }
    }

    /// Returns true if `open` is the first thing in the block.
    fn heads(&self, node: usize, open: OpenedMark) -> bool {
        self.flow.trimmed(self.flow.nodes[node].flow).start == open.span.start
    }

    /// Returns true if the next block is a paragraph that opens the same mark at its head.
    fn next_reopens(&self, node: usize, mark: QuoteMark) -> bool {
        let Some(next) = self.flow.nodes[node].next.map(|next| &self.flow.nodes[next]) else { return false };
        let head = self.flow.text[next.flow.range()].trim_start().chars().next();
        next.kind == NodeKind::Paragraph
            && self.flow.nodes[node].kind == NodeKind::Paragraph
            && head == Some(mark.opens())
    }

    fn give_up(&mut self) {
        let Some(chain) = self.chain.take() else { return };
        chain.pairs.iter().for_each(|(node, pair)| self.pair(*node, pair));
        chain.unclosed.iter().for_each(|&open| self.unclosed(open));
    }

    fn pair(&mut self, node: usize, pair: &MarkPair) {
        self.quotation(node, pair.open.span, &pair.closers, &[]);
    }

    fn quotation(&mut self, node: usize, open: Span, closers: &[Span], again: &[Span]) {
        let outer = Span::new(open.start, closers[0].end);
        let words = |closer: &Span| self.flow.trimmed(Span::new(open.end, closer.start.max(open.end)));
        let ways = closers.iter().map(|closer| WordSpan { span: words(closer), excluded: again.to_vec() });
        let ways: Vec<WordSpan> = ways.filter(|way| !way.span.is_empty()).collect();
        let Some(first) = ways.first() else { return };
        if self.is_in_plain_heading(node, outer) {
            return;
        }
        match title::context(self.flow, self.cites, node, outer, first.span) {
            TitleContext::Title => self.found.titles.push(outer),
            context => self.found.quotations.push(Inline { outer, ways, node, context }),
        }
    }

    /// Returns true if `span` stands in a heading that cites nothing: it names what follows, and quotes nobody.
    fn is_in_plain_heading(&self, node: usize, span: Span) -> bool {
        self.flow.heading(node, span).is_some_and(|heading| within(self.cites, heading).is_empty())
    }

    /// Reports a mark that is never closed. One that is also an apostrophe, or closes as often as it opens, is reported
    /// only after `,` or `:`, where it can hardly be anything but the beginning of a quotation.
    fn unclosed(&mut self, open: OpenedMark) {
        let before = self.flow.text[..open.span.start].trim_end();
        let sure = !open.mark.is_doubtful() || before.ends_with([',', ':']);
        if sure && self.flow.heading(0, open.span).is_none() {
            self.found.unclosed.push(open.span);
        }
    }
}
