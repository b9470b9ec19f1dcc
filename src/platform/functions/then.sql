-- How it was on any day (ADR 0069): what is stored of the days on which something stood as it did. A day is what stood at its end,
-- in Stockholm, and each row is what the folds say of that instant.

-- The last instant of a day.
create or replace function end_of_day(day date) returns timestamptz
  language sql stable as $$ select ((day + 1)::timestamp at time zone 'Europe/Stockholm') - interval '1 microsecond' $$;

-- What a board was called at an instant, and at the end of a day: from what it is called now and the record of each change.
-- As plpgsql they are planned once for each session; as SQL it would be each time.
create or replace function called_at(in_board uuid, in_name text, in_at timestamptz) returns text
  language plpgsql stable as $$
begin
  return coalesce(
    (select k.name_before from published.board_called k where k.board_id = in_board and k.changed_at > in_at order by k.n limit 1), in_name
  );
end $$;
create or replace function called_then(in_board uuid, in_name text, in_day date) returns text
  language plpgsql stable as $$ begin return called_at(in_board, in_name, end_of_day(in_day)); end $$;

-- The day on which a fact was written down. Each kind of fact calls it something else.
create or replace function written_on(fact jsonb) returns date
  language sql stable as $$
  select stockholm_day(coalesce(fact ->> 'entered_at', fact ->> 'sent_at', fact ->> 'opened_at', fact ->> 'asked_at', fact ->> 'decided_at',
    fact ->> 'recorded_at', fact ->> 'published_at', fact ->> 'registered_at', fact ->> 'corrected_at', fact ->> 'closed_at',
    fact ->> 'reopened_at', fact ->> 'withdrawn_at', fact ->> 'made_at')::timestamptz)
$$;

-- How each stood, from the stored rows (`null`) or from the facts as of an instant; since when is not said.
create or replace function rounds_stood(at timestamptz) returns setof round_then
  language sql stable as $$
  select r.id, r.audit_id, r.board_id, null::date, null::date, open.open, case when open.open then r.due_on end, case when open.open then r.original_due_on end,
    open.open and r.behind, open.open and r.moved_after is not null, open.open and r.extensions > 0,
    t.year, t.submitted::smallint, t.late::smallint, t.unanswered::smallint, t.extended::smallint, t.awaited::smallint, t.late_by_letter::smallint,
    t.moved_after::smallint
  from rounds_at(at) r
  cross join lateral (select r.submission_id is null and r.closed_at is null as open) open
  cross join lateral tally_of(r) t
$$;

create or replace function items_stood(at timestamptz) returns setof item_then
  language sql stable as $$
  select i.item_id, i.board_id, i.audit_id, null::date, null::date, i.kind, i.responds, i.standing, i.place, i.reference, i.reference_key, i.title,
    i.heading, i.sent_on, i.owed, i.grade, i.times_moved, i.look_on,
    t.year, t.implemented::smallint, t.partly::smallint, t.not_implemented::smallint, t.waiting::smallint
  from items_at(at) i
  cross join lateral tally_of(i) t
$$;

create or replace function audits_stood(at timestamptz) returns setof audit_then
  language sql stable as $$
  select n.id, null::date, null::date, (n.closed_at is not null)::integer::smallint, n.waiting from audit_now n where at is null
  union all
  select f.id, null::date, null::date, (f.closed_at is not null)::integer::smallint, f.waiting from audit_as_of(at) f where at is not null
$$;

-- The days on which something was written that can change how a board's part of an audit stood.
create or replace function days_of_facts(in_audits uuid[]) returns table (audit_id uuid, board_id uuid, day date)
  language sql stable as $$
  with rounds as (
    select r.id, r.audit_id, r.board_id, r.opened_at from round r where r.audit_id = any (in_audits)
  ), submissions as (
    select s.id, r.audit_id, r.board_id, s.entered_at from rounds r join submission s on s.round_id = r.id
  ), of_audits as (
    select d.audit_id, d.sent_at as at from dispatch d where d.audit_id = any (in_audits)
    union all select k.audit_id, k.closed_at from audit_closing k where k.audit_id = any (in_audits)
    union all select o.audit_id, o.reopened_at from audit_reopening o where o.audit_id = any (in_audits)
    union all select v.audit_id, v.corrected_at from audit_version v where v.audit_id = any (in_audits)
    union all select i.audit_id, v.corrected_at from item i join item_version v on v.item_id = i.id where i.audit_id = any (in_audits)
  ), of_boards as (
    select r.audit_id, r.board_id, r.opened_at as at from rounds r
    union all select a.audit_id, x.board_id, a.at from of_audits a join addressee x on x.audit_id = a.audit_id
    union all select r.audit_id, r.board_id, e.entered_at from rounds r join deadline_entry e on e.round_id = r.id
    union all select r.audit_id, r.board_id, w.withdrawn_at from rounds r join round_withdrawal w on w.round_id = r.id
    union all select s.audit_id, s.board_id, s.entered_at from submissions s
    union all select s.audit_id, s.board_id, w.withdrawn_at from submissions s join submission_withdrawal w on w.submission_id = s.id
    union all select s.audit_id, s.board_id, p.published_at from submissions s join verdict_publication p on p.submission_id = s.id
    union all select i.audit_id, u.board_id, u.decided_at from item i join item_follow_up u on u.item_id = i.id where i.audit_id = any (in_audits)
  )
  select distinct b.audit_id::uuid, b.board_id::uuid, stockholm_day(b.at) from of_boards b
$$;

-- ---- what pages show of it ---------------------------------------------------------------------------------------------------

-- Some rounds, and some items with their boards, as they stood then: whatever is folded has been sent.
create or replace function rounds_of_day(in_day date, in_rounds uuid[]) returns setof round_now
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  -- Each by its own key: with a limit no other way is open.
  return query
  select f.* from unnest(in_rounds) k (id)
  cross join lateral (select r.* from round_as_of(end_of_day(in_day)) r where r.id = k.id limit 1) f;
end $$;

create or replace function items_of_day(in_day date, in_items uuid[], in_boards uuid[]) returns setof item_now
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select f.* from unnest(in_items, in_boards) k (item, board)
  cross join lateral (select i.* from item_as_of(end_of_day(in_day)) i where i.item_id = k.item and i.board_id = k.board limit 1) f;
end $$;

-- ---- with each fact ----------------------------------------------------------------------------------------------------------

-- What these write when something was written down on a day: how each stands since then. Where there is a fact of a later day
-- already, as when two write around midnight, every such day is looked at again, and every day from which something stands so:
-- what was written since may have made it the same as before.
create or replace function keep_rounds_then(in_audits uuid[], in_board uuid, since date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  days date[] := array(
    select since union select f.day from days_of_facts(in_audits) f where f.day > since and (in_board is null or f.board_id = in_board)
    union select t.from_on from round_then t where t.audit_id = any (in_audits) and t.from_on > since and (in_board is null or t.board_id = in_board)
    order by 1
  );
  day date;
  fresh round_then;
  kept round_then;
  before round_then;
begin
  foreach day in array days loop
    for fresh in
      select t.* from rounds_stood(case when day < days[cardinality(days)] then end_of_day(day) end) t
      where t.audit_id = any (in_audits) and (in_board is null or t.board_id = in_board)
    loop
      select t.* into kept from round_then t where t.round_id = fresh.round_id and t.from_on <= day order by t.from_on desc limit 1;
      fresh.from_on := coalesce(kept.from_on, day);
      fresh.to_on := coalesce(kept.to_on, (select min(t.from_on) from round_then t where t.round_id = fresh.round_id), 'infinity');
      continue when kept.from_on < day and fresh is not distinct from kept;
      if kept.from_on < day then
        update round_then t set to_on = day where t.round_id = fresh.round_id and t.from_on = kept.from_on;
      elsif kept.from_on = day then
        -- What was another for a part of this day only, or is so now from an earlier day on, goes on as it was the day before.
        select t.* into before from round_then t where t.round_id = fresh.round_id and t.to_on = day;
        fresh.from_on := coalesce(before.from_on, day);
        before.to_on := fresh.to_on;
        if fresh is not distinct from before then
          delete from round_then t where t.round_id = fresh.round_id and t.from_on = day;
          update round_then t set to_on = fresh.to_on where t.round_id = fresh.round_id and t.from_on = before.from_on;
          continue;
        end if;
        fresh.from_on := day;
        continue when fresh is not distinct from kept;
        delete from round_then t where t.round_id = fresh.round_id and t.from_on = day;
      end if;
      fresh.from_on := day;
      insert into round_then select fresh.*;
    end loop;
  end loop;
end $$;

create or replace function keep_items_then(in_audits uuid[], in_board uuid, since date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  days date[] := array(
    select since union select f.day from days_of_facts(in_audits) f where f.day > since and (in_board is null or f.board_id = in_board)
    union select t.from_on from item_then t where t.audit_id = any (in_audits) and t.from_on > since and (in_board is null or t.board_id = in_board)
    order by 1
  );
  day date;
  fresh item_then;
  kept item_then;
  before item_then;
begin
  foreach day in array days loop
    for fresh in
      select t.* from items_stood(case when day < days[cardinality(days)] then end_of_day(day) end) t
      where t.audit_id = any (in_audits) and (in_board is null or t.board_id = in_board)
    loop
      select t.* into kept from item_then t where t.item_id = fresh.item_id and t.board_id = fresh.board_id and t.from_on <= day order by t.from_on desc limit 1;
      fresh.from_on := coalesce(kept.from_on, day);
      fresh.to_on := coalesce(kept.to_on, (select min(t.from_on) from item_then t where t.item_id = fresh.item_id and t.board_id = fresh.board_id), 'infinity');
      continue when kept.from_on < day and fresh is not distinct from kept;
      if kept.from_on < day then
        update item_then t set to_on = day where t.item_id = fresh.item_id and t.board_id = fresh.board_id and t.from_on = kept.from_on;
      elsif kept.from_on = day then
        -- What was another for a part of this day only, or is so now from an earlier day on, goes on as it was the day before.
        select t.* into before from item_then t where t.item_id = fresh.item_id and t.board_id = fresh.board_id and t.to_on = day;
        fresh.from_on := coalesce(before.from_on, day);
        before.to_on := fresh.to_on;
        if fresh is not distinct from before then
          delete from item_then t where t.item_id = fresh.item_id and t.board_id = fresh.board_id and t.from_on = day;
          update item_then t set to_on = fresh.to_on where t.item_id = fresh.item_id and t.board_id = fresh.board_id and t.from_on = before.from_on;
          continue;
        end if;
        fresh.from_on := day;
        continue when fresh is not distinct from kept;
        delete from item_then t where t.item_id = fresh.item_id and t.board_id = fresh.board_id and t.from_on = day;
      end if;
      fresh.from_on := day;
      insert into item_then select fresh.*;
    end loop;
  end loop;
end $$;

create or replace function keep_audits_stood(in_audits uuid[], since date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  days date[] := array(
    select since union select f.day from days_of_facts(in_audits) f where f.day > since
    union select t.from_on from audit_then t where t.audit_id = any (in_audits) and t.from_on > since
    order by 1
  );
  day date;
  fresh audit_then;
  kept audit_then;
  before audit_then;
begin
  foreach day in array days loop
    for fresh in
      select t.* from audits_stood(case when day < days[cardinality(days)] then end_of_day(day) end) t
      where t.audit_id = any (in_audits)
    loop
      select t.* into kept from audit_then t where t.audit_id = fresh.audit_id and t.from_on <= day order by t.from_on desc limit 1;
      fresh.from_on := coalesce(kept.from_on, day);
      fresh.to_on := coalesce(kept.to_on, (select min(t.from_on) from audit_then t where t.audit_id = fresh.audit_id), 'infinity');
      continue when kept.from_on < day and fresh is not distinct from kept;
      if kept.from_on < day then
        update audit_then t set to_on = day where t.audit_id = fresh.audit_id and t.from_on = kept.from_on;
      elsif kept.from_on = day then
        -- What was another for a part of this day only, or is so now from an earlier day on, goes on as it was the day before.
        select t.* into before from audit_then t where t.audit_id = fresh.audit_id and t.to_on = day;
        fresh.from_on := coalesce(before.from_on, day);
        before.to_on := fresh.to_on;
        if fresh is not distinct from before then
          delete from audit_then t where t.audit_id = fresh.audit_id and t.from_on = day;
          update audit_then t set to_on = fresh.to_on where t.audit_id = fresh.audit_id and t.from_on = before.from_on;
          continue;
        end if;
        fresh.from_on := day;
        continue when fresh is not distinct from kept;
        delete from audit_then t where t.audit_id = fresh.audit_id and t.from_on = day;
      end if;
      fresh.from_on := day;
      insert into audit_then select fresh.*;
    end loop;
  end loop;
end $$;

-- ---- what is counted ---------------------------------------------------------------------------------------------------------

-- What a round adds to the counts while it stands so, and what an item.
create or replace function tally_of(r round_then) returns tally_now
  language sql immutable as $$
  select r.board_id, r.year, r.submitted::integer, r.late::integer, r.unanswered::integer, r.extensions::integer, r.awaited::integer, 0, 0, 0, 0,
    r.late_by_letter::integer, r.moved_after::integer
$$;

create or replace function tally_of(i item_then) returns tally_now
  language sql immutable as $$
  select i.board_id, i.year, 0, 0, 0, 0, 0, i.implemented::integer, i.partly::integer, i.not_implemented::integer, i.waiting::integer, 0, 0
$$;

-- Adds to what was counted from a day on.
create or replace function add_tally_then(in_day date, c tally_now) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into tally_then
  select c.board_id, c.year, in_day,
    coalesce((select min(l.from_on) from tally_then l where l.board_id = c.board_id and l.year = c.year and l.from_on > in_day), 'infinity'),
    coalesce(b.submitted, 0), coalesce(b.late, 0), coalesce(b.unanswered, 0), coalesce(b.extended, 0), coalesce(b.awaited, 0),
    coalesce(b.implemented, 0), coalesce(b.partly, 0), coalesce(b.not_implemented, 0), coalesce(b.waiting, 0), coalesce(b.late_by_letter, 0),
    coalesce(b.moved_after, 0)
  from (values (1)) one
  left join lateral (
    select t.* from tally_then t where t.board_id = c.board_id and t.year = c.year and t.from_on < in_day order by t.from_on desc limit 1
  ) b on true
  on conflict (board_id, year, from_on) do nothing;
  update tally_then t set to_on = in_day where t.board_id = c.board_id and t.year = c.year and t.from_on < in_day and t.to_on > in_day;
  update tally_then t set submitted = t.submitted + c.submitted, late = t.late + c.late, unanswered = t.unanswered + c.unanswered,
    extended = t.extended + c.extended, awaited = t.awaited + c.awaited, implemented = t.implemented + c.implemented, partly = t.partly + c.partly,
    not_implemented = t.not_implemented + c.not_implemented, waiting = t.waiting + c.waiting, late_by_letter = t.late_by_letter + c.late_by_letter,
    moved_after = t.moved_after + c.moved_after
  where t.board_id = c.board_id and t.year = c.year and t.from_on >= in_day;
end $$;

-- The counts follow the rows: what stands from a day on is added on it, and taken away on the day on which it stands so no more.
-- When everything is folded anew, what was counted is counted anew as well.
create or replace function keep_tally_then() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  changed record;
begin
  if current_setting('app.folding_anew', true) = 'yes' then
    return null;
  end if;
  for changed in
    select c.day,
      (c.board_id, c.year, sum(c.sign * c.submitted), sum(c.sign * c.late), sum(c.sign * c.unanswered), sum(c.sign * c.extended), sum(c.sign * c.awaited),
        sum(c.sign * c.implemented), sum(c.sign * c.partly), sum(c.sign * c.not_implemented), sum(c.sign * c.waiting), sum(c.sign * c.late_by_letter),
        sum(c.sign * c.moved_after))::tally_now as added
    from (
      select o.from_on as day, -1 as sign, t.* from (select old.*) o cross join lateral tally_of(old) t where tg_op <> 'INSERT'
      union all
      select o.to_on, 1, t.* from (select old.*) o cross join lateral tally_of(old) t where tg_op <> 'INSERT'
      union all
      select n.from_on, 1, t.* from (select new.*) n cross join lateral tally_of(new) t where tg_op <> 'DELETE'
      union all
      select n.to_on, -1, t.* from (select new.*) n cross join lateral tally_of(new) t where tg_op <> 'DELETE'
    ) c
    where c.day < 'infinity'
    group by c.board_id, c.year, c.day
    having row(sum(c.sign * c.submitted), sum(c.sign * c.late), sum(c.sign * c.unanswered), sum(c.sign * c.extended), sum(c.sign * c.awaited),
      sum(c.sign * c.implemented), sum(c.sign * c.partly), sum(c.sign * c.not_implemented), sum(c.sign * c.waiting), sum(c.sign * c.late_by_letter),
      sum(c.sign * c.moved_after)) <> row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    order by c.day
  loop
    perform add_tally_then(changed.day, changed.added);
  end loop;
  return null;
end $$;

create or replace function keep_audits_then() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  changed record;
begin
  if current_setting('app.folding_anew', true) = 'yes' then
    return null;
  end if;
  for changed in
    select c.day, sum(c.sign) as sent, sum(c.sign * c.closed) as closed, sum(c.sign * c.waiting) as waiting
    from (
      select old.from_on as day, -1 as sign, old.closed, old.waiting where tg_op <> 'INSERT'
      union all
      select old.to_on, 1, old.closed, old.waiting where tg_op <> 'INSERT'
      union all
      select new.from_on, 1, new.closed, new.waiting where tg_op <> 'DELETE'
      union all
      select new.to_on, -1, new.closed, new.waiting where tg_op <> 'DELETE'
    ) c
    where c.day < 'infinity'
    group by c.day
    having row(sum(c.sign), sum(c.sign * c.closed), sum(c.sign * c.waiting)) <> row(0, 0, 0)
    order by c.day
  loop
    insert into audits_then
    select changed.day, coalesce(b.sent, 0), coalesce(b.closed, 0), coalesce(b.waiting, 0)
    from (values (1)) one
    left join lateral (select t.* from audits_then t where t.from_on < changed.day order by t.from_on desc limit 1) b on true
    on conflict (from_on) do nothing;
    update audits_then t set sent = t.sent + changed.sent, closed = t.closed + changed.closed, waiting = t.waiting + changed.waiting
    where t.from_on >= changed.day;
  end loop;
  return null;
end $$;
