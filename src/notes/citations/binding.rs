//! The nine rules of the contract that bind a quotation to what may be its source.

use super::attribution::{around_cites, dash, is_about, is_label, line_label, words_outside};
use super::candidates::{CitationCandidate, within};
use super::metadata::Defaults;
use crate::notes::running_text::{NodeKind, RunningText};
use crate::notes::{Binding, Citation, sentence};
use crate::text::Span;
use std::collections::HashMap;

/// The bytes that labels between a quotation and its citation have at most.
const LONGEST_LABELS: usize = 400;
/// The citations that one rule gives at most. Where more stand in a sentence or paragraph, none of them is *the* one.
const PER_RULE: usize = 32;
/// The same for the rules that go by nearness.
const NEAREST: usize = 8;

/// All that the bindings of some notes are read from.
pub(in crate::notes) struct BindingContext<'c, 'n> {
    pub flow: &'c RunningText<'n>,
    pub cites: &'c [CitationCandidate],
    pub defaults: &'c Defaults,
    /// The sources that comments name, by block.
    pub sources: &'c HashMap<usize, Vec<Citation>>,
}

/// The place of a quotation, as far as its binding depends on it.
#[derive(Debug, Clone, Copy)]
pub(in crate::notes) struct QuotationPlace {
    /// All of it in the flow, with marks, attribution and the like.
    pub outer: Span,
    /// Its words.
    pub words: Span,
    /// The block that it is, or stands in.
    pub node: usize,
}

fn bound(binding: Binding) -> impl Fn(&CitationCandidate) -> Citation {
    move |cite| Citation {
        binding,
        reference: cite.reference.clone(),
        span: cite.notes,
        // Where a citation is expected, a name is one.
        certain: cite.certain || (binding <= Binding::NextBlock && cite.reference.is_certain()),
        locator: cite.locator.clone(),
        alternative: false,
    }
}

impl BindingContext<'_, '_> {
    /// Rule 1, as far as comments say so.
    pub fn commented(&self, node: usize) -> impl Iterator<Item = Citation> + '_ {
        let nodes = if self.sources.is_empty() { None } else { Some(self.flow.lineage(node)) };
        nodes.into_iter().flatten().filter_map(|node| self.sources.get(&node)).flatten().take(PER_RULE).cloned()
    }

    /// Rule 2, and rule 5 for links within the words.
    pub fn in_block(&self, place: QuotationPlace, into: &mut Vec<Citation>) {
        let (links, own): (Vec<_>, Vec<_>) = within(self.cites, place.outer)
            .iter()
            .partition(|cite| cite.link && place.words.contains(cite.flow) && !place.words.is_empty());
        into.extend(own.into_iter().take(PER_RULE).map(bound(Binding::InBlock)));
        into.extend(links.into_iter().take(PER_RULE).map(bound(Binding::Link)));
    }

    /// Rules 3 and 4.
    pub fn neighbours(&self, place: QuotationPlace, into: &mut Vec<Citation>) {
        let after = self.next(place.node).filter(|&next| self.is_citation(next));
        let after = after.map_or(&[][..], |next| self.named(next));
        into.extend(after.iter().take(PER_RULE).map(bound(Binding::NextBlock)));
        let before = self.lead_in(place.node).map(|node| within(self.cites, self.flow.nodes[node].flow));
        into.extend(before.unwrap_or_default().iter().take(PER_RULE).map(bound(Binding::LeadIn)));
    }

    /// Rules 3 and 4 for an element or a fence that quotes: what follows on it may stand in the same block of HTML.
    pub fn around(&self, place: QuotationPlace, into: &mut Vec<Citation>) {
        let Some(last) = self.last_leaf(place.outer.end) else { return };
        let next = self.flow.elements.iter().map(|element| element.flow.start).find(|&start| start >= place.outer.end);
        let end = self.flow.nodes[last].flow.end.max(place.outer.end);
        let rest = Span::new(place.outer.end, next.map_or(end, |next| next.min(end)));
        let text = self.flow.slice(rest).trim_start();
        let (mut after, mut before) = (Vec::new(), Vec::new());
        if text.is_empty() {
            self.neighbours(QuotationPlace { node: last, ..place }, &mut after);
        } else if dash(text).is_some() || self.is_only_cites(rest) {
            after.extend(within(self.cites, rest).iter().take(PER_RULE).map(bound(Binding::NextBlock)));
        }
        self.neighbours(place, &mut before);
        into.extend(after.into_iter().filter(|citation| citation.binding == Binding::NextBlock));
        into.extend(before.into_iter().filter(|citation| citation.binding == Binding::LeadIn));
    }

    /// The last block with running text that begins at `at` or before.
    fn last_leaf(&self, at: usize) -> Option<usize> {
        let end = self.flow.nodes.partition_point(|node| node.flow.start <= at);
        (0..end).next_back().filter(|&node| self.flow.nodes[node].kind.may_quote())
    }

    /// The next block below the same parent that is more than comments.
    fn next(&self, node: usize) -> Option<usize> {
        let bare = |node: &usize| {
            let node = &self.flow.nodes[*node];
            node.kind == NodeKind::Html && self.flow.slice(node.flow).trim().is_empty()
        };
        let after = |node: usize| std::iter::successors(self.flow.nodes[node].next, |&next| self.flow.nodes[next].next);
        after(node).find(|next| !bare(next)).or_else(|| {
            // The next item of a list may name the source of what the item before it quotes.
            let item = self.flow.nodes[node].parent;
            let next = self.flow.nodes[item].next.filter(|_| self.flow.nodes[item].kind == NodeKind::Item)?;
            Some(next + 1).filter(|&first| {
                self.flow.nodes.get(first).is_some_and(|first| first.parent == next) && self.is_labelled(first)
            })
        })
    }

    /// Returns true if a block is there to cite: it starts with a dash, is only a citation, or is a table with a Source
    /// row.
    fn is_citation(&self, node: usize) -> bool {
        let block = &self.flow.nodes[node];
        match block.kind {
            NodeKind::Paragraph | NodeKind::Html => {
                let text = self.flow.slice(block.flow).trim_start();
                dash(text).is_some() || self.is_only_cites(block.flow)
            }
            NodeKind::List => {
                self.flow.nodes.get(node + 1).is_some_and(|item| item.next.is_none()) && self.is_only_cites(block.flow)
            }
            NodeKind::Table => self.source_row(node).is_some(),
            _ => false,
        }
    }

    fn is_only_cites(&self, span: Span) -> bool {
        let cites = within(self.cites, span);
        let text = around_cites(self.flow, cites, span);
        !cites.is_empty() && is_about(&text, line_label(text.trim_start()).is_some())
    }

    /// Returns true if a block begins with a label, as `Source:`, and has but a citation behind it.
    fn is_labelled(&self, node: usize) -> bool {
        let block = &self.flow.nodes[node];
        let text = self.flow.slice(block.flow).trim_start();
        block.kind == NodeKind::Paragraph && line_label(text).is_some() && self.is_only_cites(block.flow)
    }

    /// The citations of a block that cites; of a table, those of its Source row.
    fn named(&self, node: usize) -> &[CitationCandidate] {
        let row = (self.flow.nodes[node].kind == NodeKind::Table).then(|| self.source_row(node)).flatten();
        within(self.cites, self.flow.nodes[row.unwrap_or(node)].flow)
    }

    fn source_row(&self, table: usize) -> Option<usize> {
        let cell = |&node: &usize| {
            let node = &self.flow.nodes[node];
            let label = self.flow.slice(node.flow).trim().trim_end_matches(':');
            node.kind == NodeKind::Cell && node.previous.is_none() && label.eq_ignore_ascii_case("source")
        };
        self.flow.inside(table).find(cell).map(|cell| self.flow.nodes[cell].parent)
    }

    /// The paragraph before, if it ends in `:` or is a label with a citation; for what begins a list item, the paragraph before the list.
    fn lead_in(&self, node: usize) -> Option<usize> {
        let mut node = node;
        loop {
            let block = &self.flow.nodes[node];
            match (&block.kind, block.previous) {
                (NodeKind::Item, _) | (_, None) => {
                    let listed = matches!(self.flow.nodes[block.parent].kind, NodeKind::Item | NodeKind::List);
                    node = listed.then_some(block.parent)?;
                }
                (_, Some(previous)) => {
                    let before = &self.flow.nodes[previous];
                    let text = self.flow.slice(self.flow.trimmed(before.flow));
                    let leads = before.kind == NodeKind::Paragraph && text.ends_with([':', '：']);
                    // A label below a quotation is that one's.
                    let own = before.previous.is_some_and(|above| self.flow.nodes[above].kind == NodeKind::Quote);
                    return (leads || !own && self.is_labelled(previous)).then_some(previous);
                }
            }
        }
    }

    /// Rules 3 to 8 for a quotation in running text; `ends` are those of the sentences of its block.
    pub fn in_text(&self, place: QuotationPlace, ends: &[usize], into: &mut Vec<Citation>) {
        let leaf = &self.flow.nodes[place.node];
        let (outer, start) = (place.outer, leaf.flow.start);
        let text = &self.flow.text;
        let rest = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let alone = |rest: &str| rest.chars().all(|c| c.is_whitespace() || sentence::is_stop(c));
        let mut near = Vec::new();
        self.neighbours(place, &mut near);
        let ends_block = alone(rest(outer.end, leaf.flow.end));
        let heads_block = alone(rest(start, outer.start));
        near.retain(|citation| if citation.binding == Binding::NextBlock { ends_block } else { heads_block });
        into.append(&mut near);
        let heads = matches!(leaf.kind, NodeKind::Heading(_)) || self.flow.heading(place.node, outer).is_some();
        into.extend(self.linked(outer).map(bound(if heads { Binding::Paragraph } else { Binding::Link })));
        let inside = Span::new(outer.start.saturating_sub(start), outer.end.saturating_sub(start));
        let inside = sentence::around(ends, inside);
        let scope = Span::new(start + inside.start, start + inside.end);
        let after = self.after(outer, scope.end, leaf.flow.end);
        into.extend(after.map(|cite| bound(self.distance(outer, cite, heads))(cite)));
        let before = within(self.cites, Span::new(scope.start, outer.start));
        let before = before.iter().rev().filter(|cite| cite.flow.end <= outer.start && cite.flow.start >= scope.start);
        into.extend(before.take(NEAREST).map(bound(Binding::BeforeInSentence)));
        into.extend(self.paragraph(place.node).iter().map(bound(Binding::Paragraph)));
    }

    /// The citations inside the marks, and the link around them.
    fn linked(&self, outer: Span) -> impl Iterator<Item = &CitationCandidate> {
        let inside = within(self.cites, outer)
            .iter()
            .filter(move |cite| cite.flow.end <= outer.end && cite.flow.start < outer.end);
        let before = self.cites.partition_point(|cite| cite.flow.start < outer.start);
        let around = self.cites[..before].iter().rev().take(4);
        inside.take(PER_RULE).chain(around.filter(move |cite| cite.link && cite.flow.contains(outer)))
    }

    /// The citations from `outer` to the end of its sentence, and those that follow right on its final stop.
    fn after(&self, outer: Span, sentence_end: usize, block_end: usize) -> impl Iterator<Item = &CitationCandidate> {
        let from = self.cites.partition_point(|cite| cite.flow.start < outer.end);
        let mut end = sentence_end;
        self.cites[from..].iter().take(NEAREST).take_while(move |cite| {
            if cite.flow.start < sentence_end {
                end = end.max(cite.flow.end);
                return true;
            }
            let follows = cite.flow.start <= block_end && self.follows(end, cite, block_end);
            end = end.max(cite.flow.end);
            follows
        })
    }

    /// The binding to a citation behind `outer` in its sentence. What a heading names may be the source of what follows
    /// on it.
    fn distance(&self, outer: Span, cite: &CitationCandidate, heads: bool) -> Binding {
        let between = Span::new(outer.end, cite.flow.start.max(outer.end));
        let cites = within(self.cites, between);
        let cited: usize = cites.iter().map(|cite| cite.flow.len()).sum();
        // So much is no label.
        let apart = between.len() > LONGEST_LABELS + cited || {
            let words = words_outside(self.flow, cites, between);
            words.iter().any(|word| !is_label(word))
        };
        match () {
            () if heads => Binding::Paragraph,
            () if apart => Binding::LaterInSentence,
            () => Binding::SameSentence,
        }
    }

    /// Returns true if `cite` follows on what ends at `end`, and does not begin the next sentence itself.
    fn follows(&self, end: usize, cite: &CitationCandidate, block_end: usize) -> bool {
        let text = &self.flow.text;
        if cite.flow.start < end {
            return true;
        }
        let between = |c: char| " \n([—–-;,)].".contains(c) || sentence::is_stop(c);
        if !text[end..cite.flow.start].chars().all(between) {
            return false;
        }
        // A link may go on in the next block, where the markup lets it.
        let next =
            text.get(cite.flow.end..block_end).unwrap_or_default().trim_start_matches([')', ']', '*', '_', ' ', '\n']);
        cite.flow.is_empty() || (cite.certain && !cite.link) || !next.starts_with(char::is_lowercase)
    }

    /// All citations of the paragraph; of a table, the row is it, and the Source row stands for rows that name none.
    /// None where there are too many for one to be meant.
    fn paragraph(&self, node: usize) -> &[CitationCandidate] {
        let block = &self.flow.nodes[node];
        let all = if block.kind == NodeKind::Cell { self.row(block.parent) } else { within(self.cites, block.flow) };
        if all.len() > PER_RULE { &[] } else { all }
    }

    fn row(&self, row: usize) -> &[CitationCandidate] {
        let own = within(self.cites, self.flow.nodes[row].flow);
        if own.is_empty() {
            self.source_row(self.flow.nodes[row].parent).map_or(own, |_| self.named(self.flow.nodes[row].parent))
        } else {
            own
        }
    }

    /// Rule 9.
    pub fn default(&self, place: QuotationPlace) -> impl Iterator<Item = Citation> + '_ {
        let section = self.defaults.partition_point(|&(start, _)| start <= place.outer.start);
        let nearest = section.checked_sub(1).map(|index| &self.defaults[index].1);
        nearest.into_iter().flatten().take(PER_RULE).cloned()
    }
}
