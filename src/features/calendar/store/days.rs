//! Reading last days and meetings for the agenda. A few queries, however many boards there are.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::ids::{BoardId, MeetingId, RoundId};
use crate::domain::round::{LastDay, RoundName};
use crate::platform::listing::Window;

/// A board that the agenda can be narrowed to.
pub(in super::super) struct Board {
    pub(in super::super) id: BoardId,
    pub(in super::super) name: String,
    pub(in super::super) slug: String,
}

/// The boards that somebody sees in the agenda: her own, or all that have something in it.
pub(in super::super) async fn boards(conn: &mut PgConnection, own: &[BoardId]) -> sqlx::Result<Vec<Board>> {
    sqlx::query_as!(
        Board,
        r#"select b.id as "id!", b.name as "name!", b.slug as "slug!"
           from published.board b
           where case when cardinality($1::uuid[]) > 0 then b.id = any ($1::uuid[])
             else exists (select 1 from published.round r where r.board_id = b.id) or exists (select 1 from published.meeting m where m.board_id = b.id)
           end
           order by b.name collate "sv-x-icu""#,
        &ids(own)
    )
    .fetch_all(conn)
    .await
}

/// What a page of the agenda is narrowed to.
pub(in super::super) struct Wanted {
    /// The boards whose days are seen.
    pub(in super::super) boards: Vec<BoardId>,
    /// Also the auditors' own meetings.
    pub(in super::super) auditors: bool,
    /// Only entries of this kind, by its number below.
    pub(in super::super) kind: Option<i16>,
}

/// Where an entry stands in the agenda: its day, what has to be done first on it, and which one it is.
pub(in super::super) type DayPlace = (NaiveDate, i16, Uuid);

/// The numbers of the kinds, in the order of a day.
pub(in super::super) const LAST_DAY: i16 = 0;
pub(in super::super) const PAPERS: i16 = 1;
pub(in super::super) const MEETING: i16 = 2;

/// A page of the agenda: the places of its entries. Each source is read on its own, in the order of an index.
#[expect(clippy::too_many_lines, reason = "one statement: three sources, forwards and back")]
pub(in super::super) async fn places(conn: &mut PgConnection, wanted: &Wanted, window: &Window<DayPlace>, from: NaiveDate) -> sqlx::Result<Vec<DayPlace>> {
    // Without a place the agenda begins with the day itself.
    let (day, kind, id) = window.key((from.pred_opt().unwrap_or(from), i16::MAX, Uuid::max()));
    // Behind the kinds that come earlier in a day, before those that come later.
    let behind = |own: i16| match own.cmp(&kind) {
        std::cmp::Ordering::Less => Uuid::max(),
        std::cmp::Ordering::Equal => id,
        std::cmp::Ordering::Greater => Uuid::nil(),
    };
    let rows = sqlx::query!(
        r#"with seen as not materialized (
             select b.id, b.held_on, b.papers_by from published.meeting b where b.board_id = any ($2::uuid[])
             union all
             select o.id, o.held_on, o.papers_by from meeting o where $3 and o.board_id is null and o.cancelled_at is null
           ),
           found as (
             (select r.due_on as day, 0::smallint as kind, r.id::uuid as id from published.round r
              where not $1 and r.board_id = any ($2::uuid[]) and r.withdrawn_at is null and (r.due_on, r.id) > ($4, $5::uuid) and coalesce($8::smallint = 0, true)
              order by r.due_on, r.id limit $9)
             union all
             (select r.due_on, 0::smallint, r.id::uuid from published.round r
              where $1 and r.board_id = any ($2::uuid[]) and r.withdrawn_at is null and (r.due_on, r.id) < ($4, $5::uuid) and coalesce($8::smallint = 0, true)
              order by r.due_on desc, r.id desc limit $9)
             union all
             (select m.papers_by, 1::smallint, m.id::uuid from seen m
              where not $1 and (m.papers_by, m.id) > ($4, $6::uuid) and coalesce($8::smallint = 1, true)
              order by m.papers_by, m.id limit $9)
             union all
             (select m.papers_by, 1::smallint, m.id::uuid from seen m
              where $1 and (m.papers_by, m.id) < ($4, $6::uuid) and coalesce($8::smallint = 1, true)
              order by m.papers_by desc, m.id desc limit $9)
             union all
             (select m.held_on, 2::smallint, m.id::uuid from seen m
              where not $1 and (m.held_on, m.id) > ($4, $7::uuid) and coalesce($8::smallint = 2, true)
              order by m.held_on, m.id limit $9)
             union all
             (select m.held_on, 2::smallint, m.id::uuid from seen m
              where $1 and (m.held_on, m.id) < ($4, $7::uuid) and coalesce($8::smallint = 2, true)
              order by m.held_on desc, m.id desc limit $9)
           )
           select day as "day!", kind as "kind!", id as "id!" from (
             (select day, kind, id from found where not $1 order by day, kind, id limit $9)
             union all
             (select day, kind, id from found where $1 order by day desc, kind desc, id desc limit $9)
           ) page
           order by day, kind, id"#,
        window.back(),
        &ids(&wanted.boards),
        wanted.auditors,
        day,
        behind(LAST_DAY),
        behind(PAPERS),
        behind(MEETING),
        wanted.kind,
        window.most()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.kind, row.id)).collect())
}

/// A last day in the agenda.
#[derive(Clone, Debug)]
pub(in super::super) struct Round {
    pub(in super::super) id: RoundId,
    pub(in super::super) board: BoardId,
    pub(in super::super) name: RoundName,
    pub(in super::super) last_day: LastDay,
    pub(in super::super) received_on: Option<NaiveDate>,
    pub(in super::super) assessed: bool,
    pub(in super::super) closed: bool,
}

/// These rounds, and the first so many of these boards that were due before a day and still wait for their answer.
pub(in super::super) async fn rounds_and_overdue(
    conn: &mut PgConnection,
    places: &[DayPlace],
    boards: &[BoardId],
    before: NaiveDate,
    overdue: i64,
) -> sqlx::Result<Vec<Round>> {
    let places: Vec<Uuid> = places.iter().filter(|(_, kind, _)| *kind == LAST_DAY).map(|(_, _, id)| *id).collect();
    sqlx::query_as!(
        Round,
        r#"with late as (
             select r.id from published.round r
             where r.board_id = any ($2::uuid[]) and r.submission_id is null and r.closed_at is null and r.due_on < $3
             order by r.due_on, r.id
             limit $4
           )
           select r.id as "id!: RoundId", r.board_id as "board!: BoardId", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay",
             r.received_on as "received_on?", r.assessed_at is not null as "assessed!", r.closed_at is not null as "closed!"
           from published.round r
           where r.id in (select unnest($1::uuid[]) union select id from late)
           order by r.due_on, r.id"#,
        &places,
        &ids(boards),
        before,
        overdue
    )
    .fetch_all(conn)
    .await
}

/// How many entries each of these boards has in a time, in their order; before them, under no board, the auditors' own.
pub(in super::super) async fn entries_of(
    conn: &mut PgConnection,
    boards: &[Board],
    auditors: bool,
    (from, to): (NaiveDate, NaiveDate),
) -> sqlx::Result<Vec<(Option<BoardId>, usize)>> {
    let order: Vec<BoardId> = boards.iter().map(|board| board.id).collect();
    let rows = sqlx::query!(
        r#"select c.board_id as "board?: BoardId", sum(c.entries)::bigint as "entries!"
           from (
             select r.board_id, count(*) as entries
             from published.round r
             where r.board_id = any ($1::uuid[]) and r.due_on between $2 and $3 and r.withdrawn_at is null
             group by r.board_id
             union all
             select m.board_id, 1 + coalesce(m.papers_by between $2 and $3, false)::integer
             from published.meeting m
             where m.board_id = any ($1::uuid[]) and m.held_on between $2 and $3
             union all
             select null, 1 + coalesce(o.papers_by between $2 and $3, false)::integer
             from meeting o
             where $4 and o.board_id is null and o.cancelled_at is null and o.held_on between $2 and $3
           ) c
           group by c.board_id"#,
        &ids(&order),
        from,
        to,
        auditors
    )
    .fetch_all(conn)
    .await?;
    let mut counted: Vec<(Option<BoardId>, usize)> = rows.into_iter().map(|row| (row.board, usize::try_from(row.entries).unwrap_or(0))).collect();
    counted.sort_by_key(|(board, _)| order.iter().position(|own| Some(*own) == *board));
    Ok(counted)
}

/// The last days of these boards in a time.
pub(in super::super) async fn rounds(conn: &mut PgConnection, boards: &[BoardId], (from, to): (NaiveDate, NaiveDate)) -> sqlx::Result<Vec<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.id as "id!: RoundId", r.board_id as "board!: BoardId", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay",
             r.received_on as "received_on?", r.assessed_at is not null as "assessed!", r.closed_at is not null as "closed!"
           from published.round r
           where r.board_id = any ($1::uuid[]) and r.due_on between $2 and $3 and r.withdrawn_at is null
           order by r.due_on, r.board_name collate "sv-x-icu", r.title collate "sv-x-icu", r.ordinal"#,
        &ids(boards),
        from,
        to
    )
    .fetch_all(conn)
    .await
}

/// A meeting that is not cancelled.
#[derive(Clone, Debug)]
pub(in super::super) struct Meeting {
    pub(in super::super) id: MeetingId,
    /// None: the auditors.
    pub(in super::super) board: Option<BoardId>,
    /// The auditors' meetings have no board to name.
    pub(in super::super) board_name: Option<String>,
    pub(in super::super) held_on: NaiveDate,
    pub(in super::super) papers_by: Option<NaiveDate>,
}

/// The meetings of these boards in a time, and the auditors' own; the papers of one may be due a while before it.
pub(in super::super) async fn meetings(
    conn: &mut PgConnection,
    boards: &[BoardId],
    auditors: bool,
    (from, to): (NaiveDate, NaiveDate),
) -> sqlx::Result<Vec<Meeting>> {
    sqlx::query_as!(
        Meeting,
        r#"select m.id as "id!: MeetingId", m.board_id as "board?: BoardId", m.board_name as "board_name?", m.held_on as "held_on!", m.papers_by as "papers_by?"
           from published.meeting m
           where m.board_id = any ($1::uuid[]) and m.held_on between $3 and $4
           union all
           select o.id, o.board_id, null, o.held_on, o.papers_by
           from meeting o
           where $2 and o.board_id is null and o.cancelled_at is null and o.held_on between $3 and $4
           order by 4"#,
        &ids(boards),
        auditors,
        from,
        to
    )
    .fetch_all(conn)
    .await
}

/// The meetings among these places.
pub(in super::super) async fn meetings_at(conn: &mut PgConnection, places: &[DayPlace], auditors: bool) -> sqlx::Result<Vec<Meeting>> {
    let places: Vec<Uuid> = places.iter().filter(|(_, kind, _)| *kind != LAST_DAY).map(|(_, _, id)| *id).collect();
    sqlx::query_as!(
        Meeting,
        r#"select m.id as "id!: MeetingId", m.board_id as "board?: BoardId", m.board_name as "board_name?", m.held_on as "held_on!", m.papers_by as "papers_by?"
           from published.meeting m
           where m.id = any ($1::uuid[])
           union all
           select m.id, m.board_id, null, m.held_on, m.papers_by
           from meeting m
           where $2 and m.board_id is null and m.id = any ($1::uuid[])"#,
        &places,
        auditors
    )
    .fetch_all(conn)
    .await
}

/// The meetings that are one's own to plan: of one's boards, or the auditors' own. Row security says which.
pub(in super::super) async fn own_meetings(conn: &mut PgConnection, from: NaiveDate, to: NaiveDate) -> sqlx::Result<Vec<Meeting>> {
    sqlx::query_as!(
        Meeting,
        r#"select m.id, m.board_id as board, null::text as board_name, m.held_on, m.papers_by
           from meeting m
           where m.cancelled_at is null and m.held_on between $1 and $2
           order by m.held_on"#,
        from,
        to
    )
    .fetch_all(conn)
    .await
}

fn ids(boards: &[BoardId]) -> Vec<Uuid> {
    boards.iter().map(|board| board.uuid()).collect()
}
