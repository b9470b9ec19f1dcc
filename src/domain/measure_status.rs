//! How a planned measure goes between rounds (lägesbesked): when a board is asked, and what it can tell. It is the board's word beside
//! what it has handed in, and changes nothing of that.

use chrono::{Days as Apart, NaiveDate};
use serde::Deserialize;

use super::calendar::{self, DateFault, LatestDate};
use super::response::{Days, Outcome, WrongDay};
use super::text::{self, FIELD_LIMIT, TextFault};

/// Once the board is to answer again within so many days, it gives its account there and is not asked here as well.
pub const ANSWERS_SOON: u64 = 30;

/// A measure that a board has an account to give of, and what is known of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Between {
    /// The day by which it is to be done, as the board's newest answer has it.
    pub now_on: Option<NaiveDate>,
    /// What that answer said of it; none while it is only planned.
    pub outcome: Option<Outcome>,
    /// When that answer came.
    pub answered_on: NaiveDate,
    /// What the board has told since.
    pub status: Option<Outcome>,
    /// The new latest day that it told.
    pub status_due_on: Option<NaiveDate>,
    /// By when the board answers in this audit next, if it does.
    pub next_due_on: Option<NaiveDate>,
}

impl Between {
    /// The day by which it goes now. None, when there is nothing to ask: it is told to be done or not to be done at all, or the board
    /// gave its account of that day when it answered.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        match self.status {
            Some(Outcome::UnderWay) => self.status_due_on,
            Some(Outcome::Done | Outcome::NotDone | Outcome::Replaced | Outcome::Dropped) => None,
            None => self.now_on.filter(|day| self.outcome.is_none() || *day > self.answered_on),
        }
    }

    /// Whether the board is asked: its day has come, and no answer is to come so soon that the account is given there.
    #[must_use]
    pub fn is_asked(&self, today: NaiveDate) -> bool {
        let soon = today.checked_add_days(Apart::new(ANSWERS_SOON)).unwrap_or(today);
        self.day().is_some_and(|day| day <= today) && self.next_due_on.is_none_or(|next| next > soon)
    }
}

/// What a board can tell of a measure, in the order in which forms list it.
pub const TOLD: [Outcome; 3] = [Outcome::Done, Outcome::UnderWay, Outcome::Dropped];

/// What was typed of one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedStatus {
    /// How it goes.
    pub outcome: Option<Outcome>,
    /// What was done and how that can be seen, or why it is not done.
    pub words: String,
    /// The day on which it was done, or the new latest one.
    pub date: String,
}

/// What a board tells of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// One of [`TOLD`].
    pub outcome: Outcome,
    /// In its words.
    pub words: String,
    /// The day; none of what will not be done.
    pub date: Option<LatestDate>,
}

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusFault {
    /// Nobody said how it goes.
    Outcome,
    /// No words, or too many.
    Words(TextFault),
    /// No day, or none that can be read.
    Date(DateFault),
    /// A day that cannot be.
    Day(WrongDay),
}

impl TypedStatus {
    /// What it tells; nothing where nothing was typed. The same days are impossible as in a follow-up response.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, days: Days) -> Result<Option<Status>, Vec<StatusFault>> {
        let blank = self.outcome.is_none() && [&self.words, &self.date].into_iter().all(|typed| typed.trim().is_empty());
        if blank {
            return Ok(None);
        }
        let mut faults = Vec::new();
        if self.outcome.is_none() {
            faults.push(StatusFault::Outcome);
        }
        let words = text::required(&self.words, FIELD_LIMIT).map_err(|fault| faults.push(StatusFault::Words(fault))).ok();
        let date = match self.outcome {
            Some(outcome @ (Outcome::Done | Outcome::UnderWay)) => self.day(outcome, days).map_err(|fault| faults.push(fault)).ok(),
            Some(Outcome::Dropped | Outcome::NotDone | Outcome::Replaced) | None => None,
        };
        match (self.outcome, words) {
            (Some(outcome), Some(words)) if faults.is_empty() => Ok(Some(Status { outcome, words, date })),
            _ => Err(faults),
        }
    }

    fn day(&self, outcome: Outcome, days: Days) -> Result<LatestDate, StatusFault> {
        let date = calendar::latest_date(&self.date).map_err(StatusFault::Date)?;
        match days.wrong_day(outcome, &date) {
            Some(why) => Err(StatusFault::Day(why)),
            None => Ok(date),
        }
    }
}

/// What a board has told, as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ToldStatus {
    /// The measure, as it was planned.
    pub action: String,
    /// How it goes.
    pub outcome: Outcome,
    /// In the board's words.
    pub words: String,
    /// The day in its words; empty of what will not be done.
    pub due_text: String,
    /// When it was told.
    pub told_at: chrono::DateTime<chrono::Utc>,
}

#[cfg(test)]
mod tests {
    use super::super::ids::MeasureId;
    use super::super::response::{DraftFollowUp, DraftOutcome, Earlier};
    use super::*;

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn days() -> Days {
        Days { letter: day("2025-01-30"), today: day("2025-12-31") }
    }

    fn typed(outcome: Option<Outcome>, words: &str, date: &str) -> TypedStatus {
        TypedStatus { outcome, words: words.into(), date: date.into() }
    }

    #[test]
    fn a_board_is_asked_when_the_day_of_a_measure_has_come_and_it_does_not_answer_soon_anyhow() {
        use Outcome::{Done, Dropped, NotDone, Replaced, UnderWay};
        let planned = Between {
            now_on: Some(day("2025-12-31")),
            outcome: None,
            answered_on: day("2025-03-31"),
            status: None,
            status_due_on: None,
            next_due_on: Some(day("2026-06-30")),
        };
        let told = |status, on: Option<&str>| Between { status: Some(status), status_due_on: on.map(day), ..planned };
        let answered = |outcome, on: &str| Between { outcome: Some(outcome), now_on: Some(day(on)), answered_on: day("2025-12-30"), ..planned };
        for (measure, today, asked, why) in [
            (planned, "2025-12-30", false, "its day has not come"),
            (planned, "2025-12-31", true, "it has come"),
            (planned, "2026-03-01", true, "and is not over by itself"),
            (planned, "2026-05-30", true, "31 days before the next answer"),
            (planned, "2026-05-31", false, "the account is given in the next answer"),
            (planned, "2026-07-05", false, "which is awaited"),
            (Between { next_due_on: None, ..planned }, "2026-07-05", true, "nothing more is to come"),
            (Between { now_on: None, ..planned }, "2026-03-01", false, "without a day"),
            (Between { answered_on: day("2026-01-10"), ..planned }, "2026-01-10", true, "planned for a day that was over already"),
            (told(Done, Some("2025-12-30")), "2026-03-01", false, "it is told to be done"),
            (told(Dropped, None), "2026-03-01", false, "it will not be done"),
            (told(UnderWay, Some("2026-02-28")), "2026-02-27", false, "it goes by its new day"),
            (told(UnderWay, Some("2026-02-28")), "2026-02-28", true, "which has come"),
            (answered(UnderWay, "2026-02-28"), "2026-02-28", true, "moved in a later answer"),
            (answered(UnderWay, "2025-12-01"), "2026-02-28", false, "accounted for in a later answer, which names no other day"),
            (answered(NotDone, "2026-01-15"), "2026-02-28", true, "moved"),
            (answered(Replaced, "2026-01-15"), "2026-01-15", true, "what took its place goes by its own day"),
        ] {
            assert_eq!(measure.is_asked(day(today)), asked, "{why}: {measure:?} on {today}");
        }
    }

    #[test]
    fn what_is_told_says_how_it_goes_in_words_and_by_which_day() {
        use Outcome::{Done, Dropped, UnderWay};
        use StatusFault::{Date, Day, Words};
        let missing = || Words(TextFault::Empty);
        for (typed, wrong) in [
            (typed(Some(Done), "Rutinen gäller.", "2025-12-30"), vec![]),
            (typed(Some(UnderWay), "Upphandlingen drog ut.", "mars 2026"), vec![]),
            (typed(Some(Dropped), "Lokalen är såld.", ""), vec![]),
            (typed(Some(Dropped), "Lokalen är såld.", "i går"), vec![]),
            (typed(None, "Rutinen gäller.", ""), vec![StatusFault::Outcome]),
            (typed(Some(Done), " ", "2025-12-30"), vec![missing()]),
            (typed(Some(Done), "Rutinen gäller.", ""), vec![Date(DateFault::Empty)]),
            (typed(Some(UnderWay), "", "snart"), vec![missing(), Date(DateFault::NotADate)]),
            (typed(Some(UnderWay), "Vi hann inte.", "2025-12-30"), vec![Day(WrongDay::NewDayIsOver)]),
            (typed(Some(Done), "Klart.", "2026-01-01"), vec![Day(WrongDay::DoneInFuture)]),
            (typed(Some(Done), "Klart.", "2025-01-29"), vec![Day(WrongDay::DoneTooEarly(days().letter))]),
        ] {
            assert_eq!(typed.read(days()).err().unwrap_or_default(), wrong, "{typed:?}");
        }
        assert_eq!(typed(None, " ", "").read(days()), Ok(None), "nothing is told where nothing is typed");
        let dropped = typed(Some(Dropped), "Lokalen är såld.", "mars").read(days()).unwrap().unwrap();
        assert_eq!(dropped.date, None, "what will not be done has no day");
    }

    /// The days that are impossible here are those that are impossible in a follow-up response: the same word cannot be true in one place
    /// and not in the other.
    #[test]
    fn the_same_days_are_impossible_as_in_a_follow_up() {
        let planned = MeasureId::new("2025-03-01T00:00:00Z".parse().unwrap());
        for outcome in [Outcome::Done, Outcome::UnderWay] {
            for date in ["1999-05-01", "2025-01-29", "januari 2025", "2025-12-30", "2025-12-31", "december 2025", "2026-01-01", "kvartal 1 2026"] {
                let row = DraftOutcome { planned, outcome: Some(outcome), action: "x".into(), effect: String::new(), date: date.into() };
                let doubts = DraftFollowUp { outcomes: vec![row], ..DraftFollowUp::default() }.doubts(days(), &Earlier::Nothing);
                assert_eq!(typed(Some(outcome), "x", date).read(days()).is_ok(), doubts.is_empty(), "{outcome:?} {date}");
            }
        }
    }
}
