//! Dates as Swedish authorities write them.

use chrono::{Datelike, NaiveDate};

use super::letter::Due;
use super::spans::Span;
use super::words::{Token, at, before, touch};

/// A day as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Day, month and year.
    Exact(NaiveDate),
    /// The day follows from the words, such as "sista mars 2025".
    Concluded(NaiveDate),
    /// No year.
    Yearless {
        /// The month.
        month: u32,
        /// The day of the month.
        day: u32,
    },
    /// A time that is counted from the day of the letter.
    Within(Span),
    /// Written as a date, but no such day exists.
    Impossible,
}

impl Day {
    /// The day, if the text gives all of it.
    pub(super) fn whole(self) -> Option<NaiveDate> {
        match self {
            Day::Exact(date) | Day::Concluded(date) => Some(date),
            Day::Yearless { .. } | Day::Within(_) | Day::Impossible => None,
        }
    }

    /// The day as a last day; a missing year is the one that makes it the next such day after `known`.
    pub(super) fn due_after(self, known: Option<NaiveDate>) -> Due {
        match self {
            Day::Exact(date) => Due::On(date),
            Day::Concluded(date) => Due::Perhaps(date),
            Day::Within(span) => known.and_then(|known| span.after(known)).map_or(Due::Unknown, Due::Perhaps),
            Day::Impossible => Due::Unknown,
            Day::Yearless { month, day } => known
                .and_then(|known| {
                    let mut years = known.year()..known.year().saturating_add(9);
                    years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(|date| *date > known))
                })
                .map_or(Due::Unknown, Due::Perhaps),
        }
    }

    /// The last such day that is not after `known`, when the year is missing.
    pub(super) fn latest_until(self, known: NaiveDate) -> Option<NaiveDate> {
        match self {
            Day::Exact(date) | Day::Concluded(date) => Some(date),
            Day::Within(_) | Day::Impossible => None,
            Day::Yearless { month, day } => {
                let mut years = (known.year().saturating_sub(8)..=known.year()).rev();
                years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(|date| *date <= known))
            }
        }
    }
}

/// A date and the tokens it takes up, the end not included.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateMention {
    /// The day.
    pub day: Day,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub end: usize,
}

/// The dates among the tokens, in order.
pub(super) fn dates(tokens: &[Token]) -> Vec<DateMention> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        match date_at(tokens, place) {
            Some((day, end)) => {
                found.push(DateMention { day, first: place, end });
                place = end.max(place + 1);
            }
            None => place += 1,
        }
    }
    share_years(tokens, &mut found);
    found
}

fn date_at(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    if tokens.get(place)?.is_any(&["sista", "utgangen", "slutet"]) {
        return last_of_month(tokens, place);
    }
    // A number that hangs on another by a hyphen or a stroke is part of a reference.
    if before(tokens, place, &["-", "/", "–"]) && touch(tokens, place.checked_sub(1)?, place) {
        let hung = place.checked_sub(2).is_some_and(|earlier| touch(tokens, earlier, earlier + 1));
        if hung {
            return None;
        }
    }
    iso(tokens, place)
        .or_else(|| compact(tokens, place))
        .or_else(|| with_slash(tokens, place))
        .or_else(|| with_month(tokens, place))
        .or_else(|| day_of_next(tokens, place))
}

/// "2025-03-31", also with strokes or stops, and with a space where a line broke.
fn iso(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    let year = digits(tokens, place, 4, 4)?;
    let mark = tokens.get(place + 1).filter(|mark| mark.is_any(&["-", "–", "/", "."]))?;
    let month = digits(tokens, place + 2, 1, 2)?;
    tokens.get(place + 3).filter(|other| other.plain == mark.plain)?;
    let day = digits(tokens, place + 4, 1, 2)?;
    let tight = touch(tokens, place, place + 1) && touch(tokens, place + 2, place + 3);
    tight.then(|| (exact(year, month, day), place + 5))
}

/// "20250331".
fn compact(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    let number = digits(tokens, place, 8, 8)?;
    let year = number / 10_000;
    let day = exact(year, number / 100 % 100, number % 100);
    ((2000..2100).contains(&year) && day != Day::Impossible).then_some((day, place + 1))
}

/// "31/3 2025", "31/3-25", "31.3.2025" and, without a year, "31/3".
fn with_slash(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    let day = digits(tokens, place, 1, 2)?;
    let mark = tokens.get(place + 1).filter(|mark| mark.is_any(&["/", "."]))?;
    let month = digits(tokens, place + 2, 1, 2)?;
    if !touch(tokens, place, place + 1) || !touch(tokens, place + 1, place + 2) {
        return None;
    }
    if let Some(year) = digits(tokens, place + 3, 4, 4).filter(|year| plausible(*year)) {
        return Some((exact(year, month, day), place + 4));
    }
    if at(tokens, place + 3, &["-", "/", ".", "–", ","]) {
        let year = digits(tokens, place + 4, 4, 4).filter(|year| plausible(*year));
        let short = || digits(tokens, place + 4, 2, 2).filter(|_| touch(tokens, place + 3, place + 4)).map(|n| n + 2000);
        if let Some(year) = year.or_else(short) {
            return Some((exact(year, month, day), place + 5));
        }
    }
    let whole = mark.is("/") && exact(2024, month, day) != Day::Impossible;
    whole.then_some((Day::Yearless { month, day }, place + 3))
}

/// "31 mars 2025", "31:a mars" and "31 mar. 2025".
fn with_month(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    let number = tokens.get(place)?.plain.trim_end_matches(['a', 'e']);
    let day: u32 = number.parse().ok().filter(|_| number.len() <= 2)?;
    let mut next = place + 1;
    if at(tokens, next, &[":"]) && at(tokens, next + 1, &["a", "e"]) {
        next += 2;
    } else if at(tokens, next, &["."]) {
        next += 1;
    }
    let (month, year, end) = month_and_year(tokens, next)?;
    Some((year.map_or_else(|| yearless(month, day), |year| exact(year, month, day)), end))
}

/// The 3 in "den 3 respektive 10 april 2025": its month and year stand with the next day.
fn day_of_next(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    let day = digits(tokens, place, 1, 2).filter(|day| (1..=31).contains(day))?;
    let mut next = place + 1;
    if !at(tokens, next, &["och", "respektive", "resp", "samt"]) {
        return None;
    }
    next += 1;
    while at(tokens, next, &[".", "den"]) {
        next += 1;
    }
    digits(tokens, next, 1, 2)?;
    let (month, year, _) = month_and_year(tokens, next + 1)?;
    Some((year.map_or_else(|| yearless(month, day), |year| exact(year, month, day)), place + 1))
}

/// "sista mars 2025", "sista dagen i mars", "utgången av mars 2025".
fn last_of_month(tokens: &[Token], place: usize) -> Option<(Day, usize)> {
    let mut next = place + 1;
    while at(tokens, next, &["dagen", "dag", "i", "av"]) && next < place + 4 {
        next += 1;
    }
    let (month, year, end) = month_and_year(tokens, next)?;
    let last = |year: i32| (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    let day = match year {
        Some(year) => last(i32::try_from(year).ok()?).map_or(Day::Impossible, Day::Concluded),
        None => Day::Yearless { month, day: last(2025)?.day() },
    };
    Some((day, end))
}

fn month_and_year(tokens: &[Token], place: usize) -> Option<(u32, Option<u32>, usize)> {
    let month = month(&tokens.get(place)?.plain)?;
    let mut next = place + 1;
    if at(tokens, next, &["."]) && tokens.get(place).is_some_and(|name| name.plain.len() <= 4) {
        next += 1;
    }
    let after_year_word = if at(tokens, next, &["ar", ","]) { next + 1 } else { next };
    match digits(tokens, after_year_word, 4, 4).filter(|year| plausible(*year)) {
        Some(year) => Some((month, Some(year), after_year_word + 1)),
        None => Some((month, None, place + 1)),
    }
}

fn month(name: &str) -> Option<u32> {
    Some(match name {
        "januari" | "jan" => 1,
        "februari" | "feb" | "febr" => 2,
        "mars" | "mar" => 3,
        "april" | "apr" => 4,
        "maj" => 5,
        "juni" | "jun" => 6,
        "juli" | "jul" => 7,
        "augusti" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "oktober" | "okt" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A day without a year takes it from the next date when only "och" or "respektive" parts the two.
fn share_years(tokens: &[Token], found: &mut [DateMention]) {
    let mut next: Option<DateMention> = None;
    for mention in found.iter_mut().rev() {
        if let (Day::Yearless { month, day }, Some(later)) = (mention.day, next)
            && let Some(date) = later.day.whole()
            && linked(tokens, mention.end, later.first)
        {
            mention.day = in_year_of(date, month, day);
        }
        next = Some(*mention);
    }
}

fn linked(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens.get(from..to).is_some_and(|between| {
        between.len() <= 12
            && between.iter().any(|token| token.is_any(&["och", "respektive", "resp", "samt", ","]))
            && between.iter().all(|token| !token.starts_any(&["yttrande", "svar", "senast"]))
    })
}

fn in_year_of(later: NaiveDate, month: u32, day: u32) -> Day {
    match later.with_day(1).and_then(|_| NaiveDate::from_ymd_opt(later.year(), month, day)) {
        Some(date) if date <= later => Day::Exact(date),
        // November before a January that has a year is most likely the November before it.
        Some(_) => {
            let earlier = NaiveDate::from_ymd_opt(later.year() - 1, month, day);
            earlier.map_or(Day::Impossible, Day::Concluded)
        }
        None => Day::Impossible,
    }
}

fn digits(tokens: &[Token], place: usize, least: usize, most: usize) -> Option<u32> {
    let token = tokens.get(place)?;
    (least..=most).contains(&token.plain.len()).then(|| token.number()).flatten()
}

fn plausible(year: u32) -> bool {
    (1900..2200).contains(&year)
}

fn exact(year: u32, month: u32, day: u32) -> Day {
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.map_or(Day::Impossible, Day::Exact)
}

fn yearless(month: u32, day: u32) -> Day {
    // A leap year, so that 29 February counts as a day.
    if exact(2024, month, day) == Day::Impossible { Day::Impossible } else { Day::Yearless { month, day } }
}
