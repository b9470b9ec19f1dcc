//! A last day on which offices are closed is asked about before it is set, wherever one is set: it may be meant, and is never moved
//! by itself (KL has no such rule, and lag 1930:173 2 § does not apply to the date of a letter).

use chrono::NaiveDate;

use super::parts::{Choice, Choices, Faults};
use super::words::Words;
use crate::domain::calendar;

crate::texts! {
    meant { sv: "Ja, dagen är rätt", en: "Yes, the day is right" }
    needed { sv: "Kontrollera dagen och kryssa i att den är rätt, eller skriv en annan.", en: "Check the day and tick that it is right, or enter another one." }
}

/// The field of a form that answers the question: the days that it was answered for.
const FIELD: &str = "closed_day";

/// The last days that a form would set.
pub(crate) struct LastDays(Vec<NaiveDate>);

impl LastDays {
    /// As they were typed; what is no day is spoken of at its field.
    pub(crate) fn typed<'a>(typed: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(typed.into_iter().filter_map(|typed| calendar::date(typed).ok()))
    }

    /// Those on which offices are closed.
    pub(crate) fn of(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self(days.into_iter().filter(|day| calendar::closed(*day).is_some()).collect())
    }

    /// Notes that the question has not been answered for just these days.
    pub(crate) fn ask(&self, answered: &str, words: Words, faults: &mut Faults) {
        if !self.0.is_empty() && answered != self.key() {
            faults.add(FIELD, Texts::from(words.lang()).needed());
        }
    }

    /// The question, where there is something to ask.
    pub(crate) fn question(&self, answered: &str, words: Words, faults: &Faults) -> Option<Choices> {
        let said: Vec<String> = self.0.iter().filter_map(|day| words.closed_day(*day)).collect();
        let choice = Choice::new(self.key(), Texts::from(words.lang()).meant(), answered == self.key());
        (!said.is_empty()).then(|| Choices::boxes(words.lang(), FIELD, said.join(" "), vec![choice], faults))
    }

    fn key(&self) -> String {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn the_answer_holds_for_the_day_that_was_asked_about_and_no_other() {
        let words = Words::new(Lang::SV);
        for (typed, answered, asks) in [
            ("2025-04-25", "", false),
            ("2025-04-27", "", true),
            ("27 april 2025", "2025-04-27", false),
            ("2025-06-20", "2025-04-27", true),
            ("snart", "", false),
        ] {
            let (days, mut faults) = (LastDays::typed([typed]), Faults::none());
            days.ask(answered, words, &mut faults);
            assert_eq!(faults.at(FIELD).is_some(), asks, "{typed}, {answered}");
        }
        assert!(LastDays::typed(["2025-04-25"]).question("", words, &Faults::none()).is_none());
    }
}
