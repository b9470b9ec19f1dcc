//! The SQL of the auditors' judging. Writes `registration`, `verdict_part`, `verdict_version`, `verdict_publication`,
//! `verdict_correction` and `verdict`. Nothing here can name a draft of a board: the role has no grant on those tables.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::actions::{CorrectVerdict, Judges, RegisterArrival};
use crate::domain::ids::{AuditId, ItemId, MeasureId, PersonId, SubmissionId};
use crate::domain::kept::Kept;
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::domain::response::{AnswerRow, AnsweredItem, AttachedFile, MeasureRow, Since, submitted};
use crate::domain::round::{LastDay, RoundKey, RoundName, RoundPath};
use crate::domain::submission::{Received, SubmissionKind};
use crate::domain::verdict::Grade;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};

pub(crate) use crate::platform::held::hold_round as hold;

/// A response that has come in.
pub(crate) struct Arrival {
    pub(crate) audit: AuditId,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) submission: SubmissionId,
    /// None: it did not come through the service, and only its day is known.
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) received_on: NaiveDate,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
    /// Whether its audit is closed.
    pub(crate) closed: bool,
    pub(crate) summary: String,
    pub(crate) diary_number: Option<String>,
    /// Whether the board is asked once more after it, or more of its answers wait for a verdict.
    pub(crate) asked_again: bool,
    /// What was published about an earlier answer on the item that is judged.
    pub(crate) earlier_grade: Option<Grade>,
    pub(crate) earlier_comment: Option<String>,
    /// How often the days of the judged item's plans have been moved, as long as this is the newest answer.
    pub(crate) moved: Option<Json<Moved>>,
    /// What is attached to the answer on it, or to the response as a whole.
    pub(crate) files: Json<Vec<AttachedFile>>,
    /// Everything that has come in for the round: what was added to it, among other things.
    pub(crate) received: Json<Vec<Received>>,
}

/// How often the days of an item's plans have been moved.
#[derive(Deserialize)]
pub(crate) struct Moved {
    /// In how many rounds, whichever of the plans it was.
    pub(crate) times: i16,
    /// The plans that remain and were moved.
    pub(crate) plans: Vec<MovedPlan>,
}

/// How often the day of one plan was moved.
#[derive(Deserialize)]
pub(crate) struct MovedPlan {
    pub(crate) measure: MeasureId,
    pub(crate) times: i16,
}

impl Moved {
    /// Of this plan; none where it was not moved, or does not remain.
    pub(crate) fn of(&self, measure: MeasureId) -> i16 {
        self.plans.iter().find(|plan| plan.measure == measure).map_or(0, |plan| plan.times)
    }
}

impl Arrival {
    /// Which it is among all that has come in for the round. Forms carry it, so that nobody acts on what she has not seen.
    pub(crate) fn number(&self) -> i16 {
        self.received.iter().find(|one| one.withdrawn_at.is_none() && one.kind != SubmissionKind::Supplement).map_or(0, |one| one.number)
    }
}

impl Scoped for Arrival {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn arrival(conn: &mut PgConnection, path: &RoundPath) -> sqlx::Result<Option<Arrival>> {
    arrival_about(conn, path, None).await
}

/// What stands for a round when somebody acts on what she saw of it; nothing, when that was taken back meanwhile.
pub(crate) struct Standing(Option<Arrival>);

impl Standing {
    /// The response that she saw.
    ///
    /// # Errors
    /// [`Refusal::ResponseIsAnother`] when it was taken back, or another stands in its place.
    pub(crate) fn seen(self, number: i16) -> Result<Arrival, Refusal> {
        self.0.filter(|arrival| arrival.number() == number).ok_or(Refusal::ResponseIsAnother)
    }

    /// The response that stands, for whoever has not seen any yet.
    ///
    /// # Errors
    /// [`Refusal::ResponseIsAnother`] when none does.
    pub(crate) fn newest(self) -> Result<Arrival, Refusal> {
        self.0.ok_or(Refusal::ResponseIsAnother)
    }
}

impl Scoped for Standing {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn standing(conn: &mut PgConnection, path: &RoundPath) -> sqlx::Result<Option<Standing>> {
    standing_about(conn, path, None).await
}

/// The response, if it answers this item; or that what had come was taken back.
pub(crate) async fn standing_about(conn: &mut PgConnection, path: &RoundPath, code: Option<&str>) -> sqlx::Result<Option<Standing>> {
    if let Some(arrival) = arrival_about(conn, path, code).await? {
        return Ok(Some(Standing(Some(arrival))));
    }
    Ok(was_taken_back(conn, path).await?.then_some(Standing(None)))
}

/// Whether something has come in for the round, and nothing of it stands.
async fn was_taken_back(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from published.round r
             join published.received x on x.round_id = r.id
             where r.reference_key = lower($1) and r.board_slug = $2 and r.ordinal = $3 and r.submission_id is null
           ) as "taken_back!""#,
        key,
        board,
        round.ordinal()
    )
    .fetch_one(conn)
    .await
}

/// The response, if it answers this item.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(crate) async fn arrival_about(conn: &mut PgConnection, (key, board, round): &RoundPath, code: Option<&str>) -> sqlx::Result<Option<Arrival>> {
    sqlx::query_as!(
        Arrival,
        r#"select r.audit_id as "audit!", r.name as "name!", r.last_day as "last_day!", r.submission_id as "submission!", r.received_at as "received_at?", r.received_on as "received_on!",
             r.assessed_at, r.closed_at is not null as "closed!",
             exists (
               select 1 from published.round l
               where l.audit_id = r.audit_id and l.board_id = r.board_id and l.id <> r.id and l.assessed_at is null and l.closed_at is null
             ) as "asked_again!", s.summary as "summary!", g.diary_number as "diary_number?",
             e.grade as "earlier_grade?", e.comment as "earlier_comment?",
             (
               select jsonb_build_object('times', i.times_moved, 'plans', coalesce((
                 select jsonb_agg(jsonb_build_object('measure', q.measure, 'times', q.moves))
                 from unnest(i.open_plans) as q (measure, first_on, now_on, moves, outcome)
                 where q.measure is not null and q.moves > 0
               ), '[]'))
               from published.item_now i
               where i.reference_key = r.reference_key and i.code = $4 and i.board_slug = r.board_slug and i.round_id = r.id
             ) as "moved?: Json<Moved>",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'fingerprint', f.fingerprint,
                 'item', f.item_id, 'code', f.item_code, 'ground', f.ground) order by f.item_code nulls last, f.position)
               from published.submitted_file f
               where f.submission_id = r.submission_id and $4::text is not null and coalesce(f.item_code, $4) = $4
             ), '[]') as "files!: Json<Vec<AttachedFile>>",
             coalesce((
               select jsonb_agg(x.entry order by x.number) from published.received x where x.round_id = r.id
             ), '[]') as "received!: Json<Vec<Received>>"
           from published.round r
           join published.submission s on s.id = r.submission_id
           left join published.registration g on g.submission_id = s.id
           left join lateral (
             select v.grade, v.comment
             from published.round o
             join published.verdict v on v.submission_id = o.submission_id
             join published.item i on i.id = v.item_id
             where o.audit_id = r.audit_id and o.board_id = r.board_id and o.ordinal < r.ordinal and i.code = $4
             order by o.ordinal desc
             limit 1
           ) e on true
           where r.reference_key = lower($1)
             and r.board_slug = $2
             and r.ordinal = $3
             and ($4::text is null or exists (select 1 from published.submitted_answer a where a.submission_id = r.submission_id and a.code = $4))"#,
        key,
        board,
        round.ordinal(),
        code
    )
    .fetch_optional(conn)
    .await
}

/// An answer with the verdict as drafted so far.
pub(crate) struct JudgedAnswer {
    pub(crate) answered: AnsweredItem,
    pub(crate) draft: VerdictDraft,
}

impl JudgedAnswer {
    /// B1, R1 …
    pub(crate) fn code(&self) -> &str {
        &self.answered.item.code
    }
}

/// A verdict as drafted so far. Version 0: never saved.
#[derive(Default)]
pub(crate) struct VerdictDraft {
    pub(crate) version: i32,
    pub(crate) grade: Option<Grade>,
    pub(crate) comment: String,
    pub(crate) note: String,
}

pub(crate) async fn answers(conn: &mut PgConnection, submission: SubmissionId) -> Result<Vec<JudgedAnswer>, Failure> {
    let answered = answered(conn, submission).await?;
    let mut drafts: Vec<(Option<ItemId>, VerdictDraft)> = sqlx::query!(
        r#"select item_id as "item?: ItemId", version, grade as "grade?: Grade", comment, note from verdict_part where submission_id = $1::submission_id"#,
        submission as SubmissionId
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| (row.item, VerdictDraft { version: row.version, grade: row.grade, comment: row.comment, note: row.note }))
    .collect();
    let judged = answered.into_iter().map(|answered| {
        let at = drafts.iter().position(|(item, _)| *item == Some(answered.item.id));
        JudgedAnswer { answered, draft: at.map(|at| drafts.swap_remove(at).1).unwrap_or_default() }
    });
    Ok(judged.collect())
}

/// What a submission says, item by item. A supplement says something about some of the items only.
async fn answered(conn: &mut PgConnection, submission: SubmissionId) -> Result<Vec<AnsweredItem>, Failure> {
    let answers = sqlx::query_as!(
        AnswerRow,
        r#"select a.item_id as "item!", a.item_version as "item_version!", a.item_kind as "item_kind!", a.code as "code!", a.heading as "heading!",
             a.body as "body!", a.kind as "kind!", a.reason as "reason!", a.elsewhere_reference as "elsewhere_reference!",
             e.kind as "earlier_kind?", e.elsewhere_reference as "earlier_reference?", e.again_text as "earlier_again_text?",
             e.again_on as "earlier_again_on?", a.agreement as "agreement?", a.agreement_reason as "agreement_reason!",
             a.again_text as "again_text!", a.again_on as "again_on?", a.looked_again as "looked_again!",
             a.same_code as "same_as?", e.same_code as "earlier_same_as?"
           from published.submitted_answer a
           left join published.round r on r.submission_id = a.submission_id and r.kind <> 'first'
           left join published.round f on f.audit_id = r.audit_id and f.board_id = r.board_id and f.kind = 'first' and f.withdrawn_at is null
           left join published.submitted_answer e on e.submission_id = f.submission_id and e.item_id = a.item_id
           where a.submission_id = $1::submission_id
           order by a.item_kind, a.number"#,
        submission as SubmissionId
    )
    .fetch_all(&mut *conn)
    .await?;
    let measures = sqlx::query_as!(
        MeasureRow,
        r#"select m.item_id as "item!", m.kind as "kind!", m.outcome as "outcome?", m.action as "action!", m.effect as "effect!",
             m.due_text as "due_text!", m.due_on as "due_on?", m.responsible as "responsible!", m.planned_measure as "planned?",
             p.action as "planned_action?", p.effect as "planned_effect?", p.due_text as "planned_due_text?", p.due_on as "planned_due_on?",
             p.responsible as "planned_responsible?", null::jsonb as "since?: Json<Since>"
           from published.submitted_measure m
           left join published.submitted_measure p on p.id = m.planned_measure
           where m.submission_id = $1::submission_id
           order by m.item_id, m.position"#,
        submission as SubmissionId
    )
    .fetch_all(conn)
    .await?;
    submitted(answers, measures).map_err(Failure::broken)
}

pub(crate) async fn register(change: &mut Change<RegisterArrival>, submission: SubmissionId, number: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into registration (submission_id, n, diary_number, registered_at, registered_by)
         select $1::submission_id, coalesce(max(r.n), 0) + 1, $2, $3, $4::person_id
         from registration r
         where r.submission_id = $1::submission_id",
        submission as SubmissionId,
        number,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// A verdict as it is to be saved over the version that the writer saw.
pub(crate) struct NewVerdict<'a> {
    pub(crate) item: ItemId,
    pub(crate) seen_version: i32,
    pub(crate) grade: Option<Grade>,
    pub(crate) comment: &'a str,
    pub(crate) note: &'a str,
}

/// Whether there is room for another version of the verdict by whoever judges. All of them are kept.
pub(crate) async fn has_room<A: Judges>(change: &mut Change<A>, submission: SubmissionId) -> Result<bool, Failure> {
    let person = change.person_id()?;
    let kept = sqlx::query_as!(
        Kept,
        r#"select count(*) as "versions!", coalesce(sum(pg_column_size(comment) + pg_column_size(note)), 0) as "bytes!" from verdict_version
           where submission_id = $1::submission_id and saved_by = $2::person_id"#,
        submission as SubmissionId,
        person as PersonId
    );
    Ok(kept.fetch_one(change.conn()).await?.has_room())
}

/// `false` when somebody else has saved since.
pub(crate) async fn save<A: Judges>(change: &mut Change<A>, submission: SubmissionId, new: &NewVerdict<'_>) -> Result<bool, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    // A version that nobody can have seen is none of ours: it is answered like a version that is no longer the newest.
    let Some(version) = new.seen_version.checked_add(1).filter(|version| *version >= 1) else { return Ok(false) };
    let saved = sqlx::query!(
        "insert into verdict_part as p (submission_id, item_id, version, grade, comment, note, saved_at, saved_by)
         select $1::submission_id, $2::item_id, $3, $4, $5, $6, $7, $8::person_id
         where $9 = 0 or exists (select 1 from verdict_part where submission_id = $1::submission_id and item_id = $2::item_id and version = $9)
         on conflict on constraint verdict_part_key do update set version = $3, grade = $4, comment = $5, note = $6, saved_at = $7, saved_by = $8::person_id
         where p.version = $9",
        submission as SubmissionId,
        new.item as ItemId,
        version,
        new.grade as Option<Grade>,
        new.comment,
        new.note,
        now,
        person as PersonId,
        new.seen_version
    )
    .execute(change.conn())
    .await?;
    if saved.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into verdict_version (submission_id, item_id, version, grade, comment, note, saved_at, saved_by)
         values ($1::submission_id, $2::item_id, $3, $4, $5, $6, $7, $8::person_id)",
        submission as SubmissionId,
        new.item as ItemId,
        version,
        new.grade as Option<Grade>,
        new.comment,
        new.note,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(true)
}

/// What an address says of an item of a response.
pub(crate) type ItemPath = (String, String, RoundKey, String);

/// The same, at one of its items.
pub(crate) async fn hold_of_item(conn: &mut PgConnection, (key, board, round, _): &ItemPath) -> sqlx::Result<()> {
    hold(conn, &(key.clone(), board.clone(), *round)).await
}

/// The item as it is judged: the response may have been taken back, or be another, since the page was opened.
pub(crate) struct StandingItem {
    pub(crate) standing: Standing,
    pub(crate) code: String,
}

impl Scoped for StandingItem {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn standing_item(conn: &mut PgConnection, (key, board, round, code): &ItemPath) -> sqlx::Result<Option<StandingItem>> {
    let standing = standing_about(conn, &(key.clone(), board.clone(), *round), Some(code)).await?;
    Ok(standing.map(|standing| StandingItem { standing, code: code.clone() }))
}

/// The newest publication of a verdict.
pub(crate) struct Published {
    pub(crate) n: i16,
    pub(crate) overall: String,
    /// Of a correction: why.
    pub(crate) reason: String,
}

pub(crate) async fn published(conn: &mut PgConnection, submission: SubmissionId) -> sqlx::Result<Option<Published>> {
    sqlx::query_as!(
        Published,
        r#"select n as "n!", overall as "overall!", reason as "reason!" from published.verdict_publication where submission_id = $1::submission_id"#,
        submission as SubmissionId
    )
    .fetch_optional(conn)
    .await
}

/// Opens the drafts again, for the publication of this number.
pub(crate) async fn begin_correction(change: &mut Change<CorrectVerdict>, submission: SubmissionId, n: i16, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into verdict_correction (submission_id, n, reason, begun_at, begun_by) values ($1::submission_id, $2, $3, $4, $5::person_id)",
        submission as SubmissionId,
        n,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Publishes for the so many-th time; each time after the first with its reason.
pub(crate) async fn publish<A: Judges>(
    change: &mut Change<A>,
    submission: SubmissionId,
    (n, reason): (i16, &str),
    overall: &str,
    answers: &[JudgedAnswer],
) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into verdict_publication (submission_id, n, overall, reason, published_at, published_by)
         values ($1::submission_id, $2, $3, $4, $5, $6::person_id)",
        submission as SubmissionId,
        n,
        overall,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    for answer in answers {
        let Some(grade) = answer.draft.grade else { continue };
        sqlx::query!(
            "insert into verdict (submission_id, n, item_id, grade, comment) values ($1::submission_id, $2, $3::item_id, $4, $5)",
            submission as SubmissionId,
            n,
            answer.answered.item.id as ItemId,
            grade as Grade,
            answer.draft.comment
        )
        .execute(change.conn())
        .await?;
    }
    Ok(())
}
