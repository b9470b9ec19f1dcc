//! Room for one more version of somebody's own.

use super::super::actions::WritesParts;
use super::Round;
use crate::domain::ids::{PersonId, RoundId};
use crate::domain::kept::Kept;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// There is room for what somebody is about to save, and she still works for the board. Only [`room`] says so, and nothing is saved without it.
pub(crate) struct Room(());

/// The most that are let go of for one that is saved: whoever saves holds the round meanwhile.
const MOST_AT_ONCE: u32 = 20;

/// Room for a version of whoever saves. When there is none, the oldest of what her pages saved by themselves make room, as far as
/// their words went on in the next one; what she saved by hand stays. None: nothing is left that could go.
pub(crate) async fn room<A: WritesParts>(change: &mut Change<A>, round: &Round) -> Result<Option<Room>, Failure> {
    let person = change.person_id()?;
    for _ in 0..MOST_AT_ONCE {
        if kept(change, round, person).await?.has_room() {
            return Ok(Some(Room(())));
        }
        if !lets_go_of_the_oldest(change, round, person).await? {
            break;
        }
    }
    Ok(None)
}

async fn kept<A: WritesParts>(change: &mut Change<A>, round: &Round, person: PersonId) -> Result<Kept, Failure> {
    let today = change.today();
    let kept = sqlx::query!(
        r#"select count(*) as "versions!", coalesce(sum(pg_column_size(content)), 0) as "bytes!", works_for($3, $4) as "works!" from desk_version
           where round_id = $1::round_id and saved_by = $2::person_id"#,
        round.id as RoundId,
        person as PersonId,
        round.board.uuid(),
        today
    )
    .fetch_one(change.conn())
    .await?;
    // She waited for the round, and her role has ended meanwhile.
    if kept.works { Ok(Kept { versions: kept.versions, bytes: kept.bytes }) } else { Err(Failure::Forbidden) }
}

/// `false` when there is none whose words went on.
async fn lets_go_of_the_oldest<A: WritesParts>(change: &mut Change<A>, round: &Round, person: PersonId) -> Result<bool, Failure> {
    let gone = sqlx::query!(
        "delete from desk_version
         where ctid = (
           select v.ctid from desk_version v
           join desk_version n on n.round_id = v.round_id and n.item_id is not distinct from v.item_id and n.version = v.version + 1
             and goes_on(v, n)
           where v.round_id = $1::round_id and v.saved_by = $2::person_id and v.by_itself
           order by v.saved_at, v.version
           limit 1
         )",
        round.id as RoundId,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(gone.rows_affected() == 1)
}
