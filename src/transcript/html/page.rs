//! The text of a page in the making: the words that are seen, and the place of each of them in the HTML.

use super::super::inset::{Insets, PARAGRAPH};
use super::super::{BlockKind, Blocks, CapturedLink, Chunks, Image, InsetKind, Map, TextBlock};
use super::stack::TextContext;
use crate::markup::reference;
use crate::text::{Span, begins_on_the_line, ends_on_the_line, is_word, raise};
use std::ops::Range;

/// The text so far, with its blocks, links and images.
#[derive(Default)]
pub(in crate::transcript) struct PageText<'s> {
    source: &'s str,
    pub text: String,
    pub map: Map,
    pub blocks: Blocks,
    pub links: Chunks<CapturedLink>,
    pub images: Chunks<Image>,
    open: Option<OpenPageBlock>,
    link: Option<(usize, Box<str>)>,
    /// The offset in the source at which the words so far end.
    behind: usize,
    /// White space that is text only if words of the same block follow.
    pause: Option<(&'static str, Span)>,
    pub insets: Insets,
    /// The tag or inset that came last, if a digit stands before it that the next one must not join.
    brink: Option<Span>,
    /// The number of line breaks since the last word.
    breaks: usize,
}

/// The block that words are being added to.
struct OpenPageBlock {
    start: usize,
    kind: BlockKind,
    element: Option<u32>,
    letters: usize,
    emphasised: usize,
    link_bytes: usize,
}

impl<'s> PageText<'s> {
    pub fn new(source: &'s str) -> Self {
        Self { source, text: String::with_capacity(source.len()), ..Self::default() }
    }

    /// The text of a stretch of the source, which may be short.
    pub fn of_stretch(source: &'s str) -> Self {
        Self { source, ..Self::default() }
    }

    /// Characters of the source, with references in them.
    pub fn characters(&mut self, at: Span, context: TextContext, element: Option<u32>) {
        let mut from = at.start;
        let source = self.source;
        let bytes = source.as_bytes();
        while from < at.end {
            let byte = bytes[from];
            from = if byte.is_ascii_whitespace() {
                self.space(from..at.end, context, element)
            } else if let Some((len, text)) = (byte == b'&').then(|| reference::read(&source[from..at.end])).flatten() {
                self.referred(&text, Span::new(from, from + len), context, element);
                from + len
            } else {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'&';
                let len = bytes[from + 1..at.end].iter().position(ends).unwrap_or(at.end - from - 1) + 1;
                self.words(&source[from..from + len], Span::new(from, from + len), context, element);
                from + len
            };
        }
    }

    /// Characters of the source, with no references in them.
    pub fn raw(&mut self, at: Span, context: TextContext, element: Option<u32>) {
        if !self.source[at.range()].trim_ascii().is_empty() {
            self.words(&self.source[at.range()], at, context, element);
        }
    }

    /// White space: text in preformatted text, else one space at most. Where it ends.
    fn space(&mut self, range: Range<usize>, context: TextContext, element: Option<u32>) -> usize {
        let bytes = &self.source.as_bytes()[range.clone()];
        let len = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
        let at = Span::new(range.start, range.start + len);
        if let Some(kind) = context.inset() {
            self.insets.blank(kind);
        } else if context.pre && self.open.is_some() {
            self.words(&self.source[at.range()], at, context, element);
        } else {
            self.pause(" ", at);
        }
        at.end
    }

    /// The text that a reference stands for. A space that is written as a reference is white space like any other.
    pub fn referred(&mut self, text: &str, at: Span, context: TextContext, element: Option<u32>) {
        let blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        match context.inset() {
            Some(kind) if blank => self.insets.blank(kind),
            None if blank && !context.pre => self.pause(" ", at),
            _ => self.words(text, at, context, element),
        }
    }

    /// White space inside a block.
    pub fn pause(&mut self, space: &'static str, at: Span) {
        self.insets.pause(space);
        if self.open.is_none() {
            return;
        }
        match &mut self.pause {
            Some((before, span)) => {
                *before = if *before == " " { space } else { before };
                span.end = span.end.max(at.end);
            }
            None => self.pause = Some((space, at)),
        }
    }

    /// A line break; two of them, with nothing between, end a paragraph.
    pub fn line_break(&mut self, at: Span) {
        self.breaks += 1;
        if self.breaks > 1 { self.close() } else { self.pause("\n", at) }
    }

    /// A raised or lowered part begins or ends. Digits in it and beside it are two numbers: 10⁶ is not 106.
    pub fn raise(&mut self, at: Span) {
        if self.open.is_some() && ends_on_the_line(&self.text) {
            self.brink = Some(at);
        }
    }

    fn words(&mut self, text: &str, at: Span, context: TextContext, element: Option<u32>) {
        let raised = context.raised.filter(|_| context.inset() != Some(InsetKind::NoteMarker));
        let raised = raised.map(|to| raise(text, to));
        let text = raised.as_deref().unwrap_or(text);
        if let Some(kind) = context.inset() {
            return self.inset(text, at, kind);
        }
        if self.insets.end() && self.text.ends_with(is_word) && text.starts_with(is_word) {
            self.pause(" ", Span::new(at.start, at.start));
        }
        if self.open.is_none() {
            self.open(at.start, kind(context), element);
        }
        let brink = self.brink.take().filter(|_| begins_on_the_line(text));
        if let Some((space, at)) = self.pause.take().or(brink.map(|at| (" ", at))) {
            self.push(space, at);
        }
        self.breaks = 0;
        self.count(text, context);
        self.push(text, at);
    }

    fn inset(&mut self, text: &str, at: Span, kind: InsetKind) {
        self.insets.add(text, kind, (self.text.len(), at), self.open.is_none());
        if kind != InsetKind::Hidden && self.open.is_some() && ends_on_the_line(&self.text) {
            self.brink = Some(Span::new(at.end, at.end));
        }
    }

    /// A mark that browsers show. White space before one that opens is not behind it.
    pub fn quotation_mark(&mut self, mark: &str, at: Span, opens: bool) {
        if let Some((space, before)) = self.pause.take_if(|_| opens) {
            self.push(space, before);
            self.insets.end();
        }
        self.inset(mark, at, InsetKind::QuotationMark);
    }

    fn open(&mut self, at: usize, kind: BlockKind, element: Option<u32>) {
        if let Some(last) = self.blocks.last() {
            let close =
                matches!((last.kind, kind), (BlockKind::Item, BlockKind::Item) | (BlockKind::Row, BlockKind::Row));
            self.push(if close { "\n" } else { "\n\n" }, Span::new(self.behind, at));
        }
        let start = self.text.len();
        self.open = Some(OpenPageBlock { start, kind, element, letters: 0, emphasised: 0, link_bytes: 0 });
    }

    fn count(&mut self, text: &str, context: TextContext) {
        let Some(open) = &mut self.open else { return };
        open.letters += text.len();
        open.emphasised += if context.emphasis { text.len() } else { 0 };
        open.link_bytes += if context.link { text.len() } else { 0 };
    }

    /// Adds text and its way back: byte to byte where the source has the same bytes, else as a whole.
    fn push(&mut self, text: &str, at: Span) {
        if self.source[at.range()] == *text {
            self.map.run(at.start, text.len());
        } else {
            self.map.whole(at, text.len());
        }
        self.text.push_str(text);
        self.behind = at.end;
    }

    pub fn image(&mut self, url: String) {
        self.images.push(Image { at: self.text.len(), url: url.into() });
    }

    pub fn open_link(&mut self, url: String) {
        self.link = Some((self.text.len(), url.into()));
    }

    pub fn close_link(&mut self) {
        let Some((start, url)) = self.link.take() else { return };
        let text = &self.text[start..];
        // A pause, or the blank line between two blocks, may have come before the first word.
        let start = start + (text.len() - text.trim_start().len());
        self.links.push(CapturedLink { span: Span::new(start, self.text.len().max(start)), url });
    }

    /// Ends the block that is open, if one is.
    pub fn close(&mut self) {
        self.insets.pause(PARAGRAPH);
        (self.pause, self.brink) = (None, None);
        self.breaks = 0;
        let Some(open) = self.open.take() else { return };
        let text = &self.text[open.start..];
        let words = text.trim();
        if words.is_empty() {
            return;
        }
        let start = open.start + (text.len() - text.trim_start().len());
        // A row of one cell only says where its text stands on the page.
        let kind = if open.kind == BlockKind::Row && !words.contains('\t') { BlockKind::Paragraph } else { open.kind };
        self.blocks.push(TextBlock {
            span: Span::new(start, start + words.len()),
            kind,
            emphasised: open.letters > 0 && open.letters == open.emphasised,
            link_bytes: open.link_bytes,
            element: open.element,
        });
    }
}

/// The kind of a block that begins here.
fn kind(context: TextContext) -> BlockKind {
    match context.heading {
        1.. => BlockKind::Heading(context.heading),
        _ if context.note => BlockKind::Note,
        _ if context.row => BlockKind::Row,
        _ if context.pre => BlockKind::Code,
        _ if context.quote => BlockKind::Quote,
        _ if context.item => BlockKind::Item,
        _ => BlockKind::Paragraph,
    }
}
