-- The log is read on a page: newest first, a stretch of days, one kind, what one person did, what concerns one audit.

-- A column of its own: an index on a part of `facts` is not used where row security stands before it (the operator that takes the
-- part out could tell what it sees).
alter table event add column about_audit uuid generated always as ((facts ->> 'audit')::uuid) stored;

create index event_day on event (authority, at, seq);
create index event_kind on event (authority, kind, at, seq);
create index event_actor on event (authority, actor, at, seq);
drop index event_audit;
create index event_audit on event (authority, about_audit, at, seq) where about_audit is not null;
