//! Whether last days make sense: after the letter, the follow-up after the first, not years away.

use chrono::Datelike;

use super::doubt::Doubt;
use super::letter::RoundKind;
use super::resolve::Wish;
use super::settled::Owed;

/// No auditors give more time than this; a larger distance is a slip of the pen.
const MOST_YEARS: i32 = 3;

/// What one body owes, with every doubt about its days.
pub(super) fn checked(mut owed: Vec<Owed>, wish: Wish) -> Vec<Owed> {
    let day_of = |kind| owed.iter().find(|owed| owed.kind == kind).and_then(|owed| owed.day);
    let wrong_order = day_of(RoundKind::First).zip(day_of(RoundKind::FollowUp)).is_some_and(|(first, second)| second <= first);
    for one in &mut owed {
        if let (Some(day), Some(letter)) = (one.day, wish.letter) {
            let far = day.year() > letter.year().saturating_add(MOST_YEARS);
            one.doubts = one.doubts.and_if(day <= letter, Doubt::BeforeLetter).and_if(far, Doubt::FarAway);
        }
        one.doubts = one.doubts.and_if(wrong_order, Doubt::BeforeFirst).and_if(wish.damaged, Doubt::Damaged);
    }
    owed
}
