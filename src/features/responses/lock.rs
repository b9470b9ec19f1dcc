//! Locking the text for the board, and opening it again. What the board decides on is what is handed in.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{LockResponse, ReopenResponse};
use super::desk::{self, Head};
use super::store::{self, Round};
use super::summary::refuse_unless_open;
use super::texts::Texts;
use super::work::{Stage, Work};
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html, SeeOther};
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

#[derive(Template)]
#[template(path = "responses/lock.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    stage: Option<String>,
    missing: Vec<(String, String)>,
}

pub(super) async fn show(gate: Gate<ShowLock>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let work = Work::load(&mut look, round).await?;
    if matches!(work.stage, Stage::Submitted) {
        return Err(Refusal::ResponseIsSubmitted.into());
    }
    Html::page(&Page { head: Head::of(&work.round, &look), stage: desk::stage(&work.stage, t, words), missing: desk::missing(&work, t), t, frame })
}

pub(super) async fn act(gate: Gate<LockResponse>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let work = Work::load(&mut change, round).await?;
    refuse_unless_open(&work)?;
    let response = work.settle().ok_or(Refusal::ResponseIsIncomplete)?;
    store::save_lock(&mut change, &work.round, work.locks + 1, &response.digest()).await?;
    let done = change.commit(Event::ResponseLocked { board: work.round.board, round: work.round.id }).await?;
    Ok(SeeOther::to(done, work.round.name.desk_url()).saying(Confirmed::ResponseLocked))
}

pub(super) async fn reopen(gate: Gate<ReopenResponse>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    match super::work::load_stage(&mut change, &round).await? {
        Stage::Open => Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Submitted => Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Locked(lock) | Stage::Decided(lock, _) => {
            store::save_reopening(&mut change, &round, lock.n).await?;
            let done = change.commit(Event::ResponseReopened { board: round.board, round: round.id }).await?;
            Ok(SeeOther::to(done, round.name.desk_url()).saying(Confirmed::ResponseReopened))
        }
    }
}
