-- What becomes of what was handed in (ADR 0040).

-- ---- taken back --------------------------------------------------------------------------------------------------------

alter type notice_kind add value 'response_withdrawn';

-- ---- decided as it happens ---------------------------------------------------------------------------------------------

alter type notice_kind add value 'preliminary_received';
alter type notice_kind add value 'decision_received';

-- Whoever decides by delegation has no minutes, and no section in them (KL 6:37-6:39). What the board changed in the proposal,
-- who reserved herself, and that the extract of the minutes comes later, are said where there is something to say.
alter table board_decision
  alter column section drop not null,
  add column amended text not null default '' check (length(amended) <= 20000),
  add column reservations text not null default '' check (length(reservations) <= 20000),
  add column minutes_later boolean not null default false,
  add constraint a_meeting_decides_under_a_section check (decider not in ('board', 'committee') or section is not null);
alter table submission_decision
  add column amended text not null default '' check (length(amended) <= 20000),
  add column reservations text not null default '' check (length(reservations) <= 20000),
  add column minutes_later boolean not null default false;

-- When the decision on a preliminary response is expected.
alter table submission
  add column decision_expected_on date,
  add constraint only_what_is_preliminary_waits check (decision_expected_on is null or kind = 'preliminary');

create or replace view published.submission as
select s.id, s.round_id, s.board_id, s.number, s.kind, s.channel, s.receipt_number, s.received_at, s.received_on, s.entered_at, s.summary,
  d.decider, d.decided_on, d.section, d.board_reference, d.immediately_adjusted, s.locked_at, s.document_sha256,
  length(s.document) as document_bytes, w.withdrawn_at, w.reason as withdrawal_reason, d.predates, s.decision_expected_on
from submission s
left join submission_withdrawal w on w.submission_id = s.id
left join lateral (
  select e.decider, e.decided_on, e.section, e.board_reference, e.immediately_adjusted, e.predates
  from submission_decision e where e.submission_id = s.id order by e.n desc limit 1
) d on true;
create or replace view published.submission_decision as
select d.submission_id, d.n, d.decider, d.decided_on, d.section, d.board_reference, d.immediately_adjusted, d.recorded_at, d.predates,
  d.amended, d.reservations, d.minutes_later
from submission_decision d;

-- That the decision on what has come is still awaited, wherever a round's last day and its answer are told.
alter type last_day add attribute undecided boolean;
create or replace view published.round as
select id, audit_id, board_id, ordinal, kind, reference, reference_key, title, board_name, board_slug, original_due_on, due_on, changes,
  submission_id, received_at, received_on, assessed_at, sent_at, closed_at, due_kind, extensions, extension_asked, due_entered_at,
  row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as name,
  row(due_on, original_due_on, due_kind, extension_asked, moved_after, undecided)::last_day as last_day,
  receipt_number, diary_number, undecided, items, submissions, newest, state, place, moved_after
from round_now;
create index round_now_undecided on round_now (board_id) where undecided;

-- It returns one thing more (src/platform/functions/log.sql).
drop function last_days_of_calendar(bytea, date, date);

-- ---- supplements -------------------------------------------------------------------------------------------------------

alter type notice_kind add value 'supplement_received';

-- Whether the auditors asked for it; of what is added by the board's own choice, they did not.
alter table submission
  add column on_request boolean,
  add constraint only_supplements_are_asked_for check (on_request is null or kind = 'supplement');

-- Everything that has come in for a round, also what was taken back, with what hinders that it is taken back, and with what a
-- supplement adds.
create view published.received as
select s.round_id, s.number, jsonb_build_object(
    'number', s.number, 'kind', s.kind, 'channel', s.channel, 'receipt_number', s.receipt_number,
    'received_at', s.received_at, 'received_on', s.received_on, 'withdrawn_at', w.withdrawn_at, 'withdrawal_reason', w.reason,
    'registered', exists (select 1 from registration g where g.submission_id = s.id),
    'judged', exists (select 1 from verdict_publication v where v.submission_id = s.id),
    'supplemented', s.kind <> 'supplement' and exists (
      select 1 from submission x
      where x.round_id = s.round_id and x.number > s.number
        and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
    ),
    'followed', s.kind <> 'supplement' and exists (
      select 1 from round r
      join round l on l.audit_id = r.audit_id and l.board_id = r.board_id and l.ordinal > r.ordinal
      join submission x on x.round_id = l.id
      where r.id = s.round_id and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
    ),
    'on_request', s.on_request,
    'added', case when s.kind = 'supplement' then s.summary else '' end
  ) as entry
from submission s
left join submission_withdrawal w on w.submission_id = s.id;
