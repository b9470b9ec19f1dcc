//! The part of a list that a page shows, where it stands in the whole, and the ways on and back.

use std::ops::Range;

use askama::Template;
use askama::filters::HtmlSafe;

use super::key::Key;
use super::query::Query;
use super::texts::Texts;
use super::{COUNTED, SIZE};
use crate::platform::language::Lang;

/// Which rows are asked for.
#[derive(Clone, Debug)]
pub enum Place<K> {
    /// The first ones.
    First,
    /// Those that follow this place.
    After(K),
    /// Those that come right before this place.
    Before(K),
}

/// The part of a list that is asked for.
#[derive(Clone, Debug)]
pub struct Window<K> {
    place: Place<K>,
    size: usize,
}

impl<K: Key> Window<K> {
    pub(super) fn new(place: Place<K>, size: usize) -> Self {
        Self { place, size }
    }

    #[cfg(test)]
    pub(super) fn place(&self) -> &Place<K> {
        &self.place
    }

    /// The nearest row before a place, and the nearest after it.
    #[must_use]
    pub fn beside(place: K) -> (Self, Self) {
        (Self::new(Place::Before(place.clone()), 1), Self::new(Place::After(place), 1))
    }

    /// Whether the list is looked at from its beginning.
    #[must_use]
    pub fn is_first(&self) -> bool {
        matches!(self.place, Place::First)
    }

    /// Whether the rows before the key are wanted, and not those after it.
    #[must_use]
    pub fn back(&self) -> bool {
        matches!(self.place, Place::Before(_))
    }

    /// Where to begin reading; `least` comes before every row of the list.
    #[must_use]
    pub fn key(&self, least: K) -> K {
        match &self.place {
            Place::First => least,
            Place::After(key) | Place::Before(key) => key.clone(),
        }
    }

    /// How many rows to read: one more than are shown, to see whether there are more.
    #[must_use]
    pub fn most(&self) -> i64 {
        i64::try_from(self.size + 1).unwrap_or(i64::MAX)
    }

    /// Cuts off the row too many. The rows are those that were read, in the order of the list.
    #[must_use]
    pub fn cut<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Cut<T, K> {
        let more = rows.len() > self.size;
        if more && self.back() {
            rows.remove(0);
        } else {
            rows.truncate(self.size);
        }
        Cut { first: rows.first().map(&key), last: rows.last().map(&key), more, back: self.back(), started: !matches!(self.place, Place::First), rows }
    }

    /// The part of a list that was worked out as a whole. Of a place that is not in it, the page says so, and begins anew.
    #[must_use]
    pub fn part_of<T>(&self, query: &mut Query, all: Vec<T>, key: impl Fn(&T) -> K) -> (Cut<T, K>, Count) {
        let part = self.found(query, |place| all.iter().position(|row| key(row).written() == place.written()));
        let total = all.len();
        let rows = all.into_iter().skip(part.start).take(part.len()).collect();
        Cut::part(rows, part.start, total, key)
    }

    /// Which rows are asked for, by their numbers. Of a place that is not there, the page says so, and begins anew.
    fn found(&self, query: &mut Query, at: impl Fn(&K) -> Option<usize>) -> Range<usize> {
        let part = match &self.place {
            Place::First => Some(0..self.size),
            Place::After(place) => at(place).map(|at| at + 1..at + 1 + self.size),
            Place::Before(place) => at(place).map(|at| at.saturating_sub(self.size)..at),
        };
        part.unwrap_or_else(|| {
            query.lose_place();
            0..self.size
        })
    }
}

/// A list whose rows are numbered, and of which only the length is known.
impl Window<(i64,)> {
    /// Which rows to read, from number 0 on.
    #[must_use]
    pub fn numbers(&self, query: &mut Query, total: usize) -> Range<usize> {
        self.found(query, |(place,)| usize::try_from(*place).ok().filter(|place| *place < total))
    }

    /// Those rows, once they are read: the first of them has the first number.
    #[must_use]
    pub fn numbered<T>(&self, rows: Vec<T>, numbers: &Range<usize>, total: usize) -> (Cut<(i64, T), (i64,)>, Count) {
        let rows = (number(numbers.start)..).zip(rows).take(numbers.len()).collect();
        Cut::part(rows, numbers.start, total, |(n, _)| (*n,))
    }
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The rows of a page.
#[derive(Clone, Debug)]
pub struct Cut<T, K> {
    /// In the order of the list.
    pub rows: Vec<T>,
    /// The place of the first row.
    pub first: Option<K>,
    last: Option<K>,
    more: bool,
    back: bool,
    started: bool,
}

/// How many rows a list has, and how many of them come before the page. What is counted by the database is counted only so
/// far, and one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    before: i64,
    total: i64,
    /// How far each was counted; `None`: it is known.
    before_up_to: Option<i64>,
    total_up_to: Option<i64>,
}

impl Count {
    /// How far the database counts what is not searched by words, as the limit of its query.
    pub const LIMIT: i64 = COUNTED + 1;

    /// What the database has counted, with [`Count::LIMIT`] as the limit of each.
    #[must_use]
    pub fn new(before: i64, total: i64) -> Self {
        Self::up_to(COUNTED, before, total)
    }

    /// What the database has counted so far, with one more as the limit of each.
    #[must_use]
    pub fn up_to(limit: i64, before: i64, total: i64) -> Self {
        Self { before, total, before_up_to: Some(limit), total_up_to: Some(limit) }
    }

    /// How many there are is known; how many come before was counted with [`Count::LIMIT`] as its limit.
    #[must_use]
    pub fn known(before: i64, total: i64) -> Self {
        Self { before, total, before_up_to: Some(COUNTED), total_up_to: None }
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.total == 0
    }

    /// Beyond how many nobody counted, when there are more.
    fn more_than(self) -> Option<i64> {
        self.total_up_to.filter(|limit| self.total > *limit)
    }

    fn begins_further_than_counted(self) -> bool {
        self.before_up_to.is_some_and(|limit| self.before > limit)
    }
}

impl<T, K: Key> Cut<T, K> {
    /// Rows of a list whose length is known, from one of them on.
    fn part(rows: Vec<T>, from: usize, total: usize, key: impl Fn(&T) -> K) -> (Self, Count) {
        let cut = Self { first: rows.first().map(&key), last: rows.last().map(&key), more: from + rows.len() < total, back: false, started: from > 0, rows };
        (cut, Count { before: number(from), total: number(total), before_up_to: None, total_up_to: None })
    }

    /// The place before which rows are counted: on the first page there are none. `least` comes before every row.
    #[must_use]
    pub fn begins(&self, least: K) -> K {
        self.first.clone().filter(|_| self.started).unwrap_or(least)
    }

    /// Where the next rows begin, for a file.
    pub(super) fn next(&self) -> Option<String> {
        self.last.as_ref().filter(|_| self.more && !self.back).map(Key::written)
    }

    /// The ways on and back in a list that begins in its middle, as a calendar does with today: nobody counts it.
    #[must_use]
    pub fn pages_around(&self, query: &Query, lang: Lang) -> Pages {
        let later = if self.back { true } else { self.more };
        Pages {
            t: Texts::from(lang),
            first: self.started.then(|| query.here()),
            // Whether there is anything before the first page is seen by going there.
            previous: self.first.as_ref().filter(|_| !self.back || self.more).map(|key| query.before(key)),
            next: self.last.as_ref().filter(|_| later).map(|key| query.after(key)),
            shown: i64::try_from(self.rows.len()).unwrap_or(i64::MAX),
            count: None,
        }
    }

    /// The ways on and back, and what is shown of how many.
    #[must_use]
    pub fn pages(&self, query: &Query, lang: Lang, count: Count) -> Pages {
        let shown = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        // On a page before another there is something after it, and the other way round what was counted before it.
        let later = if self.back { true } else { self.more };
        let earlier = count.before > 0 || (self.rows.is_empty() && self.started);
        let first_page = i64::try_from(SIZE).is_ok_and(|size| count.before <= size);
        Pages {
            t: Texts::from(lang),
            first: earlier.then(|| query.here()),
            previous: self.first.as_ref().filter(|_| earlier).map(|key| if first_page { query.here() } else { query.before(key) }),
            next: self.last.as_ref().filter(|_| later).map(|key| query.after(key)),
            shown,
            count: Some(count),
        }
    }
}

/// Links to the first, the previous and the next page. Draws nothing when everything is shown.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/pages.html")]
pub struct Pages {
    t: Texts,
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
    shown: i64,
    count: Option<Count>,
}
impl HtmlSafe for Pages {}

impl Pages {
    /// "Visar 26–50 av 42", when not everything is shown.
    fn sentence(&self) -> Option<String> {
        let count = self.count?;
        let Count { before, total, .. } = count;
        if self.shown == 0 || (before == 0 && self.next.is_none() && self.shown == total) {
            return None;
        }
        let of = match count.more_than() {
            Some(limit) => self.t.more_than(&thousands(self.t.lang, limit)),
            None => thousands(self.t.lang, total),
        };
        Some(if count.begins_further_than_counted() {
            self.t.showing_some(self.shown, &of)
        } else {
            self.t.showing(&thousands(self.t.lang, before + 1), &thousands(self.t.lang, before + self.shown), &of)
        })
    }

    /// "42 granskningar": how many there are, said by the list; in one that nobody counts, how many are shown.
    #[must_use]
    pub fn heading(&self, said: impl Fn(i64) -> String) -> String {
        let Some(count) = self.count else { return said(self.shown) };
        let (total, said_of) = (count.total, |n: i64| said(n).replacen(&n.to_string(), &thousands(self.t.lang, n), 1));
        match count.more_than() {
            Some(limit) => self.t.more_than_heading(&said_of(limit)),
            None => said_of(total),
        }
    }
}

/// What stands above the rows: how many there are, which of them are shown, the file; or why there are none.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/list_head.html")]
pub struct Head {
    t: Texts,
    heading: String,
    shown: Option<String>,
    files: Option<Files>,
    none: Option<&'static str>,
    /// Where all rows are, when a filter or the place leaves none.
    all: Option<(String, &'static str)>,
}
impl HtmlSafe for Head {}

/// Where the rows are as files.
#[derive(Clone, Debug)]
struct Files {
    csv: String,
    excel: String,
}

impl Head {
    /// `heading` counts ("42 granskningar"), `none` says that the list is empty, `file` is where its rows are as CSV; for Excel they are beside it.
    #[must_use]
    pub fn new(query: &Query, pages: &Pages, heading: impl Fn(i64) -> String, none: &'static str, file: &str) -> Self {
        let t = pages.t;
        let all = match (pages.shown, pages.first.is_some(), query.filtered()) {
            (0, true, _) => Some((query.here(), t.to_first())),
            (0, false, true) => Some((query.path().to_owned(), t.clear())),
            _ => None,
        };
        let none = match (pages.shown, pages.first.is_some(), query.filtered()) {
            (0, true, _) => Some(t.no_more_rows()),
            (0, false, true) => Some(t.none_match()),
            (0, false, false) => Some(none),
            _ => None,
        };
        let files = Files { csv: query.at(file), excel: query.at(&file.replace(".csv", ".xlsx")) };
        Self { t, heading: pages.heading(heading), shown: pages.sentence(), files: (pages.shown > 0).then_some(files), none, all }
    }

    /// Without the way to the files, where they could not hold all that there is.
    #[must_use]
    pub fn with_files_if(self, whole: bool) -> Self {
        Self { files: self.files.filter(|_| whole), ..self }
    }
}

/// "1 000" in Swedish, "1,000" in English.
fn thousands(lang: Lang, n: i64) -> String {
    let digits = n.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(lang.pick('\u{a0}', ','));
        }
        said.push(digit);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(query: &str) -> (Query, Window<(i64,)>) {
        let mut query = Query::of("/tal", Some(query));
        let window = query.window();
        (query, window)
    }

    /// What a database would answer: at most so many of the numbers from 1 to `of`.
    fn read(window: &Window<(i64,)>, of: i64) -> Vec<i64> {
        let most = usize::try_from(window.most()).unwrap();
        let (key,) = window.key((0,));
        if window.back() {
            let mut rows: Vec<i64> = (1..key).rev().take(most).collect();
            rows.reverse();
            rows
        } else {
            (key + 1..=of).take(most).collect()
        }
    }

    fn page(query: &str, of: i64) -> (Vec<i64>, Pages) {
        let (query, window) = window(query);
        let cut = window.cut(read(&window, of), |n| (*n,));
        let before = cut.first.map_or(0, |(first,)| first - 1).min(Count::LIMIT);
        let pages = cut.pages(&query, Lang::SV, Count::new(before, of.min(Count::LIMIT)));
        (cut.rows, pages)
    }

    #[test]
    fn whoever_goes_on_and_back_meets_every_row_once() {
        for of in [0, 1, 24, 25, 26, 49, 50, 51, 130, 2_600] {
            let (mut met, mut address) = (Vec::new(), String::new());
            let mut last = Vec::new();
            loop {
                let (rows, pages) = page(&address, of);
                met.extend(rows.clone());
                last = if rows.is_empty() { last } else { rows };
                let Some(next) = pages.next else { break };
                next.split_once('?').unwrap().1.clone_into(&mut address);
            }
            assert_eq!(met, (1..=of).collect::<Vec<_>>());
            let mut back = last;
            while let (_, Pages { previous: Some(previous), .. }) = page(&address, of) {
                previous.split_once('?').map_or("", |(_, query)| query).clone_into(&mut address);
                let (rows, _) = page(&address, of);
                back = rows.into_iter().chain(back).collect();
            }
            assert_eq!(back, (1..=of).collect::<Vec<_>>(), "back through {of}");
        }
    }

    #[test]
    fn a_page_says_what_it_shows_of_how_many() {
        assert_eq!(page("", 25).1.sentence(), None);
        assert_eq!(page("", 42).1.sentence().as_deref(), Some("Visar 1–25 av 42"));
        assert_eq!(page("efter=25", 42).1.sentence().as_deref(), Some("Visar 26–42 av 42"));
        assert_eq!(page("efter=975", 1_000).1.sentence().as_deref(), Some("Visar 976–1\u{a0}000 av 1\u{a0}000"));
        assert_eq!(page("efter=900", 1_001).1.sentence().as_deref(), Some("Visar 901–925 av fler än 1\u{a0}000"));
        assert_eq!(page("efter=5000", 9_000).1.sentence().as_deref(), Some("Visar 25 av fler än 1\u{a0}000"));
        let said = |n: i64| format!("{n} tal");
        assert_eq!(page("", 42).1.heading(said), "42 tal");
        assert_eq!(page("", 1_000).1.heading(said), "1\u{a0}000 tal");
        assert_eq!(page("", 9_202).1.heading(said), "Fler än 1\u{a0}000 tal");
    }

    #[test]
    fn the_second_page_leads_back_to_the_list_itself() {
        let (_, second) = page("efter=25", 60);
        assert_eq!((second.first.as_deref(), second.previous.as_deref(), second.next.as_deref()), (Some("/tal"), Some("/tal"), Some("/tal?efter=50")));
        let (_, third) = page("efter=50", 60);
        assert_eq!((third.previous.as_deref(), third.next.as_deref()), (Some("/tal?fore=51"), None));
        let (rows, beyond) = page("efter=60", 60);
        assert_eq!((rows.len(), beyond.first.as_deref(), beyond.next), (0, Some("/tal"), None));
    }

    #[test]
    fn a_list_that_was_worked_out_as_a_whole_has_the_same_pages() {
        let mut address = String::new();
        let mut met = Vec::new();
        loop {
            let (mut query, window) = window(&address);
            let (cut, count) = window.part_of(&mut query, (1..=1_730).collect(), |n| (*n,));
            let pages = cut.pages(&query, Lang::EN, count);
            met.extend(cut.rows);
            assert!(pages.sentence().unwrap().ends_with("of 1,730"), "{:?}", pages.sentence());
            let Some(next) = pages.next else { break };
            next.split_once('?').unwrap().1.clone_into(&mut address);
        }
        assert_eq!(met, (1..=1_730).collect::<Vec<i64>>());
        let (mut query, before) = window("fore=51");
        let (cut, count) = before.part_of(&mut query, (1..=60).collect(), |n| (*n,));
        assert_eq!((cut.rows.first(), cut.pages(&query, Lang::SV, count).sentence().as_deref()), (Some(&26), Some("Visar 26–50 av 60")));
    }
}
