//! Two texts of one part: different fields are put together, and for the same field both texts are shown with the words in which
//! they differ.

use serde_json::Value;

use super::desk::Saved;
use super::saving::Part;
use super::texts::Texts;
use crate::domain::compared::{Piece, compare};
use crate::domain::response::{Agreement, Clash, Outcome, Stance};
use crate::platform::gate::Passage;
use crate::platform::words::Words;

/// Two texts of one field beside each other.
pub(super) struct Compared {
    pub(super) label: String,
    pub(super) mine: Vec<Piece>,
    pub(super) theirs: Vec<Piece>,
}

/// Draws what both changed.
pub(super) fn compared(clashes: &[Clash], t: Texts) -> Vec<Compared> {
    let draw = |clash: &Clash| {
        let (mine, theirs) = compare(&said(&clash.mine, t), &said(&clash.theirs, t));
        Compared { label: label(&clash.path, t), mine, theirs }
    };
    clashes.iter().map(draw).collect()
}

/// Who saved meanwhile: somebody else, or she herself somewhere else.
pub(super) fn who(saved: &Saved, visit: &Passage, t: Texts) -> String {
    let when = saved.at.map(|at| visit.words().instant(at)).unwrap_or_default();
    if is_own(saved, visit) { t.conflict_with_oneself(&when) } else { t.conflict(&saved.by, &when) }
}

/// A text of the reader's that somebody has replaced: the sentence, and where it stands.
pub(super) fn replaced(part: Part<'_>, words: Words, t: Texts) -> Option<(String, String)> {
    let replaced = part.saved().replaced.as_ref()?;
    Some((t.replaced_yours(&replaced.by, &words.instant(replaced.at)), format!("{}/versioner?version={}", part.url(), replaced.version)))
}

/// Whether the newest version is the reader's own.
pub(super) fn is_own(saved: &Saved, visit: &Passage) -> bool {
    saved.by_id.is_some() && saved.by_id == visit.person().map(|person| person.id)
}

fn label(path: &[String], t: Texts) -> String {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let number = |n: &str| n.parse::<usize>().map_or(1, |n| n + 1);
    match path.as_slice() {
        [] => t.answers_label().to_owned(),
        ["text"] => t.summary_label().to_owned(),
        ["stance"] => t.what_plans().to_owned(),
        ["reason"] => t.reason().to_owned(),
        ["elsewhere"] => t.elsewhere_question().to_owned(),
        ["elsewhere_reference"] => t.elsewhere_reference().to_owned(),
        ["agreement"] => t.agreement().to_owned(),
        ["agreement_reason"] => t.agreement_reason().to_owned(),
        ["same_as"] => t.same_as().to_owned(),
        ["look_again"] => t.look_again().to_owned(),
        ["looked_again"] => t.looked_again().to_owned(),
        ["unplanned"] => t.unplanned().to_owned(),
        ["measures", n, field] => format!("{}: {}", t.measure_n(number(n)), field_label(field, t)),
        ["unplanned", n, field] => format!("{}: {}", t.unplanned_n(number(n)), field_label(field, t)),
        ["outcomes", n, "promised"] => t.promised_n(number(n)),
        ["outcomes", n, field] => format!("{}: {}", t.promised_n(number(n)), field_label(field, t)),
        _ => t.measures().to_owned(),
    }
}

fn field_label(field: &str, t: Texts) -> &'static str {
    match field {
        "outcome" => t.how_went(),
        "effect" => t.effect(),
        "due" => t.due(),
        "date" => t.outcome_date(),
        "responsible" => t.responsible(),
        _ => t.action(),
    }
}

/// A value of a draft in words. Rows stand on a line each.
pub(super) fn said(value: &Value, t: Texts) -> String {
    match value {
        Value::String(text) => choice(text, t).map_or_else(|| text.clone(), ToOwned::to_owned),
        Value::Array(rows) => rows.iter().map(|row| said(row, t)).collect::<Vec<_>>().join("\n"),
        Value::Object(fields) => {
            let names = ["text", "stance", "outcomes", "measures", "unplanned", "reason", "outcome", "action", "effect", "due", "date", "responsible"];
            let texts = names.iter().filter_map(|name| fields.get(*name)).map(|field| said(field, t));
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Value::Bool(true) => t.stance(Stance::Elsewhere).to_owned(),
        Value::Null | Value::Bool(false) | Value::Number(_) => String::new(),
    }
}

/// The words of a choice by its name in drafts. What somebody typed looks so only if she typed the very name.
fn choice(text: &str, t: Texts) -> Option<&'static str> {
    let stance = Stance::ALL.into_iter().find(|stance| stance.key() == text).map(|stance| t.stance(stance));
    let stance = stance.or_else(|| Agreement::ALL.into_iter().find(|agreement| agreement.key() == text).map(|agreement| t.agreement_of(agreement)));
    stance.or_else(|| Outcome::ALL.into_iter().find(|outcome| outcome.key() == text).map(|outcome| Words::new(t.lang).outcome(outcome)))
}

/// A whole draft in words, for reading an earlier version: what each text is, and the text.
pub(super) fn lines(content: &Value, t: Texts) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let names = [
        "text",
        "stance",
        "outcomes",
        "measures",
        "unplanned",
        "reason",
        "same_as",
        "look_again",
        "looked_again",
        "elsewhere_reference",
        "agreement",
        "agreement_reason",
    ];
    for name in names {
        match content.get(name) {
            Some(Value::Array(rows)) => {
                for (n, row) in rows.iter().enumerate() {
                    let fields = ["promised", "outcome", "action", "effect", "due", "date", "responsible"];
                    let said =
                        fields.iter().filter_map(|field| Some((label(&[name.to_owned(), n.to_string(), (*field).to_owned()], t), said(row.get(*field)?, t))));
                    lines.extend(said.filter(|(_, text)| !text.trim().is_empty()));
                }
            }
            Some(value) => {
                let text = said(value, t);
                if !text.trim().is_empty() {
                    lines.push((label(&[name.to_owned()], t), text));
                }
            }
            None => {}
        }
    }
    lines
}
