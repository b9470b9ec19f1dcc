-- What a board says beside its answer: whether it agrees with the auditors, and when a question on which it plans no measures is
-- looked at again. Answers of before say neither, and stay as they are.
create type agreement as enum ('agrees', 'in_part', 'disagrees');

alter type answer_kind add value 'same';

alter table submitted_answer
  add column agreement agreement,
  add column agreement_reason text not null default '',
  -- The day in the board's own words, and the last day it means.
  add column again_text text not null default '',
  add column again_on date,
  add column looked_again text not null default '',
  -- The item of the same audit whose measures answer this one, too: one text, one date, one outcome.
  add column same_as item_id references item;
-- What stands is right by being empty, so there is nothing to look through.
alter table submitted_answer
  add constraint the_same_as_another_item check ((same_as is not null) = (kind::text = 'same') and same_as is distinct from item_id) not valid,
  add constraint who_does_not_agree_says_why
    check (case when agreement is null then agreement_reason = '' else agreement = 'agrees' or has_visible_text(agreement_reason) end) not valid,
  add constraint looked_at_again_where_nothing_is_planned
    check ((again_on is null and again_text = '') or (again_on is not null and again_text <> '' and kind = 'none')) not valid;

create or replace view published.submitted_answer as
select a.submission_id, a.item_id, a.kind, a.reason, a.elsewhere_reference, i.code, i.kind as item_kind, i.number,
  -- As it was worded when it was answered.
  coalesce(v.heading, i.heading) as heading, coalesce(v.body, i.body) as body, a.item_version,
  a.agreement, a.agreement_reason, a.again_text, a.again_on, a.looked_again, a.same_as, o.code as same_code
from submitted_answer a
join item i on i.id = a.item_id
left join item_version v on v.item_id = a.item_id and v.n = a.item_version
left join item o on o.id = a.same_as;

-- As in 0030, with the days on which questions are looked at again among those that are owed.
create or replace function item_as_of(at timestamptz) returns setof item_now
  language sql stable as $$
  select i.id, x.board_id, i.audit_id, i.kind, i.number, i.code, coalesce(wording.heading, i.heading), coalesce(wording.n, 1)::smallint,
    a.reference, a.reference_key, a.title, b.name, b.slug, coalesce(t.role = 'respond', false), c.closed_at,
    n.round_id, n.ordinal, n.submission_id, n.kind, n.received_on,
    plans.first_promised_on, plans.promised_on, plans.times_moved::smallint, owed.days[1], owed.days,
    (
      select m.outcome from submitted_measure m
      where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'outcome'
      order by array_position(array['not_done', 'dropped', 'under_way', 'replaced', 'done'], m.outcome::text)
      limit 1
    ),
    v.grade, v.ordinal, v.published_at,
    i.kind = 'recommendation' and coalesce(t.role = 'respond', false) and c.closed_at is null and coalesce(v.ordinal, 1) = 1
  from item i
  join item_board x on x.item_id = i.id
  join audit a on a.id = i.audit_id
  join board b on b.id = x.board_id
  join dispatch d on d.audit_id = i.audit_id and d.sent_at <= at
  left join addressee t on t.audit_id = i.audit_id and t.board_id = x.board_id
  left join lateral (
    select w.n, w.heading from item_version w where w.item_id = i.id and w.corrected_at <= at order by w.n desc limit 1
  ) wording on true
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = i.audit_id and k.closed_at <= at
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= at)
    order by k.n desc
    limit 1
  ) c on true
  left join lateral (
    select r.id as round_id, r.ordinal, s.id as submission_id, w.kind, s.received_on
    from round r
    join submission s on s.round_id = r.id and s.entered_at <= at
    join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
      and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
    order by r.ordinal desc, s.number desc
    limit 1
  ) n on true
  left join lateral (
    select v.grade, r.ordinal, p.published_at
    from round r
    join submission s on s.round_id = r.id
    join verdict_publication p on p.submission_id = s.id and p.published_at <= at
    join verdict v on v.submission_id = p.submission_id and v.n = p.n and v.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
    order by r.ordinal desc, s.number desc, p.n desc
    limit 1
  ) v on true
  cross join lateral (
    -- The days of each plan, from the first on: as planned, and as each later answer moved it.
    select max(told.due_on) filter (where told.place = 1) as first_promised_on,
      max(told.due_on) filter (where told.is_last and coalesce(told.outcome::text not in ('done', 'replaced', 'dropped'), true)) as promised_on,
      count(distinct told.ordinal) filter (where told.due_on > told.before) as times_moved
    from (
      select answered.ordinal, m.outcome, coalesce(m.due_on, lag(m.due_on) over plan) as due_on, lag(m.due_on) over plan as before,
        row_number() over plan as place, lead(m.id) over plan is null as is_last
      from (
        select distinct on (r.ordinal) r.ordinal, s.id
        from round r
        join submission s on s.round_id = r.id and s.entered_at <= at
        join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
        where r.audit_id = i.audit_id and r.board_id = x.board_id
          and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
        order by r.ordinal, s.number desc
      ) answered
      join submitted_measure m on m.submission_id = answered.id and m.item_id = i.id and m.kind in ('planned', 'outcome')
      window plan as (partition by coalesce(m.planned_measure, m.id) order by answered.ordinal, m.position)
    ) told
  ) plans
  cross join lateral (
    select array(
      select told.due_on
      from (
        select m.due_on
        from submitted_measure m
        where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'planned' and m.due_on is not null
        union all
        -- A question that is looked at again is owed by that day like a measure.
        select w.again_on
        from submitted_answer w
        where w.submission_id = n.submission_id and w.item_id = i.id and w.again_on is not null
      ) told
      where c.closed_at is null
        and not exists (
          select 1 from round l
          join submission s on s.round_id = l.id and s.entered_at <= at
          where l.audit_id = i.audit_id and l.board_id = x.board_id and l.ordinal > n.ordinal
            and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
        )
      order by told.due_on
    ) as days
  ) owed
$$;
