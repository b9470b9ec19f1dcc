//! From letters on a page to lines of text, with columns and empty lines where people see them.

/// A letter and its place on the page: points from the lower left.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// Where it begins.
    pub(super) x: f32,
    /// Where it ends.
    pub(super) end: f32,
    /// The line that it stands on.
    pub(super) y: f32,
    /// How tall the font is.
    pub(super) size: f32,
    /// What it says; more than one letter where letters are bound together.
    pub(super) text: String,
}

/// Letters that are this much higher or lower, as a part of their size, still stand on the same line.
const SAME_LINE: f32 = 0.45;
/// A gap of so much of the size parts words, …
const WORD: f32 = 0.15;
/// … and one of so much parts columns.
const COLUMN: f32 = 1.3;
/// More blanks than this in a row mean nothing.
const BLANKS: f32 = 60.0;
/// Lines that are this many times further apart than lines usually are have an empty line between them.
const PARAGRAPH: f32 = 1.35;

struct Line {
    y: f32,
    size: f32,
    text: String,
}

/// The text of a page.
pub(super) fn laid_out(mut letters: Vec<Letter>) -> String {
    letters.retain(|letter| [letter.x, letter.end, letter.y, letter.size].iter().all(|n| n.is_finite()));
    letters.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Vec<Letter> = Vec::new();
    for letter in letters {
        let apart = open.last().is_some_and(|last| last.y - letter.y > SAME_LINE * last.size.min(letter.size));
        if apart {
            lines.push(line(std::mem::take(&mut open)));
        }
        open.push(letter);
    }
    if !open.is_empty() {
        lines.push(line(open));
    }
    lines.retain(|line| !line.text.trim().is_empty());
    joined(&lines)
}

/// Puts the letters of a line in order, with spaces where there is room.
fn line(mut letters: Vec<Letter>) -> Line {
    letters.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = letters.iter().map(|letter| letter.size).fold(0.0, f32::max);
    let y = letters.first().map_or(0.0, |letter| letter.y);
    let mut text = String::new();
    let mut end: Option<f32> = None;
    let (mut blank, mut last) = (false, (f32::MIN, String::new()));
    for letter in letters {
        if letter.text.trim().is_empty() {
            blank = true;
            continue;
        }
        // Bold that is made by drawing twice.
        if (letter.x - last.0).abs() < letter.size * 0.1 && letter.text == last.1 {
            continue;
        }
        if let Some(end) = end {
            let gap = (letter.x - end) / letter.size;
            if gap > COLUMN {
                text.extend(std::iter::repeat_n(' ', blanks(gap)));
            } else if blank || gap > WORD {
                text.push(' ');
            }
        }
        text.push_str(&letter.text);
        end = Some(end.map_or(letter.end, |end| end.max(letter.end)));
        last = (letter.x, letter.text);
        blank = false;
    }
    Line { y, size, text }
}

/// How many blanks stand for a gap, at least the three by which columns are told.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 3 and BLANKS")]
fn blanks(gap: f32) -> usize {
    (gap * 2.0).clamp(3.0, BLANKS) as usize
}

/// The lines below each other, with an empty one where the room is larger than it usually is.
fn joined(lines: &[Line]) -> String {
    let mut steps: Vec<f32> = lines.iter().zip(lines.iter().skip(1)).map(|(above, below)| above.y - below.y).collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 3).copied().unwrap_or(0.0);
    let mut text = String::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        if let Some(above) = above {
            let step = above.y - line.y;
            text.push('\n');
            if step > PARAGRAPH * usual.max(1.1 * above.size.min(line.size)) {
                text.push('\n');
            }
        }
        text.push_str(&line.text);
        above = Some(line);
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::{Letter, laid_out};

    /// Words of letters that are half as wide as they are tall.
    fn words(x: f32, y: f32, text: &str) -> Vec<Letter> {
        let letter = |(n, c): (f32, char)| Letter { x: x + n * 5.0, end: x + n * 5.0 + 5.0, y, size: 10.0, text: c.to_string() };
        (0_u8..).map(f32::from).zip(text.chars()).map(letter).collect()
    }

    #[test]
    fn what_stands_side_by_side_is_read_side_by_side_whatever_was_drawn_first() {
        let letters =
            [words(300.0, 700.0, "Datum"), words(50.0, 686.0, "Servicenämnden"), words(50.0, 700.0, "Till"), words(300.0, 685.8, "den 29 januari")].concat();
        let text = laid_out(letters);
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split("   ").map(str::trim).filter(|part| !part.is_empty()).collect()).collect();
        assert_eq!(lines, [["Till", "Datum"], ["Servicenämnden", "den 29 januari"]]);
    }

    #[test]
    fn an_empty_line_stands_where_there_is_more_room_than_usual() {
        let letters = [(700.0, "Ett"), (688.0, "två"), (676.0, "tre"), (652.0, "fyra"), (640.0, "fem")].map(|(y, text)| words(50.0, y, text)).concat();
        assert_eq!(laid_out(letters), "Ett\ntvå\ntre\n\nfyra\nfem\n");
    }

    #[test]
    fn bold_that_is_drawn_twice_is_read_once() {
        let letters = [words(50.0, 700.0, "Kansliet"), words(50.3, 700.0, "Kansliet")].concat();
        assert_eq!(laid_out(letters), "Kansliet\n");
    }
}
