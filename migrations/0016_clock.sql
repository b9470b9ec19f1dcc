-- The clock, held against what has already happened; and a gate that waits for nobody.

-- The same question as before (0001_identity.sql). What is new: a session that somebody else holds just now is not waited for.
-- Its idle clock is renewed by the next page.
create or replace function stand_at_gate(in_token_hash bytea, in_at timestamptz, in_today date)
  returns table (person_id person_id, name text, roles grant_role[], boards uuid[], unread bigint,
    organisation text, auditors text, contact text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  seen_at timestamptz;
begin
  select p.id, p.name, s.seen_at into person_id, name, seen_at
  from session s
  join person p on p.id = s.person_id
  where s.token_hash = in_token_hash
    and s.ended_at is null
    and s.expires_at > in_at
    and s.seen_at > in_at - interval '45 minutes'
    and p.ended_at is null;
  if found then
    if seen_at < in_at - interval '1 minute' then
      perform 1 from session s
      where s.token_hash = in_token_hash and s.ended_at is null and s.seen_at < in_at
      for no key update skip locked;
      if found then
        update session s set seen_at = in_at where s.token_hash = in_token_hash;
      end if;
    end if;
    select array_agg(g.role order by g.id), array_agg(g.board_id::uuid order by g.id) into roles, boards
    from role_grant g
    where g.person_id = stand_at_gate.person_id
      and g.valid_from <= in_today
      and (g.valid_to is null or g.valid_to >= in_today);
    select count(*) into unread from notice n where n.person_id = stand_at_gate.person_id and n.read_at is null;
  end if;
  select o.name, o.auditors_name, o.contact into organisation, auditors, contact from organisation o;
  return next;
end $$;

-- The only way into the log, as before (0002_events.sql). What is new: the log does not go back in time. Two that arrive at
-- once may be written down in the other order; then the second is written with the time of the first, and the fact itself
-- keeps the instant at which it arrived. But a clock that shows much less than what the log ends with is wrong, and nothing
-- is written by it: app.clock is what it showed when the transaction began (platform/database.rs).
create or replace function append_event(in_authority text, in_at timestamptz, in_kind text, in_facts jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose text := case when in_authority like 'board:%' then 'board' else in_authority end;
  shown timestamptz := coalesce(nullif(current_setting('app.clock', true), '')::timestamptz, in_at);
  newest timestamptz;
  number bigint;
begin
  if not exists (select 1 from may_append m where m.side = current_setting('role') and m.log = whose and m.kind = in_kind)
    or (whose = 'board' and substr(in_authority, 7)::uuid <> all (my_boards())) then
    raise exception '% cannot write % in the log of %', current_setting('role'), in_kind, in_authority using errcode = 'insufficient_privilege';
  end if;
  insert into chain_head as head (authority, seq) values (in_authority, 1)
    on conflict (authority) do update set seq = head.seq + 1
    returning seq into number;
  select e.at into newest from event e where e.authority = in_authority and e.seq = number - 1;
  if shown < newest - interval '10 seconds' then
    raise exception 'the clock shows %, and the log of % ends with %', shown, in_authority, newest
      using errcode = 'YT003', constraint = 'log_goes_forward';
  end if;
  insert into event (authority, seq, at, actor, kind, facts) values (in_authority, number, greatest(in_at, newest), myself(), in_kind, in_facts);
  return number;
end $$;

-- When the newest event of all was: the program holds its clock against it.
create function newest_event() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (select max(e.at) from event e);
end $$;

-- What answers something did not happen before it. What comes on paper is another matter: of that the day is known, and
-- submit_in_order() judges it.
create function follows_its_cause() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  happened timestamptz;
  cause timestamptz;
begin
  case tg_table_name
    when 'submission' then
      if new.channel = 'service' then
        happened := new.received_at;
        select r.opened_at into cause from round r where r.id = new.round_id;
      end if;
    when 'extension_request' then
      happened := new.asked_at;
      select r.opened_at into cause from round r where r.id = new.round_id;
    when 'extension_decision' then
      happened := new.decided_at;
      select q.asked_at into cause from extension_request q where q.id = new.request_id;
    when 'registration' then
      happened := new.registered_at;
      select s.entered_at into cause from submission s where s.id = new.submission_id;
    when 'verdict_publication' then
      happened := new.published_at;
      select s.entered_at into cause from submission s where s.id = new.submission_id;
    when 'audit_closing' then
      happened := new.closed_at;
      select d.sent_at into cause from dispatch d where d.audit_id = new.audit_id;
  end case;
  if happened < cause then
    raise exception '% of % is before % that it answers', tg_table_name, happened, cause using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;
create trigger after_its_cause before insert on submission for each row execute function follows_its_cause();
create trigger after_its_cause before insert on extension_request for each row execute function follows_its_cause();
create trigger after_its_cause before insert on extension_decision for each row execute function follows_its_cause();
create trigger after_its_cause before insert on registration for each row execute function follows_its_cause();
create trigger after_its_cause before insert on verdict_publication for each row execute function follows_its_cause();
create trigger after_its_cause before insert on audit_closing for each row execute function follows_its_cause();
