-- The deadline ledger in full: extensions (anstånd) that boards ask for and auditors decide, corrections, and the
-- municipality's own rules for last days. What must always hold about a date is held here, whoever writes.

create domain extension_id as uuid;
create type extension_outcome as enum ('granted', 'granted_other', 'refused');
-- Moved to the next weekday by the municipality's own rule, at dispatch: an entry of its own, never silently.
alter type deadline_kind add value 'weekday';

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
select must_be_logged('deadline_rules');

-- A board asks for a later last day. Until the auditors have decided, the date in force stands.
create table extension_request (
  id extension_id primary key,
  round_id round_id not null,
  board_id board_id not null,
  n smallint not null check (n >= 1),
  -- The last day in force when it was asked.
  due_on date not null,
  wished_on date not null,
  reason text not null check (length(btrim(reason)) between 1 and 20000),
  asked_at timestamptz not null,
  asked_by person_id not null references person,
  constraint extension_request_key unique (round_id, n),
  constraint wish_is_later check (wished_on > due_on),
  foreign key (round_id, board_id) references round (id, board_id)
);
create index extension_request_board on extension_request (board_id);

create table extension_withdrawal (
  request_id extension_id primary key references extension_request,
  board_id board_id not null references board,
  withdrawn_at timestamptz not null,
  withdrawn_by person_id not null references person
);

create table extension_decision (
  request_id extension_id primary key references extension_request,
  outcome extension_outcome not null,
  -- The last day that was granted; none when it was refused.
  granted_on date,
  reason text not null check (length(reason) <= 20000),
  decided_at timestamptz not null,
  decided_by person_id not null references person,
  constraint a_grant_has_its_day check ((outcome = 'refused') = (granted_on is null)),
  -- FL 32 §: whoever does not get what was asked for is told why.
  constraint a_no_says_why check (outcome = 'granted' or length(btrim(reason)) > 0)
);

-- An entry that a request led to names it. An extension without a request: a later round moved along with an earlier one.
alter table deadline_entry add column request_id extension_id references extension_request;
alter table deadline_entry add constraint a_request_extends check (request_id is null or kind = 'extension');
create unique index deadline_entry_request on deadline_entry (request_id) where request_id is not null;

-- The day an instant belongs to, in Stockholm.
create function stockholm_day(at timestamptz) returns date
  language sql immutable as $$ select (at at time zone 'Europe/Stockholm')::date $$;
alter table submission add constraint received_on_its_day check (received_on = stockholm_day(received_at));

-- The ledger's own rules: no gaps, no going back in time, in the name of whoever stands at the gate; an extension is
-- later than the date in force; and once the answer has come, or the audit is closed, nothing moves any more.
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
  if new.entered_by is distinct from nullif(current_setting('app.person', true), '')::uuid then
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
  if exists (select 1 from submission where round_id = new.round_id) then
    raise exception 'the answer has come: its date stands' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  if exists (select 1 from audit_closing c join round r on r.audit_id = c.audit_id where r.id = new.round_id) then
    raise exception 'the audit is closed: its dates stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  return new;
end $$;
create trigger follow_the_ledger before insert on deadline_entry for each row execute function follow_the_ledger();

-- When all is written: a board's rounds of one audit end one after the other, and the first after the dispatch.
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
  if new.kind = 'original' and exists (
    select 1 from round r join dispatch s on s.audit_id = r.audit_id where r.id = new.round_id and new.due_on <= stockholm_day(s.sent_at)
  ) then
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

-- An audit is closed when every answer has its verdict. An answer that never came, and whose last day has passed, is
-- closed without (avslutas utan svar): a decision of its own, with its reason, that nobody makes by mistake.
alter table audit_closing add column without_answer boolean not null default false;
create function closed_when_judged() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Nobody answers, asks or decides while the audit is being closed.
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if exists (
    select 1 from extension_request q join round r on r.id = q.round_id
    where r.audit_id = new.audit_id
      and not exists (select 1 from submission s where s.round_id = r.id)
      and not exists (select 1 from extension_withdrawal w where w.request_id = q.id)
      and not exists (select 1 from extension_decision d where d.request_id = q.id)
  ) then
    raise exception 'a request waits for its decision' using errcode = 'check_violation', constraint = 'one_request_at_a_time';
  end if;
  if exists (
    select 1 from round r
    where r.audit_id = new.audit_id and not exists (
      select 1 from submission s join verdict_publication v on v.submission_id = s.id where s.round_id = r.id
    ) and not (
      new.without_answer
      and not exists (select 1 from submission s where s.round_id = r.id)
      and (select e.due_on from deadline_entry e where e.round_id = r.id order by e.n desc limit 1) < stockholm_day(new.closed_at)
    )
  ) then
    raise exception 'a round has no verdict' using errcode = 'check_violation', constraint = 'closed_when_judged';
  end if;
  return new;
end $$;
create trigger closed_when_judged before insert on audit_closing for each row execute function closed_when_judged();

-- A request is open until it is withdrawn or decided, or until what it asks about is over.
create function is_open_request(in_request uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select not exists (select 1 from extension_withdrawal w where w.request_id = in_request)
    and not exists (select 1 from extension_decision d where d.request_id = in_request)
    and not exists (select 1 from extension_request q join submission s on s.round_id = q.round_id where q.id = in_request)
    and not exists (
      select 1 from extension_request q join round r on r.id = q.round_id join audit_closing c on c.audit_id = r.audit_id where q.id = in_request
    )
$$;

-- One open request at a time, about a round that is still open; numbered without gaps.
create function one_request_at_a_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if exists (select 1 from extension_request q where q.round_id = new.round_id and is_open_request(q.id)) then
    raise exception 'a request is open already' using errcode = 'check_violation', constraint = 'one_request_at_a_time';
  end if;
  if new.n <> (select count(*) + 1 from extension_request q where q.round_id = new.round_id) then
    raise exception 'requests are numbered without gaps' using errcode = 'check_violation', constraint = 'extension_request_key';
  end if;
  if new.due_on <> (select e.due_on from deadline_entry e where e.round_id = new.round_id order by e.n desc limit 1) then
    raise exception 'the date in force is another' using errcode = 'check_violation', constraint = 'asked_from_the_date_in_force';
  end if;
  if exists (select 1 from submission where round_id = new.round_id)
    or exists (select 1 from round r join audit_closing c on c.audit_id = r.audit_id where r.id = new.round_id) then
    raise exception 'there is nothing left to extend' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  return new;
end $$;
create trigger one_request_at_a_time before insert on extension_request for each row execute function one_request_at_a_time();

-- Whoever is first, withdraws or decides; not both.
create function only_open_requests() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join extension_request q on q.round_id = r.id where q.id = new.request_id for update of r;
  if not is_open_request(new.request_id) then
    raise exception 'the request is not open any more' using errcode = 'check_violation', constraint = 'request_is_open';
  end if;
  return new;
end $$;
create trigger only_open_requests before insert on extension_withdrawal for each row execute function only_open_requests();
create trigger only_open_requests before insert on extension_decision for each row execute function only_open_requests();

-- A grant stands in the ledger, and a refusal does not.
create function a_grant_is_entered() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.granted_on is distinct from (select e.due_on from deadline_entry e where e.request_id = new.request_id) then
    raise exception 'the ledger says another date than the decision' using errcode = 'check_violation', constraint = 'a_grant_is_entered';
  end if;
  return null;
end $$;
create constraint trigger a_grant_is_entered after insert on extension_decision
  deferrable initially deferred for each row execute function a_grant_is_entered();

select must_be_logged(t::regclass) from unnest(array['extension_request', 'extension_withdrawal', 'extension_decision']) t;
select only_added(t::regclass) from unnest(array['extension_request', 'extension_withdrawal', 'extension_decision']) t;

-- What is published of it: everything. A request arrives at the auditors and is a record there.
create view published.deadline_rules as
select remind_before, remind_after, letter_after, extension_limit, move_to_weekday from deadline_rules;

create view published.extension_request as
select q.id, q.round_id, q.board_id, q.n, q.due_on, q.wished_on, q.reason, q.asked_at, a.name as asked_by,
  w.withdrawn_at, d.outcome, d.granted_on, d.reason as decision_reason, d.decided_at, p.name as decided_by,
  s.received_at, is_open_request(q.id) as open
from extension_request q
join person a on a.id = q.asked_by
left join extension_withdrawal w on w.request_id = q.id
left join extension_decision d on d.request_id = q.id
left join person p on p.id = d.decided_by
left join submission s on s.round_id = q.round_id and s.number = 1;

create or replace view published.deadline_entry as
select e.round_id, e.n, e.kind, e.due_on, e.reason, e.entered_at, p.name as entered_by, e.request_id
from deadline_entry e
join person p on p.id = e.entered_by;

-- The state of each round now also says how many extensions it has had, and whether one is asked for.
create or replace view published.round as
select r.id, r.audit_id, r.board_id, r.ordinal, r.kind,
  a.reference, a.reference_key, a.title, b.name as board_name, b.slug as board_slug,
  original.due_on as original_due_on, in_force.due_on, (in_force.n - 1)::smallint as changes,
  s.id as submission_id, s.received_at, s.received_on, v.published_at as assessed_at,
  d.sent_at, c.closed_at, in_force.kind as due_kind,
  (select count(*) from deadline_entry x where x.round_id = r.id and x.request_id is not null)::smallint as extensions,
  s.id is null and c.closed_at is null and exists (
    select 1 from extension_request q
    where q.round_id = r.id
      and not exists (select 1 from extension_withdrawal w where w.request_id = q.id)
      and not exists (select 1 from extension_decision x where x.request_id = q.id)
  ) as extension_asked,
  in_force.entered_at as due_entered_at
from round r
join audit a on a.id = r.audit_id
join board b on b.id = r.board_id
join dispatch d on d.audit_id = r.audit_id
left join audit_closing c on c.audit_id = r.audit_id
join deadline_entry original on original.round_id = r.id and original.n = 1
join lateral (
  select e.due_on, e.n, e.kind, e.entered_at from deadline_entry e where e.round_id = r.id order by e.n desc limit 1
) in_force on true
left join submission s on s.round_id = r.id and s.number = 1
left join verdict_publication v on v.submission_id = s.id;

-- ---- walls -------------------------------------------------------------------------------------------------------

-- A request reaches the auditors' log as well as the board's own.
create or replace function append_event(in_authority text, in_at timestamptz, in_kind text, in_facts jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  side text := current_setting('role');
  boards uuid[] := coalesce(nullif(current_setting('app.boards', true), '')::uuid[], '{}');
  number bigint;
begin
  if side = 'app_board' then
    if not (in_authority like 'board:%' and substr(in_authority, 7)::uuid = any (boards))
       and not (in_authority = 'audit' and in_kind in ('response_received', 'extension_requested', 'extension_request_withdrawn')) then
      raise exception 'a board cannot write % in the log of %', in_kind, in_authority using errcode = 'insufficient_privilege';
    end if;
  elsif side = 'app_audit' then
    if in_authority <> 'audit' then
      raise exception 'the auditors cannot write in the log of %', in_authority using errcode = 'insufficient_privilege';
    end if;
  elsif side in ('app_admin', 'app_auth') then
    if in_authority <> 'system' then
      raise exception '% cannot write in the log of %', side, in_authority using errcode = 'insufficient_privilege';
    end if;
  elsif side = 'app_worker' then
    if not (in_authority = 'audit' and in_kind in ('reminder_made', 'response_missing')) then
      raise exception 'a job cannot write % in the log of %', in_kind, in_authority using errcode = 'insufficient_privilege';
    end if;
  else
    raise exception '% cannot write events', side using errcode = 'insufficient_privilege';
  end if;
  insert into chain_head as head (authority, seq) values (in_authority, 1)
    on conflict (authority) do update set seq = head.seq + 1
    returning seq into number;
  insert into event (authority, seq, at, actor, kind, facts)
    values (in_authority, number, in_at, nullif(current_setting('app.person', true), '')::uuid, in_kind, in_facts);
  return number;
end $$;

-- The rules of the ledger look across sides: they belong to the bridge.
grant select on deadline_entry, round, extension_request, extension_withdrawal, extension_decision, audit_closing, addressee to yttrande_bridge;
grant update (lock_no) on round to yttrande_bridge;
grant create on schema public to yttrande_bridge;
alter function follow_the_ledger() owner to yttrande_bridge;
alter function dates_in_order() owner to yttrande_bridge;
alter function nobody_without_a_date() owner to yttrande_bridge;
alter function closed_when_judged() owner to yttrande_bridge;
alter function is_open_request(uuid) owner to yttrande_bridge;
alter function one_request_at_a_time() owner to yttrande_bridge;
alter function only_open_requests() owner to yttrande_bridge;
alter function a_grant_is_entered() owner to yttrande_bridge;
revoke create on schema public from yttrande_bridge;
revoke execute on function stockholm_day(timestamptz), follow_the_ledger(), dates_in_order(), nobody_without_a_date(), closed_when_judged(),
  is_open_request(uuid), one_request_at_a_time(), only_open_requests(), a_grant_is_entered() from public;
grant execute on function stockholm_day(timestamptz) to app_board, app_audit, app_council, app_admin, app_auth, app_worker, yttrande_bridge;
grant execute on function is_open_request(uuid) to app_board, app_audit, app_council, app_worker;
grant execute on function append_event(text, timestamptz, text, jsonb) to app_worker;
grant execute on function require_event(), refuse_change() to app_worker;
grant execute on function follow_the_ledger(), dates_in_order(), nobody_without_a_date(), closed_when_judged(), one_request_at_a_time(),
  only_open_requests(), a_grant_is_entered() to app_board, app_audit;

grant usage on schema public, published to app_worker;
grant select on published.deadline_rules to app_board, app_audit, app_council, app_admin, app_worker;
grant select on published.extension_request to app_board, app_audit, app_council, app_worker;
grant select on published.round to app_worker;

grant select, insert on extension_request, extension_withdrawal to app_board;
grant select on extension_request, extension_withdrawal, extension_decision to app_audit;
grant insert on extension_decision to app_audit;
grant select, update on deadline_rules to app_admin;

-- A board asks and withdraws for itself.
alter table extension_request enable row level security;
alter table extension_withdrawal enable row level security;
create policy own_board on extension_request to app_board using (board_id = any ((select my_boards())::uuid[]))
  with check (board_id = any ((select my_boards())::uuid[]));
create policy own_board on extension_withdrawal to app_board using (board_id = any ((select my_boards())::uuid[]))
  with check (board_id = any ((select my_boards())::uuid[]) and exists (
    select 1 from extension_request q where q.id = request_id and q.board_id = extension_withdrawal.board_id
  ));
create policy readable on extension_request for select to app_audit, yttrande_bridge using (true);
create policy readable on extension_withdrawal for select to app_audit, yttrande_bridge using (true);
