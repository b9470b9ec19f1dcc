-- Saving while somebody writes (ADR 0037): what a page saves by itself, how much of that is kept, and the words that could
-- not be taken in, which are their writer's alone.

create domain aside_id as uuid;

-- ---- what a page saves by itself -------------------------------------------------------------------------------------

-- Whether the page saved by itself; in which page it was typed, by an id that the page has made for itself; and how far that
-- page had come: what comes late, or twice, is told by it. Earlier releases knew none of this.
alter table desk_version add column by_itself boolean not null default false;
alter table desk_version add column page uuid;
alter table desk_version add column step bigint check (step >= 0);
alter table desk_version add check ((page is null) = (step is null));

-- Which version of somebody else it replaces in a field in which both had written: so that she is told, where she wrote.
alter table desk_version add column over integer check (over < version);
create index desk_version_over on desk_version (round_id) where over is not null;

-- Versions are only added to. Of those that a page saved by itself, one may go away when the next one is of the same writer
-- and the same sitting: its words went on there. What somebody saved by hand stays.
create function goes_on_in_the_next() returns trigger language plpgsql as $$
begin
  if not old.by_itself or not exists (
    select 1 from desk_version n
    where n.round_id = old.round_id and n.item_id is not distinct from old.item_id and n.version = old.version + 1
      and n.saved_by = old.saved_by and same_sitting(n.saved_at, old.saved_at)
  ) then
    raise exception 'desk_version is a record: it is added to, never changed' using errcode = 'YT002';
  end if;
  return old;
end $$;
drop trigger append_only on desk_version;
create trigger append_only before update or truncate on desk_version for each statement execute function refuse_change();
create trigger goes_on_in_the_next before delete on desk_version for each row execute function goes_on_in_the_next();

-- ---- what could not be taken in --------------------------------------------------------------------------------------

-- Words that did not become a part of the response: it had been locked or handed in, somebody had written in the same
-- field, or they were too many. One for each page in which they were typed; only who wrote them can read them.
create table desk_aside (
  id aside_id primary key,
  round_id round_id not null,
  item_id item_id,
  board_id board_id not null,
  person_id person_id not null references person,
  page uuid,
  step bigint,
  why text not null check (why in ('locked', 'submitted', 'waits', 'conflict', 'long')),
  content jsonb not null,
  kept_at timestamptz not null,
  foreign key (round_id, board_id) references round (id, board_id),
  foreign key (item_id, board_id) references item_board,
  check ((page is null) = (step is null))
);
create index desk_aside_round on desk_aside (round_id, person_id);
create index desk_aside_item on desk_aside (item_id);
select signed_by('desk_aside', 'person_id');
