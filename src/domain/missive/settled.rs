//! What is certain: only where the accounts of a letter are closed, and nothing is left that speaks against it.

use chrono::NaiveDate;

use super::doubt::{Doubt, Leftover, LeftoverReason};
use super::doubts::Doubts;
use super::found::{Certainty, Phrase};
use super::letter::{Due, Round, RoundKind};

/// A last day that is certain. Nobody can make one but [`Closed`], and nobody has that before the accounts are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettledDay(NaiveDate);

impl SettledDay {
    /// The day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.0
    }
}

/// A response that somebody owes, before the accounts are closed: its day is a proposal, whatever the rules make of it.
#[derive(Debug, Clone)]
pub(super) struct Owed {
    pub kind: RoundKind,
    pub day: Option<NaiveDate>,
    pub phrase: Phrase,
    pub doubts: Doubts,
    /// The request calls the body by the name by which it is addressed.
    pub named: bool,
}

/// The accounts when they are closed: every day to come and every body in a sentence that asks was used, explained or reported.
#[derive(Debug)]
pub(super) struct Closed {
    /// Something is left over that nobody explained.
    open: bool,
    /// A line of the address block is: whom words for several mean is not certain then, but who is asked by name is.
    unread: bool,
}

impl Closed {
    /// Closes the accounts, with what is left over. Measures and what is only told speak against nothing.
    pub(super) fn with(leftover: &[Leftover]) -> Self {
        let any = |reasons: &[LeftoverReason]| leftover.iter().any(|left| reasons.contains(&left.reason));
        Closed { open: any(&[LeftoverReason::Date, LeftoverReason::Body, LeftoverReason::Request]), unread: any(&[LeftoverReason::AddressLine]) }
    }

    /// What somebody owes in the end. A day with any doubt, or in accounts that do not balance, is proposed.
    pub(super) fn round(&self, owed: Owed) -> Round {
        let doubts = owed.doubts.and_if(self.open || self.unread && !owed.named, Doubt::LeftOver);
        let due = match owed.day {
            None => Due::Unknown,
            Some(day) if doubts.is_none() => Due::On(SettledDay(day)),
            Some(day) => Due::Perhaps(day),
        };
        Round { kind: owed.kind, due, phrase: owed.phrase, doubts: doubts.listed() }
    }

    /// Whether something is left over.
    pub(super) fn is_open(&self) -> bool {
        self.open || self.unread
    }

    /// How sure a role is: nothing is, that is said of nobody in so many words while something else is left over.
    pub(super) fn certainty(&self, doubts: Doubts) -> Certainty {
        if doubts.is_none() { Certainty::Found } else { Certainty::Check }
    }
}
