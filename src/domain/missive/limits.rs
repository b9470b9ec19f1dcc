//! Words of limit: what makes a date the last day for something.

use super::words::{Token, at};

/// Words that make the date after them a last day.
pub(super) const LIMITS: [&str; 34] = [
    "tidsram",
    "due",
    "latest",
    "arsskiftet",
    "halvarsskiftet",
    "dessforinnan",
    "senast",
    "senaste",
    "fore",
    "innan",
    "svarsdatum",
    "svarsdag",
    "svarstid",
    "svarstiden",
    "tillhanda",
    "forfallodag",
    "inlamningsdag",
    "forfallodatum",
    "tom",
    "inom",
    "by",
    "later",
    "before",
    "within",
    "until",
    "senare",
    "sista",
    "tidsfrist",
    "deadline",
    "yttrandetid",
    "tidpunkt",
    "remisstid",
    "utgangen",
    "vecka",
];
/// What further words of limit begin with, in any form, besides what the time itself is called.
const STEMS: [&str; 4] = ["slutda", "stoppda", "utgang", "remissda"];

/// What the time for an answer is called, when a sentence is about the time itself.
const THE_TIME: [&str; 16] = [
    "tidsfrist",
    "frist",
    "tidsgrans",
    "tidsram",
    "svarsda",
    "svarstid",
    "svarsfrist",
    "remisstid",
    "yttrandetid",
    "inlamningsda",
    "slutdatum",
    "slutdag",
    "stoppdatum",
    "stoppdag",
    "deadline",
    "sistadag",
];

/// Whether a sentence is about the time for something: "tidsfristen löper ut", "sista dag är", "dag för detta är satt till".
pub(super) fn names_the_limit(words: &[Token]) -> bool {
    let last_day = |place: usize| {
        at(words, place, &["sista", "senaste"]) && words.get(place + 1).is_some_and(|next| next.starts_any(&["dag", "datum", "svars", "tidpunkt", "inlamn"]))
    };
    (0..words.len()).any(|place| words.get(place).is_some_and(|word| word.starts_any(&THE_TIME)) || last_day(place))
        || words.iter().take(3).any(|word| word.is_any(&["tid", "tiden", "dag", "dagen", "datum", "datumet", "tidpunkt", "tidpunkten"]))
}

/// Whether a word of limit stands at a place.
pub(super) fn is_limit(words: &[Token], place: usize) -> bool {
    let Some(word) = words.get(place) else { return false };
    let till = word.is("till") && (at(words, place + 1, &["och"]) && at(words, place + 2, &["med"]) || is_to_a_day(words, place));
    let shortened = word.is("t") && at(words, place + 1, &["."]) && at(words, place + 2, &["o"]);
    let already = word.is("redan") && is_to_a_day(words, place);
    already || word.is_any(&LIMITS) || word.starts_any(&THE_TIME) || word.starts_any(&STEMS) || till || shortened
}

/// "till den 9 maj", "till 9 maj": what is wanted is wanted by then.
fn is_to_a_day(words: &[Token], place: usize) -> bool {
    let next = if at(words, place + 1, &["den"]) { place + 2 } else { place + 1 };
    words.get(next).is_some_and(|word| word.plain.starts_with(|c: char| c.is_ascii_digit()) || word.plain.ends_with("dagen") || word.plain.ends_with("dag"))
}

/// Whether a word of limit stands among the words.
pub(super) fn has_limit(words: &[Token]) -> bool {
    (0..words.len()).any(|place| is_limit(words, place))
}
