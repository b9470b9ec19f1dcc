//! What the address of a list asks for. Whatever it asks that the list does not know is named on the page.

use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::NaiveDate;

use super::as_of::{self, AsOf, DAY, NotShown};
use super::key::Key;
use super::pages::{Place, Window};
use super::years::{YEARS, Years};
use super::{CHUNK, SIZE};
use crate::domain::calendar;
use crate::domain::ids::PersonId;
use crate::domain::text::tidy_line;
use crate::platform::failure::form_encoded;

/// More than anybody searches for.
const LONGEST_TEXT: usize = 200;
const AFTER: &str = "efter";
const BEFORE: &str = "fore";

/// Whose something is, and that it is the reader's.
pub(super) const WHOSE: &str = "ansvarig";
pub(super) const MINE: &str = "mina";

/// One of a few values that a filter can have.
pub trait Value: Copy + PartialEq + 'static {
    /// All of them, in the order in which they are offered.
    const ALL: &'static [Self];
    /// As it stands in the address.
    fn key(self) -> &'static str;
}

/// Something in the address that is not used, and is therefore named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unused {
    /// A filter that the list does not have, or a value that it does not take.
    Filter(String, String),
    /// A place in the list that cannot be read.
    Place,
    /// A day that cannot be shown.
    Day(NotShown),
}

/// What the address of a list asks for.
#[derive(Clone, Debug)]
pub struct Query {
    path: String,
    /// What nobody has asked for yet.
    rest: Vec<(String, String)>,
    /// The filters in use.
    kept: Vec<(&'static str, String)>,
    unused: Vec<Unused>,
    /// Where a file goes on.
    resumed: Option<String>,
    size: usize,
}

impl Query {
    /// Reads the part behind the question mark. For the register of routes, and for tests.
    #[must_use]
    pub fn of(path: &str, query: Option<&str>) -> Self {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query.unwrap_or("")).unwrap_or_default();
        // A form sends its empty fields as well. `klart` is for the frame.
        let rest = pairs.into_iter().filter(|(name, value)| !value.trim().is_empty() && name != "klart").collect();
        Self { path: path.to_owned(), rest, kept: Vec::new(), unused: Vec::new(), resumed: None, size: SIZE }
    }

    /// The same for a file, which has no pages.
    #[must_use]
    pub(in crate::platform) fn of_file(path: &str, query: Option<&str>) -> Self {
        Self { size: CHUNK, ..Self::of(path, query) }
    }

    /// The next rows of a file.
    pub(in crate::platform) fn resume(&mut self, at: String) {
        self.resumed = Some(at);
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.rest.iter().position(|(own, _)| own == name)?;
        Some(self.rest.remove(at).1)
    }

    /// Words to search for. Empty when there are none.
    pub fn text(&mut self, name: &'static str) -> String {
        let typed = self.take(name).unwrap_or_default();
        // In the form in which texts are stored: both ways of writing å find the same.
        let text: String = tidy_line(&typed).chars().take(LONGEST_TEXT).collect();
        if !text.is_empty() {
            self.kept.push((name, text.clone()));
        }
        text
    }

    /// One of a few values, of those that this reader is offered.
    pub fn one_of<V: Value>(&mut self, name: &'static str, offered: impl Fn(V) -> bool) -> Option<V> {
        let values: Vec<V> = V::ALL.iter().copied().filter(|value| offered(*value)).collect();
        self.among(name, &values, |value| value.key()).copied()
    }

    /// One of these things, by its name in addresses.
    pub fn among<'a, T>(&mut self, name: &'static str, things: &'a [T], key: impl Fn(&T) -> &str) -> Option<&'a T> {
        let value = self.take(name)?;
        let found = things.iter().find(|thing| key(thing) == value);
        match found {
            Some(_) => self.kept.push((name, value)),
            None => self.unused.push(Unused::Filter(name.to_owned(), value)),
        }
        found
    }

    /// Only what the reader is responsible for herself, where she can be.
    pub fn mine(&mut self, reader: Option<PersonId>) -> Option<PersonId> {
        let offered: &[&str] = if reader.is_some() { &[MINE] } else { &[] };
        self.among(WHOSE, offered, |value| value).and(reader)
    }

    /// A year.
    pub fn year(&mut self, name: &'static str) -> Option<i32> {
        let value = self.take(name)?;
        let year = value.trim().parse().ok().filter(|year| YEARS.contains(year));
        match year {
            Some(year) => self.kept.push((name, year.to_string())),
            None => self.unused.push(Unused::Filter(name.to_owned(), value)),
        }
        year
    }

    /// A year, or all that came before one.
    pub fn years(&mut self, name: &'static str) -> Option<Years> {
        let value = self.take(name)?;
        let years = Years::parse(&value);
        match years {
            Some(years) => self.kept.push((name, years.key())),
            None => self.unused.push(Unused::Filter(name.to_owned(), value)),
        }
        years
    }

    /// A day, in any of the ways in which people write one.
    pub fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        self.day_among(name, NaiveDate::MIN..=NaiveDate::MAX)
    }

    /// The same, of these days only.
    pub fn day_among(&mut self, name: &'static str, days: RangeInclusive<NaiveDate>) -> Option<NaiveDate> {
        let value = self.take(name)?;
        let day = calendar::date(&value).ok().filter(|day| days.contains(day));
        match day {
            Some(day) => self.kept.push((name, day.to_string())),
            None => self.unused.push(Unused::Filter(name.to_owned(), value)),
        }
        day
    }

    /// The day as of which the page is asked for: today, or one that is over.
    pub fn as_of(&mut self, today: NaiveDate) -> AsOf {
        let Some(value) = self.take(DAY) else { return AsOf::today(today) };
        match as_of::read(&value, today) {
            Ok(as_of) => {
                self.kept.extend(as_of.past().map(|day| (DAY, day.to_string())));
                as_of
            }
            Err(why) => {
                self.unused.push(Unused::Day(why));
                AsOf::today(today)
            }
        }
    }

    /// The same, when it is known on which day the first audit was sent: before that there is nothing to show.
    pub fn not_before(&mut self, as_of: AsOf, first: Option<NaiveDate>, today: NaiveDate) -> AsOf {
        if as_of.past().is_none_or(|day| first.is_some_and(|first| first <= day)) {
            return as_of;
        }
        self.refuse_day(NotShown::BeforeAll(first));
        AsOf::today(today)
    }

    /// The same, of one audit: before it was sent there is nothing to show of it.
    pub fn not_before_sent(&mut self, as_of: AsOf, sent_on: NaiveDate, today: NaiveDate) -> AsOf {
        if as_of.past().is_none_or(|day| sent_on <= day) {
            return as_of;
        }
        self.refuse_day(NotShown::BeforeSent(sent_on));
        AsOf::today(today)
    }

    fn refuse_day(&mut self, why: NotShown) {
        self.kept.retain(|(name, _)| *name != DAY);
        self.unused.push(Unused::Day(why));
    }

    /// Nothing more is asked for, where a page has no list: what is left is named.
    pub fn end(&mut self) {
        self.unused.extend(self.rest.drain(..).map(|(name, value)| Unused::Filter(name, value)));
    }

    /// What another page of the service put into the address, such as somebody's number.
    pub fn number<T: FromStr + ToString>(&mut self, name: &'static str) -> Option<T> {
        let value = self.take(name)?;
        let read: Option<T> = value.parse().ok();
        match &read {
            Some(read) => self.kept.push((name, read.to_string())),
            None => self.unused.push(Unused::Filter(name.to_owned(), value)),
        }
        read
    }

    /// The part of the list that is asked for. Comes last: whatever has not been asked for by then is no filter of this
    /// list.
    pub fn window<K: Key>(&mut self) -> Window<K> {
        let (after, before) = (self.take(AFTER), self.take(BEFORE));
        let place = match (self.resumed.as_deref().or(after.as_deref()), before) {
            (Some(written), _) => K::read(written).map(Place::After),
            (None, Some(written)) => K::read(&written).map(Place::Before),
            (None, None) => Some(Place::First),
        };
        if place.is_none() {
            self.unused.push(Unused::Place);
        }
        self.unused.extend(self.rest.drain(..).map(|(name, value)| Unused::Filter(name, value)));
        Window::new(place.unwrap_or(Place::First), self.size)
    }

    /// The place is not in the list.
    pub(super) fn lose_place(&mut self) {
        self.unused.push(Unused::Place);
    }

    /// Whether any filter is in use.
    #[must_use]
    pub fn filtered(&self) -> bool {
        !self.kept.is_empty()
    }

    pub(super) fn unused(&self) -> &[Unused] {
        &self.unused
    }

    /// Whether something was asked for that the list does not know.
    pub(super) fn knows_all(&self) -> bool {
        self.unused.is_empty()
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The first page with the same filters: where the list itself is.
    #[must_use]
    pub fn here(&self) -> String {
        self.address(&self.path, None, None)
    }

    /// The same filters at another address, such as that of the file.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        self.address(path, None, None)
    }

    /// The first page without one of the filters.
    pub(super) fn without(&self, name: &str) -> String {
        self.address(&self.path, Some(name), None)
    }

    pub(super) fn after(&self, key: &impl Key) -> String {
        self.address(&self.path, None, Some((AFTER, key.written())))
    }

    pub(super) fn before(&self, key: &impl Key) -> String {
        self.address(&self.path, None, Some((BEFORE, key.written())))
    }

    fn address(&self, path: &str, without: Option<&str>, place: Option<(&str, String)>) -> String {
        let kept = self.kept.iter().filter(|(name, _)| without != Some(*name)).map(|(name, value)| (*name, value.as_str()));
        let pairs = kept.chain(place.as_ref().map(|(name, key)| (*name, key.as_str())));
        let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", form_encoded(value))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    enum Colour {
        Red,
        Blue,
    }

    impl Value for Colour {
        const ALL: &'static [Self] = &[Self::Red, Self::Blue];
        fn key(self) -> &'static str {
            match self {
                Self::Red => "rod",
                Self::Blue => "bla",
            }
        }
    }

    fn named(query: &Query) -> Vec<String> {
        let named = query.unused().iter().map(|unused| match unused {
            Unused::Filter(name, value) => format!("{name}={value}"),
            Unused::Place => "place".to_owned(),
            Unused::Day(why) => format!("{why:?}"),
        });
        named.collect()
    }

    #[test]
    fn filters_are_kept_in_every_address_of_the_list() {
        let mut query = Query::of("/bilar", Some("q=Saab+99&farg=rod&ar=2024&efter=3~x&klart=sparat&namn="));
        assert_eq!((query.text("q").as_str(), query.one_of::<Colour>("farg", |_| true), query.year("ar")), ("Saab 99", Some(Colour::Red), Some(2024)));
        let window = query.window::<(i64, String)>();
        assert!(matches!(window.place(), Place::After((3, x)) if x == "x"));
        assert_eq!(query.here(), "/bilar?q=Saab%2099&farg=rod&ar=2024");
        assert_eq!(query.at("/bilar.csv"), "/bilar.csv?q=Saab%2099&farg=rod&ar=2024");
        assert_eq!(query.without("farg"), "/bilar?q=Saab%2099&ar=2024");
        assert_eq!(query.after(&(4_i64, "y~z".to_owned())), "/bilar?q=Saab%2099&farg=rod&ar=2024&efter=4%7Ey%257Ez");
        assert_eq!(named(&query), [] as [&str; 0]);
    }

    #[test]
    fn what_the_list_does_not_know_is_named() {
        let mut query = Query::of("/bilar", Some("farg=gul&ar=3000&dorrar=4&farg=rod&fore=%00"));
        assert_eq!((query.one_of::<Colour>("farg", |_| true), query.year("ar")), (None, None));
        assert!(matches!(query.window::<(i64,)>().place(), Place::First));
        assert_eq!(named(&query), ["farg=gul", "ar=3000", "place", "dorrar=4", "farg=rod"]);
        assert_eq!((query.here().as_str(), query.filtered()), ("/bilar", false));
    }

    #[test]
    fn a_value_that_is_not_for_this_reader_does_not_exist() {
        let mut query = Query::of("/bilar", Some("farg=bla"));
        assert_eq!(query.one_of::<Colour>("farg", |colour| colour != Colour::Blue), None);
        assert_eq!(named(&query), ["farg=bla"]);
    }
}
