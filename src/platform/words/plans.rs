//! What is said of the days of a plan, wherever it stands: in the register, on an item's page, where it is judged.

use chrono::NaiveDate;

use super::Words;
use crate::domain::audit::ItemKind;
use crate::domain::measure_status::ToldStatus;
use crate::domain::response::{Outcome, Since};
use crate::domain::verdict::Grade;
use crate::platform::language::{Lang, Tongue};
use crate::platform::texts::{Apart, number};

impl Words {
    /// What a board told of a measure between rounds: which, and by which day.
    #[must_use]
    pub fn status_line(self, told: &ToldStatus) -> String {
        let action = Apart(&told.action);
        if told.due_text.is_empty() {
            return action.to_string();
        }
        let day = Apart(&told.due_text);
        match told.outcome {
            Outcome::Done => self.lang().pick(format!("{action} Klar: {day}."), format!("{action} Done: {day}.")),
            Outcome::UnderWay | Outcome::NotDone | Outcome::Replaced | Outcome::Dropped => {
                self.lang().pick(format!("{action} Ny sista dag: {day}."), format!("{action} New latest day: {day}."))
            }
        }
    }

    /// "datumet flyttat två gånger": how often the day of a plan was moved. Nothing when it never was.
    #[must_use]
    pub fn times_moved(self, times: i16) -> Option<String> {
        match (times, self.lang.tongue()) {
            (..=0, _) => None,
            (1, Tongue::Sv) => Some("datumet flyttat en gång".to_owned()),
            (1, Tongue::En) => Some("the date moved once".to_owned()),
            (times, Tongue::Sv) => Some(format!("datumet flyttat {} gånger", number(Lang::SV, times.into()))),
            (times, Tongue::En) => Some(format!("the date moved {} times", number(Lang::EN, times.into()))),
        }
    }

    /// A verdict on an item of a kind: a recommendation is carried out, and what an assessment found is put right.
    #[must_use]
    pub fn grade_of(self, kind: ItemKind, grade: Grade) -> &'static str {
        match (kind, grade) {
            (ItemKind::Assessment, Grade::Implemented) => self.lang.pick("Åtgärdad", "Put right"),
            (ItemKind::Assessment, Grade::PartlyImplemented) => self.lang.pick("Delvis åtgärdad", "Partly put right"),
            (ItemKind::Assessment, Grade::NotImplemented) => self.lang.pick("Inte åtgärdad", "Not put right"),
            (ItemKind::Assessment | ItemKind::Recommendation, grade) => self.grade(grade),
        }
    }

    /// "Redovisat 30 januari 2026: Pågår. Mallen är klar. Senast 30 juni 2026": what a board last said of a promise.
    #[must_use]
    pub fn told_since(self, since: &Since) -> String {
        let (day, went, what) = (self.date(since.told_on), self.outcome(since.outcome), Apart(&since.action));
        let said = self.lang().pick(format!("Redovisat {day}: {went}. {what}"), format!("Reported {day}: {went}. {what}"));
        if since.due_text.is_empty() {
            return said;
        }
        let by = Apart(&since.due_text);
        match since.outcome {
            Outcome::Done => format!("{said} ({by})"),
            Outcome::UnderWay | Outcome::NotDone | Outcome::Replaced | Outcome::Dropped => {
                self.lang().pick(format!("{said} Senast {by}."), format!("{said} No later than {by}."))
            }
        }
    }

    /// "datumet flyttat två gånger: först 30 september 2025, nu 31 maj 2026".
    #[must_use]
    pub fn moved_plan(self, times: i16, first: Option<NaiveDate>, now: Option<NaiveDate>) -> Option<String> {
        let said = self.times_moved(times)?;
        // What was moved is over: the days are of what remains, and that was not.
        if first == now {
            return Some(said);
        }
        Some(match (first, now) {
            (Some(first), Some(now)) => {
                let (first, now) = (self.date(first), self.date(now));
                self.lang().pick(format!("{said}: först {first}, nu {now}"), format!("{said}: first {first}, now {now}"))
            }
            (Some(first), None) => {
                let first = self.date(first);
                self.lang().pick(format!("{said}: först {first}"), format!("{said}: first {first}"))
            }
            (None, _) => said,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_was_moved_says_how_often_and_from_which_day() {
        let (first, now) = ("2025-09-30".parse().ok(), "2026-05-31".parse().ok());
        let said = |lang, times| Words::new(lang).moved_plan(times, first, now);
        assert_eq!(said(Lang::SV, 0), None);
        assert_eq!(said(Lang::SV, 1).as_deref(), Some("datumet flyttat en gång: först 30 september 2025, nu 31 maj 2026"));
        assert_eq!(said(Lang::EN, 2).as_deref(), Some("the date moved two times: first 30 September 2025, now 31 May 2026"));
        assert_eq!(Words::new(Lang::SV).moved_plan(3, first, None).as_deref(), Some("datumet flyttat tre gånger: först 30 september 2025"));
    }
}
