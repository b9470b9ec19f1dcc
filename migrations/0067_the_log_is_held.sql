-- What a log has once been is not forgotten, nor by which link somebody came in; and receipts hold the log (ADR 0056, 0064, 0065).

-- The furthest event that ever stood at the end of a reading that fitted, and its hash. A log that was set back and has grown again
-- fits by itself, but another hash stands there then.
alter table log_check
  add column held_seq bigint,
  add column held_hash bytea check (length(held_hash) = 32),
  add check ((held_seq is null) = (held_hash is null));

-- Somebody chose her password by it. A link that was replaced is used up as well; of those that were used up before this is not known,
-- and counts as no.
alter table invitation add column came_in boolean not null default false;

-- Whether somebody has a newer session, asked of each old one that goes.
create index session_of_person on session (person_id, created_at, id);

-- How the log stood when something came in. It stands on the receipt: whoever keeps that can show later that the log up to there has
-- not been written anew (ADR 0056). What came in before the chain began has none.
create index seal_submission on seal (row_key, id) where relation = 'submission';
create view published.submission_checkpoint as
select s.row_key as submission_id, s.authority, s.seq, l.hash
from seal s join link l on l.authority = s.authority and l.seq = s.seq
where s.relation = 'submission'
  and not exists (select 1 from seal earlier where earlier.relation = 'submission' and earlier.row_key = s.row_key and earlier.id < s.id);
