-- What pages looked up anew for everything that is open in the whole city is stored with the rows that it is about (ADR 0061).

alter table round_now
  -- An earlier response of the board to the same audit is awaited still: while it is missing, no follow-up can be written, and
  -- one silent board is late once.
  add column behind boolean not null default false,
  -- The highest step that was told of its last day in force, in days from it, and whether it was told that it is missing.
  add column told_step smallint,
  add column told_missing boolean not null default false;
alter table round_now alter column behind drop default, alter column told_missing drop default;
create index round_now_late on round_now (due_on, board_name collate "sv-x-icu", title collate "sv-x-icu", ordinal) include (board_id, audit_id, extensions)
  where submission_id is null and closed_at is null and not behind;
-- All that is counted of what is open, board by board.
create index round_now_open_counted on round_now (board_id) include (due_on, original_due_on, extensions, behind, moved_after)
  where submission_id is null and closed_at is null;
create index round_now_untold on round_now (due_on) include (told_step, told_missing) where submission_id is null and closed_at is null;
create trigger project_rounds after insert on reminder for each row execute function project('rounds', 'round');

-- How many recommendations wait for a verdict in a follow-up, each counted once however many boards it is for.
alter table audit_now add column waiting smallint not null default 0;
alter table audit_now alter column waiting drop default;
alter table audit_tally_now add column waiting integer not null default 0;
alter table audit_tally_now alter column waiting drop default;

create or replace view published.round as
select id, audit_id, board_id, ordinal, kind, reference, reference_key, title, board_name, board_slug, original_due_on, due_on, changes,
  submission_id, received_at, received_on, assessed_at, sent_at, closed_at, due_kind, extensions, extension_asked, due_entered_at,
  row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as name,
  row(due_on, original_due_on, due_kind, extension_asked, moved_after, undecided, withdrawn_at is not null)::last_day as last_day,
  receipt_number, diary_number, undecided, items, submissions, newest, state, place, moved_after, withdrawn_at,
  supplement_request, supplement_due_on, supplement_asked_at, behind, told_step, told_missing
from round_now;

create or replace view published.audit_tally as
select year, sent, closed, answered, waiting from audit_tally_now;
