//! Characters that a page shows, with their places.

use super::matrix::Bounds;
use std::rc::Rc;

/// A character, or a few, shown in one place.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: Rc<str>,
    /// Its left and right end, along the line, in thousandths of a point.
    pub start: i32,
    pub end: i32,
    /// Its line, from the top.
    pub base: i32,
    /// The height of its font.
    pub size: i32,
    /// The number of its font, among those of the file.
    pub font: u32,
    pub sight: Sight,
    /// The innermost stretch of the page that it stands in, among those of the page; 0 for none.
    pub stretch: u32,
    /// The part that shows it, and the bytes of it that do.
    pub part: u32,
    pub bytes: (u32, u32),
    /// Quarter turns of the line that it stands in.
    pub turns: u8,
}

/// If a character is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    Seen,
    /// Laid under or over a picture of the same words.
    Recognised,
    Hidden,
}

/// A stretch of a page that the file marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Stretch {
    /// The one around it.
    pub parent: u32,
    /// Its number, by which the structure of the file names it, and the form that has it.
    pub id: Option<(Option<u32>, i64)>,
    /// True for what is no part of the words: a running head, a rule.
    pub is_artifact: bool,
    /// The text that stands for its characters, and the stretch that says so.
    pub actual: Option<(u32, Rc<str>)>,
    /// True if it is in a layer that is not shown.
    pub is_off: bool,
}

/// All that a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub width: i32,
    pub height: i32,
    pub glyphs: Vec<Glyph>,
    /// The first one is none.
    pub stretches: Vec<Stretch>,
    /// The part of the page that pictures take, in hundredths.
    pub pictured: i64,
    /// True if there is a picture or anything drawn.
    pub has_pictures: bool,
}

/// Areas that are painted, in their order, with the number of characters that were there before.
#[derive(Debug, Default)]
pub(super) struct Painted {
    areas: Vec<Area>,
}

#[derive(Debug, Clone, Copy)]
struct Area {
    bounds: Bounds,
    before: usize,
    kind: AreaKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AreaKind {
    Picture,
    /// A flat colour through which nothing is seen.
    Dark,
    White,
    /// Anything that lets through what is under it, or that is no box.
    Sheer,
}

/// The most areas of a page that are remembered; further ones hide nothing.
pub(super) const MOST_AREAS: usize = 1000;

impl Painted {
    pub fn add(&mut self, bounds: Bounds, before: usize, kind: AreaKind) {
        if self.areas.len() < MOST_AREAS && bounds.left <= bounds.right && bounds.top <= bounds.bottom {
            self.areas.push(Area { bounds, before, kind });
        }
    }

    /// If the character with that number, whose middle is there, is seen: painted in white, or not painted at all.
    pub fn sight(&self, number: usize, (x, y): (i32, i32), is_white: bool, is_invisible: bool) -> Sight {
        let here = || self.areas.iter().filter(|area| area.bounds.holds(x, y));
        let has_picture = here().any(|area| area.kind == AreaKind::Picture);
        if is_invisible {
            return if has_picture { Sight::Recognised } else { Sight::Hidden };
        }
        let is_covered =
            here().any(|area| area.before > number && matches!(area.kind, AreaKind::Dark | AreaKind::White));
        if is_covered {
            return Sight::Hidden;
        }
        // Under a picture lie the words that were read out of it.
        let last_below = here().rfind(|area| area.before <= number);
        let is_on_white = last_below.is_none_or(|area| area.kind == AreaKind::White);
        match (is_white && is_on_white, here().any(|area| area.before > number && area.kind == AreaKind::Picture)) {
            (true, _) if has_picture => Sight::Recognised,
            (true, _) => Sight::Hidden,
            (false, true) => Sight::Recognised,
            (false, false) => Sight::Seen,
        }
    }

    /// The part of a page that pictures take, in hundredths.
    pub fn pictured(&self, page: &Bounds) -> i64 {
        let pictures = self.areas.iter().filter(|area| area.kind == AreaKind::Picture);
        let sum: i64 = pictures.map(|area| area.bounds.common(page).area()).sum();
        (sum * 100 / page.area().max(1)).min(100)
    }

    pub fn len(&self) -> usize {
        self.areas.len()
    }

    pub fn has_pictures(&self) -> bool {
        self.areas.iter().any(|area| area.kind == AreaKind::Picture)
    }
}
