//! ODT: paragraphs, rows of tables, notes behind the paragraphs that refer to them. Headers and footers are no text, and what is
//! deleted by a tracked change is struck.

use super::facts;
use super::odt_deletions::{Deletion, deletions};
use super::odt_styles::OdtStyles;
use super::story::{DEEPEST, Look, ParagraphKind, Story, StoryFile};
use crate::capture::{Capture, MediaType};
use crate::document::Container;
use crate::text::Span;
use crate::transcript::html::{Styled, TextContext};
use crate::transcript::package::{PackedFile, each_element};
use crate::transcript::text::Transcript;
use crate::transcript::xml::{Tag, Xml, XmlEvent};
use crate::transcript::{CaptureFormat, DecodeError, FactKind, Limits};
use std::collections::HashMap;

/// The format of LibreOffice's documents.
pub(in crate::transcript) struct OdtFormat;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const META: &str = "meta.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

impl CaptureFormat for OdtFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["odt 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Odt
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let mut container = Container::open(&capture.bytes)?;
        let mut is_locked = false;
        if container.has(MANIFEST) {
            each_element(&PackedFile::of(&mut container, MANIFEST)?, |tag, _| {
                is_locked |= tag.name == "encryption-data"
            })?;
        }
        if is_locked {
            return Err(DecodeError::Encrypted);
        }
        let content = PackedFile::of(&mut container, CONTENT)?;
        let mut styles = OdtStyles::default();
        if container.has(STYLES) {
            styles.add(&PackedFile::of(&mut container, STYLES)?)?;
        }
        styles.add(&content)?;
        let mut transcript = read(&content, &styles)?;
        if container.has(META) {
            let facts = facts(&PackedFile::of(&mut container, META)?, kind_of_fact)?;
            transcript.markup.get_or_insert_default().facts = facts;
        }
        Ok(transcript)
    }
}

fn read(content: &PackedFile, styles: &OdtStyles) -> Result<Transcript, DecodeError> {
    let decoded = content.decode()?;
    let file = StoryFile { file: content, decoded: &decoded };
    let deletions = deletions(&file)?;
    let mut reader = OdtReader { file: &file, styles, deletions: &deletions, out: Vec::new() };
    reader.story(file.whole(), 0, false)?;
    Ok(Transcript::joined(reader.out))
}

fn kind_of_fact(name: &str) -> Option<FactKind> {
    Some(match name {
        "title" => FactKind::Headline,
        "creator" | "initial-creator" => FactKind::Author,
        "date" => FactKind::Modified,
        _ => return None,
    })
}

/// Elements of which nobody sees the text in its place: comments, scripts, how characters are spoken, descriptions of pictures,
/// what tracked changes deleted, and the styles.
const UNREAD: [&str; 14] = [
    "annotation",
    "tracked-changes",
    "automatic-styles",
    "font-face-decls",
    "scripts",
    "script",
    "forms",
    "ruby-text",
    "title",
    "desc",
    "note-citation",
    "sequence-decls",
    "variable-decls",
    "settings",
];

/// The effect of an element on what is in it.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    look: Look,
    paragraph: ParagraphKind,
    /// In a paragraph, where characters are words.
    is_text: bool,
    link: bool,
    /// In a table of contents, which says the headings again.
    is_contents: bool,
}

struct OdtReader<'d> {
    file: &'d StoryFile<'d>,
    styles: &'d OdtStyles,
    deletions: &'d HashMap<String, Deletion>,
    out: Vec<Transcript>,
}

/// A stretch of the document that is read.
struct Stretch<'s> {
    story: Story<'s>,
    states: Vec<State>,
    state: State,
    /// Notes, and boxes, to be read behind the paragraph; true for those that are notes.
    behind: Vec<(Span, bool)>,
    /// The label of the note that has just begun.
    depth_of_paragraphs: usize,
}

impl OdtReader<'_> {
    fn story(&mut self, part: Span, depth: usize, is_note: bool) -> Result<(), DecodeError> {
        if depth > DEEPEST {
            return Err(DecodeError::Broken(format!("its notes and boxes are nested deeper than {DEEPEST}")));
        }
        let file = self.file;
        let mut xml = Xml::of(file.text(), part);
        let mut stretch = Stretch {
            story: Story::new(file.text(), is_note),
            states: Vec::new(),
            state: State::default(),
            behind: Vec::new(),
            depth_of_paragraphs: 0,
        };
        while let Some((event, at)) = xml.next().map_err(|why| file.file.wrong(why))? {
            match event {
                XmlEvent::Start(tag, false) if tag.name == "note-body" => {
                    stretch.behind.push((xml.inside(at)?, true));
                }
                XmlEvent::Start(tag, false) if tag.name == "text-box" => {
                    stretch.behind.push((xml.inside(at)?, false));
                }
                XmlEvent::Start(tag, false) if UNREAD.contains(&tag.name) => {
                    let inside = xml.inside(at)?;
                    if tag.name == "note-citation" {
                        let context = stretch.context();
                        stretch.story.marker(file.text()[inside.range()].trim(), inside, context);
                    }
                }
                XmlEvent::Start(tag, is_empty) => {
                    let before = stretch.state;
                    self.start(&mut stretch, &tag, at);
                    if is_empty {
                        stretch.end(tag.name);
                        stretch.state = before;
                    } else {
                        stretch.states.push(before);
                    }
                }
                XmlEvent::End(name) => {
                    stretch.end(name);
                    stretch.state = stretch.states.pop().unwrap_or_default();
                    self.read_behind(&mut stretch, depth)?;
                }
                XmlEvent::Text if stretch.state.is_text => {
                    let context = stretch.context();
                    stretch.story.characters(at, context);
                }
                XmlEvent::Reference(c) if stretch.state.is_text => stretch.words(c.encode_utf8(&mut [0; 4]), at),
                XmlEvent::Text | XmlEvent::Reference(_) => {}
            }
        }
        stretch.story.page.close();
        (stretch.story.rows, stretch.depth_of_paragraphs) = (0, 0);
        self.read_behind(&mut stretch, depth)?;
        self.out.extend(stretch.story.take(file));
        Ok(())
    }

    /// Reads the notes and boxes of the paragraph or row that has just ended.
    fn read_behind(&mut self, stretch: &mut Stretch<'_>, depth: usize) -> Result<(), DecodeError> {
        if stretch.behind.is_empty() || stretch.story.rows > 0 || stretch.depth_of_paragraphs > 0 {
            return Ok(());
        }
        self.out.extend(stretch.story.take(self.file));
        for (span, is_note) in std::mem::take(&mut stretch.behind) {
            self.story(span, depth + 1, is_note || stretch.story.is_note)?;
        }
        Ok(())
    }

    fn start(&self, stretch: &mut Stretch<'_>, tag: &Tag<'_>, at: Span) {
        let style =
            |family: &str| tag.attribute("style-name").map(|name| self.styles.look(family, &name)).unwrap_or_default();
        match tag.name {
            "p" | "h" => {
                stretch.story.begin_paragraph(at);
                stretch.depth_of_paragraphs += 1;
                stretch.state.is_text = true;
                stretch.state.paragraph.look = style("paragraph");
                let name = tag.attribute("style-name").unwrap_or_default();
                stretch.state.paragraph.heading = stretch.level(tag, self.styles.heading(&name));
                stretch.state.paragraph.quote = self.styles.is_quote(&name);
            }
            "span" => stretch.state.look = style("text").over(stretch.state.look),
            "section" if tag.attribute("display").as_deref() == Some("none") => stretch.state.look.hidden = Some(true),
            "a" => stretch.state.link = true,
            "list-item" => stretch.state.paragraph.item = true,
            "table-of-content" => stretch.state.is_contents = true,
            "table-row" => stretch.story.begin_row(),
            "table-cell" | "covered-table-cell" => stretch.story.begin_cell(at),
            "s" if stretch.state.is_text => stretch.story.pause(" ", at),
            "tab" if stretch.state.is_text => stretch.story.pause("\t", at),
            "line-break" => stretch.story.pause("\n", at),
            "change" => self.deleted(stretch, tag, at),
            // A formula is an object of its own: words run on before and behind something.
            "object" if stretch.state.is_text => stretch.words("\u{fffc}", at),
            _ => {}
        }
    }

    /// Words were deleted here.
    fn deleted(&self, stretch: &mut Stretch<'_>, tag: &Tag<'_>, at: Span) {
        let deletion = tag.attribute("change-id").and_then(|id| self.deletions.get(&id));
        let Some(Deletion { words, .. }) = deletion else { return };
        let mut context = stretch.context();
        context.styled.add(Styled::STRUCK, true);
        for word in words.split_inclusive(char::is_whitespace) {
            stretch.story.page.referred(word.trim_end(), at, context, None);
            if word.ends_with(char::is_whitespace) {
                stretch.story.page.referred(" ", at, context, None);
            }
        }
    }
}

impl Stretch<'_> {
    fn context(&self) -> TextContext {
        let mut context = self.story.context(self.state.paragraph, self.state.look);
        context.link = self.state.link;
        context
    }

    fn words(&mut self, words: &str, at: Span) {
        let context = self.context();
        self.story.words(words, at, context);
    }

    /// The level of a heading. An entry of a table of contents says a heading again.
    fn level(&self, tag: &Tag<'_>, of_style: u8) -> u8 {
        let level = || tag.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        match tag.name {
            "h" => level().unwrap_or(1).clamp(1, 9),
            _ if self.state.is_contents => 9,
            _ => of_style,
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.story.end_paragraph();
                self.depth_of_paragraphs = self.depth_of_paragraphs.saturating_sub(1);
            }
            "table-row" => self.story.end_row(),
            _ => {}
        }
    }
}
