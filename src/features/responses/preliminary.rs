//! Handing in before the board has decided, so that the auditors have the answer in time: it says that it is preliminary and
//! when the decision is expected, and the decision is recorded beside it when it has been made.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SubmitPreliminary;
use super::desk::{Desk, Stage};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, LockRow, Round};
use super::submit;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::domain::response::Backing;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The check before it.
    ShowPreliminary, SubmitResponse, RoundPath => Round, store::round
);
crate::action!(
    impl SubmitPreliminary, SubmitResponse, RoundPath => Round, store::round, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    expected_on: String,
}

#[derive(Template)]
#[template(path = "responses/preliminary.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    lead: String,
    locked: String,
    answers: String,
    preview_url: String,
    expected_on: Field,
}

pub(super) async fn show(gate: Gate<ShowPreliminary>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    Html::page(&page(&mut look, &desk, "", &Faults::none()).await?)
}

/// The text that lies before the board. What it has decided on is handed in with its decision.
fn locked(desk: &Desk) -> Result<&LockRow, Failure> {
    match &desk.stage {
        Stage::Open => Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Submitted => Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Withdrawn => Err(Refusal::RoundIsWithdrawn.into()),
        Stage::Decided(..) => Err(Refusal::IsDecided.into()),
        Stage::Locked(lock) => Ok(lock),
    }
}

/// Clicked twice: what came in waits for the decision that the form expects on the same day.
async fn is_in(visit: &mut Passage, round: &Round, form: &Form) -> Result<bool, Failure> {
    let came = store::submission(visit.conn(), round, store::Which::Newest).await?;
    Ok(came.and_then(|came| came.decision_expected_on).is_some_and(|day| calendar::date(&form.expected_on) == Ok(day)))
}

pub(super) async fn act(gate: Gate<SubmitPreliminary>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let receipt = round.name.receipt_url();
    if round.submission.is_some() {
        return if is_in(&mut change, &round, &form).await? { Ok(SeeOther::unchanged(&change, receipt)) } else { Err(Refusal::ResponseIsSubmitted.into()) };
    }
    let desk = Desk::load(&mut change, round).await?;
    let lock = locked(&desk)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let day = faults.take("expected_on", calendar::date(&form.expected_on), |f| words.date_fault(&f));
    if day.is_some_and(|day| day < change.today()) {
        faults.add("expected_on", t.expected_is_over());
    }
    let Some(day) = day.filter(|_| faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &desk, &form.expected_on, &faults).await?);
    };
    let facts = submit::hand_in(&mut change, &desk, lock, &Backing::Expected(day)).await?;
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, receipt).saying(Confirmed::ResponseSubmitted))
}

async fn page(visit: &mut Passage, desk: &Desk, expected_on: &str, faults: &Faults) -> Result<Page, Failure> {
    let lock = locked(desk)?;
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let facts = store::letter_facts(visit.conn(), desk.round.audit).await?;
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        lead: submit::lead(&facts, t),
        locked: words.instant(lock.locked_at),
        answers: t.answers_count(desk.items.len()),
        preview_url: desk.round.name.below_desk("forhandsgranska"),
        expected_on: Field::date(frame.lang, "expected_on", t.expected_on(), expected_on, faults).hint(t.expected_on_hint()),
        t,
        frame,
    })
}
