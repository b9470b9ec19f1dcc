-- What reading needs in order to be as quick with ten thousand audits as with ten (ADR 0029).

-- A person's notices by themselves: their places in her list are read and counted without what they are about.
create view published.my_notice_place as
select n.id, n.made_at, n.read_at
from notice n
where n.person_id = myself();
create index notice_listed_unread on notice (person_id, made_at desc, id desc) where read_at is null;

-- The mails that have come to this, in the order of their log.
create index mail_listed_state on mail (state, made_at desc, id desc);

-- When something happened to a request for a later last day: since the auditors last met is a stretch of these.
create index extension_request_asked on extension_request (asked_at);
create index extension_withdrawal_made on extension_withdrawal (withdrawn_at);
create index extension_decision_made on extension_decision (decided_at);
-- Each request by its own key: how few moments a day leaves is not known when the plan is made.
create view published.extension_moment as
select q.id as request_id, q.round_id, q.asked_at as at from extension_request q
union all
select w.request_id, q.round_id, w.withdrawn_at
from extension_withdrawal w
cross join lateral (select r.round_id from extension_request r where r.id = w.request_id limit 1) q
union all
select d.request_id, q.round_id, d.decided_at
from extension_decision d
cross join lateral (select r.round_id from extension_request r where r.id = d.request_id limit 1) q;
