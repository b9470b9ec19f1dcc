//! Handing in: the text is copied, the document is sealed with its digest, and nothing of it ever changes.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::SubmitResponse;
use super::{EarlierVerdict, Round};
use crate::domain::ids::{BoardId, ItemId, MeasureId, PersonId, RoundId, SubmissionId};
use crate::domain::response::{
    AnswerKind, AnswerRow, AnsweredItem, AttachedFile, BoardDecision, Decider, MeasureKind, MeasureRow, Outcome, StoredAnswer, StoredMeasure, submitted,
};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

pub(crate) async fn receipt_number(change: &mut Change<SubmitResponse>, year: i32) -> sqlx::Result<String> {
    sqlx::query_scalar!(r#"select next_receipt_number($1) as "number!""#, year).fetch_one(change.conn()).await
}

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
    pub(crate) decision: &'a BoardDecision,
    pub(crate) locked_at: DateTime<Utc>,
    pub(crate) document: &'a [u8],
    pub(crate) document_sha256: &'a [u8],
    pub(crate) answered: &'a [AnsweredItem],
    pub(crate) files: &'a [AttachedFile],
}

pub(crate) async fn submit(change: &mut Change<SubmitResponse>, round: &Round, new: &Submission<'_>) -> Result<(), Failure> {
    let (now, today, person) = (change.now(), change.today(), change.person_id()?);
    sqlx::query!(
        "insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
           summary, locked_at, document, document_sha256)
         select $1::submission_id, $2::round_id, $3::board_id, coalesce(max(s.number), 0) + 1, 'response', 'service', $4, $5, $6, $5, $7::person_id,
           $8, $9, $10, $11
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
        new.document_sha256
    )
    .execute(change.conn())
    .await?;
    sqlx::query!(
        "insert into submission_decision (submission_id, n, decider, decided_on, section, board_reference, immediately_adjusted, recorded_at, recorded_by,
           predates)
         values ($1::submission_id, 1, $2, $3, $4, $5, $6, $7, $8::person_id, $9)",
        new.id as SubmissionId,
        new.decision.decider as Decider,
        new.decision.decided_on,
        new.decision.section,
        new.decision.board_reference,
        new.decision.immediately_adjusted,
        now,
        person as PersonId,
        new.decision.predates
    )
    .execute(change.conn())
    .await?;
    for answered in new.answered {
        save_answer(change.conn(), now, new.id, answered).await?;
    }
    super::files::copy_files(change.conn(), now, new.id, new.files).await?;
    // The letter names an address for the answers: it gets the receipt.
    sqlx::query_scalar!("select post_receipt($1::uuid, $2::uuid, $3)::text", round.id.uuid(), new.id.uuid(), now).fetch_one(change.conn()).await?;
    Ok(())
}

/// An answer keeps which wording of its item it answers: the one that stands in the document.
async fn save_answer(conn: &mut PgConnection, now: DateTime<Utc>, submission: SubmissionId, answered: &AnsweredItem) -> sqlx::Result<()> {
    let (item, stored) = (&answered.item, StoredAnswer::from(&answered.answer));
    sqlx::query!(
        "insert into submitted_answer (submission_id, item_id, item_version, kind, reason, elsewhere_reference)
         values ($1::submission_id, $2::item_id, $3, $4, $5, $6)",
        submission as SubmissionId,
        item.id as ItemId,
        item.version,
        stored.kind as AnswerKind,
        stored.reason,
        stored.elsewhere_reference
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

/// A submitted response as everybody reads it.
pub(crate) struct SubmissionPage {
    pub(crate) receipt_number: String,
    /// None: it did not come through the service, and only its day is known.
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) received_on: NaiveDate,
    pub(crate) summary: String,
    /// None of a preliminary response whose decision has not come.
    pub(crate) decider: Option<Decider>,
    pub(crate) decided_on: Option<NaiveDate>,
    pub(crate) section: Option<String>,
    pub(crate) board_reference: Option<String>,
    /// Why that decision is older than the text, and what differs; empty when it is not.
    pub(crate) predates: Option<String>,
    /// None of what did not come through the service.
    pub(crate) locked_at: Option<DateTime<Utc>>,
    pub(crate) document_sha256: Vec<u8>,
    pub(crate) document_bytes: i32,
    pub(crate) diary_number: Option<String>,
    pub(crate) overall_verdict: Option<String>,
    /// The auditors' overall assessment, which it answers.
    pub(crate) overall_assessment: String,
    /// The files that were handed in with it, as far as the reader may know them.
    pub(crate) files: Json<Vec<AttachedFile>>,
    /// What the auditors have published about it, by item.
    pub(crate) verdicts: Json<Vec<EarlierVerdict>>,
}

pub(crate) async fn submission(conn: &mut PgConnection, id: SubmissionId) -> sqlx::Result<SubmissionPage> {
    sqlx::query_as!(
        SubmissionPage,
        r#"select s.receipt_number as "receipt_number!", s.received_at as "received_at?", s.received_on as "received_on!", s.summary as "summary!",
             s.decider as "decider?", s.decided_on as "decided_on?", s.section as "section?", s.board_reference as "board_reference?",
             s.predates as "predates?", s.locked_at as "locked_at?", s.document_sha256 as "document_sha256!", s.document_bytes as "document_bytes!",
             g.diary_number as "diary_number?", v.overall as "overall_verdict?",
             (select a.overall_assessment from published.round r join published.audit a on a.id = r.audit_id where r.id = s.round_id)
               as "overall_assessment!",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'fingerprint', f.fingerprint,
                 'item', f.item_id, 'code', f.item_code, 'ground', f.ground) order by f.position)
               from published.submitted_file f
               where f.submission_id = s.id
             ), '[]') as "files!: Json<Vec<AttachedFile>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('item', j.item_id, 'grade', j.grade, 'comment', j.comment))
               from published.verdict j
               where j.submission_id = s.id
             ), '[]') as "verdicts!: Json<Vec<EarlierVerdict>>"
           from published.submission s
           left join published.registration g on g.submission_id = s.id
           left join published.verdict_publication v on v.submission_id = s.id
           where s.id = $1::submission_id"#,
        id as SubmissionId
    )
    .fetch_one(conn)
    .await
}

/// What a submission says, item by item. A supplement says something about some of the items only.
pub(crate) async fn answers(conn: &mut PgConnection, id: SubmissionId) -> Result<Vec<AnsweredItem>, Failure> {
    let answers = sqlx::query_as!(
        AnswerRow,
        r#"select a.item_id as "item!", a.item_version as "item_version!", a.item_kind as "item_kind!", a.code as "code!", a.heading as "heading!",
             a.body as "body!", a.kind as "kind!", a.reason as "reason!", a.elsewhere_reference as "elsewhere_reference!",
             e.kind as "earlier_kind?", e.elsewhere_reference as "earlier_reference?"
           from published.submitted_answer a
           left join published.round r on r.submission_id = a.submission_id and r.ordinal > 1
           left join published.round f on f.audit_id = r.audit_id and f.board_id = r.board_id and f.ordinal = 1
           left join published.submitted_answer e on e.submission_id = f.submission_id and e.item_id = a.item_id
           where a.submission_id = $1::submission_id
           order by a.item_kind, a.number"#,
        id as SubmissionId
    )
    .fetch_all(&mut *conn)
    .await?;
    let measures = sqlx::query_as!(
        MeasureRow,
        r#"select m.item_id as "item!", m.kind as "kind!", m.outcome as "outcome?", m.action as "action!", m.effect as "effect!",
             m.due_text as "due_text!", m.due_on as "due_on?", m.responsible as "responsible!", m.planned_measure as "planned?",
             p.action as "planned_action?", p.effect as "planned_effect?", p.due_text as "planned_due_text?", p.due_on as "planned_due_on?",
             p.responsible as "planned_responsible?"
           from published.submitted_measure m
           left join published.submitted_measure p on p.id = m.planned_measure
           where m.submission_id = $1::submission_id
           order by m.item_id, m.position"#,
        id as SubmissionId
    )
    .fetch_all(conn)
    .await?;
    submitted(answers, measures).map_err(Failure::broken)
}

pub(crate) async fn document(conn: &mut PgConnection, id: SubmissionId) -> sqlx::Result<Vec<u8>> {
    sqlx::query_scalar!(r#"select document as "document!" from published.submission_document where id = $1::submission_id"#, id as SubmissionId)
        .fetch_one(conn)
        .await
}
