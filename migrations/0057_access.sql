-- A role, and a new link for somebody who has one, wait for a second administrator, or a day where there is none. What waits is a
-- fact of its own, beside the roles: nothing that reads them learns anything new.

create domain proposal_id as uuid;
create type access_kind as enum ('role', 'link', 'reopening');
create type access_step as enum ('proposed', 'agreed', 'after_a_day', 'refused', 'withdrawn', 'at_once');

-- What an administrator wants somebody to be able to do. A role that takes effect has the id of its proposal.
create table access_proposal (
  id proposal_id primary key,
  kind access_kind not null,
  person_id person_id not null references person,
  role grant_role,
  board_id board_id references board,
  proposed_at timestamptz not null,
  proposed_by person_id not null references person,
  constraint proposed_roles_are_named check ((kind = 'role') = (role is not null)),
  constraint proposed_roles_name_their_board
    check ((board_id is not null) = (role is not null and role in ('secretary', 'contributor', 'approver')))
);
create index access_proposal_person on access_proposal (person_id);
create index access_proposal_made on access_proposal (proposed_at);

-- What became of it: once. By whom; by nobody, when a day had passed.
create table access_decision (
  proposal_id proposal_id primary key references access_proposal,
  step access_step not null,
  reason text not null default '' check (length(reason) <= 500),
  decided_at timestamptz not null,
  decided_by person_id references person,
  constraint decisions_end_something check (step <> 'proposed' and (decided_by is not null or step in ('after_a_day', 'refused')))
);
create index access_decision_made on access_decision (decided_at);

select must_be_logged(t::regclass) from unnest(array['access_proposal', 'access_decision']) t;
select only_added(t::regclass) from unnest(array['access_proposal', 'access_decision']) t;

-- A link that waits is worth nothing until then.
alter table invitation add column proposal_id proposal_id references access_proposal;
create unique index invitation_proposal on invitation (proposal_id) where proposal_id is not null;

-- Whom it concerns is told by mail; and the former address, when somebody's has become another.
alter type mail_kind add value 'access';
alter type mail_kind add value 'address';

create function roles_are_agreed() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger roles_are_agreed before insert or update on role_grant for each row execute function roles_are_agreed();
