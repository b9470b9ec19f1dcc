//! The register: one row for each recommendation and board; and the same as a file.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};

use super::asked::Asked;
use super::remarks;
use super::store::{self, BEFORE_ALL, Row};
use super::texts::Texts;
use crate::domain::actor::Person;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::policy::{Scope, Side, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Cell, Head, ListPage, Query, Sheet};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::words::Words;

crate::action!(
    /// The register of recommendations.
    ListRecommendations, ReadPublished
);

/// A line, ready to be drawn.
struct Line {
    url: String,
    heading: String,
    reference: String,
    code: String,
    title: String,
    board: String,
    chip: Chip,
    /// What is worked out about its days.
    remarks: Vec<String>,
    /// By when it is to be done now, and the day first promised where that was another.
    planned: Option<(String, String)>,
    first: Option<String>,
    changed: (String, String),
}

#[derive(Template)]
#[template(path = "register/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListRecommendations>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let (boards, since) = store::choices(look.conn()).await?;
    let asked = Asked::of(&mut query, own_boards(&look), Some(&boards), me(&look), today);
    let window = query.window();
    let cut = window.cut(store::rows(look.conn(), &asked.wanted, &window).await?, Row::place);
    let count = store::count(look.conn(), &asked.wanted, cut.begins(BEFORE_ALL)).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let found = |n| if asked.wanted.kinds.len() > 1 { t.found_all(n) } else { t.found(n) };
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.menu(),
            asked.filters(&query, &boards, t, (since.unwrap_or(today).year(), today.year())),
            Head::new(&query, &pages, found, t.none_at_all(), "/rekommendationer.csv"),
            pages,
        )
        .lead(t.lead()),
        lines: cut.rows.iter().map(|row| line(row, &query, t, words, today)).collect(),
        t,
        frame,
    })
}

/// The same rows as a file, all of them.
pub(super) async fn file(gate: Gate<ListRecommendations>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let (boards, _) = store::choices(look.conn()).await?;
    let asked = Asked::of(&mut query, own_boards(&look), Some(&boards), me(&look), today);
    let window = query.window();
    let cut = window.cut(store::rows(look.conn(), &asked.wanted, &window).await?, Row::place);
    let days = [t.first_promised(), t.planned_for(), t.times_moved(), t.verdict(), t.judged_on(), t.next_look(), t.sent_on(), t.changed()];
    let header = [t.reference(), t.audit(), t.item(), t.heading(), t.board(), t.status_label()].into_iter().chain(days).collect();
    Sheet::new(&query, t.lang.pick("rekommendationer", "recommendations"), header, cut, |row| {
        vec![
            row.reference.into(),
            row.title.into(),
            row.code.into(),
            row.heading.into(),
            row.board_name.into(),
            t.standing(row.standing).into(),
            Cell::Day(row.first_promised_on),
            Cell::Day(row.promised_on),
            Cell::Number(row.times_moved.into()),
            row.grade.map_or("", |grade| words.grade(grade)).into(),
            Cell::Day(row.graded_at.map(calendar::day_of)),
            Cell::Day(row.look_on),
            Cell::Day(Some(row.sent_on)),
            Cell::Day(Some(row.changed_on)),
        ]
    })
}

/// Who can be responsible for an audit, and asks for her own.
pub(super) fn me(visit: &Passage) -> Option<PersonId> {
    visit.person().filter(|_| visit.may(Verb::SendAudit, Scope::Common)).map(|person| person.id)
}

/// The boards whose rows a board's people see as long as they ask for no other; none: all.
pub(super) fn own_boards(visit: &Passage) -> Option<Vec<BoardId>> {
    (visit.side() == Side::Board).then(|| visit.person().map(Person::boards).unwrap_or_default())
}

fn line(row: &Row, query: &Query, t: Texts, words: Words, today: NaiveDate) -> Line {
    let first = row.first_promised_on.filter(|day| Some(*day) != row.promised_on && row.promised_on.is_some());
    let mut remarks = remarks::of_plans(row.owed_on, row.times_moved, today, t, words);
    remarks.extend(row.look_on.map(|day| t.looks_again(&words.date(day))));
    Line {
        url: query.at(&address::recommendation(&row.key, &row.code, &row.board_slug)),
        heading: row.heading.clone(),
        reference: row.reference.clone(),
        code: row.code.clone(),
        title: row.title.clone(),
        board: row.board_name.clone(),
        chip: remarks::chip(row.standing, t),
        remarks,
        planned: row.promised_on.or(row.first_promised_on).map(|day| (day.to_string(), words.date(day))),
        first: first.map(|day| t.first_for(&words.date(day))),
        changed: (row.changed_on.to_string(), words.date(row.changed_on)),
    }
}
