//! How it was on a day that is over (ADR 0069): the day that an address asks for, what a page says of it, and the form that asks
//! for another.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

use super::query::Query;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::text::tidy_line;
use crate::platform::language::Lang;
use crate::platform::parts::{Faults, Field};
use crate::platform::words::Words;

/// What asks for a day, in addresses.
pub(super) const DAY: &str = "per";

/// The day that a page shows: today, or one that is over, as everything stood at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    today: NaiveDate,
    past: Option<NaiveDate>,
}

impl AsOf {
    /// Today.
    #[must_use]
    pub fn today(today: NaiveDate) -> Self {
        Self { today, past: None }
    }

    pub(super) fn day_of(today: NaiveDate, past: NaiveDate) -> Self {
        Self { today, past: Some(past).filter(|day| *day < today) }
    }

    /// The day that is shown.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.past.unwrap_or(self.today)
    }

    /// The same, where it is over.
    #[must_use]
    pub fn past(self) -> Option<NaiveDate> {
        self.past
    }

    /// An address of a page that can show the same day.
    #[must_use]
    pub fn url(self, url: &str) -> String {
        let Some(day) = self.past else { return url.to_owned() };
        let (page, place) = url.split_once('#').map_or((url, String::new()), |(page, place)| (page, format!("#{place}")));
        let joint = if page.contains('?') { '&' } else { '?' };
        format!("{page}{joint}{DAY}={day}{place}")
    }

    /// The address of a page that only shows today: nothing where another day is shown.
    #[must_use]
    pub fn only_today(self, url: impl Into<String>) -> Option<String> {
        self.past.is_none().then(|| url.into())
    }
}

/// Which day a page shows, at its top, and the way back to today. Nothing where it shows today.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/as_of.html")]
pub struct ShownDay {
    t: Texts,
    /// In words, and the address of the same page today.
    past: Option<(String, String)>,
}
impl HtmlSafe for ShownDay {}

impl ShownDay {
    /// Made after everything was asked for.
    #[must_use]
    pub fn new(query: &Query, as_of: AsOf, lang: Lang) -> Self {
        Self { t: Texts::from(lang), past: as_of.past.map(|day| (Words::new(lang).date(day), query.without(DAY))) }
    }
}

/// The form that asks for another day, behind words of its own.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/as_of_form.html")]
pub struct OtherDay {
    t: Texts,
    action: String,
    field: Field,
}
impl HtmlSafe for OtherDay {}

impl OtherDay {
    /// Asks for the page of the query as it was.
    #[must_use]
    pub fn new(query: &Query, as_of: AsOf, lang: Lang) -> Self {
        let t = Texts::from(lang);
        let day = as_of.past.map(|day| day.to_string()).unwrap_or_default();
        let field = Field::date(lang, DAY, t.which_day(), day, &Faults::none()).hint(t.day_for_example());
        Self { t, action: query.path().to_owned(), field }
    }
}

/// Why a day that was asked for is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotShown {
    /// It is no day.
    NoDay(String),
    /// It has not been yet.
    Future(NaiveDate),
    /// Nothing had been sent yet: the day on which the first audit was.
    BeforeAll(Option<NaiveDate>),
    /// The audit had not been sent yet.
    BeforeSent(NaiveDate),
}

impl NotShown {
    /// `shortened`: how long what was typed may be.
    pub(super) fn said(&self, t: Texts, shortened: impl Fn(&str) -> String) -> String {
        let words = Words::new(t.lang);
        match self {
            Self::NoDay(value) => t.no_day(&shortened(&tidy_line(value))),
            Self::Future(day) => t.not_yet(&words.date(*day)),
            Self::BeforeAll(Some(first)) => t.before_all(&words.date(*first)),
            Self::BeforeSent(sent) => t.before_sent(&words.date(*sent)),
            Self::BeforeAll(None) => t.before_anything().to_owned(),
        }
    }
}

/// What is asked for, or why it is not shown.
pub(super) fn read(value: &str, today: NaiveDate) -> Result<AsOf, NotShown> {
    match calendar::date(value) {
        Ok(day) if day > today => Err(NotShown::Future(day)),
        Ok(day) => Ok(AsOf::day_of(today, day)),
        Err(_) => Err(NotShown::NoDay(value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn a_day_that_is_over_stands_in_every_address_that_can_show_it() {
        let today = day("2026-06-01");
        let past = AsOf::day_of(today, day("2026-03-03"));
        for (url, then) in [
            ("/oversikt", "/oversikt?per=2026-03-03"),
            ("/granskningar/x#fullmaktige", "/granskningar/x?per=2026-03-03#fullmaktige"),
            ("/rekommendationer?omdome=delvis", "/rekommendationer?omdome=delvis&per=2026-03-03"),
        ] {
            assert_eq!(past.url(url), then);
            assert_eq!(AsOf::today(today).url(url), url);
        }
        assert_eq!((past.only_today("/namnder"), AsOf::today(today).only_today("/namnder")), (None, Some("/namnder".to_owned())));
    }

    #[test]
    fn today_is_no_day_that_is_over_and_tomorrow_is_refused() {
        let today = day("2026-06-01");
        assert_eq!(read("2026-06-01", today).map(AsOf::past), Ok(None));
        assert_eq!(read("31 maj 2026", today).map(AsOf::day), Ok(day("2026-05-31")));
        assert_eq!(read("2026-06-02", today), Err(NotShown::Future(day("2026-06-02"))));
        for nonsense in ["i går", "2026-02-30", "99999999", "' or 1=1", "2026"] {
            assert_eq!(read(nonsense, today), Err(NotShown::NoDay(nonsense.to_owned())), "{nonsense}");
        }
    }
}
