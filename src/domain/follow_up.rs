//! What the auditors decide about an item with one of its boards once its rounds are over: when they look again, what they found,
//! or that they follow it up no longer. Nothing that is not solved goes out of sight without a reason.

use chrono::NaiveDate;

use super::text::has_visible_text;
use super::verdict::Grade;

/// What a form offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Look at it again on a day.
    Look,
    /// It has been looked at: implemented.
    Implemented,
    /// Partly implemented.
    PartlyImplemented,
    /// Not implemented.
    NotImplemented,
    /// No longer relevant.
    NoLongerRelevant,
    /// It is followed up no longer, although it is not solved.
    GiveUp,
}

impl Choice {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Look, Self::Implemented, Self::PartlyImplemented, Self::NotImplemented, Self::NoLongerRelevant, Self::GiveUp];

    /// The name in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Implemented => "implemented",
            Self::PartlyImplemented => "partly_implemented",
            Self::NotImplemented => "not_implemented",
            Self::NoLongerRelevant => "no_longer_relevant",
            Self::GiveUp => "give_up",
        }
    }

    /// What was found, where they have looked.
    #[must_use]
    pub fn grade(self) -> Option<Grade> {
        match self {
            Self::Look | Self::GiveUp => None,
            Self::Implemented => Some(Grade::Implemented),
            Self::PartlyImplemented => Some(Grade::PartlyImplemented),
            Self::NotImplemented => Some(Grade::NotImplemented),
            Self::NoLongerRelevant => Some(Grade::NoLongerRelevant),
        }
    }

    /// Whether it stays open, and so has a day on which they look next.
    #[must_use]
    pub fn stays_open(self) -> bool {
        match self {
            Self::Look | Self::PartlyImplemented | Self::NotImplemented => true,
            Self::Implemented | Self::NoLongerRelevant | Self::GiveUp => false,
        }
    }

    /// Whether it must say why: criticism, and whatever lets go.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        match self {
            Self::NotImplemented | Self::NoLongerRelevant | Self::GiveUp => true,
            Self::Look | Self::Implemented | Self::PartlyImplemented => false,
        }
    }
}

/// What is wrong with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUpFault {
    /// It stays open, and no day says when they look next.
    NoDay,
    /// The day is not to come.
    DayNotAhead,
    /// It is settled, and a day to look again was given.
    DayOfSettled,
    /// It does not say why.
    NoReason,
}

/// Everything that is wrong with a decision made on a day.
#[must_use]
pub fn faults(choice: Choice, look_on: Option<NaiveDate>, reason: &str, today: NaiveDate) -> Vec<FollowUpFault> {
    let day = match look_on {
        None => choice.stays_open().then_some(FollowUpFault::NoDay),
        Some(_) if !choice.stays_open() => Some(FollowUpFault::DayOfSettled),
        Some(day) => (day <= today).then_some(FollowUpFault::DayNotAhead),
    };
    let reason = (choice.needs_reason() && !has_visible_text(reason)).then_some(FollowUpFault::NoReason);
    day.into_iter().chain(reason).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_solved_has_a_day_and_what_is_let_go_has_a_reason() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let today = day("2026-03-01").unwrap();
        for (choice, look_on, reason, expected) in [
            (Choice::Look, "2026-09-01", "", vec![]),
            (Choice::Look, "", "", vec![FollowUpFault::NoDay]),
            (Choice::Look, "2026-03-01", "", vec![FollowUpFault::DayNotAhead]),
            (Choice::PartlyImplemented, "2026-09-01", "", vec![]),
            (Choice::PartlyImplemented, "", "Halva.", vec![FollowUpFault::NoDay]),
            (Choice::NotImplemented, "2026-09-01", " \u{ad} ", vec![FollowUpFault::NoReason]),
            (Choice::NotImplemented, "", "", vec![FollowUpFault::NoDay, FollowUpFault::NoReason]),
            (Choice::Implemented, "", "", vec![]),
            (Choice::Implemented, "2026-09-01", "", vec![FollowUpFault::DayOfSettled]),
            (Choice::NoLongerRelevant, "", "", vec![FollowUpFault::NoReason]),
            (Choice::NoLongerRelevant, "", "Enheten finns inte längre.", vec![]),
            (Choice::GiveUp, "", "", vec![FollowUpFault::NoReason]),
            (Choice::GiveUp, "2026-09-01", "Nämnden vill inte.", vec![FollowUpFault::DayOfSettled]),
        ] {
            assert_eq!(faults(choice, day(look_on), reason, today), expected, "{choice:?} {look_on} {reason}");
        }
    }
}
