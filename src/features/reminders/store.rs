//! The SQL of reminders. Writes `reminder`; notices and mails are written by `tell()`.

mod presidium;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, PersonId, RoundId};
use crate::domain::notice::Delivery;
use crate::domain::reminder::{Awaited, Climbed, Rules, Staff, Step};
use crate::domain::round::RoundName;
use crate::platform::failure::Failure;
use crate::platform::worker::Job;

pub(super) use presidium::{hold, long_late, presidium, tell_presidium};

/// The municipality's rules.
pub(super) async fn rules(conn: &mut PgConnection) -> sqlx::Result<Rules> {
    sqlx::query_as!(Rules, r#"select remind_before as "before!", remind_after as "after!", letter_after as "letter_after!" from published.deadline_rules"#)
        .fetch_one(conn)
        .await
}

/// A round whose answer has not come, and what has been told about its date in force.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) id: RoundId,
    pub(super) audit: AuditId,
    pub(super) board: BoardId,
    /// The date in force.
    pub(super) due_on: NaiveDate,
    sent_at: DateTime<Utc>,
    entered_at: DateTime<Utc>,
    step: Option<i16>,
    missing: bool,
}

impl Open {
    pub(super) fn awaited(&self) -> Awaited {
        awaited(self.due_on, self.sent_at, self.entered_at)
    }

    pub(super) fn climbed(&self) -> Climbed {
        Climbed { step: self.step, missing: self.missing }
    }
}

/// A round of which something will be told.
#[derive(Clone, Debug)]
pub struct Called {
    id: RoundId,
    pub(super) board: BoardId,
    /// What it is called and where it is.
    pub name: RoundName,
    /// The date in force.
    pub due_on: NaiveDate,
}

/// The rounds whose answer has not come, with last days no later than this one, of which there is something left to tell.
pub(super) async fn open_rounds(conn: &mut PgConnection, rules: &Rules, until: NaiveDate) -> sqlx::Result<Vec<Open>> {
    sqlx::query_as!(
        Open,
        r#"select r.id as "id!", r.audit_id as "audit!: AuditId", r.board_id as "board!: BoardId",
             r.due_on as "due_on!", r.sent_at as "sent_at!", r.due_entered_at as "entered_at!",
             r.told_step as step, r.told_missing as "missing!"
           from published.round r
           where r.submission_id is null
             and r.closed_at is null
             and r.due_on <= $1
             and not (r.told_missing and coalesce(r.told_step >= $2, false))
           order by r.due_on, r.title, r.board_name"#,
        until,
        rules.top()
    )
    .fetch_all(conn)
    .await
}

/// The same, as far as it says what will be told when: what they are called is asked of those that are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) id: RoundId,
    pub(super) due_on: NaiveDate,
    sent_at: DateTime<Utc>,
    entered_at: DateTime<Utc>,
    step: Option<i16>,
    missing: bool,
}

impl Waiting {
    pub(super) fn awaited(&self) -> Awaited {
        awaited(self.due_on, self.sent_at, self.entered_at)
    }

    pub(super) fn climbed(&self) -> Climbed {
        Climbed { step: self.step, missing: self.missing }
    }
}

fn awaited(due_on: NaiveDate, sent_at: DateTime<Utc>, entered_at: DateTime<Utc>) -> Awaited {
    Awaited { due_on, sent_on: calendar::day_of(sent_at), entered_on: calendar::day_of(entered_at), over: false }
}

/// The rounds whose answer has not come, with last days no later than this one, of which there is something left to tell: in
/// their order, board by board.
pub(super) async fn waiting(conn: &mut PgConnection, rules: &Rules, until: NaiveDate) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select r.id as "id!: RoundId", r.due_on as "due_on!", r.sent_at as "sent_at!", r.due_entered_at as "entered_at!",
             r.told_step as step, r.told_missing as "missing!"
           from published.round r
           where r.submission_id is null
             and r.closed_at is null
             and r.due_on <= $1
             and not (r.told_missing and coalesce(r.told_step >= $2, false))
           order by r.due_on, r.board_name collate "sv-x-icu", r.title collate "sv-x-icu", r.ordinal"#,
        until,
        rules.top()
    )
    .fetch_all(conn)
    .await
}

/// What these are called, and whose they are.
pub(super) async fn called(conn: &mut PgConnection, rounds: &[Uuid]) -> sqlx::Result<HashMap<RoundId, Called>> {
    let rows = sqlx::query_as!(
        Called,
        r#"select r.id as "id!: RoundId", r.board_id as "board!: BoardId", r.name as "name!: RoundName", r.due_on as "due_on!"
           from published.round r
           where r.id = any ($1::uuid[])"#,
        rounds
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|round| (round.id, round)).collect())
}

/// One of them, whenever it is due; `None` when its answer has come.
async fn open_round(conn: &mut PgConnection, id: RoundId) -> sqlx::Result<Option<Open>> {
    sqlx::query_as!(
        Open,
        r#"select r.id as "id!", r.audit_id as "audit!: AuditId", r.board_id as "board!: BoardId",
             r.due_on as "due_on!", r.sent_at as "sent_at!", r.due_entered_at as "entered_at!",
             r.told_step as step, r.told_missing as "missing!"
           from published.round r
           where r.id = $1::round_id and r.submission_id is null and r.closed_at is null"#,
        id as RoundId
    )
    .fetch_optional(conn)
    .await
}

/// A round under the lock under which answers are handed in and dates are entered; `None` when its answer has come.
pub(super) async fn lock(job: &mut Job, id: RoundId) -> sqlx::Result<Option<Open>> {
    sqlx::query_scalar!("select lock_no from round where id = $1::round_id for update", id as RoundId).fetch_one(job.conn()).await?;
    // Asked anew, under the lock: what was committed in the meantime counts.
    open_round(job.conn(), id).await
}

/// Who works for a board on a day.
pub(super) async fn staff(conn: &mut PgConnection, board: BoardId, day: NaiveDate) -> sqlx::Result<Staff> {
    sqlx::query_as!(
        Staff,
        r#"select coalesce(bool_or(role in ('secretary', 'approver')), false) as "hands_in!",
             coalesce(bool_or(role = 'contributor'), false) as "contributes!"
           from published.recipient
           where board_id = $1::board_id
             and valid_from <= $2
             and (valid_to is null or valid_to >= $2)"#,
        board as BoardId,
        day
    )
    .fetch_one(conn)
    .await
}

/// The record that a step was told.
pub(super) async fn save(job: &mut Job, round: &Open, step: Step) -> Result<(), Failure> {
    let at = job.now();
    sqlx::query!(
        "insert into reminder (round_id, due_on, days, missing, made_at) values ($1::round_id, $2, $3, $4, $5)",
        round.id as RoundId,
        round.due_on,
        step.days(),
        matches!(step, Step::Missing(_)),
        at
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// Somebody in a role, and how she wants to be told about last days; or a board's own mailbox, which is told what its secretary is.
pub(super) struct Recipient {
    /// Nobody: a mailbox.
    pub(super) person: Option<PersonId>,
    /// Her name, or the mailbox's address.
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) board: Option<BoardId>,
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
    pub(super) delivery: Delivery,
}

/// Everybody who may be told something about a last day, and the mailboxes of these boards on these days.
pub(super) async fn recipients(conn: &mut PgConnection, told: &[(Uuid, NaiveDate)]) -> sqlx::Result<Vec<Recipient>> {
    // As one document: of arrays PostgreSQL would plan anew each time, by how long they are.
    let told: serde_json::Value = told.iter().map(|(board, day)| serde_json::json!({ "board": board, "day": day })).collect();
    sqlx::query_as!(
        Recipient,
        r#"select person_id as "person?: PersonId", name as "name!", role as "role!: Role", board_id as "board?: BoardId", valid_from as "from!",
             valid_to as "to?", deadlines as "delivery!: Delivery"
           from published.recipient
           union all
           select null, m.address, 'secretary'::grant_role, d.board::board_id, d.day, d.day, 'at_once'::delivery
           from (select distinct u.board, u.day from jsonb_to_recordset($1) u(board uuid, day date) where $1 <> '[]'::jsonb) d
           cross join lateral board_mailboxes(d.board, d.day) m
           order by 2"#,
        told
    )
    .fetch_all(conn)
    .await
}
