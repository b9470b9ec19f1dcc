//! Drafts as one text, to be worked on in Word or put into the case system: what is written here, [`super::split`] and the
//! readers of answers take in again. In Swedish, as everything that the board decides on.

use std::fmt::Write as _;

use crate::domain::audit::ItemKind;
use crate::domain::response::{AskedItem, DraftAnswer, DraftFollowUp, DraftMeasure, Outcome, Promise, Stance};

/// The summary under its heading.
#[must_use]
pub fn summary_written(text: &str) -> String {
    format!("Sammanfattande svar\n\n{text}\n")
}

/// An item of a first response, with the board's answer as it stands.
#[must_use]
pub fn first_written(item: &AskedItem, draft: &DraftAnswer) -> String {
    head(item) + &first_fields(draft)
}

/// The board's answer alone, as it stands.
#[must_use]
pub fn first_fields(draft: &DraftAnswer) -> String {
    let mut out = String::new();
    if let Some(stance) = draft.stance {
        line(&mut out, "Svar", stance_words(stance));
    }
    match draft.stance {
        Some(Stance::None) => line(&mut out, "Skäl", &draft.reason),
        Some(Stance::Elsewhere) => line(&mut out, "Diarienummer", &draft.elsewhere_reference),
        Some(Stance::Planned | Stance::Done) | None => draft.measures.iter().for_each(|written| measure(&mut out, written)),
    }
    out
}

/// An item of a follow-up: each promise, and what became of it.
#[must_use]
pub fn follow_up_written(item: &AskedItem, draft: &DraftFollowUp, promises: &[Promise]) -> String {
    head(item) + &follow_up_fields(draft, promises)
}

/// What became of each promise, as it stands.
#[must_use]
pub fn follow_up_fields(draft: &DraftFollowUp, promises: &[Promise]) -> String {
    let mut out = String::new();
    for row in &draft.outcomes {
        if let Some(promise) = promises.iter().find(|promise| promise.id == row.planned) {
            line(&mut out, "Planerades", &format!("{} ({})", promise.measure.action, promise.measure.due.text));
        }
        line(&mut out, "Utfall", row.outcome.map_or("", outcome_words));
        line(&mut out, "Gjort", &row.action);
        line(&mut out, "Effekt", &row.effect);
        line(&mut out, "Datum", &row.date);
    }
    out
}

fn head(item: &AskedItem) -> String {
    let kind = match item.kind {
        ItemKind::Assessment => "Bedömning",
        ItemKind::Recommendation => "Rekommendation",
    };
    let mut out = format!("{kind} {} {}\n\n", item.code, item.heading);
    line(&mut out, "Revisionens text", &item.body);
    out.push('\n');
    out
}

fn measure(out: &mut String, written: &DraftMeasure) {
    line(out, "Åtgärd", &written.action);
    line(out, "Förväntad effekt", &written.effect);
    line(out, "Klart senast", &written.due);
    line(out, "Ansvarig funktion", &written.responsible);
}

fn line(out: &mut String, label: &str, value: &str) {
    // A String takes whatever is written to it.
    let _ = writeln!(out, "{label}: {value}");
}

fn stance_words(stance: Stance) -> &'static str {
    match stance {
        Stance::Planned => "Nämnden planerar åtgärder.",
        Stance::Done => "Åtgärden är redan genomförd.",
        Stance::None => "Nämnden planerar inga åtgärder.",
        Stance::Elsewhere => "Svaret lämnas i särskild ordning.",
    }
}

fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Genomförd",
        Outcome::UnderWay => "Pågår",
        Outcome::NotDone => "Inte genomförd",
        Outcome::Replaced => "Ersatt av annan åtgärd",
    }
}
