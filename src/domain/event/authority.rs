//! In whose log an event stands.

use super::Event;
use crate::domain::ids::BoardId;

/// In whose log an event stands. Every board, and the auditors together, are authorities of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// The auditors.
    Audit,
    /// A board.
    Board(BoardId),
    /// The running of the service: people, boards, sign-ins.
    System,
}

impl std::fmt::Display for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Audit => f.write_str("audit"),
            Self::Board(board) => write!(f, "board:{board}"),
            Self::System => f.write_str("system"),
        }
    }
}

impl Event {
    /// The log it is written to.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "every kind of event by its name")]
    pub fn authority(&self) -> Authority {
        match self {
            Self::SetUp { .. }
            | Self::SignedIn { .. }
            | Self::SignedOut { .. }
            | Self::PasswordChosen { .. }
            | Self::PasswordLinkMailed { .. }
            | Self::SignInThrottled
            | Self::PasswordsFailed { .. }
            | Self::SessionsEnded { .. }
            | Self::TwoStepTurnedOn { .. }
            | Self::TwoStepTurnedOff { .. }
            | Self::RecoveryCodesMade { .. }
            | Self::RecoveryCodeUsed { .. }
            | Self::SignOnBound { .. }
            | Self::SignOnUnbound { .. }
            | Self::PasskeyAdded { .. }
            | Self::PasskeyRemoved { .. }
            | Self::PasskeyRefused { .. }
            | Self::PersonInvited { .. }
            | Self::RoleGranted { .. }
            | Self::RoleEnded { .. }
            | Self::RoleShortened { .. }
            | Self::RoleEndingTold { .. }
            | Self::SubstituteNamed { .. }
            | Self::SubstituteEnded { .. }
            | Self::PersonEnded { .. }
            | Self::PersonCorrected { .. }
            | Self::PersonReopened { .. }
            | Self::PersonJoined { .. }
            | Self::AccessChanged { .. }
            | Self::AccessRequestChanged { .. }
            | Self::BoardEndChanged(_)
            | Self::BoardAdded { .. }
            | Self::BoardEnded { .. }
            | Self::BoardRenamed { .. }
            | Self::BoardMailboxSet { .. }
            | Self::BoardReopened { .. }
            | Self::OrganisationChanged
            | Self::SecondStepDemanded { .. }
            | Self::FilesScanned { .. }
            | Self::DeadlineRulesChanged { .. }
            | Self::MailResent { .. }
            | Self::TestMailAsked { .. }
            | Self::DefinitionsListed { .. }
            | Self::CalendarAddressMade { .. }
            | Self::CalendarAddressEnded { .. } => Authority::System,
            Self::AuditRecorded { .. }
            | Self::AuditAccessChanged { .. }
            | Self::AuditBoardEndChanged(_)
            | Self::AuditChanged { .. }
            | Self::FileAttached { .. }
            | Self::FileRemoved { .. }
            | Self::AuditSent { .. }
            | Self::RoundOpened { .. }
            | Self::TitleCorrected { .. }
            | Self::ReplyToCorrected { .. }
            | Self::ItemCorrected { .. }
            | Self::DocumentAdded { .. }
            | Self::RecipientAdded { .. }
            | Self::RoundsWithdrawn { .. }
            | Self::AuditClosed { .. }
            | Self::AuditReopened { .. }
            | Self::ResponseReceived { .. }
            | Self::ResponseWrittenIn { .. }
            | Self::SupplementWrittenIn { .. }
            | Self::SupplementReceived { .. }
            | Self::SupplementAsked { .. }
            | Self::SupplementRequestWithdrawn { .. }
            | Self::SupplementReminded { .. }
            | Self::StatusAsked { .. }
            | Self::StatusReceived { .. }
            | Self::DecisionReceived { .. }
            | Self::ArrivalWithdrawn { .. }
            | Self::ArrivalRegistered { .. }
            | Self::VerdictPublished { .. }
            | Self::VerdictCorrected { .. }
            | Self::ItemFollowedUp { .. }
            | Self::ItemTagged { .. }
            | Self::ExtensionRequested { .. }
            | Self::ExtensionRequestWithdrawn { .. }
            | Self::ExtensionDecided { .. }
            | Self::RoundMovedAlong { .. }
            | Self::DeadlineCorrected { .. }
            | Self::ReminderMade { .. }
            | Self::BoardPrompted { .. }
            | Self::ResponsibleNamed { .. }
            | Self::CouncilActEntered { .. }
            | Self::CouncilActCorrected { .. }
            | Self::ResponseMissing { .. }
            | Self::PresidiumTold { .. }
            | Self::SecretFileOpened { .. }
            | Self::SecretDocumentOpened { .. }
            | Self::AuditorsMeetingsPlanned { .. }
            | Self::AuditorsMeetingCancelled { .. } => Authority::Audit,
            Self::OwnBoardEndChanged { told, .. } => Authority::Board(*told),
            Self::ResponseFileAttached { board, .. }
            | Self::BoardAccessChanged { board, .. }
            | Self::BoardAccessRequestChanged { board, .. }
            | Self::ResponseFileRemoved { board, .. }
            | Self::OwnSecretFileOpened { board, .. }
            | Self::AddressedDocumentOpened { board, .. }
            | Self::ResponseLocked { board, .. }
            | Self::WorkShared { board, .. }
            | Self::ResponseReopened { board, .. }
            | Self::DecisionRecorded { board, .. }
            | Self::ResponseSent { board, .. }
            | Self::ResponseSupplemented { board, .. }
            | Self::StatusTold { board, .. }
            | Self::ResponseWithdrawn { board, .. }
            | Self::ExtensionAsked { board, .. }
            | Self::ExtensionWithdrawn { board, .. }
            | Self::MeetingsPlanned { board, .. }
            | Self::MeetingCancelled { board, .. } => Authority::Board(*board),
        }
    }
}
