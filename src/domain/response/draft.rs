//! Answers while they are being written: anything may be missing, and what is missing is known by name.
//!
//! A draft lies on the desk for weeks, and the program may be newer when it is opened again. So a field that an older
//! release did not write is empty, and one that this release does not know is left aside; the version in which it was
//! saved keeps it. The drafts of every release stand in `tests/fixtures/drafts/` and must be read for ever.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Agreement, Answer, Measure, Outcome, Report};
use crate::domain::calendar::{self, DateFault, LatestDate};
use crate::domain::ids::MeasureId;
use crate::domain::text::has_visible_text;

/// What the board chose to answer on an item of a first response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Measures are planned.
    Planned,
    /// The measure is already done.
    Done,
    /// No measures are planned.
    None,
    /// The answer is given in special order.
    Elsewhere,
    /// The measures of another item answer this one, too.
    Same,
}

impl Stance {
    /// All, in the order in which the form lists them.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Done, Self::Same, Self::None, Self::Elsewhere];

    /// The name in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done => "done",
            Self::None => "none",
            Self::Elsewhere => "elsewhere",
            Self::Same => "same",
        }
    }
}

/// The summary of a response (sammanfattande svar), as written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftSummary {
    /// The text.
    pub text: String,
}

/// An answer of a first response, as written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftAnswer {
    /// What the board chose; nothing yet.
    pub stance: Option<Stance>,
    /// Planned or done measures. What another stance needs is kept while somebody changes her mind.
    pub measures: Vec<DraftMeasure>,
    /// Why no measures are planned.
    pub reason: String,
    /// The diary number of an answer given in special order.
    pub elsewhere_reference: String,
    /// Whether the board agrees; it need not say.
    pub agreement: Option<Agreement>,
    /// Why not, or in part.
    pub agreement_reason: String,
    /// Without measures: when the question is looked at again, as typed; it need not be said.
    pub look_again: String,
    /// The code of the item whose measures answer this one, too.
    pub same_as: String,
}

/// A measure as written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftMeasure {
    /// What names it among the measures of its item while it is a draft: two who write at once mean the same one by it. Empty in
    /// what an older release saved.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub row: String,
    /// What is to be done, or was done.
    pub action: String,
    /// The effect.
    pub effect: String,
    /// The date, as typed.
    pub due: String,
    /// The responsible function.
    pub responsible: String,
}

impl DraftMeasure {
    /// Whether nothing has been written.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.action, &self.effect, &self.due, &self.responsible].iter().all(|text| !has_visible_text(text))
    }

    fn settle(&self, at: usize, gaps: &mut Vec<Gap>) -> Option<Measure> {
        if !has_visible_text(&self.action) {
            gaps.push(Gap { at, what: Missing::Action });
        }
        if !has_visible_text(&self.effect) {
            gaps.push(Gap { at, what: Missing::Effect });
        }
        let due = settle_date(&self.due, at, gaps)?;
        Some(Measure { action: self.action.clone(), effect: self.effect.clone(), due, responsible: self.responsible.clone() })
    }
}

/// A follow-up answer as written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftFollowUp {
    /// One per promised measure, in the order of the first response.
    pub outcomes: Vec<DraftOutcome>,
    /// What was done without having been promised.
    pub unplanned: Vec<DraftMeasure>,
    /// The answer is given in special order. What else has been written is kept while somebody changes her mind.
    pub elsewhere: bool,
    /// Its diary number.
    pub elsewhere_reference: String,
    /// What the board came to when it looked again at a question on which it had planned no measures.
    pub looked_again: String,
}

/// What became of a promise, as written so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOutcome {
    /// The promise.
    pub planned: MeasureId,
    /// How it went; nothing chosen yet.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// What was done, or why not.
    #[serde(default)]
    pub action: String,
    /// The effect.
    #[serde(default)]
    pub effect: String,
    /// The date, as typed.
    #[serde(default)]
    pub date: String,
}

/// A saved draft that this release cannot read, for instance because it knows fewer choices than the one that saved it.
/// Nothing is lost: the texts in it can be copied, and the saved version stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// All texts in it, in the order in which they are stored.
    pub texts: Vec<String>,
}

/// Reads a saved draft.
///
/// # Errors
/// [`Unreadable`], with everything that somebody wrote in it.
pub fn read_draft<T: DeserializeOwned>(content: &serde_json::Value) -> Result<T, Unreadable> {
    T::deserialize(content).map_err(|_| {
        let mut texts = Vec::new();
        collect(content, &mut texts);
        Unreadable { texts }
    })
}

fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if has_visible_text(text) => texts.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        serde_json::Value::Object(fields) => fields.iter().filter(|(name, _)| *name != "row").for_each(|(_, value)| collect(value, texts)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::String(_) => {}
    }
}

/// Something that is missing or cannot be read. `at` counts measures or promises from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which measure, promise or unplanned measure; 0 where there is only one.
    pub at: usize,
    /// What.
    pub what: Missing,
}

/// What can be missing in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The text of the summary.
    Summary,
    /// What the board plans.
    Stance,
    /// The measure.
    Action,
    /// Its effect.
    Effect,
    /// Its date.
    Date(DateFault),
    /// The reason for no measures.
    Reason,
    /// The diary number.
    Reference,
    /// How a promise went.
    Outcome,
    /// What was done about a promise.
    OutcomeAction,
    /// Its effect.
    OutcomeEffect,
    /// When it was done, or the new latest date.
    OutcomeDate(DateFault),
    /// Nothing has been written about a promise at all (the item was never opened).
    Untouched,
    /// Something has been saved that this release cannot read.
    Unreadable,
    /// An unplanned measure without its text.
    UnplannedAction,
    /// An unplanned measure without its effect.
    UnplannedEffect,
    /// An unplanned measure without its date.
    UnplannedDate(DateFault),
    /// A measure was planned for a day before the letter, which is of this day.
    PlannedTooEarly(NaiveDate),
    /// What was promised in answer to the letter, which is of this day, is said to have been done before it.
    DoneTooEarly(NaiveDate),
    /// A measure is said to be done on a day that has not come.
    DoneInFuture,
    /// A promise is said to have been kept, or an unplanned measure done, on a day that has not come.
    OutcomeInFuture,
    /// A promise got a new latest date that has passed already.
    NewDayIsOver,
    /// A promise that was not done has no new latest date.
    NewDay,
    /// Everything is written, and nobody has said yet that it is done.
    NotMarked,
    /// The first answer was given in special order, and the follow-up says nothing.
    ElsewhereAgain,
    /// The board does not agree, or in part, and does not say why.
    AgreementReason,
    /// The day on which a question is looked at again cannot be read.
    LookAgain(DateFault),
    /// That day has passed already.
    LookAgainIsOver,
    /// Which item has the measures, or that item has none.
    SameAs,
    /// A question was to be looked at again by now, and the follow-up does not say what came of it.
    LookedAgain,
}

impl DraftSummary {
    /// The text, or what is missing.
    ///
    /// # Errors
    /// One gap when it is empty.
    pub fn settle(&self) -> Result<String, Vec<Gap>> {
        if has_visible_text(&self.text) { Ok(self.text.clone()) } else { Err(vec![Gap { at: 0, what: Missing::Summary }]) }
    }
}

impl DraftAnswer {
    /// The complete answer, or everything that is missing in it.
    ///
    /// # Errors
    /// All gaps, in the order of the form.
    pub fn settle(&self) -> Result<Answer, Vec<Gap>> {
        let mut gaps = Vec::new();
        let answer = match self.stance {
            None => {
                gaps.push(Gap { at: 0, what: Missing::Stance });
                None
            }
            Some(Stance::Same) => {
                if !has_visible_text(&self.same_as) {
                    gaps.push(Gap { at: 0, what: Missing::SameAs });
                }
                Some(Answer::Same(self.same_as.clone()))
            }
            Some(Stance::Planned) => Some(Answer::Planned(self.settle_measures(&mut gaps))),
            Some(Stance::Done) => Some(Answer::Done(self.settle_measures(&mut gaps))),
            Some(Stance::None) => {
                if !has_visible_text(&self.reason) {
                    gaps.push(Gap { at: 0, what: Missing::Reason });
                }
                Some(Answer::None(self.reason.clone()))
            }
            Some(Stance::Elsewhere) => {
                if !has_visible_text(&self.elsewhere_reference) {
                    gaps.push(Gap { at: 0, what: Missing::Reference });
                }
                Some(Answer::Elsewhere(self.elsewhere_reference.clone()))
            }
        };
        self.settle_stand(&mut gaps);
        answer.filter(|_| gaps.is_empty()).ok_or(gaps)
    }

    fn settle_measures(&self, gaps: &mut Vec<Gap>) -> Vec<Measure> {
        let first = DraftMeasure::default();
        let written: Vec<&DraftMeasure> = if self.measures.is_empty() { vec![&first] } else { self.measures.iter().collect() };
        written.into_iter().enumerate().filter_map(|(at, measure)| measure.settle(at, gaps)).collect()
    }
}

impl DraftFollowUp {
    /// The draft with one row per promise, in the promises' order: what was written is kept, what is new is empty.
    #[must_use]
    pub fn for_promises(mut self, promises: &[MeasureId]) -> Self {
        let mut rows = Vec::new();
        for planned in promises {
            let kept = self.outcomes.iter().position(|row| row.planned == *planned).map(|at| self.outcomes.swap_remove(at));
            rows.push(kept.unwrap_or_else(|| DraftOutcome {
                planned: *planned,
                outcome: None,
                action: String::new(),
                effect: String::new(),
                date: String::new(),
            }));
        }
        self.outcomes = rows;
        self
    }

    /// The complete answer, or everything that is missing in it. Without promises the item is covered.
    ///
    /// # Errors
    /// All gaps, promises first.
    pub fn settle(&self) -> Result<Answer, Vec<Gap>> {
        if self.elsewhere {
            let missing = self.elsewhere_reference.trim().is_empty();
            return if missing { Err(vec![Gap { at: 0, what: Missing::Reference }]) } else { Ok(Answer::Elsewhere(self.elsewhere_reference.clone())) };
        }
        let mut gaps = Vec::new();
        let reports = self.outcomes.iter().enumerate().filter_map(|(at, row)| row.settle(at, &mut gaps)).collect();
        let unplanned = self.unplanned.iter().enumerate().filter_map(|(at, measure)| settle_unplanned(measure, at, &mut gaps)).collect();
        if !gaps.is_empty() {
            return Err(gaps);
        }
        Ok(if self.outcomes.is_empty() { Answer::Covered(unplanned) } else { Answer::FollowUp(reports, unplanned) })
    }
}

impl DraftOutcome {
    fn settle(&self, at: usize, gaps: &mut Vec<Gap>) -> Option<Report> {
        let Some(outcome) = self.outcome else {
            gaps.push(Gap { at, what: Missing::Outcome });
            return None;
        };
        if !has_visible_text(&self.action) {
            gaps.push(Gap { at, what: Missing::OutcomeAction });
        }
        if outcome == Outcome::Done && !has_visible_text(&self.effect) {
            gaps.push(Gap { at, what: Missing::OutcomeEffect });
        }
        let asked = outcome.has_date() || (outcome.may_have_date() && !self.date.trim().is_empty());
        let date = match asked.then(|| calendar::latest_date(&self.date)) {
            None => None,
            Some(Ok(date)) => Some(date),
            Some(Err(fault)) => {
                gaps.push(Gap { at, what: Missing::OutcomeDate(fault) });
                return None;
            }
        };
        Some(Report { planned: self.planned, outcome, action: self.action.clone(), effect: self.effect.clone(), date })
    }
}

fn settle_unplanned(measure: &DraftMeasure, at: usize, gaps: &mut Vec<Gap>) -> Option<Measure> {
    let mut found = Vec::new();
    let settled = measure.settle(at, &mut found);
    gaps.extend(found.into_iter().map(|gap| Gap {
        at: gap.at,
        what: match gap.what {
            Missing::Action => Missing::UnplannedAction,
            Missing::Effect => Missing::UnplannedEffect,
            Missing::Date(fault) => Missing::UnplannedDate(fault),
            other @ (Missing::Summary
            | Missing::Stance
            | Missing::Reason
            | Missing::Reference
            | Missing::Outcome
            | Missing::OutcomeAction
            | Missing::OutcomeEffect
            | Missing::OutcomeDate(_)
            | Missing::Untouched
            | Missing::Unreadable
            | Missing::UnplannedAction
            | Missing::UnplannedEffect
            | Missing::UnplannedDate(_)
            | Missing::PlannedTooEarly(_)
            | Missing::DoneTooEarly(_)
            | Missing::DoneInFuture
            | Missing::OutcomeInFuture
            | Missing::NewDayIsOver
            | Missing::NewDay
            | Missing::NotMarked
            | Missing::AgreementReason
            | Missing::LookAgain(_)
            | Missing::LookAgainIsOver
            | Missing::SameAs
            | Missing::LookedAgain
            | Missing::ElsewhereAgain) => other,
        },
    }));
    settled
}

fn settle_date(raw: &str, at: usize, gaps: &mut Vec<Gap>) -> Option<LatestDate> {
    match calendar::latest_date(raw) {
        Ok(due) => Some(due),
        Err(fault) => {
            gaps.push(Gap { at, what: Missing::Date(fault) });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(action: &str, effect: &str, due: &str) -> DraftMeasure {
        DraftMeasure { action: action.into(), effect: effect.into(), due: due.into(), ..DraftMeasure::default() }
    }

    fn missing(answer: &DraftAnswer) -> Vec<Missing> {
        answer.settle().err().unwrap_or_default().into_iter().map(|gap| gap.what).collect()
    }

    #[test]
    fn an_answer_says_everything_that_is_missing_in_it() {
        let mut answer = DraftAnswer::default();
        assert_eq!(missing(&answer), [Missing::Stance]);
        answer.stance = Some(Stance::Planned);
        assert_eq!(missing(&answer), [Missing::Action, Missing::Effect, Missing::Date(DateFault::Empty)]);
        answer.measures = vec![measure("Ta fram en rutin", "Alla vet vad de ska göra", "löpande")];
        assert_eq!(missing(&answer), [Missing::Date(DateFault::NotADate)]);
        answer.measures[0].due = "september 2025".into();
        assert!(matches!(answer.settle(), Ok(Answer::Planned(m)) if m[0].due.last_day.to_string() == "2025-09-30"));
    }

    #[test]
    fn no_measures_needs_a_reason_and_special_order_a_diary_number() {
        let none = DraftAnswer { stance: Some(Stance::None), reason: " ".into(), ..DraftAnswer::default() };
        assert_eq!(missing(&none), [Missing::Reason]);
        let elsewhere = DraftAnswer { stance: Some(Stance::Elsewhere), ..DraftAnswer::default() };
        assert_eq!(missing(&elsewhere), [Missing::Reference]);
    }

    #[test]
    fn every_promise_must_be_answered_and_what_was_not_done_needs_no_date() {
        let promise = MeasureId::new("2025-03-01T00:00:00Z".parse().unwrap());
        let mut draft = DraftFollowUp::default().for_promises(&[promise]);
        assert_eq!(draft.settle(), Err(vec![Gap { at: 0, what: Missing::Outcome }]));
        draft.outcomes[0].outcome = Some(Outcome::NotDone);
        draft.outcomes[0].action = "Upphandlingen överklagades.".into();
        assert!(matches!(draft.settle(), Ok(Answer::FollowUp(reports, _)) if reports[0].date.is_none()));
        draft.outcomes[0].date = "mars 2026".into();
        assert!(matches!(draft.settle(), Ok(Answer::FollowUp(reports, _)) if reports[0].date.as_ref().is_some_and(|date| date.text == "mars 2026")));
        draft.outcomes[0].outcome = Some(Outcome::Dropped);
        assert!(matches!(draft.settle(), Ok(Answer::FollowUp(reports, _)) if reports[0].date.is_none()));
        draft.outcomes[0].date.clear();
        draft.outcomes[0].outcome = Some(Outcome::UnderWay);
        assert_eq!(draft.settle(), Err(vec![Gap { at: 0, what: Missing::OutcomeDate(DateFault::Empty) }]));
    }

    #[test]
    fn an_item_without_promises_is_covered_and_may_still_tell_of_more() {
        let draft = DraftFollowUp { unplanned: vec![measure("Utbildade alla chefer", "Färre fel", "2025-10-01")], ..DraftFollowUp::default() };
        assert!(matches!(draft.settle(), Ok(Answer::Covered(m)) if m.len() == 1));
        assert_eq!(DraftFollowUp::default().settle(), Ok(Answer::Covered(vec![])));
    }
}
