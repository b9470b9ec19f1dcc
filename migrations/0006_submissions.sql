-- Submissions: official records. Submitting copies the text; nothing is shared with the draft. A round may have several: a
-- response (yttrande) with the board's decision, or a preliminary one whose decision comes later; supplements to it; and
-- what came on paper or by mail and was entered by the auditors, with its true day and way.

create type submission_kind as enum ('response', 'preliminary', 'supplement');
create type channel as enum ('service', 'email', 'paper', 'other');
create type answer_kind as enum ('planned', 'done', 'none', 'elsewhere', 'follow_up', 'covered');
create type measure_kind as enum ('planned', 'done', 'outcome', 'unplanned');
create type outcome as enum ('done', 'under_way', 'not_done', 'replaced');

create table receipt_counter (
  year smallint primary key,
  last integer not null
);
-- Receipt numbers have no gaps: the counter is part of the transaction that submits.
create function next_receipt_number(in_year integer) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  taken integer;
begin
  insert into receipt_counter as c (year, last) values (in_year, 1)
    on conflict (year) do update set last = c.last + 1
    returning last into taken;
  return 'Y' || in_year::text || '-' || lpad(taken::text, 4, '0');
end $$;

create table submission (
  id submission_id primary key,
  round_id round_id not null,
  board_id board_id not null,
  -- Counted per round, whatever its kind and whoever entered it.
  number smallint not null check (number >= 1),
  kind submission_kind not null,
  channel channel not null,
  receipt_number text not null unique,
  -- FL 22 §: the instant at which it had arrived in full, and its day in Stockholm. Of what came on paper the hour may not
  -- be known; its day is.
  received_at timestamptz,
  received_on date not null,
  -- By the board in the service: the same instant. By the auditors: when they wrote it in.
  entered_at timestamptz not null,
  entered_by person_id not null references person,
  summary text not null,
  locked_at timestamptz,
  -- The document itself: what the receipt's fingerprint is taken of, byte for byte.
  document bytea not null,
  document_sha256 bytea not null check (document_sha256 = sha256(document)),
  constraint submission_number_key unique (round_id, number),
  constraint submission_board_key unique (id, board_id),
  foreign key (round_id, board_id) references round (id, board_id),
  constraint received_on_its_day check (received_on = stockholm_day(received_at)),
  constraint entered_when_received check (received_on <= stockholm_day(entered_at) and coalesce(received_at <= entered_at, true)),
  constraint service_knows_the_hour check (channel <> 'service' or (received_at is not null and received_at = entered_at)),
  constraint service_sends_what_was_locked check (channel <> 'service' or locked_at is not null)
);
create index submission_board on submission (board_id, received_on);
create index submission_received on submission (received_on);

-- The board takes a submission back (återtar), before the auditors have registered it. It has come in all the same: it is
-- kept, and counts no more.
create table submission_withdrawal (
  submission_id submission_id primary key,
  board_id board_id not null,
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  withdrawn_at timestamptz not null,
  withdrawn_by person_id not null references person,
  foreign key (submission_id, board_id) references submission (id, board_id)
);

-- What the board decided about it. A preliminary one gets its decision later; a further entry corrects an earlier one.
create table submission_decision (
  submission_id submission_id not null references submission,
  n smallint not null check (n >= 1),
  decider decider not null,
  decided_on date not null,
  section text check (length(btrim(section)) between 1 and 20),
  board_reference text not null check (length(board_reference) <= 60),
  immediately_adjusted boolean not null,
  recorded_at timestamptz not null,
  recorded_by person_id not null references person,
  primary key (submission_id, n),
  constraint a_board_decides_under_a_section check (decider <> 'board' or section is not null),
  constraint decided_before_it_is_recorded check (decided_on <= stockholm_day(recorded_at))
);

create table submitted_answer (
  submission_id submission_id not null references submission,
  item_id item_id not null references item,
  -- The wording that was answered: 1 as it was sent, later ones in item_version.
  item_version smallint not null check (item_version >= 1),
  kind answer_kind not null,
  reason text not null default '',
  elsewhere_reference text not null default '',
  primary key (submission_id, item_id)
);
create index submitted_answer_item on submitted_answer (item_id);
create table submitted_measure (
  id measure_id primary key,
  submission_id submission_id not null,
  item_id item_id not null,
  position smallint not null,
  kind measure_kind not null,
  -- In the follow-up: the measure of the first response that this one answers.
  planned_measure measure_id references submitted_measure,
  outcome outcome,
  action text not null,
  effect text not null,
  -- The latest date in the board's own words, and the last day it means.
  due_text text not null default '',
  due_on date,
  responsible text not null default '',
  foreign key (submission_id, item_id) references submitted_answer,
  constraint outcomes_answer_a_plan check ((kind = 'outcome') = (planned_measure is not null and outcome is not null))
);
create index submitted_measure_answer on submitted_measure (submission_id, item_id);
create index submitted_measure_planned on submitted_measure (planned_measure) where planned_measure is not null;

create table submitted_file (
  id file_id primary key,
  submission_id submission_id not null references submission,
  name text not null,
  media_type text not null,
  byte_count bigint not null,
  sha256 bytea not null,
  secret boolean not null,
  content bytea not null
);
create index submitted_file_submission on submitted_file (submission_id);

-- The number under which the auditors' office has registered an arrival (OSL 5:1). The latest entry counts.
create table registration (
  submission_id submission_id not null references submission,
  n smallint not null check (n >= 1),
  diary_number text not null check (length(btrim(diary_number)) between 1 and 60),
  registered_at timestamptz not null,
  registered_by person_id not null references person,
  primary key (submission_id, n)
);

-- The submission that decides a round: its response, or its preliminary one, which has not been taken back. There is never
-- more than one such, and supplements belong to it.
create function deciding_submission(in_round uuid) returns uuid language plpgsql stable as $$
begin
  return (
    select s.id from submission s
    where s.round_id = in_round and s.kind <> 'supplement'
      and not exists (select 1 from submission_withdrawal w where w.submission_id = s.id)
  );
end $$;
create function is_answered(in_round uuid) returns boolean language plpgsql stable as $$
begin
  return deciding_submission(in_round) is not null;
end $$;

-- Submissions of a round follow one another; the first is the answer, and supplements come only while one stands. None is
-- older than its round.
create function submit_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if new.kind = 'supplement' and not is_answered(new.round_id) then
    raise exception 'there is nothing to supplement' using errcode = 'check_violation', constraint = 'supplement_follows_response';
  end if;
  if new.kind <> 'supplement' and is_answered(new.round_id) then
    raise exception 'the round is answered: more is a supplement' using errcode = 'check_violation', constraint = 'one_response_stands';
  end if;
  if new.number <> (select coalesce(max(s.number), 0) + 1 from submission s where s.round_id = new.round_id) then
    raise exception 'submissions follow one another' using errcode = 'check_violation', constraint = 'submissions_have_no_gaps';
  end if;
  -- A letter that went out on paper may have been answered before it was entered here.
  if new.received_on < (
    select least(stockholm_day(r.opened_at), a.letter_date) from round r join audit a on a.id = r.audit_id where r.id = new.round_id
  ) then
    raise exception 'nothing is received before it was asked for' using errcode = 'check_violation', constraint = 'received_after_opening';
  end if;
  return new;
end $$;
create trigger submit_in_order before insert on submission for each row execute function submit_in_order();

-- When all is written, a response has the board's decision. A preliminary one need not, nor a supplement.
create function a_response_is_decided() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from submission_decision d where d.submission_id = new.id) then
    raise exception 'a response without a decision is a preliminary one' using errcode = 'check_violation', constraint = 'a_response_is_decided';
  end if;
  return null;
end $$;
create constraint trigger a_response_is_decided after insert on submission
  deferrable initially deferred for each row when (new.kind = 'response') execute function a_response_is_decided();

-- Nobody adds to what another board has handed in, nor the auditors to what a board handed in itself.
create function is_own_submission(in_submission uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from submission s where s.id = in_submission and s.board_id = any (my_boards()));
end $$;
create function is_entered_submission(in_submission uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from submission s where s.id = in_submission and s.channel <> 'service');
end $$;

create function is_withdrawn(in_submission uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from submission_withdrawal w where w.submission_id = in_submission);
end $$;

-- Decisions follow one another, and are about what stands.
create function decide_in_order() returns trigger
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
create trigger decide_in_order before insert on submission_decision for each row execute function decide_in_order();

-- Taken back is only what nobody has registered or judged yet, and what nothing else rests on.
create function withdraw_in_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own submission%rowtype;
begin
  select * into own from submission where id = new.submission_id;
  perform 1 from round where id = own.round_id for update;
  if exists (select 1 from registration r where r.submission_id = own.id) then
    raise exception 'the auditors have registered it' using errcode = 'check_violation', constraint = 'submission_is_registered';
  end if;
  if exists (select 1 from verdict_publication v where v.submission_id = own.id) then
    raise exception 'the auditors have judged it' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from submission s where s.round_id = own.round_id and s.number > own.number and not is_withdrawn(s.id)
  ) then
    raise exception 'its supplements are taken back first' using errcode = 'check_violation', constraint = 'supplements_stand';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = own.round_id) then
    raise exception 'the audit is closed: its answers stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.withdrawn_at < own.entered_at then
    raise exception 'nothing is taken back before it has come' using errcode = 'check_violation', constraint = 'withdrawn_after_it_came';
  end if;
  return new;
end $$;
create trigger withdraw_in_time before insert on submission_withdrawal for each row execute function withdraw_in_time();

-- What has been taken back is neither registered nor judged. Whoever is first, does it.
create function refuse_after_withdrawal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  return new;
end $$;
create trigger withdrawn_counts_no_more before insert on registration for each row execute function refuse_after_withdrawal();

-- What belongs to a submission, or to a publication, comes with it in one transaction and never later. An answer is about
-- an item that the board was asked, in a wording that there is.
create function refuse_later_addition() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  together boolean;
begin
  if tg_table_name = 'verdict' then
    select p.xmin = pg_current_xact_id()::xid into together from verdict_publication p where p.submission_id = new.submission_id and p.n = new.n;
  else
    select s.xmin = pg_current_xact_id()::xid into together from submission s where s.id = new.submission_id;
  end if;
  if not coalesce(together, false) then
    raise exception '% is a record: nothing is added to it later', tg_table_name using errcode = 'YT002';
  end if;
  return new;
end $$;
do $$
declare guarded text;
begin
  foreach guarded in array array['submitted_answer', 'submitted_measure', 'submitted_file'] loop
    execute format('create trigger nothing_later before insert on %I for each row execute function refuse_later_addition()', guarded);
  end loop;
end $$;
create function answer_what_is_asked() returns trigger
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
create trigger only_what_is_asked before insert on submitted_answer for each row execute function answer_what_is_asked();

select must_be_logged(t::regclass)
from unnest(array['submission', 'submission_decision', 'submission_withdrawal', 'submitted_answer', 'submitted_measure', 'submitted_file', 'registration']) t;
select only_added(t::regclass)
from unnest(array['submission', 'submission_decision', 'submission_withdrawal', 'submitted_answer', 'submitted_measure', 'submitted_file', 'registration']) t;
select signed_by('submission', 'entered_by'), signed_by('submission_decision', 'recorded_by'), signed_by('submission_withdrawal', 'withdrawn_by');
