//! A bar of a table. It repeats the numbers of its row for the eye, so it is hidden from assistive technology; pattern
//! carries what colour does, so that it prints in black and white.

use askama::Template;
use askama::filters::HtmlSafe;

use super::figures::{Share, Tally};

/// The inner width of a bar, in units of its own.
const WIDTH: i64 = 1000;
const GAP: i64 = 6;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    class: &'static str,
    x: i64,
    width: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "overview/bar.html")]
pub(super) struct Bar {
    pieces: Vec<Piece>,
    /// White over the colour, dashed into stripes: for partly.
    stripes: String,
    /// White over the colour: a line for not.
    line: String,
}
impl HtmlSafe for Bar {}

impl Bar {
    /// The recommendations of one board. The board with the most fills the width, so that bars can be compared.
    pub(super) fn of_tally(tally: Tally, most: i64) -> Self {
        let parts = [("k1", tally.implemented), ("k2", tally.partly), ("k3", tally.not_implemented), ("k4", tally.waiting)];
        Self::of_parts(&parts, most)
    }

    /// A share as part and rest; nothing where there are too few for a proportion to mean anything.
    pub(super) fn of_share(share: Share) -> Self {
        if share.percent().is_none() {
            return Self::default();
        }
        Self::of_parts(&[("k1", share.part), ("k4", share.of - share.part)], share.of)
    }

    fn of_parts(parts: &[(&'static str, i64)], most: i64) -> Self {
        let mut bar = Self::default();
        let mut x = 0;
        for (class, count) in parts.iter().filter(|(_, count)| *count > 0) {
            let width = count * WIDTH / most.max(1);
            // The gap is taken from the piece itself: the whole never grows wider than its numbers.
            let drawn = (width - GAP).max(2);
            bar.pieces.push(Piece { class, x, width: drawn });
            bar.draw_pattern(class, x, drawn);
            x += width;
        }
        bar
    }

    fn draw_pattern(&mut self, class: &str, x: i64, width: i64) {
        match class {
            "k2" if width > 16 => self.stripes = format!("M{} 10h{}", x + 8, width - 16),
            "k3" => self.line = format!("M{x} 10h{width}"),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_numbers_and_never_longer() {
        let tally = Tally { implemented: 3, partly: 1, not_implemented: 1, waiting: 5, ..Tally::default() };
        let bar = Bar::of_tally(tally, 10);
        let drawn: Vec<_> = bar.pieces.iter().map(|piece| (piece.class, piece.x, piece.width)).collect();
        assert_eq!(drawn, [("k1", 0, 294), ("k2", 300, 94), ("k3", 400, 94), ("k4", 500, 494)]);
        assert_eq!((bar.stripes.as_str(), bar.line.as_str()), ("M308 10h78", "M400 10h94"));
    }

    #[test]
    fn nothing_draws_nothing() {
        assert_eq!(Bar::of_tally(Tally::default(), 0), Bar::default());
        assert_eq!(Bar::of_share(Share { part: 3, of: 4 }), Bar::default());
        assert_ne!(Bar::of_share(Share { part: 5, of: 5 }), Bar::default());
    }
}
