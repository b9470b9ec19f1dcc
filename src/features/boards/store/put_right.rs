//! New names, ends and new beginnings of boards: by whom, why, and who answers afterwards. What stood before is kept. That a board ends or
//! goes on is written by functions of the database (`waiting.rs`).

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::RenameBoard;
use super::BoardRow;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::register::RegisterChange;
use crate::platform::gate::Change;

/// What was put right, as the register keeps it.
pub(crate) struct Noted {
    pub(crate) kind: RegisterChange,
    pub(crate) name_before: String,
    pub(crate) reason: String,
    pub(crate) changed_at: DateTime<Utc>,
    /// Whoever proposed or did it; the service did nothing that nobody had proposed.
    pub(crate) by: String,
    /// It waited first.
    pub(crate) waited: bool,
    /// Who agreed; nobody, where a day went by.
    pub(crate) agreed_by: Option<String>,
}

/// What was put right of a board, the newest first.
pub(crate) async fn noted(conn: &mut PgConnection, board: BoardId) -> sqlx::Result<Vec<Noted>> {
    sqlx::query_as!(
        Noted,
        r#"select c.kind, c.name_before, c.reason, c.changed_at, p.name as "by!", coalesce(d.step in ('agreed', 'after_a_day'), false) as "waited!",
             w.name as "agreed_by?"
           from board_change c
           left join access_proposal q on q.id = c.proposal_id
           join person p on p.id = coalesce(q.proposed_by, c.changed_by)
           left join access_decision d on d.proposal_id = q.id
           left join person w on w.id = d.decided_by and d.step = 'agreed'
           where c.board_id = $1::board_id
           order by c.n desc"#,
        board as BoardId
    )
    .fetch_all(conn)
    .await
}

/// What a board has left to hand in, and who answers for it.
pub(crate) struct LeftToDo {
    pub(crate) awaited: i64,
    pub(crate) next_due_on: Option<NaiveDate>,
    /// Who answers for it once it has ended, after whoever did before.
    pub(crate) heirs: Vec<String>,
    /// Another one has begun to answer in its place.
    pub(crate) followed: bool,
    /// There is something to protect: that one board follows another waits.
    pub(crate) guarded: bool,
    /// What it answers for since another board has ended.
    pub(crate) inherited: Json<Vec<Inherited>>,
}

/// A board that has ended, for which another answers.
#[derive(Deserialize)]
pub(crate) struct Inherited {
    pub(crate) name: String,
    pub(crate) awaited: i64,
    pub(crate) next_due_on: NaiveDate,
}

impl LeftToDo {
    /// Whether somebody has to answer for something when it ends.
    pub(crate) fn is_something(&self) -> bool {
        self.awaited > 0 || !self.inherited.is_empty()
    }
}

pub(crate) async fn work(conn: &mut PgConnection, board: BoardId, today: NaiveDate) -> sqlx::Result<LeftToDo> {
    sqlx::query_as!(
        LeftToDo,
        r#"select coalesce(w.awaited, 0) as "awaited!", w.next_due_on,
             array(
               select h.name from published.heir h where h.board_id = b.id and (h.to_on is null or h.to_on >= $2) order by h.from_on, h.name collate "sv-x-icu"
             ) as "heirs!: Vec<String>",
             exists (select 1 from heirs_on(b.id, $2)) as "followed!", access_is_guarded() as "guarded!",
             coalesce((
               select jsonb_agg(jsonb_build_object('name', o.name, 'awaited', v.awaited, 'next_due_on', v.next_due_on) order by o.name collate "sv-x-icu")
               from published.heir h
               join board o on o.id = h.board_id
               join published.board_work v on v.board_id = o.id
               where h.heir_id = b.id and (h.to_on is null or h.to_on >= $2)
             ), '[]') as "inherited!: Json<Vec<Inherited>>"
           from board b
           left join published.board_work w on w.board_id = b.id
           where b.id = $1::board_id"#,
        board as BoardId,
        today
    )
    .fetch_one(conn)
    .await
}

/// A board that can answer for another.
pub(crate) struct Living {
    pub(crate) id: BoardId,
    pub(crate) slug: String,
    pub(crate) name: String,
}

/// The boards that there are.
pub(crate) async fn living(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<Living>> {
    sqlx::query_as!(
        Living,
        r#"select id, slug, name from board
           where kind <> 'council' and (valid_to is null or valid_to >= $1)
           order by name collate "sv-x-icu""#,
        today
    )
    .fetch_all(conn)
    .await
}

/// Another name; the address stays.
pub(crate) async fn rename(change: &mut Change<RenameBoard>, board: &BoardRow, name: &str, reason: &str) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into board_change (board_id, n, kind, name_before, reason, changed_at, changed_by)
         select $1::board_id, 1 + (select count(*) from board_change where board_id = $1::board_id), 'corrected', $2, $3, $4, $5::person_id",
        board.id as BoardId,
        board.name,
        reason,
        now,
        by as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    sqlx::query!("update board set name = $2 where id = $1::board_id", board.id as BoardId, name).execute(change.conn()).await?;
    Ok(())
}
