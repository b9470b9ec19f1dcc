//! Whom the last mail did not reach, of those who can hand in what is late. For the auditors: nobody else reads how mail fares.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::ids::{AuditId, BoardId};

/// Somebody who can hand in for a board, and whom the last mail did not reach.
pub(crate) struct NotReached {
    pub(crate) board: BoardId,
    pub(crate) name: String,
    /// It could not be sent; otherwise her mailbox does not take it yet.
    pub(crate) failed: bool,
    pub(crate) at: DateTime<Utc>,
}

/// Of every board of an audit that is late.
pub(crate) async fn not_reached(conn: &mut PgConnection, audit: AuditId, today: NaiveDate) -> sqlx::Result<Vec<NotReached>> {
    sqlx::query_as!(
        NotReached,
        r#"select r.board_id as "board!: BoardId", q.name as "name!", last.state = 'failed' as "failed!", last.settled_at as "at!"
           from (
             select distinct w.board_id
             from published.round w
             where w.audit_id = $1::audit_id and w.submission_id is null and w.closed_at is null and w.withdrawn_at is null and w.due_on < $2
           ) r
           cross join lateral (
             select distinct q.person_id, q.name
             from published.recipient q
             where q.board_id = r.board_id and q.role in ('secretary', 'approver') and q.valid_from <= $2 and (q.valid_to is null or q.valid_to >= $2)
           ) q
           cross join lateral (
             select o.state, o.settled_at from published.mail_outcome o where o.person_id = q.person_id order by o.settled_at desc limit 1
           ) last
           where last.state <> 'sent'
           order by q.name collate "sv-x-icu""#,
        audit as AuditId,
        today
    )
    .fetch_all(conn)
    .await
}
