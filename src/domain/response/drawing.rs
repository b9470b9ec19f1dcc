//! What there is to see of an answer, in order, without a word of any language: the one place that decides which parts
//! of it are shown and what each of them is. The document, the reading page, the preview, the board pack and the
//! comparison on the verdict page draw from it; each says the labels in its own words.

use super::{Agreement, Answer, Earlier, Measure, MeasureKind, Outcome, Promise, Report, Stand};
use crate::domain::calendar::LatestDate;

/// An answer as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing<'a> {
    /// Whether the board agrees, and why not.
    pub agreement: Option<(Agreement, &'a str)>,
    /// What it says as a whole: instead of measures, or above them.
    pub statement: Option<Statement<'a>>,
    /// When a question without measures is looked at again, in the board's words.
    pub again: Option<&'a str>,
    /// What the board came to when it looked again.
    pub looked_again: Option<&'a str>,
    /// Its measures, in order.
    pub measures: Vec<DrawnMeasure<'a>>,
}

/// What an answer says as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement<'a> {
    /// No measures are planned, for this reason.
    NoMeasures(&'a str),
    /// The answer is given in special order, under this diary number.
    Elsewhere(&'a str),
    /// The answer stands in the document that came another way.
    InDocument,
    /// The first response's answer stands in the document that came another way.
    WasInDocument,
    /// Nothing was promised in the first response, so nothing is owed.
    NothingPromised,
    /// The first response said that the measure was done already.
    WasDone,
    /// The first response gave its answer in special order, under this diary number.
    WasElsewhere(&'a str),
    /// The first response planned no measures, and the question was to be looked at again by then, in the board's words.
    WasToBeLookedAt(&'a str),
    /// What the first response promised has been told of already, and nothing of it is open.
    Settled,
    /// The measures of the item with this code answer it.
    SameAs(&'a str),
    /// What became of them is told under the item with this code.
    ToldUnder(&'a str),
}

/// A measure as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnMeasure<'a> {
    /// What it is.
    pub kind: MeasureKind,
    /// What was promised, where this is what became of it.
    pub promise: Option<&'a Promise>,
    /// What became of the promise.
    pub outcome: Option<Outcome>,
    /// What is or was done, or why not.
    pub action: &'a str,
    /// Its effect; may be empty for what is not done.
    pub effect: &'a str,
    /// When.
    pub date: Option<&'a LatestDate>,
    /// The function that is responsible; may be empty.
    pub responsible: &'a str,
}

/// What a line of a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A measure that is promised.
    PlannedMeasure,
    /// A measure that was done when the first response was written.
    DoneMeasure,
    /// A measure that was done without having been promised.
    UnplannedMeasure,
    /// What became of a promise, and what was done about it.
    Outcome(Outcome),
    /// The effect that is expected.
    ExpectedEffect,
    /// The effect that was seen.
    Effect,
    /// When it is to be done at the latest.
    LatestDate,
    /// When it was done.
    DoneOn,
    /// When it now is to be done at the latest.
    NewLatestDate,
    /// The day of the measure that took its place: it is no new last day of what was promised.
    ReplacementDate,
    /// Who is responsible.
    Responsible,
}

impl<'a> Drawing<'a> {
    /// Draws an answer. `promises` are those of the item, as they stood in the first response; `earlier` is what it said
    /// where there are none.
    #[must_use]
    pub fn of(answer: &'a Answer, promises: &'a [Promise], earlier: &'a Earlier) -> Self {
        let plain = |kind, measures: &'a [Measure]| measures.iter().map(move |measure| DrawnMeasure::plain(kind, measure));
        let (statement, measures) = match answer {
            Answer::Planned(measures) => (None, plain(MeasureKind::Planned, measures).collect()),
            Answer::Done(measures) => (None, plain(MeasureKind::Done, measures).collect()),
            Answer::None(reason) => (Some(Statement::NoMeasures(reason)), Vec::new()),
            Answer::Elsewhere(reference) => (Some(Statement::Elsewhere(reference)), Vec::new()),
            Answer::Same(code) => (Some(Statement::SameAs(code)), Vec::new()),
            Answer::InDocument => (Some(Statement::InDocument), Vec::new()),
            Answer::FollowUp(reports, unplanned) => {
                (None, reports.iter().map(|report| DrawnMeasure::outcome(report, promises)).chain(plain(MeasureKind::Unplanned, unplanned)).collect())
            }
            Answer::Covered(unplanned) => {
                let said = match earlier {
                    Earlier::Nothing => Statement::NothingPromised,
                    Earlier::Done => Statement::WasDone,
                    Earlier::Elsewhere(reference) => Statement::WasElsewhere(reference),
                    Earlier::LookAgain(day) => Statement::WasToBeLookedAt(&day.text),
                    Earlier::Same(code) => Statement::ToldUnder(code),
                    Earlier::InDocument => Statement::WasInDocument,
                    Earlier::Settled => Statement::Settled,
                };
                (Some(said), plain(MeasureKind::Unplanned, unplanned).collect())
            }
        };
        Self { agreement: None, statement, again: None, looked_again: None, measures }
    }

    /// With what the board says beside the answer.
    #[must_use]
    pub fn beside(self, stand: &'a Stand) -> Self {
        Self {
            agreement: stand.agreement.map(|agreement| (agreement, stand.why.as_str())),
            again: stand.again.as_ref().map(|again| again.text.as_str()),
            looked_again: Some(stand.looked_again.as_str()).filter(|text| !text.is_empty()),
            ..self
        }
    }
}

impl<'a> DrawnMeasure<'a> {
    fn plain(kind: MeasureKind, measure: &'a Measure) -> Self {
        Self {
            kind,
            promise: None,
            outcome: None,
            action: &measure.action,
            effect: &measure.effect,
            date: Some(&measure.due),
            responsible: &measure.responsible,
        }
    }

    fn outcome(report: &'a Report, promises: &'a [Promise]) -> Self {
        Self {
            kind: MeasureKind::Outcome,
            promise: promises.iter().find(|promise| promise.id == report.planned),
            outcome: Some(report.outcome),
            action: &report.action,
            effect: &report.effect,
            date: report.date.as_ref(),
            responsible: "",
        }
    }

    /// Its lines: what each of them is, and the board's words. What the board has left empty has no line.
    #[must_use]
    pub fn lines(&self) -> Vec<(Label, &'a str)> {
        let (action, effect, date) = match (self.kind, self.outcome) {
            (MeasureKind::Planned, _) => (Label::PlannedMeasure, Label::ExpectedEffect, Label::LatestDate),
            (MeasureKind::Done, _) => (Label::DoneMeasure, Label::Effect, Label::DoneOn),
            (MeasureKind::Unplanned | MeasureKind::Outcome, None) => (Label::UnplannedMeasure, Label::Effect, Label::DoneOn),
            (MeasureKind::Unplanned | MeasureKind::Outcome, Some(outcome)) => (Label::Outcome(outcome), Label::Effect, outcome_date(outcome)),
        };
        let mut lines = vec![(action, self.action), (effect, self.effect), (date, self.due_text()), (Label::Responsible, self.responsible)];
        lines.retain(|(_, text)| !text.is_empty());
        lines
    }

    /// The date in the board's words; empty without one.
    #[must_use]
    pub fn due_text(&self) -> &'a str {
        self.date.map_or("", |date| &date.text)
    }

    /// How many days after the plan a promise was done. Nothing else has a day to compare.
    #[must_use]
    pub fn days_after_plan(&self) -> Option<i64> {
        match (self.outcome, self.promise, self.date) {
            (Some(Outcome::Done), Some(promise), Some(done)) => Some((done.last_day - promise.measure.due.last_day).num_days()).filter(|days| *days > 0),
            _ => None,
        }
    }
}

/// What the date of an outcome is. What is dropped has none.
fn outcome_date(outcome: Outcome) -> Label {
    match outcome {
        Outcome::Done => Label::DoneOn,
        Outcome::Replaced => Label::ReplacementDate,
        Outcome::UnderWay | Outcome::NotDone | Outcome::Dropped => Label::NewLatestDate,
    }
}
