-- A board that should not have been asked, or need not answer any more: its round is withdrawn with a reason (ADR 0054). It is
-- awaited no more and counts nowhere, and that it was asked stays. Whoever is asked after all is asked in a new round.

create table round_withdrawal (
  round_id round_id primary key references round,
  reason text not null check (has_visible_text(reason) and length(reason) <= 2000),
  withdrawn_at timestamptz not null,
  withdrawn_by person_id not null references person
);
create index round_withdrawal_by on round_withdrawal (withdrawn_by);
select must_be_logged('round_withdrawal'), only_added('round_withdrawal'), signed_by('round_withdrawal', 'withdrawn_by');

-- Only what nobody has answered, while the audit is open. What was asked about its last day lapses with it (is_open_request).
create function withdraw_round_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if is_answered(new.round_id) then
    raise exception 'the answer has come, and stands' using errcode = 'check_violation', constraint = 'withdrawn_unanswered';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'the audit is closed' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.withdrawn_at < (select r.opened_at from round r where r.id = new.round_id) then
    raise exception 'a round is not withdrawn before it was opened' using errcode = 'YT003', constraint = 'follows_its_cause';
  end if;
  return new;
end $$;
create trigger withdraw_round_in_order before insert on round_withdrawal for each row execute function withdraw_round_in_order();

-- A follow-up tells what became of a first response: it is not left to wait for one that nobody asks for any more.
create function later_rounds_are_withdrawn_too() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select 1 from round own
    join round l on l.audit_id = own.audit_id and l.board_id = own.board_id and l.ordinal > own.ordinal and l.opened_at <= new.withdrawn_at
    where own.id = new.round_id and l.kind <> 'first' and not exists (select 1 from round_withdrawal w where w.round_id = l.id)
  ) then
    raise exception 'a later round would wait for this one' using errcode = 'check_violation', constraint = 'later_rounds_are_withdrawn_too';
  end if;
  return null;
end $$;
create constraint trigger later_rounds_are_withdrawn_too after insert on round_withdrawal deferrable initially deferred
  for each row execute function later_rounds_are_withdrawn_too();

create trigger project_rounds after insert on round_withdrawal for each row execute function project('rounds', 'round');
create constraint trigger project_items after insert on round_withdrawal deferrable initially deferred
  for each row execute function project('items', 'round');

-- Whoever was asked by mistake and is asked after all writes a first response, whatever number its round has (open_in_order).
alter table round drop constraint first_is_first, add constraint first_is_first check (ordinal > 1 or kind = 'first');

alter type round_state add value 'withdrawn';
alter type item_standing add value 'withdrawn';
alter type notice_kind add value 'round_withdrawn';
-- What was written when the round had been withdrawn.
alter table desk_aside drop constraint desk_aside_why_check;
alter table desk_aside add constraint desk_aside_why_check
  check (why in ('locked', 'submitted', 'waits', 'conflict', 'long', 'full', 'withdrawn'));

alter table round_now add column withdrawn_at timestamptz;
create index round_now_withdrawn on round_now (place, id) where withdrawn_at is not null;
alter type last_day add attribute withdrawn boolean;
create or replace view published.round as
select id, audit_id, board_id, ordinal, kind, reference, reference_key, title, board_name, board_slug, original_due_on, due_on, changes,
  submission_id, received_at, received_on, assessed_at, sent_at, closed_at, due_kind, extensions, extension_asked, due_entered_at,
  row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as name,
  row(due_on, original_due_on, due_kind, extension_asked, moved_after, undecided, withdrawn_at is not null)::last_day as last_day,
  receipt_number, diary_number, undecided, items, submissions, newest, state, place, moved_after, withdrawn_at
from round_now;

create view published.round_withdrawal as
select w.round_id, w.reason, w.withdrawn_at from round_withdrawal w;
