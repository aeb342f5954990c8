//! Quotations whose citation says that marks of the source are left out.

use super::quotation::{Form, Quotation};
use crate::notes::running_text::{NodeKind, NotesNode, RunningText};
use crate::text::Span;
use std::collections::BTreeSet;

/// Remarks that a citation has then: *(cleaned up)*, proposed in 2017, and *(citation modified)*, as The Bluebook has it since its 22nd
/// edition.
const PHRASES: [&str; 2] = ["(cleaned up)", "(citation modified)"];

/// No more bytes behind a quotation, or behind its citation, are looked at.
const REACH: usize = 600;

/// Marks those of `quotations`, which are in the order of the notes, whose citation says that they are cleaned up.
pub(in crate::notes) fn mark(quotations: &mut [Quotation], flow: &RunningText) {
    let called = footnotes_that_say_so(flow);
    for number in 0..quotations.len() {
        let Span { start, end } = quotations[number].readings.first().map_or(Span::default(), |reading| reading.span);
        let next = quotations[number + 1..].iter().map(|later| later.at).find(|&at| at >= end);
        let stop = next.unwrap_or(flow.notes.len()).min(end + REACH);
        let paragraphs = if quotations[number].form == Form::Inline { 1 } else { 2 };
        let in_footnote = called.range(end..stop.max(end)).next().is_some();
        // `\\textcquote[12 (cleaned up)]{key}{…}` has its citation before the words.
        let says = |start: usize, stop: usize| says(flow.notes, Span::new(start, stop.max(start)), paragraphs);
        quotations[number].cleaned_up = in_footnote || says(end, stop) || says(quotations[number].at, start);
    }
}

/// The places where those footnotes are called that have one of the phrases.
fn footnotes_that_say_so(flow: &RunningText) -> BTreeSet<usize> {
    let says_so = |node: &NotesNode| match &node.kind {
        NodeKind::Footnote(label) if says(&flow.text, flow.trimmed(node.flow), 1) => Some(label.clone()),
        _ => None,
    };
    let labels: BTreeSet<String> = flow.nodes.iter().filter_map(says_so).collect();
    flow.footnotes.iter().filter(|mark| labels.contains(&mark.label)).map(|mark| mark.notes.start).collect()
}

/// Returns true if one of the phrases stands in `span`, in its first bytes and in so many paragraphs.
fn says(text: &str, span: Span, paragraphs: usize) -> bool {
    let stop = text.floor_char_boundary(span.end.min(span.start + REACH));
    let Some(text) = text.get(span.start..stop) else { return false };
    let text: String = text.chars().filter(|c| !matches!(c, '*' | '_' | '>')).collect();
    text.split("\n\n").take(paragraphs).any(|paragraph| {
        let words = paragraph.split(|c: char| c.is_whitespace() || c == '~').filter(|word| !word.is_empty());
        let paragraph = words.collect::<Vec<_>>().join(" ").to_lowercase();
        PHRASES.iter().any(|phrase| paragraph.contains(phrase))
    })
}
