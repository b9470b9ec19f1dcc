//! What has happened to the text on a desk, and what lies beside it: locks, decisions, files, texts that somebody replaced, and in a
//! follow-up what was answered before.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Replaced, Round};
use crate::domain::calendar::LatestDate;
use crate::domain::ids::{AuditId, BoardId, ItemId, MeasureId, PersonId, RoundId, SubmissionId};
use crate::domain::measure_status::ToldStatus;
use crate::domain::response::{AnswerKind, AttachedFile, BoardDecision, Decider, Earlier, MeasureKind, Promise, Since, StoredMeasure};
use crate::domain::verdict::Grade;
use crate::platform::failure::Failure;

/// What has happened to the text: nothing, as long as a first response without files is written for the first time.
#[derive(Default)]
pub(crate) struct History {
    pub(crate) lock: Option<LockRow>,
    /// The newest decision on the newest lock.
    pub(crate) decision: Option<BoardDecision>,
    /// The day and the section of the newest decision on a text that was locked earlier.
    pub(crate) of_earlier_text: Option<(NaiveDate, String)>,
    /// The files of what is being written, in the order in which they were attached.
    pub(crate) files: Vec<AttachedFile>,
    /// Why the round was opened after the dispatch; empty, when it came with it.
    pub(crate) opening: String,
    /// The board's first response, once it has been handed in.
    pub(crate) first: Option<SubmissionId>,
    /// In a follow-up: what the first response said, and what was said about it.
    told: Vec<ToldLine>,
    replaced: Vec<ReplacedLine>,
}

/// The newest lock, and how it was opened again.
#[derive(Clone)]
pub(crate) struct LockRow {
    pub(crate) n: i16,
    pub(crate) content_sha256: Vec<u8>,
    pub(crate) locked_at: DateTime<Utc>,
    pub(crate) locked_by: Option<PersonId>,
    pub(crate) reopening: Option<Reopening>,
}

/// When a text was opened again, by whom and why.
#[derive(Clone)]
pub(crate) struct Reopening {
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: String,
    pub(crate) reason: String,
}

/// What the first response said about an item, what has been said of its promises since, and what the auditors said last.
#[derive(Default)]
pub(crate) struct SaidBefore {
    /// Planned in the first response, in the order in which they were promised.
    pub(crate) promises: Vec<Promise>,
    /// What it answered where it promised nothing.
    pub(crate) earlier: Earlier,
    pub(crate) verdict: Option<EarlierVerdict>,
    /// What the board has told of those promises since its newest answer.
    pub(crate) statuses: Vec<(MeasureId, ToldStatus)>,
}

/// What the auditors said about an answer.
#[derive(serde::Deserialize)]
pub(crate) struct EarlierVerdict {
    pub(crate) item: ItemId,
    pub(crate) grade: Grade,
    pub(crate) comment: String,
}

/// The same, as the database says it.
struct HistoryLine {
    n: Option<i16>,
    content_sha256: Option<Vec<u8>>,
    locked_at: Option<DateTime<Utc>>,
    locked_by: Option<PersonId>,
    reopened_at: Option<DateTime<Utc>>,
    reopened_by: Option<String>,
    reopening_reason: Option<String>,
    decider: Option<Decider>,
    decided_on: Option<NaiveDate>,
    section: Option<String>,
    board_reference: Option<String>,
    immediately_adjusted: Option<bool>,
    predates: Option<String>,
    amended: Option<String>,
    reservations: Option<String>,
    minutes_later: Option<bool>,
    earlier_decided_on: Option<NaiveDate>,
    earlier_section: Option<String>,
    files: Json<Vec<AttachedFile>>,
    opening: String,
    first: Option<SubmissionId>,
    told: Json<Vec<ToldLine>>,
    replaced: Json<Vec<ReplacedLine>>,
}

#[expect(clippy::too_many_lines, reason = "one statement")]
pub(super) async fn history(conn: &mut PgConnection, round: &Round, follow_up: bool) -> sqlx::Result<History> {
    let line = sqlx::query_as!(
        HistoryLine,
        r#"select l.n as "n?", l.content_sha256 as "content_sha256?", l.locked_at as "locked_at?", l.locked_by as "locked_by?: PersonId", l.reopened_at as "reopened_at?",
             o.name as "reopened_by?", l.reason as "reopening_reason?",
             d.decider as "decider?", d.decided_on as "decided_on?", d.section as "section?", d.board_reference as "board_reference?",
             d.immediately_adjusted as "immediately_adjusted?", d.predates as "predates?",
             d.amended as "amended?", d.reservations as "reservations?", d.minutes_later as "minutes_later?",
             e.decided_on as "earlier_decided_on?", e.section as "earlier_section?",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'fingerprint', encode(f.sha256, 'hex'),
                 'item', f.item_id, 'code', i.code, 'ground', f.ground) order by f.added_at, f.name, f.id)
               from desk_file f
               left join published.item i on i.id = f.item_id
               where f.round_id = $1::round_id and not exists (
                 -- What has been handed in, and stands, is not being written any more.
                 select 1 from published.submission s where s.round_id = $1::round_id and s.withdrawn_at is null and s.entered_at >= f.added_at
               )
             ), '[]') as "files!: Json<Vec<AttachedFile>>",
             (select o.reason from published.round_opening o where o.round_id = $1::round_id) as "opening!",
             f.submission_id as "first?: SubmissionId",
             coalesce((
               select jsonb_agg(jsonb_build_object('item', t.item_id, 'kind', t.kind, 'reference', t.elsewhere_reference, 'again_text', t.again_text,
                 'again_on', t.again_on, 'same_as', t.same_code, 'grade', v.grade, 'comment', v.comment, 'promises', (
                   select jsonb_agg(jsonb_build_object('id', m.id, 'action', m.action, 'effect', m.effect, 'due_text', m.due_text, 'due_on', m.due_on,
                     'responsible', m.responsible, 'since', (
                       select jsonb_build_object('outcome', o.outcome, 'action', o.action, 'due_text', o.due_text, 'due_on', o.due_on,
                         'told_on', e.received_on)
                       from published.round e
                       join published.submitted_measure o on o.submission_id = e.submission_id and o.planned_measure = m.id
                       where e.audit_id = $2::audit_id and e.board_id = $3::board_id and e.ordinal < $5
                       order by e.ordinal desc
                       limit 1
                     ), 'status', (
                       select jsonb_build_object('action', b.action, 'outcome', b.status, 'words', b.status_words, 'due_text', b.status_due_text,
                         'told_at', b.status_told_at)
                       from published.measure_between b
                       where b.audit_id = $2::audit_id and b.board_id = $3::board_id and b.measure_id = m.id and b.status is not null
                     )) order by m.position)
                   from published.submitted_measure m
                   where m.submission_id = f.submission_id and m.item_id = t.item_id and m.kind = 'planned'
                 )))
               from published.submitted_answer t
               left join lateral (
                 select j.grade, j.comment
                 from published.round e
                 join published.verdict j on j.submission_id = e.submission_id and j.item_id = t.item_id
                 where e.audit_id = $2::audit_id and e.board_id = $3::board_id and e.ordinal < $5
                 order by e.ordinal desc
                 limit 1
               ) v on true
               where $4 and t.submission_id = f.submission_id
             ), '[]') as "told!: Json<Vec<ToldLine>>",
             -- Of each part the newest text of the reader's that somebody replaced, as long as she has not written there since.
             coalesce((
               select jsonb_agg(jsonb_build_object('item', v.item_id, 'by', n.name, 'at', v.saved_at, 'version', v.over) order by v.version desc)
               from desk_version v
               join published.person_name n on n.id = v.saved_by
               where v.round_id = $1::round_id and v.over is not null
                 and myself() = (
                   select w.saved_by from desk_version w
                   where w.round_id = v.round_id and w.item_id is not distinct from v.item_id and w.version = v.over
                 )
                 and not exists (
                   select 1 from desk_version m
                   where m.round_id = v.round_id and m.item_id is not distinct from v.item_id and m.version > v.version and m.saved_by = myself()
                 )
             ), '[]') as "replaced!: Json<Vec<ReplacedLine>>"
           from (select 1) one
           left join published.round f on f.audit_id = $2::audit_id and f.board_id = $3::board_id and f.kind = 'first' and f.withdrawn_at is null
           left join lateral (
             select k.n, k.content_sha256, k.locked_at, k.locked_by, o.reopened_at, o.reopened_by, o.reason
             from desk_lock k
             left join desk_reopening o on o.round_id = k.round_id and o.n = k.n
             where k.round_id = $1::round_id
             order by k.n desc
             limit 1
           ) l on true
           left join lateral (
             select b.decider, b.decided_on, b.section, b.board_reference, b.immediately_adjusted, b.predates, b.amended, b.reservations,
               b.minutes_later
             from board_decision b
             where b.round_id = $1::round_id and b.n = l.n
             order by b.entry desc
             limit 1
           ) d on true
           left join lateral (
             select b.decided_on, b.section
             from board_decision b
             where b.round_id = $1::round_id and b.n < l.n
             order by b.n desc, b.entry desc
             limit 1
           ) e on true
           left join published.person_name o on o.id = l.reopened_by"#,
        round.id as RoundId,
        round.audit as AuditId,
        round.board as BoardId,
        follow_up,
        round.name.ordinal()
    )
    .fetch_one(conn)
    .await?;
    Ok(line.read())
}

/// What was promised in responses of the board that have been taken back: its words, by its promise.
pub(crate) async fn promised(conn: &mut PgConnection, round: &Round, ids: &[MeasureId]) -> sqlx::Result<Vec<(MeasureId, String)>> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select m.id as "id!: MeasureId", m.action as "action!"
           from published.submitted_measure m
           join published.submission s on s.id = m.submission_id
           join published.round r on r.id = s.round_id
           where r.audit_id = $1::audit_id and r.board_id = $2::board_id and m.id = any($3::uuid[])"#,
        round.audit as AuditId,
        round.board as BoardId,
        ids.as_slice()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.action)).collect())
}

impl HistoryLine {
    fn read(self) -> History {
        History {
            lock: self.lock(),
            decision: self.decision(),
            of_earlier_text: self.earlier_decided_on.map(|day| (day, self.earlier_section.unwrap_or_default())),
            files: self.files.0,
            opening: self.opening,
            first: self.first,
            told: self.told.0,
            replaced: self.replaced.0,
        }
    }

    fn lock(&self) -> Option<LockRow> {
        let reopening = self.reopened_at.map(|at| Reopening {
            at,
            by: self.reopened_by.clone().unwrap_or_default(),
            reason: self.reopening_reason.clone().unwrap_or_default(),
        });
        Some(LockRow { n: self.n?, content_sha256: self.content_sha256.clone()?, locked_at: self.locked_at?, locked_by: self.locked_by, reopening })
    }

    fn decision(&self) -> Option<BoardDecision> {
        Some(BoardDecision {
            decider: self.decider?,
            decided_on: self.decided_on?,
            section: self.section.clone().unwrap_or_default(),
            board_reference: self.board_reference.clone()?,
            immediately_adjusted: self.immediately_adjusted?,
            predates: self.predates.clone()?,
            amended: self.amended.clone()?,
            reservations: self.reservations.clone()?,
            minutes_later: self.minutes_later?,
        })
    }
}

impl History {
    /// What was told about an item: asked for once of each.
    ///
    /// # Errors
    /// When what is stored of it cannot be read.
    pub(crate) fn told(&mut self, item: ItemId) -> Result<SaidBefore, Failure> {
        let Some(at) = self.told.iter().position(|line| line.item == item) else { return Ok(SaidBefore::default()) };
        self.told.swap_remove(at).read()
    }

    /// A text of the reader's in a part that somebody has replaced since.
    pub(crate) fn replaced(&self, item: Option<ItemId>) -> Option<Replaced> {
        let line = self.replaced.iter().find(|line| line.item == item)?;
        Some(Replaced { by: line.by.clone(), at: line.at, version: line.version })
    }
}

/// What was told about an item, as the database puts it together.
#[derive(Debug, serde::Deserialize)]
struct ToldLine {
    item: ItemId,
    kind: AnswerKind,
    reference: Option<String>,
    again_text: Option<String>,
    again_on: Option<NaiveDate>,
    same_as: Option<String>,
    grade: Option<Grade>,
    comment: Option<String>,
    promises: Option<Vec<PromiseLine>>,
}

impl ToldLine {
    fn read(self) -> Result<SaidBefore, Failure> {
        let again = self.again_text.zip(self.again_on).map(|(text, last_day)| LatestDate { text, last_day });
        let promises = self.promises.unwrap_or_default();
        Ok(SaidBefore {
            statuses: promises.iter().filter_map(|promise| Some((promise.id, promise.status.clone()?))).collect(),
            verdict: self.grade.zip(self.comment).map(|(grade, comment)| EarlierVerdict { item: self.item, grade, comment }),
            earlier: Earlier::of(Some(self.kind), self.reference, again, self.same_as),
            promises: promises.into_iter().map(PromiseLine::read).collect::<Result<_, Failure>>()?,
        })
    }
}

/// A planned measure of the first response.
#[derive(Debug, serde::Deserialize)]
struct PromiseLine {
    id: MeasureId,
    action: String,
    effect: String,
    due_text: String,
    due_on: Option<NaiveDate>,
    responsible: String,
    since: Option<Since>,
    status: Option<ToldStatus>,
}

impl PromiseLine {
    fn read(self) -> Result<Promise, Failure> {
        let stored = StoredMeasure {
            kind: MeasureKind::Planned,
            planned: None,
            outcome: None,
            action: self.action,
            effect: self.effect,
            due_text: self.due_text,
            due_on: self.due_on,
            responsible: self.responsible,
        };
        Ok(Promise { id: self.id, measure: stored.try_into().map_err(Failure::broken)?, since: self.since })
    }
}

/// A version of somebody else's that stands in the place of one of the reader's.
#[derive(Debug, serde::Deserialize)]
struct ReplacedLine {
    item: Option<ItemId>,
    by: String,
    at: DateTime<Utc>,
    version: i32,
}
