//! From notes to their quotations.

use super::citations::binding::{BindingContext, QuotationPlace};
use super::citations::candidates;
use super::citations::metadata;
use super::quotations::block;
use super::quotations::explicit::{Explicit, explicits};
use super::quotations::inline::{Inline, inlines};
use super::quotations::lines::lines;
use super::quotations::strange_mark::{is_nordic, strange_marks};
use super::quotations::title::TitleContext;
use super::quotations::unattributed::{is_address, is_unattributed};
use super::quotations::word_span::WordSpan;
use super::quotations::{cleaned_up, fragment, highlight};
use super::running_text::RunningText;
use super::{Binding, Citation, Form, Notes, Quotation, Reading, Reference};
use super::{comment, hidden, sentence};
use crate::text::Span;

/// Reads the quotations out of the running text of notes.
pub(super) fn read(flow: RunningText) -> Notes {
    let mut flow = flow;
    hidden::mark(&mut flow);
    flow.is_nordic = is_nordic(&flow);
    let cites = candidates::find_candidates(&mut flow);
    let explicits = explicits(&flow, highlight::highlights(&flow));
    let above = highlight::source(&flow, &cites, &explicits);
    let marked: Vec<Span> = explicits.iter().map(|one| one.outer).collect();
    let blocks = block::blocks(&flow, &cites, &marked);
    let blocks: Vec<usize> =
        blocks.into_iter().filter(|&node| !block::covers(&flow.code_spans, flow.nodes[node].flow)).collect();
    let taken = blocks.iter().map(|&node| flow.nodes[node].flow).chain(marked).chain(flow.code_spans.iter().copied());
    let skipped = hidden::joined(taken.filter(|span| !span.is_empty()).collect());
    let found = inlines(&flow, &cites, &skipped);
    let comments = comment::comments(&flow);
    let defaults = metadata::defaults(&flow, &cites);
    let context = BindingContext { flow: &flow, cites: &cites, defaults: &defaults, sources: &comments.sources };

    let mut quotations: Vec<Quotation> = blocks.iter().map(|&node| of_block(&context, node)).collect();
    // A bare `>` claims nothing; an attribution without words does.
    let claims =
        |one: &Quotation| !one.readings[0].text.is_empty() || one.citations.iter().any(|c| c.binding < Binding::LeadIn);
    quotations.retain(claims);
    let (fenced, spans): (Vec<&Explicit>, Vec<&Explicit>) = explicits.iter().partition(|one| one.block);
    quotations.extend(fenced.into_iter().map(|one| of_fence(&context, one, &above)));
    quotations.extend(in_text(&context, &found.quotations, &spans));
    quotations.extend(fragment::quotations(cites.iter().map(|cite| (&cite.reference, cite.notes))));
    quotations.sort_by_key(|quotation| quotation.at);
    cleaned_up::mark(&mut quotations, &flow);

    let outer = found.quotations.iter().map(|inline| inline.outer).chain(found.titles.iter().copied());
    let quoted = hidden::joined(outer.chain(skipped).collect());
    let mut suppressions = comments.suppressions;
    comment::reach_back(&mut suppressions, &quotations);
    let in_notes = |spans: &[Span]| spans.iter().map(|&span| flow.in_notes(span)).collect::<Vec<Span>>();
    let mut unclosed = in_notes(&found.unclosed);
    unclosed.extend(&flow.open);
    unclosed.sort_unstable();
    let titles = in_notes(&found.titles);
    let struck = in_notes(&flow.effects.struck);
    let strange = strange_marks(&flow, &cites, &quoted);
    Notes {
        quotations,
        unclosed,
        mixed: in_notes(&found.mixed),
        suppressions,
        titles,
        struck,
        malformed: comments.malformed,
        unknown: flow.unknown.into_iter().chain(strange).collect(),
        broken: Vec::new(),
    }
}

fn of_block(context: &BindingContext, node: usize) -> Quotation {
    let block = &context.flow.nodes[node];
    let ways = block::words(context.flow, context.cites, block.flow);
    let place = QuotationPlace { outer: block.flow, words: ways[0].span, node };
    let mut citations: Vec<Citation> = context.commented(node).collect();
    context.in_block(place, &mut citations);
    context.neighbours(place, &mut citations);
    citations.extend(context.default(place));
    let own_note = block::is_own_note(context.flow, block.flow);
    if own_note {
        citations.retain(|citation| citation.binding <= Binding::NextBlock);
    }
    let aside = own_note || block::is_aside(context.flow, node) == Some(true);
    let lines = lines_of(context.flow, block.notes.start, &ways);
    Quotation { aside, lines, ..quotation(context.flow, Form::Block, block.notes.start, &ways, citations) }
}

/// A `<blockquote>`, `::: {.quote}`, or a highlight; `above` is the source that is named above all highlights.
fn of_fence(context: &BindingContext, one: &Explicit, above: &[Citation]) -> Quotation {
    let ways = block::words(context.flow, context.cites, one.words);
    let place = QuotationPlace { outer: one.words, words: ways[0].span, node: one.node };
    let mut citations: Vec<Citation> = sources(one).chain(context.commented(one.node)).collect();
    context.in_block(place, &mut citations);
    if !one.highlight {
        context.around(QuotationPlace { outer: one.outer, ..place }, &mut citations);
    }
    citations.extend_from_slice(if one.highlight { above } else { &[] });
    citations.extend(context.default(place));
    let lines = lines_of(context.flow, one.at, &ways);
    Quotation { lines, ..quotation(context.flow, Form::Explicit, one.at, &ways, citations) }
}

/// The lines of a block that may be quotations by themselves.
fn lines_of(flow: &RunningText, at: usize, ways: &[WordSpan]) -> Vec<Reading> {
    let lines = lines(flow, ways[0].span);
    lines.iter().filter_map(|line| line.readings(flow, at).into_iter().next()).collect()
}

fn sources(one: &Explicit) -> impl Iterator<Item = Citation> + '_ {
    let citation =
        |(reference, span): &(Reference, Span)| Citation::of(Binding::Explicit, reference.clone(), *span, true);
    one.sources.iter().map(citation)
}

fn quotation(flow: &RunningText, form: Form, at: usize, ways: &[WordSpan], mut citations: Vec<Citation>) -> Quotation {
    // Stable: by strength, and of the same strength the nearest first.
    citations.sort_by_key(|citation| citation.binding);
    citations.shrink_to_fit();
    let readings = ways.iter().flat_map(|words| words.readings(flow, at)).collect();
    let (unread, reordered) = (flow.unread(ways[0].span), flow.directions.reordered(&flow.text, ways[0].span));
    Quotation { unread, reordered, ..Quotation::of(form, at, readings, citations) }
}

/// A quotation in running text, before it is bound.
struct Running<'r> {
    place: QuotationPlace,
    ways: Vec<WordSpan>,
    explicit: Option<&'r Explicit>,
    context: TitleContext,
}

/// The quotations in running text, bound; the sentences of each block are looked for once.
fn in_text(context: &BindingContext, inlines: &[Inline], spans: &[&Explicit]) -> Vec<Quotation> {
    let flow = context.flow;
    let of_inline = |inline: &Inline| Running {
        place: QuotationPlace { outer: inline.outer, words: inline.ways[0].span, node: inline.node },
        ways: inline.ways.clone(),
        explicit: None,
        context: inline.context,
    };
    let mut all: Vec<Running> = inlines.iter().map(of_inline).collect();
    all.extend(spans.iter().map(|&one| {
        let words = flow.trimmed(one.words);
        let place = QuotationPlace { outer: one.outer, words, node: one.node };
        Running { place, ways: vec![WordSpan::of(words)], explicit: Some(one), context: TitleContext::Quotation }
    }));
    all.sort_by_key(|running| (running.place.node, running.place.outer));
    let same_block = |a: &Running, b: &Running| a.place.node == b.place.node;
    all.chunk_by(same_block).flat_map(|block| of_running(context, block)).collect()
}

fn of_running(context: &BindingContext, block: &[Running]) -> Vec<Quotation> {
    let leaf = context.flow.nodes[block[0].place.node].flow;
    let within = |at: usize| at.clamp(leaf.start, leaf.end) - leaf.start;
    let quoted: Vec<Span> =
        block.iter().map(|one| Span::new(within(one.place.outer.start), within(one.place.outer.end))).collect();
    let ends = sentence::ends(context.flow.slice(leaf), &quoted);
    block.iter().map(|one| of_one(context, one, &ends)).collect()
}

fn of_one(context: &BindingContext, running: &Running, ends: &[usize]) -> Quotation {
    let place = running.place;
    let mut citations: Vec<Citation> = running.explicit.into_iter().flat_map(sources).collect();
    citations.extend(context.commented(place.node));
    context.in_text(place, ends, &mut citations);
    citations.extend(context.default(place));
    let (form, at) = match running.explicit {
        Some(one) => (Form::Explicit, one.at),
        None => (Form::Inline, context.flow.start_in_notes(place.words.start)),
    };
    let leaf = context.flow.nodes[place.node].flow;
    let before = &context.flow.text[leaf.start.min(place.outer.start)..place.outer.start];
    let unattributed = form == Form::Inline && (is_unattributed(before) || is_address(context.flow.slice(place.words)));
    let quotation = Quotation { unattributed, ..quotation(context.flow, form, at, &running.ways, citations) };
    match running.context {
        TitleContext::Quotation | TitleContext::Title => quotation,
        TitleContext::Entry => Quotation { title: true, ..quotation },
        TitleContext::Linked => titled(quotation),
    }
}

/// The same quotation, bound by its link alone: what may be the title of what it links to quotes nothing else.
fn titled(mut quotation: Quotation) -> Quotation {
    quotation.citations.retain(|citation| citation.binding == Binding::Link);
    Quotation { title: true, ..quotation }
}
