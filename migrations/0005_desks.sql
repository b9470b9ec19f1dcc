-- The board's side: drafts, locks, decisions and files before submission. Nobody but the board itself can
-- read these tables: the other sides have no grant, and row security keeps the boards apart (HFD 2011:52).

create type decider as enum ('board', 'committee', 'chair', 'other');

-- One part of a response being written: the answer to one item, or the summary, which has no item.
create table desk_part (
  round_id round_id not null,
  item_id item_id,
  board_id board_id not null,
  version integer not null check (version >= 1),
  content jsonb not null,
  complete boolean not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  constraint desk_part_key unique nulls not distinct (round_id, item_id),
  foreign key (round_id, board_id) references round (id, board_id),
  -- Only what the board has been asked.
  foreign key (item_id, board_id) references item_board
);
create index desk_part_board on desk_part (board_id);
create index desk_part_item on desk_part (item_id);

-- Every saved version. A saved draft's version row is its record: there is no event for it.
create table desk_version (
  round_id round_id not null,
  item_id item_id,
  version integer not null,
  board_id board_id not null,
  content jsonb not null,
  complete boolean not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  constraint desk_version_key unique nulls not distinct (round_id, item_id, version),
  foreign key (round_id, board_id) references round (id, board_id),
  foreign key (item_id, board_id) references item_board
);
create index desk_version_item on desk_version (item_id);

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

-- After a submission the desk is closed. A supplement (komplettering) is begun here, and the desk is open again until the
-- submission of that number has come.
create table desk_supplement (
  round_id round_id not null,
  n smallint not null check (n >= 2),
  board_id board_id not null,
  begun_at timestamptz not null,
  begun_by person_id not null references person,
  primary key (round_id, n),
  foreign key (round_id, board_id) references round (id, board_id)
);

create function begin_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where id = new.round_id for update;
  if not is_answered(new.round_id) then
    raise exception 'there is nothing to supplement' using errcode = 'check_violation', constraint = 'supplement_follows_response';
  end if;
  if new.n <> (select max(s.number) + 1 from submission s where s.round_id = new.round_id) then
    raise exception 'a supplement is the next submission' using errcode = 'check_violation', constraint = 'submissions_have_no_gaps';
  end if;
  return new;
end $$;
create trigger begin_in_order before insert on desk_supplement for each row execute function begin_in_order();

-- While an answer stands, what lies on the desk stands with it, unless a supplement has been begun.
create function refuse_after_submission() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  desk uuid := coalesce(new.round_id, old.round_id);
begin
  if is_answered(desk) and not exists (
    select 1 from desk_supplement d where d.round_id = desk and d.n > (select max(s.number) from submission s where s.round_id = desk)
  ) then
    raise exception 'the response has been submitted' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  return coalesce(new, old);
end $$;

do $$
declare guarded text;
begin
  foreach guarded in array array['desk_part', 'desk_version', 'desk_lock', 'desk_reopening', 'board_decision', 'desk_file'] loop
    execute format('create trigger submitted_stands before insert or update or delete on %I '
      'for each row execute function refuse_after_submission()', guarded);
  end loop;
end $$;

select must_be_logged(t::regclass) from unnest(array['desk_lock', 'desk_reopening', 'board_decision', 'desk_supplement']) t;
select only_added(t::regclass) from unnest(array['desk_version', 'desk_lock', 'desk_reopening', 'board_decision', 'desk_supplement']) t;
select signed_by('desk_supplement', 'begun_by');
