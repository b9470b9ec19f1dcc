-- The walls: what each side's role may touch, and row security between boards. Read this page as the list of
-- what is possible at all; the policy in code decides what is allowed within it.

-- Functions that cross sides belong to a role of their own that nobody can log in as.
grant usage, create on schema public to yttrande_bridge;
grant select on person, role_grant, session, event, submission, dispatch, item, verdict_publication to yttrande_bridge;
grant update on session, person to yttrande_bridge;
grant insert on event to yttrande_bridge;
grant select, insert, update on chain_head, receipt_counter to yttrande_bridge;
alter function refuse_conflicting_grants() owner to yttrande_bridge;
alter function append_event(text, timestamptz, text, jsonb) owner to yttrande_bridge;
alter function require_event() owner to yttrande_bridge;
alter function actor_of_session(bytea, timestamptz, date) owner to yttrande_bridge;
alter function touch_session(bytea, timestamptz) owner to yttrande_bridge;
alter function refuse_after_dispatch() owner to yttrande_bridge;
alter function refuse_after_submission() owner to yttrande_bridge;
alter function refuse_after_publication() owner to yttrande_bridge;
alter function next_receipt_number(integer) owner to yttrande_bridge;
revoke create on schema public from yttrande_bridge;
revoke execute on all functions in schema public from public;
grant execute on function actor_of_session(bytea, timestamptz, date), touch_session(bytea, timestamptz) to yttrande_app;
grant execute on function append_event(text, timestamptz, text, jsonb) to app_board, app_audit, app_admin, app_auth;
grant execute on function next_receipt_number(integer) to app_board;
grant execute on function refuse_conflicting_grants(), require_event(), refuse_after_dispatch(), refuse_after_submission(), refuse_after_publication(), refuse_change()
  to app_board, app_audit, app_admin, app_auth;

grant usage on schema public to app_board, app_audit, app_council, app_admin, app_auth, yttrande_app;
grant usage on schema published to app_board, app_audit, app_council, app_admin, app_auth;
grant usage on schema addressed to app_board;

-- The council: the published picture and nothing else.
grant select on all tables in schema published to app_council;
revoke select on published.person_name, published.secretary from app_council;

-- The auditors.
grant select on all tables in schema published to app_audit;
grant select on board, event, chain_head, intake, audit, letter, letter_phrase, addressee, planned_round, item, item_board, audit_file,
  audit_file_content, dispatch, round, deadline_entry, audit_closing, submission, submitted_answer, submitted_measure, submitted_file,
  registration, verdict_part, verdict_version, verdict_publication, verdict to app_audit;
grant insert on intake, audit, letter, letter_phrase, addressee, planned_round, item, item_board, audit_file, audit_file_content,
  dispatch, round, deadline_entry, audit_closing, registration, verdict_part, verdict_version, verdict_publication, verdict to app_audit;
grant update on audit, addressee, planned_round, item, verdict_part to app_audit;
grant update (lock_no) on round to app_audit;
grant delete on intake, addressee, planned_round, item, item_board, audit_file, audit_file_content to app_audit;

-- The boards.
grant select on all tables in schema published to app_board;
grant select on addressed.file_content to app_board;
grant select on board, round, event, desk_part, desk_version, desk_lock, desk_reopening, board_decision, desk_file to app_board;
grant insert on desk_part, desk_version, desk_lock, desk_reopening, board_decision, desk_file,
  submission, submitted_answer, submitted_measure, submitted_file to app_board;
grant update on desk_part to app_board;
grant update (lock_no) on round to app_board;
grant delete on desk_file to app_board;

-- Administrators: people and boards, no content at all.
grant select on published.organisation, published.board to app_admin;
grant select on organisation, board, person, role_grant, invitation, event to app_admin;
grant select (person_id, created_at, seen_at, expires_at, ended_at) on session to app_admin;
grant select (person_id, changed_at) on credential to app_admin;
grant insert, update on organisation, board, person, role_grant to app_admin;
grant insert on invitation to app_admin;
grant update (used_at) on invitation to app_admin;
grant update (ended_at) on session to app_admin;

-- Signing in and one's own account.
grant select on published.organisation, published.board to app_auth;
grant select, insert on organisation, person to app_auth;
grant update (lock_no) on person to app_auth;
grant select, insert on role_grant to app_auth;
grant select, insert, update on credential, session, sign_in_throttle, invitation, setup_link to app_auth;
grant delete on sign_in_throttle to app_auth;

-- Row security: the second wall between boards. Forced, so that not even the owner of the tables passes.
create function my_boards() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('app.boards', true), '')::uuid[], '{}')
$$;
grant execute on function my_boards() to app_board, app_audit, app_admin, app_auth, app_council;

do $$
declare guarded text;
begin
  foreach guarded in array array['desk_part', 'desk_version', 'desk_lock', 'desk_reopening', 'board_decision', 'desk_file'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format('create policy own_board on %I to app_board using (board_id = any ((select my_boards())::uuid[])) '
      'with check (board_id = any ((select my_boards())::uuid[]))', guarded);
  end loop;
end $$;

-- What a board hands in, it hands in for itself. Everybody reads it through the published views.
alter table submission enable row level security;
create policy own_board on submission to app_board using (board_id = any ((select my_boards())::uuid[]))
  with check (board_id = any ((select my_boards())::uuid[]));
create policy readable on submission for select to app_audit, yttrande_bridge using (true);

-- Nobody adds to what another board has handed in.
create function is_own_submission(in_submission uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from submission s where s.id = in_submission and s.board_id = any (my_boards()))
$$;
grant execute on function my_boards() to yttrande_bridge;
grant create on schema public to yttrande_bridge;
alter function is_own_submission(uuid) owner to yttrande_bridge;
revoke create on schema public from yttrande_bridge;
revoke execute on function is_own_submission(uuid) from public;
grant execute on function is_own_submission(uuid) to app_board;
do $$
declare guarded text;
begin
  foreach guarded in array array['submitted_answer', 'submitted_measure', 'submitted_file'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('create policy own_board on %I for insert to app_board with check (is_own_submission(submission_id))', guarded);
    execute format('create policy readable on %I for select to app_audit using (true)', guarded);
  end loop;
end $$;

-- Each authority reads its own log.
alter table event enable row level security;
create policy own_log on event for select to app_audit using (authority = 'audit');
create policy own_log_board on event for select to app_board
  using (authority like 'board:%' and substr(authority, 7)::uuid = any ((select my_boards())::uuid[]));
create policy own_log_system on event for select to app_admin using (authority = 'system');
create policy bridge on event to yttrande_bridge using (true) with check (true);
