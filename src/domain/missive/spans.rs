//! "Inom tre månader": a time that is counted, and not a date.

use chrono::{Days, NaiveDate};

use super::dates::{DateMention, Day, counted};
use super::months::spelled;
use super::words::{Token, at, before};
use crate::domain::calendar;

/// A time that is counted from the day of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// So many months; a year has twelve.
    Months(u32),
    /// So many days; a week has seven.
    Days(u64),
}

impl Span {
    /// The last day, counted from a day: the corresponding day, as in lag 1930:173 1 §.
    pub(super) fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Span::Months(months) => Some(calendar::months_after(day, months)),
            Span::Days(days) => day.checked_add_days(Days::new(days)),
        }
    }
}

/// Longer than any time that auditors give.
const MOST: u32 = 100;
/// What may stand between "inom" and the number.
const OPENINGS: [&[&str]; 3] = [&["loppet", "av"], &["en", "tid", "av"], &["en", "tid", "om"]];
/// What the time may be counted from, when the letter says so: the letter itself, or its arrival.
const THE_LETTER: [&str; 19] = [
    "ovanstaende",
    "denna",
    "brev",
    "detta",
    "dagens",
    "dat",
    "missiv",
    "mottag",
    "erhal",
    "skrivels",
    "rapport",
    "revisionsrapport",
    "granskningsrapport",
    "oversan",
    "utskick",
    "idag",
    "letter",
    "report",
    "this",
];
/// How many words there may be between "från" and what the time is counted from.
const REACH: usize = 4;

/// The counted times among the tokens. One that is counted from something else than the letter, such as a decision of
/// the council, gives no day.
pub(super) fn spans(tokens: &[Token]) -> Vec<DateMention> {
    (0..tokens.len()).filter_map(|place| span_at(tokens, place)).collect()
}

fn span_at(tokens: &[Token], place: usize) -> Option<DateMention> {
    // "Svarstiden är tre månader", "nämnden har tre månader på sig".
    let stated = tokens.get(place).is_some_and(|word| word.starts_any(&["svarstid", "svarsfrist"])) && at(tokens, place + 1, &["ar", "om", "uppgar", "satts"]);
    if stated {
        let from = if at(tokens, place + 2, &["till"]) { place + 3 } else { place + 2 };
        let (span, end) = length(tokens, from)?;
        return Some(counted(counted_from_letter(tokens, end).then_some(span), place, end));
    }
    // "Ett år därefter", "sex månader senare": from the day before it.
    let before_it = !before(tokens, place, &["inom", "senast", "av", "tid", "om"]);
    if before_it
        && let Some((span, end)) = length(tokens, place)
        && at(tokens, end, &["darefter", "senare", "later", "thereafter"])
    {
        return Some(DateMention::new(Day::Later(span), place, end + 1));
    }
    if at(tokens, place, &["har", "far"]) {
        let (span, end) = length(tokens, place + 1)?;
        let given = at(tokens, end, &["pa"]) && at(tokens, end + 1, &["sig"]);
        return given.then(|| counted(Some(span), place, end));
    }
    if !at(tokens, place, &["inom", "senast", "within"]) {
        return None;
    }
    let opening = OPENINGS.iter().find(|words| words.iter().enumerate().all(|(n, word)| at(tokens, place + 1 + n, &[word])));
    let (span, end) = length(tokens, place + 1 + opening.map_or(0, |words| words.len()))?;
    if at(tokens, end, &["darefter", "senare", "later"]) {
        return Some(DateMention::new(Day::Later(span), place, end + 1));
    }
    Some(counted(counted_from_letter(tokens, end).then_some(span), place, end))
}

/// "tre månader", "3 mån.", "tre (3) månader", "ett halvår".
fn length(tokens: &[Token], place: usize) -> Option<(Span, usize)> {
    if at(tokens, place, &["ett"]) && at(tokens, place + 1, &["halvar", "halvt"]) {
        let end = if at(tokens, place + 2, &["ar"]) { place + 3 } else { place + 2 };
        return Some((Span::Months(6), end));
    }
    let count = count(tokens.get(place)?)?;
    let mut next = place + 1;
    if at(tokens, next, &["("]) && at(tokens, next + 2, &[")"]) {
        next += 3;
    }
    let span = match tokens.get(next)?.plain.as_str() {
        "manader" | "manad" | "man" | "kalendermanader" | "months" | "month" => Span::Months(count),
        "ar" | "year" => Span::Months(count * 12),
        "veckor" | "vecka" | "weeks" => Span::Days(u64::from(count) * 7),
        "dagar" | "dag" | "days" | "kalenderdagar" | "dygn" => Span::Days(u64::from(count)),
        _ => return None,
    };
    Some((span, next + 1))
}

fn count(token: &Token) -> Option<u32> {
    token.number().or_else(|| spelled(&token.plain)).filter(|count| (1..=MOST).contains(count))
}

fn counted_from_letter(tokens: &[Token], end: usize) -> bool {
    // "Två veckor före sammanträdet": from a day that the letter may not give.
    if at(tokens, end, &["fore", "innan", "before"]) {
        return false;
    }
    if !at(tokens, end, &["fran", "efter", "raknat", "from", "of", "after"]) {
        return true;
    }
    tokens.iter().skip(end + 1).take(REACH).any(|word| word.starts_any(&THE_LETTER))
}
