//! What the service does by itself about signing in: notes in the log what was tried in vain, has links mailed to those who have
//! forgotten their password, and lets old counts and sessions go.
//!
//! A job, because whoever is turned away must not be able to tell from the time it took whether the address was somebody's; and
//! because one event for each wrong password would let strangers fill the log. See ADR 0030.

use super::store;
use crate::domain::event::{Event, Facts};
use crate::platform::attempts::{self, Vain};
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Notes and lets go, in one transaction.
pub(crate) async fn tidy(worker: &Worker) -> Result<(), Failure> {
    let mut job = worker.begin().await?;
    let now = job.now();
    attempts::let_go(job.conn(), now).await?;
    store::tidy(job.conn(), now).await?;
    let mut events = attempts::take(job.conn(), now).await?.into_iter().map(event);
    match events.next() {
        Some(first) => job.commit(Facts::of(first, events.collect())).await,
        None => job.keep().await,
    }
}

fn event(vain: Vain) -> Event {
    Event::PasswordsFailed { person: vain.person, inside: vain.inside, failures: vain.failures, held_back: vain.held_back }
}
