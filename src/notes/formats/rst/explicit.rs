//! Explicit markup of reStructuredText: directives, footnotes, targets, comments.

use super::{RstReader, hull};
use crate::notes::formats::html::read_html;
use crate::notes::running_text::NodeKind;
use crate::text::Span;
use std::collections::HashMap;

/// Directives that quote.
const QUOTING: [&str; 6] = ["epigraph", "pull-quote", "highlights", "quote", "blockquote", "pullquote"];
/// Directives whose content quotes nothing.
#[rustfmt::skip]
const CODE: [&str; 15] = [
    "code", "code-block", "sourcecode", "highlight", "literalinclude", "math", "doctest",
    "prompt", "graphviz", "digraph", "mermaid", "productionlist", "testcode", "plantuml", "ipython",
];
/// Directives that show nothing to quote.
#[rustfmt::skip]
const SILENT: [&str; 13] = [
    "image", "toctree", "contents", "index", "meta", "bibliography", "default-role", "role", "sectnum", "target-notes", "currentmodule", "module", "title",
];
/// Directives whose content is blocks like any other.
#[rustfmt::skip]
const PLAIN: [&str; 31] = [
    "header", "footer",
    "note", "warning", "tip", "important", "caution", "danger", "error", "hint", "attention", "seealso", "admonition",
    "topic", "sidebar", "container", "compound", "rubric", "versionadded", "versionchanged", "deprecated", "figure",
    "table", "only", "centered", "hlist", "glossary", "todo", "line-block", "details", "dropdown",
];

/// The targets of links that are written by name, and the texts of names.
#[derive(Debug, Default)]
pub(super) struct RstTargets<'n> {
    pub links: HashMap<String, &'n str>,
    pub labels: HashMap<String, ()>,
    pub substitutions: HashMap<String, &'n str>,
}

/// A name of a target as it is looked up: small letters, single spaces.
pub(super) fn plain(name: &str) -> String {
    name.trim_matches('`').split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl<'n> RstTargets<'n> {
    pub fn of(notes: &'n str) -> Self {
        let mut targets = Self::default();
        for line in notes.lines().map(str::trim) {
            let Some(rest) = line.strip_prefix(".. ") else { continue };
            if let Some((name, target)) = rest.strip_prefix('_').and_then(|rest| rest.split_once(": ")) {
                targets.links.insert(plain(name), target.trim());
            } else if let Some((label, _)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                targets.labels.insert(label.to_owned(), ());
            } else if let Some((name, text)) = rest.strip_prefix('|').and_then(|rest| rest.split_once('|')) {
                let text = text.trim().strip_prefix("replace::").unwrap_or_default();
                targets.substitutions.insert(name.to_owned(), text.trim());
            }
        }
        targets
    }
}

impl<'n> RstReader<'n> {
    /// `.. something`, and what is indented below it.
    pub(super) fn explicit(&mut self, lines: &[Span], at: usize, base: usize) -> usize {
        let end = self.deeper(lines, at + 1, base);
        let line = self.dedented(lines[at], base);
        let text = self.text(line);
        let lead = 2 + (text[2..].len() - text[2..].trim_start().len());
        let rest = &text[lead..];
        let place = |part: &str| Span::new(line.end - part.len(), line.end);
        if rest.starts_with('_') || rest.is_empty() {
            // A target, and an empty comment, end at an empty line: what is indented below it is a quotation of its own.
            return self.until_blank(lines, at).min(end.max(at + 1));
        }
        if rest.starts_with('|') {
            return end;
        }
        if let Some((label, content)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            self.note(label, place(content.trim_start()), &lines[at + 1..end]);
            return end;
        }
        match rest.split_once("::").filter(|(name, _)| is_name(name)) {
            Some((name, argument)) => self.directive(name, place(argument.trim_start()), &lines[at..end]),
            None => self.builder.comment(rest, hull(&lines[at..end])),
        }
        end
    }

    fn note(&mut self, label: &str, first: Span, rest: &[Span]) {
        let label = match label {
            "#" | "*" => {
                self.numbered.1 += 1;
                format!("#{}", self.numbered.1)
            }
            label => label.to_owned(),
        };
        let lines: Vec<Span> = std::iter::once(first).chain(rest.iter().copied()).collect();
        self.builder.open(NodeKind::Footnote(label), hull(&lines));
        let node = self.builder.node();
        self.hanging(&lines, None);
        self.builder.back_to(node, hull(&lines));
        self.builder.close(hull(&lines));
    }

    fn directive(&mut self, name: &str, argument: Span, lines: &[Span]) {
        let bare = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        let bare = bare.as_str();
        let content = self.content(&lines[1..]);
        let whole = hull(lines);
        match bare {
            _ if QUOTING.contains(&bare) => {
                let content = if argument.is_empty() { content } else { prefixed(argument, content) };
                if content.is_empty() {
                    return self.builder.flow.open.push(lines[0]);
                }
                self.quotations(&content);
            }
            _ if CODE.contains(&bare) => self.builder.code_block(whole),
            "class" | "rst-class" => self.blocks(&content),
            _ if SILENT.contains(&bare) => {}
            "raw" => self.raw(argument, &content, whole),
            // Its lines stay as they are, and markup in them counts.
            "parsed-literal" => {
                self.builder.leave_paragraph();
                for &line in &content {
                    self.inline(line);
                    self.builder.text("\n", Span::new(line.end, (line.end + 1).min(self.notes.len())));
                }
                self.builder.leave_paragraph();
            }
            "list-table" => self.list_table(argument, &content, whole),
            "csv-table" => self.csv_table(argument, &content, whole),
            "include" => self.builder.unknown(self.text(lines[0]).trim(), "the included text was not read", lines[0]),
            _ => {
                if !PLAIN.contains(&bare) {
                    let what = "its content was read as running text";
                    self.builder.unknown(&format!(".. {name}::"), what, lines[0]);
                }
                if !argument.is_empty() {
                    self.inline(argument);
                    self.builder.leave_paragraph();
                }
                self.blocks(&content);
            }
        }
    }

    /// What is passed through to one kind of output: HTML is read, and other markup reported, if it shows words.
    fn raw(&mut self, kind: Span, content: &[Span], whole: Span) {
        let kinds = self.text(kind);
        if kinds.split_whitespace().any(|kind| kind == "html") {
            return read_html(&mut self.builder, hull(content));
        }
        if !content.is_empty() {
            self.builder.unknown(&format!(".. raw:: {kinds}"), "its content was not read", whole);
            self.builder.unread(whole);
        }
    }

    /// The content of a directive, without the options above it.
    fn content(&self, lines: &[Span]) -> Vec<Span> {
        let option = |line: &&Span| {
            self.text(**line).trim_start().starts_with(':') && super::field(self.text(**line).trim_start()).is_some()
        };
        let options = lines.iter().take_while(option).count();
        lines[options..].iter().copied().skip_while(|line| line.is_empty()).collect()
    }
}

fn prefixed(argument: Span, content: Vec<Span>) -> Vec<Span> {
    std::iter::once(argument).chain(content).collect()
}

fn is_name(name: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:.+".contains(&byte);
    !name.is_empty() && name.bytes().all(good)
}
