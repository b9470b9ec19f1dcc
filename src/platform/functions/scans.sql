-- Files that are scanned for malware (ADR 0085): which wait, what their bytes are, how they stand, and who is to be told.

-- When what the scanner could say nothing of is looked at again: an hour later, then four, sixteen, up to thirty days.
create or replace function scanned_again_at(in_scan file_scan) returns timestamptz language sql stable as $$
  select in_scan.scanned_at + least(power(4, least(in_scan.n, 6) - 1), 720) * interval '1 hour'
$$;

-- The next file whose bytes nobody has looked at; or one of which the scanner could say nothing, when its time has come, and once after
-- the service has begun anew, for then its scanner may be another. One of each digest. Those of which it gave no answer are passed over
-- until the others have been looked at.
create or replace function next_to_scan(in_at timestamptz, in_begun timestamptz, in_passed uuid[]) returns table (id uuid, sha256 bytea, byte_count bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select f.id, f.sha256, f.byte_count from stored_file f where f.waits and f.id <> all (in_passed) order by f.id limit 1;
  if not found then
    return query
      select f.id, f.sha256, f.byte_count
      from file_scan l
      join lateral (select g.id, g.sha256, g.byte_count from stored_file g where g.sha256 = l.sha256 order by g.id limit 1) f on true
      where l.outcome = 'unscannable' and l.scanned_at <= in_at - interval '1 hour' and f.id <> all (in_passed)
        and (l.scanned_at < in_begun or scanned_again_at(l) <= in_at)
        and not exists (select 1 from file_scan later where later.sha256 = l.sha256 and later.n > l.n)
      order by l.scanned_at limit 1;
  end if;
end $$;

-- A piece of it, wherever it lies: of what waits for the scanner, and of nothing else.
create or replace function piece_to_scan(in_id uuid, in_n integer) returns bytea
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  lies text;
begin
  if not is_to_be_scanned(in_id) then
    return null;
  end if;
  select f.place into lies from stored_file f where f.id = in_id;
  return case lies
    when 'document' then (select c.bytes from audit_file_chunk c where c.file_id = in_id and c.n = in_n)
    when 'letter' then (select nullif(substring(l.content from in_n * 131072 + 1 for 131072), ''::bytea) from letter_file l where l.audit_id = in_id)
    when 'desk' then (select c.bytes from desk_file_chunk c where c.file_id = in_id and c.n = in_n)
    when 'supplement' then (select c.bytes from desk_supplement_file_chunk c where c.file_id = in_id and c.n = in_n)
    when 'arrival' then (select c.bytes from arrival_file_chunk c where c.file_id = in_id and c.n = in_n)
    when 'submitted' then (select c.bytes from submitted_file_chunk c where c.file_id = in_id and c.n = in_n)
  end;
end $$;

-- Whether the scanner may read it: only on the jobs' own connections, whoever says what; in a transaction that says that there is a
-- scanner; and while there is no outcome, or one that is none. What lies on a desk nobody else reads but its board (walls.sql).
create or replace function is_to_be_scanned(in_id uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return current_setting('role') = 'app_worker' and coalesce(current_setting('app.scans', true), '') = 'on' and exists (
    select 1 from stored_file f
    where f.id = in_id and coalesce(
      (select s.outcome = 'unscannable' from file_scan s where s.sha256 = f.sha256 order by s.n desc limit 1), true)
  );
end $$;

-- Keeps what the scanner said. Says whether it was news: two programs may have looked at the same bytes.
create or replace function keep_scan(in_sha256 bytea, in_outcome scan_outcome, in_said text, in_at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  last file_scan;
begin
  perform pg_advisory_xact_lock(8501);
  select * into last from file_scan s where s.sha256 = in_sha256 order by s.n desc limit 1;
  update stored_file f set waits = false where f.sha256 = in_sha256 and f.waits;
  if last.n is not null and (last.outcome <> 'unscannable' or last.scanned_at > in_at - interval '1 hour') then
    return false;
  end if;
  insert into file_scan (sha256, n, outcome, said, scanned_at) values (in_sha256, coalesce(last.n, 0) + 1, in_outcome, left(in_said, 200), in_at);
  return true;
end $$;

-- How a file stands: 'waits', 'clean', 'infected' or 'unscannable'. Of what is not known nobody knows that it is clean.
create or replace function file_stands(in_id uuid) returns text
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return coalesce((
    select s.outcome::text from stored_file f join file_scan s on s.sha256 = f.sha256 where f.id = in_id order by s.n desc limit 1
  ), 'waits');
end $$;

-- What is in quarantine and was not told yet, by the rounds that it belongs to. Of what lies on a desk only its board is told, of what
-- the auditors have brought only they are; of what was handed in and of what an audit was sent with both are, the auditors once.
create or replace function quarantine_untold() returns table (sha256 bytea, round_id uuid, to_board boolean, of_audit boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    select distinct on (q.sha256, q.round_id, q.to_board) q.sha256, q.round_id, q.to_board, q.of_audit
    from (
      select f.sha256, r.id as round_id, side.to_board, f.place in ('document', 'letter') as of_audit
      from file_scan i
      join stored_file f on f.sha256 = i.sha256
      cross join (values (true), (false)) side (to_board)
      cross join lateral (
        select o.id::uuid as id
        from round o
        where f.place in ('document', 'letter') and o.audit_id = f.audit_id and o.ordinal = 1
          and (side.to_board or o.id = (select p.id from round p where p.audit_id = f.audit_id and p.ordinal = 1 order by p.id limit 1))
        union all
        select coalesce(f.round_id, (select s.round_id::uuid from submission s where s.id = f.submission_id))
        where f.place not in ('document', 'letter')
      ) r
      where i.outcome = 'infected'
        and case f.place when 'arrival' then not side.to_board when 'desk' then side.to_board when 'supplement' then side.to_board else true end
    ) q
    where not exists (
      select 1 from quarantine_told t where t.sha256 = q.sha256 and t.round_id = q.round_id and t.to_board = q.to_board
    )
    order by q.sha256, q.round_id, q.to_board, q.of_audit;
end $$;

-- How many wait, are in quarantine, and could not be scanned.
create or replace function scans_counted() returns table (waiting bigint, infected bigint, unscannable bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select count(*) into waiting from stored_file f where f.waits;
  select count(*) filter (where l.outcome = 'infected'), count(*) filter (where l.outcome = 'unscannable') into infected, unscannable
  from file_scan l
  where l.outcome <> 'clean' and not exists (select 1 from file_scan later where later.sha256 = l.sha256 and later.n > l.n)
    and exists (select 1 from stored_file f where f.sha256 = l.sha256);
  return next;
end $$;

-- What could not be scanned, once for each digest and whoever has it: a board's, or the auditors'. For administrators, who read no file:
-- how large it is, and not its name.
create or replace function unscannable_files() returns table (board_name text, byte_count bigint, said text, scanned_at timestamptz, again_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    select distinct b.name, f.byte_count, l.said, l.scanned_at, scanned_again_at(l)
    from file_scan l
    join stored_file f on f.sha256 = l.sha256
    left join submission s on s.id = f.submission_id
    left join round r on r.id = coalesce(f.round_id, s.round_id::uuid) and f.place <> 'arrival'
    left join board b on b.id = r.board_id
    where l.outcome = 'unscannable' and not exists (select 1 from file_scan later where later.sha256 = l.sha256 and later.n > l.n)
    order by l.scanned_at, b.name nulls first;
end $$;
