-- The auditors ask a board to supplement what has come (ADR 0053): a fact of its own beside the round, with a last day of its own.
-- Neither the words nor the day of a request are ever changed: whoever wants another takes it back, saying why, and asks anew.

alter type notice_kind add value 'supplement_requested';
alter type notice_kind add value 'supplement_request_withdrawn';
alter type notice_kind add value 'supplement_due';

create table supplement_request (
  round_id round_id not null references round,
  n smallint not null check (n >= 1),
  wanted text not null check (has_visible_text(wanted) and length(wanted) <= 20000),
  due_on date not null,
  asked_at timestamptz not null,
  asked_by person_id not null references person,
  primary key (round_id, n),
  constraint supplement_day_is_ahead check (due_on > stockholm_day(asked_at))
);
create table supplement_request_withdrawal (
  round_id round_id not null,
  n smallint not null,
  reason text not null check (has_visible_text(reason) and length(reason) <= 2000),
  withdrawn_at timestamptz not null,
  withdrawn_by person_id not null references person,
  primary key (round_id, n),
  foreign key (round_id, n) references supplement_request
);
create index supplement_request_asked_by on supplement_request (asked_by);
create index supplement_request_withdrawn_by on supplement_request_withdrawal (withdrawn_by);
select must_be_logged('supplement_request'), only_added('supplement_request'), signed_by('supplement_request', 'asked_by'),
  must_be_logged('supplement_request_withdrawal'), only_added('supplement_request_withdrawal'),
  signed_by('supplement_request_withdrawal', 'withdrawn_by');

-- What they say stands in src/platform/functions/supplements.sql.
create function ask_for_supplement_in_order() returns trigger language plpgsql as $$ begin return new; end $$;
create function withdraw_request_in_order() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger ask_for_supplement_in_order before insert on supplement_request for each row execute function ask_for_supplement_in_order();
create trigger withdraw_request_in_order before insert on supplement_request_withdrawal for each row execute function withdraw_request_in_order();

-- Which request a supplement answers; none of what was asked for outside the service.
alter table submission
  add column answers_request smallint,
  add constraint only_what_is_asked_for_answers check (answers_request is null or coalesce(on_request, false)),
  add constraint answered_request_exists foreign key (round_id, answers_request) references supplement_request;
create index submission_answers_request on submission (round_id, answers_request) where answers_request is not null;

-- The reminders of a request that were made.
create table supplement_reminder (
  round_id round_id not null,
  n smallint not null,
  days smallint not null,
  made_at timestamptz not null,
  constraint supplement_reminder_once primary key (round_id, n, days),
  foreign key (round_id, n) references supplement_request
);
select must_be_logged('supplement_reminder'), only_added('supplement_reminder');

-- Which supplement a round waits for, if it waits for one.
alter table round_now
  add column supplement_request smallint,
  add column supplement_due_on date,
  add column supplement_asked_at timestamptz;
create index round_now_supplement on round_now (supplement_due_on, board_id) where supplement_request is not null;
create trigger project_rounds after insert on supplement_request for each row execute function project('rounds', 'round');
create trigger project_rounds after insert on supplement_request_withdrawal for each row execute function project('rounds', 'round');

create or replace view published.round as
select id, audit_id, board_id, ordinal, kind, reference, reference_key, title, board_name, board_slug, original_due_on, due_on, changes,
  submission_id, received_at, received_on, assessed_at, sent_at, closed_at, due_kind, extensions, extension_asked, due_entered_at,
  row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as name,
  row(due_on, original_due_on, due_kind, extension_asked, moved_after, undecided, withdrawn_at is not null)::last_day as last_day,
  receipt_number, diary_number, undecided, items, submissions, newest, state, place, moved_after, withdrawn_at,
  supplement_request, supplement_due_on, supplement_asked_at
from round_now;

create or replace view published.my_notice as
select n.id, n.kind, n.due_on, n.days, n.made_at, n.read_at, n.round_id, n.delivery,
  r.board_id, r.name, r.due_on as due_now, r.received_at, r.received_on, r.closed_at, r.extension_asked, r.last_day, r.supplement_due_on
from notice n
join published.round r on r.id = n.round_id
where n.person_id = myself();

-- Everything that was asked for, and what became of it: everybody reads it.
create view published.supplement_request as
select q.round_id, q.n, q.wanted, q.due_on, q.asked_at, w.withdrawn_at, w.reason as withdrawal_reason, s.number as answered_number,
  s.received_on as answered_on
from supplement_request q
left join supplement_request_withdrawal w on w.round_id = q.round_id and w.n = q.n
left join lateral (
  select x.number, x.received_on from submission x
  where x.round_id = q.round_id and x.answers_request = q.n
    and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
  order by x.number
  limit 1
) s on true;

-- With which request a supplement answers, and whether one stands.
create or replace view published.received as
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
    'on_request', s.on_request, 'entered_on', stockholm_day(s.entered_at),
    'added', case when s.kind = 'supplement' then s.summary else '' end,
    'asked', s.kind <> 'supplement' and exists (
      select 1 from supplement_request q
      where q.round_id = s.round_id
        and not exists (select 1 from supplement_request_withdrawal z where z.round_id = q.round_id and z.n = q.n)
    ),
    'requests', (select count(*) from supplement_request q where q.round_id = s.round_id),
    'request_due_on', (select q.due_on from supplement_request q where q.round_id = s.round_id and q.n = s.answers_request)
  ) as entry
from submission s
left join submission_withdrawal w on w.submission_id = s.id;
