//! A year of days, board by board: for printing, and for planning the year's meetings; and the same as a file.

use askama::Template;
use chrono::Datelike as _;

use super::agenda::{self, Line, line};
use super::entries::{Entry, EntryWriter};
use super::store;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Count, Cut, Filters, Head, ListPage, Query, Sheet};
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The year list.
    ShowYearList, SeeCalendar
);

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
    before: String,
    after: String,
    list: ListPage,
    sections: Vec<Section>,
}

pub(super) async fn show(gate: Gate<ShowYearList>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let year = query.year("ar").unwrap_or_else(|| today.year());
    let (cut, count) = entries(&mut look, &mut query, year, &frame.auditors).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let mut sections: Vec<Section> = Vec::new();
    for (_, entry) in cut.rows.iter().cloned() {
        match sections.last_mut() {
            Some(section) if section.name == entry.board_name => section.lines.push(line(entry, words)),
            Some(_) | None => sections.push(Section { name: entry.board_name.clone(), lines: vec![line(entry, words)] }),
        }
    }
    let address = |year: i32| format!("/kalender/arslista?ar={year}");
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.year_heading(year),
            Filters::new(&query, frame.lang),
            Head::new(&query, &pages, |n| t.found_entries(n), t.nothing_in_year(), "/kalender/arslista.csv"),
            pages,
        ),
        before: address(year - 1),
        after: address(year + 1),
        sections,
        t,
        frame,
    })
}

/// The same year as a file.
pub(super) async fn file(gate: Gate<ShowYearList>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, today) = (Texts::from(look.lang()), look.today());
    let auditors = look.frame().await?.auditors;
    let year = query.year("ar").unwrap_or_else(|| today.year());
    let (cut, _) = entries(&mut look, &mut query, year, &auditors).await?;
    Sheet::new(&query, t.lang.pick("arslista", "year-list"), agenda::header(t), cut, |(_, entry)| agenda::cells(&entry, t))
}

/// The part of a year that is asked for, board by board and numbered: the auditors' own first. Only the boards that stand on
/// the page are read; of the others it is known how many entries they have.
async fn entries(visit: &mut Passage, query: &mut Query, year: i32, auditors: &str) -> Result<(Cut<(i64, Entry), (i64,)>, Count), Failure> {
    let window = query.window();
    let days = calendar::year(year).ok_or_else(|| Failure::broken("a year without its first or last day"))?;
    let boards = agenda::boards(visit).await?;
    let own = visit.side() == Side::Audit;
    let counted = store::entries_of(visit.conn(), &boards, own, days).await?;
    let total = counted.iter().map(|(_, entries)| entries).sum();
    let numbers = window.numbers(query, total);
    let (mut at, mut before, mut shown) = (0, 0, Vec::new());
    for (board, entries) in counted {
        match (at + entries <= numbers.start, at < numbers.end) {
            (true, _) => before += entries,
            (false, true) => shown.push(board),
            (false, false) => {}
        }
        at += entries;
    }
    let ids: Vec<BoardId> = shown.iter().copied().flatten().collect();
    let rounds = store::rounds(visit.conn(), &ids, days).await?;
    let meetings = store::meetings(visit.conn(), &ids, shown.contains(&None), days).await?;
    let mut entries = EntryWriter::new(visit, auditors).entries(&rounds, &meetings);
    // The papers of a meeting early in the year are due the year before.
    entries.retain(|entry| (days.0..=days.1).contains(&entry.day));
    entries.sort_by_key(|entry| shown.iter().position(|board| *board == entry.board));
    Ok(window.numbered(entries.into_iter().skip(numbers.start - before).collect(), &numbers, total))
}
