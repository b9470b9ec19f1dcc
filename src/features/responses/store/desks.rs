//! Finding a round and everything that lies on its desk.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{PartRow, Replaced};
use crate::domain::audit::BoardKind;
use crate::domain::calendar::{self, LatestDate};
use crate::domain::ids::{AuditId, BoardId, ItemId, MeasureId, PersonId, RoundId, SubmissionId};
use crate::domain::policy::Scope;
use crate::domain::response::{AnswerKind, AskedItem, AttachedFile, BoardDecision, Decider, Earlier, MeasureKind, Promise, StoredMeasure};
use crate::domain::round::{DeadlineKind, LastDay, RoundKey, RoundName, RoundPath, RoundState};
use crate::domain::verdict::Grade;
use crate::platform::failure::Failure;
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
             (select b.kind from published.board b where b.id = r.board_id) as "board_kind!: BoardKind", closed_at, submission_id as "submission?", received_at, received_on, due_entered_at as "due_entered_at!", assessed_at
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

/// What lies on a desk: the parts as they were last saved, the newest lock, and the newest decision on it.
pub(crate) struct DeskRows {
    pub(crate) parts: Vec<PartRow>,
    pub(crate) lock: Option<LockRow>,
    pub(crate) decision: Option<BoardDecision>,
    /// The day and the section of the newest decision on a text that was locked earlier.
    pub(crate) of_earlier_text: Option<(NaiveDate, String)>,
    /// The files of what is being written, in the order in which they were attached.
    pub(crate) files: Vec<AttachedFile>,
    /// The board's first response, once it has been handed in.
    pub(crate) first: Option<SubmissionId>,
    /// The day of the letter, or the day on which it was sent here where that came first.
    pub(crate) letter: NaiveDate,
    /// The parts of which the reader has words that could not be taken in; none: the summary.
    pub(crate) asides: Vec<Option<ItemId>>,
}

/// The newest lock, and how it was opened again.
#[derive(Clone)]
pub(crate) struct LockRow {
    pub(crate) n: i16,
    pub(crate) content_sha256: Vec<u8>,
    pub(crate) locked_at: DateTime<Utc>,
    pub(crate) reopening: Option<Reopening>,
}

/// When a text was opened again, by whom and why.
#[derive(Clone)]
pub(crate) struct Reopening {
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: String,
    pub(crate) reason: String,
}

/// One line per part; what there is one of on a desk stands in each. A desk without a part is one line.
struct DeskLine {
    n: Option<i16>,
    content_sha256: Option<Vec<u8>>,
    locked_at: Option<DateTime<Utc>>,
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
    files: Option<Json<Vec<AttachedFile>>>,
    first: Option<SubmissionId>,
    letter: NaiveDate,
    asides: Option<Vec<Option<ItemId>>>,
    item: Option<ItemId>,
    version: Option<i32>,
    content: Option<serde_json::Value>,
    complete: Option<bool>,
    saved_at: Option<DateTime<Utc>>,
    saved_by: Option<String>,
    saved_by_id: Option<PersonId>,
    replaced_by: Option<String>,
    replaced_at: Option<DateTime<Utc>>,
    replaced: Option<i32>,
}

#[expect(clippy::too_many_lines, reason = "one statement")]
pub(crate) async fn desk(conn: &mut PgConnection, round: &Round) -> sqlx::Result<DeskRows> {
    let lines = sqlx::query_as!(
        DeskLine,
        r#"select l.n as "n?", l.content_sha256 as "content_sha256?", l.locked_at as "locked_at?", l.reopened_at as "reopened_at?",
             o.name as "reopened_by?", l.reason as "reopening_reason?",
             d.decider as "decider?", d.decided_on as "decided_on?", d.section as "section?", d.board_reference as "board_reference?",
             d.immediately_adjusted as "immediately_adjusted?", d.predates as "predates?",
             d.amended as "amended?", d.reservations as "reservations?", d.minutes_later as "minutes_later?",
             e.decided_on as "earlier_decided_on?", e.section as "earlier_section?",
             (
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'fingerprint', encode(f.sha256, 'hex'),
                 'item', f.item_id, 'code', i.code, 'ground', f.ground) order by f.added_at, f.name, f.id)
               from desk_file f
               left join published.item i on i.id = f.item_id
               where f.round_id = $1::round_id and not exists (
                 -- What has been handed in, and stands, is not being written any more.
                 select 1 from published.submission s where s.round_id = $1::round_id and s.withdrawn_at is null and s.entered_at >= f.added_at
               )
             ) as "files?: Json<Vec<AttachedFile>>",
             (select least(a.letter_date, stockholm_day(a.sent_at)) from published.audit a where a.id = $2::audit_id) as "letter!",
             (select f.submission_id from published.round f where f.audit_id = $2::audit_id and f.board_id = $3::board_id and f.ordinal = 1)
               as "first?: SubmissionId",
             (select array_agg(distinct a.item_id::uuid) from desk_aside a where a.round_id = $1::round_id and a.person_id = myself())
               as "asides?: Vec<Option<ItemId>>",
             p.item_id as "item?: ItemId", p.version as "version?", p.content as "content?", p.complete as "complete?",
             p.saved_at as "saved_at?", w.name as "saved_by?",
             p.saved_by as "saved_by_id?: PersonId",
             x.name as "replaced_by?", x.saved_at as "replaced_at?", x.over as "replaced?"
           from (select 1) one
           left join lateral (
             select k.n, k.content_sha256, k.locked_at, o.reopened_at, o.reopened_by, o.reason
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
           left join published.person_name o on o.id = l.reopened_by
           left join desk_part p on p.round_id = $1::round_id
           left join published.person_name w on w.id = p.saved_by
           left join lateral (
             select n.name, v.saved_at, v.over
             from desk_version v
             join desk_version o on o.round_id = v.round_id and o.item_id is not distinct from v.item_id and o.version = v.over
             join published.person_name n on n.id = v.saved_by
             where v.round_id = $1::round_id and v.over is not null and v.item_id is not distinct from p.item_id and o.saved_by = myself()
               and not exists (
                 select 1 from desk_version m
                 where m.round_id = v.round_id and m.item_id is not distinct from v.item_id and m.version > v.version and m.saved_by = myself()
               )
             order by v.version desc
             limit 1
           ) x on p.version is not null"#,
        round.id as RoundId,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows(lines))
}

fn rows(mut lines: Vec<DeskLine>) -> DeskRows {
    let files = lines.first_mut().and_then(|line| line.files.take()).map_or_else(Vec::new, |files| files.0);
    let one = lines.first();
    DeskRows {
        of_earlier_text: one.and_then(|line| line.earlier_decided_on.map(|day| (day, line.earlier_section.clone().unwrap_or_default()))),
        letter: one.map_or(NaiveDate::MIN, |line| line.letter),
        lock: one.and_then(DeskLine::lock),
        decision: one.and_then(DeskLine::decision),
        first: one.and_then(|line| line.first),
        files,
        asides: one.and_then(|line| line.asides.clone()).unwrap_or_default(),
        parts: lines.into_iter().filter_map(DeskLine::part).collect(),
    }
}

impl DeskLine {
    fn lock(&self) -> Option<LockRow> {
        let reopening = self.reopened_at.map(|at| Reopening {
            at,
            by: self.reopened_by.clone().unwrap_or_default(),
            reason: self.reopening_reason.clone().unwrap_or_default(),
        });
        Some(LockRow { n: self.n?, content_sha256: self.content_sha256.clone()?, locked_at: self.locked_at?, reopening })
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

    fn part(self) -> Option<PartRow> {
        Some(PartRow {
            item: self.item,
            version: self.version?,
            content: self.content?,
            complete: self.complete?,
            saved_at: self.saved_at?,
            saved_by: self.saved_by?,
            saved_by_id: self.saved_by_id?,
            replaced: self.replaced_by.zip(self.replaced_at).zip(self.replaced).map(|((by, at), version)| Replaced { by, at, version }),
        })
    }
}

/// An item that the board is to answer, with what was said about it in the first response and since.
pub(crate) struct ItemRow {
    pub(crate) item: AskedItem,
    /// Planned in the first response, in the order in which they were promised.
    pub(crate) promises: Vec<Promise>,
    /// What it answered where it promised nothing.
    pub(crate) earlier: Earlier,
    pub(crate) verdict: Option<EarlierVerdict>,
}

/// What the auditors said about an answer.
#[derive(serde::Deserialize)]
pub(crate) struct EarlierVerdict {
    pub(crate) item: ItemId,
    pub(crate) grade: Grade,
    pub(crate) comment: String,
}

/// A planned measure of the first response, as the database puts it together.
#[derive(Debug, serde::Deserialize)]
struct PromiseRow {
    id: MeasureId,
    action: String,
    effect: String,
    due_text: String,
    due_on: Option<NaiveDate>,
    responsible: String,
}

impl PromiseRow {
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
        Ok(Promise { id: self.id, measure: stored.try_into().map_err(Failure::broken)? })
    }
}

/// The items, for a follow-up with what the first response promised about them.
pub(crate) async fn items(conn: &mut PgConnection, round: &Round, first: Option<SubmissionId>) -> Result<Vec<ItemRow>, Failure> {
    let rows = sqlx::query!(
        r#"select i.id as "id!", i.version as "version!", i.kind as "kind!", i.code as "code!", i.heading as "heading!", i.body as "body!",
             v.grade as "grade?", v.comment as "comment?",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', m.id, 'action', m.action, 'effect', m.effect, 'due_text', m.due_text, 'due_on', m.due_on,
                 'responsible', m.responsible) order by m.position)
               from published.submitted_measure m
               where m.submission_id = $3::submission_id and m.item_id = i.id and m.kind = 'planned'
             ), '[]') as "promises!: Json<Vec<PromiseRow>>",
             f.kind as "earlier_kind?: AnswerKind", f.elsewhere_reference as "earlier_reference?", f.again_text as "earlier_again_text?",
             f.again_on as "earlier_again_on?", f.same_code as "earlier_same_as?"
           from published.item i
           join published.item_board x on x.item_id = i.id
           left join published.submitted_answer f on f.submission_id = $3::submission_id and f.item_id = i.id
           left join published.verdict v on v.submission_id = $3::submission_id and v.item_id = i.id
           where i.audit_id = $1::audit_id
             and x.board_id = $2::board_id
           order by i.kind, i.number"#,
        round.audit as AuditId,
        round.board as BoardId,
        first as Option<SubmissionId>
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let again = row.earlier_again_text.zip(row.earlier_again_on).map(|(text, last_day)| LatestDate { text, last_day });
        Ok(ItemRow {
            verdict: row.grade.zip(row.comment).map(|(grade, comment)| EarlierVerdict { item: row.id, grade, comment }),
            item: AskedItem { id: row.id, version: row.version, kind: row.kind, code: row.code, heading: row.heading, body: row.body },
            earlier: Earlier::of(row.earlier_kind, row.earlier_reference, again, row.earlier_same_as),
            promises: row.promises.0.into_iter().map(PromiseRow::read).collect::<Result<_, Failure>>()?,
        })
    });
    read.collect()
}
