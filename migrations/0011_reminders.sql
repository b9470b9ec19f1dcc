-- Reminders that were made: the record by which no step of a date is told twice, however many instances there are, and
-- also when there was nobody to tell it to.

create table reminder (
  round_id round_id not null references round,
  -- The last day as it was then, and the step by the rules of then: -7 a week before, 1 the day after.
  due_on date not null,
  days smallint not null,
  -- Not a step of the ladder, but that the auditors take the missing response up.
  missing boolean not null,
  made_at timestamptz not null,
  constraint reminder_once primary key (round_id, due_on, missing, days)
);
-- The rules may change; what is missing is taken up once.
create unique index reminder_missing_once on reminder (round_id, due_on) where missing;
select must_be_logged('reminder'), only_added('reminder');
