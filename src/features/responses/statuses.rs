//! What the board has told of its measures between rounds, beside the answer that it adds to: its own word, which nobody has judged.

use super::store::Round;
use crate::domain::measure_status::ToldStatus;
use crate::domain::policy::{Scope, Verb};
use crate::platform::gate::Passage;
use crate::platform::parts::Chip;

crate::texts! {
    heading { sv: "Lägesbesked mellan omgångarna", en: "Status reports between the rounds" }
    own_word { sv: "Nämndens egna ord efter det som lämnades in. Revisorerna har inte bedömt dem.", en: "The board’s own word after what was submitted. The auditors have not judged it." }
    give { sv: "Lämna lägesbesked om åtgärderna", en: "Give a status report on the measures" }
}

/// A report, as it is drawn.
pub(super) struct Shown {
    pub(super) at: String,
    pub(super) chip: Chip,
    pub(super) measure: String,
    pub(super) words: String,
}

/// All of them, in order.
pub(super) fn lines(told: &[ToldStatus], visit: &Passage) -> Vec<Shown> {
    let words = visit.words();
    let line = |told: &ToldStatus| Shown {
        at: words.instant(told.told_at),
        chip: Chip::plain(words.outcome(told.outcome)),
        measure: words.status_line(told),
        words: told.words.clone(),
    };
    told.iter().map(line).collect()
}

/// Where the board tells how the measures go: of those that it planned in its first response, while the audit is open.
pub(super) fn url(round: &Round, visit: &Passage) -> Option<String> {
    let may = visit.may(Verb::SubmitResponse, Scope::Board(round.board)) && round.closed_at.is_none() && round.name.ordinal() == 1;
    may.then(|| round.name.status_url())
}
