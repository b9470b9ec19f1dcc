-- What is put right at the desk (ADR 0062).

-- What was written of a promise that has been settled in another round meanwhile.
alter table desk_aside drop constraint desk_aside_why_check;
alter table desk_aside add constraint desk_aside_why_check
  check (why in ('locked', 'submitted', 'waits', 'conflict', 'long', 'full', 'withdrawn', 'settled')) not valid;
alter table desk_aside validate constraint desk_aside_why_check;

-- Files of a desk come and go with an event each, which every program so far has written; now none can do without.
select must_be_logged('desk_file'), must_be_logged('desk_supplement_file');
