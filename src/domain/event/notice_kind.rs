//! The kinds of notices: what people are told, in the service and by mail.

use serde::{Deserialize, Serialize};

/// What people are told of what happens, and of what the calendar says. Each is announced by the slice that causes it: to whom,
/// in which words, and where it leads.
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
    /// A text that was ready for the board was opened again.
    ResponseReopened,
    /// A board took back what it had handed in.
    ResponseWithdrawn,
    /// A response came in before the board's decision on it.
    PreliminaryReceived,
    /// The decision on what had come before it came in.
    DecisionReceived,
    /// Something was added to what had come.
    SupplementReceived,
    /// A response that came another way was written in.
    ResponseWrittenIn,
    /// Parts of a response were given to somebody to write.
    PartsAssigned,
    /// A text was locked for the board.
    ResponseLocked,
    /// The auditors decided about an item after its rounds.
    ItemFollowedUp,
    /// An item of a sent audit was corrected.
    ItemCorrected,
    /// A closed audit was opened again.
    AuditReopened,
    /// A published verdict was corrected.
    VerdictCorrected,
    /// The title of a sent audit was corrected.
    TitleCorrected,
    /// The address for answers of a sent audit was corrected.
    ReplyToCorrected,
    /// A document was added to a sent audit.
    DocumentAdded,
    /// The auditors withdrew what they had asked of a board.
    RoundWithdrawn,
    /// The auditors ask for a supplement to what has come.
    SupplementRequested,
    /// They took that back.
    SupplementRequestWithdrawn,
    /// The last day of such a supplement is near, or has passed.
    SupplementDue,
    /// A supplement that came another way was written in.
    SupplementWrittenIn,
    /// The auditors reminded a late board in their own words.
    Prompted,
    /// An audit was sent to somebody who need not answer.
    Informed,
    /// The day of planned measures has come: the board is asked how they go.
    StatusAsked,
    /// A board told how its measures go, between rounds.
    StatusTold,
    /// Malware was found in a file of a response: nobody can download it.
    FileQuarantined,
    /// Malware was found in a document of the audit, or in its letter.
    DocumentQuarantined,
}

impl NoticeKind {
    /// All of them, in the order of the database.
    pub const ALL: [Self; 39] = [
        Self::ResponseRequested,
        Self::ResponseReceived,
        Self::ExtensionRequested,
        Self::ExtensionRequestWithdrawn,
        Self::ExtensionGranted,
        Self::ExtensionRefused,
        Self::DeadlineChanged,
        Self::ClosedWithoutAnswer,
        Self::VerdictPublished,
        Self::Reminder,
        Self::Overdue,
        Self::ResponseMissing,
        Self::BoardWithoutSecretary,
        Self::ResponseReopened,
        Self::ResponseWithdrawn,
        Self::PreliminaryReceived,
        Self::DecisionReceived,
        Self::SupplementReceived,
        Self::ResponseWrittenIn,
        Self::PartsAssigned,
        Self::ResponseLocked,
        Self::ItemFollowedUp,
        Self::ItemCorrected,
        Self::AuditReopened,
        Self::VerdictCorrected,
        Self::TitleCorrected,
        Self::ReplyToCorrected,
        Self::DocumentAdded,
        Self::RoundWithdrawn,
        Self::SupplementRequested,
        Self::SupplementRequestWithdrawn,
        Self::SupplementDue,
        Self::SupplementWrittenIn,
        Self::Prompted,
        Self::Informed,
        Self::StatusAsked,
        Self::StatusTold,
        Self::FileQuarantined,
        Self::DocumentQuarantined,
    ];
}
