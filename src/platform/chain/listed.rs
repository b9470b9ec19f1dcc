//! What the service looks at of what its database is built of: it writes a list when its version, or that of PostgreSQL, is new there, with
//! an event, so that the chain holds it; and every few minutes it looks whether everything is still so. It is the service's own word:
//! what was changed before the list was written stands in it as it was found. `yttrande verify` needs no list (ADR 0075).

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::postgres::PgConnection;

use super::definitions::{self, Definitions};
use super::{Fault, Report};
use crate::domain::event::Event;
use crate::domain::text::hex;
use crate::platform::failure::Failure;
use crate::platform::outage::Outage;
use crate::platform::upkeep;
use crate::platform::worker::Worker;

/// It is looked at so often.
const EACH: TimeDelta = TimeDelta::minutes(5);
/// So many differences are said.
const SAID: usize = 20;

/// By what the list of this program is told from that of another: what it makes, and how it reads that.
fn program() -> String {
    hex(&Sha256::digest(upkeep::program() + definitions::DEFINITIONS))
}

/// A list that was written down.
pub(super) struct List {
    n: i32,
    /// By this program, and on this version of PostgreSQL.
    pub(super) fits: bool,
    pub(super) objects: Definitions,
}

/// The newest.
pub(super) async fn newest(conn: &mut PgConnection) -> sqlx::Result<Option<List>> {
    let row = sqlx::query!(
        r#"select n as "n!", program = $1 and server = current_setting('server_version_num')::integer as "fits!", objects as "objects!"
           from public.definition_list order by n desc limit 1"#,
        program()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| List { n: row.n, fits: row.fits, objects: Definitions::of_written(&row.objects) }))
}

/// Whoever looks. Clones know the same.
#[derive(Clone, Debug, Default)]
pub struct Builder(Arc<Mutex<Looked>>);

#[derive(Clone, Debug, Default)]
struct Looked {
    at: Option<DateTime<Utc>>,
    found: Vec<String>,
}

impl Builder {
    /// In a few words, for whatever looks after the service.
    #[must_use]
    pub fn said(&self) -> String {
        let looked = self.now();
        match (looked.at, looked.found.len()) {
            (None, _) => "not looked at yet".to_owned(),
            (Some(_), 0) => "ok".to_owned(),
            (Some(_), found) => format!("{found} are not what they were: run yttrande verify"),
        }
    }

    /// How many are not as they were; none when nobody has looked yet.
    #[must_use]
    pub fn differing(&self) -> Option<usize> {
        let looked = self.now();
        looked.at.map(|_| looked.found.len())
    }

    fn now(&self) -> Looked {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks, if it is time. Says what is not as it was.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn look(&self, worker: &Worker) -> Result<Vec<String>, Failure> {
        let now = worker.now();
        let looked = self.now();
        if looked.at.is_some_and(|at| now - at < EACH) {
            return Ok(looked.found);
        }
        let found = match look(worker).await {
            // Nothing is written by such a clock, no list either.
            Err(Failure::Down(Outage::ClockBehind)) => return Ok(looked.found),
            found => found?,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Looked { at: Some(now), found: found.clone() };
        Ok(found)
    }
}

async fn look(worker: &Worker) -> Result<Vec<String>, Failure> {
    let mut job = worker.begin().await?;
    let now = job.now();
    // Two versions of the program that run beside each other would write one list after the other.
    if !upkeep::is_built_by_this_program(job.conn()).await? {
        return Ok(vec!["The database says that it was brought up to date by another version than this one.".to_owned()]);
    }
    let here = Definitions::read(job.conn()).await?;
    let (mut faults, _) = definitions::standing(job.conn()).await?;
    let newest = newest(job.conn()).await?;
    let is_listed = newest.as_ref().is_some_and(|list| list.fits);
    if let Some(list) = newest.as_ref().filter(|list| list.fits) {
        faults.extend(here.against(&list.objects));
    }
    looked(job.conn(), now, &faults).await?;
    let n = newest.map_or(1, |list| list.n + 1);
    if !is_listed && write(job.conn(), n, now, &here).await? {
        job.commit(Event::DefinitionsListed { n }).await?;
    } else {
        job.keep().await?;
    }
    let report = Report::default();
    Ok(faults.iter().take(SAID).map(|fault| fault.said(&report)).collect())
}

/// Says whether it was written: another instance may have been first.
async fn write(conn: &mut PgConnection, n: i32, now: DateTime<Utc>, here: &Definitions) -> sqlx::Result<bool> {
    let written = sqlx::query!(
        "insert into definition_list (n, listed_at, program, server, objects)
         values ($1, $2, $3, current_setting('server_version_num')::integer, $4) on conflict (n) do nothing",
        n,
        now,
        program(),
        here.written()
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() > 0)
}

/// Writes down what was found, for the administrators.
async fn looked(conn: &mut PgConnection, now: DateTime<Utc>, faults: &[Fault]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into definition_check as c (looked_at, differing) values ($1, $2)
         on conflict (single) do update set looked_at = excluded.looked_at, differing = excluded.differing",
        now,
        i32::try_from(faults.len()).unwrap_or(i32::MAX)
    )
    .execute(conn)
    .await?;
    Ok(())
}
