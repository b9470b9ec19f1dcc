-- Whoever answers for a board that has ceased is a colleague at its desk; and what came beside what stands can be found by its day.

create or replace view published.colleague as
select h.board_id, p.id as person_id, p.name, h.role, h.valid_from, h.valid_to, h.id as grant_id, g.stands_in_for, o.person_id as instead_of,
  q.name as instead_of_name
from role_held h
join role_grant g on g.id = h.id
join person p on p.id = h.person_id and p.ended_at is null
left join role_grant o on o.id = g.stands_in_for
left join person q on q.id = o.person_id
where h.board_id = any (my_boards());

-- What came for a round and does not decide it: supplements, and what was taken back. At the moment at which it became so.
create index submission_supplement_entered on submission (entered_at) where kind = 'supplement';
create index submission_withdrawal_at on submission_withdrawal (withdrawn_at);
create view published.came_beside as
select s.round_id, s.number, s.kind, s.receipt_number, s.received_on, s.entered_at as at, null::timestamptz as withdrawn_at, null::text as reason
from submission s
where s.kind = 'supplement'
union all
select s.round_id, s.number, s.kind, s.receipt_number, s.received_on, w.withdrawn_at, w.withdrawn_at, w.reason
from submission_withdrawal w
join submission s on s.id = w.submission_id;
