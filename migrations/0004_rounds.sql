-- Rounds, their last days, and the end of an audit. What must always hold about a date is held here, whoever writes.

create type round_kind as enum ('first', 'follow_up', 'further');
-- Weekday: moved to the next weekday by the municipality's own rule, at dispatch: an entry of its own, never silently.
create type deadline_kind as enum ('original', 'extension', 'correction', 'weekday');

-- A round's name, and its last day, as one value each: what every list, heading and address is made of. `domain::round`
-- reads them, in this order.
create type round_name as (
  reference text, reference_key text, title text, board_name text, board_slug text, kind round_kind, ordinal smallint
);
create type last_day as (due_on date, original_due_on date, kind deadline_kind, extension_asked boolean);

-- The municipality's rules. Days are counted from the last day in force.
create table deadline_rules (
  only_one boolean primary key default true check (only_one),
  remind_before smallint[] not null default '{30,14,7,1}'
    check (cardinality(remind_before) <= 10 and 1 <= all (remind_before) and 365 >= all (remind_before)),
  remind_after smallint[] not null default '{1,7}'
    check (cardinality(remind_after) <= 10 and 1 <= all (remind_after) and 365 >= all (remind_after)),
  -- From this many days late the letter of reminder is prepared, and the missing response stands on the auditors' agenda.
  letter_after smallint not null default 14 check (letter_after between 1 and 365),
  -- How many extensions one round can get; none: as many as the auditors grant.
  extension_limit smallint check (extension_limit between 0 and 20),
  -- The letter's date binds as it stands (lag 1930:173 2 § does not apply to it); a municipality may choose otherwise.
  move_to_weekday boolean not null default false
);
insert into deadline_rules default values;

-- One board's duty to answer once. It has no state and no due date of its own: both follow from facts. One audit may have
-- two rounds for one board and one for another, and the auditors may open further ones later.
create table round (
  id round_id primary key,
  audit_id audit_id not null references dispatch,
  board_id board_id not null references board,
  ordinal smallint not null check (ordinal between 1 and 20),
  kind round_kind not null,
  opened_at timestamptz not null,
  opened_by person_id not null references person,
  -- Why it was opened later. Those that the letter asked for were opened with the dispatch, and need no reason.
  reason text not null default '' check (length(reason) <= 2000),
  lock_no integer not null default 0,
  constraint round_key unique (audit_id, board_id, ordinal),
  constraint round_board_key unique (id, board_id),
  constraint first_is_first check ((ordinal = 1) = (kind = 'first'))
);
create index round_board on round (board_id);

-- The deadline ledger. The date in force is the last entry; the first one is never touched again.
create table deadline_entry (
  round_id round_id not null references round,
  n smallint not null check (n >= 1),
  kind deadline_kind not null,
  due_on date not null,
  -- Why this date: the phrase of the letter, or the reason of whoever decided.
  reason text not null check (length(reason) <= 20000),
  entered_at timestamptz not null,
  entered_by person_id not null references person,
  -- The request that it grants. An extension without one: a later round moved along with an earlier one.
  request_id extension_id,
  primary key (round_id, n),
  constraint original_comes_first check ((n = 1) = (kind = 'original')),
  constraint a_request_extends check (request_id is null or kind = 'extension')
);
create unique index deadline_entry_request on deadline_entry (request_id) where request_id is not null;

-- An audit is closed by a decision with its motive, and may be opened again (återöppnas) by another with its reason.
create table audit_closing (
  audit_id audit_id not null references dispatch,
  n smallint not null check (n >= 1),
  closed_at timestamptz not null,
  closed_by person_id not null references person,
  motive text not null check (length(btrim(motive)) between 1 and 2000),
  -- An answer that never came, and whose last day has passed, is closed without (avslutas utan svar).
  without_answer boolean not null default false,
  primary key (audit_id, n)
);
create table audit_reopening (
  audit_id audit_id not null,
  n smallint not null,
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  reopened_at timestamptz not null,
  reopened_by person_id not null references person,
  primary key (audit_id, n),
  foreign key (audit_id, n) references audit_closing (audit_id, n)
);

-- Closed: some closing has not been taken back. There is never more than one such, the newest. (In plpgsql, like its kin in
-- later files: PostgreSQL plans a function in SQL anew at every call, and triggers ask often.)
create function is_closed(in_audit uuid) returns boolean language plpgsql stable as $$
begin
  return exists (
    select 1 from audit_closing c
    where c.audit_id = in_audit and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n)
  );
end $$;

-- The ledger's own rules: no gaps, no going back in time, in the name of whoever stands at the gate; an extension is
-- later than the date in force; and while an answer stands, or the audit is closed, nothing moves.
create function follow_the_ledger() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  latest deadline_entry%rowtype;
begin
  perform 1 from round where id = new.round_id for update;
  select * into latest from deadline_entry where round_id = new.round_id order by n desc limit 1;
  if new.n <> coalesce(latest.n, 0) + 1 then
    raise exception 'entry % does not follow entry %', new.n, latest.n using errcode = 'check_violation', constraint = 'ledger_has_no_gaps';
  end if;
  if new.entered_by is distinct from myself() then
    raise exception 'an entry is made in one''s own name' using errcode = 'check_violation', constraint = 'ledger_is_signed';
  end if;
  if latest.n is null then
    return new;
  end if;
  if new.entered_at < latest.entered_at then
    raise exception 'the ledger does not go back in time' using errcode = 'check_violation', constraint = 'ledger_goes_forward';
  end if;
  if new.kind = 'extension' and new.due_on <= latest.due_on then
    raise exception 'an extension is later than the date in force' using errcode = 'check_violation', constraint = 'extension_is_later';
  end if;
  if new.kind = 'correction' and new.due_on < latest.due_on and new.due_on < stockholm_day(new.entered_at) + 7
    or new.kind = 'correction' and new.due_on < stockholm_day(new.entered_at) then
    raise exception 'a correction leaves a board at least a week' using errcode = 'check_violation', constraint = 'correction_is_ahead';
  end if;
  if is_answered(new.round_id) then
    raise exception 'the answer has come: its date stands' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'the audit is closed: its dates stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  return new;
end $$;
create trigger follow_the_ledger before insert on deadline_entry for each row execute function follow_the_ledger();

-- When all is written: a board's rounds of one audit end one after the other, and each after the day it was opened.
create function dates_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select 1
    from (
      select e.due_on, lag(e.due_on) over (order by r.ordinal) as before
      from round own
      join round r on r.audit_id = own.audit_id and r.board_id = own.board_id
      join lateral (select d.due_on from deadline_entry d where d.round_id = r.id order by d.n desc limit 1) e on true
      where own.id = new.round_id
    ) following
    where following.due_on <= following.before
  ) then
    raise exception 'the rounds of a board end one after the other' using errcode = 'check_violation', constraint = 'dates_in_order';
  end if;
  if new.kind = 'original' and exists (select 1 from round r where r.id = new.round_id and new.due_on <= stockholm_day(r.opened_at)) then
    raise exception 'a last day is after the day of dispatch' using errcode = 'check_violation', constraint = 'date_after_dispatch';
  end if;
  return null;
end $$;
create constraint trigger dates_in_order after insert on deadline_entry
  deferrable initially deferred for each row execute function dates_in_order();

-- Nothing is sent without a last day for everybody who must answer.
create function nobody_without_a_date() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select 1 from addressee x
    where x.audit_id = new.audit_id and x.role = 'respond' and not exists (
      select 1 from round r join deadline_entry e on e.round_id = r.id
      where r.audit_id = x.audit_id and r.board_id = x.board_id and r.ordinal = 1
    )
  ) then
    raise exception 'somebody who must answer has no last day' using errcode = 'check_violation', constraint = 'nobody_without_a_date';
  end if;
  return null;
end $$;
create constraint trigger nobody_without_a_date after insert on dispatch
  deferrable initially deferred for each row execute function nobody_without_a_date();

-- Rounds come with the dispatch. A round that the auditors open later follows on the newest one of a board that has been
-- asked before, says why, and is not opened while the audit is closed.
create function open_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  sent record;
  newest smallint;
begin
  select d.sent_at, d.xmin = pg_current_xact_id()::xid as now into sent from dispatch d where d.audit_id = new.audit_id;
  if sent.now then
    return new;
  end if;
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if is_closed(new.audit_id) then
    raise exception 'the audit is closed' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  select max(r.ordinal) into newest from round r where r.audit_id = new.audit_id and r.board_id = new.board_id;
  if newest is null or new.ordinal <> newest + 1 then
    raise exception 'a further round follows on the newest one' using errcode = 'check_violation', constraint = 'rounds_have_no_gaps';
  end if;
  if length(btrim(new.reason)) = 0 then
    raise exception 'a round that is opened later says why' using errcode = 'check_violation', constraint = 'a_later_round_says_why';
  end if;
  if new.opened_at < sent.sent_at then
    raise exception 'a round is not opened before the dispatch' using errcode = 'check_violation', constraint = 'opened_after_dispatch';
  end if;
  return new;
end $$;
create trigger open_in_order before insert on round for each row execute function open_in_order();

-- When all is written, every round has its last day.
create function no_round_without_a_date() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from deadline_entry e where e.round_id = new.id) then
    raise exception 'a round has no last day' using errcode = 'check_violation', constraint = 'no_round_without_a_date';
  end if;
  return null;
end $$;
create constraint trigger no_round_without_a_date after insert on round
  deferrable initially deferred for each row execute function no_round_without_a_date();

-- Only the lock counter of a round may move.
create function refuse_another_round() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'lock_no' <> to_jsonb(old) - 'lock_no' then
    raise exception 'round is a record: it is added to, never changed' using errcode = 'YT002';
  end if;
  return new;
end $$;
create trigger opened_stands before update on round for each row execute function refuse_another_round();
create trigger append_only before delete or truncate on round for each statement execute function refuse_change();

-- An audit is closed when every answer has its verdict, and no correction of one is begun and unpublished. An answer that
-- never came is closed without: a decision of its own, with its reason, that nobody makes by mistake.
create function closed_when_judged() returns trigger
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
    where r.audit_id = new.audit_id
      and not is_answered(r.id)
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
    )
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
create trigger closed_when_judged before insert on audit_closing for each row execute function closed_when_judged();

-- Only what is closed is opened again, and not before it was closed. That it happens once is the key's to say.
create function reopen_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if new.reopened_at < (select c.closed_at from audit_closing c where c.audit_id = new.audit_id and c.n = new.n) then
    raise exception 'a reopening is later than its closing' using errcode = 'check_violation', constraint = 'reopenings_go_forward';
  end if;
  return new;
end $$;
create trigger reopen_in_order before insert on audit_reopening for each row execute function reopen_in_order();

select must_be_logged(t::regclass) from unnest(array['deadline_rules', 'round', 'deadline_entry', 'audit_closing', 'audit_reopening']) t;
select only_added(t::regclass) from unnest(array['deadline_entry', 'audit_closing', 'audit_reopening']) t;
select signed_by('round', 'opened_by'), signed_by('audit_closing', 'closed_by'), signed_by('audit_reopening', 'reopened_by');
