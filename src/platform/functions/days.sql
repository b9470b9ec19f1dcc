-- All days of some audits, folded from the facts: held against what is stored of them, and made anew (ADR 0069).

-- How each stood at the end of every such day. Each day is asked for by its keys: a join might fold all of them for each.
create or replace function rounds_on_days(in_audits uuid[]) returns table (on_day date, was round_then)
  language plpgsql stable set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  d record;
begin
  for d in select distinct f.audit_id, f.board_id, f.day from days_of_facts(in_audits) f loop
    return query select d.day, v from rounds_stood(end_of_day(d.day)) v where v.audit_id = d.audit_id and v.board_id = d.board_id;
  end loop;
end $$;

create or replace function items_on_days(in_audits uuid[]) returns table (on_day date, was item_then)
  language plpgsql stable set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  d record;
begin
  for d in select distinct f.audit_id, f.board_id, f.day from days_of_facts(in_audits) f loop
    return query select d.day, v from items_stood(end_of_day(d.day)) v where v.audit_id = d.audit_id and v.board_id = d.board_id;
  end loop;
end $$;

create or replace function audits_on_days(in_audits uuid[]) returns table (on_day date, was audit_then)
  language plpgsql stable set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  d record;
begin
  for d in select distinct f.audit_id, f.day from days_of_facts(in_audits) f loop
    return query select d.day, v from audits_stood(end_of_day(d.day)) v where v.audit_id = d.audit_id;
  end loop;
end $$;

-- All days of these audits, folded from the facts: a row for as long as nothing was different.
create or replace function rounds_through(in_audits uuid[]) returns setof round_then
  language sql stable as $$
  with changed as (
    select s.on_day as day, s.was, lag(s.was) over (partition by (s.was).round_id order by s.on_day) is distinct from s.was as began from rounds_on_days(in_audits) s
  )
  select (c.was).round_id, (c.was).audit_id, (c.was).board_id, c.day,
    coalesce(lead(c.day) over (partition by (c.was).round_id order by c.day), 'infinity'),
    (c.was).open, (c.was).due_on, (c.was).original_due_on, (c.was).behind, (c.was).moved, (c.was).extended, (c.was).year, (c.was).submitted,
    (c.was).late, (c.was).unanswered, (c.was).extensions, (c.was).awaited, (c.was).late_by_letter, (c.was).moved_after
  from changed c
  where c.began
$$;

create or replace function items_through(in_audits uuid[]) returns setof item_then
  language sql stable as $$
  with changed as (
    select s.on_day as day, s.was, lag(s.was) over (partition by (s.was).item_id, (s.was).board_id order by s.on_day) is distinct from s.was as began from items_on_days(in_audits) s
  )
  select (c.was).item_id, (c.was).board_id, (c.was).audit_id, c.day,
    coalesce(lead(c.day) over (partition by (c.was).item_id, (c.was).board_id order by c.day), 'infinity'),
    (c.was).kind, (c.was).responds, (c.was).standing, (c.was).place, (c.was).reference, (c.was).reference_key, (c.was).title, (c.was).heading,
    (c.was).sent_on, (c.was).owed, (c.was).grade, (c.was).times_moved, (c.was).look_on, (c.was).year,
    (c.was).implemented, (c.was).partly, (c.was).not_implemented, (c.was).waiting
  from changed c
  where c.began
$$;

create or replace function audits_through(in_audits uuid[]) returns setof audit_then
  language sql stable as $$
  with changed as (
    select s.on_day as day, s.was, lag(s.was) over (partition by (s.was).audit_id order by s.on_day) is distinct from s.was as began from audits_on_days(in_audits) s
  )
  select (c.was).audit_id, c.day, coalesce(lead(c.day) over (partition by (c.was).audit_id order by c.day), 'infinity'), (c.was).closed, (c.was).waiting
  from changed c
  where c.began
$$;

-- ---- comparing, and making anew --------------------------------------------------------------------------------------------------

-- How many rows of these audits are not what the facts say of all their days.
create or replace function compare_then(in_audits uuid[]) returns bigint
  language sql stable as $$
  select
    (
      select count(*) from rounds_through(in_audits) f
      full join (select * from round_then where audit_id = any (in_audits)) n on n.round_id = f.round_id and n.from_on = f.from_on
      where f is distinct from n
    ) + (
      select count(*) from items_through(in_audits) f
      full join (select * from item_then where audit_id = any (in_audits)) n
        on n.item_id = f.item_id and n.board_id = f.board_id and n.from_on = f.from_on
      where f is distinct from n
    ) + (
      select count(*) from audits_through(in_audits) f
      full join (select * from audit_then where audit_id = any (in_audits)) n on n.audit_id = f.audit_id and n.from_on = f.from_on
      where f is distinct from n
    )
$$;

-- Makes them anew, and says how many there were to make.
create or replace function rebuild_then(in_audits uuid[]) returns bigint
  language plpgsql as $$
declare
  differing bigint := -1;
begin
  perform 1 from dispatch d where d.audit_id = any (in_audits) order by d.audit_id for no key update;
  -- Where nothing is stored yet there is nothing to compare.
  if exists (select 1 from audit_then t where t.audit_id = any (in_audits)) then
    differing := compare_then(in_audits);
    if differing = 0 then
      return 0;
    end if;
  end if;
  perform set_config('app.folding_anew', 'yes', true);
  delete from round_then where audit_id = any (in_audits);
  delete from item_then where audit_id = any (in_audits);
  delete from audit_then where audit_id = any (in_audits);
  insert into round_then select * from rounds_through(in_audits);
  insert into item_then select * from items_through(in_audits);
  insert into audit_then select * from audits_through(in_audits);
  if differing < 0 then
    select (select count(*) from round_then t where t.audit_id = any (in_audits)) + (select count(*) from item_then t where t.audit_id = any (in_audits))
      + (select count(*) from audit_then t where t.audit_id = any (in_audits)) into differing;
  end if;
  return differing;
end $$;

-- What is counted of these rows, day by day: a row for as long as nothing was different.
create or replace function tally_through() returns setof tally_then
  language sql stable as $$
  with added as (
    select d.day, d.sign, t.* from round_then r cross join lateral (values (r.from_on, 1), (r.to_on, -1)) d (day, sign) cross join lateral tally_of(r) t
    union all
    select d.day, d.sign, t.* from item_then i cross join lateral (values (i.from_on, 1), (i.to_on, -1)) d (day, sign) cross join lateral tally_of(i) t
  ), by_day as (
    select a.board_id, a.year, a.day, sum(a.sign * a.submitted) as submitted, sum(a.sign * a.late) as late, sum(a.sign * a.unanswered) as unanswered,
      sum(a.sign * a.extended) as extended, sum(a.sign * a.awaited) as awaited, sum(a.sign * a.implemented) as implemented,
      sum(a.sign * a.partly) as partly, sum(a.sign * a.not_implemented) as not_implemented, sum(a.sign * a.waiting) as waiting,
      sum(a.sign * a.late_by_letter) as late_by_letter, sum(a.sign * a.moved_after) as moved_after
    from added a
    where a.day < 'infinity'
    group by a.board_id, a.year, a.day
  )
  select b.board_id, b.year, b.day, coalesce(lead(b.day) over own, 'infinity'), (sum(b.submitted) over own)::integer, (sum(b.late) over own)::integer,
    (sum(b.unanswered) over own)::integer, (sum(b.extended) over own)::integer, (sum(b.awaited) over own)::integer,
    (sum(b.implemented) over own)::integer, (sum(b.partly) over own)::integer, (sum(b.not_implemented) over own)::integer,
    (sum(b.waiting) over own)::integer, (sum(b.late_by_letter) over own)::integer, (sum(b.moved_after) over own)::integer
  from by_day b
  where row(b.submitted, b.late, b.unanswered, b.extended, b.awaited, b.implemented, b.partly, b.not_implemented, b.waiting, b.late_by_letter, b.moved_after)
    <> row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  window own as (partition by b.board_id, b.year order by b.day)
$$;

create or replace function audits_counted() returns setof audits_then
  language sql stable as $$
  select b.day, (sum(b.sent) over past)::integer, (sum(b.closed) over past)::integer, (sum(b.waiting) over past)::integer
  from (
    select d.day, sum(d.sign) as sent, sum(d.sign * a.closed) as closed, sum(d.sign * a.waiting) as waiting
    from audit_then a cross join lateral (values (a.from_on, 1), (a.to_on, -1)) d (day, sign)
    where d.day < 'infinity'
    group by d.day
  ) b
  where row(b.sent, b.closed, b.waiting) <> row(0, 0, 0)
  window past as (order by b.day)
$$;

-- How many counts are not those of the rows. A day on which something came and went may have a row or not.
create or replace function compare_counts_then() returns bigint
  language sql stable as $$
  select
    (
      select count(*)
      from tally_through() f
      full join tally_then n on n.board_id = f.board_id and n.year = f.year and n.from_on = f.from_on
      where f.board_id is null and not exists (
          select 1 from tally_then b
          where b.board_id = n.board_id and b.year = n.year and b.to_on = n.from_on
            and row(b.submitted, b.late, b.unanswered, b.extended, b.awaited, b.implemented, b.partly, b.not_implemented, b.waiting, b.late_by_letter,
              b.moved_after) = row(n.submitted, n.late, n.unanswered, n.extended, n.awaited, n.implemented, n.partly, n.not_implemented, n.waiting,
              n.late_by_letter, n.moved_after)
        ) and row(n.submitted, n.late, n.unanswered, n.extended, n.awaited, n.implemented, n.partly, n.not_implemented, n.waiting, n.late_by_letter,
          n.moved_after) <> row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        or n.board_id is null
        or row(f.submitted, f.late, f.unanswered, f.extended, f.awaited, f.implemented, f.partly, f.not_implemented, f.waiting, f.late_by_letter,
          f.moved_after) <> row(n.submitted, n.late, n.unanswered, n.extended, n.awaited, n.implemented, n.partly, n.not_implemented, n.waiting,
          n.late_by_letter, n.moved_after)
    ) + (
      select count(*) from audits_counted() f full join audits_then n on n.from_on = f.from_on
      where n.from_on is null or row(f.sent, f.closed, f.waiting) <> row(n.sent, n.closed, n.waiting)
    ) + (
      select count(*) from (
        select t.to_on, coalesce(lead(t.from_on) over (partition by t.board_id, t.year order by t.from_on), 'infinity') as next from tally_then t
      ) t where t.to_on <> t.next
    )
$$;

-- Counts anew.
create or replace function rebuild_counts_then() returns bigint
  language plpgsql as $$
declare
  differing bigint;
begin
  lock table tally_then, audits_then in share row exclusive mode;
  differing := compare_counts_then();
  if differing > 0 then
    delete from tally_then;
    insert into tally_then select * from tally_through();
    delete from audits_then;
    insert into audits_then select * from audits_counted();
  end if;
  return differing;
end $$;
