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

/// "46 dagar sedan det först lovade datumet", "datumet flyttat två gånger": from the first day promised that still counts.
pub(super) fn of_plans(owed_on: Option<NaiveDate>, times_moved: i16, today: NaiveDate, t: Texts, words: Words) -> Vec<String> {
    let passed = owed_on.filter(|day| *day < today).map(|day| t.since_promised((today - day).num_days()));
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
        let said = |owed: Option<&str>, moved| of_plans(owed.map(day), moved, day("2025-11-15"), t, words);
        assert_eq!(said(Some("2025-09-30"), 2), ["46 dagar sedan det först lovade datumet", "datumet flyttat två gånger"]);
        assert_eq!(said(Some("2025-11-15"), 0), [] as [&str; 0], "on its last day it has not passed");
        assert_eq!(said(None, 1), ["datumet flyttat en gång"]);
    }
}
