-- Submitted responses: official records. Submitting copies the text; nothing is shared with the draft.

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
  number smallint not null check (number >= 1),
  receipt_number text not null unique,
  -- FL 22 §: the instant at which the response had arrived in full, and its day in Stockholm.
  received_at timestamptz not null,
  received_on date not null,
  summary text not null,
  decider decider not null,
  decided_on date not null,
  section text not null,
  board_reference text not null,
  immediately_adjusted boolean not null,
  locked_at timestamptz not null,
  submitted_by person_id not null references person,
  -- The document itself: what the receipt's fingerprint is taken of, byte for byte.
  document bytea not null,
  document_sha256 bytea not null check (document_sha256 = sha256(document)),
  constraint submission_number_key unique (round_id, number),
  foreign key (round_id, board_id) references round (id, board_id)
);
create index submission_board on submission (board_id, received_at);
create index submission_received on submission (received_at);

create table submitted_answer (
  submission_id submission_id not null references submission,
  item_id item_id not null references item,
  kind answer_kind not null,
  reason text not null default '',
  elsewhere_reference text not null default '',
  primary key (submission_id, item_id)
);
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

select must_be_logged(t::regclass) from unnest(array['submission', 'submitted_answer', 'submitted_measure', 'submitted_file', 'registration']) t;
select only_added(t::regclass) from unnest(array['submission', 'submitted_answer', 'submitted_measure', 'submitted_file', 'registration']) t;

do $$
declare guarded text;
begin
  foreach guarded in array array['desk_part', 'desk_version', 'desk_lock', 'desk_reopening', 'board_decision', 'desk_file'] loop
    execute format('create trigger submitted_stands before insert or update or delete on %I '
      'for each row execute function refuse_after_submission()', guarded);
  end loop;
end $$;

-- What belongs to a submission, or to a publication, comes with it in one transaction and never later.
create function refuse_later_addition() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  together boolean;
begin
  if tg_table_name = 'verdict' then
    select p.xmin = pg_current_xact_id()::xid into together from verdict_publication p where p.submission_id = new.submission_id;
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
