-- The chain of the log: seals of rows, and links of events. The bytes are written down in ADR 0056, so that another program can
-- work them out; whoever changes them here breaks every chain there is.

-- So that no two lists of texts give the same bytes: each with its length before it.
create or replace function sized(in_bytes bytea) returns bytea language plpgsql immutable parallel safe as $$
begin
  return int4send(length(in_bytes)) || in_bytes;
end $$;

-- A column that is empty leaves no trace: one that is added later changes no earlier digest. `lock_no` means nothing, and a file
-- or document is known by its fingerprint, which stands in the same row; only a letter that came as a file has none.
create or replace function row_digest(in_relation text, in_salt bytea, in_row jsonb) returns bytea
  language plpgsql immutable set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select sha256(in_salt || coalesce(string_agg(
      int4send(octet_length(c.key)) || convert_to(c.key, 'UTF8') || int4send(octet_length(c.value)) || convert_to(c.value, 'UTF8'),
      ''::bytea order by c.key collate "C"), ''))
    from jsonb_each_text(in_row) c
    where c.value is not null and c.key <> 'lock_no' and (c.key not in ('document', 'content') or in_relation = 'letter_file')
  );
end $$;

-- After a row was written: its digest waits for the end of the transaction.
create or replace function seal_row() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' as $$
declare
  was jsonb;
  became jsonb;
  salt bytea := uuid_send(gen_random_uuid());
begin
  if tg_op <> 'INSERT' then
    was := to_jsonb(old) - 'lock_no';
  end if;
  if tg_op <> 'DELETE' then
    became := to_jsonb(new) - 'lock_no';
  end if;
  if became is distinct from was then
    insert into seal (tx, relation, row_key, salt, digest) values (
      pg_current_xact_id(), tg_table_name,
      (select string_agg(coalesce(became, was) ->> k.name, ' ' order by k.n) from unnest(tg_argv) with ordinality k (name, n)),
      salt, case when became is not null then row_digest(tg_table_name, salt, became) end
    );
  end if;
  return null;
end $$;

-- At the end of the transaction, once for each of its events. The first takes all seals with it, and the very first of all those
-- that migration 58 made. Where the transaction wrote in several logs, as handing in does, each of them is a witness of the others:
-- the earlier event holds the hash before the later one, and the later one that of the earlier. Nobody else writes in these logs
-- meanwhile: their heads are locked. How far seals have been taken is remembered for the transaction, so that an event does not look
-- again at those of the events before it: generated audits have thousands in one.
create or replace function link_event() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  taken bigint := coalesce(nullif(current_setting('app.sealed', true), '')::bigint, 0);
  newest bigint;
  previous bytea;
  records bytea;
  other text := '';
  others text[] := '{}';
  witness text;
begin
  -- Where the chain begins, and the rules that were there before the very first event; nobody else has anything sealed without a
  -- transaction of the service.
  update seal s set authority = new.authority, seq = new.seq
  where s.tx = '0' and s.seq is null
    and (s.relation in ('event', 'seal') or s.relation = 'deadline_rules' and not exists (select 1 from link));
  with bound as (
    update seal s set authority = new.authority, seq = new.seq where s.tx = pg_current_xact_id() and s.id > taken and s.seq is null
    returning s.id
  )
  select max(b.id) into newest from bound b;
  if newest is not null then
    perform set_config('app.sealed', newest::text, true);
  end if;
  select sha256(string_agg(sized(convert_to(s.relation, 'UTF8')) || sized(convert_to(s.row_key, 'UTF8')) || sized(coalesce(s.digest, '')), ''::bytea order by s.id))
  into records from seal s where s.authority = new.authority and s.seq = new.seq;
  -- From one log in which this transaction wrote to the next, however many logs there are. The service writes in two at once; what
  -- writes in more than three, as the generated audits of the demo do, has no witnesses.
  loop
    select e.authority into other from event e where e.tx = pg_current_xact_id() and e.authority > other order by e.authority limit 1;
    exit when other is null or cardinality(others) > 2;
    if other <> new.authority then
      others := others || other;
    end if;
  end loop;
  if cardinality(others) <= 2 then
    select string_agg(format('%s %s %s', o.authority, l.seq, encode(l.hash, 'hex')), E'\n' order by o.authority collate "C") into witness
    from unnest(others) o (authority)
    cross join lateral (select k.seq, k.hash from link k where k.authority = o.authority order by k.seq desc limit 1) l;
  end if;
  select l.hash into previous from link l where l.authority = new.authority and l.seq = new.seq - 1;
  insert into link (authority, seq, records, witness, hash) values (new.authority, new.seq, records, witness, sha256(
    '\x00' || coalesce(previous, decode(repeat('00', 32), 'hex'))
    || sized(convert_to(new.authority, 'UTF8')) || sized(convert_to(new.seq::text, 'UTF8'))
    || sized(convert_to((extract(epoch from new.at) * 1000000)::bigint::text, 'UTF8'))
    || sized(convert_to(coalesce(new.actor::text, ''), 'UTF8')) || sized(convert_to(new.kind, 'UTF8')) || sized(convert_to(new.facts::text, 'UTF8'))
    || sized(coalesce(records, '')) || sized(convert_to(coalesce(witness, ''), 'UTF8'))
  ));
  return null;
end $$;

-- Whether the service itself has found a log that does not fit, for whoever asks how it is.
create or replace function a_log_is_broken() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from log_check k where k.broken_seq is not null);
end $$;

-- How long each log is, and its last hash: what a checkpoint writes down. And the newest event by which something was handed in or
-- taken back, after which a checkpoint does not wait.
create or replace function log_heads() returns table (authority text, seq bigint, hash bytea, arrived bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    select h.authority, h.seq, l.hash, coalesce((
      select max(newest.seq) from unnest(array['response_sent', 'response_supplemented', 'response_withdrawn', 'response_received', 'response_written_in',
        'supplement_written_in', 'supplement_received', 'decision_received', 'arrival_withdrawn']) k (kind)
      cross join lateral (
        select e.seq from event e where e.authority = h.authority and e.kind = k.kind order by e.at desc, e.seq desc limit 1
      ) newest), 0)
    from chain_head h
    join link l on l.authority = h.authority and l.seq = h.seq;
end $$;
