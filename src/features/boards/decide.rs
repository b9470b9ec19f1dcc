//! What waits of a board is decided: a second administrator agrees or refuses, whoever proposed takes back. Once: the second click is
//! told so.

use serde::Deserialize;

use super::Confirmed;
use super::actions::{AgreeBoardEnd, DecidesBoardEnd, RefuseBoardEnd, WithdrawBoardEnd};
use super::board::{self, Typed, find};
use super::store::{self, Waiting};
use super::texts::Texts;
use super::told::Proposed;
use crate::domain::access::AccessStep;
use crate::domain::event::Facts;
use crate::domain::ids::ProposalId;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl AgreeBoardEnd, Administer, (String, ProposalId) => Waiting, store::proposal
);
crate::action!(
    impl RefuseBoardEnd, Administer, (String, ProposalId) => Waiting, store::proposal
);
crate::action!(
    impl WithdrawBoardEnd, Administer, (String, ProposalId) => Waiting, store::proposal
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refuse {
    refuse_reason: String,
}

pub(super) async fn agree(gate: Gate<AgreeBoardEnd>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, waiting) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let facts = change_of(&mut change, &waiting, AccessStep::Agreed, "").await?;
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, waiting.url()).saying(Confirmed::BoardEndAgreed))
}

pub(super) async fn refuse(gate: Gate<RefuseBoardEnd>, posted: Posted<Refuse>) -> Result<SeeOther, Failure> {
    let (mut change, waiting) = gate.open().await?;
    let form = posted.read(&change)?;
    waiting.step.still_waits()?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let Some(reason) = faults.take("refuse_reason", text::required(&form.refuse_reason, 500), |f| words.text_fault(f, t.reason_needed())) else {
        let Some(row) = find(change.conn(), &waiting.slug).await? else { return Err(Failure::NotFound) };
        let typed = Typed { refuse_reason: form.refuse_reason, ..Typed::default() };
        return Html::redraw(&board::page(&mut change, &row, &typed, &faults).await?);
    };
    let facts = change_of(&mut change, &waiting, AccessStep::Refused, &reason).await?;
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, waiting.url()).saying(Confirmed::BoardEndRefused))
}

pub(super) async fn withdraw(gate: Gate<WithdrawBoardEnd>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, waiting) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let facts = change_of(&mut change, &waiting, AccessStep::Withdrawn, "").await?;
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, waiting.url()).saying(Confirmed::BoardEndWithdrawn))
}

/// Writes the decision, and says what stands of it in the logs.
async fn change_of<A: DecidesBoardEnd>(change: &mut Change<A>, waiting: &Waiting, step: AccessStep, reason: &str) -> Result<Facts, Failure> {
    waiting.step.still_waits()?;
    let on = store::decide(change, waiting.id, step, reason).await?;
    Proposed { id: waiting.id, kind: waiting.kind, board: waiting.board, heir: waiting.heir, on }.facts(Some(step))
}
