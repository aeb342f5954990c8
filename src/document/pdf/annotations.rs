//! What lies on a page without being in its program, and is seen all the same: fields that are filled in, text that was put
//! over it, stamps.

use super::Limit;
use super::content::Drawing;
use super::matrix::Matrix;
use super::object::{Dict, Object, Stream};
use super::pages::{Page, numbers};
use super::state::State;
use std::rc::Rc;

/// The kinds that have words, or cover some. Others mark words, or open when they are asked to.
const DRAWN: [&[u8]; 5] = [b"Widget", b"FreeText", b"Stamp", b"Square", b"Watermark"];

/// The flags of those that are not shown: hidden, and printed only.
const UNSEEN: i64 = 2 | 32;

impl Drawing<'_, '_, '_> {
    /// Draws what lies on a page, over its words; `base` is the state that the page began with.
    pub(super) fn annotations(&mut self, page: &Page, base: &State) -> Result<(), Limit> {
        let file = self.shared.file;
        let list = file.get(&page.dict, b"Annots")?;
        for annotation in list.array().unwrap_or_default().iter() {
            self.shared.signs.spend(1)?;
            let annotation = file.resolve(annotation)?;
            let Some(annotation) = annotation.dict() else { continue };
            let Some(form) = self.appearance(annotation)? else { continue };
            let Some(shift) = self.placed(annotation, &form)? else { continue };
            self.state = State { matrix: shift.then(&base.matrix), ..base.clone() };
            (self.text, self.line, self.stretch) = (Matrix::IDENTITY, Matrix::IDENTITY, 0);
            self.draw_within(&form, &Dict::default())?;
        }
        Ok(())
    }

    /// The form that an annotation looks like, if it is seen.
    fn appearance(&self, annotation: &Dict) -> Result<Option<Rc<Stream>>, Limit> {
        let file = self.shared.file;
        let kind = file.get(annotation, b"Subtype")?;
        let flags = file.get(annotation, b"F")?.int().unwrap_or(0);
        let is_drawn = kind.name().is_some_and(|kind| DRAWN.contains(&kind)) && flags & UNSEEN == 0;
        if !is_drawn || self.is_off(annotation.raw(b"OC"))? {
            return Ok(None);
        }
        let looks = file.get(annotation, b"AP")?;
        let usual = looks.dict().map(|looks| file.get(looks, b"N")).transpose()?.unwrap_or(Object::Null);
        if let Some(form) = usual.stream() {
            return Ok(Some(form.clone()));
        }
        // A box that is ticked has one look for each of its states.
        let state = file.get(annotation, b"AS")?;
        let Some((looks, state)) = usual.dict().zip(state.name()) else { return Ok(None) };
        Ok(file.get(looks, state)?.stream().cloned())
    }

    /// The change of coordinates that puts a form into the box of its annotation.
    fn placed(&self, annotation: &Dict, form: &Stream) -> Result<Option<Matrix>, Limit> {
        let file = self.shared.file;
        let of = |dict: &Dict, key: &[u8]| numbers::<4>(file, &file.get(dict, key)?);
        let (Some(place), Some(bounds)) = (of(annotation, b"Rect")?, of(&form.dict, b"BBox")?) else { return Ok(None) };
        let own = numbers::<6>(file, &file.get(&form.dict, b"Matrix")?)?.map_or(Matrix::IDENTITY, Matrix);
        let [x0, y0, x1, y1] = bounds;
        let corners = [own.of(x0, y0), own.of(x1, y0), own.of(x0, y1), own.of(x1, y1)];
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (least(|corner| corner.0), most(|corner| corner.0));
        let (bottom, top) = (least(|corner| corner.1), most(|corner| corner.1));
        let stretch = |from: f64, to: f64, len: f64| if len.abs() < 1e-6 { 1.0 } else { (to - from).abs() / len };
        let (across, upwards) = (stretch(place[0], place[2], right - left), stretch(place[1], place[3], top - bottom));
        let (x, y) = (place[0].min(place[2]), place[1].min(place[3]));
        Ok(Some(Matrix([across, 0.0, 0.0, upwards, x - left * across, y - bottom * upwards])))
    }
}
