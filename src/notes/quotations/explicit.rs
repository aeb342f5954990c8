//! Quotations that an element or attribute marks as such.

use crate::markup::{Tag, attribute};
use crate::notes::Reference;
use crate::notes::citations::reference;
use crate::notes::running_text::{NodeKind, RunningText};
use crate::text::Span;
use memchr::memmem;

/// The number of bytes in which an attribute list, and the bracket that it belongs to, are looked for.
const REACH: usize = 8_000;

/// A quotation that says it is one.
#[derive(Debug)]
pub(in crate::notes) struct Explicit {
    /// The words and the brackets or fences around them, in the flow.
    pub outer: Span,
    /// The words, in the flow; not yet trimmed.
    pub words: Span,
    /// The offset in the notes at which it begins, markup included.
    pub at: usize,
    /// The sources that it names, and the places in the notes that do so.
    pub sources: Vec<(Reference, Span)>,
    /// True if it is a block, in which an attribution may stand.
    pub block: bool,
    /// True if it is a highlight of a list of them, whose source is named above the first.
    pub highlight: bool,
    /// The block it begins in.
    pub node: usize,
}

/// Finds them all, with the `highlights`, in order, none inside another.
pub(in crate::notes) fn explicits(flow: &RunningText, highlights: Vec<Explicit>) -> Vec<Explicit> {
    let mut all: Vec<Explicit> = flow.elements.iter().map(of_element).collect();
    all.extend(bracketed(flow));
    all.extend(fenced(flow));
    all.extend(highlights);
    all.sort_by_key(|one| (one.outer.start, std::cmp::Reverse(one.outer.end)));
    let mut end = 0;
    all.retain(|one| {
        let outermost = one.outer.start >= end;
        end = end.max(one.outer.end);
        outermost
    });
    all
}

fn of_element(element: &crate::notes::running_text::QuoteElement) -> Explicit {
    Explicit {
        outer: element.flow,
        words: element.flow,
        at: element.notes.start,
        sources: element.cites.iter().map(|cite| (cite.clone(), element.notes)).collect(),
        block: element.block,
        highlight: false,
        node: element.node,
    }
}

/// The last block with running text that begins at `at` or before.
fn leaf(flow: &RunningText, at: usize) -> Option<usize> {
    let end = flow.nodes.partition_point(|node| node.flow.start <= at);
    (0..end).next_back().filter(|&node| flow.nodes[node].kind.may_quote())
}

/// Classes by which Pandoc, Quarto, WordPress and their themes set a quotation apart.
const CLASSES: [&str; 9] = [
    "quote",
    "blockquote",
    "block-quote",
    "pullquote",
    "pull-quote",
    "epigraph",
    "quotation",
    "highlights",
    "wp-block-pullquote",
];

/// Returns true if a class, or the name of a directive, sets a quotation apart.
pub(in crate::notes) fn is_quoting_class(name: &str) -> bool {
    CLASSES.iter().any(|class| name.eq_ignore_ascii_case(class))
}

/// Returns true if an element, whose tag is `text`, sets a quotation apart by its class.
pub(in crate::notes) fn quotes_by_class(tag: Tag, text: &str) -> bool {
    let is_block = matches!(tag, Tag::Aside | Tag::Div | Tag::P | Tag::Section | Tag::Figure);
    is_block && attribute(text, "class").is_some_and(|classes| classes.split_whitespace().any(is_quoting_class))
}

/// Returns true if an attribute list has such a class.
fn is_quote(attributes: &str) -> bool {
    let mut words = attributes.split(|c: char| c.is_whitespace() || "{}".contains(c));
    words.any(|word| word.strip_prefix('.').is_some_and(is_quoting_class))
}

fn source(flow: &RunningText, attributes: Span) -> Option<(Reference, Span)> {
    let text = flow.slice(attributes);
    let name = attribute(text, "source").or_else(|| attribute(text, "cite"))?;
    reference::of_name(name).map(|reference| (reference, flow.in_notes(attributes)))
}

/// `[text]{.quote source=key}`.
fn bracketed(flow: &RunningText) -> impl Iterator<Item = Explicit> {
    memmem::find_iter(flow.text.as_bytes(), "]{").filter_map(|at| {
        let rest = &flow.text[at + 1..flow.text.floor_char_boundary((at + REACH).min(flow.text.len()))];
        let attributes =
            Span::new(at + 1, at + 2 + rest.find(['}', '\n']).filter(|&end| rest[end..].starts_with('}'))?);
        let node = leaf(flow, at).filter(|_| is_quote(flow.slice(attributes)))?;
        let open = opening(flow.text.as_bytes(), flow.nodes[node].flow.start, at)?;
        Some(Explicit {
            outer: Span::new(open, attributes.end),
            words: Span::new(open + 1, at),
            at: flow.start_in_notes(open),
            sources: source(flow, attributes).into_iter().collect(),
            block: false,
            highlight: false,
            node,
        })
    })
}

/// The offset of the bracket that closes at `close`.
fn opening(text: &[u8], start: usize, close: usize) -> Option<usize> {
    let mut depth = 0;
    for at in (start.max(close.saturating_sub(REACH))..close).rev() {
        match text[at] {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns true if the label of a fence says that it quotes: `quote`, `quote[Title]`, `{.quote}`, `{quote}`.
fn is_fence_of_quotation(label: &str) -> bool {
    let name = label.trim_start_matches('{').split(['[', '{', '}', ' ']).next().unwrap_or_default();
    is_quote(label) || is_quoting_class(name)
}

/// `::: {.quote source=key}` to its `:::`.
fn fenced(flow: &RunningText) -> Vec<Explicit> {
    let mut found = Vec::new();
    let mut open: Vec<(Span, Option<usize>)> = Vec::new();
    let heads = flow.text.starts_with(":::").then_some(0);
    for at in heads.into_iter().chain(memmem::find_iter(flow.text.as_bytes(), "\n:::").map(|at| at + 1)) {
        let Some(node) = leaf(flow, at).filter(|&node| flow.nodes[node].kind == NodeKind::Paragraph) else { continue };
        let end = flow.text[at..].find('\n').map_or(flow.text.len(), |end| at + end);
        let fence = Span::new(at, end);
        let label = flow.slice(fence).trim_matches(|c: char| c == ':' || c.is_whitespace());
        if !label.is_empty() {
            open.push((fence, is_fence_of_quotation(label).then_some(node)));
        } else if let Some((first, Some(node))) = open.pop() {
            found.push(Explicit {
                outer: Span::new(first.start, fence.end),
                words: Span::new(first.end, fence.start),
                at: flow.start_in_notes(first.start),
                sources: source(flow, first).into_iter().collect(),
                block: true,
                highlight: false,
                node,
            });
        }
    }
    found
}
