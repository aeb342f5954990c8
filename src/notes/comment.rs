//! Comments that speak to this program, as `<!-- literatim: … -->`: suppressions and sources.

use super::citations::reference;
use super::running_text::{NodeKind, NotesComment, RunningText};
use super::{Binding, Citation, NotesProblem, Quotation};
use crate::markup::attribute;
use crate::text::{Lines, Span};
use std::cell::OnceCell;
use std::collections::HashMap;

/// A comment that asks to leave something out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suppression {
    /// The comment, in bytes of the notes.
    pub span: Span,
    /// The span that it covers: findings on quotations that begin in here.
    pub covers: Span,
    /// The rules it names; empty for `off`, which leaves out the quotations themselves.
    pub rules: Vec<String>,
    /// Why, as it says.
    pub reason: Option<String>,
}

/// The comments of some notes, read.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// The sources that they name, by the block that they name them for.
    pub sources: HashMap<usize, Vec<Citation>>,
    pub suppressions: Vec<Suppression>,
    /// Comments that cannot be understood, and why.
    pub malformed: Vec<NotesProblem>,
}

/// Reads the comments of `flow`.
pub(super) fn comments(flow: &RunningText) -> Comments {
    let mut found = Comments::default();
    let mut targets = Targets { flow, known: HashMap::new(), lines: OnceCell::new() };
    let mut off: Option<(Span, Option<String>)> = None;
    for comment in &flow.comments {
        let (verb, rest) = comment.body.split_once(char::is_whitespace).unwrap_or((&comment.body, ""));
        match verb {
            "allow" => found.allow(&mut targets, comment, rest),
            "off" if off.is_none() => off = Some((comment.notes, reason(rest).1)),
            "off" => found
                .refuse(comment, "it is already off: remove this comment, or put `<!-- literatim: on -->` before it"),
            "on" => match off.take() {
                Some(open) => found.suppressions.push(range(open, comment.notes.start)),
                None => found.refuse(
                    comment,
                    "it is already on: remove this comment, or put `<!-- literatim: off -->` before it",
                ),
            },
            _ if comment.body.starts_with("source") => found.source(&mut targets, comment),
            _ => found.refuse(comment, "expected `allow RULE -- reason`, `off`, `on` or `source=KEY`"),
        }
    }
    for (node, reference, span) in &flow.sources {
        let citation = Citation::of(Binding::Explicit, reference.clone(), *span, true);
        found.sources.entry(*node).or_default().push(citation);
    }
    found.suppressions.extend(off.map(|open| range(open, flow.notes.len())));
    found.suppressions.sort_by_key(|suppression| suppression.span);
    found
}

fn range((span, reason): (Span, Option<String>), end: usize) -> Suppression {
    Suppression { span, covers: Span::new(span.start, end), rules: Vec::new(), reason }
}

/// The text before the `--`, and the reason after it.
fn reason(text: &str) -> (&str, Option<String>) {
    let (before, reason) = match text.split_once("--") {
        Some((before, reason)) => (before, reason.trim()),
        None => (text, ""),
    };
    (before.trim(), (!reason.is_empty()).then(|| reason.to_owned()))
}

impl Comments {
    fn refuse(&mut self, comment: &NotesComment, why: &str) {
        let what = format!("`literatim: {}`: {why}", comment.body);
        self.malformed.push(NotesProblem { span: comment.notes, what });
    }

    fn allow(&mut self, targets: &mut Targets<'_>, comment: &NotesComment, rest: &str) {
        // A rule's name has no `--` in it, and none ends in `-`.
        let (names, reason) = reason(rest);
        let rules: Vec<String> = names.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let good = |rule: &String| rule.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if rules.is_empty() || !rules.iter().all(good) {
            return self.refuse(comment, "expected rule ids after `allow`, separated by commas");
        }
        let covers = targets.covered(comment);
        self.suppressions.push(Suppression { span: comment.notes, covers, rules, reason });
    }

    fn source(&mut self, targets: &mut Targets<'_>, comment: &NotesComment) {
        let named = attribute(&comment.body, "source").and_then(reference::of_name);
        let (Some(reference), Some(node)) = (named, targets.of(comment.node)) else {
            return self.refuse(comment, "expected `source=KEY` before a block");
        };
        let citation = Citation::of(Binding::Explicit, reference, comment.notes, true);
        self.sources.entry(node).or_default().push(citation);
    }
}

/// The blocks that comments speak of. Each block is looked at once, however many comments stand before it.
struct Targets<'f> {
    flow: &'f RunningText<'f>,
    /// For each block that was looked at, the first with words from there on.
    known: HashMap<usize, Option<usize>>,
    lines: OnceCell<Lines<'f>>,
}

impl Targets<'_> {
    /// The block that a comment in `node` speaks of: that one, if it has words; else the next one.
    fn of(&mut self, node: usize) -> Option<usize> {
        let (mut passed, mut next) = (Vec::new(), Some(node));
        let target = loop {
            let Some(node) = next else { break None };
            if let Some(&known) = self.known.get(&node) {
                break known;
            }
            passed.push(node);
            if !is_bare(self.flow, node) {
                break next;
            }
            next = self.flow.following(node);
        };
        self.known.extend(passed.into_iter().map(|node| (node, target)));
        target
    }

    /// The span that a comment covers: the block quotation around it, its line if it stands in one, else the next block.
    fn covered(&mut self, comment: &NotesComment) -> Span {
        let flow = self.flow;
        let quote = flow.lineage(comment.node).filter(|&node| flow.nodes[node].kind == NodeKind::Quote).last();
        if let Some(quote) = quote {
            return flow.nodes[quote].notes;
        }
        match self.of(comment.node) {
            Some(node) if node == comment.node => self.line(comment.notes),
            Some(node) => comment.notes.hull(flow.nodes[node].notes),
            None => comment.notes,
        }
    }

    /// The lines that `span` touches.
    fn line(&self, span: Span) -> Span {
        let lines = self.lines.get_or_init(|| Lines::of(self.flow.notes));
        let number = |at: usize| lines.position(at).line;
        let end = lines.start(number(span.end) + 1).map_or(self.flow.notes.len(), |next| next - 1);
        Span::new(lines.start(number(span.start)).unwrap_or(0), end)
    }
}

/// Returns true if a block is nothing but comments.
fn is_bare(flow: &RunningText, node: usize) -> bool {
    let node = &flow.nodes[node];
    node.kind == NodeKind::Html && flow.slice(node.flow).trim().is_empty()
}

/// Lets a comment that covers a line cover the quotation too that only ends in it: notes are hard-wrapped.
pub(super) fn reach_back(suppressions: &mut [Suppression], quotations: &[Quotation]) {
    for suppression in suppressions.iter_mut().filter(|one| !one.rules.is_empty()) {
        let before = quotations.partition_point(|quotation| quotation.at < suppression.covers.start);
        let Some(last) = before.checked_sub(1).map(|index| &quotations[index]) else { continue };
        if last.readings[0].span.end > suppression.covers.start {
            suppression.covers.start = last.at;
        }
    }
}
