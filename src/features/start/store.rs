//! Reading what there is to do. Writes nothing.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::ids::{BoardId, PersonId};
use crate::domain::round::{DeadlineKind, LastDay, RoundKind};

/// An awaited round of one's own boards, with how far the desk is. Read on the boards' side only.
pub(super) struct OwnRound {
    pub(super) key: String,
    pub(super) reference: String,
    pub(super) title: String,
    pub(super) board_name: String,
    pub(super) board_slug: String,
    pub(super) kind: RoundKind,
    pub(super) ordinal: i16,
    pub(super) due_on: NaiveDate,
    pub(super) original_due_on: NaiveDate,
    pub(super) due_kind: DeadlineKind,
    pub(super) extension_asked: bool,
    pub(super) items: i64,
    pub(super) begun: i64,
    pub(super) complete: i64,
    pub(super) saved_at: Option<DateTime<Utc>>,
    pub(super) saved_by: Option<String>,
    pub(super) locked: bool,
    pub(super) decided: bool,
    pub(super) waits_for_first: bool,
}

impl OwnRound {
    pub(super) fn last_day(&self) -> LastDay {
        LastDay { due_on: self.due_on, original_due_on: self.original_due_on, kind: self.due_kind, extension_asked: self.extension_asked }
    }
}

pub(super) async fn own_rounds(conn: &mut PgConnection, boards: Vec<BoardId>) -> sqlx::Result<Vec<OwnRound>> {
    sqlx::query_as!(
        OwnRound,
        r#"select r.reference_key as "key!", r.reference as "reference!", r.title as "title!", r.board_name as "board_name!",
             r.board_slug as "board_slug!", r.kind as "kind!", r.ordinal as "ordinal!", r.due_on as "due_on!",
             r.original_due_on as "original_due_on!", r.due_kind as "due_kind!", r.extension_asked as "extension_asked!",
             (select count(*) from published.item_board x where x.audit_id = r.audit_id and x.board_id = r.board_id) + 1 as "items!",
             coalesce(p.begun, 0) as "begun!", coalesce(p.complete, 0) as "complete!", last.saved_at as "saved_at?", last.saved_by as "saved_by?",
             coalesce(not l.reopened, false) as "locked!", coalesce(not l.reopened and l.decided, false) as "decided!",
             r.ordinal > 1 and first.submission_id is null as "waits_for_first!"
           from published.round r
           left join published.round first on first.audit_id = r.audit_id and first.board_id = r.board_id and first.ordinal = 1
           left join lateral (
             select count(*) as begun, count(*) filter (where d.complete) as complete from desk_part d where d.round_id = r.id
           ) p on true
           left join lateral (
             select d.saved_at, n.name as saved_by
             from desk_part d
             join published.person_name n on n.id = d.saved_by
             where d.round_id = r.id
             order by d.saved_at desc
             limit 1
           ) last on true
           left join lateral (
             select exists (select 1 from desk_reopening o where o.round_id = k.round_id and o.n = k.n) as reopened,
               exists (select 1 from board_decision b where b.round_id = k.round_id and b.n = k.n) as decided
             from desk_lock k
             where k.round_id = r.id
             order by k.n desc
             limit 1
           ) l on true
           where r.board_id = any ($1::board_id[])
             and r.submission_id is null
             and r.closed_at is null
           order by r.due_on, r.title"#,
        boards as Vec<BoardId>
    )
    .fetch_all(conn)
    .await
}

/// A round as the auditors see it: awaited, or arrived and not yet judged.
pub(super) struct AuditedRound {
    pub(super) key: String,
    pub(super) reference: String,
    pub(super) title: String,
    pub(super) board_name: String,
    pub(super) board_slug: String,
    pub(super) kind: RoundKind,
    pub(super) ordinal: i16,
    pub(super) due_on: NaiveDate,
    pub(super) original_due_on: NaiveDate,
    pub(super) due_kind: DeadlineKind,
    pub(super) extension_asked: bool,
    pub(super) received_at: Option<DateTime<Utc>>,
    pub(super) received_on: Option<NaiveDate>,
    pub(super) diary_number: Option<String>,
    pub(super) items: i64,
    pub(super) judged: i64,
    pub(super) assessed: bool,
}

impl AuditedRound {
    pub(super) fn last_day(&self) -> LastDay {
        LastDay { due_on: self.due_on, original_due_on: self.original_due_on, kind: self.due_kind, extension_asked: self.extension_asked }
    }
}

/// Everything that waits: late, near, asked about, arrived without verdict or without diary number, and what fell due yesterday.
pub(super) async fn audited_rounds(conn: &mut PgConnection, near: NaiveDate, yesterday: NaiveDate) -> sqlx::Result<Vec<AuditedRound>> {
    sqlx::query_as!(
        AuditedRound,
        r#"select r.reference_key as "key!", r.reference as "reference!", r.title as "title!", r.board_name as "board_name!",
             r.board_slug as "board_slug!", r.kind as "kind!", r.ordinal as "ordinal!", r.due_on as "due_on!", r.received_at, r.received_on,
             r.original_due_on as "original_due_on!", r.due_kind as "due_kind!", r.extension_asked as "extension_asked!",
             g.diary_number as "diary_number?",
             (select count(*) from published.submitted_answer a where a.submission_id = r.submission_id) as "items!",
             (select count(*) from verdict_part v where v.submission_id = r.submission_id and v.grade is not null) as "judged!",
             r.assessed_at is not null as "assessed!"
           from published.round r
           left join published.registration g on g.submission_id = r.submission_id
           where (r.submission_id is null and r.closed_at is null and (r.due_on <= $1 or r.extension_asked))
              or (r.submission_id is not null and (r.assessed_at is null or g.diary_number is null))
              or (r.due_on = $2 and r.closed_at is null)
           order by r.due_on, r.board_name collate "sv-x-icu""#,
        near,
        yesterday
    )
    .fetch_all(conn)
    .await
}

/// Audits that have not been sent.
pub(super) async fn unsent(conn: &mut PgConnection) -> sqlx::Result<Vec<(String, String, String)>> {
    let rows = sqlx::query!(
        "select a.reference_key, a.reference, a.title
         from audit a
         where not exists (select 1 from dispatch d where d.audit_id = a.id)
         order by a.recorded_at desc"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.reference_key, row.reference, row.title)).collect())
}

/// Boards that have nobody to receive what is sent to them.
pub(super) async fn boards_without_secretary(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"select b.slug, b.name
           from board b
           where (b.valid_to is null or b.valid_to >= $1)
             and b.kind <> 'council'
             and not exists (
               select 1 from role_grant g
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
pub(super) struct Invited {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) expires_at: DateTime<Utc>,
}

pub(super) async fn unused_invitations(conn: &mut PgConnection) -> sqlx::Result<Vec<Invited>> {
    sqlx::query_as!(
        Invited,
        r#"select p.id, p.name, max(i.expires_at) as "expires_at!"
           from person p
           join invitation i on i.person_id = p.id
           where p.ended_at is null
             and not exists (select 1 from credential c where c.person_id = p.id)
           group by p.id, p.name
           order by p.name collate "sv-x-icu""#
    )
    .fetch_all(conn)
    .await
}

/// Whether there are boards, and whether there is anybody beside the first administrator.
pub(super) async fn beginnings(conn: &mut PgConnection) -> sqlx::Result<(bool, bool)> {
    let row = sqlx::query!(r#"select exists (select 1 from board) as "boards!", (select count(*) from person) > 1 as "people!""#).fetch_one(conn).await?;
    Ok((row.boards, row.people))
}

/// Mails that could not be sent, for the administrators.
pub(super) async fn failed_mails(conn: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from mail where state = 'failed'"#).fetch_one(conn).await
}
