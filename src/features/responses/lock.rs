//! Locking the text for the board, and opening it again. What the board decides on is what is handed in.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{LockResponse, ReopenResponse};
use super::attachments::{self, ShownFile};
use super::desk::{Desk, Stage};
use super::handed_in;
use super::show_desk::{self, Head};
use super::store::{self, Round};
use super::summary::refuse_unless_open;
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The check before locking.
    ShowLock, LockResponse, RoundPath => Round, store::round
);
crate::action!(
    impl LockResponse, LockResponse, RoundPath => Round, store::round, holding store::hold
);
crate::action!(
    impl ReopenResponse, LockResponse, RoundPath => Round, store::round, holding store::hold
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

/// Why the text is opened again.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Again {
    reason: String,
}

#[derive(Template)]
#[template(path = "responses/lock.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    stage: Option<String>,
    locked: bool,
    reason: Field,
    missing: Vec<(String, String)>,
    files: Vec<ShownFile>,
}

pub(super) async fn show(gate: Gate<ShowLock>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    if round.last_day.withdrawn {
        return Err(Refusal::RoundIsWithdrawn.into());
    }
    let desk = Desk::load(&mut look, round).await?;
    Html::page(&page(&mut look, &desk, &Again::default(), &Faults::none()).await?)
}

async fn page(visit: &mut Passage, desk: &Desk, form: &Again, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        stage: show_desk::stage(desk, t, words),
        locked: !matches!(desk.stage, Stage::Open),
        reason: Field::area(frame.lang, "reason", t.why_again(), &form.reason, faults).hint(t.why_again_hint()),
        missing: show_desk::missing(desk, t),
        files: attachments::on_desk(desk, words),
        t,
        frame,
    })
}

pub(super) async fn act(gate: Gate<LockResponse>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    // Clicked twice: she has locked it. What somebody else has locked may be another text than the one that she saw.
    let person = change.person_id()?;
    if desk.stage.lock().is_some_and(|lock| lock.locked_by == Some(person)) {
        return Ok(SeeOther::unchanged(&change, desk.round.name.desk_url()));
    }
    refuse_unless_open(&desk)?;
    let response = desk.ready().ok_or(Refusal::ResponseIsIncomplete)?;
    store::save_lock(&mut change, &desk.round, desk.locks + 1, &response.digest()).await?;
    let done = change.commit(Event::ResponseLocked { board: desk.round.board, round: desk.round.id, lock: desk.locks + 1 }).await?;
    Ok(SeeOther::to(done, desk.round.name.desk_url()).saying(Confirmed::ResponseLocked))
}

/// Everybody who works for the board is told, and reads why: what the board may have read already is being changed.
pub(super) async fn reopen(gate: Gate<ReopenResponse>, posted: Posted<Again>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    let n = match &desk.stage {
        // Clicked twice: it is open, for this reason.
        Stage::Open if desk.reopening.as_ref().is_some_and(|again| again.reason == text::tidy(&form.reason)) => {
            return Ok(SeeOther::unchanged(&change, desk.round.name.desk_url()));
        }
        Stage::Open => return Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Submitted => return Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Withdrawn => return Err(Refusal::RoundIsWithdrawn.into()),
        Stage::Locked(lock) | Stage::Decided(lock, _) => lock.n,
    };
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let Some(reason) = faults.take("reason", text::required(&form.reason, 2000), |fault| words.text_fault(fault, t.why_again_needed())) else {
        return Html::redraw(&page(&mut change, &desk, &form, &faults).await?);
    };
    store::save_reopening(&mut change, &desk.round, n, &reason).await?;
    let done = change.commit(Event::ResponseReopened { board: desk.round.board, round: desk.round.id, lock: n }).await?;
    Ok(SeeOther::to(done, desk.round.name.desk_url()).saying(Confirmed::ResponseReopened))
}
