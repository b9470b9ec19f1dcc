//! A text as a picture that a telephone reads: which squares of a grid are dark. The page draws them itself.

use qrcode::{Color, QrCode};

/// So many squares must be left white around it, says ISO 18004.
const MARGIN: usize = 4;

/// The dark squares.
pub struct Picture {
    /// How many squares it is wide and high, with its margin.
    pub side: usize,
    /// The dark ones, row by row, in the language of paths of SVG.
    pub path: String,
}

impl Picture {
    /// Of a text; nothing when it is too long for any grid.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::new(text).ok()?;
        let (width, colors) = (code.width(), code.to_colors());
        let mut path = String::new();
        for (y, row) in colors.chunks(width).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, other| one == other) {
                if run.first() == Some(&Color::Dark) {
                    path.push_str(&format!("M{} {}h{}v1h-{}z", x + MARGIN, y + MARGIN, run.len(), run.len()));
                }
                x += run.len();
            }
        }
        Some(Self { side: width + 2 * MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_three_corners_and_its_margin() {
        let picture = Picture::of("otpauth://totp/Revision:anna%40kommun%2Ese?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        assert!(picture.side >= 21 + 8, "{}", picture.side);
        // The topmost row begins and ends with the side of a corner, seven squares wide.
        assert!(picture.path.starts_with("M4 4h7v1h-7z"), "{}", picture.path);
        assert!(picture.path.contains(&format!("M{} 4h7v1h-7z", picture.side - 4 - 7)), "{}", picture.path);
        assert!(!picture.path.contains(&format!(" {}h", picture.side - 4)) && picture.path.contains(&format!("M4 {}h7", picture.side - 5)));
        assert!(Picture::of(&"x".repeat(5_000)).is_none());
    }
}
