//! The job that lets requests lapse that nobody has answered, and removes what they say of people once they have been answered for long.

use super::store::{self, Settled};
use crate::domain::access::{CONFIRMED_WITHIN, RequestStep};
use crate::domain::event::{Event, Facts};
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Settles what is due. Says how many lapsed.
pub(crate) async fn settle(worker: &Worker) -> Result<u32, Failure> {
    let mut job = worker.begin().await?;
    let before = job.now() - CONFIRMED_WITHIN;
    store::tidy(&mut job, before).await?;
    job.keep().await?;
    let mut lapsed = 0;
    loop {
        let mut job = worker.begin().await?;
        let Some(one) = store::lapse(&mut job).await? else { break };
        job.commit(facts(&one, RequestStep::Lapsed)).await?;
        lapsed += 1;
    }
    loop {
        let mut job = worker.begin().await?;
        let Some(one) = store::remove(&mut job).await? else { break };
        job.commit(facts(&one, RequestStep::Removed)).await?;
    }
    Ok(lapsed)
}

fn facts(one: &Settled, step: RequestStep) -> Facts {
    let Settled { request, board, person } = *one;
    Facts::of(Event::AccessRequestChanged { request, board, step, person }, vec![Event::BoardAccessRequestChanged { request, board, step, person }])
}
