//! A supplement that the auditors ask for: what is missing, by when, and what became of it. A fact of its own beside the round, whose
//! own last day is another (ADR 0053).

use chrono::{DateTime, Months, NaiveDate, Utc};

use super::calendar::{self, Standing};

/// A request, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementRequest {
    /// Which of its round's, counted from 1.
    pub n: i16,
    /// What is missing, in the auditors' words.
    pub wanted: String,
    /// Its own last day. It never moves: another request has another.
    pub due_on: NaiveDate,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When the auditors took it back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why.
    pub withdrawal_reason: Option<String>,
    /// What answered it, by its number among all that has come in for the round.
    pub answered_number: Option<i16>,
    /// On which day that came.
    pub answered_on: Option<NaiveDate>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// It is waited for.
    Awaited(Standing),
    /// It was answered by the supplement of this number, so many days late or in time.
    Answered {
        /// Among all that has come in for the round.
        number: i16,
        /// `None`: in time.
        late: Option<i64>,
    },
    /// The auditors took it back.
    Withdrawn,
    /// The audit was closed before it was answered. It is waited for again if that is opened again.
    Closed,
}

impl SupplementRequest {
    /// How it stands on a day; `closed`: the audit is.
    #[must_use]
    pub fn state(&self, closed: bool, today: NaiveDate) -> RequestState {
        match (self.answered_number.zip(self.answered_on), self.withdrawn_at) {
            (Some((number, day)), _) => RequestState::Answered { number, late: calendar::days_late(self.due_on, day) },
            (None, Some(_)) => RequestState::Withdrawn,
            (None, None) if closed => RequestState::Closed,
            (None, None) => RequestState::Awaited(calendar::standing(self.due_on, today)),
        }
    }

    /// Whether it can be answered: neither taken back nor answered. What arrives after the audit was closed is accepted too.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.answered_number.is_none() && self.withdrawn_at.is_none()
    }
}

/// Why a day cannot be the last day of a supplement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// It is today or over: nobody would have time.
    Over,
    /// It is so far away that it must be a slip.
    TooFar,
}

/// A day that can be the last day of a supplement that is asked for today.
///
/// # Errors
/// When it is not after today, or more than two years away.
pub fn due_on(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, DayFault> {
    if day <= today {
        Err(DayFault::Over)
    } else if today.checked_add_months(Months::new(24)).is_some_and(|last| day > last) {
        Err(DayFault::TooFar)
    } else {
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn asked() -> SupplementRequest {
        SupplementRequest {
            n: 1,
            wanted: "Rutinen för R1.".into(),
            due_on: day("2025-04-30"),
            asked_at: "2025-04-12T09:00:00Z".parse().unwrap(),
            withdrawn_at: None,
            withdrawal_reason: None,
            answered_number: None,
            answered_on: None,
        }
    }

    #[test]
    fn a_request_waits_until_it_is_answered_taken_back_or_its_audit_is_closed() {
        let answered = |on| SupplementRequest { answered_number: Some(2), answered_on: Some(day(on)), ..asked() };
        let withdrawn = SupplementRequest { withdrawn_at: Some(asked().asked_at), ..asked() };
        for (request, closed, today, state, open) in [
            (asked(), false, "2025-04-20", RequestState::Awaited(Standing::DaysLeft(10)), true),
            (asked(), false, "2025-04-30", RequestState::Awaited(Standing::LastDay), true),
            (asked(), false, "2025-05-02", RequestState::Awaited(Standing::DaysLate(2)), true),
            (asked(), true, "2025-05-02", RequestState::Closed, true),
            (answered("2025-04-30"), false, "2025-06-01", RequestState::Answered { number: 2, late: None }, false),
            (answered("2025-05-02"), true, "2025-06-01", RequestState::Answered { number: 2, late: Some(2) }, false),
            (withdrawn, true, "2025-05-02", RequestState::Withdrawn, false),
        ] {
            assert_eq!((request.state(closed, day(today)), request.is_open()), (state, open), "{request:?}");
        }
    }

    #[test]
    fn the_last_day_of_a_supplement_is_after_today_and_within_two_years() {
        let today = day("2025-04-12");
        for (wanted, judged) in [
            ("2025-04-11", Err(DayFault::Over)),
            ("2025-04-12", Err(DayFault::Over)),
            ("2025-04-13", Ok(day("2025-04-13"))),
            ("2027-04-12", Ok(day("2027-04-12"))),
            ("2027-04-13", Err(DayFault::TooFar)),
        ] {
            assert_eq!(due_on(day(wanted), today), judged, "{wanted}");
        }
    }
}
