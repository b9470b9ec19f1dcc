//! Whether a sentence asks, or tells of what was asked earlier.

use super::words::{Token, before};

/// Verbs that tell what was asked, or done, earlier.
const TOLD: [&str; 38] = [
    "angavs",
    "sattes",
    "forelade",
    "papekade",
    "uppmanade",
    "skulle",
    "ombads",
    "begardes",
    "lamnades",
    "uppmanades",
    "anmodades",
    "angav",
    "utlovade",
    "svarade",
    "yttrade",
    "inkom",
    "emotsag",
    "efterfragades",
    "begarde",
    "inlamnades",
    "avsag",
    "lovade",
    "bad",
    "fick",
    "gav",
    "hade",
    "skrev",
    "blev",
    "forelag",
    "medgav",
    "beviljades",
    "forlangdes",
    "bestamdes",
    "kravde",
    "stallde",
    "ville",
    "were",
    "was",
];
/// Verbs that ask.
const ASKING: [&str; 85] = [
    "invited",
    "ask",
    "asks",
    "would",
    "kan",
    "aterkom",
    "aterkommer",
    "inkomma",
    "yttrar",
    "besvarar",
    "hoppas",
    "raknar",
    "efterfragar",
    "efterfragas",
    "motser",
    "imotser",
    "imotses",
    "invantar",
    "invantas",
    "forutsatts",
    "utgar",
    "skickar",
    "sander",
    "tar",
    "forutses",
    "anhaller",
    "anhalla",
    "anhalles",
    "hemstaller",
    "forelagger",
    "forelaggs",
    "alaggs",
    "aligger",
    "erbjuds",
    "uppdras",
    "tacksamma",
    "tacksam",
    "vantar",
    "vantas",
    "kraver",
    "kravs",
    "inkommer",
    "avger",
    "ska",
    "skall",
    "onskar",
    "onskas",
    "begar",
    "begars",
    "begara",
    "vill",
    "emotser",
    "emotses",
    "ombeds",
    "forvantas",
    "forvantar",
    "bor",
    "ber",
    "anmodas",
    "anmodar",
    "uppmanas",
    "uppmanar",
    "asked",
    "requested",
    "request",
    "requests",
    "must",
    "shall",
    "will",
    "please",
    "ser",
    "lamnas",
    "skickas",
    "oversands",
    "lamnar",
    "svarar",
    "forutsatter",
    "behover",
    "maste",
    "far",
    "redovisar",
    "har",
    "expect",
    "ges",
    "bereds",
];
/// Whether the last verb before a place tells of what was asked earlier.
pub(super) fn tells(words: &[Token], place: usize) -> bool {
    let verbs = words.get(..place).unwrap_or_default();
    // "Nämnden anmodades att inkomma": what tells is the verb that governs the other.
    let governed = |place: usize, word: &Token| word.is_any(&["inkomma", "anhalla", "begara"]) && before(verbs, place, &["att"]);
    let last = verbs.iter().enumerate().rposition(|(place, word)| (word.is_any(&TOLD) || word.is_any(&ASKING)) && !governed(place, word));
    last.is_some_and(|last| {
        // "Vi skulle vilja ha svar" asks.
        let polite = words.get(last + 1).is_some_and(|next| next.is_any(&["vilja", "uppskatta", "behova"]));
        // "Svar skulle lämnas senast …".
        let was_to = last.checked_sub(1).is_some_and(|modal| words.get(modal).is_some_and(|word| word.is("skulle")));
        !polite && (was_to || words.get(last).is_some_and(|word| word.is_any(&TOLD)))
    })
}

/// Verbs by which auditors ask, where they are the subject.
const DEMANDING: [&str; 24] = [
    "onskar",
    "begar",
    "vill",
    "emotser",
    "forvantar",
    "uppmanar",
    "anmodar",
    "forutsatter",
    "hemstaller",
    "ber",
    "anhaller",
    "anhalla",
    "vantar",
    "tacksamma",
    "kraver",
    "forelagger",
    "behover",
    "raknar",
    "hoppas",
    "efterfragar",
    "motser",
    "imotser",
    "invantar",
    "utgar",
];
/// Whether auditors, or "vi", ask for something: the sentence is theirs, and so is its verb.
pub(super) fn auditors_demand(words: &[Token]) -> bool {
    let theirs = words.iter().take(4).any(|word| word.is("vi") || word.starts_any(&["revis", "kommunrevis", "stadsrevis", "regionrevis", "lekmannarevis"]));
    let gladly = |pair: &[Token]| matches!(pair, [verb, next] if verb.is_any(&["ser", "tar"]) && next.is_any(&["garna", "fram", "helst", "emot"]));
    // "Till den 13 mars vill vi ha nämndens syn": theirs is the verb right before them.
    let inverted = words.windows(2).take(16).any(|pair| matches!(pair, [verb, who] if who.is("vi") && verb.is_any(&DEMANDING)));
    let demands = words.windows(2).take(12).any(gladly) || words.iter().take(12).any(|word| word.is_any(&DEMANDING));
    inverted || theirs && demands
}

/// What auditors do themselves, where "vi" or they stand before it.
const OWN_DOINGS: [&str; 6] = ["aterkommer", "svarar", "meddelar", "sammanstaller", "behandlar", "aterrapporterar"];

/// "Vi återkommer med svar senast den 9 maj": the day is the auditors' own.
pub(super) fn auditors_promise(words: &[Token]) -> bool {
    let subject =
        |word: &Token| word.is("vi") || word.starts_any(&["revisorerna", "revisionen", "kommunrevision", "stadsrevision", "regionrevision", "lekmannarevisor"]);
    let place = words.iter().take(3).position(subject);
    place.is_some_and(|place| words.get(place + 1).is_some_and(|verb| verb.is_any(&OWN_DOINGS))) && !auditors_demand(words)
}

/// Verbs by which something is wanted, and not only said to be.
const WANTING: [&str; 26] = [
    "ska",
    "skall",
    "bor",
    "maste",
    "behover",
    "vill",
    "onskar",
    "onskas",
    "begar",
    "begars",
    "emotser",
    "emotses",
    "forvantar",
    "forvantas",
    "vantar",
    "vantas",
    "raknar",
    "hoppas",
    "anmodas",
    "ombeds",
    "uppmanas",
    "forutsatts",
    "invantar",
    "must",
    "shall",
    "should",
];

/// Whether something is wanted.
pub(super) fn wants(words: &[Token]) -> bool {
    words.iter().any(|word| word.is_any(&WANTING))
}

/// Whether anything in the words asks, as far as verbs tell.
pub(super) fn asks(words: &[Token]) -> bool {
    words.iter().any(|word| word.is_any(&ASKING))
}

/// Whether the words only tell of something earlier.
pub(super) fn only_tells(words: &[Token]) -> bool {
    tells(words, words.len())
}
