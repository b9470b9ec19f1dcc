//! The job that reminds of supplements that are waited for, by the municipality's days for responses. It can be run at any time and
//! as often as one likes: each step of each request is told once.

use super::store::{self, Open};
use super::tells;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::RoundId;
use crate::domain::notice::{About, BOARD, BOARD_AND_AUDITORS};
use crate::domain::reminder::{self, Rules, Step};
use crate::platform::failure::Failure;
use crate::platform::worker::{Job, Worker};

/// Tells what is due, from the morning on. Says how many steps were told.
pub(crate) async fn remind(worker: &Worker) -> Result<u32, Failure> {
    let mut made = 0;
    if calendar::time_of(worker.now()) < reminder::morning() {
        return Ok(made);
    }
    for round in due(worker).await? {
        // One that cannot be reminded of keeps no other from it.
        match tell_one(worker, round).await {
            Ok(told) => made += u32::from(told),
            Err(failure) => tracing::error!(?failure, %round, "a reminder of a supplement could not be made"),
        }
    }
    Ok(made)
}

async fn due(worker: &Worker) -> Result<Vec<RoundId>, Failure> {
    let mut look = worker.look().await?;
    let today = look.today();
    let rules = store::rules(look.conn()).await?;
    let open = store::open(look.conn(), rules.reach(today), None).await?;
    Ok(open.iter().filter(|one| next(&rules, one, today).is_some()).map(|one| one.id).collect())
}

fn next(rules: &Rules, open: &Open, today: chrono::NaiveDate) -> Option<i16> {
    match reminder::step(rules, open.awaited(), open.climbed(), today)? {
        Step::Ladder(days) => Some(days),
        Step::Missing(_) => None,
    }
}

/// Tells the step that has been reached, if there still is one when the round is locked. The highest one: lower ones are left out.
async fn tell_one(worker: &Worker, id: RoundId) -> Result<bool, Failure> {
    let mut job = worker.begin().await?;
    let rules = store::rules(job.conn()).await?;
    store::lock(&mut job, id).await?;
    let today = job.today();
    let Some(open) = store::open(job.conn(), rules.reach(today), Some(id)).await?.into_iter().next() else { return Ok(false) };
    let Some(step) = next(&rules, &open, today) else { return Ok(false) };
    tell(&mut job, &open, step).await?;
    store::save(&mut job, &open, step).await?;
    let Open { audit, n: request, due_on, .. } = open;
    job.commit(Event::SupplementReminded { audit, round: id, request, due_on, days: reminder::days_from(due_on, today) }).await?;
    Ok(true)
}

async fn tell(job: &mut Job, open: &Open, step: i16) -> Result<(), Failure> {
    let roles = if step > 0 { BOARD_AND_AUDITORS } else { BOARD };
    let telling = tells::DUE.about(About::Round(open.id), format!("supplement:{}:{}:{step}", open.id, open.n)).only_to(roles);
    let days = reminder::days_from(open.due_on, job.today());
    job.tell(&telling, days).await?;
    Ok(())
}
