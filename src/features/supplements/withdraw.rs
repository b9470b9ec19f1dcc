//! The auditors take a request back, with a reason that everybody reads. What was asked stays readable.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::WithdrawSupplementRequest;
use super::store::{self, AskedPath, AskedRound};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for it.
    ShowWithdrawRequest, SendAudit, AskedPath => AskedRound, store::asked
);
crate::action!(
    impl WithdrawSupplementRequest, SendAudit, AskedPath => AskedRound, store::asked, holding store::hold_asked
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    reason: String,
}

#[derive(Template)]
#[template(path = "supplements/withdraw.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: String,
    board: String,
    reference: String,
    response_url: String,
    asked: String,
    wanted: String,
    reason: Field,
}

pub(super) async fn show(gate: Gate<ShowWithdrawRequest>) -> Result<Html, Failure> {
    let (mut look, asked) = gate.look().await?;
    refuse(&asked)?;
    Html::page(&page(&mut look, &asked, &Form::default(), &Faults::none()).await?)
}

fn refuse(asked: &AskedRound) -> Result<(), Failure> {
    if asked.round.closed {
        return Err(Refusal::AuditIsClosed.into());
    }
    if asked.request.is_open() { Ok(()) } else { Err(Refusal::SomebodyWasFirst.into()) }
}

pub(super) async fn act(gate: Gate<WithdrawSupplementRequest>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, asked) = gate.open().await?;
    let form = posted.read(&change)?;
    // Clicked twice: it is taken back, for this reason.
    if asked.request.withdrawal_reason.as_deref().is_some_and(|reason| reason == text::tidy(&form.reason)) {
        return Ok(SeeOther::unchanged(&change, asked.round.name.response_url()));
    }
    refuse(&asked)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let reason = faults.take("reason", text::required(&form.reason, 2000), |fault| words.text_fault(fault, t.reason_needed()));
    let Some(reason) = reason else {
        return Html::redraw(&page(&mut change, &asked, &form, &faults).await?);
    };
    store::withdraw(&mut change, &asked, &reason).await?;
    let AskedRound { round, request } = asked;
    let done = change.commit(Event::SupplementRequestWithdrawn { audit: round.audit, round: round.id, request: request.n }).await?;
    Ok(SeeOther::to(done, round.name.response_url()).saying(Confirmed::SupplementRequestWithdrawn))
}

async fn page(visit: &mut Passage, asked: &AskedRound, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let AskedRound { round, request } = asked;
    Ok(Page {
        summary: faults.summary(frame.lang),
        heading: words.round_heading(&round.name),
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        response_url: round.name.response_url(),
        asked: t.asked(&words.instant(request.asked_at), &words.weekday_date(request.due_on)),
        wanted: request.wanted.clone(),
        reason: Field::area(frame.lang, "reason", t.reason(), &form.reason, faults).hint(t.reason_hint()),
        t,
        frame,
    })
}
