//! The text of printed pages in the making.

use super::line_ends::{LineJoin, LineJoins};
use super::markers::{Markers, OffLine};
use crate::capture::{Origin, Part, Place};
use crate::document::pdf::{Block, Document, Kind, Line, PageFacts, Piece};
use crate::text::{Span, begins_on_the_line, ends_on_the_line};
use crate::transcript::section::Section;
use crate::transcript::text::{Markup, Transcript};
use crate::transcript::{BlockKind, Blocks, Charset, CharsetFrom, FrontMatter, Inset, InsetKind, Map, TextBlock};

/// The text so far, and what stands beside it.
pub(super) struct Printed {
    text: String,
    blocks: Blocks,
    insets: Vec<Inset>,
    places: Vec<(Span, Place)>,
    sections: Vec<OpenSection>,
    parts: Vec<Part>,
    front: FrontMatter,
    pages: Vec<PageFacts>,
    is_damaged: bool,
    /// The number of pages whose head came already.
    begun: usize,
}

/// A run of text of one part, whose bytes do not run backwards.
struct OpenSection {
    text: Span,
    part: u32,
    map: Map,
    behind: usize,
}

impl Printed {
    /// The text of a document.
    pub fn of(document: Document) -> Self {
        let (joins, markers) = (LineJoins::of(&document), Markers::of(&document));
        let Document { blocks, pages, parts, title, author, is_damaged } = document;
        let mut printed = Self {
            text: String::new(),
            blocks: Blocks::default(),
            insets: Vec::new(),
            places: Vec::new(),
            sections: Vec::new(),
            parts,
            front: FrontMatter { title, author, date: None, url: None },
            pages,
            is_damaged,
            begun: 0,
        };
        let mut last = None;
        for block in &blocks {
            if block.lines.iter().any(|line| !line.text().is_empty()) {
                if let Some(last) = last {
                    printed.text.push_str(if (last, block.kind) == (Kind::Item, Kind::Item) { "\n" } else { "\n\n" });
                }
                last = Some(block.kind);
            }
            printed.block(block, &joins, &markers);
        }
        printed.turn_to(usize::MAX);
        printed
    }

    fn block(&mut self, block: &Block, joins: &LineJoins, markers: &Markers) {
        let start = self.text.len();
        let mut lines = block.lines.iter().peekable();
        while let Some(line) = lines.next() {
            self.turn_to(line.page as usize + 1);
            self.line(line, (start, block.kind), markers);
            let join = lines.peek().map(|next| joins.join(line, next));
            self.line_end(join, start);
        }
        let end = self.text.len();
        if self.text[start..].trim().is_empty() {
            return;
        }
        let kind = match block.kind {
            Kind::Paragraph => BlockKind::Paragraph,
            Kind::Heading(level) => BlockKind::Heading(level),
            Kind::Item => BlockKind::Item,
            Kind::Quote => BlockKind::Quote,
            Kind::Note => BlockKind::Note,
        };
        let words = &self.text[start..end];
        let (from, to) = (end - words.trim_start().len(), start + words.trim_end().len());
        self.blocks.push(TextBlock { span: Span::new(from, to), kind, ..TextBlock::default() });
    }

    /// The text between the words of pages, up to the head of one.
    fn turn_to(&mut self, page: usize) {
        while self.begun < page && self.begun <= self.pages.len() {
            let mut lines = Vec::new();
            if let Some(before) = self.begun.checked_sub(1).and_then(|before| self.pages.get_mut(before)) {
                lines.append(&mut before.foot);
            }
            if let Some(next) = self.pages.get_mut(self.begun) {
                lines.append(&mut next.head);
            }
            for line in &lines {
                self.page_break(line);
            }
            self.begun += 1;
        }
    }

    fn page_break(&mut self, line: &Line) {
        let mut words = line.text();
        if let Some(piece) = line.pieces.iter().find(|piece| !piece.is_hidden) {
            words.push('\n');
            let at = self.text.len();
            self.insets.push(Inset { at, kind: InsetKind::PageBreak, text: words.into(), origin: origin(piece) });
        }
    }

    fn line(&mut self, line: &Line, (start, kind): (usize, Kind), markers: &Markers) {
        let from = self.text.len();
        for (number, piece) in line.pieces.iter().enumerate() {
            let is_glued = line.pieces.get(number + 1).is_some_and(|next| !next.is_apart);
            if kind == Kind::Note && self.text.len() == start && is_glued && is_number(&piece.text) {
                let (at, text) = (self.text.len(), piece.text.as_str().into());
                self.insets.push(Inset { at, kind: InsetKind::NoteMarker, text, origin: origin(piece) });
                continue;
            }
            if piece.is_hidden {
                let (at, text) = (self.text.len(), piece.text.as_str().into());
                self.insets.push(Inset { at, kind: InsetKind::Hidden, text, origin: origin(piece) });
                continue;
            }
            if piece.is_apart && self.text.len() > from {
                self.text.push(' ');
            }
            let off_line = piece.level.map(|level| markers.judge(piece, level, line.page, &self.text[start..]));
            match off_line {
                Some(OffLine::Marker) => {
                    // The space before it belongs to the words behind it, if there is one behind it too.
                    let (at, text) = (self.text.len(), piece.text.as_str().into());
                    self.insets.push(Inset { at, kind: InsetKind::NoteMarker, text, origin: origin(piece) });
                }
                Some(OffLine::Words(words)) => self.push(&words, piece),
                None => {
                    let mut words = piece.text.replace('\u{ad}', "-");
                    if kind == Kind::Note && self.text.len() == start {
                        self.label(&mut words, piece);
                    }
                    let is_joined =
                        !piece.is_apart && begins_on_the_line(&words) && ends_on_the_line(&self.text[start..]);
                    let is_behind_inset =
                        self.insets.last().is_some_and(|inset| inset.at == self.text.len() && inset.at > start);
                    if is_joined && is_behind_inset && kind != Kind::Note {
                        self.text.push(' ');
                    }
                    self.push(&words, piece);
                }
            }
        }
        self.place(line.page, Span::new(from, self.text.len()));
    }

    /// The number of a note stands right before its words: `1In 2007`.
    fn label(&mut self, words: &mut String, piece: &Piece) {
        let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let len = words.len() - behind.len();
        if len > 0 && behind.starts_with(|c: char| c.is_alphabetic() || "“\"‘'(".contains(c)) {
            let text = words[..len].into();
            self.insets.push(Inset { at: self.text.len(), kind: InsetKind::NoteMarker, text, origin: origin(piece) });
            words.drain(..len);
        }
    }

    fn line_end(&mut self, join: Option<LineJoin>, start: usize) {
        let is_blank = self.text.len() == start || self.text.ends_with(char::is_whitespace);
        match join {
            None => {}
            Some(LineJoin::Space) if is_blank => {}
            Some(LineJoin::Space) => self.text.push(' '),
            Some(LineJoin::Nothing) => {}
            Some(join @ (LineJoin::Without | LineJoin::Either)) => {
                let Some(hyphen) = self.text.chars().next_back() else { return };
                let at = self.text.len() - hyphen.len_utf8();
                let bytes =
                    self.sections.last().map(|section| (section.part, Span::new(section.behind, section.behind)));
                let origin = bytes
                    .map_or(Origin::of_capture(Span::default()), |(part, bytes)| Origin { part: Some(part), bytes });
                let kind = if join == LineJoin::Either { InsetKind::LineEndHyphen } else { InsetKind::LineEnd };
                if join == LineJoin::Without {
                    self.text.truncate(at);
                    self.shorten(at);
                }
                self.insets.push(Inset { at, kind, text: hyphen.to_string().into(), origin });
            }
        }
    }

    /// Nothing behind that place is text any more.
    fn shorten(&mut self, at: usize) {
        if let Some(section) = self.sections.last_mut().filter(|section| section.text.end > at) {
            section.map = section.map.of(&[Span::new(0, at.saturating_sub(section.text.start))]);
            section.text.end = at.max(section.text.start);
        }
        if let Some((place, _)) = self.places.last_mut() {
            place.end = place.end.min(at);
        }
        self.insets.iter_mut().rev().take_while(|inset| inset.at > at).for_each(|inset| inset.at = at);
    }

    /// Adds words of a piece, and the way back from them.
    fn push(&mut self, words: &str, piece: &Piece) {
        let at = self.text.len();
        self.text.push_str(words);
        let bytes: Vec<(usize, Span)> = match words.len() == piece.text.len() {
            true => piece
                .runs
                .iter()
                .map(|&(len, (from, to))| (len as usize, Span::new(from as usize, to as usize)))
                .collect(),
            false => vec![(words.len(), origin(piece).bytes)],
        };
        let Some((_, first)) = bytes.first().copied() else { return };
        let goes_on = |last: &&mut OpenSection| last.part == piece.part && last.behind <= first.start;
        let section = match self.sections.last_mut().filter(goes_on) {
            Some(section) => section,
            None => {
                let text = Span::new(at, at);
                self.sections.push(OpenSection { text, part: piece.part, map: Map::default(), behind: first.start });
                let last = self.sections.len() - 1;
                &mut self.sections[last]
            }
        };
        // White space between two runs was read from nothing.
        section.map.whole(Span::new(section.behind, section.behind), at - section.text.end);
        for (len, bytes) in bytes {
            section.map.whole(bytes, len);
            section.behind = bytes.end;
        }
        section.text.end = at + words.len();
    }

    fn place(&mut self, page: u32, span: Span) {
        match self.places.last_mut() {
            Some((last, Place::Page { index, .. })) if *index == page => last.end = span.end,
            _ if span.is_empty() => {}
            _ => {
                let label = self.pages.get(page as usize).and_then(|facts| facts.label.clone());
                self.places.push((span, Place::Page { index: page, label }));
            }
        }
    }

    /// The text, with all that is known of it.
    pub fn transcript(self) -> Transcript {
        let section = |open: OpenSection| Section { text: open.text, part: open.part, map: open.map };
        let pictures = self.pages.iter().zip(0..).filter(|(page, _)| page.is_picture);
        let markup = Markup {
            picture_pages: pictures.map(|(_, number)| number).collect(),
            is_damaged: self.is_damaged,
            insets: self.insets,
            parts: self.parts,
            sections: self.sections.into_iter().map(section).collect(),
            places: self.places,
            front: self.front,
            is_document: true,
            ..Markup::default()
        };
        let charset = Charset { name: "UTF-8".into(), from: CharsetFrom::Valid };
        Transcript::marked(self.text, charset, Map::default(), self.blocks, markup)
    }
}

fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The smallest range of its part's bytes that holds all that a piece was read from.
fn origin(piece: &Piece) -> Origin {
    let runs = piece.runs.iter().map(|(_, (from, to))| Span::new(*from as usize, *to as usize));
    Origin { part: Some(piece.part), bytes: runs.reduce(Span::hull).unwrap_or_default() }
}
