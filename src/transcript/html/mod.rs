//! HTML: what a reader of the page sees is the text.

mod attribute;
mod book;
pub(super) mod element;
pub(super) mod facts;
mod hiding;
mod note_marker;
mod page;
mod stack;

pub use element::{Element, Elements};
pub use facts::{Fact, FactKind, FactSource};

use super::charset::{self, Decoded};
use super::inset::Insets;
use super::text::{Markup, Transcript};
use super::{CaptureFormat, DecodeError, Limits};
use crate::capture::{Capture, MADE_BY_PROGRAMS, MediaType};
use crate::markup::{
    Attributes, Dialect, HtmlToken, HtmlTokens, Property, StyleSheets, Tag, begins_as_page, is_hidden,
};
use crate::text::{Raised, Span};
use attribute::{attribute, has_attribute};
use book::Book;
use facts::FactCollector;
use hiding::Hiding;
use note_marker::{NoteTargets, is_short};
pub(super) use page::PageText;
use stack::ElementStack;
pub(super) use stack::{Styled, TextContext};

/// The reader before insets: what its elements strike, raise or lead to a note is text, and what they hide is none.
const EARLIER: &str = "html 1";

/// The start of a file that shows whether it is a page.
const HEAD: usize = 1 << 14;

/// The format of pages.
pub(super) struct HtmlFormat;

impl CaptureFormat for HtmlFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["html 2", EARLIER]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Html && !is_program(capture)
    }

    fn read(&self, capture: &Capture, _: &Limits, reader: &str) -> Result<Transcript, DecodeError> {
        let decoded = charset::decode_page(&capture.bytes, capture.record.charset.as_deref())?;
        Ok(if reader == EARLIER { read_earlier(decoded) } else { read(decoded) })
    }
}

/// Returns true for a file with the ending of a program which does not begin as a page.
fn is_program(capture: &Capture) -> bool {
    let ending = capture.path.file_name().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let head = || String::from_utf8_lossy(&capture.bytes[..capture.bytes.len().min(HEAD)]);
    ending.is_some_and(|ending| MADE_BY_PROGRAMS.contains(&&*ending)) && !begins_as_page(&head())
}

/// Reads a page.
pub(super) fn read(decoded: Decoded<'_>) -> Transcript {
    let styles = StyleSheets::of_page(&decoded.text);
    read_styled(&decoded, &styles)
}

/// Reads a page, with the elements of the style sheets that it links to.
pub(super) fn read_with_sheets(decoded: &Decoded<'_>, sheets: &str) -> Transcript {
    read_styled(decoded, &StyleSheets::of_page(&format!("{sheets}{}", decoded.text)))
}

fn read_styled(decoded: &Decoded<'_>, styles: &StyleSheets) -> Transcript {
    let mut reader = HtmlReader::new(&decoded.text, styles, Vec::new());
    reader.read();
    let shown = reader.hiding.shown();
    if !shown.is_empty() {
        reader = HtmlReader::new(&decoded.text, styles, shown);
        reader.read();
    }
    reader.finish(decoded)
}

/// Reads a chapter of a book, which is XML, with the elements of the style sheets that it links to; also the numbers of the printed pages that begin in it, and
/// where.
pub(super) fn read_chapter(decoded: &Decoded<'_>, sheets: &str) -> (Transcript, Vec<(usize, Box<str>)>) {
    let styles = StyleSheets::of_page(&format!("{sheets}{}", decoded.text));
    let mut reader = HtmlReader::new(&decoded.text, &styles, Vec::new());
    reader.book = Some(Book::default());
    reader.targets.is_book = true;
    reader.read();
    let pages = reader.book.take().unwrap_or_default().pages;
    (reader.finish(decoded), pages)
}

/// Reads a page as before there were insets.
fn read_earlier(decoded: Decoded<'_>) -> Transcript {
    let styles = StyleSheets::default();
    let mut reader = HtmlReader { is_earlier: true, ..HtmlReader::new(&decoded.text, &styles, Vec::new()) };
    reader.read();
    reader.page.insets = Insets::default();
    reader.finish(&decoded)
}

/// A page as it is read, tag by tag.
struct HtmlReader<'s> {
    source: &'s str,
    styles: &'s StyleSheets,
    page: PageText<'s>,
    stack: ElementStack,
    elements: Elements,
    facts: FactCollector,
    targets: NoteTargets<'s>,
    hiding: Hiding,
    /// True if the page is read as before there were insets.
    is_earlier: bool,
    /// The book, if the page is a chapter of one.
    book: Option<Book>,
}

impl<'s> HtmlReader<'s> {
    /// A reader of `source`, of which the elements that begin at `shown` are seen whatever their styles say.
    fn new(source: &'s str, styles: &'s StyleSheets, shown: Vec<usize>) -> Self {
        Self {
            source,
            styles,
            page: PageText::new(source),
            stack: ElementStack::new(),
            elements: Elements::default(),
            facts: FactCollector::default(),
            targets: NoteTargets::of(source),
            hiding: Hiding::new(shown),
            is_earlier: false,
            book: None,
        }
    }

    fn read(&mut self) {
        let mut tokens = HtmlTokens::new(self.source, Dialect::Page);
        while let Some((token, at)) = tokens.next() {
            if let Some(raw) = self.token(token, at) {
                tokens.enter_raw(raw);
            }
        }
    }

    fn finish(mut self, decoded: &Decoded<'_>) -> Transcript {
        self.page.close();
        let map = self.page.map.over(&decoded.map);
        let PageText { text, blocks, links, images, insets, .. } = self.page;
        let insets = insets.finish(&decoded.map);
        let (facts, elements) = (self.facts.finish(), self.elements);
        let markup = Markup { links, images, facts, elements, insets, ..Markup::default() };
        Transcript::marked(text, decoded.charset.clone(), map, blocks, markup)
    }

    /// Reads a token. Returns the element that holds no tags, if one begins here.
    fn token(&mut self, token: HtmlToken, at: Span) -> Option<Tag> {
        match token {
            HtmlToken::Text | HtmlToken::Raw => self.text(token, at),
            HtmlToken::Start(tag, attributes, is_empty) => return self.open(tag, at, attributes, is_empty),
            HtmlToken::End(tag) => self.close(tag, at),
            HtmlToken::Comment | HtmlToken::Instruction | HtmlToken::Declaration => {}
        }
        None
    }

    fn text(&mut self, token: HtmlToken, at: Span) {
        let within = self.stack.top().map(|open| open.tag);
        match within {
            Some(Tag::Title) if !self.stack.context().foreign => self.facts.title(&self.source[at.range()]),
            Some(Tag::Script) => self.facts.script(&self.source[at.range()]),
            // White space between the tags of the head is no text that would end it.
            Some(Tag::Head) if !self.source[at.range()].trim_ascii().is_empty() => self.leave_head(),
            _ => {}
        }
        let context = self.stack.context();
        if context.is_unread() {
            return;
        }
        self.hiding.text(&self.source[at.range()], context);
        match token {
            HtmlToken::Text => self.page.characters(at, context, self.stack.element()),
            _ => self.page.raw(at, context, self.stack.element()),
        }
    }

    fn leave_head(&mut self) {
        if self.stack.top().is_some_and(|open| open.tag == Tag::Head) {
            self.stack.pop();
        }
    }

    fn open(&mut self, tag: Tag, at: Span, attributes: Span, is_empty: bool) -> Option<Tag> {
        let name = &self.source[at.start + 1..attributes.start];
        let attributes = &self.source[attributes.range()];
        if !tag.is(Property::OfHead) {
            self.leave_head();
        }
        // A second `<body>` begins nothing.
        if matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.stack.has(tag) {
            return None;
        }
        self.imply_ends(tag);
        self.facts.tag(tag, attributes);
        if tag.is(Property::Block) {
            self.page.close();
        }
        if tag.is(Property::Void) {
            self.void(tag, at, attributes);
            return None;
        }
        let context = self.inside(tag, name, attributes, at);
        self.note(tag, attributes, &context, at);
        let element = self.stack.element();
        let element = if tag.is(Property::Block) || matches!(tag, Tag::Custom | Tag::Td | Tag::Th) {
            Some(self.elements.push(element, tag, name, Attributes::of(attributes)))
        } else {
            element
        };
        if is_empty && (context.foreign || self.book.is_some()) {
            return None;
        }
        self.stack.push(tag, context, element);
        (tag.is(Property::Raw) && !context.foreign).then_some(tag)
    }

    /// Links and cells.
    fn note(&mut self, tag: Tag, attributes: &str, context: &TextContext, at: Span) {
        match tag {
            Tag::A if context.is_seen() => {
                if let Some(url) = attribute(attributes, "href") {
                    self.page.open_link(url);
                }
            }
            Tag::Td | Tag::Th => self.page.pause("\t", Span::new(at.start, at.start)),
            Tag::Q if context.inset().is_none() && !context.is_unread() => self.quotation_mark(at, true),
            Tag::Sup | Tag::Sub if context.is_seen() => self.page.raise(at),
            _ => {}
        }
    }

    /// A `q` begins or ends: in one that stands in another, single marks are shown.
    fn quotation_mark(&mut self, at: Span, opens: bool) {
        let is_inner = self.stack.count(Tag::Q) > usize::from(!opens);
        let mark = match (opens, is_inner) {
            (true, false) => "“",
            (false, false) => "”",
            (true, true) => "‘",
            (false, true) => "’",
        };
        if !self.is_earlier {
            self.page.quotation_mark(mark, at, opens);
        }
    }

    fn void(&mut self, tag: Tag, at: Span, attributes: &str) {
        match tag {
            _ if !self.stack.context().is_seen() => self.page.insets.pause(" "),
            Tag::Br => self.page.line_break(at),
            Tag::Img => self.page.image(attribute(attributes, "src").unwrap_or_default()),
            _ => {}
        }
    }

    /// Ends what the beginning of `tag` ends.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::{
            A, Button, Dd, Dir, Dl, Dt, H1, H2, H3, H4, H5, H6, Li, Menu, Ol, Optgroup, Option, P, Select, Table,
        };
        use Tag::{Tbody, Td, Tfoot, Th, Thead, Tr, Ul};
        if tag.breaks_out() && self.stack.context().foreign {
            self.leave_drawing();
        }
        if tag.ends_paragraph() {
            self.cut_within(&[P], &[Button]);
        }
        match tag {
            Li => self.cut_within(&[Li], &[Ul, Ol, Menu, Dir]),
            Dd | Dt => self.cut_within(&[Dd, Dt], &[Dl]),
            Option | Optgroup => self.cut_within(&[Option], &[Select, Optgroup]),
            Td | Th => self.cut_row(&[Td, Th], &[Tr, Table]),
            Tr => self.cut_row(&[Tr], &[Table]),
            Tbody | Thead | Tfoot => self.cut_row(&[Tbody, Thead, Tfoot], &[Table]),
            A => self.close(A, Span::default()),
            H1 | H2 | H3 | H4 | H5 | H6 => {
                let heading = self.stack.top().is_some_and(|open| open.tag.heading().is_some());
                if heading {
                    self.stack.pop();
                }
            }
            _ => {}
        }
    }

    fn cut_within(&mut self, kinds: &[Tag], walls: &[Tag]) {
        if let Some(at) = self.stack.within(kinds, walls) {
            self.stack.cut(at);
            self.page.close();
        }
    }

    /// Ends a part of the innermost table.
    fn cut_row(&mut self, kinds: &[Tag], walls: &[Tag]) {
        if let Some(at) = self.stack.row(kinds, walls)
            && self.stack.cut(at)
        {
            self.page.close();
        }
    }

    /// Leaves a drawing or formula in which an element of the page begins.
    fn leave_drawing(&mut self) {
        while self.stack.context().foreign
            && let Some(at) = self.stack.innermost_of(&[Tag::Svg, Tag::Math])
        {
            self.stack.cut(at);
        }
    }

    fn close(&mut self, tag: Tag, at: Span) {
        if tag == Tag::Br {
            return self.page.line_break(at);
        }
        match tag {
            Tag::A => self.page.close_link(),
            Tag::Q if self.stack.has(Tag::Q) => self.quotation_mark(at, false),
            Tag::Sup | Tag::Sub => self.page.raise(at),
            _ => {}
        }
        let tag = if tag.heading().is_some() { self.open_heading().unwrap_or(tag) } else { tag };
        let reach = match tag {
            Tag::Li => self.stack.within(&[Tag::Li], &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir]),
            _ => self.stack.reach(tag),
        };
        let set_apart = match reach {
            // Text behind it belongs to the body still.
            _ if matches!(tag, Tag::Body | Tag::Html) => true,
            None => tag.is(Property::Block),
            Some(at) if !(tag.is(Property::Block) || tag.is(Property::Barrier) || tag.is(Property::Unseen)) => {
                return self.stack.end_inline(at);
            }
            Some(at) => self.stack.cut(at),
        };
        if set_apart || tag == Tag::P {
            self.page.close();
        }
    }

    /// Any heading's end tag ends the heading that is open.
    fn open_heading(&self) -> Option<Tag> {
        let open = self.stack.context().heading;
        [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6].get(usize::from(open).checked_sub(1)?).copied()
    }

    /// The properties of text inside a new element.
    fn inside(&mut self, tag: Tag, name: &str, attributes: &str, at: Span) -> TextContext {
        let mut context = self.stack.context();
        let foreign = match tag {
            Tag::Svg | Tag::Math => true,
            Tag::ForeignObject | Tag::Desc => false,
            _ => context.foreign,
        };
        let opens = tag == Tag::Dialog && has_attribute(attributes, "open")
            || !self.is_earlier && tag == Tag::Template && has_attribute(attributes, "shadowrootmode");
        context.styled.add(Styled::UNREAD, tag.is(Property::Unseen) && !opens);
        if !context.is_unread() {
            self.style(&mut context, (tag, name, attributes), at);
        }
        context.foreign = foreign;
        context.link |= tag == Tag::A && has_attribute(attributes, "href");
        context.emphasis |= tag.is(Property::Emphasis);
        context.pre |= matches!(tag, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext | Tag::Textarea);
        context.quote |= tag == Tag::Blockquote;
        context.item |= tag == Tag::Li;
        if let Some(book) = &mut self.book {
            context.note |= book::is_note(attributes);
            if book::is_page_break(attributes) {
                let label = book::page_label(attributes, &self.source[at.end..]);
                book.pages.push((self.page.text.len(), label));
                context.styled.add(Styled::UNREAD, true);
            }
        }
        context.row = (context.row && !tag.is(Property::Block)) || tag == Tag::Tr;
        context.heading = tag.heading().unwrap_or(context.heading);
        context
    }

    /// Adds to `context` what an element, which begins at `at`, makes of its words: whether they are seen, raised or struck out,
    /// or lead to a note.
    fn style(&mut self, context: &mut TextContext, (tag, name, attributes): (Tag, &str, &str), at: Span) {
        if self.is_earlier {
            context.styled.add(Styled::HIDES, is_hidden(attributes));
            return;
        }
        let no_styles = StyleSheets::default();
        let styles = if context.styled.has(Styled::SHADOW) { &no_styles } else { self.styles };
        let effect = styles.effect(tag, name, attributes);
        let was_seen = context.is_seen();
        if !self.hiding.is_shown(at.start) {
            let is_opened = effect.is_closed && context.styled.has(Styled::OPENS);
            context.styled.add(Styled::HIDES, effect.hides && !is_opened);
            context.styled.set(Styled::INVISIBLE, effect.visibility.map(|seen| !seen));
            context.styled.set(Styled::SIZELESS, effect.letters.map(|seen| !seen));
        }
        context.styled.add(Styled::OPENS, effect.opens);
        context.styled.add(Styled::SHADOW, tag == Tag::Template);
        if was_seen && !context.is_seen() {
            self.hiding.begin(at.start, attributes);
        } else if !was_seen {
            self.hiding.inside(tag, attributes);
        }
        context.styled.add(Styled::STRUCK, effect.struck);
        let up_or_down = effect.raised.map(|up| if up { Raised::Up } else { Raised::Down });
        let raised = up_or_down.filter(|_| is_short(self.source, tag, at.end));
        context.raised = raised.or(context.raised);
        let is_raised = context.raised == Some(Raised::Up);
        if !context.styled.has(Styled::MARKER) && self.targets.is_marker((tag, attributes), at.end, is_raised) {
            context.styled.add(Styled::MARKER, true);
            context.raised = context.raised.or(Some(Raised::Up));
        }
    }
}

#[cfg(test)]
mod tests;
