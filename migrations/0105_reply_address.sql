-- The address for answers that a letter names, put right after the audit was sent (ADR 0082): by a further one with its reason, as its title
-- is (ADR 0050). The first is as it was sent.
create table audit_reply_to (
  audit_id audit_id not null references dispatch,
  n smallint not null check (n >= 2),
  reply_to text not null check (length(reply_to) <= 254),
  reason text not null check (has_visible_text(reason) and length(reason) <= 2000),
  corrected_at timestamptz not null,
  corrected_by person_id not null references person,
  primary key (audit_id, n)
);
create index audit_reply_to_corrected_by on audit_reply_to (corrected_by);
select must_be_logged('audit_reply_to'), only_added('audit_reply_to'), signed_by('audit_reply_to', 'corrected_by'), sealed('audit_reply_to');

create function correct_reply_to_in_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if is_closed(new.audit_id) then
    raise exception 'the audit is closed: its reply address stands' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.n <> (select coalesce(max(v.n), 1) + 1 from audit_reply_to v where v.audit_id = new.audit_id) then
    raise exception 'reply addresses follow one another' using errcode = 'check_violation', constraint = 'versions_have_no_gaps';
  end if;
  if new.corrected_at < coalesce(
    (select max(v.corrected_at) from audit_reply_to v where v.audit_id = new.audit_id),
    (select d.sent_at from dispatch d where d.audit_id = new.audit_id)
  ) then
    raise exception 'a reply address is newer than the one it corrects' using errcode = 'check_violation', constraint = 'versions_go_forward';
  end if;
  return new;
end $$;
create trigger correct_reply_to_in_order before insert on audit_reply_to for each row execute function correct_reply_to_in_order();

-- Every reply address that a sent audit has had, as published.audit_version says it of titles.
create view published.audit_reply_to as
select a.id as audit_id, 1::smallint as n, a.reply_to, '' as reason, d.sent_at as worded_at
from audit a
join dispatch d on d.audit_id = a.id
union all
select v.audit_id, v.n, v.reply_to, v.reason, v.corrected_at
from audit_reply_to v;

create or replace view published.audit as
select a.id, a.reference, a.reference_key, coalesce(v.title, a.title) as title, a.decided_by, a.decided_on, a.letter_date, a.chair, a.overall_assessment,
  coalesce(w.reply_to, a.reply_to) as reply_to, a.follow_up_period, a.instruction_first, a.instruction_follow_up, d.sent_at,
  case when d.message = '' or reads_for_addressee(a.id) then d.message else '' end as message, c.closed_at, c.motive
from audit a
join dispatch d on d.audit_id = a.id
left join lateral (
  select t.title from audit_version t where t.audit_id = a.id order by t.n desc limit 1
) v on true
left join lateral (
  select t.reply_to from audit_reply_to t where t.audit_id = a.id order by t.n desc limit 1
) w on true
left join audit_closing c on c.audit_id = a.id
  and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n);

alter type notice_kind add value 'reply_to_corrected';

-- It is among what the auditors have done since they last met.
create or replace view published.audit_moment as
select distinct r.audit_id, r.board_id, w.withdrawn_at as at, 'round_withdrawn' as what, null::text as about, null::date as day, w.reason
from round_withdrawal w
join round r on r.id = w.round_id
union all
select v.audit_id, null, v.corrected_at, 'title_corrected', null, null, v.reason
from audit_version v
union all
select v.audit_id, null, v.corrected_at, 'reply_to_corrected', null, null, v.reason
from audit_reply_to v
union all
select i.audit_id, null, v.corrected_at, 'item_corrected', i.code, null, v.reason
from item_version v
join item i on i.id = v.item_id
union all
select o.audit_id, null, o.reopened_at, 'reopened', null, null, o.reason
from audit_reopening o
union all
select r.audit_id, r.board_id, p.published_at, 'verdict_corrected', null, null, p.reason
from verdict_publication p
join submission s on s.id = p.submission_id
join round r on r.id = s.round_id
where p.n > 1
union all
select i.audit_id, f.board_id, f.decided_at, 'followed_up', i.code, f.look_on, f.reason
from item_follow_up f
join item i on i.id = f.item_id
union all
select c.audit_id, null, c.entered_at, case when c.struck then 'council_struck' when c.version > 1 then 'council_corrected' else 'council' end, c.section,
  c.held_on, c.reason
from council_act c;
