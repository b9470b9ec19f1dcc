-- What must hold of an audit, whoever writes: it is changed until it is sent, and closed when it is judged.

-- What has been sent stands. Only the lock counter of the audit may move.
create or replace function refuse_after_dispatch() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  touched jsonb;
  audit uuid;
begin
  if tg_table_name = 'audit' and tg_op = 'UPDATE' and to_jsonb(new) - 'lock_no' = to_jsonb(old) - 'lock_no' then
    return new;
  end if;
  -- A piece is found by its file: turning all of it into words would take longer than storing it. A document that was added
  -- afterwards comes with its pieces, in one transaction.
  if tg_table_name = 'audit_file_chunk' then
    if exists (
      select 1 from audit_file f join dispatch d on d.audit_id = f.audit_id
      where f.id in (old.file_id, new.file_id)
        and not (tg_op = 'INSERT' and f.added_reason <> '' and f.xmin = pg_current_xact_id()::xid)
    ) then
      raise exception 'the audit has been sent: % stands', tg_table_name using errcode = 'check_violation', constraint = 'audit_is_sent';
    end if;
    return coalesce(new, old);
  end if;
  if tg_op = 'INSERT' and tg_table_name in ('audit_file', 'addressee') and to_jsonb(new) ->> 'added_reason' <> '' then
    perform refuse_unless_sent_and_open(new.audit_id, to_jsonb(new) ->> 'added_reason');
    if (to_jsonb(new) ->> 'added_by')::uuid is distinct from myself() then
      raise exception '% is signed in one''s own name', tg_table_name using errcode = 'check_violation', constraint = 'signed_in_own_name';
    end if;
    return new;
  end if;
  -- Both what it was and what it becomes: nothing moves out of a sent audit, and nothing moves in.
  foreach touched in array array[to_jsonb(old), to_jsonb(new)] loop
    continue when touched is null;
    audit := case
      when tg_table_name = 'audit' then (touched ->> 'id')::uuid
      when tg_table_name in ('item_board', 'item_taken_up') then (select i.audit_id from item i where i.id = (touched ->> 'item_id')::uuid)
      when tg_table_name = 'audit_file_content' then (select f.audit_id from audit_file f where f.id = (touched ->> 'file_id')::uuid)
      else (touched ->> 'audit_id')::uuid
    end;
    if exists (select 1 from dispatch where audit_id = audit) then
      raise exception 'the audit has been sent: % stands', tg_table_name
        using errcode = 'check_violation', constraint = 'audit_is_sent';
    end if;
  end loop;
  return coalesce(new, old);
end $$;

-- A document that was forgotten, or somebody who should have been told: added to what has been sent, with a reason, and not while
-- the audit is closed.
create or replace function refuse_unless_sent_and_open(in_audit uuid, in_reason text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from dispatch where audit_id = in_audit) then
    raise exception 'the audit has not been sent: it is changed itself' using errcode = 'check_violation', constraint = 'item_is_sent';
  end if;
  perform 1 from round where audit_id = in_audit order by board_id, ordinal for update;
  if is_closed(in_audit) then
    raise exception 'the audit is closed: what went along with it stands' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if not has_visible_text(in_reason) then
    raise exception 'what is added afterwards says why' using errcode = 'check_violation', constraint = 'added_with_a_reason';
  end if;
end $$;

-- Before it is sent, an item is changed itself; while the audit is closed, its words stand.
create or replace function correct_what_was_sent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  sent record;
begin
  -- One correction of an audit's items at a time, and none while it is being closed.
  select d.audit_id, d.sent_at into sent from item i join dispatch d on d.audit_id = i.audit_id where i.id = new.item_id;
  if sent.audit_id is null then
    raise exception 'the audit has not been sent: the item is changed itself' using errcode = 'check_violation', constraint = 'item_is_sent';
  end if;
  perform 1 from round where audit_id = sent.audit_id order by board_id, ordinal for update;
  if is_closed(sent.audit_id) then
    raise exception 'the audit is closed: its items stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.n <> (select coalesce(max(v.n), 1) + 1 from item_version v where v.item_id = new.item_id) then
    raise exception 'the versions of an item follow one another' using errcode = 'check_violation', constraint = 'versions_have_no_gaps';
  end if;
  if new.corrected_at < coalesce((select max(v.corrected_at) from item_version v where v.item_id = new.item_id), sent.sent_at) then
    raise exception 'a version is newer than the one it corrects' using errcode = 'check_violation', constraint = 'versions_go_forward';
  end if;
  return new;
end $$;

-- A program that has not been brought up to date yet stores whole: what it stores is cut up here.
create or replace function cut_up() returns trigger language plpgsql as $$
begin
  insert into audit_file_chunk (file_id, n, bytes) select new.file_id, p.n, p.bytes from in_pieces(new.content) p;
  return null;
end $$;

-- All pieces are there, none is missing in between, and together they are as long as the file says.
create or replace function pieces_are_whole() returns trigger
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

-- Closed: some closing has not been taken back. There is never more than one such, the newest. (In plpgsql, like its kin:
-- PostgreSQL plans a function in SQL anew at every call, and triggers ask often.)
create or replace function is_closed(in_audit uuid) returns boolean language plpgsql stable as $$
begin
  return exists (
    select 1 from audit_closing c
    where c.audit_id = in_audit and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n)
  );
end $$;

-- An audit is closed when every answer has its verdict, and no correction of one is begun and unpublished. An answer that
-- never came is closed without: a decision of its own, with its reason, that nobody makes by mistake.
-- Nothing is closed over a request, whether the answer has come or not.
create or replace function closed_when_judged() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Nobody answers, asks or decides while the audit is being closed.
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if is_closed(new.audit_id) then
    raise exception 'the audit is closed already' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.n <> (select coalesce(max(c.n), 0) + 1 from audit_closing c where c.audit_id = new.audit_id) then
    raise exception 'closings follow one another' using errcode = 'check_violation', constraint = 'closings_have_no_gaps';
  end if;
  if new.closed_at < (select max(o.reopened_at) from audit_reopening o where o.audit_id = new.audit_id) then
    raise exception 'a closing is later than the reopening before it' using errcode = 'check_violation', constraint = 'closings_go_forward';
  end if;
  if exists (
    select 1 from extension_request q join round r on r.id = q.round_id
    where r.audit_id = new.audit_id and not is_round_withdrawn(r.id)
      and not exists (select 1 from extension_withdrawal w where w.request_id = q.id)
      and not exists (select 1 from extension_decision d where d.request_id = q.id)
  ) then
    raise exception 'a request waits for its decision' using errcode = 'check_violation', constraint = 'one_request_at_a_time';
  end if;
  if exists (
    select 1 from round r
    where r.audit_id = new.audit_id and not exists (
      select 1 from verdict_publication v where v.submission_id = deciding_submission(r.id)
    ) and not (
      new.without_answer
      and not is_answered(r.id)
      and (select e.due_on from deadline_entry e where e.round_id = r.id order by e.n desc limit 1) < stockholm_day(new.closed_at)
    ) and not is_round_withdrawn(r.id)
  ) then
    raise exception 'a round has no verdict' using errcode = 'check_violation', constraint = 'closed_when_judged';
  end if;
  if exists (
    select 1 from round r
    join submission s on s.round_id = r.id
    join verdict_correction k on k.submission_id = s.id
    where r.audit_id = new.audit_id
      and not exists (select 1 from verdict_publication v where v.submission_id = k.submission_id and v.n = k.n)
  ) then
    raise exception 'a verdict is being corrected' using errcode = 'check_violation', constraint = 'closed_when_corrected';
  end if;
  return new;
end $$;

-- Only what is closed is opened again, and not before it was closed. That it happens once is the key's to say.
create or replace function reopen_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if new.reopened_at < (select c.closed_at from audit_closing c where c.audit_id = new.audit_id and c.n = new.n) then
    raise exception 'a reopening is later than its closing' using errcode = 'check_violation', constraint = 'reopenings_go_forward';
  end if;
  return new;
end $$;

-- One after the other, on what has been judged; and not while the board is asked, or its answer waits for its verdict: then they
-- judge that.
create or replace function follow_up_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  audit uuid := (select i.audit_id from item i where i.id = new.item_id);
begin
  perform 1 from round where audit_id = audit and board_id = new.board_id order by ordinal for update;
  if new.n <> (select coalesce(max(f.n), 0) + 1 from item_follow_up f where f.item_id = new.item_id and f.board_id = new.board_id) then
    raise exception 'follow-ups follow one another' using errcode = 'check_violation', constraint = 'follow_ups_have_no_gaps';
  end if;
  if new.decided_at < (select max(f.decided_at) from item_follow_up f where f.item_id = new.item_id and f.board_id = new.board_id) then
    raise exception 'a follow-up is later than the one before it' using errcode = 'check_violation', constraint = 'follow_ups_go_forward';
  end if;
  if not exists (
    select 1 from round r
    join submission s on s.round_id = r.id
    join verdict v on v.submission_id = s.id and v.item_id = new.item_id
    where r.audit_id = audit and r.board_id = new.board_id
  ) then
    raise exception 'the item has not been judged' using errcode = 'check_violation', constraint = 'followed_up_when_judged';
  end if;
  if not is_closed(audit) and exists (
    select 1 from round r
    where r.audit_id = audit and r.board_id = new.board_id
      and not exists (select 1 from verdict_publication v where v.submission_id = deciding_submission(r.id))
      and not is_round_withdrawn(r.id)
  ) then
    raise exception 'the board is asked, or its answer waits' using errcode = 'check_violation', constraint = 'followed_up_when_judged';
  end if;
  return new;
end $$;
