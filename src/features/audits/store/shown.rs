//! Reading one audit, with everything that is known of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::TakenUp;
use crate::domain::audit::{AddresseeRole, ItemKind};
use crate::domain::council::Handling;
use crate::domain::ids::{AuditId, BoardId};
use crate::domain::policy::Scope;
use crate::domain::register::BoardStory;
use crate::domain::round::{LastDay, RoundKind, RoundName};
use crate::domain::verdict::Grade;
use crate::platform::gate::Scoped;

/// An audit as anybody who may read it finds it.
pub(crate) struct ShownAudit {
    pub(crate) id: AuditId,
    pub(crate) key: String,
    pub(crate) sent: bool,
}

impl Scoped for ShownAudit {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// Sent audits for everybody. The auditors' side also finds its own drafts: the other sides could not read that table.
pub(crate) async fn shown_audit(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<ShownAudit>> {
    let found = sqlx::query!(
        r#"select a.id as "id?", a.reference_key as "key?", has_table_privilege('public.audit', 'select') as "auditors!"
           from (select 1) one
           left join published.audit a on a.reference_key = lower($1)"#,
        key
    )
    .fetch_one(&mut *conn)
    .await?;
    match (found.id, found.key) {
        (Some(id), Some(key)) => Ok(Some(ShownAudit { id, key, sent: true })),
        _ if found.auditors => Ok(super::own_audit(conn, key).await?.map(|audit| ShownAudit { id: audit.id, key: audit.key, sent: audit.sent })),
        _ => Ok(None),
    }
}

/// What an audit says.
pub(crate) struct AuditPage {
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) decided_by: String,
    pub(crate) decided_on: Option<NaiveDate>,
    pub(crate) chair: String,
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) sent_at: DateTime<Utc>,
    pub(crate) message: String,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) motive: Option<String>,
    /// Those who received the letter without having to answer.
    pub(crate) others: Json<Vec<OtherAddressee>>,
    pub(crate) files: Json<Vec<super::FileRow>>,
    pub(crate) letter: Option<Json<super::LetterRow>>,
    pub(crate) titles: Json<Vec<TitleRow>>,
    /// Every address for answers that it has had.
    pub(crate) reply_addresses: Json<Vec<ReplyToRow>>,
    pub(crate) closings: Json<Vec<ClosingRow>>,
    /// Who is responsible, after everybody who was.
    pub(crate) responsible: Json<Vec<ResponsibleRow>>,
    /// What the council did with it, with every version of each.
    pub(crate) council: Json<Vec<CouncilRow>>,
}

#[derive(Deserialize)]
pub(crate) struct OtherAddressee {
    pub(crate) name: String,
    pub(crate) role: AddresseeRole,
    /// When it got the letter afterwards, and why.
    pub(crate) added_at: Option<DateTime<Utc>>,
    pub(crate) added_reason: String,
}

/// A title that it has had, the first as it was sent.
#[derive(Deserialize)]
pub(crate) struct TitleRow {
    pub(crate) title: String,
    pub(crate) reason: String,
    pub(crate) worded_at: DateTime<Utc>,
}

/// An address for answers that it has had. The first has no reason.
#[derive(Deserialize)]
pub(crate) struct ReplyToRow {
    pub(crate) reply_to: String,
    pub(crate) reason: String,
    pub(crate) worded_at: DateTime<Utc>,
}

/// A version of what the council did with it.
#[derive(Deserialize)]
pub(crate) struct CouncilRow {
    pub(crate) n: i16,
    pub(crate) held_on: NaiveDate,
    pub(crate) section: String,
    pub(crate) handling: Handling,
    pub(crate) asked: String,
    pub(crate) minutes: String,
    pub(crate) struck: bool,
    pub(crate) reason: String,
    pub(crate) entered_at: DateTime<Utc>,
}

/// Somebody who is responsible for it, or was.
#[derive(Deserialize)]
pub(crate) struct ResponsibleRow {
    pub(crate) name: String,
    pub(crate) named_at: DateTime<Utc>,
    /// She is an auditor on the day that is shown.
    pub(crate) audits: bool,
}

/// A closing, and what became of it.
#[derive(Deserialize)]
pub(crate) struct ClosingRow {
    pub(crate) closed_at: DateTime<Utc>,
    pub(crate) motive: String,
    pub(crate) reopened_at: Option<DateTime<Utc>>,
    pub(crate) reopening_reason: Option<String>,
}

/// `day`: of which the names of boards are.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(crate) async fn audit_page(conn: &mut PgConnection, id: AuditId, day: NaiveDate) -> sqlx::Result<AuditPage> {
    sqlx::query_as!(
        AuditPage,
        r#"select reference as "reference!", title as "title!", decided_by as "decided_by!", decided_on, chair as "chair!",
             overall_assessment as "overall_assessment!", reply_to as "reply_to!", follow_up_period as "follow_up_period!",
             sent_at as "sent_at!", message as "message!", closed_at, motive,
             coalesce((
               select jsonb_agg(jsonb_build_object('name', c.name, 'role', x.role, 'added_at', x.added_at, 'added_reason', x.added_reason)
                 order by c.name collate "sv-x-icu")
               from published.addressee x cross join lateral (select called_then(x.board_id, x.board_name, $2) as name) c
               where x.audit_id = $1::audit_id and x.role <> 'respond'
             ), '[]') as "others!: Json<Vec<OtherAddressee>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'secret', f.secret,
                 'added_reason', f.added_reason, 'added_at', f.added_at) order by f.added_at)
               from published.audit_file f
               where f.audit_id = $1::audit_id
             ), '[]') as "files!: Json<Vec<super::FileRow>>",
             (
               select jsonb_build_object('name', l.name, 'byte_count', l.byte_count) from published.letter l where l.audit_id = $1::audit_id
             ) as "letter: Json<super::LetterRow>",
             (
               select jsonb_agg(jsonb_build_object('title', v.title, 'reason', v.reason, 'worded_at', v.worded_at) order by v.n)
               from published.audit_version v where v.audit_id = $1::audit_id
             ) as "titles!: Json<Vec<TitleRow>>",
             (
               select jsonb_agg(jsonb_build_object('reply_to', v.reply_to, 'reason', v.reason, 'worded_at', v.worded_at) order by v.n)
               from published.audit_reply_to v where v.audit_id = $1::audit_id
             ) as "reply_addresses!: Json<Vec<ReplyToRow>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('closed_at', k.closed_at, 'motive', k.motive, 'reopened_at', k.reopened_at,
                 'reopening_reason', k.reopening_reason) order by k.n)
               from published.audit_closing k where k.audit_id = $1::audit_id
             ), '[]') as "closings!: Json<Vec<ClosingRow>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('name', s.name, 'named_at', s.named_at, 'audits', exists (
                   select 1 from published.auditor o
                   where o.person_id = s.person_id and o.valid_from <= $2 and (o.valid_to is null or o.valid_to >= $2)
                 )) order by s.n)
               from published.responsible s where s.audit_id = $1::audit_id
             ), '[]') as "responsible!: Json<Vec<ResponsibleRow>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('n', c.n, 'held_on', c.held_on, 'section', c.section, 'handling', c.handling, 'asked', c.asked,
                 'minutes', c.minutes, 'struck', c.struck, 'reason', c.reason, 'entered_at', c.entered_at) order by c.n, c.version)
               from published.council_act c where c.audit_id = $1::audit_id
             ), '[]') as "council!: Json<Vec<CouncilRow>>"
           from published.audit where id = $1::audit_id"#,
        id as AuditId,
        day
    )
    .fetch_one(conn)
    .await
}

/// One round of an audit, with the reason for its original date.
pub(crate) struct RoundRow {
    pub(crate) board: BoardId,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) reason: String,
    /// Why it was opened after the dispatch; empty, when it came with it.
    pub(crate) opening: String,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
    /// When an answer came that the board took back since, and when it did; while no other has come.
    pub(crate) withdrawn_came_on: Option<NaiveDate>,
    pub(crate) withdrawn_at: Option<DateTime<Utc>>,
    /// When the auditors withdrew the round itself, and why.
    pub(crate) recalled_at: Option<DateTime<Utc>>,
    pub(crate) recall_reason: Option<String>,
    /// How often the auditors have reminded the board in their own words, when last, and who did.
    pub(crate) prompts: i16,
    pub(crate) prompted_at: Option<DateTime<Utc>>,
    pub(crate) prompted_by: Option<String>,
    /// What has become of the board.
    pub(crate) story: Json<BoardStory>,
}

pub(crate) async fn rounds(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<RoundRow>> {
    sqlx::query_as!(
        RoundRow,
        r#"select r.board_id as "board!", r.name as "name!", r.last_day as "last_day!", e.reason as "reason!", o.reason as "opening!", r.received_on, r.assessed_at,
             w.received_on as "withdrawn_came_on?", w.withdrawn_at as "withdrawn_at?", r.withdrawn_at as "recalled_at?", y.reason as "recall_reason?",
             coalesce(p.n, 0::smallint) as "prompts!", p.prompted_at as "prompted_at?", p.prompted_by_name as "prompted_by?",
             b.story as "story!: Json<BoardStory>"
           from published.round r
           join published.board_story b on b.board_id = r.board_id
           join published.deadline_entry e on e.round_id = r.id and e.n = 1
           join published.round_opening o on o.round_id = r.id
           left join published.round_withdrawal y on y.round_id = r.id
           left join lateral (
             select s.received_on, s.withdrawn_at
             from published.submission s
             where s.round_id = r.id and r.submission_id is null and s.kind <> 'supplement'
             order by s.number desc
             limit 1
           ) w on true
           left join lateral (
             select x.n, x.prompted_at, x.prompted_by_name from published.prompt x where x.round_id = r.id order by x.n desc limit 1
           ) p on true
           where r.audit_id = $1::audit_id
           order by r.board_name collate "sv-x-icu", r.ordinal"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// A published item with its boards and its verdicts.
pub(crate) struct PublishedItem {
    pub(crate) kind: ItemKind,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) boards: Vec<String>,
    pub(crate) verdicts: Json<Vec<VerdictRow>>,
    /// Every wording, when it has had several.
    pub(crate) wordings: Json<Vec<WordingRow>>,
    /// Which items of earlier audits it takes up, and which later ones take it up.
    pub(crate) takes_up: Json<Vec<TakenUp>>,
    pub(crate) taken_up: Json<Vec<TakenUp>>,
}

/// A wording of an item, the first as it was sent.
#[derive(Deserialize)]
pub(crate) struct WordingRow {
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) reason: String,
    pub(crate) worded_at: DateTime<Utc>,
}

/// What the auditors found of an item with a board.
#[derive(Deserialize)]
pub(crate) struct VerdictRow {
    pub(crate) board_name: String,
    pub(crate) grade: Grade,
    #[serde(flatten)]
    pub(crate) found: Found,
}

/// What the auditors judged by.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Found {
    /// What the board answered in a round.
    Answer { kind: RoundKind, ordinal: i16 },
    /// What they saw when they looked themselves, the last time.
    Look { looked_at: DateTime<Utc> },
}

#[expect(clippy::too_many_lines, reason = "one statement")]
pub(crate) async fn published_items(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<PublishedItem>> {
    sqlx::query_as!(
        PublishedItem,
        r#"with found as (
             select v.item_id, r.board_name, r.ordinal::integer as nth, v.grade, jsonb_build_object('kind', r.kind, 'ordinal', r.ordinal) as by
             from published.round r
             join published.verdict v on v.submission_id = r.submission_id
             where r.audit_id = $1::audit_id
             union all
             select i.id, b.name, 100000, u.grade, jsonb_build_object('looked_at', u.decided_at)
             from published.item i
             join published.item_board x on x.item_id = i.id
             join published.board b on b.id = x.board_id
             cross join lateral (
               select f.grade, f.decided_at from published.item_follow_up f
               where f.item_id = i.id and f.board_id = x.board_id and f.grade is not null
               order by f.n desc
               limit 1
             ) u
             where i.audit_id = $1::audit_id
           ), verdicts as (
             select f.item_id, jsonb_agg(f.by || jsonb_build_object('board_name', f.board_name, 'grade', f.grade)
               order by f.board_name collate "sv-x-icu", f.nth) as said
             from found f
             group by f.item_id
           )
           select i.kind as "kind!", i.code as "code!", i.heading as "heading!", i.body as "body!",
             array(
               select b.name from published.item_board x join published.board b on b.id = x.board_id
               where x.item_id = i.id
               order by b.name collate "sv-x-icu"
             ) as "boards!: Vec<String>",
             coalesce(v.said, '[]') as "verdicts!: Json<Vec<VerdictRow>>",
             case when i.version = 1 then '[]' else (
               select jsonb_agg(jsonb_build_object('heading', w.heading, 'body', w.body, 'reason', w.reason, 'worded_at', w.worded_at) order by w.n)
               from published.item_version w where w.item_id = i.id
             ) end as "wordings!: Json<Vec<WordingRow>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('code', u.earlier_code, 'reference', u.earlier_reference, 'key', u.earlier_reference_key)
                 order by u.earlier_reference_key, u.earlier_code)
               from published.item_taken_up u where u.item_id = i.id
             ), '[]') as "takes_up!: Json<Vec<TakenUp>>",
             coalesce((
               select jsonb_agg(jsonb_build_object('code', u.code, 'reference', u.reference, 'key', u.reference_key) order by u.sent_at, u.code)
               from published.item_taken_up u where u.earlier_id = i.id
             ), '[]') as "taken_up!: Json<Vec<TakenUp>>"
           from published.item i
           left join verdicts v on v.item_id = i.id
           where i.audit_id = $1::audit_id
           order by i.kind, i.number"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}
