-- The chain of the log (ADR 0056): what shows that an event, or a record that it speaks of, is another than it was written.

-- The digest of a row, as it was written: made by a trigger in the transaction of the row, and bound to the first event of that
-- transaction when it ends. A row that changes gets a further one; the newest counts. None of a row that was taken away.
create table seal (
  id bigint generated always as identity primary key,
  tx xid8 not null,
  -- The event; null until the transaction ends.
  authority text,
  seq bigint,
  relation text not null,
  row_key text not null,
  -- Goes with the content when that is erased: nobody can then try out what a short text was.
  salt bytea check (length(salt) = 16),
  digest bytea check (length(digest) = 32)
);
create index seal_waiting on seal (tx, id) where seq is null;
create index seal_event on seal (authority, seq, id);

-- What binds each event to the one before it, to the seals of its transaction, and to the logs of other authorities in which the
-- same transaction wrote. Made when the transaction ends. Events of before this migration have none: the chain begins after them.
create table link (
  authority text not null,
  seq bigint not null,
  -- Digest of the seals; null when there are none.
  records bytea check (length(records) = 32),
  -- A line for each other log: its authority, the number of an event in it, and its hash.
  witness text,
  hash bytea not null check (length(hash) = 32),
  primary key (authority, seq)
);
select only_added('link');

-- What these do stands in src/platform/functions/chain.sql.
create function seal_row() returns trigger language plpgsql as $$ begin return null; end $$;
create function link_event() returns trigger language plpgsql as $$ begin return null; end $$;

create constraint trigger chained after insert on event deferrable initially deferred for each row execute function link_event();

-- In which logs a transaction wrote.
create index event_tx_authority on event (tx, authority);
drop index event_tx;

-- A table that is sealed: its rows are named by their primary key.
create function sealed(guarded regclass) returns void language plpgsql as $$
declare
  keys text;
begin
  select string_agg(quote_literal(a.attname), ', ' order by array_position(i.indkey::smallint[], a.attnum)) into keys
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::smallint[])
  where i.indrelid = guarded and i.indisprimary;
  execute format('create trigger sealed after insert or update or delete on %s for each row execute function seal_row(%s)', guarded, keys);
end $$;

-- The phrase behind each value is kept with its letter, and was written with an event all along.
select must_be_logged('letter_phrase');

select sealed(t::regclass) from unnest(array[
  'organisation', 'board', 'board_change', 'board_succession', 'person', 'person_change', 'role_grant', 'access_proposal', 'access_decision',
  'deadline_rules', 'meeting', 'audit', 'audit_version', 'letter', 'letter_file', 'letter_phrase', 'addressee', 'planned_round',
  'item', 'item_board', 'item_version', 'audit_file', 'dispatch',
  'round', 'round_withdrawal', 'deadline_entry', 'audit_closing', 'audit_reopening', 'extension_request', 'extension_withdrawal',
  'extension_decision', 'reminder', 'supplement_request', 'supplement_request_withdrawal', 'supplement_reminder',
  'desk_lock', 'desk_reopening', 'board_decision', 'desk_supplement',
  'submission', 'submission_decision', 'submission_withdrawal', 'submitted_answer', 'submitted_measure', 'submitted_file', 'registration',
  'verdict_publication', 'verdict', 'verdict_correction', 'item_follow_up']) t;
-- Of migration 60, which seals them itself where this one was there first.
select sealed(t::regclass) from unnest(array['audit_responsible', 'council_act', 'prompt']) t where to_regclass(t) is not null;

-- The rules that an earlier migration put there: the first event that is chained takes them with it.
insert into seal (tx, relation, row_key, salt, digest)
select '0', 'deadline_rules', 'true', s.salt, sha256(s.salt || (
  select string_agg(int4send(octet_length(c.key)) || convert_to(c.key, 'UTF8') || int4send(octet_length(c.value)) || convert_to(c.value, 'UTF8'),
    ''::bytea order by c.key collate "C")
  from jsonb_each_text(to_jsonb(r)) c where c.value is not null))
from deadline_rules r cross join (select uuid_send(gen_random_uuid()) as salt) s;
