//! What has happened since the auditors last met, and what is missing. Read on the auditors' side.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::extension::ExtensionOutcome;
use crate::domain::ids::{BoardId, RoundId};
use crate::domain::round::{LastDay, RoundName};

/// A round about which there is something to take up.
pub(in super::super) struct Followed {
    pub(in super::super) round: RoundId,
    pub(in super::super) board: BoardId,
    pub(in super::super) name: RoundName,
    pub(in super::super) last_day: LastDay,
    pub(in super::super) received_on: Option<NaiveDate>,
    pub(in super::super) assessed_at: Option<DateTime<Utc>>,
    pub(in super::super) closed: bool,
}

/// The rounds whose answer or verdict has come since then, whose answer is missing, or about which a request was made,
/// settled or waits; audit by audit, the one that has been followed up longest first.
pub(in super::super) async fn followed(conn: &mut PgConnection, since: NaiveDate, at: DateTime<Utc>, today: NaiveDate) -> sqlx::Result<Vec<Followed>> {
    sqlx::query_as!(
        Followed,
        r#"select r.id as "round!: RoundId", r.board_id as "board!: BoardId", r.name as "name!: RoundName",
             r.last_day as "last_day!: LastDay", r.received_on as "received_on?",
             r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!"
           from (
             select x.id from published.round x where x.submission_id is not null and x.received_on >= $1
             union
             select x.id from published.round x where x.assessed_at >= $2
             union
             select x.id from published.round x where x.submission_id is null and x.closed_at is null and x.due_on < $3
             union
             select x.id from published.round x where x.extension_asked
             union
             select m.round_id from published.extension_moment m where m.at >= $2
           ) found
           cross join lateral (
             select o.id, o.board_id, o.name, o.last_day, o.received_on, o.assessed_at, o.closed_at, o.sent_at, o.reference_key, o.due_on,
               o.board_name, o.ordinal
             from published.round o
             where o.id = found.id
             limit 1
           ) r
           order by r.sent_at, r.reference_key, r.due_on, r.board_name collate "sv-x-icu", r.ordinal"#,
        since,
        at,
        today
    )
    .fetch_all(conn)
    .await
}

/// A request for a later last day: made or settled since then, or still waiting for its decision.
pub(in super::super) struct Request {
    pub(in super::super) round: RoundId,
    pub(in super::super) asked_at: DateTime<Utc>,
    pub(in super::super) wished_on: NaiveDate,
    pub(in super::super) open: bool,
    pub(in super::super) withdrawn_at: Option<DateTime<Utc>>,
    pub(in super::super) outcome: Option<ExtensionOutcome>,
    pub(in super::super) granted_on: Option<NaiveDate>,
    pub(in super::super) decided_at: Option<DateTime<Utc>>,
}

pub(in super::super) async fn requests(conn: &mut PgConnection, at: DateTime<Utc>) -> sqlx::Result<Vec<Request>> {
    sqlx::query_as!(
        Request,
        r#"select q.round_id as "round!: RoundId", q.asked_at as "asked_at!", q.wished_on as "wished_on!", q.open as "open!",
             q.withdrawn_at as "withdrawn_at?", q.outcome as "outcome?: ExtensionOutcome", q.granted_on as "granted_on?", q.decided_at as "decided_at?"
           from (
             select m.request_id as id from published.extension_moment m where m.at >= $1
             union
             select o.id from published.round x join published.extension_request o on o.round_id = x.id and o.open where x.extension_asked
           ) found
           cross join lateral (
             select o.round_id, o.asked_at, o.wished_on, o.open, o.withdrawn_at, o.outcome, o.granted_on, o.decided_at
             from published.extension_request o
             where o.id = found.id
             limit 1
           ) q
           order by q.asked_at"#,
        at
    )
    .fetch_all(conn)
    .await
}

/// A board's next meeting.
pub(in super::super) struct NextMeeting {
    pub(in super::super) board: BoardId,
    pub(in super::super) held_on: NaiveDate,
    pub(in super::super) papers_by: Option<NaiveDate>,
}

pub(in super::super) async fn next_meetings(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<NextMeeting>> {
    sqlx::query_as!(
        NextMeeting,
        r#"select distinct on (m.board_id) m.board_id as "board!: BoardId", m.held_on as "held_on!", m.papers_by as "papers_by?"
           from published.meeting m
           where m.held_on >= $1
           order by m.board_id, m.held_on"#,
        today
    )
    .fetch_all(conn)
    .await
}
