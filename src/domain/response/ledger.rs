//! The ledger of promises: what a board has promised in an audit, and what it has said of each promise since. Every later round asks
//! about what is still open, whichever round it stems from: once, and as it was last said to be.

use chrono::NaiveDate;

use super::{DraftFollowUp, DraftOutcome, Outcome, Promise};
use crate::domain::text::has_visible_text;

/// What a board last said of a promise, in a round before the one that asks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Since {
    /// How it went.
    pub outcome: Outcome,
    /// What was done, or why not; what took its place.
    pub action: String,
    /// The new latest date in the board's words, or the day of what took its place; empty where none was said.
    pub due_text: String,
    /// The last day that it means.
    pub due_on: Option<NaiveDate>,
    /// The day on which that came in.
    pub told_on: NaiveDate,
}

impl Promise {
    /// Whether the board still owes an account of it. What took its place is promised in its stead, until its day: it is asked
    /// about as that. What was in its place already when the board said so is done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let Some(since) = &self.since else { return true };
        match since.outcome {
            Outcome::Done | Outcome::Dropped => false,
            Outcome::UnderWay | Outcome::NotDone => true,
            Outcome::Replaced => since.due_on.is_some_and(|day| day > since.told_on),
        }
    }
}

impl DraftFollowUp {
    /// The promises that a round asks about, and beside them those that it does not. One that is settled is asked about all the same where something has been written of
    /// it: by an earlier release, which asked about all; it may be locked, and no word of it is lost.
    #[must_use]
    pub fn asked(&self, promises: Vec<Promise>) -> (Vec<Promise>, Vec<Promise>) {
        let written = |promise: &Promise| self.outcomes.iter().any(|row| row.planned == promise.id && is_written(row));
        promises.into_iter().partition(|promise| promise.is_open() || written(promise))
    }
}

/// Whether anything has been typed or chosen there.
fn is_written(row: &DraftOutcome) -> bool {
    row.outcome.is_some() || [&row.action, &row.effect, &row.date].into_iter().any(|typed| has_visible_text(typed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar;
    use crate::domain::ids::MeasureId;
    use crate::domain::response::Measure;

    fn promise(since: Option<Since>) -> Promise {
        Promise {
            id: MeasureId::new("2025-03-01T00:00:00Z".parse().unwrap()),
            measure: Measure {
                action: "Rutin".into(),
                effect: "Färre fel".into(),
                due: calendar::latest_date("december 2025").unwrap(),
                responsible: String::new(),
            },
            since,
        }
    }

    fn since(outcome: Outcome, due_on: &str) -> Since {
        Since { outcome, action: "x".into(), due_text: due_on.into(), due_on: due_on.parse().ok(), told_on: "2026-01-30".parse().unwrap() }
    }

    #[test]
    fn what_is_asked_about_is_what_is_still_open() {
        for (told, open) in [
            (None, true),
            (Some(since(Outcome::UnderWay, "2026-06-30")), true),
            (Some(since(Outcome::NotDone, "")), true),
            (Some(since(Outcome::Done, "2025-12-01")), false),
            (Some(since(Outcome::Dropped, "")), false),
            (Some(since(Outcome::Replaced, "2026-06-30")), true),
            (Some(since(Outcome::Replaced, "2026-01-30")), false),
            (Some(since(Outcome::Replaced, "2025-05-01")), false),
        ] {
            assert_eq!(promise(told.clone()).is_open(), open, "{told:?}");
            assert_eq!(DraftFollowUp::default().asked(vec![promise(told.clone())]).0.len(), usize::from(open), "{told:?}");
        }
    }

    #[test]
    fn what_an_earlier_release_asked_about_is_kept_once_something_is_written_of_it() {
        let done = promise(Some(since(Outcome::Done, "2025-12-01")));
        let row = |outcome, action: &str| DraftOutcome { planned: done.id, outcome, action: action.into(), effect: String::new(), date: String::new() };
        let only_effect = DraftOutcome { effect: "Färre fel.".into(), ..row(None, "") };
        let only_date = DraftOutcome { date: "december".into(), ..row(None, "") };
        for (written, kept) in [(row(None, " "), 0), (row(Some(Outcome::Done), ""), 1), (row(None, "Rutinen finns."), 1), (only_effect, 1), (only_date, 1)] {
            let draft = DraftFollowUp { outcomes: vec![written.clone()], ..DraftFollowUp::default() };
            assert_eq!(draft.asked(vec![done.clone()]).0.len(), kept, "{written:?}");
        }
    }
}
