//! Which of the bodies that a sentence names are the ones to answer.

use super::bodies::Mention;
use super::doubt::Doubt;
use super::letter::Role;
use super::roles::Mark;
use super::roll::{Roll, is_assembly};
use super::words::{Token, at, before};

/// How far after a genitive the answer it owns can stand.
const GENITIVE_REACH: usize = 12;
/// What may stand between a genitive and the answer.
const BEFORE_ANSWERS: [&str; 12] = ["och", "samt", ",", "respektive", "forsta", "uppfoljande", "skriftliga", "slutliga", "resp", "andra", "egna", "samlade"];
/// Words before a body that make it somebody who is spoken of, and not asked.
const SPOKEN_OF: [&str; 13] = ["i", "vid", "hos", "enligt", "via", "om", "med", "mot", "inom", "avseende", "gallande", "rorande", "pa"];

/// The bodies of a sentence that are asked, and those that the request excepts.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub bodies: Vec<Mention>,
    pub excepted: Vec<Mention>,
}

/// Sorts the bodies of a sentence about responses.
pub(super) fn asked(words: &[Token], mentions: &[Mention], marks: &[Mark], roll: &Roll) -> Asked {
    let mut found = Asked::default();
    let mut excepting = false;
    let mut receiving = false;
    let mut end = 0;
    let mut receivers = Vec::new();
    let owners = owners(words, mentions);
    for (mention, owns) in mentions.iter().zip(owners) {
        let between = words.get(end..mention.first).unwrap_or_default();
        let linked = end > 0 && between.iter().all(|word| word.is_any(&["och", ",", "samt", "respektive", "the", "and"]));
        end = mention.end;
        excepting = between.iter().any(|word| word.is_any(&["utom", "forutom", "undantag", "undantaget", "undantagna", "except", "exklusive"]))
            || (linked && excepting);
        receiving = directly_after(words, mention.first, &["till", "to"]) || (linked && receiving);
        if excepting {
            found.excepted.push(mention.clone());
        } else if !owns || is_told(mention, marks, roll) {
        } else if together_with(words, mention) {
            found.bodies.push(Mention { doubts: mention.doubts.and(Doubt::BodyAssumed), ..mention.clone() });
        } else if spoken_of(words, mention) {
        } else if receiving && !goes_on_to_answer(words, mention) && !marks.iter().any(|mark| mark.role == Role::Respond && mark.body.first == mention.first) {
            receivers.push(mention.clone());
        } else {
            found.bodies.push(mention.clone());
        }
    }
    // "Kommunstyrelsen har uppsikt, och vi begär att parknämnden svarar": what one has done is no request, if another is asked.
    if found.bodies.iter().any(|body| !tells_of(words, body)) {
        found.bodies.retain(|body| !tells_of(words, body));
    }
    let boards = found.bodies.iter().any(|body| !is_assembly(&body.key));
    if boards {
        found.bodies.retain(|body| !is_assembly(&body.key));
    }
    found
}

/// "… till kommunstyrelsen, som ska yttra sig senast …": who receives one answer is to give another.
fn goes_on_to_answer(words: &[Token], mention: &Mention) -> bool {
    let next = if at(words, mention.end, &[","]) { mention.end + 1 } else { mention.end };
    at(words, next, &["som", "vilken", "which"]) && at(words, next + 1, &["ska", "skall", "i", "darefter", "sedan"])
}

/// "Parknämnden ska tillsammans med kommunstyrelsen lämna …".
fn together_with(words: &[Token], mention: &Mention) -> bool {
    before(words, mention.first, &["med"]) && mention.first >= 2 && at(words, mention.first - 2, &["tillsammans", "gemensamt"])
}

/// Whether the body is the subject of something that has been, and not of a request.
fn tells_of(words: &[Token], mention: &Mention) -> bool {
    let done = at(words, mention.end, &["har", "hade", "saknar", "bedoms", "ansvarar", "beslutade", "antog", "angav", "uppgav", "fick", "ar", "brister"]);
    let asked = at(words, mention.end, &["har", "ar"]) && at(words, mention.end + 1, &["till", "att", "tom", "mojlighet", "ombedd", "skyldig", "senast"]);
    !mention.genitive && done && !asked
}

/// Whether one of the words stands before a place; an article may stand between.
fn directly_after(words: &[Token], place: usize, wanted: &[&str]) -> bool {
    let before_article = before(words, place, &["the", "den", "de"]) && place >= 2 && at(words, place - 2, wanted);
    before(words, place, wanted) || before_article
}

/// Whether the sentence, the text or a heading gives the body something else than the task to respond.
fn is_told(mention: &Mention, marks: &[Mark], roll: &Roll) -> bool {
    let other = |role: Role| role != Role::Respond;
    match marks.iter().find(|mark| mark.body.first == mention.first) {
        Some(mark) => other(mark.role),
        None => mention.group.is_none() && roll.role_of(&mention.key).is_some_and(other),
    }
}

/// "granskning av parknämnden", "samråd med parknämnden", "behandlas i parknämnden". "Av" and "från" and "för" give the
/// one who answers.
fn spoken_of(words: &[Token], mention: &Mention) -> bool {
    let audited = directly_after(words, mention.first, &["av"]) && mention.first >= 2 && {
        let earlier = words.get(mention.first - 2);
        earlier.is_some_and(|word| word.starts_any(&["granskning", "revision", "tillsyn", "uppfoljning", "kontroll"]))
    };
    // "Efter att parknämnden har yttrat sig ska kommunstyrelsen …"
    let earlier = directly_after(words, mention.first, &["sedan", "nar", "innan"]);
    let after = directly_after(words, mention.first, &["att"]) && mention.first >= 2 && at(words, mention.first - 2, &["efter"]);
    audited || earlier || after || directly_after(words, mention.first, &SPOKEN_OF)
}

/// For each body, whether it is named as such, or owns the answer. In "A:s och B:s svar" both own it.
fn owners(words: &[Token], mentions: &[Mention]) -> Vec<bool> {
    let mut found = vec![true; mentions.len()];
    let mut next: Option<(usize, bool)> = None;
    for (place, mention) in mentions.iter().enumerate().rev() {
        let linked = next.filter(|(first, _)| words.get(mention.end..*first).is_some_and(|between| between.iter().all(|word| word.is_any(&BEFORE_ANSWERS))));
        let owns = if mention.genitive { linked.map_or_else(|| owns_answer(words, mention), |(_, owns)| owns) } else { true };
        next = mention.genitive.then_some((mention.first, owns));
        if let Some(slot) = found.get_mut(place) {
            *slot = owns;
        }
    }
    found
}

/// Whether the body is named as such, or in the genitive as the one whose answer is meant ("nämndens yttrande").
fn owns_answer(words: &[Token], body: &Mention) -> bool {
    let mut after = words.iter().skip(body.end).take(GENITIVE_REACH);
    let passed = |word: &&Token| word.is_any(&BEFORE_ANSWERS) || (word.word && word.plain.ends_with('s'));
    !body.genitive
        || after
            .find(|word| !passed(word))
            .is_some_and(|word| word.starts_any(&["yttrand", "svar", "senast", "respon", "lages", "reply", "synpunkt", "besked", "kommentar", "redovis"]))
}
