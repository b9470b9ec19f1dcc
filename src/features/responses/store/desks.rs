//! Finding a round and everything that lies on its desk.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::ids::{AuditId, BoardId, ItemId, MeasureId, RoundId, SubmissionId};
use crate::domain::policy::Scope;
use crate::domain::response::{AskedItem, Decider, MeasureKind, Promise, StoredMeasure};
use crate::domain::round::{LastDay, RoundKey, RoundName, RoundPath};
use crate::domain::verdict::Grade;
use crate::platform::failure::Failure;
use crate::platform::gate::Scoped;

/// A board's round of an audit, and what has become of it.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub(crate) id: RoundId,
    pub(crate) audit: AuditId,
    pub(crate) board: BoardId,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) closed: bool,
    pub(crate) submission: Option<SubmissionId>,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
}

impl Scoped for Round {
    fn scope(&self) -> Scope {
        Scope::Board(self.board)
    }
}

/// A round that anybody may read about: what has been published of it belongs to nobody.
pub(crate) struct PublishedRound(pub(crate) Round);

impl Scoped for PublishedRound {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// The address of an item of a round.
pub(crate) type ItemPath = (String, String, RoundKey, String);

pub(crate) async fn round(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<Option<Round>> {
    sqlx::query_as!(
        Round,
        r#"select id as "id!", audit_id as "audit!", board_id as "board!", name as "name!", last_day as "last_day!",
             closed_at is not null as "closed!", submission_id as "submission?", received_on, assessed_at
           from published.round
           where reference_key = lower($1)
             and board_slug = $2
             and ordinal = $3"#,
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await
}

pub(crate) async fn published_round(conn: &mut PgConnection, path: &RoundPath) -> sqlx::Result<Option<PublishedRound>> {
    Ok(round(conn, path).await?.map(PublishedRound))
}

/// When the board meets for the last time before its last day.
pub(crate) struct BoardMeeting {
    pub(crate) held_on: Option<NaiveDate>,
    pub(crate) papers_by: Option<NaiveDate>,
    /// Whether the board has noted any meeting from today on: without a plan there is nothing to say.
    pub(crate) planned: bool,
}

pub(crate) async fn board_meeting(conn: &mut PgConnection, round: &Round, today: NaiveDate) -> sqlx::Result<BoardMeeting> {
    sqlx::query_as!(
        BoardMeeting,
        r#"select m.held_on as "held_on?", m.papers_by as "papers_by?",
             exists (select 1 from published.meeting o where o.board_id = $2::board_id and o.held_on >= $3) as "planned!"
           from (select 1) one
           left join published.round_meeting m on m.round_id = $1::round_id and m.held_on >= $3"#,
        round.id as RoundId,
        round.board as BoardId,
        today
    )
    .fetch_one(conn)
    .await
}

/// What the audit says to the boards, and to whom the answer goes.
pub(crate) struct LetterFacts {
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) instruction_first: String,
    pub(crate) instruction_follow_up: String,
    pub(crate) message: String,
    pub(crate) sent_at: DateTime<Utc>,
}

pub(crate) async fn letter_facts(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<LetterFacts> {
    sqlx::query_as!(
        LetterFacts,
        r#"select overall_assessment as "overall_assessment!", reply_to as "reply_to!", follow_up_period as "follow_up_period!",
             instruction_first as "instruction_first!", instruction_follow_up as "instruction_follow_up!", message as "message!", sent_at as "sent_at!"
           from published.audit where id = $1::audit_id"#,
        audit as AuditId
    )
    .fetch_one(conn)
    .await
}

/// The items that the board is to answer.
pub(crate) async fn items(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<AskedItem>> {
    sqlx::query_as!(
        AskedItem,
        r#"select i.id as "id!", i.version as "version!", i.kind as "kind!", i.code as "code!", i.heading as "heading!", i.body as "body!"
           from published.item i
           join published.item_board x on x.item_id = i.id
           where i.audit_id = $1::audit_id
             and x.board_id = $2::board_id
           order by i.kind, i.number"#,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_all(conn)
    .await
}

/// A part as it was last saved.
pub(crate) struct PartRow {
    /// The item that it answers; none: the summary.
    pub(crate) item: Option<ItemId>,
    pub(crate) version: i32,
    pub(crate) content: serde_json::Value,
    pub(crate) saved_at: DateTime<Utc>,
    pub(crate) saved_by: String,
}

pub(crate) async fn parts(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<PartRow>> {
    sqlx::query_as!(
        PartRow,
        r#"select p.item_id as item, p.version, p.content, p.saved_at, n.name as "saved_by!"
           from desk_part p
           join published.person_name n on n.id = p.saved_by
           where p.round_id = $1::round_id"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await
}

/// The newest lock, and whether it has been opened again.
pub(crate) struct LockRow {
    pub(crate) n: i16,
    pub(crate) content_sha256: Vec<u8>,
    pub(crate) locked_at: DateTime<Utc>,
    pub(crate) reopened: bool,
}

pub(crate) async fn newest_lock(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Option<LockRow>> {
    sqlx::query_as!(
        LockRow,
        r#"select l.n, l.content_sha256, l.locked_at, r.n is not null as "reopened!"
           from desk_lock l
           left join desk_reopening r on r.round_id = l.round_id and r.n = l.n
           where l.round_id = $1::round_id
           order by l.n desc
           limit 1"#,
        round as RoundId
    )
    .fetch_optional(conn)
    .await
}

/// The newest entry about the board's decision on a locked text.
pub(crate) struct DecisionRow {
    pub(crate) decider: Decider,
    pub(crate) decided_on: NaiveDate,
    pub(crate) section: String,
    pub(crate) board_reference: String,
    pub(crate) immediately_adjusted: bool,
}

pub(crate) async fn newest_decision(conn: &mut PgConnection, round: RoundId, n: i16) -> sqlx::Result<Option<DecisionRow>> {
    sqlx::query_as!(
        DecisionRow,
        "select decider, decided_on, section, board_reference, immediately_adjusted
         from board_decision
         where round_id = $1::round_id and n = $2
         order by entry desc
         limit 1",
        round as RoundId,
        n
    )
    .fetch_optional(conn)
    .await
}

/// What the board promised in its submitted first response, by item, in the order in which it was promised.
pub(crate) async fn promises(conn: &mut PgConnection, round: &Round) -> Result<Vec<(ItemId, Promise)>, Failure> {
    let rows = sqlx::query!(
        r#"select m.id as "id!: MeasureId", m.item_id as "item!: ItemId", m.action as "action!", m.effect as "effect!", m.due_text as "due_text!", m.due_on,
             m.responsible as "responsible!"
           from published.submitted_measure m
           join published.round r on r.submission_id = m.submission_id
           where r.audit_id = $1::audit_id
             and r.board_id = $2::board_id
             and r.ordinal = 1
             and m.kind = 'planned'
           order by m.item_id, m.position"#,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_all(conn)
    .await?;
    let mut promises = Vec::new();
    for row in rows {
        let stored = StoredMeasure {
            kind: MeasureKind::Planned,
            planned: None,
            outcome: None,
            action: row.action,
            effect: row.effect,
            due_text: row.due_text,
            due_on: row.due_on,
            responsible: row.responsible,
        };
        promises.push((row.item, Promise { id: row.id, measure: stored.try_into().map_err(Failure::broken)? }));
    }
    Ok(promises)
}

/// Whether the board has handed in its first response.
pub(crate) async fn first_is_submitted(conn: &mut PgConnection, round: &Round) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from published.round
             where audit_id = $1::audit_id and board_id = $2::board_id and ordinal = 1 and submission_id is not null
           ) as "submitted!""#,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_one(conn)
    .await
}

/// What the auditors said about the first response, by item.
pub(crate) struct EarlierVerdict {
    pub(crate) item: ItemId,
    pub(crate) grade: Grade,
    pub(crate) comment: String,
}

pub(crate) async fn earlier_verdicts(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<EarlierVerdict>> {
    sqlx::query_as!(
        EarlierVerdict,
        r#"select v.item_id as "item!", v.grade as "grade!", v.comment as "comment!"
           from published.verdict v
           join published.round r on r.submission_id = v.submission_id
           where r.audit_id = $1::audit_id
             and r.board_id = $2::board_id
             and r.ordinal = 1"#,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_all(conn)
    .await
}
