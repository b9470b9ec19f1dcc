//! New names, ends and new beginnings of boards: by whom, why, and who answers afterwards. What stood before is kept.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

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
    pub(crate) heirs: Vec<String>,
}

pub(crate) async fn work(conn: &mut PgConnection, board: BoardId) -> sqlx::Result<LeftToDo> {
    sqlx::query_as!(
        LeftToDo,
        r#"select coalesce(w.awaited, 0) as "awaited!", w.next_due_on,
             array(select h.name from board_succession s join board h on h.id = s.heir_id where s.board_id = b.id order by h.name collate "sv-x-icu") as "heirs!"
           from board b
           left join published.board_work w on w.board_id = b.id
           where b.id = $1::board_id"#,
        board as BoardId
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
    sqlx::query!("delete from board_succession where board_id = $1::board_id", board.id as BoardId).execute(change.conn()).await?;
    sqlx::query!("update board set valid_to = null where id = $1::board_id", board.id as BoardId).execute(change.conn()).await?;
    Ok(())
}
