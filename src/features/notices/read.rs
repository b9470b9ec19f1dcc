//! Marking what one has seen as read. A private matter: no event.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::actions::MarkRead;
use super::store;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, WithoutEvent};
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(impl MarkRead, KeepOwnAccount);
impl WithoutEvent for MarkRead {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The instant of the newest notice on the page.
    until: String,
}

pub(super) async fn act(gate: Gate<MarkRead>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let until: DateTime<Utc> = form.until.parse().map_err(|_| Refusal::BadForm)?;
    store::mark_read(&mut change, until).await?;
    let done = change.keep().await?;
    Ok(SeeOther::to(done, "/aviseringar"))
}
