//! The state of what draws a page.

use super::font::KnownFont;
use super::matrix::{Bounds, Matrix};
use super::object::Object;

/// The state that stays from one sign to the next, and is put aside and taken back.
#[derive(Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    pub clip: Bounds,
    pub font: Option<KnownFont>,
    pub size: f64,
    pub between: f64,
    pub between_words: f64,
    /// The stretching of lines.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    pub fill: Ink,
    /// The number of parts of a colour; 0 if they do not say what is white.
    pub colours: usize,
    /// True if what is under a colour is seen through it.
    pub is_sheer: bool,
}

/// A colour, as far as it hides words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    White,
    Other,
}

impl State {
    pub fn new(matrix: Matrix, clip: Bounds) -> Self {
        Self {
            matrix,
            clip,
            font: None,
            size: 0.0,
            between: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            fill: Ink::Other,
            colours: 1,
            is_sheer: false,
        }
    }
}

impl Ink {
    /// A colour of so many numbers: one is a grey, three are red, green and blue, four are inks.
    pub fn of(operands: &[Object], parts: usize) -> Self {
        let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        let is_white = numbers.len() == parts
            && match parts {
                1 | 3 => numbers.iter().all(|&part| part >= 0.98),
                4 => numbers.iter().all(|&part| part <= 0.02),
                _ => false,
            };
        if is_white { Self::White } else { Self::Other }
    }
}

/// A path in the making: what matters is if it is made of boxes, and what lies around it.
#[derive(Debug, Default)]
pub(super) struct Path {
    boxes: Vec<Bounds>,
    corners: Vec<(f64, f64)>,
    around: Option<Bounds>,
    is_curved: bool,
}

/// The most boxes of a path that are told apart.
const MOST_BOXES: usize = 1000;

impl Path {
    pub fn rectangle(&mut self, matrix: &Matrix, [x, y, width, height]: [f64; 4]) {
        self.close(matrix);
        self.add(matrix, [x, y, x + width, y + height]);
    }

    fn add(&mut self, matrix: &Matrix, corners: [f64; 4]) {
        let bounds = matrix.bounds(corners);
        self.reach(bounds);
        match matrix.turns().is_some() && self.boxes.len() < MOST_BOXES {
            true => self.boxes.push(bounds),
            false => self.is_curved = true,
        }
    }

    fn reach(&mut self, bounds: Bounds) {
        self.around = Some(self.around.map_or(bounds, |around| around.hull(&bounds)));
    }

    pub fn start(&mut self, matrix: &Matrix, x: f64, y: f64) {
        self.close(matrix);
        self.corners.push((x, y));
        self.reach(matrix.bounds([x, y, x, y]));
    }

    pub fn line(&mut self, matrix: &Matrix, x: f64, y: f64) {
        if self.corners.len() < 16 {
            self.corners.push((x, y));
        }
        self.reach(matrix.bounds([x, y, x, y]));
    }

    pub fn curve(&mut self, matrix: &Matrix, x: f64, y: f64) {
        self.is_curved = true;
        self.reach(matrix.bounds([x, y, x, y]));
    }

    /// Ends a part of it: four corners with upright sides are a box.
    fn close(&mut self, matrix: &Matrix) {
        let mut corners = std::mem::take(&mut self.corners);
        if corners.len() == 5 && corners[0] == corners[4] {
            corners.pop();
        }
        let turns = |a: (f64, f64), b: (f64, f64)| (a.0 == b.0) != (a.1 == b.1);
        match corners[..] {
            [] | [_] => {}
            [a, b, c, d] if turns(a, b) && turns(b, c) && turns(c, d) && turns(d, a) => {
                self.add(matrix, [a.0, a.1, c.0, c.1]);
            }
            _ => self.is_curved = true,
        }
    }

    /// The boxes that it is made of, if it is made of boxes only; and the box around it.
    pub fn take(&mut self, matrix: &Matrix) -> (Option<Vec<Bounds>>, Option<Bounds>) {
        self.close(matrix);
        let path = std::mem::take(self);
        ((!path.is_curved && !path.boxes.is_empty()).then_some(path.boxes), path.around)
    }
}
