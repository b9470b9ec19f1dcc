//! A board that had ceased goes on, as the same board: with its responses and its roles. Nobody answers in its place any more. Where
//! another one has begun to, its own people would read what was written meanwhile: that waits (ADR 0090).

use serde::Deserialize;

use super::Confirmed;
use super::actions::ReopenBoard;
use super::board::{self, Typed, find};
use super::store::{self, BoardRow};
use super::texts::Texts;
use super::told::Proposed;
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl ReopenBoard, Administer, String => BoardRow, find
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    reopen_reason: String,
}

pub(super) async fn act(gate: Gate<ReopenBoard>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, board) = gate.open().await?;
    let form = posted.read(&change)?;
    if board.valid_to.is_none() {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    match faults.take("reopen_reason", text::required(&form.reopen_reason, 500), |f| words.text_fault(f, t.reason_needed())) {
        None => {
            let typed = Typed { reopen_reason: form.reopen_reason, ..Typed::default() };
            Html::redraw(&board::page(&mut change, &board, &typed, &faults).await?)
        }
        Some(reason) => {
            let (id, step) = store::reopen(&mut change, &board, &reason).await?;
            let heir = store::heir_of(change.conn(), id).await?;
            let what = Proposed { id, kind: AccessKind::BoardReopening, board: board.id, heir, on: None };
            let done = change.commit(what.facts(step)?).await?;
            let back = SeeOther::to(done, format!("/admin/namnder/{}", board.slug));
            Ok(match step {
                Some(AccessStep::Proposed) => back.saying(Confirmed::BoardEndWaits),
                _ => back.saying(Confirmed::BoardReopened),
            })
        }
    }
}
