//! What a board answers: in the domain's own types, so that document, draft and record say the same.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};

use super::books::{Books, word};
use super::chance::Chance;
use super::sheet::row;
use super::store::Table;
use super::texts;
use crate::domain::calendar::{LatestDate, MONTHS_SV, latest_date};
use crate::domain::ids::{ItemId, MeasureId, SubmissionId};
use crate::domain::response::{
    Answer, DraftAnswer, DraftFollowUp, DraftMeasure, DraftOutcome, Measure, Outcome, Promise, Report, Stance, StoredAnswer, StoredMeasure,
};

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
        8 => (Outcome::NotDone, texts::OUTCOME_NOT_DONE, Some(month(on + Days::new(240)))),
        _ => (Outcome::Replaced, texts::OUTCOME_REPLACED, Some(day(on - Days::new(45)))),
    };
    Report { planned: promise.id, outcome, action: chance.say(said, subject), effect: chance.say(texts::EFFECTS, subject), date }
}

/// Writes a submitted answer with its measures, and returns what it promises.
pub(super) fn record(books: &mut Books, submission: SubmissionId, item: ItemId, answer: &Answer, at: DateTime<Utc>, chance: &mut Chance) -> Vec<Promise> {
    let stored = StoredAnswer::from(answer);
    let (submission, item) = (submission.uuid(), item.uuid());
    row!(books.sheet(Table::Answer), submission, item, 1i16, &word(&stored.kind), &stored.reason, &stored.elsewhere_reference);
    let mut ids = Vec::new();
    for (position, measure) in (0i16..).zip(&stored.measures) {
        let StoredMeasure { kind, planned, outcome, action, effect, due_text, due_on, responsible } = measure;
        let id = MeasureId::made_up(at, chance.bytes());
        let (kind, planned, outcome) = (word(kind), planned.map(MeasureId::uuid), outcome.map(Outcome::key));
        let sheet = books.sheet(Table::Measure);
        row!(sheet, id.uuid(), submission, item, position, &kind, planned, outcome, action, effect, due_text, *due_on, responsible);
        ids.push(id);
    }
    match answer {
        Answer::Planned(measures) => ids.into_iter().zip(measures).map(|(id, measure)| Promise { id, measure: measure.clone(), since: None }).collect(),
        Answer::Done(_) | Answer::None(_) | Answer::Elsewhere(_) | Answer::FollowUp(..) | Answer::Covered(_) | Answer::Same(_) | Answer::InDocument => {
            Vec::new()
        }
    }
}

/// The draft that this answer was written as. A half-written one has no dates yet.
pub(super) fn draft(answer: &Answer, whole: bool) -> serde_json::Value {
    let measures = |of: &[Measure]| of.iter().map(|measure| draft_of(measure, whole)).collect::<Vec<_>>();
    let plain = |stance, measures, reason: &str, reference: &str| {
        serde_json::to_value(DraftAnswer {
            stance: Some(stance),
            measures,
            reason: reason.to_owned(),
            elsewhere_reference: reference.to_owned(),
            ..DraftAnswer::default()
        })
    };
    let draft = match answer {
        Answer::Planned(of) => plain(Stance::Planned, measures(of), "", ""),
        Answer::Done(of) => plain(Stance::Done, measures(of), "", ""),
        Answer::None(reason) => plain(Stance::None, Vec::new(), if whole { reason } else { "" }, ""),
        Answer::Same(code) => serde_json::to_value(DraftAnswer { stance: Some(Stance::Same), same_as: code.clone(), ..DraftAnswer::default() }),
        Answer::Elsewhere(reference) => plain(Stance::Elsewhere, Vec::new(), "", if whole { reference } else { "" }),
        Answer::FollowUp(reports, more) => serde_json::to_value(DraftFollowUp {
            outcomes: reports.iter().map(|report| outcome_of(report, whole)).collect(),
            unplanned: measures(more),
            ..DraftFollowUp::default()
        }),
        // Nobody drafts what came another way.
        Answer::InDocument => Ok(serde_json::Value::Null),
        Answer::Covered(more) => serde_json::to_value(DraftFollowUp { unplanned: measures(more), ..DraftFollowUp::default() }),
    };
    draft.unwrap_or_default()
}

fn draft_of(measure: &Measure, whole: bool) -> DraftMeasure {
    let due = if whole { measure.due.text.clone() } else { String::new() };
    DraftMeasure { action: measure.action.clone(), effect: measure.effect.clone(), due, responsible: measure.responsible.clone(), ..DraftMeasure::default() }
}

fn outcome_of(report: &Report, whole: bool) -> DraftOutcome {
    let date = report.date.as_ref().map(|date| date.text.clone()).unwrap_or_default();
    let outcome = whole.then_some(report.outcome);
    DraftOutcome { planned: report.planned, outcome, action: report.action.clone(), effect: report.effect.clone(), date }
}
