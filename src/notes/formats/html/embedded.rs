//! HTML inside Markdown: text, elements that quote, comments.

use super::page::shows_unread;
use crate::markup::reference::{decoded, read_closed};
use crate::markup::{Dialect, HtmlToken, HtmlTokens, Property, Tag, attribute, comment_words};
use crate::notes::citations::locator;
use crate::notes::citations::reference::{of_cite, of_target};
use crate::notes::quotations::explicit::quotes_by_class;
use crate::notes::running_text::{NodeKind, NotesComment, NotesLink, QuoteElement, RunningText, UNREAD};
use crate::notes::text_effects::EffectOpener;
use crate::text::Span;

/// The elements of HTML that are open in Markdown.
#[derive(Default)]
pub(in crate::notes) struct EmbeddedHtml {
    /// The lines of the HTML block that is open; what is between them is markup of the blocks around it.
    pieces: Vec<Span>,
    quotes: Vec<QuoteElement>,
    blockquotes: Vec<QuoteElement>,
    /// Elements that quote by their class, each with the number of the elements of its name that are open in it.
    classed: Vec<(Tag, usize, QuoteElement)>,
    /// Lines that begin with `>`: in HTML they are no block quotation, but to their writer and reader they are.
    angled: Option<QuoteElement>,
    /// The `<a href>` that is open.
    anchor: Option<NotesLink>,
    /// Where the text was when a heading began.
    heading: Option<usize>,
    /// The block, and where the text was when code began, which cannot quote.
    shut: Option<(usize, usize)>,
    /// The block in which something began that is no text: a script, a style.
    hidden: Option<usize>,
    /// True while an HTML block is read, and not a tag in running text.
    in_block: bool,
    node: usize,
}

/// The text of a piece of HTML, its lines joined, and the places of these in the notes.
struct JoinedLines {
    text: String,
    /// Offsets in `text`, and the lines in the notes.
    lines: Vec<(usize, Span)>,
}

impl JoinedLines {
    fn of(notes: &str, pieces: &[Span]) -> Self {
        let mut raw = Self { text: String::new(), lines: Vec::new() };
        for &piece in pieces {
            raw.lines.push((raw.text.len(), piece));
            raw.text.push_str(&notes[piece.range()]);
        }
        raw
    }

    /// The offset in the notes of the byte at `offset`.
    fn place(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|&(at, _)| at <= offset).saturating_sub(1);
        let (at, span) = self.lines[line];
        (span.start + (offset - at)).min(span.end)
    }

    /// The span in the notes of the bytes from `start` to `end`, of which there is at least one.
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.place(start), self.place(end - 1) + 1)
    }

    /// The ends of lines inside `start..end`, and `end`.
    fn stops(&self, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let next = self.lines.partition_point(|&(at, _)| at <= start);
        self.lines[next..].iter().map(|&(at, _)| at).take_while(move |&at| at < end).chain([end])
    }
}

impl EmbeddedHtml {
    /// Takes a line of the HTML block that is open.
    pub fn collect(&mut self, line: Span) {
        self.pieces.push(line);
    }

    /// Returns true if text that comes now in the block `node` is no text, because a script or a style is open.
    pub fn is_hidden(&self, node: usize) -> bool {
        self.hidden == Some(node)
    }

    /// Reads the HTML block `node`, whose lines were collected.
    pub fn block(&mut self, flow: &mut RunningText, node: usize) {
        let pieces = std::mem::take(&mut self.pieces);
        self.in_block = true;
        self.read(flow, node, &pieces);
        self.in_block = false;
        self.leave_angled(flow);
        self.hidden = None;
    }

    /// Reads a tag, or a comment, in the running text of the block `node`.
    pub fn inline(&mut self, flow: &mut RunningText, span: Span, node: usize) {
        self.read(flow, node, &[span]);
    }

    fn read(&mut self, flow: &mut RunningText, node: usize, pieces: &[Span]) {
        if self.node != node {
            self.enter(flow, node);
        }
        let raw = JoinedLines::of(flow.notes, pieces);
        let mut tokens = HtmlTokens::new(&raw.text, Dialect::Notes);
        while let Some((token, at)) = tokens.next() {
            match token {
                HtmlToken::Text | HtmlToken::Raw if self.is_hidden(node) => {}
                HtmlToken::Text if self.in_block => self.lines(flow, &raw, at, node),
                HtmlToken::Text | HtmlToken::Raw => push_text(flow, &raw, at),
                HtmlToken::Comment => comment(flow, &raw, at, node),
                _ => self.tag(flow, &raw, (token, at), node),
            }
        }
    }

    /// Nothing but a `<blockquote>` goes on into the next block.
    fn enter(&mut self, flow: &mut RunningText, node: usize) {
        self.node = node;
        self.shut = None;
        self.heading = None;
        self.hidden = None;
        self.anchor = None;
        flow.open.extend(self.quotes.drain(..).map(|element| element.notes));
    }

    fn tag(&mut self, flow: &mut RunningText, raw: &JoinedLines, (token, at): (HtmlToken, Span), node: usize) {
        let (notes, text) = (raw.span(at.start, at.end), &raw.text[at.range()]);
        let (tag, closing) = match token {
            HtmlToken::Start(tag, ..) => (tag, false),
            HtmlToken::End(tag) => (tag, true),
            _ => (Tag::Other, false),
        };
        if !tag.is(Property::Running) && !matches!(tag, Tag::A | Tag::Q | Tag::Br | Tag::Code) {
            self.leave_angled(flow);
        }
        self.classed(flow, (token, text), notes, node);
        if token == HtmlToken::Instruction || (!closing && shows_unread(tag, text)) {
            flow.push(UNREAD.encode_utf8(&mut [0; 4]), notes);
        }
        flow.directions.tag(text, notes, flow.text.len());
        self.effect(flow, (token, text), node);
        match tag {
            Tag::Br | Tag::P | Tag::Div | Tag::Li | Tag::Ul | Tag::Ol | Tag::Tr | Tag::Td | Tag::Th => {
                flow.push("\n", notes);
            }
            Tag::Summary | Tag::Details | Tag::Section => flow.push("\n", notes),
            Tag::A => self.link(flow, text, notes),
            Tag::Q | Tag::Blockquote => self.quote(flow, (token, text), notes, node),
            Tag::Code | Tag::Pre | Tag::Kbd | Tag::Samp => self.close_off(flow, closing, node),
            _ if tag.heading().is_some() => self.heading(flow, closing, notes),
            Tag::Script | Tag::Style | Tag::Template | Tag::Textarea => self.hidden = (!closing).then_some(node),
            _ => {}
        }
        flow.edge();
    }

    /// Takes account of a tag that may strike out, raise or lower words. In running text, an element ends with its block; in
    /// a block of HTML, it may reach into those that follow.
    fn effect(&mut self, flow: &mut RunningText, (token, text): (HtmlToken, &str), node: usize) {
        let at = flow.text.len();
        let lasts = if self.in_block { flow.nodes[node].parent } else { node };
        match token {
            HtmlToken::Start(tag, ..) => {
                if self.in_block && !tag.is(Property::Running) && !matches!(tag, Tag::A | Tag::Q | Tag::Br | Tag::Code)
                {
                    flow.effects.end(EffectOpener::Element(Tag::P), at);
                }
                let lasts = flow.effect_scope(tag, lasts);
                flow.effects.begin_element((tag, text), Some(lasts), at);
            }
            HtmlToken::End(tag) => flow.effects.end(EffectOpener::Element(tag), at),
            _ => {}
        }
    }

    fn quote(&mut self, flow: &mut RunningText, (token, text): (HtmlToken, &str), notes: Span, node: usize) {
        let block = matches!(token, HtmlToken::Start(Tag::Blockquote, ..) | HtmlToken::End(Tag::Blockquote));
        if block {
            flow.push("\n", notes);
        }
        let at = flow.text.len();
        let open = if block { &mut self.blockquotes } else { &mut self.quotes };
        if matches!(token, HtmlToken::End(_)) {
            if let Some(mut element) = open.pop() {
                element.flow.end = at;
                element.notes.end = notes.end;
                flow.elements.push(element);
            }
        } else if !text.ends_with("/>") {
            let cites = attribute(text, "cite").and_then(|cite| of_cite(&decoded(cite))).into_iter().collect();
            open.push(QuoteElement { flow: Span::new(at, at), notes, cites, block, node });
        }
    }

    /// Text of an HTML block, line by line.
    fn lines(&mut self, flow: &mut RunningText, raw: &JoinedLines, text: Span, node: usize) {
        let mut at = text.start;
        for line in raw.text[text.range()].split_inclusive('\n') {
            let span = Span::new(at, at + line.len());
            at += line.len();
            let bare = line.trim_start();
            let heads = raw.text[..span.start].ends_with('\n') || span.start == 0;
            if !heads || self.shut.is_some() {
                push_text(flow, raw, span);
            } else if let Some(words) = bare.strip_prefix('>') {
                let notes = raw.span(span.end - bare.len(), span.end);
                let begin =
                    QuoteElement { flow: Span::new(flow.text.len(), 0), notes, cites: Vec::new(), block: true, node };
                self.angled.get_or_insert(begin).notes.end = notes.end;
                push_text(flow, raw, Span::new(span.end - words.trim_start_matches(' ').len(), span.end));
            } else {
                self.leave_angled(flow);
                push_text(flow, raw, span);
            }
        }
    }

    fn leave_angled(&mut self, flow: &mut RunningText) {
        if let Some(mut element) = self.angled.take() {
            element.flow.end = flow.text.len();
            flow.elements.push(element);
        }
    }

    /// Takes account of elements that quote by their class, and hold no quotation that says so itself.
    fn classed(&mut self, flow: &mut RunningText, (token, text): (HtmlToken, &str), notes: Span, node: usize) {
        match token {
            HtmlToken::Start(tag, _, false) => {
                if let Some((_, inner, _)) = self.classed.last_mut().filter(|(open, ..)| *open == tag) {
                    *inner += 1;
                } else if quotes_by_class(tag, text) {
                    flow.push("\n", notes);
                    let at = flow.text.len();
                    let cites = attribute(text, "cite").and_then(|cite| of_cite(&decoded(cite))).into_iter().collect();
                    self.classed.push((
                        tag,
                        0,
                        QuoteElement { flow: Span::new(at, at), notes, cites, block: true, node },
                    ));
                }
            }
            HtmlToken::End(tag) => match self.classed.last_mut().filter(|(open, ..)| *open == tag) {
                Some((_, inner, _)) if *inner > 0 => *inner -= 1,
                Some(_) => self.leave_classed(flow, notes),
                None => {}
            },
            _ => {}
        }
    }

    fn leave_classed(&mut self, flow: &mut RunningText, notes: Span) {
        let Some((.., mut element)) = self.classed.pop() else { return };
        let start = element.flow.start;
        let quotes = flow.nodes.iter().rev().take_while(|node| node.flow.start >= start);
        let says_so = flow.elements.last().is_some_and(|inner| inner.flow.start >= start)
            || quotes.into_iter().any(|node| node.kind == NodeKind::Quote);
        if !says_so {
            element.flow.end = flow.text.len();
            element.notes.end = notes.end;
            flow.elements.push(element);
        }
    }

    /// `<a href>` is a link like any other.
    fn link(&mut self, flow: &mut RunningText, tag: &str, notes: Span) {
        let at = flow.text.len();
        if let Some(mut link) = self.anchor.take() {
            link.flow.end = at;
            link.notes.end = link.notes.end.max(notes.end);
            flow.links.push(link);
        }
        if let Some(target) = attribute(tag, "href") {
            let target = decoded(target);
            let (reference, locator) = (of_target(&target), locator::of_address(&target));
            self.anchor = Some(NotesLink { flow: Span::new(at, at), notes, reference, wiki: false, locator });
        }
    }

    fn close_off(&mut self, flow: &mut RunningText, closing: bool, node: usize) {
        match self.shut {
            None if !closing => self.shut = Some((node, flow.text.len())),
            Some((_, start)) if closing => {
                flow.code_spans.push(Span::new(start, flow.text.len()));
                self.shut = None;
            }
            _ => {}
        }
    }

    fn heading(&mut self, flow: &mut RunningText, closing: bool, notes: Span) {
        flow.push("\n", notes);
        match self.heading {
            None if !closing => self.heading = Some(flow.text.len()),
            Some(start) if closing => {
                flow.headings.push(Span::new(start, flow.text.len()));
                self.heading = None;
            }
            _ => {}
        }
    }

    /// Reports what was opened and never closed.
    pub fn finish(&mut self, flow: &mut RunningText) {
        let classed = self.classed.drain(..).map(|(.., element)| element);
        let open = self.quotes.drain(..).chain(self.blockquotes.drain(..)).chain(classed);
        flow.open.extend(open.map(|element| element.notes));
    }
}

fn comment(flow: &mut RunningText, raw: &JoinedLines, span: Span, node: usize) {
    if let Some(body) = comment_words(&raw.text[span.range()]).strip_prefix("literatim:") {
        let comment = NotesComment { notes: raw.span(span.start, span.end), body: body.trim().to_owned(), node };
        flow.comments.push(comment);
    }
    flow.edge();
}

/// Adds text, references decoded.
fn push_text(flow: &mut RunningText, raw: &JoinedLines, text: Span) {
    let mut at = text.start;
    while at < text.end {
        let rest = &raw.text[at..text.end];
        let plain = rest.find('&').unwrap_or(rest.len());
        push_plain(flow, raw, Span::new(at, at + plain));
        at += plain;
        if at < text.end {
            let (length, read) = read_closed(&raw.text[at..text.end]);
            flow.push(&read, raw.span(at, at + length));
            at += length;
        }
    }
}

fn push_plain(flow: &mut RunningText, raw: &JoinedLines, text: Span) {
    let mut at = text.start;
    for stop in raw.stops(text.start, text.end) {
        if at < stop {
            flow.push(&raw.text[at..stop], raw.span(at, stop));
        }
        at = stop;
    }
}
