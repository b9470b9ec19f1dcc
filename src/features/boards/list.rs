//! All boards, the living first.

use askama::Template;

use super::store;
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;

crate::action!(
    /// The list of boards.
    ListBoards, Administer
);

struct Line {
    url: String,
    name: String,
    kind: String,
    time: String,
    secretaries: String,
    warning: Option<Chip>,
}

#[derive(Template)]
#[template(path = "boards/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    count: String,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListBoards>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let boards = store::boards(look.conn()).await?;
    let lines = boards.into_iter().map(|board| Line {
        url: format!("/admin/namnder/{}", board.slug),
        kind: words.board_kind(board.kind).to_owned(),
        time: match board.valid_to {
            None => t.since(&words.date(board.valid_from)),
            Some(day) => t.between(&words.date(board.valid_from), &words.date(day)),
        },
        warning: (board.secretaries.is_empty() && board.valid_to.is_none() && board.kind != crate::domain::audit::BoardKind::Council)
            .then(|| Chip::warn(t.no_secretary())),
        secretaries: board.secretaries.join(", "),
        name: board.name,
    });
    let lines: Vec<Line> = lines.collect();
    Html::page(&Page { count: t.count(i64::try_from(lines.len()).unwrap_or(0)), lines, t, frame })
}
