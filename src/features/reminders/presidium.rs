//! The job that tells the council's presidium of responses that have been late for long: those whose day has come in one mail, each once
//! for each last day. It can be run at any time and as often as one likes.

use super::store;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::reminder;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Tells what is to be told, from the morning on. Says of how many responses.
pub(crate) async fn tell_presidium(worker: &Worker) -> Result<u32, Failure> {
    if calendar::time_of(worker.now()) < reminder::morning() {
        return Ok(0);
    }
    let mut job = worker.begin().await?;
    let Some(rule) = store::presidium(job.conn()).await? else { return Ok(0) };
    let until = reminder::late_since(job.today(), rule.after);
    let before = store::long_late(job.conn(), until).await?;
    // Whoever is handing in goes first: what has come by the time the rounds are held is not told.
    store::hold(&mut job, &before).await?;
    let late = store::long_late(job.conn(), until).await?;
    let late: Vec<_> = late.into_iter().filter(|round| before.iter().any(|held| held.id == round.id)).collect();
    let today = job.today();
    let mut events = late.iter().map(|round| Event::PresidiumTold {
        audit: round.audit,
        round: round.id,
        due_on: round.due_on,
        days: reminder::days_from(round.due_on, today),
    });
    let Some(first) = events.next() else { return Ok(0) };
    let facts = Facts::of(first, events.collect());
    store::tell_presidium(&mut job, &late, &rule.address).await?;
    job.commit(facts).await?;
    Ok(u32::try_from(late.len()).unwrap_or(u32::MAX))
}
