//! Planning: whose meetings, on which days.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::super::actions::{CancelMeeting, PlanMeetings};
use super::super::rows::Row;
use crate::domain::address::AUDITORS;
use crate::domain::ids::{BoardId, MeetingId};
use crate::domain::policy::Scope;
use crate::platform::gate::{Change, Scoped};

/// Somebody who meets: a board, or the auditors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// None: the auditors.
    pub(crate) board: Option<BoardId>,
    pub(crate) name: String,
    /// As it stands in addresses.
    pub(crate) slug: String,
}

impl Scoped for Body {
    fn scope(&self) -> Scope {
        self.board.map_or(Scope::Auditors, Scope::Board)
    }
}

/// The body of an address.
pub(in super::super) async fn body(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<Body>> {
    if slug == AUDITORS {
        return auditors(conn).await.map(Some);
    }
    let row = sqlx::query!(r#"select id as "id!", name as "name!" from published.board where slug = $1"#, slug).fetch_optional(conn).await?;
    Ok(row.map(|row| Body { board: Some(row.id), name: row.name, slug: slug.to_owned() }))
}

async fn auditors(conn: &mut PgConnection) -> sqlx::Result<Body> {
    let name = sqlx::query_scalar!(r#"select auditors_name as "name!" from published.organisation"#).fetch_optional(conn).await?;
    Ok(Body { board: None, name: name.unwrap_or_default(), slug: AUDITORS.to_owned() })
}

/// These boards, or the auditors when there are none.
pub(in super::super) async fn bodies(conn: &mut PgConnection, boards: Vec<BoardId>) -> sqlx::Result<Vec<Body>> {
    if boards.is_empty() {
        return Ok(vec![auditors(conn).await?]);
    }
    let rows = sqlx::query!(
        r#"select id as "id!", name as "name!", slug as "slug!"
           from published.board
           where id = any ($1::board_id[])
           order by name collate "sv-x-icu""#,
        boards as Vec<BoardId>
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Body { board: Some(row.id), name: row.name, slug: row.slug }).collect())
}

/// The days on which a body meets already. Whoever else plans for it at the same moment meets the unique index.
pub(in super::super) async fn days_taken(change: &mut Change<PlanMeetings>, body: &Body) -> sqlx::Result<Vec<NaiveDate>> {
    sqlx::query_scalar!("select held_on from meeting where board_id is not distinct from $1::board_id and cancelled_at is null", body.board as Option<BoardId>)
        .fetch_all(change.conn())
        .await
}

pub(in super::super) async fn plan(change: &mut Change<PlanMeetings>, body: &Body, rows: &[Row]) -> sqlx::Result<Vec<MeetingId>> {
    let (now, person) = (change.now(), change.person().map(|person| person.id.uuid()));
    let ids: Vec<MeetingId> = rows.iter().map(|_| MeetingId::new(now)).collect();
    for (id, row) in ids.iter().zip(rows) {
        sqlx::query!(
            "insert into meeting (id, board_id, held_on, papers_by, planned_at, planned_by)
             values ($1::meeting_id, $2::board_id, $3, $4, $5, $6::uuid)",
            *id as MeetingId,
            body.board as Option<BoardId>,
            row.held_on,
            row.papers_by,
            now,
            person
        )
        .execute(change.conn())
        .await?;
    }
    Ok(ids)
}

/// Cancels a meeting that is still to come; `false` when it is not.
pub(in super::super) async fn cancel(change: &mut Change<CancelMeeting>, body: &Body, meeting: MeetingId) -> sqlx::Result<bool> {
    let (now, today, person) = (change.now(), change.today(), change.person().map(|person| person.id.uuid()));
    let done = sqlx::query!(
        "update meeting
         set cancelled_at = $3, cancelled_by = $5::uuid
         where id = $1::meeting_id and board_id is not distinct from $2::board_id and cancelled_at is null and held_on >= $4",
        meeting as MeetingId,
        body.board as Option<BoardId>,
        now,
        today,
        person
    )
    .execute(change.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What the auditors' own list goes by.
pub(in super::super) struct Auditing {
    /// When they met last before today, and when they meet next.
    pub(in super::super) last: Option<NaiveDate>,
    pub(in super::super) next: Option<NaiveDate>,
    /// How many days late a response is when it stands on their agenda as missing.
    pub(in super::super) letter_after: i16,
}

pub(in super::super) async fn auditing(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Auditing> {
    sqlx::query_as!(
        Auditing,
        r#"select max(held_on) filter (where held_on < $1) as last, min(held_on) filter (where held_on >= $1) as next,
             (select letter_after from published.deadline_rules) as "letter_after!"
           from meeting
           where board_id is null and cancelled_at is null"#,
        today
    )
    .fetch_one(conn)
    .await
}
