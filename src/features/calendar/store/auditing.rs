//! What has happened since the auditors last met, and what is missing. Read on the auditors' side.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::domain::extension::ExtensionOutcome;
use crate::domain::ids::RoundId;
use crate::domain::round::{LastDay, RoundName};
use crate::domain::submission::SubmissionKind;

/// The audits about which there is something to take up, by their keys, the one that has been followed up longest first: an
/// answer or a verdict has come since then, something was added or taken back, an answer is missing, or a request was made, settled or waits.
pub(in super::super) async fn taken_up(conn: &mut PgConnection, since: NaiveDate, at: DateTime<Utc>, today: NaiveDate) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select coalesce(array_agg(k.reference_key order by k.sent_at, k.reference_key), '{}') as "keys!"
           from (
             select x.sent_at, x.reference_key from published.round x where x.submission_id is not null and x.received_on >= $1
             union
             select x.sent_at, x.reference_key from published.round x where x.assessed_at >= $2
             union
             select x.sent_at, x.reference_key from published.round x where x.submission_id is null and x.closed_at is null and x.due_on < $3
             union
             select x.sent_at, x.reference_key from published.round x where x.extension_asked
             union
             select r.sent_at, r.reference_key
             from (select b.round_id from published.came_beside b where b.at between $2 and 'infinity') b
             cross join lateral (select o.sent_at, o.reference_key from published.round o where o.id = b.round_id limit 1) r
             union
             select r.sent_at, r.reference_key
             -- With an end to the time, the plan for all values goes by its beginning.
             from (select m.round_id from published.extension_moment m where m.at between $2 and 'infinity') m
             cross join lateral (select o.sent_at, o.reference_key from published.round o where o.id = m.round_id limit 1) r
           ) k"#,
        since,
        at,
        today
    )
    .fetch_one(conn)
    .await
}

/// A round of an audit that is taken up, and when its board meets next.
pub(in super::super) struct Followed {
    pub(in super::super) round: RoundId,
    pub(in super::super) name: RoundName,
    pub(in super::super) last_day: LastDay,
    pub(in super::super) received_on: Option<NaiveDate>,
    pub(in super::super) assessed_at: Option<DateTime<Utc>>,
    pub(in super::super) closed: bool,
    /// What has been added or taken back since then, in order.
    pub(in super::super) beside: Json<Vec<Beside>>,
    pub(in super::super) next_meeting: Option<NaiveDate>,
    pub(in super::super) papers_by: Option<NaiveDate>,
}

/// Something that came and does not decide its round: a supplement, or what was taken back.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Beside {
    pub(in super::super) number: i16,
    pub(in super::super) kind: SubmissionKind,
    pub(in super::super) receipt_number: String,
    pub(in super::super) received_on: NaiveDate,
    pub(in super::super) withdrawn_at: Option<DateTime<Utc>>,
    pub(in super::super) reason: Option<String>,
}

/// The rounds of these audits about which there is something to take up; of requests it is known already of which.
pub(in super::super) async fn followed(
    conn: &mut PgConnection,
    audits: &[String],
    (since, at, today): (NaiveDate, DateTime<Utc>, NaiveDate),
    asked: &[Uuid],
) -> sqlx::Result<Vec<Followed>> {
    sqlx::query_as!(
        Followed,
        r#"select r.id as "round!: RoundId", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay", r.received_on as "received_on?",
             r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!", b.beside as "beside!: Json<Vec<Beside>>", m.held_on as "next_meeting?", m.papers_by as "papers_by?"
           from published.round r
           left join lateral (
             select o.held_on, o.papers_by
             from published.meeting o
             where o.board_id = r.board_id and o.held_on >= $4
             order by o.held_on
             limit 1
           ) m on r.submission_id is null
           cross join lateral (
             select coalesce(jsonb_agg(to_jsonb(c) order by c.at, c.number), '[]') as beside from published.came_beside c where c.round_id = r.id and c.at >= $3
           ) b
           where r.reference_key = any ($1)
             and (r.submission_id is not null and r.received_on >= $2 or r.assessed_at >= $3
               or r.submission_id is null and r.closed_at is null and r.due_on < $4 or r.id = any ($5::uuid[]) or b.beside <> '[]')
           order by r.sent_at, r.reference_key, r.due_on, r.board_name collate "sv-x-icu", r.ordinal"#,
        audits,
        since,
        at,
        today,
        asked
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

/// Those about rounds of these audits.
pub(in super::super) async fn requests(conn: &mut PgConnection, audits: &[String], at: DateTime<Utc>) -> sqlx::Result<Vec<Request>> {
    sqlx::query_as!(
        Request,
        r#"select q.round_id as "round!: RoundId", q.asked_at as "asked_at!", q.wished_on as "wished_on!", q.open as "open!",
             q.withdrawn_at as "withdrawn_at?", q.outcome as "outcome?: ExtensionOutcome", q.granted_on as "granted_on?", q.decided_at as "decided_at?"
           from published.round r
           cross join lateral (
             select o.round_id, o.asked_at, o.wished_on, o.open, o.withdrawn_at, o.outcome, o.granted_on, o.decided_at
             from published.extension_request o
             where o.round_id = r.id and (greatest(o.asked_at, o.withdrawn_at, o.decided_at) >= $2 or r.extension_asked and o.open)
             offset 0
           ) q
           where r.reference_key = any ($1)
           order by q.asked_at"#,
        audits,
        at
    )
    .fetch_all(conn)
    .await
}
