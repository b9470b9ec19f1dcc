//! Cancelling a meeting that is still to come. It stays in the log, and leaves the calendars.

use serde::Deserialize;

use super::Confirmed;
use super::actions::CancelMeeting;
use super::plan_meetings::find;
use super::store::{self, Body};
use crate::domain::event::Event;
use crate::domain::ids::MeetingId;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl CancelMeeting, PlanMeetings, String => Body, find
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    meeting: MeetingId,
}

pub(super) async fn act(gate: Gate<CancelMeeting>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, body) = gate.open().await?;
    let Form { meeting } = posted.read(&change)?;
    if !store::cancel(&mut change, &body, meeting).await? {
        return Err(Refusal::MeetingIsOver.into());
    }
    let event = match body.board {
        Some(board) => Event::MeetingCancelled { board, meeting },
        None => Event::AuditorsMeetingCancelled { meeting },
    };
    let done = change.commit(event).await?;
    Ok(SeeOther::to(done, "/kalender/sammantraden").saying(Confirmed::MeetingCancelled))
}
