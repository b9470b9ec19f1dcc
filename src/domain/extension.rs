//! Extensions (anstånd) and corrections of a last day: what may be asked, and what the auditors may decide.
//!
//! The ledger itself is a table that is only added to. The date in force is its last entry; the first one, the date of
//! the letter, is never touched. See ADR 0017 and the rules that the database holds in `platform/functions/rounds.sql`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How the auditors decided on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "extension_outcome", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ExtensionOutcome {
    /// As the board wished.
    Granted,
    /// Granted, but to another day than the board wished.
    GrantedOther,
    /// Not granted.
    Refused,
}

/// Why a later last day cannot be asked for, granted or put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not later than the date in force.
    NotLater(NaiveDate),
    /// Already over when it is entered: nobody could keep it.
    Over,
    /// The board's next round would not be after it.
    NextRoundNotAfter(NaiveDate),
    /// The board's earlier round would not be before it.
    EarlierRoundNotBefore(NaiveDate),
    /// The same as the date in force.
    Unchanged,
    /// Earlier than the date in force, and less than a week away.
    TooSoon,
    /// More than five years away: a slip of the pen.
    TooFar,
}

/// A round's date in force, and the dates in force of the same board's rounds around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// The date in force.
    pub due_on: NaiveDate,
    /// The last day of the round before it.
    pub earlier: Option<NaiveDate>,
    /// The last day of the round after it.
    pub next: Option<NaiveDate>,
}

/// Days that a board has left at least when its last day becomes an earlier one.
pub const LEAST_NOTICE: i64 = 7;

/// How often a board may ask about one round on one day. Each request, and each that is withdrawn, is mailed to all auditors.
pub const REQUESTS_A_DAY: usize = 3;

/// Checks the last day that a board wishes. A wish may go past the next round's day: the auditors are then asked about
/// that one too.
///
/// # Errors
/// See [`Fault`].
pub fn wish(now: Between, wished_on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Fault> {
    if wished_on <= now.due_on {
        return Err(Fault::NotLater(now.due_on));
    }
    ahead(wished_on, today)
}

/// Checks the last day that the auditors grant. `next` is the next round's last day as it will be, moved along or not.
///
/// # Errors
/// See [`Fault`].
pub fn grant(now: Between, granted_on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Fault> {
    let day = wish(now, granted_on, today)?;
    match now.next {
        Some(next) if next <= day => Err(Fault::NextRoundNotAfter(next)),
        Some(_) | None => Ok(day),
    }
}

/// Checks the last day that the auditors grant for an answer that has come already, because the board had asked before it
/// came (beviljat i efterhand). Nobody has to keep the day any more, so it may be over; only whether the answer counts as
/// late hangs on it.
///
/// # Errors
/// See [`Fault`].
pub fn grant_afterwards(now: Between, granted_on: NaiveDate, received_on: NaiveDate) -> Result<NaiveDate, Fault> {
    if granted_on <= now.due_on {
        return Err(Fault::NotLater(now.due_on));
    }
    if (granted_on - received_on).num_days() > 5 * 366 {
        return Err(Fault::TooFar);
    }
    match now.next {
        Some(next) if next <= granted_on => Err(Fault::NextRoundNotAfter(next)),
        Some(_) | None => Ok(granted_on),
    }
}

/// Checks a correction: a mistake put right may lead to an earlier day as well, but leaves the board at least
/// [`LEAST_NOTICE`] days.
///
/// # Errors
/// See [`Fault`].
pub fn correct(now: Between, to: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Fault> {
    if to == now.due_on {
        return Err(Fault::Unchanged);
    }
    let day = ahead(to, today)?;
    if day < now.due_on && (day - today).num_days() < LEAST_NOTICE {
        return Err(Fault::TooSoon);
    }
    match (now.earlier, now.next) {
        (Some(earlier), _) if day <= earlier => Err(Fault::EarlierRoundNotBefore(earlier)),
        (_, Some(next)) if next <= day => Err(Fault::NextRoundNotAfter(next)),
        (Some(_) | None, _) => Ok(day),
    }
}

fn ahead(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Fault> {
    if day < today {
        return Err(Fault::Over);
    }
    if (day - today).num_days() > 5 * 366 {
        return Err(Fault::TooFar);
    }
    Ok(day)
}

/// Whether the municipality's limit allows one more extension of a round that has had so many.
#[must_use]
pub fn within_limit(granted: i16, limit: Option<i16>) -> bool {
    limit.is_none_or(|limit| granted < limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }
    fn first() -> Between {
        Between { due_on: d("2025-03-31"), earlier: None, next: Some(d("2026-01-30")) }
    }

    #[test]
    fn a_board_asks_for_a_later_day_before_and_after_its_last_day() {
        assert_eq!(wish(first(), d("2025-04-25"), d("2025-03-22")), Ok(d("2025-04-25")));
        assert_eq!(wish(first(), d("2025-04-25"), d("2025-04-10")), Ok(d("2025-04-25")));
        assert_eq!(wish(first(), d("2025-03-31"), d("2025-03-22")), Err(Fault::NotLater(d("2025-03-31"))));
        assert_eq!(wish(first(), d("2025-04-05"), d("2025-04-10")), Err(Fault::Over));
        assert_eq!(wish(first(), d("2052-04-05"), d("2025-04-10")), Err(Fault::TooFar));
    }

    #[test]
    fn a_grant_stays_before_the_next_round() {
        assert_eq!(grant(first(), d("2026-01-29"), d("2025-03-22")), Ok(d("2026-01-29")));
        assert_eq!(grant(first(), d("2026-01-30"), d("2025-03-22")), Err(Fault::NextRoundNotAfter(d("2026-01-30"))));
    }

    #[test]
    fn what_is_granted_after_the_answer_has_come_may_be_over_and_stays_before_the_next_round() {
        let received = d("2025-04-02");
        assert_eq!(grant_afterwards(first(), d("2025-04-01"), received), Ok(d("2025-04-01")));
        assert_eq!(grant_afterwards(first(), d("2025-04-25"), received), Ok(d("2025-04-25")));
        assert_eq!(grant_afterwards(first(), d("2025-03-31"), received), Err(Fault::NotLater(d("2025-03-31"))));
        assert_eq!(grant_afterwards(first(), d("2026-01-30"), received), Err(Fault::NextRoundNotAfter(d("2026-01-30"))));
        assert_eq!(grant_afterwards(Between { next: None, ..first() }, d("2052-01-30"), received), Err(Fault::TooFar));
    }

    #[test]
    fn a_correction_goes_both_ways_but_makes_nobody_late() {
        assert_eq!(correct(first(), d("2025-03-29"), d("2025-03-22")), Ok(d("2025-03-29")));
        assert_eq!(correct(first(), d("2025-03-28"), d("2025-03-22")), Err(Fault::TooSoon));
        assert_eq!(correct(first(), d("2025-04-02"), d("2025-04-02")), Ok(d("2025-04-02")));
        assert_eq!(correct(first(), d("2025-03-21"), d("2025-03-22")), Err(Fault::Over));
        assert_eq!(correct(first(), d("2025-03-31"), d("2025-03-22")), Err(Fault::Unchanged));
        let second = Between { due_on: d("2026-01-30"), earlier: Some(d("2025-03-31")), next: None };
        assert_eq!(correct(second, d("2025-03-31"), d("2025-03-22")), Err(Fault::EarlierRoundNotBefore(d("2025-03-31"))));
    }

    #[test]
    fn a_limit_counts_what_has_been_granted() {
        assert!(within_limit(3, None));
        assert!(within_limit(0, Some(1)) && !within_limit(1, Some(1)) && !within_limit(0, Some(0)));
    }
}
