//! What is worked out about a row beside its status, and the chip that says the status: pure, so that every case is tested.

use chrono::NaiveDate;

use super::texts::Texts;
use crate::domain::audit::ItemKind;
use crate::domain::standing::ItemStanding;
use crate::platform::parts::Chip;
use crate::platform::words::Words;

/// The status. Coloured is what asks for action, and what is good.
pub(super) fn chip(kind: ItemKind, standing: ItemStanding, t: Texts) -> Chip {
    let word = t.standing_of(kind, standing);
    match standing {
        ItemStanding::NotImplemented => Chip::bad(word),
        ItemStanding::PartlyImplemented => Chip::warn(word),
        ItemStanding::ToJudge | ItemStanding::ReportedDone => Chip::hold(word),
        ItemStanding::Implemented => Chip::plain(word),
        ItemStanding::Awaited
        | ItemStanding::Planned
        | ItemStanding::NonePlanned
        | ItemStanding::Elsewhere
        | ItemStanding::InDocument
        | ItemStanding::JudgedOnce
        | ItemStanding::NoLongerRelevant
        | ItemStanding::GivenUp
        | ItemStanding::Unanswered
        | ItemStanding::Ended
        | ItemStanding::Withdrawn => Chip::plain(word),
    }
}

/// The first day of a plan that was moved and still counts; none where no such plan was moved.
pub(super) fn moved_from(first_promised_on: Option<NaiveDate>, promised_on: Option<NaiveDate>) -> Option<NaiveDate> {
    first_promised_on.filter(|first| promised_on.is_some_and(|now| now != *first))
}

/// "46 dagar sedan det lovade datumet", "datumet flyttat två gånger": from the first day promised that still counts, which is said to be
/// the first one only where it was moved.
pub(super) fn of_plans(
    (owed_on, moved_from): (Option<NaiveDate>, Option<NaiveDate>),
    times_moved: i16,
    today: NaiveDate,
    t: Texts,
    words: Words,
) -> Vec<String> {
    let said = |day: NaiveDate| {
        let days = (today - day).num_days();
        if moved_from == Some(day) { t.since_first_promised(days) } else { t.since_promised(days) }
    };
    let passed = owed_on.filter(|day| *day < today).map(said);
    passed.into_iter().chain(words.times_moved(times_moved)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn a_plan_is_held_against_its_first_day() {
        let (t, words) = (Texts::from(Lang::SV), Words::new(Lang::SV));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let said = |owed: Option<&str>, now: Option<&str>, moved| {
            let from = moved_from(owed.map(day), now.map(day));
            of_plans((owed.map(day), from), moved, day("2025-11-15"), t, words)
        };
        assert_eq!(said(Some("2025-09-30"), Some("2026-05-31"), 2), ["46 dagar sedan det först lovade datumet", "datumet flyttat två gånger"]);
        assert_eq!(said(Some("2025-09-30"), Some("2025-09-30"), 0), ["46 dagar sedan det lovade datumet"]);
        assert_eq!(said(Some("2025-09-30"), None, 0), ["46 dagar sedan det lovade datumet"], "it will not be done");
        assert_eq!(said(Some("2025-11-15"), None, 0), [] as [&str; 0], "on its last day it has not passed");
        assert_eq!(said(None, None, 1), ["datumet flyttat en gång"]);
        // Another plan of the item was moved: of the oldest one nothing is said of that.
        assert_eq!(of_plans((Some(day("2025-09-30")), Some(day("2025-10-31"))), 0, day("2025-11-15"), t, words), ["46 dagar sedan det lovade datumet"]);
    }
}
