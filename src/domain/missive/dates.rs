//! Dates as Swedish authorities write them, and how far each can be trusted.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::date_forms::date_at;
use super::doubt::Doubt;
use super::doubts::Doubts;
use super::spans::Span;
use super::words::{Token, at};

/// A day as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Day, month and year, or words with one exact meaning.
    Exact(NaiveDate),
    /// No year.
    Yearless {
        /// The month.
        month: u32,
        /// The day of the month.
        day: u32,
    },
    /// A week by its number: its Friday.
    Week {
        /// The year, if it stands there.
        year: Option<i32>,
        /// The number.
        week: u32,
    },
    /// A time that is counted from the day of the letter.
    Within(Span),
    /// A time that is counted from the day that was given before.
    Later(Span),
    /// Written as a date, but no such day exists.
    Impossible,
}

/// A date and the tokens it takes up, the end not included.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateMention {
    /// The day.
    pub day: Day,
    /// What of it a person must look at.
    pub doubts: Doubts,
    /// Whether "före" makes the day before it the last one.
    pub day_before: bool,
    /// The day of the week that stands before it.
    pub weekday: Option<Weekday>,
    /// The year stands with another body's day.
    pub shared: bool,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub end: usize,
}

impl DateMention {
    pub(super) fn new(day: Day, first: usize, end: usize) -> Self {
        DateMention { day, doubts: Doubts::NONE, day_before: false, weekday: None, shared: false, first, end }
    }

    /// The day, when the text gives all of it.
    pub(super) fn whole(&self) -> Option<NaiveDate> {
        match self.day {
            Day::Exact(date) => Some(date),
            Day::Yearless { .. } | Day::Week { .. } | Day::Within(_) | Day::Later(_) | Day::Impossible => None,
        }
    }

    /// The day as a last day, and the doubts about it. What is missing is concluded from the letter's own day.
    pub(super) fn due_after(&self, letter: Option<NaiveDate>) -> (Option<NaiveDate>, Doubts) {
        let (day, doubts) = match self.day {
            // A year that stands with another's day, and another such day before it: which of the two, a person must say.
            Day::Exact(date) => {
                let earlier = self.shared && letter.is_some_and(|letter| date > letter + Days::new(366));
                (Some(date), self.doubts.and_if(earlier, Doubt::YearAssumed))
            }
            Day::Yearless { month, day } => {
                let next = letter.and_then(|letter| years_from(letter).find_map(|year| later(NaiveDate::from_ymd_opt(year, month, day), letter)));
                (next, self.doubts.and(Doubt::YearAssumed))
            }
            Day::Week { year: Some(year), week } => (friday(year, week), self.doubts.and(Doubt::Computed)),
            Day::Week { year: None, week } => {
                let next = letter.and_then(|letter| years_from(letter).find_map(|year| later(friday(year, week), letter)));
                (next, self.doubts.and(Doubt::Computed))
            }
            Day::Within(span) | Day::Later(span) => (letter.and_then(|letter| span.after(letter)), self.doubts.and(Doubt::Computed)),
            Day::Impossible => (None, self.doubts.and(Doubt::NoSuchDay)),
        };
        let disagrees = self.weekday.zip(day).is_some_and(|(said, day)| day.weekday() != said);
        let last = if self.day_before { day.and_then(|day| day.checked_sub_days(Days::new(1))) } else { day };
        (last, doubts.and_if(disagrees, Doubt::Weekday).and_if(last.is_none(), Doubt::NoDay))
    }

    /// The last such day that is not after `known`, when the year is missing.
    pub(super) fn latest_until(&self, known: NaiveDate) -> Option<NaiveDate> {
        let Day::Yearless { month, day } = self.day else { return self.whole() };
        let mut years = (known.year().saturating_sub(8)..=known.year()).rev();
        years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(|date| *date <= known))
    }
}

/// The letter's year and those after it, far enough for a 29 February.
fn years_from(letter: NaiveDate) -> impl Iterator<Item = i32> {
    letter.year()..letter.year().saturating_add(9)
}

fn later(day: Option<NaiveDate>, letter: NaiveDate) -> Option<NaiveDate> {
    day.filter(|day| *day > letter)
}

fn friday(year: i32, week: u32) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(year, week, Weekday::Fri)
}

/// The dates among the tokens, in order.
pub(super) fn dates(tokens: &[Token]) -> Vec<DateMention> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let Some(mut mention) = date_at(tokens, place) else {
            place += 1;
            continue;
        };
        mention.weekday = weekday_before(tokens, place);
        mention.day_before = preceded_by_before(tokens, place);
        place = mention.end.max(place + 1);
        found.push(mention);
    }
    share_years(tokens, &mut found);
    found
}

/// The weekday in "måndagen den 31 mars" and "måndag 31 mars".
fn weekday_before(tokens: &[Token], place: usize) -> Option<Weekday> {
    let last = place.checked_sub(1)?;
    let at_word = if at(tokens, last, &["den", "the", ","]) { last.checked_sub(1)? } else { last };
    let word = tokens.get(at_word)?.plain.as_str();
    Some(match word.strip_suffix("en").unwrap_or(word) {
        "mandag" | "monday" => Weekday::Mon,
        "tisdag" | "tuesday" => Weekday::Tue,
        "onsdag" | "wednesday" => Weekday::Wed,
        "torsdag" | "thursday" => Weekday::Thu,
        "fredag" | "friday" => Weekday::Fri,
        "lordag" | "saturday" => Weekday::Sat,
        "sondag" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// Whether "före" or "innan" stands before a date, so that the day before it is the last. "Före utgången av" has its
/// own last day.
fn preceded_by_before(tokens: &[Token], place: usize) -> bool {
    if at(tokens, place, &["utgangen", "slutet", "end"]) || at(tokens, place + 1, &["manads"]) {
        return false;
    }
    let mut earlier = place;
    while earlier > 0 && earlier + 3 > place {
        earlier -= 1;
        if at(tokens, earlier, &["fore", "innan", "before"]) {
            // "På eller före den 9 maj", "on or before 9 May".
            return !(earlier > 0 && at(tokens, earlier - 1, &["eller", "or"]));
        }
        let passes = at(tokens, earlier, &["den", "the", ","]) || weekday_before(tokens, earlier + 1).is_some();
        if !passes {
            return false;
        }
    }
    false
}

/// A day without a year takes it from the next date when only "och" or "respektive" parts the two.
fn share_years(tokens: &[Token], found: &mut [DateMention]) {
    let mut next: Option<DateMention> = None;
    for mention in found.iter_mut().rev() {
        if let (Day::Yearless { month, day }, Some(later)) = (mention.day, next)
            && let Some(date) = later.whole()
            && linked(tokens, mention.end, later.first)
        {
            (mention.day, mention.doubts) = in_year_of(date, month, day, mention.doubts);
            mention.shared = tokens.get(mention.end..later.first).is_some_and(|between| between.iter().any(|token| token.is("senast")));
        }
        next = Some(*mention);
    }
}

fn linked(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens.get(from..to).is_some_and(|between| {
        between.len() <= 14
            && between.iter().any(|token| token.is_any(&["och", "respektive", "resp", "samt", ",", "and"]))
            && between.iter().all(|token| !token.starts_any(&["yttrande", "svar", "inte", "sammantrad"]))
            && (between.iter().all(|token| !token.is("senast")) || names_the_next(between))
    })
}

/// "…, av hamnnämnden senast den": another body with its own day, and of the same response.
fn names_the_next(between: &[Token]) -> bool {
    let Some(limit) = between.iter().position(|token| token.is("senast")) else { return false };
    let (ahead, behind) = (between.get(..limit).unwrap_or_default(), between.get(limit + 1..).unwrap_or_default());
    let named = ahead.last().is_some_and(|name| super::names::HEADS.iter().any(|head| name.plain.contains(head)));
    let joins = ahead.first().is_some_and(|token| token.is_any(&[",", "och", "samt"]));
    let other = ahead.iter().any(|token| token.starts_any(&["forsta", "andra", "uppfolj", "slutlig", "darefter", "sedan", "redovis"]));
    joins && named && !other && behind.len() <= 2 && behind.iter().all(|token| token.is("den") || token.plain.ends_with("dagen"))
}

fn in_year_of(later: NaiveDate, month: u32, day: u32, doubts: Doubts) -> (Day, Doubts) {
    match NaiveDate::from_ymd_opt(later.year(), month, day) {
        Some(date) if date <= later => (Day::Exact(date), doubts),
        // November before a January that has a year is most likely the November before it.
        Some(_) => {
            let earlier = NaiveDate::from_ymd_opt(later.year() - 1, month, day);
            (earlier.map_or(Day::Impossible, Day::Exact), doubts.and(Doubt::YearAssumed))
        }
        None => (Day::Impossible, doubts),
    }
}

/// A time that is counted from the letter's day, as a date.
pub(super) fn counted(span: Option<Span>, first: usize, end: usize) -> DateMention {
    DateMention::new(span.map_or(Day::Impossible, Day::Within), first, end)
}
