//! What waits is decided: a second administrator agrees or refuses, whoever proposed takes back. Once: the second click is told so.

use serde::Deserialize;

use super::Confirmed;
use super::actions::{AgreeAccess, DecidesAccess, RefuseAccess, WithdrawAccess};
use super::person::{self, Typed};
use super::store::{self, Waiting};
use super::texts::Texts;
use super::told::{self, Proposed};
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::event::Facts;
use crate::domain::ids::{PersonId, ProposalId};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Committed, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl AgreeAccess, Administer, (PersonId, ProposalId) => Waiting, store::proposal
);
crate::action!(
    impl RefuseAccess, Administer, (PersonId, ProposalId) => Waiting, store::proposal
);
crate::action!(
    impl WithdrawAccess, Administer, (PersonId, ProposalId) => Waiting, store::proposal
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refuse {
    refuse_reason: String,
}

pub(super) async fn agree(gate: Gate<AgreeAccess>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, waiting) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let (person, kind) = (waiting.person, waiting.kind);
    let facts = change_of(&mut change, &waiting, AccessStep::Agreed, "").await?;
    let done = change.commit(facts).await?;
    Ok(match kind {
        AccessKind::Role => back(done, person).saying(Confirmed::RoleAgreed),
        AccessKind::Link | AccessKind::Reopening | AccessKind::BoardEnd | AccessKind::BoardReopening => back(done, person).saying(Confirmed::LinkAgreed),
    })
}

pub(super) async fn refuse(gate: Gate<RefuseAccess>, posted: Posted<Refuse>) -> Result<SeeOther, Failure> {
    let (mut change, waiting) = gate.open().await?;
    let form = posted.read(&change)?;
    waiting.step.still_waits()?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let field = format!("refuse-{}", waiting.id);
    let Some(reason) = faults.take(&field, text::required(&form.refuse_reason, 500), |f| words.text_fault(f, t.reason_needed())) else {
        let Some(row) = store::person(change.conn(), &waiting.person).await? else { return Err(Failure::NotFound) };
        let typed = Typed { refuse_reason: form.refuse_reason, refuses: Some(waiting.id), ..Typed::default() };
        return Html::redraw(&person::page(&mut change, &row, &typed, &faults).await?);
    };
    let person = waiting.person;
    let facts = change_of(&mut change, &waiting, AccessStep::Refused, &reason).await?;
    let done = change.commit(facts).await?;
    Ok(back(done, person).saying(Confirmed::AccessRefused))
}

pub(super) async fn withdraw(gate: Gate<WithdrawAccess>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, waiting) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let person = waiting.person;
    let facts = change_of(&mut change, &waiting, AccessStep::Withdrawn, "").await?;
    let done = change.commit(facts).await?;
    Ok(back(done, person).saying(Confirmed::AccessWithdrawn))
}

fn back(done: Committed, person: PersonId) -> SeeOther {
    SeeOther::to(done, format!("/admin/personer/{person}"))
}

/// Writes the decision, and says what stands of it in the logs.
async fn change_of<A: DecidesAccess>(change: &mut Change<A>, waiting: &Waiting, step: AccessStep, reason: &str) -> Result<Facts, Failure> {
    waiting.step.still_waits()?;
    store::decide(change, waiting.id, step, reason).await?;
    let boards = store::boards_of(change.conn(), waiting.id).await?;
    let what = Proposed { id: waiting.id, kind: waiting.kind, person: waiting.person, role: waiting.role, board: waiting.board, to: waiting.to };
    told::facts(told::events(what, &boards, step))
}
