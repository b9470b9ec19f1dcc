//! How a sentence goes on from one last day to the next: "… senast den 9 maj och hamnnämnden senast den 23 maj".

use std::ops::Range;

use super::clauses::relative_clause;
use super::dates::dates;
use super::kinds::about_responses;
use super::words::Token;

/// What may stand between one last day and the next.
const LINKS: [&str; 34] = [
    "not",
    "no",
    "later",
    "than",
    "dock",
    "men",
    "redan",
    "med",
    "/",
    ".",
    ",",
    "och",
    "respektive",
    "resp",
    "samt",
    "den",
    ")",
    "(",
    "senast",
    "for",
    "fran",
    "till",
    ";",
    "|",
    "–",
    "-",
    ":",
    "av",
    "and",
    "from",
    "by",
    "the",
    "dels",
    "eller",
];
/// What may stand besides, where another body has its own day.
const GOES_ON: [&str; 14] = ["medan", "far", "har", "ges", "ska", "skall", "kan", "gora", "tid", "daremot", "istallet", "while", "has", "until"];

/// Whether a word binds two last days and says nothing of either.
pub(super) fn links_days(word: &Token) -> bool {
    word.is_any(&LINKS) || is_weekday(word)
}

pub(super) fn is_weekday(word: &Token) -> bool {
    ["dag", "dagen", "day"].iter().any(|ending| word.plain.ends_with(ending)) && word.plain.len() <= 10
}

/// "…, medan kommunstyrelsen, som behöver mer tid, får till den 14 mars på sig": what is left out has been said of the others. A clause
/// that says something of a name, and has no day and no answer of its own, changes nothing.
pub(super) fn goes_on_to_another_day(words: &[Token], range: Range<usize>, passes: impl Fn(usize) -> bool) -> bool {
    let mut place = range.start;
    while place < range.end {
        let clause = relative_clause(words, place).filter(|end| *end < range.end).filter(|end| {
            let own = words.get(place..*end).unwrap_or_default();
            dates(own).is_empty() && !about_responses(own)
        });
        if let Some(end) = clause {
            place = end;
            continue;
        }
        if !(passes(place) || words.get(place).is_some_and(|word| links_days(word) || word.is_any(&GOES_ON))) {
            return false;
        }
        place += 1;
    }
    true
}
