-- Between rounds a board is asked how a measure goes whose day has come, and its answer is a record of its own (ADR 0070): the board's
-- word beside what it has handed in, which it does not change.

alter type notice_kind add value 'status_asked';
alter type notice_kind add value 'status_told';

-- That a board was asked about a measure, because this day had come: once for each day.
create table status_request (
  measure_id measure_id not null references submitted_measure,
  due_on date not null,
  asked_at timestamptz not null,
  constraint status_request_once primary key (measure_id, due_on)
);
select must_be_logged('status_request'), only_added('status_request'), sealed('status_request');

-- What a board told of a planned measure, the so many-th time. It adds to the answer that stood then (`submission_id`): a later answer
-- takes its place. What is done has its day, what goes on its new latest one; both in the board's words, and the last day that they mean.
create table measure_status (
  measure_id measure_id not null references submitted_measure,
  n smallint not null check (n >= 1),
  submission_id submission_id not null references submission,
  outcome outcome not null,
  words text not null,
  due_text text not null default '' check (length(due_text) <= 200),
  due_on date,
  told_at timestamptz not null,
  told_by person_id not null references person,
  primary key (measure_id, n),
  constraint a_status_says_something check (has_visible_text(words) and length(words) <= 20000),
  constraint a_status_is_of_what_goes_on check (outcome in ('done', 'under_way', 'dropped')),
  constraint a_status_has_its_day check ((outcome = 'dropped') = (due_on is null) and (due_text = '') = (due_on is null))
);
create index measure_status_submission on measure_status (submission_id);
create index measure_status_told_by on measure_status (told_by);
select must_be_logged('measure_status'), only_added('measure_status'), signed_by('measure_status', 'told_by'), sealed('measure_status');

-- What it says stands in src/platform/functions/statuses.sql.
create function tell_status_in_order() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger tell_status_in_order before insert on measure_status for each row execute function tell_status_in_order();

-- What was told, as everybody reads it.
create view published.measure_status as
select s.measure_id, s.n, s.submission_id, m.item_id, b.board_id, m.action, s.outcome, s.words, s.due_text, s.due_on, s.told_at
from measure_status s
join submitted_measure m on m.id = s.measure_id
join submission b on b.id = s.submission_id;

-- The measures that a board has an account to give of, while the audit is open: by which day, and what it has told of each since its newest
-- answer. What took a measure's place goes by its own day. `next_due_on`: by when the board answers again in that audit, if it does.
create index item_now_between on item_now (board_id) where closed_at is null and (owed_on is not null or outcome = 'replaced');
create view published.measure_between as
select i.board_id, i.audit_id, i.item_id, i.kind, i.number, i.code, i.submission_id, i.answered_on, r.id as round_id,
  row(r.reference, r.reference_key, r.title, r.board_name, r.board_slug, r.kind, r.ordinal)::round_name as name,
  p.measure_id, p.place, coalesce(p.action, m.action) as action, p.outcome, p.now_on,
  s.n as status_n, s.outcome as status, s.words as status_words, s.due_text as status_due_text, s.due_on as status_due_on, s.told_at as status_told_at,
  next.due_on as next_due_on
from item_now i
join round_now r on r.audit_id = i.audit_id and r.board_id = i.board_id and r.ordinal = 1
cross join lateral (
  select q.measure as measure_id, q.now_on, q.outcome, q.place::integer as place, null::text as action
  from unnest(i.open_plans) with ordinality as q (measure, first_on, now_on, moves, outcome, place)
  where q.measure is not null and q.outcome is distinct from 'dropped'
  union all
  select o.planned_measure, o.due_on, o.outcome, 1000 + o.position, o.action
  from submitted_measure o
  where o.submission_id = i.submission_id and o.item_id = i.item_id and o.outcome = 'replaced' and o.due_on > i.answered_on
) p
-- Each by its own key, and the next day among the rounds of the board alone: no other way is open to the planner.
cross join lateral (select d.action from submitted_measure d where d.id = p.measure_id limit 1) m
left join lateral (
  select t.n, t.outcome, t.words, t.due_text, t.due_on, t.told_at
  from measure_status t
  where t.measure_id = p.measure_id and t.submission_id = i.submission_id
  order by t.n desc
  limit 1
) s on true
left join lateral (
  select min(l.due_on + 0) as due_on from round_now l
  where l.audit_id = i.audit_id and l.board_id = i.board_id and l.submission_id is null and l.closed_at is null
) next on true
where i.closed_at is null and (i.owed_on is not null or i.outcome = 'replaced') and i.standing <> 'given_up'
  and coalesce(i.grade not in ('implemented', 'no_longer_relevant'), true);
