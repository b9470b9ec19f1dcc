//! The form of one item: read into a draft, and drawn from one. Columns of equal length are rows of measures.

use serde::Deserialize;

use super::desk::{DeskItem, ItemDraft};
use super::saving::{self, Pen};
use super::texts::Texts;
use super::unasked::Unasked;
use super::write_in;
use crate::domain::ids::{AsideId, MeasureId};
use crate::domain::refusal::Refusal;
use crate::domain::response::{Agreement, DraftAnswer, DraftFollowUp, DraftMeasure, DraftOutcome, Earlier, Gap, Missing, Outcome, Promise, Stance, row_at};
use crate::domain::text::{self, FIELD_LIMIT, TextFault};
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::parts::{Choice, Choices, Faults, Field};
use crate::platform::texts::Apart;
use crate::platform::words::Words;

/// What was typed. Which fields are there depends on the kind of round.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) version: i32,
    /// Which wording of the item stood above the form. A page of the release before does not say.
    #[serde(default)]
    pub(super) wording: Option<i16>,
    #[serde(rename = "do")]
    pub(super) button: String,
    #[serde(default)]
    op: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    aside: Option<AsideId>,
    #[serde(default)]
    stance: Option<Stance>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    elsewhere_reference: String,
    #[serde(default)]
    agreement: String,
    #[serde(default)]
    agreement_reason: String,
    #[serde(default)]
    look_again: String,
    #[serde(default)]
    same_as: String,
    #[serde(default)]
    looked_again: String,
    /// What names each row of measures ([`DraftMeasure::row`]). A page of the release before does not say.
    #[serde(default)]
    row: Vec<String>,
    #[serde(default)]
    action: Vec<String>,
    #[serde(default)]
    effect: Vec<String>,
    #[serde(default)]
    due: Vec<String>,
    #[serde(default)]
    responsible: Vec<String>,
    /// Which promise each row is about: what is asked may change while the page is open.
    #[serde(default)]
    promise: Vec<MeasureId>,
    #[serde(default)]
    outcome: Vec<String>,
    #[serde(default)]
    outcome_action: Vec<String>,
    #[serde(default)]
    outcome_effect: Vec<String>,
    #[serde(default)]
    outcome_date: Vec<String>,
}

/// What a button of the form means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Button {
    Save,
    Next,
    /// Save, with the words put together that lines break in two.
    Join,
    Add,
    Remove(usize),
    Restore(i32),
    Take(AsideId),
    ThrowAway(AsideId),
}

impl Form {
    /// What it says of the page and of whoever opened it.
    pub(super) fn pen(&self, visit: &Passage) -> Result<Pen, Failure> {
        Pen::read(&self.op, &self.by, self.aside, visit)
    }

    pub(super) fn button(&self) -> Result<Button, Failure> {
        match self.button.as_str() {
            "save" => Ok(Button::Save),
            "next" => Ok(Button::Next),
            "join" => Ok(Button::Join),
            "add" => Ok(Button::Add),
            other => {
                let removed = other.strip_prefix("remove-").and_then(|n| n.parse().ok()).map(Button::Remove);
                let restored = other.strip_prefix("restore-").and_then(|n| n.parse().ok()).map(Button::Restore);
                let taken = saving::aside_of(other, "take-").map(Button::Take);
                let thrown = saving::aside_of(other, "drop-").map(Button::ThrowAway);
                removed.or(restored).or(taken).or(thrown).ok_or(Refusal::BadForm.into())
            }
        }
    }

    /// The draft as typed, and what was typed of promises that are not asked about any more. Blank measures at the end of the list
    /// are dropped; texts that are too long are faults.
    pub(super) fn draft(&self, item: &DeskItem, words: Words, faults: &mut Faults) -> Result<(ItemDraft, Unasked), Failure> {
        let mut measures = self.measures(item, words, faults)?;
        if let Button::Remove(n) = self.button()?
            && n < measures.len()
        {
            measures.remove(n);
        }
        measures.retain(|measure| !measure.is_blank());
        let (outcomes, unasked) = self.outcomes(item, words, faults)?;
        let draft = match &item.draft {
            ItemDraft::First(_) => ItemDraft::First(DraftAnswer {
                stance: self.stance,
                measures,
                reason: kept("reason", &self.reason, words, faults),
                elsewhere_reference: kept("elsewhere_reference", &self.elsewhere_reference, words, faults),
                agreement: Agreement::ALL.into_iter().find(|agreement| agreement.key() == self.agreement),
                agreement_reason: kept("agreement_reason", &self.agreement_reason, words, faults),
                look_again: kept("look_again", &self.look_again, words, faults),
                same_as: item.others.iter().find(|other| other.code == self.same_as).map(|other| other.code.clone()).unwrap_or_default(),
            }),
            ItemDraft::FollowUp(_) => ItemDraft::FollowUp(DraftFollowUp {
                outcomes,
                unplanned: measures,
                elsewhere: self.stance == Some(Stance::Elsewhere),
                elsewhere_reference: kept("elsewhere_reference", &self.elsewhere_reference, words, faults),
                looked_again: kept("looked_again", &self.looked_again, words, faults),
            }),
        };
        Ok((draft, unasked))
    }

    fn measures(&self, item: &DeskItem, words: Words, faults: &mut Faults) -> Result<Vec<DraftMeasure>, Failure> {
        let lengths = [self.effect.len(), self.due.len(), self.responsible.len()];
        let are_names = self.row.iter().all(|row| row.len() <= 20 && row.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        if lengths.iter().any(|length| *length != self.action.len()) || self.action.len() > 50 || !are_names {
            return Err(Refusal::BadForm.into());
        }
        let saved = if self.row.is_empty() && self.version == item.saved.version { row_names(item.draft.measures()) } else { Vec::new() };
        let name = |n: usize| self.row.get(n).or_else(|| saved.get(n)).cloned().unwrap_or_else(|| row_at(n));
        let columns = self.action.iter().zip(&self.effect).zip(self.due.iter().zip(&self.responsible));
        let measure = |(n, ((action, effect), (due, responsible))): (usize, ((&String, &String), (&String, &String)))| DraftMeasure {
            row: name(n),
            action: kept(&format!("action-{n}"), action, words, faults),
            effect: kept(&format!("effect-{n}"), effect, words, faults),
            due: kept(&format!("due-{n}"), due, words, faults),
            responsible: kept(&format!("responsible-{n}"), responsible, words, faults),
        };
        Ok(columns.enumerate().map(measure).collect())
    }

    /// A row for every promise that is asked about, found by its promise and never by its place. Every other row that says something
    /// is kept beside: a promise is settled in another round, or a page of the release before did not say what its rows are about.
    fn outcomes(&self, item: &DeskItem, words: Words, faults: &mut Faults) -> Result<(Vec<DraftOutcome>, Unasked), Failure> {
        let lengths = [self.outcome_action.len(), self.outcome_effect.len(), self.outcome_date.len()];
        if lengths.iter().any(|length| *length != self.outcome.len()) || self.outcome.len() > 50 {
            return Err(Refusal::BadForm.into());
        }
        let columns = self.outcome.iter().zip(&self.outcome_action).zip(self.outcome_effect.iter().zip(&self.outcome_date));
        let promises: Vec<Option<MeasureId>> = self.promise.iter().copied().map(Some).chain(std::iter::repeat(None)).take(self.outcome.len()).collect();
        let (ids, mut rows, mut unasked) = (item.promise_ids(), Vec::new(), Unasked::default());
        for (promise, ((outcome, action), (effect, date))) in promises.into_iter().zip(columns) {
            let outcome = Outcome::ALL.into_iter().find(|o| o.key() == outcome);
            let Some((n, planned)) = promise.and_then(|promise| ids.iter().position(|id| *id == promise).zip(Some(promise))) else {
                unasked.add(item, promise, outcome, [action, effect, date]);
                continue;
            };
            rows.push(DraftOutcome {
                planned,
                outcome,
                action: kept(&format!("outcome_action-{n}"), action, words, faults),
                effect: kept(&format!("outcome_effect-{n}"), effect, words, faults),
                date: kept(&format!("outcome_date-{n}"), date, words, faults),
            });
        }
        // Of what a page does not speak, because it is asked since, or because the page is of the release before, what is saved stays.
        if let ItemDraft::FollowUp(saved) = &item.draft {
            rows.extend(saved.outcomes.iter().filter(|row| !self.promise.contains(&row.planned)).cloned());
        }
        Ok((DraftFollowUp { outcomes: rows, ..DraftFollowUp::default() }.for_promises(&ids).outcomes, unasked))
    }
}

fn kept(field: &str, raw: &str, words: Words, faults: &mut Faults) -> String {
    match text::optional(raw, FIELD_LIMIT) {
        Ok(text) => text,
        Err(fault @ (TextFault::Empty | TextFault::TooLong(..))) => {
            faults.add(field, words.text_fault(fault, ""));
            raw.to_owned()
        }
    }
}

/// Notes every gap at its field.
pub(super) fn note_gaps(gaps: &[Gap], draft: &ItemDraft, t: Texts, faults: &mut Faults) {
    for gap in gaps {
        let n = gap.at;
        let field = match &gap.what {
            Missing::Stance | Missing::Untouched | Missing::Unreadable | Missing::ElsewhereAgain | Missing::NotMarked => "stance".to_owned(),
            Missing::Reason => "reason".to_owned(),
            Missing::Reference => "elsewhere_reference".to_owned(),
            Missing::Action | Missing::UnplannedAction => format!("action-{n}"),
            Missing::Effect | Missing::UnplannedEffect => format!("effect-{n}"),
            Missing::Date(_) | Missing::UnplannedDate(_) | Missing::PlannedTooEarly(_) | Missing::DoneInFuture => format!("due-{n}"),
            Missing::Outcome => format!("outcome-{n}"),
            Missing::OutcomeAction => format!("outcome_action-{n}"),
            Missing::OutcomeEffect => format!("outcome_effect-{n}"),
            Missing::OutcomeDate(_) | Missing::DoneTooEarly(_) | Missing::OutcomeInFuture | Missing::NewDayIsOver | Missing::NewDay => {
                format!("outcome_date-{n}")
            }
            Missing::AgreementReason => "agreement_reason".to_owned(),
            Missing::LookAgain(_) | Missing::LookAgainIsOver => "look_again".to_owned(),
            Missing::SameAs => "same_as".to_owned(),
            Missing::LookedAgain => "looked_again".to_owned(),
            Missing::Summary => "text".to_owned(),
        };
        faults.add(field, t.gap(&gap.what, draft.typed_date(gap)));
    }
}

/// The fields of a measure.
pub(super) struct MeasureFields {
    pub(super) row: String,
    pub(super) legend: String,
    pub(super) fields: Vec<Field>,
    pub(super) remove: Option<(String, String)>,
}

/// The fields of a promise, under what was promised.
pub(super) struct OutcomeFields {
    pub(super) id: MeasureId,
    pub(super) legend: String,
    pub(super) promise: String,
    pub(super) until: String,
    /// What the board said of it in a round between.
    pub(super) since: Option<String>,
    pub(super) expected: String,
    pub(super) outcome: Choices,
    pub(super) action: Field,
    pub(super) effect: Field,
    /// Something is written there, so it is seen whatever became of the promise.
    pub(super) has_effect: bool,
    pub(super) date: Field,
}

/// The whole form, drawn.
pub(super) struct Fields {
    pub(super) stance: Option<Choices>,
    pub(super) measures: Vec<MeasureFields>,
    /// Why no measures are planned.
    pub(super) reason: Option<Field>,
    /// When the question is looked at again, where no measures are planned.
    pub(super) look_again: Option<Field>,
    /// Which item has the measures.
    pub(super) same_as: Option<Choices>,
    /// Whether the board agrees, and why not.
    pub(super) agreement: Option<(Choices, Field)>,
    /// The diary number of an answer in special order.
    pub(super) reference: Field,
    pub(super) elsewhere_open: bool,
    pub(super) outcomes: Vec<OutcomeFields>,
    /// A follow-up: what the first response said where it promised nothing, and the box for special order.
    pub(super) follow_up: Option<FollowUpFields>,
}

/// What only a follow-up has.
pub(super) struct FollowUpFields {
    pub(super) earlier: Option<String>,
    /// What came of a question that was to be looked at again.
    pub(super) looked_again: Option<Field>,
    pub(super) elsewhere: Choices,
}

/// Empty rows for measures, where there are to be any.
#[derive(Clone, Copy)]
pub(super) struct Blank {
    /// One more is asked for at the end.
    pub(super) extra: bool,
    /// The version that the form is drawn on. Two who begin a row on the same one mean the same row.
    pub(super) version: i32,
}

/// Draws the form.
pub(super) fn draw(item: &DeskItem, draft: &ItemDraft, blank: Blank, period: &str, t: Texts, faults: &Faults) -> Fields {
    match draft {
        ItemDraft::First(answer) => first(answer, item, blank, t, faults),
        ItemDraft::FollowUp(answer) => follow_up(answer, item, blank, period, t, faults),
    }
}

fn first(answer: &DraftAnswer, item: &DeskItem, blank: Blank, t: Texts, faults: &Faults) -> Fields {
    // Where nothing else is asked there is nothing to refer to.
    let offered = Stance::ALL.into_iter().filter(|stance| *stance != Stance::Same || !item.others.is_empty());
    let choices = offered.map(|stance| Choice::new(stance.key(), t.stance(stance), answer.stance == Some(stance))).collect();
    Fields {
        stance: Some(Choices::radios(t.lang, "stance", t.what_plans(), choices, faults)),
        measures: measures(&answer.measures, Blank { extra: blank.extra || answer.measures.is_empty(), ..blank }, false, t, faults),
        reason: Some(Field::area(t.lang, "reason", t.reason(), &answer.reason, faults)),
        look_again: Some(Field::line(t.lang, "look_again", t.look_again(), &answer.look_again, faults).hint(t.look_again_hint()).class("w20")),
        same_as: (!item.others.is_empty()).then(|| same_as(answer, item, t, faults)),
        agreement: Some(agreement(answer, t, faults)),
        reference: reference(&answer.elsewhere_reference, t, faults),
        elsewhere_open: false,
        outcomes: Vec::new(),
        follow_up: None,
    }
}

fn follow_up(answer: &DraftFollowUp, item: &DeskItem, blank: Blank, period: &str, t: Texts, faults: &Faults) -> Fields {
    let several = item.promises.len() > 1;
    let rows = item.promises.iter().zip(&answer.outcomes).enumerate();
    let in_order = Choice::new(Stance::Elsewhere.key(), t.stance(Stance::Elsewhere), answer.elsewhere);
    Fields {
        stance: None,
        measures: measures(&answer.unplanned, blank, true, t, faults),
        reason: None,
        look_again: None,
        same_as: None,
        agreement: None,
        reference: reference(&answer.elsewhere_reference, t, faults),
        elsewhere_open: answer.elsewhere || ["stance", "elsewhere_reference"].iter().any(|field| faults.at(field).is_some()),
        outcomes: rows.map(|(n, (promise, row))| outcome((n, several), promise, row, period, t, faults)).collect(),
        follow_up: Some(FollowUpFields {
            earlier: item.promises.is_empty().then(|| said_earlier(&item.earlier, t)),
            looked_again: matches!(item.earlier, Earlier::LookAgain(_))
                .then(|| Field::area(t.lang, "looked_again", t.looked_again(), &answer.looked_again, faults)),
            elsewhere: Choices::boxes(t.lang, "stance", t.elsewhere_question(), vec![in_order], faults),
        }),
    }
}

fn same_as(answer: &DraftAnswer, item: &DeskItem, t: Texts, faults: &Faults) -> Choices {
    let mut choices = vec![Choice::new("", t.choose(), answer.same_as.is_empty())];
    let other = |other: &super::desk::Other| Choice::new(other.code.clone(), format!("{} {}", other.code, Apart(&other.heading)), answer.same_as == other.code);
    choices.extend(item.others.iter().map(other));
    Choices::list(t.lang, "same_as", t.same_as(), choices, faults)
}

fn agreement(answer: &DraftAnswer, t: Texts, faults: &Faults) -> (Choices, Field) {
    let mut choices: Vec<Choice> =
        Agreement::ALL.into_iter().map(|agreement| Choice::new(agreement.key(), t.agreement_of(agreement), answer.agreement == Some(agreement))).collect();
    choices.push(Choice::new("", t.no_stand(), answer.agreement.is_none()));
    let why = Field::area(t.lang, "agreement_reason", t.agreement_reason(), &answer.agreement_reason, faults);
    (Choices::radios(t.lang, "agreement", t.agreement(), choices, faults), why)
}

fn reference(typed: &str, t: Texts, faults: &Faults) -> Field {
    Field::line(t.lang, "elsewhere_reference", t.elsewhere_reference(), typed, faults).hint(t.elsewhere_hint())
}

fn said_earlier(earlier: &Earlier, t: Texts) -> String {
    match earlier {
        Earlier::Nothing => t.nothing_promised().to_owned(),
        Earlier::Done => t.was_done().to_owned(),
        Earlier::Elsewhere(reference) => t.was_elsewhere(reference),
        Earlier::LookAgain(day) => t.was_to_be_looked_at(&day.text),
        Earlier::Same(code) => t.told_under(code),
        Earlier::InDocument => write_in::Texts::from(t.lang).was_in_document().to_owned(),
        Earlier::Settled => t.promises_are_settled().to_owned(),
    }
}

fn measures(list: &[DraftMeasure], blank: Blank, unplanned: bool, t: Texts, faults: &Faults) -> Vec<MeasureFields> {
    let mut names = row_names(list);
    let mut free = (list.len()..).map(|n| format!("{}-{n}", blank.version)).filter(|name| !names.contains(name));
    let new = DraftMeasure { row: free.next().unwrap_or_default(), ..DraftMeasure::default() };
    names.push(new.row.clone());
    let rows: Vec<(String, &DraftMeasure)> = names.into_iter().zip(list.iter().chain(blank.extra.then_some(&new))).collect();
    let several = rows.len() > 1 || unplanned;
    let draw = |(n, (row, measure))| MeasureFields { row, ..measure_fields(n, measure, several, unplanned, t, faults) };
    rows.into_iter().enumerate().map(draw).collect()
}

/// What names each row of a draft.
fn row_names(measures: &[DraftMeasure]) -> Vec<String> {
    measures.iter().enumerate().map(|(n, measure)| if measure.row.is_empty() { row_at(n) } else { measure.row.clone() }).collect()
}

fn measure_fields(n: usize, measure: &DraftMeasure, several: bool, unplanned: bool, t: Texts, faults: &Faults) -> MeasureFields {
    let lang = t.lang;
    let responsible = Field::line(lang, format!("responsible-{n}"), t.responsible(), &measure.responsible, faults).named("responsible").hint(t.optional());
    let remove = several.then(|| (format!("remove-{n}"), t.remove_measure(n + 1)));
    // One set of fields for what is planned and for what is done: which of the two is asked follows the choice above.
    let (action, effect, due) = if unplanned {
        ((t.action_done(), t.action_hint_done()), (t.effect(), t.effect_hint_done()), (t.done_on(), t.done_on_hint()))
    } else {
        ((t.action_planned(), t.action_hint()), (t.effect_expected(), t.effect_hint()), (t.due(), t.due_hint()))
    };
    let [action, effect, due] = [
        Field::area(lang, format!("action-{n}"), action.0, &measure.action, faults).named("action").hint(action.1),
        Field::area(lang, format!("effect-{n}"), effect.0, &measure.effect, faults).named("effect").hint(effect.1),
        Field::line(lang, format!("due-{n}"), due.0, &measure.due, faults).named("due").hint(due.1).class("w20"),
    ];
    if unplanned {
        return MeasureFields { row: String::new(), legend: t.unplanned_n(n + 1), fields: vec![action, effect, due, responsible], remove };
    }
    let fields = vec![
        action.when(DONE, t.action_done(), t.action_hint_done()),
        effect.when(DONE, t.effect(), t.effect_hint_done()),
        due.when(DONE, t.done_on(), t.done_on_hint()),
        responsible,
    ];
    MeasureFields { row: String::new(), legend: t.measure_n(n + 1), fields, remove }
}

/// By which choice a field is called something else (`data-when` in the stylesheet): something is done; it was not done, or
/// will not be; it has a new last day.
const DONE: &str = "done";
const NOT: &str = "not";
const NEW_DAY: &str = "new-day";

fn outcome((n, several): (usize, bool), promise: &Promise, row: &DraftOutcome, period: &str, t: Texts, faults: &Faults) -> OutcomeFields {
    let words = Words::new(t.lang);
    let mut choices = vec![Choice::new("", t.choose(), row.outcome.is_none())];
    choices.extend(Outcome::ALL.into_iter().map(|o| Choice::new(o.key(), words.outcome(o), row.outcome == Some(o))));
    let what_done = if period.is_empty() { t.what_done().to_owned() } else { t.what_done_in(period) };
    OutcomeFields {
        id: promise.id,
        legend: if several { t.promised_n(n + 1) } else { t.promised().to_owned() },
        promise: promise.measure.action.clone(),
        until: t.promised_until(&promise.measure.due.text),
        since: promise.since.as_ref().map(|since| words.told_since(since)),
        expected: t.expected(&promise.measure.effect),
        outcome: Choices::list(t.lang, format!("outcome-{n}"), t.how_went(), choices, faults).named("outcome"),
        action: Field::area(t.lang, format!("outcome_action-{n}"), what_done, &row.action, faults).named("outcome_action").when(NOT, t.why_not_done(), ""),
        effect: Field::area(t.lang, format!("outcome_effect-{n}"), t.what_effect(), &row.effect, faults).named("outcome_effect"),
        has_effect: !row.effect.is_empty(),
        date: Field::line(t.lang, format!("outcome_date-{n}"), t.outcome_date(), &row.date, faults)
            .named("outcome_date")
            .hint(t.outcome_date_hint())
            .when(DONE, t.done_on(), t.done_on_hint())
            .when(NEW_DAY, t.new_last_day(), t.due_hint())
            .class("w20"),
    }
}
