-- The auditors' side: a letter is read, an audit recorded, items added, and all of it sent to boards.

create type addressee_role as enum ('respond', 'information', 'action', 'consideration');
create type item_kind as enum ('assessment', 'recommendation');
create type certainty as enum ('found', 'check', 'missing');

-- A letter that has been pasted but not confirmed: working material, removed after 30 days, not an audit.
create table intake (
  id intake_id primary key,
  letter text not null check (length(letter) between 1 and 200000),
  created_at timestamptz not null,
  created_by person_id not null references person
);
create index intake_created on intake (created_at);

create table audit (
  id audit_id primary key,
  reference text not null check (length(btrim(reference)) between 1 and 60),
  -- The reference as it stands in addresses: a slash becomes a hyphen, letters lower case.
  reference_key text not null constraint audit_reference_key unique check (reference_key ~ '^[[:alnum:]._-]+$'),
  title text not null check (length(btrim(title)) between 1 and 200),
  decided_by text not null default '' check (length(decided_by) <= 200),
  decided_on date,
  letter_date date,
  chair text not null default '' check (length(chair) <= 200),
  overall_assessment text not null default '' check (length(overall_assessment) <= 20000),
  reply_to text not null default '' check (length(reply_to) <= 254),
  follow_up_period text not null default '' check (length(follow_up_period) <= 60),
  instruction_first text not null default '' check (length(instruction_first) <= 20000),
  instruction_follow_up text not null default '' check (length(instruction_follow_up) <= 20000),
  recorded_at timestamptz not null,
  recorded_by person_id not null references person,
  lock_no integer not null default 0
);

-- The pasted letter and the phrase behind every value are kept for good: each date is explained from them.
create table letter (
  audit_id audit_id primary key references audit,
  body text not null check (length(body) between 1 and 200000)
);
create table letter_phrase (
  audit_id audit_id not null references letter,
  field text not null,
  body text not null default '',
  proposed text,
  phrase text,
  certainty certainty not null,
  primary key (audit_id, field, body)
);

create table addressee (
  audit_id audit_id not null references audit,
  board_id board_id not null references board,
  role addressee_role not null,
  primary key (audit_id, board_id)
);
create index addressee_board on addressee (board_id);

-- The last days as the auditors have them before sending. After sending they stand in deadline_entry.
create table planned_round (
  audit_id audit_id not null,
  board_id board_id not null,
  ordinal smallint not null check (ordinal between 1 and 20),
  due_on date not null,
  phrase text not null default '' check (length(phrase) <= 2000),
  primary key (audit_id, board_id, ordinal),
  foreign key (audit_id, board_id) references addressee on delete cascade
);

create table item (
  id item_id primary key,
  audit_id audit_id not null references audit,
  kind item_kind not null,
  number smallint not null check (number between 1 and 99),
  code text not null generated always as ((case kind when 'assessment' then 'B' else 'R' end) || number::text) stored,
  heading text not null check (length(btrim(heading)) between 1 and 120),
  body text not null check (length(btrim(body)) between 1 and 20000),
  constraint item_number_key unique (audit_id, kind, number) deferrable initially deferred
);
create table item_board (
  item_id item_id not null references item on delete cascade,
  board_id board_id not null references board,
  primary key (item_id, board_id)
);
create index item_board_board on item_board (board_id);

create table audit_file (
  id file_id primary key,
  audit_id audit_id not null references audit,
  name text not null check (length(btrim(name)) between 1 and 200),
  media_type text not null,
  byte_count bigint not null check (byte_count between 1 and 20971520),
  sha256 bytea not null check (length(sha256) = 32),
  -- OSL 5:5: its existence is registered, its content is not shown to the council.
  secret boolean not null,
  added_at timestamptz not null,
  added_by person_id not null references person
);
create index audit_file_audit on audit_file (audit_id);
create table audit_file_content (
  file_id file_id primary key references audit_file on delete cascade,
  content bytea not null
);

create table dispatch (
  audit_id audit_id primary key references audit,
  sent_at timestamptz not null,
  sent_by person_id not null references person,
  message text not null check (length(message) <= 20000)
);
create index dispatch_sent on dispatch (sent_at);

-- An item of a sent audit is corrected by a further version with its reason; version 1 is the item as it was sent.
-- What was answered keeps the wording that it answered (`submitted_answer.item_version`).
create table item_version (
  item_id item_id not null references item,
  n smallint not null check (n >= 2),
  heading text not null check (length(btrim(heading)) between 1 and 120),
  body text not null check (length(btrim(body)) between 1 and 20000),
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  corrected_at timestamptz not null,
  corrected_by person_id not null references person,
  primary key (item_id, n)
);

-- What has been sent stands. Only the lock counter of the audit may move.
create function refuse_after_dispatch() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  touched jsonb;
  audit uuid;
begin
  if tg_table_name = 'audit' and tg_op = 'UPDATE' and to_jsonb(new) - 'lock_no' = to_jsonb(old) - 'lock_no' then
    return new;
  end if;
  -- Both what it was and what it becomes: nothing moves out of a sent audit, and nothing moves in.
  foreach touched in array array[to_jsonb(old), to_jsonb(new)] loop
    continue when touched is null;
    audit := case tg_table_name
      when 'audit' then (touched ->> 'id')::uuid
      when 'item_board' then (select i.audit_id from item i where i.id = (touched ->> 'item_id')::uuid)
      when 'audit_file_content' then (select f.audit_id from audit_file f where f.id = (touched ->> 'file_id')::uuid)
      else (touched ->> 'audit_id')::uuid
    end;
    if exists (select 1 from dispatch where audit_id = audit) then
      raise exception 'the audit has been sent: % stands', tg_table_name
        using errcode = 'check_violation', constraint = 'audit_is_sent';
    end if;
  end loop;
  return coalesce(new, old);
end $$;

do $$
declare guarded text;
begin
  foreach guarded in array array['audit', 'letter', 'letter_phrase', 'addressee', 'planned_round', 'item', 'item_board', 'audit_file', 'audit_file_content'] loop
    execute format('create trigger sent_stands before insert or update or delete on %I '
      'for each row execute function refuse_after_dispatch()', guarded);
  end loop;
end $$;

-- Before it is sent, an item is changed itself; while the audit is closed, its words stand.
create function correct_what_was_sent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  sent record;
begin
  -- One correction of an audit's items at a time, and none while it is being closed.
  select d.audit_id, d.sent_at into sent from item i join dispatch d on d.audit_id = i.audit_id where i.id = new.item_id;
  if sent.audit_id is null then
    raise exception 'the audit has not been sent: the item is changed itself' using errcode = 'check_violation', constraint = 'item_is_sent';
  end if;
  perform 1 from round where audit_id = sent.audit_id order by board_id, ordinal for update;
  if is_closed(sent.audit_id) then
    raise exception 'the audit is closed: its items stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.n <> (select coalesce(max(v.n), 1) + 1 from item_version v where v.item_id = new.item_id) then
    raise exception 'the versions of an item follow one another' using errcode = 'check_violation', constraint = 'versions_have_no_gaps';
  end if;
  if new.corrected_at < coalesce((select max(v.corrected_at) from item_version v where v.item_id = new.item_id), sent.sent_at) then
    raise exception 'a version is newer than the one it corrects' using errcode = 'check_violation', constraint = 'versions_go_forward';
  end if;
  return new;
end $$;
create trigger correct_what_was_sent before insert on item_version for each row execute function correct_what_was_sent();

select must_be_logged(t::regclass)
from unnest(array['audit', 'letter', 'addressee', 'planned_round', 'item', 'item_board', 'audit_file', 'audit_file_content', 'dispatch', 'item_version']) t;
select only_added(t::regclass) from unnest(array['dispatch', 'item_version']) t;
select signed_by('item_version', 'corrected_by');
