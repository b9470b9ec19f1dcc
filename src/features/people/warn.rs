//! The job that tells that roles will end, two weeks before: whose they are, who hands in for the board, and the administrators. Nobody has
//! to run it for a role to end: whoever asks for roles asks for a day.

use super::store;
use super::told;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::reminder;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Tells what is to be told, from the morning on. Says of how many roles.
pub(crate) async fn warn(worker: &Worker) -> Result<u32, Failure> {
    if calendar::time_of(worker.now()) < reminder::morning() {
        return Ok(0);
    }
    let mut job = worker.begin().await?;
    let ending = store::warn(&mut job).await?;
    if ending.is_empty() {
        return Ok(0);
    }
    let events = ending.iter().map(|one| Event::RoleEndingTold { grant: one.grant, person: one.person, to: one.last_day }).collect();
    job.commit(told::facts(events)?).await?;
    Ok(u32::try_from(ending.len()).unwrap_or(u32::MAX))
}
