-- Where the chain begins (ADR 0056): every row that was there before anybody sealed it is sealed as it stands, and the events that
-- were there before they were chained are counted and digested, log by log. From then on a row without a seal, or an event without
-- a link, is one that was put there past the service. Done once: in a service that is new there is nothing to seal, and only the
-- last mark is made. It runs when the functions are there, in the transaction that then builds the walls.
--
-- The seals belong to no event (authority '', number 0): the first event that is written would have to take them all. It takes the
-- marks instead: the digest of the older seals of each table, how many older events each log has and their digest, and one
-- that is always there, so that no second set of marks can pass for the first.
do $$
declare
  sealed record;
  log record;
  happened event;
  hash bytea;
begin
  if exists (select 1 from seal s where s.relation = 'event') then
    return;
  end if;
  -- Whoever took away all links and seals would else have what she has changed sealed as if it had always been so.
  if exists (select 1 from log_check) then
    raise exception E'the chain of the log has begun before, and what says where has been taken away.\nWhat to do: keep this database as it is, and hold it and a backup against your checkpoints with `yttrande verify --checkpoints`';
  end if;
  set local timezone = 'UTC';
  -- Desks last: their row security holds for their owner, too. The walls force it again.
  for sealed in
    select c.oid::regclass as name, c.relname, c.relforcerowsecurity as forced, (
      select string_agg(format('t ->> %L', a.attname), ', ' order by array_position(i.indkey::smallint[], a.attnum))
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::smallint[])
      where i.indrelid = c.oid and i.indisprimary) as keys
    from pg_trigger g join pg_class c on c.oid = g.tgrelid
    where g.tgname = 'sealed' and c.relnamespace = 'public'::regnamespace
    order by c.relforcerowsecurity, c.relname
  loop
    if sealed.forced then
      execute format('alter table %s no force row level security', sealed.name);
    end if;
    execute format(
      'insert into seal (tx, authority, seq, relation, row_key, salt, digest)
       select ''0'', '''', 0, %1$L, r.row_key, r.salt, row_digest(%1$L, r.salt, r.t)
       from (select concat_ws('' '', %2$s) as row_key, t, uuid_send(gen_random_uuid()) as salt from (select to_jsonb(x) as t from %3$s x) y) r
       where not exists (select 1 from seal s where s.relation = %1$L and s.row_key = r.row_key)
       order by r.row_key', sealed.relname, sealed.keys, sealed.name);
  end loop;
  insert into seal (tx, relation, row_key, digest)
  select '0', 'seal', s.relation,
    sha256(string_agg(sized(convert_to(s.relation, 'UTF8')) || sized(convert_to(s.row_key, 'UTF8')) || sized(s.digest), ''::bytea order by s.id))
  from seal s where s.authority = '' and s.seq = 0
  group by s.relation order by s.relation;
  -- Whoever writes an event just now has written it when it is counted.
  lock table event in share row exclusive mode;
  for log in select h.authority, (select min(l.seq) from link l where l.authority = h.authority) as first from chain_head h order by h.authority loop
    hash := null;
    for happened in select * from event e where e.authority = log.authority and (log.first is null or e.seq < log.first) order by e.seq loop
      hash := sha256('\x00' || coalesce(hash, decode(repeat('00', 32), 'hex'))
        || sized(convert_to(happened.authority, 'UTF8')) || sized(convert_to(happened.seq::text, 'UTF8'))
        || sized(convert_to((extract(epoch from happened.at) * 1000000)::bigint::text, 'UTF8'))
        || sized(convert_to(coalesce(happened.actor::text, ''), 'UTF8')) || sized(convert_to(happened.kind, 'UTF8'))
        || sized(convert_to(happened.facts::text, 'UTF8')) || sized('') || sized(''));
    end loop;
    if hash is not null then
      insert into seal (tx, relation, row_key, digest)
      select '0', 'event', log.authority || ' ' || count(*), hash
      from event e where e.authority = log.authority and (log.first is null or e.seq < log.first);
    end if;
  end loop;
  insert into seal (tx, relation, row_key) values ('0', 'event', '');
end $$;
