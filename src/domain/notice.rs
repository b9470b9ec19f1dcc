//! Who is told when something has happened. One page, so that nothing is told to the wrong people, and nothing is
//! forgotten: `Change::commit` asks it about every event.

use serde::{Deserialize, Serialize};

use super::actor::Role;
use super::event::Event;
use super::extension::Outcome;
use super::ids::{RoundId, SubmissionId};

/// What somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "notice_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// An audit was sent: a response is asked for.
    ResponseRequested,
    /// A response came in.
    ResponseReceived,
    /// A board asks for a later last day.
    ExtensionRequested,
    /// It took the request back.
    ExtensionRequestWithdrawn,
    /// The auditors granted a later last day.
    ExtensionGranted,
    /// They did not.
    ExtensionRefused,
    /// A last day is another than before, without a request for that.
    DeadlineChanged,
    /// The audit was closed without the board's answer.
    ClosedWithoutAnswer,
    /// A verdict was published.
    VerdictPublished,
    /// The last day is near.
    Reminder,
    /// The last day has passed without an answer.
    Overdue,
    /// It has been missing so long that the auditors take it up.
    ResponseMissing,
    /// A last day is near and the board has nobody who can be reminded.
    BoardWithoutSecretary,
}

/// How somebody wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "delivery", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// By mail, at once.
    AtOnce,
    /// By one mail in the morning.
    Digest,
    /// Only in the service.
    InApp,
}

/// What a notice is about: a round, named itself or by what came in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The round.
    Round(RoundId),
    /// The round that this answers.
    Submission(SubmissionId),
}

/// Something to tell: what, about what, and to whom. The roles of a board mean the board of the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What.
    pub kind: NoticeKind,
    /// The cause. Nobody is told twice about one cause.
    pub key: String,
    /// About what.
    pub about: About,
    /// To whom.
    pub roles: &'static [Role],
}

/// Everybody who works for a board.
pub const BOARD: &[Role] = &[Role::Secretary, Role::Contributor, Role::Approver];
/// Whoever hands in for a board, and the auditors.
const BOTH_ENDS: &[Role] = &[Role::Secretary, Role::Approver, Role::Auditor];
/// The auditors.
pub const AUDITORS: &[Role] = &[Role::Auditor];

/// Who is told about an event.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one page that says who is told")]
pub fn tellings(event: &Event) -> Vec<Telling> {
    let one = |kind, key: String, about, roles| vec![Telling { kind, key, about, roles }];
    match event {
        Event::AuditSent { rounds, .. } => {
            let asked = |round: &RoundId| Telling {
                kind: NoticeKind::ResponseRequested,
                key: format!("sent:{round}"),
                about: About::Round(*round),
                roles: BOARD,
            };
            rounds.iter().map(asked).collect()
        }
        Event::ResponseReceived { round, submission, .. } => {
            one(NoticeKind::ResponseReceived, format!("received:{submission}"), About::Round(*round), BOTH_ENDS)
        }
        Event::VerdictPublished { submission, .. } => {
            one(NoticeKind::VerdictPublished, format!("verdict:{submission}"), About::Submission(*submission), BOARD)
        }
        Event::ExtensionRequested { round, extension, .. } => {
            one(NoticeKind::ExtensionRequested, format!("asked:{extension}"), About::Round(*round), AUDITORS)
        }
        Event::ExtensionRequestWithdrawn { round, extension, .. } => {
            one(NoticeKind::ExtensionRequestWithdrawn, format!("withdrawn:{extension}"), About::Round(*round), AUDITORS)
        }
        Event::ExtensionDecided { round, extension, outcome, .. } => {
            let kind = match outcome {
                Outcome::Granted | Outcome::GrantedOther => NoticeKind::ExtensionGranted,
                Outcome::Refused => NoticeKind::ExtensionRefused,
            };
            one(kind, format!("decided:{extension}"), About::Round(*round), BOARD)
        }
        Event::AuditClosed { without_answer, .. } => {
            let closed = |round: &RoundId| Telling {
                kind: NoticeKind::ClosedWithoutAnswer,
                key: format!("closed:{round}"),
                about: About::Round(*round),
                roles: BOARD,
            };
            without_answer.iter().map(closed).collect()
        }
        // Named by the entry: a date that is put right twice is told twice.
        Event::RoundMovedAlong { round, entry, .. } | Event::DeadlineCorrected { round, entry, .. } => {
            one(NoticeKind::DeadlineChanged, format!("entry:{round}:{entry}"), About::Round(*round), BOARD)
        }
        Event::SetUp { .. }
        | Event::SignedIn { .. }
        | Event::SignedOut { .. }
        | Event::PasswordChosen { .. }
        | Event::SignInThrottled
        | Event::PersonInvited { .. }
        | Event::RoleGranted { .. }
        | Event::RoleEnded { .. }
        | Event::PersonEnded { .. }
        | Event::BoardAdded { .. }
        | Event::BoardEnded { .. }
        | Event::OrganisationChanged
        | Event::DeadlineRulesChanged { .. }
        | Event::MailResent { .. }
        | Event::TestMailAsked { .. }
        | Event::CalendarAddressMade { .. }
        | Event::CalendarAddressEnded { .. }
        | Event::AuditRecorded { .. }
        | Event::AuditChanged { .. }
        | Event::FileAttached { .. }
        | Event::FileRemoved { .. }
        | Event::ArrivalRegistered { .. }
        | Event::AuditorsMeetingsPlanned { .. }
        | Event::AuditorsMeetingCancelled { .. }
        // The jobs that make these tell the people themselves: whom, depends on the day.
        | Event::ReminderMade { .. }
        | Event::ResponseMissing { .. }
        // What happens at a board's desk is the board's own; the auditors hear of what is handed in.
        | Event::ResponseLocked { .. }
        | Event::ResponseReopened { .. }
        | Event::DecisionRecorded { .. }
        | Event::ResponseSent { .. }
        | Event::ExtensionAsked { .. }
        | Event::ExtensionWithdrawn { .. }
        | Event::MeetingsPlanned { .. }
        | Event::MeetingCancelled { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{AuditId, BoardId};

    #[test]
    fn what_a_board_does_at_its_desk_is_told_to_nobody() {
        let at = "2025-03-01T09:00:00Z".parse().unwrap();
        let (board, round) = (BoardId::new(at), RoundId::new(at));
        assert!(tellings(&Event::ResponseLocked { board, round }).is_empty());
        assert!(tellings(&Event::ResponseReopened { board, round }).is_empty());
    }

    #[test]
    fn an_answer_is_told_to_both_ends_once() {
        let at = "2025-03-01T09:00:00Z".parse().unwrap();
        let (audit, round, submission) = (AuditId::new(at), RoundId::new(at), SubmissionId::new(at));
        let told = tellings(&Event::ResponseReceived { audit, round, submission, days_late: None, days_late_against_letter: None });
        assert_eq!(told.len(), 1);
        assert!(told[0].roles.contains(&Role::Auditor) && told[0].roles.contains(&Role::Secretary));
        assert_eq!(told[0].key, format!("received:{submission}"));
    }
}
