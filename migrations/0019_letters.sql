-- Letters that come as files, the letter among the documents of its audit, and lists that wait to become items.

-- What was done to a letter's text before it was read, so that the page can say so.
alter table intake
  add column mended boolean not null default false,
  add column damaged boolean not null default false;

-- The file that a letter came as: first beside the intake, then beside the letter. A letter that was pasted has none.
create table intake_file (
  intake_id intake_id primary key references intake on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 200),
  media_type text not null,
  content bytea not null check (length(content) between 1 and 20971520)
);
create table letter_file (
  audit_id audit_id primary key references letter,
  name text not null check (length(btrim(name)) between 1 and 200),
  media_type text not null,
  content bytea not null check (length(content) between 1 and 20971520)
);
create trigger sent_stands before insert or update or delete on letter_file
  for each row execute function refuse_after_dispatch();
select must_be_logged('letter_file'::regclass);

-- A letter that is a picture has no text, and is a letter all the same.
alter table letter
  drop constraint letter_body_check,
  add check (length(body) <= 200000);

-- A list as it was pasted, until its items have been looked at and added: working material, one for each audit.
create table item_paste (
  audit_id audit_id primary key references audit on delete cascade,
  kind item_kind,
  body text not null check (length(body) between 1 and 200000),
  boards board_id[] not null,
  pasted_at timestamptz not null,
  pasted_by person_id not null references person
);

-- The letter itself is a document of its audit, for everybody who reads the audit: as the file that it came as, else as its text.
create view published.letter as
select l.audit_id, f.name, coalesce(f.media_type, 'text/plain; charset=utf-8') as media_type,
  coalesce(length(f.content), octet_length(l.body))::bigint as byte_count
from letter l
join dispatch d on d.audit_id = l.audit_id
left join letter_file f on f.audit_id = l.audit_id;
create view published.letter_content as
select l.audit_id, f.name, coalesce(f.media_type, 'text/plain; charset=utf-8') as media_type,
  coalesce(f.content, convert_to(l.body, 'UTF8')) as content
from letter l
join dispatch d on d.audit_id = l.audit_id
left join letter_file f on f.audit_id = l.audit_id;
