//! The letter beside the form: what was used in it is marked, and so is what was not.

use askama::Template;
use askama::filters::HtmlSafe;

use super::reading::{Reading, mark_id};
use super::texts::Texts;
use crate::domain::missive::Place;

/// A letter longer than this, in bytes, is shown around its marks only, so that the page stays light.
const WHOLE: usize = 24_000;
/// So much is shown of a long letter around each mark, and at its beginning.
const AROUND: usize = 500;

/// A stretch of the letter.
enum Piece {
    /// Where a value begins: its name, for links.
    Anchor(String),
    Text(String),
    Used(String),
    Left(String),
    /// Something is left out of a long letter.
    Gap,
}

/// The letter with its marks.
#[derive(Template)]
#[template(path = "audits/beside.html")]
pub(super) struct Beside {
    t: Texts,
    pieces: Vec<Piece>,
    /// What was not used: its name among the marks, its words, why it is there.
    left: Vec<(String, String, String)>,
    shortened: bool,
    whole: String,
}
impl HtmlSafe for Beside {}

struct Span {
    place: Place,
    id: String,
    used: bool,
}

impl Beside {
    /// The letter of a reading; `whole` is the address of all of it.
    pub(super) fn new(t: Texts, letter: &str, reading: &Reading, whole: String) -> Self {
        let used = reading.notes.iter().filter_map(|note| Some(Span { place: note.place?, id: mark_id(note.field, &note.body), used: true }));
        let left: Vec<(String, String, String)> =
            reading.leftover.iter().enumerate().map(|(n, left)| (format!("kvar-{n}"), left.phrase.text.clone(), t.leftover_reason(left.reason))).collect();
        let unused = reading.leftover.iter().zip(&left).filter_map(|(found, (id, ..))| Some(Span { place: found.phrase.place?, id: id.clone(), used: false }));
        let spans: Vec<Span> = used.chain(unused).filter(|span| letter.get(span.place.start..span.place.end).is_some()).collect();
        let shortened = letter.len() > WHOLE;
        let pieces = pieces(letter, &spans, shortened);
        Self { t, pieces, left, shortened, whole }
    }
}

fn pieces(letter: &str, spans: &[Span], shortened: bool) -> Vec<Piece> {
    let mut cuts: Vec<usize> = spans.iter().flat_map(|span| [span.place.start, span.place.end]).chain([0, letter.len()]).collect();
    if shortened {
        cuts.push(letter.floor_char_boundary(AROUND * 2));
        cuts.extend(
            spans
                .iter()
                .flat_map(|span| [letter.floor_char_boundary(span.place.start.saturating_sub(AROUND)), letter.floor_char_boundary(span.place.end + AROUND)]),
        );
    }
    cuts.sort_unstable();
    cuts.dedup();
    let near = |from: usize| from < AROUND * 2 || spans.iter().any(|span| from + AROUND + 4 >= span.place.start && from < span.place.end + AROUND);
    let mut pieces = Vec::new();
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        pieces.extend(spans.iter().filter(|span| span.place.start == *from).map(|span| Piece::Anchor(span.id.clone())));
        let text = letter.get(*from..*to).unwrap_or_default().replace('\u{c}', "\n");
        let covering = |used: bool| spans.iter().any(|span| span.used == used && span.place.start <= *from && span.place.end >= *to);
        if covering(true) {
            pieces.push(Piece::Used(text));
        } else if covering(false) {
            pieces.push(Piece::Left(text));
        } else if shortened && !near(*from) {
            if !matches!(pieces.last(), Some(Piece::Gap)) {
                pieces.push(Piece::Gap);
            }
        } else {
            pieces.push(Piece::Text(text));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, Span, pieces};
    use crate::domain::missive::Place;

    fn marked_up(letter: &str, marks: &[(usize, usize, bool)], shortened: bool) -> String {
        let span = |(n, (start, end, used)): (usize, &(usize, usize, bool))| Span { place: Place { start: *start, end: *end }, id: n.to_string(), used: *used };
        let spans: Vec<Span> = marks.iter().enumerate().map(span).collect();
        let said = pieces(letter, &spans, shortened).into_iter().map(|piece| match piece {
            Piece::Anchor(id) => format!("#{id} "),
            Piece::Text(text) => text,
            Piece::Used(text) => format!("[{text}]"),
            Piece::Left(text) => format!("<{text}>"),
            Piece::Gap => "…".to_owned(),
        });
        said.collect()
    }

    #[test]
    fn phrases_are_marked_where_they_stand_also_when_they_lie_over_each_other() {
        assert_eq!(
            marked_up("Svar till nämnden senast 1 maj", &[(0, 4, true), (10, 31, true), (19, 31, true)], false),
            "#0 [Svar] till #1 [nämnden ]#2 [senast 1 maj]"
        );
        assert_eq!(marked_up("abc", &[(1, 2, false), (1, 3, true)], false), "a#0 #1 [b][c]");
        assert_eq!(marked_up("abc", &[(1, 2, false)], false), "a#0 <b>c");
    }

    #[test]
    fn a_long_letter_is_shown_around_its_marks() {
        let letter = format!("{}MÄRKE{}", "å".repeat(10_000), "ö".repeat(10_000));
        let shown = marked_up(&letter, &[(20_000, 20_006, true)], true);
        assert!(shown.contains("[MÄRKE]") && shown.matches('…').count() == 2 && shown.len() < 5_000, "{}", shown.len());
    }
}
