//! The job that makes the day's reminders. It can be run at any time, as often as one likes, by as many as one likes: each
//! step of each date is told once.

use super::store::{self, Open};
use super::tells;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::{Event, NoticeKind};
use crate::domain::ids::RoundId;
use crate::domain::notice::{About, HANDS_IN};
use crate::domain::reminder::{self, Rules, Step};
use crate::platform::failure::Failure;
use crate::platform::worker::{Job, Worker};

/// What a run has made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Steps that were told.
    pub reminders: u32,
    /// Notices that they led to.
    pub notices: u32,
    /// Rounds at which it failed. The log says why; the next run tries again.
    pub failed: u32,
}

/// Tells what is due, from the morning on.
pub(crate) async fn remind(worker: &Worker) -> Result<Made, Failure> {
    let mut made = Made::default();
    if calendar::time_of(worker.now()) < reminder::morning() {
        return Ok(made);
    }
    for round in due(worker).await? {
        // One round that cannot be reminded of keeps no other from it.
        if let Err(failure) = tell_all(worker, round, &mut made).await {
            tracing::error!(?failure, %round, "a reminder could not be made");
            made.failed += 1;
        }
    }
    Ok(made)
}

/// The rounds about which there is something to tell.
async fn due(worker: &Worker) -> Result<Vec<RoundId>, Failure> {
    let mut look = worker.look().await?;
    let today = look.today();
    let rules = store::rules(look.conn()).await?;
    let rounds = store::open_rounds(look.conn(), &rules, rules.reach(today)).await?;
    Ok(rounds.into_iter().filter(|round| next(&rules, round, today).is_some()).map(|round| round.id).collect())
}

fn next(rules: &Rules, round: &Open, today: chrono::NaiveDate) -> Option<Step> {
    reminder::step(rules, round.awaited(), round.climbed(), today)
}

async fn tell_all(worker: &Worker, round: RoundId, made: &mut Made) -> Result<(), Failure> {
    while let Some(notices) = tell_one(worker, round).await? {
        made.reminders += 1;
        made.notices += notices;
    }
    Ok(())
}

/// Tells one step, if there still is one when the round is locked. Says to how many.
async fn tell_one(worker: &Worker, id: RoundId) -> Result<Option<u32>, Failure> {
    let mut job = worker.begin().await?;
    let rules = store::rules(job.conn()).await?;
    let Some(round) = store::lock(&mut job, id).await? else { return Ok(None) };
    let Some(step) = next(&rules, &round, job.today()) else { return Ok(None) };
    let notices = tell(&mut job, &round, step).await?;
    store::save(&mut job, &round, step).await?;
    let days = reminder::days_from(round.due_on, job.today());
    let Open { id, audit, due_on, .. } = round;
    job.commit(match step {
        Step::Ladder(_) => Event::ReminderMade { audit, round: id, due_on, days },
        Step::Missing(_) => Event::ResponseMissing { audit, round: id, due_on },
    })
    .await?;
    Ok(Some(notices))
}

async fn tell(job: &mut Job, round: &Open, step: Step) -> Result<u32, Failure> {
    let today = job.today();
    let staff = store::staff(job.conn(), round.board, today).await?;
    let (kind, roles) = reminder::audience(step, staff);
    let told = tell_as(job, round, step, kind, roles).await?;
    if kind == NoticeKind::BoardWithoutSecretary {
        // Nobody works for the board, but it may have a mailbox that is read.
        tell_as(job, round, step, step.kind(), HANDS_IN).await?;
    }
    Ok(u32::try_from(told).unwrap_or(0))
}

async fn tell_as(job: &mut Job, round: &Open, step: Step, kind: NoticeKind, roles: &'static [Role]) -> Result<i32, Failure> {
    let tells = tells::ALL.into_iter().find(|tells| tells.rule.kind == kind).ok_or_else(|| Failure::broken("a step that is told as something else"))?;
    let telling = tells.about(About::Round(round.id), reminder::key(round.id, round.due_on, step)).only_to(roles);
    job.tell(&telling, reminder::days_from(round.due_on, job.today())).await
}
