//! The answer to an item of a first response, out of what stands under its heading.

use super::choices::{agreement, is_choice_alone, stance};
use super::labels::{Label, pieces};
use super::{Line, ReadAnswer, joined, whole};
use crate::domain::response::{AskedItem, DraftAnswer, DraftMeasure, Stance};

/// Reads the answer to an item of a first response. Text without any label is a planned measure whose effect and date are
/// still to be written.
#[must_use]
pub fn first_answer(lines: &[Line], item: &AskedItem) -> ReadAnswer<DraftAnswer> {
    let (mut unlabelled, pieces) = pieces(lines, item);
    let mut draft = DraftAnswer::default();
    let mut rest = Vec::new();
    for (label, value) in pieces {
        match label {
            Label::Stance => {
                draft.stance = stance(&value).or(draft.stance);
                // Whoever says more than what was chosen says why, or what is done.
                if !is_choice_alone(&value) {
                    unlabelled.push(value);
                }
            }
            Label::Action | Label::Unplanned => draft.measures.push(DraftMeasure { action: value, ..DraftMeasure::default() }),
            Label::Effect => put(&mut draft.measures, &value, |measure| &mut measure.effect),
            Label::Date => put(&mut draft.measures, &value, |measure| &mut measure.due),
            Label::Responsible => put(&mut draft.measures, &value, |measure| &mut measure.responsible),
            Label::Reason => joined(&mut draft.reason, &value),
            Label::Reference => joined(&mut draft.elsewhere_reference, &value),
            Label::Agreement => {
                let (agreement, more) = agreement(&value);
                draft.agreement = agreement;
                joined(&mut draft.agreement_reason, more);
            }
            Label::Why => joined(&mut draft.agreement_reason, &value),
            Label::SameAs => joined(&mut draft.same_as, &value),
            Label::Again => joined(&mut draft.look_again, &value),
            Label::Promise | Label::Outcome | Label::Auditors | Label::LookedAgain => rest.push(value),
        }
    }
    draft.measures.retain(|measure| !measure.is_blank());
    let unlabelled = unlabelled.join("\n\n");
    if draft.stance.is_none() {
        let first_sentence = unlabelled.split_inclusive(['.', '\n']).next().unwrap_or_default();
        draft.stance = if !draft.reason.is_empty() && draft.measures.is_empty() { Some(Stance::None) } else { stance(first_sentence) };
    }
    match draft.stance {
        Some(Stance::None) if draft.reason.is_empty() => draft.reason = unlabelled,
        Some(Stance::Same) if draft.same_as.is_empty() => {
            let (code, more) = named_item(&unlabelled);
            draft.same_as = code;
            rest.insert(0, more);
        }
        Some(Stance::None | Stance::Elsewhere | Stance::Same) => rest.insert(0, unlabelled),
        Some(Stance::Planned | Stance::Done) | None => without_label(&mut draft.measures, unlabelled, &mut rest),
    }
    if draft.stance.is_none() && !draft.measures.is_empty() {
        draft.stance = Some(Stance::Planned);
    }
    beside_the_choice(&mut draft, &mut rest);
    ReadAnswer { draft, rest: whole(&rest) }
}

/// What has no place in the answer that was chosen is shown beside it.
fn beside_the_choice(draft: &mut DraftAnswer, rest: &mut Vec<String>) {
    let (with_measures, with_reason, with_reference) = match draft.stance {
        Some(Stance::Planned | Stance::Done) | None => (true, false, false),
        Some(Stance::None) => (false, true, false),
        Some(Stance::Elsewhere) => (false, false, true),
        Some(Stance::Same) => (false, false, false),
    };
    if draft.stance != Some(Stance::Same) {
        rest.push(std::mem::take(&mut draft.same_as));
    }
    if !with_measures {
        let measures = std::mem::take(&mut draft.measures);
        rest.extend(measures.into_iter().flat_map(|measure| [measure.action, measure.effect, measure.due, measure.responsible]));
    }
    if !with_reason {
        rest.push(std::mem::take(&mut draft.reason));
        rest.push(std::mem::take(&mut draft.look_again));
    }
    if draft.agreement.is_none() {
        rest.push(std::mem::take(&mut draft.agreement_reason));
    }
    if !with_reference {
        rest.push(std::mem::take(&mut draft.elsewhere_reference));
    }
}

/// "Samma åtgärd som R1." names the item; what follows is handed back.
fn named_item(text: &str) -> (String, String) {
    let lower = text.to_lowercase();
    let said = ["samma åtgärd som ", "the same measure as "].iter().find_map(|words| lower.trim_start().strip_prefix(words).map(str::len));
    let Some(named) = said.and_then(|left| text.get(text.len().saturating_sub(left)..)) else { return (String::new(), text.to_owned()) };
    let code: String = named.chars().take_while(|c| c.is_alphanumeric()).collect();
    let more = named.get(code.len()..).unwrap_or("").trim_start_matches(['.', ',', ' ', '\n']).to_owned();
    (code.to_uppercase(), more)
}

/// A value belongs to the measure that was begun last.
fn put(measures: &mut Vec<DraftMeasure>, value: &str, field: fn(&mut DraftMeasure) -> &mut String) {
    if measures.is_empty() {
        measures.push(DraftMeasure::default());
    }
    if let Some(measure) = measures.last_mut() {
        joined(field(measure), value);
    }
}

/// A text without label is the measure where none is labelled, else it stands beside.
fn without_label(measures: &mut Vec<DraftMeasure>, text: String, rest: &mut Vec<String>) {
    match measures.first_mut() {
        _ if text.is_empty() => {}
        Some(first) if first.action.is_empty() => first.action = text,
        Some(_) => rest.insert(0, text),
        None => measures.push(DraftMeasure { action: text, ..DraftMeasure::default() }),
    }
}
