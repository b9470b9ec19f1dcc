//! The register: one row for each recommendation and board, today or at the end of a day that is over; and the same as a file.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};

use super::asked::{Asked, Offered};
use super::remarks;
use super::store::{self, BEFORE_ALL, Place, Row, Wanted};
use super::texts::Texts;
use crate::domain::actor::Person;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::policy::{Scope, Side, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{AsOf, Cell, Count, Cut, Head, ListPage, Query, Sheet, ShownDay, Window};
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
    prioritised: bool,
    tags: Vec<String>,
}

#[derive(Template)]
#[template(path = "register/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    /// Which day is shown, where it is over.
    shown: ShownDay,
    list: ListPage,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListRecommendations>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let (as_of, offered, since) = choices(&mut look, &mut query).await?;
    let day = as_of.day();
    let asked = Asked::of(&mut query, own_boards(&look), Some(&offered), me(&look), day);
    let window = query.window();
    let cut = rows(&mut look, &asked.wanted, &window, as_of).await?;
    let count = count(&mut look, &asked.wanted, cut.begins(BEFORE_ALL), as_of).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let found = |n| if asked.wanted.kinds.len() > 1 { t.found_all(n) } else { t.found(n) };
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.menu(),
            asked.filters(&query, &offered, t, (since.unwrap_or(day).year(), day.year())).day(&query, "per", t.as_of_day(), as_of.past()),
            Head::new(&query, &pages, found, t.none_at_all(), "/rekommendationer.csv"),
            pages,
        )
        .lead(t.lead()),
        shown: ShownDay::new(&query, as_of, frame.lang),
        lines: cut.rows.iter().map(|row| line(row, &query, t, words, day)).collect(),
        t,
        frame,
    })
}

/// The same rows as a file, all of them.
pub(super) async fn file(gate: Gate<ListRecommendations>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words) = (Texts::from(look.lang()), look.words());
    let (as_of, offered, _) = choices(&mut look, &mut query).await?;
    let asked = Asked::of(&mut query, own_boards(&look), Some(&offered), me(&look), as_of.day());
    let window = query.window();
    let cut = rows(&mut look, &asked.wanted, &window, as_of).await?;
    let days =
        [t.first_promised(), t.planned_for(), t.times_moved(), t.verdict(), t.judged_on(), t.next_look(), t.sent_on(), t.changed(), t.priority(), t.tags()];
    // Rows of a day that is over say of which one they are.
    let past = as_of.past().map(|_| t.as_of_day());
    let header = [t.reference(), t.audit(), t.item(), t.heading(), t.board(), t.status_label()].into_iter().chain(days).chain(past).collect();
    Sheet::new(&query, t.lang.pick("rekommendationer", "recommendations"), header, cut, |row| {
        let mut cells = vec![
            row.reference.into(),
            row.title.into(),
            row.code.into(),
            row.heading.into(),
            row.board_name.into(),
            t.standing_of(row.kind, row.standing).into(),
            Cell::Day(row.first_promised_on),
            Cell::Day(row.promised_on),
            Cell::Number(row.times_moved.into()),
            row.grade.map_or("", |grade| words.grade_of(row.kind, grade)).into(),
            Cell::Day(row.graded_at.map(calendar::day_of)),
            Cell::Day(row.look_on),
            Cell::Day(Some(row.sent_on)),
            Cell::Day(Some(row.changed_on)),
            if row.prioritised { t.prioritised() } else { "" }.into(),
            row.tags.join(", ").into(),
        ];
        cells.extend(as_of.past().map(|day| Cell::Day(Some(day))));
        cells
    })
}

/// The day that is shown, the boards as they were called then, the tags that there are, and when the first audit was sent: of the time before there is nothing.
async fn choices(visit: &mut Passage, query: &mut Query) -> sqlx::Result<(AsOf, Offered, Option<NaiveDate>)> {
    let today = visit.today();
    let asked_for = query.as_of(today);
    let (boards, since) = store::choices(visit.conn(), asked_for.day()).await?;
    let tags = store::tags(visit.conn()).await?;
    Ok((query.not_before(asked_for, since, today), Offered { boards, tags }, since))
}

async fn rows(visit: &mut Passage, wanted: &Wanted, window: &Window<Place>, as_of: AsOf) -> sqlx::Result<Cut<Row, Place>> {
    let rows = match as_of.past() {
        None => store::rows(visit.conn(), wanted, window).await?,
        Some(day) => store::rows_then(visit.conn(), wanted, window, day).await?,
    };
    Ok(window.cut(rows, Row::place))
}

async fn count(visit: &mut Passage, wanted: &Wanted, begins: Place, as_of: AsOf) -> sqlx::Result<Count> {
    match as_of.past() {
        None => store::count(visit.conn(), wanted, begins).await,
        Some(day) => store::count_then(visit.conn(), wanted, begins, day).await,
    }
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
    let first = remarks::moved_from(row.first_promised_on, row.promised_on);
    let mut remarks = remarks::of_plans((row.owed_on, first), row.times_moved, today, t, words);
    remarks.extend(row.look_on.map(|day| t.looks_again(&words.date(day))));
    Line {
        url: query.at(&address::recommendation(&row.key, &row.code, &row.board_slug)),
        heading: row.heading.clone(),
        reference: row.reference.clone(),
        code: row.code.clone(),
        title: row.title.clone(),
        board: row.board_name.clone(),
        chip: remarks::chip(row.kind, row.standing, t),
        remarks,
        planned: row.promised_on.or(row.first_promised_on).map(|day| (day.to_string(), words.date(day))),
        first: first.map(|day| t.first_for(&words.date(day))),
        changed: (row.changed_on.to_string(), words.date(row.changed_on)),
        prioritised: row.prioritised,
        tags: row.tags.clone(),
    }
}
