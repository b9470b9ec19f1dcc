-- The auditors' verdicts (omdömen) on submissions: drafts that only the auditors see, publications, and their corrections.

create type grade as enum ('sufficient', 'partly_sufficient', 'insufficient',
  'implemented', 'partly_implemented', 'not_implemented', 'no_longer_relevant');

-- One part of a verdict being written: on one item, or on the whole, which has no item.
create table verdict_part (
  submission_id submission_id not null references submission,
  item_id item_id references item,
  version integer not null check (version >= 1),
  grade grade,
  comment text not null check (length(comment) <= 20000),
  -- Never leaves the auditors' side.
  note text not null check (length(note) <= 20000),
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  constraint verdict_part_key unique nulls not distinct (submission_id, item_id)
);
create index verdict_part_item on verdict_part (item_id);
create table verdict_version (
  submission_id submission_id not null references submission,
  item_id item_id references item,
  version integer not null,
  grade grade,
  comment text not null,
  note text not null,
  saved_at timestamptz not null,
  saved_by person_id not null references person,
  constraint verdict_version_key unique nulls not distinct (submission_id, item_id, version)
);
create index verdict_version_item on verdict_version (item_id);

-- What was published, whole: a correction is a further publication with its reason, and the newest counts.
create table verdict_publication (
  submission_id submission_id not null references submission,
  n smallint not null check (n >= 1),
  overall text not null check (length(overall) <= 20000),
  reason text not null default '' check (length(reason) <= 2000),
  published_at timestamptz not null,
  published_by person_id not null references person,
  primary key (submission_id, n),
  constraint a_correction_says_why check ((n = 1) = (length(btrim(reason)) = 0))
);
create index verdict_publication_at on verdict_publication (published_at);
create table verdict (
  submission_id submission_id not null,
  n smallint not null,
  item_id item_id not null references item,
  grade grade not null,
  comment text not null,
  primary key (submission_id, n, item_id),
  foreign key (submission_id, n) references verdict_publication,
  -- A harsh verdict says why.
  constraint criticism_is_explained check (grade not in ('insufficient', 'not_implemented') or length(btrim(comment)) > 0)
);
create index verdict_item on verdict (item_id);

-- A correction is begun before it is written: from then on the drafts can be changed again, until the publication of its
-- number.
create table verdict_correction (
  submission_id submission_id not null references submission,
  n smallint not null check (n >= 2),
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  begun_at timestamptz not null,
  begun_by person_id not null references person,
  primary key (submission_id, n)
);

create function correct_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if new.n is distinct from (select max(v.n) + 1 from verdict_publication v where v.submission_id = new.submission_id) then
    raise exception 'a correction follows on what is published' using errcode = 'check_violation', constraint = 'correction_follows_publication';
  end if;
  if (select is_closed(r.audit_id) from round r join submission s on s.round_id = r.id where s.id = new.submission_id) then
    raise exception 'the audit is closed: its verdicts stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  return new;
end $$;
create trigger correct_in_order before insert on verdict_correction for each row execute function correct_in_order();

-- Publications follow one another; every one after the first is a correction that was begun. An audit is closed with no
-- correction open, so that none is published while it is.
create function publish_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  newest smallint;
begin
  perform 1 from round r join submission s on s.round_id = r.id where s.id = new.submission_id for update of r;
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  select coalesce(max(v.n), 0) into newest from verdict_publication v where v.submission_id = new.submission_id;
  if new.n <= newest then
    raise exception 'the verdict has been published' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  if new.n > newest + 1 then
    raise exception 'publications follow one another' using errcode = 'check_violation', constraint = 'publications_have_no_gaps';
  end if;
  if new.n > 1 and not exists (select 1 from verdict_correction k where k.submission_id = new.submission_id and k.n = new.n) then
    raise exception 'the correction has not been begun' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  return new;
end $$;
create trigger publish_in_order before insert on verdict_publication for each row execute function publish_in_order();

-- What has been published stands, and its drafts stand with it until a correction has been begun.
create function refuse_after_publication() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_withdrawn(new.submission_id) then
    raise exception 'it has been taken back' using errcode = 'check_violation', constraint = 'submission_is_withdrawn';
  end if;
  if exists (select 1 from verdict_publication v where v.submission_id = new.submission_id) and not exists (
    select 1 from verdict_correction k
    where k.submission_id = new.submission_id
      and not exists (select 1 from verdict_publication v where v.submission_id = k.submission_id and v.n = k.n)
  ) then
    raise exception 'the verdict has been published' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  return new;
end $$;
create trigger published_stands before insert or update on verdict_part
  for each row execute function refuse_after_publication();

select must_be_logged(t::regclass) from unnest(array['verdict_publication', 'verdict', 'verdict_correction']) t;
select only_added(t::regclass) from unnest(array['verdict_version', 'verdict_publication', 'verdict', 'verdict_correction']) t;
create trigger nothing_later before insert on verdict for each row execute function refuse_later_addition();
select signed_by('verdict_publication', 'published_by'), signed_by('verdict_correction', 'begun_by');
