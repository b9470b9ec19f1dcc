-- The log is read on a page: newest first, a stretch of days, one kind, what one person did, what concerns one audit.

create index event_day on event (authority, at, seq);
create index event_kind on event (authority, kind, at, seq);
create index event_actor on event (authority, actor, at, seq);
drop index event_audit;
create index event_audit on event (authority, (facts ->> 'audit'), at, seq) where facts ? 'audit';
