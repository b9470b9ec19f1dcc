//! What somebody has typed of a decision and not recorded. Row security shows everybody her own, and nobody else's.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::{KeepDecisionWords, SettlesDecisionWords};
use super::super::decision_fields::Typed;
use super::Round;
use crate::domain::ids::{BoardId, PersonId, RoundId};
use crate::domain::response::Op;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// One's own words of a decision.
pub(crate) struct DecisionWords {
    pub(crate) content: Json<Typed>,
    pub(crate) kept_at: DateTime<Utc>,
}

/// Those of a round; `submission`: what had been handed in when they were written, 0 for nothing.
pub(crate) async fn decision_words(conn: &mut PgConnection, round: RoundId, submission: i16) -> sqlx::Result<Option<DecisionWords>> {
    sqlx::query_as!(
        DecisionWords,
        r#"select content as "content!: Json<Typed>", kept_at as "kept_at!" from desk_decision_words
           where round_id = $1::round_id and person_id = myself() and submission = $2"#,
        round as RoundId,
        submission
    )
    .fetch_optional(conn)
    .await
}

/// Keeps them, in the place of what was kept before.
pub(crate) async fn keep_decision_words(
    change: &mut Change<KeepDecisionWords>,
    round: &Round,
    submission: i16,
    typed: &Typed,
    op: Option<Op>,
) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let content = serde_json::to_value(typed).map_err(Failure::broken)?;
    sqlx::query!(
        "insert into desk_decision_words as w (round_id, board_id, person_id, submission, content, kept_at, page, step)
         values ($1::round_id, $2::board_id, $3::person_id, $4, $5, $6, $7, $8)
         on conflict (round_id, person_id, submission) do update
           set content = excluded.content, kept_at = excluded.kept_at, page = excluded.page, step = excluded.step
           where w.page is distinct from excluded.page or w.step is null or w.step <= excluded.step",
        round.id as RoundId,
        round.board as BoardId,
        person as PersonId,
        submission,
        content,
        now,
        op.map(|op| op.page),
        op.map(|op| op.step)
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// They are recorded, or not wanted any more.
pub(crate) async fn drop_decision_words<A: SettlesDecisionWords>(change: &mut Change<A>, round: &Round, submission: i16) -> Result<(), Failure> {
    sqlx::query!("delete from desk_decision_words where round_id = $1::round_id and person_id = myself() and submission = $2", round.id as RoundId, submission)
        .execute(change.conn())
        .await?;
    Ok(())
}
