-- What was wrong in an audit that has been sent is put right in the open (ADR 0050): its title, a document that was forgotten,
-- somebody who should have had it for information. Items have had their wordings since 0003.

-- A title is corrected by a further one with its reason; the first is as it was sent.
create table audit_version (
  audit_id audit_id not null references dispatch,
  n smallint not null check (n >= 2),
  title text not null check (length(btrim(title)) between 1 and 200),
  reason text not null check (has_visible_text(reason) and length(reason) <= 2000),
  corrected_at timestamptz not null,
  corrected_by person_id not null references person,
  primary key (audit_id, n)
);
select must_be_logged('audit_version'), only_added('audit_version'), signed_by('audit_version', 'corrected_by');

create function correct_title_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if is_closed(new.audit_id) then
    raise exception 'the audit is closed: its title stands' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.n <> (select coalesce(max(v.n), 1) + 1 from audit_version v where v.audit_id = new.audit_id) then
    raise exception 'titles follow one another' using errcode = 'check_violation', constraint = 'versions_have_no_gaps';
  end if;
  if new.corrected_at < coalesce(
    (select max(v.corrected_at) from audit_version v where v.audit_id = new.audit_id),
    (select d.sent_at from dispatch d where d.audit_id = new.audit_id)
  ) then
    raise exception 'a title is newer than the one it corrects' using errcode = 'check_violation', constraint = 'versions_go_forward';
  end if;
  return new;
end $$;
create trigger correct_title_in_order before insert on audit_version for each row execute function correct_title_in_order();
create trigger project_rounds after insert on audit_version for each row execute function project('rounds', 'audit');
create constraint trigger project_items after insert on audit_version deferrable initially deferred
  for each row execute function project('items', 'audit');

-- Why a document was added after the audit had been sent; empty: it went along.
alter table audit_file add column added_reason text not null default '' check (length(added_reason) <= 2000);

-- Who got it for information afterwards, by whom and why. Nobody is asked for an answer that way: that is a round.
alter table addressee
  add column added_at timestamptz,
  add column added_by person_id references person,
  add column added_reason text not null default '' check (length(added_reason) <= 2000),
  add constraint whoever_comes_later_does_not_answer check (
    (added_at is null) = (added_by is null) and (added_at is null) = (added_reason = '') and (added_at is null or role <> 'respond'));
create index addressee_added_by on addressee (added_by) where added_by is not null;

create or replace view published.audit as
select a.id, a.reference, a.reference_key, coalesce(v.title, a.title) as title, a.decided_by, a.decided_on, a.letter_date, a.chair, a.overall_assessment,
  a.reply_to, a.follow_up_period, a.instruction_first, a.instruction_follow_up, d.sent_at,
  case when d.message = '' or reads_for_addressee(a.id) then d.message else '' end as message, c.closed_at, c.motive
from audit a
join dispatch d on d.audit_id = a.id
left join lateral (
  select w.title from audit_version w where w.audit_id = a.id order by w.n desc limit 1
) v on true
left join audit_closing c on c.audit_id = a.id
  and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n);

-- Every title that a sent audit has had, as published.item_version says it of items.
create view published.audit_version as
select a.id as audit_id, 1::smallint as n, a.title, '' as reason, d.sent_at as worded_at
from audit a
join dispatch d on d.audit_id = a.id
union all
select v.audit_id, v.n, v.title, v.reason, v.corrected_at
from audit_version v;

create or replace view published.audit_file as
select f.id, f.audit_id, case when not f.secret or reads_for_addressee(f.audit_id) then f.name else '' end as name, f.media_type,
  case when not f.secret or reads_for_addressee(f.audit_id) then f.byte_count else 0 end as byte_count, f.secret, f.added_at,
  case when not f.secret or reads_for_addressee(f.audit_id) then f.added_reason else '' end as added_reason
from audit_file f
join dispatch d on d.audit_id = f.audit_id;

create or replace view published.addressee as
select x.audit_id, x.board_id, x.role, b.name as board_name, b.slug as board_slug, x.added_at, x.added_reason
from addressee x
join dispatch d on d.audit_id = x.audit_id
join board b on b.id = x.board_id;

-- Every publication of a verdict as a whole, each after the first with the reason of the correction.
create view published.verdict_publications as
select p.submission_id, p.n, p.overall, p.reason, p.published_at from verdict_publication p;

alter type notice_kind add value 'title_corrected';
alter type notice_kind add value 'document_added';
