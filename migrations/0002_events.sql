-- The event log: what happened, in whose name, when. Appended in the same transaction as the change itself.
-- One gap-free chain per authority, because every board, and the auditors together, are authorities of their own.

create table chain_head (
  authority text primary key,
  seq bigint not null
);

create table event (
  authority text not null check (authority in ('audit', 'system') or authority ~ '^board:[0-9a-f-]{36}$'),
  seq bigint not null,
  at timestamptz not null,
  actor person_id references person,
  kind text not null check (kind ~ '^[a-z_]+$'),
  -- Ids, enums and dates only: never names or free text, since registers are public records themselves.
  facts jsonb not null,
  tx xid8 not null default pg_current_xact_id(),
  primary key (authority, seq)
);
create index event_tx on event (tx);
create index event_audit on event ((facts ->> 'audit'), at) where facts ? 'audit';
create index event_at on event (at);

-- What each side may write in which log: the rows are part of the walls (src/platform/walls.sql).
create table may_append (
  side text not null,
  -- Of a board only the logs of one's own boards.
  log text not null check (log in ('audit', 'board', 'system')),
  kind text not null check (kind ~ '^[a-z_]+$'),
  primary key (side, log, kind)
);

-- The only way in. The actor is whoever opened the gate: never an argument, so nobody can sign for another.
-- A hash chain will be added here: this function already holds the head of the chain.
create function append_event(in_authority text, in_at timestamptz, in_kind text, in_facts jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose text := case when in_authority like 'board:%' then 'board' else in_authority end;
  number bigint;
begin
  if not exists (select 1 from may_append m where m.side = current_setting('role') and m.log = whose and m.kind = in_kind)
    or (whose = 'board' and substr(in_authority, 7)::uuid <> all (my_boards())) then
    raise exception '% cannot write % in the log of %', current_setting('role'), in_kind, in_authority using errcode = 'insufficient_privilege';
  end if;
  insert into chain_head as head (authority, seq) values (in_authority, 1)
    on conflict (authority) do update set seq = head.seq + 1
    returning seq into number;
  insert into event (authority, seq, at, actor, kind, facts) values (in_authority, number, in_at, myself(), in_kind, in_facts);
  return number;
end $$;

-- Belt and braces: a table of state cannot change without an event in the same transaction, whoever writes.
create function require_event() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from event where tx = pg_current_xact_id()) then
    raise exception '% changed without an event', tg_table_name using errcode = 'YT001';
  end if;
  return null;
end $$;

-- Facts are only ever added.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is a record: it is added to, never changed', tg_table_name using errcode = 'YT002';
end $$;
create trigger append_only before update or delete or truncate on event
  for each statement execute function refuse_change();

create function must_be_logged(guarded regclass) returns void language plpgsql as $$
begin
  execute format('create constraint trigger must_be_logged after insert or update or delete on %s '
    'deferrable initially deferred for each row execute function require_event()', guarded);
end $$;
create function only_added(guarded regclass) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete or truncate on %s '
    'for each statement execute function refuse_change()', guarded);
end $$;

-- What somebody signs, she signs in her own name: the column that names her is whoever stands at the gate.
create function in_own_name() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) ->> tg_argv[0])::uuid is distinct from myself() then
    raise exception '% is signed in one''s own name', tg_table_name using errcode = 'check_violation', constraint = 'signed_in_own_name';
  end if;
  return new;
end $$;
create function signed_by(guarded regclass, signer text) returns void language plpgsql as $$
begin
  execute format('create trigger signed before insert on %s for each row execute function in_own_name(%L)', guarded, signer);
end $$;

select must_be_logged('organisation'), must_be_logged('board'), must_be_logged('person'),
  must_be_logged('role_grant'), must_be_logged('credential'), must_be_logged('invitation');

-- Who stands at the gate: one question, asked before any side is chosen, for everything that every page needs.
-- Who stands behind a session token, what that person may be today, how many notices she has not read, and whose house
-- it is. Idle limit 45 minutes and the absolute limit are judged against the program's clock, passed in.
-- What a user does renews the idle clock, at most once a minute, so that reading pages writes little. A session that has
-- been idle too long, or is over, is not brought back.
-- In plpgsql, because PostgreSQL plans such a function once per connection; one in SQL it plans anew at each call.
create function stand_at_gate(in_token_hash bytea, in_at timestamptz, in_today date)
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
      update session s set seen_at = in_at
      where s.token_hash = in_token_hash and s.ended_at is null and s.seen_at < in_at;
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
