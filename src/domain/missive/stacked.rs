//! Tables whose columns came one below the other: all names, then what is asked of each, then all days.

use super::addressees::names_only;
use super::bodies::{Mention, Vocabulary};
use super::dates::{DateMention, dates};
use super::doubts::Doubts;
use super::found::Phrase;
use super::kinds::about_responses;
use super::layout::Paragraph;
use super::letter::Role;
use super::limits::has_limit;
use super::roles::marker_at;
use super::tables::Entry;
use super::words::at;

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
    /// "Svar senast": what stands over the days, with the first of them where it has no line of its own.
    Head(Option<DateMention>),
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
        let first_day = match cells.get(place + names) {
            Some(Some(Cell::Head(day))) => Some(place + names + usize::from(day.is_none())),
            _ => None,
        };
        let below = run(place + names + 1, |cell| matches!(cell, Cell::Day(_)));
        if let Some(first_day) = first_day.filter(|first_day| names >= 2 && place + names + 1 + below == first_day + names) {
            found.in_order(paragraphs, &cells, (place, names, first_day));
            found.is_cell.iter_mut().skip(place).take(first_day + names - place).for_each(|cell| *cell = true);
            place = first_day + names;
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

impl Stacked {
    /// Names, a head, and as many days: each in its order.
    fn in_order(&mut self, paragraphs: &[Paragraph], cells: &[Option<Cell>], (place, names, first_day): (usize, usize, usize)) {
        for count in 0..names {
            let at_day = first_day + count;
            if let (Some(Some(Cell::Body(body))), Some(Some(Cell::Day(date) | Cell::Head(Some(date))))) = (cells.get(place + count), cells.get(at_day)) {
                let phrase = paragraphs.get(at_day).map(|paragraph| Phrase::from(&paragraph.text)).unwrap_or_default();
                self.entries.push(Entry { body: body.clone(), kind: None, date: *date, doubts: Doubts::NONE, phrase });
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
        return Some(Cell::Head(last.copied()));
    }
    if !days.is_empty() {
        return None;
    }
    let marked = marker_at(words, 0).filter(|(_, end)| *end == words.len()).map(|(role, _)| role);
    let said = match words.as_slice() {
        [one] if one.is_any(&["yttrande", "svar", "ja", "besvaras"]) => Some(Role::Respond),
        [one] if one.is_any(&["kannedom", "information", "nej"]) => Some(Role::Information),
        _ => marked,
    };
    if let Some(role) = said {
        return Some(Cell::Said(role));
    }
    let line = names_only(sentence, vocabulary)?;
    let bare = line.label.is_none() && !at(words, 0, &["till"]);
    match line.bodies.as_slice() {
        [(body, None)] if bare => Some(Cell::Body(body.clone())),
        _ => None,
    }
}
