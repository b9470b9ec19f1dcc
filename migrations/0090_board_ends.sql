-- That a board gets another one as its heir, or goes on where an heir has begun, waits for a second administrator or a day (ADR 0090),
-- beside the roles and links of 0057: what waits then is of a board, and of no person.

alter type access_kind add value 'board_end';
alter type access_kind add value 'board_reopening';

alter table access_proposal
  alter column person_id drop not null,
  add column heir_id board_id references board,
  add column ends_on date,
  add column reason text check (length(reason) <= 500),
  drop constraint proposed_roles_name_their_board,
  add constraint proposed_roles_name_their_board
    check ((board_id is not null) = (person_id is null or role is not null and role in ('secretary', 'contributor', 'approver'))),
  -- As texts: these values are new in this very transaction.
  add constraint proposals_are_of_a_person_or_a_board check ((person_id is null) = (kind::text in ('board_end', 'board_reopening'))),
  add constraint boards_end_on_a_day check ((ends_on is not null) = (kind::text = 'board_end') and (heir_id is null or person_id is null)),
  add constraint no_board_follows_itself_by_proposal check (heir_id <> board_id);
create index access_proposal_board on access_proposal (board_id) where board_id is not null;
create index access_proposal_heir on access_proposal (heir_id) where heir_id is not null;

-- What the service did by itself, after a day, it did in nobody's name; and what was agreed to says what that was.
alter table board_change
  alter column changed_by drop not null,
  add column proposal_id proposal_id references access_proposal;
create index board_change_proposal on board_change (proposal_id) where proposal_id is not null;

-- What these give is more.
drop function if exists access_changes(timestamptz, timestamptz);
drop function if exists access_told(uuid, timestamptz, date);
