//! Tables whose columns came one below the other: all names, then what is asked of each, then all days.

use super::addressees::names_only;
use super::bodies::{Mention, Vocabulary};
use super::dates::{DateMention, dates};
use super::doubts::Doubts;
use super::found::Phrase;
use super::kinds::{about_responses, kinds};
use super::layout::Paragraph;
use super::letter::{Role, RoundKind};
use super::limits::has_limit;
use super::roles::marker_at;
use super::tables::Entry;
use super::words::{Token, at};

/// The tables of a letter of this form.
#[derive(Debug, Default)]
pub(super) struct Stacked {
    pub entries: Vec<Entry>,
    /// Bodies that get the report for information.
    pub informed: Vec<(Mention, Phrase)>,
    /// For every paragraph, whether it is a cell of such a table.
    pub is_cell: Vec<bool>,
}

#[derive(Debug)]
enum Cell {
    Body(Mention),
    Said(Role),
    Day(DateMention),
    /// "–": no day.
    Empty,
    /// "Svar senast": what stands over the days, with the first of them where it has no line of its own, and the response they are for.
    Head(Option<DateMention>, Option<RoundKind>),
}

/// Finds them: as many cells that say something as there are names, and as many days as there are who must answer.
pub(super) fn stacked(paragraphs: &[Paragraph], vocabulary: &Vocabulary) -> Stacked {
    let mut found = Stacked { is_cell: vec![false; paragraphs.len()], ..Stacked::default() };
    let cells: Vec<Option<Cell>> = paragraphs.iter().map(|paragraph| cell(paragraph, vocabulary)).collect();
    let mut place = 0;
    while place < cells.len() {
        let run = |from: usize, fits: fn(&Cell) -> bool| cells.iter().skip(from).take_while(|cell| cell.as_ref().is_some_and(fits)).count();
        let names = run(place, |cell| matches!(cell, Cell::Body(_)));
        let said = run(place + names, |cell| matches!(cell, Cell::Said(_)));
        let days = run(place + names + said, |cell| matches!(cell, Cell::Day(_) | Cell::Empty));
        // A head and a day for each name, and perhaps another such column.
        let mut end = place + names;
        while let Some(first_day) =
            first_day(&cells, end).filter(|first_day| names >= 2 && end + 1 + run(end + 1, |cell| matches!(cell, Cell::Day(_))) == first_day + names)
        {
            found.in_order(paragraphs, &cells, (place, names, end, first_day));
            end = first_day + names;
        }
        if end > place + names {
            found.is_cell.iter_mut().skip(place).take(end - place).for_each(|cell| *cell = true);
            place = end;
            continue;
        }
        let length = names + said + days;
        if names >= 2 && said == names && days > 0 {
            let part = |from: usize, length: usize| cells.iter().skip(from).take(length).flatten();
            let asked = part(place + names, said).filter(|cell| matches!(cell, Cell::Said(Role::Respond))).count();
            if days == names || days == asked {
                found.take(paragraphs, &cells, (place, names, days));
                found.is_cell.iter_mut().skip(place).take(length).for_each(|cell| *cell = true);
            }
        }
        place += length.max(1);
    }
    found
}

/// Where the days below a head begin.
fn first_day(cells: &[Option<Cell>], head: usize) -> Option<usize> {
    match cells.get(head) {
        Some(Some(Cell::Head(day, _))) => Some(head + usize::from(day.is_none())),
        _ => None,
    }
}

impl Stacked {
    /// Names, a head, and as many days: each in its order.
    fn in_order(&mut self, paragraphs: &[Paragraph], cells: &[Option<Cell>], (place, names, head, first_day): (usize, usize, usize, usize)) {
        let kind = if let Some(Some(Cell::Head(_, kind))) = cells.get(head) { *kind } else { None };
        for count in 0..names {
            let at_day = first_day + count;
            if let (Some(Some(Cell::Body(body))), Some(Some(Cell::Day(date) | Cell::Head(Some(date), _)))) = (cells.get(place + count), cells.get(at_day)) {
                let phrase = paragraphs.get(at_day).map(|paragraph| Phrase::from(&paragraph.text)).unwrap_or_default();
                self.entries.push(Entry { body: body.clone(), kind, date: *date, doubts: Doubts::NONE, phrase });
            }
        }
    }

    fn take(&mut self, paragraphs: &[Paragraph], cells: &[Option<Cell>], (place, names, days): (usize, usize, usize)) {
        let mut next_day = place + names * 2;
        for name in place..place + names {
            let (Some(Some(Cell::Body(body))), Some(Some(Cell::Said(role)))) = (cells.get(name), cells.get(name + names)) else { continue };
            let responds = *role == Role::Respond;
            let phrase = |at: usize| paragraphs.get(at).map(|paragraph| Phrase::from(&paragraph.text)).unwrap_or_default();
            // With a day or a dash for each, the days stand in the order of the names; otherwise in that of those who answer.
            let at_day = next_day;
            next_day += usize::from(days == names || responds);
            match cells.get(at_day) {
                Some(Some(Cell::Day(date))) if responds => {
                    self.entries.push(Entry { body: body.clone(), kind: None, date: *date, doubts: Doubts::NONE, phrase: phrase(at_day) });
                }
                _ if *role == Role::Information => self.informed.push((body.clone(), phrase(name + names))),
                _ => {}
            }
        }
    }
}

/// What a cell says of whoever stands beside it: "För yttrande", "Ja".
pub(super) fn said_alone(words: &[Token]) -> Option<Role> {
    match words {
        [one] if one.is_any(&["yttrande", "svar", "ja", "besvaras", "svarar", "yttrar", "x"]) => Some(Role::Respond),
        [one] if one.is_any(&["kannedom", "information", "nej"]) => Some(Role::Information),
        _ => marker_at(words, 0).filter(|(_, end)| *end == words.len()).map(|(role, _)| role),
    }
}

fn cell(paragraph: &Paragraph, vocabulary: &Vocabulary) -> Option<Cell> {
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    let words = &sentence.tokens;
    if words.iter().all(|word| word.is_any(&["–", "-", "—"])) {
        return Some(Cell::Empty);
    }
    let days = dates(words);
    if let [day] = days.as_slice()
        && day.first == 0
        && day.end == words.len()
    {
        return Some(Cell::Day(*day));
    }
    // Only the last words of a head may be a day.
    let last = days.first().filter(|day| days.len() == 1 && day.end == words.len());
    let head = paragraph.is_heading() && about_responses(words) && has_limit(words) && days.len() == usize::from(last.is_some());
    if head && vocabulary.mentions(sentence).iter().all(|mention| mention.group.is_some()) {
        return Some(Cell::Head(last.copied(), kinds(words).first().map(|(_, kind)| *kind)));
    }
    if !days.is_empty() {
        return None;
    }
    if let Some(role) = said_alone(words) {
        return Some(Cell::Said(role));
    }
    let line = names_only(sentence, vocabulary)?;
    let bare = line.label.is_none() && !at(words, 0, &["till"]);
    match line.bodies.as_slice() {
        [(body, None)] if bare => Some(Cell::Body(body.clone())),
        _ => None,
    }
}
