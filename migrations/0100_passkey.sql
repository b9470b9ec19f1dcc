-- Signing in with a passkey (ADR 0097).

create domain passkey_id as uuid;

-- The public half of a key that lies in somebody's telephone or computer. Nothing in it is secret.
create table passkey (
  id passkey_id primary key,
  person_id person_id not null references person,
  -- What the device calls it, which is never another's.
  credential bytea not null check (length(credential) between 1 and 1023),
  public_key bytea not null check (length(public_key) between 1 and 2048),
  -- How often it had signed when it was used last, where the device counts.
  counter bigint not null check (counter between 0 and 4294967295),
  -- Copies of it may lie elsewhere.
  may_be_copied boolean not null,
  -- What its owner calls it.
  name text not null check (length(name) between 1 and 60),
  added_at timestamptz not null,
  used_at timestamptz,
  constraint passkey_credential unique (credential)
);
create index passkey_person on passkey (person_id);
select must_be_logged('passkey');

-- Questions that have been answered, as digests: each counts once. They go after an hour.
create table passkey_answer (
  challenge_hash bytea primary key check (length(challenge_hash) = 32),
  came_at timestamptz not null
);

-- What the owner of an account is told of it, and for thirty days her former address.
alter type mail_kind add value 'passkey_added';
alter type mail_kind add value 'passkey_removed';
alter type mail_kind add value 'passkey_refused';
alter type mail_kind add value 'former_passkey';
