//! Whether the logs are whole, and the records what they were when they were written (ADR 0056). Nothing that stands in the
//! database as a function is asked: whoever changes a record could change that, too.

mod bindings;
pub mod checkpoints;
mod definitions;
mod events;
mod export;
mod faults;
mod listed;
mod older;
mod records;
mod rules;
mod saved;
mod watch;

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context as _, bail};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::domain::chain::Hash;
use crate::domain::checkpoint::Checkpoint;
use crate::platform::upkeep;

pub use bindings::{BRINGS, ONCE};
pub use definitions::{Definitions, Held, Reference, hold as hold_definitions, reference};
pub use export::export;
pub use faults::{Fault, How, Place};
pub use listed::Builder;
pub use records::SEALED;
pub use watch::watch;

/// So many faults are told one by one; more are only counted.
const TOLD: usize = 1_000;

/// The log of one authority, as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// How many events stand in it.
    pub events: i64,
    /// The number of the last one.
    pub last: i64,
    /// How many of them were written before there was a chain.
    pub before: i64,
    /// The hash of the last one.
    pub head: Option<Hash>,
    /// The first event of those that were read that does not fit.
    pub first_fault: Option<i64>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// The logs, by their authorities.
    pub logs: BTreeMap<String, Log>,
    /// Digests of records that were held against the records.
    pub seals: i64,
    /// Records of before the chain, which were sealed as they stood when it began.
    pub before: i64,
    /// Whether the digests of what is older wait for the next event, which will take them with it.
    pub waiting: bool,
    /// Whether it was said that records were generated here, which did not happen when they say.
    pub generated: bool,
    /// How many definitions were held against what they should be; none where nothing was there to hold them against.
    pub definitions: Option<Held>,
    /// Whether they were looked at.
    pub are_definitions_asked: bool,
    /// Who administers the server, and what else is there that is not the program's: nobody here knows whether it should be.
    pub told: Vec<String>,
    /// What does not fit, the first thousand.
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
    names: HashMap<String, String>,
}

impl Report {
    /// Whether everything fits.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whose log it is, in words.
    #[must_use]
    pub fn called<'a>(&'a self, authority: &'a str) -> &'a str {
        match authority {
            "audit" => "the auditors",
            "system" => "the service",
            other => self.names.get(other).map_or(other, String::as_str),
        }
    }

    fn add(&mut self, fault: Fault) {
        if self.faults.len() < TOLD { self.faults.push(fault) } else { self.more += 1 }
    }
}

/// How far the reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many events of so many are read.
    Events(i64, i64),
    /// The records in this table are held against their digests.
    Records(&'static str),
    /// A clean database is made, to hold the definitions against it.
    Definitions,
}

/// Reads all logs and all records, in one unchanging picture, and changes nothing. The service may run meanwhile.
///
/// # Errors
/// When the database cannot be reached, or its login may not read everything.
pub async fn verify(login: &PgConnectOptions, known: &[Checkpoint], progress: impl FnMut(Step)) -> anyhow::Result<Report> {
    verify_that(login, known, false, progress).await
}

/// The same where audits were generated (`demo --audits`): they are written many at once, today, and say that they are of years ago.
/// So neither times are looked at nor which events bring which records.
///
/// # Errors
/// When the database cannot be reached, or its login may not read everything.
pub async fn verify_generated(login: &PgConnectOptions, known: &[Checkpoint], progress: impl FnMut(Step)) -> anyhow::Result<Report> {
    verify_that(login, known, true, progress).await
}

async fn verify_that(login: &PgConnectOptions, known: &[Checkpoint], generated: bool, mut progress: impl FnMut(Step)) -> anyhow::Result<Report> {
    progress(Step::Definitions);
    let reference = reference(login).await?;
    let mut conn = login.connect().await.context("cannot reach PostgreSQL")?;
    sqlx::raw_sql("begin isolation level repeatable read read only").execute(&mut conn).await?;
    let mut report = look(&mut conn, known, generated, &mut progress).await?;
    hold_definitions(&mut conn, &reference, &mut report).await?;
    conn.close().await?;
    Ok(report)
}

/// The same in whatever transaction is open. What row security would leave out without a word is an error.
///
/// # Errors
/// When the login may not read everything.
pub async fn verify_on(conn: &mut PgConnection, known: &[Checkpoint], mut progress: impl FnMut(Step)) -> anyhow::Result<Report> {
    look(conn, known, false, &mut progress).await
}

async fn look(conn: &mut PgConnection, known: &[Checkpoint], generated: bool, progress: &mut impl FnMut(Step)) -> anyhow::Result<Report> {
    sqlx::raw_sql("set search_path = pg_catalog, public; set timezone = 'UTC'; set row_security = off; set jit = off").execute(&mut *conn).await?;
    if upkeep::schema(conn).await? == upkeep::Schema::Behind {
        bail!("the database has not been brought up to date.\nWhat to do: `yttrande migrate`, or verify it with the version that it was made for");
    }
    let mut report = Report { names: names(conn).await?, generated, ..Report::default() };
    events::verify(conn, known, &mut report, progress).await.context("the logs could not be read")?;
    records::verify(conn, &mut report, progress).await.context("the records could not be read")?;
    if !generated {
        rules::verify(conn, &mut report).await.context("the rules of the log could not be looked at")?;
    }
    Ok(report)
}

async fn names(conn: &mut PgConnection) -> anyhow::Result<HashMap<String, String>> {
    let boards = sqlx::query!(r#"select 'board:' || id as "authority!", name as "name!" from board"#)
        .fetch_all(conn)
        .await
        .context("the login may not read everything, or the database has no tables yet")?;
    Ok(boards.into_iter().map(|board| (board.authority, board.name)).collect())
}
