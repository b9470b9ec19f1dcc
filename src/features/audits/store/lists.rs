//! Reading audits: the list, and one with everything that is known of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::domain::audit::AddresseeRole;
use crate::domain::ids::{AuditId, BoardId};
use crate::domain::policy::Scope;
use crate::domain::round::{DeadlineKind, LastDay, RoundKind};
use crate::domain::verdict::Grade;
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
    let found = sqlx::query!(
        r#"select a.id as "id?", a.reference_key as "key?", has_table_privilege('public.audit', 'select') as "auditors!"
           from (select 1) one
           left join published.audit a on a.reference_key = lower($1)"#,
        key
    )
    .fetch_one(&mut *conn)
    .await?;
    match (found.id, found.key) {
        (Some(id), Some(key)) => Ok(Some(ShownAudit { id, key, sent: true })),
        _ if found.auditors => Ok(super::own_audit(conn, key).await?.map(|audit| ShownAudit { id: audit.id, key: audit.key, sent: audit.sent })),
        _ => Ok(None),
    }
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
    /// Those who received the letter without having to answer.
    pub(crate) others: Json<Vec<OtherAddressee>>,
    pub(crate) files: Json<Vec<super::FileRow>>,
}

#[derive(Deserialize)]
pub(crate) struct OtherAddressee {
    pub(crate) name: String,
    pub(crate) role: AddresseeRole,
}

pub(crate) async fn audit_page(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<AuditPage> {
    sqlx::query_as!(
        AuditPage,
        r#"select reference as "reference!", title as "title!", decided_by as "decided_by!", decided_on, chair as "chair!",
             overall_assessment as "overall_assessment!", reply_to as "reply_to!", follow_up_period as "follow_up_period!",
             sent_at as "sent_at!", message as "message!", closed_at, motive,
             coalesce((
               select jsonb_agg(jsonb_build_object('name', x.board_name, 'role', x.role) order by x.board_name collate "sv-x-icu")
               from published.addressee x
               where x.audit_id = $1::audit_id and x.role <> 'respond'
             ), '[]') as "others!: Json<Vec<OtherAddressee>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'secret', f.secret) order by f.added_at)
               from published.audit_file f
               where f.audit_id = $1::audit_id
             ), '[]') as "files!: Json<Vec<super::FileRow>>"
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

/// A published item with its boards and its verdicts.
pub(crate) struct PublishedItem {
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) boards: Vec<String>,
    pub(crate) verdicts: Json<Vec<VerdictRow>>,
}

/// A verdict on an item, by board and round.
#[derive(Deserialize)]
pub(crate) struct VerdictRow {
    pub(crate) board_name: String,
    pub(crate) kind: RoundKind,
    pub(crate) ordinal: i16,
    pub(crate) grade: Grade,
}

pub(crate) async fn published_items(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<PublishedItem>> {
    sqlx::query_as!(
        PublishedItem,
        r#"with verdicts as (
             select v.item_id, jsonb_agg(jsonb_build_object('board_name', r.board_name, 'kind', r.kind, 'ordinal', r.ordinal, 'grade', v.grade)
               order by r.board_name collate "sv-x-icu", r.ordinal) as said
             from published.round r
             join published.verdict v on v.submission_id = r.submission_id
             where r.audit_id = $1::audit_id
             group by v.item_id
           )
           select i.code as "code!", i.heading as "heading!", i.body as "body!",
             array(
               select b.name from published.item_board x join published.board b on b.id = x.board_id
               where x.item_id = i.id
               order by b.name collate "sv-x-icu"
             ) as "boards!: Vec<String>",
             coalesce(v.said, '[]') as "verdicts!: Json<Vec<VerdictRow>>"
           from published.item i
           left join verdicts v on v.item_id = i.id
           where i.audit_id = $1::audit_id
           order by i.kind, i.number"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}
