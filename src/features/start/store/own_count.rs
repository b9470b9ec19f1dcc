//! What one's own boards have to answer, who works for them, and what is told of that.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::Access;
use crate::domain::actor::Role;
use crate::domain::ids::{AccessRequestId, BoardId};
use crate::domain::measure_status::Between;

/// What one's own boards have to answer: how much of it is late, due by a day, and due later.
pub(in crate::features::start) struct OwnCount {
    pub(in crate::features::start) boards: Vec<String>,
    pub(in crate::features::start) awaited: i64,
    pub(in crate::features::start) late: i64,
    pub(in crate::features::start) near: i64,
    pub(in crate::features::start) later: i64,
    pub(in crate::features::start) first_due_on: Option<NaiveDate>,
    /// In whose place she answers today.
    pub(in crate::features::start) standing_in: Json<Vec<StandingIn>>,
    /// Whose roles at these boards end within two weeks.
    pub(in crate::features::start) ending: Json<Vec<OwnEnding>>,
    /// The boards that she works for.
    pub(in crate::features::start) own: Json<Vec<OwnBoard>>,
    /// Who shall be able to do what, as far as it concerns the boards, in the window.
    pub(in crate::features::start) access: Json<Vec<Access>>,
    /// Who asks to work for the boards.
    pub(in crate::features::start) requests: Json<Vec<AccessRequest>>,
    /// Measures whose day may have come, round by round.
    pub(in crate::features::start) measures: Json<Vec<OwnMeasure>>,
}

/// A measure of one of one's own boards, with the response in which it was planned.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct OwnMeasure {
    pub(in crate::features::start) board: BoardId,
    pub(in crate::features::start) board_name: String,
    pub(in crate::features::start) board_slug: String,
    pub(in crate::features::start) key: String,
    pub(in crate::features::start) reference: String,
    pub(in crate::features::start) title: String,
    #[serde(flatten)]
    pub(in crate::features::start) between: Between,
}

/// Somebody's request to work for a board.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct AccessRequest {
    pub(in crate::features::start) id: AccessRequestId,
    pub(in crate::features::start) board: BoardId,
    pub(in crate::features::start) board_slug: String,
    pub(in crate::features::start) board_name: String,
    pub(in crate::features::start) name: String,
    pub(in crate::features::start) address: String,
    pub(in crate::features::start) asked_at: DateTime<Utc>,
}

/// In whose place somebody answers for a board, and until when.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct StandingIn {
    pub(in crate::features::start) name: String,
    pub(in crate::features::start) board: String,
    pub(in crate::features::start) to: NaiveDate,
}

/// A role at one of one's own boards that ends by itself, and goes on in no other one.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct OwnEnding {
    pub(in crate::features::start) name: String,
    pub(in crate::features::start) own: bool,
    pub(in crate::features::start) role: Role,
    pub(in crate::features::start) board: String,
    pub(in crate::features::start) to: NaiveDate,
    /// Nobody can hand in for the board the day after.
    pub(in crate::features::start) leaves_nobody: bool,
}

/// A board that somebody works for.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct OwnBoard {
    pub(in crate::features::start) id: BoardId,
    pub(in crate::features::start) slug: String,
    pub(in crate::features::start) name: String,
}

/// Since when it is told who shall be able to do what, as of now, and how much of it.
pub(in crate::features::start) struct AccessWindow {
    pub(in crate::features::start) today: NaiveDate,
    pub(in crate::features::start) since: DateTime<Utc>,
    pub(in crate::features::start) at: DateTime<Utc>,
    pub(in crate::features::start) most: usize,
}

#[expect(clippy::too_many_lines, reason = "one statement")]
pub(in crate::features::start) async fn own_count(
    conn: &mut PgConnection,
    boards: Vec<BoardId>,
    near: NaiveDate,
    window: &AccessWindow,
) -> sqlx::Result<OwnCount> {
    sqlx::query_as!(
        OwnCount,
        r#"select coalesce(array_agg(a.name order by a.name) filter (where a.awaited > 0), '{}') as "boards!: Vec<String>",
             coalesce(sum(a.awaited), 0)::bigint as "awaited!", coalesce(sum(a.late), 0)::bigint as "late!", coalesce(sum(a.near), 0)::bigint as "near!",
             coalesce(sum(a.later), 0)::bigint as "later!", min(a.first_due_on) as "first_due_on?",
             coalesce((
               select jsonb_agg(jsonb_build_object('name', c.instead_of_name, 'board', b.name, 'to', c.valid_to) order by c.valid_to, b.name)
               from published.colleague c
               join published.board b on b.id = c.board_id
               where c.person_id = myself() and c.stands_in_for is not null and c.valid_from <= $3 and c.valid_to >= $3
             ), '[]') as "standing_in!: Json<Vec<StandingIn>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('name', c.name, 'own', c.person_id = myself(), 'role', c.role, 'board', b.name, 'to', c.valid_to,
                   'leaves_nobody', c.role in ('secretary', 'approver') and not exists (
                     select 1 from published.colleague o
                     where o.board_id = c.board_id and o.role in ('secretary', 'approver') and o.valid_from <= c.valid_to + 1
                       and (o.valid_to is null or o.valid_to > c.valid_to)
                   )) order by c.valid_to, b.name, c.name, c.grant_id)
               from published.colleague c
               join published.board b on b.id = c.board_id
               where c.stands_in_for is null and c.valid_from <= $3 and c.valid_to between $3 and $3 + 14
                 and (b.valid_to is null or b.valid_to > c.valid_to)
                 and not exists (
                   select 1 from published.colleague n
                   where n.person_id = c.person_id and n.role = c.role and n.board_id = c.board_id and n.valid_from = c.valid_to + 1
                     and (n.valid_to is null or n.valid_to >= n.valid_from)
                 )
             ), '[]') as "ending!: Json<Vec<OwnEnding>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'name', b.name) order by b.name)
               from published.board b
               where b.id = any ($1::board_id[])
             ), '[]') as "own!: Json<Vec<OwnBoard>>",
             access_list($4, $5, $6) as "access!: Json<Vec<Access>>",
             access_requests_waiting() as "requests!: Json<Vec<AccessRequest>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('board', m.board_id, 'board_name', (m.name).board_name, 'board_slug', (m.name).board_slug,
                 'key', (m.name).reference_key, 'reference', (m.name).reference, 'title', (m.name).title,
                 'now_on', m.now_on, 'outcome', m.outcome, 'answered_on', m.answered_on, 'status', m.status, 'status_due_on', m.status_due_on,
                 'next_due_on', m.next_due_on) order by coalesce(m.status_due_on, m.now_on), (m.name).reference, m.round_id)
               from published.measure_between m
               where m.board_id = any ($1::board_id[]) and coalesce(m.status_due_on, m.now_on) <= $3
                 and coalesce(m.status, 'under_way') = 'under_way'
             ), '[]') as "measures!: Json<Vec<OwnMeasure>>"
           from (
             select n.name, c.awaited, c.late, c.near, c.later, c.first_due_on
             from unnest($1::board_id[]) o(id)
             cross join lateral (select n.name from published.board n where n.id = o.id limit 1) n
             cross join lateral (
               select count(*) as awaited, count(*) filter (where r.due_on < $3) as late, count(*) filter (where r.due_on between $3 and $2) as near,
                 count(*) filter (where r.due_on > $2) as later, min(r.due_on) as first_due_on
               from published.round r
               where r.board_id = o.id and r.submission_id is null and r.closed_at is null
             ) c
           ) a"#,
        boards as Vec<BoardId>,
        near,
        window.today,
        window.since,
        window.at,
        i64::try_from(window.most).unwrap_or(i64::MAX)
    )
    .fetch_one(conn)
    .await
}
