//! Finding a round, and what its letter says.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, RoundId, SubmissionId};
use crate::domain::policy::Scope;
use crate::domain::round::{DeadlineKind, LastDay, RoundKey, RoundName, RoundPath, RoundState};
use crate::domain::submission::Received;
use crate::platform::gate::Scoped;

/// A board's round of an audit, and what has become of it.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub(crate) id: RoundId,
    pub(crate) audit: AuditId,
    pub(crate) board: BoardId,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    /// When the audit was closed. A response is taken in all the same, and says that it came after.
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) submission: Option<SubmissionId>,
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) due_entered_at: DateTime<Utc>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
}

impl Round {
    /// How it stands on a day.
    pub(crate) fn state(&self, today: NaiveDate) -> RoundState {
        RoundState::of(self.last_day, self.received_on, self.assessed_at.is_some(), today).closed(self.closed_at.is_some())
    }

    /// Whether the last day in force was granted after the response had come (beviljat i efterhand).
    pub(crate) fn extended_afterwards(&self) -> bool {
        let after = |day| self.received_at.map_or_else(|| calendar::day_of(self.due_entered_at) > day, |at| self.due_entered_at > at);
        self.last_day.kind == DeadlineKind::Extension && self.received_on.is_some_and(after)
    }

    /// The day on which the audit had been closed when the response came.
    pub(crate) fn closed_before_it_came(&self) -> Option<NaiveDate> {
        let (closed, came) = self.closed_at.zip(self.received_on)?;
        let before = self.received_at.map_or_else(|| calendar::day_of(closed) < came, |at| closed < at);
        before.then(|| calendar::day_of(closed))
    }
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

/// Locks the round of one's own board, so that everything that happens to one response happens in order.
pub(crate) async fn hold(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<()> {
    sqlx::query!(
        "select r.id from round r
         where r.id = (select p.id from published.round p where p.reference_key = lower($1) and p.board_slug = $2 and p.ordinal = $3)
           and r.board_id = any ((select my_boards())::uuid[])
         for update",
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await?;
    Ok(())
}

pub(crate) async fn round(conn: &mut PgConnection, path: &RoundPath) -> sqlx::Result<Option<Round>> {
    asked_round(conn, path, None).await
}

/// The round, if its board is asked about this item.
pub(crate) async fn asked_round(conn: &mut PgConnection, (key, board, round): &RoundPath, code: Option<&str>) -> sqlx::Result<Option<Round>> {
    sqlx::query_as!(
        Round,
        r#"select id as "id!", audit_id as "audit!", board_id as "board!", name as "name!", last_day as "last_day!",
             closed_at, submission_id as "submission?", received_at, received_on, due_entered_at as "due_entered_at!", assessed_at
           from published.round r
           where reference_key = lower($1)
             and board_slug = $2
             and ordinal = $3
             and ($4::text is null or exists (
               select 1 from published.item i join published.item_board x on x.item_id = i.id
               where i.audit_id = r.audit_id and i.code = $4 and x.board_id = r.board_id
             ))"#,
        key,
        board,
        round.ordinal(),
        code
    )
    .fetch_optional(conn)
    .await
}

pub(crate) async fn published_round(conn: &mut PgConnection, path: &RoundPath) -> sqlx::Result<Option<PublishedRound>> {
    Ok(round(conn, path).await?.map(PublishedRound))
}

/// What the audit says to the boards, and to whom the answer goes.
pub(crate) struct LetterFacts {
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) instruction_first: String,
    pub(crate) instruction_follow_up: String,
    pub(crate) message: String,
}

pub(crate) async fn letter_facts(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<LetterFacts> {
    sqlx::query_as!(
        LetterFacts,
        r#"select overall_assessment as "overall_assessment!", reply_to as "reply_to!", follow_up_period as "follow_up_period!",
             instruction_first as "instruction_first!", instruction_follow_up as "instruction_follow_up!", message as "message!"
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

/// With what has come in for the round and was taken back.
pub(crate) async fn letter_and_meetings(conn: &mut PgConnection, round: &Round, today: NaiveDate) -> sqlx::Result<(LetterFacts, Meetings, Vec<Received>)> {
    let row = sqlx::query!(
        r#"select a.overall_assessment as "overall_assessment!", a.reply_to as "reply_to!", a.follow_up_period as "follow_up_period!",
             a.instruction_first as "instruction_first!", a.instruction_follow_up as "instruction_follow_up!", a.message as "message!",
             m.held_on as "held_on?", m.papers_by as "papers_by?", l.held_on as "later_on?", l.papers_by as "later_papers_by?",
             (select max(o.held_on) from published.meeting o where o.board_id = $3::board_id and o.held_on >= $4) as "noted_until?",
             coalesce((
               select jsonb_agg(x.entry order by x.number) from published.received x where x.round_id = $2::round_id
             ), '[]') as "received!: Json<Vec<Received>>"
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
        follow_up_period: row.follow_up_period,
        instruction_first: row.instruction_first,
        instruction_follow_up: row.instruction_follow_up,
        message: row.message,
    };
    let meeting = |held_on: Option<NaiveDate>, papers_by| held_on.map(|held_on| Meeting { held_on, papers_by });
    let in_time = meeting(row.held_on, row.papers_by);
    Ok((facts, Meetings { in_time, later: meeting(row.later_on, row.later_papers_by), noted_until: row.noted_until }, row.received.0))
}
