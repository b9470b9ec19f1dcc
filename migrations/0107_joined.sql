-- Two accounts of one person (ADR 0083): one ends, and the register keeps whose it was. What each has signed stays signed by that one.
alter table person_change
  add column joined_to person_id references person,
  add constraint joined_when_ended check (joined_to is null or kind = 'ended' and joined_to <> person_id);
create index person_change_joined_to on person_change (joined_to) where joined_to is not null;
