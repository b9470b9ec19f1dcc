-- Signing in with the municipality's identity provider (ADR 0092).

-- Who somebody is there: the provider's own name for her, which is never another's. She has bound it herself.
create table sign_on (
  person_id person_id primary key references person,
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  since timestamptz not null,
  constraint sign_on_identity unique (issuer, subject)
);
select must_be_logged('sign_on');

-- Answers of the provider that have been used, as digests of what was asked: each is used once. They go after an hour.
create table sign_on_answer (
  state_hash bytea primary key check (length(state_hash) = 32),
  came_at timestamptz not null
);

-- What the owner of an account is told of it, and for thirty days her former address.
alter type mail_kind add value 'sign_on_bound';
alter type mail_kind add value 'sign_on_unbound';
alter type mail_kind add value 'former_sign_on';
