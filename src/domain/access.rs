//! Two administrators: what somebody shall be able to do is proposed by one and takes effect when another agrees, or, where there is
//! only one, after a day (ADR 0057). When that is the database works out, for every page alike.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;

/// What was proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "access_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AccessKind {
    /// A role.
    Role,
    /// A new one-time link for somebody who has a role.
    Link,
    /// Somebody who had been ended signs in again. It is told, and not waited for.
    Reopening,
    /// A board ends. With another one as its heir it is waited for; without, it is told.
    BoardEnd,
    /// A board that had ended goes on. It is waited for where another one has begun to answer in its place.
    BoardReopening,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "access_step", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AccessStep {
    /// It waits.
    Proposed,
    /// A second administrator agreed.
    Agreed,
    /// There was nobody to ask, and a day went by.
    AfterADay,
    /// A second administrator refused, or it could not take effect any more.
    Refused,
    /// Whoever proposed it took it back.
    Withdrawn,
    /// It was told when it was done.
    AtOnce,
}

impl AccessStep {
    /// Somebody may have decided since a page was opened.
    ///
    /// # Errors
    /// [`Refusal::SomebodyWasFirst`] when it is decided.
    pub fn still_waits(self) -> Result<(), Refusal> {
        if self == Self::Proposed { Ok(()) } else { Err(Refusal::SomebodyWasFirst) }
    }
}

/// What has become of somebody's request to work for a board (ADR 0098).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "access_request_step", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RequestStep {
    /// It waits for whoever answers for the board.
    Asked,
    /// She said yes: it is a proposal now, which waits for an administrator.
    Proposed,
    /// She said no, and why.
    Declined,
    /// Nobody has answered.
    Lapsed,
    /// What it said of whoever asked has gone away.
    Removed,
}

/// So long a request waits for an answer, and so long it is kept afterwards.
pub const REQUEST_LASTS: TimeDelta = TimeDelta::days(30);

/// So long the address of whoever asks can be confirmed.
pub const CONFIRMED_WITHIN: TimeDelta = TimeDelta::days(1);

/// Why a request is none, as the database says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestHindrance {
    /// Nobody answers for the board.
    NobodyAnswers,
    /// The account of whoever asks has ended.
    HasEnded,
    /// She works for the board already.
    HasRole,
    /// She audits, or administers.
    Excluded,
    /// She has asked already, or her role waits.
    Waits,
    /// She has asked too often.
    TooOften,
    /// So many wait for the board that nobody else can ask.
    TooMany,
}

impl RequestHindrance {
    /// From what the database says; nothing when there is none.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        match key {
            "" => None,
            "has_ended" => Some(Self::HasEnded),
            "has_role" => Some(Self::HasRole),
            "excluded" => Some(Self::Excluded),
            "waits" => Some(Self::Waits),
            "too_often" => Some(Self::TooOften),
            "too_many" => Some(Self::TooMany),
            _ => Some(Self::NobodyAnswers),
        }
    }
}

/// Where it stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Until another administrator agrees.
    WaitsForAnother,
    /// Until this instant, unless it is taken back.
    Until(DateTime<Utc>),
    /// It is so.
    InEffect,
    /// It is not, and will not be.
    Dropped,
}

impl Standing {
    /// From what was decided, and when it takes effect by itself, if it does.
    #[must_use]
    pub fn of(kind: AccessKind, step: AccessStep, effect_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match (step, effect_at) {
            (AccessStep::Agreed | AccessStep::AfterADay | AccessStep::AtOnce, _) => Self::InEffect,
            (AccessStep::Refused | AccessStep::Withdrawn, _) => Self::Dropped,
            (AccessStep::Proposed, None) => Self::WaitsForAnother,
            // A link is looked at when it is used; a role has taken effect when it is a role.
            (AccessStep::Proposed, Some(at)) if kind == AccessKind::Link && at <= now => Self::InEffect,
            (AccessStep::Proposed, Some(at)) => Self::Until(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_for_another_or_for_a_day_and_then_it_is_so() {
        let now: DateTime<Utc> = "2025-03-10T09:00:00Z".parse().unwrap();
        let later = now + chrono::TimeDelta::hours(3);
        for kind in [AccessKind::Role, AccessKind::Link] {
            assert_eq!(Standing::of(kind, AccessStep::Proposed, None, now), Standing::WaitsForAnother);
            assert_eq!(Standing::of(kind, AccessStep::Proposed, Some(later), now), Standing::Until(later));
            assert_eq!(Standing::of(kind, AccessStep::Agreed, None, now), Standing::InEffect);
            assert_eq!(Standing::of(kind, AccessStep::Withdrawn, None, now), Standing::Dropped);
            assert_eq!(Standing::of(kind, AccessStep::Refused, Some(now), now), Standing::Dropped);
        }
        assert_eq!(Standing::of(AccessKind::Link, AccessStep::Proposed, Some(now), now), Standing::InEffect);
        assert_eq!(Standing::of(AccessKind::Role, AccessStep::Proposed, Some(now), now), Standing::Until(now));
    }
}
