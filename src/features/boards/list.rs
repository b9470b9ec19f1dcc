//! All boards, the living first; and the same as a file.

use askama::Template;

use super::store;
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet};
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
    list: ListPage,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListBoards>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let window = query.window();
    let (cut, count) = window.part_of(&mut query, store::boards(look.conn()).await?, |board| (board.slug.clone(),));
    let pages = cut.pages(&query, frame.lang, count);
    let today = look.today();
    let lines = cut.rows.into_iter().map(|board| {
        let secretaries = board.secretaries_on(today, t, words);
        Line {
            url: format!("/admin/namnder/{}", board.slug),
            kind: words.board_kind(board.kind).to_owned(),
            time: match board.valid_to {
                None => t.since(&words.date(board.valid_from)),
                Some(day) => t.between(&words.date(board.valid_from), &words.date(day)),
            },
            warning: (secretaries.is_empty() && board.valid_to.is_none() && board.kind != crate::domain::audit::BoardKind::Council)
                .then(|| Chip::warn(t.no_secretary())),
            secretaries,
            name: board.name,
        }
    });
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(t.boards(), Filters::new(&query, frame.lang), Head::new(&query, &pages, |n| t.count(n), t.none(), "/admin/namnder.csv"), pages)
            .button(t.add(), "/admin/namnder/lagg-till"),
        lines: lines.collect(),
        t,
        frame,
    })
}

/// The same boards as a file.
pub(super) async fn file(gate: Gate<ListBoards>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let window = query.window();
    let (cut, _) = window.part_of(&mut query, store::boards(look.conn()).await?, |board| (board.slug.clone(),));
    let header = vec![t.board(), t.kind(), t.valid_from(), t.valid_to(), t.secretaries()];
    Sheet::new(&query, t.lang.pick("namnder", "boards"), header, cut, |board| {
        vec![
            board.name.as_str().into(),
            words.board_kind(board.kind).into(),
            Cell::Day(Some(board.valid_from)),
            Cell::Day(board.valid_to),
            board.secretaries_on(today, t, words).into(),
        ]
    })
}
