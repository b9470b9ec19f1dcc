//! How much is collected from one text: more than any letter has is not collected, and keeps its accounts open.

use super::super::doubt::{Leftover, LeftoverReason};
use super::super::found::Phrase;
use super::Collector;

/// More requests than these are no letter's.
const MOST_REQUESTS: usize = 1_000;
/// More statements, and more bodies in sentences that ask, are no letter's, either.
const MOST_BESIDES: usize = 3_000;

impl Collector<'_> {
    /// Whether as much has been collected as any letter can hold. What comes after is reported once, so that nothing is certain.
    pub(super) fn is_full(&mut self, phrase: impl FnOnce() -> Phrase) -> bool {
        let found = &mut self.found;
        let full = found.requests.len() >= MOST_REQUESTS
            || found.touches.len() >= MOST_BESIDES
            || found.statements.len() >= MOST_BESIDES
            || found.leftover.len() >= MOST_BESIDES;
        if full && !found.beyond {
            found.beyond = true;
            found.leftover.push(Leftover { phrase: phrase(), reason: LeftoverReason::Request });
        }
        full
    }
}
