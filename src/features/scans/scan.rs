//! The job that has files scanned, one after the other. No answer is no outcome: then all that waits goes on waiting. Of what is in quarantine
//! each side is told once.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::types::Uuid;

use super::store::{self, ScanOutcome, Untold, Waiting};
use super::tells;
use crate::domain::event::Event;
use crate::domain::notice::{AUDITORS, About, BOARD};
use crate::domain::text::hex;
use crate::platform::clamd::{Said, Scanner};
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// So many are looked at before it is asked again whether to stop, and stand in one event.
const AT_ONCE: usize = 20;
/// So many are remembered that got no answer.
const PASSED: usize = 1000;

/// Files that the scanner gave no answer to. They come after all others, so that one that it chokes on holds up nobody else's. And since
/// when the service runs: what could not be scanned before then is tried once more, for somebody may have mended the scanner's limits.
pub(crate) struct Passed {
    files: Mutex<Vec<Uuid>>,
    /// Of which it has been said that they are damaged.
    damaged: Mutex<HashSet<Uuid>>,
    begun: DateTime<Utc>,
}

impl Passed {
    pub(crate) fn since(begun: DateTime<Utc>) -> Self {
        Self { files: Mutex::default(), damaged: Mutex::default(), begun }
    }

    fn all(&self) -> Vec<Uuid> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn pass(&self, file: Uuid) {
        let mut passed = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if passed.len() >= PASSED {
            passed.clear();
        }
        passed.push(file);
    }

    /// Says whether it is news.
    fn is_found_damaged(&self, file: Uuid) -> bool {
        self.damaged.lock().unwrap_or_else(PoisonError::into_inner).insert(file)
    }

    /// Nothing else waits: they are tried again, if there are any.
    fn begin_anew(&self) -> bool {
        !std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner)).is_empty()
    }
}

/// Has what waits scanned, as far as the scanner answers. Says how many files were.
pub(crate) async fn scan(worker: &Worker, scanner: &Scanner, passed: &Passed) -> Result<usize, Failure> {
    let mut scanned: Vec<(Waiting, Said)> = Vec::new();
    while scanned.len() < AT_ONCE {
        let mut look = worker.look().await?;
        let now = look.now();
        let Some(file) = store::next(look.conn(), now, passed.begun, &passed.all()).await? else {
            if passed.begin_anew() {
                continue;
            }
            break;
        };
        let bytes = store::bytes(look.conn(), &file, scanner).await?;
        drop(look);
        if is_damaged(&file, &bytes) {
            if passed.is_found_damaged(file.id) {
                tracing::error!(file = %file.id, "the bytes of a file are not those that were stored; it is not scanned, and not handed out");
            }
            passed.pass(file.id);
            break;
        }
        let Ok(said) = scanner.scan(&bytes).await else {
            passed.pass(file.id);
            break;
        };
        if let Said::Unscannable(why) = &said {
            tracing::error!(file = %file.id, bytes = file.byte_count, why, "a file could not be scanned; clamd must take 20 MB (StreamMaxLength, MaxFileSize, MaxScanSize)");
        }
        // Each at once: the next one is asked for by what is kept of this one.
        keep(worker, &file, &said).await?;
        scanned.push((file, said));
    }
    Ok(scanned.len())
}

/// What is said of a digest is said of bytes that have it, and of no others. Nothing is kept of others: the same file may lie whole
/// elsewhere. There are no bytes at all where an outcome has come meanwhile; keeping is then no news.
fn is_damaged(file: &Waiting, bytes: &[u8]) -> bool {
    !bytes.is_empty() && Sha256::digest(bytes).as_slice() != file.sha256
}

async fn keep(worker: &Worker, file: &Waiting, said: &Said) -> Result<(), Failure> {
    let (outcome, words) = match said {
        Said::Clean => (ScanOutcome::Clean, ""),
        Said::Infected(found) => (ScanOutcome::Infected, found.as_str()),
        Said::Unscannable(why) => (ScanOutcome::Unscannable, why.as_str()),
    };
    if outcome == ScanOutcome::Infected {
        tracing::error!(file = %file.id, sha256 = hex(&file.sha256), found = words, "malware was found in a file; it is in quarantine");
    }
    let mut job = worker.begin().await?;
    if !store::keep(&mut job, file, outcome, &tidy(words)).await? {
        return job.keep().await;
    }
    let one = |which| i32::from(outcome == which);
    job.commit(Event::FilesScanned { clean: one(ScanOutcome::Clean), infected: one(ScanOutcome::Infected), unscannable: one(ScanOutcome::Unscannable) }).await
}

/// What a scanner says is a line of another program.
fn tidy(words: &str) -> String {
    words.chars().filter(|sign| !sign.is_control()).take(200).collect()
}

/// Tells each side once of what is in quarantine.
pub(crate) async fn tell(worker: &Worker) -> Result<(), Failure> {
    let mut look = worker.look().await?;
    let untold = store::untold(look.conn()).await?;
    drop(look);
    for one in untold {
        tell_one(worker, &one).await?;
    }
    Ok(())
}

async fn tell_one(worker: &Worker, one: &Untold) -> Result<(), Failure> {
    let mut job = worker.begin().await?;
    if store::told(&mut job, one).await? {
        let roles = if one.to_board { BOARD } else { AUDITORS };
        let cause = format!("quarantine:{}:{}", hex(&one.sha256), one.round);
        let tells = if one.of_audit { &tells::DOCUMENT_QUARANTINED } else { &tells::QUARANTINED };
        job.tell(&tells.about(About::Round(one.round), cause).only_to(roles), 0).await?;
    }
    job.keep().await
}
