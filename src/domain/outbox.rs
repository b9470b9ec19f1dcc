//! The outbox: what kinds of mail there are, and what becomes of them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::actor::Role;
use super::notice::{self, NoticeKind};

/// How long a worker has a mail. Longer than the longest conversation with a mail server.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long a mail waits, and is tried.
pub const PATIENCE: TimeDelta = TimeDelta::days(5);
/// But so often in any case: a mail that waited because nobody was let in, or that somebody has sent again, is tried properly.
const TRIES: i16 = 5;

/// What kind of mail it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "mail_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// One notice to one person.
    Notice,
    /// What one person was told since the last one, in one mail.
    Digest,
    /// The receipt of an arrival, to the address that the letter names for answers.
    Receipt,
    /// An administrator tries whether mail works.
    Test,
}

/// What has become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "mail_state", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Not sent yet, or tried and to be tried again.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// It could not be sent: an administrator must look.
    Failed,
    /// Not needed any more when its turn came.
    Dropped,
}

/// How things are when it is a mail's turn, which may be long after it was written.
#[derive(Clone, Debug)]
pub struct Present {
    /// The answer has come.
    pub answered: bool,
    /// The audit is closed.
    pub closed: bool,
    /// The last day that was told, and the one in force.
    pub told_due_on: NaiveDate,
    /// The last day in force.
    pub due_on: NaiveDate,
    /// The same person has been told a later step of the same date.
    pub overtaken: bool,
    /// What she is today, for the round's board or for no board.
    pub roles: Vec<Role>,
}

/// Why a mail is not needed any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needless {
    /// The answer has come.
    Answered,
    /// The audit is closed.
    Closed,
    /// Another last day is in force.
    OtherDate,
    /// A later reminder of the same date takes its place.
    Overtaken,
    /// She has no such role any more, or cannot sign in any more.
    NotHers,
    /// For days there was no mail server to hand it in at.
    NoServer,
}

impl Needless {
    /// As it is stored with the mail.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::OtherDate => "other_date",
            Self::Overtaken => "overtaken",
            Self::NotHers => "not_hers",
            Self::NoServer => "no_server",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        [Self::Answered, Self::Closed, Self::OtherDate, Self::Overtaken, Self::NotHers, Self::NoServer].into_iter().find(|why| why.key() == key)
    }
}

/// Whether somebody need not be told any more. What has happened is told in any case; what the calendar said must still be
/// true.
#[must_use]
pub fn needless(kind: NoticeKind, now: &Present) -> Option<Needless> {
    if !audience(kind).iter().any(|role| now.roles.contains(role)) {
        return Some(Needless::NotHers);
    }
    match kind {
        NoticeKind::Reminder | NoticeKind::Overdue | NoticeKind::ResponseMissing | NoticeKind::BoardWithoutSecretary => untrue(now),
        // Nobody is asked for what she has given; that the date is another is told by itself.
        NoticeKind::ResponseRequested => untrue(&Present { told_due_on: now.due_on, ..now.clone() }),
        NoticeKind::ResponseReceived
        | NoticeKind::ExtensionRequested
        | NoticeKind::ExtensionRequestWithdrawn
        | NoticeKind::ExtensionGranted
        | NoticeKind::ExtensionRefused
        | NoticeKind::DeadlineChanged
        | NoticeKind::ClosedWithoutAnswer
        | NoticeKind::VerdictPublished => None,
    }
}

fn untrue(now: &Present) -> Option<Needless> {
    if now.answered {
        Some(Needless::Answered)
    } else if now.closed {
        Some(Needless::Closed)
    } else if now.told_due_on != now.due_on {
        Some(Needless::OtherDate)
    } else {
        now.overtaken.then_some(Needless::Overtaken)
    }
}

/// In which roles somebody is told such a thing.
fn audience(kind: NoticeKind) -> &'static [Role] {
    match kind {
        NoticeKind::Reminder
        | NoticeKind::ResponseRequested
        | NoticeKind::ExtensionGranted
        | NoticeKind::ExtensionRefused
        | NoticeKind::DeadlineChanged
        | NoticeKind::ClosedWithoutAnswer
        | NoticeKind::VerdictPublished => notice::BOARD,
        NoticeKind::Overdue | NoticeKind::ResponseReceived => &[Role::Secretary, Role::Contributor, Role::Approver, Role::Auditor],
        NoticeKind::ExtensionRequested | NoticeKind::ExtensionRequestWithdrawn | NoticeKind::ResponseMissing => notice::AUDITORS,
        NoticeKind::BoardWithoutSecretary => &[Role::Administrator, Role::Auditor],
    }
}

/// When a mail is tried again that could not be sent now: after 1, 5, 15 and 60 minutes, and then every four hours. `None`
/// when it is five days old and has been tried often enough.
#[must_use]
pub fn next_try(attempts: i16, made_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let minutes = match attempts {
        ..=1 => 1,
        2 => 5,
        3 => 15,
        4 => 60,
        5.. => 240,
    };
    (now - made_at < PATIENCE || attempts < TRIES).then(|| now + TimeDelta::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due() -> Present {
        let due_on = "2025-03-31".parse().unwrap();
        Present { answered: false, closed: false, told_due_on: due_on, due_on, overtaken: false, roles: vec![Role::Secretary] }
    }

    #[test]
    fn what_the_calendar_said_must_still_be_true() {
        let moved = "2025-04-25".parse().unwrap();
        assert_eq!(needless(NoticeKind::Reminder, &due()), None);
        assert_eq!(needless(NoticeKind::Reminder, &Present { answered: true, ..due() }), Some(Needless::Answered));
        assert_eq!(needless(NoticeKind::Overdue, &Present { closed: true, ..due() }), Some(Needless::Closed));
        assert_eq!(needless(NoticeKind::Reminder, &Present { due_on: moved, ..due() }), Some(Needless::OtherDate));
        assert_eq!(needless(NoticeKind::Reminder, &Present { overtaken: true, ..due() }), Some(Needless::Overtaken));
        assert_eq!(needless(NoticeKind::ResponseReceived, &Present { answered: true, ..due() }), None);
    }

    #[test]
    fn nobody_is_told_what_is_not_hers_any_more() {
        for roles in [Vec::new(), vec![Role::Council], vec![Role::Administrator]] {
            assert_eq!(needless(NoticeKind::Reminder, &Present { roles, ..due() }), Some(Needless::NotHers));
        }
        assert_eq!(needless(NoticeKind::ExtensionGranted, &Present { roles: vec![Role::Auditor], ..due() }), Some(Needless::NotHers));
    }

    #[test]
    fn a_mail_is_tried_for_five_days_less_and_less_often() {
        let made_at: DateTime<Utc> = "2025-03-24T06:00:00Z".parse().unwrap();
        let (mut now, mut attempts, mut tries) = (made_at, 0, Vec::new());
        while let Some(next) = next_try(attempts + 1, made_at, now) {
            attempts += 1;
            tries.push((next - made_at).num_minutes());
            now = next;
        }
        assert_eq!(tries[..6], [1, 6, 21, 81, 321, 561]);
        assert_eq!(now - made_at, TimeDelta::minutes(81 + 30 * 240), "the last try is the first after five days");
    }
}
