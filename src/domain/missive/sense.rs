//! Whether last days make sense: after the letter, the follow-up after the first, not years away.

use chrono::Datelike;

use super::doubt::Doubt;
use super::doubts::Doubts;
use super::letter::{Due, Round, RoundKind};
use super::resolve::Wish;

/// No auditors give more time than this; a larger distance is a slip of the pen.
const MOST_YEARS: i32 = 3;

/// The rounds of one body with every doubt about their days; a doubted day is only proposed.
pub(super) fn checked(rounds: Vec<(Round, Doubts)>, wish: Wish, leftover: bool) -> Vec<Round> {
    let day_of = |kind| rounds.iter().find(|(round, _)| round.kind == kind).and_then(|(round, _)| round.due.day());
    let wrong_order = day_of(RoundKind::First).zip(day_of(RoundKind::FollowUp)).is_some_and(|(first, second)| second <= first);
    let mut found = Vec::with_capacity(rounds.len());
    for (mut round, mut doubts) in rounds {
        if let (Some(day), Some(letter)) = (round.due.day(), wish.letter) {
            doubts = doubts.and_if(day <= letter, Doubt::BeforeLetter);
            doubts = doubts.and_if(day.year() > letter.year().saturating_add(MOST_YEARS), Doubt::FarAway);
        }
        doubts = doubts.and_if(wrong_order, Doubt::BeforeFirst).and_if(leftover, Doubt::LeftOver).and_if(wish.damaged, Doubt::Damaged);
        if let (Some(day), false) = (round.due.day(), doubts.is_none()) {
            round.due = Due::Perhaps(day);
        }
        round.doubts = doubts.listed();
        found.push(round);
    }
    found
}
