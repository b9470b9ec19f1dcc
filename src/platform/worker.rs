//! The jobs' way to the database, beside the gate. Nobody stands before it, so nobody is asked for permission: the role
//! `app_worker` can do what the jobs do, and nothing else. It reads no draft.
//!
//! Like a change behind the gate, a job has one instant, is undone when it is dropped, and writes events through the log.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::clock::Clock;
use super::database::{As, Begun, Database, Purpose};
use super::failure::Failure;
use super::journal;
use super::outage::Outage;
use super::telling::Telling;
use crate::domain::calendar;
use crate::domain::event::Facts;

/// Where jobs begin their jobs: the database and the clock.
#[derive(Clone)]
pub struct Worker {
    database: Database,
    clock: Clock,
}

impl Worker {
    /// On a database, by a clock.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// For reading: one unchanging picture.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn look(&self) -> Result<Job, Failure> {
        self.enter(Purpose::Reading).await
    }

    /// For writing.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> Result<Job, Failure> {
        self.enter(Purpose::Writing).await
    }

    async fn enter(&self, purpose: Purpose) -> Result<Job, Failure> {
        let at = self.clock.now();
        if purpose == Purpose::Writing && self.clock.is_behind() {
            return Err(Failure::Down(Outage::ClockBehind));
        }
        let tx = self.database.begin(As::Worker, purpose, at).await?;
        Ok(Job { tx, at })
    }
}

/// One transaction of a job.
pub struct Job {
    tx: Begun,
    at: DateTime<Utc>,
}

impl Job {
    /// The database, as `app_worker`.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// The one instant of this job.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.at
    }

    /// The day in Stockholm.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        calendar::day_of(self.at)
    }

    /// Tells people something that the calendar says, so many days from the last day. Says to how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tell(&mut self, telling: &Telling, days: i16) -> Result<i32, Failure> {
        journal::tell(&mut self.tx, telling, days, self.at).await
    }

    /// Writes the facts to the event log and commits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit(mut self, facts: impl Into<Facts>) -> Result<(), Failure> {
        for event in facts.into().events() {
            journal::append(&mut self.tx, event, self.at).await?;
        }
        self.tx.commit().await.map_err(Failure::of_commit)
    }

    /// Commits what needs no event: mails are taken, sent and settled.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep(self) -> Result<(), Failure> {
        self.tx.commit().await.map_err(Failure::of_commit)
    }
}
