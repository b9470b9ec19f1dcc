-- A supplement with files and a decision (ADR 0059): on the board's desk until it is handed in, and then a record like any other.

-- One that came another way is written in by the auditors, as a response is (ADR 0041).
alter type notice_kind add value 'supplement_written_in';

-- ---- on the desk -----------------------------------------------------------------------------------------------------

-- What somebody has written of the next supplement of a round, as it was typed.
create table desk_supplement_draft (
  round_id round_id primary key,
  board_id board_id not null,
  version integer not null check (version >= 1),
  content jsonb not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  foreign key (round_id, board_id) references round (id, board_id)
);
create index desk_supplement_draft_saved_by on desk_supplement_draft (saved_by);
select signed_by('desk_supplement_draft', 'saved_by');

-- Its files, until it is handed in.
create table desk_supplement_file (
  id file_id primary key,
  round_id round_id not null,
  board_id board_id not null,
  name text not null check (length(btrim(name)) between 1 and 200),
  media_type text not null,
  byte_count bigint not null check (byte_count between 1 and 20971520),
  sha256 bytea not null check (length(sha256) = 32),
  -- What it belongs to; none: the supplement as a whole.
  item_id item_id,
  -- The provision by which it is secret (OSL): told to everybody, so nothing of the content is in it. Empty: it is open.
  ground text not null default '' check (length(ground) <= 100),
  added_at timestamptz not null,
  added_by person_id not null references person,
  constraint desk_supplement_file_board_key unique (id, board_id),
  foreign key (round_id, board_id) references round (id, board_id),
  foreign key (item_id, board_id) references item_board
);
create index desk_supplement_file_round on desk_supplement_file (round_id);
create index desk_supplement_file_item on desk_supplement_file (item_id);
create index desk_supplement_file_added_by on desk_supplement_file (added_by);
select signed_by('desk_supplement_file', 'added_by');

create table desk_supplement_file_chunk (
  file_id file_id not null,
  n integer not null check (n >= 0),
  board_id board_id not null,
  bytes bytea not null check (length(bytes) between 1 and 131072),
  primary key (file_id, n),
  foreign key (file_id, board_id) references desk_supplement_file (id, board_id) on delete cascade
);
alter table desk_supplement_file_chunk alter column bytes set storage external;

-- What it says stands in src/platform/functions/submissions.sql.
create function supplement_what_stands() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger supplement_what_stands before insert on desk_supplement_draft for each row execute function supplement_what_stands();
create trigger supplement_what_stands before insert on desk_supplement_file for each row execute function supplement_what_stands();

-- ---- what is published -----------------------------------------------------------------------------------------------

-- With who decided on a supplement, where it says so, and its files, as far as the reader may know them.
create or replace view published.received as
select s.round_id, s.number, jsonb_build_object(
    'number', s.number, 'kind', s.kind, 'channel', s.channel, 'receipt_number', s.receipt_number,
    'received_at', s.received_at, 'received_on', s.received_on, 'withdrawn_at', w.withdrawn_at, 'withdrawal_reason', w.reason,
    'registered', exists (select 1 from registration g where g.submission_id = s.id),
    'judged', exists (select 1 from verdict_publication v where v.submission_id = s.id),
    'supplemented', s.kind <> 'supplement' and exists (
      select 1 from submission x
      where x.round_id = s.round_id and x.number > s.number
        and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
    ),
    'followed', s.kind <> 'supplement' and exists (
      select 1 from round r
      join round l on l.audit_id = r.audit_id and l.board_id = r.board_id and l.ordinal > r.ordinal
      join submission x on x.round_id = l.id
      where r.id = s.round_id and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
    ),
    'on_request', s.on_request, 'entered_on', stockholm_day(s.entered_at),
    'added', case when s.kind = 'supplement' then s.summary else '' end,
    'asked', s.kind <> 'supplement' and exists (
      select 1 from supplement_request q
      where q.round_id = s.round_id
        and not exists (select 1 from supplement_request_withdrawal z where z.round_id = q.round_id and z.n = q.n)
    ),
    'requests', (select count(*) from supplement_request q where q.round_id = s.round_id),
    'request_due_on', (select q.due_on from supplement_request q where q.round_id = s.round_id and q.n = s.answers_request),
    'decision', case when s.kind = 'supplement' then (
      select jsonb_build_object('decider', d.decider, 'decided_on', d.decided_on, 'section', coalesce(d.section, ''),
        'board_reference', d.board_reference, 'immediately_adjusted', d.immediately_adjusted, 'predates', d.predates,
        'amended', d.amended, 'reservations', d.reservations, 'minutes_later', d.minutes_later)
      from submission_decision d
      where d.submission_id = s.id
      order by d.n desc
      limit 1
    ) end,
    'files', case when s.kind = 'supplement' then coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'fingerprint', f.fingerprint,
        'item', f.item_id, 'code', f.item_code, 'ground', f.ground) order by f.position)
      from published.submitted_file f
      where f.submission_id = s.id
    ), '[]') else '[]' end
  ) as entry
from submission s
left join submission_withdrawal w on w.submission_id = s.id;
