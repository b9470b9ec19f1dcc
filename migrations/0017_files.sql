-- Files in pieces: written while they are read from where they wait, and read while they are sent, so that nobody holds one
-- whole (ADR 0032).

-- What an attached file says, in order. Uncompressed, since what people attach is compressed already.
create table audit_file_chunk (
  file_id file_id not null references audit_file on delete cascade,
  n integer not null check (n >= 0),
  bytes bytea not null check (length(bytes) between 1 and 131072),
  primary key (file_id, n)
);
alter table audit_file_chunk alter column bytes set storage external;

create function in_pieces(content bytea) returns table (n integer, bytes bytea)
  language sql immutable as $$
  select n, substring(content from n * 131072 + 1 for 131072) from generate_series(0, (length(content) - 1) / 131072) as n
$$;

-- What was stored whole moves over, also what belongs to audits that have been sent: not a byte of it changes.
insert into audit_file_chunk (file_id, n, bytes)
select c.file_id, p.n, p.bytes from audit_file_content c cross join in_pieces(c.content) p;
alter table audit_file_content disable trigger user;
delete from audit_file_content;
alter table audit_file_content enable trigger user;

-- A program that has not been brought up to date yet stores whole: what it stores is cut up here.
create function cut_up() returns trigger language plpgsql as $$
begin
  insert into audit_file_chunk (file_id, n, bytes) select new.file_id, p.n, p.bytes from in_pieces(new.content) p;
  return null;
end $$;
create trigger cut_up before insert on audit_file_content for each row execute function cut_up();

create or replace function refuse_after_dispatch() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  touched jsonb;
  audit uuid;
begin
  if tg_table_name = 'audit' and tg_op = 'UPDATE' and to_jsonb(new) - 'lock_no' = to_jsonb(old) - 'lock_no' then
    return new;
  end if;
  -- A piece is found by its file: turning all of it into words would take longer than storing it.
  if tg_table_name = 'audit_file_chunk' then
    if exists (select 1 from audit_file f join dispatch d on d.audit_id = f.audit_id where f.id in (old.file_id, new.file_id)) then
      raise exception 'the audit has been sent: % stands', tg_table_name using errcode = 'check_violation', constraint = 'audit_is_sent';
    end if;
    return coalesce(new, old);
  end if;
  -- Both what it was and what it becomes: nothing moves out of a sent audit, and nothing moves in.
  foreach touched in array array[to_jsonb(old), to_jsonb(new)] loop
    continue when touched is null;
    audit := case tg_table_name
      when 'audit' then (touched ->> 'id')::uuid
      when 'item_board' then (select i.audit_id from item i where i.id = (touched ->> 'item_id')::uuid)
      when 'audit_file_content' then (select f.audit_id from audit_file f where f.id = (touched ->> 'file_id')::uuid)
      else (touched ->> 'audit_id')::uuid
    end;
    if exists (select 1 from dispatch where audit_id = audit) then
      raise exception 'the audit has been sent: % stands', tg_table_name
        using errcode = 'check_violation', constraint = 'audit_is_sent';
    end if;
  end loop;
  return coalesce(new, old);
end $$;
create trigger sent_stands before insert or update or delete on audit_file_chunk for each row execute function refuse_after_dispatch();
select must_be_logged('audit_file_chunk');

-- All pieces are there, none is missing in between, and together they are as long as the file says.
create function pieces_are_whole() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  pieces record;
begin
  select count(*) as number, coalesce(max(c.n), -1) as last, coalesce(sum(length(c.bytes)), 0) as bytes into pieces
  from audit_file_chunk c
  where c.file_id = new.id;
  if pieces.number <> pieces.last + 1 or pieces.bytes <> new.byte_count then
    raise exception 'a file is stored whole or not at all' using errcode = 'check_violation', constraint = 'file_is_whole';
  end if;
  return null;
end $$;
create constraint trigger pieces_are_whole after insert on audit_file deferrable initially deferred
  for each row execute function pieces_are_whole();

-- What a reader may have, piece by piece. The views of whole contents stay for programs that are not up to date.
create view published.open_file_chunk as
select f.id, f.audit_id, f.name, f.media_type, f.byte_count, c.n, c.bytes
from audit_file f
join dispatch d on d.audit_id = f.audit_id
join audit_file_chunk c on c.file_id = f.id
where not f.secret
union all
select f.id, r.audit_id, f.name, f.media_type, f.byte_count, p.n, p.bytes
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
cross join in_pieces(f.content) p
where not f.secret;

create view addressed.file_chunk as
select f.id, f.audit_id, f.name, f.media_type, f.byte_count, c.n, c.bytes
from audit_file f
join dispatch d on d.audit_id = f.audit_id
join audit_file_chunk c on c.file_id = f.id
where exists (
  select 1 from addressee x
  where x.audit_id = f.audit_id
    and x.board_id = any (my_boards())
)
union all
select f.id, r.audit_id, f.name, f.media_type, f.byte_count, p.n, p.bytes
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
cross join in_pieces(f.content) p
where s.board_id = any (my_boards());

create or replace view published.open_file_content as
select f.id, f.audit_id, f.name, f.media_type, (select string_agg(c.bytes, ''::bytea order by c.n) from audit_file_chunk c where c.file_id = f.id) as content
from audit_file f
join dispatch d on d.audit_id = f.audit_id
where not f.secret
union all
select f.id, r.audit_id, f.name, f.media_type, f.content
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
where not f.secret;

create or replace view addressed.file_content as
select f.id, f.audit_id, f.name, f.media_type, (select string_agg(c.bytes, ''::bytea order by c.n) from audit_file_chunk c where c.file_id = f.id) as content
from audit_file f
join dispatch d on d.audit_id = f.audit_id
where exists (
  select 1 from addressee x
  where x.audit_id = f.audit_id
    and x.board_id = any (my_boards())
)
union all
select f.id, r.audit_id, f.name, f.media_type, f.content
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
where s.board_id = any (my_boards());
