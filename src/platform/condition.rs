//! What state a database is in, as the running program can see it: asked at the start, and by whoever asks for its health.

use chrono::{DateTime, TimeDelta, Utc};

use super::database::Database;
use super::upkeep::{self, Schema};

/// What was found.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Whether its tables are those of this program.
    pub schema: Schema,
    /// Settings with which what has been saved can be lost in a crash or a power cut, as PostgreSQL writes them.
    pub loses_writes: Vec<String>,
    /// What time it is there.
    pub time: DateTime<Utc>,
    /// When the newest event was.
    pub newest_event: Option<DateTime<Utc>>,
    /// Whether the service has found a log of events that does not fit.
    pub log_is_broken: bool,
    /// Up to when everything stands in the newest backup that is known of.
    pub last_backup: Option<DateTime<Utc>>,
}

/// How far a clock may be behind the newest event: two machines are never quite together. `append_event` has the same limit.
pub const BEHIND: TimeDelta = TimeDelta::seconds(10);
/// How far the clocks of the program and of the database may be apart.
pub const APART: TimeDelta = TimeDelta::seconds(1);

impl Condition {
    /// Looks.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn of(database: &Database) -> sqlx::Result<Self> {
        let mut conn = database.door().acquire().await?;
        let schema = upkeep::schema(&mut conn).await?;
        let row = sqlx::query!(
            r#"select current_setting('fsync') as "fsync!", current_setting('full_page_writes') as "pages!",
                 current_setting('synchronous_commit') as "commit!", clock_timestamp() as "time!""#
        )
        .fetch_one(&mut *conn)
        .await?;
        let (newest_event, log_is_broken, last_backup) = match schema {
            Schema::Ours | Schema::Newer => {
                let log =
                    sqlx::query!(r#"select newest_event() as "at?", a_log_is_broken() as "broken!", last_backup() as "backup?""#).fetch_one(&mut *conn).await?;
                (log.at, log.broken, log.backup)
            }
            Schema::Missing | Schema::Earlier | Schema::Behind => (None, false, None),
        };
        let settings = [("fsync", row.fsync), ("full_page_writes", row.pages), ("synchronous_commit", row.commit)];
        let loses_writes = settings.into_iter().filter(|(_, value)| value == "off").map(|(name, _)| format!("{name}=off")).collect();
        Ok(Self { schema, loses_writes, time: row.time, newest_event, log_is_broken, last_backup })
    }

    /// Whether a clock that shows this is behind what has already happened.
    #[must_use]
    pub fn is_after(&self, now: DateTime<Utc>) -> bool {
        self.newest_event.is_some_and(|newest| now + BEHIND < newest)
    }
}
