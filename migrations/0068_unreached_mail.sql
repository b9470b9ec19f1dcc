-- A mailbox that cannot be reached is not mail that does not go out. What waits because the mail server would not have that one letter
-- yet is told from what waits because no letter goes.

alter table mail add column deferred boolean not null default false;
-- Since when it could have gone, of one that has been tried: from its turn, or from when its own mailbox was no longer what it waited for.
alter table mail add column ready_since timestamptz;
alter table mail add column tried_at timestamptz;
create index mail_last_sent on mail (settled_at desc) where state = 'sent';

-- Since when something waits that could have gone, and nothing has gone: NULL while nothing waits but for its own mailbox. What was sent
-- since the oldest of it began to wait shows that mail goes.
create or replace view published.mail_waits as
select case when w.since is not null then greatest(w.since, s.last_sent_at) end as since
from (
  -- What has never been tried began to wait when its turn came.
  select min(coalesce(m.ready_since, m.due_at)) as since from mail m where m.state = 'waiting' and not m.deferred
) w
cross join (select max(m.settled_at) as last_sent_at from mail m where m.state = 'sent') s;

-- What became of the mails to somebody, also of one that her mailbox does not take yet: nothing of what they said. As it was last found.
drop index mail_outcome;
create index mail_outcome on mail (person_id, (coalesce(settled_at, tried_at)) desc)
  where state in ('sent', 'failed') or (state = 'waiting' and deferred);
create or replace view published.mail_outcome as
select m.person_id, m.state, coalesce(m.settled_at, m.tried_at) as settled_at
from mail m
where m.person_id is not null and (m.state in ('sent', 'failed') or (m.state = 'waiting' and m.deferred));

-- When the jobs ran last: without them nothing is reminded of, and no mail goes. To the minute.
create table job_round (
  single boolean primary key default true check (single),
  ran_at timestamptz not null
);
