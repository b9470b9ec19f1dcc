-- What is not settled, is asked about no more, and has no day on which the auditors look next: it is for them to decide. An assessment
-- that was found sufficient asks for nothing.
create index item_now_left on item_now (graded_at, item_id, board_id)
  where responds and look_on is null
    and (standing in ('partly_implemented', 'not_implemented')
      or standing = 'judged_once' and (kind = 'recommendation' or grade is distinct from 'sufficient'));
-- A board that is asked, or whose answer waits for its verdict, is judged there.
create index round_now_undone on round_now (audit_id, board_id) where state in ('awaited', 'received');

create view published.item_left as
select i.item_id, i.board_id, i.audit_id, i.reference, i.reference_key, i.code, i.kind, i.number, i.heading, i.board_name, i.board_slug, i.grade,
  i.graded_at
from item_now i
where i.responds and i.look_on is null
  and (i.standing in ('partly_implemented', 'not_implemented')
    or i.standing = 'judged_once' and (i.kind = 'recommendation' or i.grade is distinct from 'sufficient'))
  and not exists (
    select 1 from round_now r where r.audit_id = i.audit_id and r.board_id = i.board_id and r.state in ('awaited', 'received')
  );

-- What the auditors have done with an audit beside its rounds, and what the council did with it: for their next meeting. At the moment
-- at which it was written.
create index item_follow_up_at on item_follow_up (decided_at);
create index council_act_entered on council_act (entered_at);
create view published.audit_moment as
-- Of a board at once, however many of its rounds.
select distinct r.audit_id, r.board_id, w.withdrawn_at as at, 'round_withdrawn' as what, null::text as about, null::date as day, w.reason
from round_withdrawal w
join round r on r.id = w.round_id
union all
select v.audit_id, null, v.corrected_at, 'title_corrected', null, null, v.reason
from audit_version v
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
