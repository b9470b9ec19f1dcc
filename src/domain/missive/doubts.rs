//! A set of doubts: certainty is that of the weakest link, and each link brings its own.

use super::doubt::Doubt;

/// Every doubt, in the order in which a set holds them.
const ALL: [Doubt; 16] = [
    Doubt::YearAssumed,
    Doubt::Computed,
    Doubt::Damaged,
    Doubt::Weekday,
    Doubt::NoSuchDay,
    Doubt::BeforeLetter,
    Doubt::FarAway,
    Doubt::BeforeFirst,
    Doubt::BodyAssumed,
    Doubt::NearName,
    Doubt::RequestAssumed,
    Doubt::Contradicted,
    Doubt::Counts,
    Doubt::LeftOver,
    Doubt::NoDay,
    Doubt::PerhapsNoLetter,
];

/// Doubts about one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Doubts(u32);

impl Doubts {
    pub(super) const NONE: Doubts = Doubts(0);

    pub(super) fn of(doubt: Doubt) -> Self {
        Doubts::NONE.and(doubt)
    }

    /// These doubts and one more.
    #[must_use]
    pub(super) fn and(self, doubt: Doubt) -> Self {
        let bit = ALL.iter().position(|other| *other == doubt).unwrap_or_default();
        Doubts(self.0 | 1 << bit)
    }

    /// These doubts, and one more when something holds.
    #[must_use]
    pub(super) fn and_if(self, holds: bool, doubt: Doubt) -> Self {
        if holds { self.and(doubt) } else { self }
    }

    /// All doubts of two links.
    #[must_use]
    pub(super) fn with(self, other: Doubts) -> Self {
        Doubts(self.0 | other.0)
    }

    pub(super) fn has(self, doubt: Doubt) -> bool {
        self.0 & Doubts::of(doubt).0 != 0
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The doubts one by one.
    pub(super) fn listed(self) -> Vec<Doubt> {
        ALL.into_iter().enumerate().filter(|(bit, _)| self.0 & 1 << bit != 0).map(|(_, doubt)| doubt).collect()
    }
}
