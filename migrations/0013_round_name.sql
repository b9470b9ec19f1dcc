-- A round's name, and its last day, as one value each: what every list, heading and address is made of. The columns that
-- they are made of stay beside them, for sorting and searching. `domain::round` reads them, in this order.
create type round_name as (
  reference text, reference_key text, title text, board_name text, board_slug text, kind round_kind, ordinal smallint
);
create type last_day as (due_on date, original_due_on date, kind deadline_kind, extension_asked boolean);

create or replace view published.round as
select r.id, r.audit_id, r.board_id, r.ordinal, r.kind,
  a.reference, a.reference_key, a.title, b.name as board_name, b.slug as board_slug,
  original.due_on as original_due_on, in_force.due_on, (in_force.n - 1)::smallint as changes,
  s.id as submission_id, s.received_at, s.received_on, v.published_at as assessed_at,
  d.sent_at, c.closed_at, in_force.kind as due_kind,
  (select count(*) from deadline_entry x where x.round_id = r.id and x.request_id is not null)::smallint as extensions,
  asked.open as extension_asked,
  in_force.entered_at as due_entered_at,
  row(a.reference, a.reference_key, a.title, b.name, b.slug, r.kind, r.ordinal)::round_name as name,
  row(in_force.due_on, original.due_on, in_force.kind, asked.open)::last_day as last_day
from round r
join audit a on a.id = r.audit_id
join board b on b.id = r.board_id
join dispatch d on d.audit_id = r.audit_id
left join audit_closing c on c.audit_id = r.audit_id
join deadline_entry original on original.round_id = r.id and original.n = 1
join lateral (
  select e.due_on, e.n, e.kind, e.entered_at from deadline_entry e where e.round_id = r.id order by e.n desc limit 1
) in_force on true
left join submission s on s.round_id = r.id and s.number = 1
left join verdict_publication v on v.submission_id = s.id
cross join lateral (
  select s.id is null and c.closed_at is null and exists (
    select 1 from extension_request q
    where q.round_id = r.id
      and not exists (select 1 from extension_withdrawal w where w.request_id = q.id)
      and not exists (select 1 from extension_decision x where x.request_id = q.id)
  ) as open
) asked;

-- A notice in one's own list, with the round as it stands now.
create or replace view published.my_notice as
select n.id, n.kind, n.due_on, n.days, n.made_at, n.read_at, n.round_id, n.delivery,
  r.reference, r.reference_key, r.title, r.board_id, r.board_name, r.board_slug, r.ordinal, r.kind as round_kind, r.due_on as due_now,
  r.received_on, r.extension_asked, r.name, r.received_at, r.closed_at
from notice n
join published.round r on r.id = n.round_id
where n.person_id = nullif(current_setting('app.person', true), '')::uuid;
