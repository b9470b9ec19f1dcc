//! One board: what its address names, and its rounds in pages, with what it owes.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::Owing;
use crate::domain::ids::{BoardId, RoundId};
use crate::domain::register::BoardStory;
use crate::domain::round::{LastDay, RoundName};
use crate::platform::listing::{Count, Window};

/// A board as its address names it.
pub(crate) struct Board {
    pub(in super::super) id: BoardId,
    pub(in super::super) name: String,
    pub(in super::super) slug: String,
    /// What it was called, and who answers for what is left where it has ceased.
    pub(in super::super) story: Json<BoardStory>,
}

pub(in super::super) async fn board(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    sqlx::query_as!(
        Board,
        r#"select b.id as "id!: BoardId", b.name as "name!", b.slug as "slug!", s.story as "story!: Json<BoardStory>"
           from published.board b
           join published.board_story s on s.board_id = b.id
           where b.slug = $1"#,
        slug
    )
    .fetch_optional(conn)
    .await
}

/// Where a response stands on its board's page: what is awaited by its last day, then what has come, the newest first.
pub(in super::super) type RoundPlace = (i32, Uuid);

/// Comes before every response.
pub(in super::super) const BEFORE_ALL: RoundPlace = (i32::MIN, Uuid::nil());

/// A board's duty to answer once, and what has come of it.
pub(in super::super) struct Round {
    pub(in super::super) id: RoundId,
    pub(in super::super) place: i32,
    pub(in super::super) name: RoundName,
    pub(in super::super) last_day: LastDay,
    pub(in super::super) received_on: Option<NaiveDate>,
    pub(in super::super) assessed_at: Option<DateTime<Utc>>,
    pub(in super::super) closed: bool,
    pub(in super::super) receipt: Option<String>,
}

/// A page of a board's rounds. Of the first page also how many there are and what the board owes, where there are any.
#[expect(clippy::too_many_lines, reason = "one statement, and its rows")]
pub(in super::super) async fn rounds(
    conn: &mut PgConnection,
    board: BoardId,
    window: &Window<RoundPlace>,
    today: NaiveDate,
) -> sqlx::Result<(Vec<Round>, Option<(Count, Owing)>)> {
    let (place, id) = window.key(BEFORE_ALL);
    let rows = sqlx::query!(
        r#"with page as (
             (select r.id from published.round r
              where not $2 and r.board_id = $1::board_id and (r.place, r.id) > ($3, $4::uuid)
              order by r.place, r.id
              limit $5)
             union all
             (select r.id from published.round r
              where $2 and r.board_id = $1::board_id and (r.place, r.id) < ($3, $4::uuid)
              order by r.place desc, r.id desc
              limit $5)
           ), counted as (
             select (select count(*) from (select 1 from published.round r where r.board_id = $1::board_id limit $7) t) as total, o.overdue, o.by_letter, o.moved
             from (
               select count(*) filter (where r.due_on < $8 and not r.behind) as overdue,
                 count(*) filter (where r.original_due_on < $8 and not r.behind) as by_letter, count(*) filter (where r.moved_after is not null) as moved
               from published.round r
               where r.board_id = $1::board_id and r.submission_id is null and r.closed_at is null
             ) o
             where $6
           )
           select r.id as "id!: RoundId", r.place as "place!", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay",
             r.received_on as "received_on?", r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!", r.receipt_number as "receipt?",
             c.total as "total?", c.overdue as "overdue?", c.by_letter as "by_letter?", c.moved as "moved?"
           from page
           cross join lateral (
             select o.id, o.place, o.name, o.last_day, o.received_on, o.assessed_at, o.closed_at, o.receipt_number
             from published.round o
             where o.id = page.id
             limit 1
           ) r
           left join counted c on true
           order by r.place, r.id"#,
        board as BoardId,
        window.back(),
        place,
        id,
        window.most(),
        window.is_first(),
        Count::LIMIT,
        today
    )
    .fetch_all(conn)
    .await?;
    let counted = rows.first().and_then(|row| {
        let owing = Owing { overdue: row.overdue?, overdue_by_letter: row.by_letter?, moved_after: row.moved? };
        Some((Count::new(0, row.total?), owing))
    });
    let rounds = rows.into_iter().map(|row| Round {
        id: row.id,
        place: row.place,
        name: row.name,
        last_day: row.last_day,
        received_on: row.received_on,
        assessed_at: row.assessed_at,
        closed: row.closed,
        receipt: row.receipt,
    });
    Ok((rounds.collect(), counted))
}

/// How many rounds a board has, how many of them come before a place, and what it owes; counted only so far.
pub(in super::super) async fn count_rounds(conn: &mut PgConnection, board: BoardId, before: RoundPlace, today: NaiveDate) -> sqlx::Result<(Count, Owing)> {
    let row = sqlx::query!(
        r#"with own as not materialized (
             select r.id, r.place, r.submission_id is null and r.closed_at is null as open, r.due_on, r.original_due_on, r.moved_after,
               r.behind
             from published.round r
             where r.board_id = $1::board_id
           )
           select (select count(*) from (select 1 from own limit $5) t) as "total!",
             (select count(*) from (select 1 from own where (place, id) < ($3, $4::uuid) limit $5) b) as "before!",
             (select count(*) from (select 1 from own where open and due_on < $2 and not behind limit $5) o) as "overdue!",
             (select count(*) from (select 1 from own where open and original_due_on < $2 and not behind limit $5) o) as "overdue_by_letter!",
             (select count(*) from (select 1 from own where open and moved_after is not null limit $5) o) as "moved_after!""#,
        board as BoardId,
        today,
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    let owing = Owing { overdue: row.overdue, overdue_by_letter: row.overdue_by_letter, moved_after: row.moved_after };
    Ok((Count::new(row.before, row.total), owing))
}
