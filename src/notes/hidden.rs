//! What running text has that a reader never sees: comments, and directives of templates.

use super::flow::Flow;
use crate::text::Span;
use memchr::memmem;

/// The directives of templates, which open and close no quotation.
const DIRECTIVES: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

/// Shuts the directives of `flow`, and takes its `%% … %%` comments out of the words.
pub(super) fn mark(flow: &mut Flow) {
    let shut: Vec<Span> = DIRECTIVES.iter().flat_map(|&(open, close)| between(flow, open, close)).collect();
    let comments = comments(flow);
    if !(shut.is_empty() && comments.is_empty()) {
        flow.shut.extend(shut);
        flow.shut.extend(&comments);
        flow.shut = joined(std::mem::take(&mut flow.shut));
        flow.holes.extend(comments);
    }
    flow.holes = joined(std::mem::take(&mut flow.holes));
}

/// What stands from `open` to `close` in one block.
fn between(flow: &Flow, open: &str, close: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut stop, mut ends) = (0, memmem::find_iter(flow.text.as_bytes(), close).peekable());
    for at in memmem::find_iter(flow.text.as_bytes(), open) {
        while ends.peek().is_some_and(|&end| end < at + open.len()) {
            ends.next();
        }
        let Some(&end) = ends.peek() else { break };
        if at >= stop && !is_shut(flow, at) && leaf(flow, at) == leaf(flow, end) {
            stop = end + close.len();
            found.push(Span::new(at, stop));
        }
    }
    found
}

/// `%% … %%` in one block, or over several if the first stands on a line of its own.
fn comments(flow: &Flow) -> Vec<Span> {
    let marks = memmem::find_iter(flow.text.as_bytes(), "%%").filter(|&at| !is_shut(flow, at));
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for at in marks {
        match open {
            Some(start) if leaf(flow, start) == leaf(flow, at) || is_alone(flow, start) => {
                found.push(Span::new(start, at + 2));
                open = None;
            }
            _ => open = Some(at),
        }
    }
    found
}

/// Whether the two bytes at `at` are a line.
fn is_alone(flow: &Flow, at: usize) -> bool {
    let before = flow.text[..at].bytes().next_back().is_none_or(|byte| byte == b'\n');
    before && flow.text[at + 2..].bytes().next().is_none_or(|byte| byte == b'\n')
}

fn is_shut(flow: &Flow, at: usize) -> bool {
    let index = flow.shut.partition_point(|span| span.end <= at);
    flow.shut.get(index).is_some_and(|span| span.start <= at)
}

/// The last block that begins at `at` or before.
fn leaf(flow: &Flow, at: usize) -> usize {
    flow.nodes.partition_point(|node| node.flow.start <= at)
}

/// Spans in order, those that touch put together.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}
