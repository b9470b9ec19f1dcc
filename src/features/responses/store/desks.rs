//! Finding a round.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::audit::BoardKind;
use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, RoundId, SubmissionId};
use crate::domain::policy::Scope;
use crate::domain::round::{DeadlineKind, LastDay, RoundKey, RoundName, RoundPath, RoundState};
use crate::platform::gate::Scoped;

/// A board's round of an audit, and what has become of it.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub(crate) id: RoundId,
    pub(crate) audit: AuditId,
    pub(crate) board: BoardId,
    pub(crate) board_kind: BoardKind,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    /// When the audit was closed, or the round withdrawn. A response is taken in all the same, and says that it came after.
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) submission: Option<SubmissionId>,
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) due_entered_at: DateTime<Utc>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
    /// Why the auditors have withdrawn it; then `closed_at` says when.
    pub(crate) withdrawal: Option<String>,
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
             (select b.kind from published.board b where b.id = r.board_id) as "board_kind!: BoardKind", closed_at, submission_id as "submission?", received_at, received_on, due_entered_at as "due_entered_at!", assessed_at,
             case when withdrawn_at is not null then (select w.reason from published.round_withdrawal w where w.round_id = r.id) end as "withdrawal?"
           from published.round r
           where reference_key = lower($1)
             and board_slug = $2
             and ordinal = $3
             and ($4::text is null or exists (
               select 1 from published.item_now i where i.audit_id = r.audit_id and i.board_id = r.board_id and i.code = $4
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
