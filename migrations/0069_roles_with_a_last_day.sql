-- A role may be given with a last day, and then ends by itself (ADR 0066): the days of a role have always been there, and whoever asks
-- for roles asks for a day. What waits for a second administrator says the last day as well.

alter table access_proposal add column valid_to date;
alter table access_proposal add constraint only_roles_have_a_last_day check (valid_to is null or kind = 'role');

-- These say the last day from now on, or take it: what they take and give is another.
drop function if exists propose_role(uuid, uuid, grant_role, uuid, timestamptz, date);
drop function if exists settle_access(timestamptz, date);
drop function if exists access_changes(timestamptz, timestamptz);
drop function if exists access_told(uuid, timestamptz, date);

-- That somebody's role ends is told once for each last day: to her, to who hands in for the board, and to the administrators.
alter type mail_kind add value 'role_ending';
create table role_warning (
  grant_id grant_id not null references role_grant,
  last_day date not null,
  warned_at timestamptz not null,
  primary key (grant_id, last_day)
);
create index role_warning_made on role_warning (warned_at);
select must_be_logged('role_warning'), only_added('role_warning');
