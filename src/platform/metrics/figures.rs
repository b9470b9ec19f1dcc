//! How the service is: its pools, and what the database knows of mail, jobs, backups, logs and sessions. Numbers and times only.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tokio::time::timeout;

use crate::platform::database::Database;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

type Count = Gauge;
/// Seconds since 1970: Prometheus works out ages itself.
type Time = Gauge<f64, AtomicU64>;

/// What the database knows.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    mail_waiting: i64,
    mail_deferred: i64,
    mail_oldest: Option<DateTime<Utc>>,
    mail_waits_since: Option<DateTime<Utc>>,
    jobs_ran_at: Option<DateTime<Utc>>,
    backup_taken_at: Option<DateTime<Utc>>,
    sessions: i64,
    logs: Vec<Log>,
}

/// The logs of one kind of authority, together: which board's is nobody's business here.
#[derive(Clone, Debug)]
struct Log {
    name: &'static str,
    events: i64,
    whole: i64,
    whole_at: Option<DateTime<Utc>>,
    broken: i64,
}

impl Figures {
    /// Asks; `None` when the database does not answer.
    pub(super) async fn of(database: &Database, now: DateTime<Utc>) -> Option<Self> {
        if database.pulse().is_lost() {
            return None;
        }
        match timeout(PATIENCE, Self::asked(database, now)).await {
            Ok(Ok(found)) => Some(found),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the figures for the monitor could not be read");
                None
            }
            Err(_) => None,
        }
    }

    async fn asked(database: &Database, now: DateTime<Utc>) -> sqlx::Result<Self> {
        let mut conn = database.door().acquire().await?;
        let row = sqlx::query!(
            r#"select mail_waiting as "mail_waiting!", mail_deferred as "mail_deferred!", mail_oldest, mail_waits_since, jobs_ran_at, backup_taken_at,
                 sessions as "sessions!"
               from service_figures($1)"#,
            now
        )
        .fetch_one(&mut *conn)
        .await?;
        let logs = sqlx::query!(r#"select log as "log!", events as "events!", whole as "whole!", whole_at, broken as "broken!" from log_figures()"#)
            .fetch_all(&mut *conn)
            .await?;
        let named = |name: &str| ["audit", "boards", "system"].into_iter().find(|own| *own == name);
        let logs = logs
            .into_iter()
            .filter_map(|log| Some(Log { name: named(&log.log)?, events: log.events, whole: log.whole, whole_at: log.whole_at, broken: log.broken }))
            .collect();
        Ok(Self {
            mail_waiting: row.mail_waiting,
            mail_deferred: row.mail_deferred,
            mail_oldest: row.mail_oldest,
            mail_waits_since: row.mail_waits_since,
            jobs_ran_at: row.jobs_ran_at,
            backup_taken_at: row.backup_taken_at,
            sessions: row.sessions,
            logs,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pool {
    pool: &'static str,
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfLog {
    log: &'static str,
}

/// The ways to the database, as they are used in this moment.
pub(super) fn of_pools(database: &Database) -> Registry {
    let connections: Family<Pool, Count> = Family::default();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    for occupied in database.occupied() {
        let of = |state| connections.get_or_create_owned(&Pool { pool: occupied.pool, state });
        of("busy").set(i64::from(occupied.busy));
        of("idle").set(i64::from(occupied.idle));
        of("most").set(i64::from(occupied.most));
        of("waited_for").set(number(occupied.waiting));
    }
    let mut registry = Registry::with_prefix("yttrande");
    let help = "Connections to the database: at work, at rest, as many as there may be, and how many requests wait for one";
    registry.register("pool_connections", help, connections);
    registry
}

/// What the database knows. What is not known, such as a backup that was never made, is not there, and no nought.
pub(super) fn of_service(found: Option<&Figures>) -> Registry {
    let mut registry = Registry::with_prefix("yttrande");
    let up = Count::default();
    up.set(i64::from(found.is_some()));
    registry.register("database_up", "Whether the database answers; what it knows is only there when it does", up);
    let Some(found) = found else { return registry };
    let mail: Family<Kind, Count> = Family::default();
    mail.get_or_create_owned(&Kind { kind: "turn" }).set(found.mail_waiting);
    mail.get_or_create_owned(&Kind { kind: "mailbox" }).set(found.mail_deferred);
    registry.register(
        "mail_waiting",
        "Mails that have not gone: those that wait for their turn or for the mail server, and those that wait for one mailbox",
        mail,
    );
    time(&mut registry, "mail_oldest_timestamp_seconds", "When the oldest mail that waits was made", found.mail_oldest);
    time(&mut registry, "mail_stuck_since_timestamp_seconds", "Since when mail could have gone and none has", found.mail_waits_since);
    time(&mut registry, "jobs_last_run_timestamp_seconds", "When the jobs ran last, to the minute", found.jobs_ran_at);
    time(&mut registry, "backup_last_timestamp_seconds", "Up to when everything stands in the newest backup", found.backup_taken_at);
    let sessions = Count::default();
    sessions.set(found.sessions);
    registry.register("sessions", "Sessions that are open", sessions);
    of_logs(&mut registry, &found.logs);
    registry
}

/// What vouches for the log outside of the database, and what the database is built of. What is not known is not there.
pub(super) fn of_trust(checkpoint: Option<DateTime<Utc>>, differing: Option<usize>) -> Registry {
    let mut registry = Registry::with_prefix("yttrande");
    time(&mut registry, "checkpoint_last_timestamp_seconds", "When the newest checkpoint of the log was written", checkpoint);
    if let Some(differing) = differing {
        let gauge = Count::default();
        gauge.set(i64::try_from(differing).unwrap_or(i64::MAX));
        registry.register(
            "definitions_differing",
            "Views, functions, triggers, policies and grants that are not what they were when the service listed them",
            gauge,
        );
    }
    registry
}

fn of_logs(registry: &mut Registry, logs: &[Log]) {
    let (events, whole, broken): (Family<OfLog, Count>, Family<OfLog, Count>, Family<OfLog, Count>) = Default::default();
    let whole_at: Family<OfLog, Time> = Family::default();
    for log in logs {
        let of = OfLog { log: log.name };
        events.get_or_create_owned(&of).set(log.events);
        whole.get_or_create_owned(&of).set(log.whole);
        broken.get_or_create_owned(&of).set(log.broken);
        if let Some(at) = log.whole_at {
            whole_at.get_or_create_owned(&of).set(seconds(at));
        }
    }
    registry.register("log_events", "Events in the log; those of all boards together", events);
    registry.register("log_verified_events", "Events that the service has read and found whole", whole);
    registry.register("log_verified_timestamp_seconds", "When that was, of the log for which it is longest ago", whole_at);
    registry.register("log_broken", "Logs that do not fit: something was changed past the service", broken);
}

fn time(registry: &mut Registry, name: &str, help: &str, at: Option<DateTime<Utc>>) {
    if let Some(at) = at {
        let gauge = Time::default();
        gauge.set(seconds(at));
        registry.register(name, help, gauge);
    }
}

fn seconds(at: DateTime<Utc>) -> f64 {
    Duration::from_micros(u64::try_from(at.timestamp_micros()).unwrap_or(0)).as_secs_f64()
}
