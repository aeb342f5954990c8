//! HTML notes: whole pages, or parts of them.

use crate::markup::reference::{decoded, read_closed};
use crate::markup::{Dialect, HtmlToken, HtmlTokens, Property, Tag, attribute, comment_words, is_hidden_in_notes};
use crate::notes::builder::Builder;
use crate::notes::citations::attribution::dash;
use crate::notes::citations::reference;
use crate::notes::quotations::explicit::quotes_by_class;
use crate::notes::running_text::{NodeKind, RunningText};
use crate::text::Span;
use std::collections::BTreeSet;

/// The number of open elements that a closing tag is looked for in.
const DEEPEST: usize = 400;

/// The bytes in which an element that quotes is looked for inside of another.
const REACH: usize = 4_000;

/// Returns true if an element shows other words than its running text: or, where it is hidden, none.
pub(super) fn shows_unread(element: Tag, tag: &str) -> bool {
    let is_field = || !attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
    is_hidden_in_notes(tag) || element.is(Property::Control) || (element == Tag::Input && is_field())
}

/// Reads the running text out of `notes`.
pub(in crate::notes) fn flow(notes: &str) -> RunningText<'_> {
    let mut builder = Builder::new(notes);
    read(&mut builder, Span::new(0, notes.len()));
    builder.finish()
}

/// Reads HTML that stands in `span` of the notes that `into` is of, as blocks.
pub(in crate::notes) fn read(into: &mut Builder<'_>, span: Span) {
    let notes = into.flow.notes;
    into.leave_paragraph();
    let builder = std::mem::replace(into, Builder::new(""));
    let part = &notes[..span.end];
    let mut reader = HtmlNotesReader { builder, notes: part, open: Vec::new(), anchors: anchors(&part[span.start..]) };
    let mut tokens = HtmlTokens::new(part, Dialect::Notes).starting_at(span.start);
    while let Some((token, span)) = tokens.next() {
        match token {
            HtmlToken::Text | HtmlToken::Raw => reader.text(span),
            HtmlToken::Comment => {
                if span.end == part.len() && !part.ends_with('>') {
                    reader.builder.endless_comment(span);
                }
                reader.builder.comment(comment_words(&notes[span.range()]), span);
            }
            HtmlToken::Start(tag, ..) => reader.start(tag, span, &mut tokens),
            HtmlToken::End(tag) => {
                reader.builder.flow.edge();
                reader.builder.direction(span);
                reader.builder.end_element(tag);
                reader.close(tag, span);
            }
            HtmlToken::Instruction => reader.builder.unread(span),
            HtmlToken::Declaration => {}
        }
    }
    *into = reader.finish();
}

/// The anchors that links in the page lead to.
fn anchors(notes: &str) -> BTreeSet<&str> {
    let links = memchr::memmem::find_iter(notes.as_bytes(), "href=").map(|at| &notes[at + 5..]);
    let targets = links.filter_map(|rest| {
        let target = rest.strip_prefix(['"', '\'']).unwrap_or(rest).strip_prefix('#')?;
        target.split(['"', '\'', '>', ' ']).next()
    });
    targets.filter(|target| !target.is_empty()).collect()
}

/// An element that is open.
struct OpenElement {
    /// None for the block of a footnote that its element is.
    tag: Option<Tag>,
    /// The block that was open before it.
    node: usize,
    /// The length of the flow before it, in bytes.
    flow: usize,
    notes: Span,
    /// The thing to do when it closes.
    then: OnClose,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OnClose {
    Nothing,
    /// A link ends.
    Link,
    /// A quotation in running text ends; whether it was nested in another.
    Quote(bool),
    /// Its text is no part of the words.
    Hide,
    /// Its text quotes nothing.
    Shut,
}

struct HtmlNotesReader<'n> {
    builder: Builder<'n>,
    notes: &'n str,
    open: Vec<OpenElement>,
    anchors: BTreeSet<&'n str>,
}

impl<'n> HtmlNotesReader<'n> {
    /// Text, its references decoded.
    fn text(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let rest = &self.notes[at..span.end];
            let plain = rest.find('&').unwrap_or(rest.len());
            if plain > 0 {
                self.builder.plain(Span::new(at, at + plain));
            } else {
                let (length, text) = read_closed(rest);
                self.builder.text(&text, Span::new(at, at + length));
                at += length;
            }
            at += plain;
        }
    }

    fn start(&mut self, tag: Tag, span: Span, tokens: &mut HtmlTokens) {
        let text = &self.notes[span.range()];
        self.builder.flow.edge();
        if !matches!(tag, Tag::Html | Tag::Body) {
            self.builder.direction(span);
        }
        if shows_unread(tag, text) {
            self.builder.unread(span);
        }
        // Those who read without scripts see what stands in `noscript`.
        if tag.is(Property::Skipped) && tag != Tag::Noscript && !text.ends_with("/>") {
            return self.skip(tag, span, tokens);
        }
        self.element(tag, span);
        self.effect(tag, span);
    }

    fn element(&mut self, tag: Tag, span: Span) {
        match tag {
            Tag::Br => self.builder.text("\n", span),
            Tag::Hr => self.rule(span),
            Tag::P if !self.is_quoting(tag, span) => self.paragraph(NodeKind::Paragraph, tag, span),
            Tag::Pre | Tag::Listing | Tag::Xmp => self.paragraph(NodeKind::Code, tag, span),
            Tag::Code | Tag::Samp | Tag::Kbd | Tag::Math => self.push(tag, span, OnClose::Shut),
            Tag::Blockquote => self.blockquote(tag, span),
            _ if self.is_quoting(tag, span) => self.blockquote(tag, span),
            Tag::Q => self.quote(tag, span),
            Tag::A => self.anchor(tag, span),
            Tag::Cite if self.is_attribution() => self.push(tag, span, OnClose::Hide),
            Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu | Tag::Table => self.list(tag, span),
            Tag::Li | Tag::Dt | Tag::Dd | Tag::Tr | Tag::Td | Tag::Th => self.item(tag, span),
            _ if tag.is(Property::Division) || tag == Tag::Noscript => self.block(tag, span),
            _ if tag.is(Property::Running) => {}
            _ => match tag.heading() {
                Some(level) => self.paragraph(NodeKind::Heading(level), tag, span),
                None => self.unknown(span),
            },
        }
    }

    /// Takes account of an element that may strike out, raise or lower its words. In text that no element made a paragraph,
    /// it lasts beyond that.
    fn effect(&mut self, tag: Tag, span: Span) {
        let is_paragraph =
            |open: &OpenElement| matches!(open.tag, Some(Tag::P)) || open.tag.and_then(Tag::heading).is_some();
        let near = || self.open.iter().rev().take(DEEPEST);
        let is_bare = *self.builder.kind() == NodeKind::Paragraph && !near().any(is_paragraph);
        let lasts = if is_bare { self.builder.flow.nodes[self.builder.node()].parent } else { self.builder.node() };
        self.builder.begin_element(tag, span, lasts);
    }

    /// Skips an element whose words nobody reads.
    fn skip(&mut self, tag: Tag, span: Span, tokens: &mut HtmlTokens) {
        match tag {
            Tag::Svg => {
                let inside = tokens.skip_element(tag, Tag::breaks_out);
                if self.notes[inside.range()].contains("<text") {
                    self.builder.unread(span);
                }
            }
            Tag::Select => {
                let inside =
                    tokens.skip_element(tag, |inner| matches!(inner, Tag::Select | Tag::Input | Tag::Textarea));
                // Another one does no more than end this one.
                if self.notes[inside.end..].get(..7).is_some_and(|tag| tag.eq_ignore_ascii_case("<select")) {
                    tokens.next();
                }
            }
            _ => {
                tokens.skip_raw(tag);
            }
        }
    }

    /// Returns true if an element quotes by its class, and not by an element in it.
    fn is_quoting(&self, tag: Tag, span: Span) -> bool {
        if !quotes_by_class(tag, &self.notes[span.range()]) {
            return false;
        }
        let near = &self.notes[span.end..self.notes.floor_char_boundary((span.end + REACH).min(self.notes.len()))];
        let inner = &near[..near.find(&format!("</{}", tag.name())).unwrap_or(near.len())];
        !inner.contains("<blockquote") && !inner.contains("<q>") && !inner.contains("<q ")
    }

    fn unknown(&mut self, span: Span) {
        let name = &self.notes[span.start + 1..span.end];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let what = "its content was read as running text";
        self.builder.unknown(&format!("<{}>", name[..end].to_ascii_lowercase()), what, span);
    }

    fn push(&mut self, tag: impl Into<Option<Tag>>, notes: Span, then: OnClose) {
        let (node, flow) = (self.builder.node(), self.builder.flow.text.len());
        self.open.push(OpenElement { tag: tag.into(), node, flow, notes, then });
    }

    /// Opens a block that an element stands for; what it holds is closed with it.
    fn enter(&mut self, kind: NodeKind, tag: impl Into<Option<Tag>>, span: Span) {
        self.builder.leave_paragraph();
        self.push(tag, span, OnClose::Nothing);
        self.builder.open(kind, span);
    }

    fn rule(&mut self, span: Span) {
        self.leave_text(span);
        self.builder.open(NodeKind::Rule, span);
        self.builder.close(span);
    }

    /// Closes the elements of running text that are open: a block ends them.
    fn leave_text(&mut self, span: Span) {
        let text = |open: &OpenElement| {
            let heading = open.tag.and_then(Tag::heading);
            open.then != OnClose::Nothing || matches!(open.tag, Some(Tag::P | Tag::Pre)) || heading.is_some()
        };
        while self.open.last().is_some_and(|open| text(open) && open.then != OnClose::Hide) {
            self.pop(span);
        }
        self.builder.leave_paragraph();
    }

    fn paragraph(&mut self, kind: NodeKind, tag: Tag, span: Span) {
        self.leave_text(span);
        self.note(span);
        self.enter(kind, tag, span);
    }

    /// An element that a link in the page leads to may be a footnote.
    fn note(&mut self, span: Span) {
        let id = attribute(&self.notes[span.range()], "id");
        if let Some(id) = id.filter(|id| self.anchors.contains(id)) {
            self.enter(NodeKind::Footnote(id.to_owned()), None, span);
        }
    }

    fn blockquote(&mut self, tag: Tag, span: Span) {
        self.leave_text(span);
        let cite = attribute(&self.notes[span.range()], "cite").and_then(|cite| reference::of_cite(&decoded(cite)));
        self.enter(NodeKind::Quote, tag, span);
        if let Some(cite) = cite {
            self.builder.source(cite, span);
        }
    }

    /// `<q>` is a quotation; inside another one it is a pair of marks.
    fn quote(&mut self, tag: Tag, span: Span) {
        let nested = self.builder.quotes() > 0 || self.builder.in_quotation();
        self.push(tag, span, OnClose::Quote(nested));
        if nested {
            return self.builder.mark(true, true, span);
        }
        let cite = attribute(&self.notes[span.range()], "cite").and_then(|cite| reference::of_cite(&decoded(cite)));
        self.builder.quote(cite.into_iter().collect(), span);
    }

    fn anchor(&mut self, tag: Tag, span: Span) {
        let Some(target) = attribute(&self.notes[span.range()], "href") else { return };
        if let Some(label) = target.strip_prefix('#') {
            self.builder.footnote(label.to_owned(), span);
            return self.push(tag, span, if self.is_mark(span.end) { OnClose::Hide } else { OnClose::Nothing });
        }
        let target = decoded(target);
        self.builder.link(reference::of_target(&target), &target, false, span);
        self.push(tag, span, OnClose::Link);
    }

    /// Returns true if the link whose text begins at `at` shows nothing but a number or a sign, as one to a footnote does.
    fn is_mark(&self, at: usize) -> bool {
        let rest = &self.notes[at..];
        let rest = &rest[..rest.floor_char_boundary(rest.len().min(200))];
        let text = &rest[..rest.find("</a").unwrap_or(0)];
        let mut tokens = HtmlTokens::new(text, Dialect::Notes);
        let mut shown = String::new();
        while let Some((token, words)) = tokens.next() {
            if token == HtmlToken::Text {
                shown.push_str(text[words.range()].trim());
            }
        }
        let bare = decoded(shown.trim_matches(['[', ']', '(', ')']));
        !bare.is_empty() && bare.chars().count() <= 4 && !bare.chars().any(char::is_alphabetic)
    }

    /// Returns true if an attribution begins here: at the head of a line in a block quotation, after a dash at most.
    fn is_attribution(&self) -> bool {
        let flow = &self.builder.flow;
        let start = flow.nodes[self.builder.node()].flow.start;
        let before = if self.builder.kind().is_leaf() { &flow.text[start..] } else { "" };
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        self.builder.in_quotation() && (line.is_empty() || dash(line).is_some_and(|length| length == line.len()))
    }

    fn list(&mut self, tag: Tag, span: Span) {
        self.leave_text(span);
        self.enter(if tag == Tag::Table { NodeKind::Table } else { NodeKind::List }, tag, span);
    }

    fn item(&mut self, tag: Tag, span: Span) {
        let (ends, within, kind): (&[Tag], &[Tag], NodeKind) = match tag {
            Tag::Tr => (&[Tag::Tr], &[Tag::Table], NodeKind::Row),
            Tag::Td | Tag::Th => (&[Tag::Td, Tag::Th], &[Tag::Table, Tag::Tr], NodeKind::Cell),
            _ => (&[Tag::Li, Tag::Dt, Tag::Dd], &[Tag::Ul, Tag::Ol, Tag::Dl, Tag::Menu], NodeKind::Item),
        };
        let near = self.open.iter().rev().take(DEEPEST).filter_map(|open| open.tag);
        let near = near.into_iter().find(|tag| ends.contains(tag) || within.contains(tag));
        if let Some(previous) = near.filter(|tag| ends.contains(tag)) {
            self.close(previous, span);
        }
        self.builder.leave_paragraph();
        self.enter(kind.clone(), tag, span);
        if kind == NodeKind::Item {
            self.note(span);
        }
    }

    fn block(&mut self, tag: Tag, span: Span) {
        self.leave_text(span);
        match tag {
            Tag::Footer if self.builder.in_quotation() => self.push(tag, span, OnClose::Hide),
            // What the caption of a quotation says is its attribution, with a dash or without.
            Tag::Figcaption if self.follows_quote() => {
                self.push(tag, span, OnClose::Nothing);
                self.builder.inline(span);
                self.builder.flow.push("— ", span);
            }
            _ => {
                self.push(tag, span, OnClose::Nothing);
                self.note(span);
            }
        }
    }

    fn follows_quote(&self) -> bool {
        let near = self.builder.flow.nodes.iter().rev().take(DEEPEST);
        let quote = near.into_iter().find(|node| node.kind == NodeKind::Quote);
        quote.is_some_and(|quote| quote.flow.end == self.builder.flow.text.len())
    }

    fn close(&mut self, tag: Tag, span: Span) {
        if tag.is(Property::Running) && tag != Tag::Cite {
            return;
        }
        if tag == Tag::P && self.open.last().is_none_or(|open| open.tag != Some(tag)) {
            return self.builder.leave_paragraph();
        }
        let from = self.open.len().saturating_sub(DEEPEST);
        let Some(at) = self.open[from..].iter().rposition(|open| open.tag == Some(tag)) else { return };
        let at = from + at;
        while self.open.len() > at {
            self.pop(span);
        }
    }

    fn pop(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        match open.then {
            OnClose::Link => self.builder.link_end(),
            OnClose::Quote(true) => self.builder.mark(false, true, span),
            OnClose::Quote(false) => self.builder.quote_end(span.end),
            OnClose::Hide => self.builder.hide(open.flow),
            OnClose::Shut => {
                let end = self.builder.flow.text.len();
                self.builder.flow.code_spans.push(Span::new(open.flow, end));
            }
            OnClose::Nothing => self.builder.back_to(open.node, span),
        }
    }

    fn finish(mut self) -> Builder<'n> {
        let quotes = |open: &OpenElement| open.tag == Some(Tag::Blockquote) || matches!(open.then, OnClose::Quote(_));
        let unclosed: Vec<Span> = self.open.iter().filter(|open| quotes(open)).map(|open| open.notes).collect();
        let end = Span::new(self.notes.len(), self.notes.len());
        while !self.open.is_empty() {
            self.pop(end);
        }
        self.builder.flow.open.extend(unclosed);
        self.builder.leave_paragraph();
        self.builder
    }
}
