-- What became of each promise is kept beside what stands of its item: a promise counts until it is done, has been replaced, or
-- the auditors have found it carried out or no longer relevant. A later answer that moves it, or says that it was not done or
-- will not be done, does not end it, nor does the end of the audit.

-- A planned measure that counts: the last day first promised, the one promised now (null: none), how often it was moved, and
-- what the last answer says became of it.
create type open_plan as (measure measure_id, first_on date, now_on date, moves smallint, outcome outcome);
alter table item_now add column open_plans open_plan[] not null default '{}';
comment on column item_now.owed is 'The days first promised of what counts.';

create or replace view published.item_now as
select item_id, board_id, audit_id, kind, number, code, heading, version, reference, reference_key, title, board_name, board_slug, responds, closed_at,
  round_id, ordinal, submission_id, answer_kind, answered_on, first_promised_on, promised_on, times_moved, owed_on, owed, outcome, grade,
  graded_ordinal, graded_at, waits, open_plans
from item_now;

