//! The agenda: last days, meetings and last days for papers, month by month from this one; and the same as a file.

use askama::Template;
use chrono::{Datelike as _, Months, NaiveDate};

use super::entries::{Entry, EntryWriter, Kind};
use super::store::{self, Board, DayPlace, Wanted};
use super::texts::Texts;
use crate::domain::policy::{Scope, Side, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{self, Cell, Filters, Head, ListPage, Query, Sheet, Value, Window};
use crate::platform::page::{Frame, Html};
use crate::platform::theirs::{Said, unmarked};
use crate::platform::words::Words;

crate::action!(
    /// The agenda.
    ShowAgenda, SeeCalendar
);

/// How far ahead an empty calendar looks.
const YEAR: Months = Months::new(12);

/// So many that are late stand above the agenda; the others stand in the list of responses.
const LATE: usize = 10;

/// An entry with its day written out.
pub(super) struct Line {
    pub(super) iso: String,
    pub(super) day: String,
    pub(super) entry: Entry,
}

impl Line {
    pub(super) fn said(&self) -> Said<'_> {
        Said(&self.entry.text)
    }
}

/// A month with something in it.
struct Month {
    heading: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "calendar/agenda.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    filtered: bool,
    overdue: Vec<Line>,
    more_overdue: bool,
    months: Vec<Month>,
    /// Nothing to hand in within a year.
    empty: bool,
    /// The auditors' own next meeting has a page of its own.
    auditors: bool,
    year_list: String,
}

/// What the address asks for, understood.
struct Asked {
    board: Option<String>,
    kind: Option<Kind>,
    wanted: Wanted,
    window: Window<DayPlace>,
}

impl Asked {
    fn of(query: &mut Query, boards: &[Board], side: Side) -> Self {
        let board = query.among("namnd", boards, |board| &board.slug);
        let kind = query.one_of::<Kind>("typ", |_| true);
        let wanted = Wanted {
            boards: boards.iter().filter(|own| board.is_none_or(|chosen| chosen.id == own.id)).map(|board| board.id).collect(),
            // They belong to no board.
            auditors: side == Side::Audit && board.is_none(),
            kind: kind.map(Kind::number),
        };
        Self { board: board.map(|board| board.slug.clone()), kind, wanted, window: query.window() }
    }

    /// Whether last days are asked for as well.
    fn last_days(&self) -> bool {
        self.kind.is_none_or(|kind| kind == Kind::LastDay)
    }
}

pub(super) async fn show(gate: Gate<ShowAgenda>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let this_month = today.with_day(1).unwrap_or(today);
    let boards = boards(&mut look).await?;
    let asked = Asked::of(&mut query, &boards, look.side());
    let cut = asked.window.cut(store::places(look.conn(), &asked.wanted, &asked.window, this_month).await?, |place| *place);
    // What is late must not hide among the months that are over.
    let late = if asked.window.is_first() && asked.last_days() { LATE + 1 } else { 0 };
    let (coming, mut overdue) = entries_at(&mut look, &asked, &cut.rows, (this_month, late), &frame.auditors).await?;
    let more_overdue = overdue.len() > LATE;
    overdue.truncate(LATE);
    let year_ahead = today.checked_add_months(YEAR).unwrap_or(today);
    let near = coming.iter().any(|entry| entry.kind == Kind::LastDay && (today..=year_ahead).contains(&entry.day));
    let pages = cut.pages_around(&query, frame.lang);
    let from = cut.first.map_or(this_month, |(day, ..)| if asked.window.is_first() { this_month } else { day });
    let head = Head::new(&query, &pages, |_| t.from_day(&words.date(from)), t.none_coming(), "/kalender.csv");
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(t.calendar(), filters(&query, &asked, &boards, t), (!coming.is_empty() || !asked.window.is_first()).then_some(head), pages)
            .button(t.subscribe(), "/kalender/prenumeration"),
        filtered: query.filtered(),
        empty: asked.window.is_first() && asked.last_days() && !near && coming.len() < listing::SIZE,
        overdue: overdue.into_iter().map(|entry| line(entry, words)).collect(),
        more_overdue,
        months: months(coming, words),
        auditors: look.may(Verb::ReadAuditWork, Scope::Common),
        year_list: format!("/kalender/arslista?ar={}", today.year()),
        t,
        frame,
    })
}

/// The agenda from this month on as a file.
pub(super) async fn file(gate: Gate<ShowAgenda>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, today) = (Texts::from(look.lang()), look.today());
    let auditors = look.frame().await?.auditors;
    let this_month = today.with_day(1).unwrap_or(today);
    let boards = boards(&mut look).await?;
    let asked = Asked::of(&mut query, &boards, look.side());
    let cut = asked.window.cut(store::places(look.conn(), &asked.wanted, &asked.window, this_month).await?, |place| *place);
    let (entries, _) = entries_at(&mut look, &asked, &cut.rows, (this_month, 0), &auditors).await?;
    let mut entries = entries.into_iter();
    Sheet::new(&query, t.lang.pick("kalender", "calendar"), header(t), cut, |_| entries.next().map(|entry| cells(&entry, t)).unwrap_or_default())
}

/// The columns of a calendar as a file.
pub(super) fn header(t: Texts) -> Vec<&'static str> {
    vec![t.day(), t.kind(), t.board(), t.what(), t.remarks(), t.standing()]
}

pub(super) fn cells(entry: &Entry, t: Texts) -> Vec<Cell> {
    vec![
        Cell::Day(Some(entry.day)),
        entry.kind.name(t).into(),
        entry.board_name.as_str().into(),
        unmarked(&entry.text).into(),
        entry.remarks.join(" · ").into(),
        entry.standing().into(),
    ]
}

/// The entries at these places in their order; and the first so many that were due before a day and are late.
async fn entries_at(
    visit: &mut Passage,
    asked: &Asked,
    places: &[DayPlace],
    (before, late): (NaiveDate, usize),
    auditors: &str,
) -> sqlx::Result<(Vec<Entry>, Vec<Entry>)> {
    let late = i64::try_from(late).unwrap_or(0);
    let rounds = store::rounds_and_overdue(visit.conn(), places, &asked.wanted.boards, before, late).await?;
    let meetings = store::meetings_at(visit.conn(), places, asked.wanted.auditors).await?;
    let mut entries = EntryWriter::new(visit, auditors).entries(&rounds, &meetings);
    let mut coming: Vec<Entry> = entries.iter().filter(|entry| places.contains(&entry.place())).cloned().collect();
    coming.sort_by_key(Entry::place);
    entries.retain(|entry| entry.overdue && entry.day < before && !places.contains(&entry.place()));
    Ok((coming, entries))
}

/// The boards whose days the reader sees: a board's side its own, the auditors all.
pub(super) async fn boards(visit: &mut Passage) -> sqlx::Result<Vec<Board>> {
    let own = match visit.side() {
        Side::Board => visit.person().map(crate::domain::actor::Person::boards).unwrap_or_default(),
        Side::Audit | Side::Council | Side::Admin | Side::Auth => Vec::new(),
    };
    store::boards(visit.conn(), &own).await
}

fn filters(query: &Query, asked: &Asked, boards: &[Board], t: Texts) -> Filters {
    let kinds: Vec<(String, String)> = Kind::ALL.iter().map(|kind| (kind.key().to_owned(), kind.name(t).to_owned())).collect();
    let offered: Vec<(String, String)> = boards.iter().map(|board| (board.slug.clone(), board.name.clone())).collect();
    let filters = Filters::new(query, t.lang);
    // Whoever has one board sees nothing else anyway.
    let filters = if offered.len() > 1 { filters.list(query, "namnd", t.board(), &offered, asked.board.as_deref()) } else { filters };
    filters.list(query, "typ", t.kind(), &kinds, asked.kind.map(Value::key))
}

pub(super) fn line(entry: Entry, words: Words) -> Line {
    Line { iso: entry.day.to_string(), day: words.weekday_date(entry.day), entry }
}

fn months(entries: Vec<Entry>, words: Words) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for entry in entries {
        let heading = words.month(entry.day);
        match months.last_mut() {
            Some(month) if month.heading == heading => month.lines.push(line(entry, words)),
            Some(_) | None => months.push(Month { heading, lines: vec![line(entry, words)] }),
        }
    }
    months
}
