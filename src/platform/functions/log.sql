-- Who stands at the gate, what is written into the log, and what is told.

-- Whether somebody can show more than a password when she signs in: a code, a passkey, or that the municipality's identity provider knows her.
create or replace function has_second_step(in_person uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from second_step s where s.person_id = in_person)
    or exists (select 1 from passkey k where k.person_id = in_person)
    or exists (select 1 from sign_on o where o.person_id = in_person);
end $$;

-- From which day it is demanded of her, by the roles that she holds (ADR 0084): the first of their days. NULL where none of them asks for it.
create or replace function second_step_demanded_from(in_person uuid, in_today date) returns date
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select min(d.from_day)
    from published.second_step_demanded d
    where exists (
      select 1 from role_held g
      where g.person_id = in_person and g.role = d.role and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
    )
  );
end $$;

-- Whether it is demanded of her on a day, and she has none.
create or replace function lacks_second_step(in_person uuid, in_today date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return coalesce(second_step_demanded_from(in_person, in_today) <= in_today, false) and not has_second_step(in_person);
end $$;

-- Who stands at the gate: one question, asked before any side is chosen, for everything that every page needs.
-- Who stands behind a session token, what that person may be today, how many notices she has not read, and whose house
-- it is; and from which day a second step is demanded of her, unless she has one and has shown more than her password in this session.
-- Its 45 idle minutes and its absolute end are judged against the program's clock, passed in.
-- What a user does renews the idle clock, at most once a minute, so that reading pages writes little. A session that has
-- been idle too long, or is over, is not brought back. One that somebody else holds just now is not waited for: its idle clock
-- is renewed by the next page.
-- In plpgsql, because PostgreSQL plans such a function once per connection; one in SQL it plans anew at each call.
create or replace function stand_at_gate(in_token_hash bytea, in_at timestamptz, in_today date)
  returns table (person_id person_id, name text, roles grant_role[], boards uuid[], unread bigint,
    organisation text, auditors text, contact text, second_step_from date, verdict_word verdict_word)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  seen_at timestamptz;
  shown_more boolean;
begin
  select p.id, p.name, s.seen_at, s.shown_more into person_id, name, seen_at, shown_more
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
    from role_held g
    where g.person_id = stand_at_gate.person_id
      and g.valid_from <= in_today
      and (g.valid_to is null or g.valid_to >= in_today);
    select count(*) into unread from notice n where n.person_id = stand_at_gate.person_id and n.read_at is null;
    if not (shown_more and has_second_step(person_id)) then
      second_step_from := second_step_demanded_from(person_id, in_today);
    end if;
  end if;
  select o.name, o.auditors_name, o.contact, o.verdict_word into organisation, auditors, contact, verdict_word from organisation o;
  return next;
end $$;

-- What whoever stands in this transaction may be now: she may have waited for a lock, and a role have ended meanwhile.
create or replace function holds_now(in_today date) returns table (roles grant_role[], boards uuid[])
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    select array_agg(g.role order by g.id), array_agg(g.board_id::uuid order by g.id)
    from role_held g
    join person p on p.id = g.person_id and p.ended_at is null
    where g.person_id = myself() and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
      and not lacks_second_step(g.person_id, in_today);
end $$;

-- Whether she still works for a board, for those who save a draft.
create or replace function works_for(in_board uuid, in_today date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
    select 1 from role_held g
    join person p on p.id = g.person_id and p.ended_at is null
    where g.person_id = myself() and g.board_id = in_board and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
      and not lacks_second_step(g.person_id, in_today)
  );
end $$;

-- The only way into the log. The actor is whoever opened the gate: never an argument, so nobody can sign for another. Whoever
-- writes holds the head of the log to the end of the transaction, when the event is chained to the one before it (chain.sql).
-- The log does not go back in time. Two that arrive at once may be written down in the other order; then the second is written
-- with the time of the first, and the fact itself keeps the instant at which it arrived. But a clock that shows much less than
-- what the log ends with is wrong, and nothing is written by it: app.clock is what it showed when the transaction began
-- (platform/database.rs).
create or replace function append_event(in_authority text, in_at timestamptz, in_kind text, in_facts jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose text := case when in_authority like 'board:%' then 'board' else in_authority end;
  shown timestamptz := coalesce(nullif(current_setting('app.clock', true), '')::timestamptz, in_at);
  newest timestamptz;
  number bigint;
begin
  if not exists (select 1 from may_append m where m.side = current_setting('role') and m.log = whose and m.kind = in_kind)
    -- Who administers says to a board whom it is to work with; what she may say stands in may_append.
    or (whose = 'board' and current_setting('role') = 'app_board' and substr(in_authority, 7)::uuid <> all (my_boards())) then
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
  if in_at > shown + interval '10 seconds' then
    raise exception 'the clock shows %, and the event is of %', shown, in_at using errcode = 'YT003', constraint = 'log_goes_by_the_clock';
  end if;
  insert into event (authority, seq, at, actor, kind, facts) values (in_authority, number, greatest(in_at, newest), myself(), in_kind, in_facts);
  return number;
end $$;

-- When the newest event of all was: the program holds its clock against it.
create or replace function newest_event() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (select max(e.at) from event e);
end $$;

-- Up to when everything stands in the newest backup that the database was told of.
create or replace function last_backup() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (select max(b.taken_at) from backup b);
end $$;

-- How the service is, in numbers and times, for whoever watches it: nothing of whose they are.
create or replace function service_figures(in_at timestamptz)
  returns table (mail_waiting bigint, mail_deferred bigint, mail_oldest timestamptz, mail_waits_since timestamptz, jobs_ran_at timestamptz,
    backup_taken_at timestamptz, sessions bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select count(*) filter (where not m.deferred), count(*) filter (where m.deferred), min(m.made_at) into mail_waiting, mail_deferred, mail_oldest
  from mail m where m.state = 'waiting';
  select w.since into mail_waits_since from published.mail_waits w;
  select r.ran_at into jobs_ran_at from job_round r;
  backup_taken_at := last_backup();
  -- As stand_at_gate judges them.
  select count(*) into sessions from session s
  where s.ended_at is null and s.expires_at > in_at and s.seen_at > in_at - interval '45 minutes';
  return next;
end $$;

-- And how far the logs go, how far they were read and found whole, and when: all boards' logs together.
create or replace function log_figures() returns table (log text, events bigint, whole bigint, whole_at timestamptz, broken bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    select kinds.log, coalesce(sum(h.seq), 0)::bigint, coalesce(sum(least(k.whole_seq, h.seq)) filter (where k.whole_seq is not null), 0)::bigint, min(k.whole_at), count(k.broken_seq)
    from unnest(array['audit', 'boards', 'system']) kinds (log)
    left join chain_head h on kinds.log = case when h.authority like 'board:%' then 'boards' else h.authority end
    left join log_check k on k.authority = h.authority
    group by kinds.log
    order by kinds.log;
end $$;

-- Belt and braces: a table of state cannot change without an event in the same transaction, whoever writes.
create or replace function require_event() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from event where tx = pg_current_xact_id()) then
    raise exception '% changed without an event', tg_table_name using errcode = 'YT001';
  end if;
  return null;
end $$;

-- Facts are only ever added.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is a record: it is added to, never changed', tg_table_name using errcode = 'YT002';
end $$;

-- What somebody signs, she signs in her own name: the column that names her is whoever stands at the gate.
create or replace function in_own_name() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) ->> tg_argv[0])::uuid is distinct from myself() then
    raise exception '% is signed in one''s own name', tg_table_name using errcode = 'check_violation', constraint = 'signed_in_own_name';
  end if;
  return new;
end $$;

-- KL 4:4-4:5: an elected auditor may not sit on what is audited. And whoever administers has no content.
create or replace function refuse_conflicting_grants() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from person where id = new.person_id for update;
  if role_conflicts(new.id, new.person_id, new.role, new.board_id, new.valid_from, new.valid_to) then
    raise exception 'these roles may not be held by one person at one time'
      using errcode = 'check_violation', constraint = 'role_grant_conflict';
  end if;
  return new;
end $$;

-- Each address has one spelling (domain/email.rs): small letters, one form of each sign, nothing that is not seen, and the
-- domain as people read it. Two spellings of one address cannot both be stored, so nobody is two people.
create or replace function refuse_other_spellings() returns trigger language plpgsql as $$
begin
  if new.email <> lower(normalize(new.email, nfkc) collate "sv-x-icu")
    or new.email !~ '^[^@[:space:][:cntrl:]]+@[^@.[:space:][:cntrl:]]+(\.[^@.[:space:][:cntrl:]]+)+$'
    or new.email ~ '@(.*\.)?xn--'
    or new.email ~ '[\u0085\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3002\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'
  then
    raise exception 'this is another spelling of an address' using errcode = 'check_violation', constraint = 'person_email_has_one_spelling';
  end if;
  return new;
end $$;

-- The mailbox of a board, or those of whoever answers in its place on a day.
create or replace function board_mailboxes(in_board uuid, in_today date) returns table (board_id uuid, address text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with heir as (
    select h.heir_id from published.heir h where h.board_id = in_board and h.from_on <= in_today and (h.to_on is null or h.to_on >= in_today)
  )
  select m.board_id, m.address from published.board_mailbox m
  where m.board_id in (select h.heir_id from heir h) or (m.board_id = in_board and not exists (select 1 from heir))
$$;

-- The last day of which a notice speaks: of a supplement that is asked for, its own.
create or replace function last_day_told(in_round uuid, in_kind notice_kind) returns date
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(
    (select o.supplement_due_on from round_now o where o.id = in_round and in_kind in ('supplement_requested', 'supplement_due')),
    (select e.due_on from deadline_entry e where e.round_id = in_round order by e.n desc limit 1)
  )
$$;

-- Tells everybody who holds one of these roles today, for the round's board or for no board. Notice and mail in one. A letter
-- names several dates: with `in_first_only` a board is told of its first answer only. `in_person`: nobody but her, in one of these
-- roles. `in_others`: whoever does it knows it already.
-- Returns how many were told now; those who had been told before are not counted.
create or replace function tell_of(in_kind notice_kind, in_class notice_class, in_key text, in_round uuid, in_first_only boolean, in_roles grant_role[],
    in_days smallint, in_at timestamptz, in_today date, in_person uuid, in_others boolean)
  returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  told integer;
begin
  if not exists (select 1 from may_tell m where m.side = current_setting('role') and m.kind = in_kind) then
    raise exception '% cannot tell %', current_setting('role'), in_kind using errcode = 'insufficient_privilege';
  end if;
  with recipient as (
    select distinct p.id,
      case in_class
        when 'extension' then coalesce(s.extensions, 'at_once')
        when 'response' then coalesce(s.responses, 'at_once')
        -- Whoever hands in for a board can choose when she is reminded, but not that she is not; and that a last day has
        -- become another one, she is told at once.
        else case when (coalesce(s.deadlines, 'at_once') = 'in_app' or in_class = 'deadline_moved') and exists (
            select 1 from role_held o where o.person_id = p.id and o.role in ('secretary', 'approver') and o.board_id = r.board_id
              and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today))
          then 'at_once' else coalesce(s.deadlines, 'at_once') end
      end as delivery,
      last_day_told(r.id, in_kind) as due_on
    from round r
    join role_held g on g.role = any (in_roles) and (g.board_id is null or g.board_id = r.board_id)
      and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
    join person p on p.id = g.person_id and p.ended_at is null
    left join notice_setting s on s.person_id = p.id
    where r.id = in_round and (not in_first_only or r.ordinal = 1)
      and (in_person is null or p.id = in_person) and (not in_others or p.id is distinct from myself())
  ), made as (
    insert into notice (id, person_id, key, kind, round_id, due_on, days, made_at, delivery)
    select gen_random_uuid(), q.id, in_key, in_kind, in_round, q.due_on, in_days, in_at, q.delivery
    from recipient q
    on conflict on constraint notice_once do nothing
    returning id, person_id, delivery
  ), posted as (
    insert into mail (id, key, kind, person_id, notice_id, round_id, made_at, due_at)
    select gen_random_uuid(), 'notice:' || m.id, 'notice', m.person_id, m.id, in_round, in_at, in_at
    from made m
    where m.delivery = 'at_once'
    returning 1
  ), to_the_board as (
    -- What the whole board is told its own mailbox is told, too: but for what is said of a draft, and arrivals, of which it gets the receipt.
    insert into mail (id, key, kind, address, round_id, made_at, due_at)
    select gen_random_uuid(), 'board:' || encode(sha256(convert_to(in_key || ' ' || b.board_id, 'UTF8')), 'hex'), 'board', b.address, in_round, in_at, in_at
    from round r
    cross join board_mailboxes(r.board_id, in_today) b
    where r.id = in_round and 'secretary' = any (in_roles) and in_person is null and not in_others and (not in_first_only or r.ordinal = 1)
      and in_kind not in ('file_quarantined', 'document_quarantined', 'response_reopened', 'response_received', 'preliminary_received', 'supplement_received')
    on conflict on constraint mail_once do nothing
    returning id
  ), worded as (
    insert into board_mail (mail_id, kind, due_on, days)
    select t.id, in_kind, last_day_told(in_round, in_kind), in_days
    from to_the_board t
    returning 1
  )
  select count(*) into told from made;
  return told;
end $$;

-- The same to all of them: what a service of an earlier release asks for.
create or replace function tell(in_kind notice_kind, in_class notice_class, in_key text, in_round uuid, in_first_only boolean, in_roles grant_role[],
    in_days smallint, in_at timestamptz, in_today date)
  returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return tell_of(in_kind, in_class, in_key, in_round, in_first_only, in_roles, in_days, in_at, in_today, null, false);
end $$;

-- The letter names an address for the answers: it gets the receipt of each arrival, and so does the board's own mailbox.
create or replace function post_receipt(in_round uuid, in_submission uuid, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, address, round_id, made_at, due_at)
  select gen_random_uuid(), 'receipt:' || s.id, 'receipt'::mail_kind, w.reply_to, r.id, in_at, in_at
  from submission s
  join round r on r.id = s.round_id
  join audit a on a.id = r.audit_id
  cross join lateral (
    select btrim(coalesce((select v.reply_to from audit_reply_to v where v.audit_id = a.id order by v.n desc limit 1), a.reply_to)) as reply_to
  ) w
  where s.id = in_submission and r.id = in_round and w.reply_to like '%_@_%'
  union all
  select gen_random_uuid(), 'receipt:' || s.id || ':' || b.board_id, 'receipt'::mail_kind, b.address, r.id, in_at, in_at
  from submission s
  join round r on r.id = s.round_id
  cross join board_mailboxes(r.board_id, stockholm_day(in_at)) b
  where s.id = in_submission and r.id = in_round
  on conflict on constraint mail_once do nothing;
end $$;

-- A mail to the council's presidium, about what was told at this instant.
create or replace function post_to_presidium(in_mail uuid, in_address text, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, address, made_at, due_at) values (in_mail, 'presidium:' || in_mail, 'presidium', in_address, in_at, in_at);
end $$;

-- Whose calendar an address is for. Nobody's when it is unknown or has ended, or when the person has.
create or replace function reader_of_calendar(in_token_hash bytea) returns table (person_id person_id, lang text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.person_id, c.lang
  from calendar_address c
  join person p on p.id = c.person_id
  where c.token_hash = in_token_hash and c.ended_at is null and p.ended_at is null
$$;

-- The meetings in that calendar: those of one's own boards, or of the auditors. It is as empty as the pages are for whoever lacks a second step.
create or replace function meetings_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (id uuid, held_on date, papers_by date, board_name text, changed_at timestamptz, cancelled boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct m.id, m.held_on, m.papers_by, b.name, coalesce(m.cancelled_at, m.planned_at), m.cancelled_at is not null
  from reader_of_calendar(in_token_hash) c
  join role_held o on o.person_id = c.person_id
    and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
    and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
    and not lacks_second_step(c.person_id, in_today)
  join meeting m on m.board_id is not distinct from o.board_id
  left join board b on b.id = m.board_id
  where m.held_on >= in_since
$$;

-- The last days in that calendar, by the roles that the person holds today: titles and dates, nothing of any content.
create or replace function last_days_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (
    id uuid, due_on date, original_due_on date, due_kind deadline_kind, title text, reference text, reference_key text, board_name text, board_slug text,
    ordinal smallint, kind round_kind, changes smallint, changed_at timestamptz, received_on date, at_board boolean, moved_after deadline_kind,
    undecided boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.id, r.due_on, r.original_due_on, r.due_kind, r.title, r.reference, r.reference_key, r.board_name, r.board_slug,
    r.ordinal, r.kind, r.changes, greatest(r.due_entered_at, r.received_at), r.received_on, g.at_board, r.moved_after, r.undecided
  from reader_of_calendar(in_token_hash) c
  join lateral (
    select bool_or(o.board_id is not null) as at_board, bool_or(o.board_id is null) as at_audit, array_agg(o.board_id) as boards
    from role_held o
    where o.person_id = c.person_id
      and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
      and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
      and not lacks_second_step(c.person_id, in_today)
  ) g on g.boards is not null
  join published.round r on g.at_audit or r.board_id = any (g.boards)
  where r.withdrawn_at is null and (r.due_on >= in_since or (r.submission_id is null and r.closed_at is null))
$$;

-- The supplements that are asked for in that calendar, and what became of them.
create or replace function supplements_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (
    round_id uuid, n smallint, due_on date, title text, reference text, reference_key text, board_name text, board_slug text,
    ordinal smallint, kind round_kind, changed_at timestamptz, answered_on date, withdrawn boolean, at_board boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.id, q.n, q.due_on, r.title, r.reference, r.reference_key, r.board_name, r.board_slug, r.ordinal, r.kind,
    greatest(q.asked_at, q.withdrawn_at, r.closed_at), q.answered_on,
    -- Once the audit is closed nobody waits for it any more.
    q.withdrawn_at is not null or (r.closed_at is not null and q.answered_on is null), g.at_board
  from reader_of_calendar(in_token_hash) c
  join lateral (
    select bool_or(o.board_id is not null) as at_board, bool_or(o.board_id is null) as at_audit, array_agg(o.board_id) as boards
    from role_held o
    where o.person_id = c.person_id
      and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
      and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
      and not lacks_second_step(c.person_id, in_today)
  ) g on g.boards is not null
  join published.round r on g.at_audit or r.board_id = any (g.boards)
  join published.supplement_request q on q.round_id = r.id
  where q.due_on >= in_since
$$;

-- Whose a session was, also when it is over: what she had typed is given back to her, once she has signed in again, and to
-- nobody else.
create or replace function whose_session(in_token_hash bytea) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (select s.person_id from session s join person p on p.id = s.person_id where s.token_hash = in_token_hash and p.ended_at is null);
end $$;
