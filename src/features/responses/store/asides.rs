//! Words that could not be taken in. Row security shows everybody her own, and nobody else's.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::actions::WritesParts;
use super::Round;
use crate::domain::ids::{AsideId, BoardId, ItemId, PersonId, RoundId};
use crate::domain::response::Op;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// So many of one writer's are kept of one part. The oldest makes room.
const MOST_ASIDES: i64 = 20;

/// Words that could not be taken in.
pub(crate) struct Aside {
    pub(crate) id: AsideId,
    /// Why not, by its name in the database.
    pub(crate) why: String,
    pub(crate) content: serde_json::Value,
    pub(crate) kept_at: DateTime<Utc>,
}

/// Keeps words that cannot be taken in. Of one page the latest are kept; words that are there already are not kept twice.
pub(crate) async fn keep_aside<A: WritesParts>(
    change: &mut Change<A>,
    round: &Round,
    (item, content): (Option<ItemId>, &serde_json::Value),
    why: &str,
    op: Option<Op>,
) -> Result<AsideId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let same = sqlx::query_scalar!(
        r#"update desk_aside set why = $5, kept_at = $6, content = case when step is not null and step > $8 then content else $4 end,
             step = case when page is null then null else greatest(step, $8) end
           where id = (
             select a.id from desk_aside a
             where a.round_id = $1::round_id and a.item_id is not distinct from $2::item_id and a.person_id = $3::person_id
               and (a.page = $7 or a.content = $4)
             order by a.kept_at desc
             limit 1
           )
           returning id as "id: AsideId""#,
        round.id as RoundId,
        item as Option<ItemId>,
        person as PersonId,
        content,
        why,
        now,
        op.map(|op| op.page),
        op.map(|op| op.step)
    );
    if let Some(id) = same.fetch_optional(change.conn()).await? {
        return Ok(id);
    }
    let id = AsideId::new(now);
    sqlx::query!(
        "insert into desk_aside (id, round_id, item_id, board_id, person_id, page, step, why, content, kept_at)
         values ($1::aside_id, $2::round_id, $3::item_id, $4::board_id, $5::person_id, $6, $7, $8, $9, $10)",
        id as AsideId,
        round.id as RoundId,
        item as Option<ItemId>,
        round.board as BoardId,
        person as PersonId,
        op.map(|op| op.page),
        op.map(|op| op.step),
        why,
        content,
        now
    )
    .execute(change.conn())
    .await?;
    make_room(change, round, item, person).await?;
    Ok(id)
}

async fn make_room<A: WritesParts>(change: &mut Change<A>, round: &Round, item: Option<ItemId>, person: PersonId) -> Result<(), Failure> {
    sqlx::query!(
        "delete from desk_aside where id in (
           select id from desk_aside
           where round_id = $1::round_id and item_id is not distinct from $2::item_id and person_id = $3::person_id
           order by kept_at desc, id desc
           offset $4
         )",
        round.id as RoundId,
        item as Option<ItemId>,
        person as PersonId,
        MOST_ASIDES
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// One's own words that could not be taken in, the newest first.
pub(crate) async fn asides(conn: &mut PgConnection, round: &Round, item: Option<ItemId>, person: PersonId) -> sqlx::Result<Vec<Aside>> {
    sqlx::query_as!(
        Aside,
        r#"select id as "id!", why as "why!", content as "content!", kept_at as "kept_at!"
           from desk_aside
           where round_id = $1::round_id and item_id is not distinct from $2::item_id and person_id = $3::person_id
           order by kept_at desc, id desc"#,
        round.id as RoundId,
        item as Option<ItemId>,
        person as PersonId
    )
    .fetch_all(conn)
    .await
}

/// The items of which somebody has words here that could not be taken in, by their codes; none: the summary.
pub(crate) async fn aside_codes(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<Option<String>>> {
    sqlx::query_scalar!(
        r#"select distinct i.code as "code?"
           from desk_aside a
           left join published.item i on i.id = a.item_id
           where a.round_id = $1::round_id and a.person_id = myself()
           order by 1 nulls first"#,
        round.id as RoundId
    )
    .fetch_all(conn)
    .await
}

/// What one of them says.
pub(crate) async fn aside(conn: &mut PgConnection, round: &Round, item: Option<ItemId>, id: AsideId) -> sqlx::Result<Option<serde_json::Value>> {
    sqlx::query_scalar!(
        r#"select content as "content!" from desk_aside
           where id = $1::aside_id and round_id = $2::round_id and item_id is not distinct from $3::item_id and person_id = myself()"#,
        id as AsideId,
        round.id as RoundId,
        item as Option<ItemId>
    )
    .fetch_optional(conn)
    .await
}

/// Takes one away: it has been taken in, or its writer does not want it any more.
pub(crate) async fn drop_aside<A: WritesParts>(change: &mut Change<A>, round: &Round, item: Option<ItemId>, id: AsideId) -> Result<(), Failure> {
    sqlx::query!(
        "delete from desk_aside
         where id = $1::aside_id and round_id = $2::round_id and item_id is not distinct from $3::item_id and person_id = myself()",
        id as AsideId,
        round.id as RoundId,
        item as Option<ItemId>
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// What a page had put aside is saved now, or later words of it are.
pub(crate) async fn drop_asides_of_page<A: WritesParts>(change: &mut Change<A>, round: &Round, item: Option<ItemId>, op: Op) -> Result<(), Failure> {
    sqlx::query!(
        "delete from desk_aside
         where round_id = $1::round_id and item_id is not distinct from $2::item_id and person_id = myself() and page = $3 and step <= $4",
        round.id as RoundId,
        item as Option<ItemId>,
        op.page,
        op.step
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
