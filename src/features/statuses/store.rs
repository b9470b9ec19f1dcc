//! The SQL of what boards tell of their measures between rounds. Writes `status_request` and `measure_status`.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::actions::TellStatus;
use crate::domain::ids::{AuditId, BoardId, MeasureId, PersonId, RoundId, SubmissionId};
use crate::domain::measure_status::{Between, Status};
use crate::domain::policy::Scope;
use crate::domain::response::Outcome;
use crate::domain::round::{RoundName, RoundPath};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};
use crate::platform::worker::Job;

pub(crate) use crate::platform::held::hold_round as hold;

/// The round in which a board planned its measures.
pub(crate) struct Round {
    pub(super) id: RoundId,
    pub(super) audit: AuditId,
    pub(super) board: BoardId,
    pub(super) name: RoundName,
    pub(super) closed: bool,
    /// The day of the letter, or the day on which it was sent here where that came first.
    pub(super) letter: NaiveDate,
}

impl Scoped for Round {
    fn scope(&self) -> Scope {
        Scope::Board(self.board)
    }
}

/// Measures are planned in the first response, and told of there.
pub(crate) async fn round(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<Option<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.id as "id!", r.audit_id as "audit!", r.board_id as "board!", r.name as "name!", r.closed_at is not null as "closed!",
             least(a.letter_date, stockholm_day(a.sent_at)) as "letter!"
           from published.round r
           join published.audit a on a.id = r.audit_id
           where r.reference_key = lower($1) and r.board_slug = $2 and r.ordinal = $3 and r.ordinal = 1"#,
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await
}

/// A measure that the board has an account to give of.
pub(super) struct Measure {
    pub(super) id: MeasureId,
    pub(super) code: String,
    pub(super) action: String,
    pub(super) submission: SubmissionId,
    pub(super) now_on: Option<NaiveDate>,
    pub(super) outcome: Option<Outcome>,
    pub(super) answered_on: NaiveDate,
    pub(super) next_due_on: Option<NaiveDate>,
    /// How often the board has told of it; since its newest answer, what and when.
    pub(super) told: i16,
    pub(super) status: Option<Outcome>,
    pub(super) words: Option<String>,
    pub(super) due_text: Option<String>,
    pub(super) status_due_on: Option<NaiveDate>,
    pub(super) told_at: Option<DateTime<Utc>>,
}

impl Measure {
    pub(super) fn between(&self) -> Between {
        Between {
            now_on: self.now_on,
            outcome: self.outcome,
            answered_on: self.answered_on,
            status: self.status,
            status_due_on: self.status_due_on,
            next_due_on: self.next_due_on,
        }
    }
}

/// Those of a board in an audit, item by item.
pub(super) async fn measures(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<Measure>> {
    sqlx::query_as!(
        Measure,
        r#"select m.measure_id as "id!", m.code as "code!", m.action as "action!", m.submission_id as "submission!", m.now_on as "now_on?",
             m.outcome as "outcome?: Outcome", m.answered_on as "answered_on!", m.next_due_on as "next_due_on?",
             coalesce(t.n, 0::smallint) as "told!", m.status as "status?: Outcome", m.status_words as "words?", m.status_due_text as "due_text?",
             m.status_due_on as "status_due_on?", m.status_told_at as "told_at?"
           from published.measure_between m
           left join lateral (
             select max(s.n) as n from published.measure_status s where s.measure_id = m.measure_id
           ) t on true
           where m.board_id = $1::board_id and m.audit_id = $2::audit_id
           order by m.kind, m.number, m.place"#,
        round.board as BoardId,
        round.audit as AuditId
    )
    .fetch_all(conn)
    .await
}

/// Another round of the same board of whose measures the day has come.
pub(super) struct Other {
    pub(super) name: RoundName,
    facts: Json<Vec<Between>>,
}

impl Other {
    pub(super) fn is_asked(&self, today: NaiveDate) -> bool {
        self.facts.iter().any(|measure| measure.is_asked(today))
    }
}

pub(super) async fn others(conn: &mut PgConnection, round: &Round, today: NaiveDate) -> sqlx::Result<Vec<Other>> {
    sqlx::query_as!(
        Other,
        r#"select r.name as "name!", due.facts as "facts!: Json<Vec<Between>>"
           from (
             select m.round_id, jsonb_agg(jsonb_build_object('now_on', m.now_on, 'outcome', m.outcome, 'answered_on', m.answered_on,
               'status', m.status, 'status_due_on', m.status_due_on, 'next_due_on', m.next_due_on)) as facts
             from published.measure_between m
             where m.board_id = $1::board_id and m.round_id <> $2::round_id and coalesce(m.status_due_on, m.now_on) <= $3
             group by m.round_id
           ) due
           join published.round r on r.id = due.round_id
           order by r.reference, r.id"#,
        round.board as BoardId,
        round.id as RoundId,
        today
    )
    .fetch_all(conn)
    .await
}

/// What a board tells of one measure, the so many-th time.
pub(super) struct NewStatus<'a> {
    pub(super) measure: &'a Measure,
    pub(super) n: i16,
    pub(super) status: Status,
}

pub(super) async fn tell(change: &mut Change<TellStatus>, new: &NewStatus<'_>) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let date = new.status.date.as_ref();
    sqlx::query!(
        "insert into measure_status (measure_id, n, submission_id, outcome, words, due_text, due_on, told_at, told_by)
         values ($1::measure_id, $2, $3::submission_id, $4, $5, $6, $7, $8, $9::person_id)",
        new.measure.id as MeasureId,
        new.n,
        new.measure.submission as SubmissionId,
        new.status.outcome as Outcome,
        new.status.words,
        date.map_or("", |date| date.text.as_str()),
        date.map(|date| date.last_day),
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// A measure of which the board has not been asked since its day came.
pub(super) struct Unasked {
    pub(super) measure: MeasureId,
    pub(super) round: RoundId,
    pub(super) audit: AuditId,
    pub(super) board: BoardId,
    now_on: Option<NaiveDate>,
    outcome: Option<Outcome>,
    answered_on: NaiveDate,
    status: Option<Outcome>,
    status_due_on: Option<NaiveDate>,
    next_due_on: Option<NaiveDate>,
}

impl Unasked {
    pub(super) fn between(&self) -> Between {
        Between {
            now_on: self.now_on,
            outcome: self.outcome,
            answered_on: self.answered_on,
            status: self.status,
            status_due_on: self.status_due_on,
            next_due_on: self.next_due_on,
        }
    }
}

/// Those of all boards, or of one.
pub(super) async fn unasked(conn: &mut PgConnection, today: NaiveDate, only: Option<BoardId>) -> sqlx::Result<Vec<Unasked>> {
    sqlx::query_as!(
        Unasked,
        r#"select m.measure_id as "measure!", m.round_id as "round!", m.audit_id as "audit!", m.board_id as "board!", m.now_on as "now_on?",
             m.outcome as "outcome?: Outcome", m.answered_on as "answered_on!", m.status as "status?: Outcome",
             m.status_due_on as "status_due_on?", m.next_due_on as "next_due_on?"
           from published.measure_between m
           where case when $2::board_id is null then true else m.board_id = $2::board_id end
             and coalesce(m.status_due_on, m.now_on) <= $1
             and not exists (
               select 1 from status_request q where q.measure_id = m.measure_id and q.due_on = coalesce(m.status_due_on, m.now_on)
             )
           order by m.board_id, m.audit_id, m.kind, m.number, m.place"#,
        today,
        only as Option<BoardId>
    )
    .fetch_all(conn)
    .await
}

/// Nobody else asks about these meanwhile, and nobody tells of them.
pub(super) async fn lock(job: &mut Job, rounds: &[uuid::Uuid]) -> sqlx::Result<()> {
    sqlx::query!("select r.id from round r where r.id = any ($1::uuid[]) order by r.audit_id, r.board_id, r.ordinal for update", rounds)
        .fetch_all(job.conn())
        .await?;
    Ok(())
}

/// The record that a board was asked.
pub(super) async fn save(job: &mut Job, measure: MeasureId, due_on: NaiveDate) -> Result<(), Failure> {
    let at = job.now();
    sqlx::query!("insert into status_request (measure_id, due_on, asked_at) values ($1::measure_id, $2, $3)", measure as MeasureId, due_on, at)
        .execute(job.conn())
        .await?;
    Ok(())
}
