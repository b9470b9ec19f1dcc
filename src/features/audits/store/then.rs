//! Reading one audit as it stood at the end of a day that is over (ADR 0069): what is a record with its instant is left out when it came
//! later, and what is folded is folded as of then.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{AuditPage, PublishedItem, RoundRow, VerdictRow, WordingRow};
use crate::domain::ids::{AuditId, BoardId};
use crate::domain::register::BoardStory;
use crate::domain::round::{LastDay, RoundName};

impl AuditPage {
    /// Without what came after an instant.
    pub(crate) fn until(&mut self, until: DateTime<Utc>) {
        self.others.retain(|one| one.added_at.is_none_or(|at| at <= until));
        self.files.retain(|one| one.added_at <= until);
        self.titles.retain(|one| one.worded_at <= until);
        self.responsible.retain(|one| one.named_at <= until);
        self.council.retain(|one| one.entered_at <= until);
        self.closings.retain(|one| one.closed_at <= until);
        for one in self.closings.iter_mut() {
            if one.reopened_at.is_some_and(|at| at > until) {
                (one.reopened_at, one.reopening_reason) = (None, None);
            }
        }
        if let Some(title) = self.titles.last() {
            self.title.clone_from(&title.title);
        }
        let closed = self.closings.last().filter(|one| one.reopened_at.is_none());
        (self.closed_at, self.motive) = (closed.map(|one| one.closed_at), closed.map(|one| one.motive.clone()));
    }
}

pub(crate) async fn rounds_then(conn: &mut PgConnection, id: AuditId, day: NaiveDate) -> sqlx::Result<Vec<RoundRow>> {
    sqlx::query_as!(
        RoundRow,
        r#"select r.board_id as "board!: BoardId",
             row(r.reference, r.reference_key, r.title, c.name, r.board_slug, r.kind, r.ordinal)::round_name as "name!: RoundName",
             row(r.due_on, r.original_due_on, r.due_kind, r.extension_asked, r.moved_after, r.undecided, r.withdrawn_at is not null)::last_day
               as "last_day!: LastDay",
             e.reason as "reason!", o.reason as "opening!", r.received_on as "received_on?", r.assessed_at as "assessed_at?",
             w.received_on as "withdrawn_came_on?", w.withdrawn_at as "withdrawn_at?", r.withdrawn_at as "recalled_at?", y.reason as "recall_reason?",
             coalesce(p.n, 0::smallint) as "prompts!", p.prompted_at as "prompted_at?", p.prompted_by_name as "prompted_by?",
             b.story as "story!: Json<BoardStory>"
           from rounds_of_day($2, array(select x.id::uuid from published.round x where x.audit_id = $1::audit_id)) r
           cross join lateral (select called_then(r.board_id, r.board_name, $2) as name) c
           join published.board_story b on b.board_id = r.board_id
           cross join lateral (select d.reason from published.deadline_entry d where d.round_id = r.id and d.n = 1 limit 1) e
           cross join lateral (select b.reason from published.round_opening b where b.round_id = r.id limit 1) o
           left join lateral (
             select w.reason from published.round_withdrawal w where w.round_id = r.id and r.withdrawn_at is not null limit 1
           ) y on true
           left join lateral (
             select s.received_on, s.withdrawn_at
             from published.submission s
             where s.round_id = r.id and r.submission_id is null and s.kind <> 'supplement' and s.entered_at <= end_of_day($2)
             order by s.number desc
             limit 1
           ) w on true
           left join lateral (
             select x.n, x.prompted_at, x.prompted_by_name from published.prompt x
             where x.round_id = r.id and x.prompted_at <= end_of_day($2)
             order by x.n desc
             limit 1
           ) p on true
           order by c.name collate "sv-x-icu", r.ordinal"#,
        id as AuditId,
        day
    )
    .fetch_all(conn)
    .await
}

#[expect(clippy::too_many_lines, reason = "one statement: what was said in rounds, and what was seen since")]
pub(crate) async fn published_items_then(conn: &mut PgConnection, id: AuditId, day: NaiveDate) -> sqlx::Result<Vec<PublishedItem>> {
    sqlx::query_as!(
        PublishedItem,
        r#"with found as (
             select v.item_id, c.name as board_name, r.ordinal::integer as nth, v.grade, jsonb_build_object('kind', r.kind, 'ordinal', r.ordinal) as by
             from rounds_of_day($2, array(select x.id::uuid from published.round x where x.audit_id = $1::audit_id)) r
             cross join lateral (select called_then(r.board_id, r.board_name, $2) as name) c
             cross join lateral (
               select u.n from published.verdict_publications u
               where u.submission_id = r.submission_id and u.published_at <= end_of_day($2)
               order by u.n desc
               limit 1
             ) p
             cross join lateral (
               select h.item_id, h.grade from published.verdict_history h where h.submission_id = r.submission_id and h.n = p.n offset 0
             ) v
             union all
             select i.id, called_then(b.id, b.name, $2), 100000, u.grade, jsonb_build_object('looked_at', u.decided_at)
             from published.item i
             join published.item_board x on x.item_id = i.id
             join published.board b on b.id = x.board_id
             cross join lateral (
               select f.grade, f.decided_at from published.item_follow_up f
               where f.item_id = i.id and f.board_id = x.board_id and f.grade is not null and f.decided_at <= end_of_day($2)
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
           select i.kind as "kind!", i.code as "code!", w.heading as "heading!", w.body as "body!",
             array(
               select c.name from published.item_board x join published.board b on b.id = x.board_id
               cross join lateral (select called_then(b.id, b.name, $2) as name) c
               where x.item_id = i.id
               order by c.name collate "sv-x-icu"
             ) as "boards!: Vec<String>",
             coalesce(v.said, '[]') as "verdicts!: Json<Vec<VerdictRow>>",
             case when w.n = 1 then '[]' else (
               select jsonb_agg(jsonb_build_object('heading', o.heading, 'body', o.body, 'reason', o.reason, 'worded_at', o.worded_at) order by o.n)
               from published.item_version o where o.item_id = i.id and o.worded_at <= end_of_day($2)
             ) end as "wordings!: Json<Vec<WordingRow>>"
           from published.item i
           cross join lateral (
             select o.n, o.heading, o.body from published.item_version o
             where o.item_id = i.id and o.worded_at <= end_of_day($2)
             order by o.n desc
             limit 1
           ) w
           left join verdicts v on v.item_id = i.id
           where i.audit_id = $1::audit_id
           order by i.kind, i.number"#,
        id as AuditId,
        day
    )
    .fetch_all(conn)
    .await
}
