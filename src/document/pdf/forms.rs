//! Parts of a page that are other objects: forms, pictures, stretches with names.

use super::Limit;
use super::content::{DEEPEST_FORM, Drawing};
use super::glyph::{AreaKind, Stretch};
use super::lexer::{Lexer, Token, is_space};
use super::matrix::Matrix;
use super::object::{Dict, Object, Stream};
use super::pages::{self, numbers};
use super::state::State;

/// A form costs as many steps as so many operators, however short it is.
const COST_OF_FORM: usize = 1000;

impl Drawing<'_, '_, '_> {
    /// Draws a form or a picture by its name.
    pub(super) fn draw_named(&mut self, operands: &[Object], resources: &Dict) -> Result<(), Limit> {
        let file = self.shared.file;
        let Some(name) = operands.last().and_then(Object::name) else { return Ok(()) };
        let objects = file.get(resources, b"XObject")?;
        let Some(object) = objects.dict().map(|objects| file.get(objects, name)).transpose()? else { return Ok(()) };
        let Some(stream) = object.stream() else { return Ok(()) };
        if file.get(&stream.dict, b"Subtype")?.is_name("Image") {
            let area = self.state.matrix.bounds([0.0, 0.0, 1.0, 1.0]).common(&self.state.clip);
            let before = self.inks.len();
            self.painted.add(area, before, AreaKind::Picture);
            return Ok(());
        }
        self.draw_within(stream, resources)
    }

    /// Draws a form, unless it is being drawn already.
    pub(super) fn draw_within(&mut self, stream: &Stream, resources: &Dict) -> Result<(), Limit> {
        let number = stream.id.number;
        if self.forms.contains(&number) {
            return Ok(());
        }
        if self.forms.len() >= DEEPEST_FORM {
            return Err(Limit::Depth);
        }
        self.shared.signs.spend(COST_OF_FORM)?;
        self.forms.push(number);
        let drawn = self.draw_form(stream, resources);
        self.forms.pop();
        drawn
    }

    fn draw_form(&mut self, stream: &Stream, resources: &Dict) -> Result<(), Limit> {
        let file = self.shared.file;
        let Some(undone) = file.data(stream)? else { return Ok(()) };
        let part = self.shared.parts.form(stream.id.number, &undone.bytes);
        let own = file.get(&stream.dict, b"Resources")?;
        let resources = if own.dict().is_some() { own } else { Object::Dict(resources.clone().into()) };
        let matrix = numbers::<6>(file, &file.get(&stream.dict, b"Matrix")?)?.map_or(Matrix::IDENTITY, Matrix);
        let matrix = matrix.then(&self.state.matrix);
        let clip = match numbers::<4>(file, &file.get(&stream.dict, b"BBox")?)? {
            Some(bounds) => matrix.bounds(bounds).common(&self.state.clip),
            None => self.state.clip,
        };
        let inner = State { matrix, clip, ..self.state.clone() };
        let outer = std::mem::replace(&mut self.state, inner);
        let (text, line) = (self.text, self.line);
        let (states, stretch, outer_part) = (std::mem::take(&mut self.states), self.stretch, self.part);
        self.part = part;
        let layer = stream.dict.raw(b"OC").clone();
        if self.is_off(&layer)? {
            let off = Stretch { parent: stretch, is_off: true, ..self.shown.stretches[stretch as usize].clone() };
            self.push_stretch(off);
        }
        let drawn = self.run(&undone.bytes, &resources);
        (self.state, self.text, self.line) = (outer, text, line);
        (self.states, self.stretch, self.part) = (states, stretch, outer_part);
        drawn
    }

    /// A picture between the operators.
    pub(super) fn picture_in_line(&mut self, lexer: &mut Lexer<'_>) -> Result<(), Limit> {
        while let Some(token) = lexer.token()? {
            if matches!(token, Token::Word(b"ID")) {
                break;
            }
        }
        let bytes = lexer.bytes;
        let mut from = (lexer.at + 1).min(bytes.len());
        // The end is a word of its own, and only what is printable follows it.
        while let Some(at) = memchr::memmem::find(&bytes[from..], b"EI").map(|at| from + at) {
            let behind = &bytes[at + 2..];
            let is_word = is_space(bytes[at - 1]) && behind.first().is_none_or(|&byte| is_space(byte));
            let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
            if is_word && behind.iter().take(10).all(is_text) {
                lexer.at = at + 2;
                let area = self.state.matrix.bounds([0.0, 0.0, 1.0, 1.0]).common(&self.state.clip);
                let before = self.inks.len();
                self.painted.add(area, before, AreaKind::Picture);
                return Ok(());
            }
            from = at + 2;
        }
        lexer.at = bytes.len();
        Ok(())
    }

    /// A stretch begins.
    pub(super) fn open_stretch(&mut self, operands: &[Object], resources: &Dict) -> Result<(), Limit> {
        let file = self.shared.file;
        let tag = operands.first().and_then(Object::name).unwrap_or_default();
        let parent = self.stretch;
        let mut stretch = Stretch { parent, ..self.shown.stretches[parent as usize].clone() };
        stretch.is_artifact |= tag == b"Artifact";
        let named = operands.get(1).cloned().unwrap_or(Object::Null);
        let named = match &named {
            Object::Name(name) => {
                let properties = file.get(resources, b"Properties")?;
                properties.dict().map_or(Object::Null, |properties| properties.raw(name).clone())
            }
            _ => named,
        };
        if tag == b"OC" {
            stretch.is_off |= self.is_off(&named)?;
        } else if let Some(dict) = file.resolve(&named)?.dict() {
            if let Some(id) = file.get(dict, b"MCID")?.int() {
                stretch.id = Some((self.forms.last().copied(), id));
            }
            if let Some(actual) = file.get(dict, b"ActualText")?.string()
                && stretch.actual.is_none()
            {
                stretch.actual = Some((self.shown.stretches.len() as u32, pages::text(actual).into()));
            }
        }
        self.push_stretch(stretch);
        Ok(())
    }

    fn push_stretch(&mut self, stretch: Stretch) {
        self.stretch = self.shown.stretches.len() as u32;
        self.shown.stretches.push(stretch);
    }

    /// Returns true for a layer that is not shown, or a group of layers that are not.
    pub(super) fn is_off(&self, layer: &Object) -> Result<bool, Limit> {
        if layer.id().is_some_and(|id| self.shared.off.contains(&id.number)) {
            return Ok(true);
        }
        let file = self.shared.file;
        let resolved = file.resolve(layer)?;
        let Some(members) = resolved.dict().filter(|dict| dict.raw(b"Type").is_name("OCMD")) else { return Ok(false) };
        let groups = match members.raw(b"OCGs") {
            Object::Ref(id) if file.object(id.number)?.array().is_none() => vec![Object::Ref(*id)],
            other => file.resolve(other)?.array().unwrap_or_default().to_vec(),
        };
        let off =
            groups.iter().filter(|group| group.id().is_some_and(|id| self.shared.off.contains(&id.number))).count();
        Ok(match file.get(members, b"P")?.name() {
            Some(b"AllOn") => off > 0,
            Some(b"AnyOff") => off == 0,
            Some(b"AllOff") => off < groups.len(),
            _ => !groups.is_empty() && off == groups.len(),
        })
    }
}
