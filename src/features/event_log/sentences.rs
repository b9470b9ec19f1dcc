//! What happened, in words, without whoever did it: she stands beside it. And what it was about.

use chrono::NaiveDate;

use super::mentioned::Names;
use super::texts::Texts;
use crate::domain::access::{AccessKind, AccessStep, RequestStep};
use crate::domain::actor::Role;
use crate::domain::event::{Event, PasskeyEnd, SessionsEnd, SignOnEnd, TwoStepEnd};
use crate::domain::extension::ExtensionOutcome;
use crate::platform::texts::Apart;
use crate::platform::theirs::{Said, theirs};
use crate::platform::words::Words;

/// What somebody or the service did.
#[expect(clippy::too_many_lines, reason = "every kind of event by its name")]
pub(super) fn said(event: &Event, names: &Names, t: Texts, words: Words) -> String {
    let of = |id| Apart(names.of(id)).to_string();
    // A person is called the same in every language; what a board is called is Swedish.
    let their = |id| theirs(t.lang, names.of(id));
    match event {
        Event::SetUp { .. } => t.set_up().to_owned(),
        Event::SignedIn { passkey: true, .. } => t.signed_in_by_passkey().to_owned(),
        Event::SignedIn { single_sign_on: false, .. } => t.signed_in().to_owned(),
        Event::SignedIn { single_sign_on: true, .. } => t.signed_on().to_owned(),
        Event::SignedOut { .. } => t.signed_out().to_owned(),
        Event::PasswordChosen { .. } => t.password_chosen().to_owned(),
        Event::PasswordLinkMailed { person } => t.password_link_mailed(names.of(person.uuid())),
        Event::SignInThrottled => t.throttled().to_owned(),
        Event::PasswordsFailed { person, inside, failures, held_back } => {
            let whose = person.map(|person| of(person.uuid()));
            t.passwords_failed(*failures, whose.as_deref(), *inside, *held_back)
        }
        Event::SessionsEnded { sessions, why, .. } => sessions_ended(*sessions, *why, t),
        Event::TwoStepTurnedOn { .. } => t.two_step_on().to_owned(),
        Event::TwoStepTurnedOff { why: TwoStepEnd::Chosen, .. } => t.two_step_off().to_owned(),
        Event::TwoStepTurnedOff { why: TwoStepEnd::Link, .. } => t.two_step_off_by_link().to_owned(),
        Event::RecoveryCodesMade { .. } => t.recovery_codes_made().to_owned(),
        Event::RecoveryCodeUsed { left, .. } => t.recovery_code_used(*left),
        Event::SignOnBound { .. } => t.sign_on_bound().to_owned(),
        Event::SignOnUnbound { why: SignOnEnd::Chosen, .. } => t.sign_on_unbound().to_owned(),
        Event::SignOnUnbound { why: SignOnEnd::Link, .. } => t.sign_on_unbound_by_link().to_owned(),
        Event::PasskeyAdded { .. } => t.passkey_added().to_owned(),
        Event::PasskeyRemoved { why: PasskeyEnd::Chosen, .. } => t.passkey_removed().to_owned(),
        Event::PasskeyRemoved { why: PasskeyEnd::Link, .. } => t.passkey_removed_by_link().to_owned(),
        Event::PasskeyRefused { .. } => t.passkey_refused().to_owned(),
        Event::PersonInvited { person } => t.invited(&of(person.uuid())),
        Event::RoleGranted { person, role, board, to, .. } => {
            let board = board.map(|board| their(board.uuid()));
            until(t.role_granted(&of(person.uuid()), words.role(*role), board.as_deref()), *to, t, words)
        }
        Event::RoleEnded { person, .. } => t.role_ended(&of(person.uuid())),
        Event::RoleShortened { person, to, .. } => t.role_shortened(&of(person.uuid()), &words.date(*to)),
        Event::RoleEndingTold { person, to, .. } => t.role_ending_told(&of(person.uuid()), &words.date(*to)),
        Event::PersonEnded { person } => t.person_ended(&of(person.uuid())),
        Event::PersonCorrected { person } => t.person_corrected(&of(person.uuid())),
        Event::PersonReopened { person } => t.person_reopened(&of(person.uuid())),
        Event::PersonJoined { person, into } => t.person_joined(&of(person.uuid()), &of(into.uuid())),
        Event::AccessChanged { person, access, role, board, step, to, .. } | Event::AuditAccessChanged { person, access, role, board, step, to, .. } => {
            let board = board.map(|board| their(board.uuid()));
            access_changed((*access, *step), &of(person.uuid()), (*role, *to), board.as_deref(), t, words)
        }
        Event::BoardAccessChanged { person, access, role, board, step, to, .. } => {
            access_changed((*access, *step), &of(person.uuid()), (*role, *to), Some(&their(board.uuid())), t, words)
        }
        Event::AccessRequestChanged { board, step, person, .. } | Event::BoardAccessRequestChanged { board, step, person, .. } => {
            let person = person.map(|person| of(person.uuid()));
            request_changed(*step, person.as_deref().unwrap_or(t.somebody_without_account()), &their(board.uuid()), t)
        }
        Event::BoardEndChanged(fate) | Event::AuditBoardEndChanged(fate) | Event::OwnBoardEndChanged { fate, .. } => {
            let heir = fate.heir.map(|heir| their(heir.uuid()));
            board_end_changed(fate.step, &words.board_fate(&their(fate.board.uuid()), fate.on, heir.as_deref()), t)
        }
        Event::BoardAdded { board } => t.board_added(&their(board.uuid())),
        Event::BoardEnded { board, on, heir } => {
            let heir = heir.map(|heir| their(heir.uuid()));
            t.board_ended(&their(board.uuid()), &words.date(*on), heir.as_deref())
        }
        Event::BoardRenamed { board } => t.board_renamed(&their(board.uuid())),
        Event::BoardMailboxSet { board } => t.board_mailbox_set(&their(board.uuid())),
        Event::BoardReopened { board } => t.board_reopened(&their(board.uuid())),
        Event::OrganisationChanged => t.organisation_changed().to_owned(),
        Event::SecondStepDemanded { role, from: Some(day) } => t.second_step_demanded(words.role(*role), &words.date(*day)),
        Event::SecondStepDemanded { role, from: None } => t.second_step_no_more(words.role(*role)),
        Event::FilesScanned { clean, infected, unscannable } => t.files_scanned(*clean, *infected, *unscannable),
        Event::DeadlineRulesChanged { .. } => t.rules_changed().to_owned(),
        Event::SubstituteNamed { board, person, from, to, .. } => {
            t.substitute_named(&of(person.uuid()), &their(board.uuid()), &words.date(*from), &words.date(*to))
        }
        Event::SubstituteEnded { board, .. } => t.substitute_ended(&their(board.uuid())),
        Event::MailResent { .. } => t.mail_resent().to_owned(),
        Event::TestMailAsked { .. } => t.test_mail().to_owned(),
        Event::DefinitionsListed { .. } => t.definitions_listed().to_owned(),
        Event::CalendarAddressMade { .. } => t.calendar_made().to_owned(),
        Event::CalendarAddressEnded { .. } => t.calendar_ended().to_owned(),
        Event::AuditRecorded { .. } => t.audit_recorded().to_owned(),
        Event::AuditChanged { .. } => t.audit_changed().to_owned(),
        Event::FileAttached { .. } => t.file_attached().to_owned(),
        Event::FileRemoved { .. } => t.file_removed().to_owned(),
        Event::AuditSent { rounds, .. } => t.audit_sent(rounds.len()),
        Event::RoundOpened { due_on, .. } => t.round_opened(&words.date(*due_on)),
        Event::AuditClosed { without_answer, .. } => t.audit_closed(without_answer.len()),
        Event::TitleCorrected { .. } => t.title_corrected().to_owned(),
        Event::ReplyToCorrected { .. } => t.reply_to_corrected().to_owned(),
        Event::ItemCorrected { .. } => t.item_corrected().to_owned(),
        Event::DocumentAdded { .. } => t.document_added().to_owned(),
        Event::RecipientAdded { board, .. } => t.recipient_added(&their(board.uuid())),
        Event::RoundsWithdrawn { rounds, .. } => t.rounds_withdrawn(rounds.len()),
        Event::AuditReopened { .. } => t.audit_reopened().to_owned(),
        Event::VerdictCorrected { .. } => t.verdict_corrected().to_owned(),
        Event::ResponseReceived { days_late, preliminary, .. } => t.response_received(*days_late, *preliminary),
        Event::SupplementWrittenIn { received_on, days_late, .. } => t.supplement_written_in(&words.date(*received_on), *days_late),
        Event::ResponseWrittenIn { received_on, days_late, preliminary, .. } => t.response_written_in(&words.date(*received_on), *days_late, *preliminary),
        Event::SupplementReceived { days_late: Some(days), .. } => t.supplemented_late(*days),
        Event::SupplementReceived { .. } | Event::ResponseSupplemented { .. } => t.supplemented().to_owned(),
        Event::SupplementAsked { due_on, .. } => t.supplement_asked(&words.date(*due_on)),
        Event::SupplementRequestWithdrawn { .. } => t.supplement_request_withdrawn().to_owned(),
        Event::SupplementReminded { due_on, days, .. } => t.supplement_reminded(&words.date(*due_on), *days),
        Event::StatusAsked { measures, .. } => t.status_asked(measures.len()),
        Event::StatusReceived { measures, .. } | Event::StatusTold { measures, .. } => t.status_told(measures.len()),
        Event::DecisionReceived { .. } => t.decision_received().to_owned(),
        Event::ArrivalWithdrawn { .. } | Event::ResponseWithdrawn { .. } => t.response_withdrawn().to_owned(),
        Event::ArrivalRegistered { .. } => t.arrival_registered().to_owned(),
        Event::VerdictPublished { .. } => t.verdict_published().to_owned(),
        Event::ItemTagged { .. } => t.tagged().to_owned(),
        Event::ItemFollowedUp { .. } => t.followed_up().to_owned(),
        Event::ExtensionRequested { wished_on, .. } | Event::ExtensionAsked { wished_on, .. } => t.extension_asked(&words.date(*wished_on)),
        Event::ExtensionRequestWithdrawn { .. } | Event::ExtensionWithdrawn { .. } => t.extension_withdrawn().to_owned(),
        Event::ExtensionDecided { outcome: ExtensionOutcome::Refused, .. } => t.extension_refused().to_owned(),
        Event::ExtensionDecided { outcome: ExtensionOutcome::Granted | ExtensionOutcome::GrantedOther, granted_on, .. } => {
            let day = granted_on.map(|day| words.date(day));
            t.extension_granted(day.as_deref())
        }
        Event::RoundMovedAlong { due_on, .. } => t.moved_along(&words.date(*due_on)),
        Event::DeadlineCorrected { from, to, .. } => t.last_day_corrected(&words.date(*from), &words.date(*to)),
        Event::ReminderMade { due_on, days, .. } => t.reminded(&words.date(*due_on), *days),
        Event::BoardPrompted { due_on, .. } => t.board_prompted(&words.date(*due_on)),
        Event::ResponsibleNamed { person, .. } => t.responsible_named(&of(person.uuid())),
        Event::CouncilActEntered { held_on, .. } => t.council_act_entered(&words.date(*held_on)),
        Event::CouncilActCorrected { .. } => t.council_act_corrected().to_owned(),
        Event::ResponseMissing { due_on, .. } => t.missing(&words.date(*due_on)),
        Event::PresidiumTold { due_on, days, .. } => t.presidium_told(&words.date(*due_on), *days),
        Event::SecretFileOpened { .. } | Event::OwnSecretFileOpened { .. } => t.secret_file_opened().to_owned(),
        Event::SecretDocumentOpened { .. } | Event::AddressedDocumentOpened { .. } => t.secret_document_opened().to_owned(),
        Event::AuditorsMeetingsPlanned { meetings } | Event::MeetingsPlanned { meetings, .. } => t.meetings_planned(meetings.len()),
        Event::AuditorsMeetingCancelled { .. } | Event::MeetingCancelled { .. } => t.meeting_cancelled().to_owned(),
        Event::ResponseFileAttached { supplement, .. } => if *supplement { t.supplement_file_attached() } else { t.response_file_attached() }.to_owned(),
        Event::ResponseFileRemoved { supplement, .. } => if *supplement { t.supplement_file_removed() } else { t.response_file_removed() }.to_owned(),
        Event::ResponseLocked { .. } => t.locked().to_owned(),
        Event::WorkShared { parts, .. } => t.work_shared(parts.len()),
        Event::ResponseReopened { .. } => t.reopened().to_owned(),
        Event::DecisionRecorded { decider, decided_on, .. } => t.decision_recorded(words.decider(*decider), &words.date(*decided_on)),
        Event::ResponseSent { .. } => t.response_sent().to_owned(),
    }
}

/// Of a role that has a last day.
fn until(said: String, to: Option<NaiveDate>, t: Texts, words: Words) -> String {
    match to {
        Some(day) => t.until(&said, &words.date(day)),
        None => said,
    }
}

/// What somebody is to be able to do, and how far that has come. The last day is that of the role, not of what became of it.
fn access_changed(
    (access, step): (AccessKind, AccessStep),
    name: &str,
    (role, to): (Option<Role>, Option<NaiveDate>),
    board: Option<&str>,
    t: Texts,
    words: Words,
) -> String {
    let what = match (access, role) {
        (AccessKind::Role, Some(role)) => match board {
            Some(board) => t.access_role_in(name, words.role(role), board),
            None => t.access_role(name, words.role(role)),
        },
        (AccessKind::Link, _) => t.access_link(name),
        (AccessKind::Reopening | AccessKind::BoardEnd | AccessKind::BoardReopening, _) | (AccessKind::Role, None) => t.access_reopening(name),
    };
    let what = to.map_or_else(|| what.clone(), |day| t.for_days(&what, &words.date(day)));
    match step {
        AccessStep::Proposed => t.access_proposed(&what),
        AccessStep::Agreed => t.access_agreed(&what),
        AccessStep::AfterADay => t.access_after_a_day(&what),
        AccessStep::Refused => t.access_refused(&what),
        AccessStep::Withdrawn => t.access_withdrawn(&what),
        AccessStep::AtOnce => t.access_at_once(&what),
    }
}

/// Whoever asked to work for a board, and what became of it.
fn request_changed(step: RequestStep, name: &str, board: &str, t: Texts) -> String {
    match step {
        RequestStep::Asked => t.access_was_asked(name, board),
        RequestStep::Proposed => t.access_request_agreed(name, board),
        RequestStep::Declined => t.access_request_declined(name, board),
        RequestStep::Lapsed => t.access_request_lapsed(name, board),
        RequestStep::Removed => t.access_request_removed(name, board),
    }
}

/// What is to become of a board, and how far that has come.
fn board_end_changed(step: AccessStep, what: &str, t: Texts) -> String {
    match step {
        AccessStep::Proposed => t.board_proposed(what),
        AccessStep::Agreed => t.board_agreed(what),
        AccessStep::AfterADay => t.board_after_a_day(what),
        AccessStep::Refused => t.board_refused(what),
        AccessStep::Withdrawn => t.board_withdrawn(what),
        AccessStep::AtOnce => t.board_at_once(what),
    }
}

fn sessions_ended(sessions: i32, why: SessionsEnd, t: Texts) -> String {
    match why {
        SessionsEnd::Replaced => t.sessions_replaced().to_owned(),
        SessionsEnd::TooMany => t.sessions_too_many(sessions),
        SessionsEnd::Chosen => t.session_chosen().to_owned(),
        SessionsEnd::Everywhere => t.signed_out_everywhere(sessions),
    }
}

/// What it was about: said, and where it is.
pub(super) struct About {
    /// Drawn by [`Said`].
    pub(super) sentence: String,
    pub(super) url: String,
}

impl About {
    pub(super) fn said(&self) -> Said<'_> {
        Said(&self.sentence)
    }
}

/// The response or the audit that an event is about; none, when it is about neither.
pub(super) fn about(facts: &serde_json::Value, names: &Names, words: Words) -> Option<About> {
    let id = |name: &str| facts.get(name).and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok());
    if let Some(round) = id("round").or_else(|| id("submission")).and_then(|id: uuid::Uuid| names.rounds.get(&id)) {
        let said = [Apart(&round.reference).to_string(), theirs(words.lang(), &round.board_name), words.round(round.kind, round.ordinal())];
        return Some(About { sentence: said.join(", "), url: round.audit_url() });
    }
    let (reference, title, key) = id("audit").and_then(|id: uuid::Uuid| names.audits.get(&id))?;
    Some(About { sentence: format!("{}, {}", Apart(reference), theirs(words.lang(), title)), url: crate::domain::address::audit(key) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn every_event_that_a_release_has_written_is_said_in_both_languages() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/events");
        let mut read = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
                let event: Event = serde_json::from_str(line).unwrap();
                let said = [Lang::SV, Lang::EN].map(|lang| said(&event, &Names::default(), Texts::from(lang), Words::new(lang)));
                assert!(said.iter().all(|said| said.chars().count() > 6 && !said.contains("  ")) && said[0] != said[1], "{line}: {said:?}");
                read += 1;
            }
        }
        assert!(read > 60, "{read}");
    }
}
