-- The auditors' verdicts (omdömen) on submitted responses: drafts that only the auditors see, and publications.

create type grade as enum ('sufficient', 'partly_sufficient', 'insufficient',
  'implemented', 'partly_implemented', 'not_implemented', 'no_longer_relevant');

create table verdict_part (
  submission_id submission_id not null references submission,
  part text not null check (part ~ '^(sammanfattning|[BR][1-9][0-9]?)$'),
  version integer not null check (version >= 1),
  grade grade,
  comment text not null check (length(comment) <= 20000),
  -- Never leaves the auditors' side.
  note text not null check (length(note) <= 20000),
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  primary key (submission_id, part)
);
create table verdict_version (
  submission_id submission_id not null references submission,
  part text not null,
  version integer not null,
  grade grade,
  comment text not null,
  note text not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  primary key (submission_id, part, version)
);

create table verdict_publication (
  submission_id submission_id primary key references submission,
  overall text not null check (length(overall) <= 20000),
  published_at timestamptz not null,
  published_by person_id not null references person
);
create index verdict_publication_at on verdict_publication (published_at);
create table verdict (
  submission_id submission_id not null references verdict_publication,
  item_id item_id not null references item,
  grade grade not null,
  comment text not null,
  primary key (submission_id, item_id),
  -- A harsh verdict says why.
  constraint criticism_is_explained check (grade not in ('insufficient', 'not_implemented') or length(btrim(comment)) > 0)
);
create index verdict_item on verdict (item_id);

-- What has been published stands: its drafts stand with it.
create function refuse_after_publication() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select 1 from verdict_publication where submission_id = new.submission_id) then
    raise exception 'the verdict has been published' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  return new;
end $$;
create trigger published_stands before insert or update on verdict_part
  for each row execute function refuse_after_publication();

select must_be_logged(t::regclass) from unnest(array['verdict_publication', 'verdict']) t;
select only_added(t::regclass) from unnest(array['verdict_version', 'verdict_publication', 'verdict']) t;
