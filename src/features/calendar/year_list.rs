//! A year of days, board by board: for printing, and for planning the year's meetings.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

use super::agenda::{self, Line, line};
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The year list.
    ShowYearList, SeeCalendar
);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    ar: String,
}

/// One board's year.
struct Section {
    name: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "calendar/year_list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    year: i32,
    before: String,
    after: String,
    sections: Vec<Section>,
}

pub(super) async fn show(gate: Gate<ShowYearList>, filters: Filters) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let year = filters.ar.parse().ok().filter(|year| (1990..=2100).contains(year)).unwrap_or(today.year());
    let days = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
    let (from, to) = days.ok_or_else(|| Failure::broken("a year without its first or last day"))?;
    let boards = agenda::boards(&mut look).await?;
    let mut entries = agenda::entries(&mut look, &boards, None, from, to, &frame.auditors).await?;
    // What still waits from earlier years stands in the agenda.
    entries.retain(|entry| entry.day >= from);
    let own = std::iter::once((None, frame.auditors.clone()));
    let mut sections = Vec::new();
    for (board, name) in own.chain(boards.into_iter().map(|board| (Some(board.id), board.name))) {
        let lines: Vec<Line> = entries.iter().filter(|entry| entry.board == board).map(|entry| line(entry.clone(), words)).collect();
        if !lines.is_empty() {
            sections.push(Section { name, lines });
        }
    }
    let address = |year: i32| format!("/kalender/arslista?ar={year}");
    Html::page(&Page { before: address(year - 1), after: address(year + 1), year, sections, t, frame })
}
