//! Reading one item with one of its boards: what it says, and everything that has happened to it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::FollowUpItem;
use super::Place;
use crate::domain::audit::ItemKind;
use crate::domain::ids::{AuditId, BoardId, ItemId, MeasureId, PersonId, RoundId};
use crate::domain::measure_status::ToldStatus;
use crate::domain::policy::Scope;
use crate::domain::response::{Agreement, AnswerKind, AnswerRow, AnsweredItem, Decider, MeasureKind, MeasureRow, Outcome, submitted};
use crate::domain::round::{LastDay, RoundName};
use crate::domain::standing::ItemStanding;
use crate::domain::submission::SubmissionKind;
use crate::domain::verdict::Grade;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};

/// The path of an item's page: the audit, the item's code, and the board.
pub(crate) type ItemPath = (String, String, String);

/// An item with one of its boards, as it stands.
pub(crate) struct Found {
    pub(crate) item: ItemId,
    pub(crate) board: BoardId,
    pub(crate) audit: AuditId,
    /// The board's newest round.
    pub(crate) newest_round: RoundId,
    /// Whether the board is asked in an audit that is open, or its answer waits for its verdict.
    pub(crate) asked: bool,
    pub(crate) place: i32,
    pub(crate) kind: ItemKind,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) reference: String,
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) board_name: String,
    pub(crate) board_slug: String,
    pub(crate) standing: ItemStanding,
    pub(crate) owed_on: Option<NaiveDate>,
    pub(crate) first_promised_on: Option<NaiveDate>,
    pub(crate) promised_on: Option<NaiveDate>,
    pub(crate) times_moved: i16,
    pub(crate) grade: Option<Grade>,
    pub(crate) look_on: Option<NaiveDate>,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    /// Every wording that it has had, the first as it was sent.
    pub(crate) wordings: Json<Vec<Wording>>,
    /// What the auditors have decided about it after its rounds.
    pub(crate) follow_ups: Json<Vec<FollowUp>>,
    /// The planned measures that count, from the first day promised.
    pub(crate) plans: Json<Vec<OpenPlan>>,
    /// What the board has told of its measures between rounds, in order.
    pub(crate) statuses: Json<Vec<ToldStatus>>,
    /// The other boards that have it, too.
    pub(crate) others: Json<Vec<Other>>,
    /// Which items of earlier audits it takes up, and which later ones take it up.
    pub(crate) takes_up: Json<Vec<TakenUp>>,
    pub(crate) taken_up: Json<Vec<TakenUp>>,
    /// What has been asked of others, or at another time, in nearly the same words.
    pub(crate) alike: Json<Vec<Alike>>,
    /// How the auditors have sorted it: the so many-th time, 0 where they have not.
    pub(crate) tagged: i16,
    pub(crate) prioritised: bool,
    pub(crate) tags: Vec<String>,
}

impl Found {
    /// How many decisions of the auditors there are.
    pub(crate) fn entries(&self) -> i16 {
        i16::try_from(self.follow_ups.len()).unwrap_or(i16::MAX)
    }

    /// What has been judged, and about which the board is not asked any more.
    pub(crate) fn may_be_followed_up(&self) -> bool {
        self.grade.is_some() && !self.asked
    }

    pub(crate) fn place(&self) -> Place {
        (self.place, self.item.uuid(), self.board.uuid())
    }
}

impl Scoped for Found {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// A wording of the item.
#[derive(Deserialize)]
pub(crate) struct Wording {
    pub(crate) n: i16,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) reason: String,
    pub(crate) worded_at: DateTime<Utc>,
}

/// A decision of the auditors after its rounds.
#[derive(Deserialize)]
pub(crate) struct FollowUp {
    pub(crate) look_on: Option<NaiveDate>,
    pub(crate) grade: Option<Grade>,
    pub(crate) given_up: bool,
    pub(crate) reason: String,
    pub(crate) decided_at: DateTime<Utc>,
}

/// A planned measure that counts.
#[derive(Deserialize)]
pub(crate) struct OpenPlan {
    pub(crate) measure: Option<MeasureId>,
    pub(crate) first_on: NaiveDate,
    pub(crate) now_on: Option<NaiveDate>,
    pub(crate) moves: i16,
    pub(crate) outcome: Option<Outcome>,
}

/// An item of another audit.
#[derive(Deserialize)]
pub(crate) struct TakenUp {
    pub(crate) code: String,
    pub(crate) reference: String,
    pub(crate) key: String,
}

/// So many items that ask for nearly the same are named.
const ALIKE: i64 = 5;

/// An item of another audit that asks for nearly the same, with one of its boards.
#[derive(Deserialize)]
pub(crate) struct Alike {
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) kind: ItemKind,
    pub(crate) board_name: String,
    pub(crate) board_slug: String,
    /// Whether it was for the board whose item it resembles.
    pub(crate) same_board: bool,
    pub(crate) standing: ItemStanding,
    pub(crate) sent_on: NaiveDate,
}

/// Another board that has the item.
#[derive(Deserialize)]
pub(crate) struct Other {
    pub(crate) name: String,
    pub(crate) slug: String,
}

#[expect(clippy::too_many_lines, reason = "one statement")]
pub(crate) async fn find(conn: &mut PgConnection, (key, code, board): &ItemPath) -> sqlx::Result<Option<Found>> {
    sqlx::query_as!(
        Found,
        r#"select i.item_id as "item!: ItemId", i.board_id as "board!: BoardId", i.audit_id as "audit!: AuditId", o.id as "newest_round!: RoundId",
             i.closed_at is null and exists (
               select 1 from published.round a where a.audit_id = i.audit_id and a.board_id = i.board_id and a.assessed_at is null and a.withdrawn_at is null
             ) as "asked!", i.place as "place!",
             i.kind as "kind!: ItemKind", i.code as "code!", i.heading as "heading!", i.reference as "reference!", i.reference_key as "key!",
             i.title as "title!", i.board_name as "board_name!", i.board_slug as "board_slug!", i.standing as "standing!: ItemStanding",
             i.owed_on as "owed_on?", i.first_promised_on as "first_promised_on?", i.promised_on as "promised_on?", i.times_moved as "times_moved!",
             i.grade as "grade?: Grade", i.look_on as "look_on?", i.closed_at as "closed_at?",
             (
               select jsonb_agg(jsonb_build_object('n', v.n, 'heading', v.heading, 'body', v.body, 'reason', v.reason, 'worded_at', v.worded_at) order by v.n)
               from published.item_version v where v.item_id = i.item_id
             ) as "wordings!: Json<Vec<Wording>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('n', f.n, 'look_on', f.look_on, 'grade', f.grade, 'given_up', f.given_up, 'reason', f.reason,
                 'decided_at', f.decided_at) order by f.n)
               from published.item_follow_up f where f.item_id = i.item_id and f.board_id = i.board_id
             ), '[]') as "follow_ups!: Json<Vec<FollowUp>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('measure', q.measure, 'first_on', q.first_on, 'now_on', q.now_on, 'moves', q.moves,
                 'outcome', q.outcome) order by q.place)
               from unnest(i.open_plans) with ordinality as q (measure, first_on, now_on, moves, outcome, place)
             ), '[]') as "plans!: Json<Vec<OpenPlan>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('action', s.action, 'outcome', s.outcome, 'words', s.words, 'due_text', s.due_text,
                 'told_at', s.told_at) order by s.told_at, s.measure_id)
               from published.measure_status s where s.item_id = i.item_id and s.board_id = i.board_id
             ), '[]') as "statuses!: Json<Vec<ToldStatus>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('name', o.board_name, 'slug', o.board_slug) order by o.board_name collate "sv-x-icu")
               from published.item_now o
               where o.item_id = i.item_id and o.board_id <> i.board_id
             ), '[]') as "others!: Json<Vec<Other>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('code', u.earlier_code, 'reference', u.earlier_reference, 'key', u.earlier_reference_key)
                 order by u.earlier_reference_key, u.earlier_code)
               from published.item_taken_up u where u.item_id = i.item_id
             ), '[]') as "takes_up!: Json<Vec<TakenUp>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('code', u.code, 'reference', u.reference, 'key', u.reference_key) order by u.sent_at, u.code)
               from published.item_taken_up u where u.earlier_id = i.item_id
             ), '[]') as "taken_up!: Json<Vec<TakenUp>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('key', x.reference_key, 'reference', x.reference, 'code', x.code, 'heading', x.heading, 'kind', x.kind,
                 'board_name', x.board_name, 'board_slug', x.board_slug, 'same_board', x.same_board, 'standing', x.standing, 'sent_on', x.sent_on)
                 order by x.likeness desc, x.sent_on desc, x.reference_key, not x.same_board, x.board_name collate "sv-x-icu")
               from (
                 -- Of one that went to several boards, this board's row before the others'.
                 select n.reference_key, n.reference, n.code, n.heading, n.kind, n.board_name, n.board_slug, n.board_id = i.board_id as same_board, n.standing,
                   n.sent_on, a.likeness
                 from alike_to(i.item_id) a
                 join published.item_now n on n.item_id = a.item_id and n.responds
                 order by a.likeness desc, n.sent_on desc, n.reference_key, n.board_id <> i.board_id, n.board_name collate "sv-x-icu"
                 limit $4
               ) x
             ), '[]') as "alike!: Json<Vec<Alike>>",
             coalesce(t.n, 0::smallint) as "tagged!", coalesce(t.prioritised, false) as "prioritised!", coalesce(t.tags, '{}') as "tags!"
           from published.item_now i
           left join lateral (select g.n, g.prioritised, g.tags from published.item_tags g where g.item_id = i.item_id limit 1) t on true
           cross join lateral (
             select r.id from published.round r where r.audit_id = i.audit_id and r.board_id = i.board_id order by r.ordinal desc limit 1
           ) o
           where i.reference_key = lower($1) and i.code = upper($2) and i.board_slug = $3"#,
        key,
        code,
        board,
        ALIKE
    )
    .fetch_optional(conn)
    .await
}

/// A round of the board, with something that came in for it about the item; none while nothing did.
pub(crate) struct Came {
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) closed: bool,
    pub(crate) answer: Option<AnswerCame>,
}

/// What came in about the item, and what the auditors said of it.
pub(crate) struct AnswerCame {
    pub(crate) number: i16,
    pub(crate) kind: SubmissionKind,
    pub(crate) received_on: NaiveDate,
    pub(crate) withdrawn_at: Option<DateTime<Utc>>,
    pub(crate) decision: Option<(Decider, NaiveDate, String)>,
    pub(crate) answered: AnsweredItem,
    pub(crate) measures: Vec<(MeasureId, String)>,
    pub(crate) verdicts: Vec<Said>,
}

/// A verdict on the item, as it was published; each after the first corrects the one before it.
#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    pub(crate) grade: Grade,
    pub(crate) comment: String,
    pub(crate) reason: String,
    pub(crate) published_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
struct MeasureCame {
    id: MeasureId,
    kind: MeasureKind,
    outcome: Option<Outcome>,
    action: String,
    effect: String,
    due_text: String,
    due_on: Option<NaiveDate>,
    responsible: String,
    planned: Option<MeasureId>,
    planned_action: Option<String>,
    planned_effect: Option<String>,
    planned_due_text: Option<String>,
    planned_due_on: Option<NaiveDate>,
    planned_responsible: Option<String>,
}

impl MeasureCame {
    fn row(self, item: ItemId) -> MeasureRow {
        MeasureRow {
            item,
            kind: self.kind,
            outcome: self.outcome,
            action: self.action,
            effect: self.effect,
            due_text: self.due_text,
            due_on: self.due_on,
            responsible: self.responsible,
            planned: self.planned,
            planned_action: self.planned_action,
            planned_effect: self.planned_effect,
            planned_due_text: self.planned_due_text,
            planned_due_on: self.planned_due_on,
            planned_responsible: self.planned_responsible,
            // Every round stands on the page.
            since: None,
        }
    }
}

/// The answer's own columns, as one value.
#[derive(Debug, Deserialize)]
struct AnswerRead {
    item_version: i16,
    heading: String,
    body: String,
    kind: AnswerKind,
    reason: String,
    elsewhere_reference: String,
    earlier_kind: Option<AnswerKind>,
    earlier_reference: Option<String>,
    earlier_again_text: Option<String>,
    earlier_again_on: Option<NaiveDate>,
    agreement: Option<Agreement>,
    agreement_reason: String,
    again_text: String,
    again_on: Option<NaiveDate>,
    looked_again: String,
    same_as: Option<String>,
    earlier_same_as: Option<String>,
    measures: Vec<MeasureCame>,
    verdicts: Vec<Said>,
}

impl AnswerRead {
    /// As it is drawn, with the texts of its measures by their ids, and what the auditors said.
    fn read(self, found: &Found) -> Result<(AnsweredItem, Vec<(MeasureId, String)>, Vec<Said>), Failure> {
        let actions = self.measures.iter().map(|measure| (measure.id, measure.action.clone())).collect();
        let row = AnswerRow {
            item: found.item,
            item_version: self.item_version,
            item_kind: found.kind,
            code: found.code.clone(),
            heading: self.heading,
            body: self.body,
            kind: self.kind,
            reason: self.reason,
            elsewhere_reference: self.elsewhere_reference,
            earlier_kind: self.earlier_kind,
            earlier_reference: self.earlier_reference,
            earlier_again_text: self.earlier_again_text,
            earlier_again_on: self.earlier_again_on,
            agreement: self.agreement,
            agreement_reason: self.agreement_reason,
            again_text: self.again_text,
            again_on: self.again_on,
            looked_again: self.looked_again,
            same_as: self.same_as,
            earlier_same_as: self.earlier_same_as,
        };
        let measures = self.measures.into_iter().map(|measure| measure.row(found.item)).collect();
        let answered = submitted(vec![row], measures).map_err(Failure::broken)?.into_iter().next();
        Ok((answered.ok_or_else(|| Failure::broken("an answer that is none"))?, actions, self.verdicts))
    }
}

/// Everything that the board was asked, and what came of it about the item, in order.
#[expect(clippy::too_many_lines, reason = "one statement: each round with what came of it")]
pub(crate) async fn life(conn: &mut PgConnection, found: &Found) -> Result<Vec<Came>, Failure> {
    let rows = sqlx::query!(
        r#"select r.name as "name!: RoundName", r.last_day as "last_day!: LastDay", r.closed_at is not null as "closed!", s.number as "number?",
             s.kind as "kind?: SubmissionKind", s.received_on as "received_on?", s.withdrawn_at as "withdrawn_at?", s.decider as "decider?: Decider",
             s.decided_on as "decided_on?", s.section as "section?",
             case when a.item_id is not null then jsonb_build_object(
               'item_version', a.item_version, 'heading', a.heading, 'body', a.body, 'kind', a.kind, 'reason', a.reason,
               'elsewhere_reference', a.elsewhere_reference, 'earlier_kind', e.kind, 'earlier_reference', e.elsewhere_reference,
               'earlier_again_text', e.again_text, 'earlier_again_on', e.again_on, 'agreement', a.agreement, 'agreement_reason', a.agreement_reason,
               'again_text', a.again_text, 'again_on', a.again_on, 'looked_again', a.looked_again, 'same_as', a.same_code, 'earlier_same_as', e.same_code,
               'measures', coalesce((
                 select jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'outcome', m.outcome, 'action', m.action, 'effect', m.effect,
                   'due_text', m.due_text, 'due_on', m.due_on, 'responsible', m.responsible, 'planned', m.planned_measure, 'planned_action', p.action,
                   'planned_effect', p.effect, 'planned_due_text', p.due_text, 'planned_due_on', p.due_on, 'planned_responsible', p.responsible)
                   order by m.position)
                 from published.submitted_measure m
                 left join published.submitted_measure p on p.id = m.planned_measure
                 where m.submission_id = s.id and m.item_id = $3::item_id
               ), '[]'),
               'verdicts', coalesce((
                 select jsonb_agg(jsonb_build_object('grade', v.grade, 'comment', v.comment, 'reason', v.reason, 'published_at', v.published_at) order by v.n)
                 from published.verdict_change v
                 where v.submission_id = s.id and v.item_id = $3::item_id
               ), '[]')
             ) end as "answer?: Json<AnswerRead>"
           from published.round r
           left join published.submission s on s.round_id = r.id
             and exists (select 1 from published.submitted_answer x where x.submission_id = s.id and x.item_id = $3::item_id)
           left join published.submitted_answer a on a.submission_id = s.id and a.item_id = $3::item_id
           left join published.round f on r.kind <> 'first' and f.audit_id = r.audit_id and f.board_id = r.board_id and f.kind = 'first'
             and f.withdrawn_at is null
           left join published.submitted_answer e on e.submission_id = f.submission_id and e.item_id = a.item_id
           where r.audit_id = $1::audit_id and r.board_id = $2::board_id
           order by r.ordinal, s.number"#,
        found.audit as AuditId,
        found.board as BoardId,
        found.item as ItemId
    )
    .fetch_all(conn)
    .await?;
    let came = rows.into_iter().map(|row| {
        let arrived = row.answer.zip(row.number).zip(row.kind).zip(row.received_on);
        let decision = row.decider.zip(row.decided_on).map(|(decider, day)| (decider, day, row.section.unwrap_or_default()));
        let answer = arrived.map(|(((Json(read), number), kind), received_on)| {
            let (answered, measures, verdicts) = read.read(found)?;
            Ok::<_, Failure>(AnswerCame { number, kind, received_on, withdrawn_at: row.withdrawn_at, decision, answered, measures, verdicts })
        });
        Ok(Came { name: row.name, last_day: row.last_day, closed: row.closed, answer: answer.transpose()? })
    });
    came.collect()
}

/// A decision of the auditors that is to be written.
pub(crate) struct NewFollowUp<'a> {
    pub(crate) n: i16,
    pub(crate) look_on: Option<NaiveDate>,
    pub(crate) grade: Option<Grade>,
    pub(crate) given_up: bool,
    pub(crate) reason: &'a str,
}

/// Nobody opens a round of the board or judges meanwhile.
pub(crate) async fn hold(conn: &mut PgConnection, (key, _, board): &ItemPath) -> sqlx::Result<()> {
    sqlx::query!(
        "select r.id from round r
         where r.id in (select p.id from published.round p where p.reference_key = lower($1) and p.board_slug = $2)
         order by r.ordinal
         for update",
        key,
        board
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

pub(crate) async fn follow_up(change: &mut Change<FollowUpItem>, found: &Found, new: &NewFollowUp<'_>) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into item_follow_up (item_id, board_id, n, look_on, grade, given_up, reason, decided_at, decided_by)
         values ($1::item_id, $2::board_id, $3, $4, $5, $6, $7, $8, $9::person_id)",
        found.item as ItemId,
        found.board as BoardId,
        new.n,
        new.look_on,
        new.grade as Option<Grade>,
        new.given_up,
        new.reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
