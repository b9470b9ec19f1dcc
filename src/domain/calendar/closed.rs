//! Days on which offices are closed.

use chrono::{Datelike as _, NaiveDate, Weekday};

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

/// The day itself when offices are open, or else the next day on which they are. Lag 1930:173 2 § moves terms that a
/// law sets to this day; a last day that auditors have set stays, and this day is only offered.
#[must_use]
pub fn next_weekday(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(|day| closed(*day).is_none()).unwrap_or(day)
}

/// The day itself when offices are open, or else the last day before it on which they were.
#[must_use]
pub fn weekday_before(day: NaiveDate) -> NaiveDate {
    std::iter::successors(Some(day), NaiveDate::pred_opt).find(|day| closed(*day).is_none()).unwrap_or(day)
}

fn holiday(day: NaiveDate) -> Option<(&'static str, &'static str)> {
    let fixed = match (day.month(), day.day()) {
        (1, 1) => Some(("nyårsdagen", "New Year's Day")),
        (1, 6) => Some(("trettondedag jul", "Epiphany")),
        (5, 1) => Some(("första maj", "May Day")),
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
    fn the_next_weekday_is_after_weekends_red_days_and_eves_in_a_row() {
        for (day, next) in [
            ("2025-03-31", "2025-03-31"),
            ("2025-03-29", "2025-03-31"),
            ("2025-04-18", "2025-04-22"),
            ("2025-06-20", "2025-06-23"),
            ("2027-12-24", "2027-12-27"),
            ("2026-12-24", "2026-12-28"),
            ("2025-12-31", "2026-01-02"),
            ("2013-06-30", "2013-07-01"),
        ] {
            assert_eq!(next_weekday(d(day)), d(next), "{day}");
        }
    }
}
