//! The list of boards: who is late, who has answered; and the same as a file.

use askama::Template;

use super::store::{self, Listed, Owing};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::audit::BoardKind;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::texts::together;
use crate::platform::words::Words;

crate::action!(
    /// The boards.
    ListBoards, ReadPublished
);

#[derive(Template)]
#[template(path = "overview/boards.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    boards: Vec<Row>,
}

struct Row {
    url: String,
    name: String,
    /// What there is to say of it besides its name: a company, or ended.
    remark: String,
    awaited: i64,
    overdue: Option<Chip>,
    /// What the days in force do not say.
    marks: Vec<String>,
    submitted: i64,
    /// In how many days it answers, and of how many responses that is the middle.
    response_time: Option<(String, String)>,
}

pub(super) async fn show(gate: Gate<ListBoards>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let mut frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let window = query.window();
    let (cut, count) = window.part_of(&mut query, store::boards(look.conn(), today).await?, |board| (board.slug.clone(),));
    let pages = cut.pages(&query, frame.lang, count);
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.boards(),
            Filters::new(&query, frame.lang),
            Head::new(&query, &pages, |n| t.found_boards(n), t.no_boards(), "/namnder.csv"),
            pages,
        )
        .lead(t.response_time_lead()),
        boards: cut.rows.into_iter().map(|board| row(t, words, board, today)).collect(),
        t,
        frame,
    })
}

/// The same boards as a file.
pub(super) async fn file(gate: Gate<ListBoards>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let window = query.window();
    let (cut, _) = window.part_of(&mut query, store::boards(look.conn(), today).await?, |board| (board.slug.clone(),));
    let [_, by_letter, moved_after, _] = words.lateness_heads();
    let header = vec![t.board(), t.kind(), t.ended_on(), t.overdue(), t.waiting(), t.submitted(), by_letter, moved_after, t.response_days_head()];
    Sheet::new(&query, t.lang.pick("namnder", "boards"), header, cut, |board| {
        vec![
            board.name.into(),
            words.board_kind(board.kind).into(),
            Cell::Day(board.valid_to),
            Cell::Number(board.owing.overdue),
            Cell::Number(board.awaited),
            Cell::Number(board.submitted),
            Cell::Number(board.owing.overdue_by_letter),
            Cell::Number(board.owing.moved_after),
            board.response_days.map_or_else(|| Cell::from(""), |days| Cell::Number(days.into())),
        ]
    })
}

fn row(t: Texts, words: Words, board: Listed, today: chrono::NaiveDate) -> Row {
    let kind = match board.kind {
        BoardKind::Company => Some(words.board_kind(board.kind).to_owned()),
        // Their names say what they are.
        BoardKind::Board | BoardKind::Executive | BoardKind::Council => None,
    };
    let ended = board.valid_to.filter(|day| *day < today).map(|day| t.ended(&day.to_string()));
    // Until its last day is over it answers itself.
    let answering = ended.as_ref().map(|_| board.story.answering(today)).filter(|heirs| !heirs.is_empty());
    let inherited: Vec<String> = board.story.answers_for(today).map(|one| t.also_answers(one.left, &one.name)).collect();
    let answers = answering.map(|heirs| t.heir_answers(&together(&heirs)));
    Row {
        url: address::board(&board.slug),
        name: board.name,
        remark: kind.into_iter().chain(ended).chain(answers).collect::<Vec<_>>().join(", "),
        awaited: board.awaited,
        overdue: (board.owing.overdue > 0).then(|| Chip::bad(t.overdue_chip(board.owing.overdue))),
        marks: marks(t, words, board.owing).into_iter().chain(inherited).collect(),
        submitted: board.submitted,
        response_time: board.response_days.map(|days| (t.response_days(days.into()), t.of_responses(board.responses))),
    }
}

/// A board that is in time only by a day that was moved when it had passed says so in its row.
fn marks(t: Texts, words: Words, owing: Owing) -> Vec<String> {
    let by_letter = (owing.overdue_by_letter != owing.overdue).then(|| t.late_by_letter(owing.overdue_by_letter));
    let moved = (owing.moved_after > 0).then(|| words.days_moved_after(owing.moved_after));
    by_letter.into_iter().chain(moved).collect()
}
