-- People, boards and what each person may be: the ground that every permission stands on.
-- Instants are UTC and always come from the program's clock; the database never decides what time it is.

-- What is made here is nobody's to run or read until the walls (src/platform/walls.sql) say whose.
alter default privileges revoke execute on functions from public;

create domain person_id as uuid;
create domain board_id as uuid;
create domain grant_id as uuid;
create domain audit_id as uuid;
create domain item_id as uuid;
create domain round_id as uuid;
create domain submission_id as uuid;
create domain measure_id as uuid;
create domain file_id as uuid;
create domain intake_id as uuid;
create domain extension_id as uuid;
create domain notice_id as uuid;
create domain mail_id as uuid;
create domain meeting_id as uuid;

-- The day an instant belongs to, in Stockholm.
create function stockholm_day(at timestamptz) returns date
  language sql immutable as $$ select (at at time zone 'Europe/Stockholm')::date $$;

-- Who stands at the gate, and for which boards: set by it at the beginning of every transaction.
create function myself() returns uuid language sql stable as $$
  select nullif(current_setting('app.person', true), '')::uuid
$$;
create function my_boards() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('app.boards', true), '')::uuid[], '{}')
$$;

create type grant_role as enum ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver', 'council', 'administrator');
create type board_kind as enum ('board', 'executive', 'company', 'council');

create table organisation (
  only_one boolean primary key default true check (only_one),
  name text not null check (length(btrim(name)) between 1 and 200),
  auditors_name text not null check (length(btrim(auditors_name)) between 1 and 200),
  contact text not null default '' check (length(contact) <= 500)
);

create table board (
  id board_id primary key,
  slug text not null constraint board_slug_key unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (length(btrim(name)) between 1 and 200),
  kind board_kind not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  lock_no integer not null default 0
);
-- Two living boards may not be called the same, whatever the case of the letters.
create unique index board_name_key on board (lower(name)) where valid_to is null;

create table person (
  id person_id primary key,
  name text not null check (length(btrim(name)) between 1 and 200),
  email text not null check (length(email) between 3 and 254),
  created_at timestamptz not null,
  ended_at timestamptz,
  lock_no integer not null default 0
);
create unique index person_email_key on person (lower(email));

-- A role that somebody holds, for a time. Nobody is deleted, only ended.
create table role_grant (
  id grant_id primary key,
  person_id person_id not null references person,
  role grant_role not null,
  board_id board_id references board,
  valid_from date not null,
  -- Ended at once on its first day, a role has lasted no day at all: its last day is the day before.
  valid_to date check (valid_to >= valid_from - 1),
  constraint board_roles_name_their_board
    check ((role in ('secretary', 'contributor', 'approver')) = (board_id is not null))
);
create index role_grant_person on role_grant (person_id);
create index role_grant_board on role_grant (board_id) where board_id is not null;

-- KL 4:4-4:5: an elected auditor may not sit on what is audited. And whoever administers has no content.
create function refuse_conflicting_grants() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from person where id = new.person_id for update;
  if exists (
    select 1 from role_grant other
    where other.person_id = new.person_id
      and other.id <> new.id
      and daterange(other.valid_from, other.valid_to + 1) && daterange(new.valid_from, new.valid_to + 1)
      and (
        (other.role in ('auditor', 'audit_reader')) <> (new.role in ('auditor', 'audit_reader'))
        or (other.role = 'administrator') <> (new.role = 'administrator')
        or (other.role = new.role and other.board_id is not distinct from new.board_id)
      )
  ) then
    raise exception 'these roles may not be held by one person at one time'
      using errcode = 'check_violation', constraint = 'role_grant_conflict';
  end if;
  return new;
end $$;
create trigger no_conflicting_grants before insert or update on role_grant
  for each row execute function refuse_conflicting_grants();

create table credential (
  person_id person_id primary key references person,
  password_hash text not null,
  changed_at timestamptz not null
);

-- A one-time link by which somebody chooses a password. Only its hash is kept.
create table invitation (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id person_id not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_person on invitation (person_id);

-- The one-time link of a first start, while there is no person at all.
create table setup_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  created_at timestamptz not null,
  used_at timestamptz
);

create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id person_id not null references person,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  browser text not null check (length(browser) <= 200)
);
create index session_person on session (person_id) where ended_at is null;

-- Failed sign-ins per account, named by a hash, so that unknown addresses are counted like known ones.
create table sign_in_throttle (
  account_hash bytea primary key check (length(account_hash) = 32),
  failures integer not null,
  first_failure_at timestamptz not null,
  last_failure_at timestamptz not null
);
