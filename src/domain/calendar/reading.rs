//! Dates as people write them.

use chrono::{Days, Months, NaiveDate};

/// Why a date could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing was written.
    Empty,
    /// It has the shape of a date, but there is no such day.
    Impossible(String),
    /// It is a day so far away that it must be a slip.
    FarAway(String),
    /// It is no date.
    NotADate,
}

/// Reads a date as people write it: 2025-03-31, 20250331, 31/3 2025, 31 mars 2025, 31 March 2025.
///
/// # Errors
/// See [`DateFault`]. Years outside 1990–2100 are too far away.
pub fn date(raw: &str) -> Result<NaiveDate, DateFault> {
    let text = raw.trim().to_lowercase();
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    let (year, month, day) = parts(text.trim_start_matches("den ")).ok_or(DateFault::NotADate)?;
    let found = NaiveDate::from_ymd_opt(year, month, day);
    match ((1990..=2100).contains(&year), found) {
        (true, Some(day)) => Ok(day),
        (true, None) => Err(DateFault::Impossible(raw.trim().to_owned())),
        (false, Some(_)) => Err(DateFault::FarAway(raw.trim().to_owned())),
        (false, None) => Err(DateFault::NotADate),
    }
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

impl LatestDate {
    /// The first day that it means: a day's own, or the first of the month or the quarter.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        match month_or_quarter(&self.text.trim().to_lowercase()) {
            Some((first, last)) if last == self.last_day => first,
            Some(_) | None => self.last_day,
        }
    }
}

/// Reads a latest date: a date, "september 2025", "2025-09", "kvartal 3 2025", "Q3 2025".
///
/// # Errors
/// See [`DateFault`]. "Löpande" is no date: a promise without a day cannot be followed up.
pub fn latest_date(raw: &str) -> Result<LatestDate, DateFault> {
    let text = raw.trim().to_owned();
    let last_day = match date(&text) {
        Ok(day) => day,
        Err(DateFault::NotADate) => month_or_quarter(&text.to_lowercase()).ok_or(DateFault::NotADate)?.1,
        Err(fault @ (DateFault::Empty | DateFault::Impossible(_) | DateFault::FarAway(_))) => return Err(fault),
    };
    Ok(LatestDate { text, last_day })
}

fn month_or_quarter(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let words: Vec<&str> = text.split([' ', '-', '/']).filter(|w| !w.is_empty()).collect();
    let year_of = |w: &str| w.parse::<i32>().ok().filter(|y| (1990..=2100).contains(y));
    let quarter = |w: &str| w.trim_start_matches('q').trim_start_matches("kv").parse::<u32>().ok().filter(|q| (1..=4).contains(q));
    let (year, month, months) = match words.as_slice() {
        ["kvartal" | "quarter" | "kv", q, y] | ["kvartal" | "quarter" | "kv", q, _, y] => (year_of(y)?, quarter(q)? * 3, 3),
        [q, y] if q.starts_with('q') || q.starts_with("kv") => (year_of(y)?, quarter(q)? * 3, 3),
        [y, m] if year_of(y).is_some() => {
            let (month, months) = m.parse().ok().or_else(|| month_number(m)).map(|m| (m, 1)).or_else(|| quarter(m).map(|q| (q * 3, 3)))?;
            (year_of(y)?, month, months)
        }
        [m, y] => (year_of(y)?, month_number(m)?, 1),
        _ => return None,
    };
    until_month(year, month, months)
}

/// The first and the last day of so many months that end with this one.
fn until_month(year: i32, month: u32, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let begins = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((begins.checked_sub_months(Months::new(months - 1))?, begins.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
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
        for far in ["2999-01-01", "1900-01-01", "1 januari 1989", "21010101"] {
            assert_eq!(date(far), Err(DateFault::FarAway(far.to_owned())), "{far}");
        }
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
        for (text, day) in [
            ("september 2025", "2025-09-01"),
            ("2025-09", "2025-09-01"),
            ("kvartal 3 2025", "2025-07-01"),
            ("2025 q1", "2025-01-01"),
            ("Q4 2025", "2025-10-01"),
            ("2025-06-15", "2025-06-15"),
        ] {
            assert_eq!(latest_date(text).map(|l| l.first_day()), Ok(d(day)), "{text}");
        }
        assert_eq!(latest_date("löpande"), Err(DateFault::NotADate));
    }
}
