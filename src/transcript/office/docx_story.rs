//! The words of DOCX, element by element.

use super::docx_styles::{DocxStyles, look, outline};
use super::math;
use super::story::{DEEPEST, Look, ParagraphKind, Story, StoryFile};
use crate::text::{Span, roman};
use crate::transcript::DecodeError;
use crate::transcript::html::{Styled, TextContext};
use crate::transcript::text::Transcript;
use crate::transcript::xml::{Tag, Xml, XmlEvent};
use std::collections::{HashMap, HashSet};

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// The notes of one kind.
pub(super) struct Notes<'f> {
    pub kind: NoteKind,
    pub file: StoryFile<'f>,
    pub spans: HashMap<String, Span>,
}

/// The document as it is read.
pub(super) struct DocxReader<'d> {
    styles: &'d DocxStyles,
    notes: &'d [Notes<'d>],
    read: HashSet<(NoteKind, String)>,
    numbers: HashMap<NoteKind, usize>,
    out: Vec<Transcript>,
}

/// The effect of an element on what is in it.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// In the properties of a paragraph.
    of_paragraph: bool,
    /// In the characters of a run.
    is_text: bool,
    struck: bool,
    link: bool,
    in_math: bool,
    math: Look,
}

/// The notes and boxes of a paragraph, which are read behind it.
enum Behind {
    Note(NoteKind, String),
    Box(Span),
}

/// Elements of which nobody sees the text: properties, what a tracked change had before, what a field is made of, how characters
/// are spoken, and what programs show that cannot show something else.
const UNREAD: [&str; 16] = [
    "Fallback",
    "instrText",
    "delInstrText",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblGridChange",
    "sectPrChange",
    "tcPrChange",
    "trPrChange",
    "numberingChange",
    "rt",
    "sectPr",
    "sdtPr",
    "tblPr",
    "background",
];

/// A stretch of the document: the elements that are open in it, and what they say.
struct Stretch<'s> {
    story: Story<'s>,
    states: Vec<State>,
    state: State,
    paragraph: ParagraphKind,
    runs: Vec<Run>,
    /// For each field that is open, true in what it is made of.
    fields: Vec<bool>,
    behind: Vec<Behind>,
}

/// The properties of a run.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    look: Look,
    /// True if its characters are the marker of a note.
    is_marker: bool,
}

impl<'d> DocxReader<'d> {
    pub fn new(styles: &'d DocxStyles, notes: &'d [Notes<'d>]) -> Self {
        Self { styles, notes, read: HashSet::new(), numbers: HashMap::new(), out: Vec::new() }
    }

    pub fn finish(self) -> Vec<Transcript> {
        self.out
    }

    /// Reads a stretch of a file: all of it, a note, a box.
    pub fn story(&mut self, file: &StoryFile<'_>, part: Span, depth: usize, is_note: bool) -> Result<(), DecodeError> {
        if depth > DEEPEST {
            return Err(DecodeError::Broken(format!("its notes and boxes are nested deeper than {DEEPEST}")));
        }
        let mut xml = Xml::of(file.text(), part);
        let mut stretch = Stretch {
            story: Story::new(file.text(), is_note),
            states: Vec::new(),
            state: State::default(),
            paragraph: ParagraphKind::default(),
            runs: Vec::new(),
            fields: Vec::new(),
            behind: Vec::new(),
        };
        while let Some((event, at)) = xml.next().map_err(|why| file.file.wrong(why))? {
            match event {
                XmlEvent::Start(tag, false) if tag.name == "txbxContent" => {
                    stretch.behind.push(Behind::Box(xml.inside(at)?));
                }
                XmlEvent::Start(tag, false) if UNREAD.contains(&tag.name) => drop(xml.inside(at)?),
                XmlEvent::Start(tag, is_empty) => {
                    self.start(&mut stretch, &tag, at)?;
                    if is_empty {
                        stretch.end(tag.name, at);
                    } else {
                        stretch.states.push(stretch.state);
                        stretch.open(&tag);
                    }
                }
                XmlEvent::End(name) => {
                    stretch.end(name, at);
                    stretch.state = stretch.states.pop().unwrap_or_default();
                    if matches!(name, "p" | "tr") {
                        self.read_behind(&mut stretch, file, depth)?;
                    }
                }
                XmlEvent::Text if stretch.state.is_text && !stretch.in_instruction() => {
                    let context = stretch.context();
                    stretch.story.characters(at, context);
                }
                XmlEvent::Reference(c) if stretch.state.is_text && !stretch.in_instruction() => {
                    stretch.words(c.encode_utf8(&mut [0; 4]), at);
                }
                XmlEvent::Text | XmlEvent::Reference(_) => {}
            }
        }
        stretch.story.page.close();
        stretch.story.rows = 0;
        self.read_behind(&mut stretch, file, depth)?;
        self.out.extend(stretch.story.take(file));
        Ok(())
    }

    /// Reads what the paragraph or row that has just ended refers to.
    fn read_behind(
        &mut self,
        stretch: &mut Stretch<'_>,
        file: &StoryFile<'_>,
        depth: usize,
    ) -> Result<(), DecodeError> {
        if stretch.behind.is_empty() || stretch.story.rows > 0 {
            return Ok(());
        }
        self.out.extend(stretch.story.take(file));
        for behind in std::mem::take(&mut stretch.behind) {
            match behind {
                Behind::Box(span) => self.story(file, span, depth + 1, stretch.story.is_note)?,
                Behind::Note(kind, id) => {
                    let notes = self.notes.iter().find(|notes| notes.kind == kind);
                    let found = notes.and_then(|notes| Some((&notes.file, *notes.spans.get(&id)?)));
                    let Some((file, span)) = found else {
                        return Err(DecodeError::Broken(format!("it refers to a note {id:?}, which it does not have")));
                    };
                    if self.read.insert((kind, id)) {
                        self.story(file, span, depth + 1, true)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, stretch: &mut Stretch<'_>, tag: &Tag<'_>, at: Span) -> Result<(), DecodeError> {
        if stretch.state.of_paragraph {
            self.of_paragraph(&mut stretch.paragraph, tag);
            return Ok(());
        }
        if let Some(sign) = math::start(tag).filter(|_| stretch.state.in_math) {
            stretch.words(&sign, at);
        }
        match tag.name {
            "p" => {
                stretch.story.begin_paragraph(at);
                stretch.paragraph = ParagraphKind::default();
            }
            "tr" => stretch.story.begin_row(),
            "tc" => stretch.story.begin_cell(at),
            "r" => stretch.runs.push(Run::default()),
            "rStyle" => {
                let look = tag.attribute("val").map(|id| self.styles.look(&id)).unwrap_or_default();
                stretch.add(look);
            }
            "tab" | "ptab" => stretch.story.pause("\t", at),
            "br" | "cr" => stretch.story.pause("\n", at),
            "noBreakHyphen" => stretch.words("\u{2011}", at),
            "sym" => stretch.words(&symbol(tag), at),
            // A formula or table of another program stands here as a picture: words run on before and behind something.
            "object" => stretch.words("\u{fffc}", at),
            "footnoteReference" => self.note(stretch, NoteKind::Foot, tag, at),
            "endnoteReference" => self.note(stretch, NoteKind::End, tag, at),
            "fldChar" => stretch.field(tag),
            "altChunk" | "subDoc" => {
                let what = "it takes in another file at this place, which is not read";
                return Err(DecodeError::Broken(format!("{what} ({} at byte {})", tag.name, at.start)));
            }
            _ => stretch.add(look(tag)),
        }
        Ok(())
    }

    fn of_paragraph(&self, paragraph: &mut ParagraphKind, tag: &Tag<'_>) {
        match tag.name {
            "pStyle" => {
                if let Some(id) = tag.attribute("val") {
                    let ParagraphKind { heading, item, .. } = *paragraph;
                    *paragraph = self.styles.paragraph(&id);
                    paragraph.item |= item;
                    paragraph.heading = if heading > 0 { heading } else { paragraph.heading };
                }
            }
            "outlineLvl" => paragraph.heading = outline(tag).unwrap_or(paragraph.heading),
            "numId" => paragraph.item = tag.attribute("val").as_deref() != Some("0"),
            _ => {}
        }
    }

    fn note(&mut self, stretch: &mut Stretch<'_>, kind: NoteKind, tag: &Tag<'_>, at: Span) {
        let Some(id) = tag.attribute("id") else { return };
        if tag.attribute("customMarkFollows").is_some_and(|follows| !matches!(&*follows, "0" | "false" | "off")) {
            if let Some(run) = stretch.runs.last_mut() {
                run.is_marker = true;
            }
        } else {
            let number = self.numbers.entry(kind).or_default();
            *number += 1;
            let label = match kind {
                NoteKind::Foot => number.to_string(),
                NoteKind::End => roman(*number),
            };
            let context = stretch.context();
            stretch.story.marker(&label, at, context);
        }
        stretch.behind.push(Behind::Note(kind, id));
    }
}

impl Stretch<'_> {
    /// The context of characters that come now.
    fn context(&self) -> TextContext {
        let run = self.runs.last().copied().unwrap_or_default();
        let mut look = run.look.over(self.state.math);
        look.struck = if self.state.struck { Some(true) } else { look.struck };
        let mut context = self.story.context(self.paragraph, look);
        context.link = self.state.link;
        context.styled.add(Styled::MARKER, run.is_marker);
        context
    }

    fn words(&mut self, words: &str, at: Span) {
        if !self.in_instruction() {
            let context = self.context();
            self.story.words(words, at, context);
        }
    }

    fn in_instruction(&self) -> bool {
        self.fields.contains(&true)
    }

    /// Adds to the look of the run that is open.
    fn add(&mut self, look: Look) {
        if let Some(run) = self.runs.last_mut() {
            run.look = look.over(run.look);
        }
    }

    fn field(&mut self, tag: &Tag<'_>) {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(last) = self.fields.last_mut() {
                    *last = false;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// An element that is not empty makes this of what is in it.
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "pPr" => self.state.of_paragraph = true,
            "t" | "delText" => self.state.is_text = true,
            "del" | "moveFrom" => self.state.struck = true,
            "hyperlink" => self.state.link = true,
            "oMath" => self.state.in_math = true,
            _ if self.state.in_math => self.state.math = math::look(tag).over(self.state.math),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, at: Span) {
        match name {
            "p" => self.story.end_paragraph(),
            "tr" => self.story.end_row(),
            "r" => drop(self.runs.pop()),
            _ if self.state.in_math => {
                if let Some(sign) = math::end(name) {
                    self.words(sign, at);
                }
            }
            _ => {}
        }
    }
}

/// The character of a font of signs. In what is for private use nobody can say which it is.
fn symbol(tag: &Tag<'_>) -> String {
    let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let is_private = |c: &char| ('\u{e000}'..='\u{f8ff}').contains(c) || c.is_control();
    code.and_then(char::from_u32).filter(|c| !is_private(c)).unwrap_or('\u{fffd}').to_string()
}
