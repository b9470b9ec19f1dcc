-- What must hold of what a board tells of a measure between its rounds (ADR 0070), whoever writes.

-- It is of a measure that the board has an account to give of, and adds to the answer that stands.
create or replace function tell_status_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join published.measure_between m on m.round_id = r.id where m.measure_id = new.measure_id for update of r;
  if not exists (
    select 1 from published.measure_between m where m.measure_id = new.measure_id and m.submission_id = new.submission_id
  ) then
    raise exception 'no account is given of this measure' using errcode = 'check_violation', constraint = 'status_is_of_what_is_open';
  end if;
  if new.n <> (select coalesce(max(s.n), 0) + 1 from measure_status s where s.measure_id = new.measure_id) then
    raise exception 'what is told of a measure is numbered without gaps' using errcode = 'check_violation', constraint = 'measure_status_pkey';
  end if;
  if new.told_at < (select s.entered_at from submission s where s.id = new.submission_id)
    or new.told_at < (select max(s.told_at) from measure_status s where s.measure_id = new.measure_id)
  then
    raise exception 'nothing is told before what it adds to' using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;
