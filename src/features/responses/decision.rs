//! What is said of a decision, wherever it stands.

use chrono::{DateTime, Utc};

use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::response::BoardDecision;
use crate::platform::words::Words;

/// All that an entry says: also of one that has been followed by another, and is read for ever.
pub(super) fn in_full(decision: &BoardDecision, locked_at: Option<DateTime<Utc>>, t: Texts, words: Words) -> String {
    let reference = (!decision.board_reference.is_empty()).then(|| format!("{}: {}.", t.board_reference(), decision.board_reference));
    let said = std::iter::once(words.decided(decision)).chain(reference).chain(older_than_text(decision, locked_at, t, words));
    said.chain(notes(decision, t)).collect::<Vec<_>>().join(" ")
}

/// That the text was locked after the decision, and why, where the board says why. One that changed something may say what it
/// changed instead; that the text is younger is told all the same.
pub(super) fn older_than_text(decision: &BoardDecision, locked_at: Option<DateTime<Utc>>, t: Texts, words: Words) -> Option<String> {
    let at = locked_at?;
    if !decision.predates.is_empty() {
        return Some(t.locked_after_decision(&words.instant(at), &decision.predates));
    }
    decision.is_older_than_text(calendar::day_of(at), None).then(|| t.locked_later(&words.instant(at)))
}

/// What else there is to say of it: changes, reservations, and what comes later.
pub(super) fn notes(decision: &BoardDecision, t: Texts) -> Vec<String> {
    let mut notes = Vec::new();
    if !decision.amended.is_empty() {
        notes.push(t.was_amended(&decision.amended));
    }
    if !decision.reservations.is_empty() {
        notes.push(t.had_reservations(&decision.reservations));
    }
    if decision.minutes_later {
        notes.push(t.minutes_come_later().to_owned());
    }
    notes
}
