//! Reading audits: the list, and one with everything that is known of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::domain::audit::AddresseeRole;
use crate::domain::ids::{AuditId, BoardId};
use crate::domain::policy::Scope;
use crate::domain::round::{LastDay, RoundKind, RoundName};
use crate::domain::verdict::Grade;
use crate::platform::gate::Scoped;
use crate::platform::listing::{self, Count, Places, Window};

/// What the list is narrowed to.
pub(crate) struct Wanted {
    /// A pattern; empty: any title and reference.
    pub(crate) like: String,
    /// Between which places they stand: what a status says of days and closing.
    pub(crate) places: Places,
    /// Whether they have an answer; `None`: either.
    pub(crate) answered: Option<bool>,
    pub(crate) board: Option<BoardId>,
    /// Sent from one instant on and before another; or recorded, while it is a draft.
    pub(crate) sent: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// What has been counted already, when nothing but this is asked for.
    pub(crate) tallied: Option<Tallied>,
}

/// What is counted by the database as it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tallied {
    All,
    Closed,
    Drafts,
}

impl Wanted {
    /// So far they are counted.
    fn limit(&self) -> i64 {
        listing::limit(&self.like)
    }
}

/// Where an audit stands in the list: the nearest last day first, closed ones last.
pub(crate) type AuditPlace = (i32, Uuid);

/// Comes before every audit.
pub(crate) const BEFORE_ALL: AuditPlace = (i32::MIN, Uuid::nil());

/// One line of the list.
pub(crate) struct AuditRow {
    pub(crate) id: AuditId,
    pub(crate) place: i32,
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) boards: Vec<String>,
    pub(crate) next_due: Option<NaiveDate>,
    pub(crate) received: i16,
    /// When it was recorded, while it is a draft.
    pub(crate) sent_at: DateTime<Utc>,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) sent: bool,
}

/// Sent audits, as everybody sees them.
pub(crate) async fn sent_audits(conn: &mut PgConnection, wanted: &Wanted, window: &Window<AuditPlace>) -> sqlx::Result<Vec<AuditRow>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        AuditRow,
        r#"with wanted as not materialized (
             select a.id, a.place, a.reference_key, a.reference, a.title, a.board_names, a.next_due_on, a.received, a.sent_at, a.closed_at, true as sent
             from published.audit_now a
             where a.place between $1 and $2
               and case when $3 = '' then true else lower(a.title || E'\n' || a.reference) like (select lower($3)) end
               and case when $4::boolean is null then true else (a.received > 0) = $4 end
               and case when $5::timestamptz is null then true else a.sent_at >= $5 and a.sent_at < $6 end
               and case when $7::board_id is null then true
                 else exists (select 1 from published.round x where x.audit_id = a.id and x.board_id = $7) end
           ),
           page as (
             (select id, place, reference_key, reference, title, board_names, next_due_on, received, sent_at, closed_at, sent
              from wanted
              where not $8 and (place, id) > ($9, $10::uuid)
              order by place, id
              limit $11)
             union all
             (select id, place, reference_key, reference, title, board_names, next_due_on, received, sent_at, closed_at, sent
              from wanted
              where $8 and (place, id) < ($9, $10::uuid)
              order by place desc, id desc
              limit $11)
           )
           select id as "id!: AuditId", place as "place!", reference_key as "key!", reference as "reference!", title as "title!",
             board_names as "boards!: Vec<String>", next_due_on as "next_due?", received as "received!", sent_at as "sent_at!",
             closed_at as "closed_at?", sent as "sent!"
           from page
           order by place, id"#,
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.answered,
        wanted.sent.map(|(from, _)| from),
        wanted.sent.map(|(_, before)| before),
        wanted.board as Option<BoardId>,
        window.back(),
        place,
        id,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them come before a place; counted only so far.
pub(crate) async fn count_sent(conn: &mut PgConnection, wanted: &Wanted, before: AuditPlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select a.id, a.place
             from published.audit_now a
             where a.place between $1 and $2
               and case when $3 = '' then true else lower(a.title || E'\n' || a.reference) like (select lower($3)) end
               and case when $4::boolean is null then true else (a.received > 0) = $4 end
               and case when $5::timestamptz is null then true else a.sent_at >= $5 and a.sent_at < $6 end
               and case when $7::board_id is null then true
                 else exists (select 1 from published.round x where x.audit_id = a.id and x.board_id = $7) end
           )
           select (select count(*) from (select 1 from wanted limit $10) t) as "total!",
             (select count(*) from (select 1 from wanted where (place, id) < ($8, $9::uuid) limit $10) b) as "before!""#,
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.answered,
        wanted.sent.map(|(from, _)| from),
        wanted.sent.map(|(_, before)| before),
        wanted.board as Option<BoardId>,
        before.0,
        before.1,
        wanted.limit() + 1
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::up_to(wanted.limit(), row.before, row.total))
}

/// The auditors' list, which begins with their drafts. The other sides could not read those.
pub(crate) async fn own_audits(conn: &mut PgConnection, wanted: &Wanted, window: &Window<AuditPlace>) -> sqlx::Result<Vec<AuditRow>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        AuditRow,
        r#"with wanted as not materialized (
             select a.id, a.place, a.reference_key, a.reference, a.title, a.board_names, a.next_due_on, a.received, a.sent_at, a.closed_at, a.sent as sent
             from own_listed_audit a
             where a.place between $1 and $2
               and case when $3 = '' then true else lower(a.title || E'\n' || a.reference) like (select lower($3)) end
               and case when $4::boolean is null then true else (a.received > 0) = $4 end
               and case when $5::timestamptz is null then true else a.sent_at >= $5 and a.sent_at < $6 end
               and case when $7::board_id is null then true
                 else exists (select 1 from addressee x where x.audit_id = a.id and x.board_id = $7 and x.role = 'respond') end
           ),
           page as (
             (select id, place, reference_key, reference, title, board_names, next_due_on, received, sent_at, closed_at, sent
              from wanted
              where not $8 and (place, id) > ($9, $10::uuid)
              order by place, id
              limit $11)
             union all
             (select id, place, reference_key, reference, title, board_names, next_due_on, received, sent_at, closed_at, sent
              from wanted
              where $8 and (place, id) < ($9, $10::uuid)
              order by place desc, id desc
              limit $11)
           )
           select id as "id!: AuditId", place as "place!", reference_key as "key!", reference as "reference!", title as "title!",
             board_names as "boards!: Vec<String>", next_due_on as "next_due?", received as "received!", sent_at as "sent_at!",
             closed_at as "closed_at?", sent as "sent!"
           from page
           order by place, id"#,
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.answered,
        wanted.sent.map(|(from, _)| from),
        wanted.sent.map(|(_, before)| before),
        wanted.board as Option<BoardId>,
        window.back(),
        place,
        id,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// The same of the auditors' list.
pub(crate) async fn count_own(conn: &mut PgConnection, wanted: &Wanted, before: AuditPlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select a.id, a.place
             from own_listed_audit a
             where a.place between $1 and $2
               and case when $3 = '' then true else lower(a.title || E'\n' || a.reference) like (select lower($3)) end
               and case when $4::boolean is null then true else (a.received > 0) = $4 end
               and case when $5::timestamptz is null then true else a.sent_at >= $5 and a.sent_at < $6 end
               and case when $7::board_id is null then true
                 else exists (select 1 from addressee x where x.audit_id = a.id and x.board_id = $7 and x.role = 'respond') end
           )
           select (select count(*) from (select 1 from wanted limit $10) t) as "total!",
             (select count(*) from (select 1 from wanted where (place, id) < ($8, $9::uuid) limit $10) b) as "before!""#,
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.answered,
        wanted.sent.map(|(from, _)| from),
        wanted.sent.map(|(_, before)| before),
        wanted.board as Option<BoardId>,
        before.0,
        before.1,
        wanted.limit() + 1
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::up_to(wanted.limit(), row.before, row.total))
}

/// How many sent audits there are, or closed ones, as the database has counted them; and how many of them come before a place.
pub(crate) async fn tally_sent(conn: &mut PgConnection, wanted: &Wanted, tallied: Tallied, before: AuditPlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"select (select coalesce(sum(case when $1 then closed else sent end), 0)::bigint from published.audit_tally) as "total!",
             (select count(*) from (
                select 1 from published.audit_now where place between $2 and $3 and (place, id) < ($4, $5::uuid) limit $6) b) as "before!""#,
        tallied == Tallied::Closed,
        wanted.places.from,
        wanted.places.to,
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::known(row.before, row.total))
}

/// The same of the auditors' list, which has their drafts before all others.
pub(crate) async fn tally_own(conn: &mut PgConnection, wanted: &Wanted, tallied: Tallied, before: AuditPlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"select
             case when $1 then 0 else (select coalesce(sum(case when $2 then closed else sent end), 0)::bigint from published.audit_tally) end
               + case when $2 then 0 else (select count(*) from unsent_now) end as "total!",
             (select count(*) from (
                select 1 from own_listed_audit where place between $3 and $4 and (place, id) < ($5, $6::uuid) limit $7) b) as "before!""#,
        tallied == Tallied::Drafts,
        tallied == Tallied::Closed,
        wanted.places.from,
        wanted.places.to,
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::known(row.before, row.total))
}

/// A board that the list can be narrowed to.
pub(crate) struct AskedBoard {
    pub(crate) id: BoardId,
    pub(crate) slug: String,
    pub(crate) name: String,
}

/// The boards, and the day of the oldest audit.
pub(crate) async fn choices(conn: &mut PgConnection) -> sqlx::Result<(Vec<AskedBoard>, Option<NaiveDate>)> {
    let rows = sqlx::query!(
        r#"select b.id as "id!", b.slug as "slug!", b.name as "name!", (select stockholm_day(min(a.sent_at)) from published.audit_now a) as "since?"
           from published.board b
           where b.kind <> 'council'
           order by b.name collate "sv-x-icu", b.slug"#
    )
    .fetch_all(conn)
    .await?;
    let since = rows.first().and_then(|row| row.since);
    Ok((rows.into_iter().map(|row| AskedBoard { id: row.id, slug: row.slug, name: row.name }).collect(), since))
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
    pub(crate) letter: Option<Json<super::LetterRow>>,
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
             ), '[]') as "files!: Json<Vec<super::FileRow>>",
             (
               select jsonb_build_object('name', l.name, 'byte_count', l.byte_count) from published.letter l where l.audit_id = $1::audit_id
             ) as "letter: Json<super::LetterRow>"
           from published.audit where id = $1::audit_id"#,
        id as AuditId
    )
    .fetch_one(conn)
    .await
}

/// One round of an audit, with the reason for its original date.
pub(crate) struct RoundRow {
    pub(crate) board: BoardId,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) reason: String,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
    /// When an answer came that the board took back since, and when it did; while no other has come.
    pub(crate) withdrawn_came_on: Option<NaiveDate>,
    pub(crate) withdrawn_at: Option<DateTime<Utc>>,
}

pub(crate) async fn rounds(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<RoundRow>> {
    sqlx::query_as!(
        RoundRow,
        r#"select r.board_id as "board!", r.name as "name!", r.last_day as "last_day!", e.reason as "reason!", r.received_on, r.assessed_at,
             w.received_on as "withdrawn_came_on?", w.withdrawn_at as "withdrawn_at?"
           from published.round r
           join published.deadline_entry e on e.round_id = r.id and e.n = 1
           left join lateral (
             select s.received_on, s.withdrawn_at
             from published.submission s
             where s.round_id = r.id and r.submission_id is null and s.kind <> 'supplement'
             order by s.number desc
             limit 1
           ) w on true
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
