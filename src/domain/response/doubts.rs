//! What cannot be true of an answer that is otherwise complete: days that do not fit. It is asked before a text is locked,
//! and never of one that has been: a text that was locked, decided on or handed in stands as it is, whatever a later release
//! asks for.

use chrono::NaiveDate;

use super::{DraftAnswer, DraftFollowUp, Earlier, Gap, Missing, Outcome, Stance};
use crate::domain::calendar::{self, LatestDate};
use crate::domain::text::has_visible_text;

/// The days against which an answer is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day of the letter: nothing was planned in answer to it before.
    pub letter: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

/// Why a day cannot be that of what became of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongDay {
    /// Done before the letter, which is of this day.
    DoneTooEarly(NaiveDate),
    /// Done on a day that has not come.
    DoneInFuture,
    /// The new latest day is over.
    NewDayIsOver,
}

impl Days {
    /// Why this cannot be the day on which a measure was done, or by which it is to be done now.
    #[must_use]
    pub fn wrong_day(self, outcome: Outcome, date: &LatestDate) -> Option<WrongDay> {
        match outcome {
            Outcome::Done if date.last_day < self.letter => Some(WrongDay::DoneTooEarly(self.letter)),
            Outcome::Done => self.is_to_come(date).then_some(WrongDay::DoneInFuture),
            Outcome::UnderWay | Outcome::NotDone => (date.last_day < self.today).then_some(WrongDay::NewDayIsOver),
            Outcome::Replaced | Outcome::Dropped => None,
        }
    }

    /// A month or a quarter that has begun may hold the day on which something was done.
    fn is_to_come(self, date: &LatestDate) -> bool {
        date.first_day() > self.today
    }
}

impl DraftAnswer {
    /// What cannot be true in it.
    #[must_use]
    pub fn doubts(&self, days: Days) -> Vec<Gap> {
        let doubt = |date: &LatestDate| match self.stance {
            Some(Stance::Planned) => (date.last_day < days.letter).then_some(Missing::PlannedTooEarly(days.letter)),
            Some(Stance::Done) => days.is_to_come(date).then_some(Missing::DoneInFuture),
            Some(Stance::None | Stance::Elsewhere | Stance::Same) | None => None,
        };
        let measures = self.measures.iter().enumerate();
        let again = self.stand().again.filter(|again| again.last_day <= days.today);
        let over = again.map(|_| Gap { at: 0, what: Missing::LookAgainIsOver });
        measures.filter_map(|(at, measure)| Some(Gap { at, what: doubt(&calendar::latest_date(&measure.due).ok()?)? })).chain(over).collect()
    }
}

impl DraftFollowUp {
    /// What cannot be true in it. Where the first answer was given in special order nothing can be known to be owed, and so
    /// the board says what became of it: there again, or here.
    #[must_use]
    pub fn doubts(&self, days: Days, earlier: &Earlier) -> Vec<Gap> {
        if self.elsewhere {
            return Vec::new();
        }
        let mut found = Vec::new();
        if matches!(earlier, Earlier::Elsewhere(_)) && self.outcomes.is_empty() && self.unplanned.is_empty() {
            found.push(Gap { at: 0, what: Missing::ElsewhereAgain });
        }
        if matches!(earlier, Earlier::LookAgain(day) if day.last_day <= days.today) && !has_visible_text(&self.looked_again) {
            found.push(Gap { at: 0, what: Missing::LookedAgain });
        }
        for (at, row) in self.outcomes.iter().enumerate() {
            let doubt = match (row.outcome, calendar::latest_date(&row.date)) {
                (Some(outcome), Ok(date)) => days.wrong_day(outcome, &date).map(|why| match why {
                    WrongDay::DoneTooEarly(letter) => Missing::DoneTooEarly(letter),
                    WrongDay::DoneInFuture => Missing::OutcomeInFuture,
                    WrongDay::NewDayIsOver => Missing::NewDayIsOver,
                }),
                (Some(Outcome::NotDone), Err(_)) => Some(Missing::NewDay),
                (None | Some(Outcome::Done | Outcome::UnderWay | Outcome::Replaced | Outcome::Dropped), _) => None,
            };
            found.extend(doubt.map(|what| Gap { at, what }));
        }
        for (at, measure) in self.unplanned.iter().enumerate() {
            if calendar::latest_date(&measure.due).is_ok_and(|date| days.is_to_come(&date)) {
                found.push(Gap { at, what: Missing::DoneInFuture });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DraftMeasure, DraftOutcome};
    use super::*;
    use crate::domain::ids::MeasureId;

    fn days() -> Days {
        Days { letter: "2025-01-30".parse().unwrap(), today: "2025-03-12".parse().unwrap() }
    }

    fn due(due: &str) -> DraftMeasure {
        DraftMeasure { action: "Ta fram en rutin".into(), effect: "Alla vet".into(), due: due.into(), ..DraftMeasure::default() }
    }

    fn found(gaps: Vec<Gap>) -> Vec<(usize, Missing)> {
        gaps.into_iter().map(|gap| (gap.at, gap.what)).collect()
    }

    #[test]
    fn nothing_is_planned_for_a_day_before_the_letter_and_nothing_is_done_on_a_day_that_has_not_come() {
        let letter = days().letter;
        for (stance, day, what) in [
            (Stance::Planned, "1999-05-01", Some(Missing::PlannedTooEarly(letter))),
            (Stance::Planned, "december 2024", Some(Missing::PlannedTooEarly(letter))),
            // Written in January and answered in March: it may be late, and it can be true.
            (Stance::Planned, "februari 2025", None),
            (Stance::Planned, "kvartal 4 2026", None),
            (Stance::Done, "2030-01-01", Some(Missing::DoneInFuture)),
            (Stance::Done, "2025-03-13", Some(Missing::DoneInFuture)),
            (Stance::Done, "kvartal 2 2025", Some(Missing::DoneInFuture)),
            (Stance::Done, "mars 2025", None),
            (Stance::Done, "kvartal 1 2025", None),
            (Stance::Done, "1999-05-01", None),
            (Stance::None, "1999-05-01", None),
        ] {
            let draft = DraftAnswer { stance: Some(stance), measures: vec![due("2025-03-12"), due(day)], ..DraftAnswer::default() };
            assert_eq!(found(draft.doubts(days())), what.into_iter().map(|what| (1, what)).collect::<Vec<_>>(), "{stance:?} {day}");
        }
    }

    #[test]
    fn a_new_last_day_is_ahead_and_what_was_not_done_has_one() {
        let planned = MeasureId::new("2025-03-01T00:00:00Z".parse().unwrap());
        for (outcome, day, what) in [
            (Outcome::Done, "2030-01-01", Some(Missing::OutcomeInFuture)),
            (Outcome::Done, "2025-03-12", None),
            (Outcome::Done, "1999-01-01", Some(Missing::DoneTooEarly(days().letter))),
            (Outcome::Done, "2025-01-29", Some(Missing::DoneTooEarly(days().letter))),
            // The month of the letter may hold a day after it.
            (Outcome::Done, "januari 2025", None),
            (Outcome::UnderWay, "2025-03-11", Some(Missing::NewDayIsOver)),
            (Outcome::UnderWay, "2025-03-12", None),
            (Outcome::UnderWay, "mars 2025", None),
            (Outcome::NotDone, "", Some(Missing::NewDay)),
            (Outcome::NotDone, "februari 2025", Some(Missing::NewDayIsOver)),
            (Outcome::NotDone, "maj 2025", None),
            (Outcome::Replaced, "2024-05-01", None),
            (Outcome::Dropped, "", None),
        ] {
            let row = DraftOutcome { planned, outcome: Some(outcome), action: "Vi har inte hunnit.".into(), effect: String::new(), date: day.into() };
            let draft = DraftFollowUp { outcomes: vec![row], ..DraftFollowUp::default() };
            let expected: Vec<_> = what.into_iter().map(|what| (0, what)).collect();
            assert_eq!(found(draft.doubts(days(), &Earlier::Nothing)), expected, "{outcome:?} {day}");
        }
        let unplanned = DraftFollowUp { unplanned: vec![due("2025-02-01"), due("april 2025")], ..DraftFollowUp::default() };
        assert_eq!(found(unplanned.doubts(days(), &Earlier::Nothing)), [(1, Missing::DoneInFuture)]);
    }

    #[test]
    fn an_answer_in_special_order_is_followed_up_there_again_or_here() {
        let earlier = Earlier::Elsewhere("SN 2025/17".into());
        let silent = DraftFollowUp::default();
        assert_eq!(found(silent.doubts(days(), &earlier)), [(0, Missing::ElsewhereAgain)]);
        assert_eq!(silent.doubts(days(), &Earlier::Done), []);
        let there = DraftFollowUp { elsewhere: true, elsewhere_reference: "SN 2026/3".into(), ..DraftFollowUp::default() };
        assert_eq!(there.doubts(days(), &earlier), []);
        let here = DraftFollowUp { unplanned: vec![due("2025-02-01")], ..DraftFollowUp::default() };
        assert_eq!(here.doubts(days(), &earlier), []);
    }
}
