//! The same as the overview reads of today, of a day that is over: as everything stood at its end (ADR 0069). What was counted and
//! what was open is stored by days; the few rows that are named are folded from the facts.

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Ages, Audits, CouncilAct, Counted, CountedRow, Missing, Passed, by_boards_and_years};
use crate::domain::response::Outcome;
use crate::domain::round::{LastDay, RoundName};

/// How many audits had been sent by that day, and on which day the first one was. Of a day before that, and where none has been sent,
/// how it is today.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(in super::super) async fn audits_then(conn: &mut PgConnection, day: NaiveDate, today: NaiveDate) -> sqlx::Result<(Option<NaiveDate>, Audits)> {
    let row = sqlx::query!(
        r#"with shown as (
             select f.first_on, f.day, end_of_day(f.day) as until
             from (select min(a.from_on) as first_on, case when min(a.from_on) <= $1 then $1 else $2 end as day from published.audits_then a) f
           )
           select s.first_on as "first_on?", coalesce(t.sent, 0)::bigint as "sent!", coalesce(t.sent - t.closed, 0)::bigint as "followed_up!",
             coalesce(t.waiting, 0)::bigint as "waiting!",
             (
               select jsonb_build_object('key', a.reference_key, 'title', w.title, 'held_on', c.held_on, 'section', c.section, 'handling', c.handling,
                 'this_year', (
                   select count(distinct y.audit_id)
                   from published.council_act y
                   where y.held_on between date_trunc('year', s.day)::date and s.day and y.entered_at <= s.until and not y.struck
                     and not exists (
                       select 1 from published.council_act l where l.audit_id = y.audit_id and l.n = y.n and l.version > y.version and l.entered_at <= s.until
                     )
                 ))
               from published.council_act c
               join published.audit a on a.id = c.audit_id
               cross join lateral (
                 select v.title from published.audit_version v where v.audit_id = c.audit_id and v.worded_at <= s.until order by v.n desc limit 1
               ) w
               where c.held_on <= s.day and c.entered_at <= s.until and not c.struck
                 and not exists (
                   select 1 from published.council_act l where l.audit_id = c.audit_id and l.n = c.n and l.version > c.version and l.entered_at <= s.until
                 )
               order by c.held_on desc, c.entered_at desc
               limit 1
             ) as "council: Json<CouncilAct>",
             (
               select jsonb_build_object('oldest_on', min(o.oldest_on),
                 'two', (select count(*) from (
                   select 1 from published.item_then i
                   where i.responds and i.kind = 'recommendation' and i.standing = any ($3::text[]::item_standing[]) and i.sent_on < $4
                     and i.from_on <= s.day and i.to_on > s.day
                   limit $6) t),
                 'four', (select count(*) from (
                   select 1 from published.item_then i
                   where i.responds and i.kind = 'recommendation' and i.standing = any ($3::text[]::item_standing[]) and i.sent_on < $5
                     and i.from_on <= s.day and i.to_on > s.day
                   limit $6) f))
               from unnest($3::text[]::item_standing[]) u
               cross join lateral (
                 select i.sent_on as oldest_on from published.item_then i
                 where i.responds and i.kind = 'recommendation' and i.standing = u and i.from_on <= s.day and i.to_on > s.day
                 order by i.sent_on
                 limit 1
               ) o
             ) as "ages: Json<Ages>"
           from shown s
           left join lateral (
             select a.sent, a.closed, a.waiting from published.audits_then a where a.from_on <= s.day order by a.from_on desc limit 1
           ) t on true"#,
        day,
        today,
        &Ages::open(),
        Ages::before(day, 2),
        Ages::before(day, 4),
        Ages::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok((row.first_on, Audits { sent: row.sent, followed_up: row.followed_up, waiting: row.waiting, council: row.council, ages: row.ages }))
}

/// What was counted, and beside it what was open.
pub(in super::super) async fn counted_then(conn: &mut PgConnection, day: NaiveDate) -> sqlx::Result<Counted> {
    let rows = sqlx::query_as!(
        CountedRow,
        r#"with counted as (
             select t.board_id, t.year, t.submitted, t.late, 0 as overdue, t.unanswered, t.extended, t.late_by_letter, 0 as overdue_by_letter,
               t.moved_after, 0 as moved_after_open, t.implemented, t.partly, t.not_implemented, t.waiting
             from published.tally_then t
             where t.days @> $1::date
               and t.submitted + t.unanswered + t.awaited + t.implemented + t.partly + t.not_implemented + t.waiting > 0
             union all
             select o.board_id, extract(year from o.due_on)::smallint, 0, 0, (o.due_on < $1 and not o.behind)::integer, 0,
               (o.due_on < $1 and not o.behind and o.extended)::integer, 0, (o.original_due_on < $1 and not o.behind)::integer,
               o.moved::integer, o.moved::integer, 0, 0, 0, 0
             from published.open_then o
             where o.days @> $1::date
               and (o.moved or not o.behind and least(o.due_on, o.original_due_on) < $1)
           ), summed as (
             select board_id, year, sum(submitted) as submitted, sum(late) as late, sum(overdue) as overdue, sum(unanswered) as unanswered,
               sum(extended) as extended, sum(late_by_letter) as late_by_letter, sum(overdue_by_letter) as overdue_by_letter,
               sum(moved_after) as moved_after, sum(moved_after_open) as moved_after_open, sum(implemented) as implemented, sum(partly) as partly,
               sum(not_implemented) as not_implemented, sum(waiting) as waiting
             from counted
             group by grouping sets ((board_id), (year))
           )
           select c.name as "name?", b.slug as "slug?", s.year as "year?", s.submitted as "submitted!", s.late as "late!", s.overdue as "overdue!",
             s.unanswered as "unanswered!", s.extended as "extended!", s.late_by_letter as "late_by_letter!",
             s.overdue_by_letter as "overdue_by_letter!", s.moved_after as "moved_after!", s.moved_after_open as "moved_after_open!",
             s.implemented as "implemented!", s.partly as "partly!", s.not_implemented as "not_implemented!", s.waiting as "waiting!"
           from summed s
           left join published.board b on b.id = s.board_id
           left join lateral (select called_then(b.id, b.name, $1) as name) c on b.id is not null
           order by c.name collate "sv-x-icu", b.id, s.year"#,
        day
    )
    .fetch_all(conn)
    .await?;
    Ok(by_boards_and_years(rows))
}

/// The most overdue and the next ones to come, so many of each. Which ones these are is looked up by their days; rounds of one day are
/// told apart by names, and so all of the last such day are folded.
pub(in super::super) async fn missing_then(conn: &mut PgConnection, day: NaiveDate, each: i64) -> sqlx::Result<Vec<Missing>> {
    sqlx::query_as!(
        Missing,
        r#"with open as materialized (
             select o.round_id, o.due_on, o.due_on < $1 as overdue
             from published.open_then o
             where o.days @> $1::date and (o.due_on >= $1 or not o.behind)
           ), nearest as (
             select o.round_id, o.overdue from open o
             where o.due_on <= (select max(n.due_on) from (select x.due_on from open x where x.overdue order by x.due_on limit $2) n) and o.overdue
             union all
             select o.round_id, o.overdue from open o
             where o.due_on <= (select max(n.due_on) from (select x.due_on from open x where not x.overdue order by x.due_on limit $2) n) and not o.overdue
           ), placed as (
             select r.*, n.overdue, c.name as called,
               row_number() over (partition by n.overdue order by r.due_on, c.name collate "sv-x-icu", r.title collate "sv-x-icu", r.ordinal) as nth
             from rounds_of_day($1, array(select n.round_id::uuid from nearest n)) r
             join nearest n on n.round_id = r.id
             cross join lateral (select called_then(r.board_id, r.board_name, $1) as name) c
           )
           select row(p.reference, p.reference_key, p.title, p.called, p.board_slug, p.kind, p.ordinal)::round_name as "name!: RoundName",
             row(p.due_on, p.original_due_on, p.due_kind, p.extension_asked, p.moved_after, p.undecided, p.withdrawn_at is not null)::last_day
               as "last_day!: LastDay"
           from placed p
           where p.nth <= $2
           order by p.due_on, p.called collate "sv-x-icu", p.title collate "sv-x-icu", p.ordinal"#,
        day,
        each
    )
    .fetch_all(conn)
    .await
}

/// The oldest so many measures that counted although their first date had passed.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(in super::super) async fn passed_then(conn: &mut PgConnection, day: NaiveDate, most: i64) -> sqlx::Result<Vec<Passed>> {
    sqlx::query_as!(
        Passed,
        r#"with first as materialized (
             select o.owed[1] as owed_on
             from published.owed_then o
             where o.owed[1] < $1 and o.to_on > $1 and o.from_on <= $1
             order by o.owed[1]
             limit $2
           ), oldest as (
             -- By names only among those of the last such day.
             select n.item_id, n.board_id, o.owed[1] as owed_on, n.reference_key, n.number, c.name
             from published.owed_then o
             cross join lateral (
               select i.item_id, i.board_id, i.reference_key, i.number, i.board_name from published.item_now i
               where i.item_id = o.item_id and i.board_id = o.board_id limit 1
             ) n
             cross join lateral (select called_then(n.board_id, n.board_name, $1) as name) c
             where o.owed[1] <= (select max(f.owed_on) from first f) and o.to_on > $1 and o.from_on <= $1
             order by o.owed[1], c.name collate "sv-x-icu", n.reference_key, n.number, n.item_id
             limit $2
           ), folded as (
             select i.*, o.name as called
             from items_of_day($1, array(select o.item_id::uuid from oldest o), array(select o.board_id::uuid from oldest o)) i
             join oldest o on o.item_id = i.item_id and o.board_id = i.board_id
           )
           select i.reference_key as "key!", i.called as "board!", i.board_slug as "board_slug!", i.code as "code!", i.heading as "heading!",
             coalesce(m.action, '') as "action!", p.first_on as "first_on!", p.now_on as "now_on?", p.moves as "moves!",
             p.outcome as "outcome?: Outcome", coalesce(i.answer_kind = 'elsewhere' and i.ordinal > 1, false) as "elsewhere!",
             s.outcome as "status?: Outcome", s.due_on as "status_on?", stockholm_day(s.told_at) as "status_told_on?",
             -- The days that were promised stand in their order: so many of them come before.
             (select sum(x.passed)::bigint from (
               select width_bucket($1::date - 1, o.owed) as passed
               from published.owed_then o
               where o.owed[1] < $1 and o.to_on > $1 and o.from_on <= $1
               limit $3
             ) x) as "of_all!"
           from folded i
           cross join lateral (
             select q.measure, q.first_on, q.now_on, q.moves, q.outcome, q.place
             from unnest(i.open_plans) with ordinality as q (measure, first_on, now_on, moves, outcome, place)
             where q.first_on < $1
             order by q.place
             limit $2
           ) p
           left join lateral (
             select o.action from published.submitted_measure o where o.id = p.measure limit 1
           ) m on true
           left join lateral (
             select t.outcome, t.due_on, t.told_at from published.measure_status t
             where t.measure_id = p.measure and t.submission_id = i.submission_id and t.told_at <= end_of_day($1)
             order by t.n desc
             limit 1
           ) s on true
           order by p.first_on, i.called collate "sv-x-icu", i.reference_key, i.number, i.item_id, p.place
           limit $2"#,
        day,
        most,
        Ages::LIMIT
    )
    .fetch_all(conn)
    .await
}
