//! Reading the list of responses: all rounds, or those of some boards, in pages.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::ids::{BoardId, RoundId};
use crate::domain::round::{LastDay, RoundName};
use crate::platform::listing::{Count, Window};

/// What the list is narrowed to.
pub(crate) struct Wanted {
    /// The boards whose responses the reader sees here; `None`: all.
    pub(crate) own: Option<Vec<BoardId>>,
    /// A pattern; empty: any title and reference.
    pub(crate) like: String,
    /// A status by its name in addresses, as the queries below name them.
    pub(crate) status: Option<&'static str>,
    pub(crate) board: Option<BoardId>,
    /// The first and the last day among which its last day is.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
}

/// Where a response stands in the list: what is awaited by its last day, then what has come, the newest first.
pub(crate) type RoundPlace = (i32, Uuid);

/// Comes before every response.
pub(crate) const BEFORE_ALL: RoundPlace = (i32::MIN, Uuid::nil());

/// A line of the list of responses.
pub(crate) struct RoundLine {
    pub(crate) id: RoundId,
    pub(crate) place: i32,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) receipt: Option<String>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
    pub(crate) closed: bool,
}

pub(crate) async fn round_lines(conn: &mut PgConnection, wanted: &Wanted, window: &Window<RoundPlace>, today: NaiveDate) -> sqlx::Result<Vec<RoundLine>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        RoundLine,
        r#"with wanted as not materialized (
             select r.id, r.place
             from published.round r
             where ($1 or r.board_id = any ($2::board_id[]))
               and ($3::board_id is null or r.board_id = $3)
               and ($4 = '' or r.title ilike $4 or r.reference ilike $4)
               and ($5::date is null or r.due_on between $5 and $6)
               and ($7::text is null
                 or $7 = 'anstand-begart' and r.extension_asked
                 or $7 = 'inte-diariefort' and r.submission_id is not null and r.diary_number is null
                 or $7 = case when r.assessed_at is not null then 'bedomt' when r.submission_id is not null then 'inkommet'
                 when r.closed_at is not null then 'uteblivet' when r.due_on < $8 then 'forsenat' else 'vantar' end)
           ),
           page as (
             (select id, place from wanted where not $9 and (place, id) > ($10, $11::uuid) order by place, id limit $12)
             union all
             (select id, place from wanted where $9 and (place, id) < ($10, $11::uuid) order by place desc, id desc limit $12)
           )
           select r.id as "id!", r.place as "place!", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay", r.received_on as "received_on?",
             r.receipt_number as "receipt?", r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!"
           from page p
           join published.round r on r.id = p.id
           order by r.place, r.id"#,
        wanted.own.is_none(),
        wanted.own.as_deref().unwrap_or_default() as &[BoardId],
        wanted.board as Option<BoardId>,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.status,
        today,
        window.back(),
        place,
        id,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them come before a place; counted only so far.
pub(crate) async fn count_rounds(conn: &mut PgConnection, wanted: &Wanted, before: RoundPlace, today: NaiveDate) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select r.id, r.place
             from published.round r
             where ($1 or r.board_id = any ($2::board_id[]))
               and ($3::board_id is null or r.board_id = $3)
               and ($4 = '' or r.title ilike $4 or r.reference ilike $4)
               and ($5::date is null or r.due_on between $5 and $6)
               and ($7::text is null
                 or $7 = 'anstand-begart' and r.extension_asked
                 or $7 = 'inte-diariefort' and r.submission_id is not null and r.diary_number is null
                 or $7 = case when r.assessed_at is not null then 'bedomt' when r.submission_id is not null then 'inkommet'
                 when r.closed_at is not null then 'uteblivet' when r.due_on < $8 then 'forsenat' else 'vantar' end)
           )
           select (select count(*) from (select 1 from wanted limit $11) t) as "total!",
             (select count(*) from (select 1 from wanted where (place, id) < ($9, $10::uuid) limit $11) b) as "before!""#,
        wanted.own.is_none(),
        wanted.own.as_deref().unwrap_or_default() as &[BoardId],
        wanted.board as Option<BoardId>,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.status,
        today,
        before.0,
        before.1,
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

/// The boards that are asked, of these or of all, and the first last day.
pub(crate) async fn list_choices(conn: &mut PgConnection, own: Option<&[BoardId]>) -> sqlx::Result<(Vec<AskedBoard>, Option<NaiveDate>)> {
    let rows = sqlx::query!(
        r#"select b.id as "id!: BoardId", b.slug as "slug!", b.name as "name!", (select min(r.due_on) from published.round r) as "since?"
           from published.board b
           where b.kind <> 'council' and ($1 or b.id = any ($2::board_id[]))
           order by b.name collate "sv-x-icu", b.slug"#,
        own.is_none(),
        own.unwrap_or_default() as &[BoardId]
    )
    .fetch_all(conn)
    .await?;
    let since = rows.first().and_then(|row| row.since);
    Ok((rows.into_iter().map(|row| AskedBoard { id: row.id, slug: row.slug, name: row.name }).collect(), since))
}
