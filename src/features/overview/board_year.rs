//! A board's year on one sheet: how it answered, what the auditors found, and which promises have passed their day. What the council has
//! before it when it decides on discharge from liability for the year (*KL 5:24*, before the end of June of the next one).

use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use sqlx::PgConnection;

use super::board::{Line, line, state};
use super::day::Day;
use super::figures::Tally;
use super::sentences::{self, Lead};
use super::store::{self, Board, OfYear, Promise};
use super::tables::{Figure, with_letter};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Scoped};
use crate::platform::page::{Frame, Html};
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// A board's year.
    ShowBoardYear, ReadPublished, (String, i32) => BoardYear, find
);

/// So many responses, and so many items under each heading, fit the sheet.
const ROUNDS: usize = 12;
const ITEMS: usize = 8;

/// A year of a board.
pub(crate) struct BoardYear {
    board: Board,
    year: i32,
    days: (NaiveDate, NaiveDate),
}

impl Scoped for BoardYear {
    fn scope(&self) -> Scope {
        self.board.scope()
    }
}

async fn find(conn: &mut PgConnection, (slug, year): &(String, i32)) -> sqlx::Result<Option<BoardYear>> {
    // Years of four digits: others are no address of ours.
    let Some(days) = calendar::year(*year).filter(|_| (1000..=9999).contains(year)) else { return Ok(None) };
    Ok(store::board(conn, slug).await?.map(|board| BoardYear { board, year: *year, days }))
}

#[derive(Template)]
#[template(path = "overview/board_year.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    board_url: String,
    year: i32,
    lead: String,
    as_of: Day,
    /// How it answered; then what the auditors found.
    on_time: Lead,
    implementation: String,
    figures: Vec<Figure>,
    rounds: Vec<Line>,
    rounds_more: bool,
    judged: Vec<ItemLine>,
    /// Where the register has all of the board's.
    judged_more: Option<String>,
    owed: Vec<ItemLine>,
    /// Where the register has all of those.
    owed_url: Option<String>,
    /// The years of which there is something to say, with their addresses.
    years: Vec<(i32, String)>,
}

/// An item, and what is said of it.
pub(super) struct ItemLine {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) heading: String,
    pub(super) said: String,
}

pub(super) async fn show(gate: Gate<ShowBoardYear>) -> Result<Html, Failure> {
    let (mut look, BoardYear { board, year, days }) = gate.look().await?;
    if year > look.today().year() {
        return Err(Failure::NotFound);
    }
    let frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let (all, years) = store::counted(look.conn(), today, Some(board.id)).await?;
    let mut rounds = store::rounds_of_year(look.conn(), board.id, days, at_most(ROUNDS)).await?;
    let items = store::of_year(look.conn(), board.id, days, today, at_most(ITEMS)).await?;
    let (mut judged, mut owed): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| matches!(item, OfYear::Judged { .. }));
    let tally = years.get(&year).copied().unwrap_or_default();
    let (waiting, overdue) = all.first().map_or((0, 0), |board| (board.tally.waiting, board.tally.overdue));
    let (rounds_more, judged_more, owed_more) = (shorten(&mut rounds, ROUNDS), shorten(&mut judged, ITEMS), shorten(&mut owed, ITEMS));
    let register = |rest: &str| format!("/rekommendationer?namnd={}&{rest}", board.slug);
    Html::page(&Page {
        lead: if year == today.year() { t.year_so_far().to_owned() } else { t.before_discharge(year) },
        as_of: Day::in_text(words, today),
        on_time: on_time(t, tally, rounds.is_empty()),
        implementation: implementation(t, tally),
        figures: figures(t, (tally, year), overdue, (waiting, register("omdome=vantar"))),
        rounds: rounds.iter().map(|round| line(words, round, state(round, today), today)).collect(),
        rounds_more,
        judged: judged.iter().map(|item| item_line(t, words, item, &board.slug)).collect(),
        judged_more: judged_more.then(|| register("visa=bedomningar")),
        owed: owed.iter().map(|item| item_line(t, words, item, &board.slug)).collect(),
        owed_url: owed_more.then(|| register("datum=passerat&visa=bedomningar")),
        // What came early belongs to the year of its last day, which may not have begun.
        years: years
            .keys()
            .rev()
            .filter(|other| **other != year && **other <= today.year())
            .map(|other| (*other, address::board_year(&board.slug, *other)))
            .collect(),
        board_url: address::board(&board.slug),
        board: board.name,
        year,
        t,
        frame,
    })
}

/// One more than is shown, so that it is known whether there are more.
fn at_most(shown: usize) -> i64 {
    i64::try_from(shown).unwrap_or(i64::MAX).saturating_add(1)
}

/// Whether there were more than are shown.
pub(super) fn shorten<T>(rows: &mut Vec<T>, shown: usize) -> bool {
    let more = rows.len() > shown;
    rows.truncate(shown);
    more
}

/// "Nämnden har lämnat **5 av 6 yttranden i tid** …"; before the first last day that there is none yet.
fn on_time(t: Texts, tally: Tally, unasked: bool) -> Lead {
    let lead = sentences::on_time(t, tally);
    match (unasked, tally.on_time().of) {
        (true, _) => Lead { before: t.none_due_that_year(), ..lead },
        (false, 0) => lead,
        (false, _) => Lead { before: t.board_has_submitted(), ..lead },
    }
}

/// "Av rekommendationerna har 7 sitt senaste omdöme från året …" Empty where there was none.
fn implementation(t: Texts, tally: Tally) -> String {
    let (implemented, partly, not) = (t.implemented_ones(tally.implemented), t.partly_ones(tally.partly), t.not_implemented_ones(tally.not_implemented));
    if tally.judged() == 0 { String::new() } else { t.judged_that_year(tally.judged(), &implemented, &partly, &not) }
}

/// `overdue`: of the board in all, whatever year it was due in.
fn figures(t: Texts, (tally, year): (Tally, i32), overdue: i64, (waiting, waiting_url): (i64, String)) -> Vec<Figure> {
    let figure = |url: &str, value: String, label: &str| Figure { url: Some(url.to_owned()), value, label: label.to_owned(), bad: false };
    vec![
        figure("#yttranden", tally.on_time().figure(t.lang), &with_letter(t, t.figure_on_time(), tally)),
        Figure {
            bad: tally.overdue > 0,
            ..figure("#yttranden", tally.overdue.to_string(), &t.figure_overdue_of_year(tally.overdue, year, overdue - tally.overdue))
        },
        figure("#omdomen", tally.implementation().figure(t.lang), t.figure_judged_implemented()),
        figure(&waiting_url, waiting.to_string(), &t.figure_waiting(waiting)),
    ]
}

pub(super) fn item_line(t: Texts, words: Words, one: &OfYear, slug: &str) -> ItemLine {
    let (item, said) = match one {
        OfYear::Judged { item, grade, at } => (item, t.judged_on(words.grade(*grade), &words.date(calendar::day_of(*at)))),
        OfYear::Passed { item, promise } => (item, passed(t, words, promise)),
    };
    ItemLine {
        url: address::recommendation(&item.key, &item.code, slug),
        name: format!("{} {}", Apart(&item.reference), item.code),
        heading: item.heading.clone(),
        said,
    }
}

/// "Till 30 juni 2025. Flyttat två gånger, nu till 1 mars 2026."
fn passed(t: Texts, words: Words, promise: &Promise) -> String {
    format!("{} {}.", t.promised_by(&words.date(promise.first_on)), sentences::since_promised(t, words, promise))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn a_year_with_nothing_to_answer_says_so_and_one_with_answers_counts_them() {
        let t = Texts::from(Lang::SV);
        assert_eq!(on_time(t, Tally::default(), true).before, "Nämnden hade inget yttrande att lämna.");
        assert_eq!(on_time(t, Tally::default(), false).before, "Inget yttrande har haft sin sista dag än.", "there is one, later in the year");
        let tally = Tally { submitted: 2, late: 1, late_by_letter: 1, overdue: 1, overdue_by_letter: 1, ..Tally::default() };
        let lead = on_time(t, tally, false);
        assert_eq!((lead.before, lead.strong.as_str(), lead.after.as_str()), ("Nämnden har lämnat ", "1 av 3 yttranden i tid", "."));
    }

    #[test]
    fn verdicts_are_told_only_where_there_are_any() {
        let t = Texts::from(Lang::SV);
        assert_eq!(implementation(t, Tally { waiting: 3, ..Tally::default() }), "");
        let said = implementation(t, Tally { implemented: 2, partly: 1, ..Tally::default() });
        assert_eq!(said, "Av rekommendationerna har 3 sitt senaste omdöme från året: 2 genomförda, 1 delvis genomförd och 0 inte genomförda.");
    }

    #[test]
    fn a_promise_says_its_first_day_and_what_the_board_has_said_since() {
        let (t, words) = (Texts::from(Lang::SV), Words::new(Lang::SV));
        let promise = Promise { first_on: "2025-06-30".parse().unwrap(), now_on: None, moves: 0, outcome: None, elsewhere: false };
        assert_eq!(passed(t, words, &promise), "Till 30 juni 2025. Inte redovisad.");
    }
}
