//! The job that asks boards how their measures go. It can be run at any time and as often as one likes: about each day of each measure
//! a board is asked once, from the morning of an open day on, and about all whose day has come in one. It is no deadline: nothing is
//! late, and whoever does not answer is not asked again until another day comes.

use std::collections::BTreeMap;

use super::store::{self, Unasked};
use super::tells;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::BoardId;
use crate::domain::notice::About;
use crate::domain::reminder;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Asks whoever is to be asked. Says how many boards were.
pub(crate) async fn ask(worker: &Worker) -> Result<u32, Failure> {
    let mut asked = 0;
    let today = calendar::day_of(worker.now());
    if calendar::time_of(worker.now()) < reminder::morning() || calendar::closed(today).is_some() {
        return Ok(asked);
    }
    for board in boards(worker).await? {
        // One that cannot be asked keeps no other from it.
        match ask_one(worker, board).await {
            Ok(told) => asked += u32::from(told),
            Err(failure) => tracing::error!(?failure, %board, "a board could not be asked how its measures go"),
        }
    }
    Ok(asked)
}

async fn boards(worker: &Worker) -> Result<Vec<BoardId>, Failure> {
    let mut look = worker.look().await?;
    let today = look.today();
    let mut boards: Vec<BoardId> = Vec::new();
    for one in store::unasked(look.conn(), today, None).await?.iter().filter(|one| one.between().is_asked(today)) {
        if !boards.contains(&one.board) {
            boards.push(one.board);
        }
    }
    Ok(boards)
}

/// Asks about all that is still to be asked about when its rounds are locked. A board that has nobody to be asked is asked when it has.
async fn ask_one(worker: &Worker, board: BoardId) -> Result<bool, Failure> {
    let mut job = worker.begin().await?;
    let today = job.today();
    let before = store::unasked(job.conn(), today, Some(board)).await?;
    let rounds: Vec<uuid::Uuid> = before.iter().map(|one| one.round.uuid()).collect();
    store::lock(&mut job, &rounds).await?;
    let locked = |one: &Unasked| rounds.contains(&one.round.uuid());
    let due: Vec<Unasked> = store::unasked(job.conn(), today, Some(board)).await?.into_iter().filter(locked).collect();
    let due: Vec<&Unasked> = due.iter().filter(|one| one.between().is_asked(today)).collect();
    let Some(first) = due.first() else { return Ok(false) };
    let telling = tells::ASKED.about(About::Round(first.round), format!("status-asked:{}:{today}", first.measure));
    if job.tell(&telling, 0).await? == 0 {
        return Ok(false);
    }
    let mut events: BTreeMap<uuid::Uuid, Event> = BTreeMap::new();
    for one in &due {
        let Some(day) = one.between().day() else { continue };
        store::save(&mut job, one.measure, day).await?;
        let event = events.entry(one.round.uuid()).or_insert_with(|| Event::StatusAsked { audit: one.audit, round: one.round, measures: Vec::new() });
        if let Event::StatusAsked { measures, .. } = event {
            measures.push(one.measure);
        }
    }
    let mut events = events.into_values();
    let Some(event) = events.next() else { return Ok(false) };
    job.commit(Facts::of(event, events.collect())).await?;
    Ok(true)
}
