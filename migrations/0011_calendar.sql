-- Meetings of boards and of the auditors, and the secret addresses under which people subscribe to their calendar.

create domain meeting_id as uuid;

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

-- When boards meet. The auditors' own meetings are theirs alone.
create view published.meeting as
select m.id, m.board_id, b.name as board_name, b.slug as board_slug, m.held_on, m.papers_by
from meeting m
join board b on b.id = m.board_id
where m.cancelled_at is null;

-- The board's last meeting that is no later than a round's last day: the one at which the answer should be decided.
create view published.round_meeting as
select r.id as round_id, m.held_on, m.papers_by
from published.round r
join lateral (
  select o.held_on, o.papers_by
  from meeting o
  where o.board_id = r.board_id and o.cancelled_at is null and o.held_on <= r.due_on
  order by o.held_on desc
  limit 1
) m on true;

-- Whose calendar an address is for. Nobody's when it is unknown or has ended, or when the person has.
create function reader_of_calendar(in_token_hash bytea) returns table (person_id person_id, lang text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.person_id, c.lang
  from calendar_address c
  join person p on p.id = c.person_id
  where c.token_hash = in_token_hash and c.ended_at is null and p.ended_at is null
$$;

-- The last days in that calendar, by the roles that the person holds today: titles and dates, nothing of any content.
create function last_days_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (
    id uuid, due_on date, original_due_on date, due_kind deadline_kind, title text, reference text, reference_key text, board_name text, board_slug text,
    ordinal smallint, kind round_kind, changes smallint, changed_at timestamptz, received_on date, at_board boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.id, r.due_on, r.original_due_on, r.due_kind, r.title, r.reference, r.reference_key, r.board_name, r.board_slug,
    r.ordinal, r.kind, r.changes, greatest(r.due_entered_at, r.received_at), r.received_on, g.at_board
  from reader_of_calendar(in_token_hash) c
  join lateral (
    select bool_or(o.board_id is not null) as at_board, bool_or(o.board_id is null) as at_audit, array_agg(o.board_id) as boards
    from role_grant o
    where o.person_id = c.person_id
      and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
      and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
  ) g on g.boards is not null
  join published.round r on g.at_audit or r.board_id = any (g.boards)
  where r.due_on >= in_since or (r.submission_id is null and r.closed_at is null)
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

-- ---- walls -------------------------------------------------------------------------------------------------------

grant select on meeting, calendar_address, board to yttrande_bridge;
grant usage on schema published to yttrande_bridge;
grant select on published.round to yttrande_bridge;
grant create on schema public to yttrande_bridge;
alter function reader_of_calendar(bytea) owner to yttrande_bridge;
alter function last_days_of_calendar(bytea, date, date) owner to yttrande_bridge;
alter function meetings_of_calendar(bytea, date, date) owner to yttrande_bridge;
revoke create on schema public from yttrande_bridge;
revoke execute on function reader_of_calendar(bytea), last_days_of_calendar(bytea, date, date), meetings_of_calendar(bytea, date, date) from public;
grant execute on function reader_of_calendar(bytea), last_days_of_calendar(bytea, date, date), meetings_of_calendar(bytea, date, date) to app_auth;

grant select on published.meeting, published.round_meeting to app_board, app_audit;
grant select, insert, update (cancelled_at, cancelled_by) on meeting to app_board, app_audit;
grant select (person_id, made_at, ended_at), insert, update (ended_at) on calendar_address to app_auth;

-- Whoever meets, plans: a board its own meetings, the auditors theirs, in one's own name.
alter table meeting enable row level security;
create policy own_board on meeting for select to app_board using (board_id = any ((select my_boards())::uuid[]));
create policy plan_own_board on meeting for insert to app_board
  with check (board_id = any ((select my_boards())::uuid[]) and planned_by = nullif(current_setting('app.person', true), '')::uuid);
create policy cancel_own_board on meeting for update to app_board using (board_id = any ((select my_boards())::uuid[]));
create policy own on meeting for select to app_audit using (board_id is null);
create policy plan_own on meeting for insert to app_audit
  with check (board_id is null and planned_by = nullif(current_setting('app.person', true), '')::uuid);
create policy cancel_own on meeting for update to app_audit using (board_id is null);
create policy readable on meeting for select to yttrande_bridge using (true);
-- An address is one's own.
alter table calendar_address enable row level security;
create policy own on calendar_address to app_auth using (person_id = nullif(current_setting('app.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy readable on calendar_address for select to yttrande_bridge using (true);
