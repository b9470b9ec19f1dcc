//! Lines of an address block of which nothing was made, and which may hide a body.

use super::super::doubt::{Leftover, LeftoverReason};
use super::super::layout::Paragraph;
use super::super::words::{Token, any_starts, at};

/// A line under a label that may be a body: it speaks of a board, a company or the like, and is no heading of the letter.
pub(super) fn unread(paragraph: &Paragraph) -> Option<Leftover> {
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    let words = &sentence.tokens;
    let body_like = words.iter().any(is_body_like);
    // "Grundskolenämnden ska yttra sig vid två tillfällen:" is text.
    if super::super::tense::asks(words) && super::super::kinds::about_responses(words) || words.iter().any(|word| word.is("vi")) {
        return None;
    }
    let heading = any_starts(words, &["gransk", "revis", "rapport", "yttrande", "missiv", "datum", "dnr", "diarie", "svar", "senast", "sista"]);
    // A person, or an address of mail, is no body.
    // "Avtalen mellan nämnderna" is what the letter is about.
    let speaks_of = words.iter().position(|word| word.is_any(&["mellan", "om", "kring", "hos"])).filter(|place| *place > 0);
    if speaks_of.is_some_and(|place| !words.iter().take(place).any(is_body_like)) {
        return None;
    }
    let person = at(words, 0, &["att", "attention"])
        || words.iter().any(|word| word.plain.contains("sekreterar") || word.starts_any(&["registrator", "diari"]) || word.is("@"));
    if person {
        return None;
    }
    let short = paragraph.is_heading() && (2..=12).contains(&words.len());
    (body_like && short && !heading && super::super::dates::dates(words).is_empty())
        .then(|| Leftover { phrase: sentence.phrase(), reason: LeftoverReason::AddressLine })
}

/// Whether a word may be part of the name of a body; whoever registers what comes to one is none.
pub(super) fn is_body_like(word: &Token) -> bool {
    const BODY_LIKE: [&str; 10] = ["namnd", "styrelse", "bolag", "forbund", "utskott", "radet", "direktion", "stiftelse", "beredning", "fullmaktige"];
    let person = word.plain.contains("sekreterar") || word.starts_any(&["registrator", "diari"]);
    !word.is("namnd") && !person && BODY_LIKE.iter().any(|stem| word.plain.contains(stem)) || word.is("ab")
}
