//! A response as blocks: what goes out as text, to be worked on or put into the case system, and what [`super::split`] and
//! the readers of answers take in again. In Swedish, as everything that the board decides on.

use super::choices::{agreement_words, outcome_words, stance_words};
use crate::domain::audit::ItemKind;
use crate::domain::response::{AskedItem, DraftAnswer, DraftFollowUp, DraftMeasure, DraftOutcome, Promise, Stance};

/// A piece of a response that is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title of the document.
    Title(String),
    /// A remark about the document itself.
    Remark(String),
    /// The heading of an item, or of the summary.
    Heading(String),
    /// The auditors' words.
    Auditors(String),
    /// A text without label.
    Text(String),
    /// What a text is, and the text; it may be empty.
    Field(&'static str, String),
}

/// The summary under its heading.
#[must_use]
pub fn summary(text: &str) -> Vec<Block> {
    vec![Block::Heading("Sammanfattande svar".into()), Block::Text(text.into())]
}

/// An item of a first response, with the board's answer as it stands.
#[must_use]
pub fn first_item(item: &AskedItem, draft: &DraftAnswer) -> Vec<Block> {
    head(item).into_iter().chain(first_fields(draft)).collect()
}

/// The board's answer alone, as it stands: what belongs to what the board chose. Without a choice, the fields of a measure.
#[must_use]
pub fn first_fields(draft: &DraftAnswer) -> Vec<Block> {
    let mut out = vec![Block::Field("Svar", draft.stance.map_or("", stance_words).to_owned())];
    match draft.stance {
        Some(Stance::None) => {
            out.push(Block::Field("Skäl", draft.reason.clone()));
            if !draft.look_again.is_empty() {
                out.push(Block::Field("Ses över igen", draft.look_again.clone()));
            }
        }
        Some(Stance::Same) => out.push(Block::Field("Samma som", draft.same_as.clone())),
        Some(Stance::Elsewhere) => out.push(Block::Field("Diarienummer", draft.elsewhere_reference.clone())),
        Some(Stance::Done) => measures(&mut out, ["Genomförd åtgärd", "Effekt", "Genomförd"], &draft.measures),
        Some(Stance::Planned) | None => measures(&mut out, ["Åtgärd", "Förväntad effekt", "Klart senast"], &draft.measures),
    }
    if let Some(agreement) = draft.agreement {
        out.push(Block::Field("Instämmer nämnden", agreement_words(agreement).to_owned()));
        out.push(Block::Field("Varför inte helt", draft.agreement_reason.clone()));
    }
    out
}

/// An item of a follow-up: each promise, and what became of it.
#[must_use]
pub fn follow_up_item(item: &AskedItem, draft: &DraftFollowUp, promises: &[Promise]) -> Vec<Block> {
    head(item).into_iter().chain(follow_up_fields(draft, promises)).collect()
}

/// What became of each promise, as it stands, and what was done besides.
#[must_use]
pub fn follow_up_fields(draft: &DraftFollowUp, promises: &[Promise]) -> Vec<Block> {
    if draft.elsewhere {
        return vec![Block::Field("Svar", stance_words(Stance::Elsewhere).to_owned()), Block::Field("Diarienummer", draft.elsewhere_reference.clone())];
    }
    let mut out = Vec::new();
    for row in &draft.outcomes {
        outcome(&mut out, row, promises.iter().find(|promise| promise.id == row.planned));
    }
    if !draft.looked_again.is_empty() {
        out.push(Block::Field("Det nämnden kom fram till", draft.looked_again.clone()));
    }
    if !draft.unplanned.is_empty() || draft.outcomes.is_empty() {
        measures(&mut out, ["Åtgärd som inte var planerad", "Effekt", "Genomförd"], &draft.unplanned);
    }
    out
}

fn outcome(out: &mut Vec<Block>, row: &DraftOutcome, promise: Option<&Promise>) {
    out.extend(promise.map(|promise| Block::Field("Planerades", promised(promise))));
    out.push(Block::Field("Utfall", row.outcome.map_or("", outcome_words).to_owned()));
    out.push(Block::Field("Gjort", row.action.clone()));
    out.push(Block::Field("Effekt", row.effect.clone()));
    out.push(Block::Field("Datum", row.date.clone()));
}

/// What was promised, by which its outcome is known again.
pub(super) fn promised(promise: &Promise) -> String {
    format!("{} ({})", promise.measure.action, promise.measure.due.text)
}

fn head(item: &AskedItem) -> [Block; 2] {
    let kind = match item.kind {
        ItemKind::Assessment => "Bedömning",
        ItemKind::Recommendation => "Rekommendation",
    };
    [Block::Heading(format!("{kind} {} – {}", item.code, item.heading)), Block::Auditors(item.body.clone())]
}

/// The measures, or one that is still empty.
fn measures(out: &mut Vec<Block>, [action, effect, due]: [&'static str; 3], all: &[DraftMeasure]) {
    let empty = [DraftMeasure::default()];
    for measure in if all.is_empty() { &empty } else { all } {
        out.push(Block::Field(action, measure.action.clone()));
        out.push(Block::Field(effect, measure.effect.clone()));
        out.push(Block::Field(due, measure.due.clone()));
        out.push(Block::Field("Ansvarig funktion", measure.responsible.clone()));
    }
}

/// Blocks as plain text.
#[must_use]
pub fn as_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Title(text) | Block::Remark(text) => out.push_str(&format!("{text}\n")),
            Block::Heading(text) => {
                let gap = if out.is_empty() { "" } else { "\n" };
                out.push_str(&format!("{gap}{text}\n\n"));
            }
            Block::Auditors(text) => out.push_str(&format!("Revisionens text: {text}\n\n")),
            Block::Text(text) => out.push_str(&format!("{text}\n")),
            Block::Field(label, text) => out.push_str(format!("{label}: {text}").trim_end_matches(' ')),
        }
        if matches!(block, Block::Field(..)) {
            out.push('\n');
        }
    }
    out
}
