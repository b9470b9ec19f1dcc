//! Days. A last day is a civil date in Stockholm and counts whole; an instant is UTC. See ADR 0008.

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveTime, TimeZone as _, Utc, Weekday};
use chrono_tz::Europe::Stockholm;

/// The day it is in Stockholm at an instant.
#[must_use]
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Stockholm).date_naive()
}

/// The time of day in Stockholm at an instant.
#[must_use]
pub fn time_of(at: DateTime<Utc>) -> NaiveTime {
    at.with_timezone(&Stockholm).time()
}

/// The instant of a wall-clock time in Stockholm. In the hour that summer time skips, the instant after it;
/// in the hour that winter time repeats, the first of the two.
#[must_use]
pub fn instant(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let mut wall = day.and_time(time);
    for _ in 0..4 {
        if let Some(at) = Stockholm.from_local_datetime(&wall).earliest() {
            return at.with_timezone(&Utc);
        }
        wall += chrono::Duration::minutes(30);
    }
    DateTime::from_naive_utc_and_offset(wall, Utc)
}

/// How a last day stands on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many days are left after this one.
    DaysLeft(i64),
    /// Today is the last day: it counts to midnight.
    LastDay,
    /// The last day was so many days ago.
    DaysLate(i64),
}

/// Compares a last day with the day it is.
#[must_use]
pub fn standing(due_on: NaiveDate, today: NaiveDate) -> Standing {
    match (due_on - today).num_days() {
        0 => Standing::LastDay,
        left if left > 0 => Standing::DaysLeft(left),
        late => Standing::DaysLate(-late),
    }
}

/// Days late on arrival, or `None` when it came in time.
#[must_use]
pub fn days_late(due_on: NaiveDate, received_on: NaiveDate) -> Option<i64> {
    let late = (received_on - due_on).num_days();
    (late > 0).then_some(late)
}

/// Why a date could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing was written.
    Empty,
    /// It has the shape of a date, but there is no such day.
    Impossible(String),
    /// It is no date.
    NotADate,
}

/// Reads a date as people write it: 2025-03-31, 20250331, 31/3 2025, 31 mars 2025, 31 March 2025.
///
/// # Errors
/// See [`DateFault`]. Years outside 1990–2100 are no dates here.
pub fn date(raw: &str) -> Result<NaiveDate, DateFault> {
    let text = raw.trim().to_lowercase();
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    let (year, month, day) = parts(text.trim_start_matches("den ")).ok_or(DateFault::NotADate)?;
    if !(1990..=2100).contains(&year) {
        return Err(DateFault::NotADate);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| DateFault::Impossible(raw.trim().to_owned()))
}

fn parts(text: &str) -> Option<(i32, u32, u32)> {
    let digits = |s: &str, n: usize| s.len() <= n && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if text.len() == 8 && digits(text, 8) {
        return Some((text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok()?, text.get(6..)?.parse().ok()?));
    }
    let dashed: Vec<&str> = text.split('-').collect();
    if let [y, m, d] = dashed.as_slice() {
        return (y.len() == 4 && digits(y, 4) && digits(m, 2) && digits(d, 2))
            .then_some(())
            .and_then(|()| Some((y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)));
    }
    let words: Vec<&str> = text.split(['/', ' ']).filter(|w| !w.is_empty()).collect();
    if let [d, m, y] = words.as_slice() {
        let month = if digits(m, 2) { m.parse().ok()? } else { month_number(m)? };
        return (digits(d, 2) && y.len() == 4 && digits(y, 4)).then_some(()).and_then(|()| Some((y.parse().ok()?, month, d.parse().ok()?)));
    }
    None
}

/// The months as written in Swedish running text.
pub const MONTHS_SV: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
/// The months as written in English.
pub const MONTHS_EN: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn month_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let starts =
        |names: &[&str; 12]| names.iter().position(|m| m.to_lowercase() == word || (word.len() >= 3 && m.to_lowercase().starts_with(word) && word.len() <= 4));
    starts(&MONTHS_SV).or_else(|| starts(&MONTHS_EN)).and_then(|i| u32::try_from(i + 1).ok())
}

/// When a measure is to be done at the latest, in the board's words: a day, a month or a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatestDate {
    /// As written.
    pub text: String,
    /// The last day that it means.
    pub last_day: NaiveDate,
}

/// Reads a latest date: a date, "september 2025", "2025-09", "kvartal 3 2025", "Q3 2025".
///
/// # Errors
/// See [`DateFault`]. "Löpande" is no date: a promise without a day cannot be followed up.
pub fn latest_date(raw: &str) -> Result<LatestDate, DateFault> {
    let text = raw.trim().to_owned();
    let last_day = match date(&text) {
        Ok(day) => day,
        Err(DateFault::NotADate) => month_or_quarter(&text.to_lowercase()).ok_or(DateFault::NotADate)?,
        Err(fault @ (DateFault::Empty | DateFault::Impossible(_))) => return Err(fault),
    };
    Ok(LatestDate { text, last_day })
}

fn month_or_quarter(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split([' ', '-', '/']).filter(|w| !w.is_empty()).collect();
    let year_of = |w: &str| w.parse::<i32>().ok().filter(|y| (1990..=2100).contains(y));
    let quarter = |w: &str| w.trim_start_matches('q').trim_start_matches("kv").parse::<u32>().ok().filter(|q| (1..=4).contains(q));
    let (year, month) = match words.as_slice() {
        ["kvartal" | "quarter" | "kv", q, y] | ["kvartal" | "quarter" | "kv", q, _, y] => (year_of(y)?, quarter(q)? * 3),
        [q, y] if q.starts_with('q') || q.starts_with("kv") => (year_of(y)?, quarter(q)? * 3),
        [y, m] if year_of(y).is_some() => (year_of(y)?, m.parse().ok().or_else(|| quarter(m).map(|q| q * 3)).or_else(|| month_number(m))?),
        [m, y] => (year_of(y)?, month_number(m)?),
        _ => return None,
    };
    last_of_month(year, month)
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
}

/// A date on which offices are closed. Last days are never moved because of one, only warned about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
    /// A public holiday or one of the eves that are treated alike (lag 1930:173 2 §): Swedish and English name.
    Holiday(&'static str, &'static str),
}

/// Tells if a day is a weekend, a Swedish public holiday (lag 1989:253) or Midsummer, Christmas or New Year's Eve.
#[must_use]
pub fn closed(day: NaiveDate) -> Option<Closed> {
    if let Some((sv, en)) = holiday(day) {
        return Some(Closed::Holiday(sv, en));
    }
    match day.weekday() {
        Weekday::Sat => Some(Closed::Saturday),
        Weekday::Sun => Some(Closed::Sunday),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => None,
    }
}

fn holiday(day: NaiveDate) -> Option<(&'static str, &'static str)> {
    let fixed = match (day.month(), day.day()) {
        (1, 1) => Some(("nyårsdagen", "New Year's Day")),
        (1, 6) => Some(("trettondedag jul", "Epiphany")),
        (5, 1) => Some(("första maj", "1 May")),
        (6, 6) => Some(("nationaldagen", "the National Day")),
        (12, 24) => Some(("julafton", "Christmas Eve")),
        (12, 25) => Some(("juldagen", "Christmas Day")),
        (12, 26) => Some(("annandag jul", "Boxing Day")),
        (12, 31) => Some(("nyårsafton", "New Year's Eve")),
        _ => None,
    };
    fixed.or_else(|| after_easter(day)).or_else(|| near_midsummer(day))
}

fn after_easter(day: NaiveDate) -> Option<(&'static str, &'static str)> {
    match (day - easter_sunday(day.year())?).num_days() {
        -2 => Some(("långfredagen", "Good Friday")),
        0 => Some(("påskdagen", "Easter Sunday")),
        1 => Some(("annandag påsk", "Easter Monday")),
        39 => Some(("Kristi himmelsfärdsdag", "Ascension Day")),
        49 => Some(("pingstdagen", "Whit Sunday")),
        _ => None,
    }
}

fn near_midsummer(day: NaiveDate) -> Option<(&'static str, &'static str)> {
    match (day.month(), day.weekday(), day.day()) {
        (6, Weekday::Fri, 19..=25) => Some(("midsommarafton", "Midsummer Eve")),
        (6, Weekday::Sat, 20..=26) => Some(("midsommardagen", "Midsummer Day")),
        (10, Weekday::Sat, 31) | (11, Weekday::Sat, 1..=6) => Some(("alla helgons dag", "All Saints' Day")),
        _ => None,
    }
}

/// Easter by the anonymous Gregorian algorithm.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_counts_to_midnight_in_stockholm_on_both_sides_of_summer_time() {
        assert_eq!(day_of(at("2025-03-31T21:59:59Z")), d("2025-03-31"));
        assert_eq!(day_of(at("2025-03-31T22:00:00Z")), d("2025-04-01"));
        assert_eq!(day_of(at("2025-03-29T22:59:59Z")), d("2025-03-29"));
        assert_eq!(day_of(at("2025-12-31T23:30:00Z")), d("2026-01-01"));
    }

    #[test]
    fn a_wall_clock_time_that_summer_time_skips_becomes_the_next_one_there_is() {
        assert_eq!(instant(d("2025-03-30"), NaiveTime::from_hms_opt(2, 30, 0).unwrap()), at("2025-03-30T01:00:00Z"));
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2025-03-31", "20250331", "31/3 2025", "31 mars 2025", "den 31 mars 2025", "31 March 2025", " 31 mar 2025 "] {
            assert_eq!(date(text), Ok(d("2025-03-31")), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        assert_eq!(date("2025-02-30"), Err(DateFault::Impossible("2025-02-30".to_owned())));
        assert_eq!(date("  "), Err(DateFault::Empty));
        for text in ["löpande", "2025-13", "0000-00-00", "99999-01-01", "31/3-25", "٢٠٢٥-٠٣-٣١", "2025-3-31-1", "snarast"] {
            assert_eq!(date(text), Err(DateFault::NotADate), "{text}");
        }
    }

    #[test]
    fn a_month_or_a_quarter_means_its_last_day() {
        for (text, day) in [
            ("september 2025", "2025-09-30"),
            ("2025-09", "2025-09-30"),
            ("kvartal 3 2025", "2025-09-30"),
            ("Q4 2025", "2025-12-31"),
            ("februari 2024", "2024-02-29"),
            ("2025-06-15", "2025-06-15"),
            ("kv 1 2026", "2026-03-31"),
        ] {
            assert_eq!(latest_date(text).map(|l| l.last_day), Ok(d(day)), "{text}");
        }
        assert_eq!(latest_date("löpande"), Err(DateFault::NotADate));
    }

    #[test]
    fn red_days_and_eves_are_known() {
        for (day, name) in [
            ("2025-04-18", "långfredagen"),
            ("2025-06-20", "midsommarafton"),
            ("2025-05-29", "Kristi himmelsfärdsdag"),
            ("2026-12-24", "julafton"),
            ("2025-11-01", "alla helgons dag"),
        ] {
            assert!(matches!(closed(d(day)), Some(Closed::Holiday(sv, _)) if sv == name), "{day}");
        }
        assert_eq!(closed(d("2025-03-30")), Some(Closed::Sunday));
        assert_eq!(closed(d("2025-03-31")), None);
    }

    #[test]
    fn standing_and_lateness_count_whole_days() {
        assert_eq!(standing(d("2025-03-31"), d("2025-03-22")), Standing::DaysLeft(9));
        assert_eq!(standing(d("2025-03-31"), d("2025-03-31")), Standing::LastDay);
        assert_eq!(standing(d("2025-03-13"), d("2025-03-22")), Standing::DaysLate(9));
        assert_eq!(days_late(d("2025-03-31"), d("2025-03-31")), None);
        assert_eq!(days_late(d("2025-03-31"), d("2025-04-02")), Some(2));
    }
}
