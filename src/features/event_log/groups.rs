//! What happens, in the groups by which one looks for it. Each kind of event is in exactly one of them.

use crate::domain::policy::Side;
use crate::platform::listing::Value;

/// A group of kinds of events, all of one log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    SignIns,
    People,
    Boards,
    Settings,
    Audits,
    Corrections,
    Arrivals,
    Verdicts,
    LastDays,
    Reminders,
    Secrets,
    Access,
    Meetings,
    Drafting,
    HandedIn,
    Extensions,
    OwnSecrets,
    OwnAccess,
    OwnMeetings,
}

impl Value for Group {
    const ALL: &'static [Self] = &[
        Self::Audits,
        Self::Corrections,
        Self::Arrivals,
        Self::Verdicts,
        Self::LastDays,
        Self::Reminders,
        Self::Drafting,
        Self::HandedIn,
        Self::Extensions,
        Self::People,
        Self::Boards,
        Self::SignIns,
        Self::Settings,
        Self::Secrets,
        Self::OwnSecrets,
        Self::Access,
        Self::OwnAccess,
        Self::Meetings,
        Self::OwnMeetings,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::SignIns => "inloggningar",
            Self::People => "personer",
            Self::Boards => "namnder",
            Self::Settings => "installningar",
            Self::Audits => "granskningar",
            Self::Corrections => "rattelser",
            Self::Arrivals => "inkomna",
            Self::Verdicts => "omdomen",
            Self::LastDays => "sista-dagar",
            Self::Reminders => "paminnelser",
            Self::Drafting => "arbete",
            Self::HandedIn => "inlamnat",
            Self::Extensions => "anstand",
            Self::Secrets | Self::OwnSecrets => "sekretess",
            Self::Access | Self::OwnAccess => "behorighet",
            Self::Meetings | Self::OwnMeetings => "sammantraden",
        }
    }
}

impl Group {
    /// The side in whose log it is.
    pub(super) fn side(self) -> Side {
        match self {
            Self::SignIns | Self::People | Self::Boards | Self::Settings => Side::Admin,
            Self::Audits
            | Self::Corrections
            | Self::Arrivals
            | Self::Verdicts
            | Self::LastDays
            | Self::Reminders
            | Self::Secrets
            | Self::Access
            | Self::Meetings => Side::Audit,
            Self::Drafting | Self::HandedIn | Self::Extensions | Self::OwnSecrets | Self::OwnAccess | Self::OwnMeetings => Side::Board,
        }
    }

    /// The kinds of events in it, by their names in the log.
    #[expect(clippy::too_many_lines, reason = "every kind of event by its name")]
    pub(super) fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::SignIns => &[
                "signed_in",
                "signed_out",
                "sessions_ended",
                "password_chosen",
                "password_link_mailed",
                "passwords_failed",
                "sign_in_throttled",
                "two_step_turned_on",
                "two_step_turned_off",
                "recovery_codes_made",
                "recovery_code_used",
                "sign_on_bound",
                "sign_on_unbound",
                "passkey_added",
                "passkey_removed",
                "passkey_refused",
            ],
            Self::People => &[
                "set_up",
                "person_invited",
                "person_ended",
                "person_corrected",
                "person_reopened",
                "person_joined",
                "access_changed",
                "access_request_changed",
                "role_granted",
                "role_ended",
                "role_shortened",
                "role_ending_told",
                "substitute_named",
                "substitute_ended",
            ],
            Self::Boards => &["board_added", "board_ended", "board_renamed", "board_mailbox_set", "board_reopened", "board_end_changed"],
            Self::Settings => &[
                "organisation_changed",
                "second_step_demanded",
                "files_scanned",
                "deadline_rules_changed",
                "mail_resent",
                "test_mail_asked",
                "definitions_listed",
                "calendar_address_made",
                "calendar_address_ended",
            ],
            Self::Audits => &[
                "audit_recorded",
                "audit_changed",
                "responsible_named",
                "council_act_entered",
                "audit_sent",
                "round_opened",
                "supplement_asked",
                "supplement_request_withdrawn",
                "audit_closed",
                "audit_reopened",
                "file_attached",
                "file_removed",
            ],
            Self::Corrections => &[
                "title_corrected",
                "reply_to_corrected",
                "item_corrected",
                "document_added",
                "recipient_added",
                "rounds_withdrawn",
                "verdict_corrected",
                "council_act_corrected",
            ],
            Self::Arrivals => &[
                "response_received",
                "response_written_in",
                "supplement_written_in",
                "supplement_received",
                "decision_received",
                "status_received",
                "arrival_withdrawn",
                "arrival_registered",
            ],
            Self::Verdicts => &["verdict_published", "item_followed_up", "item_tagged"],
            Self::LastDays => &["extension_requested", "extension_request_withdrawn", "extension_decided", "round_moved_along", "deadline_corrected"],
            Self::Reminders => &["reminder_made", "response_missing", "supplement_reminded", "status_asked", "board_prompted", "presidium_told"],
            Self::Secrets => &["secret_file_opened", "secret_document_opened"],
            Self::Access => &["audit_access_changed", "audit_board_end_changed"],
            Self::OwnAccess => &["board_access_changed", "board_access_request_changed", "own_board_end_changed"],
            Self::Meetings => &["auditors_meetings_planned", "auditors_meeting_cancelled"],
            Self::Drafting => &["response_file_attached", "response_file_removed", "response_locked", "response_reopened", "work_shared", "decision_recorded"],
            Self::HandedIn => &["response_sent", "response_supplemented", "status_told", "response_withdrawn"],
            Self::Extensions => &["extension_asked", "extension_withdrawn"],
            Self::OwnSecrets => &["own_secret_file_opened", "addressed_document_opened"],
            Self::OwnMeetings => &["meetings_planned", "meeting_cancelled"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_event_is_in_exactly_one_group() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/events");
        let mut known: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        known.sort();
        let mut grouped: Vec<String> = Group::ALL.iter().flat_map(|group| group.kinds()).map(|kind| (*kind).to_owned()).collect();
        grouped.sort();
        assert_eq!(grouped, known);
    }
}
