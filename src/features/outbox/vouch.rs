//! The job that has the newest checkpoint of each log mailed to whoever keeps what vouches for the log outside of the service's power: at
//! most once a day, and only when something has happened since the last one.

use super::store;
use crate::domain::email::EmailAddress;
use crate::platform::chain::checkpoints::{Keeper, Mailed};
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// Puts the day's mail in the outbox, if one is due. What it says is written when it goes.
pub(crate) async fn vouch(worker: &Worker, registrar: &EmailAddress) -> Result<(), Failure> {
    let mut job = worker.begin().await?;
    // Before the service is set up nobody knows whose logs these are.
    if store::sender(job.conn()).await?.organisation.is_empty() {
        return Ok(());
    }
    store::vouch(&mut job, registrar).await?;
    job.keep().await
}

/// Tells the keeper what has become of the mails, for whoever looks after the service.
pub(crate) async fn vouched(worker: &Worker, keeper: &Keeper) -> Result<(), Failure> {
    let mut look = worker.look().await?;
    let (sent_at, stuck) = store::vouched(look.conn()).await?;
    keeper.mailed(Mailed { sent_at, stuck });
    Ok(())
}
