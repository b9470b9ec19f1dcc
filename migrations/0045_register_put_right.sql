-- People and boards put right in the open: a name, an address, an end and its reason, a new beginning. Nobody is deleted, and
-- what was written before is kept.

create type register_change as enum ('corrected', 'ended', 'reopened');

create table person_change (
  person_id person_id not null references person,
  n smallint not null check (n > 0),
  kind register_change not null,
  name_before text not null,
  email_before text not null,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  changed_at timestamptz not null,
  changed_by person_id not null references person,
  primary key (person_id, n)
);

create table board_change (
  board_id board_id not null references board,
  n smallint not null check (n > 0),
  kind register_change not null,
  name_before text not null,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  changed_at timestamptz not null,
  changed_by person_id not null references person,
  primary key (board_id, n)
);
create index person_change_by on person_change (changed_by);
create index board_change_by on board_change (changed_by);

-- Who answers for a board that has ceased: whoever holds a role in the heir holds it in the board it follows, from the day after.
-- The heir of an heir is entered as well, so that nobody has to follow a chain.
create table board_succession (
  board_id board_id not null references board,
  heir_id board_id not null references board,
  primary key (board_id, heir_id),
  constraint no_board_follows_itself check (board_id <> heir_id)
);
create index board_succession_heir on board_succession (heir_id);

select must_be_logged(t::regclass) from unnest(array['person_change', 'board_change', 'board_succession']) t;
select only_added(t::regclass) from unnest(array['person_change', 'board_change']) t;
select signed_by('person_change', 'changed_by'), signed_by('board_change', 'changed_by');

-- The roles that somebody holds, those in boards that hers has followed among them.
create view role_held as
select g.id, g.person_id, g.role, g.board_id, g.valid_from, g.valid_to
from role_grant g
union all
select g.id, g.person_id, g.role, s.board_id, greatest(g.valid_from, b.valid_to + 1), g.valid_to
from role_grant g
join board_succession s on s.heir_id = g.board_id
join board b on b.id = s.board_id
where b.valid_to is not null;

create or replace view published.secretary as
select g.board_id, p.name, g.valid_from, g.valid_to
from role_held g
join person p on p.id = g.person_id
where g.role = 'secretary' and p.ended_at is null;

create or replace view published.recipient as
select g.person_id, p.name, g.role, g.board_id, g.valid_from, g.valid_to,
  case when g.role in ('secretary', 'approver') and s.deadlines = 'in_app' then 'at_once' else coalesce(s.deadlines, 'at_once') end as deadlines
from role_held g
join person p on p.id = g.person_id and p.ended_at is null
left join notice_setting s on s.person_id = g.person_id
where g.role in ('secretary', 'contributor', 'approver', 'auditor', 'administrator');

create view published.heir as
select s.board_id, h.id as heir_id, h.slug, h.name
from board_succession s
join board h on h.id = s.heir_id;

-- How much a board has left to hand in: a number and a day, nothing of what it is about.
create view published.board_work as
select r.board_id, count(*) as awaited, min(r.due_on) as next_due_on
from published.round r
where r.submission_id is null and r.closed_at is null
group by r.board_id;
