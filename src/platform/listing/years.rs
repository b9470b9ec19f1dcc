//! A year of a list, or all that came before one.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::calendar;

/// Years that a filter takes.
pub(super) const YEARS: RangeInclusive<i32> = 1990..=2100;

/// What stands in front of the year in an address.
const BEFORE: &str = "fore-";

/// By which years a list is narrowed. Tables of years give those furthest back a row together, which leads to exactly what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// A calendar year.
    Year(i32),
    /// All years before this one.
    Before(i32),
}

impl Years {
    /// As it stands in an address: "2016", "fore-2016". Nothing else is one.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let year = |text: &str| text.parse().ok().filter(|year| YEARS.contains(year));
        match value.trim().strip_prefix(BEFORE) {
            Some(text) => year(text).map(Self::Before),
            None => year(value.trim()).map(Self::Year),
        }
    }

    /// As it stands in an address.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Before(year) => format!("{BEFORE}{year}"),
        }
    }

    /// The first year and the last.
    #[must_use]
    pub fn years(self) -> (i32, i32) {
        match self {
            Self::Year(year) => (year, year),
            Self::Before(year) => (*YEARS.start(), year - 1),
        }
    }

    /// The first day and the last, in Stockholm.
    #[must_use]
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = self.years();
        Some((calendar::year(first)?.0, calendar::year(last)?.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_read_back_from_their_address_and_nothing_else_is_any() {
        for (value, years) in [("2016", Some(Years::Year(2016))), (" fore-2016 ", Some(Years::Before(2016)))] {
            assert_eq!(Years::parse(value), years, "{value}");
            assert_eq!(years.and_then(|years| Years::parse(&years.key())), years);
        }
        for value in ["", "fore-", "fore", "före-2016", "fore-16", "fore-fore-2016", "2016-fore", "1989", "2101", "tjugo"] {
            assert_eq!(Years::parse(value), None, "{value}");
        }
    }

    #[test]
    fn before_a_year_ends_with_the_year_before() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(Years::Year(2016).days(), day("2016-01-01").zip(day("2016-12-31")));
        assert_eq!(Years::Before(2016).days(), day("1990-01-01").zip(day("2015-12-31")));
        assert_eq!(Years::Before(1990).days().map(|(first, last)| first <= last), Some(false), "before all there is nothing");
    }
}
