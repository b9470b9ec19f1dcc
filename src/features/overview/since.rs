//! What has happened since a day: since the reader signed in the time before, since the council's last meeting, or since any day within a
//! year; and the same as a file. What happened is not told by counts but by itself, each row leading to it.

use std::ops::RangeInclusive;

use askama::Template;
use chrono::{Months, NaiveDate, NaiveTime};

use super::store::{self, Beginnings, Happened, What};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::round::RoundName;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Cell, Count, Cut, Filters, Head, ListPage, Query, Sheet, Value, Window};
use crate::platform::page::{Frame, Html};
use crate::platform::words::{Words, capital};

crate::action!(
    /// What has happened since a day.
    ShowSince, ReadPublished
);

/// So far back a day can lie: what is older stands in the register and on the audits' pages.
const FARTHEST: Months = Months::new(12);
/// How far back one looks when nothing says since when.
const WITHOUT_A_BEGINNING: Months = Months::new(1);

impl Value for What {
    const ALL: &'static [Self] = &[
        Self::Sent,
        Self::Came,
        Self::Added,
        Self::TakenBack,
        Self::Overdue,
        Self::Moved,
        Self::Withdrawn,
        Self::Judged,
        Self::Promise,
        Self::Council,
        Self::Closed,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Sent => "granskningar",
            Self::Came => "yttranden",
            Self::Added => "kompletteringar",
            Self::TakenBack => "atertagna",
            Self::Overdue => "forsenade",
            Self::Moved => "flyttade",
            Self::Withdrawn => "begars-inte",
            Self::Judged => "omdomen",
            Self::Promise => "utlovat",
            Self::Council => "fullmaktige",
            Self::Closed => "avslutade",
        }
    }
}

struct Line {
    day: String,
    url: String,
    said: String,
    /// What needs somebody to act.
    bad: bool,
    board: String,
    title: String,
    reference: String,
}

/// Another day from which one can look.
struct Way {
    url: String,
    said: String,
}

#[derive(Template)]
#[template(path = "overview/since.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    ways: Vec<Way>,
    lines: Vec<Line>,
}

/// What the address asks for, understood.
struct Asked {
    chosen: Option<NaiveDate>,
    start: Start,
    what: Option<What>,
    beginnings: Beginnings,
    /// The days that can be chosen.
    days: RangeInclusive<NaiveDate>,
    window: Window<(i64,)>,
}

impl Asked {
    async fn of(visit: &mut Passage, query: &mut Query) -> sqlx::Result<Self> {
        let today = visit.today();
        let beginnings = store::beginnings(visit.conn(), today).await?;
        let days = today.checked_sub_months(FARTHEST).unwrap_or(today)..=today;
        let chosen = query.day_among("dag", days.clone());
        let what = query.one_of::<What>("vad", |_| true);
        let signed_in = beginnings.signed_in_at.map(calendar::day_of).filter(|day| days.contains(day));
        let start = match (chosen, signed_in) {
            (Some(day), _) => Start::Chosen(day),
            (None, Some(day)) => Start::SignedIn(day),
            (None, None) => Start::SomeTimeAgo(today.checked_sub_months(WITHOUT_A_BEGINNING).unwrap_or(today)),
        };
        Ok(Self { chosen, start, what, beginnings, days, window: query.window() })
    }

    /// The part that is asked for. Of a place that is not there the page says so, and begins anew.
    async fn read(&self, visit: &mut Passage, query: &mut Query) -> sqlx::Result<(Cut<(i64, Happened), (i64,)>, Count)> {
        let (day, today) = (self.start.day(), visit.today());
        let days = (day, calendar::instant(day, NaiveTime::MIN), today);
        let total = |rows: &[Happened]| rows.first().map_or(0, |row| usize::try_from(row.of_all).unwrap_or(0));
        // How many there are is read with the rows: the place is believed, and looked at once that is known.
        let believed = self.window.numbers(&mut query.clone(), usize::MAX);
        let mut rows = store::since(visit.conn(), days, self.what, &believed).await?;
        let mut count = total(&rows);
        if rows.is_empty() && (believed.start > 0 || believed.is_empty()) {
            count = total(&store::since(visit.conn(), days, self.what, &(0..1)).await?);
        }
        let numbers = self.window.numbers(query, count);
        if numbers.start != believed.start {
            rows = store::since(visit.conn(), days, self.what, &numbers).await?;
        }
        Ok(self.window.numbered(rows, &numbers, count))
    }
}

/// From when, and why from then.
#[derive(Clone, Copy)]
enum Start {
    Chosen(NaiveDate),
    SignedIn(NaiveDate),
    SomeTimeAgo(NaiveDate),
}

impl Start {
    fn day(self) -> NaiveDate {
        match self {
            Self::Chosen(day) | Self::SignedIn(day) | Self::SomeTimeAgo(day) => day,
        }
    }

    fn said(self, t: Texts, words: Words) -> String {
        let day = words.date(self.day());
        match self {
            Self::Chosen(_) => t.since_chosen(&day),
            Self::SignedIn(_) => t.since_signed_in(&day),
            Self::SomeTimeAgo(_) => t.since_a_month(&day),
        }
    }
}

pub(super) async fn show(gate: Gate<ShowSince>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let asked = Asked::of(&mut look, &mut query).await?;
    let (cut, count) = asked.read(&mut look, &mut query).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let kinds: Vec<(String, String)> = What::ALL.iter().map(|what| (what.key().to_owned(), t.sort(*what).to_owned())).collect();
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.since(),
            Filters::new(&query, frame.lang).day(&query, "dag", t.since_day(), asked.chosen).list(&query, "vad", t.what(), &kinds, asked.what.map(Value::key)),
            Head::new(&query, &pages, |n| t.found_happened(n), t.nothing_happened(), "/oversikt/sedan.csv"),
            pages,
        )
        .lead(asked.start.said(t, words)),
        ways: ways(&asked, t, words),
        lines: cut.rows.iter().map(|(_, one)| line(one, t, words)).collect(),
        t,
        frame,
    })
}

/// The same as a file, all of it.
pub(super) async fn file(gate: Gate<ShowSince>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words) = (Texts::from(look.lang()), look.words());
    let asked = Asked::of(&mut look, &mut query).await?;
    let (cut, _) = asked.read(&mut look, &mut query).await?;
    Sheet::new(&query, t.lang.pick("sedan", "since"), vec![t.day(), t.what(), t.board(), t.reference(), t.audit()], cut, |(_, one)| {
        let Line { said, board, title, reference, .. } = line(&one, t, words);
        vec![Cell::Day(Some(one.day)), said.into(), board.into(), reference.into(), title.into()]
    })
}

/// The other days that somebody might want, beside the one that is shown.
fn ways(asked: &Asked, t: Texts, words: Words) -> Vec<Way> {
    let shown = asked.start.day();
    let way = |day: NaiveDate, said: String| Way { url: format!("/oversikt/sedan?dag={day}"), said };
    let signed_in = asked.beginnings.signed_in_at.map(calendar::day_of).map(|day| (day, t.from_signed_in(&words.date(day))));
    let council = asked.beginnings.council_on.map(|day| (day, t.from_council(&words.date(day))));
    [signed_in, council].into_iter().flatten().filter(|(day, _)| *day != shown && asked.days.contains(day)).map(|(day, said)| way(day, said)).collect()
}

fn line(one: &Happened, t: Texts, words: Words) -> Line {
    let (url, said) = told(one, t, words);
    Line {
        day: one.day.to_string(),
        url,
        said,
        bad: one.what == What::Overdue,
        board: one.board.clone().unwrap_or_default(),
        title: one.title.clone(),
        reference: one.reference.clone(),
    }
}

/// Where it stands, and what it was.
fn told(one: &Happened, t: Texts, words: Words) -> (String, String) {
    let (audit, about) = (address::audit(&one.key), one.about.as_deref().unwrap_or_default());
    let name = one.name.as_ref();
    let response = name.map(|name| words.round(name.kind, name.ordinal())).unwrap_or_default();
    let the_response = capital(&response);
    let read = || name.map_or_else(|| audit.clone(), RoundName::response_url);
    let ledger = || name.map_or_else(|| audit.clone(), RoundName::ledger_url);
    let handed_in = || name.zip(about.parse().ok()).map_or_else(|| audit.clone(), |(name, number)| name.submission_url(number));
    match one.what {
        What::Came => {
            let late = one.last_day.zip(one.happened_on).map(|(last, day)| words.lateness(last.lateness(day))).unwrap_or_default();
            let said = one.happened_on.filter(|day| *day != one.day).map(|day| t.came_on(&the_response, &words.date(day), &late));
            (read(), said.unwrap_or_else(|| t.came(&the_response, &late)))
        }
        What::Added => (handed_in(), t.added(&response)),
        What::TakenBack => (handed_in(), t.board_took_back(&response)),
        What::Moved => (ledger(), t.moved(&the_response, &one.last_day.and_then(|last| words.moved(last)).unwrap_or_default())),
        What::Overdue => (ledger(), t.became_overdue(&the_response)),
        What::Withdrawn => (audit, t.not_asked_for(&the_response)),
        What::Judged => (read(), t.judged(&response)),
        What::Promise => (address::recommendation(&one.key, about, one.board_slug.as_deref().unwrap_or_default()), t.promise_passed(about)),
        What::Sent => (audit, t.audit_sent().to_owned()),
        What::Council => (format!("{audit}#fullmaktige"), t.council_took_up(&one.happened_on.map(|day| words.date(day)).unwrap_or_default(), about)),
        What::Closed => (audit, t.audit_closed().to_owned()),
    }
}
