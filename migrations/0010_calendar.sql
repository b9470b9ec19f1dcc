-- Meetings of boards and of the auditors, and the secret addresses under which people subscribe to their calendar.

-- A meeting of a board, or of the auditors when no board is named.
create table meeting (
  id meeting_id primary key,
  board_id board_id references board,
  held_on date not null,
  -- The last day for papers to the meeting (the agenda stop), when there is one.
  papers_by date constraint papers_come_first check (papers_by <= held_on),
  planned_at timestamptz not null,
  planned_by person_id not null references person,
  cancelled_at timestamptz,
  cancelled_by person_id references person,
  constraint somebody_cancels check ((cancelled_at is null) = (cancelled_by is null))
);
-- Nobody meets twice on one day.
create unique index meeting_day_key on meeting (board_id, held_on) nulls not distinct where cancelled_at is null;

-- Where a calendar program fetches somebody's days. The address is its only key, so just its hash is kept.
create table calendar_address (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id person_id not null references person,
  -- The language that the reader had when the address was made.
  lang text not null check (lang in ('sv', 'en')),
  made_at timestamptz not null,
  ended_at timestamptz
);
-- A new address ends the old one.
create unique index calendar_address_living on calendar_address (person_id) where ended_at is null;

select must_be_logged('meeting'), must_be_logged('calendar_address');

-- Whose calendar an address is for. Nobody's when it is unknown or has ended, or when the person has.
create function reader_of_calendar(in_token_hash bytea) returns table (person_id person_id, lang text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.person_id, c.lang
  from calendar_address c
  join person p on p.id = c.person_id
  where c.token_hash = in_token_hash and c.ended_at is null and p.ended_at is null
$$;

-- The meetings in that calendar: those of one's own boards, or of the auditors.
create function meetings_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (id uuid, held_on date, papers_by date, board_name text, changed_at timestamptz, cancelled boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct m.id, m.held_on, m.papers_by, b.name, coalesce(m.cancelled_at, m.planned_at), m.cancelled_at is not null
  from reader_of_calendar(in_token_hash) c
  join role_grant o on o.person_id = c.person_id
    and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
    and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
  join meeting m on m.board_id is not distinct from o.board_id
  left join board b on b.id = m.board_id
  where m.held_on >= in_since
$$;
