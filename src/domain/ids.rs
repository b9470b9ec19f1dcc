//! Identities. No two kinds of thing share a type, so that one can never be taken for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identity, ordered by the instant at which it was made.
            #[must_use]
            pub fn new(at: chrono::DateTime<chrono::Utc>) -> Self {
                Self(minted(at))
            }

            /// An identity for what a generator makes up: the same for the same instant and chance.
            #[must_use]
            pub fn made_up(at: chrono::DateTime<chrono::Utc>, chance: [u8; 10]) -> Self {
                let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
            }

            /// The identity as the database and the event log write it.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// UUIDv7 from the instant given: the program's clock, never the machine's.
fn minted(at: chrono::DateTime<chrono::Utc>) -> Uuid {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, at.timestamp_subsec_nanos()))
}

id!(
    /// A person who may sign in.
    PersonId
);
id!(
    /// A board, the executive board, a company or the council.
    BoardId
);
id!(
    /// A role that a person holds for a time.
    GrantId
);
id!(
    /// An audit: one report and its covering letter.
    AuditId
);
id!(
    /// An assessment or a recommendation of an audit.
    ItemId
);
id!(
    /// One board's duty to answer one audit once.
    RoundId
);
id!(
    /// A response as it was handed in.
    SubmissionId
);
id!(
    /// A measure in a submitted response.
    MeasureId
);
id!(
    /// An attached file.
    FileId
);
id!(
    /// A pasted letter that has not been confirmed yet.
    IntakeId
);
id!(
    /// A board's request for a later last day.
    ExtensionId
);
id!(
    /// Something that somebody was told.
    NoticeId
);
id!(
    /// A mail in the outbox.
    MailId
);
id!(
    /// A session, as its owner sees it; its secret is another.
    SessionId
);
id!(
    /// A passkey of somebody's.
    PasskeyId
);
id!(
    /// A meeting of a board or of the auditors.
    MeetingId
);
id!(
    /// Words of a draft that could not be taken in.
    AsideId
);
id!(
    /// Something that waits for a second administrator. A role that takes effect has its proposal's id.
    ProposalId
);
id!(
    /// Somebody's request to work for a board.
    AccessRequestId
);

impl From<ProposalId> for GrantId {
    fn from(proposal: ProposalId) -> Self {
        Self(proposal.0)
    }
}
