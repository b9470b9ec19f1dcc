//! What a rule can say no to. Each becomes a full sentence in the reader's language, with the way out.

use chrono::NaiveDate;

/// A rule said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The audit has been sent and stands.
    AuditIsSent,
    /// The response has been handed in and stands.
    ResponseIsSubmitted,
    /// The text is locked for the board.
    ResponseIsLocked,
    /// The text is not locked yet.
    ResponseIsNotLocked,
    /// No decision of the board has been recorded.
    NotDecided,
    /// The decision has been recorded: nothing preliminary is handed in any more.
    IsDecided,
    /// Nothing has been handed in that a decision could be recorded about afterwards.
    NothingIsHandedIn,
    /// The recorded decision is older than the locked text, and nothing says why.
    DecisionIsOlder,
    /// A follow-up builds on the first response, which has not been handed in.
    FirstResponseIsMissing,
    /// The response still has gaps.
    ResponseIsIncomplete,
    /// The auditors have registered what was handed in: it is not taken back any more.
    ResponseIsRegistered,
    /// A later answer rests on what was handed in, and is taken back first.
    SomethingRestsOnIt,
    /// The follow-up, which tells of what was promised in it, has been begun.
    FollowUpIsBegun,
    /// What was handed in has been supplemented, and a supplement is never taken back: so it is not, either.
    ResponseIsSupplemented,
    /// The auditors have asked for a supplement to what was handed in: it stands.
    SupplementIsAskedFor,
    /// Nothing has come that a supplement could be asked for.
    NothingToSupplement,
    /// What somebody wants to remind of is not late, or not any more.
    NothingIsLate,
    /// What somebody wants to remind of has its last day still before it, or today.
    NotLateYet(NaiveDate),
    /// Nothing stands that could be taken back here.
    NothingToWithdraw,
    /// What the form is about has been taken back, or another response stands in its place: nobody registers or judges what she has
    /// not seen.
    ResponseIsAnother,
    /// The verdict has been published and stands.
    VerdictIsPublished,
    /// The audit has been closed already.
    AuditIsClosed,
    /// The audit has not been closed, or has been opened again.
    AuditIsOpen,
    /// No verdict has been published that could be corrected.
    NothingIsPublished,
    /// The auditors have withdrawn what they asked of the board.
    RoundIsWithdrawn,
    /// Whoever administers cannot end herself.
    NotYourself,
    /// Another administrator than the one who proposed it decides, and nobody about herself.
    NeedsAnother,
    /// Whoever asks to work for a board had an account that has ended.
    AccountHasEnded,
    /// The audit still has rounds without an answer or without a published verdict.
    RoundsAreOpen,
    /// These roles may not be held by one person at one time (KL 4:4-4:5).
    RolesConflict,
    /// A role would be over before it begins.
    RoleHasNoDay,
    /// The last administrator who stays and can sign in cannot be ended.
    LastAdministrator,
    /// The meeting has been held, or is cancelled already.
    MeetingIsOver,
    /// The board has a request for an extension that waits for its decision.
    RequestIsOpen,
    /// The request has been withdrawn or decided, or the audit is closed.
    NoOpenRequest,
    /// The municipality allows no further extension of this response.
    ExtensionLimit,
    /// The rounds of a board must end one after the other.
    DatesInWrongOrder,
    /// Somebody else did the same, or something that stands in the way, a moment ago.
    SomebodyWasFirst,
    /// The text was locked anew after the page had been opened.
    TextHasChanged,
    /// Somebody else is signed in in this browser than when the page was opened.
    SignedInAsAnother,
    /// So many versions of one text are kept of this person that there is no room for another (ADR 0044).
    VersionsAreMany,
    /// The form was not one of ours: unknown, repeated or missing fields.
    BadForm,
    /// The rows of a list are not made into a file.
    NoFile(NoFile),
    /// A file is not handed out.
    FileHeld(FileHeld),
}

/// Why a file is not handed out (ADR 0085).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileHeld {
    /// The scanner has not looked at it yet.
    Waits,
    /// It has found something: the file is in quarantine.
    Infected,
    /// It could not say anything of it.
    Unscannable,
}

/// Why the rows of a list are not made into a file: a page says what it lacks, and a file cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// The address asked for a filter that the list does not have.
    UnknownFilter,
    /// There are more rows than a file for Excel is made of.
    TooLongForExcel,
    /// Not all that fits the words has been looked for.
    NotAllIsFound,
}
