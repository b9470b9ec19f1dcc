-- How everything stands now, stored: one row per round, per item and board, per audit, and counts per board and year.
-- The facts stay the only truth. What is stored here is what the fold says of them; it is kept by the database in the
-- transaction of the fact, whoever writes, and `yttrande rebuild` makes it anew (ADR 0021).

-- What the passing of days does not change about a round, and about an audit. Whether what is awaited is late is asked of its
-- last day.
create type round_state as enum ('awaited', 'unanswered', 'received', 'assessed');
create type audit_state as enum ('sent', 'answered', 'closed');

-- Where a row stands in lists: group 0 runs from the nearest day on, later groups follow one after the other, in each the
-- newest day first. A number, so that an index has the order and a page begins where the last one ended.
create function list_place(in_group integer, in_day date) returns integer
  language sql immutable as $$
  select case in_group when 0 then in_day - date '2000-01-01' else in_group * 10000000 - (in_day - date '2000-01-01') end
$$;

create table round_now (
  id round_id primary key references round,
  audit_id audit_id not null,
  board_id board_id not null,
  ordinal smallint not null,
  kind round_kind not null,
  reference text not null,
  reference_key text not null,
  title text not null,
  board_name text not null,
  board_slug text not null,
  original_due_on date not null,
  due_on date not null,
  changes smallint not null,
  submission_id submission_id,
  received_at timestamptz,
  received_on date,
  assessed_at timestamptz,
  sent_at timestamptz not null,
  closed_at timestamptz,
  due_kind deadline_kind not null,
  extensions smallint not null,
  extension_asked boolean not null,
  due_entered_at timestamptz not null,
  receipt_number text,
  diary_number text,
  -- A preliminary response that waits for the board's decision.
  undecided boolean not null,
  -- How many items the board answers, how many submissions have come, and whether it has no later round of this audit.
  items smallint not null,
  submissions smallint not null,
  newest boolean not null,
  state round_state not null,
  -- What is awaited by its last day, then what has come or never came, the newest first.
  place integer not null
);
-- By its address, and beside the board's other rounds.
create unique index round_now_address on round_now (reference_key, board_slug, ordinal);
create unique index round_now_beside on round_now (audit_id, board_id, ordinal);
create index round_now_submission on round_now (submission_id) where submission_id is not null;
-- What waits. These indexes do not grow with the archive.
create index round_now_open on round_now (due_on, board_name collate "sv-x-icu", title collate "sv-x-icu", ordinal)
  where submission_id is null and closed_at is null;
create index round_now_open_board on round_now (board_id, due_on, extensions) where submission_id is null and closed_at is null;
create index round_now_asked on round_now (due_on) where extension_asked;
create index round_now_unread on round_now (due_on, board_name collate "sv-x-icu", title collate "sv-x-icu", ordinal)
  where submission_id is not null and assessed_at is null;
create index round_now_unregistered on round_now (due_on, board_name collate "sv-x-icu", title collate "sv-x-icu", ordinal)
  where submission_id is not null and assessed_at is not null and diary_number is null;
-- Lists, by their order; the calendar; and what has come or been judged since a day.
create index round_now_list on round_now (place, id);
create index round_now_list_state on round_now (state, place, id);
create index round_now_list_board on round_now (board_id, place, id);
create index round_now_due on round_now (due_on, board_name collate "sv-x-icu", title collate "sv-x-icu", ordinal);
create index round_now_due_board on round_now (board_id, due_on, title collate "sv-x-icu", ordinal);
create index round_now_received on round_now (received_on) where submission_id is not null;
create index round_now_assessed on round_now (assessed_at) where assessed_at is not null;

create table item_now (
  item_id item_id not null,
  board_id board_id not null,
  audit_id audit_id not null,
  kind item_kind not null,
  number smallint not null,
  code text not null,
  -- As it is worded now.
  heading text not null,
  version smallint not null,
  reference text not null,
  reference_key text not null,
  title text not null,
  board_name text not null,
  board_slug text not null,
  -- Whether the board was asked to answer it.
  responds boolean not null,
  closed_at timestamptz,
  -- The newest answer.
  round_id round_id,
  ordinal smallint,
  submission_id submission_id,
  answer_kind answer_kind,
  answered_on date,
  -- By when all that was planned at first was to be done, by when it is to be done now, and in how many answers that day moved.
  first_promised_on date,
  promised_on date,
  times_moved smallint not null,
  -- The earliest day of a planned measure that no later response has told of, while the audit is open.
  owed_on date,
  -- The days of all of those.
  owed date[] not null,
  -- What the newest answer says became of the plans: the worst of it.
  outcome outcome,
  grade grade,
  graded_ordinal smallint,
  graded_at timestamptz,
  -- A recommendation that has no verdict in a follow-up, in an audit that is open.
  waits boolean not null,
  primary key (item_id, board_id),
  foreign key (item_id, board_id) references item_board
);
create index item_now_audit on item_now (audit_id, board_id, kind, number);
create index item_now_board on item_now (board_id, kind, graded_at);
create index item_now_waits on item_now (board_id) where waits;
create index item_now_owed on item_now (owed_on, board_name collate "sv-x-icu", reference_key, number, item_id) where owed_on is not null;

create table audit_now (
  id audit_id primary key references dispatch,
  reference text not null,
  reference_key text not null,
  title text not null,
  sent_at timestamptz not null,
  closed_at timestamptz,
  -- The boards that answer, in alphabetical order.
  board_names text[] not null,
  boards smallint not null,
  rounds smallint not null,
  received smallint not null,
  assessed smallint not null,
  awaited smallint not null,
  requests smallint not null,
  -- The next last day that is awaited.
  next_due_on date,
  state audit_state not null,
  -- Those that await an answer by the next last day, then those that await none, then those that are closed.
  place integer not null
);
create unique index audit_now_address on audit_now (reference_key);
create index audit_now_list on audit_now (place, id);
create index audit_now_list_state on audit_now (state, place, id);
create index audit_now_due on audit_now (next_due_on) where next_due_on is not null;
create index audit_now_sent on audit_now (sent_at, id);

-- The audits that have not been sent: the auditors' own, and no business of anybody else.
create table unsent_now (
  id audit_id primary key references audit,
  recorded_at timestamptz not null
);
create index unsent_now_list on unsent_now (recorded_at desc, id);

-- What has been counted for a board in a year, of what the passing of days cannot change: responses by the year of their
-- last day in force, recommendations by the year of the verdict in a follow-up. Year 0 is for what has none yet: responses
-- that are awaited, recommendations that wait. What is overdue today is counted from the rounds that are open.
create table tally_now (
  board_id board_id not null,
  year smallint not null,
  submitted integer not null,
  late integer not null,
  unanswered integer not null,
  extended integer not null,
  awaited integer not null,
  implemented integer not null,
  partly integer not null,
  not_implemented integer not null,
  waiting integer not null,
  primary key (board_id, year)
);
-- Audits by the year in which they were sent: all, those that are closed, and those that are open and have an answer.
create table audit_tally_now (
  year smallint primary key,
  sent integer not null,
  closed integer not null,
  answered integer not null
);
-- How many planned measures are owed by a day. Days on which none is are not here.
create table owed_now (
  day date primary key,
  measures integer not null
);

-- ---- the fold ----------------------------------------------------------------------------------------------------

-- How each round stood at an instant, folded from the facts that had been written by then: the original date, the date in
-- force, the submission that decides, when it came, when it was judged last. `infinity` is now. Names of boards are those of
-- today. PostgreSQL sets the text of these functions into the query that asks, so that one row costs one row: they may be
-- neither strict, nor security definer, nor have settings of their own.
create function round_as_of(at timestamptz) returns setof round_now
  language sql stable as $$
  select r.id, r.audit_id, r.board_id, r.ordinal, r.kind, a.reference, a.reference_key, a.title, b.name, b.slug,
    original.due_on, in_force.due_on, (in_force.n - 1)::smallint, s.id, s.received_at, s.received_on, v.published_at, d.sent_at, c.closed_at,
    in_force.kind,
    (select count(*) from deadline_entry x where x.round_id = r.id and x.request_id is not null and x.entered_at <= at)::smallint,
    s.id is null and c.closed_at is null and exists (
      select 1 from extension_request q
      where q.round_id = r.id and q.asked_at <= at
        and not exists (select 1 from extension_withdrawal w where w.request_id = q.id and w.withdrawn_at <= at)
        and not exists (select 1 from extension_decision x where x.request_id = q.id and x.decided_at <= at)
    ),
    in_force.entered_at, s.receipt_number,
    (select g.diary_number from registration g where g.submission_id = s.id and g.registered_at <= at order by g.n desc limit 1),
    s.id is not null and not exists (select 1 from submission_decision x where x.submission_id = s.id and x.recorded_at <= at),
    (select count(*) from item i join item_board x on x.item_id = i.id where i.audit_id = r.audit_id and x.board_id = r.board_id)::smallint,
    (
      select count(*) from submission x
      where x.round_id = r.id and x.entered_at <= at
        and not exists (select 1 from submission_withdrawal w where w.submission_id = x.id and w.withdrawn_at <= at)
    )::smallint,
    not exists (
      select 1 from round l where l.audit_id = r.audit_id and l.board_id = r.board_id and l.ordinal > r.ordinal and l.opened_at <= at
    ),
    (case when v.published_at is not null then 'assessed' when s.id is not null then 'received' when c.closed_at is not null then 'unanswered'
      else 'awaited' end)::round_state,
    list_place(case when s.id is null and c.closed_at is null then 0 else 1 end, case when s.id is null then in_force.due_on else s.received_on end)
  from round r
  join audit a on a.id = r.audit_id
  join board b on b.id = r.board_id
  join dispatch d on d.audit_id = r.audit_id
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = r.audit_id and k.closed_at <= at
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= at)
    order by k.n desc
    limit 1
  ) c on true
  join deadline_entry original on original.round_id = r.id and original.n = 1
  join lateral (
    select e.due_on, e.n, e.kind, e.entered_at from deadline_entry e where e.round_id = r.id and e.entered_at <= at order by e.n desc limit 1
  ) in_force on true
  left join lateral (
    select x.id, x.received_at, x.received_on, x.receipt_number from submission x
    where x.round_id = r.id and x.kind <> 'supplement' and x.entered_at <= at
      and not exists (select 1 from submission_withdrawal w where w.submission_id = x.id and w.withdrawn_at <= at)
    order by x.number
    limit 1
  ) s on true
  left join lateral (
    select p.published_at from verdict_publication p where p.submission_id = s.id and p.published_at <= at order by p.n desc limit 1
  ) v on true
  where r.opened_at <= at
$$;

-- How each item stood with each board at an instant. Of several submissions in a round the newest that answers the item counts.
create function item_as_of(at timestamptz) returns setof item_now
  language sql stable as $$
  select i.id, x.board_id, i.audit_id, i.kind, i.number, i.code, coalesce(wording.heading, i.heading), coalesce(wording.n, 1)::smallint,
    a.reference, a.reference_key, a.title, b.name, b.slug, coalesce(t.role = 'respond', false), c.closed_at,
    n.round_id, n.ordinal, n.submission_id, n.kind, n.received_on,
    plans.first_promised_on, plans.promised_on, plans.times_moved::smallint, owed.days[1], owed.days,
    (
      select m.outcome from submitted_measure m
      where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'outcome'
      order by array_position(array['not_done', 'under_way', 'replaced', 'done']::outcome[], m.outcome)
      limit 1
    ),
    v.grade, v.ordinal, v.published_at,
    i.kind = 'recommendation' and coalesce(t.role = 'respond', false) and c.closed_at is null and coalesce(v.ordinal, 1) = 1
  from item i
  join item_board x on x.item_id = i.id
  join audit a on a.id = i.audit_id
  join board b on b.id = x.board_id
  join dispatch d on d.audit_id = i.audit_id and d.sent_at <= at
  left join addressee t on t.audit_id = i.audit_id and t.board_id = x.board_id
  left join lateral (
    select w.n, w.heading from item_version w where w.item_id = i.id and w.corrected_at <= at order by w.n desc limit 1
  ) wording on true
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = i.audit_id and k.closed_at <= at
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= at)
    order by k.n desc
    limit 1
  ) c on true
  left join lateral (
    select r.id as round_id, r.ordinal, s.id as submission_id, w.kind, s.received_on
    from round r
    join submission s on s.round_id = r.id and s.entered_at <= at
    join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
      and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
    order by r.ordinal desc, s.number desc
    limit 1
  ) n on true
  left join lateral (
    select v.grade, r.ordinal, p.published_at
    from round r
    join submission s on s.round_id = r.id
    join verdict_publication p on p.submission_id = s.id and p.published_at <= at
    join verdict v on v.submission_id = p.submission_id and v.n = p.n and v.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
    order by r.ordinal desc, s.number desc, p.n desc
    limit 1
  ) v on true
  cross join lateral (
    -- The days of each plan, from the first on: as planned, and as each later answer moved it.
    select max(told.due_on) filter (where told.place = 1) as first_promised_on,
      max(told.due_on) filter (where told.is_last and told.outcome is distinct from 'done' and told.outcome is distinct from 'replaced') as promised_on,
      count(distinct told.ordinal) filter (where told.due_on > told.before) as times_moved
    from (
      select answered.ordinal, m.outcome, coalesce(m.due_on, lag(m.due_on) over plan) as due_on, lag(m.due_on) over plan as before,
        row_number() over plan as place, lead(m.id) over plan is null as is_last
      from (
        select distinct on (r.ordinal) r.ordinal, s.id
        from round r
        join submission s on s.round_id = r.id and s.entered_at <= at
        join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
        where r.audit_id = i.audit_id and r.board_id = x.board_id
          and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
        order by r.ordinal, s.number desc
      ) answered
      join submitted_measure m on m.submission_id = answered.id and m.item_id = i.id and m.kind in ('planned', 'outcome')
      window plan as (partition by coalesce(m.planned_measure, m.id) order by answered.ordinal, m.position)
    ) told
  ) plans
  cross join lateral (
    select array(
      select m.due_on
      from submitted_measure m
      where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'planned' and m.due_on is not null
        and c.closed_at is null
        and not exists (
          select 1 from round l
          join submission s on s.round_id = l.id and s.entered_at <= at
          where l.audit_id = i.audit_id and l.board_id = x.board_id and l.ordinal > n.ordinal
            and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
        )
      order by m.due_on
    ) as days
  ) owed
$$;

-- Rounds as they are stored (`null`), or folded as of an instant.
create function rounds_at(at timestamptz) returns setof round_now
  language sql stable as $$
  select n.* from round_now n where at is null
  union all
  select f.* from round_as_of(at) f where at is not null
$$;
create function items_at(at timestamptz) returns setof item_now
  language sql stable as $$
  select n.* from item_now n where at is null
  union all
  select f.* from item_as_of(at) f where at is not null
$$;

-- How each audit stood, from the stored rounds (`null`) or from the facts as of an instant.
create function audit_as_of(at timestamptz) returns setof audit_now
  language sql stable as $$
  select a.id, a.reference, a.reference_key, a.title, d.sent_at, c.closed_at, counted.board_names collate "default", counted.boards::smallint,
    counted.rounds::smallint, counted.received::smallint, counted.assessed::smallint, counted.awaited::smallint, counted.requests::smallint,
    counted.next_due_on,
    (case when c.closed_at is not null then 'closed' when counted.received > 0 then 'answered' else 'sent' end)::audit_state,
    list_place(case when c.closed_at is not null then 2 when counted.next_due_on is null then 1 else 0 end,
      case when c.closed_at is null and counted.next_due_on is not null then counted.next_due_on else stockholm_day(d.sent_at) end)
  from dispatch d
  join audit a on a.id = d.audit_id
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = d.audit_id and k.closed_at <= coalesce(at, 'infinity')
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= coalesce(at, 'infinity'))
    order by k.n desc
    limit 1
  ) c on true
  cross join lateral (
    select coalesce(array_agg(distinct r.board_name collate "sv-x-icu"), '{}') as board_names, count(distinct r.board_id) as boards, count(*) as rounds,
      count(r.submission_id) as received, count(r.assessed_at) as assessed,
      count(*) filter (where r.submission_id is null and r.closed_at is null) as awaited,
      count(*) filter (where r.extension_asked) as requests,
      min(r.due_on) filter (where r.submission_id is null and r.closed_at is null) as next_due_on
    from rounds_at(at) r
    where r.audit_id = d.audit_id
  ) counted
  where d.sent_at <= coalesce(at, 'infinity')
$$;

-- What a round adds to the counts, and what an item.
create function tally_of(r round_now) returns tally_now
  language sql immutable as $$
  select r.board_id, (case when r.submission_id is null and r.closed_at is null then 0 else extract(year from r.due_on) end)::smallint,
    (r.submission_id is not null)::integer, coalesce(r.received_on > r.due_on, false)::integer,
    (r.submission_id is null and r.closed_at is not null)::integer,
    (r.extensions > 0 and (r.submission_id is not null or r.closed_at is not null))::integer,
    (r.submission_id is null and r.closed_at is null)::integer, 0, 0, 0, 0
$$;
create function tally_of(i item_now) returns tally_now
  language sql immutable as $$
  select i.board_id, (case when counts.graded then extract(year from stockholm_day(i.graded_at)) else 0 end)::smallint, 0, 0, 0, 0, 0,
    (counts.graded and i.grade = 'implemented')::integer, (counts.graded and i.grade = 'partly_implemented')::integer,
    (counts.graded and i.grade = 'not_implemented')::integer, i.waits::integer
  from (
    select coalesce(i.responds and i.kind = 'recommendation' and i.grade in ('implemented', 'partly_implemented', 'not_implemented'), false) as graded
  ) counts
$$;
create function tally_of(a audit_now) returns audit_tally_now
  language sql immutable as $$
  select extract(year from stockholm_day(a.sent_at))::smallint, 1, (a.closed_at is not null)::integer, (a.closed_at is null and a.received > 0)::integer
$$;

-- The counts, from the stored rows (`null`) or from the facts as of an instant.
create function tally_as_of(at timestamptz) returns setof tally_now
  language sql stable as $$
  select t.board_id, t.year, sum(t.submitted)::integer, sum(t.late)::integer, sum(t.unanswered)::integer, sum(t.extended)::integer,
    sum(t.awaited)::integer, sum(t.implemented)::integer, sum(t.partly)::integer, sum(t.not_implemented)::integer, sum(t.waiting)::integer
  from (
    select t.* from rounds_at(at) r cross join lateral tally_of(r) t
    union all
    select t.* from items_at(at) i cross join lateral tally_of(i) t
  ) t
  group by t.board_id, t.year
  having sum(t.submitted + t.unanswered + t.awaited + t.implemented + t.partly + t.not_implemented + t.waiting) > 0
$$;
create function audit_tally_as_of(at timestamptz) returns setof audit_tally_now
  language sql stable as $$
  select t.year, sum(t.sent)::integer, sum(t.closed)::integer, sum(t.answered)::integer
  from audit_as_of(at) a cross join lateral tally_of(a) t
  group by t.year
$$;
create function owed_as_of(at timestamptz) returns setof owed_now
  language sql stable as $$
  select day, count(*)::integer from items_at(at) i cross join lateral unnest(i.owed) day group by day
$$;

-- ---- keeping it --------------------------------------------------------------------------------------------------

-- Folds a board's rounds of these audits anew, or those of all boards, and then the audits. Whoever refreshes holds the
-- audit's dispatch: the next one waits and then, with a look of its own, sees what the first one has written. The order
-- of locks is round, response, dispatch, chain head, counts. The query is planned once a connection: it always goes by keys,
-- and planning it takes longer than running it.
create function refresh_rounds(in_audits uuid[], in_board uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform 1 from dispatch where audit_id = any (in_audits) order by audit_id for no key update;
  insert into round_now as n
  select f.* from round_as_of('infinity') f
  where f.audit_id = any (in_audits) and (in_board is null or f.board_id = in_board)
  order by f.board_id, f.due_on, f.id
  on conflict (id) do update set audit_id = excluded.audit_id, board_id = excluded.board_id, ordinal = excluded.ordinal, kind = excluded.kind,
    reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title, board_name = excluded.board_name,
    board_slug = excluded.board_slug, original_due_on = excluded.original_due_on, due_on = excluded.due_on, changes = excluded.changes,
    submission_id = excluded.submission_id, received_at = excluded.received_at, received_on = excluded.received_on,
    assessed_at = excluded.assessed_at, sent_at = excluded.sent_at, closed_at = excluded.closed_at, due_kind = excluded.due_kind,
    extensions = excluded.extensions, extension_asked = excluded.extension_asked, due_entered_at = excluded.due_entered_at,
    receipt_number = excluded.receipt_number, diary_number = excluded.diary_number, undecided = excluded.undecided, items = excluded.items,
    submissions = excluded.submissions, newest = excluded.newest, state = excluded.state,
    place = excluded.place
  where n is distinct from excluded;
  insert into audit_now as n
  select f.* from audit_as_of(null) f
  where f.id = any (in_audits)
  order by f.id
  on conflict (id) do update set reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title,
    sent_at = excluded.sent_at, closed_at = excluded.closed_at, board_names = excluded.board_names, boards = excluded.boards,
    rounds = excluded.rounds, received = excluded.received, assessed = excluded.assessed, awaited = excluded.awaited,
    requests = excluded.requests, next_due_on = excluded.next_due_on, state = excluded.state, place = excluded.place
  where n is distinct from excluded;
end $$;

-- The same for the items.
create function refresh_items(in_audits uuid[], in_board uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform 1 from dispatch where audit_id = any (in_audits) order by audit_id for no key update;
  insert into item_now as n
  select f.* from item_as_of('infinity') f
  where f.audit_id = any (in_audits) and (in_board is null or f.board_id = in_board)
  order by f.board_id, f.graded_at, f.item_id
  on conflict (item_id, board_id) do update set audit_id = excluded.audit_id, kind = excluded.kind, number = excluded.number, code = excluded.code,
    heading = excluded.heading, version = excluded.version, reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title,
    board_name = excluded.board_name, board_slug = excluded.board_slug, responds = excluded.responds, closed_at = excluded.closed_at,
    round_id = excluded.round_id, ordinal = excluded.ordinal, submission_id = excluded.submission_id, answer_kind = excluded.answer_kind,
    answered_on = excluded.answered_on, first_promised_on = excluded.first_promised_on, promised_on = excluded.promised_on,
    times_moved = excluded.times_moved, owed_on = excluded.owed_on, owed = excluded.owed, outcome = excluded.outcome, grade = excluded.grade,
    graded_ordinal = excluded.graded_ordinal, graded_at = excluded.graded_at, waits = excluded.waits
  where n is distinct from excluded;
end $$;

-- The counts follow the stored rows, by what is added and what is taken away. They do so when everything else has been
-- written and the log is held: boards and years are counted in whatever order, and nobody waits in a ring.
create function keep_tally() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone tally_now;
  come tally_now;
begin
  if tg_op <> 'INSERT' then
    gone := tally_of(old);
  end if;
  if tg_op <> 'DELETE' then
    come := tally_of(new);
  end if;
  if gone is distinct from come then
    insert into tally_now as n
    select c.board_id, c.year, sum(c.sign * c.submitted), sum(c.sign * c.late), sum(c.sign * c.unanswered), sum(c.sign * c.extended),
      sum(c.sign * c.awaited), sum(c.sign * c.implemented), sum(c.sign * c.partly), sum(c.sign * c.not_implemented), sum(c.sign * c.waiting)
    from (select gone.*, -1 as sign union all select come.*, 1) c
    where c.submitted + c.unanswered + c.awaited + c.implemented + c.partly + c.not_implemented + c.waiting > 0
    group by c.board_id, c.year
    on conflict (board_id, year) do update set submitted = n.submitted + excluded.submitted, late = n.late + excluded.late,
      unanswered = n.unanswered + excluded.unanswered, extended = n.extended + excluded.extended, awaited = n.awaited + excluded.awaited,
      implemented = n.implemented + excluded.implemented, partly = n.partly + excluded.partly,
      not_implemented = n.not_implemented + excluded.not_implemented, waiting = n.waiting + excluded.waiting;
  end if;
  return null;
end $$;
create constraint trigger keep_tally after insert or update or delete on round_now
  deferrable initially deferred for each row execute function keep_tally();
create constraint trigger keep_tally after insert or update or delete on item_now
  deferrable initially deferred for each row execute function keep_tally();

create function keep_audit_tally() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone audit_tally_now;
  come audit_tally_now;
begin
  if tg_op <> 'INSERT' then
    gone := tally_of(old);
  end if;
  if tg_op <> 'DELETE' then
    come := tally_of(new);
  end if;
  if gone is distinct from come then
    insert into audit_tally_now as n
    select c.year, sum(c.sign * c.sent), sum(c.sign * c.closed), sum(c.sign * c.answered)
    from (select gone.*, -1 as sign union all select come.*, 1) c
    where c.sent > 0
    group by c.year
    on conflict (year) do update set sent = n.sent + excluded.sent, closed = n.closed + excluded.closed, answered = n.answered + excluded.answered;
  end if;
  return null;
end $$;
create constraint trigger keep_audit_tally after insert or update or delete on audit_now
  deferrable initially deferred for each row execute function keep_audit_tally();

create function keep_owed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone date[] := '{}';
  come date[] := '{}';
begin
  if tg_op <> 'INSERT' then
    gone := old.owed;
  end if;
  if tg_op <> 'DELETE' then
    come := new.owed;
  end if;
  if gone <> come then
    insert into owed_now as n
    select c.day, sum(c.sign)
    from (select unnest(gone) as day, -1 as sign union all select unnest(come), 1) c
    group by c.day
    having sum(c.sign) <> 0
    on conflict (day) do update set measures = n.measures + excluded.measures;
    delete from owed_now where day = any (gone) and measures = 0;
  end if;
  return null;
end $$;
create constraint trigger keep_owed after insert or update or delete on item_now
  deferrable initially deferred for each row execute function keep_owed();

-- What a fact is about: a board's part of an audit, or the whole audit. The arguments say what is to be folded anew, and
-- which key the fact has.
create function project() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  audit uuid;
  board uuid;
begin
  if tg_argv[1] = 'audit' then
    audit := new.audit_id;
  elsif tg_argv[1] = 'item' then
    select i.audit_id into audit from item i where i.id = new.item_id;
  elsif tg_argv[1] = 'round' then
    select r.audit_id, r.board_id into audit, board from round r where r.id = new.round_id;
  elsif tg_argv[1] = 'request' then
    select r.audit_id, r.board_id into audit, board from extension_request q join round r on r.id = q.round_id where q.id = new.request_id;
  elsif tg_argv[1] = 'submission' then
    select r.audit_id, r.board_id into audit, board from submission s join round r on r.id = s.round_id where s.id = new.submission_id;
  end if;
  if tg_argv[0] = 'rounds' then
    perform refresh_rounds(array[audit], board);
  else
    perform refresh_items(array[audit], board);
  end if;
  return null;
end $$;
-- The rounds at once: what is written can be read in the same transaction.
do $$
declare fact record;
begin
  for fact in
    select * from (values ('dispatch', 'audit'), ('audit_closing', 'audit'), ('audit_reopening', 'audit'), ('deadline_entry', 'round'),
      ('extension_request', 'round'), ('extension_withdrawal', 'request'), ('extension_decision', 'request'), ('submission', 'round'),
      ('submission_withdrawal', 'submission'), ('submission_decision', 'submission'), ('registration', 'submission'),
      ('verdict_publication', 'submission')) as facts (name, key)
  loop
    execute format('create trigger project_rounds after insert on %I for each row execute function project(''rounds'', %L)', fact.name, fact.key);
  end loop;
  -- The items once, at the end: answers, measures and verdicts come with their submission or publication, and never later.
  for fact in
    select * from (values ('dispatch', 'audit'), ('audit_closing', 'audit'), ('audit_reopening', 'audit'), ('submission', 'round'),
      ('submission_withdrawal', 'submission'), ('verdict_publication', 'submission'), ('item_version', 'item')) as facts (name, key)
  loop
    execute format('create constraint trigger project_items after insert on %I deferrable initially deferred '
      'for each row execute function project(''items'', %L)', fact.name, fact.key);
  end loop;
end $$;

-- An audit is unsent from when it is recorded until it is sent.
create function project_unsent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'audit' then
    insert into unsent_now (id, recorded_at) values (new.id, new.recorded_at);
  else
    delete from unsent_now where id = new.audit_id;
  end if;
  return null;
end $$;
create trigger project_unsent after insert on audit for each row execute function project_unsent();
create trigger project_unsent after insert on dispatch for each row execute function project_unsent();

-- A board that is called something else.
create function project_board() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  audits uuid[] := array(
    select r.audit_id from round r where r.board_id = new.id
    union
    select i.audit_id from item_board x join item i on i.id = x.item_id join dispatch d on d.audit_id = i.audit_id where x.board_id = new.id
  );
begin
  perform refresh_rounds(audits, new.id);
  perform refresh_items(audits, new.id);
  return null;
end $$;
create trigger project_board after update of name, slug on board
  for each row when (old.name is distinct from new.name or old.slug is distinct from new.slug) execute function project_board();

-- ---- making it anew ----------------------------------------------------------------------------------------------

-- How many stored rows of these audits are not what the facts say, or are missing. One too many there cannot be: each stands
-- on its round, item or dispatch, and none of those is ever removed.
create function compare_audits(in_audits uuid[]) returns table (rounds bigint, items bigint, audits bigint)
  language sql stable as $$
  select
    (
      select count(*) from round_as_of('infinity') f left join round_now n on n.id = f.id
      where f.audit_id = any (in_audits) and f is distinct from n
    ),
    (
      select count(*) from item_as_of('infinity') f left join item_now n on n.item_id = f.item_id and n.board_id = f.board_id
      where f.audit_id = any (in_audits) and f is distinct from n
    ),
    (
      select count(*) from audit_as_of('infinity') f left join audit_now n on n.id = f.id
      where f.id = any (in_audits) and f is distinct from n
    )
$$;
-- Makes those rows anew, and says how many there were to make. Whoever writes about one of these audits waits so long.
create function rebuild_audits(in_audits uuid[]) returns table (rounds bigint, items bigint, audits bigint)
  language plpgsql as $$
begin
  perform 1 from dispatch d where d.audit_id = any (in_audits) order by d.audit_id for no key update;
  select c.rounds, c.items, c.audits into rounds, items, audits from compare_audits(in_audits) c;
  if rounds + items + audits > 0 then
    perform refresh_rounds(in_audits, null);
    perform refresh_items(in_audits, null);
  end if;
  return next;
end $$;

-- How many counts are not those of the rows that are stored, and how many unsent audits are not known as such. A board and
-- year that has come to nothing may be there or not.
create function compare_counts() returns bigint
  language sql stable as $$
  select
    (
      select count(*)
      from tally_as_of(null) f
      full join (select * from tally_now where submitted + unanswered + awaited + implemented + partly + not_implemented + waiting <> 0) n
        on n.board_id = f.board_id and n.year = f.year
      where f is distinct from n
    ) + (
      select count(*) from audit_tally_as_of(null) f full join (select * from audit_tally_now where sent <> 0) n on n.year = f.year
      where f is distinct from n
    ) + (
      select count(*) from owed_as_of(null) f full join owed_now n on n.day = f.day where f is distinct from n
    ) + (
      select count(*)
      from (select a.id, a.recorded_at from audit a where not exists (select 1 from dispatch d where d.audit_id = a.id)) f
      full join unsent_now n on n.id = f.id
      where n.recorded_at is distinct from f.recorded_at
    )
$$;
-- Counts anew. A change that is under way adds what it has to add when this is over.
create function rebuild_counts() returns bigint
  language plpgsql as $$
declare
  differing bigint;
begin
  lock table tally_now, audit_tally_now, owed_now, unsent_now in share row exclusive mode;
  differing := compare_counts();
  if differing > 0 then
    delete from tally_now;
    insert into tally_now select * from tally_as_of(null);
    delete from audit_tally_now;
    insert into audit_tally_now select * from audit_tally_as_of(null);
    delete from owed_now;
    insert into owed_now select * from owed_as_of(null);
    delete from unsent_now;
    insert into unsent_now select a.id, a.recorded_at from audit a where not exists (select 1 from dispatch d where d.audit_id = a.id);
  end if;
  return differing;
end $$;
