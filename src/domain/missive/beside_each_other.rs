//! Two bodies in one sentence, and what the one has to do with the other: each has a clause of its own, one reads what the other answers,
//! both receive what an answer is wanted to.

use super::askers::directly_after;
use super::bodies::Mention;
use super::clauses::relative_clause;
use super::dates::dates;
use super::kinds::about_responses;
use super::words::{Token, at};

/// "Vi överlämnar rapporten till kommunstyrelsen och parknämnden och önskar svar": who receives it is asked, where nobody is named behind
/// the wish.
pub(super) fn receives_with_a_wish(words: &[Token], mentions: &[Mention], mention: &Mention) -> bool {
    let mut end = mention.end;
    for next in mentions.iter().filter(|next| next.first >= mention.end) {
        let linked = words.get(end..next.first).is_some_and(|between| between.iter().all(|word| word.is_any(&["och", "samt", ",", "respektive"])));
        if !linked {
            return false;
        }
        end = next.end;
    }
    let wishes = at(words, end, &["och"]) && at(words, end + 1, &["onskar", "begar", "emotser"]);
    wishes && about_responses(words.get(end + 2..words.len().min(end + 6)).unwrap_or_default())
}

/// "Vi begär att parknämnden yttrar sig senast den 9 maj och att hamnnämnden yttrar sig senast den 16 maj": one clause beside another, and
/// each has its own answer and its own day.
pub(super) fn goes_on_with_another(words: &[Token], bodies: &[Mention], body: &Mention) -> bool {
    let Some(join) = body.first.checked_sub(2).filter(|join| at(words, *join, &["och", "samt", ","])) else { return false };
    let has_own_day = |other: &&Mention| {
        let own = words.get(other.end..join).unwrap_or_default();
        other.end <= join && directly_after(words, other.first, &["att"]) && about_responses(own) && !dates(own).is_empty()
    };
    bodies.iter().rev().find(|other| other.end <= join).filter(has_own_day).is_some()
}

/// "Kommunstyrelsen ska ta del av nämndernas svar och därefter yttra sig senast …".
pub(super) fn reads_and_answers(words: &[Token], mention: &Mention) -> bool {
    /// The other answers are no further away.
    const READS: usize = 14;
    let reads = at(words, mention.end, &["ska", "skall", "bor"]) && at(words, mention.end + 1, &["ta"]) && at(words, mention.end + 2, &["del"]);
    let then = (mention.end..mention.end + READS).find(|place| at(words, *place, &["och"]) && at(words, place + 1, &["darefter", "sedan", "sjalv"]));
    let answers = |then: usize| {
        about_responses(words.get(then..words.len().min(then + 5)).unwrap_or_default()) && dates(words.get(mention.end..then).unwrap_or_default()).is_empty()
    };
    !mention.genitive && mention.group.is_none() && reads && then.is_some_and(answers)
}

/// "Parknämnden ska, efter att ha tagit del av hamnnämndens svar, …", "parknämnden, som tar del av hamnnämndens svar, …": whose answer
/// another reads, in a clause of its own. Nobody is asked there, and no day stands in it.
pub(super) fn is_read_by_another(words: &[Token], mentions: &[Mention], mention: &Mention) -> bool {
    /// A list of names in the genitive is no longer.
    const REACH: usize = 60;
    /// So many words before the names the clause opens.
    const OPENS: usize = 8;
    if !mention.genitive {
        return false;
    }
    let owned = |place: usize| mentions.iter().any(|other| other.genitive && (other.first..other.end).contains(&place));
    let between = |place: &usize| owned(*place) || at(words, *place, &["och", ",", "samt", "respektive", "de", "samtliga", "alla"]);
    let Some(last) = (mention.first.saturating_sub(REACH)..mention.first).rev().find(|place| !between(place)) else { return false };
    if !(at(words, last, &["av"]) && at(words, last.wrapping_sub(1), &["del"])) {
        return false;
    }
    let opens = |place: &usize| {
        let after = at(words, *place, &["efter"]) && at(words, place + 1, &["att"]) && at(words, place + 2, &["ha"]);
        after || relative_clause(words, *place).is_some_and(|end| end > mention.end)
    };
    if mentions.iter().any(|other| reads_and_answers(words, other) && other.end < last && last < other.end + 4) {
        return true;
    }
    let Some(clause) = (last.saturating_sub(OPENS)..last).rev().find(opens) else { return false };
    let another = mentions.iter().any(|other| !other.genitive && other.group.is_none() && other.end <= clause && clause - other.end <= 3);
    let end = (mention.end..words.len().min(mention.end + REACH))
        .find(|place| at(words, *place, &[","]) && !mentions.iter().any(|other| other.genitive && other.first == place + 1));
    another && end.is_some_and(|end| dates(words.get(clause..end).unwrap_or_default()).is_empty())
}
