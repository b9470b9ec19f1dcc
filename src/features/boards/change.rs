//! One board, and its end. What it has submitted stays under its name.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::EndBoard;
use super::store::{self, BoardRow};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::together;

crate::action!(
    /// A board.
    ShowBoard, Administer, String => BoardRow, find
);
crate::action!(
    impl EndBoard, Administer, String => BoardRow, find
);

async fn find(conn: &mut sqlx::PgConnection, slug: &str) -> sqlx::Result<Option<BoardRow>> {
    store::board(conn, slug).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    on: String,
}

#[derive(Template)]
#[template(path = "boards/board.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    name: String,
    slug: String,
    kind: String,
    since: String,
    secretaries: String,
    ended: Option<String>,
    on: Field,
}

pub(super) async fn show(gate: Gate<ShowBoard>) -> Result<Html, Failure> {
    let (mut look, board) = gate.look().await?;
    let today = look.today().to_string();
    Html::page(&page(&mut look, &board, &today, &Faults::none()).await?)
}

pub(super) async fn end(gate: Gate<EndBoard>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, board) = gate.open().await?;
    let form = posted.read(&change)?;
    if board.valid_to.is_some() {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let on = faults.take("on", calendar::date(&form.on), |fault| words.date_fault(&fault));
    if on.is_some_and(|day| day < board.valid_from) {
        faults.add("on", t.end_before_start());
    }
    match on.filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &board, &form.on, &faults).await?),
        Some(on) => {
            store::end(&mut change, board.id, on).await?;
            let done = change.commit(Event::BoardEnded { board: board.id, on }).await?;
            Ok(SeeOther::to(done, "/admin/namnder").saying(Confirmed::BoardEnded))
        }
    }
}

async fn page(visit: &mut Passage, board: &BoardRow, typed: &str, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    Ok(Page {
        summary: faults.summary(frame.lang),
        name: board.name.clone(),
        slug: board.slug.clone(),
        kind: words.board_kind(board.kind).to_owned(),
        since: t.since(&words.date(board.valid_from)),
        secretaries: if board.secretaries.is_empty() { t.no_secretary().to_owned() } else { together(&board.secretaries) },
        ended: board.valid_to.map(|day| t.ended(&words.date(day))),
        on: Field::date(frame.lang, "on", t.end_on(), typed, faults),
        t,
        frame,
    })
}
