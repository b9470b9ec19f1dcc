//! Somebody who had been ended comes back, as the same person: with what she did, and the roles that have no end.

use serde::Deserialize;

use super::Confirmed;
use super::actions::ReopenPerson;
use super::person::{self, Typed};
use super::store::{self, PersonRow};
use super::texts::Texts;
use super::told::{self, Proposed};
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl ReopenPerson, Administer, PersonId => PersonRow, store::person
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    reopen_reason: String,
}

pub(super) async fn act(gate: Gate<ReopenPerson>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let form = posted.read(&change)?;
    if person.ended_at.is_none() {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    match faults.take("reopen_reason", text::required(&form.reopen_reason, 500), |f| words.text_fault(f, t.reason_needed())) {
        None => {
            let typed = Typed { reopen_reason: form.reopen_reason, ..Typed::default() };
            Html::redraw(&person::page(&mut change, &person, &typed, &faults).await?)
        }
        Some(reason) => {
            store::reopen(&mut change, &person, &reason).await?;
            let mut events = vec![Event::PersonReopened { person: person.id }];
            if let Some(id) = store::tell_reopening(&mut change, person.id).await? {
                let boards = store::boards_of(change.conn(), id).await?;
                let what = Proposed { id, kind: AccessKind::Reopening, person: person.id, role: None, board: None, to: None };
                events.extend(told::events(what, &boards, AccessStep::AtOnce));
            }
            let done = change.commit(told::facts(events)?).await?;
            Ok(SeeOther::to(done, format!("/admin/personer/{}", person.id)).saying(Confirmed::PersonReopened))
        }
    }
}
