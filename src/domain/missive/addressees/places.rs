//! Names with the places behind them: "Kommunstyrelsen i Askum", and bodies that several places have.

use super::super::bodies::Mention;
use super::super::clean::capitalised;
use super::super::groups::Group;
use super::super::layout::Sentence;
use super::super::roll::is_assembly;
use super::super::words::{any_starts, at, before};

/// The bodies that a name on a line stands for, and the token after it: one with its place, one for each of several places, or none
/// for a group.
pub(super) fn with_places(sentence: &Sentence, mention: Mention) -> (Vec<Mention>, usize) {
    let (several, end) = of_each_place(sentence, &mention);
    if !several.is_empty() || mention.group.is_some() {
        return (several, end);
    }
    let mention = with_place(sentence, mention);
    let end = mention.end;
    (vec![mention], end)
}

/// The name with the place after it: "Kommunstyrelsen i Askum", "Gemensamma nämnden i Askum och Broby".
fn with_place(sentence: &Sentence, mut mention: Mention) -> Mention {
    let words = &sentence.tokens;
    // "Gemensamma överförmyndarnämnden Gränsjö–Ladvik": the places are part of a joint board's name.
    let joint = mention.key.starts_with("gemensam");
    let place = |at: usize| words.get(at).is_some_and(|word| word.capital && word.word);
    if joint && place(mention.end) {
        let mut end = mention.end + 1;
        while at(words, end, &["-", "–", "och", "/", ","]) && place(end + 1) {
            end += 2;
        }
        mention.name = capitalised(sentence.between(mention.first, end));
        mention.key = super::super::bodies::stems(words.get(mention.first..end).unwrap_or_default()).join(" ");
        mention.end = end;
        return mention;
    }
    if !at(words, mention.end, &["i"]) || words.get(mention.end + 1).is_none_or(|place| !place.capital) {
        return mention;
    }
    let mut end = mention.end + 2;
    while at(words, end, &["och", ","]) && words.get(end + 1).is_some_and(|place| place.capital && !any_starts(std::slice::from_ref(place), &["kommun"])) {
        end += 2;
    }
    while at(words, end, &["kommun", "kommuner", "stad"]) {
        end += 1;
    }
    let first = mention.first;
    let first = if before(words, first, &["gemensamma", "gemensam"]) { first - 1 } else { first };
    let name = capitalised(sentence.between(first, end));
    mention.key = super::super::bodies::stems(words.get(first..end).unwrap_or_default()).join(" ");
    mention.name = name;
    mention.end = end;
    mention
}

/// "Kommunfullmäktige i A, B och C", "kommunstyrelserna i A och B": the body of each place, and the token after them.
fn of_each_place(sentence: &Sentence, mention: &Mention) -> (Vec<Mention>, usize) {
    let words = &sentence.tokens;
    let name = match mention.group {
        None if is_assembly(&mention.key) && !mention.key.contains(" i ") => mention.name.clone(),
        Some(Group::Executives) if words.get(mention.first).is_some_and(|word| word.is("kommunstyrelserna")) => "Kommunstyrelsen".to_owned(),
        _ => return (Vec::new(), mention.end),
    };
    let is_place = |at: usize| words.get(at).is_some_and(|word| word.capital && word.word);
    let mut places = Vec::new();
    let mut end = mention.end;
    while at(words, end, if places.is_empty() { &["i"] } else { &[",", "och"] }) && is_place(end + 1) {
        places.push(end + 1);
        end += 2;
    }
    if places.len() < 2 {
        return (Vec::new(), mention.end);
    }
    let body = |place: usize| {
        let name = format!("{name} i {}", sentence.between(place, place + 1));
        let key = super::super::bodies::stems(&super::super::words::tokens(&name)).join(" ");
        Mention { doubts: mention.doubts, ..Mention::body(name, key, mention.first, mention.end, false) }
    };
    (places.into_iter().map(body).collect(), end)
}
