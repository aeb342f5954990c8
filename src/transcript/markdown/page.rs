//! A page in the making: words, and where in the Markdown each of them stands.

use super::super::inset::{Insets, PARAGRAPH};
use super::super::{BlockKind, Blocks, CapturedLink, Chunks, Image, InsetKind, Map, TextBlock};
use super::html_around::HtmlAround;
use crate::markup::{HtmlToken, HtmlTokens, Property, Tag, Unfinished, reference};
use crate::text::{LONGEST_RAISED, Span, begins_on_the_line, ends_on_the_line, is_word, raise};

/// The text so far.
#[derive(Default)]
pub(super) struct MarkdownText<'s> {
    source: &'s str,
    pub(super) text: String,
    pub(super) map: Map,
    pub(super) blocks: Blocks,
    pub(super) links: Chunks<CapturedLink>,
    pub(super) images: Chunks<Image>,
    /// The number of emphases around the words to come.
    pub(super) emphasis: usize,
    open: Option<OpenBlock>,
    link: Option<(usize, Box<str>)>,
    /// The part of the HTML block that its last line left open.
    html: Option<Unfinished>,
    /// The end of the words so far in the source.
    behind: usize,
    /// White space that is text only if words of the same block follow.
    pause: Option<(&'static str, Span)>,
    pub(super) insets: Insets,
    /// The HTML around the words to come.
    pub(super) html_around: HtmlAround,
    /// The number of strikethroughs around them.
    pub(super) struck: usize,
    /// True in a link that leads to a note.
    pub(super) in_marker: bool,
    /// True if it is read as before there were insets.
    pub(super) is_earlier: bool,
    /// The tag or inset that came last, if a digit stands before it that the next one must not join.
    brink: Option<Span>,
}

/// The block that words are being added to.
struct OpenBlock {
    start: usize,
    kind: BlockKind,
    letters: usize,
    emphasised: usize,
    link_bytes: usize,
}

impl<'s> MarkdownText<'s> {
    pub(super) fn new(source: &'s str, behind: usize, is_earlier: bool) -> Self {
        Self { source, behind, is_earlier, text: String::with_capacity(source.len()), ..Self::default() }
    }

    /// What stands at `at` of the Markdown.
    pub(super) fn source(&self, at: Span) -> &'s str {
        &self.source[at.range()]
    }

    pub(super) fn finish(mut self) -> Self {
        self.close();
        self
    }

    /// White space inside a block.
    pub(super) fn pause(&mut self, space: &'static str, at: Span) {
        self.insets.pause(space);
        if self.open.is_some() {
            self.pause.get_or_insert((space, at));
        }
    }

    /// A raised or lowered part begins or ends. Digits in it and beside it are two numbers: 10⁶ is not 106.
    pub(super) fn raise(&mut self, at: Span) {
        if self.open.is_some() && ends_on_the_line(&self.text) {
            self.brink = Some(at);
        }
    }

    /// Words that were read from the source at `at`.
    pub(super) fn words(&mut self, text: &str, at: Span, kind: BlockKind) {
        if self.is_earlier {
            return self.seen(text, at, kind);
        }
        let around = self.html_around.style();
        let inset = match () {
            () if around.is_hidden() => Some(InsetKind::Hidden),
            () if self.in_marker => Some(InsetKind::NoteMarker),
            () if self.struck > 0 || around.struck => Some(InsetKind::Struck),
            () => None,
        };
        let is_short = text.chars().count() <= LONGEST_RAISED && !text.contains(char::is_whitespace);
        let raised = around.raised.filter(|_| is_short && inset != Some(InsetKind::NoteMarker));
        let raised = raised.map(|to| raise(text, to));
        let text = raised.as_deref().unwrap_or(text);
        match inset {
            Some(kind) => self.inset(text, at, kind),
            None => self.seen(text, at, kind),
        }
    }

    /// Words between those of the text.
    pub(super) fn inset(&mut self, text: &str, at: Span, kind: InsetKind) {
        if self.is_earlier {
            return;
        }
        self.insets.add(text, kind, (self.text.len(), at), self.open.is_none());
        if kind != InsetKind::Hidden && self.open.is_some() && ends_on_the_line(&self.text) {
            self.brink = Some(Span::new(at.end, at.end));
        }
    }

    /// Words of the text.
    fn seen(&mut self, mut text: &str, mut at: Span, kind: BlockKind) {
        if self.insets.end() && self.text.ends_with(is_word) && text.starts_with(is_word) {
            self.pause(" ", Span::new(at.start, at.start));
        }
        if self.open.is_none() {
            let trimmed = text.trim_start();
            if trimmed.is_empty() {
                return;
            }
            if self.source[at.range()].ends_with(trimmed) && kind != BlockKind::Code {
                at.start = at.end - trimmed.len();
                text = trimmed;
            }
            self.open(at.start, kind);
        }
        let brink = self.brink.take().filter(|_| begins_on_the_line(text));
        if let Some((space, at)) = self.pause.take().or(brink.map(|at| (" ", at))) {
            self.push(space, at);
        }
        self.count(text);
        self.push(text, at);
    }

    fn open(&mut self, at: usize, kind: BlockKind) {
        if let Some(last) = self.blocks.last() {
            let close =
                matches!((last.kind, kind), (BlockKind::Item, BlockKind::Item) | (BlockKind::Row, BlockKind::Row));
            let gap = Span::new(self.behind, at.max(self.behind));
            self.push(if close { "\n" } else { "\n\n" }, gap);
        }
        self.open = Some(OpenBlock { start: self.text.len(), kind, letters: 0, emphasised: 0, link_bytes: 0 });
    }

    fn count(&mut self, text: &str) {
        let Some(open) = &mut self.open else { return };
        let letters = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        open.letters += letters;
        if self.emphasis > 0 {
            open.emphasised += letters;
        }
        if self.link.is_some() {
            open.link_bytes += text.len();
        }
    }

    /// Adds text and its way back: byte to byte where the source has the same bytes, else piece by piece.
    fn push(&mut self, text: &str, at: Span) {
        if self.source[at.range()] == *text {
            self.map.run(at.start, text.len());
        } else {
            self.align(text, at);
        }
        self.text.push_str(text);
        self.behind = self.behind.max(at.end);
    }

    /// The way back for text in which the parser put something else for some of the source: an entity, a line break
    /// that became a space, a tab that became several. What stands the same at both ends answers byte to byte.
    fn align(&mut self, text: &str, at: Span) {
        let source = &self.source[at.range()];
        let wrapped = source.contains('\n');
        let mut rest = (text, source, at.start);
        while let Some((space, behind)) = rest.0.split_once(' ').filter(|_| wrapped) {
            let Some(after) = rest.1.strip_prefix(space) else { break };
            let word = behind.split(' ').next().unwrap_or_default();
            let Some(gap) = after.find(word).filter(|_| !word.is_empty()) else { break };
            self.map.run(rest.2, space.len());
            self.map.whole(Span::new(rest.2 + space.len(), rest.2 + space.len() + gap), 1);
            rest = (behind, &after[gap..], rest.2 + space.len() + gap);
        }
        if rest.0 == rest.1 {
            self.map.run(rest.2, rest.0.len());
        } else {
            self.map.whole(Span::new(rest.2, at.end), rest.0.len());
        }
    }

    /// The part of a code span between its backticks.
    pub(super) fn inside_ticks(&self, at: Span) -> Span {
        let source = &self.source[at.range()];
        let ticks = source.len() - source.trim_start_matches('`').len();
        let inner = Span::new(at.start + ticks, at.end.saturating_sub(ticks).max(at.start + ticks));
        let words = &self.source[inner.range()];
        let padded = words.len() > 2 && words.starts_with([' ', '\n']) && words.ends_with([' ', '\n']);
        if padded && !words.trim().is_empty() { Span::new(inner.start + 1, inner.end - 1) } else { inner }
    }

    /// Begins an HTML block.
    pub(super) fn open_html(&mut self) {
        self.html = None;
    }

    /// A line of an HTML block: what stands between the tags is text.
    pub(super) fn html(&mut self, line: Span, kind: BlockKind) {
        let source = self.source;
        let mut tokens = HtmlTokens::of_line(&source[line.range()], self.html.take());
        while let Some((token, at)) = tokens.next() {
            let at = Span::new(line.start + at.start, line.start + at.end);
            match token {
                HtmlToken::Text => self.html_text(at, kind),
                HtmlToken::Start(Tag::Br, ..) | HtmlToken::End(Tag::Br) => {
                    self.pause("\n", Span::new(at.start, at.start + 1));
                }
                HtmlToken::Start(tag, attributes, _) => {
                    let attributes = line.start + attributes.start..line.start + attributes.end;
                    self.begin(tag, source.get(attributes).unwrap_or_default());
                }
                HtmlToken::End(tag) => self.end(tag),
                HtmlToken::Declaration => self.close(),
                HtmlToken::Comment | HtmlToken::Raw | HtmlToken::Instruction => {}
            }
            if let HtmlToken::Start(tag @ (Tag::Script | Tag::Style), ..) = token {
                tokens.enter_raw(tag);
            }
        }
        self.html = tokens.unfinished();
    }

    /// An element of an HTML block begins.
    fn begin(&mut self, tag: Tag, attributes: &str) {
        if !tag.is(Property::Prose) {
            self.close();
        }
        self.html_around.begin(tag, attributes);
    }

    fn end(&mut self, tag: Tag) {
        if !tag.is(Property::Prose) {
            self.close();
        }
        self.html_around.end(tag);
    }

    /// Text between tags of HTML, with references in it.
    fn html_text(&mut self, mut at: Span, kind: BlockKind) {
        let source = self.source;
        while !at.is_empty() {
            let rest = &source[at.range()];
            let (len, letter) = reference::read_prose(rest).map_or((0, None), |(len, c)| (len, Some(c)));
            let len = match rest.chars().next() {
                _ if letter.is_some() => len,
                Some('<') => 1,
                first => {
                    let first = first.map_or(0, char::len_utf8);
                    rest[first..].find(['<', '&']).map_or(rest.len(), |len| len + first)
                }
            };
            let piece = Span::new(at.start, at.start + len);
            match letter {
                Some(c) => self.words(c.encode_utf8(&mut [0; 4]), piece, kind),
                None => self.html_words(&source[piece.range()], piece, kind),
            }
            at.start = piece.end;
        }
    }

    /// Words of HTML: a line's end is a pause.
    fn html_words(&mut self, text: &str, at: Span, kind: BlockKind) {
        let words = text.trim_end();
        if !words.is_empty() {
            self.words(words, Span::new(at.start, at.start + words.len()), kind);
        }
        if words.len() < text.len() {
            let space = if text[words.len()..].contains('\n') { "\n" } else { " " };
            self.pause(space, Span::new(at.start + words.len(), at.end));
        }
    }

    /// A thematic break: its text is its source.
    pub(super) fn rule(&mut self, at: Span) {
        self.close();
        let source = self.source[at.range()].trim();
        let start = at.start + (self.source[at.range()].len() - self.source[at.range()].trim_start().len());
        self.words(source, Span::new(start, start + source.len()), BlockKind::Rule);
        self.close();
    }

    pub(super) fn image(&mut self, url: &str) {
        self.images.push(Image { at: self.text.len(), url: url.into() });
    }

    pub(super) fn open_link(&mut self, url: &str) {
        self.link = Some((self.text.len(), url.into()));
    }

    pub(super) fn close_link(&mut self) {
        let Some((start, url)) = self.link.take() else { return };
        let text = &self.text[start..];
        // A pause, or the blank line between two blocks, may have come before the first word.
        let start = start + (text.len() - text.trim_start().len());
        self.links.push(CapturedLink { span: Span::new(start, self.text.len().max(start)), url });
    }

    /// Ends the block that is open, if one is.
    pub(super) fn close(&mut self) {
        self.insets.pause(PARAGRAPH);
        (self.pause, self.brink) = (None, None);
        let Some(open) = self.open.take() else { return };
        let text = &self.text[open.start..];
        let words = text.trim();
        if words.is_empty() {
            return;
        }
        let start = open.start + (text.len() - text.trim_start().len());
        self.blocks.push(TextBlock {
            span: Span::new(start, start + words.len()),
            kind: open.kind,
            emphasised: open.letters > 0 && open.letters == open.emphasised,
            link_bytes: open.link_bytes,
            element: None,
        });
    }
}
