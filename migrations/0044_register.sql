-- The register of recommendations, and following up what is not solved when the rounds are over (ADR 0047).

-- ---- followed up until it is solved --------------------------------------------------------------------------------------

-- What the auditors decide about an item with one of its boards once they have judged it: when they look at it next, what they
-- have found since, or that they follow it up no longer. A record, told and published as it is made; the newest counts.
create table item_follow_up (
  item_id item_id not null,
  board_id board_id not null,
  n smallint not null check (n >= 1),
  -- When they look at it next; none when they are done with it.
  look_on date,
  -- What they have found, where they have looked.
  grade grade check (grade in ('implemented', 'partly_implemented', 'not_implemented', 'no_longer_relevant')),
  -- They follow it up no longer, although it is not solved.
  given_up boolean not null,
  reason text not null default '' check (length(reason) <= 20000),
  decided_at timestamptz not null,
  decided_by person_id not null references person,
  primary key (item_id, board_id, n),
  foreign key (item_id, board_id) references item_board,
  constraint nothing_open_is_left check (
    case when given_up then look_on is null and grade is null
      when grade in ('implemented', 'no_longer_relevant') then look_on is null
      else look_on is not null end),
  constraint whoever_lets_go_says_why check (
    has_visible_text(reason) or not (given_up or coalesce(grade in ('not_implemented', 'no_longer_relevant'), false)))
);
create index item_follow_up_board on item_follow_up (board_id);
select must_be_logged('item_follow_up'), only_added('item_follow_up'), signed_by('item_follow_up', 'decided_by');
create constraint trigger project_items after insert on item_follow_up deferrable initially deferred
  for each row execute function project('items', 'item');

-- One after the other, on what has been judged; and not while the board is asked, or its answer waits for its verdict: then they
-- judge that.
create function follow_up_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  audit uuid := (select i.audit_id from item i where i.id = new.item_id);
begin
  perform 1 from round where audit_id = audit and board_id = new.board_id order by ordinal for update;
  if new.n <> (select coalesce(max(f.n), 0) + 1 from item_follow_up f where f.item_id = new.item_id and f.board_id = new.board_id) then
    raise exception 'follow-ups follow one another' using errcode = 'check_violation', constraint = 'follow_ups_have_no_gaps';
  end if;
  if new.decided_at < (select max(f.decided_at) from item_follow_up f where f.item_id = new.item_id and f.board_id = new.board_id) then
    raise exception 'a follow-up is later than the one before it' using errcode = 'check_violation', constraint = 'follow_ups_go_forward';
  end if;
  if not exists (
    select 1 from round r
    join submission s on s.round_id = r.id
    join verdict v on v.submission_id = s.id and v.item_id = new.item_id
    where r.audit_id = audit and r.board_id = new.board_id
  ) then
    raise exception 'the item has not been judged' using errcode = 'check_violation', constraint = 'followed_up_when_judged';
  end if;
  if not is_closed(audit) and exists (
    select 1 from round r
    where r.audit_id = audit and r.board_id = new.board_id
      and not exists (select 1 from verdict_publication v where v.submission_id = deciding_submission(r.id))
  ) then
    raise exception 'the board is asked, or its answer waits' using errcode = 'check_violation', constraint = 'followed_up_when_judged';
  end if;
  return new;
end $$;
create trigger follow_up_in_order before insert on item_follow_up for each row execute function follow_up_in_order();

create view published.item_follow_up as
select f.item_id, f.board_id, f.n, f.look_on, f.grade, f.given_up, f.reason, f.decided_at from item_follow_up f;

alter type notice_kind add value 'item_followed_up';
alter type notice_kind add value 'item_corrected';
alter type notice_kind add value 'audit_reopened';
alter type notice_kind add value 'verdict_corrected';

-- ---- the register --------------------------------------------------------------------------------------------------------

-- How an item stands with one of its boards, in one word.
create type item_standing as enum ('awaited', 'to_judge', 'reported_done', 'planned', 'none_planned', 'elsewhere', 'in_document',
  'judged_once',
  'implemented', 'partly_implemented', 'not_implemented', 'no_longer_relevant', 'given_up', 'unanswered', 'ended');

alter table item_now
  add column standing item_standing not null default 'awaited',
  -- Where it stands in the register: what is owed by the day first promised, then what is open, then what is settled.
  add column place integer not null default 0,
  add column sent_on date not null default '2000-01-01',
  -- When something last happened to it.
  add column changed_on date not null default '2000-01-01',
  -- When the auditors look at it next.
  add column look_on date;

-- Each standing, and each board, in the order of the register.
create index item_now_register on item_now (kind, standing, place, item_id, board_id);
create index item_now_register_board on item_now (board_id, kind, place, item_id);
create index item_now_looks on item_now (look_on) where look_on is not null;
create index item_now_waiting on item_now (item_id) where waits;
create unique index item_now_address on item_now (reference_key, code, board_slug);

create or replace view published.item_now as
select item_id, board_id, audit_id, kind, number, code, heading, version, reference, reference_key, title, board_name, board_slug, responds, closed_at,
  round_id, ordinal, submission_id, answer_kind, answered_on, first_promised_on, promised_on, times_moved, owed_on, owed, outcome, grade,
  graded_ordinal, graded_at, waits, open_plans, standing, place, sent_on, changed_on, look_on
from item_now;

-- A round that the auditors open later changes what its items wait for.
create constraint trigger project_items after insert on round deferrable initially deferred
  for each row when (new.reason <> '') execute function project('items', 'audit');
