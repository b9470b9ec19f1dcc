//! Reading last days and meetings for the agenda. A few queries, however many boards there are.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::domain::ids::{BoardId, MeetingId};
use crate::domain::round::{DeadlineKind, RoundKind};

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

/// A last day in the agenda.
#[derive(Clone, Debug)]
pub(in super::super) struct Round {
    pub(in super::super) key: String,
    pub(in super::super) reference: String,
    pub(in super::super) title: String,
    pub(in super::super) board: BoardId,
    pub(in super::super) board_name: String,
    pub(in super::super) board_slug: String,
    pub(in super::super) kind: RoundKind,
    pub(in super::super) ordinal: i16,
    pub(in super::super) original_due_on: NaiveDate,
    pub(in super::super) due_on: NaiveDate,
    pub(in super::super) due_kind: DeadlineKind,
    pub(in super::super) extension_asked: bool,
    pub(in super::super) received_on: Option<NaiveDate>,
    pub(in super::super) assessed: bool,
    pub(in super::super) closed: bool,
}

/// The last days of these boards from a day on, and those before it that still wait for their answer.
pub(in super::super) async fn rounds(conn: &mut PgConnection, boards: &[BoardId], from: NaiveDate, to: NaiveDate) -> sqlx::Result<Vec<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.reference_key as "key!", r.reference as "reference!", r.title as "title!", r.board_id as "board!: BoardId",
             r.board_name as "board_name!", r.board_slug as "board_slug!", r.kind as "kind!: RoundKind", r.ordinal as "ordinal!",
             r.original_due_on as "original_due_on!", r.due_on as "due_on!", r.due_kind as "due_kind!: DeadlineKind",
             r.extension_asked as "extension_asked!", r.received_on as "received_on?", r.assessed_at is not null as "assessed!",
             r.closed_at is not null as "closed!"
           from published.round r
           where r.board_id = any ($1::uuid[])
             and (r.due_on >= $2 or (r.submission_id is null and r.closed_at is null))
             and r.due_on <= $3
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

/// The meetings of these boards in a time; the papers of one may be due a while before it.
pub(in super::super) async fn meetings(conn: &mut PgConnection, boards: &[BoardId], from: NaiveDate, to: NaiveDate) -> sqlx::Result<Vec<Meeting>> {
    sqlx::query_as!(
        Meeting,
        r#"select m.id as "id!: MeetingId", m.board_id as "board?: BoardId", m.board_name as "board_name?", m.held_on as "held_on!", m.papers_by as "papers_by?"
           from published.meeting m
           where m.board_id = any ($1::uuid[]) and m.held_on between $2 and $3
           order by m.held_on, m.board_name collate "sv-x-icu""#,
        &ids(boards),
        from,
        to
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

fn ids(boards: &[BoardId]) -> Vec<sqlx::types::Uuid> {
    boards.iter().map(|board| board.uuid()).collect()
}
