-- The order of lists, and what they read. A list is read in pages by the key of its last row, so its order must be one
-- that an index has: a number for where the row stands, and then its id (ADR 0024).

-- Group 0 runs from the nearest day on. Later groups follow one after the other, in each the newest day first.
create or replace function list_place(in_group integer, in_day date) returns integer
  language sql immutable as $$
  select case in_group when 0 then in_day - date '2000-01-01' else in_group * 10000000 - (in_day - date '2000-01-01') end
$$;

-- Rounds: what is awaited by its last day, then what has come or never came, the newest first.
create view published.listed_round as
select r.id, r.audit_id, r.board_id, r.name, r.reference, r.title, r.due_on, r.last_day, r.extension_asked, r.submission_id, r.received_on, r.assessed_at, r.closed_at,
  s.receipt_number, g.diary_number,
  list_place(case when r.submission_id is null and r.closed_at is null then 0 else 1 end,
    case when r.submission_id is null then r.due_on else r.received_on end) as place
from published.round r
left join published.submission s on s.id = r.submission_id
left join published.registration g on g.submission_id = r.submission_id;

-- Audits: those that await an answer by the next last day, then those that await none, then those that are closed.
create view published.listed_audit as
select a.id, a.reference, a.reference_key, a.title, stockholm_day(a.sent_at) as day, a.closed_at, n.board_names, n.received, n.next_due_on,
  list_place(case when a.closed_at is not null then 2 when n.next_due_on is null then 1 else 0 end,
    case when a.closed_at is null and n.next_due_on is not null then n.next_due_on else stockholm_day(a.sent_at) end) as place
from published.audit a
cross join lateral (
  select coalesce(array_agg(distinct r.board_name collate "sv-x-icu"), '{}') as board_names, count(r.submission_id)::smallint as received,
    min(r.due_on) filter (where r.submission_id is null and r.closed_at is null) as next_due_on
  from published.round r
  where r.audit_id = a.id
) n;

-- The auditors' own list begins with what they have not sent.
create view own_listed_audit as
select a.id, a.reference, a.reference_key, a.title, a.day, a.closed_at, a.board_names, a.received, a.next_due_on, a.place, true as sent
from published.listed_audit a
union all
select a.id, a.reference, a.reference_key, a.title, stockholm_day(a.recorded_at), null,
  coalesce((
    select array_agg(b.name order by b.name collate "sv-x-icu")
    from addressee x
    join board b on b.id = x.board_id
    where x.audit_id = a.id and x.role = 'respond'
  ), '{}'),
  0::smallint, null, list_place(-1, stockholm_day(a.recorded_at)), false
from audit a
where not exists (select 1 from dispatch d where d.audit_id = a.id);

create index person_listed on person ((ended_at is not null), name collate "sv-x-icu", id);
create index mail_listed on mail (made_at desc, id desc);
create index notice_listed on notice (person_id, made_at desc, id desc);
