//! From Markdown to the running text of the notes.

use super::flow::{BREAK, Flow, FootnoteMark, Kind, Link, Metadata, Node};
use super::html::Html;
use super::reference;
use crate::text::Span;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Front matter is read by [`front_matter`]: the parser would take any text between two `---` for it, and swallow it.
/// What is on changes how blocks are told apart. What is off (smart punctuation, math, definition lists, super- and
/// subscript) would change or swallow text.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// Reads the running text out of `notes`.
pub(super) fn flow(notes: &str) -> Flow<'_> {
    let mut builder = Builder::new(notes);
    // The parser takes a byte order mark for a letter, and would miss the block that follows it.
    let text = notes.strip_prefix('\u{feff}').unwrap_or(notes);
    let mut skipped = notes.len() - text.len();
    if let Some((kind, inner, behind)) = front_matter(text) {
        builder.flow.metadata.push((kind, Span::new(skipped + inner.start, skipped + inner.end)));
        skipped += behind;
    }
    let text = &notes[skipped..];
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        builder.event(event, range.start + skipped..range.end + skipped);
    }
    builder.finish()
}

/// The front matter that `text` opens with: its kind, where its lines stand, and where it ends with its closing fence.
fn front_matter(text: &str) -> Option<(Metadata, Span, usize)> {
    let fence = text.lines().next()?.trim_end();
    let kind = match fence {
        "---" => Metadata::Yaml,
        "+++" => Metadata::Toml,
        _ => return None,
    };
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        if words == fence || fence == "---" && words == "..." {
            return Some((kind, Span::new(start, at), at + line.len()));
        }
        // An empty line first means that the fence is a thematic break.
        if at == start && words.is_empty() {
            return None;
        }
        at += line.len();
    }
    None
}

struct Builder<'n> {
    flow: Flow<'n>,
    /// The block that is open.
    node: usize,
    /// The last child so far of each open block, the root's first.
    last: Vec<Option<usize>>,
    links: Vec<(usize, Link)>,
    /// How deep in images: their text is not read.
    images: usize,
    html: Html,
}

impl<'n> Builder<'n> {
    fn new(notes: &'n str) -> Self {
        let root = Node {
            kind: Kind::Root,
            notes: Span::new(0, notes.len()),
            flow: Span::default(),
            parent: 0,
            previous: None,
            next: None,
        };
        let flow = Flow::of(notes, root);
        Self { flow, node: 0, last: vec![None], links: Vec::new(), images: 0, html: Html::default() }
    }

    fn event(&mut self, event: Event<'n>, range: Range<usize>) {
        let span = Span::from(range);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.code(&text, span),
            Event::Html(_) => self.html.collect(span),
            Event::InlineHtml(_) => self.inline(span, |builder| {
                builder.html.inline(&mut builder.flow, span, builder.node);
            }),
            Event::FootnoteReference(label) => self.inline(span, |builder| {
                let at = builder.flow.text.len();
                builder.flow.edge();
                builder.flow.footnotes.push(FootnoteMark { at, notes: span, label: label.to_string() });
            }),
            Event::SoftBreak | Event::HardBreak => self.inline(span, |builder| builder.flow.push("\n", span)),
            Event::Rule => {
                self.open(Kind::Rule, span);
                self.close(span);
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.images > 0 {
            return;
        }
        self.inline(span, |builder| {
            if !builder.html.is_hidden(builder.node) {
                builder.flow.push(text, span);
            }
        });
    }

    fn code(&mut self, text: &str, span: Span) {
        if self.images > 0 {
            return;
        }
        self.inline(span, |builder| {
            let start = builder.flow.text.len();
            builder.flow.edge();
            builder.flow.push(text, inner(builder.flow.notes, span, text));
            builder.flow.edge();
            builder.flow.shut.push(Span::new(start, builder.flow.text.len()));
        });
    }

    /// Does `work` in a block that may hold running text: a tight list item's has no paragraph of its own.
    fn inline(&mut self, span: Span, work: impl FnOnce(&mut Self)) {
        if !self.flow.nodes[self.node].kind.is_leaf() {
            self.open(Kind::Paragraph, Span::new(span.start, span.start));
        }
        work(self);
        let node = &mut self.flow.nodes[self.node];
        node.notes.end = node.notes.end.max(span.end);
    }

    fn open(&mut self, kind: Kind, notes: Span) {
        self.leave_paragraph();
        if kind.is_leaf() && !self.flow.text.is_empty() {
            self.flow.text.push_str(BREAK);
        }
        let at = self.flow.text.len();
        let index = self.flow.nodes.len();
        let previous = self.last.last_mut().expect("the root is always open").replace(index);
        if let Some(previous) = previous {
            self.flow.nodes[previous].next = Some(index);
        }
        let flow = Span::new(at, at);
        self.flow.nodes.push(Node { kind, notes, flow, parent: self.node, previous, next: None });
        self.node = index;
        self.last.push(None);
    }

    /// Closes a paragraph that no event closes, because none opened it.
    fn leave_paragraph(&mut self) {
        if self.flow.nodes[self.node].kind.is_leaf() {
            self.close(self.flow.nodes[self.node].notes);
        }
    }

    fn close(&mut self, notes: Span) {
        if self.node == 0 {
            return;
        }
        let end = self.flow.text.len();
        let node = &mut self.flow.nodes[self.node];
        node.flow.end = end;
        node.notes.end = node.notes.end.max(notes.end);
        self.node = node.parent;
        self.last.pop();
    }

    fn start(&mut self, tag: Tag<'n>, span: Span) {
        match tag {
            Tag::Paragraph => self.open(Kind::Paragraph, span),
            Tag::Heading { level, .. } => self.open(Kind::Heading(level as u8), span),
            Tag::BlockQuote(None) => self.open(Kind::Quote, span),
            Tag::BlockQuote(Some(_)) => self.open(Kind::Alert, span),
            Tag::CodeBlock(_) => self.open(Kind::Code, span),
            Tag::HtmlBlock => self.leave_paragraph(),
            Tag::List(_) => self.open(Kind::List, span),
            Tag::Item => self.open(Kind::Item, span),
            Tag::FootnoteDefinition(label) => self.open(Kind::Footnote(label.to_string()), span),
            Tag::Table(_) => self.open(Kind::Table, span),
            Tag::TableHead | Tag::TableRow => self.open(Kind::Row, span),
            Tag::TableCell => self.open(Kind::Cell, span),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, span),
            Tag::Image { .. } => self.images += 1,
            _ => self.inline(span, |builder| builder.flow.edge()),
        }
    }

    fn link(&mut self, kind: LinkType, target: &str, span: Span) {
        let wiki = matches!(kind, LinkType::WikiLink { .. });
        let reference = match kind {
            LinkType::WikiLink { .. } => reference::of_wikilink(target),
            LinkType::Email => None,
            _ => reference::of_target(target),
        };
        self.inline(span, |builder| {
            builder.flow.edge();
            let at = builder.flow.text.len();
            builder.links.push((at, Link { flow: Span::new(at, at), notes: span, reference, wiki }));
        });
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Link => self.link_end(),
            TagEnd::HtmlBlock => self.html_block(span),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                self.flow.edge();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close(span),
            TagEnd::CodeBlock => {
                self.flow.shut.push(Span::new(self.flow.nodes[self.node].flow.start, self.flow.text.len()));
                self.close(span);
            }
            _ => {
                self.leave_paragraph();
                self.close(span);
            }
        }
    }

    fn link_end(&mut self) {
        self.flow.edge();
        if let Some((_, mut link)) = self.links.pop() {
            link.flow.end = self.flow.text.len();
            self.flow.links.push(link);
        }
    }

    fn html_block(&mut self, span: Span) {
        self.open(Kind::Html, span);
        self.html.block(&mut self.flow, self.node);
        self.close(span);
    }

    fn finish(mut self) -> Flow<'n> {
        while self.node != 0 {
            self.leave_paragraph();
            self.close(self.flow.nodes[self.node].notes);
        }
        self.html.finish(&mut self.flow);
        self.flow.nodes[0].flow.end = self.flow.text.len();
        self.flow.shut.sort_unstable();
        self.flow.links.sort_by_key(|link| (link.flow.start, link.flow.end));
        self.flow.elements.sort_by_key(|element| (element.flow.start, std::cmp::Reverse(element.flow.end)));
        self.flow
    }
}

/// Where the content of a code span stands: inside its backticks, if it is written as it reads.
fn inner(notes: &str, span: Span, text: &str) -> Span {
    match notes[span.range()].find(text) {
        Some(at) => Span::new(span.start + at, span.start + at + text.len()),
        None => span,
    }
}
