//! From Markdown to the running text of the notes.

mod containers;
mod dialects;

use super::html::EmbeddedHtml;
use crate::markup::between_fences;
use crate::notes::builder::Builder;
use crate::notes::citations::{metadata, reference};
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::running_text::{Metadata, NodeKind, RunningText};
use crate::notes::text_effects::TextEffect;
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, reader};
use crate::text::Span;
use containers::Rewritten;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// Front matter is read by [`front_matter`]: the parser would take any text between two `---` for it, and swallow it.
/// The extensions that are on change how blocks are recognized. Those that are off (smart punctuation, math, definition
/// lists, super- and subscript) would change or swallow text.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// CommonMark, with its usual extensions.
pub(super) struct Markdown;

impl NotesFormat for Markdown {
    const NAME: &'static str = "markdown";
    const ENDINGS: &'static [&'static str] = &[".md", ".markdown", ".qmd", ".rmd"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Between("<!--", "-->");
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::AttributionLine;

    fn read(notes: &str, fields: &FieldNames) -> Notes {
        reader::read(running_text(notes, fields))
    }

    fn bibliographies(notes: &str) -> Vec<String> {
        let text = notes.strip_prefix('\u{feff}').unwrap_or(notes);
        let Some((kind, inner, _)) = front_matter(text) else { return Vec::new() };
        metadata::values(kind, &text[inner.range()], &metadata::is_bibliography)
            .into_iter()
            .map(|(_, name)| name)
            .collect()
    }

    fn entries(notes: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        metadata::entries(notes)
    }

    fn citation(article: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        Some(format!(" [@{article}]"))
    }
}

/// Reads the running text out of `notes`.
fn running_text<'n>(notes: &'n str, fields: &'n FieldNames) -> RunningText<'n> {
    let mut reader = MarkdownReader {
        builder: Builder::with(notes, fields),
        images: 0,
        numbered: false,
        html: EmbeddedHtml::default(),
    };
    // The parser takes a byte order mark for a letter, and would miss the block that follows it.
    let text = notes.strip_prefix('\u{feff}').unwrap_or(notes);
    let mut skipped = notes.len() - text.len();
    if let Some((kind, inner, behind)) = front_matter(text) {
        reader.builder.flow.metadata.push((kind, Span::new(skipped + inner.start, skipped + inner.end)));
        skipped += behind;
    }
    match Rewritten::of(notes, skipped) {
        Some(rewritten) => {
            for (event, range) in Parser::new_ext(&rewritten.text, options()).into_offset_iter() {
                reader.event(event, rewritten.in_notes(range.into()));
            }
        }
        None => {
            for (event, range) in Parser::new_ext(&notes[skipped..], options()).into_offset_iter() {
                reader.event(event, Span::new(range.start + skipped, range.end + skipped));
            }
        }
    }
    reader.finish()
}

/// The front matter that `text` opens with: its kind, where its lines stand, and where it ends with its closing fence.
fn front_matter(text: &str) -> Option<(Metadata, Span, usize)> {
    let fence = text.lines().next()?.trim_end();
    let kind = match fence {
        "---" => Metadata::Yaml,
        "+++" => Metadata::Toml,
        _ => return None,
    };
    let closing: &[&str] = if fence == "---" { &["---", "..."] } else { &["+++"] };
    let (inner, behind) = between_fences(text, fence, closing)?;
    // An empty line first means that the fence is a thematic break.
    let is_break = text[inner.range()].lines().next().is_some_and(|line| line.trim_end().is_empty());
    (!is_break).then_some((kind, inner, behind))
}

/// The endings of the names of pictures, and of what shows no words either.
const PICTURES: [&str; 14] = [
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".heic", ".tif", ".tiff", ".mp3", ".mp4",
    ".webm",
];

struct MarkdownReader<'n> {
    builder: Builder<'n>,
    /// The number of open images: their text is not read.
    images: usize,
    /// True while the number of the next item of a list is words of a quotation.
    numbered: bool,
    html: EmbeddedHtml,
}

impl<'n> MarkdownReader<'n> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        let builder = &mut self.builder;
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) if self.images == 0 => {
                if text.contains("''") && builder.flow.notes[span.range()].starts_with("``") {
                    builder.unknown("``…''", "what stands from one `` to the next was read as code; use “ and ”", span);
                }
                builder.code(&text, inner(builder.flow.notes, span, &text));
            }
            Event::Html(_) => self.html.collect(span),
            Event::InlineHtml(_) => {
                builder.inline(span);
                let node = builder.node();
                self.html.inline(&mut builder.flow, span, node);
            }
            Event::FootnoteReference(label) => builder.footnote(label.to_string(), span),
            Event::SoftBreak | Event::HardBreak => {
                builder.inline(span);
                builder.flow.push("\n", span);
            }
            Event::Rule => {
                builder.open(NodeKind::Rule, span);
                builder.close(span);
            }
            Event::Code(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.images > 0 {
            return;
        }
        self.builder.inline(span);
        if !self.html.is_hidden(self.builder.node()) {
            self.builder.flow.push(text, span);
        }
    }

    fn edge(&mut self, span: Span) {
        self.builder.inline(span);
        self.builder.flow.edge();
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::Paragraph => NodeKind::Paragraph,
            Tag::Heading { level, .. } => NodeKind::Heading(level as u8),
            Tag::BlockQuote(None) => NodeKind::Quote,
            Tag::BlockQuote(Some(_)) => NodeKind::Alert,
            Tag::CodeBlock(kind) => {
                self.code_block(&kind, span);
                NodeKind::Code
            }
            Tag::HtmlBlock => return self.builder.leave_paragraph(),
            Tag::List(from) => return self.list(from, span),
            Tag::Item => return self.item(span),
            Tag::FootnoteDefinition(label) => NodeKind::Footnote(label.to_string()),
            Tag::Table(_) => NodeKind::Table,
            Tag::TableHead | Tag::TableRow => NodeKind::Row,
            Tag::TableCell => NodeKind::Cell,
            Tag::Link { link_type, dest_url, .. } => return self.link(link_type, &dest_url, span),
            Tag::Image { link_type, dest_url, .. } => return self.image(link_type, &dest_url, span),
            Tag::Strikethrough => return self.builder.begin_effect(TextEffect::STRUCK, span),
            Tag::Emphasis => {
                self.builder.inline(span);
                return self.emphasis(Span::new(span.start, span.start + 1));
            }
            Tag::Strong => {
                self.builder.inline(span);
                return self.emphasis(Span::new(span.start, span.start + 2));
            }
            _ => return self.edge(span),
        };
        self.builder.open(kind, span);
    }

    /// Emphasis begins or ends with `mark`, which may as well be the article's own: a mail in plain text has `*such*` words.
    fn emphasis(&mut self, mark: Span) {
        let flow = &mut self.builder.flow;
        flow.edge();
        let (at, mark) = (flow.text.len(), &flow.notes[mark.range()]);
        flow.ligatures.push((Span::new(at, at), [mark, "", ""]));
    }

    /// A quotation that begins with `1986.` is a list to Markdown, and to its reader a year.
    fn list(&mut self, from: Option<u64>, span: Span) {
        let begins = *self.builder.kind() == NodeKind::Quote && self.builder.is_empty();
        self.numbered = begins && from.is_some_and(|number| number > 1);
        self.builder.open(NodeKind::List, span);
    }

    fn item(&mut self, span: Span) {
        let notes = &self.builder.flow.notes[span.range()];
        let digits = notes.bytes().take_while(u8::is_ascii_digit).count();
        let marker = (digits + 2).min(notes.trim_end().len());
        if !std::mem::take(&mut self.numbered) {
            self.builder.open_item(span, Span::new(span.start, span.start + marker));
        } else {
            self.builder.open(NodeKind::Item, span);
            self.builder.plain(Span::new(span.start, span.start + digits + 1));
            self.builder.text(" ", Span::new(span.start + digits + 1, span.start + digits + 1));
        }
    }

    fn link(&mut self, kind: LinkType, target: &str, span: Span) {
        let wiki = matches!(kind, LinkType::WikiLink { .. });
        let reference = match kind {
            LinkType::WikiLink { .. } => reference::of_wikilink(target),
            LinkType::Email => None,
            _ => reference::of_target(target),
        };
        self.builder.link(reference, target, wiki, span);
    }

    /// Blocks of code that plugins show as quotations, and indented ones that are no code.
    fn code_block(&mut self, kind: &CodeBlockKind, span: Span) {
        match kind {
            CodeBlockKind::Fenced(info) if info.to_ascii_lowercase().contains("quote") => {
                self.builder.unknown(&format!("```{info}"), "it was read as code, so it is not a quotation", span);
            }
            CodeBlockKind::Fenced(info) if info.starts_with("{=") => {
                self.builder.unknown(&format!("```{info}"), "its content was not read", span);
            }
            CodeBlockKind::Indented => {
                let before = self.builder.flow.notes[..span.start].trim_end().rsplit('\n').next().unwrap_or_default();
                let mark = before.trim_start().get(..3).filter(|mark| matches!(*mark, "!!!" | "???" | "==="));
                if let Some(mark) = mark.filter(|mark| before.trim_start().len() > mark.len()) {
                    let what = "the indented text below it was read as code, so it is not a quotation";
                    self.builder.unknown(mark, what, span);
                }
            }
            CodeBlockKind::Fenced(_) => {}
        }
    }

    /// `![[name]]` shows what other notes say, unless it is a picture.
    fn image(&mut self, kind: LinkType, target: &str, span: Span) {
        let name = target.split(['#', '|']).next().unwrap_or_default().to_ascii_lowercase();
        let picture = PICTURES.iter().any(|ending| name.ends_with(ending));
        if matches!(kind, LinkType::WikiLink { .. }) && !picture && self.images == 0 {
            self.builder.unread(span);
        }
        self.images += 1;
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Link => self.builder.link_end(),
            TagEnd::HtmlBlock => self.html_block(span),
            TagEnd::Strikethrough => self.builder.end_effect(),
            TagEnd::Emphasis => self.emphasis(Span::new(span.end - 1, span.end)),
            TagEnd::Strong => self.emphasis(Span::new(span.end - 2, span.end)),
            TagEnd::Superscript | TagEnd::Subscript => self.builder.flow.edge(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.builder.close(span),
            TagEnd::CodeBlock => {
                let node = self.builder.node();
                let flow = &mut self.builder.flow;
                flow.code_spans.push(Span::new(flow.nodes[node].flow.start, flow.text.len()));
                self.builder.close(span);
            }
            _ => {
                self.builder.leave_paragraph();
                self.builder.close(span);
            }
        }
    }

    fn html_block(&mut self, span: Span) {
        self.builder.open(NodeKind::Html, span);
        let node = self.builder.node();
        self.html.block(&mut self.builder.flow, node);
        self.builder.close(span);
    }

    fn finish(mut self) -> RunningText<'n> {
        self.html.finish(&mut self.builder.flow);
        let mut flow = self.builder.finish();
        dialects::mark(&mut flow);
        flow
    }
}

/// The place of the content of a code span: inside its backticks, if it is written as it reads.
fn inner(notes: &str, span: Span, text: &str) -> Span {
    match notes[span.range()].find(text) {
        Some(at) => Span::new(span.start + at, span.start + at + text.len()),
        None => span,
    }
}
