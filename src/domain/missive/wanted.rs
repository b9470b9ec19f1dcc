//! What auditors want of somebody, where no word for an answer says it: "vi vill senast den 30 maj veta hur …", "ska senast
//! den 30 maj till oss ange …", "tidsfristen löper ut den 30 maj".

use super::bodies::Mention;
use super::clauses::in_clauses;
use super::days::{EVENTS, OTHER_ERRANDS};
use super::kinds::is_response;
use super::limits::{has_limit, names_the_limit};
use super::tense::{asks, auditors_demand, auditors_promise, only_tells};
use super::words::{Token, any_starts, at};

/// What may be wanted that is no answer by its word: a view of the matter, a plan, a decision on it.
const VIEWS: [&str; 12] =
    ["syn", "uppfattning", "installning", "mening", "asikt", "bedomning", "forklaring", "handlingsplan", "beslut", "protokollsutdrag", "reflektion", "replik"];
/// What says that a sentence goes on with what the one before spoke of.
const SPEAKS_OF_IT: [&str; 12] = ["det", "den", "detta", "denna", "dessa", "dem", "dar", "dit", "sitt", "sin", "it", "them"];
/// What says that something is done by whoever is spoken to or of before.
const SPEAKS_TO: [&str; 6] = ["ni", "er", "ert", "era", "you", "your"];

/// Whether auditors say what they want of somebody, whatever they call it: "vi önskar få del av nämndens syn på rapporten".
pub(super) fn wants_something(words: &[Token]) -> bool {
    let to_know = words.iter().any(|word| word.is_any(&["veta", "del", "besked", "hora", "aterkoppling"]));
    auditors_demand(words) && (to_know || any_starts(words, &VIEWS)) && !only_tells(words)
}

/// Whether something is to come to the auditors: "till oss", "till revisorerna", "nå oss", "hos oss".
pub(super) fn comes_to_auditors(words: &[Token]) -> bool {
    let auditors = |word: &Token| {
        word.is("oss")
            || word.starts_any(&["revisorerna", "revisionen", "revisionskontor", "kommunrevision", "stadsrevision", "regionrevision", "lekmannarevisor"])
    };
    let to = |place: usize| {
        let from = if at(words, place + 1, &["kommunens", "stadens", "regionens", "bolagets", "forbundets"]) { place + 2 } else { place + 1 };
        at(words, place, &["till", "hos", "na", "nar", "natt", "tillstallas", "tillsandas", "vara"]) && words.get(from).is_some_and(auditors)
    };
    (0..words.len()).any(to) && !by_way(words)
}

/// "Frågor ställs till oss", "begäran om anstånd ska vara oss tillhanda": another errand than the answer.
fn by_way(words: &[Token]) -> bool {
    let more_time = words.windows(2).any(|pair| matches!(pair, [one, other] if one.is_any(&["mer", "langre"]) && other.is("tid")));
    more_time
        || is_for_another_end(words)
        || words.iter().any(|word| word.starts_any(&OTHER_ERRANDS) || word.starts_any(&["anmal", "faktura", "kallelse"]))
        || auditors_promise(words)
}

/// "Frist för att stänga kontona: …": the time is for something else than an answer.
pub(super) fn is_for_another_end(words: &[Token]) -> bool {
    const TO_ANSWER: [&str; 9] = ["lamna", "skicka", "sanda", "komma", "inkomma", "ge", "na", "mejla", "hora"];
    let time = |word: &Token| word.starts_any(&["frist", "tidsfrist", "tidsgrans", "slutda", "deadline"]) || word.is_any(&["dag", "tid", "datum"]);
    let end = words.windows(3).position(|three| matches!(three, [one, two, three] if time(one) && two.is("for") && three.is("att")));
    end.is_some_and(|end| !(end + 3..words.len()).any(|place| is_response(words, place)) && !at(words, end + 3, &TO_ANSWER))
}

/// Whether a sentence gives the time for what a sentence before it asks for: it speaks of it, of the time itself, or of whoever
/// is spoken to, and of no event.
pub(super) fn goes_on_with_a_limit(words: &[Token]) -> bool {
    const NEAR: usize = 8;
    if !has_limit(words) || by_way(words) || only_tells(words) || any_starts(words, &EVENTS) {
        return false;
    }
    // "Hamnnämnden, som har större brister, ska göra det senast …": a clause that says something of a name stands in no way.
    let own = words.iter().zip(in_clauses(words)).filter(|(_, aside)| !aside);
    let refers = own.take(NEAR).any(|(word, _)| word.is_any(&SPEAKS_OF_IT) || word.is_any(&SPEAKS_TO));
    refers || names_the_limit(words) || comes_to_auditors(words)
}

/// Whether a sentence asks that something reaches the auditors by a day.
pub(super) fn sends_to_auditors_by(words: &[Token]) -> bool {
    has_limit(words) && comes_to_auditors(words) && asks(words) && !only_tells(words)
}

/// "Även parknämnden ska göra det", "parknämnden ska göra detsamma": what was said before is asked of another, too.
pub(super) fn does_so_too(words: &[Token]) -> bool {
    let does = words
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one.is_any(&["gora", "gor"]) && other.is_any(&["det", "detta", "detsamma", "sa", "likasa", "samma"])));
    let too = words.iter().any(|word| word.is_any(&["aven", "ocksa", "likasa", "detsamma", "likaledes"]));
    does && (too || words.len() <= 8)
}

/// "Redovisa inköpen för styrelsen, första gången senast den 31 mars": what is recommended is a report to somebody of their own.
pub(super) fn reports_to_another(words: &[Token], mentions: &[Mention]) -> bool {
    const OPENS: usize = 4;
    let verb = words.iter().take(OPENS).position(|word| word.is_any(&["redovisa", "rapportera", "aterrapportera", "aterredovisa", "presentera"]));
    let numbered = |verb: usize| words.iter().take(verb).all(|word| !word.word || word.plain.len() <= 3);
    let to_them = |mention: &Mention| !mention.genitive && mention.first > 0 && at(words, mention.first - 1, &["for", "till"]);
    let to_us = words.iter().any(|word| word.is_any(&["oss", "vi"]) || word.starts_any(&["revis", "svar", "yttra"]));
    verb.is_some_and(numbered) && !to_us && mentions.iter().any(to_them)
}

/// Whether a sentence speaks to those whom the letter is for.
pub(super) fn speaks_to_readers(words: &[Token]) -> bool {
    words.iter().any(|word| word.is_any(&SPEAKS_TO))
}
