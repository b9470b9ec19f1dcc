-- What must hold of a supplement that the auditors ask for (ADR 0053), whoever writes.

-- Whether it is neither taken back nor answered.
create or replace function is_open_supplement_request(in_round uuid, in_n smallint) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from supplement_request q where q.round_id = in_round and q.n = in_n)
    and not exists (select 1 from supplement_request_withdrawal w where w.round_id = in_round and w.n = in_n)
    and not exists (
      select 1 from submission s
      where s.round_id = in_round and s.answers_request = in_n
        and not exists (select 1 from submission_withdrawal w where w.submission_id = s.id)
    );
end $$;

-- One at a time, about an answer that stands, in an audit that is open.
create or replace function ask_for_supplement_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if not is_answered(new.round_id) then
    raise exception 'there is nothing to supplement' using errcode = 'check_violation', constraint = 'supplement_follows_response';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'the audit is closed: nothing more is asked for' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if exists (select 1 from supplement_request q where q.round_id = new.round_id and is_open_supplement_request(q.round_id, q.n)) then
    raise exception 'a supplement is asked for already' using errcode = 'check_violation', constraint = 'one_supplement_at_a_time';
  end if;
  if new.n <> (select coalesce(max(q.n), 0) + 1 from supplement_request q where q.round_id = new.round_id) then
    raise exception 'requests are numbered without gaps' using errcode = 'check_violation', constraint = 'supplement_request_pkey';
  end if;
  if new.asked_at < (select s.entered_at from submission s where s.id = deciding_submission(new.round_id)) then
    raise exception 'nothing is supplemented before it has come' using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;

-- Whoever is first: the auditors take it back, or the board answers it.
create or replace function withdraw_request_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if not is_open_supplement_request(new.round_id, new.n) then
    raise exception 'the request is not open any more' using errcode = 'check_violation', constraint = 'supplement_request_is_open';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'the audit is closed: what was asked for stands' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.withdrawn_at < (select q.asked_at from supplement_request q where q.round_id = new.round_id and q.n = new.n) then
    raise exception 'nothing is taken back before it was asked for' using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;
