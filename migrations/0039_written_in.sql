-- What came another way than through the service: the auditors write it in (ADR 0041).

alter type notice_kind add value 'response_written_in';
-- What is answered stands in the documents that came, and nobody has taken it apart.
alter type answer_kind add value 'in_document';

-- With the day on which it was entered.
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
    'added', case when s.kind = 'supplement' then s.summary else '' end
  ) as entry
from submission s
left join submission_withdrawal w on w.submission_id = s.id;

-- The documents that came, until they are written in: the auditors' working material.
create table arrival_file (
  id file_id primary key,
  round_id round_id not null references round,
  name text not null check (length(btrim(name)) between 1 and 200),
  media_type text not null,
  byte_count bigint not null,
  sha256 bytea not null,
  -- The provision by which it is secret (OSL); empty: it is open.
  ground text not null default '' check (length(ground) <= 100),
  brought_at timestamptz not null,
  brought_by person_id not null references person
);
create index arrival_file_round on arrival_file (round_id);
create table arrival_file_chunk (
  file_id file_id not null references arrival_file on delete cascade,
  n integer not null check (n >= 0),
  bytes bytea not null check (length(bytes) between 1 and 131072),
  primary key (file_id, n)
);
alter table arrival_file_chunk alter column bytes set storage external;

-- When the board hands in itself, there is nothing more to write in.
create function forget_arrivals() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from arrival_file where round_id = new.round_id;
  return null;
end $$;
create trigger forget_arrivals after insert on submission
  for each row when (new.channel = 'service') execute function forget_arrivals();
