-- The fold: what the facts say of how everything stood at an instant (ADR 0021). Whatever is changed here is folded anew for
-- every audit when the database is brought up to date.

-- How each round stood at an instant, folded from the facts that had been written by then: the original date, the date in
-- force, the submission that decides, when it came, when it was judged last. `infinity` is now. Names of boards are those of
-- today. PostgreSQL sets the text of these functions into the query that asks, so that one row costs one row: they may be
-- neither strict, nor security definer, nor have settings of their own.
create or replace function round_as_of(at timestamptz) returns setof round_now
  language sql stable as $$
  select r.id, r.audit_id, r.board_id, r.ordinal, r.kind, a.reference, a.reference_key, coalesce(called.title, a.title), b.name, b.slug,
    original.due_on, in_force.due_on, (in_force.n - 1)::smallint, s.id, s.received_at, s.received_on, v.published_at, d.sent_at,
    coalesce(y.withdrawn_at, c.closed_at), in_force.kind,
    (select count(*) from deadline_entry x where x.round_id = r.id and x.request_id is not null and x.entered_at <= at)::smallint,
    c.closed_at is null and y.withdrawn_at is null and exists (
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
    (case when v.published_at is not null then 'assessed' when s.id is not null then 'received' when y.withdrawn_at is not null then 'withdrawn'
      when c.closed_at is not null then 'unanswered'
      else 'awaited' end)::round_state,
    list_place(case when s.id is null and c.closed_at is null and y.withdrawn_at is null then 0 else 1 end, case when s.id is null then in_force.due_on else s.received_on end),
    (
      select e.kind from deadline_entry e
      join deadline_entry b on b.round_id = e.round_id and b.n = e.n - 1
      where e.round_id = r.id and e.entered_at <= at and stockholm_day(e.entered_at) > b.due_on
      order by e.n desc
      limit 1
    ),
    y.withdrawn_at, wanted.n, wanted.due_on, wanted.asked_at,
    exists (
      select 1 from round e
      where e.audit_id = r.audit_id and e.board_id = r.board_id and e.ordinal < r.ordinal and e.opened_at <= at
        and not exists (select 1 from round_withdrawal w where w.round_id = e.id and w.withdrawn_at <= at)
        and not exists (
          select 1 from submission x
          where x.round_id = e.id and x.kind <> 'supplement' and x.entered_at <= at
            and not exists (select 1 from submission_withdrawal w where w.submission_id = x.id and w.withdrawn_at <= at)
        )
    ),
    told.step, coalesce(told.missing, false)
  from round r
  join audit a on a.id = r.audit_id
  left join lateral (
    select w.title from audit_version w where w.audit_id = a.id and w.corrected_at <= at order by w.n desc limit 1
  ) called on true
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
    -- A correction puts right what was said then: the day on which it was judged stays.
    select p.published_at from verdict_publication p where p.submission_id = s.id and p.published_at <= at order by p.n limit 1
  ) v on true
  -- What is withdrawn is over, as what is closed.
  left join round_withdrawal y on y.round_id = r.id and y.withdrawn_at <= at
  left join lateral (
    select q.n, q.due_on, q.asked_at from supplement_request q
    where q.round_id = r.id and q.asked_at <= at and c.closed_at is null and y.withdrawn_at is null
      and not exists (select 1 from supplement_request_withdrawal w where w.round_id = q.round_id and w.n = q.n and w.withdrawn_at <= at)
      and not exists (
        select 1 from submission x
        where x.round_id = q.round_id and x.answers_request = q.n and x.entered_at <= at
          and not exists (select 1 from submission_withdrawal w where w.submission_id = x.id and w.withdrawn_at <= at)
      )
    order by q.n desc
    limit 1
  ) wanted on true
  left join lateral (
    select max(m.days) filter (where not m.missing) as step, bool_or(m.missing) as missing
    from reminder m
    where m.round_id = r.id and m.due_on = in_force.due_on and m.made_at <= at
  ) told on true
  where r.opened_at <= at
$$;

-- How each item stood with each board at an instant. Of several submissions in a round the newest that answers the item counts.
-- What will not be done has no latest date any more.
create or replace function item_as_of(at timestamptz) returns setof item_now
  language sql stable as $$
  select i.id, x.board_id, i.audit_id, i.kind, i.number, i.code, coalesce(wording.heading, i.heading), coalesce(wording.n, 1)::smallint,
    a.reference, a.reference_key, coalesce(called.title, a.title), b.name, b.slug, coalesce(t.role = 'respond', false), c.closed_at,
    n.round_id, case when n.round_kind = 'first' then 1::smallint else n.ordinal end, n.submission_id, n.kind, n.received_on,
    plans.first_promised_on, plans.promised_on, plans.times_moved::smallint, owed.days[1], owed.days,
    reported.worst,
    found.grade, found.ordinal, found.graded_at,
    i.kind = 'recommendation' and coalesce(t.role = 'respond', false) and stands.waits, owed.plans, stands.standing,
    list_place(case when owed.days[1] is not null then 0 when stands.standing = any (settled_standings()) then 2 else 1 end,
      case when owed.days[1] is not null then owed.days[1]
        when stands.standing = any (settled_standings()) then stockholm_day(coalesce(f.decided_at, found.graded_at, c.closed_at, d.sent_at))
        else stockholm_day(d.sent_at) end),
    stockholm_day(d.sent_at),
    greatest(stockholm_day(d.sent_at), n.received_on, stockholm_day(v.said_at), stockholm_day(f.decided_at), stockholm_day(wording.corrected_at),
      stockholm_day(gone.gone_at)),
    case when found.let_go then null else f.look_on end
  from item i
  join item_board x on x.item_id = i.id
  join audit a on a.id = i.audit_id
  left join lateral (
    select w.title from audit_version w where w.audit_id = a.id and w.corrected_at <= at order by w.n desc limit 1
  ) called on true
  join board b on b.id = x.board_id
  join dispatch d on d.audit_id = i.audit_id and d.sent_at <= at
  left join addressee t on t.audit_id = i.audit_id and t.board_id = x.board_id
  left join lateral (
    select w.n, w.heading, w.corrected_at from item_version w where w.item_id = i.id and w.corrected_at <= at order by w.n desc limit 1
  ) wording on true
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = i.audit_id and k.closed_at <= at
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= at)
    order by k.n desc
    limit 1
  ) c on true
  left join lateral (
    select r.id as round_id, r.ordinal, r.kind as round_kind, s.id as submission_id, w.kind, s.received_on, s.entered_at
    from round r
    join submission s on s.round_id = r.id and s.entered_at <= at
    join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
      and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
    order by r.ordinal desc, s.number desc
    limit 1
  ) n on true
  left join lateral (
    select v.grade, r.ordinal, r.kind,
      -- A correction puts right what was said then: it is of the day on which it was judged, and what they found since stays found.
      (select first.published_at from verdict_publication first where first.submission_id = p.submission_id and first.n = 1) as first_at,
      -- When something else was said of it last.
      (
        select max(c.published_at) from published.verdict_change c where c.submission_id = p.submission_id and c.item_id = i.id and c.n <= p.n
      ) as said_at
    from round r
    join submission s on s.round_id = r.id
    join verdict_publication p on p.submission_id = s.id and p.published_at <= at
    join verdict v on v.submission_id = p.submission_id and v.n = p.n and v.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
    order by r.ordinal desc, s.number desc, p.n desc
    limit 1
  ) v on true
  -- Whether they have withdrawn something that they asked of the board.
  cross join lateral (
    select max(w.withdrawn_at) as gone_at from round l join round_withdrawal w on w.round_id = l.id and w.withdrawn_at <= at
    where l.audit_id = i.audit_id and l.board_id = x.board_id
  ) gone
  -- What the auditors have decided about it since: their newest decision, and what they found when they looked last.
  left join lateral (
    select u.look_on, u.given_up, u.decided_at
    from item_follow_up u
    where u.item_id = i.id and u.board_id = x.board_id and u.decided_at <= at
    order by u.n desc
    limit 1
  ) f on true
  left join lateral (
    select u.grade, u.decided_at
    from item_follow_up u
    where u.item_id = i.id and u.board_id = x.board_id and u.decided_at <= at and u.grade is not null and u.decided_at > v.first_at
    order by u.n desc
    limit 1
  ) looked on true
  left join lateral (
    select m.outcome as worst from submitted_measure m
    where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'outcome'
    order by array_position(array['not_done', 'dropped', 'under_way', 'replaced', 'done'], m.outcome::text)
    limit 1
  ) reported on true
  cross join lateral (
    -- A look that the auditors take themselves is a follow-up, whichever round came before it.
    select coalesce(looked.grade, v.grade) as grade, coalesce(looked.decided_at, v.first_at) as graded_at,
      case when v.ordinal is null then null when looked.grade is null and v.kind = 'first' then 1::smallint
        else greatest(v.ordinal, 2::smallint) end as ordinal,
      coalesce(f.given_up and f.decided_at > v.first_at, false) as let_go,
      -- The newest answer waits for its verdict.
      n.submission_id is not null and n.ordinal > coalesce(v.ordinal, 0) and coalesce(n.entered_at > looked.decided_at, true) as unjudged,
      exists (
        select 1 from round l
        where l.audit_id = i.audit_id and l.board_id = x.board_id and l.ordinal > coalesce(v.ordinal, 0) and l.opened_at <= at
          and not exists (select 1 from round_withdrawal w where w.round_id = l.id and w.withdrawn_at <= at)
      ) as asked_again
  ) found
  cross join lateral (
    -- The days of each plan, from the first on: as planned, and as each later answer moved it.
    -- Both days are those of one plan: of the oldest that was moved and still counts. Where none was, the last day of those that count.
    select coalesce(
        (array_agg(told.first_on order by told.first_on, told.plan) filter (where told.counts and told.moves > 0))[1],
        max(told.first_on) filter (where told.counts), max(told.due_on) filter (where told.place = 1)
      ) as first_promised_on,
      coalesce(
        (array_agg(told.due_on order by told.first_on, told.plan) filter (where told.counts and told.moves > 0))[1],
        max(told.due_on) filter (where told.counts)
      ) as promised_on,
      count(distinct told.ordinal) filter (where told.is_move) as times_moved,
      array_agg(row(told.plan, told.first_on, case when told.outcome::text is distinct from 'dropped' then told.due_on end, told.moves, told.outcome)::open_plan
        order by told.first_on, told.plan)
        filter (where told.unsettled) as unsettled,
      array_agg(told.first_on order by told.first_on, told.plan) filter (where told.unsettled) as unsettled_days
    from (
      select moved.*, (count(*) filter (where is_move) over (partition by plan))::smallint as moves,
        is_last and first_on is not null and coalesce(outcome not in ('done', 'replaced'), true) as unsettled,
        is_last and coalesce(outcome not in ('done', 'replaced', 'dropped'), true) as counts
      from (
        select answered.ordinal, m.outcome,
          -- Done late is not moved, and the day of what takes its place is no day of its own.
          coalesce(m.outcome::text not in ('done', 'replaced') and m.due_on > lag(m.due_on) over plan, false) as is_move,
          coalesce(m.due_on, lag(m.due_on) over plan) as due_on, lag(m.due_on) over plan as before,
          row_number() over plan as place, lead(m.id) over plan is null as is_last,
          first_value(m.due_on) over plan as first_on, coalesce(m.planned_measure, m.id) as plan
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
      ) moved
    ) told
  ) plans
  cross join lateral (
    -- What the auditors have found carried out, or no longer relevant, is owed no more, whatever the board said of it.
    select case when found.let_go or found.grade in ('implemented', 'no_longer_relevant') then '{}' else coalesce(plans.unsettled, '{}') || again.plans end as plans,
      case when found.let_go or found.grade in ('implemented', 'no_longer_relevant') then '{}' else coalesce(plans.unsettled_days, '{}') || again.days end as days
    from (
      -- A question without measures that is looked at again is owed by that day, until a later answer tells of it.
      select coalesce(array_agg(row(null, w.again_on, w.again_on, 0, null)::open_plan), '{}') as plans, coalesce(array_agg(w.again_on), '{}') as days
      from submitted_answer w
      where w.submission_id = n.submission_id and w.item_id = i.id and w.again_on is not null
    ) again
  ) owed
  cross join lateral (
    select
      -- For a verdict in a follow-up, while one is to come.
      c.closed_at is null and not found.let_go and coalesce(found.ordinal, 1) = 1
        and (n.submission_id is not null and found.grade is null or found.asked_again or f.look_on is not null) as waits,
      (case
        when found.let_go then 'given_up'
        when found.unjudged then case when n.round_kind <> 'first' and reported.worst = 'done' then 'reported_done' else 'to_judge' end
        when found.grade is null then case when gone.gone_at is not null and not found.asked_again then 'withdrawn'
          when c.closed_at is not null then 'unanswered' else 'awaited' end
        when found.ordinal > 1 then found.grade::text
        when c.closed_at is not null then 'ended'
        when n.kind is null then 'awaited'
        when not found.asked_again then 'judged_once'
        when n.kind = 'done' then 'reported_done'
        when n.kind = 'none' then 'none_planned'
        when n.kind = 'elsewhere' then 'elsewhere'
        when n.kind::text = 'in_document' then 'in_document'
        else 'planned'
      end)::item_standing as standing
  ) stands
$$;

-- The standings on which nobody waits for anything more.
create or replace function settled_standings() returns item_standing[]
  language sql immutable as $$
  select array['implemented', 'no_longer_relevant', 'given_up', 'unanswered', 'ended', 'withdrawn']::item_standing[]
$$;

-- Rounds as they are stored (`null`), or folded as of an instant.
create or replace function rounds_at(at timestamptz) returns setof round_now
  language sql stable as $$
  select n.* from round_now n where at is null
  union all
  select f.* from round_as_of(at) f where at is not null
$$;

create or replace function items_at(at timestamptz) returns setof item_now
  language sql stable as $$
  select n.* from item_now n where at is null
  union all
  select f.* from item_as_of(at) f where at is not null
$$;

-- How each audit stood, from the stored rounds (`null`) or from the facts as of an instant.
create or replace function audit_as_of(at timestamptz) returns setof audit_now
  language sql stable as $$
  select a.id, a.reference, a.reference_key, coalesce(called.title, a.title), d.sent_at, c.closed_at, counted.board_names collate "default", counted.boards::smallint,
    counted.rounds::smallint, counted.received::smallint, counted.assessed::smallint, counted.awaited::smallint, counted.requests::smallint,
    counted.next_due_on,
    (case when c.closed_at is not null then 'closed' when counted.received > 0 then 'answered' else 'sent' end)::audit_state,
    list_place(case when c.closed_at is not null then 2 when counted.next_due_on is null then 1 else 0 end,
      case when c.closed_at is null and counted.next_due_on is not null then counted.next_due_on else stockholm_day(d.sent_at) end),
    (select count(distinct i.item_id) from items_at(at) i where i.audit_id = d.audit_id and i.waits)::smallint
  from dispatch d
  join audit a on a.id = d.audit_id
  left join lateral (
    select w.title from audit_version w where w.audit_id = a.id and w.corrected_at <= coalesce(at, 'infinity') order by w.n desc limit 1
  ) called on true
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = d.audit_id and k.closed_at <= coalesce(at, 'infinity')
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= coalesce(at, 'infinity'))
    order by k.n desc
    limit 1
  ) c on true
  cross join lateral (
    select coalesce(array_agg(distinct r.board_name collate "sv-x-icu"), '{}') as board_names, count(distinct r.board_id) as boards,
      count(*) filter (where r.withdrawn_at is null) as rounds,
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
create or replace function tally_of(r round_now) returns tally_now
  language sql immutable as $$
  select r.board_id, (case when r.submission_id is null and r.closed_at is null then 0 else extract(year from r.due_on) end)::smallint,
    (r.submission_id is not null)::integer, coalesce(r.received_on > r.due_on, false)::integer,
    (r.submission_id is null and r.closed_at is not null and r.withdrawn_at is null)::integer,
    (r.extensions > 0 and r.withdrawn_at is null and (r.submission_id is not null or r.closed_at is not null))::integer,
    (r.submission_id is null and r.closed_at is null)::integer, 0, 0, 0, 0,
    coalesce(r.received_on > r.original_due_on, false)::integer,
    (r.moved_after is not null and r.withdrawn_at is null and (r.submission_id is not null or r.closed_at is not null))::integer
$$;

create or replace function tally_of(i item_now) returns tally_now
  language sql immutable as $$
  select i.board_id, (case when counts.graded then extract(year from stockholm_day(i.graded_at)) else 0 end)::smallint, 0, 0, 0, 0, 0,
    (counts.graded and i.grade = 'implemented')::integer, (counts.graded and i.grade = 'partly_implemented')::integer,
    (counts.graded and i.grade = 'not_implemented')::integer, i.waits::integer, 0, 0
  from (
    select coalesce(i.responds and i.kind = 'recommendation' and i.grade in ('implemented', 'partly_implemented', 'not_implemented'), false) as graded
  ) counts
$$;

create or replace function tally_of(a audit_now) returns audit_tally_now
  language sql immutable as $$
  select extract(year from stockholm_day(a.sent_at))::smallint, 1, (a.closed_at is not null)::integer, (a.closed_at is null and a.received > 0)::integer,
    a.waiting::integer
$$;

-- The counts, from the stored rows (`null`) or from the facts as of an instant.
create or replace function tally_as_of(at timestamptz) returns setof tally_now
  language sql stable as $$
  select t.board_id, t.year, sum(t.submitted)::integer, sum(t.late)::integer, sum(t.unanswered)::integer, sum(t.extended)::integer,
    sum(t.awaited)::integer, sum(t.implemented)::integer, sum(t.partly)::integer, sum(t.not_implemented)::integer, sum(t.waiting)::integer,
    sum(t.late_by_letter)::integer, sum(t.moved_after)::integer
  from (
    select t.* from rounds_at(at) r cross join lateral tally_of(r) t
    union all
    select t.* from items_at(at) i cross join lateral tally_of(i) t
  ) t
  group by t.board_id, t.year
  having sum(t.submitted + t.unanswered + t.awaited + t.implemented + t.partly + t.not_implemented + t.waiting) > 0
$$;

create or replace function audit_tally_as_of(at timestamptz) returns setof audit_tally_now
  language sql stable as $$
  select t.year, sum(t.sent)::integer, sum(t.closed)::integer, sum(t.answered)::integer, sum(t.waiting)::integer
  from audit_as_of(at) a cross join lateral tally_of(a) t
  group by t.year
$$;

-- By day, and at `infinity` all together: days that are over become more with the years, days that are to come do not, and so
-- what is over is counted as all but what is to come.
create or replace function owed_as_of(at timestamptz) returns setof owed_now
  language sql stable as $$
  select t.day, count(*)::integer
  from items_at(at) i
  cross join lateral unnest(i.owed) o (day)
  cross join lateral (values (o.day), ('infinity')) t (day)
  group by t.day
$$;
