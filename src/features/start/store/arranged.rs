//! How far the service has been set up, for the administrators.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

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
    pub(in crate::features::start) id: PersonId,
    pub(in crate::features::start) name: String,
    pub(in crate::features::start) expires_at: DateTime<Utc>,
}

pub(in crate::features::start) async fn unused_invitations(conn: &mut PgConnection) -> sqlx::Result<Vec<Invited>> {
    sqlx::query_as!(
        Invited,
        r#"select p.id, p.name, max(i.expires_at) as "expires_at!"
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
    /// There are boards.
    pub(in crate::features::start) boards: bool,
    /// There is somebody beside the first administrator.
    pub(in crate::features::start) people: bool,
    /// Mails that could not be sent.
    pub(in crate::features::start) failed_mails: i64,
    /// The service has found a log of events that does not fit.
    pub(in crate::features::start) broken_log: bool,
    /// Up to when everything stands in the newest backup that is known of.
    pub(in crate::features::start) last_backup: Option<DateTime<Utc>>,
}

pub(in crate::features::start) async fn arranged(conn: &mut PgConnection) -> sqlx::Result<Arranged> {
    sqlx::query_as!(
        Arranged,
        r#"select exists (select 1 from board) as "boards!", (select count(*) from person) > 1 as "people!",
             (select count(*) from mail where state = 'failed') as "failed_mails!",
             exists (select 1 from log_check where broken_seq is not null) as "broken_log!",
             (select max(b.taken_at) from backup b) as "last_backup?""#
    )
    .fetch_one(conn)
    .await
}
