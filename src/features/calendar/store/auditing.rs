//! What has happened since the auditors last met, and what is missing. Read on the auditors' side.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::domain::extension::ExtensionOutcome;
use crate::domain::round::{LastDay, RoundName};
use crate::domain::submission::SubmissionKind;

/// The audits about which there is something to take up, by their keys, the one that has been followed up longest first: an
/// answer or a verdict has come since then, something was added, taken back or put right, an answer is missing, or a request was made,
/// settled or waits.
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
             select a.sent_at, a.reference_key
             from (select m.audit_id from published.audit_moment m where m.at between $2 and 'infinity') m
             cross join lateral (select o.sent_at, o.reference_key from published.audit o where o.id = m.audit_id limit 1) a
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
    pub(in super::super) name: RoundName,
    pub(in super::super) last_day: LastDay,
    pub(in super::super) received_on: Option<NaiveDate>,
    pub(in super::super) assessed_at: Option<DateTime<Utc>>,
    pub(in super::super) closed: bool,
    /// What has been added or taken back since then, in order.
    pub(in super::super) beside: Json<Vec<Beside>>,
    /// Requests for a later last day: made or settled since then, or still waiting for a decision.
    pub(in super::super) requests: Json<Vec<Request>>,
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

/// The rounds of these audits about which there is something to take up.
pub(in super::super) async fn followed(
    conn: &mut PgConnection,
    audits: &[String],
    (since, at, today): (NaiveDate, DateTime<Utc>, NaiveDate),
) -> sqlx::Result<Vec<Followed>> {
    sqlx::query_as!(
        Followed,
        r#"select r.name as "name!: RoundName", r.last_day as "last_day!: LastDay", r.received_on as "received_on?",
             r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!", b.beside as "beside!: Json<Vec<Beside>>",
             q.requests as "requests!: Json<Vec<Request>>", m.held_on as "next_meeting?", m.papers_by as "papers_by?"
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
           cross join lateral (
             select coalesce(jsonb_agg(jsonb_build_object('asked_at', o.asked_at, 'wished_on', o.wished_on, 'open', o.open, 'withdrawn_at', o.withdrawn_at,
               'outcome', o.outcome, 'granted_on', o.granted_on, 'decided_at', o.decided_at) order by o.asked_at), '[]') as requests
             from published.extension_request o
             where o.round_id = r.id and (greatest(o.asked_at, o.withdrawn_at, o.decided_at) >= $3 or r.extension_asked and o.open)
           ) q
           where r.reference_key = any ($1)
             and (r.submission_id is not null and r.received_on >= $2 or r.assessed_at >= $3
               or r.submission_id is null and r.closed_at is null and r.due_on < $4 or b.beside <> '[]' or q.requests <> '[]')
           order by r.sent_at, r.reference_key, r.due_on, r.board_name collate "sv-x-icu", r.ordinal"#,
        audits,
        since,
        at,
        today
    )
    .fetch_all(conn)
    .await
}

/// A request for a later last day.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Request {
    pub(in super::super) asked_at: DateTime<Utc>,
    pub(in super::super) wished_on: NaiveDate,
    pub(in super::super) open: bool,
    pub(in super::super) withdrawn_at: Option<DateTime<Utc>>,
    pub(in super::super) outcome: Option<ExtensionOutcome>,
    pub(in super::super) granted_on: Option<NaiveDate>,
    pub(in super::super) decided_at: Option<DateTime<Utc>>,
}

/// What was done with an audit beside its rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(in super::super) enum What {
    RoundWithdrawn,
    TitleCorrected,
    ReplyToCorrected,
    ItemCorrected,
    Reopened,
    VerdictCorrected,
    FollowedUp,
    Council,
    CouncilCorrected,
    CouncilStruck,
}

/// One such thing.
#[derive(Debug)]
pub(in super::super) struct Moment {
    pub(in super::super) key: String,
    pub(in super::super) reference: String,
    pub(in super::super) title: String,
    pub(in super::super) board: Option<String>,
    pub(in super::super) board_slug: Option<String>,
    pub(in super::super) at: DateTime<Utc>,
    pub(in super::super) what: What,
    /// The code of an item, or the section of minutes.
    pub(in super::super) about: Option<String>,
    /// The day of the council's meeting, or on which the auditors look again.
    pub(in super::super) day: Option<NaiveDate>,
    pub(in super::super) reason: String,
}

/// What has been done with these audits since then.
pub(in super::super) async fn moments(conn: &mut PgConnection, audits: &[String], at: DateTime<Utc>) -> sqlx::Result<Vec<Moment>> {
    sqlx::query_as!(
        Moment,
        r#"select a.reference_key as "key!", a.reference as "reference!", a.title as "title!", b.name as "board?", b.slug as "board_slug?", m.at as "at!",
             m.what as "what!: What", m.about as "about?", m.day as "day?", m.reason as "reason!"
           from unnest($1::text[]) k
           cross join lateral (
             select n.id, n.reference_key, n.reference, n.title from published.audit_now n where n.reference_key = k limit 1
           ) a
           cross join lateral (
             select o.board_id, o.at, o.what, o.about, o.day, o.reason from published.audit_moment o where o.audit_id = a.id and o.at >= $2
             offset 0
           ) m
           left join published.board b on b.id = m.board_id
           order by m.at, m.what, m.about"#,
        audits,
        at
    )
    .fetch_all(conn)
    .await
}
