//! The job that lets roles take effect that have waited their day, because there was no second administrator to ask. It can be run
//! at any time, by as many as one likes: each role is one transaction, and is settled once.

use super::store;
use super::told::{self, Proposed};
use crate::domain::access::AccessKind;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Settles what is due. Says how many.
pub(crate) async fn settle(worker: &Worker) -> Result<u32, Failure> {
    let mut settled = 0;
    loop {
        let mut job = worker.begin().await?;
        let Some(one) = store::settle(&mut job).await? else { return Ok(settled) };
        let boards = store::boards_of(job.conn(), one.proposal).await?;
        let what = Proposed { id: one.proposal, kind: AccessKind::Role, person: one.person, role: Some(one.role), board: one.board, to: one.last_day };
        job.commit(told::facts(told::events(what, &boards, one.step))?).await?;
        settled += 1;
    }
}
