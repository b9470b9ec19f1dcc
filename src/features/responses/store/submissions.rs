//! Handing in: the text is copied, the document is sealed with its digest, and nothing of it ever changes.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::super::actions::{AddDecision, HandsIn, WithdrawResponse};
use super::Round;
use crate::domain::ids::{AuditId, BoardId, ItemId, MeasureId, PersonId, RoundId, SubmissionId};
use crate::domain::response::{Agreement, AnswerKind, AnsweredItem, Backing, BoardDecision, Decider, MeasureKind, Outcome, StoredAnswer, StoredMeasure};
use crate::domain::submission::SubmissionKind;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// The day that the board has asked for and nobody has decided on.
pub(crate) async fn wished(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Option<NaiveDate>> {
    sqlx::query_scalar!(r#"select wished_on as "wished_on!" from published.extension_request where round_id = $1::round_id and open"#, round as RoundId)
        .fetch_optional(conn)
        .await
}

/// Everything that is handed in.
pub(crate) struct Submission<'a> {
    pub(crate) id: SubmissionId,
    pub(crate) receipt_number: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) backing: &'a Backing,
    pub(crate) locked_at: DateTime<Utc>,
    pub(crate) document: &'a [u8],
    pub(crate) document_sha256: &'a [u8],
    pub(crate) answered: &'a [AnsweredItem],
}

pub(crate) async fn submit<A: HandsIn>(change: &mut Change<A>, round: &Round, new: &Submission<'_>) -> Result<(), Failure> {
    let (now, today, person) = (change.now(), change.today(), change.person_id()?);
    let (kind, expected_on) = match new.backing {
        Backing::Decided(_) => (SubmissionKind::Response, None),
        Backing::Expected(day) => (SubmissionKind::Preliminary, Some(*day)),
    };
    sqlx::query!(
        "insert into submission (id, round_id, board_id, number, channel, receipt_number, received_at, received_on, entered_at, entered_by,
           summary, locked_at, document, document_sha256, kind, decision_expected_on)
         select $1::submission_id, $2::round_id, $3::board_id, coalesce(max(s.number), 0) + 1, 'service', $4, $5, $6, $5, $7::person_id,
           $8, $9, $10, $11, $12, $13
         from published.submission s
         where s.round_id = $2::round_id",
        new.id as SubmissionId,
        round.id as RoundId,
        round.board as BoardId,
        new.receipt_number,
        now,
        today,
        person as PersonId,
        new.summary,
        new.locked_at,
        new.document,
        new.document_sha256,
        kind as SubmissionKind,
        expected_on
    )
    .execute(change.conn())
    .await?;
    if let Backing::Decided(decision) = new.backing {
        save_submitted_decision(change.conn(), new.id, decision, (now, person)).await?;
    }
    for answered in new.answered {
        save_answer(change.conn(), now, new.id, answered).await?;
    }
    // The letter names an address for the answers: it gets the receipt.
    sqlx::query_scalar!("select post_receipt($1::uuid, $2::uuid, $3)::text", round.id.uuid(), new.id.uuid(), now).fetch_one(change.conn()).await?;
    Ok(())
}

/// Adds an entry about the decision behind what was handed in. An earlier entry stays.
pub(super) async fn save_submitted_decision(
    conn: &mut PgConnection,
    id: SubmissionId,
    decision: &BoardDecision,
    (now, person): (DateTime<Utc>, PersonId),
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into submission_decision (submission_id, n, decider, decided_on, section, board_reference, immediately_adjusted, recorded_at, recorded_by,
           predates, amended, reservations, minutes_later)
         select $1::submission_id, coalesce(max(d.n), 0) + 1, $2, $3, $4, $5, $6, $7, $8::person_id, $9, $10, $11, $12
         from published.submission_decision d
         where d.submission_id = $1::submission_id",
        id as SubmissionId,
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
    .execute(conn)
    .await?;
    Ok(())
}

/// The decision on what was handed in before it.
pub(crate) async fn add_decision(change: &mut Change<AddDecision>, id: SubmissionId, decision: &BoardDecision) -> Result<(), Failure> {
    let signed = (change.now(), change.person_id()?);
    Ok(save_submitted_decision(change.conn(), id, decision, signed).await?)
}

/// An answer keeps which wording of its item it answers: the one that stands in the document.
async fn save_answer(conn: &mut PgConnection, now: DateTime<Utc>, submission: SubmissionId, answered: &AnsweredItem) -> sqlx::Result<()> {
    let (item, stored, stand) = (&answered.item, StoredAnswer::from(&answered.answer), &answered.stand);
    sqlx::query!(
        "insert into submitted_answer (submission_id, item_id, item_version, kind, reason, elsewhere_reference, agreement, agreement_reason,
           again_text, again_on, looked_again, same_as)
         select $1::submission_id, $2::item_id, $3, $4, $5, $6, $7, $8, $9, $10, $11,
           (select o.id from published.item o join published.item i on i.audit_id = o.audit_id where i.id = $2::item_id and o.code = $12)",
        submission as SubmissionId,
        item.id as ItemId,
        item.version,
        stored.kind as AnswerKind,
        stored.reason,
        stored.elsewhere_reference,
        stand.agreement as Option<Agreement>,
        stand.why,
        stand.again.as_ref().map_or("", |again| &again.text),
        stand.again.as_ref().map(|again| again.last_day),
        stand.looked_again,
        stored.same_as
    )
    .execute(&mut *conn)
    .await?;
    for (position, row) in stored.measures.iter().enumerate() {
        save_measure(conn, now, (submission, item.id), i16::try_from(position).unwrap_or(i16::MAX), row).await?;
    }
    Ok(())
}

async fn save_measure(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    (submission, item): (SubmissionId, ItemId),
    position: i16,
    row: &StoredMeasure,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into submitted_measure (id, submission_id, item_id, position, kind, planned_measure, outcome, action, effect, due_text, due_on, responsible)
         values ($1::measure_id, $2::submission_id, $3::item_id, $4, $5, $6::measure_id, $7, $8, $9, $10, $11, $12)",
        MeasureId::new(now) as MeasureId,
        submission as SubmissionId,
        item as ItemId,
        position,
        row.kind as MeasureKind,
        row.planned as Option<MeasureId>,
        row.outcome as Option<Outcome>,
        row.action,
        row.effect,
        row.due_text,
        row.due_on,
        row.responsible
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether something is saved on the board's own desk for a later round. A text that is locked was saved before.
pub(crate) async fn follow_up_begun(conn: &mut PgConnection, round: &Round) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from published.round l
             join desk_part p on p.round_id = l.id
             where l.audit_id = $1::audit_id and l.board_id = $2::board_id and l.ordinal > $3
           ) as "begun!""#,
        round.audit as AuditId,
        round.board as BoardId,
        round.name.ordinal()
    )
    .fetch_one(conn)
    .await
}

/// Takes back what was handed in.
pub(crate) async fn withdraw(change: &mut Change<WithdrawResponse>, id: SubmissionId, board: BoardId, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into submission_withdrawal (submission_id, board_id, reason, withdrawn_at, withdrawn_by)
         values ($1::submission_id, $2::board_id, $3, $4, $5::person_id)",
        id as SubmissionId,
        board as BoardId,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
