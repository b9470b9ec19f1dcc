-- Extensions (anstånd): boards ask for a later last day, and the auditors decide.

create type extension_outcome as enum ('granted', 'granted_other', 'refused');

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

-- An entry of the ledger that a request led to names it.
alter table deadline_entry add constraint deadline_entry_request_id_fkey foreign key (request_id) references extension_request;

-- A request is open until it is withdrawn or decided, or until what it asks about is over.
create function is_open_request(in_request uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return not exists (select 1 from extension_withdrawal w where w.request_id = in_request)
    and not exists (select 1 from extension_decision d where d.request_id = in_request)
    and not exists (
      select 1 from extension_request q join round r on r.id = q.round_id
      where q.id = in_request and (is_answered(r.id) or is_closed(r.audit_id))
    );
end $$;

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
  if (select is_answered(r.id) or is_closed(r.audit_id) from round r where r.id = new.round_id) then
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
