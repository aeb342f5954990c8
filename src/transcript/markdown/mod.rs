//! Markdown, archived as such: markup is transparent, the words are the text.

pub(super) mod front;
mod html_around;
mod note_link;
mod page;

pub use front::FrontMatter;

use super::charset::{self, Decoded};
use super::text::{Markup, Transcript};
use super::{BlockKind, CaptureFormat, DecodeError, InsetKind, Limits};
use crate::capture::{Capture, MediaType};
use crate::markup::{self, HtmlToken, HtmlTokens};
use crate::text::Span;
use page::MarkdownText;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The extensions that are read. Off, because each changes or swallows text: smart punctuation, math, definition
/// lists, sub- and superscript, wikilinks. Front matter is read by [`front`]: the parser would also take any text
/// between two thematic breaks for it.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The reader before insets: what is struck out or hidden is text like any other.
const EARLIER: &str = "markdown 1";

/// The format of Markdown.
pub(super) struct MarkdownFormat;

impl CaptureFormat for MarkdownFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["markdown 2", EARLIER]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Markdown
    }

    /// Markdown that has too many marks is read as lines of plain text.
    fn read(&self, capture: &Capture, limits: &Limits, reader: &str) -> Result<Transcript, DecodeError> {
        let bytes = capture.bytes.len();
        let decoded = charset::decode(&capture.bytes, capture.record.charset.as_deref())?;
        if limits.are_exceeded_by_marks(&decoded.text, bytes) {
            return Ok(Transcript::of(decoded, bytes).undivided());
        }
        Ok(read(decoded, reader == EARLIER))
    }
}

fn read(decoded: Decoded<'_>, is_earlier: bool) -> Transcript {
    let (front, skipped) = front::read(&decoded.text);
    let page = MarkdownText::new(&decoded.text, skipped, is_earlier);
    let mut reader = MarkdownReader { page, ..MarkdownReader::default() };
    for (event, range) in Parser::new_ext(&decoded.text[skipped..], options()).into_offset_iter() {
        reader.event(event, range.start + skipped..range.end + skipped);
    }
    let page = reader.page.finish();
    let map = page.map.over(&decoded.map);
    let insets = page.insets.finish(&decoded.map);
    let markup = Markup { links: page.links, images: page.images, front, insets, ..Markup::default() };
    let transcript = Transcript::marked(page.text, decoded.charset, map, page.blocks, markup);
    if is_earlier { transcript } else { transcript.without_layout() }
}

/// The state of the parser: what it is inside of.
#[derive(Default)]
struct MarkdownReader<'s> {
    page: MarkdownText<'s>,
    heading: Option<u8>,
    code: bool,
    row: bool,
    quotes: usize,
    items: usize,
    images: usize,
    /// For each strikethrough that is open, true if it strikes.
    strikes: Vec<bool>,
}

impl MarkdownReader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = Span::from(range);
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) => self.text(&text, at),
            Event::Code(text) => self.code_span(&text, at),
            Event::SoftBreak | Event::HardBreak => self.page.pause("\n", at),
            Event::Html(_) => self.page.html(at, self.kind()),
            Event::InlineHtml(html) => self.inline_html(&html, at),
            Event::Rule => self.page.rule(at),
            Event::FootnoteReference(label) => {
                self.page.inset(&format!("[{label}]"), at, InsetKind::NoteMarker);
            }
            Event::TaskListMarker(_) => {}
            // Off, but for the day on which the parser thinks otherwise: no words may be lost.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, at),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong => self.page.emphasis += 1,
            Tag::Link { dest_url, .. } => {
                self.page.in_marker = self.page.is_note_link(at, &dest_url);
                self.page.open_link(&dest_url);
            }
            Tag::Image { dest_url, .. } => {
                self.images += 1;
                self.page.image(&dest_url);
            }
            Tag::TableCell => self.page.pause("\t", Span::new(at.start, at.start)),
            Tag::Strikethrough => {
                // One tilde is a sign for about, or lowers: `H~2~O`.
                let is_struck = self.page.source(at).starts_with("~~");
                self.page.struck += usize::from(is_struck);
                self.strikes.push(is_struck);
                self.lower(is_struck, at);
            }
            Tag::Superscript | Tag::Subscript => {}
            block => {
                self.page.close();
                self.nest(&block);
            }
        }
    }

    fn nest(&mut self, block: &Tag<'_>) {
        match block {
            Tag::Heading { level, .. } => self.heading = Some(level_number(*level)),
            Tag::CodeBlock(_) => self.code = true,
            Tag::TableHead | Tag::TableRow => self.row = true,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => self.items += 1,
            Tag::HtmlBlock => self.page.open_html(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.page.emphasis -= 1,
            TagEnd::Link => {
                self.page.in_marker = false;
                self.page.close_link();
            }
            TagEnd::Strikethrough => {
                let was_struck = self.strikes.pop().unwrap_or_default();
                self.page.struck -= usize::from(was_struck);
                self.lower(was_struck, at);
            }
            TagEnd::Image => self.images -= 1,
            TagEnd::TableCell | TagEnd::Superscript | TagEnd::Subscript => {}
            block => {
                self.page.close();
                self.leave(block);
            }
        }
    }

    /// Words between single tildes begin or end: digits in them and beside them are two numbers.
    fn lower(&mut self, is_struck: bool, at: Span) {
        if !is_struck && !self.page.is_earlier {
            self.page.raise(at);
        }
    }

    fn leave(&mut self, block: TagEnd) {
        match block {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::CodeBlock => self.code = false,
            TagEnd::TableHead | TagEnd::TableRow => self.row = false,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::Item => self.items -= 1,
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.page.html_around.end_paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: Span) {
        if self.images == 0 {
            self.page.words(text, at, self.kind());
        }
    }

    /// Tags in running text are dropped; some of them say where lines and numbers end.
    fn inline_html(&mut self, html: &str, at: Span) {
        use markup::Tag::{Br, Sub, Sup};
        match HtmlTokens::of_line(html, None).next() {
            Some((HtmlToken::Start(Br, ..) | HtmlToken::End(Br), _)) => self.page.pause("\n", at),
            Some((HtmlToken::Start(tag, attributes, _), _)) => {
                if matches!(tag, Sup | Sub) {
                    self.page.raise(at);
                }
                self.page.html_around.begin(tag, &html[attributes.range()]);
            }
            Some((HtmlToken::End(tag), _)) => {
                self.page.html_around.end(tag);
                if matches!(tag, Sup | Sub) {
                    self.page.raise(at);
                }
            }
            _ => {}
        }
    }

    /// The words of a code span stand between its backticks.
    fn code_span(&mut self, text: &str, at: Span) {
        if self.images == 0 {
            let at = self.page.inside_ticks(at);
            self.page.words(text, at, self.kind());
        }
    }

    /// The kind of a block that begins here.
    fn kind(&self) -> BlockKind {
        match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.code => BlockKind::Code,
            None if self.row => BlockKind::Row,
            None if self.quotes > 0 => BlockKind::Quote,
            None if self.items > 0 => BlockKind::Item,
            None => BlockKind::Paragraph,
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
