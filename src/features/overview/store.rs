//! The SQL of the overview and of the boards' pages. Reads the published views and nothing else; writes nothing.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::figures::{Counted, Tally};
use crate::domain::audit::BoardKind;
use crate::domain::ids::{BoardId, RoundId};
use crate::domain::round::{DeadlineKind, LastDay, RoundKind, RoundName};
use crate::platform::listing::{Count, Window};

/// A board that has been asked to answer something.
pub(super) struct AskedBoard {
    pub(super) id: BoardId,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) counted: Vec<Counted>,
}

/// The responses per board and per year of their last day in force, boards in alphabetical order.
pub(super) async fn responses(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<AskedBoard>> {
    let rows = sqlx::query!(
        r#"select r.board_id as "board!: BoardId", r.board_name as "name!", r.board_slug as "slug!",
             extract(year from r.due_on)::int as "year!",
             count(r.submission_id) as "submitted!",
             count(*) filter (where r.received_on > r.due_on) as "late!",
             count(*) filter (where r.submission_id is null and r.closed_at is null and r.due_on < $1) as "overdue!",
             count(*) filter (where r.submission_id is null and r.closed_at is not null) as "unanswered!",
             count(*) filter (where r.extensions > 0 and (r.submission_id is not null or r.due_on < $1)) as "extended!"
           from published.round r
           group by 1, 2, 3, 4
           order by r.board_name collate "sv-x-icu", r.board_id"#,
        today
    )
    .fetch_all(conn)
    .await?;
    let mut boards: Vec<AskedBoard> = Vec::new();
    for row in rows {
        let tally =
            Tally { submitted: row.submitted, late: row.late, overdue: row.overdue, unanswered: row.unanswered, extended: row.extended, ..Tally::default() };
        let counted = Counted { board: row.board, year: Some(row.year), tally };
        match boards.last_mut() {
            Some(board) if board.id == row.board => board.counted.push(counted),
            Some(_) | None => boards.push(AskedBoard { id: row.board, name: row.name, slug: row.slug, counted: vec![counted] }),
        }
    }
    Ok(boards)
}

/// The recommendations per board and per year of the verdict: each counted once for every board that must answer it,
/// by the newest published verdict of a follow-up. One that is no longer relevant counts nowhere, and one that never
/// got a verdict before its audit was closed waits for nothing.
pub(super) async fn recommendations(conn: &mut PgConnection) -> sqlx::Result<Vec<Counted>> {
    let rows = sqlx::query!(
        r#"with newest as (
             select distinct on (r.board_id, v.item_id) r.board_id, v.item_id, v.grade, v.published_at
             from published.round r
             join published.verdict v on v.submission_id = r.submission_id
             where r.kind <> 'first'
             order by r.board_id, v.item_id, r.ordinal desc
           )
           select x.board_id as "board!: BoardId",
             extract(year from n.published_at at time zone 'Europe/Stockholm')::int as "year?",
             count(*) filter (where n.grade = 'implemented') as "implemented!",
             count(*) filter (where n.grade = 'partly_implemented') as "partly!",
             count(*) filter (where n.grade = 'not_implemented') as "not_implemented!",
             count(*) filter (where n.grade is null and a.closed_at is null) as "waiting!"
           from published.item_board x
           join published.item i on i.id = x.item_id
           join published.audit a on a.id = x.audit_id
           join published.addressee d on d.audit_id = x.audit_id and d.board_id = x.board_id
           left join newest n on n.board_id = x.board_id and n.item_id = x.item_id
           where i.kind = 'recommendation'
             and d.role = 'respond'
           group by 1, 2"#
    )
    .fetch_all(conn)
    .await?;
    let counted = rows.into_iter().map(|row| {
        let tally = Tally { implemented: row.implemented, partly: row.partly, not_implemented: row.not_implemented, waiting: row.waiting, ..Tally::default() };
        Counted { board: row.board, year: row.year, tally }
    });
    Ok(counted.collect())
}

/// How many audits have been sent, and how many of them are not closed.
pub(super) struct Audits {
    pub(super) sent: i64,
    pub(super) followed_up: i64,
}

pub(super) async fn audits(conn: &mut PgConnection) -> sqlx::Result<Audits> {
    sqlx::query_as!(
        Audits,
        r#"select count(*) as "sent!", count(*) filter (where a.closed_at is null) as "followed_up!"
           from published.audit a"#
    )
    .fetch_one(conn)
    .await
}

/// A response that has not come.
pub(super) struct Missing {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) board: String,
    pub(super) kind: RoundKind,
    pub(super) ordinal: i16,
    pub(super) slug: String,
    pub(super) due_on: NaiveDate,
    pub(super) original_due_on: NaiveDate,
    pub(super) due_kind: DeadlineKind,
    pub(super) extension_asked: bool,
}

impl Missing {
    pub(super) fn last_day(&self) -> LastDay {
        LastDay { due_on: self.due_on, original_due_on: self.original_due_on, kind: self.due_kind, extension_asked: self.extension_asked }
    }
}

/// The most overdue and the next ones to come, so many of each, by their last day.
pub(super) async fn missing(conn: &mut PgConnection, today: NaiveDate, each: i64) -> sqlx::Result<Vec<Missing>> {
    sqlx::query_as!(
        Missing,
        r#"select m.reference_key as "key!", m.title as "title!", m.board_name as "board!", m.kind as "kind!: RoundKind",
             m.ordinal as "ordinal!", m.board_slug as "slug!", m.due_on as "due_on!", m.original_due_on as "original_due_on!",
             m.due_kind as "due_kind!: DeadlineKind", m.extension_asked as "extension_asked!"
           from (
             select r.*, row_number() over (
               partition by r.due_on < $1
               order by r.due_on, r.board_name collate "sv-x-icu", r.title collate "sv-x-icu", r.ordinal
             ) as place
             from published.round r
             where r.submission_id is null and r.closed_at is null
           ) m
           where m.place <= $2
           order by m.due_on, m.place"#,
        today,
        each
    )
    .fetch_all(conn)
    .await
}

/// A promised measure whose date has passed while no later response tells what became of it.
pub(super) struct Passed {
    pub(super) key: String,
    pub(super) board: String,
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) action: String,
    pub(super) due_on: NaiveDate,
    pub(super) of_all: i64,
}

/// The oldest so many. Nothing is owed any more once the audit is closed.
pub(super) async fn passed(conn: &mut PgConnection, today: NaiveDate, most: i64) -> sqlx::Result<Vec<Passed>> {
    sqlx::query_as!(
        Passed,
        r#"select r.reference_key as "key!", r.board_name as "board!", i.code as "code!", i.heading as "heading!",
             m.action as "action!", m.due_on as "due_on!", count(*) over () as "of_all!"
           from published.submitted_measure m
           join published.round r on r.submission_id = m.submission_id
           join published.item i on i.id = m.item_id
           where m.kind = 'planned'
             and m.due_on < $1
             and r.closed_at is null
             and not exists (
               select 1
               from published.round later
               where later.audit_id = r.audit_id
                 and later.board_id = r.board_id
                 and later.ordinal > r.ordinal
                 and later.submission_id is not null
             )
           order by m.due_on, r.board_name collate "sv-x-icu", r.reference_key, i.number, m.position
           limit $2"#,
        today,
        most
    )
    .fetch_all(conn)
    .await
}

/// A line of the list of boards.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) kind: BoardKind,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) awaited: i64,
    pub(super) overdue: i64,
    pub(super) submitted: i64,
}

/// All boards, the living before those that have ceased.
pub(super) async fn boards(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"select b.name as "name!", b.slug as "slug!", b.kind as "kind!: BoardKind", b.valid_to as "valid_to?",
             count(r.id) filter (where r.submission_id is null and r.closed_at is null and r.due_on >= $1) as "awaited!",
             count(r.id) filter (where r.submission_id is null and r.closed_at is null and r.due_on < $1) as "overdue!",
             count(r.submission_id) as "submitted!"
           from published.board b
           left join published.round r on r.board_id = b.id
           group by b.id, b.name, b.slug, b.kind, b.valid_to
           order by coalesce(b.valid_to < $1, false), b.name collate "sv-x-icu", b.slug"#,
        today
    )
    .fetch_all(conn)
    .await
}

/// A board as its address names it.
pub(crate) struct Board {
    pub(super) id: BoardId,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) valid_to: Option<NaiveDate>,
}

pub(super) async fn board(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    sqlx::query_as!(
        Board,
        r#"select b.id as "id!: BoardId", b.name as "name!", b.slug as "slug!", b.valid_to as "valid_to?"
           from published.board b
           where b.slug = $1"#,
        slug
    )
    .fetch_optional(conn)
    .await
}

/// Where a response stands on its board's page: what is awaited by its last day, then what has come, the newest first.
pub(super) type RoundPlace = (i32, Uuid);

/// Comes before every response.
pub(super) const BEFORE_ALL: RoundPlace = (i32::MIN, Uuid::nil());

/// A board's duty to answer once, and what has come of it.
pub(super) struct Round {
    pub(super) id: RoundId,
    pub(super) place: i32,
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    pub(super) received_on: Option<NaiveDate>,
    pub(super) assessed_at: Option<DateTime<Utc>>,
    pub(super) closed: bool,
    pub(super) receipt: Option<String>,
}

/// A page of a board's rounds.
pub(super) async fn rounds(conn: &mut PgConnection, board: BoardId, window: &Window<RoundPlace>) -> sqlx::Result<Vec<Round>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        Round,
        r#"with page as (
             (select r.id from published.listed_round r
              where not $2 and r.board_id = $1::board_id and (r.place, r.id) > ($3, $4::uuid)
              order by r.place, r.id
              limit $5)
             union all
             (select r.id from published.listed_round r
              where $2 and r.board_id = $1::board_id and (r.place, r.id) < ($3, $4::uuid)
              order by r.place desc, r.id desc
              limit $5)
           )
           select r.id as "id!: RoundId", r.place as "place!", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay",
             r.received_on as "received_on?", r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!", r.receipt_number as "receipt?"
           from page
           join published.listed_round r on r.id = page.id
           order by r.place, r.id"#,
        board as BoardId,
        window.back(),
        place,
        id,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// How many rounds a board has, how many of them come before a place, and how many are overdue; counted only so far.
pub(super) async fn count_rounds(conn: &mut PgConnection, board: BoardId, before: RoundPlace, today: NaiveDate) -> sqlx::Result<(Count, i64)> {
    let row = sqlx::query!(
        r#"with own as not materialized (
             select r.id, r.place, r.submission_id is null and r.closed_at is null and r.due_on < $2 as overdue
             from published.listed_round r
             where r.board_id = $1::board_id
           )
           select (select count(*) from (select 1 from own limit $5) t) as "total!",
             (select count(*) from (select 1 from own where (place, id) < ($3, $4::uuid) limit $5) b) as "before!",
             (select count(*) from (select 1 from own where overdue limit $5) o) as "overdue!""#,
        board as BoardId,
        today,
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok((Count::new(row.before, row.total), row.overdue))
}
