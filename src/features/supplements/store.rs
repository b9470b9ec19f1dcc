//! The SQL of requests for supplements. Writes `supplement_request`, `supplement_request_withdrawal` and `supplement_reminder`.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::actions::{AskSupplement, WithdrawSupplementRequest};
use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, PersonId, RoundId};
use crate::domain::policy::Scope;
use crate::domain::reminder::{Awaited, Climbed, Rules};
use crate::domain::round::{RoundKey, RoundName, RoundPath};
use crate::domain::supplement_request::SupplementRequest;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};
use crate::platform::worker::Job;

pub(crate) use crate::platform::held::hold_round as hold;

/// A round, with the supplement that it waits for.
pub(crate) struct Round {
    pub(super) id: RoundId,
    pub(super) audit: AuditId,
    board: BoardId,
    pub(super) name: RoundName,
    pub(super) received_on: Option<NaiveDate>,
    pub(super) closed: bool,
    /// Which request is waited for.
    pub(super) open: Option<i16>,
    /// Until when.
    pub(super) due_on: Option<NaiveDate>,
}

impl Scoped for Round {
    fn scope(&self) -> Scope {
        Scope::Board(self.board)
    }
}

pub(crate) async fn round(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<Option<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.id as "id!", r.audit_id as "audit!", r.board_id as "board!", r.name as "name!", r.received_on, r.closed_at is not null as "closed!",
             r.supplement_request as "open?", r.supplement_due_on as "due_on?"
           from published.round r
           where r.reference_key = lower($1) and r.board_slug = $2 and r.ordinal = $3"#,
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await
}

/// The address of a request.
pub(crate) type AskedPath = (String, String, RoundKey, i16);

/// A request, with its round.
pub(crate) struct AskedRound {
    pub(super) round: Round,
    pub(super) request: SupplementRequest,
}

impl Scoped for AskedRound {
    fn scope(&self) -> Scope {
        self.round.scope()
    }
}

fn round_path((key, board, round, _): &AskedPath) -> RoundPath {
    (key.clone(), board.clone(), *round)
}

pub(crate) async fn asked(conn: &mut PgConnection, path: &AskedPath) -> sqlx::Result<Option<AskedRound>> {
    let Some(round) = round(conn, &round_path(path)).await? else { return Ok(None) };
    Ok(request(conn, round.id, path.3).await?.map(|request| AskedRound { round, request }))
}

pub(crate) async fn hold_asked(conn: &mut PgConnection, path: &AskedPath) -> sqlx::Result<()> {
    hold(conn, &round_path(path)).await
}

/// One of a round's requests.
pub(super) async fn request(conn: &mut PgConnection, round: RoundId, n: i16) -> sqlx::Result<Option<SupplementRequest>> {
    sqlx::query_as!(
        SupplementRequest,
        r#"select n as "n!", wanted as "wanted!", due_on as "due_on!", asked_at as "asked_at!", withdrawn_at as "withdrawn_at?",
             withdrawal_reason as "withdrawal_reason?", answered_number as "answered_number?", answered_on as "answered_on?"
           from published.supplement_request
           where round_id = $1::round_id and n = $2"#,
        round as RoundId,
        n
    )
    .fetch_optional(conn)
    .await
}

/// Asks for one. Says which of the round's it is.
pub(super) async fn ask(change: &mut Change<AskSupplement>, round: &Round, wanted: &str, due_on: NaiveDate) -> Result<i16, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    Ok(sqlx::query_scalar!(
        r#"insert into supplement_request (round_id, n, wanted, due_on, asked_at, asked_by)
           select $1::round_id, coalesce(max(q.n), 0) + 1, $2, $3, $4, $5::person_id
           from supplement_request q
           where q.round_id = $1::round_id
           returning n"#,
        round.id as RoundId,
        wanted,
        due_on,
        now,
        person as PersonId
    )
    .fetch_one(change.conn())
    .await?)
}

pub(super) async fn withdraw(change: &mut Change<WithdrawSupplementRequest>, asked: &AskedRound, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into supplement_request_withdrawal (round_id, n, reason, withdrawn_at, withdrawn_by) values ($1::round_id, $2, $3, $4, $5::person_id)",
        asked.round.id as RoundId,
        asked.request.n,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// The municipality's rules for reminders.
pub(super) async fn rules(conn: &mut PgConnection) -> sqlx::Result<Rules> {
    sqlx::query_as!(Rules, r#"select remind_before as "before!", remind_after as "after!", letter_after as "letter_after!" from published.deadline_rules"#)
        .fetch_one(conn)
        .await
}

/// A supplement that is waited for, and what has been told of it.
pub(super) struct Open {
    pub(super) id: RoundId,
    pub(super) audit: AuditId,
    pub(super) n: i16,
    pub(super) due_on: NaiveDate,
    asked_at: DateTime<Utc>,
    step: Option<i16>,
}

impl Open {
    pub(super) fn awaited(&self) -> Awaited {
        let asked_on = calendar::day_of(self.asked_at);
        Awaited { due_on: self.due_on, sent_on: asked_on, entered_on: asked_on, over: false }
    }

    /// No letter is prepared of a supplement that is missing: that step counts as told.
    pub(super) fn climbed(&self) -> Climbed {
        Climbed { step: self.step, missing: true }
    }
}

/// Those with last days no later than this one; or the one of this round alone.
pub(super) async fn open(conn: &mut PgConnection, until: NaiveDate, only: Option<RoundId>) -> sqlx::Result<Vec<Open>> {
    sqlx::query_as!(
        Open,
        r#"select r.id as "id!", r.audit_id as "audit!: AuditId", r.supplement_request as "n!", r.supplement_due_on as "due_on!",
             r.supplement_asked_at as "asked_at!", told.step
           from published.round r
           left join lateral (
             select max(m.days) as step from supplement_reminder m where m.round_id = r.id and m.n = r.supplement_request
           ) told on true
           where r.supplement_request is not null
             and r.supplement_due_on <= $1
             and case when $2::round_id is null then true else r.id = $2::round_id end
           order by r.supplement_due_on, r.id"#,
        until,
        only as Option<RoundId>
    )
    .fetch_all(conn)
    .await
}

/// Holds the round under the lock under which supplements are handed in.
pub(super) async fn lock(job: &mut Job, id: RoundId) -> sqlx::Result<()> {
    sqlx::query_scalar!("select lock_no from round where id = $1::round_id for update", id as RoundId).fetch_one(job.conn()).await?;
    Ok(())
}

/// The record that a step was told.
pub(super) async fn save(job: &mut Job, open: &Open, days: i16) -> Result<(), Failure> {
    let at = job.now();
    sqlx::query!("insert into supplement_reminder (round_id, n, days, made_at) values ($1::round_id, $2, $3, $4)", open.id as RoundId, open.n, days, at)
        .execute(job.conn())
        .await?;
    Ok(())
}
