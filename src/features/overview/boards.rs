//! The list of boards: who is late, who has answered.

use askama::Template;

use super::store::{self, Listed};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::audit::BoardKind;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
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
    boards: Vec<Row>,
}

struct Row {
    url: String,
    name: String,
    /// What there is to say of it besides its name: a company, or ended.
    remark: String,
    awaited: i64,
    overdue: Option<Chip>,
    submitted: i64,
}

pub(super) async fn show(gate: Gate<ListBoards>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let boards = store::boards(look.conn(), today).await?;
    let boards = boards.into_iter().map(|board| row(t, words, board, today)).collect();
    Html::page(&Page { frame, t, boards })
}

fn row(t: Texts, words: Words, board: Listed, today: chrono::NaiveDate) -> Row {
    let kind = match board.kind {
        BoardKind::Company => Some(words.board_kind(board.kind).to_owned()),
        // Their names say what they are.
        BoardKind::Board | BoardKind::Executive | BoardKind::Council => None,
    };
    let ended = board.valid_to.filter(|day| *day < today).map(|day| t.ended(&day.to_string()));
    Row {
        url: address::board(&board.slug),
        name: board.name,
        remark: kind.into_iter().chain(ended).collect::<Vec<_>>().join(", "),
        awaited: board.awaited,
        overdue: (board.overdue > 0).then(|| Chip::bad(t.overdue_chip(board.overdue))),
        submitted: board.submitted,
    }
}
