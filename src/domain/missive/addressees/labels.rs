//! Labels of an address block: what stands before names, or behind one, and what it asks of them.

use super::super::letter::Role;
use super::super::roles::marker_at;
use super::super::words::{Token, at, before};
use super::Asked;

/// A label is no longer than this.
const LONGEST: usize = 7;
/// What words of labels begin with, and what such a label asks. The first that fits says it.
const STEMS: [(&str, Asked); 27] = [
    ("kannedom", Some(Role::Information)),
    ("kanned", Some(Role::Information)),
    ("info", Some(Role::Information)),
    ("kopi", Some(Role::Information)),
    ("cc", Some(Role::Information)),
    ("delg", Some(Role::Information)),
    ("underratt", Some(Role::Information)),
    ("besvar", Some(Role::Respond)),
    ("svar", Some(Role::Respond)),
    ("yttr", Some(Role::Respond)),
    ("remissinstans", None),
    ("mottag", None),
    ("adressat", None),
    ("addressee", None),
    ("recipient", None),
    ("adresser", None),
    ("sandlist", None),
    ("sand", None),
    ("skick", None),
    ("expedi", None),
    ("berord", None),
    ("tillstall", None),
    ("till", None),
    ("distribu", None),
    ("rikt", None),
    ("to", None),
    ("kop", Some(Role::Information)),
];
/// Words that are a label by themselves, and ask nothing.
const LABELS: [&str; 14] = [
    "till",
    "mottagare",
    "adressat",
    "adressater",
    "addressee",
    "addressees",
    "recipient",
    "recipients",
    "sandlista",
    "tillstalles",
    "to",
    "expedieras",
    "remissinstans",
    "remissinstanser",
];
/// What may stand in a label besides.
const SMALL: [&str; 32] = [
    "for",
    "av",
    "att",
    "fran",
    "ska",
    "skall",
    "som",
    "begars",
    "onskas",
    "enbart",
    "endast",
    "skriftligt",
    "samt",
    "och",
    "namnd",
    "namnder",
    "namnden",
    "namnderna",
    "styrelser",
    "pm",
    "brev",
    "skrivelse",
    "skrivelsen",
    "granskningsrapporten",
    "brevet",
    "denna",
    "detta",
    "missiv",
    "missivet",
    "rapporten",
    "the",
    "even",
];

/// A label or marker at a place, what it asks, and the token after it.
pub(super) fn label_at(words: &[Token], place: usize) -> Option<(Asked, usize)> {
    if let Some((role, end)) = marker_at(words, place) {
        return Some((Some(role), end));
    }
    let word = words.get(place)?;
    let starts = place == 0 || before(words, place, &["-", "–", "•", "(", "/"]);
    if let Some(asked) = behind_a_name(words, place) {
        return Some((Some(asked), place + 1));
    }
    if word.is_any(&["kopia", "kopior", "cc", "kannedom"]) || (starts && word.is_any(&["copy", "copies"])) {
        return Some((Some(Role::Information), place + 1));
    }
    if starts && word.is_any(&["yttrande", "svar"]) && at(words, place + 1, &[":"]) {
        return Some((Some(Role::Respond), place + 1));
    }
    if starts && words.len() == place + 1 && word.is_any(&["svarande", "svarar"]) {
        return Some((Some(Role::Respond), place + 1));
    }
    let addressed = word.is_any(&LABELS);
    (starts && addressed).then_some((None, place + 1))
}

/// "Socialnämnden – yttrande", "Socialnämnden (svarar)".
fn behind_a_name(words: &[Token], place: usize) -> Option<Role> {
    let parted = before(words, place, &["-", "–", "(", ",", ":", "|"]);
    let ends = words.get(place + 1).is_none_or(|next| next.is_any(&[")", ",", ";", ".", "|"]));
    if !(parted && ends) || place == 0 {
        return None;
    }
    match words.get(place)?.plain.as_str() {
        "yttrande" | "svar" | "svarar" | "yttrar" | "besvaras" | "besvarar" | "remiss" => Some(Role::Respond),
        "kannedom" | "info" | "information" | "kopia" | "fk" => Some(Role::Information),
        _ => None,
    }
}

/// "Att besvaras av", "Svarande:", "Sänds för kännedom till:": a label of several words, before the names of the line.
pub(super) fn phrase_at_start(words: &[Token], first_name: usize) -> Option<(Asked, usize)> {
    let colon = words.iter().take(LONGEST + 1).position(|word| word.is(":"));
    let end = colon.map_or(first_name, |colon| colon + 1);
    let label = words.get(..colon.unwrap_or(first_name)).filter(|label| (1..=LONGEST).contains(&label.len()) && end <= first_name)?;
    let stem_of = |word: &Token| STEMS.iter().find(|(stem, _)| if stem.len() < 4 { word.is(stem) } else { word.plain.starts_with(stem) });
    if !label.iter().all(|word| stem_of(word).is_some() || word.is_any(&SMALL)) {
        return None;
    }
    let roles: Vec<Asked> = label.iter().filter_map(stem_of).map(|(_, asked)| *asked).collect();
    let said = roles.iter().copied().flatten().next();
    // Without a colon and a role, only what ends as a label does: "Berörda är …" is a sentence.
    let closes = colon.is_some() || label.last().is_some_and(|word| word.is_any(&["av", "till", "fran", "for"]));
    (!roles.is_empty() && closes).then_some((said, end))
}

/// What a word of a label asks, if it asks something: "svarar", "kännedom".
pub(super) fn role_of(word: &Token) -> Option<Role> {
    STEMS.iter().find(|(stem, _)| if stem.len() < 4 { word.is(stem) } else { word.plain.starts_with(stem) }).and_then(|(_, asked)| *asked)
}

/// How many tokens "1.", "2)" or a number alone at the beginning of a line takes.
pub(super) fn numbering(words: &[Token], place: usize) -> Option<usize> {
    let numbered = place == 0 && words.first().is_some_and(|word| word.plain.len() <= 2 && word.number().is_some());
    if numbered && words.get(1).is_some_and(|name| name.word && name.capital) {
        return Some(1);
    }
    (numbered && at(words, 1, &[".", ")"])).then_some(2)
}
