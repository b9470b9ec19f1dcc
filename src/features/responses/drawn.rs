//! Answers as people read them: the same drawing for the preview, the board pack and the received response.

use super::store::{AnswerRow, MeasureRow};
use super::texts::Texts;
use super::work::{Work, WorkItem};
use crate::domain::response::{Answer, AnswerKind, Measure, MeasureKind};
use crate::platform::words::Words;

/// An item with its answer.
pub(super) struct DrawnItem {
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) body: String,
    /// A sentence instead of measures, or above them.
    pub(super) sentence: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) measures: Vec<DrawnMeasure>,
    /// What is missing while it is a draft: the sentence and where it is written.
    pub(super) missing: Option<(String, String)>,
    pub(super) verdict: Option<(String, String)>,
}

/// A measure as label and text, in rows.
pub(super) struct DrawnMeasure {
    pub(super) rows: Vec<(&'static str, String)>,
}

/// A draft, item by item, with what is missing at its place.
pub(super) fn drafted(work: &Work, t: Texts, words: Words) -> Vec<DrawnItem> {
    work.items.iter().map(|item| drafted_item(work, item, t, words)).collect()
}

fn drafted_item(work: &Work, item: &WorkItem, t: Texts, words: Words) -> DrawnItem {
    let mut drawn = blank(&item.item.code, &item.item.heading, &item.item.body);
    match item.draft.settle() {
        Ok(answer) => fill(&mut drawn, item, &answer, t, words),
        Err(_) => {
            let gaps = item.gaps();
            let said: Vec<String> = gaps.iter().map(|gap| t.gap(&gap.what, "").trim_end_matches('.').to_lowercase()).collect();
            drawn.missing = Some((t.missing_here(&said.join("; ")), super::desk::part_url(&work.round, &item.item.code)));
        }
    }
    drawn
}

fn fill(drawn: &mut DrawnItem, item: &WorkItem, answer: &Answer, t: Texts, words: Words) {
    match answer {
        Answer::Planned(measures) => drawn.measures = measures.iter().map(|m| planned(m, t)).collect(),
        Answer::Done(measures) => drawn.measures = measures.iter().map(|m| done(m, t)).collect(),
        Answer::None(reason) => {
            drawn.sentence = Some(t.no_measures().to_owned());
            drawn.reason = Some(reason.clone());
        }
        Answer::Elsewhere(reference) => drawn.sentence = Some(t.answered_elsewhere(reference)),
        Answer::FollowUp(reports, unplanned) => {
            drawn.measures = reports
                .iter()
                .zip(&item.item.promises)
                .map(|(report, promise)| DrawnMeasure {
                    rows: kept(vec![
                        (t.was_promised(), format!("{} ({})", promise.action, promise.due_text)),
                        (t.what_happened(), format!("{}. {}", words.outcome(report.outcome), report.action)),
                        (t.effect(), report.effect.clone()),
                        (t.outcome_date_of(Some(report.outcome)), report.date.as_ref().map(|d| d.text.clone()).unwrap_or_default()),
                    ]),
                })
                .chain(unplanned.iter().map(|m| done(m, t)))
                .collect();
        }
        Answer::Covered(unplanned) => {
            drawn.sentence = unplanned.is_empty().then(|| t.nothing_reported().to_owned());
            drawn.measures = unplanned.iter().map(|m| done(m, t)).collect();
        }
    }
}

fn planned(measure: &Measure, t: Texts) -> DrawnMeasure {
    rows([t.planned_measure(), t.expected_effect(), t.due(), t.responsible()], measure)
}

fn done(measure: &Measure, t: Texts) -> DrawnMeasure {
    rows([t.done_measure(), t.effect(), t.done_on(), t.responsible()], measure)
}

fn rows([action, effect, due, responsible]: [&'static str; 4], measure: &Measure) -> DrawnMeasure {
    DrawnMeasure {
        rows: kept(vec![
            (action, measure.action.clone()),
            (effect, measure.effect.clone()),
            (due, measure.due.text.clone()),
            (responsible, measure.responsible.clone()),
        ]),
    }
}

fn kept(mut rows: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    rows.retain(|(_, text)| !text.is_empty());
    rows
}

fn blank(code: &str, heading: &str, body: &str) -> DrawnItem {
    DrawnItem {
        code: code.to_owned(),
        heading: heading.to_owned(),
        body: body.to_owned(),
        sentence: None,
        reason: None,
        measures: Vec::new(),
        missing: None,
        verdict: None,
    }
}

/// A submitted response, item by item, with published verdicts.
pub(super) fn submitted(answers: &[AnswerRow], measures: &[MeasureRow], t: Texts, words: Words) -> Vec<DrawnItem> {
    answers
        .iter()
        .map(|answer| {
            let mut drawn = blank(&answer.code, &answer.heading, &answer.body);
            drawn.measures = measures.iter().filter(|m| m.item == answer.item).map(|m| submitted_measure(m, t, words)).collect();
            (drawn.sentence, drawn.reason) = match answer.kind {
                AnswerKind::None => (Some(t.no_measures().to_owned()), Some(answer.reason.clone())),
                AnswerKind::Elsewhere => (Some(t.answered_elsewhere(&answer.elsewhere_reference)), None),
                AnswerKind::Covered if drawn.measures.is_empty() => (Some(t.nothing_reported().to_owned()), None),
                AnswerKind::Planned | AnswerKind::Done | AnswerKind::FollowUp | AnswerKind::Covered => (None, None),
            };
            drawn.verdict = answer.grade.map(|grade| (words.grade(grade).to_owned(), answer.comment.clone().unwrap_or_default()));
            drawn
        })
        .collect()
}

fn submitted_measure(m: &MeasureRow, t: Texts, words: Words) -> DrawnMeasure {
    let plain = |labels: [&'static str; 4]| {
        let [action, effect, due, responsible] = labels;
        vec![(action, m.action.clone()), (effect, m.effect.clone()), (due, m.due_text.clone()), (responsible, m.responsible.clone())]
    };
    let rows = match m.kind {
        MeasureKind::Planned => plain([t.planned_measure(), t.expected_effect(), t.due(), t.responsible()]),
        MeasureKind::Done | MeasureKind::Unplanned => plain([t.done_measure(), t.effect(), t.done_on(), t.responsible()]),
        MeasureKind::Outcome => vec![
            (t.was_promised(), format!("{} ({})", m.promised_action.clone().unwrap_or_default(), m.promised_due.clone().unwrap_or_default())),
            (t.what_happened(), format!("{}. {}", m.outcome.map(|o| words.outcome(o)).unwrap_or_default(), m.action)),
            (t.effect(), m.effect.clone()),
            (t.outcome_date_of(m.outcome), m.due_text.clone()),
        ],
    };
    DrawnMeasure { rows: kept(rows) }
}
