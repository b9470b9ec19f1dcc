//! Taking away a letter that was read and not saved: the reader's own.

use serde::Deserialize;

use super::Confirmed;
use super::actions::RemoveLetter;
use super::store::{self, Intake};
use crate::domain::ids::IntakeId;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, WithoutEvent};
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl RemoveLetter, RecordAudit, IntakeId => Intake, store::intake
);
// Nobody has checked it, and it became no audit.
impl WithoutEvent for RemoveLetter {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

pub(super) async fn act(gate: Gate<RemoveLetter>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, intake) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    if !store::remove_intake(&mut change, &intake).await? {
        return Err(Failure::NotFound);
    }
    let done = change.keep().await?;
    Ok(SeeOther::to(done, "/granskningar/ny".to_owned()).saying(Confirmed::LetterRemoved))
}
