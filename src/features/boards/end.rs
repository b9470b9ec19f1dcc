//! The end of a board, on a day and for a reason. What it has left to hand in another board answers for, or it is said outright that
//! nobody does. What it has submitted stays under its name. Who answers in its place reads its drafts: that waits (ADR 0090).

use serde::Deserialize;

use super::Confirmed;
use super::actions::EndBoard;
use super::board::{self, Typed, find};
use super::store::{self, BoardRow};
use super::texts::Texts;
use super::told::Proposed;
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl EndBoard, Administer, String => BoardRow, find
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    on: String,
    end_reason: String,
    heir: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    alone: String,
}

pub(super) async fn act(gate: Gate<EndBoard>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
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
    let reason = faults.take("end_reason", text::required(&form.end_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    let heir = heir(&mut change, &board, &form).await?;
    let today = change.today();
    let own = form.alone == "yes";
    // With a day that is over, the heir's people would have read the drafts before anybody could see that they were going to.
    if heir.is_some() && on.is_some_and(|day| day < today) {
        faults.add("on", t.followed_from_today());
    }
    if heir.is_some() && own {
        faults.add("heir", t.one_or_the_other());
    } else if heir.is_none() && !own && store::work(change.conn(), board.id, today).await?.is_something() {
        faults.add("heir", t.choose_an_heir());
    }
    match (on, reason) {
        (Some(on), Some(reason)) if faults.is_empty() => {
            let (id, step) = store::end(&mut change, &board, on, heir, &reason).await?;
            let what = Proposed { id, kind: AccessKind::BoardEnd, board: board.id, heir, on: Some(on) };
            let done = change.commit(what.facts(step)?).await?;
            Ok(match step {
                Some(AccessStep::Proposed) => SeeOther::to(done, format!("/admin/namnder/{}", board.slug)).saying(Confirmed::BoardEndWaits),
                _ => SeeOther::to(done, "/admin/namnder").saying(Confirmed::BoardEnded),
            })
        }
        _ => {
            let typed = Typed { on: Some(form.on), end_reason: form.end_reason, heir: form.heir, alone: form.alone == "yes", ..Typed::default() };
            Html::redraw(&board::page(&mut change, &board, &typed, &faults).await?)
        }
    }
}

/// The board that was chosen, if it is there and another.
async fn heir(change: &mut Change<EndBoard>, board: &BoardRow, form: &Form) -> sqlx::Result<Option<BoardId>> {
    let today = change.today();
    let living = store::living(change.conn(), today).await?;
    Ok(living.into_iter().find(|other| other.slug == form.heir && other.id != board.id).map(|other| other.id))
}
