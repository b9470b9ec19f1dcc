//! Writing on the desk: parts and their versions, locks, decisions.

use super::super::actions::{LocksText, RecordDecision, ReopenResponse, WritesParts};
use super::{Room, Round};
use crate::domain::ids::{BoardId, ItemId, PersonId, RoundId};
use crate::domain::response::{BoardDecision, Decider, Op};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// A part as it is to be saved over the version that the writer saw.
pub(crate) struct NewPart {
    /// The item that it answers; none: the summary.
    pub(crate) item: Option<ItemId>,
    pub(crate) seen_version: i32,
    pub(crate) content: serde_json::Value,
    pub(crate) complete: bool,
}

/// How a version comes about.
#[derive(Clone, Copy, Default)]
pub(crate) struct How {
    /// The page saved by itself.
    pub(crate) by_itself: bool,
    /// The page in which it was typed, where it has a script.
    pub(crate) op: Option<Op>,
    /// The version of somebody else that it replaces, in a field in which both had written.
    pub(crate) over: Option<i32>,
}

/// Saves a part as a new version, as somebody asked for it. `false` when somebody else has saved since, or the form is made up:
/// then nothing may be kept of it.
pub(crate) async fn save_part<A: WritesParts>(change: &mut Change<A>, round: &Round, new: &NewPart, room: &Room) -> Result<bool, Failure> {
    save_version(change, round, new, How::default(), room).await
}

/// The same, and how it came about.
pub(crate) async fn save_version<A: WritesParts>(change: &mut Change<A>, round: &Round, new: &NewPart, how: How, _: &Room) -> Result<bool, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    // A version that nobody can have seen is none of ours: it is answered like a version that is no longer the newest.
    let Some(version) = new.seen_version.checked_add(1).filter(|version| *version >= 1) else { return Ok(false) };
    let saved = sqlx::query!(
        "with saved as (
           insert into desk_part as p (round_id, item_id, board_id, version, content, complete, saved_at, saved_by)
           select $1::round_id, $2::item_id, $3::board_id, $4, $5, $6, $7, $8::person_id
           where $9 = 0 or exists (select 1 from desk_version v where v.round_id = $1::round_id and v.item_id is not distinct from $2::item_id and v.version = $9)
           on conflict on constraint desk_part_key do update set version = $4, content = $5, complete = $6, saved_at = $7, saved_by = $8::person_id
           where p.version = $9
           returning p.version
         )
         insert into desk_version (round_id, item_id, version, board_id, content, complete, saved_at, saved_by, by_itself, page, step, over)
         select $1::round_id, $2::item_id, s.version, $3::board_id, $5, $6, $7, $8::person_id, $10, $11, $12, $13
         from saved s",
        round.id as RoundId,
        new.item as Option<ItemId>,
        round.board as BoardId,
        version,
        new.content,
        new.complete,
        now,
        person as PersonId,
        new.seen_version,
        how.by_itself,
        how.op.map(|op| op.page),
        how.op.map(|op| op.step),
        how.over
    )
    .execute(change.conn())
    .await?;
    if saved.rows_affected() == 1 && version > ALL_KEPT {
        thin_out(change, round, new.item, version - ALL_KEPT).await?;
    }
    Ok(saved.rows_affected() == 1)
}

/// So many of the newest versions are kept, whatever they are: somebody may have one of them open.
const ALL_KEPT: i32 = 200;

/// Of what a page saved by itself, one goes whose words went on in the next version: the same writer, the same ten minutes.
async fn thin_out<A: WritesParts>(change: &mut Change<A>, round: &Round, item: Option<ItemId>, version: i32) -> Result<(), Failure> {
    sqlx::query!(
        "delete from desk_version v
         where v.round_id = $1::round_id and v.item_id is not distinct from $2::item_id and v.version = $3 and v.by_itself
           and exists (
             select 1 from desk_version n
             where n.round_id = v.round_id and n.item_id is not distinct from v.item_id and n.version = v.version + 1
               and goes_on(v, n)
           )",
        round.id as RoundId,
        item as Option<ItemId>,
        version
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(crate) async fn save_lock<A: LocksText>(change: &mut Change<A>, round: &Round, n: i16, content_sha256: &[u8]) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into desk_lock (round_id, n, board_id, content_sha256, locked_at, locked_by)
         values ($1::round_id, $2, $3::board_id, $4, $5, $6::person_id)",
        round.id as RoundId,
        n,
        round.board as BoardId,
        content_sha256,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(crate) async fn save_reopening(change: &mut Change<ReopenResponse>, round: &Round, n: i16, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into desk_reopening (round_id, n, board_id, reopened_at, reopened_by, reason)
         values ($1::round_id, $2, $3::board_id, $4, $5::person_id, $6)",
        round.id as RoundId,
        n,
        round.board as BoardId,
        now,
        person as PersonId,
        reason
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Adds an entry about the board's decision. An earlier entry stays: this one corrects it.
pub(crate) async fn save_decision(change: &mut Change<RecordDecision>, round: &Round, n: i16, decision: &BoardDecision) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into board_decision (round_id, n, entry, board_id, decider, decided_on, section, board_reference, immediately_adjusted,
           recorded_at, recorded_by, predates, amended, reservations, minutes_later)
         select $1::round_id, $2, coalesce(max(d.entry), 0) + 1, $3::board_id, $4, $5, $6, $7, $8, $9, $10::person_id, $11, $12, $13, $14
         from board_decision d
         where d.round_id = $1::round_id and d.n = $2",
        round.id as RoundId,
        n,
        round.board as BoardId,
        decision.decider as Decider,
        decision.decided_on,
        Some(decision.section.as_str()).filter(|section| !section.is_empty()),
        decision.board_reference,
        decision.immediately_adjusted,
        now,
        person as PersonId,
        decision.predates,
        decision.amended,
        decision.reservations,
        decision.minutes_later
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
