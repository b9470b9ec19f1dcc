-- What is searched, a view for each kind of text: no more than its words, whose it is and its day. What it is called is asked of
-- the page of what was found. Of what was taken back nothing is found; of what was added to a response, all.

create view published.searched_assessment as
select a.id as audit_id, a.overall_assessment, d.sent_at
from audit a
cross join lateral (select d.sent_at from dispatch d where d.audit_id = a.id limit 1) d;

-- As it is worded now: the first wording stands in the item, each later one in a version. A sent item only.
create view published.searched_item as
select i.id as item_id, i.audit_id, i.heading, i.body, d.sent_at as worded_at
from item i
cross join lateral (select d.sent_at from dispatch d where d.audit_id = i.audit_id limit 1) d
where not exists (select 1 from item_version v where v.item_id = i.id);

create view published.searched_item_version as
select v.item_id, i.audit_id, v.heading, v.body, v.corrected_at as worded_at
from item_version v
join item i on i.id = v.item_id
where not exists (select 1 from item_version later where later.item_id = v.item_id and later.n > v.n);

create view published.searched_submission as
select s.id as submission_id, s.round_id, s.received_on, s.summary
from submission s
where not exists (select 1 from submission_withdrawal w where w.submission_id = s.id);
