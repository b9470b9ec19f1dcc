//! Lines that are known by their form: a name, and behind a mark something that nobody need know ("Socialnämnden, Box 12",
//! "Kommunstyrelsen – samordnar"); and in the midst of other names a line that can be nothing else.

use super::super::bodies::{Mention, Vocabulary, stems};
use super::super::clean::capitalised;
use super::super::dates::dates;
use super::super::doubt::Doubt;
use super::super::doubts::Doubts;
use super::super::kinds::about_responses;
use super::super::layout::{Paragraph, Sentence};
use super::super::letter::Role;
use super::super::words::{Token, any_starts, at, before};
use super::labels::{label_at, numbering, phrase_at_start, role_of};
use super::unread::is_body_like;
use super::{AddressLine, Asked, FILLERS};

/// More words than these behind a name are a sentence.
const LONGEST_REST: usize = 14;
/// What parts a name from what stands behind it.
const MARKS: [&str; 13] = [",", ";", "(", ")", "–", "-", "—", ":", "/", "|", "[", "<", "."];
/// Before a name these say that it is only spoken of.
const SPEAKS_OF: [&str; 14] = ["i", "av", "om", "hos", "vid", "inom", "på", "pa", "från", "fran", "med", "mot", "för", "for"];
/// What a title is about, or a letter is called.
const TITLES: [&str; 8] = ["gransk", "revis", "rapport", "uppfolj", "missiv", "skrivelse", "datum", "diarie"];

/// The names of a line, each with what the words behind it ask of it.
pub(super) fn names_by_form(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let words = &sentence.tokens;
    let mentions: Vec<Mention> = vocabulary.mentions(sentence).into_iter().filter(|mention| mention.group.is_none()).collect();
    let (label, first) = opening(words, mentions.first()?.first);
    let begins = mentions.first().is_some_and(|mention| mention.first == first && !mention.genitive);
    if !begins || !dates(words).is_empty() || any_starts(words, &TITLES) {
        return None;
    }
    let mut line = AddressLine { label, ..AddressLine::default() };
    let addressed = |mention: &Mention| !mention.genitive && (mention.first == first || !before(words, mention.first, &SPEAKS_OF));
    let named: Vec<&Mention> = mentions.iter().filter(|mention| addressed(mention)).collect();
    for (count, mention) in named.iter().enumerate() {
        let end = named.get(count + 1).map_or(words.len(), |next| next.first);
        let rest = words.get(mention.end..end)?;
        if rest.len() > LONGEST_REST || rest.first().is_some_and(|word| !(word.is_any(&MARKS) || word.is_any(&FILLERS))) {
            return None;
        }
        let own = said_behind(rest);
        let hidden = |place: usize| words.get(place).is_some_and(is_body_like) || are_letters(sentence.between(place, place + 1));
        line.partly |= (mention.end..end).any(hidden) && own.is_none();
        line.bodies.push(((*mention).clone(), own.or(label)));
    }
    Some(line)
}

/// "BUN": letters that may stand for a name.
fn are_letters(written: &str) -> bool {
    (2..=5).contains(&written.chars().count()) && written.chars().all(char::is_uppercase)
}

/// The label of a line, and the token at which its names begin.
fn opening(words: &[Token], first_name: usize) -> (Option<Asked>, usize) {
    let (label, mut first) = match phrase_at_start(words, first_name).or_else(|| label_at(words, 0)) {
        Some((asked, end)) => (Some(asked), end),
        None => (None, numbering(words, 0).unwrap_or_default()),
    };
    while first < first_name && at(words, first, &FILLERS) {
        first += 1;
    }
    (label, first)
}

/// What the words behind a name ask of it: "– ska yttra sig", "(behöver inte svara)".
fn said_behind(rest: &[Token]) -> Option<Asked> {
    let role = rest.iter().find_map(role_of)?;
    let lets_off = role == Role::Respond && rest.iter().any(|word| word.is_any(&["inte", "ej", "inget"]));
    Some(Some(if lets_off { Role::Information } else { role }))
}

/// "Räddningstjänsten", "Ekåsa Bostäder": among the names below a label a line that is a name by its form. A person must look.
pub(super) fn unknown_name(paragraph: &Paragraph) -> Option<AddressLine> {
    const LONGEST: usize = 5;
    /// Shorter words are no names of what a municipality runs.
    const SHORTEST: usize = 9;
    const PLACES: [&str; 9] = ["huset", "torget", "gatan", "vagen", "planen", "garden", "platsen", "porten", "posten"];
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    let words = &sentence.tokens;
    let plain = words.iter().all(|word| word.word && word.number().is_none());
    let person = words.iter().any(|word| word.plain.contains("sekretera") || word.plain.contains("ordforande") || word.plain.contains("chef"));
    let place = words.iter().any(|word| PLACES.iter().any(|end| word.plain.ends_with(end)));
    let opens = words.first().is_some_and(|word| word.capital && word.plain.len() >= SHORTEST);
    // "Räddningstjänsten Mitt": a noun with its article.
    let noun = words.first().is_some_and(|word| ["en", "et", "an", "na"].iter().any(|end| word.plain.ends_with(end)));
    let fits = plain && !person && !place && opens && noun && words.len() <= LONGEST && words.iter().skip(1).all(|word| word.capital || word.is("i"));
    let heading = paragraph.is_heading() && !any_starts(words, &TITLES) && !about_responses(words);
    if !(fits && heading) {
        return None;
    }
    let key = stems(words).join(" ");
    let name = capitalised(sentence.between(0, words.len()));
    let body = Mention { doubts: Doubts::of(Doubt::NearName), ..Mention::body(name, key, 0, words.len(), false) };
    Some(AddressLine { bodies: vec![(body, None)], ..AddressLine::default() })
}
