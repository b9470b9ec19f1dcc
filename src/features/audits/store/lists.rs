//! Reading audits: the list.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::ids::{AuditId, BoardId, PersonId};
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
    /// Only those for which she is responsible: asked for in the auditors' own list.
    pub(crate) responsible: Option<PersonId>,
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
    /// How many of its last days that are awaited were moved when they had passed.
    pub(crate) moved_after: i64,
}

/// Sent audits, as everybody sees them.
#[expect(clippy::too_many_lines, reason = "one statement: a page forwards or back")]
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
             closed_at as "closed_at?", sent as "sent!",
             (
               select count(*) from published.round r
               where r.audit_id = page.id and r.submission_id is null and r.closed_at is null and r.moved_after is not null
             ) as "moved_after!"
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
#[expect(clippy::too_many_lines, reason = "one statement: a page forwards or back")]
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
               and case when $12::person_id is null then true
                 else a.id in (select m.audit_id from own_responsible_now m where m.person_id = $12) end
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
             closed_at as "closed_at?", sent as "sent!",
             (
               select count(*) from published.round r
               where r.audit_id = page.id and r.submission_id is null and r.closed_at is null and r.moved_after is not null
             ) as "moved_after!"
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
        window.most(),
        wanted.responsible as Option<PersonId>
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
               and case when $11::person_id is null then true
                 else a.id in (select m.audit_id from own_responsible_now m where m.person_id = $11) end
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
        wanted.limit() + 1,
        wanted.responsible as Option<PersonId>
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
