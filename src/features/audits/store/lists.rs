//! Reading audits: the list, and one with everything that is known of it.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::audit::AddresseeRole;
use crate::domain::ids::{AuditId, BoardId};
use crate::domain::policy::Scope;
use crate::domain::round::{DeadlineKind, LastDay, RoundKind};
use crate::platform::gate::Scoped;
use crate::platform::listing::{Count, Window};

/// What the list is narrowed to.
pub(crate) struct Wanted {
    /// A pattern; empty: any title and reference.
    pub(crate) like: String,
    /// A status by its name in addresses, as the queries below name them.
    pub(crate) status: Option<&'static str>,
    pub(crate) board: Option<BoardId>,
    /// The first and the last day on which it was sent, or recorded while it is a draft.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
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
    /// When it was sent, or recorded while it is a draft.
    pub(crate) day: NaiveDate,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) status: String,
}

/// Sent audits, as everybody sees them.
pub(crate) async fn sent_audits(conn: &mut PgConnection, wanted: &Wanted, window: &Window<AuditPlace>, today: NaiveDate) -> sqlx::Result<Vec<AuditRow>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        AuditRow,
        r#"with wanted as not materialized (
             select a.*, case when a.closed_at is not null then 'avslutad' when a.next_due_on < $1 then 'forsenat'
               when a.received > 0 then 'uppfoljning' else 'skickad' end as status
             from published.listed_audit a
             where ($2 = '' or a.title ilike $2 or a.reference ilike $2)
               and ($3::date is null or a.day between $3 and $4)
               and ($5::board_id is null
                 or exists (select 1 from published.addressee x where x.audit_id = a.id and x.board_id = $5 and x.role = 'respond'))
           )
           (select id as "id!: AuditId", place as "place!", reference_key as "key!", reference as "reference!", title as "title!",
              board_names as "boards!: Vec<String>", next_due_on as "next_due?", day as "day!", closed_at as "closed_at?", status as "status!"
            from wanted
            where not $6 and (place, id) > ($7, $8::uuid) and ($9::text is null or status = $9)
            order by place, id
            limit $10)
           union all
           (select id, place, reference_key, reference, title, board_names, next_due_on, day, closed_at, status from (
              select id, place, reference_key, reference, title, board_names, next_due_on, day, closed_at, status
              from wanted
              where $6 and (place, id) < ($7, $8::uuid) and ($9::text is null or status = $9)
              order by place desc, id desc
              limit $10) back
            order by place, id)"#,
        today,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.board as Option<BoardId>,
        window.back(),
        place,
        id,
        wanted.status,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them come before a place; counted only so far.
pub(crate) async fn count_sent(conn: &mut PgConnection, wanted: &Wanted, before: AuditPlace, today: NaiveDate) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select a.id, a.place, case when a.closed_at is not null then 'avslutad' when a.next_due_on < $1 then 'forsenat'
               when a.received > 0 then 'uppfoljning' else 'skickad' end as status
             from published.listed_audit a
             where ($2 = '' or a.title ilike $2 or a.reference ilike $2)
               and ($3::date is null or a.day between $3 and $4)
               and ($5::board_id is null
                 or exists (select 1 from published.addressee x where x.audit_id = a.id and x.board_id = $5 and x.role = 'respond'))
           )
           select (select count(*) from (select 1 from wanted where $8::text is null or status = $8 limit $9) t) as "total!",
             (select count(*) from (select 1 from wanted where (place, id) < ($6, $7::uuid) and ($8::text is null or status = $8) limit $9) b) as "before!""#,
        today,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.board as Option<BoardId>,
        before.0,
        before.1,
        wanted.status,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::new(row.before, row.total))
}

/// The auditors' list, which begins with their drafts. The other sides could not read those.
pub(crate) async fn own_audits(conn: &mut PgConnection, wanted: &Wanted, window: &Window<AuditPlace>, today: NaiveDate) -> sqlx::Result<Vec<AuditRow>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        AuditRow,
        r#"with wanted as not materialized (
             select a.*, case when not a.sent then 'utkast' when a.closed_at is not null then 'avslutad' when a.next_due_on < $1 then 'forsenat'
               when a.received > 0 then 'uppfoljning' else 'skickad' end as status
             from own_listed_audit a
             where ($2 = '' or a.title ilike $2 or a.reference ilike $2)
               and ($3::date is null or a.day between $3 and $4)
               and ($5::board_id is null
                 or exists (select 1 from addressee x where x.audit_id = a.id and x.board_id = $5 and x.role = 'respond'))
           )
           (select id as "id!: AuditId", place as "place!", reference_key as "key!", reference as "reference!", title as "title!",
              board_names as "boards!: Vec<String>", next_due_on as "next_due?", day as "day!", closed_at as "closed_at?", status as "status!"
            from wanted
            where not $6 and (place, id) > ($7, $8::uuid) and ($9::text is null or status = $9)
            order by place, id
            limit $10)
           union all
           (select id, place, reference_key, reference, title, board_names, next_due_on, day, closed_at, status from (
              select id, place, reference_key, reference, title, board_names, next_due_on, day, closed_at, status
              from wanted
              where $6 and (place, id) < ($7, $8::uuid) and ($9::text is null or status = $9)
              order by place desc, id desc
              limit $10) back
            order by place, id)"#,
        today,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.board as Option<BoardId>,
        window.back(),
        place,
        id,
        wanted.status,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// The same of the auditors' list.
pub(crate) async fn count_own(conn: &mut PgConnection, wanted: &Wanted, before: AuditPlace, today: NaiveDate) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select a.id, a.place, case when not a.sent then 'utkast' when a.closed_at is not null then 'avslutad' when a.next_due_on < $1 then 'forsenat'
               when a.received > 0 then 'uppfoljning' else 'skickad' end as status
             from own_listed_audit a
             where ($2 = '' or a.title ilike $2 or a.reference ilike $2)
               and ($3::date is null or a.day between $3 and $4)
               and ($5::board_id is null
                 or exists (select 1 from addressee x where x.audit_id = a.id and x.board_id = $5 and x.role = 'respond'))
           )
           select (select count(*) from (select 1 from wanted where $8::text is null or status = $8 limit $9) t) as "total!",
             (select count(*) from (select 1 from wanted where (place, id) < ($6, $7::uuid) and ($8::text is null or status = $8) limit $9) b) as "before!""#,
        today,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.board as Option<BoardId>,
        before.0,
        before.1,
        wanted.status,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::new(row.before, row.total))
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
        r#"select b.id as "id!", b.slug as "slug!", b.name as "name!", (select stockholm_day(min(a.sent_at)) from published.audit a) as "since?"
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
