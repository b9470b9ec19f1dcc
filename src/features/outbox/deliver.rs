//! The job that sends what waits: take, look whether it is still needed, write, hand over, settle.
//!
//! Between taking and settling no transaction is open, so that a slow mail server holds nothing in the database. Whoever
//! dies in between leaves the mail to another worker when the lease is over. If that was after the mail server's promise,
//! the mail goes out twice, with the same Message-ID: nobody can know. See ADR 0016.

use std::sync::Arc;

use url::Url;

use super::letters::{self, Written};
use super::store::{self, Taken};
use crate::domain::email::EmailAddress;
use crate::domain::event::Event;
use crate::domain::outbox::{MailKind, next_try};
use crate::platform::chain::checkpoints::Keeper;
use crate::platform::failure::Failure;
use crate::platform::mail::{Handover, Post, Reply, Stage};
use crate::platform::register::Register;
use crate::platform::session::Secret;
use crate::platform::worker::Worker;

/// Where letters are handed in, the address of the service that they lead to, and what there is to tell.
pub(crate) struct Office<P> {
    pub(crate) post: P,
    pub(crate) service: Url,
    pub(crate) register: Register,
    /// Who signs checkpoints of the log, if anybody does, and where they go by mail.
    pub(crate) keeper: Option<Arc<Keeper>>,
    pub(crate) registrar: Option<EmailAddress>,
}

/// What a run has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Taken by the mail server.
    pub sent: u32,
    /// Not needed any more.
    pub dropped: u32,
    /// To be tried again.
    pub postponed: u32,
    /// Given up, or refused for good.
    pub failed: u32,
}

/// Whether to go on with other mails.
enum Next {
    GoOn,
    /// The mail server lets nobody in: the others need not be tried in vain.
    Pause,
}

/// Sends what waits, one mail after the other, until there is no more. Before each it is asked whether to stop.
pub(crate) async fn deliver<P: Post>(worker: &Worker, office: &Office<P>, mut stop: impl FnMut() -> bool) -> Result<Delivered, Failure> {
    let mut delivered = Delivered::default();
    while !stop() {
        let Some(taken) = take(worker, office.keeper.is_some()).await? else { break };
        match one(worker, office, &taken, &mut delivered).await? {
            Next::GoOn => {}
            Next::Pause => break,
        }
    }
    Ok(delivered)
}

/// Without a mail server: lets go of what has waited too long for one.
pub(crate) async fn expire(worker: &Worker) -> Result<(), Failure> {
    let mut job = worker.begin().await?;
    let dropped = store::expire(&mut job).await?;
    if dropped > 0 {
        tracing::info!(dropped, "mails were not sent: no mail server is set");
    }
    job.keep().await
}

async fn take(worker: &Worker, with_checkpoints: bool) -> Result<Option<Taken>, Failure> {
    let mut job = worker.begin().await?;
    let taken = store::take(&mut job, with_checkpoints).await?;
    job.keep().await?;
    Ok(taken)
}

async fn one<P: Post>(worker: &Worker, office: &Office<P>, taken: &Taken, delivered: &mut Delivered) -> Result<Next, Failure> {
    let mut look = worker.look().await?;
    let (now, mail) = (look.now(), store::mail(look.conn(), taken.id).await?);
    let written = if mail.kind.has_link() {
        drop(look);
        let link = link(worker, taken, mail.kind).await?;
        letters::write(&mut worker.look().await?, taken.id, &mail, link.as_ref(), office).await?
    } else {
        let written = letters::write(&mut look, taken.id, &mail, None, office).await?;
        drop(look);
        written
    };
    let letter = match written {
        Written::Letter(letter) => letter,
        Written::Needless(why) => {
            let mut job = worker.begin().await?;
            store::dropped(&mut job, taken, why).await?;
            job.keep().await?;
            delivered.dropped += 1;
            return Ok(Next::GoOn);
        }
        Written::Unsendable => {
            let mut job = worker.begin().await?;
            store::failed(&mut job, taken, "not an address that mail can be sent to").await?;
            job.keep().await?;
            delivered.failed += 1;
            return Ok(Next::GoOn);
        }
    };
    let handover = office.post.send(&letter, now).await;
    settle(worker, taken, mail.made_at, &handover, delivered).await?;
    Ok(match handover {
        Handover::Later(reply) if !is_about_the_letter(&reply) => Next::Pause,
        Handover::Later(_) | Handover::Accepted(_) | Handover::Refused(_) => Next::GoOn,
    })
}

/// Whether the mail server let us in, and did not want this one letter: others may go.
fn is_about_the_letter(reply: &Reply) -> bool {
    match reply.stage {
        Stage::Connecting | Stage::Encrypting | Stage::SigningIn | Stage::Sender => false,
        Stage::Writing | Stage::Recipient | Stage::Content => true,
    }
}

/// The link for somebody who is invited, or has forgotten her password, is made when its mail goes, and stands nowhere else: another try
/// makes another. So is the one by which whoever asks to work for a board confirms her address, which opens nothing else.
async fn link(worker: &Worker, taken: &Taken, kind: MailKind) -> Result<Option<Secret>, Failure> {
    let secret = Secret::new();
    let mut job = worker.begin().await?;
    if kind == MailKind::AccessConfirm {
        let made = store::asking_by_mail(&mut job, taken.id, &secret.hash()).await?;
        job.keep().await?;
        return Ok(made.then_some(secret));
    }
    match store::link_by_mail(&mut job, taken.id, &secret.hash()).await? {
        Some(person) => {
            job.commit(Event::PasswordLinkMailed { person }).await?;
            Ok(Some(secret))
        }
        None => Ok(None),
    }
}

/// Writes down what became of it.
async fn settle(worker: &Worker, taken: &Taken, made_at: chrono::DateTime<chrono::Utc>, handover: &Handover, delivered: &mut Delivered) -> Result<(), Failure> {
    let mut job = worker.begin().await?;
    let reply = handover.reply().to_string();
    // No address and no subject: the log of the program is read by others than the outbox.
    tracing::info!(mail = %taken.id, attempt = taken.attempt, stage = %handover.reply().stage, %reply, "mail");
    match handover {
        Handover::Accepted(_) => {
            store::sent(&mut job, taken.id, &reply).await?;
            delivered.sent += 1;
        }
        Handover::Refused(_) => {
            store::failed(&mut job, taken, &reply).await?;
            delivered.failed += 1;
        }
        Handover::Later(said) => match next_try(taken.attempt, made_at, job.now()) {
            Some(due_at) => {
                store::postponed(&mut job, taken, due_at, is_about_the_letter(said), &reply).await?;
                delivered.postponed += 1;
            }
            None => {
                store::failed(&mut job, taken, &reply).await?;
                delivered.failed += 1;
            }
        },
    }
    job.keep().await
}
