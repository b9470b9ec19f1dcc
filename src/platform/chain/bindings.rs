//! Which records come with which events (ADR 0076). A digest that hangs on an event which brings no such record was made past the
//! service, however well the chain fits: the database's own triggers seal whatever is written in a transaction that writes an event.

/// Tables whose rows are written once and never again: each row has one digest. With the column that says when it was written, which
/// is the time of its event, but for what two clocks may differ; what is received, locked or proposed may have been so long before.
/// `T what_is_written_once` holds them against the triggers.
pub const ONCE: [(&str, Option<&str>); 46] = [
    ("access_decision", Some("decided_at")),
    ("access_proposal", Some("proposed_at")),
    ("audit_closing", Some("closed_at")),
    ("audit_reopening", Some("reopened_at")),
    ("audit_reply_to", Some("corrected_at")),
    ("audit_responsible", Some("named_at")),
    ("audit_version", Some("corrected_at")),
    ("board_change", Some("changed_at")),
    ("board_decision", Some("recorded_at")),
    ("board_mailbox", Some("set_at")),
    ("council_act", Some("entered_at")),
    ("deadline_entry", Some("entered_at")),
    ("definition_list", Some("listed_at")),
    ("desk_lock", Some("locked_at")),
    ("desk_reopening", Some("reopened_at")),
    ("desk_supplement", None),
    ("dispatch", Some("sent_at")),
    ("extension_decision", Some("decided_at")),
    ("extension_request", Some("asked_at")),
    ("extension_withdrawal", Some("withdrawn_at")),
    ("file_scan", Some("scanned_at")),
    ("item_follow_up", Some("decided_at")),
    ("item_version", Some("corrected_at")),
    ("measure_status", Some("told_at")),
    ("person_change", Some("changed_at")),
    ("prompt", Some("prompted_at")),
    ("registration", Some("registered_at")),
    ("reminder", Some("made_at")),
    ("role_end", Some("ended_at")),
    ("round_withdrawal", Some("withdrawn_at")),
    ("second_step_demand", Some("set_at")),
    ("status_request", Some("asked_at")),
    ("item_tagging", Some("tagged_at")),
    ("presidium_notice", Some("told_at")),
    ("submission", Some("entered_at")),
    ("submission_decision", None),
    ("submission_withdrawal", Some("withdrawn_at")),
    ("submitted_answer", None),
    ("submitted_file", None),
    ("submitted_measure", None),
    ("supplement_reminder", None),
    ("supplement_request", Some("asked_at")),
    ("supplement_request_withdrawal", Some("withdrawn_at")),
    ("verdict", None),
    ("verdict_correction", None),
    ("verdict_publication", Some("published_at")),
];

/// How far a row's own instant may be from its event's, in seconds: a form may have been under way for a while, and the clocks of
/// several instances are never quite together (ADR 0076 says what an hour leaves).
pub(super) const APART: i32 = 3_600;

/// What comes with something else in one transaction, and never later: the table, that of the whole, and where the row says of which.
pub(super) const PARTS: [(&str, &str, &[&str]); 4] = [
    ("submitted_answer", "submission", &["submission_id"]),
    ("submitted_file", "submission", &["submission_id"]),
    ("submitted_measure", "submission", &["submission_id"]),
    ("verdict", "verdict_publication", &["submission_id", "n"]),
];

/// What a letter says, which is read in or changed as long as it is a draft.
const LETTER: &[&str] = &[
    "audit",
    "audit_responsible",
    "letter",
    "letter_file",
    "letter_phrase",
    "addressee",
    "planned_round",
    "item",
    "item_board",
    "item_taken_up",
    "audit_file",
];
/// What is handed in.
const RESPONSE: &[&str] = &["submission", "submission_decision", "submitted_answer", "submitted_file", "submitted_measure"];
/// Who somebody is and what she may do: people are added, ended and put right together with their roles, or with what waits for a
/// second administrator.
const PEOPLE: &[&str] = &["person", "person_change", "role_end", "role_grant", "access_proposal", "access_decision"];

/// Which events bring records, in whose log, and in which tables. The first event of a transaction takes all its digests with it, so
/// of two events that are always written together only the first stands here. An event that does not stand here brings none.
pub const BRINGS: [(&str, &str, &[&str]); 73] = [
    ("audit_recorded", "audit", LETTER),
    ("audit_changed", "audit", LETTER),
    ("file_attached", "audit", &["audit_file"]),
    ("file_removed", "audit", &["audit_file"]),
    ("audit_sent", "audit", &["audit", "round", "deadline_entry", "dispatch"]),
    ("round_opened", "audit", &["round", "deadline_entry"]),
    ("title_corrected", "audit", &["audit_version"]),
    ("reply_to_corrected", "audit", &["audit_reply_to"]),
    ("item_corrected", "audit", &["item_version"]),
    ("document_added", "audit", &["audit_file"]),
    ("recipient_added", "audit", &["addressee"]),
    ("rounds_withdrawn", "audit", &["round_withdrawal", "audit_closing"]),
    ("audit_closed", "audit", &["audit_closing"]),
    ("audit_reopened", "audit", &["audit_reopening"]),
    ("responsible_named", "audit", &["audit_responsible"]),
    ("deadline_corrected", "audit", &["deadline_entry"]),
    ("extension_decided", "audit", &["extension_decision", "deadline_entry"]),
    ("round_moved_along", "audit", &["deadline_entry"]),
    ("reminder_made", "audit", &["reminder"]),
    ("response_missing", "audit", &["reminder"]),
    ("board_prompted", "audit", &["prompt"]),
    ("status_asked", "audit", &["status_request"]),
    ("presidium_told", "audit", &["presidium_notice"]),
    ("supplement_asked", "audit", &["supplement_request"]),
    ("supplement_request_withdrawn", "audit", &["supplement_request_withdrawal"]),
    ("supplement_reminded", "audit", &["supplement_reminder"]),
    ("response_written_in", "audit", RESPONSE),
    ("supplement_written_in", "audit", RESPONSE),
    ("response_received", "audit", RESPONSE),
    ("arrival_registered", "audit", &["registration"]),
    ("verdict_published", "audit", &["verdict_publication", "verdict"]),
    ("verdict_corrected", "audit", &["verdict_publication", "verdict", "verdict_correction"]),
    ("item_followed_up", "audit", &["item_follow_up"]),
    ("item_tagged", "audit", &["item_tagging"]),
    ("council_act_entered", "audit", &["council_act"]),
    ("council_act_corrected", "audit", &["council_act"]),
    ("auditors_meetings_planned", "audit", &["meeting"]),
    ("auditors_meeting_cancelled", "audit", &["meeting"]),
    ("meetings_planned", "board", &["meeting"]),
    ("meeting_cancelled", "board", &["meeting"]),
    ("response_locked", "board", &["desk_lock", "board_decision"]),
    ("response_reopened", "board", &["desk_reopening"]),
    ("decision_recorded", "board", &["board_decision", "submission_decision"]),
    ("response_sent", "board", RESPONSE),
    ("response_supplemented", "board", RESPONSE),
    ("response_withdrawn", "board", &["submission_withdrawal"]),
    ("status_told", "board", &["measure_status"]),
    ("extension_asked", "board", &["extension_request"]),
    ("extension_withdrawn", "board", &["extension_withdrawal"]),
    ("set_up", "system", &["organisation", "person", "role_grant"]),
    ("organisation_changed", "system", &["organisation"]),
    ("files_scanned", "system", &["file_scan"]),
    ("second_step_demanded", "system", &["second_step_demand"]),
    ("deadline_rules_changed", "system", &["deadline_rules"]),
    ("definitions_listed", "system", &["definition_list"]),
    ("person_invited", "system", PEOPLE),
    ("person_ended", "system", PEOPLE),
    ("person_corrected", "system", PEOPLE),
    ("person_reopened", "system", PEOPLE),
    ("person_joined", "system", PEOPLE),
    ("role_granted", "system", PEOPLE),
    ("role_ended", "system", PEOPLE),
    ("role_shortened", "system", PEOPLE),
    ("access_changed", "system", PEOPLE),
    // With a yes, who asked for it, and what is proposed.
    ("access_request_changed", "system", &["access_request", "access_request_answer", "person", "access_proposal"]),
    ("substitute_named", "system", &["role_grant"]),
    ("substitute_ended", "system", &["role_grant"]),
    ("board_added", "system", &["board"]),
    ("board_renamed", "system", &["board", "board_change"]),
    ("board_mailbox_set", "system", &["board_mailbox"]),
    // With what was proposed and decided of it.
    ("board_end_changed", "system", &["board", "board_change", "board_succession", "access_proposal", "access_decision"]),
    // With whom its roles end, and who takes over.
    ("board_ended", "system", &["board", "board_change", "board_succession", "role_grant"]),
    ("board_reopened", "system", &["board", "board_change", "board_succession", "role_grant"]),
];

/// The same for the database: three lists of one length.
pub(super) fn brings() -> (Vec<String>, Vec<String>, Vec<String>) {
    let mut lists = (Vec::new(), Vec::new(), Vec::new());
    for (kind, log, tables) in BRINGS {
        for table in tables {
            lists.0.push(kind.to_owned());
            lists.1.push(log.to_owned());
            lists.2.push((*table).to_owned());
        }
    }
    lists
}
