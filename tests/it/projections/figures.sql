-- What the pages of the council say, counted once more: from the tables of facts alone, by the words in which the pages explain their
-- figures, and without knowing how the program folds and counts.
--
-- As everything stood when a day was over: $1 is the end of the day, $2 the day. Each row says of what (everything, a board, a year, a
-- board's year) which figure is how large; what is none has no row.
with came as (
  -- A response or a preliminary one that was not taken back. What is added to it is none.
  select distinct on (s.round_id) s.round_id, s.received_on
  from submission s
  where s.kind <> 'supplement' and s.entered_at < $1
    and not exists (select from submission_withdrawal w where w.submission_id = s.id and w.withdrawn_at < $1)
  order by s.round_id, s.number
), closed as (
  select c.audit_id
  from audit_closing c
  where c.closed_at < $1
    and not exists (select from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n and o.reopened_at < $1)
), ledger as (
  select e.round_id, e.n, e.request_id, e.due_on, stockholm_day(e.entered_at) > lag(e.due_on) over (partition by e.round_id order by e.n) as over
  from deadline_entry e
  where e.entered_at < $1
), days as (
  -- The day in force is the last entry, the letter's the first one. Who was moved along has had no extension (ADR 0017).
  select l.round_id, (array_agg(l.due_on order by l.n desc))[1] as due_on, (array_agg(l.due_on order by l.n))[1] as letter_on,
    bool_or(l.request_id is not null) as extended, coalesce(bool_or(l.over), false) as moved_after
  from ledger l
  group by l.round_id
), asked as (
  -- What the auditors have withdrawn counts for nothing.
  select r.id, r.audit_id, r.board_id, r.ordinal, d.due_on, d.letter_on, d.extended, d.moved_after, c.received_on,
    c.round_id is not null as has_come, exists (select from closed k where k.audit_id = r.audit_id) as closed
  from round r
  join days d on d.round_id = r.id
  left join came c on c.round_id = r.id
  where r.opened_at < $1 and not exists (select from round_withdrawal w where w.round_id = r.id and w.withdrawn_at < $1)
), awaited as (
  -- A follow-up is not missing as long as what was asked before it is: a silent board is overdue once.
  select a.*, not a.has_come and not a.closed and not exists (
      select from asked f where f.audit_id = a.audit_id and f.board_id = a.board_id and f.ordinal < a.ordinal and not f.has_come
    ) as is_awaited
  from asked a
), responses as (
  select a.*, extract(year from a.due_on)::integer as year,
    a.is_awaited and a.due_on < $2 as overdue, a.is_awaited and a.letter_on < $2 as overdue_by_letter, not a.has_come and a.closed as unanswered
  from awaited a
), judged as (
  -- What was found last: a verdict in a follow-up, or when the auditors looked themselves. A correction is the same verdict in other
  -- words: it keeps its year.
  select distinct on (f.item_id, f.board_id) f.item_id, f.board_id, f.grade, extract(year from stockholm_day(f.found_at))::integer as year
  from (
    select v.item_id, r.board_id, v.grade, said.published_at as found_at, p.n
    from verdict v
    join verdict_publication said on said.submission_id = v.submission_id and said.n = 1
    join verdict_publication p on p.submission_id = v.submission_id and p.n = v.n and p.published_at < $1
    join submission s on s.id = v.submission_id
    join round r on r.id = s.round_id and r.kind <> 'first'
    union all
    select l.item_id, l.board_id, l.grade, l.decided_at, 0 from item_follow_up l where l.grade is not null and l.decided_at < $1
  ) f
  order by f.item_id, f.board_id, f.found_at desc, f.n desc
), decided as (
  -- What the auditors have decided last about what is not solved: when they look again, or that they do not.
  select distinct on (l.item_id, l.board_id) l.item_id, l.board_id, l.look_on,
    l.given_up and not exists (
      select from verdict v
      join verdict_publication said on said.submission_id = v.submission_id and said.n = 1 and said.published_at < $1
      join submission s on s.id = v.submission_id
      where v.item_id = l.item_id and s.board_id = l.board_id and said.published_at > l.decided_at
    ) as given_up
  from item_follow_up l
  where l.decided_at < $1
  order by l.item_id, l.board_id, l.n desc
), recommendations as (
  select i.id as item_id, i.audit_id, x.board_id, j.grade, j.year
  from item i
  join item_board x on x.item_id = i.id
  left join judged j on j.item_id = i.id and j.board_id = x.board_id
  where i.kind = 'recommendation'
), waiting as (
  -- Nothing was said of it in a follow-up, and there is something to judge, or to come.
  select w.item_id, w.board_id
  from recommendations w
  left join decided l on l.item_id = w.item_id and l.board_id = w.board_id
  where w.grade is null and not exists (select from closed k where k.audit_id = w.audit_id) and l.given_up is not true
    and (l.look_on is not null or exists (select from asked a where a.audit_id = w.audit_id and a.board_id = w.board_id
      and not exists (
        select from verdict v join submission s on s.id = v.submission_id join verdict_publication p on p.submission_id = v.submission_id and p.n = v.n
        where s.round_id = a.id and v.item_id = w.item_id and p.published_at < $1
      )))
), answers as (
  -- What the board has answered last to an item in its first response, or in what it added to it.
  select distinct on (a.item_id, s.board_id) a.item_id, s.board_id, s.id as submission_id
  from submitted_answer a
  join submission s on s.id = a.submission_id
  join round r on r.id = s.round_id and r.kind = 'first'
  where s.entered_at < $1 and not exists (select from submission_withdrawal w where w.submission_id = s.id and w.withdrawn_at < $1)
  order by a.item_id, s.board_id, s.number desc
), promised as (
  select a.item_id, a.board_id
  from answers a
  join submitted_measure m on m.submission_id = a.submission_id and m.item_id = a.item_id and m.kind = 'planned' and m.due_on < $2
  left join lateral (
    select o.outcome
    from submitted_measure o
    join submission s on s.id = o.submission_id
    join round r on r.id = s.round_id
    where o.planned_measure = m.id and s.entered_at < $1
      and not exists (select from submission_withdrawal w where w.submission_id = s.id and w.withdrawn_at < $1)
    order by r.ordinal desc, s.number desc
    limit 1
  ) told on true
  left join judged j on j.item_id = a.item_id and j.board_id = a.board_id
  left join decided l on l.item_id = a.item_id and l.board_id = a.board_id
  where l.given_up is not true and told.outcome is distinct from 'done' and told.outcome is distinct from 'replaced'
    and j.grade is distinct from 'implemented' and j.grade is distinct from 'no_longer_relevant'
), said as (
  select r.board_id, r.year, figure.name
  from responses r
  cross join lateral (values
    ('submitted', r.has_come),
    ('late', r.received_on > r.due_on),
    ('in_time', r.received_on <= r.due_on),
    ('late_by_letter', r.received_on > r.letter_on),
    ('in_time_by_letter', r.received_on <= r.letter_on),
    ('overdue', r.overdue),
    ('overdue_by_letter', r.overdue_by_letter),
    ('unanswered', r.unanswered),
    ('due', r.has_come or r.overdue or r.unanswered),
    ('due_by_letter', r.has_come or r.overdue_by_letter or r.unanswered),
    ('extended', r.extended and (r.has_come or r.overdue or r.unanswered)),
    ('moved_after', r.moved_after),
    ('moved_after_open', r.moved_after and not r.has_come and not r.closed)
  ) figure (name, counts)
  where figure.counts
  union all
  select j.board_id, j.year, figure.name
  from recommendations j
  cross join lateral (values
    ('implemented', j.grade = 'implemented'),
    ('partly', j.grade = 'partly_implemented'),
    ('not_implemented', j.grade = 'not_implemented'),
    ('judged', j.grade in ('implemented', 'partly_implemented', 'not_implemented'))
  ) figure (name, counts)
  where figure.counts
  union all
  select w.board_id, null, 'waiting' from waiting w
  union all
  select p.board_id, null, 'promises' from promised p
)
select concat_ws(' ', b.name, s.year) as "of", s.name as figure, count(*) as n
from said s
join board b on b.id = s.board_id
group by grouping sets ((s.name), (b.name, s.name), (s.year, s.name), (b.name, s.year, s.name))
having grouping(s.year) = 1 or s.year is not null
union all
select '', 'promised_items', count(*) from (select distinct p.item_id, p.board_id from promised p) p
union all
select '', 'waiting_items', count(distinct w.item_id) from waiting w
union all
select '', 'audits', count(*) from dispatch d where d.sent_at < $1 and not exists (select from closed k where k.audit_id = d.audit_id)
