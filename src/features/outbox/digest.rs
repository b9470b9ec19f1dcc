//! The job that gathers what people want to be told in one mail, in the morning; and what has piled up, at any time.

use super::store;
use crate::domain::calendar;
use crate::domain::reminder;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Writes down that a round of the jobs is done: that nothing in it failed.
pub(crate) async fn ran(worker: &Worker) -> Result<(), Failure> {
    let mut job = worker.begin().await?;
    store::ran(&mut job).await?;
    job.keep().await
}

/// Makes the day's digests, from the morning on. Run after the day's reminders are made, so that they are in them. And when
/// more mails wait for somebody than she should get at once, because there was a stop or because her boards answer much on
/// one day, she gets one instead.
pub(crate) async fn gather(worker: &Worker) -> Result<u32, Failure> {
    let mut job = worker.begin().await?;
    let mut made = store::bundle(&mut job).await?;
    if calendar::time_of(worker.now()) >= reminder::morning() {
        made += store::gather(&mut job).await?;
    }
    job.keep().await?;
    Ok(u32::try_from(made).unwrap_or(0))
}
