//! What is said of a decision, wherever it stands.

use super::texts::Texts;
use crate::domain::response::BoardDecision;
use crate::platform::words::Words;

/// Who decided, when and under which section.
pub(super) fn sentence(decision: &BoardDecision, t: Texts, words: Words) -> String {
    let (who, day) = (words.decider(decision.decider), words.date(decision.decided_on));
    let said = if decision.section.is_empty() { t.decided_plain(who, &day) } else { t.decided_line(who, &day, &decision.section) };
    if decision.immediately_adjusted { format!("{said} {}", t.is_adjusted()) } else { said }
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
