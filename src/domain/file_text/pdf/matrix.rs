//! Where things are drawn: the transformations of PDF (ISO 32000-1, 8.3).

use lopdf::Object;

/// `[a b 0; c d 0; e f 1]`
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    a: f32,
    b: f32,
    c: f32,
    d: f32,
    e: f32,
    f: f32,
}

impl Matrix {
    /// Nothing is moved.
    pub(super) const SAME: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    /// Moves.
    pub(super) fn moving(x: f32, y: f32) -> Self {
        Self { e: x, f: y, ..Self::SAME }
    }

    /// As a page that is turned so many degrees is read.
    pub(super) fn turning(degrees: i64) -> Self {
        let (a, b, c, d) = match degrees.rem_euclid(360) {
            90 => (0.0, -1.0, 1.0, 0.0),
            180 => (-1.0, 0.0, 0.0, -1.0),
            270 => (0.0, 1.0, -1.0, 0.0),
            _ => (1.0, 0.0, 0.0, 1.0),
        };
        Self { a, b, c, d, e: 0.0, f: 0.0 }
    }

    /// From six operands.
    pub(super) fn of(operands: &[Object]) -> Option<Self> {
        let [a, b, c, d, e, f] = operands else { return None };
        let n = |object: &Object| object.as_float().ok().filter(|n| n.is_finite());
        Some(Self { a: n(a)?, b: n(b)?, c: n(c)?, d: n(d)?, e: n(e)?, f: n(f)? })
    }

    /// First this, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        Self {
            a: self.a * other.a + self.b * other.c,
            b: self.a * other.b + self.b * other.d,
            c: self.c * other.a + self.d * other.c,
            d: self.c * other.b + self.d * other.d,
            e: self.e * other.a + self.f * other.c + other.e,
            f: self.e * other.b + self.f * other.d + other.f,
        }
    }

    /// Where a point comes to be.
    pub(super) fn point(self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// How tall something of a height becomes.
    pub(super) fn height(self, height: f32) -> f32 {
        (self.c * height).hypot(self.d * height)
    }
}
