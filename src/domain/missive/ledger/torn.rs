//! What is left of a date of which a part is lost: "den 5 2025", "senast den 19 decem", and no month that anybody knows.

use super::super::dates::DateMention;
use super::super::limits::is_limit;
use super::super::months::month;
use super::super::words::{Token, at, before, touch};

/// A word of limit stands no further before what is left of its day.
const REACH: usize = 8;
/// No further behind the number stands the year.
const YEAR: usize = 3;

/// Whether a number that must be a day stands in a sentence, and no date was read there.
pub(super) fn torn_dates(words: &[Token], dates: &[DateMention]) -> bool {
    let mut places = (0..words.len()).filter(|place| is_day(words, *place) || is_month_alone(words, *place));
    places.any(|place| !dates.iter().any(|date| (date.first..date.end).contains(&place)))
}

/// "Den 5", "måndagen den 5", or a number with a year behind it, after a word of limit.
fn is_day(words: &[Token], place: usize) -> bool {
    // "Senast 2026-02-27 respektive 2026-03-": the day is on a page that was not found.
    let year = |place: usize| words.get(place).is_some_and(|word| word.plain.len() == 4 && word.number().is_some_and(|year| (2000..2100).contains(&year)));
    let ends = |place: usize| at(words, place + 1, &["-"]) && (place + 2 == words.len() || place + 4 == words.len() && at(words, place + 3, &["-"]));
    if year(place) && ends(place) {
        return true;
    }
    let Some(word) = words.get(place).filter(|word| word.plain.len() <= 2 && word.number().is_some_and(|number| (1..=31).contains(&number))) else {
        return false;
    };
    let article = before(words, place, &["den"]) && !word.capital;
    // "Den 1:a punkten", "den 3-årsplan", "den 4 § nämner": the number belongs to what follows.
    let tied = words.get(place + 1).is_some_and(|next| touch(words, place, place + 1) && !next.is_any(&[",", ".", ")", ";"]))
        || at(words, place + 1, &["§", "kap", "%"]);
    let year = words.iter().skip(place + 1).take(YEAR).any(|next| next.plain.len() == 4 && next.number().is_some_and(|year| (2000..2100).contains(&year)));
    let limited = (place.saturating_sub(REACH)..place).any(|earlier| is_limit(words, earlier));
    !tied && limited && (article || year && before(words, place, &["senast", "dagen", "mandag", "tisdag", "onsdag", "torsdag", "fredag"]))
}

/// "Senast den september": a month stands where the day ought to.
fn is_month_alone(words: &[Token], place: usize) -> bool {
    let month = words.get(place).is_some_and(|word| word.word && month(&word.plain).is_some());
    month && before(words, place, &["den"]) && (place.saturating_sub(REACH)..place).any(|earlier| is_limit(words, earlier))
}
