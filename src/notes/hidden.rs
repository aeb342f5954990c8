//! Comments and directives of templates: parts of running text that a reader never sees.

use super::NotesProblem;
use super::running_text::RunningText;
use crate::text::Span;
use memchr::memmem;
use std::collections::BTreeSet;

/// The most characters of a directive that are reported.
const LONG_NAME: usize = 40;

/// The directives of templates, which open and close no quotation.
const DIRECTIVES: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

/// Marks the directives of `flow` as code, and takes its `%% … %%` comments out of the words.
pub(super) fn mark(flow: &mut RunningText) {
    let directives: Vec<Span> = DIRECTIVES.iter().flat_map(|&(open, close)| between(flow, open, close)).collect();
    let comments = comments(flow);
    report(flow, &directives);
    if !(directives.is_empty() && comments.is_empty()) {
        flow.code_spans.extend(directives);
        flow.code_spans.extend(&comments);
        flow.code_spans = joined(std::mem::take(&mut flow.code_spans));
        flow.excluded.extend(comments);
    }
    flow.excluded = joined(std::mem::take(&mut flow.excluded));
}

/// Reports directives that quote: what they make of the words between two of them, no reader can know.
fn report(flow: &mut RunningText, directives: &[Span]) {
    let name = |span: &Span| {
        let inner = flow.slice(*span).trim_start_matches(['{', '%', '<', ' ']);
        let name = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let quotes = name.contains("quot") && !name.starts_with("end");
        // A document that is put in here is notes of its own.
        let includes = matches!(name.as_str(), "include" | "embed" | "include_relative");
        (quotes || includes).then_some(*span)
    };
    let mut unknown: Vec<Span> = directives.iter().filter_map(name).collect();
    unknown.sort_unstable();
    let lines = memmem::find_iter(flow.text.as_bytes(), "#+").map(|at| Span::new(at, at + 2));
    let org = |span: &Span| {
        flow.text.get(span.end..span.end + 11).is_some_and(|name| name.eq_ignore_ascii_case("begin_quote"))
    };
    unknown.extend(lines.filter(org).map(|span| Span::new(span.start, span.end + 11)));
    let mut names = BTreeSet::new();
    for span in unknown {
        let name: String = flow.slice(span).chars().take(LONG_NAME).collect();
        let what = "the words in it were not read; those after it were read as running text";
        let what = format!("unknown markup {}: {what}", name.split_whitespace().collect::<Vec<_>>().join(" "));
        if names.insert(name) {
            flow.unknown.push(NotesProblem { span: flow.in_notes(span), what });
        }
    }
}

/// The spans from `open` to `close` in one block.
pub(super) fn between(flow: &RunningText, open: &str, close: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut stop, mut ends) = (0, memmem::find_iter(flow.text.as_bytes(), close).peekable());
    for at in memmem::find_iter(flow.text.as_bytes(), open) {
        while ends.peek().is_some_and(|&end| end < at + open.len()) {
            ends.next();
        }
        let Some(&end) = ends.peek() else { break };
        if at >= stop && !is_code(flow, at) && leaf(flow, at) == leaf(flow, end) {
            stop = end + close.len();
            found.push(Span::new(at, stop));
        }
    }
    found
}

/// `%% … %%` in one block, or over several if the first stands on a line of its own.
fn comments(flow: &RunningText) -> Vec<Span> {
    let marks = memmem::find_iter(flow.text.as_bytes(), "%%").filter(|&at| !is_code(flow, at));
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

/// Returns true if the two bytes at `at` are a line.
fn is_alone(flow: &RunningText, at: usize) -> bool {
    let before = flow.text[..at].bytes().next_back().is_none_or(|byte| byte == b'\n');
    before && flow.text[at + 2..].bytes().next().is_none_or(|byte| byte == b'\n')
}

pub(super) fn is_code(flow: &RunningText, at: usize) -> bool {
    let index = flow.code_spans.partition_point(|span| span.end <= at);
    flow.code_spans.get(index).is_some_and(|span| span.start <= at)
}

/// The last block that begins at `at` or before.
fn leaf(flow: &RunningText, at: usize) -> usize {
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
