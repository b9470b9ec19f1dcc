-- What must hold of desks, submissions and verdicts, whoever writes.

-- Receipt numbers have no gaps: the counter is part of the transaction that submits.
create or replace function next_receipt_number(in_year integer) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  taken integer;
begin
  insert into receipt_counter as c (year, last) values (in_year, 1)
    on conflict (year) do update set last = c.last + 1
    returning last into taken;
  return 'Y' || in_year::text || '-' || lpad(taken::text, 4, '0');
end $$;

-- The submission that decides a round: its response, or its preliminary one, which has not been taken back. There is never
-- more than one such, and supplements belong to it.
create or replace function deciding_submission(in_round uuid) returns uuid language plpgsql stable as $$
begin
  return (
    select s.id from submission s
    where s.round_id = in_round and s.kind <> 'supplement'
      and not exists (select 1 from submission_withdrawal w where w.submission_id = s.id)
  );
end $$;

create or replace function is_answered(in_round uuid) returns boolean language plpgsql stable as $$
begin
  return deciding_submission(in_round) is not null;
end $$;

-- Nobody adds to what another board has handed in, nor the auditors to what a board handed in itself.
create or replace function is_own_submission(in_submission uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from submission s where s.id = in_submission and s.board_id = any (my_boards()));
end $$;

create or replace function is_entered_submission(in_submission uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from submission s where s.id = in_submission and s.channel <> 'service');
end $$;

-- Files are copied before what they belong to is written: by the same transaction, or not at all (refuse_later_addition).
create or replace function is_to_come(in_submission uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return not exists (select 1 from submission s where s.id = in_submission);
end $$;

create or replace function is_withdrawn(in_submission uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from submission_withdrawal w where w.submission_id = in_submission);
end $$;

create or replace function begin_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if not is_answered(new.round_id) then
    raise exception 'there is nothing to supplement' using errcode = 'check_violation', constraint = 'supplement_follows_response';
  end if;
  if new.n <> (select max(s.number) + 1 from submission s where s.round_id = new.round_id) then
    raise exception 'a supplement is the next submission' using errcode = 'check_violation', constraint = 'submissions_have_no_gaps';
  end if;
  return new;
end $$;

-- While an answer stands, what lies on the desk stands with it, unless a supplement has been begun.
create or replace function refuse_after_submission() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  desk uuid := coalesce(new.round_id, old.round_id);
begin
  if is_round_withdrawn(desk) then
    raise exception 'the round is withdrawn: what was written stays' using errcode = 'check_violation', constraint = 'round_is_withdrawn';
  end if;
  if is_answered(desk) and not exists (
    select 1 from desk_supplement d where d.round_id = desk and d.n > (select max(s.number) from submission s where s.round_id = desk)
  ) then
    raise exception 'the response has been submitted' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  return coalesce(new, old);
end $$;

-- A supplement is written once there is something to supplement.
create or replace function supplement_what_stands() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not is_answered(new.round_id) then
    raise exception 'there is nothing to supplement' using errcode = 'check_violation', constraint = 'supplement_follows_response';
  end if;
  return new;
end $$;

-- When the board hands in its answer itself, there is nothing more of it to write in. What it adds may be something else.
create or replace function forget_arrivals() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.kind <> 'supplement' then
    delete from arrival_file where round_id = new.round_id;
  end if;
  return null;
end $$;

create or replace function reopening_says_why() returns trigger language plpgsql as $$
begin
  if length(btrim(new.reason)) = 0 then
    raise exception 'whoever opens a text again says why' using errcode = 'check_violation', constraint = 'reopening_says_why';
  end if;
  return new;
end $$;

create or replace function decision_on_the_text() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if length(btrim(new.predates || new.amended)) = 0 and new.decided_on < (
    select stockholm_day(l.locked_at) from desk_lock l where l.round_id = new.round_id and l.n = new.n
  ) then
    raise exception 'the decision is older than the text' using errcode = 'check_violation', constraint = 'decision_on_the_text';
  end if;
  return new;
end $$;

-- What is handed in here says the same. What came on paper was never locked here, and nobody locks a supplement.
create or replace function submitted_decision_on_the_text() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if length(btrim(new.predates || new.amended)) = 0 and new.decided_on < (
    select stockholm_day(s.locked_at) from submission s where s.id = new.submission_id and s.channel = 'service' and s.kind <> 'supplement'
  ) then
    raise exception 'the decision is older than the text' using errcode = 'check_violation', constraint = 'decision_on_the_text';
  end if;
  return new;
end $$;

-- Submissions of a round follow one another; the first is the answer, and supplements come only while one stands. None is
-- older than its round.
create or replace function submit_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if new.kind = 'supplement' and not is_answered(new.round_id) then
    raise exception 'there is nothing to supplement' using errcode = 'check_violation', constraint = 'supplement_follows_response';
  end if;
  if new.kind <> 'supplement' and is_answered(new.round_id) then
    raise exception 'the round is answered: more is a supplement' using errcode = 'check_violation', constraint = 'one_response_stands';
  end if;
  if is_round_withdrawn(new.round_id) then
    raise exception 'nobody asks for it any more' using errcode = 'check_violation', constraint = 'round_is_withdrawn';
  end if;
  if new.number <> (select coalesce(max(s.number), 0) + 1 from submission s where s.round_id = new.round_id) then
    raise exception 'submissions follow one another' using errcode = 'check_violation', constraint = 'submissions_have_no_gaps';
  end if;
  if new.answers_request is not null and not is_open_supplement_request(new.round_id, new.answers_request) then
    raise exception 'the request is not open any more' using errcode = 'check_violation', constraint = 'supplement_request_is_open';
  end if;
  -- A letter that went out on paper may have been answered before it was entered here.
  if new.received_on < (
    select least(stockholm_day(r.opened_at), a.letter_date) from round r join audit a on a.id = r.audit_id where r.id = new.round_id
  ) then
    raise exception 'nothing is received before it was asked for' using errcode = 'check_violation', constraint = 'received_after_opening';
  end if;
  return new;
end $$;

-- When all is written, a response has the board's decision. A preliminary one need not, nor a supplement.
create or replace function a_response_is_decided() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from submission_decision d where d.submission_id = new.id) then
    raise exception 'a response without a decision is a preliminary one' using errcode = 'check_violation', constraint = 'a_response_is_decided';
  end if;
  return null;
end $$;

-- Decisions follow one another, and are about what stands.
create or replace function decide_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  if new.n <> (select coalesce(max(d.n), 0) + 1 from submission_decision d where d.submission_id = new.submission_id) then
    raise exception 'decisions follow one another' using errcode = 'check_violation', constraint = 'decisions_have_no_gaps';
  end if;
  return new;
end $$;

-- Taken back is only what nobody has registered or judged yet, and what nothing else rests on: no supplement, and no answer of a
-- later round, which reports on what was promised in it, nor what the board has saved of one: it would be lost with the promises.
create or replace function withdraw_in_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own submission%rowtype;
  own_round round%rowtype;
begin
  select * into own from submission where id = new.submission_id;
  select * into own_round from round where id = own.round_id;
  -- Later rounds with it, in their order: nobody hands in there meanwhile.
  perform 1 from round
  where audit_id = own_round.audit_id and board_id = own_round.board_id and ordinal >= own_round.ordinal
  order by ordinal
  for update;
  if exists (select 1 from registration r where r.submission_id = own.id) then
    raise exception 'the auditors have registered it' using errcode = 'check_violation', constraint = 'submission_is_registered';
  end if;
  if exists (select 1 from verdict_publication v where v.submission_id = own.id) then
    raise exception 'the auditors have judged it' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from submission s where s.round_id = own.round_id and s.number > own.number and not is_withdrawn(s.id)
  ) then
    raise exception 'it has been supplemented, and supplements stand' using errcode = 'check_violation', constraint = 'supplements_stand';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from supplement_request q
    where q.round_id = own.round_id
      and not exists (select 1 from supplement_request_withdrawal w where w.round_id = q.round_id and w.n = q.n)
  ) then
    raise exception 'the auditors have asked for a supplement to it' using errcode = 'check_violation', constraint = 'supplement_is_asked_for';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from round l
    where l.audit_id = own_round.audit_id and l.board_id = own_round.board_id and l.ordinal > own_round.ordinal and is_answered(l.id)
  ) then
    raise exception 'a later answer rests on it' using errcode = 'check_violation', constraint = 'later_answers_stand';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from round l
    join desk_part p on p.round_id = l.id
    where l.audit_id = own_round.audit_id and l.board_id = own_round.board_id and l.ordinal > own_round.ordinal
  ) then
    raise exception 'a later answer has been begun' using errcode = 'check_violation', constraint = 'follow_up_is_begun';
  end if;
  if is_closed(own_round.audit_id) then
    raise exception 'the audit is closed: its answers stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.withdrawn_at < own.entered_at then
    raise exception 'nothing is taken back before it has come' using errcode = 'check_violation', constraint = 'withdrawn_after_it_came';
  end if;
  return new;
end $$;

-- What has been taken back is neither registered nor judged. Whoever is first, does it.
create or replace function refuse_after_withdrawal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  return new;
end $$;

-- What belongs to a submission, or to a publication, comes with it in one transaction and never later. An answer is about
-- an item that the board was asked, in a wording that there is.
create or replace function refuse_later_addition() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  together boolean;
begin
  if tg_table_name = 'verdict' then
    select p.xmin = pg_current_xact_id()::xid into together from verdict_publication p where p.submission_id = new.submission_id and p.n = new.n;
  elsif tg_table_name = 'submitted_file_chunk' then
    select f.xmin = pg_current_xact_id()::xid into together from submitted_file f where f.id = new.file_id;
  else
    select s.xmin = pg_current_xact_id()::xid into together from submission s where s.id = new.submission_id;
  end if;
  if not coalesce(together, false) then
    raise exception '% is a record: nothing is added to it later', tg_table_name using errcode = 'YT002';
  end if;
  return new;
end $$;

create or replace function answer_what_is_asked() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select 1 from submission s
    join round r on r.id = s.round_id
    join item_board x on x.board_id = s.board_id and x.item_id = new.item_id
    join item i on i.id = x.item_id and i.audit_id = r.audit_id
    where s.id = new.submission_id
  ) then
    raise exception 'the board has not been asked that' using errcode = 'check_violation', constraint = 'answers_are_asked_for';
  end if;
  if new.item_version > 1 and not exists (select 1 from item_version v where v.item_id = new.item_id and v.n = new.item_version) then
    raise exception 'there is no such wording' using errcode = 'check_violation', constraint = 'answered_wording_exists';
  end if;
  return new;
end $$;

create or replace function correct_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if new.n is distinct from (select max(v.n) + 1 from verdict_publication v where v.submission_id = new.submission_id) then
    raise exception 'a correction follows on what is published' using errcode = 'check_violation', constraint = 'correction_follows_publication';
  end if;
  if (select is_closed(r.audit_id) from round r join submission s on s.round_id = r.id where s.id = new.submission_id) then
    raise exception 'the audit is closed: its verdicts stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  return new;
end $$;

-- Publications follow one another; every one after the first is a correction that was begun. An audit is closed with no
-- correction open, so that none is published while it is.
create or replace function publish_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  newest smallint;
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  select coalesce(max(v.n), 0) into newest from verdict_publication v where v.submission_id = new.submission_id;
  if new.n <= newest then
    raise exception 'the verdict has been published' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  if new.n > newest + 1 then
    raise exception 'publications follow one another' using errcode = 'check_violation', constraint = 'publications_have_no_gaps';
  end if;
  if new.n > 1 and not exists (select 1 from verdict_correction k where k.submission_id = new.submission_id and k.n = new.n) then
    raise exception 'the correction has not been begun' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  return new;
end $$;

-- What has been published stands, and its drafts stand with it until a correction has been begun.
create or replace function refuse_after_publication() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  if exists (select 1 from verdict_publication v where v.submission_id = new.submission_id) and not exists (
    select 1 from verdict_correction k
    where k.submission_id = new.submission_id
      and not exists (select 1 from verdict_publication v where v.submission_id = k.submission_id and v.n = k.n)
  ) then
    raise exception 'the verdict has been published' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  return new;
end $$;
