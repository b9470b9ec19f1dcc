//! Days. A last day is a civil date in Stockholm and counts whole; an instant is UTC. See ADR 0008.

mod closed;
mod reading;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Europe::Stockholm;

pub use closed::{Closed, closed, next_weekday, weekday_before};
pub use reading::{DateFault, LatestDate, MONTHS_EN, MONTHS_SV, date, latest_date};

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

/// The first instant after a day in Stockholm: what arrives before it has arrived on the day or earlier.
#[must_use]
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    instant(day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX), NaiveTime::MIN)
}

/// The same day so many years before. What was sent before it is older than that; of 29 February it is the 28th.
#[must_use]
pub fn years_before(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    day.with_year(day.year() - years).or_else(|| day.pred_opt()?.with_year(day.year() - years))
}

/// The first and the last day of a year.
#[must_use]
pub fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31))
}

/// The corresponding day so many months on, or the last day of that month when it has no such day:
/// lag 1930:173 1 §, which binds terms set by law and is followed for letters as well.
#[must_use]
pub fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
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
    fn a_day_ends_at_midnight_also_when_it_has_23_or_25_hours() {
        for (day, end) in [
            ("2025-03-29", "2025-03-29T23:00:00Z"),
            ("2025-03-30", "2025-03-30T22:00:00Z"),
            ("2025-03-31", "2025-03-31T22:00:00Z"),
            ("2025-10-26", "2025-10-26T23:00:00Z"),
        ] {
            assert_eq!(end_of(d(day)), at(end), "{day}");
        }
        assert_eq!(end_of(d("2025-03-30")) - end_of(d("2025-03-29")), chrono::Duration::hours(23));
        assert_eq!(end_of(d("2025-10-26")) - end_of(d("2025-10-25")), chrono::Duration::hours(25));
    }

    #[test]
    fn a_wall_clock_time_that_summer_time_skips_becomes_the_next_one_there_is() {
        assert_eq!(instant(d("2025-03-30"), NaiveTime::from_hms_opt(2, 30, 0).unwrap()), at("2025-03-30T01:00:00Z"));
    }

    #[test]
    fn months_lead_to_the_corresponding_day_or_the_last_of_the_month() {
        for (day, months, then) in [
            ("2024-12-31", 3, "2025-03-31"),
            ("2024-11-30", 3, "2025-02-28"),
            ("2023-11-30", 3, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2025-01-15", 1, "2025-02-15"),
            ("2025-08-31", 6, "2026-02-28"),
        ] {
            assert_eq!(months_after(d(day), months), d(then), "{day} + {months}");
        }
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
