//! What sentences say that a body gets the report for: "för yttrande", "för kännedom", "för åtgärd".

use super::askers::directly_after;
use super::bodies::Mention;
use super::clauses::in_clauses;
use super::kinds::is_response;
use super::layout::Sentence;
use super::letter::Role;
use super::words::{Token, any_starts, at, before};

/// Verbs of sentences that send the report to somebody.
const SENDING: [&str; 32] = [
    "lamnat",
    "fatt",
    "delgett",
    "delgetts",
    "distribuer",
    "expedier",
    "vidarebefordr",
    "forward",
    "kopia",
    "avlamn",
    "skicka",
    "oversand",
    "overlamn",
    "tillstall",
    "remitter",
    "delge",
    "sands",
    "sants",
    "sant",
    "sanda",
    "lamnas",
    "lamnar",
    "far",
    "ges",
    "gar",
    "erhall",
    "sent",
    "send",
    "riktar",
    "riktas",
    "adressera",
    "delgiv",
];

/// What may stand between "för" and "yttrande".
const BEFORE_PURPOSE: [&str; 19] = [
    "eget",
    "egna",
    "samlat",
    "gemensamt",
    "ert",
    "er",
    "your",
    "written",
    "a",
    "ett",
    "skriftligt",
    "skriftliga",
    "vidare",
    "eventuella",
    "eventuell",
    "nodvandiga",
    "their",
    "the",
    "sitt",
];

/// "för yttrande", "för kännedom", "för åtgärd" or "för beaktande" at a place, and the token after it.
pub(super) fn marker_at(words: &[Token], place: usize) -> Option<(Role, usize)> {
    let opening = words.get(place)?;
    // "f.k.", "f k": for information.
    if opening.is("f") {
        let second = if at(words, place + 1, &["."]) { place + 2 } else { place + 1 };
        let end = if at(words, second + 1, &["."]) { second + 2 } else { second + 1 };
        return at(words, second, &["k"]).then_some((Role::Information, end));
    }
    let mut next = place + 1;
    if !opening.is("for") {
        // "Till kännedom", "till yttrande".
        while opening.is("till") && at(words, next, &["er", "ert", "din", "eder", "your"]) {
            next += 1;
        }
        let to = |nouns: &[&str]| opening.is("till") && at(words, next, nouns);
        return match (to(&["kannedom", "information"]), to(&["yttrande", "besvarande"]) && !at(words, next + 1, &["fran", "over", "av"])) {
            (true, _) => Some((Role::Information, next + 1)),
            (_, true) => Some((Role::Respond, next + 1)),
            _ => None,
        };
    }
    while at(words, next, &BEFORE_PURPOSE) {
        next += 1;
    }
    let role = match words.get(next)?.plain.as_str() {
        "yttrande" | "yttranden" | "svar" | "besvarande" | "utlatande" | "response" | "reply" | "stallningstagande" | "remissvar" | "remissyttrande"
        | "comments" => Role::Respond,
        "kannedom" | "information" | "info" => Role::Information,
        "atgard" | "atgarder" | "action" | "atgardande" => Role::Action,
        "beaktande" | "consideration" => Role::Consideration,
        _ => return None,
    };
    Some((role, next + 1))
}

/// A body or a group with the role that the sentence gives it.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub body: Mention,
    pub role: Role,
}

/// The roles that a sentence gives to bodies and groups.
pub(super) fn marks(sentence: &Sentence, mentions: &[Mention]) -> Vec<Mark> {
    let words = &sentence.tokens;
    let mut found: Vec<Mark> =
        mentions.iter().filter(|mention| is_informed_in_brackets(words, mention)).map(|body| Mark { body: body.clone(), role: Role::Information }).collect();
    found.extend(informed(words, mentions));
    let informs = (0..words.len()).any(|place| marker_at(words, place).is_some_and(|(role, _)| role == Role::Information));
    if !any_starts(words, &SENDING) && !informs {
        return found;
    }
    let mut mentions = mentions.iter().filter(|mention| !mention.genitive).peekable();
    let mut waiting: Vec<&Mention> = Vec::new();
    let aside = in_clauses(words);
    let mut leading: Option<Role> = None;
    for place in 0..words.len() {
        if let Some(mention) = mentions.next_if(|mention| mention.first == place) {
            // "Kommunstyrelsen har uppsikt över bolagen och får rapporten för kännedom": whom the subject sees to gets nothing.
            if !waiting.is_empty() && directly_after(words, mention.first, &["over", "inom", "hos"]) {
                continue;
            }
            match leading {
                Some(role) => found.push(Mark { body: mention.clone(), role }),
                None => {
                    // "… till A för stöd och till B för kännedom": what is said between two names parts them.
                    if waiting.last().is_some_and(|last| !linked(words, &aside, last.end, mention.first)) {
                        waiting.clear();
                    }
                    waiting.push(mention);
                }
            }
        } else if let Some((role, end)) = marker_at(words, place) {
            if waiting.is_empty() || at(words, end, &["till", ":"]) {
                leading = Some(role);
            } else {
                leading = None;
                let receivers = in_its_clause(words, place, receivers(words, &waiting));
                found.extend(receivers.iter().map(|mention| Mark { body: (*mention).clone(), role }));
            }
            waiting.clear();
        } else if at(words, place, &[";", "senast"]) || is_response(words, place) && leading.is_none() {
            // What is said before is of its own: "A svarar senast den 3 maj; B får rapporten för kännedom".
            waiting.clear();
        }
    }
    found
}

/// Whether nothing stands between two names but what binds them.
fn linked(words: &[Token], aside: &[bool], from: usize, to: usize) -> bool {
    const BINDS: [&str; 16] = ["och", "samt", ",", "till", "respektive", "resp", "the", "and", "to", "den", "de", "dels", "/", "&", "-", "aven"];
    words.iter().enumerate().take(to).skip(from).all(|(place, word)| word.is_any(&BINDS) || aside.get(place).copied().unwrap_or_default())
}

/// "Kommunstyrelsen informeras", "kopia skickas till kommunstyrelsen", "fullmäktige underrättas".
fn informed(words: &[Token], mentions: &[Mention]) -> Vec<Mark> {
    const TOLD: [&str; 7] = ["informeras", "informerats", "underrattas", "underrattats", "delges", "delgetts", "delgivits"];
    let mut found: Vec<Mark> = Vec::new();
    let copied = words.iter().position(|word| word.is_any(&["kopia", "kopior", "copy"]));
    for mention in mentions.iter().filter(|mention| !mention.genitive && !is_informed_in_brackets(words, mention)) {
        let behind = words.get(mention.end..words.len().min(mention.end + 3)).unwrap_or_default();
        let told = behind.iter().any(|word| word.is_any(&TOLD)) && !any_starts(behind, &["om", "ska", "yttra"]);
        // "Fullmäktiges presidium får en kopia".
        let told = told || at(words, mention.end, &["far"]) && behind.iter().any(|word| word.is_any(&["kopia", "kopior"]));
        // "Rapporten delges dessutom kommunfullmäktige".
        let ahead = words.get(mention.first.saturating_sub(3)..mention.first).unwrap_or_default();
        let told = told || ahead.iter().any(|word| word.is_any(&["delges", "delgivits", "delgetts", "delge", "delger", "informera", "underratta"]));
        let copy = copied.is_some_and(|copied| copied < mention.first && before(words, mention.first, &["till", "to", "the"]));
        // "Kopia skickas till A och B".
        let linked =
            copied.is_some() && before(words, mention.first, &["och", ",", "samt"]) && found.last().is_some_and(|last| last.body.end + 1 == mention.first);
        if told || copy || linked {
            found.push(Mark { body: mention.clone(), role: Role::Information });
        }
    }
    found
}

/// "Socialnämnden (kännedom)".
fn is_informed_in_brackets(words: &[Token], mention: &Mention) -> bool {
    let place = mention.end + 1;
    let informed = at(words, place, &["kannedom"]) || marker_at(words, place).is_some_and(|(role, _)| role == Role::Information);
    mention.group.is_none() && at(words, mention.end, &["("]) && informed
}

/// "… med undantag för fullmäktige, som får rapporten för kännedom": what a clause behind a name says is said of that one.
fn in_its_clause<'m, 'w>(words: &[Token], marker: usize, waiting: &'w [&'m Mention]) -> &'w [&'m Mention] {
    let Some((last, _)) = waiting.split_last() else { return waiting };
    let next = if at(words, last.end, &[","]) { last.end + 1 } else { last.end };
    let clause =
        at(words, next, &["som", "vilken", "vilka", "which"]) && next < marker && !words.get(next..marker).unwrap_or_default().iter().any(|word| word.is(","));
    if clause { waiting.get(waiting.len() - 1..).unwrap_or_default() } else { waiting }
}

/// The bodies from the first "till" on; all of them when no "till" stands by any.
fn receivers<'m, 'w>(words: &[Token], waiting: &'w [&'m Mention]) -> &'w [&'m Mention] {
    let first = waiting.iter().position(|mention| before(words, mention.first, &["till", "to"]) || at(words, mention.first.wrapping_sub(2), &["to", "till"]));
    waiting.get(first.unwrap_or_default()..).unwrap_or_default()
}

/// Whether the sentence hands over what has been audited, whoever gets it.
pub(super) fn hands_over(sentence: &Sentence) -> bool {
    let words = &sentence.tokens;
    any_starts(words, &["oversand", "overlamn", "skickar", "skickas", "tillstall"])
        && any_starts(words, &["rapport", "gransk", "skrivelse", "revisionsrap", "bifog"])
}

/// A role that the letter gives without a name ("översänds för kännedom").
pub(super) fn lone_role(sentences: &[&Sentence]) -> Option<Role> {
    let sending = sentences.iter().filter(|sentence| any_starts(&sentence.tokens, &SENDING));
    let mut roles = sending.flat_map(|sentence| (0..sentence.tokens.len()).filter_map(|at| marker_at(&sentence.tokens, at)));
    roles.next().map(|(role, _)| role)
}
