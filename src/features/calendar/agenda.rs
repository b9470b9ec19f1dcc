//! The agenda: last days, meetings and last days for papers, month by month.

use askama::Template;
use chrono::{Datelike as _, Months, NaiveDate};
use serde::Deserialize;

use super::entries::{Entry, Kind, Sayer};
use super::store::{self, Board};
use super::texts::Texts;
use crate::domain::policy::{Scope, Side, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Visit};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Choice, Choices, Faults};
use crate::platform::words::Words;

crate::action!(
    /// The agenda.
    ShowAgenda, SeeCalendar
);

/// How far back the folded months reach, and how far ahead an empty calendar looks.
const YEAR: Months = Months::new(12);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    namnd: String,
    typ: String,
}

/// An entry with its day written out.
pub(super) struct Line {
    pub(super) iso: String,
    pub(super) day: String,
    pub(super) entry: Entry,
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
    board: Option<Choices>,
    kind: Choices,
    filtered: bool,
    overdue: Vec<Line>,
    past: Vec<Month>,
    months: Vec<Month>,
    /// Nothing to hand in within a year.
    empty: bool,
    /// The auditors' own next meeting has a page of its own.
    auditors: bool,
    year_list: String,
}

pub(super) async fn show(gate: Gate<ShowAgenda>, filters: Filters) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let this_month = today.with_day(1).unwrap_or(today);
    let from = this_month.checked_sub_months(YEAR).unwrap_or(this_month);
    let boards = boards(&mut look).await?;
    let chosen = boards.iter().find(|board| board.slug == filters.namnd);
    let kind = Kind::ALL.into_iter().find(|kind| kind.key() == filters.typ);
    let mut entries = entries(&mut look, &boards, chosen, from, NaiveDate::MAX, &frame.auditors).await?;
    entries.retain(|entry| kind.is_none_or(|kind| entry.kind == kind));
    let year_ahead = today.checked_add_months(YEAR).unwrap_or(today);
    let empty = !entries.iter().any(|entry| entry.kind == Kind::LastDay && (today..=year_ahead).contains(&entry.day));
    // What is late must not hide among the folded months.
    let (overdue, rest): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|entry| entry.overdue && entry.day < this_month);
    let (past, coming): (Vec<Entry>, Vec<Entry>) = rest.into_iter().partition(|entry| entry.day < this_month);
    Html::page(&Page {
        board: (boards.len() > 1).then(|| board_choices(&frame, t, &boards, chosen)),
        kind: kind_choices(&frame, t, kind),
        filtered: chosen.is_some() || kind.is_some(),
        overdue: overdue.into_iter().map(|entry| line(entry, words)).collect(),
        past: months(past, words),
        months: months(coming, words),
        empty: empty && kind.is_none_or(|kind| kind == Kind::LastDay),
        auditors: look.may(Verb::ReadAuditWork, Scope::Common),
        year_list: format!("/kalender/arslista?ar={}", today.year()),
        t,
        frame,
    })
}

/// The boards whose days the reader sees: a board's side its own, the auditors all.
pub(super) async fn boards(visit: &mut Visit) -> sqlx::Result<Vec<Board>> {
    let own = match visit.side() {
        Side::Board => visit.person().map(crate::domain::actor::Person::boards).unwrap_or_default(),
        Side::Audit | Side::Council | Side::Admin | Side::Auth => Vec::new(),
    };
    store::boards(visit.conn(), &own).await
}

/// Everything in a time, of one board or of all; the auditors' own meetings belong to no board.
pub(super) async fn entries(
    visit: &mut Visit,
    boards: &[Board],
    chosen: Option<&Board>,
    from: NaiveDate,
    to: NaiveDate,
    auditors: &str,
) -> sqlx::Result<Vec<Entry>> {
    let ids: Vec<_> = boards.iter().filter(|board| chosen.is_none_or(|chosen| chosen.id == board.id)).map(|board| board.id).collect();
    let to = to.min(visit.today().checked_add_months(Months::new(100 * 12)).unwrap_or(to));
    let rounds = store::rounds(visit.conn(), &ids, from, to).await?;
    let mut meetings = store::meetings(visit.conn(), &ids, from, to).await?;
    if visit.side() == Side::Audit && chosen.is_none() {
        meetings.extend(store::own_meetings(visit.conn(), from, to).await?);
    }
    Ok(Sayer::new(visit, auditors).entries(&rounds, &meetings))
}

fn board_choices(frame: &Frame, t: Texts, boards: &[Board], chosen: Option<&Board>) -> Choices {
    let mut choices = vec![Choice::new("", t.all_boards(), chosen.is_none())];
    choices.extend(boards.iter().map(|board| Choice::new(&board.slug, &board.name, chosen.is_some_and(|chosen| chosen.id == board.id))));
    Choices::list(frame.lang, "namnd", t.board(), choices, &Faults::none())
}

fn kind_choices(frame: &Frame, t: Texts, chosen: Option<Kind>) -> Choices {
    let mut choices = vec![Choice::new("", t.all_kinds(), chosen.is_none())];
    choices.extend(Kind::ALL.into_iter().map(|kind| Choice::new(kind.key(), kind.name(t), chosen == Some(kind))));
    Choices::list(frame.lang, "typ", t.kind(), choices, &Faults::none())
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
