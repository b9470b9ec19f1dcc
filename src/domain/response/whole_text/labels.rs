//! What stands under one heading: measures with effect, date and responsible function, or why there are none.

use super::headings::folded;
use crate::domain::response::{AskedItem, DraftAnswer, DraftFollowUp, DraftMeasure, Outcome, Stance};

/// An answer as read from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAnswer<T> {
    /// What could be read. Empty in every field that the text says nothing of.
    pub draft: T,
    /// What could not be placed in a field.
    pub rest: String,
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// What the board chose: "Svar: vi planerar inga åtgärder".
    Stance,
    Action,
    Effect,
    Date,
    Responsible,
    Reason,
    Reference,
    /// A promise of the first response, repeated before what became of it.
    Promise,
    /// What became of it.
    Outcome,
    /// The auditors' own words, which are not the board's answer.
    Auditors,
}

/// Labels in lower case. The longest that fits is meant.
const LABELS: [(&str, Label); 49] = [
    ("svar", Label::Stance),
    ("nämndens svar", Label::Stance),
    ("vad planerar nämnden", Label::Stance),
    ("answer", Label::Stance),
    ("åtgärd", Label::Action),
    ("åtgärder", Label::Action),
    ("planerad åtgärd", Label::Action),
    ("planerade åtgärder", Label::Action),
    ("genomförd åtgärd", Label::Action),
    ("vad har gjorts", Label::Action),
    ("gjort", Label::Action),
    ("measure", Label::Action),
    ("planned measure", Label::Action),
    ("planned measures", Label::Action),
    ("completed measure", Label::Action),
    ("effekt", Label::Effect),
    ("förväntad effekt", Label::Effect),
    ("uppnådd effekt", Label::Effect),
    ("effect", Label::Effect),
    ("expected effect", Label::Effect),
    ("klart senast", Label::Date),
    ("klar senast", Label::Date),
    ("senast", Label::Date),
    ("senast genomförd", Label::Date),
    ("genomförd senast", Label::Date),
    ("genomförs senast", Label::Date),
    ("genomförd", Label::Date),
    ("ny sista dag", Label::Date),
    ("tidplan", Label::Date),
    ("tidpunkt", Label::Date),
    ("datum", Label::Date),
    ("completed no later than", Label::Date),
    ("latest date", Label::Date),
    ("done on", Label::Date),
    ("new last day", Label::Date),
    ("ansvarig", Label::Responsible),
    ("ansvarig funktion", Label::Responsible),
    ("responsible", Label::Responsible),
    ("responsible function", Label::Responsible),
    ("skäl", Label::Reason),
    ("motivering", Label::Reason),
    ("reason", Label::Reason),
    ("diarienummer", Label::Reference),
    ("planerades", Label::Promise),
    ("planned", Label::Promise),
    ("utfall", Label::Outcome),
    ("outcome", Label::Outcome),
    ("revisionens text", Label::Auditors),
    ("the auditors’ text", Label::Auditors),
];

/// Reads the answer to an item of a first response. Text without any label is a planned measure whose effect and date are
/// still to be written.
#[must_use]
pub fn first_answer(text: &str, item: &AskedItem) -> ReadAnswer<DraftAnswer> {
    let (mut unlabelled, pieces) = pieces(text, item);
    let mut draft = DraftAnswer::default();
    let mut rest = Vec::new();
    for (label, value) in pieces {
        match label {
            Label::Stance => match stance(&value) {
                Some(stance) => draft.stance = Some(stance),
                None => unlabelled.push(value),
            },
            Label::Action => draft.measures.push(DraftMeasure { action: value, ..DraftMeasure::default() }),
            Label::Effect => put(&mut draft.measures, value, |measure| &mut measure.effect),
            Label::Date => put(&mut draft.measures, value, |measure| &mut measure.due),
            Label::Responsible => put(&mut draft.measures, value, |measure| &mut measure.responsible),
            Label::Reason => joined(&mut draft.reason, &value),
            Label::Reference => joined(&mut draft.elsewhere_reference, &value),
            Label::Promise | Label::Outcome | Label::Auditors => rest.push(value),
        }
    }
    let unlabelled = unlabelled.join("\n\n");
    if draft.stance.is_none() {
        let first_sentence = unlabelled.split_inclusive(['.', '\n']).next().unwrap_or_default();
        draft.stance = if !draft.reason.is_empty() && draft.measures.is_empty() { Some(Stance::None) } else { stance(first_sentence) };
    }
    match draft.stance {
        Some(Stance::None) if draft.reason.is_empty() => draft.reason = unlabelled,
        Some(Stance::None | Stance::Elsewhere) => rest.insert(0, unlabelled),
        Some(Stance::Planned | Stance::Done) | None => without_label(&mut draft.measures, unlabelled, &mut rest),
    }
    if draft.stance.is_none() && !draft.measures.is_empty() {
        draft.stance = Some(Stance::Planned);
    }
    ReadAnswer { draft, rest: whole(&rest) }
}

/// Reads the answer to an item of a follow-up. `draft` has one row per promise; each "Planerades" or "Utfall" begins the
/// next one.
#[must_use]
pub fn follow_up_answer(text: &str, item: &AskedItem, mut draft: DraftFollowUp) -> ReadAnswer<DraftFollowUp> {
    let (unlabelled, pieces) = pieces(text, item);
    let mut rest = vec![unlabelled.join("\n\n")];
    if let [only] = draft.outcomes.as_mut_slice()
        && pieces.is_empty()
    {
        joined(&mut only.action, &rest.join(""));
        rest.clear();
    }
    let mut at: Option<usize> = None;
    let mut said = false;
    for (label, value) in pieces {
        let begins = matches!(label, Label::Promise) || (label == Label::Outcome && (said || at.is_none()));
        if begins {
            at = Some(at.map_or(0, |at| at + 1));
            said = false;
        }
        let Some(row) = at.and_then(|at| draft.outcomes.get_mut(at)) else {
            rest.push(value);
            continue;
        };
        match label {
            Label::Promise => {}
            Label::Outcome => {
                said = true;
                let (outcome, more) = outcome(&value);
                row.outcome = outcome;
                joined(&mut row.action, more);
            }
            Label::Action | Label::Reason => joined(&mut row.action, &value),
            Label::Effect => joined(&mut row.effect, &value),
            Label::Date => joined(&mut row.date, &value),
            Label::Stance | Label::Responsible | Label::Reference | Label::Auditors => rest.push(value),
        }
    }
    ReadAnswer { draft, rest: whole(&rest) }
}

/// The text before the first label, and each label with what follows it. The auditors' own words are left out.
fn pieces(text: &str, item: &AskedItem) -> (Vec<String>, Vec<(Label, String)>) {
    let mut unlabelled = String::new();
    let mut pieces: Vec<(Label, String)> = Vec::new();
    for line in text.lines() {
        if let Some((label, value)) = labelled(line) {
            pieces.push((label, value.to_owned()));
            continue;
        }
        let open = pieces.last_mut().map_or(&mut unlabelled, |(_, value)| value);
        open.push('\n');
        open.push_str(line);
    }
    let own = [folded(&item.body), folded(&item.heading)];
    let written = |text: &str| !text.is_empty() && !own.contains(&folded(text));
    pieces.iter_mut().for_each(|(_, value)| *value = value.trim().to_owned());
    pieces.retain(|(label, value)| if *label == Label::Auditors { written(value) } else { !value.is_empty() });
    let before = unlabelled.trim().split("\n\n").map(str::trim).filter(|part| written(part)).collect::<Vec<_>>().join("\n\n");
    (if before.is_empty() { Vec::new() } else { vec![before] }, pieces)
}

/// A line such as "Förväntad effekt: färre fel", "Åtgärd 2:", or a label that stands alone on its line.
fn labelled(line: &str) -> Option<(Label, &str)> {
    let plain = line.trim().trim_start_matches(['*', '•', '-', '–', ' ', '\t']);
    let (name, value) = plain.split_once([':', '\t']).unwrap_or((plain, ""));
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '*' | '?' | '.')).to_lowercase();
    let alone = value.is_empty() && plain.chars().count() <= 30;
    let label = LABELS.iter().find(|(written, _)| *written == name).map(|(_, label)| *label)?;
    (alone || plain.contains([':', '\t'])).then(|| (label, value.trim_matches(['*', ' ', '\t'])))
}

/// A value belongs to the measure that was begun last, unless that has one already.
fn put(measures: &mut Vec<DraftMeasure>, value: String, field: fn(&mut DraftMeasure) -> &mut String) {
    if measures.is_empty() {
        measures.push(DraftMeasure::default());
    }
    if let Some(measure) = measures.last_mut() {
        joined(field(measure), &value);
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

fn joined(field: &mut String, more: &str) {
    if !field.is_empty() && !more.is_empty() {
        field.push('\n');
    }
    field.push_str(more);
}

fn whole(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
}

/// What the board chose, where its words say so.
fn stance(text: &str) -> Option<Stance> {
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["inga åtgärder", "ingen åtgärd", "no measures"]) {
        Some(Stance::None)
    } else if says(&["särskild ordning", "given separately"]) {
        Some(Stance::Elsewhere)
    } else if says(&["redan genomförd", "already done", "already completed"]) {
        Some(Stance::Done)
    } else if says(&["planerar åtgärder", "plans measures"]) {
        Some(Stance::Planned)
    } else {
        None
    }
}

/// "Genomförd. Rutinen antogs i maj." is an outcome and what was done.
fn outcome(value: &str) -> (Option<Outcome>, &str) {
    let words = [
        ("inte genomförd", Outcome::NotDone),
        ("ej genomförd", Outcome::NotDone),
        ("not done", Outcome::NotDone),
        ("genomförd", Outcome::Done),
        ("done", Outcome::Done),
        ("pågår", Outcome::UnderWay),
        ("under way", Outcome::UnderWay),
        ("ersatt", Outcome::Replaced),
        ("replaced", Outcome::Replaced),
    ];
    let lower = value.to_lowercase();
    for (word, meant) in words {
        if let Some(rest) = lower.strip_prefix(word)
            && !rest.starts_with(char::is_alphabetic)
        {
            let from = value.len().saturating_sub(rest.len());
            return (Some(meant), value.get(from..).unwrap_or(value).trim_start_matches(['.', ',', ':', ' ', '–', '-']));
        }
    }
    (None, value)
}
