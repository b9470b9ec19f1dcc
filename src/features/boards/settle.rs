//! The job that lets what was proposed of a board take effect when it has waited its day, because there was no second administrator to
//! ask. It can be run at any time, by as many as one likes: each is one transaction, and is settled once.

use super::store;
use super::told::Proposed;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Settles what is due. Says how many.
pub(crate) async fn settle(worker: &Worker) -> Result<u32, Failure> {
    let mut settled = 0;
    loop {
        let mut job = worker.begin().await?;
        let Some(one) = store::settle(&mut job).await? else { return Ok(settled) };
        let what = Proposed { id: one.proposal, kind: one.kind, board: one.board, heir: one.heir, on: one.ends_on };
        job.commit(what.facts(Some(one.step))?).await?;
        settled += 1;
    }
}
