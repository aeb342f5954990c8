//! Places on a page.

/// A change of coordinates: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This change, and then the other.
    pub fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    pub fn of(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The length of a step upwards.
    pub fn height(&self) -> f64 {
        let [_, _, c, d, ..] = self.0;
        (c * c + d * d).sqrt()
    }

    /// The quarter turns, against the clock, of what is written along the x axis; none if it is slanted.
    pub fn turns(&self) -> Option<u8> {
        let [a, b, ..] = self.0;
        let (along, across) = (a.abs(), b.abs());
        match () {
            () if across <= along * 0.05 => Some(if a > 0.0 { 0 } else { 2 }),
            () if along <= across * 0.05 => Some(if b > 0.0 { 1 } else { 3 }),
            () => None,
        }
    }

    /// The box around what fills `x0..x1` and `y0..y1`.
    pub fn bounds(&self, [x0, y0, x1, y1]: [f64; 4]) -> Bounds {
        let corners = [self.of(x0, y0), self.of(x1, y0), self.of(x0, y1), self.of(x1, y1)];
        let mut bounds = Bounds { left: i32::MAX, top: i32::MAX, right: i32::MIN, bottom: i32::MIN };
        for (x, y) in corners {
            let (x, y) = (milli(x), milli(y));
            bounds = Bounds {
                left: bounds.left.min(x),
                top: bounds.top.min(y),
                right: bounds.right.max(x),
                bottom: bounds.bottom.max(y),
            };
        }
        bounds
    }
}

/// A length in thousandths of a point, which is the unit of everything that decides.
pub(super) fn milli(points: f64) -> i32 {
    // A number that is none is 0. No page is wider than 14,400 points.
    (points * 1000.0).round().clamp(-2e7, 2e7) as i32
}

/// A box on a page: thousandths of a point from its left and upper edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Bounds {
    pub fn holds(&self, x: i32, y: i32) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    pub fn common(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub fn hull(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Its size, in square points.
    pub fn area(&self) -> i64 {
        let side = |from: i32, to: i32| (i64::from(to) - i64::from(from)).max(0);
        side(self.left, self.right) * side(self.top, self.bottom) / 1_000_000
    }
}
