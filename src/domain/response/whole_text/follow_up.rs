//! The answer to an item of a follow-up, out of what stands under its heading.

use super::blocks::promised;
use super::choices::{is_choice_alone, outcome, outcome_words, stance};
use super::headings::folded;
use super::labels::{Label, pieces};
use super::{Line, ReadAnswer, joined, whole};
use crate::domain::response::{AskedItem, DraftFollowUp, DraftMeasure, DraftOutcome, Promise, Stance};

/// Reads the answer to an item of a follow-up. "Planerades" names the promise; where nobody names one, each "Utfall" begins the
/// next. A text without any label is what was done about the only promise, or what was done where nothing was promised.
#[must_use]
pub fn follow_up_answer(lines: &[Line], item: &AskedItem, promises: &[Promise]) -> ReadAnswer<DraftFollowUp> {
    let (unlabelled, pieces) = pieces(lines, item);
    let draft = DraftFollowUp::default().for_promises(&promises.iter().map(|promise| promise.id).collect::<Vec<_>>());
    let mut reading = Reading { promises, draft, at: At::Before, said: false, told: Vec::new(), rest: Vec::new() };
    reading.without_label(unlabelled.join("\n\n"), pieces.is_empty());
    for (label, value) in pieces {
        reading.take(label, value);
    }
    reading.draft.unplanned.retain(|measure| !measure.is_blank());
    reading.beside_the_choice();
    ReadAnswer { draft: reading.draft, rest: whole(&reading.rest) }
}

/// Where lines belong.
#[derive(Clone, Copy)]
enum At {
    /// To nothing yet.
    Before,
    /// To what became of a promise.
    Row(usize),
    /// To the unplanned measure that was begun last.
    Unplanned,
}

struct Reading<'a> {
    promises: &'a [Promise],
    draft: DraftFollowUp,
    at: At,
    /// Whether the outcome of the row has been named.
    said: bool,
    /// The promises that the text has come to.
    told: Vec<usize>,
    rest: Vec<String>,
}

impl Reading<'_> {
    fn without_label(&mut self, text: String, is_all: bool) {
        match self.draft.outcomes.as_mut_slice() {
            _ if text.is_empty() => {}
            [only] if is_all => only.action = text,
            [] if is_all => self.draft.unplanned.push(DraftMeasure { action: text, ..DraftMeasure::default() }),
            _ => self.rest.push(text),
        }
    }

    fn take(&mut self, label: Label, value: String) {
        match label {
            Label::Promise => return self.promise(value),
            Label::Reference => return joined(&mut self.draft.elsewhere_reference, &value),
            Label::LookedAgain => return joined(&mut self.draft.looked_again, &value),
            Label::Stance if stance(&value) == Some(Stance::Elsewhere) => {
                self.draft.elsewhere = true;
                if is_choice_alone(&value) {
                    return;
                }
            }
            Label::Outcome if self.said || !matches!(self.at, At::Row(_)) => {
                let next = self.next();
                self.begin(next);
                self.said = true;
            }
            Label::Outcome => self.said = true,
            Label::Unplanned => self.unplanned(),
            Label::Action if matches!(self.at, At::Before) && self.promises.is_empty() => self.unplanned(),
            Label::Stance
            | Label::Action
            | Label::Effect
            | Label::Date
            | Label::Responsible
            | Label::Reason
            | Label::Agreement
            | Label::Why
            | Label::Again
            | Label::SameAs
            | Label::Auditors => {}
        }
        let placed = match self.at {
            At::Before => false,
            At::Row(n) => self.draft.outcomes.get_mut(n).is_some_and(|row| in_row(row, label, &value)),
            At::Unplanned => self.draft.unplanned.last_mut().is_some_and(|measure| in_measure(measure, label, &value)),
        };
        if !placed {
            self.rest.push(value);
        }
    }

    /// A promise is known by its words; one that nobody made is shown, and what follows it belongs to the next.
    fn promise(&mut self, value: String) {
        let named = |promise: &Promise| [promised(promise), promise.measure.action.clone()].iter().any(|own| folded(own) == folded(&value));
        let found = self.promises.iter().enumerate().find(|(n, promise)| !self.told.contains(n) && named(promise)).map(|(n, _)| n);
        if found.is_none() {
            self.rest.push(value);
        }
        let next = found.or(self.next());
        self.begin(next);
    }

    /// What has no place in the answer that was chosen is shown beside it.
    fn beside_the_choice(&mut self) {
        let draft = &mut self.draft;
        if !draft.elsewhere {
            self.rest.push(std::mem::take(&mut draft.elsewhere_reference));
            return;
        }
        for row in &mut draft.outcomes {
            let outcome = row.outcome.take().map(|outcome| outcome_words(outcome).to_owned());
            let texts = [&mut row.action, &mut row.effect, &mut row.date].map(std::mem::take);
            self.rest.extend(outcome.into_iter().chain(texts));
        }
        self.rest.push(std::mem::take(&mut draft.looked_again));
        let unplanned = std::mem::take(&mut draft.unplanned);
        self.rest.extend(unplanned.into_iter().flat_map(|measure| [measure.action, measure.effect, measure.due, measure.responsible]));
    }

    fn next(&self) -> Option<usize> {
        (0..self.promises.len()).find(|n| !self.told.contains(n))
    }

    fn begin(&mut self, row: Option<usize>) {
        self.at = row.map_or(At::Before, At::Row);
        self.told.extend(row);
        self.said = false;
    }

    fn unplanned(&mut self) {
        self.draft.unplanned.push(DraftMeasure::default());
        self.at = At::Unplanned;
    }
}

fn in_row(row: &mut DraftOutcome, label: Label, value: &str) -> bool {
    match label {
        Label::Outcome => {
            let (outcome, more) = outcome(value);
            row.outcome = outcome;
            joined(&mut row.action, more);
        }
        Label::Action | Label::Reason => joined(&mut row.action, value),
        Label::Effect => joined(&mut row.effect, value),
        Label::Date => joined(&mut row.date, value),
        Label::Stance
        | Label::Unplanned
        | Label::Responsible
        | Label::Reference
        | Label::Promise
        | Label::Agreement
        | Label::Why
        | Label::Again
        | Label::LookedAgain
        | Label::SameAs
        | Label::Auditors => return false,
    }
    true
}

fn in_measure(measure: &mut DraftMeasure, label: Label, value: &str) -> bool {
    match label {
        Label::Action | Label::Unplanned => joined(&mut measure.action, value),
        Label::Effect => joined(&mut measure.effect, value),
        Label::Date => joined(&mut measure.due, value),
        Label::Responsible => joined(&mut measure.responsible, value),
        Label::Stance
        | Label::Reason
        | Label::Reference
        | Label::Promise
        | Label::Outcome
        | Label::Agreement
        | Label::Why
        | Label::Again
        | Label::LookedAgain
        | Label::SameAs
        | Label::Auditors => return false,
    }
    true
}
