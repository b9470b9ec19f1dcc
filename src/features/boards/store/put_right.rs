//! New names, ends and new beginnings of boards: by whom, why, and who answers afterwards. What stood before is kept.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::{EndBoard, PutsRight, RenameBoard, ReopenBoard};
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
    pub(crate) by: String,
}

/// What was put right of a board, the newest first.
pub(crate) async fn noted(conn: &mut PgConnection, board: BoardId) -> sqlx::Result<Vec<Noted>> {
    sqlx::query_as!(
        Noted,
        r#"select c.kind, c.name_before, c.reason, c.changed_at, p.name as by
           from board_change c
           join person p on p.id = c.changed_by
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

async fn note<A: PutsRight>(change: &mut Change<A>, board: &BoardRow, kind: RegisterChange, reason: &str) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into board_change (board_id, n, kind, name_before, reason, changed_at, changed_by)
         select $1::board_id, 1 + (select count(*) from board_change where board_id = $1::board_id), $2, $3, $4, $5, $6::person_id",
        board.id as BoardId,
        kind as RegisterChange,
        board.name,
        reason,
        now,
        by as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Another name; the address stays.
pub(crate) async fn rename(change: &mut Change<RenameBoard>, board: &BoardRow, name: &str, reason: &str) -> sqlx::Result<()> {
    note(change, board, RegisterChange::Corrected, reason).await?;
    sqlx::query!("update board set name = $2 where id = $1::board_id", board.id as BoardId, name).execute(change.conn()).await?;
    Ok(())
}

/// Ends a board. Its heir answers for what it has left from the day after, and for what it had come to answer for itself.
pub(crate) async fn end(change: &mut Change<EndBoard>, board: &BoardRow, on: NaiveDate, heir: Option<BoardId>, reason: &str) -> sqlx::Result<()> {
    note(change, board, RegisterChange::Ended, reason).await?;
    sqlx::query!("update board set valid_to = $2 where id = $1::board_id", board.id as BoardId, on).execute(change.conn()).await?;
    if let Some(heir) = heir {
        sqlx::query!(
            "insert into board_succession (board_id, heir_id)
             select s.board_id, $2::board_id from (select $1::board_id as board_id union select board_id from board_succession where heir_id = $1::board_id) s
             where s.board_id <> $2::board_id
             on conflict do nothing",
            board.id as BoardId,
            heir as BoardId
        )
        .execute(change.conn())
        .await?;
    }
    Ok(())
}

/// The board goes on, and answers for itself.
pub(crate) async fn reopen(change: &mut Change<ReopenBoard>, board: &BoardRow, reason: &str) -> sqlx::Result<()> {
    note(change, board, RegisterChange::Reopened, reason).await?;
    // Whoever followed it answers no more, either, for what it had come to answer for.
    sqlx::query!(
        "delete from board_succession s
         using board_succession f
         where f.board_id = $1::board_id and s.heir_id = f.heir_id
           and (s.board_id = f.board_id or exists (select 1 from board_succession b where b.board_id = s.board_id and b.heir_id = $1::board_id))",
        board.id as BoardId
    )
    .execute(change.conn())
    .await?;
    sqlx::query!("update board set valid_to = null where id = $1::board_id", board.id as BoardId).execute(change.conn()).await?;
    Ok(())
}
