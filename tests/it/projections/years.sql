-- What is said of many years, counted once more from the tables of facts alone: how old open recommendations are, in how many days boards
-- answer, and what the council took up last. As everything stood when a day was over: $1 is the end of the day, $2 the day.
with closed as (
  select c.audit_id
  from audit_closing c
  where c.closed_at < $1
    and not exists (select from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n and o.reopened_at < $1)
), answers as (
  -- Everything that answers an item and was not taken back.
  select a.item_id, r.board_id, r.ordinal, s.entered_at
  from submitted_answer a
  join submission s on s.id = a.submission_id and s.entered_at < $1
  join round r on r.id = s.round_id
  where not exists (select from submission_withdrawal w where w.submission_id = s.id and w.withdrawn_at < $1)
), judged as (
  -- The verdict on the answer of the latest round that has one; its correction is the same verdict in other words.
  select distinct on (v.item_id, r.board_id) v.item_id, r.board_id, v.grade, r.ordinal, r.kind <> 'first' as in_follow_up, said.published_at
  from verdict v
  join verdict_publication p on p.submission_id = v.submission_id and p.n = v.n and p.published_at < $1
  join verdict_publication said on said.submission_id = v.submission_id and said.n = 1
  join submission s on s.id = v.submission_id
  join round r on r.id = s.round_id
  order by v.item_id, r.board_id, r.ordinal desc, s.number desc, p.n desc
), looked as (
  -- What the auditors found when they looked themselves, after that verdict.
  select distinct on (f.item_id, f.board_id) f.item_id, f.board_id, f.grade, f.decided_at
  from item_follow_up f
  join judged j on j.item_id = f.item_id and j.board_id = f.board_id and f.decided_at > j.published_at
  where f.decided_at < $1 and f.grade is not null
  order by f.item_id, f.board_id, f.n desc
), let_go as (
  select f.item_id, f.board_id
  from (
    select distinct on (f.item_id, f.board_id) f.* from item_follow_up f where f.decided_at < $1 order by f.item_id, f.board_id, f.n desc
  ) f
  join judged j on j.item_id = f.item_id and j.board_id = f.board_id and f.decided_at > j.published_at
  where f.given_up
), recommendations as (
  select i.id as item_id, x.board_id, stockholm_day(d.sent_at) as sent_on,
    exists (select from closed c where c.audit_id = i.audit_id) as closed,
    exists (select from let_go l where l.item_id = i.id and l.board_id = x.board_id) as let_go,
    coalesce(l.grade, j.grade) as grade, l.grade is not null or coalesce(j.in_follow_up, false) as followed_up,
    exists (
      select from answers a
      where a.item_id = i.id and a.board_id = x.board_id and a.ordinal > coalesce(j.ordinal, 0) and a.entered_at > coalesce(l.decided_at, '-infinity')
    ) as unjudged,
    exists (
      select from round r
      where r.audit_id = i.audit_id and r.board_id = x.board_id and r.opened_at < $1
        and not exists (select from round_withdrawal w where w.round_id = r.id and w.withdrawn_at < $1)
    ) as asked
  from item i
  join item_board x on x.item_id = i.id
  join dispatch d on d.audit_id = i.audit_id and d.sent_at < $1
  join addressee t on t.audit_id = i.audit_id and t.board_id = x.board_id and t.role = 'respond'
  left join judged j on j.item_id = i.id and j.board_id = x.board_id
  left join looked l on l.item_id = i.id and l.board_id = x.board_id
  where i.kind = 'recommendation'
), open as (
  -- Somebody waits for something more: for an answer, for a verdict, or for what is not carried out yet.
  select * from recommendations r
  where not r.let_go and case
    when r.unjudged then true
    when r.grade is null then r.asked and not r.closed
    when r.followed_up then r.grade in ('partly_implemented', 'not_implemented')
    else not r.closed
  end
), firsts as (
  select distinct on (r.id) r.board_id, s.received_on - stockholm_day(d.sent_at) as days
  from round r
  join dispatch d on d.audit_id = r.audit_id
  join submission s on s.round_id = r.id and s.kind <> 'supplement' and s.entered_at < $1
  where r.kind = 'first' and s.received_on between ($2 - interval '1 year')::date and $2
    and not exists (select from submission_withdrawal w where w.submission_id = s.id and w.withdrawn_at < $1)
  order by r.id, s.number
), in_order as (
  select f.board_id, f.days, row_number() over (partition by f.board_id order by f.days) as place, count(*) over (partition by f.board_id) as n
  from firsts f
), acts as (
  select distinct on (c.audit_id, c.n) c.* from council_act c where c.entered_at < $1 order by c.audit_id, c.n, c.version desc
), latest as (
  select a.* from acts a where not a.struck order by a.held_on desc, a.entered_at desc limit 1
)
select '' as "of", 'older than two years' as figure, count(*) as n from open where sent_on < ($2 - interval '2 years')::date
union all
select '', 'older than four years', count(*) from open where sent_on < ($2 - interval '4 years')::date
union all
select '', 'oldest sent on', to_char(min(sent_on), 'YYYYMMDD')::bigint from open
union all
select b.name, 'days to answer', o.days from in_order o join board b on b.id = o.board_id where o.place = (o.n + 1) / 2
union all
select b.name, 'answers of a year', o.n from in_order o join board b on b.id = o.board_id where o.place = 1
union all
select i.title, 'council on', to_char(l.held_on, 'YYYYMMDD')::bigint from latest l join audit i on i.id = l.audit_id
union all
select '', 'council this year', count(distinct a.audit_id) from acts a where not a.struck and a.held_on between date_trunc('year', $2)::date and $2
