//! Boards that are to end or to go on, and wait for a second administrator. The functions of the database decide whether they do.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::super::actions::{DecidesBoardEnd, EndBoard, ReopenBoard};
use super::BoardRow;
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::ids::{BoardId, PersonId, ProposalId};
use crate::domain::policy::Scope;
use crate::platform::gate::{Change, Scoped};
use crate::platform::worker::Job;

/// What an administrator proposed of a board.
pub(crate) struct Waiting {
    pub(crate) id: ProposalId,
    pub(crate) kind: AccessKind,
    pub(crate) board: BoardId,
    pub(crate) slug: String,
    /// Who follows it, or has followed it.
    pub(crate) heir: Option<BoardId>,
    pub(crate) heir_name: Option<String>,
    pub(crate) ends_on: Option<NaiveDate>,
    pub(crate) why: String,
    pub(crate) proposed_at: DateTime<Utc>,
    pub(crate) proposed_by: PersonId,
    pub(crate) proposer: String,
    pub(crate) step: AccessStep,
    /// When it takes effect if nobody does anything; `None` while another administrator can agree.
    pub(crate) effect_at: Option<DateTime<Utc>>,
}

impl Waiting {
    /// The page of the board, where it is decided.
    pub(crate) fn url(&self) -> String {
        format!("/admin/namnder/{}", self.slug)
    }
}

impl Scoped for Waiting {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// What waits of a board: one thing at a time.
pub(crate) async fn waiting(conn: &mut PgConnection, board: BoardId, at: DateTime<Utc>) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select id as "id!: ProposalId", kind as "kind!: AccessKind", board_id as "board!: BoardId", board_slug as "slug!",
             heir_id as "heir?: BoardId", heir_name as "heir_name?", ends_on as "ends_on?", why as "why!", proposed_at as "proposed_at!", proposed_by as "proposed_by!: PersonId", proposer as "proposer!",
             step as "step!: AccessStep", effect_at as "effect_at?"
           from access_changes($2, $2)
           where person_id is null and board_id = $1::board_id and step = 'proposed'"#,
        board as BoardId,
        at
    )
    .fetch_optional(conn)
    .await
}

/// One proposal, decided or not.
pub(crate) async fn proposal(conn: &mut PgConnection, (slug, id): &(String, ProposalId)) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select q.id as "id!", q.kind as "kind!", q.board_id as "board!", b.slug, q.heir_id as "heir?", null::text as "heir_name?", q.ends_on as "ends_on?",
             coalesce(q.reason, '') as "why!", q.proposed_at as "proposed_at!", q.proposed_by as "proposed_by!", o.name as "proposer!",
             coalesce(d.step, 'proposed') as "step!: AccessStep", null::timestamptz as "effect_at?"
           from access_proposal q
           join person o on o.id = q.proposed_by
           join board b on b.id = q.board_id
           left join access_decision d on d.proposal_id = q.id
           where q.id = $2::proposal_id and b.slug = $1 and q.person_id is null"#,
        slug,
        *id as ProposalId
    )
    .fetch_optional(conn)
    .await
}

/// Ends a board, or proposes it: `Proposed` waits, and nothing is told before there is something to protect.
pub(crate) async fn end(
    change: &mut Change<EndBoard>,
    board: &BoardRow,
    on: NaiveDate,
    heir: Option<BoardId>,
    reason: &str,
) -> sqlx::Result<(ProposalId, Option<AccessStep>)> {
    let (now, today) = (change.now(), change.today());
    let id = ProposalId::new(now);
    let step = sqlx::query_scalar!(
        r#"select propose_board_end($1, $2, $3, $4, $5, $6, $7) as "step?: AccessStep""#,
        id.uuid(),
        board.id.uuid(),
        on,
        heir.map(BoardId::uuid),
        reason,
        now,
        today
    )
    .fetch_one(change.conn())
    .await?;
    Ok((id, step))
}

/// The board goes on and answers for itself, or that is proposed.
pub(crate) async fn reopen(change: &mut Change<ReopenBoard>, board: &BoardRow, reason: &str) -> sqlx::Result<(ProposalId, Option<AccessStep>)> {
    let (now, today) = (change.now(), change.today());
    let id = ProposalId::new(now);
    let step =
        sqlx::query_scalar!(r#"select propose_board_reopening($1, $2, $3, $4, $5) as "step?: AccessStep""#, id.uuid(), board.id.uuid(), reason, now, today)
            .fetch_one(change.conn())
            .await?;
    Ok((id, step))
}

/// Who has followed a board that was proposed to go on.
pub(crate) async fn heir_of(conn: &mut PgConnection, proposal: ProposalId) -> sqlx::Result<Option<BoardId>> {
    let heir = sqlx::query_scalar!(r#"select heir_id as "heir?" from access_proposal where id = $1::proposal_id"#, proposal as ProposalId);
    Ok(heir.fetch_optional(conn).await?.flatten())
}

/// Decides, and says the last day of a board that ends. The database refuses what was decided before, and whoever may not.
pub(crate) async fn decide<A: DecidesBoardEnd>(
    change: &mut Change<A>,
    proposal: ProposalId,
    step: AccessStep,
    reason: &str,
) -> sqlx::Result<Option<NaiveDate>> {
    let (now, today) = (change.now(), change.today());
    sqlx::query!("select decide_access($1, $2, $3, $4, $5)", proposal.uuid(), step as AccessStep, reason, now, today).fetch_one(change.conn()).await?;
    sqlx::query_scalar!("select board_ends_on($1)", proposal.uuid()).fetch_one(change.conn()).await
}

/// What has waited its day.
pub(crate) struct Settled {
    pub(crate) proposal: ProposalId,
    pub(crate) kind: AccessKind,
    pub(crate) board: BoardId,
    pub(crate) heir: Option<BoardId>,
    pub(crate) ends_on: Option<NaiveDate>,
    pub(crate) step: AccessStep,
}

/// Lets the next of what has waited its day take effect, or drops what cannot any more.
pub(crate) async fn settle(job: &mut Job) -> sqlx::Result<Option<Settled>> {
    let (now, today) = (job.now(), job.today());
    sqlx::query_as!(
        Settled,
        r#"select proposal as "proposal!: ProposalId", kind as "kind!: AccessKind", board as "board!: BoardId", heir as "heir?: BoardId", ends_on as "ends_on?",
             step as "step!: AccessStep"
           from settle_board_ends($1, $2)"#,
        now,
        today
    )
    .fetch_optional(job.conn())
    .await
}
