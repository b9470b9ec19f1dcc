-- What must hold of what the auditors do around the rounds (ADR 0060), whoever writes.

-- A board is reminded of what is late and can be written, and twice the same day only if somebody was asked.
create or replace function prompt_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r published.round%rowtype;
begin
  perform 1 from round where id = new.round_id for update;
  select * into r from published.round p where p.id = new.round_id;
  if r.submission_id is not null or r.closed_at is not null or r.withdrawn_at is not null or r.due_on >= stockholm_day(new.prompted_at)
    or new.due_on <> r.due_on or r.behind
  then
    raise exception 'nothing of this is late' using errcode = 'check_violation', constraint = 'prompt_is_of_what_is_late';
  end if;
  if new.n <> (select coalesce(max(p.n), 0) + 1 from prompt p where p.round_id = new.round_id) then
    raise exception 'reminders are numbered without gaps' using errcode = 'check_violation', constraint = 'prompt_pkey';
  end if;
  if not new.again and exists (
    select 1 from prompt p where p.round_id = new.round_id and stockholm_day(p.prompted_at) = stockholm_day(new.prompted_at)
  ) then
    raise exception 'the board has been reminded today' using errcode = 'check_violation', constraint = 'prompt_is_asked_about';
  end if;
  if new.prompted_at < (select max(p.prompted_at) from prompt p where p.round_id = new.round_id) then
    raise exception 'nothing is reminded of before it was reminded of last' using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;

-- One of the auditors, and another than before.
create or replace function name_responsible_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select 1 from role_held g
    join person p on p.id = g.person_id and p.ended_at is null
    where g.person_id = new.person_id and g.role = 'auditor' and g.valid_from <= stockholm_day(new.named_at)
      and (g.valid_to is null or g.valid_to >= stockholm_day(new.named_at))
  ) then
    raise exception 'only an auditor is responsible' using errcode = 'check_violation', constraint = 'responsible_is_an_auditor';
  end if;
  if new.n <> (select coalesce(max(r.n), 0) + 1 from audit_responsible r where r.audit_id = new.audit_id)
    or exists (select 1 from audit_responsible r where r.audit_id = new.audit_id and r.n = new.n - 1 and r.person_id = new.person_id)
  then
    raise exception 'those who are responsible follow one another' using errcode = 'check_violation', constraint = 'audit_responsible_pkey';
  end if;
  return new;
end $$;

-- The council takes up what has been sent, and not before it was written; a correction follows on what stands, and what did not happen
-- is struck as it stands.
create or replace function enter_council_act_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from dispatch d where d.audit_id = new.audit_id for share;
  if not found then
    raise exception 'the audit has not been sent' using errcode = 'check_violation', constraint = 'council_act_of_what_is_sent';
  end if;
  if new.version = 1 and new.n <> (select coalesce(max(c.n), 0) + 1 from council_act c where c.audit_id = new.audit_id)
    or new.version > 1 and not exists (
      select 1 from council_act c
      where c.audit_id = new.audit_id and c.n = new.n and c.version = new.version - 1 and not c.struck
    )
  then
    raise exception 'what the council did is numbered without gaps' using errcode = 'check_violation', constraint = 'council_act_pkey';
  end if;
  if not new.struck and new.held_on < (
    select least(coalesce(a.letter_date, a.decided_on), stockholm_day(d.sent_at)) from audit a join dispatch d on d.audit_id = a.id where a.id = new.audit_id
  ) then
    raise exception 'the council takes up no audit before it is written' using errcode = 'check_violation', constraint = 'council_act_after_audit';
  end if;
  return new;
end $$;

-- Tells everybody who works for a body that has an audit without having to answer, and the members of the council where the council has
-- it: of one such body, or of all. What is told hangs on the audit's first round. Notice and mail in one; says how many were told now.
create or replace function tell_addressees(in_kind notice_kind, in_key text, in_audit uuid, in_board uuid, in_roles grant_role[],
    in_at timestamptz, in_today date)
  returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  told integer;
begin
  if not exists (select 1 from may_tell m where m.side = current_setting('role') and m.kind = in_kind) then
    raise exception '% cannot tell %', current_setting('role'), in_kind using errcode = 'insufficient_privilege';
  end if;
  with first_round as (
    select r.id, (select e.due_on from deadline_entry e where e.round_id = r.id order by e.n desc limit 1) as due_on
    from round r
    where r.audit_id = in_audit
    order by r.ordinal, r.id
    limit 1
  ), recipient as (
    -- Somebody who works for two of them is told once.
    select distinct on (p.id) p.id, a.board_id, coalesce(s.responses, 'at_once') as delivery
    from addressee a
    join board b on b.id = a.board_id
    join role_held g on g.role = any (in_roles) and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
      and case when b.kind = 'council' then g.role = 'council' else g.board_id = b.id end
    join person p on p.id = g.person_id and p.ended_at is null
    left join notice_setting s on s.person_id = p.id
    where a.audit_id = in_audit and a.role <> 'respond' and (in_board is null or a.board_id = in_board)
    order by p.id, a.board_id
  ), made as (
    insert into notice (id, person_id, key, kind, round_id, told_board, due_on, made_at, delivery)
    select gen_random_uuid(), q.id, in_key, in_kind, f.id, q.board_id, f.due_on, in_at, q.delivery
    from recipient q
    cross join first_round f
    on conflict on constraint notice_once do nothing
    returning id, person_id, delivery, round_id
  ), posted as (
    insert into mail (id, key, kind, person_id, notice_id, round_id, made_at, due_at)
    select gen_random_uuid(), 'notice:' || m.id, 'notice', m.person_id, m.id, m.round_id, in_at, in_at
    from made m
    where m.delivery = 'at_once'
    returning 1
  )
  select count(*) into told from made;
  return told;
end $$;
