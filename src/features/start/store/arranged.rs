//! How far the service has been set up, for the administrators.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::domain::actor::Role;
use crate::domain::ids::PersonId;

/// Boards that have nobody to receive what is sent to them.
pub(in crate::features::start) async fn boards_without_secretary(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"select b.slug, b.name
           from board b
           where (b.valid_to is null or b.valid_to >= $1)
             and b.kind <> 'council'
             and not exists (
               select 1 from role_held g
               join person p on p.id = g.person_id
               where g.board_id = b.id and g.role = 'secretary' and g.valid_from <= $1
                 and (g.valid_to is null or g.valid_to >= $1) and p.ended_at is null
             )
           order by b.name collate "sv-x-icu""#,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name)).collect())
}

/// Somebody who has been invited and has never chosen a password.
pub(in crate::features::start) struct Invited {
    pub(in crate::features::start) name: String,
    pub(in crate::features::start) expires_at: DateTime<Utc>,
}

pub(in crate::features::start) async fn unused_invitations(conn: &mut PgConnection) -> sqlx::Result<Vec<Invited>> {
    sqlx::query_as!(
        Invited,
        r#"select p.name, max(i.expires_at) as "expires_at!"
           from person p
           join invitation i on i.person_id = p.id and not i.by_mail
           where p.ended_at is null
             and not exists (select 1 from credential c where c.person_id = p.id)
           group by p.id, p.name
           order by p.name collate "sv-x-icu""#
    )
    .fetch_all(conn)
    .await
}

/// How far the service has been set up, and how its mails fare.
pub(in crate::features::start) struct Arranged {
    /// The auditors have a name and an address where they are reached.
    pub(in crate::features::start) described: bool,
    /// There are boards.
    pub(in crate::features::start) boards: bool,
    /// Somebody is an auditor, and somebody a board secretary.
    pub(in crate::features::start) people: bool,
    /// How many can administer and have come in.
    pub(in crate::features::start) administrators: i64,
    /// Mails that could not be sent.
    pub(in crate::features::start) failed_mails: i64,
    /// Since when mail waits that could have gone, and nothing has gone.
    pub(in crate::features::start) mail_waits_since: Option<DateTime<Utc>>,
    /// When the last mail went.
    pub(in crate::features::start) last_sent_at: Option<DateTime<Utc>>,
    /// When the jobs ran last.
    pub(in crate::features::start) jobs_ran_at: Option<DateTime<Utc>>,
    /// When the administrators' log was last found whole, from its first event to its last.
    pub(in crate::features::start) log_whole_at: Option<DateTime<Utc>>,
    /// Whom mail does not reach.
    pub(in crate::features::start) unreached: Json<Vec<Unreached>>,
    /// Roles that end within thirty days.
    pub(in crate::features::start) ending: Json<Vec<Ending>>,
    /// The service has found a log of events that does not fit.
    pub(in crate::features::start) broken_log: bool,
    /// The database is not built any more as it was.
    pub(in crate::features::start) built_otherwise: bool,
    /// Up to when everything stands in the newest backup that is known of.
    pub(in crate::features::start) last_backup: Option<DateTime<Utc>>,
    /// Whether the newest mail with checkpoints of the log has gone, where any are to go; and when it was made.
    pub(in crate::features::start) vouched: Option<bool>,
    pub(in crate::features::start) vouched_at: Option<DateTime<Utc>>,
    /// How many have a second step of signing in, and of how many the key is not here by which it can be looked at.
    pub(in crate::features::start) two_step: i64,
    pub(in crate::features::start) without_key: i64,
    /// How many sign in with the municipality's identity provider.
    pub(in crate::features::start) sign_on: i64,
    /// How many have a passkey.
    pub(in crate::features::start) passkeys: i64,
}

/// A role that ends by itself.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct Ending {
    pub(in crate::features::start) person_id: PersonId,
    pub(in crate::features::start) person_name: String,
    pub(in crate::features::start) role: Role,
    pub(in crate::features::start) board_name: Option<String>,
    pub(in crate::features::start) last_day: NaiveDate,
    /// Nobody can hand in for the board the day after.
    pub(in crate::features::start) leaves_nobody: bool,
}

/// Somebody whom the last mail has not reached, though others may be.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct Unreached {
    pub(in crate::features::start) id: PersonId,
    pub(in crate::features::start) name: String,
    /// The boards that she hands in for.
    pub(in crate::features::start) boards: Vec<String>,
    /// It could not be sent; otherwise her mailbox does not take it yet.
    pub(in crate::features::start) failed: bool,
    pub(in crate::features::start) at: DateTime<Utc>,
}

#[expect(clippy::too_many_lines, reason = "one statement, a line for each thing that is arranged")]
pub(in crate::features::start) async fn arranged(conn: &mut PgConnection, today: NaiveDate, keys: &[Vec<u8>]) -> sqlx::Result<Arranged> {
    sqlx::query_as!(
        Arranged,
        r#"select exists (select 1 from organisation where auditors_name <> '' and contact <> '') as "described!",
             exists (select 1 from board) as "boards!",
             (
               select count(distinct g.role) = 2 from role_held g join person p on p.id = g.person_id and p.ended_at is null
               where g.role in ('auditor', 'secretary') and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)
             ) as "people!",
             (
               select count(distinct g.person_id) from role_held g join person p on p.id = g.person_id and p.ended_at is null
               where g.role = 'administrator' and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)
                 and exists (select 1 from credential c where c.person_id = p.id)
             ) as "administrators!",
             (select count(*) from mail where state = 'failed') as "failed_mails!",
             (select w.since from published.mail_waits w) as "mail_waits_since?",
             (select m.settled_at from mail m where m.state = 'sent' order by m.settled_at desc limit 1) as "last_sent_at?",
             (select r.ran_at from job_round r) as "jobs_ran_at?",
             (select c.whole_at from log_check c where c.authority = 'system') as "log_whole_at?",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'failed', last.state = 'failed', 'at', last.settled_at, 'boards', (
                   select coalesce(jsonb_agg(b.name order by b.name), '[]')
                   from (
                     select distinct g.board_id from role_held g
                     where g.person_id = p.id and g.role in ('secretary', 'approver') and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)
                   ) g
                   join board b on b.id = g.board_id
                 )) order by p.name collate "sv-x-icu", p.id)
               -- From the few mails that have not gone: most people are not looked at.
               from (select distinct m.person_id from mail m where m.state in ('waiting', 'failed')) troubled
               join person p on p.id = troubled.person_id and p.ended_at is null
               cross join lateral (
                 select o.state, o.settled_at from published.mail_outcome o where o.person_id = p.id order by o.settled_at desc limit 1
               ) last
               where last.state <> 'sent'
             ), '[]') as "unreached!: Json<Vec<Unreached>>",
             coalesce((
               select jsonb_agg(to_jsonb(e) order by e.last_day, e.person_name, e.grant_id) from ending_roles($1, $1 + 30) e
             ), '[]') as "ending!: Json<Vec<Ending>>",
             exists (select 1 from log_check where broken_seq is not null) as "broken_log!",
             exists (select 1 from definition_check where differing > 0) as "built_otherwise!",
             (select max(b.taken_at) from backup b) as "last_backup?",
             -- Checkpoints are the mails that count events, and these have an index of their own.
             (select m.state = 'sent' or m.state = 'waiting' and m.attempts = 0 from mail m where m.events is not null order by m.made_at desc limit 1) as "vouched?",
             (select max(m.made_at) from mail m where m.events is not null) as "vouched_at?",
             (select count(*) from second_step) as "two_step!",
             (select count(*) from second_step where key_mark <> all ($2)) as "without_key!",
             (select count(*) from sign_on) as "sign_on!",
             (select count(distinct person_id) from passkey) as "passkeys!""#,
        today,
        keys
    )
    .fetch_one(conn)
    .await
}

/// How the files stand with the scanner.
pub(in crate::features::start) struct Scans {
    pub(in crate::features::start) waiting: i64,
    pub(in crate::features::start) infected: i64,
    pub(in crate::features::start) unscannable: i64,
}

pub(in crate::features::start) async fn scans(conn: &mut PgConnection) -> sqlx::Result<Scans> {
    sqlx::query_as!(Scans, r#"select waiting as "waiting!", infected as "infected!", unscannable as "unscannable!" from scans_counted()"#).fetch_one(conn).await
}

/// A file that could not be scanned.
pub(in crate::features::start) struct Unscannable {
    /// Whose it is, where it is not the auditors'.
    pub(in crate::features::start) board_name: Option<String>,
    pub(in crate::features::start) byte_count: i64,
    /// What the scanner says.
    pub(in crate::features::start) said: String,
    pub(in crate::features::start) scanned_at: DateTime<Utc>,
    pub(in crate::features::start) again_at: DateTime<Utc>,
}

/// So many of them: how many there are is counted by [`scans`].
pub(in crate::features::start) async fn unscannable(conn: &mut PgConnection, most: i64) -> sqlx::Result<Vec<Unscannable>> {
    sqlx::query_as!(
        Unscannable,
        r#"select board_name, byte_count as "byte_count!", said as "said!", scanned_at as "scanned_at!", again_at as "again_at!" from unscannable_files() limit $1"#,
        most
    )
    .fetch_all(conn)
    .await
}
