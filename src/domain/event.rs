//! What can happen, as the event log keeps it: ids, enums and dates, never names or free text. And what people are told of it.

mod authority;
mod board_fate;
mod ends;
mod notice_kind;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::access::{AccessKind, AccessStep, RequestStep};
use super::actor::Role;
use super::extension::ExtensionOutcome;
use super::ids::{
    AccessRequestId, AuditId, BoardId, ExtensionId, FileId, GrantId, ItemId, MailId, MeasureId, MeetingId, PasskeyId, PersonId, ProposalId, RoundId,
    SubmissionId,
};
use super::response::Decider;
pub use authority::Authority;
pub use board_fate::BoardFate;
pub use ends::{PasskeyEnd, SessionsEnd, SignOnEnd, TwoStepEnd};
pub use notice_kind::NoticeKind;

/// Something that happened. The oldest JSON of every kind must parse for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The service was set up: its first administrator chose a password.
    SetUp { person: PersonId },
    /// Somebody signed in.
    SignedIn {
        person: PersonId,
        /// With the municipality's identity provider.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        single_sign_on: bool,
        /// With a passkey.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        passkey: bool,
    },
    /// Somebody signed out.
    SignedOut { person: PersonId },
    /// Somebody chose a new password; her other sessions ended.
    PasswordChosen { person: PersonId },
    /// Somebody said that she had forgotten her password, and a link by which she chooses another went to her mailbox.
    PasswordLinkMailed { person: PersonId },
    /// An account has been throttled after many failed sign-ins. Written by the first releases only.
    SignInThrottled,
    /// Wrong passwords were given, so many within a quarter of an hour, until further ones had to wait or the time was over.
    /// For whom, if it was for somebody; `inside`: on a device of hers, or in a session. Written by a job, at most once for each
    /// count, and once a quarter for all that is nobody's: strangers cannot fill the log.
    PasswordsFailed { person: Option<PersonId>, inside: bool, failures: i32, held_back: bool },
    /// Sessions of somebody were ended before their time.
    SessionsEnded { person: PersonId, sessions: i32, why: SessionsEnd },
    /// Signing in takes somebody two steps from now on.
    TwoStepTurnedOn { person: PersonId },
    /// It takes her one again.
    TwoStepTurnedOff { person: PersonId, why: TwoStepEnd },
    /// She made new codes for the day without her telephone; the former ones are worth nothing any more.
    RecoveryCodesMade { person: PersonId },
    /// She used one of them; so many are left.
    RecoveryCodeUsed { person: PersonId, left: i32 },
    /// Somebody can sign in with the municipality's identity provider from now on.
    SignOnBound { person: PersonId },
    /// She cannot any more.
    SignOnUnbound { person: PersonId, why: SignOnEnd },
    /// Somebody can sign in with this passkey from now on.
    PasskeyAdded { person: PersonId, passkey: PasskeyId },
    /// She cannot any more.
    PasskeyRemoved { person: PersonId, passkey: PasskeyId, why: PasskeyEnd },
    /// It had signed less often than before: there may be a copy of it. Nobody was let in.
    PasskeyRefused { person: PersonId, passkey: PasskeyId },
    /// Somebody was invited, and the one-time link was shown to the administrator.
    PersonInvited { person: PersonId },
    /// A role was given; with a last day, it ends by itself.
    RoleGranted {
        grant: GrantId,
        person: PersonId,
        role: Role,
        board: Option<BoardId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    /// A role was ended.
    RoleEnded { grant: GrantId, person: PersonId },
    /// A role ends earlier than it would have, and by itself.
    RoleShortened { grant: GrantId, person: PersonId, to: NaiveDate },
    /// It was told that a role will end.
    RoleEndingTold { grant: GrantId, person: PersonId, to: NaiveDate },
    /// Somebody may no longer sign in.
    PersonEnded { person: PersonId },
    /// A name or an address was put right.
    PersonCorrected { person: PersonId },
    /// Somebody who had been ended may sign in again.
    PersonReopened { person: PersonId },
    /// What somebody shall be able to do waits, takes effect or does not (ADR 0057). The board is that of a role.
    AccessChanged {
        proposal: ProposalId,
        person: PersonId,
        access: AccessKind,
        role: Option<Role>,
        board: Option<BoardId>,
        step: AccessStep,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    /// The same, as it stands in the auditors' log.
    AuditAccessChanged {
        proposal: ProposalId,
        person: PersonId,
        access: AccessKind,
        role: Option<Role>,
        board: Option<BoardId>,
        step: AccessStep,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    /// The same, in the log of a board that it concerns.
    BoardAccessChanged {
        proposal: ProposalId,
        person: PersonId,
        access: AccessKind,
        role: Option<Role>,
        board: BoardId,
        step: AccessStep,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    /// Somebody asked to work for a board, or what became of it (ADR 0098). Of whom nobody knows who has no account yet.
    AccessRequestChanged {
        request: AccessRequestId,
        board: BoardId,
        step: RequestStep,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
    },
    /// The same, in the log of the board.
    BoardAccessRequestChanged {
        request: AccessRequestId,
        board: BoardId,
        step: RequestStep,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
    },
    /// That a board ends, or goes on, waits, takes effect or does not (ADR 0090).
    BoardEndChanged(BoardFate),
    /// The same, as it stands in the auditors' log.
    AuditBoardEndChanged(BoardFate),
    /// The same, in the log of the board itself or of its heir: `told`.
    OwnBoardEndChanged {
        told: BoardId,
        #[serde(flatten)]
        fate: BoardFate,
    },
    /// Two accounts of one person: this one ended, and the other goes on.
    PersonJoined { person: PersonId, into: PersonId },
    /// A board was added.
    BoardAdded { board: BoardId },
    /// A board ceased; another may answer for it from then on.
    BoardEnded {
        board: BoardId,
        on: NaiveDate,
        #[serde(default)]
        heir: Option<BoardId>,
    },
    /// A board is called something else.
    BoardRenamed { board: BoardId },
    /// A board has another mailbox of its own, or none any more.
    BoardMailboxSet { board: BoardId },
    /// A board that had ceased goes on.
    BoardReopened { board: BoardId },
    /// The organisation's own details were changed.
    OrganisationChanged,
    /// A second step of signing in is demanded of whoever has this role, from a day on; without one, no more.
    SecondStepDemanded { role: Role, from: Option<NaiveDate> },
    /// Files were scanned for malware: of so many different ones each outcome.
    FilesScanned { clean: i32, infected: i32, unscannable: i32 },
    /// The municipality's rules for last days and reminders were changed.
    DeadlineRulesChanged {
        #[serde(default)]
        remind_before: Vec<i16>,
        #[serde(default)]
        remind_after: Vec<i16>,
        #[serde(default)]
        letter_after: i16,
        #[serde(default)]
        extension_limit: Option<i16>,
        #[serde(default)]
        move_to_weekday: bool,
        /// Where the council's presidium is told of a response that is so many days late.
        #[serde(default)]
        presidium_address: Option<String>,
        #[serde(default)]
        presidium_after: Option<i16>,
    },
    /// Somebody who holds a role at a board named a colleague who stands in for her, from one day to another.
    SubstituteNamed { board: BoardId, grant: GrantId, person: PersonId, from: NaiveDate, to: NaiveDate },
    /// She ended it before its last day.
    SubstituteEnded { board: BoardId, grant: GrantId },
    /// An administrator had a failed mail sent again.
    MailResent { mail: MailId },
    /// An administrator had a mail sent to herself, to see whether it arrives.
    TestMailAsked { mail: MailId },
    /// The service wrote down what its database is built of: its version, or that of PostgreSQL, is new there.
    DefinitionsListed { n: i32 },
    /// Somebody got a secret address for her calendar; an earlier one stopped.
    CalendarAddressMade { person: PersonId },
    /// Somebody's secret calendar address was stopped.
    CalendarAddressEnded { person: PersonId },

    /// An audit was recorded.
    AuditRecorded { audit: AuditId },
    /// An audit was changed before it was sent.
    AuditChanged { audit: AuditId },
    /// A file was attached to an audit.
    FileAttached { audit: AuditId, file: FileId },
    /// A file was taken away before sending.
    FileRemoved { audit: AuditId, file: FileId },
    /// An audit was sent to its boards.
    AuditSent { audit: AuditId, rounds: Vec<RoundId> },
    /// A board was asked once more, by so late a day.
    RoundOpened { audit: AuditId, round: RoundId, due_on: NaiveDate },
    /// The title of a sent audit was corrected: the so many-th title, told to these rounds.
    TitleCorrected { audit: AuditId, entry: i16, rounds: Vec<RoundId> },
    /// The address for answers of a sent audit was corrected: the so many-th, told to these rounds.
    ReplyToCorrected { audit: AuditId, entry: i16, rounds: Vec<RoundId> },
    /// An item of a sent audit was corrected: the so many-th wording, told to these rounds.
    ItemCorrected { audit: AuditId, item: ItemId, entry: i16, rounds: Vec<RoundId> },
    /// A document that had been forgotten was added to a sent audit, and told to these rounds.
    DocumentAdded { audit: AuditId, file: FileId, rounds: Vec<RoundId> },
    /// A sent audit went to another body, without asking it for an answer.
    RecipientAdded { audit: AuditId, board: BoardId },
    /// Boards are not to answer these rounds after all.
    RoundsWithdrawn { audit: AuditId, rounds: Vec<RoundId> },
    /// An audit was closed; without the answers to these rounds, which never came.
    AuditClosed {
        audit: AuditId,
        #[serde(default)]
        without_answer: Vec<RoundId>,
    },
    /// A closed audit was opened again, after it had been closed for the so many-th time: told to these rounds.
    AuditReopened { audit: AuditId, closing: i16, rounds: Vec<RoundId> },
    /// A response came in, so many days late against the date in force, and against the date of the letter.
    ResponseReceived {
        audit: AuditId,
        round: RoundId,
        submission: SubmissionId,
        days_late: Option<i64>,
        #[serde(default)]
        days_late_against_letter: Option<i64>,
        /// The board has not decided on it yet.
        #[serde(default)]
        preliminary: bool,
    },
    /// A response that came another way was written in by the auditors: its true day, and how late that is.
    ResponseWrittenIn {
        audit: AuditId,
        round: RoundId,
        submission: SubmissionId,
        received_on: NaiveDate,
        days_late: Option<i64>,
        days_late_against_letter: Option<i64>,
        preliminary: bool,
    },
    /// A board added something to what had come: as the answer to the so many-th request, so many days late.
    SupplementReceived {
        audit: AuditId,
        round: RoundId,
        submission: SubmissionId,
        on_request: bool,
        #[serde(default)]
        request: Option<i16>,
        #[serde(default)]
        days_late: Option<i64>,
    },
    /// A supplement that came another way was written in by the auditors: its true day, what it answers, and how late that is.
    SupplementWrittenIn { audit: AuditId, round: RoundId, submission: SubmissionId, received_on: NaiveDate, request: Option<i16>, days_late: Option<i64> },
    /// The auditors asked a board to add something to what had come: for the so many-th time, by so late a day.
    SupplementAsked { audit: AuditId, round: RoundId, request: i16, due_on: NaiveDate },
    /// They took that back.
    SupplementRequestWithdrawn { audit: AuditId, round: RoundId, request: i16 },
    /// A reminder of it was made: so many days from its last day.
    SupplementReminded { audit: AuditId, round: RoundId, request: i16, due_on: NaiveDate, days: i16 },
    /// The day of these measures came, and the board was asked how they go. The round is the one in which they were planned.
    StatusAsked { audit: AuditId, round: RoundId, measures: Vec<MeasureId> },
    /// A board told how these measures go, the first of them for the so many-th time.
    StatusReceived { audit: AuditId, round: RoundId, measures: Vec<MeasureId>, entry: i16 },
    /// The decision on what had come before it came in, or more about one: the so many-th entry.
    DecisionReceived { audit: AuditId, round: RoundId, submission: SubmissionId, entry: i16 },
    /// A board took back what it had handed in.
    ArrivalWithdrawn { audit: AuditId, round: RoundId, submission: SubmissionId },
    /// The auditors noted their diary number of an arrival.
    ArrivalRegistered { audit: AuditId, submission: SubmissionId },
    /// A verdict was published.
    VerdictPublished { audit: AuditId, submission: SubmissionId },
    /// A published verdict was corrected: the so many-th publication.
    VerdictCorrected { audit: AuditId, submission: SubmissionId, entry: i16 },
    /// The auditors decided about an item after its rounds: the so many-th entry. The round is the board's newest.
    ItemFollowedUp { audit: AuditId, item: ItemId, board: BoardId, round: RoundId, entry: i16 },
    /// The auditors sorted an item: the so many-th time.
    ItemTagged { audit: AuditId, item: ItemId, entry: i16 },
    /// A board's request for a later last day came in.
    ExtensionRequested { audit: AuditId, round: RoundId, extension: ExtensionId, wished_on: NaiveDate },
    /// A board took its request back.
    ExtensionRequestWithdrawn { audit: AuditId, round: RoundId, extension: ExtensionId },
    /// The auditors decided on a request.
    ExtensionDecided { audit: AuditId, round: RoundId, extension: ExtensionId, outcome: ExtensionOutcome, granted_on: Option<NaiveDate> },
    /// A later round was moved along when an earlier one got its extension.
    RoundMovedAlong { audit: AuditId, round: RoundId, due_on: NaiveDate, entry: i16 },
    /// The auditors put a wrong last day right.
    DeadlineCorrected { audit: AuditId, round: RoundId, from: NaiveDate, to: NaiveDate, entry: i16 },
    /// A reminder was made: so many days from the last day, which was then this.
    ReminderMade { audit: AuditId, round: RoundId, due_on: NaiveDate, days: i16 },
    /// The auditors reminded a late board in their own words, for the so many-th time.
    BoardPrompted { audit: AuditId, round: RoundId, entry: i16, due_on: NaiveDate },
    /// One of the auditors became responsible for an audit: the so many-th.
    ResponsibleNamed { audit: AuditId, person: PersonId, entry: i16 },
    /// It was written down what the council did with an audit: the so many-th time that it took it up.
    CouncilActEntered { audit: AuditId, entry: i16, held_on: NaiveDate },
    /// That was corrected: the so many-th version of it.
    CouncilActCorrected { audit: AuditId, entry: i16, version: i16 },
    /// A response has been missing so long that it stands on the auditors' agenda.
    ResponseMissing { audit: AuditId, round: RoundId, due_on: NaiveDate },
    /// The council's presidium was told that a response is late: so many days from the last day, which was then this.
    PresidiumTold { audit: AuditId, round: RoundId, due_on: NaiveDate, days: i16 },
    /// Somebody of the auditors opened a secret file of a response.
    SecretFileOpened { audit: AuditId, round: RoundId, file: FileId },
    /// Somebody of the auditors opened a secret document of an audit.
    SecretDocumentOpened { audit: AuditId, file: FileId },
    /// The auditors noted their own meetings.
    AuditorsMeetingsPlanned { meetings: Vec<MeetingId> },
    /// The auditors cancelled one of their meetings.
    AuditorsMeetingCancelled { meeting: MeetingId },

    /// Somebody attached a file to a response that is being written.
    ResponseFileAttached {
        board: BoardId,
        round: RoundId,
        file: FileId,
        /// Of a supplement that is being written.
        #[serde(default)]
        supplement: bool,
    },
    /// Somebody took a file away from a response that is being written.
    ResponseFileRemoved {
        board: BoardId,
        round: RoundId,
        file: FileId,
        /// Of a supplement that is being written.
        #[serde(default)]
        supplement: bool,
    },
    /// Somebody of the board opened a secret file of its own response, on the desk or handed in.
    OwnSecretFileOpened { board: BoardId, round: RoundId, file: FileId },
    /// Somebody of a board opened a secret document of an audit that was addressed to it.
    AddressedDocumentOpened { board: BoardId, audit: AuditId, file: FileId },
    /// A board locked its text.
    ResponseLocked {
        board: BoardId,
        round: RoundId,
        /// The so many-th lock; 0 in the log of earlier releases.
        #[serde(default)]
        lock: i16,
    },
    /// Parts of a response were given to people, or taken from them.
    WorkShared { board: BoardId, round: RoundId, shared_at: DateTime<Utc>, parts: Vec<SharedPart> },
    /// A board opened again the text that it had locked for the so many-th time.
    ResponseReopened {
        board: BoardId,
        round: RoundId,
        #[serde(default)]
        lock: i16,
    },
    /// A board's decision was recorded.
    DecisionRecorded { board: BoardId, round: RoundId, decider: Decider, decided_on: NaiveDate },
    /// A board handed in its response.
    ResponseSent { board: BoardId, round: RoundId, submission: SubmissionId },
    /// A board added something to what it had handed in.
    ResponseSupplemented { board: BoardId, round: RoundId, submission: SubmissionId },
    /// A board told how these measures go, the first of them for the so many-th time.
    StatusTold { board: BoardId, round: RoundId, measures: Vec<MeasureId>, entry: i16 },
    /// A board took back what it had handed in.
    ResponseWithdrawn { board: BoardId, round: RoundId, submission: SubmissionId },
    /// A board asked for a later last day.
    ExtensionAsked { board: BoardId, round: RoundId, extension: ExtensionId, wished_on: NaiveDate },
    /// A board took its request back.
    ExtensionWithdrawn { board: BoardId, round: RoundId, extension: ExtensionId },
    /// A board noted its meetings.
    MeetingsPlanned { board: BoardId, meetings: Vec<MeetingId> },
    /// A board cancelled one of its meetings.
    MeetingCancelled { board: BoardId, meeting: MeetingId },
}

impl Event {
    /// As the log keeps it: the name of what happened, and the rest.
    #[must_use]
    pub fn kind_and_facts(&self) -> Option<(String, serde_json::Value)> {
        let mut facts = serde_json::to_value(self).ok()?;
        match facts.as_object_mut()?.remove("kind")? {
            serde_json::Value::String(kind) => Some((kind, facts)),
            _ => None,
        }
    }
}

/// A part of a response that is to be written by another than before; none of an item: the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPart {
    /// Which item.
    pub item: Option<ItemId>,
    /// Who had it.
    pub from: Option<PersonId>,
    /// Who has it now.
    pub to: Option<PersonId>,
}

/// The facts that end a change: at least one event.
#[derive(Clone, Debug)]
pub struct Facts(Vec<Event>);

impl Facts {
    /// Several events of one change, in order. The first is required, so that facts are never empty.
    #[must_use]
    pub fn of(first: Event, rest: Vec<Event>) -> Self {
        let mut all = vec![first];
        all.extend(rest);
        Self(all)
    }

    /// The events in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.0
    }
}

impl From<Event> for Facts {
    fn from(event: Event) -> Self {
        Self(vec![event])
    }
}
