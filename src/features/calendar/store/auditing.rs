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
           from published.round r
           where r.received_on >= $1
              or r.assessed_at >= $2
              or (r.submission_id is null and r.closed_at is null and r.due_on < $3)
              or exists (
                select 1 from published.extension_request q
                where q.round_id = r.id and (q.open or q.asked_at >= $2 or q.decided_at >= $2 or q.withdrawn_at >= $2)
              )
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
           from published.extension_request q
           where q.open or q.asked_at >= $1 or q.decided_at >= $1 or q.withdrawn_at >= $1
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

/// How many days late a response is when it stands on the auditors' agenda as missing.
pub(in super::super) async fn letter_after(conn: &mut PgConnection) -> sqlx::Result<i16> {
    sqlx::query_scalar!(r#"select letter_after as "letter_after!" from published.deadline_rules"#).fetch_one(conn).await
}
