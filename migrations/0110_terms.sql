-- What the auditors of a city call a verdict (ADR 0086): one of the words that every sentence can be written with.
create type verdict_word as enum ('omdome', 'utlatande', 'stallningstagande');
-- Without a value: what was sealed keeps its seal. None means the usual word.
alter table organisation add column verdict_word verdict_word;

create or replace view published.organisation as select name, auditors_name, contact, coalesce(verdict_word, 'omdome') as verdict_word from organisation;

-- The gate asks for it with the rest; a function that returns another row is made anew (functions/log.sql). An instance of
-- the version before names the columns that it reads.
drop function if exists stand_at_gate(bytea, timestamptz, date);
