//! Parts of a sentence that say something of a name and nothing of the rest: "nämnden, vars utskott inte sammanträder i augusti, får …".

use super::words::{Token, at};

/// A clause is no longer than this.
const LONGEST: usize = 24;

/// Where a clause that begins behind a comma at a place ends: at the next comma.
pub(super) fn relative_clause(words: &[Token], place: usize) -> Option<usize> {
    let opens = at(words, place, &[","]) && at(words, place + 1, &["som", "vilken", "vilket", "vilka", "vars", "dar", "which", "who", "whose"]);
    let end = words.iter().enumerate().skip(place + 2).take(LONGEST).find(|(_, word)| word.is(","));
    end.filter(|_| opens).map(|(end, _)| end)
}

/// Whether a clause begins at a place that says what for, or why: "… för att vi ska hinna behandla det".
pub(super) fn says_why(words: &[Token], place: usize) -> bool {
    let so_that = at(words, place, &["for", "sa"]) && at(words, place + 1, &["att"]);
    place > 0 && (so_that || at(words, place, &["eftersom", "because"]))
}

/// For every word, whether it stands in such a clause.
pub(super) fn in_clauses(words: &[Token]) -> Vec<bool> {
    let mut inside = vec![false; words.len()];
    let mut place = 0;
    while place < words.len() {
        match relative_clause(words, place) {
            Some(end) => {
                inside.iter_mut().take(end).skip(place).for_each(|word| *word = true);
                place = end;
            }
            // The reason goes on to the end of the sentence.
            None if says_why(words, place) => {
                inside.iter_mut().skip(place).for_each(|word| *word = true);
                break;
            }
            None => place += 1,
        }
    }
    inside
}
