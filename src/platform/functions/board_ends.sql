-- A board gets another one as its heir, or is opened again where an heir has begun: the people of one board then read what another has
-- written. That waits for a second administrator, or for a day where there is only one, as a role does (ADR 0090); what waits, and who
-- decides, stands in access.sql.

-- The boards that answer for another one on a day.
create or replace function heirs_on(in_board uuid, in_day date) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    select h.heir_id::uuid from published.heir h
    where h.board_id = in_board and h.from_on <= in_day and (h.to_on is null or h.to_on >= in_day)
    order by h.from_on desc, h.heir_id;
end $$;

-- What stood before, in the name of whoever brings it about; of nobody, where the service does.
create or replace function note_board(in_board uuid, in_kind register_change, in_reason text, in_at timestamptz, in_proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into board_change (board_id, n, kind, name_before, reason, changed_at, changed_by, proposal_id)
  select b.id, 1 + (select count(*) from board_change c where c.board_id = b.id), in_kind, b.name, in_reason, in_at, myself(), in_proposal
  from board b where b.id = in_board;
end $$;

-- The board ends. Its heir answers for what it has left from the day after, and for what it had come to answer for itself; and so does
-- whoever has come to follow the heir meanwhile.
create or replace function end_board(in_board uuid, in_on date, in_heir uuid, in_reason text, in_at timestamptz, in_proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_board(in_board, 'ended', in_reason, in_at, in_proposal);
  update board set valid_to = in_on where id = in_board;
  insert into board_succession (board_id, heir_id)
  select o.id, h.id
  from (select in_board as id union select s.board_id::uuid from board_succession s where s.heir_id = in_board) o
  cross join (select in_heir as id union select s.heir_id::uuid from board_succession s where s.board_id = in_heir) h
  where in_heir is not null and o.id <> h.id
  on conflict do nothing;
end $$;

-- It goes on, and answers for itself. Whoever followed it answers no more, either, for what it had come to answer for.
create or replace function reopen_board(in_board uuid, in_reason text, in_at timestamptz, in_proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_board(in_board, 'reopened', in_reason, in_at, in_proposal);
  delete from board_succession s
  using board_succession f
  where f.board_id = in_board and s.heir_id = f.heir_id
    and (s.board_id = f.board_id or exists (select 1 from board_succession b where b.board_id = s.board_id and b.heir_id = in_board));
  update board set valid_to = null where id = in_board;
end $$;

-- What was proposed of a board is so. With an heir its last day is not one that is over by now: nobody reads before it could be seen.
create or replace function settle_board(in_proposal uuid, in_at timestamptz, in_today date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q access_proposal%rowtype;
begin
  select * into q from access_proposal a where a.id = in_proposal;
  if q.kind = 'board_end' then
    perform end_board(q.board_id, greatest(q.ends_on, in_today), q.heir_id, q.reason, in_at, q.id);
  else
    perform reopen_board(q.board_id, q.reason, in_at, q.id);
  end if;
end $$;

-- The last day of a board, as it was proposed, or as it came to be: whoever agreed later than that day had it be her own.
create or replace function board_ends_on(in_proposal uuid) returns date
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select case when q.heir_id is not null and d.step in ('agreed', 'after_a_day') then greatest(q.ends_on, stockholm_day(d.decided_at)) else q.ends_on end
    from access_proposal q
    left join access_decision d on d.proposal_id = q.id
    where q.id = in_proposal and q.kind = 'board_end'
  );
end $$;

-- Whether what was proposed of a board cannot be so any more: it has ended or goes on already, or its heir is not there afterwards.
create or replace function board_is_otherwise(in_proposal uuid, in_today date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
    select 1 from access_proposal q
    join board b on b.id = q.board_id
    left join board h on h.id = q.heir_id
    where q.id = in_proposal and case q.kind
      when 'board_end' then b.valid_to is not null or h.valid_to <= greatest(q.ends_on, in_today)
      when 'board_reopening' then b.valid_to is null
    end
  );
end $$;

-- Both boards are held, in one order, so that none ends while another is about to follow it; and of one board one thing waits at a time.
create or replace function hold_boards(in_board uuid, in_heir uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from board b where b.id in (in_board, in_heir) order by b.id for update;
  if exists (
    select 1 from access_proposal q
    where q.person_id is null and q.board_id = in_board and not exists (select 1 from access_decision d where d.proposal_id = q.id)
  ) then
    raise exception 'something waits for this board already' using errcode = 'check_violation', constraint = 'board_waits_already';
  end if;
end $$;

-- An administrator ends a board. At once while there is nothing to protect, which NULL says. Without an heir nobody reads more than
-- before: it is so at once, and told. With one it waits, whatever the board has left: what it is asked until its last day goes along.
create or replace function propose_board_end(in_id uuid, in_board uuid, in_on date, in_heir uuid, in_reason text, in_at timestamptz, in_today date)
  returns access_step
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform hold_boards(in_board, in_heir);
  if not access_is_guarded() then
    perform end_board(in_board, in_on, in_heir, in_reason, in_at, null);
    return null;
  end if;
  if in_heir is not null and in_on < in_today then
    raise exception 'nobody follows from a day that is over' using errcode = 'check_violation', constraint = 'heirs_begin_later';
  end if;
  insert into access_proposal (id, kind, board_id, heir_id, ends_on, reason, proposed_at, proposed_by)
  values (in_id, 'board_end', in_board, in_heir, in_on, in_reason, in_at, myself());
  if board_is_otherwise(in_id, in_today) then
    raise exception 'the board has ended already, or its heir has' using errcode = 'check_violation', constraint = 'board_waits_already';
  end if;
  if in_heir is null then
    insert into access_decision (proposal_id, step, decided_at, decided_by) values (in_id, 'at_once', in_at, myself());
    perform end_board(in_board, in_on, null, in_reason, in_at, in_id);
  end if;
  perform tell_access(in_id, in_at, in_today);
  return case when in_heir is null then 'at_once' else 'proposed' end;
end $$;

-- An administrator opens a board again. Before an heir has begun it is so at once, and told: that is how one is stopped. Afterwards its own people
-- would read what those of the heir have written, and it waits.
create or replace function propose_board_reopening(in_id uuid, in_board uuid, in_reason text, in_at timestamptz, in_today date) returns access_step
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  heir uuid := (select h from heirs_on(in_board, in_today) h limit 1);
  follows uuid := coalesce(heir, (select s.heir_id from board_succession s where s.board_id = in_board order by s.heir_id limit 1));
begin
  perform hold_boards(in_board, follows);
  if not access_is_guarded() then
    perform reopen_board(in_board, in_reason, in_at, null);
    return null;
  end if;
  insert into access_proposal (id, kind, board_id, heir_id, reason, proposed_at, proposed_by)
  values (in_id, 'board_reopening', in_board, follows, in_reason, in_at, myself());
  if board_is_otherwise(in_id, in_today) then
    raise exception 'the board goes on already' using errcode = 'check_violation', constraint = 'board_waits_already';
  end if;
  if heir is null then
    insert into access_decision (proposal_id, step, decided_at, decided_by) values (in_id, 'at_once', in_at, myself());
    perform reopen_board(in_board, in_reason, in_at, in_id);
  end if;
  perform tell_access(in_id, in_at, in_today);
  return case when heir is null then 'at_once' else 'proposed' end;
end $$;

-- The service's part: what has waited its day is so; what cannot be so any more is refused. One at a time.
create or replace function settle_board_ends(in_at timestamptz, in_today date)
  returns table (proposal uuid, kind access_kind, board uuid, heir uuid, ends_on date, step access_step)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q access_proposal%rowtype;
begin
  for q in
    select a.* from access_proposal a
    where a.person_id is null and not exists (select 1 from access_decision d where d.proposal_id = a.id)
      and (board_is_otherwise(a.id, in_today) or access_takes_effect(a.proposed_by, a.proposed_at, in_at) <= in_at)
    order by a.proposed_at, a.id
    limit 1
  loop
    perform 1 from board b where b.id in (q.board_id, q.heir_id) order by b.id for update;
    continue when exists (select 1 from access_decision d where d.proposal_id = q.id);
    proposal := q.id;
    kind := q.kind;
    board := q.board_id;
    heir := q.heir_id;
    ends_on := case when q.kind = 'board_end' then greatest(q.ends_on, in_today) end;
    step := case when board_is_otherwise(q.id, in_today) then 'refused' else 'after_a_day' end;
    insert into access_decision (proposal_id, step, decided_at) values (q.id, step, in_at);
    if step = 'after_a_day' then
      perform settle_board(q.id, in_at, in_today);
    end if;
    perform tell_access(q.id, in_at, in_today);
    return next;
  end loop;
end $$;
