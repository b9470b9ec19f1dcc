-- What must hold of a round, of its last days and of requests for more time, whoever writes.

-- The ledger's own rules: no gaps, no going back in time, in the name of whoever stands at the gate; an extension is
-- later than the date in force; and while an answer stands, or the audit is closed, nothing moves.
create or replace function follow_the_ledger() returns trigger
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
  -- What was asked for before the answer came is granted afterwards as well (beviljat i efterhand).
  if is_answered(new.round_id) and new.request_id is null then
    raise exception 'the answer has come: its date stands' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  if is_round_withdrawn(new.round_id) then
    raise exception 'the round is withdrawn: its dates stand' using errcode = 'check_violation', constraint = 'round_is_withdrawn';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'the audit is closed: its dates stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  return new;
end $$;

-- When all is written: a board's rounds of one audit end one after the other, and each after the day it was opened. What was
-- withdrawn ends nothing.
create or replace function dates_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select 1
    from (
      select e.due_on, lag(e.due_on) over (order by r.ordinal) as before
      from round own
      join round r on r.audit_id = own.audit_id and r.board_id = own.board_id
      join lateral (select d.due_on from deadline_entry d where d.round_id = r.id order by d.n desc limit 1) e on true
      where own.id = new.round_id and not is_round_withdrawn(r.id)
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

-- Nothing is sent without a last day for everybody who must answer.
create or replace function nobody_without_a_date() returns trigger
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

-- Rounds come with the dispatch. A round that the auditors open later follows on the newest one of a board that has been
-- asked before, says why, and is not opened while the audit is closed.
create or replace function open_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  sent record;
  newest smallint;
begin
  select d.sent_at, d.xmin = pg_current_xact_id()::xid as now into sent from dispatch d where d.audit_id = new.audit_id;
  -- A first response is asked for once: again only when what was asked first has been withdrawn.
  if (new.kind = 'first') = exists (
    select 1 from round r
    where r.audit_id = new.audit_id and r.board_id = new.board_id and r.kind = 'first' and r.ordinal < new.ordinal and not is_round_withdrawn(r.id)
  ) and not (sent.now and new.ordinal > 1) then
    raise exception 'a first response is asked for once' using errcode = 'check_violation', constraint = 'first_is_first';
  end if;
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

-- When all is written, every round has its last day.
create or replace function no_round_without_a_date() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from deadline_entry e where e.round_id = new.id) then
    raise exception 'a round has no last day' using errcode = 'check_violation', constraint = 'no_round_without_a_date';
  end if;
  return null;
end $$;

-- Only the lock counter of a round may move.
create or replace function refuse_another_round() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'lock_no' <> to_jsonb(old) - 'lock_no' then
    raise exception 'round is a record: it is added to, never changed' using errcode = 'YT002';
  end if;
  return new;
end $$;

-- A request is open until it is withdrawn or decided, or until the audit is closed or the round withdrawn. That the answer has come does not decide
-- it: the board asked in time, and it matters whether the answer counts as late.
create or replace function is_open_request(in_request uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return not exists (select 1 from extension_withdrawal w where w.request_id = in_request)
    and not exists (select 1 from extension_decision d where d.request_id = in_request)
    and not exists (
      select 1 from extension_request q join round r on r.id = q.round_id
      where q.id = in_request and (is_closed(r.audit_id) or is_round_withdrawn(r.id))
    );
end $$;

-- In plpgsql, like its kin (is_closed).
create or replace function is_round_withdrawn(in_round uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from round_withdrawal w where w.round_id = in_round);
end $$;

-- One open request at a time, about a round that is still open; numbered without gaps.
create or replace function one_request_at_a_time() returns trigger
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
  if is_round_withdrawn(new.round_id) then
    raise exception 'the round is withdrawn: there is nothing to extend' using errcode = 'check_violation', constraint = 'round_is_withdrawn';
  end if;
  if (select is_answered(r.id) or is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'there is nothing left to extend' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  return new;
end $$;

-- Whoever is first, withdraws or decides; not both.
create or replace function only_open_requests() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join extension_request q on q.round_id = r.id where q.id = new.request_id for update of r;
  if not is_open_request(new.request_id) then
    raise exception 'the request is not open any more' using errcode = 'check_violation', constraint = 'request_is_open';
  end if;
  return new;
end $$;

-- A grant stands in the ledger, and a refusal does not.
create or replace function a_grant_is_entered() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.granted_on is distinct from (select e.due_on from deadline_entry e where e.request_id = new.request_id) then
    raise exception 'the ledger says another date than the decision' using errcode = 'check_violation', constraint = 'a_grant_is_entered';
  end if;
  return null;
end $$;

-- What answers something did not happen before it. What comes on paper is another matter: of that the day is known, and
-- submit_in_order() judges it.
create or replace function follows_its_cause() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  happened timestamptz;
  cause timestamptz;
begin
  case tg_table_name
    when 'submission' then
      if new.channel = 'service' then
        happened := new.received_at;
        select r.opened_at into cause from round r where r.id = new.round_id;
      end if;
    when 'extension_request' then
      happened := new.asked_at;
      select r.opened_at into cause from round r where r.id = new.round_id;
    when 'extension_decision' then
      happened := new.decided_at;
      select q.asked_at into cause from extension_request q where q.id = new.request_id;
    when 'registration' then
      happened := new.registered_at;
      select s.entered_at into cause from submission s where s.id = new.submission_id;
    when 'verdict_publication' then
      happened := new.published_at;
      select s.entered_at into cause from submission s where s.id = new.submission_id;
    when 'audit_closing' then
      happened := new.closed_at;
      select d.sent_at into cause from dispatch d where d.audit_id = new.audit_id;
  end case;
  if happened < cause then
    raise exception '% of % is before % that it answers', tg_table_name, happened, cause using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;
