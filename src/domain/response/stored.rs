//! An answer as rows: what handing in writes is what everybody reads again. One direction takes an [`Answer`] apart, the
//! other puts it together, and refuses rows that no answer could have been.

use chrono::NaiveDate;
use sqlx::types::Json;

use super::{Agreement, Answer, AnswerKind, AnsweredItem, AskedItem, Earlier, Measure, MeasureKind, Outcome, Promise, Report, Since, Stand};
use crate::domain::audit::ItemKind;
use crate::domain::calendar::LatestDate;
use crate::domain::ids::{ItemId, MeasureId};

/// An answer as it is stored: a row of its own, and a row per measure in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// How the item was answered.
    pub kind: AnswerKind,
    /// Why no measures are planned; empty for every other kind.
    pub reason: String,
    /// The diary number of an answer given in special order; empty for every other kind.
    pub elsewhere_reference: String,
    /// The code of the item whose measures answer it; empty for every other kind.
    pub same_as: String,
    /// Its measures, in order.
    pub measures: Vec<StoredMeasure>,
}

/// A measure as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMeasure {
    /// A promise, something done, or what became of a promise.
    pub kind: MeasureKind,
    /// The promise that an outcome answers.
    pub planned: Option<MeasureId>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// What is or was done.
    pub action: String,
    /// Its effect.
    pub effect: String,
    /// The date in the board's words; empty when there is none.
    pub due_text: String,
    /// The last day that it means.
    pub due_on: Option<NaiveDate>,
    /// The function that is responsible.
    pub responsible: String,
}

/// Rows that no answer could have been: somebody has written past the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Measures of a kind that does not belong to the answer.
    ForeignMeasure,
    /// No measures where there must be at least one.
    NoMeasures,
    /// A text that must be there is empty, or one is there that the answer has no place for.
    Text,
    /// A date is missing, or stands where none belongs.
    Date,
    /// An outcome without its promise, or a promise without an outcome.
    Promise,
}

impl std::fmt::Display for Impossible {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::ForeignMeasure => "a stored answer has a measure of another kind",
            Self::NoMeasures => "a stored answer has no measures",
            Self::Text => "a stored answer lacks a text, or has one too many",
            Self::Date => "a stored measure lacks its date, or has one too many",
            Self::Promise => "a stored outcome does not say what was promised",
        })
    }
}

impl std::error::Error for Impossible {}

impl From<&Answer> for StoredAnswer {
    fn from(answer: &Answer) -> Self {
        let (reason, elsewhere_reference, measures) = match answer {
            Answer::Planned(measures) => (String::new(), String::new(), plain(MeasureKind::Planned, measures)),
            Answer::Done(measures) => (String::new(), String::new(), plain(MeasureKind::Done, measures)),
            Answer::None(reason) => (reason.clone(), String::new(), Vec::new()),
            Answer::Elsewhere(reference) => (String::new(), reference.clone(), Vec::new()),
            Answer::Same(_) => (String::new(), String::new(), Vec::new()),
            Answer::FollowUp(reports, unplanned) => {
                let mut rows: Vec<StoredMeasure> = reports.iter().map(outcome).collect();
                rows.extend(plain(MeasureKind::Unplanned, unplanned));
                (String::new(), String::new(), rows)
            }
            Answer::Covered(unplanned) => (String::new(), String::new(), plain(MeasureKind::Unplanned, unplanned)),
            Answer::InDocument => (String::new(), String::new(), Vec::new()),
        };
        let same_as = if let Answer::Same(code) = answer { code.clone() } else { String::new() };
        Self { kind: answer.kind(), reason, elsewhere_reference, same_as, measures }
    }
}

fn plain(kind: MeasureKind, measures: &[Measure]) -> Vec<StoredMeasure> {
    let row = |measure: &Measure| StoredMeasure {
        kind,
        planned: None,
        outcome: None,
        action: measure.action.clone(),
        effect: measure.effect.clone(),
        due_text: measure.due.text.clone(),
        due_on: Some(measure.due.last_day),
        responsible: measure.responsible.clone(),
    };
    measures.iter().map(row).collect()
}

fn outcome(report: &Report) -> StoredMeasure {
    StoredMeasure {
        kind: MeasureKind::Outcome,
        planned: Some(report.planned),
        outcome: Some(report.outcome),
        action: report.action.clone(),
        effect: report.effect.clone(),
        due_text: report.date.as_ref().map_or_else(String::new, |date| date.text.clone()),
        due_on: report.date.as_ref().map(|date| date.last_day),
        responsible: String::new(),
    }
}

impl TryFrom<StoredAnswer> for Answer {
    type Error = Impossible;

    fn try_from(stored: StoredAnswer) -> Result<Self, Impossible> {
        let StoredAnswer { kind, reason, elsewhere_reference, same_as, measures } = stored;
        if (kind == AnswerKind::Same) == blank(&same_as) {
            return Err(Impossible::Text);
        }
        let texts = (blank(&reason), blank(&elsewhere_reference));
        match kind {
            AnswerKind::None => (texts == (false, true)).then_some(()),
            AnswerKind::Elsewhere => (texts == (true, false)).then_some(()),
            AnswerKind::Planned | AnswerKind::Done | AnswerKind::FollowUp | AnswerKind::Covered | AnswerKind::Same | AnswerKind::InDocument => {
                (texts == (true, true)).then_some(())
            }
        }
        .ok_or(Impossible::Text)?;
        let (outcomes, others): (Vec<StoredMeasure>, Vec<StoredMeasure>) = measures.into_iter().partition(|row| row.kind == MeasureKind::Outcome);
        if !outcomes.is_empty() && kind != AnswerKind::FollowUp {
            return Err(Impossible::ForeignMeasure);
        }
        match kind {
            AnswerKind::None if others.is_empty() => Ok(Self::None(reason)),
            AnswerKind::Elsewhere if others.is_empty() => Ok(Self::Elsewhere(elsewhere_reference)),
            AnswerKind::Same if others.is_empty() => Ok(Self::Same(same_as)),
            AnswerKind::InDocument if others.is_empty() => Ok(Self::InDocument),
            AnswerKind::None | AnswerKind::Elsewhere | AnswerKind::Same | AnswerKind::InDocument => Err(Impossible::ForeignMeasure),
            AnswerKind::Planned => at_least_one(all(others, MeasureKind::Planned)?).map(Self::Planned),
            AnswerKind::Done => at_least_one(all(others, MeasureKind::Done)?).map(Self::Done),
            AnswerKind::FollowUp => {
                let reports = at_least_one(outcomes.into_iter().map(report).collect::<Result<_, _>>()?)?;
                Ok(Self::FollowUp(reports, all(others, MeasureKind::Unplanned)?))
            }
            AnswerKind::Covered => all(others, MeasureKind::Unplanned).map(Self::Covered),
        }
    }
}

impl TryFrom<StoredMeasure> for Measure {
    type Error = Impossible;

    fn try_from(row: StoredMeasure) -> Result<Self, Impossible> {
        if row.planned.is_some() || row.outcome.is_some() {
            return Err(Impossible::Promise);
        }
        if blank(&row.action) || blank(&row.effect) {
            return Err(Impossible::Text);
        }
        let due = date(row.due_text, row.due_on)?.ok_or(Impossible::Date)?;
        Ok(Self { action: row.action, effect: row.effect, due, responsible: row.responsible })
    }
}

fn all(rows: Vec<StoredMeasure>, kind: MeasureKind) -> Result<Vec<Measure>, Impossible> {
    if rows.iter().any(|row| row.kind != kind) {
        return Err(Impossible::ForeignMeasure);
    }
    rows.into_iter().map(Measure::try_from).collect()
}

fn report(row: StoredMeasure) -> Result<Report, Impossible> {
    let (Some(planned), Some(outcome)) = (row.planned, row.outcome) else { return Err(Impossible::Promise) };
    if blank(&row.action) || !blank(&row.responsible) || (outcome == Outcome::Done && blank(&row.effect)) {
        return Err(Impossible::Text);
    }
    let date = date(row.due_text, row.due_on)?;
    if date.is_some() && !outcome.may_have_date() || date.is_none() && outcome.has_date() {
        return Err(Impossible::Date);
    }
    Ok(Report { planned, outcome, action: row.action, effect: row.effect, date })
}

/// The words and the day that they were read as. What was read when it was handed in stands, whatever is read today.
fn date(text: String, last_day: Option<NaiveDate>) -> Result<Option<LatestDate>, Impossible> {
    match last_day {
        None if text.is_empty() => Ok(None),
        Some(last_day) if !blank(&text) => Ok(Some(LatestDate { text, last_day })),
        None | Some(_) => Err(Impossible::Date),
    }
}

fn at_least_one<T>(all: Vec<T>) -> Result<Vec<T>, Impossible> {
    if all.is_empty() { Err(Impossible::NoMeasures) } else { Ok(all) }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// A row of a submitted answer, with its item in the wording that was answered.
#[derive(Clone, Debug)]
pub struct AnswerRow {
    /// Which item.
    pub item: ItemId,
    /// Which version of its wording.
    pub item_version: i16,
    /// Assessment or recommendation.
    pub item_kind: ItemKind,
    /// B1, R1 …
    pub code: String,
    /// The short heading.
    pub heading: String,
    /// The auditors' wording.
    pub body: String,
    /// How it was answered.
    pub kind: AnswerKind,
    /// Why no measures are planned.
    pub reason: String,
    /// The diary number of an answer given in special order.
    pub elsewhere_reference: String,
    /// How the first response answered the item; none of a first response.
    pub earlier_kind: Option<AnswerKind>,
    /// The diary number of that answer, where it was given in special order.
    pub earlier_reference: Option<String>,
    /// When the question was to be looked at again, in the board's words, where it planned no measures.
    pub earlier_again_text: Option<String>,
    /// The last day that it means.
    pub earlier_again_on: Option<NaiveDate>,
    /// Whether the board agrees.
    pub agreement: Option<Agreement>,
    /// Why not, or in part.
    pub agreement_reason: String,
    /// When the question is looked at again, in the board's words; empty when nothing was said.
    pub again_text: String,
    /// The last day that it means.
    pub again_on: Option<NaiveDate>,
    /// What the board came to when it looked again.
    pub looked_again: String,
    /// The code of the item whose measures answer it.
    pub same_as: Option<String>,
    /// The same of the first response.
    pub earlier_same_as: Option<String>,
}

/// A row of a submitted measure, with the promise that it answers as that stood when it was made.
#[derive(Clone, Debug)]
pub struct MeasureRow {
    /// The item that it belongs to.
    pub item: ItemId,
    /// A promise, something done, or what became of a promise.
    pub kind: MeasureKind,
    /// What became of a promise.
    pub outcome: Option<Outcome>,
    /// What is or was done.
    pub action: String,
    /// Its effect.
    pub effect: String,
    /// The date in the board's words.
    pub due_text: String,
    /// The last day that it means.
    pub due_on: Option<NaiveDate>,
    /// The function that is responsible.
    pub responsible: String,
    /// The promise.
    pub planned: Option<MeasureId>,
    /// What was promised.
    pub planned_action: Option<String>,
    /// The effect that was expected.
    pub planned_effect: Option<String>,
    /// The latest date in the board's words.
    pub planned_due_text: Option<String>,
    /// The last day that it means.
    pub planned_due_on: Option<NaiveDate>,
    /// Who was responsible.
    pub planned_responsible: Option<String>,
    /// What was last said of it in a round between.
    pub since: Option<Json<Since>>,
}

/// What a submission says, item by item: the rows of its answers and of their measures, both in order.
///
/// # Errors
/// [`Impossible`] when no answer could have been stored so.
pub fn submitted(answers: Vec<AnswerRow>, measures: Vec<MeasureRow>) -> Result<Vec<AnsweredItem>, Impossible> {
    let mut rest = measures;
    let mut items = Vec::new();
    for row in answers {
        let (own, others): (Vec<MeasureRow>, Vec<MeasureRow>) = rest.into_iter().partition(|measure| measure.item == row.item);
        rest = others;
        items.push(answered(row, own)?);
    }
    if rest.is_empty() { Ok(items) } else { Err(Impossible::ForeignMeasure) }
}

fn answered(row: AnswerRow, measures: Vec<MeasureRow>) -> Result<AnsweredItem, Impossible> {
    let promises = measures.iter().filter_map(promise).collect::<Result<_, _>>()?;
    let measures = measures.into_iter().map(StoredMeasure::from).collect();
    let same_as = row.same_as.unwrap_or_default();
    let answer = StoredAnswer { kind: row.kind, reason: row.reason, elsewhere_reference: row.elsewhere_reference, same_as, measures };
    let item = AskedItem { id: row.item, version: row.item_version, kind: row.item_kind, code: row.code, heading: row.heading, body: row.body };
    let earlier_again = date(row.earlier_again_text.unwrap_or_default(), row.earlier_again_on)?;
    let stand = Stand { agreement: row.agreement, why: row.agreement_reason, again: date(row.again_text, row.again_on)?, looked_again: row.looked_again };
    if stand.again.is_some() && row.kind != AnswerKind::None {
        return Err(Impossible::Date);
    }
    if stand.agreement.map_or(!blank(&stand.why), |agreement| agreement.needs_reason() && blank(&stand.why)) {
        return Err(Impossible::Text);
    }
    Ok(AnsweredItem {
        item,
        answer: answer.try_into()?,
        promises,
        earlier: Earlier::of(row.earlier_kind, row.earlier_reference, earlier_again, row.earlier_same_as),
        stand,
    })
}

/// The promise behind an outcome.
fn promise(row: &MeasureRow) -> Option<Result<Promise, Impossible>> {
    let id = row.planned?;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let stored = StoredMeasure {
        kind: MeasureKind::Planned,
        planned: None,
        outcome: None,
        action: text(&row.planned_action),
        effect: text(&row.planned_effect),
        due_text: text(&row.planned_due_text),
        due_on: row.planned_due_on,
        responsible: text(&row.planned_responsible),
    };
    let since = row.since.as_ref().map(|since| since.0.clone());
    Some(stored.try_into().map(|measure| Promise { id, measure, since }))
}

impl From<MeasureRow> for StoredMeasure {
    fn from(row: MeasureRow) -> Self {
        Self {
            kind: row.kind,
            planned: row.planned,
            outcome: row.outcome,
            action: row.action,
            effect: row.effect,
            due_text: row.due_text,
            due_on: row.due_on,
            responsible: row.responsible,
        }
    }
}
