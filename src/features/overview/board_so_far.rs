//! What has come of a board's answers in all, above the list of them: its figures, its years, the newest verdicts, and the promises
//! that have passed their day.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use sqlx::PgConnection;

use super::board_year::{ItemLine, item_line, shorten};
use super::figures::Tally;
use super::store::{self, Board, OfYear};
use super::tables::{self, Figure, YearLinks, YearRow, with_letter};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::platform::listing::Years;
use crate::platform::words::Words;

/// So many verdicts, and so many promises, are named; the register has the others.
const NAMED: usize = 5;

/// Ready to be drawn.
pub(super) struct SoFar {
    pub(super) figures: Vec<Figure>,
    /// The newest first.
    pub(super) years: Vec<YearRow>,
    pub(super) judged: Vec<ItemLine>,
    /// Whether there are more.
    pub(super) judged_more: bool,
    pub(super) owed: Vec<ItemLine>,
    /// Where the register has all of them, where there are more.
    pub(super) owed_more: Option<String>,
    /// All of the board's, open or not.
    pub(super) register_url: String,
}

/// `None` as long as nothing is due, late or judged: there is nothing to count.
/// `sees_responses`: whether the list of responses shows the reader those of this board.
pub(super) async fn of(
    conn: &mut PgConnection,
    board: &Board,
    sees_responses: bool,
    today: NaiveDate,
    (t, words): (Texts, Words),
) -> sqlx::Result<Option<SoFar>> {
    let (all, years) = store::counted(conn, today, Some(board.id)).await?;
    let Some(tally) = all.first().map(|one| one.tally) else { return Ok(None) };
    let most = i64::try_from(NAMED).unwrap_or(i64::MAX).saturating_add(1);
    let items = store::of_year(conn, board.id, (since(&years, today), today), today, most).await?;
    let (mut judged, mut owed): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| matches!(item, OfYear::Judged { .. }));
    let (judged_more, owed_more) = (shorten(&mut judged, NAMED), shorten(&mut owed, NAMED));
    let register = |rest: &str| format!("/rekommendationer?namnd={}{rest}", board.slug);
    let lines = |items: &[OfYear]| items.iter().map(|item| item_line(t, words, item, &board.slug)).collect::<Vec<_>>();
    let responses = sees_responses.then(|| format!("/yttranden?namnd={}&status=skulle-ha-kommit&ar=", board.slug));
    let links = YearLinks { responses, recommendations: Some(register("&omdomesar=")), as_of: None };
    Ok(Some(SoFar {
        figures: figures(t, tally, register),
        years: year_rows(t, &years, &links, (&board.slug, today)),
        judged: lines(&judged),
        judged_more,
        owed: lines(&owed),
        owed_more: owed_more.then(|| register("&datum=passerat&visa=bedomningar")),
        register_url: register(""),
    }))
}

/// The first day of the oldest year of which there is something to say: no verdict is older.
fn since(years: &BTreeMap<i32, Tally>, today: NaiveDate) -> NaiveDate {
    years.keys().next().and_then(|year| calendar::year(*year)).map_or(today, |(first, _)| first)
}

fn figures(t: Texts, tally: Tally, register: impl Fn(&str) -> String) -> Vec<Figure> {
    let figure = |url: String, value: String, label: &str| Figure { url: Some(url), value, label: label.to_owned(), bad: false };
    let responses = || "#resultat".to_owned();
    vec![
        figure(responses(), tally.on_time().figure(t.lang), &with_letter(t, t.figure_on_time(), tally)),
        Figure { bad: tally.overdue > 0, ..figure(responses(), tally.overdue.to_string(), &t.figure_overdue(tally.overdue)) },
        figure(register("&omdome=genomford"), tally.implementation().figure(t.lang), t.figure_implemented()),
        figure(register("&omdome=vantar"), tally.waiting.to_string(), &t.figure_waiting(tally.waiting)),
    ]
}

/// As on the overview, each year leading to its sheet. What came early belongs to the year of its last day, which may not have begun:
/// of that there is no sheet.
fn year_rows(t: Texts, years: &BTreeMap<i32, Tally>, links: &YearLinks, (slug, today): (&str, NaiveDate)) -> Vec<YearRow> {
    let sheet = |years: Years| match years {
        Years::Year(year) if year <= today.year() => Some(address::board_year(slug, year)),
        Years::Year(_) | Years::Before(_) => None,
    };
    tables::year_rows(t, years, links).into_iter().map(|row| YearRow { url: sheet(row.years), ..row }).collect()
}
