-- Files are scanned for malware where the operator has named a scanner (ADR 0085).

create type scan_outcome as enum ('clean', 'infected', 'unscannable');

-- What the scanner said of some bytes, whatever files hold them. The newest counts.
create table file_scan (
  sha256 bytea not null check (length(sha256) = 32),
  n smallint not null check (n >= 1),
  outcome scan_outcome not null,
  -- What the scanner calls what it found, or why it could not look.
  said text not null check (length(said) <= 200),
  scanned_at timestamptz not null,
  primary key (sha256, n)
);
-- Few are not clean, and are asked for again and again.
create index file_scan_not_clean on file_scan (outcome, scanned_at) where outcome <> 'clean';
select must_be_logged('file_scan'), only_added('file_scan'), sealed('file_scan');

-- Every file that is stored, where it belongs and what its bytes are: by this it is known what waits. A letter goes by its audit.
create table stored_file (
  id uuid primary key,
  place text not null check (place in ('document', 'letter', 'desk', 'supplement', 'arrival', 'submitted')),
  sha256 bytea not null check (length(sha256) = 32),
  byte_count bigint not null,
  audit_id uuid,
  round_id uuid,
  submission_id uuid,
  -- There is no outcome for its bytes yet.
  waits boolean not null default true
);
create index stored_file_sha256 on stored_file (sha256);
create index stored_file_waits on stored_file (id) where waits;

-- That it was told that some bytes are in quarantine, and to which side of a round: nobody is told twice.
create table quarantine_told (
  sha256 bytea not null,
  round_id uuid not null,
  to_board boolean not null,
  told_at timestamptz not null,
  primary key (sha256, round_id, to_board)
);

alter type notice_kind add value 'file_quarantined';
alter type notice_kind add value 'document_quarantined';

-- Whatever is stored is noted as it is stored, by whomever.
create function note_stored() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  noted stored_file;
begin
  if tg_op <> 'INSERT' then
    if tg_table_name = 'letter_file' then
      delete from stored_file where id = old.audit_id::uuid;
    else
      delete from stored_file where id = old.id::uuid;
    end if;
  end if;
  if tg_op = 'DELETE' then
    return null;
  end if;
  noted.place := tg_argv[0];
  if tg_table_name = 'letter_file' then
    noted.id := new.audit_id;
    noted.audit_id := new.audit_id;
    noted.sha256 := sha256(new.content);
    noted.byte_count := length(new.content);
  else
    noted.id := new.id;
    noted.sha256 := new.sha256;
    noted.byte_count := new.byte_count;
    if tg_table_name = 'audit_file' then
      noted.audit_id := new.audit_id;
    elsif tg_table_name = 'submitted_file' then
      noted.submission_id := new.submission_id;
    else
      noted.round_id := new.round_id;
    end if;
  end if;
  noted.waits := not exists (select 1 from file_scan s where s.sha256 = noted.sha256);
  insert into stored_file select noted.*;
  return null;
end $$;
create trigger noted after insert or update or delete on audit_file for each row execute function note_stored('document');
create trigger noted after insert or update or delete on letter_file for each row execute function note_stored('letter');
create trigger noted after insert or update or delete on desk_file for each row execute function note_stored('desk');
create trigger noted after insert or update or delete on desk_supplement_file for each row execute function note_stored('supplement');
create trigger noted after insert or update or delete on arrival_file for each row execute function note_stored('arrival');
create trigger noted after insert or update or delete on submitted_file for each row execute function note_stored('submitted');

-- What is stored already. The desks show themselves to nobody here until the walls are built anew, which they are after each migration.
alter table desk_file no force row level security;
alter table desk_supplement_file no force row level security;
insert into stored_file (id, place, sha256, byte_count, audit_id)
  select f.id, 'document', f.sha256, f.byte_count, f.audit_id from audit_file f
  union all
  select l.audit_id, 'letter', sha256(l.content), length(l.content), l.audit_id from letter_file l;
insert into stored_file (id, place, sha256, byte_count, round_id)
  select f.id, 'desk', f.sha256, f.byte_count, f.round_id from desk_file f
  union all
  select f.id, 'supplement', f.sha256, f.byte_count, f.round_id from desk_supplement_file f
  union all
  select f.id, 'arrival', f.sha256, f.byte_count, f.round_id from arrival_file f;
insert into stored_file (id, place, sha256, byte_count, submission_id)
  select f.id, 'submitted', f.sha256, f.byte_count, f.submission_id from submitted_file f;
