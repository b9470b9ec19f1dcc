-- Who follows whom, and from which day to which (ADR 0074). Where one board follows another, its people answer from the day after the
-- last day of the board before it to its own last day; and the people of a board that another follows have nothing there afterwards.
create or replace view published.heir as
select s.board_id, h.id as heir_id, h.slug, h.name,
  -- What a board had come to answer for goes on from it to its own heir.
  greatest(b.valid_to, (
    select max(m.valid_to)
    from board_succession x
    join board_succession y on y.board_id = x.heir_id and y.heir_id = s.heir_id
    join board m on m.id = x.heir_id
    where x.board_id = s.board_id
  )) + 1 as from_on,
  case when exists (select 1 from board_succession f where f.board_id = h.id) then h.valid_to end as to_on
from board_succession s
join board b on b.id = s.board_id and b.valid_to is not null
join board h on h.id = s.heir_id;

create or replace view role_held as
select g.id, g.person_id, g.role, g.board_id, g.valid_from,
  least(g.valid_to, (
    select b.valid_to from board b where b.id = g.board_id and exists (select 1 from board_succession f where f.board_id = b.id)
  )) as valid_to
from role_grant g
union all
select g.id, g.person_id, g.role, s.board_id, greatest(g.valid_from, s.from_on), least(g.valid_to, s.to_on)
from role_grant g
join published.heir s on s.heir_id = g.board_id;

-- Why an administrator ended a role, and when it did: its last day in the register is the day before.
create table role_end (
  grant_id grant_id not null references role_grant,
  n smallint not null check (n > 0),
  reason text not null check (length(btrim(reason)) between 1 and 500),
  ended_at timestamptz not null,
  ended_by person_id not null references person,
  primary key (grant_id, n)
);
create index role_end_by on role_end (ended_by);
select must_be_logged('role_end'), only_added('role_end'), signed_by('role_end', 'ended_by'), sealed('role_end');

-- Who can be responsible for an audit: an auditor who has not ended, in the days of her role.
create view published.auditor as
select g.person_id, g.valid_from, g.valid_to
from role_grant g
join person p on p.id = g.person_id and p.ended_at is null
where g.role = 'auditor';

-- What somebody is responsible for and is not closed, for administrators: of what is sent its reference, of the rest a number.
create view published.leads as
select m.person_id, m.audit_id, case when d.audit_id is not null then a.reference end as reference
from own_responsible_now m
join audit a on a.id = m.audit_id
left join dispatch d on d.audit_id = a.id
where not exists (
  select 1 from audit_closing c
  where c.audit_id = a.id and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n)
);

-- What has become of a board, as every page says it: what it was called, its last day, who answers afterwards, and for whom it answers.
create view published.board_story as
select b.id as board_id, jsonb_build_object(
  'ended_on', b.valid_to,
  'ended_at', (select max(c.changed_at) from board_change c where c.board_id = b.id and c.kind = 'ended' and b.valid_to is not null),
  'called', coalesce((
    select jsonb_agg(jsonb_build_object('name', c.name_before, 'changed_at', c.changed_at) order by c.n)
    from board_change c where c.board_id = b.id and c.kind = 'corrected'
  ), '[]'),
  'heirs', coalesce((
    select jsonb_agg(jsonb_build_object('name', h.name, 'slug', h.slug, 'from_on', h.from_on, 'to_on', h.to_on, 'left', 0) order by h.from_on, h.slug)
    from published.heir h where h.board_id = b.id
  ), '[]'),
  'answers_for', coalesce((
    select jsonb_agg(jsonb_build_object('name', o.name, 'slug', o.slug, 'from_on', h.from_on, 'to_on', h.to_on, 'left', coalesce(w.awaited, 0))
      order by o.slug)
    from published.heir h
    join board o on o.id = h.board_id
    left join published.board_work w on w.board_id = o.id
    where h.heir_id = b.id
  ), '[]')
) as story
from board b;
