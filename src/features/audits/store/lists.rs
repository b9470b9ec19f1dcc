//! Reading audits: the list, and one with everything that is known of it.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::audit::AddresseeRole;
use crate::domain::ids::{AuditId, BoardId};
use crate::domain::policy::Scope;
use crate::domain::round::{DeadlineKind, LastDay, RoundKind};
use crate::platform::gate::Scoped;

/// One line of the list. Drafts have no `sent_at`.
pub(crate) struct AuditRow {
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) boards: Vec<String>,
    pub(crate) next_due: Option<NaiveDate>,
    pub(crate) overdue: i64,
    pub(crate) received: i64,
    pub(crate) closed: bool,
    pub(crate) sent: bool,
}

/// Sent audits, the one with the nearest last day first, closed ones last.
pub(crate) async fn sent_audits(conn: &mut PgConnection, like: &str, today: NaiveDate) -> sqlx::Result<Vec<AuditRow>> {
    sqlx::query_as!(
        AuditRow,
        r#"select a.reference_key as "key!", a.reference as "reference!", a.title as "title!",
             coalesce(array_agg(distinct r.board_name) filter (where r.id is not null), '{}') as "boards!: Vec<String>",
             min(r.due_on) filter (where r.submission_id is null and r.closed_at is null) as next_due,
             count(*) filter (where r.submission_id is null and r.closed_at is null and r.due_on < $2) as "overdue!",
             count(r.submission_id) as "received!",
             a.closed_at is not null as "closed!",
             true as "sent!"
           from published.audit a
           left join published.round r on r.audit_id = a.id
           where $1 = '' or a.title ilike $1 or a.reference ilike $1
           group by a.id, a.reference_key, a.reference, a.title, a.closed_at, a.sent_at
           order by a.closed_at is not null, min(r.due_on) filter (where r.submission_id is null) nulls last, a.sent_at desc
           limit 500"#,
        like,
        today
    )
    .fetch_all(conn)
    .await
}

/// The auditors' own audits that are not sent yet.
pub(crate) async fn unsent_audits(conn: &mut PgConnection, like: &str) -> sqlx::Result<Vec<AuditRow>> {
    sqlx::query_as!(
        AuditRow,
        r#"select a.reference_key as key, a.reference, a.title,
             coalesce(array_agg(b.name order by b.name) filter (where x.role = 'respond'), '{}') as "boards!: Vec<String>",
             null::date as next_due, 0::bigint as "overdue!", 0::bigint as "received!", false as "closed!", false as "sent!"
           from audit a
           left join addressee x on x.audit_id = a.id
           left join board b on b.id = x.board_id
           where not exists (select 1 from dispatch d where d.audit_id = a.id)
             and ($1 = '' or a.title ilike $1 or a.reference ilike $1)
           group by a.id
           order by a.recorded_at desc"#,
        like
    )
    .fetch_all(conn)
    .await
}

/// An audit as anybody who may read it finds it.
pub(crate) struct ShownAudit {
    pub(crate) id: AuditId,
    pub(crate) key: String,
    pub(crate) sent: bool,
}

impl Scoped for ShownAudit {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// Sent audits for everybody. The auditors' side also finds its own drafts: the other sides could not read that table.
pub(crate) async fn shown_audit(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<ShownAudit>> {
    let sent = sqlx::query_as!(
        ShownAudit,
        r#"select id as "id!", reference_key as "key!", true as "sent!" from published.audit where reference_key = lower($1)"#,
        key
    )
    .fetch_optional(&mut *conn)
    .await?;
    if sent.is_some() {
        return Ok(sent);
    }
    let auditors = sqlx::query_scalar!(r#"select has_table_privilege('public.audit', 'select') as "yes!""#).fetch_one(&mut *conn).await?;
    if !auditors {
        return Ok(None);
    }
    Ok(super::own_audit(conn, key).await?.map(|audit| ShownAudit { id: audit.id, key: audit.key, sent: audit.sent }))
}

/// What an audit says.
pub(crate) struct AuditPage {
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) decided_by: String,
    pub(crate) decided_on: Option<NaiveDate>,
    pub(crate) chair: String,
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) sent_at: DateTime<Utc>,
    pub(crate) message: String,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) motive: Option<String>,
}

pub(crate) async fn audit_page(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<AuditPage> {
    sqlx::query_as!(
        AuditPage,
        r#"select reference as "reference!", title as "title!", decided_by as "decided_by!", decided_on, chair as "chair!",
             overall_assessment as "overall_assessment!", reply_to as "reply_to!", follow_up_period as "follow_up_period!",
             sent_at as "sent_at!", message as "message!", closed_at, motive
           from published.audit where id = $1::audit_id"#,
        id as AuditId
    )
    .fetch_one(conn)
    .await
}

/// One round of an audit, with the reason for its original date.
pub(crate) struct RoundRow {
    pub(crate) board: BoardId,
    pub(crate) board_name: String,
    pub(crate) board_slug: String,
    pub(crate) ordinal: i16,
    pub(crate) kind: RoundKind,
    pub(crate) original_due_on: NaiveDate,
    pub(crate) due_on: NaiveDate,
    pub(crate) due_kind: DeadlineKind,
    pub(crate) extension_asked: bool,
    pub(crate) reason: String,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
}

impl RoundRow {
    pub(crate) fn last_day(&self) -> LastDay {
        LastDay { due_on: self.due_on, original_due_on: self.original_due_on, kind: self.due_kind, extension_asked: self.extension_asked }
    }
}

pub(crate) async fn rounds(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<RoundRow>> {
    sqlx::query_as!(
        RoundRow,
        r#"select r.board_id as "board!", r.board_name as "board_name!", r.board_slug as "board_slug!", r.ordinal as "ordinal!",
             r.kind as "kind!", r.original_due_on as "original_due_on!", r.due_on as "due_on!", r.due_kind as "due_kind!",
             r.extension_asked as "extension_asked!", e.reason as "reason!",
             r.received_on, r.assessed_at
           from published.round r
           join published.deadline_entry e on e.round_id = r.id and e.n = 1
           where r.audit_id = $1::audit_id
           order by r.board_name collate "sv-x-icu", r.ordinal"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// Somebody who received the letter without having to answer.
pub(crate) async fn other_addressees(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<(String, AddresseeRole)>> {
    let rows = sqlx::query!(
        r#"select board_name as "name!", role as "role!"
           from published.addressee
           where audit_id = $1::audit_id and role <> 'respond'
           order by board_name collate "sv-x-icu""#,
        id as AuditId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.role)).collect())
}

/// A published item with its boards and, per board, the newest verdict.
pub(crate) struct PublishedItem {
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) boards: Vec<String>,
}

pub(crate) async fn published_items(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<PublishedItem>> {
    sqlx::query_as!(
        PublishedItem,
        r#"select i.code as "code!", i.heading as "heading!", i.body as "body!",
             coalesce(array_agg(b.name order by b.name collate "sv-x-icu") filter (where b.id is not null), '{}') as "boards!: Vec<String>"
           from published.item i
           left join published.item_board x on x.item_id = i.id
           left join published.board b on b.id = x.board_id
           where i.audit_id = $1::audit_id
           group by i.id, i.kind, i.number, i.code, i.heading, i.body
           order by i.kind, i.number"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// A verdict on an item, by board and round.
pub(crate) struct VerdictRow {
    pub(crate) code: String,
    pub(crate) board_name: String,
    pub(crate) kind: RoundKind,
    pub(crate) ordinal: i16,
    pub(crate) grade: crate::domain::verdict::Grade,
}

pub(crate) async fn verdicts(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<VerdictRow>> {
    sqlx::query_as!(
        VerdictRow,
        r#"select i.code as "code!", r.board_name as "board_name!", r.kind as "kind!", r.ordinal as "ordinal!", v.grade as "grade!"
           from published.verdict v
           join published.item i on i.id = v.item_id
           join published.round r on r.submission_id = v.submission_id
           where r.audit_id = $1::audit_id
           order by r.board_name collate "sv-x-icu", r.ordinal"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// Documents of a sent audit.
pub(crate) async fn published_files(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<super::FileRow>> {
    sqlx::query_as!(
        super::FileRow,
        r#"select id as "id!", name as "name!", byte_count as "byte_count!", secret as "secret!"
           from published.audit_file where audit_id = $1::audit_id order by added_at"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}
