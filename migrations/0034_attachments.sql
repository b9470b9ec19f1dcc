-- Files that a board attaches to its response (ADR 0039): its own while it writes, copied when it hands in, and then a record.

-- ---- on the desk -----------------------------------------------------------------------------------------------------

-- Stored in pieces, as the files of audits are (ADR 0032); no release has stored one whole.
alter table desk_file alter column content drop not null;
alter table desk_file
  -- What it belongs to; none: the response as a whole.
  add column item_id item_id,
  -- The provision by which it is secret (OSL): told to everybody, so nothing of the content is in it.
  add column ground text not null default '' check (length(ground) <= 100),
  add constraint desk_file_board_key unique (id, board_id),
  add constraint a_secret_file_says_why check (secret = has_visible_text(ground)) not valid,
  add foreign key (item_id, board_id) references item_board;
create index desk_file_item on desk_file (item_id);

create table desk_file_chunk (
  file_id file_id not null,
  n integer not null check (n >= 0),
  board_id board_id not null,
  bytes bytea not null check (length(bytes) between 1 and 131072),
  primary key (file_id, n),
  foreign key (file_id, board_id) references desk_file (id, board_id) on delete cascade
);
alter table desk_file_chunk alter column bytes set storage external;

-- What the board has before it stands, with the files that belong to it. A lock from before a supplement was begun is over.
create function locked_files_stand() returns trigger language plpgsql as $$
declare
  desk uuid := coalesce(new.round_id, old.round_id);
begin
  if exists (
    select 1 from desk_lock l
    where l.round_id = desk
      and not exists (select 1 from desk_reopening o where o.round_id = l.round_id and o.n = l.n)
      and not exists (select 1 from desk_supplement d where d.round_id = l.round_id and d.begun_at >= l.locked_at)
  ) then
    raise exception 'the text is locked, and its files with it' using errcode = 'check_violation', constraint = 'locked_files_stand';
  end if;
  return coalesce(new, old);
end $$;
-- Looked at after whether it has been handed in: that is what whoever comes late is told.
create trigger with_its_text before insert or update or delete on desk_file for each row execute function locked_files_stand();

-- All pieces are there, and what they say is what the fingerprint was taken of. Run as whoever commits: only the board itself
-- reads its desk.
create function desk_file_is_whole() returns trigger language plpgsql as $$
declare
  pieces record;
begin
  select count(*) as number, coalesce(max(c.n), -1) as last, coalesce(sum(length(c.bytes)), 0) as bytes,
    sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.n), ''::bytea)) as digest into pieces
  from desk_file_chunk c
  where c.file_id = new.id;
  if pieces.number <> pieces.last + 1 or pieces.bytes <> new.byte_count or pieces.digest <> new.sha256 then
    raise exception 'a file is stored whole or not at all' using errcode = 'check_violation', constraint = 'file_is_whole';
  end if;
  return null;
end $$;
create constraint trigger desk_file_is_whole after insert on desk_file deferrable initially deferred
  for each row execute function desk_file_is_whole();

-- ---- handed in -------------------------------------------------------------------------------------------------------

alter table submitted_file alter column content drop not null;
alter table submitted_file
  add column item_id item_id references item,
  add column ground text not null default '' check (length(ground) <= 100),
  -- The order in which the document lists them.
  add column position smallint not null default 0,
  add constraint submitted_file_submission_key unique (id, submission_id),
  add constraint a_secret_record_says_why check (secret = has_visible_text(ground)) not valid;
create index submitted_file_item on submitted_file (item_id);

create table submitted_file_chunk (
  file_id file_id not null,
  n integer not null check (n >= 0),
  submission_id submission_id not null,
  bytes bytea not null check (length(bytes) between 1 and 131072),
  primary key (file_id, n),
  foreign key (file_id, submission_id) references submitted_file (id, submission_id)
);
alter table submitted_file_chunk alter column bytes set storage external;

create trigger nothing_later before insert on submitted_file_chunk for each row execute function refuse_later_addition();
select must_be_logged('submitted_file_chunk'), only_added('submitted_file_chunk');

create function submitted_file_is_whole() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  pieces record;
begin
  select count(*) as number, coalesce(max(c.n), -1) as last, coalesce(sum(length(c.bytes)), 0) as bytes,
    sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.n), ''::bytea)) as digest into pieces
  from submitted_file_chunk c
  where c.file_id = new.id;
  if pieces.number <> pieces.last + 1 or pieces.bytes <> new.byte_count or pieces.digest <> new.sha256 then
    raise exception 'a file is stored whole or not at all' using errcode = 'check_violation', constraint = 'file_is_whole';
  end if;
  return null;
end $$;
create constraint trigger submitted_file_is_whole after insert on submitted_file deferrable initially deferred
  for each row execute function submitted_file_is_whole();

-- ---- what is published -----------------------------------------------------------------------------------------------

-- Whether this connection reads for the auditors, or for this board: they open what is secret of its responses (OSL 10:17).
create function reads_for_sender(in_board uuid) returns boolean
  language sql stable as $$
  select current_user = 'app_audit' or current_user = 'app_board' and in_board = any (my_boards())
$$;

-- That there is a secret file is known to everybody, and by which provision; what it is called, how long it is and its
-- fingerprint only to those who may open it: short texts can be guessed from a fingerprint.
create or replace view published.submitted_file as
select f.id, f.submission_id, case when x.open then f.name else '' end as name, f.media_type,
  case when x.open then f.byte_count else 0 end as byte_count, f.secret,
  case when x.open then encode(f.sha256, 'hex') else '' end as fingerprint, f.ground, f.item_id, i.code as item_code, f.position
from submitted_file f
join submission s on s.id = f.submission_id
left join item i on i.id = f.item_id
cross join lateral (select not f.secret or reads_for_sender(s.board_id) as open) x;

-- A file piece by piece, for whoever may open it.
create view published.submitted_file_chunk as
select f.id, s.round_id, f.name, f.media_type, f.byte_count, f.secret, c.n, c.bytes
from submitted_file f
join submission s on s.id = f.submission_id
join submitted_file_chunk c on c.file_id = f.id
where not f.secret or reads_for_sender(s.board_id);
