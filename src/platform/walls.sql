-- The walls: what each side's role may touch. First everything is taken from everybody, then this page gives what there is
-- to give. Read it as the list of what is possible at all; the policy in code decides what is allowed within it. Run by the
-- owner of the tables after the migrations, in one transaction, whenever this page or they have changed; safe to run again.
-- What somebody else has put into these schemas, an extension for example, is not the owner's to give or to take.

do $$
declare
  everybody constant text := 'public, yttrande_app, yttrande_bridge, app_board, app_audit, app_council, app_admin, app_auth, app_worker';
  own record;
begin
  for own in
    select c.oid::regclass as it from pg_class c join pg_roles o on o.oid = c.relowner
    where c.relnamespace in ('public'::regnamespace, 'published'::regnamespace, 'addressed'::regnamespace) and c.relkind in ('r', 'v')
      and o.rolname in ('yttrande_owner', 'yttrande_bridge')
    order by c.oid
  loop
    execute format('revoke all on %s from %s', own.it, everybody);
  end loop;
  for own in
    select p.oid::regprocedure as it from pg_proc p join pg_roles o on o.oid = p.proowner
    where p.pronamespace = 'public'::regnamespace and o.rolname in ('yttrande_owner', 'yttrande_bridge')
    order by p.oid
  loop
    execute format('revoke all on function %s from %s', own.it, everybody);
  end loop;
end $$;
revoke all on schema public, published, addressed
  from public, yttrande_app, yttrande_bridge, app_board, app_audit, app_council, app_admin, app_auth, app_worker;

-- The program logs in as yttrande_app, which can ask who stands behind a session, and must then choose a side.
grant usage on schema public to yttrande_app, yttrande_bridge, app_board, app_audit, app_council, app_admin, app_auth, app_worker;
grant usage on schema published to yttrande_bridge, app_board, app_audit, app_council, app_admin, app_auth, app_worker;
grant usage on schema addressed to app_board;
grant execute on function my_boards, myself, stockholm_day, same_sitting, goes_on, has_visible_text, reads_for_addressee, reads_for_sender to yttrande_bridge, app_board, app_audit, app_council, app_admin, app_auth, app_worker;

-- ---- the bridge ------------------------------------------------------------------------------------------------------

-- Functions that cross sides belong to a role of their own that nobody can log in as: they see what the rules need.
grant create on schema public to yttrande_bridge;
do $$
declare crossing regprocedure;
begin
  for crossing in
    select p.oid::regprocedure from pg_proc p join pg_roles o on o.oid = p.proowner
    where p.pronamespace = 'public'::regnamespace and p.prosecdef and o.rolname in ('yttrande_owner', 'yttrande_bridge')
    order by p.proname
  loop
    execute format('alter function %s owner to yttrande_bridge', crossing);
    execute format('grant execute on function %s to yttrande_bridge', crossing);
  end loop;
end $$;
revoke create on schema public from yttrande_bridge;

grant execute on function stand_at_gate, newest_event, a_log_is_broken, last_backup, whose_session to yttrande_app;
-- How the service is, in numbers and times, for whoever watches it.
grant execute on function service_figures, log_figures to yttrande_app;
grant select on job_round, published.mail_waits to yttrande_bridge;
-- What somebody may be once she has the lock.
grant execute on function holds_now to app_board, app_audit, app_council, app_admin, app_auth;
grant execute on function works_for to app_board;
grant execute on function is_closed, is_answered, deciding_submission, is_withdrawn, is_round_withdrawn, is_open_supplement_request to yttrande_bridge;
-- What waits for a second administrator, and the roles and links that come of it; whether there is anything to protect.
grant select, insert on access_proposal, access_decision, invitation, role_warning to yttrande_bridge;
-- What is asked for, what became of it, and its mails, until it goes away; and who is put among the people by a yes.
grant select, insert, update, delete on access_asking to yttrande_bridge;
grant select, insert, delete on access_request, access_request_answer to yttrande_bridge;
grant insert on person to yttrande_bridge;
grant delete on mail to yttrande_bridge;
grant update (used_at) on invitation to yttrande_bridge;
-- Boards that end or go on, and who follows them: by functions that ask for a second administrator, and by nothing else.
grant select, insert on board_change to yttrande_bridge;
grant select, insert, delete on board_succession to yttrande_bridge;
grant update (valid_to) on board to yttrande_bridge;
grant select on published.heir, published.board_mailbox, published.second_step_demanded to yttrande_bridge;
grant insert on board_mail to yttrande_bridge;
grant select (person_id, changed_at) on credential to yttrande_bridge;
-- Who has a second step. Of whom it is demanded stands with what is published.
grant select (person_id) on second_step, passkey, sign_on to yttrande_bridge;
-- Files, what the scanner has said of their bytes, and those bytes: of what lies on a desk only while it waits for the scanner.
grant select, insert, update, delete on stored_file to yttrande_bridge;
-- Passwords that were forgotten, and addresses that were corrected.
grant select, delete on forgotten to yttrande_bridge;
grant select (id) on intake to yttrande_bridge;
grant select on person_change, may_append, may_tell, log_check, backup, quarantine_told, letter_file, arrival_file_chunk, desk_file_chunk, desk_supplement_file_chunk to yttrande_bridge;
grant select, insert on event, link, file_scan to yttrande_bridge;
-- What a row was when it was written; the event is filled in when the transaction ends.
grant select, insert, update on seal to yttrande_bridge;
grant execute on function sized, row_digest, scanned_again_at to yttrande_bridge;
grant select, insert, update on chain_head, receipt_counter to yttrande_bridge;
grant select on organisation, person, role_grant, role_held, session, board, calendar_address, meeting, notice_setting to yttrande_bridge;
grant update on session, person to yttrande_bridge;
grant delete on session to yttrande_bridge;
-- Substitutes: named, and ended with the role that they stand in for. Roles that have been agreed to.
grant insert on role_grant to yttrande_bridge;
grant update (valid_to) on role_grant to yttrande_bridge;
grant select on audit, audit_version, audit_reply_to, addressee, item, item_board, item_version, audit_file, audit_file_chunk, dispatch, round, round_withdrawal, deadline_entry, audit_closing, audit_reopening,
  extension_request, extension_withdrawal, extension_decision to yttrande_bridge;
grant update (lock_no) on round to yttrande_bridge;
grant select on desk_lock, desk_supplement, submission, submission_decision, submission_withdrawal, registration, verdict_publication, verdict_correction
  to yttrande_bridge;
-- What the auditors ask for beside what has come.
grant select on supplement_request, supplement_request_withdrawal, published.supplement_request to yttrande_bridge;
-- What boards tell of their measures between rounds.
grant select on measure_status, published.measure_between to yttrande_bridge;
-- Whether anything is saved for a round, and nothing of what it says.
grant select (round_id) on desk_part to yttrande_bridge;
grant select, insert on notice, mail to yttrande_bridge;
grant select on published.round to yttrande_bridge;
-- What the auditors do around the rounds.
grant select on prompt, audit_responsible, council_act to yttrande_bridge;
-- What is stored of how everything stands is written by the functions that fold it, and by nothing else. To hold an audit
-- while its rows are folded they lock its dispatch, which nothing can change.
grant select on published.verdict_change to yttrande_bridge;
grant select on registration, verdict, reminder, item_follow_up, submitted_answer, submitted_measure, submitted_file, submitted_file_chunk to yttrande_bridge;
grant update (audit_id) on dispatch to yttrande_bridge;
grant select, insert, update on round_now, item_now, audit_now, tally_now, audit_tally_now, owed_now, unsent_now to yttrande_bridge;
grant delete on owed_now, unsent_now to yttrande_bridge;
-- Which items resemble each other, by their words alone.
grant select, insert, update on item_marks to yttrande_bridge;
grant execute on function text_pieces, text_marks, likes_of to yttrande_bridge;
-- And of the days on which it stood so.
grant select, insert, update, delete on round_then, item_then, audit_then, tally_then, audits_then to yttrande_bridge;
-- What the auditors had brought of an answer that then came through the service.
grant select (round_id), delete on arrival_file to yttrande_bridge;
grant execute on function list_place, settled_standings, round_as_of, item_as_of, rounds_at, items_at, audit_as_of, tally_of(round_now), tally_of(item_now), tally_of(audit_now),
  end_of_day, written_on, days_of_facts, rounds_stood, items_stood, audits_stood, tally_of(round_then), tally_of(item_then), add_tally_then, keep_rounds_then, keep_items_then,
  keep_audits_stood
  to yttrande_bridge;

-- ---- the log, and telling --------------------------------------------------------------------------------------------

-- How long the logs are, and the hashes that checkpoints write down: nothing of what happened.
grant execute on function log_heads to app_worker;
grant execute on function append_event to app_board, app_audit, app_admin, app_auth, app_worker;
grant execute on function tell, tell_of to app_board, app_audit, app_worker;
grant execute on function post_receipt to app_board, app_audit;
grant execute on function tell_addressees, board_mailboxes to app_audit;

-- Items of other audits that ask for nearly the same: of what has been sent, and of what the auditors are writing.
grant execute on function alike_to to app_board, app_audit, app_council;
grant execute on function alike_in to app_audit;

delete from may_append;
insert into may_append (side, log, kind)
select side, log, unnest(kinds) from (values
  ('app_board', 'board', array['response_locked', 'response_reopened', 'work_shared', 'decision_recorded', 'response_sent', 'response_supplemented', 'response_withdrawn', 'extension_asked', 'extension_withdrawn',
    'status_told', 'meetings_planned', 'meeting_cancelled', 'response_file_attached', 'response_file_removed', 'own_secret_file_opened',
    'addressed_document_opened']),
  -- What arrives at the auditors stands in their log as well.
  ('app_board', 'audit', array['response_received', 'supplement_received', 'decision_received', 'arrival_withdrawn', 'status_received', 'extension_requested', 'extension_request_withdrawn']),
  ('app_audit', 'audit', array['audit_recorded', 'audit_changed', 'file_attached', 'file_removed', 'audit_sent', 'round_opened', 'supplement_asked', 'supplement_request_withdrawn', 'title_corrected', 'reply_to_corrected', 'item_corrected', 'document_added', 'recipient_added', 'rounds_withdrawn', 'audit_closed', 'audit_reopened', 'response_received', 'response_written_in', 'supplement_written_in',
    'arrival_registered', 'verdict_published', 'verdict_corrected', 'item_followed_up', 'item_tagged', 'extension_decided', 'round_moved_along', 'deadline_corrected', 'auditors_meetings_planned',
    'auditors_meeting_cancelled', 'secret_file_opened', 'secret_document_opened', 'board_prompted', 'responsible_named', 'council_act_entered',
    'council_act_corrected']),
  ('app_worker', 'audit', array['reminder_made', 'response_missing', 'supplement_reminded', 'status_asked', 'presidium_told', 'audit_access_changed',
    'audit_board_end_changed']),
  ('app_admin', 'system', array['person_invited', 'role_granted', 'role_ended', 'role_shortened', 'person_ended', 'person_corrected', 'person_reopened', 'person_joined',
    'board_added', 'board_ended', 'board_renamed', 'board_mailbox_set', 'board_reopened', 'organisation_changed', 'second_step_demanded',
    'deadline_rules_changed', 'mail_resent', 'test_mail_asked', 'access_changed', 'board_end_changed']),
  -- Whom it concerns reads in its own log who shall be able to do what.
  ('app_admin', 'audit', array['audit_access_changed', 'audit_board_end_changed']),
  ('app_admin', 'board', array['board_access_changed', 'own_board_end_changed']),
  ('app_worker', 'board', array['board_access_changed', 'own_board_end_changed', 'board_access_request_changed']),
  -- Somebody asks to work for a board, and whoever answers for it proposes her.
  ('app_auth', 'board', array['board_access_request_changed']),
  ('app_board', 'system', array['access_request_changed', 'access_changed']),
  ('app_board', 'audit', array['audit_access_changed']),
  ('app_board', 'board', array['board_access_request_changed', 'board_access_changed']),
  -- A role is given: that is for the administrators to know.
  ('app_board', 'system', array['substitute_named', 'substitute_ended']),
  ('app_worker', 'system', array['passwords_failed', 'password_link_mailed', 'role_granted', 'access_changed', 'role_ending_told',
    'board_end_changed', 'board_ended', 'board_reopened', 'access_request_changed', 'definitions_listed', 'files_scanned']),
  ('app_auth', 'system', array['set_up', 'organisation_changed', 'access_request_changed', 'signed_in', 'signed_out', 'password_chosen', 'sign_in_throttled',
    'sessions_ended', 'calendar_address_made', 'calendar_address_ended', 'two_step_turned_on', 'two_step_turned_off', 'recovery_codes_made',
    'recovery_code_used', 'sign_on_bound', 'sign_on_unbound', 'passkey_added', 'passkey_removed', 'passkey_refused'])
) as list (side, log, kinds);

delete from may_tell;
insert into may_tell (side, kind)
select side, unnest(kinds)::notice_kind from (values
  ('app_board', array['response_received', 'preliminary_received', 'decision_received', 'supplement_received', 'response_locked', 'response_reopened', 'parts_assigned', 'response_withdrawn', 'status_told', 'extension_requested', 'extension_request_withdrawn']),
  ('app_audit', array['response_requested', 'supplement_requested', 'supplement_request_withdrawn', 'response_written_in', 'supplement_written_in', 'extension_granted', 'extension_refused', 'deadline_changed', 'closed_without_answer', 'verdict_published', 'item_followed_up',
    'title_corrected', 'reply_to_corrected', 'item_corrected', 'document_added', 'audit_reopened', 'verdict_corrected', 'round_withdrawn', 'prompted', 'informed']),
  ('app_worker', array['supplement_due', 'status_asked', 'reminder', 'overdue', 'response_missing', 'board_without_secretary', 'file_quarantined', 'document_quarantined'])
) as list (side, kinds);

-- ---- what is published -----------------------------------------------------------------------------------------------

-- The council: the published picture and nothing else.
grant select on published.organisation, published.board, published.audit, published.audit_version, published.audit_reply_to, published.audit_closing, published.letter, published.letter_content, published.letter_phrase, published.addressee,
  published.item, published.item_version, published.item_board, published.audit_file, published.open_file_content, published.open_file_chunk, published.round,
  published.round_opening, published.round_withdrawal, published.deadline_rules, published.deadline_entry, published.extension_request, published.submission,
  published.received, published.supplement_request, published.submission_decision, published.submission_document, published.submission_checkpoint, published.submitted_answer, published.submitted_measure, published.submitted_file,
  published.submitted_file_chunk,
  published.registration, published.verdict_publication, published.verdict_publications, published.verdict, published.verdict_history, published.verdict_change, published.item_follow_up,
  published.prompt, published.responsible, published.responsible_now, published.council_act, published.measure_status, published.item_tagging, published.item_tags,
  published.searched_assessment, published.searched_item, published.searched_item_version, published.searched_submission
  to app_council, app_audit, app_board;
grant select on published.item_now, published.audit_now, published.tally, published.audit_tally, published.owed
  to app_council, app_audit, app_board, app_worker;
grant select on published.item_left, published.item_unsettled, published.item_taken_up, published.searched_council_act to app_council, app_audit, app_board;
grant execute on function list_place, my_sign_in_before, file_stands to app_council, app_audit, app_board;
-- How it was on any day.
grant select on published.open_then, published.owed_then, published.item_then, published.tally_then, published.audits_then, published.board_called to app_council, app_audit, app_board;
grant execute on function end_of_day, called_at, called_then, rounds_of_day, items_of_day to app_council, app_audit, app_board;
grant execute on function is_open_request to app_council, app_audit, app_board, app_worker;
-- Those who work with it also see who did what, who receives it, and when boards meet.
grant select on published.heir, published.auditor, published.board_work, published.board_story to app_council, app_audit, app_board;
grant select on published.person_name, published.secretary, published.meeting, published.round_meeting to app_audit, app_board;
-- Who did what, in the log.
grant select on published.person_name to app_admin;
-- Secret attachments, to the boards that were addressed.
grant select on addressed.file_content, addressed.file_chunk to app_board;
grant execute on function in_pieces to app_council, app_audit, app_board;
-- One's own notices, wherever one stands.
grant select on published.my_notice, published.my_notice_place, published.my_unread to app_board, app_audit, app_council, app_admin, app_auth;

-- ---- the auditors ----------------------------------------------------------------------------------------------------

grant execute on function next_receipt_number, is_entered_submission, is_to_come to app_audit;
grant select on board, event, intake, intake_file, item_paste, audit, audit_version, audit_reply_to, letter, letter_file, letter_phrase, addressee, planned_round, item, item_board, item_taken_up, item_version, audit_file,
  audit_file_content, audit_file_chunk, dispatch, round, round_withdrawal, deadline_entry, audit_closing, audit_reopening, extension_request, extension_withdrawal, extension_decision,
  submission, submission_decision, submission_withdrawal, submitted_answer, submitted_measure, submitted_file, registration, verdict_part,
  verdict_version, verdict_publication, verdict, verdict_correction, item_follow_up, reminder, unsent_now to app_audit;
grant insert on intake, intake_file, item_paste, audit, audit_version, audit_reply_to, letter, letter_file, letter_phrase, addressee, planned_round, item, item_board, item_taken_up, item_version, audit_file, audit_file_content,
  audit_file_chunk, dispatch, round, round_withdrawal, deadline_entry, audit_closing, audit_reopening, extension_decision, registration, verdict_part, verdict_version,
  verdict_publication, verdict, verdict_correction, item_follow_up, item_tagging to app_audit;
-- What they ask for beside what has come, and take back.
grant select, insert on supplement_request, supplement_request_withdrawal to app_audit;
grant select on supplement_reminder to app_audit;
-- What came on paper or by mail is written in by them, for any board.
grant insert on submission, submission_decision, submitted_answer, submitted_measure, submitted_file, submitted_file_chunk to app_audit;
grant select, insert, delete on arrival_file to app_audit;
grant select, insert on arrival_file_chunk to app_audit;
grant update on item_paste, audit, addressee, planned_round, item, verdict_part to app_audit;
grant update (lock_no) on round to app_audit;
grant delete on intake, intake_file, item_paste, addressee, planned_round, item, item_board, item_taken_up, audit_file, audit_file_content, audit_file_chunk to app_audit;
grant select, insert, update (cancelled_at, cancelled_by) on meeting to app_audit;
grant select on published.recipient, published.extension_moment, published.came_beside, published.audit_moment, own_listed_audit to app_audit;
-- What they do around the rounds: reminders in their own words, who is responsible, what the council did. And whether mail reaches
-- whom they remind.
grant insert on prompt, audit_responsible, council_act to app_audit;
grant select on audit_responsible, own_responsible_now, published.mail_outcome, published.mail_waits to app_audit;
-- What was told about a round: the reminders are part of its history.
grant select (id, person_id, round_id, kind, due_on, days, made_at, delivery) on notice to app_audit;

-- ---- the boards ------------------------------------------------------------------------------------------------------

grant execute on function next_receipt_number, is_own_submission, is_to_come to app_board;
-- Who works for one's own boards, and who is to write what.
grant select on published.colleague to app_board;
-- One's own role, to a colleague for a time.
grant execute on function name_substitute, end_substitute to app_board;
grant select, insert, delete on desk_assignment to app_board;
grant select on board, round, event, desk_part, desk_version, desk_lock, desk_reopening, board_decision, desk_file, desk_file_chunk, desk_supplement to app_board;
grant insert on desk_part, desk_version, desk_lock, desk_reopening, board_decision, desk_file, desk_file_chunk, desk_supplement,
  submission, submission_decision, submission_withdrawal, submitted_answer, submitted_measure, submitted_file, submitted_file_chunk to app_board;
grant update on desk_part to app_board;
-- Of what pages save by themselves, what went on in the next version (goes_on_in_the_next).
grant delete on desk_version, desk_file to app_board;
-- What is put aside, what is typed of a decision, and the next supplement until it is handed in.
grant select, insert, update, delete on desk_aside, desk_decision_words, desk_supplement_draft to app_board;
grant select, insert, delete on desk_supplement_file to app_board;
grant select, insert on desk_supplement_file_chunk, extension_request, extension_withdrawal to app_board;
grant update (lock_no) on round to app_board;
-- Which measures of one's own it is time to tell of, and what is told.
grant select on published.measure_between to app_board;
grant insert on measure_status to app_board;
grant select, insert, update (cancelled_at, cancelled_by) on meeting to app_board;

-- ---- administrators: people and boards, no content at all ------------------------------------------------------------

grant select on published.organisation, published.board, published.board_work, published.deadline_rules to app_admin;
grant select on organisation, board, board_succession, person, role_grant, role_held, invitation, event, access_proposal, access_decision to app_admin;
grant select, insert on person_change, board_change, board_mailbox, role_end, second_step_demand to app_admin;
grant select on published.heir, published.leads, published.board_story, published.second_step_demanded to app_admin;
grant select (person_id, created_at, seen_at, expires_at, ended_at) on session to app_admin;
grant select (person_id, changed_at) on credential to app_admin;
-- Who has a second step, and whether its key is here; who signs in with the municipality's identity provider, or by a passkey. Not which.
grant select (person_id, key_mark, since) on second_step to app_admin;
grant select (person_id, since) on sign_on to app_admin;
grant select (person_id, added_at) on passkey to app_admin;
grant insert, update on organisation, person to app_admin;
-- A board is ended and opened again by functions, too.
grant insert, update (name) on board to app_admin;
-- Roles and links are given by functions that ask for a second administrator; ended they are by one alone.
grant update (valid_to) on role_grant to app_admin;
grant execute on function propose_role, propose_link, propose_board_end, propose_board_reopening, decide_access, tell_reopening, tell_former_address, heirs_on, may_be_invited_by_mail, invite_by_mail, not_come_in, ending_roles, access_is_guarded, scans_counted, unscannable_files to app_admin;
grant execute on function access_boards, access_takes_effect, board_ends_on to app_admin, app_worker;
grant execute on function access_changes, access_list to app_admin, app_audit, app_board;
grant execute on function access_requests_seen to app_admin, app_board;
grant execute on function access_requests_waiting, answer_access_request to app_board;
grant update (used_at) on invitation to app_admin;
grant update (ended_at) on session to app_admin;
grant select, update on deadline_rules to app_admin;
-- That mails went, and failed ones sent again; not what they were about. And a mail to herself, to see whether mail works.
grant select (id, kind, person_id, address, made_at, due_at, attempts, state, settled_at, reply, events), insert (id, key, kind, person_id, made_at, due_at),
  update (state, due_at, attempts, deferred, ready_since, settled_at, leased_until) on mail to app_admin;
-- Whether mail goes, and whom it does not reach.
grant select on published.mail_outcome, published.mail_waits, job_round to app_admin;

-- ---- signing in and one's own account --------------------------------------------------------------------------------

grant select on published.organisation, published.board to app_auth;
grant select, insert on organisation, person, role_grant to app_auth;
-- Until when one's own roles hold.
grant select on role_held to app_auth;
grant update (lock_no) on person to app_auth;
grant select, insert, update on credential, session, sign_in_throttle, invitation, setup_link to app_auth;
grant delete on sign_in_throttle to app_auth;
grant select, insert, update, delete on attempt, known_device to app_auth;
-- The second step: sealed by a key that is not in the database, and nobody else reads even that.
grant select, insert, update, delete on second_step, recovery_code to app_auth;
-- Who somebody is for the municipality's identity provider, and which of its answers have been used.
grant select, insert, update, delete on sign_on to app_auth;
grant select, insert on sign_on_answer to app_auth;
-- Her passkeys, and which questions have been answered by one.
grant select, insert, update, delete on passkey to app_auth;
grant select, insert on passkey_answer to app_auth;
grant select on device_key to app_auth;
grant select, insert, update on notice_setting to app_auth;
grant select (id, person_id, made_at, read_at), update (read_at) on notice to app_auth;
grant select (person_id, made_at, ended_at), insert, update (ended_at) on calendar_address to app_auth;
grant execute on function reader_of_calendar, last_days_of_calendar, meetings_of_calendar, supplements_of_calendar to app_auth;
-- Whether a link waits for a second administrator; and asking to work for a board.
grant execute on function link_opens, boards_to_ask, ask_access, asking_of, confirm_access_request, request_access, own_access_requests to app_auth;
-- That a password was forgotten, by whomever; and what the owner of an account is told of it.
grant select, insert on forgotten to app_auth;
grant execute on function tell_owner to app_auth;
grant execute on function is_proven_by_mail to yttrande_bridge;

-- ---- the jobs: they remind, send and settle; they read no draft ------------------------------------------------------

-- They read all logs, to see whether they are whole: ids, enums, dates and digests. What was found is read by those whose log it is.
grant select on event, link, seal, chain_head to app_worker;
grant select, insert, update on log_check to app_worker;
grant select on log_check to app_board, app_audit, app_admin;
-- And what the database is built of. When a backup was made last, for the administrators.
grant select, insert, update on definition_check to app_worker;
grant select on backup, definition_check to app_admin;
grant select on published.organisation, published.board, published.round, published.submission, published.deadline_rules,
  published.extension_request, published.recipient, published.outgoing, published.prompt, published.measure_between to app_worker;
grant select, insert on definition_list, reminder, supplement_reminder, status_request, presidium_notice, quarantine_told to app_worker;
-- What a mail to a board's own mailbox tells, and whether it is still that board's.
grant select on board_mail to app_worker;
grant execute on function board_mailboxes, post_to_presidium, next_to_scan, piece_to_scan, keep_scan, quarantine_untold to app_worker;
-- What was tried in vain becomes events, and goes away; so do devices that nobody has used for long.
grant select, update (noted), delete on attempt to app_worker;
grant select, delete on known_device, sign_on_answer, passkey_answer to app_worker;
grant select, insert, update on mail, job_round to app_worker;
-- What has waited its day takes effect, what was asked and not answered lapses, a role ends; and what a mail about it says. Whose the addresses are
-- whose password was forgotten, and the link that is mailed there; sessions that are long over go away.
grant execute on function settle_access, settle_board_ends, access_told, asking_by_mail, access_request_told, lapse_access_requests,
  remove_access_requests, let_askings_go, warn_of_ending_roles, endings_told, answer_forgotten, link_by_mail, let_sessions_go to app_worker;
grant select, update (digest_id) on notice to app_worker;
-- Reminding waits for whoever is handing in, and the other way around.
grant select, update (lock_no) on round to app_worker;

-- ---- row security: the second wall between boards --------------------------------------------------------------------

do $$
declare old record;
begin
  for old in select tablename, policyname from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on %I', old.policyname, old.tablename);
  end loop;
end $$;

-- Forced on the desks, so that not even the owner of the tables passes.
do $$
declare guarded text;
begin
  foreach guarded in array array['desk_part', 'desk_version', 'desk_lock', 'desk_reopening', 'board_decision', 'desk_assignment', 'desk_file', 'desk_file_chunk', 'desk_supplement',
    'desk_supplement_draft', 'desk_supplement_file', 'desk_supplement_file_chunk'] loop
    execute format('alter table %I enable row level security, force row level security', guarded);
    execute format('create policy own_board on %I to app_board using (board_id = any ((select my_boards())::uuid[])) '
      'with check (board_id = any ((select my_boards())::uuid[]))', guarded);
  end loop;
end $$;
-- What could not be taken in, or is typed and not recorded, is its writer's alone, also among those who write for the same board.
do $$
declare own text;
begin
  foreach own in array array['desk_aside', 'desk_decision_words'] loop
    execute format('alter table %I enable row level security, force row level security', own);
    execute format('create policy own_words on %I to app_board using (board_id = any ((select my_boards())::uuid[]) and person_id = (select myself())) '
      'with check (board_id = any ((select my_boards())::uuid[]) and person_id = (select myself()))', own);
  end loop;
end $$;
-- That a supplement has been begun, for the rule that opens the desk; nothing of what is written.
create policy readable on desk_supplement for select to yttrande_bridge using (true);
-- And when a text was locked, for the rule that a decision is about it.
create policy readable on desk_lock for select to yttrande_bridge using (true);
-- And whether a later answer has been begun, for the rule that what it reports on stands.
create policy readable on desk_part for select to yttrande_bridge using (true);
-- And the bytes that wait for the scanner, until it has looked.
create policy to_be_scanned on desk_file_chunk for select to yttrande_bridge using (is_to_be_scanned(file_id));
create policy to_be_scanned on desk_supplement_file_chunk for select to yttrande_bridge using (is_to_be_scanned(file_id));

-- What a board hands in, it hands in for itself and in the service. What came another way the auditors write in. Everybody
-- reads it through the published views.
alter table submission enable row level security;
create policy own_board on submission to app_board using (board_id = any ((select my_boards())::uuid[]))
  with check (board_id = any ((select my_boards())::uuid[]) and channel = 'service');
create policy written_in on submission for insert to app_audit with check (channel <> 'service');
create policy readable on submission for select to app_audit, yttrande_bridge using (true);
alter table submission_withdrawal enable row level security;
create policy own_board on submission_withdrawal for insert to app_board with check (board_id = any ((select my_boards())::uuid[]));
create policy readable on submission_withdrawal for select to app_audit, yttrande_bridge using (true);
do $$
declare
  guarded text;
  before text;
begin
  foreach guarded in array array['submission_decision', 'submitted_answer', 'submitted_measure', 'submitted_file', 'submitted_file_chunk'] loop
    execute format('alter table %I enable row level security', guarded);
    -- Files are copied before what they belong to.
    before := case when guarded in ('submitted_file', 'submitted_file_chunk') then 'is_to_come(submission_id) or ' else '' end;
    execute format('create policy own_board on %I for insert to app_board with check (%s is_own_submission(submission_id))', guarded, before);
    execute format('create policy written_in on %I for insert to app_audit with check (%s is_entered_submission(submission_id))', guarded, before);
    execute format('create policy readable on %I for select to app_audit, yttrande_bridge using (true)', guarded);
  end loop;
end $$;

-- A board tells of its own measures.
alter table measure_status enable row level security;
create policy own_board on measure_status for insert to app_board with check (is_own_submission(submission_id));
create policy readable on measure_status for select to app_audit, yttrande_bridge using (true);

-- A board asks and withdraws for itself.
alter table extension_request enable row level security;
create policy own_board on extension_request to app_board using (board_id = any ((select my_boards())::uuid[]))
  with check (board_id = any ((select my_boards())::uuid[]));
create policy readable on extension_request for select to app_audit, yttrande_bridge using (true);
alter table extension_withdrawal enable row level security;
create policy own_board on extension_withdrawal to app_board using (board_id = any ((select my_boards())::uuid[]))
  with check (board_id = any ((select my_boards())::uuid[]) and exists (
    select 1 from extension_request q where q.id = request_id and q.board_id = extension_withdrawal.board_id
  ));
create policy readable on extension_withdrawal for select to app_audit, yttrande_bridge using (true);

-- Each authority reads its own log.
alter table event enable row level security;
create policy own_log on event for select to app_audit using (authority = 'audit');
create policy own_log_board on event for select to app_board
  using (authority like 'board:%' and substr(authority, 7)::uuid = any ((select my_boards())::uuid[]));
create policy own_log_system on event for select to app_admin using (authority = 'system');
create policy bridge on event to yttrande_bridge using (true) with check (true);
create policy jobs on event for select to app_worker using (true);
alter table log_check enable row level security;
create policy own_log on log_check for select to app_audit using (authority = 'audit');
create policy own_log_board on log_check for select to app_board
  using (authority like 'board:%' and substr(authority, 7)::uuid = any ((select my_boards())::uuid[]));
-- That a log does not fit, an administrator is told of every log.
create policy own_log_system on log_check for select to app_admin using (authority = 'system' or broken_seq is not null);
create policy jobs on log_check to app_worker using (true) with check (true);
create policy readable on log_check for select to yttrande_bridge using (true);

-- Notices, settings and calendar addresses are one's own.
alter table notice enable row level security;
create policy own on notice to app_auth using (person_id = (select myself()));
create policy jobs on notice to app_worker, yttrande_bridge, app_audit using (true) with check (true);
alter table notice_setting enable row level security;
create policy own on notice_setting to app_auth using (person_id = (select myself())) with check (person_id = (select myself()));
create policy readable on notice_setting for select to yttrande_bridge using (true);
alter table calendar_address enable row level security;
create policy own on calendar_address to app_auth using (person_id = (select myself())) with check (person_id = (select myself()));
create policy readable on calendar_address for select to yttrande_bridge using (true);

-- Whoever meets, plans: a board its own meetings, the auditors theirs, in one's own name.
alter table meeting enable row level security;
create policy own_board on meeting for select to app_board using (board_id = any ((select my_boards())::uuid[]));
create policy plan_own_board on meeting for insert to app_board
  with check (board_id = any ((select my_boards())::uuid[]) and planned_by = (select myself()));
create policy cancel_own_board on meeting for update to app_board using (board_id = any ((select my_boards())::uuid[]));
create policy own on meeting for select to app_audit using (board_id is null);
create policy plan_own on meeting for insert to app_audit with check (board_id is null and planned_by = (select myself()));
create policy cancel_own on meeting for update to app_audit using (board_id is null);
create policy readable on meeting for select to yttrande_bridge using (true);
