-- The board's side: drafts, locks, decisions and files before submission. Nobody but the board itself can
-- read these tables: the other sides have no grant, and row security keeps the boards apart (HFD 2011:52).

create type decider as enum ('board', 'committee', 'chair', 'other');

-- One part of a response being written: the summary, or the answer to one item.
create table desk_part (
  round_id round_id not null,
  part text not null check (part ~ '^(sammanfattning|[BR][1-9][0-9]?)$'),
  board_id board_id not null,
  version integer not null check (version >= 1),
  content jsonb not null,
  complete boolean not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  primary key (round_id, part),
  foreign key (round_id, board_id) references round (id, board_id)
);
create index desk_part_board on desk_part (board_id);

-- Every saved version. A saved draft's version row is its record: there is no event for it.
create table desk_version (
  round_id round_id not null,
  part text not null,
  version integer not null,
  board_id board_id not null,
  content jsonb not null,
  complete boolean not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  primary key (round_id, part, version),
  foreign key (round_id, board_id) references round (id, board_id)
);

-- The text is frozen so that the board decides on the right version; its digest proves it afterwards.
create table desk_lock (
  round_id round_id not null,
  n smallint not null check (n >= 1),
  board_id board_id not null,
  content_sha256 bytea not null check (length(content_sha256) = 32),
  locked_at timestamptz not null,
  locked_by person_id not null references person,
  primary key (round_id, n),
  constraint desk_lock_board_key unique (round_id, n, board_id),
  foreign key (round_id, board_id) references round (id, board_id)
);
create table desk_reopening (
  round_id round_id not null,
  n smallint not null,
  board_id board_id not null,
  reopened_at timestamptz not null,
  reopened_by person_id not null references person,
  primary key (round_id, n),
  foreign key (round_id, n, board_id) references desk_lock (round_id, n, board_id)
);

-- What the board decided about a locked text. Corrected by a further entry, never overwritten.
create table board_decision (
  round_id round_id not null,
  n smallint not null,
  entry smallint not null check (entry >= 1),
  board_id board_id not null,
  decider decider not null,
  decided_on date not null,
  section text not null check (length(btrim(section)) between 1 and 20),
  board_reference text not null check (length(board_reference) <= 60),
  immediately_adjusted boolean not null,
  recorded_at timestamptz not null,
  recorded_by person_id not null references person,
  primary key (round_id, n, entry),
  foreign key (round_id, n, board_id) references desk_lock (round_id, n, board_id)
);

create table desk_file (
  id file_id primary key,
  round_id round_id not null,
  board_id board_id not null,
  name text not null check (length(btrim(name)) between 1 and 200),
  media_type text not null,
  byte_count bigint not null check (byte_count between 1 and 20971520),
  sha256 bytea not null check (length(sha256) = 32),
  secret boolean not null,
  content bytea not null,
  added_at timestamptz not null,
  added_by person_id not null references person,
  foreign key (round_id, board_id) references round (id, board_id)
);
create index desk_file_round on desk_file (round_id);

select must_be_logged(t::regclass) from unnest(array['desk_lock', 'desk_reopening', 'board_decision']) t;
select only_added(t::regclass) from unnest(array['desk_version', 'desk_lock', 'desk_reopening', 'board_decision']) t;

-- After submission the desk is closed: what is handed in can only be added to, by a further submission.
create function refuse_after_submission() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select 1 from submission where round_id = coalesce(new.round_id, old.round_id)) then
    raise exception 'the response has been submitted' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  return coalesce(new, old);
end $$;
