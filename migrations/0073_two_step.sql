-- Signing in with a second step (ADR 0072).

-- What somebody's telephone shares with the service, sealed by a key that is not in the database.
create table second_step (
  person_id person_id primary key references person,
  -- By which key: nothing of the key itself.
  key_mark bytea not null check (length(key_mark) = 8),
  sealed bytea not null check (length(sealed) = 48),
  since timestamptz not null,
  -- The step of time whose code was used last: none is used twice.
  last_step bigint not null,
  -- The form by which she was let in last, as a digest, and when: the same form once more is her second click, and no second use.
  let_in_by bytea check (length(let_in_by) = 32),
  let_in_at timestamptz,
  check ((let_in_by is null) = (let_in_at is null))
);

-- The codes that she has kept for the day without a telephone, as digests. Each is used once.
create table recovery_code (
  code_hash bytea primary key check (length(code_hash) = 32),
  person_id person_id not null references person,
  made_at timestamptz not null,
  used_at timestamptz
);
create index recovery_code_person on recovery_code (person_id);

select must_be_logged('second_step'), must_be_logged('recovery_code');

-- What the owner of an account is told of it: that it has a second step, or none any more; that a code was used that she had kept,
-- and that there are new ones; that somebody has her password and no code.
alter type mail_kind add value 'two_step_on';
alter type mail_kind add value 'two_step_off';
alter type mail_kind add value 'recovery_used';
alter type mail_kind add value 'recovery_made';
alter type mail_kind add value 'code_wrong';
