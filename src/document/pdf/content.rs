//! The program of a page, carried out as far as characters are concerned.

use super::file::File;
use super::font::{Font, KnownFont, Shown as Code};
use super::glyph::{AreaKind, Glyph, Painted, Shown, Sight, Stretch};
use super::lexer::{Lexer, Token};
use super::matrix::{Bounds, Matrix, milli};
use super::object::{Budget, Dict, Object};
use super::pages::Page;
use super::state::{Ink, Path, State};
use super::{Limit, Parts};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The deepest forms inside of each other.
pub(super) const DEEPEST_FORM: usize = 16;

/// The deepest states that are put aside.
const MOST_STATES: usize = 512;

/// The most characters of a page.
pub(crate) const MOST_ON_A_PAGE: usize = 300_000;

/// The most characters of a file.
pub(crate) const MOST_CHARACTERS: usize = 30_000_000;

/// The most values before an operator.
const MOST_OPERANDS: usize = 512;

/// The state that pages share: fonts, layers that are not shown, what may still be spent.
pub(super) struct Shared<'f, 'b> {
    pub file: &'f File<'b>,
    pub fonts: HashMap<u32, Option<KnownFont>>,
    pub fonts_read: u32,
    /// The numbers of layers that are off.
    pub off: HashSet<u32>,
    pub signs: Budget,
    pub characters: Budget,
    pub parts: Parts,
}

/// A page in the making.
pub(super) struct Drawing<'s, 'f, 'b> {
    pub(super) shared: &'s mut Shared<'f, 'b>,
    pub(super) shown: Shown,
    pub(super) painted: Painted,
    /// The paint of each character.
    pub(super) inks: Vec<Inked>,
    pub(super) state: State,
    pub(super) states: Vec<State>,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    path: Path,
    clips: bool,
    /// The innermost stretch that is open.
    pub(super) stretch: u32,
    pub(super) part: u32,
    pub(super) forms: Vec<u32>,
    /// Fonts that stand in the resources themselves, by their names.
    direct: HashMap<(Option<u32>, Vec<u8>), KnownFont>,
}

/// The paint of a character, and its middle.
pub(super) struct Inked {
    pub at: (i32, i32),
    pub is_white: bool,
    pub is_invisible: bool,
}

/// Carries out the program of a page.
pub(super) fn draw(shared: &mut Shared<'_, '_>, page: &Page, number: usize) -> Result<Shown, Limit> {
    let file = shared.file;
    let bytes = content(file, page)?;
    let [left, bottom, right, top] = page.seen;
    let (width, height) = (right - left, top - bottom);
    // From the upper left corner, downwards.
    let upright = Matrix([1.0, 0.0, 0.0, -1.0, -left, top]);
    let (turned, width, height) = match page.turns {
        1 => (Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
        2 => (Matrix([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
        3 => (Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
        _ => (Matrix::IDENTITY, width, height),
    };
    let (width, height) = (milli(width), milli(height));
    let all = Bounds { left: 0, top: 0, right: width, bottom: height };
    let part = shared.parts.add(format!("page {}", number + 1), &bytes);
    let mut drawing = Drawing {
        shared,
        shown: Shown { width, height, stretches: vec![Stretch::default()], ..Shown::default() },
        painted: Painted::default(),
        inks: Vec::new(),
        state: State::new(upright.then(&turned), all),
        states: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        path: Path::default(),
        clips: false,
        stretch: 0,
        part,
        forms: Vec::new(),
        direct: HashMap::new(),
    };
    let base = drawing.state.clone();
    drawing.run(&bytes, &page.resources)?;
    drawing.annotations(page, &base)?;
    drawing.finish(&all)
}

/// The program of a page: its streams, one after the other.
fn content(file: &File<'_>, page: &Page) -> Result<Vec<u8>, Limit> {
    let contents = file.get(&page.dict, b"Contents")?;
    let streams = match &contents {
        Object::Array(items) => items.iter().map(|item| file.resolve(item)).collect::<Result<_, _>>()?,
        one => vec![one.clone()],
    };
    let mut bytes = Vec::new();
    for stream in streams.iter().filter_map(Object::stream) {
        match file.data(stream)? {
            Some(undone) => bytes.extend(undone.bytes),
            None => file.is_damaged.set(true),
        }
        bytes.push(b'\n');
        if bytes.len() > super::file::LARGEST_STREAM {
            return Err(Limit::Stream);
        }
    }
    Ok(bytes)
}

impl Drawing<'_, '_, '_> {
    pub(super) fn run(&mut self, bytes: &[u8], resources: &Object) -> Result<(), Limit> {
        let none = Dict::default();
        let resources = resources.dict().unwrap_or(&none);
        let budget = Budget::new(bytes.len().saturating_add(1), Limit::Objects);
        let mut lexer = Lexer::new(bytes, 0, &budget);
        let mut operands: Vec<Object> = Vec::new();
        let mut places: Vec<Span> = Vec::new();
        loop {
            lexer.skip_space();
            let start = lexer.at;
            match lexer.token()? {
                None => return Ok(()),
                Some(Token::Value(value)) => {
                    if operands.len() < MOST_OPERANDS {
                        operands.push(value);
                        places.push(Span::new(start, lexer.at));
                    }
                    continue;
                }
                Some(Token::Word(b"BI")) => self.picture_in_line(&mut lexer)?,
                Some(Token::Word(word)) => {
                    self.shared.signs.spend(1)?;
                    let place = places.last().copied().unwrap_or_default();
                    self.operator(word, &operands, place, resources)?;
                }
            }
            operands.clear();
            places.clear();
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Object], place: Span, resources: &Dict) -> Result<(), Limit> {
        match word {
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show_operator(word, operands, place),
            b"Do" => self.draw_named(operands, resources),
            b"Tf" => self.choose_font(operands, resources),
            b"gs" => self.choose_state(operands, resources),
            b"BDC" | b"BMC" => self.open_stretch(operands, resources),
            b"cs" => self.choose_colours(operands, resources),
            _ => {
                let numbers = floats(operands);
                if !self.text_operator(word, &numbers) && !self.state_operator(word, &numbers, operands) {
                    self.path_operator(word, &numbers);
                }
                Ok(())
            }
        }
    }

    fn text_operator(&mut self, word: &[u8], numbers: &[f64]) -> bool {
        match (word, numbers) {
            (b"BT", _) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            (b"ET", _) => {}
            (b"Tc", [.., between]) => self.state.between = *between,
            (b"Tw", [.., between]) => self.state.between_words = *between,
            (b"Tz", [.., percent]) => self.state.stretch = percent / 100.0,
            (b"TL", [.., leading]) => self.state.leading = *leading,
            (b"Ts", [.., rise]) => self.state.rise = *rise,
            (b"Tr", [.., mode]) => self.state.mode = *mode as i64,
            (b"Td", [.., x, y]) => self.next_line(*x, *y),
            (b"TD", [.., x, y]) => {
                self.state.leading = -y;
                self.next_line(*x, *y);
            }
            (b"Tm", [a, b, c, d, e, f]) => {
                self.line = Matrix([*a, *b, *c, *d, *e, *f]);
                self.text = self.line;
            }
            (b"T*", _) => self.next_line(0.0, -self.state.leading),
            _ => return false,
        }
        true
    }

    fn state_operator(&mut self, word: &[u8], numbers: &[f64], operands: &[Object]) -> bool {
        match (word, numbers) {
            (b"q", _) => {
                if self.states.len() < MOST_STATES {
                    self.states.push(self.state.clone());
                }
            }
            (b"Q", _) => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            (b"cm", [a, b, c, d, e, f]) => {
                self.state.matrix = Matrix([*a, *b, *c, *d, *e, *f]).then(&self.state.matrix)
            }
            (b"g", _) => (self.state.fill, self.state.colours) = (Ink::of(operands, 1), 1),
            (b"rg", _) => (self.state.fill, self.state.colours) = (Ink::of(operands, 3), 3),
            (b"k", _) => (self.state.fill, self.state.colours) = (Ink::of(operands, 4), 4),
            (b"sc" | b"scn", _) => self.state.fill = Ink::of(operands, self.state.colours),
            (b"EMC", _) => self.stretch = self.shown.stretches[self.stretch as usize].parent,
            _ => return false,
        }
        true
    }

    fn path_operator(&mut self, word: &[u8], numbers: &[f64]) {
        let matrix = self.state.matrix;
        match (word, numbers) {
            (b"re", [x, y, width, height]) => self.path.rectangle(&matrix, [*x, *y, *width, *height]),
            (b"m", [x, y]) => self.path.start(&matrix, *x, *y),
            (b"l", [x, y]) => self.path.line(&matrix, *x, *y),
            (b"c" | b"v" | b"y", points) => {
                points.as_chunks::<2>().0.iter().for_each(|[x, y]| self.path.curve(&matrix, *x, *y));
            }
            (b"W" | b"W*", _) => self.clips = true,
            (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*", _) => self.paint(true),
            (b"n" | b"s" | b"S", _) => self.paint(false),
            (b"sh", _) => {
                let before = self.inks.len();
                self.painted.add(self.state.clip, before, AreaKind::Picture);
            }
            _ => {}
        }
    }

    fn paint(&mut self, fills: bool) {
        let (boxes, around) = self.path.take(&self.state.matrix);
        let before = self.inks.len();
        if fills {
            let kind = match self.state.fill {
                _ if self.state.is_sheer => AreaKind::Sheer,
                Ink::White => AreaKind::White,
                Ink::Other => AreaKind::Dark,
            };
            match &boxes {
                Some(boxes) => {
                    boxes.iter().for_each(|area| self.painted.add(area.common(&self.state.clip), before, kind))
                }
                None if kind != AreaKind::White => {
                    let area = around.map(|around| around.common(&self.state.clip));
                    area.into_iter().for_each(|area| self.painted.add(area, before, AreaKind::Sheer));
                }
                None => {}
            }
        }
        if std::mem::take(&mut self.clips)
            && let Some(around) = around
        {
            self.state.clip = self.state.clip.common(&around);
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(&self.line);
        self.text = self.line;
    }

    fn choose_font(&mut self, operands: &[Object], resources: &Dict) -> Result<(), Limit> {
        let [Object::Name(name), size] = operands else { return Ok(()) };
        self.state.size = size.number().unwrap_or(0.0);
        let file = self.shared.file;
        let fonts = file.get(resources, b"Font")?;
        let Some(fonts) = fonts.dict() else {
            self.state.font = None;
            return Ok(());
        };
        self.state.font = match fonts.raw(name).id() {
            Some(id) => self.shared.font(id.number)?,
            None => {
                let key = (self.forms.last().copied(), name.to_vec());
                match (self.direct.get(&key), fonts.raw(name).dict()) {
                    (Some(known), _) => Some(known.clone()),
                    (None, Some(dict)) => {
                        let font = self.shared.read_font(dict)?;
                        self.direct.insert(key, font.clone());
                        Some(font)
                    }
                    (None, None) => None,
                }
            }
        };
        Ok(())
    }

    fn choose_state(&mut self, operands: &[Object], resources: &Dict) -> Result<(), Limit> {
        let (Some(name), file) = (operands.last().and_then(Object::name), self.shared.file) else { return Ok(()) };
        let states = file.get(resources, b"ExtGState")?;
        let Some(state) = states.dict().map(|states| file.get(states, name)).transpose()? else { return Ok(()) };
        let Some(state) = state.dict() else { return Ok(()) };
        let (alpha, blend) = (file.get(state, b"ca")?.number(), file.get(state, b"BM")?);
        let mask = file.get(state, b"SMask")?;
        let is_blended = !matches!(blend.name(), None | Some(b"Normal" | b"Compatible")) || blend.array().is_some();
        let said = alpha.is_some() || blend != Object::Null || mask != Object::Null;
        if said {
            self.state.is_sheer = alpha.is_some_and(|alpha| alpha < 0.99) || is_blended || mask.dict().is_some();
        }
        if let Some([font, size]) = file.get(state, b"Font")?.array()
            && let Some(id) = font.id()
        {
            (self.state.font, self.state.size) = (self.shared.font(id.number)?, size.number().unwrap_or(0.0));
        }
        Ok(())
    }

    fn choose_colours(&mut self, operands: &[Object], resources: &Dict) -> Result<(), Limit> {
        let file = self.shared.file;
        let Some(name) = operands.last().and_then(Object::name) else { return Ok(()) };
        let spaces = file.get(resources, b"ColorSpace")?;
        let named =
            spaces.dict().map(|spaces| file.get(spaces, name)).transpose()?.filter(|named| *named != Object::Null);
        let space = named.unwrap_or_else(|| Object::Name(name.into()));
        let family = match &space {
            Object::Array(items) => {
                items.first().map(|family| file.resolve(family)).transpose()?.unwrap_or(Object::Null)
            }
            other => other.clone(),
        };
        self.state.colours = match family.name() {
            Some(b"DeviceGray" | b"CalGray" | b"G") => 1,
            Some(b"DeviceRGB" | b"CalRGB" | b"RGB") => 3,
            Some(b"DeviceCMYK" | b"CMYK") => 4,
            Some(b"ICCBased") => {
                let profile =
                    space.array().and_then(|items| items.get(1)).map(|profile| file.resolve(profile)).transpose()?;
                let inks = profile.as_ref().and_then(Object::dict).map(|dict| file.get(dict, b"N")).transpose()?;
                inks.and_then(|inks| inks.int()).and_then(|inks| usize::try_from(inks).ok()).unwrap_or(0)
            }
            _ => 0,
        };
        self.state.fill = Ink::Other;
        Ok(())
    }

    fn show_operator(&mut self, word: &[u8], operands: &[Object], place: Span) -> Result<(), Limit> {
        if let (b"\"", [words, signs, _]) = (word, operands) {
            self.state.between_words = words.number().unwrap_or(0.0);
            self.state.between = signs.number().unwrap_or(0.0);
        }
        if matches!(word, b"'" | b"\"") {
            self.next_line(0.0, -self.state.leading);
        }
        match operands.last() {
            Some(Object::String(bytes)) => self.show(bytes, place),
            Some(Object::Array(items)) => {
                for item in items.iter() {
                    match item {
                        Object::String(bytes) => self.show(bytes, place)?,
                        other => {
                            let by = -other.number().unwrap_or(0.0) / 1000.0 * self.state.size;
                            self.advance(by);
                        }
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn advance(&mut self, by: f64) {
        let is_vertical = self.state.font.as_ref().is_some_and(|(_, font)| font.is_vertical);
        let shift = if is_vertical { Matrix::shift(0.0, by) } else { Matrix::shift(by * self.state.stretch, 0.0) };
        self.text = shift.then(&self.text);
    }

    fn show(&mut self, bytes: &[u8], place: Span) -> Result<(), Limit> {
        let Some((number, font)) = self.state.font.clone() else {
            // Words without a font are words that are not known.
            let code = Code { text: super::font::UNKNOWN.into(), width: 0.5, is_blank_byte: false };
            return bytes.iter().try_for_each(|_| self.sign(u32::MAX, &code, false, place));
        };
        font.show(bytes, &mut |code| self.sign(number, &code, font.is_vertical, place))
    }

    fn sign(&mut self, font: u32, code: &Code, is_vertical: bool, place: Span) -> Result<(), Limit> {
        if self.inks.len() >= MOST_ON_A_PAGE {
            return Err(Limit::Characters);
        }
        self.shared.characters.spend(1)?;
        self.shared.signs.spend(1)?;
        let state = &self.state;
        let scale = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
        let whole = scale.then(&self.text).then(&state.matrix);
        let (from, to) = (whole.of(0.0, 0.0), whole.of(code.width, 0.0));
        let (from, to) = ((milli(from.0), milli(from.1)), (milli(to.0), milli(to.1)));
        let (width, height) = (self.shown.width, self.shown.height);
        let turns = whole.turns().unwrap_or(super::SLANTED);
        let along = |(x, y): (i32, i32)| match turns {
            1 => (y, width - x),
            2 => (width - x, height - y),
            3 => (height - y, x),
            _ => (x, y),
        };
        let ((start, base), (end, _)) = (along(from), along(to));
        let size = milli(whole.height()).min(10_000_000);
        let middle = whole.of(code.width / 2.0, 0.25);
        let middle = (milli(middle.0), milli(middle.1));
        let is_out = !state.clip.holds(middle.0, middle.1);
        let stretch = &self.shown.stretches[self.stretch as usize];
        let is_tiny =
            size < 1000 && turns != super::SLANTED && !state.font.as_ref().is_some_and(|(_, font)| font.is_type_3);
        let is_hidden = is_out || stretch.is_off || is_tiny;
        let is_white = state.mode == 0 && state.fill == Ink::White;
        self.inks.push(Inked { at: middle, is_white, is_invisible: matches!(state.mode, 3 | 7) });
        self.shown.glyphs.push(Glyph {
            text: code.text.clone(),
            start: start.min(end),
            end: start.max(end),
            base,
            size,
            font,
            sight: if is_hidden { Sight::Hidden } else { Sight::Seen },
            stretch: self.stretch,
            part: self.part,
            bytes: (place.start as u32, place.end as u32),
            turns,
        });
        let words = if code.is_blank_byte { self.state.between_words } else { 0.0 };
        let by = if is_vertical { -self.state.size } else { code.width * self.state.size };
        let more = self.state.between + words;
        self.advance(if is_vertical { by - more } else { by + more });
        Ok(())
    }

    fn finish(mut self, page: &Bounds) -> Result<Shown, Limit> {
        let cost = self.painted.len() / 16;
        for (number, (glyph, ink)) in self.shown.glyphs.iter_mut().zip(&self.inks).enumerate() {
            self.shared.signs.spend(cost)?;
            if glyph.sight == Sight::Seen {
                glyph.sight = self.painted.sight(number, ink.at, ink.is_white, ink.is_invisible);
            }
        }
        self.shown.pictured = self.painted.pictured(page);
        self.shown.has_pictures = self.painted.has_pictures();
        Ok(self.shown)
    }
}

fn floats(operands: &[Object]) -> Vec<f64> {
    operands.iter().filter_map(Object::number).collect()
}

impl Shared<'_, '_> {
    /// A font by the number of its object.
    fn font(&mut self, number: u32) -> Result<Option<KnownFont>, Limit> {
        if let Some(known) = self.fonts.get(&number) {
            return Ok(known.clone());
        }
        let object = self.file.object(number)?;
        let font = object.dict().map(|dict| self.read_font(dict)).transpose()?;
        self.fonts.insert(number, font.clone());
        Ok(font)
    }

    fn read_font(&mut self, dict: &Dict) -> Result<KnownFont, Limit> {
        self.fonts_read += 1;
        Ok((self.fonts_read, Rc::new(Font::read(self.file, dict)?)))
    }
}
