//! Reminders: what the calendar says to whom about a last day. Pure, so that what will be told in the coming days can be
//! shown beforehand by the same rule that tells it.
//!
//! The days of the municipality's rules make a ladder of each last day: 30, 14, 7 and 1 days before, 1 and 7 days after. It
//! is climbed upwards only. Whoever comes late, because the service has stood still, takes the highest step that has been
//! reached and leaves out the others. A new date in force is a new ladder. A step before the last day is told on a day on
//! which offices are open: what comes on the Sunday before a Monday comes when nobody can do anything about it.

use chrono::{Days, NaiveDate, NaiveTime};

use super::actor::Role;
use super::calendar;
use super::event::NoticeKind;
use super::ids::RoundId;
use super::notice::{ADMINISTRATORS_AND_AUDITORS, AUDITORS, BOARD, BOARD_AND_AUDITORS};

/// From this time of day in Stockholm the day's reminders are made: nobody's telephone wakes her at midnight.
#[must_use]
pub fn morning() -> NaiveTime {
    NaiveTime::from_hms_opt(7, 0, 0).unwrap_or(NaiveTime::MIN)
}

/// From so many days before the last day also those who help to write are reminded.
const CONTRIBUTORS_FROM: i16 = 14;

/// No stretch of days on which offices are closed is longer.
const LONGEST_CLOSED: i16 = 7;

/// The municipality's rules, in days from the last day in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// So many days before.
    pub before: Vec<i16>,
    /// So many days after.
    pub after: Vec<i16>,
    /// From so many days late the auditors take the missing response up.
    pub letter_after: i16,
}

impl Rules {
    /// No last day further away is told of on a day: what is due later waits.
    #[must_use]
    pub fn reach(&self, day: NaiveDate) -> NaiveDate {
        let first = self.before.iter().copied().max().unwrap_or(0).max(0);
        moved(day, first.saturating_add(LONGEST_CLOSED))
    }

    /// The highest step of the ladder. When it has been told, and that the response is missing, nothing is left to tell.
    #[must_use]
    pub fn top(&self) -> i16 {
        self.before.iter().map(|n| -n).chain(self.after.iter().copied()).max().unwrap_or(i16::MIN)
    }

    /// The days on which something becomes due, in no order: on all other days it stands as on the day before.
    fn days(&self, round: Awaited) -> impl Iterator<Item = NaiveDate> {
        let steps = self.before.iter().map(|n| -n).chain(self.after.iter().copied()).chain([self.letter_after]);
        steps.map(move |days| day_of(round, days))
    }
}

/// A response is so many days late on a day if its last day was this one or an earlier one.
#[must_use]
pub fn late_since(day: NaiveDate, days: i16) -> NaiveDate {
    moved(day, days.saturating_neg())
}

/// What counts about a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The date in force.
    pub due_on: NaiveDate,
    /// The day on which the audit was sent.
    pub sent_on: NaiveDate,
    /// The day on which the date in force was entered.
    pub entered_on: NaiveDate,
    /// Whether there is nothing to wait for any more: the answer has come, or the audit is closed.
    pub over: bool,
}

/// What has been told about a round's date in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Climbed {
    /// The highest step of the ladder.
    pub step: Option<i16>,
    /// That the response is missing.
    pub missing: bool,
}

/// What is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A step of the ladder, in days from the last day: -7 a week before, 1 the day after.
    Ladder(i16),
    /// The response has been missing so long that the auditors take it up: so many days by the rules.
    Missing(i16),
}

impl Step {
    /// In days from the last day, by the rules.
    #[must_use]
    pub fn days(self) -> i16 {
        match self {
            Self::Ladder(days) | Self::Missing(days) => days,
        }
    }

    /// What kind of notice it is, to a board that has somebody to be reminded.
    #[must_use]
    pub fn kind(self) -> NoticeKind {
        match self {
            Self::Ladder(days) if days < 0 => NoticeKind::Reminder,
            Self::Ladder(_) => NoticeKind::Overdue,
            Self::Missing(_) => NoticeKind::ResponseMissing,
        }
    }
}

/// The one thing to tell about a round on a day, if there is one. Asked again after that has been told, it says the next,
/// until there is nothing left.
#[must_use]
pub fn step(rules: &Rules, round: Awaited, told: Climbed, today: NaiveDate) -> Option<Step> {
    if round.over {
        return None;
    }
    let ladder = rules.before.iter().map(|n| -n).chain(rules.after.iter().copied());
    let highest = ladder.filter(|days| is_reached(round, *days, today)).max();
    match highest {
        Some(days) if told.step.is_none_or(|step| step < days) => Some(Step::Ladder(days)),
        Some(_) | None => {
            let missing = !told.missing && is_reached(round, rules.letter_after, today);
            missing.then_some(Step::Missing(rules.letter_after))
        }
    }
}

/// The day of a step has come, and it did not lie before the date was known. On the day of the dispatch itself the letter
/// says it; a new date can be so near that its first step is the same day.
fn is_reached(round: Awaited, days: i16, today: NaiveDate) -> bool {
    let day = day_of(round, days);
    day <= today && is_known(round, day)
}

/// The day on which a step is told. When the open day before lies before the date was known, the closed day is better than none.
fn day_of(round: Awaited, days: i16) -> NaiveDate {
    let own = moved(round.due_on, days);
    let open = if days < 0 { calendar::weekday_before(own) } else { own };
    if is_known(round, open) { open } else { own }
}

fn is_known(round: Awaited, day: NaiveDate) -> bool {
    day > round.sent_on && day >= round.entered_on
}

fn moved(day: NaiveDate, days: i16) -> NaiveDate {
    let moved = if days < 0 { day.checked_sub_days(distance(days)) } else { day.checked_add_days(distance(days)) };
    moved.unwrap_or(day)
}

fn distance(days: i16) -> Days {
    Days::new(u64::from(days.unsigned_abs()))
}

/// The truth on a day that may be later than the step's: days from the last day.
#[must_use]
pub fn days_from(due_on: NaiveDate, today: NaiveDate) -> i16 {
    i16::try_from((today - due_on).num_days()).unwrap_or(i16::MAX)
}

/// What will be told from one day to another, both counted, if nothing changes in between.
#[must_use]
pub fn ahead(rules: &Rules, round: Awaited, told: Climbed, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, Step)> {
    // The first day makes up for what was left out before it; after it only days count on which something falls.
    let mut days: Vec<NaiveDate> = rules.days(round).filter(|day| (from..=to).contains(day)).chain([from]).collect();
    days.sort_unstable();
    days.dedup();
    let mut told = told;
    let mut planned = Vec::new();
    for day in days {
        while let Some(step) = step(rules, round, told, day) {
            told = told.and(step);
            planned.push((day, step));
        }
    }
    planned
}

impl Climbed {
    /// With one thing more.
    #[must_use]
    pub fn and(self, step: Step) -> Self {
        match step {
            Step::Ladder(days) => Self { step: Some(days), ..self },
            Step::Missing(_) => Self { missing: true, ..self },
        }
    }
}

/// Who works for a board today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// Somebody who can hand in: a secretary, or an approver.
    pub hands_in: bool,
    /// Somebody who helps to write.
    pub contributes: bool,
}

/// Whom a step is told to, and what as. A board without anybody is the administrators' and the auditors' worry.
#[must_use]
pub fn audience(step: Step, staff: Staff) -> (NoticeKind, &'static [Role]) {
    match step {
        Step::Missing(_) => (step.kind(), AUDITORS),
        Step::Ladder(_) if !staff.hands_in && !staff.contributes => (NoticeKind::BoardWithoutSecretary, ADMINISTRATORS_AND_AUDITORS),
        Step::Ladder(days) if days >= 0 => (step.kind(), BOARD_AND_AUDITORS),
        // Early on only those who can hand in; but where there are none, whoever there is.
        Step::Ladder(days) if days < -CONTRIBUTORS_FROM && staff.hands_in => (step.kind(), &[Role::Secretary, Role::Approver]),
        Step::Ladder(_) => (step.kind(), BOARD),
    }
}

/// The cause of a notice: nobody is told twice about the same step of the same date.
#[must_use]
pub fn key(round: RoundId, due_on: NaiveDate, step: Step) -> String {
    match step {
        Step::Ladder(days) => format!("round:{round}:{due_on}:{days}"),
        Step::Missing(_) => format!("round:{round}:{due_on}:missing"),
    }
}

#[cfg(test)]
mod tests;
