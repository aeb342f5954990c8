//! The text of a capture, and what its markup says beside it.

use super::charset::{Charset, Decoded};
use super::chunks::Chunks;
use super::html::element::Elements;
use super::html::facts::Fact;
use super::inset::{Inset, InsetKind};
use super::laid_out::Kept;
use super::layout::{LayoutCut, cuts};
use super::limits::Limits;
use super::markdown::front::FrontMatter;
use super::section::Section;
use super::{BlockKind, Blocks, Map, paragraphs, section};
use crate::capture::{Origin, Part, Place};
use crate::text::Span;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The text of a capture.
#[derive(Debug, Clone)]
pub struct Transcript {
    reader: &'static str,
    text: String,
    charset: Charset,
    exceeds_limits: bool,
    /// None where the text is the capture itself, byte for byte. This and all below is boxed: most texts of an archive
    /// are kept to be searched, and nothing else is asked of them.
    pub(super) map: Option<Box<Map>>,
    /// Not yet there for plain text that nobody has asked for its blocks.
    blocks: OnceLock<Box<Blocks>>,
    /// None for plain text.
    pub(super) markup: Option<Box<Markup>>,
}

/// The rest of what markup says, beside the text and its blocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Markup {
    pub links: Chunks<CapturedLink>,
    pub images: Chunks<Image>,
    pub front: FrontMatter,
    pub facts: Vec<Fact>,
    pub elements: Elements,
    pub insets: Vec<Inset>,
    pub parts: Vec<Part>,
    /// The runs of a text that lies in parts, in order. Empty where the capture itself is the text.
    pub sections: Vec<Section>,
    pub is_document: bool,
    pub made_by: Option<Box<str>>,
    pub places: Vec<(Span, Place)>,
    /// The pages that are pictures, and have no words.
    pub picture_pages: Vec<u32>,
    pub is_damaged: bool,
}

/// The markup of plain text: none.
static NO_MARKUP: Markup = Markup {
    links: Chunks::new(),
    images: Chunks::new(),
    front: FrontMatter { title: None, author: None, date: None, url: None },
    facts: Vec::new(),
    elements: Elements::new(),
    insets: Vec::new(),
    parts: Vec::new(),
    sections: Vec::new(),
    is_document: false,
    made_by: None,
    places: Vec::new(),
    picture_pages: Vec::new(),
    is_damaged: false,
};

/// A link: its text is text of the transcript, its destination is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapturedLink {
    /// The range of its text in the transcript; empty for a link around a picture.
    pub span: Span,
    /// Its destination, as written.
    pub url: Box<str>,
}

/// A picture; what is written for those who do not see it is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The offset in the transcript of the text that it stands after.
    pub at: usize,
    /// Its address, as written.
    pub url: Box<str>,
}

impl Transcript {
    /// The text of a capture of so many bytes as decoded: its blocks are those of plain text.
    pub(super) fn of(decoded: Decoded<'_>, bytes: usize) -> Self {
        let Decoded { text, map, charset } = decoded;
        let is_raw = matches!(&text, Cow::Borrowed(text) if text.len() == bytes);
        let map = (!is_raw).then(|| Box::new(map));
        Self {
            reader: "",
            text: text.into_owned(),
            charset,
            map,
            blocks: OnceLock::new(),
            markup: None,
            exceeds_limits: false,
        }
    }

    /// The text of a capture as read out of its markup.
    pub(super) fn marked(mut text: String, charset: Charset, map: Map, blocks: Blocks, markup: Markup) -> Self {
        text.shrink_to_fit();
        let (map, blocks, markup) = (Some(Box::new(map)), Box::new(blocks).into(), Some(Box::new(markup)));
        Self { reader: "", text, charset, map, blocks, markup, exceeds_limits: false }
    }

    /// The same text, of which page breaks, line numbers and the like are insets. A text without such layout is as it was.
    pub(super) fn without_layout(self) -> Self {
        let found = cuts(self.text());
        if found.is_empty() {
            return self;
        }
        let is_cut = |cut: &&LayoutCut| cut.kind != InsetKind::LineEndHyphen;
        let kept = Kept::of(found.iter().filter(is_cut).map(|cut| cut.span), self.text().len());
        let mut insets: Vec<Inset> = self.insets().to_vec();
        insets.iter_mut().for_each(|inset| inset.at = kept.place(inset.at));
        insets.extend(found.iter().map(|cut| Inset {
            at: kept.place(cut.span.start),
            kind: cut.kind,
            text: self.text()[cut.span.range()].into(),
            origin: Origin::of_capture(self.bytes(cut.span)),
        }));
        insets.sort_by_key(|inset| inset.at);
        self.keeping(&kept, insets)
    }

    /// The parts of the text that are `kept`, with these insets.
    fn keeping(mut self, kept: &Kept, insets: Vec<Inset>) -> Self {
        let text = kept.text(&self.text);
        let outer = self.map.take().map_or_else(|| Map::straight(self.text.len()), |map| *map);
        // Blocks of plain text are made of what is left of it.
        let blocks = match self.markup.is_some() {
            true => Box::new(kept.blocks(self.blocks(), &text)).into(),
            false => OnceLock::new(),
        };
        let mut markup = self.markup.take().unwrap_or_default();
        markup.links.iter_mut().for_each(|link| link.span = kept.span(link.span));
        markup.images.iter_mut().for_each(|image| image.at = kept.place(image.at));
        markup.insets = insets;
        markup.places.iter_mut().for_each(|(text, _)| *text = kept.span(*text));
        let map = Some(Box::new(outer.of(&kept.spans)));
        Self { text, map, blocks, markup: Some(markup), ..self }
    }

    /// The same text, which stands on these places.
    pub(super) fn with_places(mut self, places: Vec<(Span, Place)>) -> Self {
        self.markup.get_or_insert_default().places = places;
        self
    }

    /// The same text, as made by somebody else.
    pub(super) fn made_by(mut self, maker: &str) -> Self {
        self.markup.get_or_insert_default().made_by = Some(maker.into());
        self
    }

    /// The same text, as one of which no parts are kept apart.
    pub(super) fn undivided(self) -> Self {
        Self { exceeds_limits: true, ..self }
    }

    /// The same text, as read by `reader`.
    pub(super) fn read_by(self, reader: &'static str) -> Self {
        Self { reader, ..self }
    }

    /// Notes if a capture of so many bytes has more parts than are kept apart. More is kept of a block than of an element.
    pub(super) fn hold_to(&mut self, limits: &Limits, bytes: usize) {
        // A line has two bytes, with its end: a short text needs no counting.
        let short = self.is_raw() && bytes <= limits.parts;
        let parts = || 2 * self.blocks().len() + self.elements().len();
        self.exceeds_limits |= !short && limits.are_exceeded(parts(), bytes);
    }

    /// Sets the text apart in these blocks.
    pub(super) fn set_blocks(&mut self, blocks: Blocks) {
        self.blocks = Box::new(blocks).into();
    }

    fn markup(&self) -> &Markup {
        self.markup.as_deref().unwrap_or(&NO_MARKUP)
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks that the capture sets apart in it, in order.
    pub fn blocks(&self) -> &Blocks {
        self.blocks.get_or_init(|| Box::new(paragraphs::blocks(&self.text)))
    }

    /// Returns true if a block quotation is among the blocks. Plain text has none.
    pub fn has_quotes(&self) -> bool {
        self.blocks.get().is_some_and(|blocks| blocks.iter().any(|block| block.kind == BlockKind::Quote))
    }

    /// Returns true if the text is known to be the capture itself, byte for byte.
    pub fn is_raw(&self) -> bool {
        self.map.is_none()
    }

    /// The links in it, in order. Plain text has none.
    pub fn links(&self) -> &Chunks<CapturedLink> {
        &self.markup().links
    }

    /// The pictures that stood in it, in order. Plain text has none.
    pub fn images(&self) -> &Chunks<Image> {
        &self.markup().images
    }

    /// Its front matter. Plain text has none.
    pub fn front_matter(&self) -> &FrontMatter {
        &self.markup().front
    }

    /// The facts that a page states of its article outside of the text. None for other captures.
    pub fn facts(&self) -> &[Fact] {
        &self.markup().facts
    }

    /// The elements of a page that its blocks stand in. None for other captures.
    pub fn elements(&self) -> &Elements {
        &self.markup().elements
    }

    /// The insets of the text, in order.
    pub fn insets(&self) -> &[Inset] {
        &self.markup().insets
    }

    /// Returns true if the capture has more parts, set closer, than are kept apart.
    pub fn exceeds_limits(&self) -> bool {
        self.exceeds_limits
    }

    /// The program or the person that made the text, where that is not this program's reading of the capture.
    pub fn maker(&self) -> Option<&str> {
        self.markup().made_by.as_deref()
    }

    /// Returns true if it is not the text of a page: the file itself says what in it is furniture, and nothing else is.
    pub fn is_document(&self) -> bool {
        self.markup().is_document
    }

    /// The numbers of the pages that are pictures, from 0: their words are not in the text.
    pub fn picture_pages(&self) -> &[u32] {
        &self.markup().picture_pages
    }

    /// Returns true if the file is damaged, and words may be missing.
    pub fn is_damaged(&self) -> bool {
        self.markup().is_damaged
    }

    /// The name of the reader that read it, and its version, such as `html 2`.
    pub fn reader(&self) -> &'static str {
        self.reader
    }

    /// The charset that the bytes were read as.
    pub fn charset(&self) -> &Charset {
        &self.charset
    }

    /// The files that were unpacked from the capture, or the streams in it that are decoded. A page, and a text, has none.
    pub fn parts(&self) -> &[Part] {
        &self.markup().parts
    }

    /// The bytes that `span` of the text was read from, in the order of the text: those of one place may stand before or
    /// behind those of the next. Where the capture has no parts they lie in one run.
    pub fn origins(&self, span: Span) -> Vec<Origin> {
        match self.markup().sections.as_slice() {
            [] => vec![Origin::of_capture(self.bytes(span))],
            sections => section::origins(sections, span),
        }
    }

    /// The pages and the like that `span` of the text stands on, and what of the text each of them holds, in order. Web
    /// pages have none.
    pub fn places(&self, span: Span) -> Vec<(Span, Place)> {
        self.markup().places.iter().filter(|(text, _)| text.overlaps(span)).cloned().collect()
    }

    /// The pages and the like that the text stands on, in order, and the range of each.
    pub fn all_places(&self) -> &[(Span, Place)] {
        &self.markup().places
    }

    /// The smallest range of the capture's bytes that holds all that `span` of the text was read from. In a capture with parts,
    /// that of the part which it begins in.
    pub fn bytes(&self, span: Span) -> Span {
        if !self.markup().sections.is_empty() {
            return section::first(&self.markup().sections, span);
        }
        match &self.map {
            Some(map) => map.bytes(span),
            None => Span::new(span.start.min(self.text.len()), span.end.min(self.text.len())),
        }
    }

    /// The characters that were read from `bytes` of the capture; those that only begin or end there included. None where
    /// the text was read from parts of it.
    pub fn within(&self, bytes: Span) -> Span {
        if !self.parts().is_empty() {
            return Span::default();
        }
        let start = self.first(|read| read.end > bytes.start);
        let end = self.first(|read| read.start >= bytes.end);
        Span::new(start, end.max(start))
    }

    /// The first character whose bytes are so, where those of all behind it are so too.
    fn first(&self, is_so: impl Fn(Span) -> bool) -> usize {
        let (mut low, mut high) = (0, self.text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if is_so(self.bytes(Span::new(middle, middle + 1))) { high = middle } else { low = middle + 1 }
        }
        self.text.floor_char_boundary(low)
    }
}

#[cfg(test)]
mod tests {
    use super::super::CharsetFrom;
    use super::*;

    #[test]
    fn text_stands_on_the_pages_that_it_touches() {
        let page = |start, end, index| (Span::new(start, end), Place::Page { index, label: None });
        let places = vec![page(0, 4, 0), page(4, 9, 1), page(9, 12, 2)];
        let markup = Markup { places: places.clone(), ..Markup::default() };
        let charset = Charset { name: "UTF-8".into(), from: CharsetFrom::Valid };
        let text = Transcript::marked("One two and".into(), charset, Map::default(), Blocks::default(), markup);
        assert_eq!(text.places(Span::new(3, 8)), places[..2]);
        assert_eq!(text.places(Span::new(4, 4)), []);
    }
}
