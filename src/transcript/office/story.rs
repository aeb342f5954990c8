//! The text of a document in the making: stretches of its files, one after the other.

use crate::text::{LONGEST_RAISED, Raised, Span};
use crate::transcript::charset::Decoded;
use crate::transcript::html::{PageText, Styled, TextContext};
use crate::transcript::package::PackedFile;
use crate::transcript::text::{Markup, Transcript};

/// The depth to which notes and boxes may stand in each other.
pub(super) const DEEPEST: usize = 8;

/// A file of the document, unpacked and decoded.
pub(super) struct StoryFile<'f> {
    pub file: &'f PackedFile,
    pub decoded: &'f Decoded<'f>,
}

impl<'f> StoryFile<'f> {
    pub fn text(&self) -> &str {
        &self.decoded.text
    }

    pub fn whole(&self) -> Span {
        Span::new(0, self.text().len())
    }
}

/// The look of words, as their program shows them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub hidden: Option<bool>,
    pub struck: Option<bool>,
    pub raised: Option<Option<Raised>>,
    pub emphasised: Option<bool>,
}

impl Look {
    /// This look, and where it says nothing that of `other`.
    pub fn over(self, other: Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            struck: self.struck.or(other.struck),
            raised: self.raised.or(other.raised),
            emphasised: self.emphasised.or(other.emphasised),
        }
    }
}

/// The kind of a paragraph, as its program has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ParagraphKind {
    /// The level of a heading; 0 for none.
    pub heading: u8,
    pub quote: bool,
    pub item: bool,
    pub look: Look,
}

/// A stretch of a file, as it is read.
pub(super) struct Story<'s> {
    source: &'s str,
    pub page: PageText<'s>,
    /// True in a footnote or an endnote.
    pub is_note: bool,
    pub rows: usize,
    /// True in a cell behind its first paragraph.
    in_cell: bool,
    raised: Option<Raised>,
}

impl<'s> Story<'s> {
    pub fn new(source: &'s str, is_note: bool) -> Self {
        Self { source, page: PageText::of_stretch(source), is_note, rows: 0, in_cell: false, raised: None }
    }

    /// The context of words of this look.
    pub fn context(&self, paragraph: ParagraphKind, look: Look) -> TextContext {
        let look = look.over(paragraph.look);
        let mut context = TextContext {
            heading: if self.is_note || self.rows > 0 { 0 } else { paragraph.heading },
            quote: paragraph.quote,
            item: paragraph.item,
            note: self.is_note,
            row: self.rows > 0,
            emphasis: look.emphasised == Some(true),
            raised: look.raised.flatten(),
            ..TextContext::default()
        };
        context.styled.add(Styled::HIDES, look.hidden == Some(true));
        context.styled.add(Styled::STRUCK, look.struck == Some(true));
        context
    }

    /// Characters, as they are.
    pub fn characters(&mut self, at: Span, mut context: TextContext) {
        let text = &self.source[at.range()];
        if text.trim().chars().count() > LONGEST_RAISED {
            context.raised = None;
        }
        self.raise(at, context);
        if text.contains('&') {
            self.page.raw(at, context, None);
        } else {
            self.page.characters(at, context, None);
        }
    }

    /// Words that stand for what is at `at`.
    pub fn words(&mut self, words: &str, at: Span, context: TextContext) {
        self.raise(at, context);
        self.page.referred(words, at, context, None);
    }

    fn raise(&mut self, at: Span, context: TextContext) {
        if std::mem::replace(&mut self.raised, context.raised) != context.raised {
            self.page.raise(Span::new(at.start, at.start));
        }
    }

    /// The marker of a note.
    pub fn marker(&mut self, label: &str, at: Span, mut context: TextContext) {
        context.styled.add(Styled::MARKER, true);
        context.raised = Some(Raised::Up);
        self.page.referred(label, at, context, None);
    }

    pub fn pause(&mut self, space: &'static str, at: Span) {
        self.page.pause(space, Span::new(at.start, at.start));
    }

    /// A paragraph begins. In a row it is another line of its cell.
    pub fn begin_paragraph(&mut self, at: Span) {
        if self.rows == 0 {
            self.page.close();
        } else if std::mem::replace(&mut self.in_cell, true) {
            self.pause("\n", at);
        }
        self.raised = None;
    }

    /// A paragraph ends.
    pub fn end_paragraph(&mut self) {
        if self.rows == 0 {
            self.page.close();
        }
        self.raised = None;
    }

    /// A cell of a row begins.
    pub fn begin_cell(&mut self, at: Span) {
        self.in_cell = false;
        self.pause("\t", at);
    }

    pub fn begin_row(&mut self) {
        if self.rows == 0 {
            self.page.close();
        }
        self.rows += 1;
    }

    pub fn end_row(&mut self) {
        self.rows = self.rows.saturating_sub(1);
        if self.rows == 0 {
            self.page.close();
        }
    }

    /// The text of the stretch so far, in its file; none if it has no words. Another stretch begins.
    pub fn take(&mut self, file: &StoryFile<'_>) -> Option<Transcript> {
        let mut page = std::mem::replace(&mut self.page, PageText::of_stretch(self.source));
        page.close();
        let map = std::mem::take(&mut page.map).over(&file.decoded.map);
        let insets = std::mem::take(&mut page.insets).finish(&file.decoded.map);
        if page.text.is_empty() && insets.is_empty() {
            return None;
        }
        let markup = Markup { links: page.links, images: page.images, insets, ..Markup::default() };
        let charset = file.decoded.charset.clone();
        Some(Transcript::marked(page.text, charset, map, page.blocks, markup).in_part(file.file.part()))
    }
}
