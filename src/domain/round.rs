//! A board's duty to answer once. A round has no stored state: what it is follows from facts.

use chrono::NaiveDate;

use super::calendar::{self, Standing};

/// Which time in order a board answers an audit. Rounds are a list; the first two have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "round_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// What the board plans.
    First,
    /// What was done and what it led to.
    FollowUp,
    /// A later round that the auditors asked for.
    Further,
}

impl RoundKind {
    /// The kind of the round with this ordinal.
    #[must_use]
    pub fn of(ordinal: i16) -> Self {
        match ordinal {
            1 => Self::First,
            2 => Self::FollowUp,
            _ => Self::Further,
        }
    }
}

/// A round as it stands in addresses: `forsta`, `uppfoljande`, `omgang-3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoundKey(i16);

impl RoundKey {
    /// The key of the round with this ordinal, counted from 1.
    #[must_use]
    pub fn new(ordinal: i16) -> Self {
        Self(ordinal)
    }

    /// The ordinal, counted from 1.
    #[must_use]
    pub fn ordinal(self) -> i16 {
        self.0
    }
}

impl std::fmt::Display for RoundKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            1 => f.write_str("forsta"),
            2 => f.write_str("uppfoljande"),
            n => write!(f, "omgang-{n}"),
        }
    }
}

impl std::str::FromStr for RoundKey {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "forsta" => Ok(Self(1)),
            "uppfoljande" => Ok(Self(2)),
            other => {
                let n = other.strip_prefix("omgang-").and_then(|n| n.parse().ok()).filter(|n| (3..=20).contains(n));
                n.map(Self).ok_or(())
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for RoundKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("no such round"))
    }
}

/// Where a date in the ledger comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "deadline_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The date of the letter.
    Original,
    /// Granted by the auditors.
    Extension,
    /// A mistake put right.
    Correction,
    /// Moved from a weekend or a holiday at dispatch, where the municipality has chosen so.
    Weekday,
}

/// A last day with what it was before, and whether another one is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastDay {
    /// The date in force.
    pub due_on: NaiveDate,
    /// The date of the letter.
    pub original_due_on: NaiveDate,
    /// Why the date in force is what it is.
    pub kind: DeadlineKind,
    /// Whether the board waits for a decision on an extension.
    pub extension_asked: bool,
}

/// What auditors and council may know of a round: has the answer come, and was it in time?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundState {
    /// Nothing has come; so it stands against the date in force.
    Awaited(Standing),
    /// It has come, so many days late or in time.
    Received {
        /// Days late against the date in force; `None` in time.
        late: Option<i64>,
    },
    /// It never came, and the audit was closed without it.
    Unanswered,
    /// It has come and the auditors have published their verdict.
    Assessed {
        /// Days late against the date in force; `None` in time.
        late: Option<i64>,
    },
}

impl RoundState {
    /// Folds the facts of a round into its state on a given day.
    #[must_use]
    pub fn of(due_on: NaiveDate, received_on: Option<NaiveDate>, assessed: bool, today: NaiveDate) -> Self {
        match received_on {
            None => Self::Awaited(calendar::standing(due_on, today)),
            Some(day) if assessed => Self::Assessed { late: calendar::days_late(due_on, day) },
            Some(day) => Self::Received { late: calendar::days_late(due_on, day) },
        }
    }

    /// The same once the audit is closed: what has not come is not awaited any more.
    #[must_use]
    pub fn closed(self, closed: bool) -> Self {
        match self {
            Self::Awaited(_) if closed => Self::Unanswered,
            Self::Awaited(_) | Self::Received { .. } | Self::Unanswered | Self::Assessed { .. } => self,
        }
    }

    /// Whether the answer is missing after its last day.
    #[must_use]
    pub fn is_overdue(self) -> bool {
        matches!(self, Self::Awaited(Standing::DaysLate(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rounds_address_reads_back_as_the_same_round() {
        for ordinal in 1..=20 {
            let key = RoundKey::new(ordinal);
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for wrong in ["", "omgang-1", "omgang-2", "omgang-21", "omgang--3", "first", "FORSTA"] {
            assert_eq!(wrong.parse::<RoundKey>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_missing_answer_is_late_the_day_after_its_last_day() {
        let due = "2025-03-31".parse().unwrap();
        assert!(!RoundState::of(due, None, false, due).is_overdue());
        assert!(RoundState::of(due, None, false, "2025-04-01".parse().unwrap()).is_overdue());
        assert_eq!(RoundState::of(due, Some("2025-04-02".parse().unwrap()), true, "2026-01-01".parse().unwrap()), RoundState::Assessed { late: Some(2) });
    }
}
