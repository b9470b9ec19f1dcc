//! Who is to write what at a desk.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgConnection;

use super::super::actions::ShareWork;
use super::Round;
use crate::domain::ids::{BoardId, ItemId, PersonId, RoundId};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// A part of a desk that somebody is to write; none of an item: the summary.
#[derive(Debug, Deserialize)]
pub(crate) struct Assigned {
    pub(crate) item: Option<ItemId>,
    pub(crate) person: PersonId,
    pub(crate) name: String,
}

/// Who is to write what at a desk.
pub(crate) async fn assigned(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<Assigned>> {
    sqlx::query_as!(
        Assigned,
        r#"select g.item_id as "item?: ItemId", g.person_id as "person!: PersonId", n.name as "name!"
           from desk_assignment g
           join published.person_name n on n.id = g.person_id
           where g.round_id = $1::round_id"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await
}

/// Somebody who works for the board.
pub(crate) struct Colleague {
    pub(crate) person: PersonId,
    pub(crate) name: String,
}

/// Everybody who works for one's own board on a day.
pub(crate) async fn colleagues(conn: &mut PgConnection, board: BoardId, today: NaiveDate) -> sqlx::Result<Vec<Colleague>> {
    sqlx::query_as!(
        Colleague,
        r#"select person_id as "person!: PersonId", name as "name!"
           from published.colleague
           where board_id = $1::board_id and valid_from <= $2 and (valid_to is null or valid_to >= $2)
           group by person_id, name
           order by name collate "sv-x-icu", person_id"#,
        board as BoardId,
        today
    )
    .fetch_all(conn)
    .await
}

/// Gives a part to somebody, or takes it from whoever has it.
pub(crate) async fn assign(change: &mut Change<ShareWork>, round: &Round, item: Option<ItemId>, to: Option<PersonId>) -> Result<(), Failure> {
    let (now, by) = (change.now(), change.person_id()?);
    sqlx::query!(
        "delete from desk_assignment where round_id = $1::round_id and item_id is not distinct from $2::item_id",
        round.id as RoundId,
        item as Option<ItemId>
    )
    .execute(change.conn())
    .await?;
    let Some(to) = to else { return Ok(()) };
    sqlx::query!(
        "insert into desk_assignment (round_id, item_id, board_id, person_id, assigned_at, assigned_by)
         values ($1::round_id, $2::item_id, $3::board_id, $4::person_id, $5, $6::person_id)",
        round.id as RoundId,
        item as Option<ItemId>,
        round.board as BoardId,
        to as PersonId,
        now,
        by as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
