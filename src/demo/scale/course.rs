//! The course of one generated audit: whom it asks by when, and what has come of it by the day on which the demo begins.
//! Pure, and the same for the same number: a larger set begins with the audits of a smaller one.

use chrono::{Days, NaiveDate};

use super::chance::Chance;
use super::texts;
use crate::domain::calendar;

/// So many audits are a municipality's year.
pub(super) const A_YEAR: u32 = 10;
/// The municipalities' years lie beside each other in so many years back.
const YEARS_BACK: u32 = 25;
/// The newest one was sent so many days ago.
const NEWEST: u32 = 20;
/// The boards of the story that answer.
pub(super) const STORY_BOARDS: usize = 12;

pub(super) struct Course {
    pub(super) number: u32,
    pub(super) subject: &'static str,
    pub(super) title: String,
    pub(super) sent_on: NaiveDate,
    /// The two boards that must answer, by their place in the town.
    pub(super) boards: [usize; 2],
    /// Board by board, first and follow-up.
    pub(super) rounds: Vec<Round>,
    pub(super) closed_on: Option<NaiveDate>,
}

pub(super) struct Round {
    /// Which of the two boards.
    pub(super) board: usize,
    pub(super) ordinal: i16,
    pub(super) due_on: NaiveDate,
    pub(super) request: Option<Request>,
    pub(super) received_on: Option<NaiveDate>,
    pub(super) assessed_on: Option<NaiveDate>,
    /// How far an answer is that has not come.
    pub(super) desk: Desk,
}

impl Round {
    /// The last day in force.
    pub(super) fn in_force(&self) -> NaiveDate {
        match self.request {
            Some(Request { decision: Some((_, Some(granted_on))), .. }) => granted_on,
            Some(_) | None => self.due_on,
        }
    }
}

/// A board's request for a later last day.
#[derive(Clone, Copy)]
pub(super) struct Request {
    pub(super) asked_on: NaiveDate,
    pub(super) wished_on: NaiveDate,
    /// When it was decided, and the last day if one was granted.
    pub(super) decision: Option<(NaiveDate, Option<NaiveDate>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Desk {
    Untouched,
    /// About half of it is written.
    Begun,
    Complete,
    Locked,
    Decided,
}

/// How many boards answer, once so many audits have been made.
pub(super) fn boards_at(number: u32) -> usize {
    let doublings = (number / A_YEAR + 1).ilog2() as usize;
    (STORY_BOARDS + 3 * doublings).min(STORY_BOARDS + texts::BOARDS.len())
}

impl Course {
    pub(super) fn of(number: u32, today: NaiveDate, chance: &mut Chance) -> Self {
        let (title, subject) = chance.pick(texts::THEMES).unwrap_or_default();
        let angle = chance.pick(texts::ANGLES).unwrap_or_default();
        let sent_on = sent_on(number, today);
        let boards = two_of(boards_at(number), chance);
        let mut rounds = Vec::new();
        for board in 0..2 {
            let first = first_round(board, sent_on, today, chance);
            let second = follow_up(&first, sent_on, today, chance);
            rounds.extend([first, second]);
        }
        let closed_on = closed_on(&rounds, today, chance);
        Self { number, subject, title: format!("{title}: {angle}"), sent_on, boards, rounds, closed_on }
    }
}

fn sent_on(number: u32, today: NaiveDate) -> NaiveDate {
    let (year, place) = (number / A_YEAR, number % A_YEAR);
    let within = (place * 37 + year / YEARS_BACK * 11) % 365;
    office_day(earlier(today, NEWEST + year % YEARS_BACK * 365 + within))
}

fn two_of(boards: usize, chance: &mut Chance) -> [usize; 2] {
    let many = u64::try_from(boards).unwrap_or(2);
    let one = chance.below(many);
    let other = (one + 1 + chance.below(many - 1)) % many;
    [usize::try_from(one).unwrap_or(0), usize::try_from(other).unwrap_or(1)]
}

fn first_round(board: usize, sent_on: NaiveDate, today: NaiveDate, chance: &mut Chance) -> Round {
    let due_on = office_day(later(sent_on, chance.between(75, 110)));
    answered(Round { board, ordinal: 1, due_on, request: None, received_on: None, assessed_on: None, desk: Desk::Untouched }, today, chance)
}

fn follow_up(first: &Round, sent_on: NaiveDate, today: NaiveDate, chance: &mut Chance) -> Round {
    let due_on = office_day(later(sent_on, chance.between(380, 430)));
    let round = Round { board: first.board, ordinal: 2, due_on, request: None, received_on: None, assessed_on: None, desk: Desk::Untouched };
    let round = answered(round, today, chance);
    if first.received_on.is_some() { round } else { Round { received_on: None, assessed_on: None, desk: Desk::Untouched, request: None, ..round } }
}

/// Perhaps asked for later, answered and judged: as far as it had come by today.
fn answered(mut round: Round, today: NaiveDate, chance: &mut Chance) -> Round {
    let asked_on = office_day(earlier(round.due_on, 21));
    if chance.percent(12) && asked_on < today {
        round.request = Some(request(asked_on, round.due_on, today, chance));
    }
    let never = chance.percent(3);
    let late = chance.percent(12);
    let arrives =
        if late { later(round.in_force(), chance.between(1, 25)) } else { earlier(round.in_force(), u32::try_from(chance.between(0, 7)).unwrap_or(0)) };
    let arrives = office_day(arrives);
    let judged = office_day(later(arrives, chance.between(20, 60)));
    if arrives < today && !never {
        round.received_on = Some(arrives);
        round.assessed_on = Some(judged).filter(|day| *day < today);
        return round;
    }
    let left = (round.in_force() - today).num_days();
    let stages = [Desk::Untouched, Desk::Begun, Desk::Begun, Desk::Begun, Desk::Complete, Desk::Locked, Desk::Decided, Desk::Decided];
    if left < 100 {
        round.desk = chance.pick(&stages).unwrap_or(Desk::Untouched);
    }
    round
}

/// Three weeks before the last day, decided three days later: before any answer comes.
fn request(asked_on: NaiveDate, due_on: NaiveDate, today: NaiveDate, chance: &mut Chance) -> Request {
    let wished_on = office_day(later(due_on, 21));
    let granted_on = match chance.below(10) {
        0 | 1 => None,
        2 => Some(office_day(later(due_on, 12))),
        _ => Some(wished_on),
    };
    let decided_on = office_day(later(asked_on, 3));
    Request { asked_on, wished_on, decision: (decided_on < today).then_some((decided_on, granted_on)) }
}

/// When everything is judged; or long after the last day, without what never came.
fn closed_on(rounds: &[Round], today: NaiveDate, chance: &mut Chance) -> Option<NaiveDate> {
    let judged = rounds.iter().filter_map(|round| round.assessed_on).max();
    let waits = rounds.iter().any(|round| round.received_on.is_some() && round.assessed_on.is_none());
    let last = rounds.iter().filter(|round| round.received_on.is_none()).map(Round::in_force).max();
    if waits {
        return None;
    }
    let day = match (judged, last) {
        (judged, Some(last)) => later(last.max(judged.unwrap_or(last)), chance.between(200, 300)),
        (Some(judged), None) => later(judged, chance.between(5, 40)),
        (None, None) => return None,
    };
    Some(office_day(day)).filter(|day| *day < today)
}

fn office_day(day: NaiveDate) -> NaiveDate {
    calendar::next_weekday(day)
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(day)
}

fn earlier(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(number: u32) -> Course {
        Course::of(number, "2025-03-22".parse().unwrap(), &mut Chance::of(super::super::SEED, number.into()))
    }

    #[test]
    fn ten_audits_already_show_every_stage_of_the_work() {
        let all: Vec<Course> = (0..10).map(course).collect();
        let open = |of: &dyn Fn(&Round) -> bool| all.iter().filter(|course| course.closed_on.is_none()).flat_map(|course| &course.rounds).any(of);
        assert!(open(&|round| round.desk == Desk::Begun && round.ordinal == 1));
        assert!(open(&|round| round.desk == Desk::Decided));
        assert!(open(&|round| round.received_on.is_some() && round.assessed_on.is_none()));
        assert!(open(&|round| round.assessed_on.is_some()));
        assert!(open(&|round| round.received_on.is_none() && round.in_force().to_string().as_str() < "2025-03-22"));
        assert!(open(&|round| round.request.is_some_and(|request| request.decision.is_none())));
    }

    #[test]
    fn boards_come_slowly() {
        assert_eq!([0, 9, 10, 990, 9_999].map(boards_at), [12, 12, 15, 30, 39]);
    }

    #[test]
    fn most_audits_are_old_and_closed_and_the_newest_are_not() {
        let all: Vec<Course> = (0..1_000).map(course).collect();
        let closed = all.iter().filter(|course| course.closed_on.is_some()).count();
        assert!((850..970).contains(&closed), "{closed} of 1000 are closed");
        assert!(all.iter().all(|course| course.closed_on.is_none() || course.sent_on.to_string().as_str() < "2024-06-01"));
        let waits = |round: &&Round| round.received_on.is_none();
        let waiting = all.iter().filter(|course| course.closed_on.is_none()).flat_map(|course| &course.rounds).filter(waits).count();
        assert!(waiting > 50, "{waiting} rounds wait for an answer");
    }

    #[test]
    fn nothing_happens_before_its_cause() {
        for number in 0..2_000 {
            let course = course(number);
            for pair in course.rounds.chunks(2) {
                assert!(course.sent_on < pair[0].due_on && pair[0].in_force() < pair[1].due_on, "{number}");
                assert!(pair[1].received_on.is_none() || pair[0].received_on < pair[1].received_on, "{number}");
            }
            for round in &course.rounds {
                let decided = round.request.and_then(|request| request.decision).map(|(day, _)| day);
                assert!(round.received_on.is_none() || decided < round.received_on, "{number}");
                assert!(round.assessed_on.is_none() || round.received_on < round.assessed_on, "{number}");
                assert!(course.closed_on.is_none() || round.assessed_on < course.closed_on, "{number}");
            }
        }
    }
}
