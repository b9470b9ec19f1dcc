-- Two administrators: what somebody shall be able to do waits for a second one, or for a day where there is only one (ADR 0057). So does
-- that the people of one board read what another has written (ADR 0090, board_ends.sql): such a proposal is of no person.

-- Whether there is anything to protect: an audit or a letter has been entered. Before that an installation need not stand still.
create or replace function access_is_guarded() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from audit) or exists (select 1 from intake)
    or exists (select 1 from event e where e.authority = 'audit' and e.kind = 'audit_recorded');
end $$;

-- When something proposed takes effect by itself: a day after it was proposed, and after the last moment at which another
-- administrator could have said no. NULL while there is one. Whoever is only invited can say nothing.
create or replace function access_takes_effect(in_proposer uuid, in_proposed_at timestamptz, in_at timestamptz) returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  ended timestamptz;
  another boolean;
begin
  select max(o.ended), bool_or(o.ended is null or o.ended > in_at) into ended, another
  from (
    select least(p.ended_at, case when g.valid_to is not null then coalesce(
        (select max(e.at) from event e where e.authority = 'system' and e.kind = 'role_ended' and e.facts ->> 'grant' = g.id::text),
        (g.valid_to + 1)::timestamp at time zone 'Europe/Stockholm') end) as ended
    from role_grant g
    join person p on p.id = g.person_id
    where g.role = 'administrator' and g.person_id <> in_proposer and g.valid_from <= stockholm_day(in_at)
      and exists (select 1 from credential c where c.person_id = g.person_id)
  ) o;
  if another then
    return null;
  end if;
  return greatest(in_proposed_at, ended) + interval '24 hours';
end $$;

-- The boards whose people it concerns: that of the role, or all for which the person has a role or shall have one; a board that ends or
-- goes on, and its heir.
create or replace function access_boards(in_proposal uuid) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select coalesce(array_agg(distinct b.board_id) filter (where b.board_id is not null), '{}')
    from access_proposal q
    cross join lateral (
      select q.board_id::uuid as board_id
      union all
      select q.heir_id::uuid
      union all
      select g.board_id::uuid from role_held g
      where q.kind <> 'role' and g.person_id = q.person_id and (g.valid_to is null or g.valid_to >= stockholm_day(q.proposed_at))
      union all
      select w.board_id::uuid from access_proposal w
      where q.kind <> 'role' and w.person_id = q.person_id and w.kind = 'role'
        and not exists (select 1 from access_decision d where d.proposal_id = w.id)
    ) b
    where q.id = in_proposal
  );
end $$;

-- Whether somebody is to know: herself, the auditors, the administrators, and who hands in for the boards that it concerns. Of what becomes
-- of a board all know who work for it or for its heir, by their own roles: what follows from the heir is what it is about.
create or replace function access_concerns(in_proposal uuid, in_person uuid, in_today date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from access_proposal q where q.id = in_proposal and q.person_id = in_person)
    or exists (
      select 1 from role_held g
      where g.person_id = in_person and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
        and (g.role in ('auditor', 'administrator') or (g.role in ('secretary', 'approver') and g.board_id = any (access_boards(in_proposal))))
    )
    or exists (
      select 1 from access_proposal q
      join role_grant g on g.person_id = in_person and g.board_id in (q.board_id, q.heir_id)
      where q.id = in_proposal and q.person_id is null and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
    );
end $$;

-- One mail to each of them, of everything that happened at that instant; not to whoever did it. Who is invited only now has no
-- password: she is told all the same.
create or replace function tell_access(in_proposal uuid, in_at timestamptz, in_today date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, person_id, made_at, due_at)
  select gen_random_uuid(), 'access:' || p.id || ':' || in_at, 'access', p.id, in_at, in_at
  from person p
  where p.ended_at is null and p.id is distinct from myself() and access_concerns(in_proposal, p.id, in_today)
  on conflict on constraint mail_once do nothing;
end $$;

-- Whether these roles exclude each other (KL 4:4-4:5), or are the same.
create or replace function role_conflicts(in_grant uuid, in_person uuid, in_role grant_role, in_board uuid, in_from date, in_to date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
    select 1 from role_grant other
    where other.person_id = in_person
      and other.id <> in_grant
      and daterange(other.valid_from, other.valid_to + 1) && daterange(in_from, in_to + 1)
      and (
        (other.role in ('auditor', 'audit_reader')) <> (in_role in ('auditor', 'audit_reader'))
        or (other.role = 'administrator') <> (in_role = 'administrator')
        or (other.role = in_role and other.board_id is not distinct from in_board)
      )
  );
end $$;

-- From when a role holds that takes effect today: from the day after the last day of the one that it prolongs, and of what that goes on
-- in without a gap. Nothing is prolonged by what has not begun, by what has no day, or by standing in for somebody. No role is made longer.
create or replace function role_begins(in_person uuid, in_role grant_role, in_board uuid, in_today date) returns date
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    with recursive own as (
      select g.valid_from, g.valid_to from role_grant g
      where g.person_id = in_person and g.role = in_role and g.board_id is not distinct from in_board and g.stands_in_for is null
        and g.valid_to >= greatest(g.valid_from, in_today)
    ), goes_on as (
      select o.valid_to from own o where o.valid_from <= in_today
      union
      select o.valid_to from goes_on g join own o on o.valid_from = g.valid_to + 1
    )
    select coalesce(max(g.valid_to) + 1, in_today) from goes_on g
  );
end $$;

-- An administrator gives a role, for good or with a last day: at once while there is nothing to protect, otherwise it waits. Says
-- whether it waits.
create or replace function propose_role(in_id uuid, in_person uuid, in_role grant_role, in_board uuid, in_at timestamptz, in_today date,
    in_to date default null)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  begins date;
begin
  perform 1 from person where id = in_person for update;
  begins := role_begins(in_person, in_role, in_board, in_today);
  if in_to < begins then
    raise exception 'a role has days' using errcode = 'check_violation', constraint = 'roles_have_days';
  end if;
  if not access_is_guarded() then
    insert into role_grant (id, person_id, role, board_id, valid_from, valid_to) values (in_id, in_person, in_role, in_board, begins, in_to);
    return false;
  end if;
  if role_conflicts(in_id, in_person, in_role, in_board, begins, in_to) then
    raise exception 'these roles may not be held by one person at one time' using errcode = 'check_violation', constraint = 'role_grant_conflict';
  end if;
  if exists (
    select 1 from access_proposal q
    where q.person_id = in_person and q.role = in_role and q.board_id is not distinct from in_board
      and not exists (select 1 from access_decision d where d.proposal_id = q.id)
  ) then
    raise exception 'this role waits already' using errcode = 'check_violation', constraint = 'role_waits_already';
  end if;
  insert into access_proposal (id, kind, person_id, role, board_id, valid_to, proposed_at, proposed_by)
  values (in_id, 'role', in_person, in_role, in_board, in_to, in_at, myself());
  perform tell_access(in_id, in_at, in_today);
  return true;
end $$;

-- An administrator makes a one-time link; older ones stop. It waits for whoever has, has had or shall have a role. Says whether it
-- waits.
create or replace function propose_link(in_hash bytea, in_id uuid, in_person uuid, in_expires timestamptz, in_at timestamptz, in_today date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  waits boolean;
begin
  perform 1 from person where id = in_person for update;
  -- A link that waited and is replaced waits no more.
  insert into access_decision (proposal_id, step, decided_at, decided_by)
  select q.id, 'withdrawn', in_at, myself() from access_proposal q
  where q.person_id = in_person and q.kind = 'link' and not exists (select 1 from access_decision d where d.proposal_id = q.id);
  update invitation set used_at = in_at where person_id = in_person and used_at is null;
  waits := access_is_guarded() and (
    exists (select 1 from role_grant g where g.person_id = in_person)
    or exists (
      select 1 from access_proposal q
      where q.person_id = in_person and q.kind = 'role' and not exists (select 1 from access_decision d where d.proposal_id = q.id)
    ));
  if waits then
    insert into access_proposal (id, kind, person_id, proposed_at, proposed_by) values (in_id, 'link', in_person, in_at, myself());
  end if;
  insert into invitation (token_hash, person_id, created_at, expires_at, proposal_id)
  values (in_hash, in_person, in_at, in_expires, case when waits then in_id end);
  perform tell_former_addresses('former_link', in_person, in_at);
  if waits then
    perform tell_access(in_id, in_at, in_today);
  end if;
  return waits;
end $$;

-- That somebody who had ended signs in again is not waited for, but told: her roles that have no end are hers again.
create or replace function tell_reopening(in_id uuid, in_person uuid, in_at timestamptz, in_today date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not access_is_guarded() then
    return false;
  end if;
  insert into access_proposal (id, kind, person_id, proposed_at, proposed_by) values (in_id, 'reopening', in_person, in_at, myself());
  insert into access_decision (proposal_id, step, decided_at, decided_by) values (in_id, 'at_once', in_at, myself());
  perform tell_access(in_id, in_at, in_today);
  return true;
end $$;

-- A second administrator agrees or refuses; whoever proposed takes back. Once.
create or replace function decide_access(in_proposal uuid, in_step access_step, in_reason text, in_at timestamptz, in_today date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q access_proposal%rowtype;
begin
  perform 1 from person p join access_proposal a on a.person_id = p.id where a.id = in_proposal for update of p;
  perform 1 from board b join access_proposal a on a.person_id is null and b.id in (a.board_id, a.heir_id)
  where a.id = in_proposal order by b.id for update of b;
  select * into q from access_proposal a where a.id = in_proposal;
  if not found or in_step not in ('agreed', 'refused', 'withdrawn')
    or exists (select 1 from access_decision d where d.proposal_id = q.id)
    or exists (select 1 from person p where p.id = q.person_id and p.ended_at is not null)
    or (in_step = 'agreed' and board_is_otherwise(q.id, in_today))
    or (in_step = 'agreed' and q.valid_to < role_begins(q.person_id, q.role, q.board_id, in_today))
    or (q.kind = 'link' and not exists (select 1 from invitation i where i.proposal_id = q.id and i.used_at is null and i.expires_at > in_at)) then
    raise exception 'nothing waits here any more' using errcode = 'check_violation', constraint = 'access_is_decided_once';
  end if;
  if (in_step = 'withdrawn') <> (q.proposed_by = myself())
    or (in_step = 'agreed' and q.kind = 'role' and q.person_id = myself())
    or not exists (
      select 1 from role_grant g join person p on p.id = g.person_id and p.ended_at is null
      where g.person_id = myself() and g.role = 'administrator' and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
    ) then
    raise exception 'another administrator decides' using errcode = 'check_violation', constraint = 'access_needs_another';
  end if;
  insert into access_decision (proposal_id, step, reason, decided_at, decided_by) values (q.id, in_step, in_reason, in_at, myself());
  if in_step = 'agreed' and q.kind = 'role' then
    insert into role_grant (id, person_id, role, board_id, valid_from, valid_to)
    values (q.id, q.person_id, q.role, q.board_id, role_begins(q.person_id, q.role, q.board_id, in_today), q.valid_to);
  elsif in_step = 'agreed' and q.person_id is null then
    perform settle_board(q.id, in_at, in_today);
  elsif in_step <> 'agreed' and q.kind = 'link' then
    update invitation set used_at = in_at where proposal_id = q.id and used_at is null;
  end if;
  perform settle_asker(q.id, in_step, in_at);
  perform tell_access(q.id, in_at, in_today);
end $$;

-- The service's part: a role that has waited its day takes effect; one that cannot any more is refused. One that was asked for waits for an
-- administrator as long as it takes: none has proposed it. One at a time.
create or replace function settle_access(in_at timestamptz, in_today date)
  returns table (proposal uuid, person uuid, role grant_role, board uuid, last_day date, step access_step)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q access_proposal%rowtype;
  begins date;
begin
  for q in
    select a.* from access_proposal a
    join person p on p.id = a.person_id
    where a.kind = 'role' and not exists (select 1 from access_decision d where d.proposal_id = a.id)
      and (p.ended_at is not null or a.valid_to < in_today
        or a.request_id is null and access_takes_effect(a.proposed_by, a.proposed_at, in_at) <= in_at)
    order by a.proposed_at, a.id
    limit 1
  loop
    perform 1 from person p where p.id = q.person_id for update;
    continue when exists (select 1 from access_decision d where d.proposal_id = q.id);
    proposal := q.id;
    person := q.person_id;
    role := q.role;
    board := q.board_id;
    last_day := q.valid_to;
    begins := role_begins(q.person_id, q.role, q.board_id, in_today);
    step := case when exists (select 1 from person p where p.id = q.person_id and p.ended_at is not null)
        or exists (select 1 from board b where b.id = q.board_id and b.valid_to < in_today)
        or q.valid_to < begins
        or role_conflicts(q.id, q.person_id, q.role, q.board_id, begins, q.valid_to)
      then 'refused' else 'after_a_day' end;
    insert into access_decision (proposal_id, step, decided_at) values (q.id, step, in_at);
    if step = 'after_a_day' then
      insert into role_grant (id, person_id, role, board_id, valid_from, valid_to) values (q.id, q.person_id, q.role, q.board_id, begins, q.valid_to);
    end if;
    perform tell_access(q.id, in_at, in_today);
    return next;
  end loop;
end $$;

-- Whether a link may be used at an instant, and from when it may if nobody does anything; NULL: a second administrator must agree.
create or replace function link_opens(in_proposal uuid, in_at timestamptz, out waits boolean, out opens_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q access_proposal%rowtype;
  decided access_step;
begin
  waits := false;
  if in_proposal is null then
    return;
  end if;
  select * into q from access_proposal a where a.id = in_proposal;
  select d.step into decided from access_decision d where d.proposal_id = in_proposal;
  if decided = 'agreed' then
    return;
  end if;
  opens_at := access_takes_effect(q.proposed_by, q.proposed_at, in_at);
  waits := decided is not null or opens_at is null or opens_at > in_at;
end $$;

-- What waits, and what was proposed or decided since: all of it for administrators and auditors, for a board what concerns it.
create or replace function access_changes(in_since timestamptz, in_at timestamptz)
  returns table (id proposal_id, kind access_kind, person_id person_id, person_name text, role grant_role, board_id board_id, board_name text, valid_to date, proposed_at timestamptz,
    proposed_by person_id, proposer text, step access_step, reason text, decided_at timestamptz, decider text, effect_at timestamptz, begins date,
    board_slug text, heir_id board_id, heir_name text, ends_on date, why text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  side text := current_setting('role');
begin
  return query
  select q.id, q.kind, q.person_id, p.name, q.role, q.board_id, b.name, q.valid_to, q.proposed_at, q.proposed_by, o.name, coalesce(d.step, 'proposed'), coalesce(d.reason, ''),
    d.decided_at, w.name, case when d.step is null and q.request_id is null then access_takes_effect(q.proposed_by, q.proposed_at, in_at) end,
    (select g.valid_from from role_grant g where g.id::uuid = q.id::uuid), b.slug, q.heir_id, h.name, board_ends_on(q.id), coalesce(q.reason, '')
  from access_proposal q
  left join person p on p.id = q.person_id
  join person o on o.id = q.proposed_by
  left join board b on b.id = q.board_id
  left join board h on h.id = q.heir_id
  left join access_decision d on d.proposal_id = q.id
  left join person w on w.id = d.decided_by
  where (q.proposed_at >= in_since or d.decided_at >= in_since
      or (d.step is null and p.ended_at is null
        and (q.kind = 'role' or q.person_id is null or exists (select 1 from invitation i where i.proposal_id = q.id and i.used_at is null and i.expires_at > in_at))))
    and (side in ('app_admin', 'app_audit') or (side = 'app_board' and access_boards(q.id) && my_boards()));
end $$;

-- The first of them as a list, what waits first and then the newest, each with how many there are: start pages read it with their
-- counts, in one statement.
create or replace function access_list(in_since timestamptz, in_at timestamptz, in_most bigint) returns jsonb
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(to_jsonb(c) order by c.step <> 'proposed', coalesce(c.decided_at, c.proposed_at) desc, c.id), '[]')
    from (
      select a.*, count(*) over () as of_all
      from access_changes(in_since, in_at) a
      order by a.step <> 'proposed', coalesce(a.decided_at, a.proposed_at) desc, a.id
      limit in_most
    ) c
  );
end $$;

-- What a mail about it tells: what was proposed or decided at its instant, as it stands now, to whom it concerns.
create or replace function access_told(in_mail uuid, in_at timestamptz, in_today date)
  returns table (kind access_kind, person_name text, hers boolean, role grant_role, board_name text, valid_to date, proposer text, step access_step, decided_at timestamptz,
    decider text, effect_at timestamptz, begins date, administers boolean, heir_name text, ends_on date)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select q.kind, p.name, q.person_id is not distinct from m.person_id, q.role, b.name, q.valid_to, o.name, coalesce(d.step, 'proposed'), d.decided_at, w.name,
    case when d.step is null and q.request_id is null then access_takes_effect(q.proposed_by, q.proposed_at, in_at) end,
    -- Agreed to, it is a role by the same number.
    (select g.valid_from from role_grant g where g.id::uuid = q.id::uuid),
    exists (
      select 1 from role_grant g where g.person_id = m.person_id and g.role = 'administrator' and g.valid_from <= in_today
        and (g.valid_to is null or g.valid_to >= in_today)
    ), h.name, board_ends_on(q.id)
  from mail m
  join access_proposal q on q.proposed_at = m.made_at
    or exists (select 1 from access_decision x where x.proposal_id = q.id and x.decided_at = m.made_at)
  left join person p on p.id = q.person_id
  join person o on o.id = q.proposed_by
  left join board b on b.id = q.board_id
  left join board h on h.id = q.heir_id
  left join access_decision d on d.proposal_id = q.id
  left join person w on w.id = d.decided_by
  where m.id = in_mail and access_concerns(q.id, m.person_id, in_today)
  order by q.proposed_at, p.name, q.id;
end $$;

-- Roles whose last day is one of these, and that go on in no other one: whose they are, and whether nobody can hand in for the board the
-- day after. Whoever stands in for somebody knows her days, and so does who named her.
create or replace function ending_roles(in_from date, in_until date)
  returns table (grant_id grant_id, person_id person_id, person_name text, role grant_role, board_id board_id, board_name text, valid_from date,
    last_day date, leaves_nobody boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select g.id, p.id, p.name, g.role, g.board_id, b.name, g.valid_from, g.valid_to,
    g.role in ('secretary', 'approver') and not exists (
      select 1 from role_held h join person x on x.id = h.person_id and x.ended_at is null
      where h.board_id = g.board_id and h.role in ('secretary', 'approver') and h.valid_from <= g.valid_to + 1
        and (h.valid_to is null or h.valid_to > g.valid_to)
    )
  from role_grant g
  join person p on p.id = g.person_id and p.ended_at is null
  left join board b on b.id = g.board_id
  where g.valid_to between in_from and in_until and g.valid_from <= in_from and g.stands_in_for is null
    and (b.valid_to is null or b.valid_to > g.valid_to)
    and not exists (
      select 1 from role_grant o
      where o.person_id = g.person_id and o.role = g.role and o.board_id is not distinct from g.board_id and o.valid_from = g.valid_to + 1
        and (o.valid_to is null or o.valid_to >= o.valid_from)
    );
end $$;

-- Whether somebody is to know that a role ends: whose it is, who hands in for the board, and the administrators.
create or replace function ending_concerns(in_grant uuid, in_person uuid, in_today date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
    select 1 from role_grant g
    where g.id = in_grant and (g.person_id = in_person or exists (
      select 1 from role_held h
      where h.person_id = in_person and h.valid_from <= in_today and (h.valid_to is null or h.valid_to >= in_today)
        and (h.role = 'administrator' or h.role in ('secretary', 'approver') and h.board_id = g.board_id)
    ))
  );
end $$;

-- Two weeks before a role ends, or at the middle of its days where it is shorter, it is told: once for each last day, in one mail to each
-- of everything that is told at that instant. Of a role of less than a week she was told when she got it.
create or replace function warn_of_ending_roles(in_at timestamptz, in_today date) returns table (grant_id grant_id, person_id person_id, last_day date)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with warned as (
    insert into role_warning (grant_id, last_day, warned_at)
    select e.grant_id, e.last_day, in_at
    from ending_roles(in_today, in_today + 14) e
    where e.last_day - e.valid_from >= 6 and in_today >= e.last_day - least(14, (e.last_day - e.valid_from) / 2)
    on conflict do nothing
    returning grant_id, last_day
  ), told as (
    insert into mail (id, key, kind, person_id, made_at, due_at)
    select gen_random_uuid(), 'role_ending:' || p.id || ':' || in_at, 'role_ending', p.id, in_at, in_at
    from person p
    where p.ended_at is null and exists (select 1 from warned w where ending_concerns(w.grant_id, p.id, in_today))
    on conflict on constraint mail_once do nothing
  )
  select w.grant_id, g.person_id, w.last_day from warned w join role_grant g on g.id = w.grant_id order by w.grant_id;
end $$;

-- What a mail about it tells, as it stands when it goes: nothing of a role that goes on after all, or has another last day.
create or replace function endings_told(in_mail uuid, in_today date)
  returns table (person_name text, hers boolean, role grant_role, board_name text, last_day date, leaves_nobody boolean, administers boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select e.person_name, e.person_id = m.person_id, e.role, e.board_name, e.last_day, e.leaves_nobody, exists (
      select 1 from role_grant g where g.person_id = m.person_id and g.role = 'administrator' and g.valid_from <= in_today
        and (g.valid_to is null or g.valid_to >= in_today)
    )
  from mail m
  join role_warning w on w.warned_at = m.made_at
  join ending_roles(in_today, in_today + 14) e on e.grant_id = w.grant_id and e.last_day = w.last_day
  where m.id = in_mail and ending_concerns(w.grant_id, m.person_id, in_today)
  order by e.last_day, e.person_name, e.grant_id;
end $$;

-- No role without a decision, whoever writes: an administrator's needs one by a second, the service's one after a day, and the first
-- administrator is made only while there is none. Substitutes are named by the boards themselves. No role is made longer.
create or replace function roles_are_agreed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  side text := current_setting('role');
  refused boolean;
begin
  refused := case
    when tg_op = 'UPDATE' then side in ('app_admin', 'app_auth', 'app_worker')
      and (new.person_id, new.role, new.board_id, new.valid_from) is distinct from (old.person_id, old.role, old.board_id, old.valid_from)
      or side in ('app_admin', 'app_auth', 'app_worker') and new.valid_to is distinct from old.valid_to and new.valid_to > old.valid_to is not false
        and old.valid_to is not null
    when side = 'app_auth' then exists (select 1 from role_grant)
    when side in ('app_admin', 'app_worker') then access_is_guarded() and not exists (
      select 1 from access_proposal q join access_decision d on d.proposal_id = q.id and d.step in ('agreed', 'after_a_day')
      where q.id::uuid = new.id::uuid and q.person_id = new.person_id and q.role = new.role and q.board_id is not distinct from new.board_id
        and q.valid_to is not distinct from new.valid_to)
    else side = 'app_board' and new.stands_in_for is null
  end;
  if refused then
    raise exception 'a role takes effect when it has been agreed to' using errcode = 'check_violation', constraint = 'roles_are_agreed';
  end if;
  return new;
end $$;
