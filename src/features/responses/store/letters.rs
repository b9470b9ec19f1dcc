//! What the letter asks of a board, and when the board meets.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Assigned, Round};
use crate::domain::ids::{AuditId, BoardId, RoundId};
use crate::domain::submission::Received;

/// What the audit says to the boards, and to whom the answer goes.
pub(crate) struct LetterFacts {
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) instruction_first: String,
    pub(crate) instruction_follow_up: String,
    pub(crate) message: String,
}

/// The address that answers went to at an instant: that of a receipt is the one to which handing in counted as sending.
pub(crate) async fn reply_to_then(conn: &mut PgConnection, audit: AuditId, at: DateTime<Utc>) -> sqlx::Result<String> {
    sqlx::query_scalar!(
        r#"select v.reply_to as "reply_to!" from published.audit_reply_to v
           where v.audit_id = $1::audit_id and (v.n = 1 or v.worded_at <= $2)
           order by v.n desc limit 1"#,
        audit as AuditId,
        at
    )
    .fetch_one(conn)
    .await
}

pub(crate) async fn letter_facts(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<LetterFacts> {
    sqlx::query_as!(
        LetterFacts,
        r#"select overall_assessment as "overall_assessment!", reply_to as "reply_to!", instruction_first as "instruction_first!", instruction_follow_up as "instruction_follow_up!", message as "message!"
           from published.audit where id = $1::audit_id"#,
        audit as AuditId
    )
    .fetch_one(conn)
    .await
}

/// The day of the letter, or the day on which it was sent here where that came first: before it there is nothing to decide.
pub(crate) async fn letter_day(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<NaiveDate> {
    sqlx::query_scalar!(
        r#"select least(a.letter_date, stockholm_day(a.sent_at)) as "letter!" from published.audit a where a.id = $1::audit_id"#,
        audit as AuditId
    )
    .fetch_one(conn)
    .await
}

/// A meeting, and the day by which its papers must be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub(crate) held_on: NaiveDate,
    pub(crate) papers_by: Option<NaiveDate>,
}

/// When the board meets, as far as it has noted that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meetings {
    /// The last one from today to the last day.
    pub(crate) in_time: Option<Meeting>,
    /// The first one that comes after that and after the last day, and whose papers can still be handed in.
    pub(crate) later: Option<Meeting>,
    /// The last day on which the board has noted one, from today on: what comes after it is not known.
    pub(crate) noted_until: Option<NaiveDate>,
}

/// What stands at a desk beside the text.
pub(crate) struct Beside {
    pub(crate) facts: LetterFacts,
    pub(crate) meetings: Meetings,
    /// What has come in for the round and was taken back.
    pub(crate) came: Vec<Received>,
    /// Who is to write what.
    pub(crate) assigned: Vec<Assigned>,
}

pub(crate) async fn beside(conn: &mut PgConnection, round: &Round, today: NaiveDate) -> sqlx::Result<Beside> {
    let row = sqlx::query!(
        r#"select a.overall_assessment as "overall_assessment!", a.reply_to as "reply_to!",
             a.instruction_first as "instruction_first!", a.instruction_follow_up as "instruction_follow_up!", a.message as "message!",
             m.held_on as "held_on?", m.papers_by as "papers_by?", l.held_on as "later_on?", l.papers_by as "later_papers_by?",
             (select max(o.held_on) from published.meeting o where o.board_id = $3::board_id and o.held_on >= $4) as "noted_until?",
             coalesce((
               select jsonb_agg(x.entry order by x.number) from published.received x where x.round_id = $2::round_id
             ), '[]') as "received!: Json<Vec<Received>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('item', g.item_id, 'person', g.person_id, 'name', n.name))
               from desk_assignment g
               join published.person_name n on n.id = g.person_id
               where g.round_id = $2::round_id
             ), '[]') as "assigned!: Json<Vec<Assigned>>"
           from published.audit a
           left join published.round_meeting m on m.round_id = $2::round_id and m.held_on >= $4
           left join lateral (
             select o.held_on, o.papers_by
             from published.meeting o
             where o.board_id = $3::board_id and o.held_on >= $4 and o.held_on > $5 and coalesce(o.papers_by >= $4, true)
             order by o.held_on
             limit 1
           ) l on true
           where a.id = $1::audit_id"#,
        round.audit as AuditId,
        round.id as RoundId,
        round.board as BoardId,
        today,
        round.last_day.due_on
    )
    .fetch_one(conn)
    .await?;
    let facts = LetterFacts {
        overall_assessment: row.overall_assessment,
        reply_to: row.reply_to,
        instruction_first: row.instruction_first,
        instruction_follow_up: row.instruction_follow_up,
        message: row.message,
    };
    let meeting = |held_on: Option<NaiveDate>, papers_by| held_on.map(|held_on| Meeting { held_on, papers_by });
    let in_time = meeting(row.held_on, row.papers_by);
    let meetings = Meetings { in_time, later: meeting(row.later_on, row.later_papers_by), noted_until: row.noted_until };
    Ok(Beside { facts, meetings, came: row.received.0, assigned: row.assigned.0 })
}
