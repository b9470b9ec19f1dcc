//! The SQL of reading what was submitted.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{EarlierVerdict, Round};
use crate::domain::ids::{RoundId, SubmissionId};
use crate::domain::measure_status::ToldStatus;
use crate::domain::response::{AnswerRow, AnsweredItem, AttachedFile, BoardDecision, Decider, MeasureRow, Since, submitted};
use crate::domain::submission::{Received, SubmissionKind};
use crate::platform::failure::Failure;

/// Which of the submissions of a round is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    /// The one that decides the round; where none stands, the newest that was taken back.
    Newest,
    /// The one of this number.
    Numbered(i16),
}

impl Which {
    fn number(self) -> Option<i16> {
        match self {
            Self::Newest => None,
            Self::Numbered(number) => Some(number),
        }
    }
}

/// A submitted response as everybody reads it.
pub(crate) struct SubmissionPage {
    pub(crate) id: SubmissionId,
    /// Which it is among those of its round.
    pub(crate) number: i16,
    pub(crate) receipt_number: String,
    /// None: it did not come through the service, and only its day is known.
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) received_on: NaiveDate,
    pub(crate) summary: String,
    /// Everything that was recorded of its decision, in order; nothing of a preliminary response whose decision has not come.
    pub(crate) decisions: Json<Vec<DecisionEntry>>,
    /// When that is expected.
    pub(crate) decision_expected_on: Option<NaiveDate>,
    /// None of what did not come through the service.
    pub(crate) locked_at: Option<DateTime<Utc>>,
    pub(crate) document_sha256: Vec<u8>,
    pub(crate) document_bytes: i32,
    pub(crate) diary_number: Option<String>,
    pub(crate) overall_verdict: Option<String>,
    /// Every publication of the verdict, when it has been corrected.
    pub(crate) publications: Json<Vec<Publication>>,
    /// The auditors' overall assessment, which it answers.
    pub(crate) overall_assessment: String,
    /// The files that were handed in with it, as far as the reader may know them.
    pub(crate) files: Json<Vec<AttachedFile>>,
    /// What the auditors have published about it, by item.
    pub(crate) verdicts: Json<Vec<EarlierVerdict>>,
    /// Everything that has come in for the round, this one too; and what the board has told of its measures since.
    pub(crate) received: Json<Vec<Received>>,
    /// What the board was called when it came.
    pub(crate) board_called: String,
    pub(crate) statuses: Json<Vec<ToldStatus>>,
}

/// What was recorded of a decision at one time.
#[derive(serde::Deserialize)]
pub(crate) struct DecisionEntry {
    pub(crate) n: i16,
    pub(crate) recorded_at: DateTime<Utc>,
    decider: Decider,
    decided_on: NaiveDate,
    section: Option<String>,
    board_reference: String,
    immediately_adjusted: bool,
    predates: String,
    amended: String,
    reservations: String,
    minutes_later: bool,
}

impl DecisionEntry {
    pub(crate) fn decision(&self) -> BoardDecision {
        BoardDecision {
            decider: self.decider,
            decided_on: self.decided_on,
            section: self.section.clone().unwrap_or_default(),
            board_reference: self.board_reference.clone(),
            immediately_adjusted: self.immediately_adjusted,
            predates: self.predates.clone(),
            amended: self.amended.clone(),
            reservations: self.reservations.clone(),
            minutes_later: self.minutes_later,
        }
    }
}

/// A publication of a verdict; each after the first corrects the one before it, of the items with these codes.
#[derive(serde::Deserialize)]
pub(crate) struct Publication {
    pub(crate) overall: String,
    pub(crate) reason: String,
    pub(crate) published_at: DateTime<Utc>,
    pub(crate) items: Vec<String>,
}

impl SubmissionPage {
    /// Itself among what has come in.
    pub(crate) fn own(&self) -> Option<&Received> {
        self.received.iter().find(|received| received.number == self.number)
    }

    /// Whether it was added to what had been handed in before.
    pub(crate) fn is_supplement(&self) -> bool {
        self.own().is_some_and(|received| received.kind == SubmissionKind::Supplement)
    }

    /// What counts of its decision: the newest entry.
    pub(crate) fn decision(&self) -> Option<BoardDecision> {
        self.decisions.last().map(DecisionEntry::decision)
    }
}

#[expect(clippy::too_many_lines, reason = "one statement")]
pub(crate) async fn submission(conn: &mut PgConnection, round: &Round, which: Which) -> sqlx::Result<Option<SubmissionPage>> {
    sqlx::query_as!(
        SubmissionPage,
        r#"select s.id as "id!", s.number as "number!", s.receipt_number as "receipt_number!", s.received_at as "received_at?", s.received_on as "received_on!", s.summary as "summary!",
             s.decision_expected_on as "decision_expected_on?",
             coalesce((
               select jsonb_agg(to_jsonb(d) order by d.n) from published.submission_decision d where d.submission_id = s.id
             ), '[]') as "decisions!: Json<Vec<DecisionEntry>>",
             s.locked_at as "locked_at?", s.document_sha256 as "document_sha256!", s.document_bytes as "document_bytes!",
             g.diary_number as "diary_number?", v.overall as "overall_verdict?",
             coalesce((
               select jsonb_agg(jsonb_build_object('overall', p.overall, 'reason', p.reason, 'published_at', p.published_at, 'items', array(
                 select i.code from published.verdict_change c join published.item i on i.id = c.item_id
                 where c.submission_id = p.submission_id and c.n = p.n and c.n > 1
                 order by i.kind, i.number
               )) order by p.n)
               from published.verdict_publications p
               where p.submission_id = s.id and v.n > 1
             ), '[]') as "publications!: Json<Vec<Publication>>",
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
             ), '[]') as "verdicts!: Json<Vec<EarlierVerdict>>",
             coalesce((
               select jsonb_agg(x.entry order by x.number) from published.received x where x.round_id = $1::round_id
             ), '[]') as "received!: Json<Vec<Received>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('action', m.action, 'outcome', m.outcome, 'words', m.words, 'due_text', m.due_text,
                 'told_at', m.told_at) order by m.told_at, m.measure_id)
               from published.measure_status m where m.submission_id = s.id
             ), '[]') as "statuses!: Json<Vec<ToldStatus>>",
             called_at($4, $5, s.entered_at) as "board_called!"
           from published.submission s
           left join published.registration g on g.submission_id = s.id
           left join published.verdict_publication v on v.submission_id = s.id
           where s.round_id = $1::round_id
             and case
               when $2::smallint is not null then s.number = $2
               when $3::submission_id is not null then s.id = $3::submission_id
               else s.number = (select max(x.number) from published.submission x where x.round_id = $1::round_id and x.kind <> 'supplement')
             end"#,
        round.id as RoundId,
        which.number(),
        round.submission as Option<SubmissionId>,
        round.board.uuid(),
        round.name.board_name
    )
    .fetch_optional(conn)
    .await
}

/// Everything that has come in for a round, in order.
pub(crate) async fn received(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<Received>> {
    let rows = sqlx::query_scalar!(
        r#"select x.entry as "entry!: Json<Received>" from published.received x where x.round_id = $1::round_id order by x.number"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What a submission says, item by item. A supplement says something about some of the items only.
pub(crate) async fn answers(conn: &mut PgConnection, id: SubmissionId) -> Result<Vec<AnsweredItem>, Failure> {
    let answers = sqlx::query_as!(
        AnswerRow,
        r#"select a.item_id as "item!", a.item_version as "item_version!", a.item_kind as "item_kind!", a.code as "code!", a.heading as "heading!",
             a.body as "body!", a.kind as "kind!", a.reason as "reason!", a.elsewhere_reference as "elsewhere_reference!",
             e.kind as "earlier_kind?", e.elsewhere_reference as "earlier_reference?", e.again_text as "earlier_again_text?",
             e.again_on as "earlier_again_on?", a.agreement as "agreement?", a.agreement_reason as "agreement_reason!",
             a.again_text as "again_text!", a.again_on as "again_on?", a.looked_again as "looked_again!",
             a.same_code as "same_as?", e.same_code as "earlier_same_as?"
           from published.submitted_answer a
           join published.submission s on s.id = a.submission_id
           left join published.round r on r.id = s.round_id and r.kind <> 'first'
           left join published.round f on f.audit_id = r.audit_id and f.board_id = r.board_id and f.kind = 'first' and f.withdrawn_at is null
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
             p.responsible as "planned_responsible?", b.since as "since?: Json<Since>"
           from published.submitted_measure m
           left join published.submitted_measure p on p.id = m.planned_measure
           left join lateral (
             select jsonb_build_object('outcome', o.outcome, 'action', o.action, 'due_text', o.due_text, 'due_on', o.due_on, 'told_on', e.received_on) as since
             from published.submission s
             join published.round r on r.id = s.round_id
             join published.round e on e.audit_id = r.audit_id and e.board_id = r.board_id and e.ordinal < r.ordinal
             join published.submitted_measure o on o.submission_id = e.submission_id and o.planned_measure = m.planned_measure
             where s.id = m.submission_id
             order by e.ordinal desc
             limit 1
           ) b on m.planned_measure is not null
           where m.submission_id = $1::submission_id
           order by m.item_id, m.position"#,
        id as SubmissionId
    )
    .fetch_all(conn)
    .await?;
    submitted(answers, measures).map_err(Failure::broken)
}

/// The receipt number and the document.
pub(crate) async fn document(conn: &mut PgConnection, round: &Round, which: Which) -> sqlx::Result<Option<(String, Vec<u8>)>> {
    let row = sqlx::query!(
        r#"select s.receipt_number as "receipt_number!", d.document as "document!"
           from published.submission s
           join published.submission_document d on d.id = s.id
           where s.round_id = $1::round_id
             and case
               when $2::smallint is not null then s.number = $2
               when $3::submission_id is not null then s.id = $3::submission_id
               else s.number = (select max(x.number) from published.submission x where x.round_id = $1::round_id and x.kind <> 'supplement')
             end"#,
        round.id as RoundId,
        which.number(),
        round.submission as Option<SubmissionId>
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.receipt_number, row.document)))
}

/// A document that came in, by the number of what it is.
pub(crate) struct NumberedDocument {
    pub(crate) number: i16,
    pub(crate) receipt_number: String,
    pub(crate) document: Vec<u8>,
}

/// The document of this number; of what decides the round also those of the supplements to it that stand.
pub(crate) async fn documents(conn: &mut PgConnection, round: &Round, number: i16) -> sqlx::Result<Vec<NumberedDocument>> {
    sqlx::query_as!(
        NumberedDocument,
        r#"select s.number as "number!", s.receipt_number as "receipt_number!", d.document as "document!"
           from published.submission s
           join published.submission_document d on d.id = s.id
           where s.round_id = $1::round_id
             and (s.number = $2 or s.kind = 'supplement' and s.withdrawn_at is null and exists (
               select 1 from published.submission o where o.id = $3::submission_id and o.number = $2
             ))
           order by s.number"#,
        round.id as RoundId,
        number,
        round.submission as Option<SubmissionId>
    )
    .fetch_all(conn)
    .await
}
