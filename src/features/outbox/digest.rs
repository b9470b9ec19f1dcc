//! The morning's job that gathers what people want to be told in one mail.

use super::store;
use crate::domain::calendar;
use crate::domain::reminder;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Makes the day's digests, from the morning on. Run after the day's reminders are made, so that they are in them.
pub(crate) async fn gather(worker: &Worker) -> Result<u32, Failure> {
    if calendar::time_of(worker.now()) < reminder::morning() {
        return Ok(0);
    }
    let mut job = worker.begin().await?;
    let made = store::gather(&mut job).await?;
    job.keep().await?;
    Ok(u32::try_from(made).unwrap_or(0))
}
