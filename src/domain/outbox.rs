//! The outbox: what kinds of mail there are, and what becomes of them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::actor::Role;
use super::notice::{Lasts, Rule};

/// How long a worker has a mail. Longer than the longest conversation with a mail server.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// So long something waits and nothing goes before it is said that mail does not go out.
pub const MAIL_STANDS_STILL: TimeDelta = TimeDelta::hours(1);
/// How long the link of an invitation is valid.
pub const INVITATION_LASTS: TimeDelta = TimeDelta::days(7);
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
    /// The receipt of an arrival, to the address that the letter names for answers, and to the board's own mailbox.
    Receipt,
    /// What a whole board is told, to its own mailbox.
    Board,
    /// To the council's presidium: responses that have been late for long.
    Presidium,
    /// To whoever keeps what vouches for the log: the newest checkpoint of each.
    Checkpoints,
    /// An administrator tries whether mail works.
    Test,
    /// What somebody shall be able to do has changed, or waits.
    Access,
    /// To an address for which somebody asks to work for a board: the link by which it is confirmed.
    AccessConfirm,
    /// To whoever answers for the board: somebody asks to work for it.
    AccessAsked,
    /// To whoever asked: no, and why.
    AccessDeclined,
    /// To whoever asked: nobody has answered.
    AccessLapsed,
    /// A role will end.
    RoleEnding,
    /// To the former address: somebody's has become another.
    Address,
    /// To a former address: a link was made for the account.
    FormerLink,
    /// To a former address: the account has another password.
    FormerPassword,
    /// To a former address: how signing in goes by two steps was changed.
    FormerTwoStep,
    /// To a former address: how signing in goes with the municipality's identity provider was changed.
    FormerSignOn,
    /// To a former address: a passkey was added or removed.
    FormerPasskey,
    /// Somebody has signed in in a browser that is not known as hers.
    SignIn,
    /// Somebody has another password.
    Password,
    /// The link by which somebody who has forgotten her password chooses another.
    Reset,
    /// The link by which somebody comes in for the first time.
    Invitation,
    /// Signing in takes somebody two steps from now on.
    TwoStepOn,
    /// It takes her one again.
    TwoStepOff,
    /// She signed in with a code that she had kept.
    RecoveryUsed,
    /// She made new ones.
    RecoveryMade,
    /// She can sign in with the municipality's identity provider from now on.
    SignOnBound,
    /// She cannot any more.
    SignOnUnbound,
    /// She can sign in with a passkey from now on.
    PasskeyAdded,
    /// She cannot any more.
    PasskeyRemoved,
    /// A passkey of hers was refused: there may be a copy of it.
    PasskeyRefused,
    /// Somebody has her password and no code.
    CodeWrong,
}

impl MailKind {
    /// What somebody is told of her own account: nobody can switch it off.
    #[must_use]
    pub fn is_of_account(self) -> bool {
        match self {
            Self::SignIn
            | Self::Password
            | Self::Reset
            | Self::Invitation
            | Self::TwoStepOn
            | Self::TwoStepOff
            | Self::RecoveryUsed
            | Self::RecoveryMade
            | Self::SignOnBound
            | Self::SignOnUnbound
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::PasskeyRefused
            | Self::CodeWrong
            | Self::AccessConfirm
            | Self::AccessAsked
            | Self::AccessDeclined
            | Self::AccessLapsed => true,
            Self::Notice
            | Self::Digest
            | Self::Board
            | Self::Receipt
            | Self::Presidium
            | Self::Checkpoints
            | Self::Test
            | Self::Access
            | Self::RoleEnding
            | Self::Address
            | Self::FormerLink
            | Self::FormerPassword
            | Self::FormerTwoStep
            | Self::FormerSignOn
            | Self::FormerPasskey => false,
        }
    }

    /// Whether it carries a link that is made when it goes, and stands nowhere else.
    #[must_use]
    pub fn has_link(self) -> bool {
        matches!(self, Self::Reset | Self::Invitation | Self::AccessConfirm)
    }
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
    /// The last day of the supplement that is waited for.
    pub supplement_due_on: Option<NaiveDate>,
    /// The board has measures whose day has come and of which it has told nothing.
    pub measures_wait: bool,
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
    /// The supplement has come, or is not asked for any more.
    NotAwaited,
    /// She has no such role any more, or cannot sign in any more.
    NotHers,
    /// For days there was no mail server to hand it in at.
    NoServer,
    /// So many waited for her at once that they were put together in one mail.
    Gathered,
}

/// So many mails wait for one person at once; more are put together in one. After a stop nobody opens twenty-eight.
pub const AT_ONCE: i64 = 5;

impl Needless {
    /// As it is stored with the mail.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::OtherDate => "other_date",
            Self::Overtaken => "overtaken",
            Self::NotAwaited => "not_awaited",
            Self::NotHers => "not_hers",
            Self::NoServer => "no_server",
            Self::Gathered => "gathered",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        let all = [Self::Answered, Self::Closed, Self::OtherDate, Self::Overtaken, Self::NotAwaited, Self::NotHers, Self::NoServer, Self::Gathered];
        all.into_iter().find(|why| why.key() == key)
    }
}

/// Whether somebody need not be told any more. What has happened is told in any case; what the calendar said must still be
/// true.
#[must_use]
pub fn needless(rule: &Rule, now: &Present) -> Option<Needless> {
    if !rule.audience.iter().any(|role| now.roles.contains(role)) {
        return Some(Needless::NotHers);
    }
    match rule.lasts {
        Lasts::Always => None,
        Lasts::UntilAnswered => over(now),
        Lasts::WhileDue => untrue(now),
        Lasts::UntilNextStep => untrue(now).or_else(|| now.overtaken.then_some(Needless::Overtaken)),
        Lasts::WhileStatusAsked => (!now.measures_wait).then_some(Needless::Answered),
        Lasts::WhileSupplementAwaited => (now.supplement_due_on != Some(now.told_due_on)).then_some(Needless::NotAwaited),
    }
}

/// Nothing is waited for any more.
fn over(now: &Present) -> Option<Needless> {
    if now.answered { Some(Needless::Answered) } else { now.closed.then_some(Needless::Closed) }
}

/// What the calendar said is not so any more.
fn untrue(now: &Present) -> Option<Needless> {
    over(now).or_else(|| (now.told_due_on != now.due_on).then_some(Needless::OtherDate))
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
    use crate::domain::event::NoticeKind;
    use crate::domain::notice::{BOARD, NoticeClass};

    const REMINDER: Rule = Rule { kind: NoticeKind::Reminder, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::UntilNextStep };
    const MISSING: Rule = Rule { kind: NoticeKind::ResponseMissing, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::WhileDue };
    const REQUESTED: Rule = Rule { kind: NoticeKind::ResponseRequested, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::UntilAnswered };
    const GRANTED: Rule = Rule { kind: NoticeKind::ExtensionGranted, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::Always };

    fn due() -> Present {
        let due_on = "2025-03-31".parse().unwrap();
        Present {
            answered: false,
            closed: false,
            told_due_on: due_on,
            due_on,
            overtaken: false,
            supplement_due_on: None,
            measures_wait: false,
            roles: vec![Role::Secretary],
        }
    }

    #[test]
    fn what_the_calendar_said_must_still_be_true() {
        let moved = "2025-04-25".parse().unwrap();
        let (answered, closed) = (Present { answered: true, ..due() }, Present { closed: true, ..due() });
        let (overtaken, moved) = (Present { overtaken: true, ..due() }, Present { due_on: moved, ..due() });
        for (rule, still) in [(REMINDER, [false, false, false, false]), (MISSING, [false, false, false, true]), (REQUESTED, [false, false, true, true])] {
            assert_eq!(needless(&rule, &due()), None);
            let whys = [Needless::Answered, Needless::Closed, Needless::OtherDate, Needless::Overtaken];
            for ((now, why), still) in [&answered, &closed, &moved, &overtaken].into_iter().zip(whys).zip(still) {
                assert_eq!(needless(&rule, now), (!still).then_some(why), "{:?}", rule.kind);
            }
        }
        for now in [&answered, &closed, &moved, &overtaken] {
            assert_eq!(needless(&GRANTED, now), None, "what has happened is told in any case");
        }
    }

    #[test]
    fn nobody_is_asked_how_measures_go_of_which_the_board_has_told() {
        let asked = Rule { kind: NoticeKind::StatusAsked, lasts: Lasts::WhileStatusAsked, ..GRANTED };
        assert_eq!(needless(&asked, &due()), Some(Needless::Answered));
        assert_eq!(needless(&asked, &Present { measures_wait: true, answered: true, ..due() }), None);
    }

    #[test]
    fn nobody_is_told_what_is_not_hers_any_more() {
        for roles in [Vec::new(), vec![Role::Council], vec![Role::Administrator]] {
            assert_eq!(needless(&REMINDER, &Present { roles, ..due() }), Some(Needless::NotHers));
        }
        assert_eq!(needless(&GRANTED, &Present { roles: vec![Role::Auditor], ..due() }), Some(Needless::NotHers));
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
