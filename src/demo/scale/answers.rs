//! What a board answers: in the domain's own types, so that document, draft and record say the same.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use uuid::Uuid;

use super::books::word;
use super::chance::Chance;
use super::sheet::{Sheet, row};
use super::texts;
use crate::domain::calendar::{LatestDate, MONTHS_SV, latest_date};
use crate::domain::ids::{ItemId, MeasureId, SubmissionId};
use crate::domain::response::{Answer, DraftAnswer, DraftFollowUp, DraftMeasure, DraftOutcome, Measure, MeasureKind, Outcome, OutcomeText, Report, Stance};

/// A measure that was promised in a first response.
#[derive(Clone)]
pub(super) struct Promise {
    id: MeasureId,
    action: String,
    due: String,
}

impl Promise {
    pub(super) fn text(&self) -> OutcomeText {
        OutcomeText { action: self.action.clone(), due: self.due.clone() }
    }
}

/// The answer of a first response.
pub(super) fn first(subject: &str, on: NaiveDate, chance: &mut Chance) -> Answer {
    match chance.below(100) {
        0..=61 => Answer::Planned(several(chance, |chance| {
            let days = chance.below(300) + 40;
            planned(subject, on + Days::new(days), chance)
        })),
        62..=79 => Answer::Done(vec![done(subject, on - Days::new(30), chance)]),
        80..=93 => Answer::None(chance.say(texts::REASONS, subject)),
        _ => Answer::Elsewhere(format!("DNR-{}-{}", on.year(), chance.below(900) + 100)),
    }
}

fn several(chance: &mut Chance, mut make: impl FnMut(&mut Chance) -> Measure) -> Vec<Measure> {
    let count = if chance.percent(25) { 2 } else { 1 };
    (0..count).map(|_| make(chance)).collect()
}

fn planned(subject: &str, by: NaiveDate, chance: &mut Chance) -> Measure {
    let due = if chance.percent(50) { month(by) } else { day(by) };
    Measure {
        action: chance.paragraph(texts::PLANNED, subject, 2),
        effect: chance.say(texts::EFFECTS, subject),
        due,
        responsible: chance.pick(texts::FUNCTIONS).unwrap_or_default().to_owned(),
    }
}

fn done(subject: &str, on: NaiveDate, chance: &mut Chance) -> Measure {
    Measure { action: chance.say(texts::DONE, subject), effect: chance.say(texts::EFFECTS, subject), due: day(on), responsible: String::new() }
}

fn day(on: NaiveDate) -> LatestDate {
    LatestDate { text: on.to_string(), last_day: on }
}

fn month(of: NaiveDate) -> LatestDate {
    let name = MONTHS_SV.get(of.month0() as usize).copied().unwrap_or_default();
    latest_date(&format!("{name} {}", of.year())).unwrap_or_else(|_| day(of))
}

/// The answer of a follow-up: what became of each promise, and sometimes more.
pub(super) fn follow_up(subject: &str, promises: &[Promise], on: NaiveDate, chance: &mut Chance) -> Answer {
    let more = if chance.percent(12) { vec![done(subject, on - Days::new(20), chance)] } else { Vec::new() };
    if promises.is_empty() {
        return Answer::Covered(more);
    }
    Answer::FollowUp(promises.iter().map(|promise| report(promise, subject, on, chance)).collect(), more)
}

fn report(promise: &Promise, subject: &str, on: NaiveDate, chance: &mut Chance) -> Report {
    let (outcome, said, date) = match chance.below(10) {
        0..=5 => (Outcome::Done, texts::OUTCOME_DONE, Some(day(on - Days::new(60)))),
        6 | 7 => (Outcome::UnderWay, texts::OUTCOME_UNDER_WAY, Some(month(on + Days::new(180)))),
        8 => (Outcome::NotDone, texts::OUTCOME_NOT_DONE, None),
        _ => (Outcome::Replaced, texts::OUTCOME_REPLACED, Some(day(on - Days::new(45)))),
    };
    Report { planned: promise.id, outcome, action: chance.say(said, subject), effect: chance.say(texts::EFFECTS, subject), date }
}

/// Writes the measures of a submitted answer, and returns what it promises.
pub(super) fn record(sheet: &mut Sheet, submission: SubmissionId, item: ItemId, answer: &Answer, at: DateTime<Utc>, chance: &mut Chance) -> Vec<Promise> {
    let mut lines = Lines { sheet, submission, item, at, position: 0 };
    match answer {
        Answer::Planned(measures) => {
            let promise = |measure: &Measure, id| Promise { id, action: measure.action.clone(), due: measure.due.text.clone() };
            measures.iter().map(|measure| promise(measure, lines.measure(MeasureKind::Planned, measure, chance))).collect()
        }
        Answer::Done(measures) => lines.measures(MeasureKind::Done, measures, chance),
        Answer::Covered(measures) => lines.measures(MeasureKind::Unplanned, measures, chance),
        Answer::FollowUp(reports, more) => {
            for report in reports {
                lines.report(report, chance);
            }
            lines.measures(MeasureKind::Unplanned, more, chance)
        }
        Answer::None(_) | Answer::Elsewhere(_) => Vec::new(),
    }
}

/// The measures of one answer, in their order.
struct Lines<'a> {
    sheet: &'a mut Sheet,
    submission: SubmissionId,
    item: ItemId,
    at: DateTime<Utc>,
    position: i16,
}

impl Lines<'_> {
    fn next(&mut self, chance: &mut Chance) -> (MeasureId, i16) {
        self.position += 1;
        (MeasureId::made_up(self.at, chance.bytes()), self.position - 1)
    }

    fn measure(&mut self, kind: MeasureKind, measure: &Measure, chance: &mut Chance) -> MeasureId {
        let (id, position) = self.next(chance);
        let (submission, item, kind) = (self.submission.uuid(), self.item.uuid(), word(&kind));
        let Measure { action, effect, due, responsible } = measure;
        let nothing = (None::<Uuid>, None::<&str>);
        row!(self.sheet, id.uuid(), submission, item, position, &kind, nothing.0, nothing.1, action, effect, &due.text, due.last_day, responsible);
        id
    }

    fn measures(&mut self, kind: MeasureKind, measures: &[Measure], chance: &mut Chance) -> Vec<Promise> {
        for measure in measures {
            self.measure(kind, measure, chance);
        }
        Vec::new()
    }

    fn report(&mut self, report: &Report, chance: &mut Chance) {
        let (id, position) = self.next(chance);
        let (submission, item, kind) = (self.submission.uuid(), self.item.uuid(), word(&MeasureKind::Outcome));
        let (text, day) = report.date.as_ref().map_or(("", None), |date| (date.text.as_str(), Some(date.last_day)));
        let (planned, outcome) = (report.planned.uuid(), report.outcome.key());
        row!(self.sheet, id.uuid(), submission, item, position, &kind, planned, outcome, &report.action, &report.effect, text, day, "");
    }
}

/// The draft that this answer was written as. A half-written one has no dates yet.
pub(super) fn draft(answer: &Answer, whole: bool) -> serde_json::Value {
    let measures = |of: &[Measure]| of.iter().map(|measure| draft_of(measure, whole)).collect::<Vec<_>>();
    let plain = |stance, measures, reason: &str, reference: &str| {
        serde_json::to_value(DraftAnswer { stance: Some(stance), measures, reason: reason.to_owned(), elsewhere_reference: reference.to_owned() })
    };
    let draft = match answer {
        Answer::Planned(of) => plain(Stance::Planned, measures(of), "", ""),
        Answer::Done(of) => plain(Stance::Done, measures(of), "", ""),
        Answer::None(reason) => plain(Stance::None, Vec::new(), if whole { reason } else { "" }, ""),
        Answer::Elsewhere(reference) => plain(Stance::Elsewhere, Vec::new(), "", if whole { reference } else { "" }),
        Answer::FollowUp(reports, more) => {
            serde_json::to_value(DraftFollowUp { outcomes: reports.iter().map(|report| outcome_of(report, whole)).collect(), unplanned: measures(more) })
        }
        Answer::Covered(more) => serde_json::to_value(DraftFollowUp { outcomes: Vec::new(), unplanned: measures(more) }),
    };
    draft.unwrap_or_default()
}

fn draft_of(measure: &Measure, whole: bool) -> DraftMeasure {
    let due = if whole { measure.due.text.clone() } else { String::new() };
    DraftMeasure { action: measure.action.clone(), effect: measure.effect.clone(), due, responsible: measure.responsible.clone() }
}

fn outcome_of(report: &Report, whole: bool) -> DraftOutcome {
    let date = report.date.as_ref().map(|date| date.text.clone()).unwrap_or_default();
    let outcome = whole.then_some(report.outcome);
    DraftOutcome { planned: report.planned, outcome, action: report.action.clone(), effect: report.effect.clone(), date }
}
