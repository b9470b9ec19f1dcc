//! Words about responses, and which response they mean: the first, or a follow-up.

use super::letter::RoundKind;
use super::tense::wants;
use super::words::{Token, at};

/// What words about responses begin with.
pub(super) const RESPONSE: [&str; 46] = [
    "replik",
    "installning",
    "handlingsplan",
    "forklaring",
    "svaromal",
    "remissda",
    "aterredovis",
    "avrapport",
    "remissyttrand",
    "reaktion",
    "feedback",
    "inlaga",
    "bemotande",
    "genmal",
    "avge",
    "avgiv",
    "horsam",
    "atersand",
    "atgardsplan",
    "yttrande",
    "yttra",
    "svar",
    "besvar",
    "inkom",
    "aterkom",
    "redovis",
    "tillhanda",
    "aterrapport",
    "remissvar",
    "aterkoppl",
    "inlamn",
    "lagesbeskrivning",
    "lagesrapport",
    "lagesredovisning",
    "stallningstagande",
    "utlatande",
    "respon",
    "reply",
    "replies",
    "answer",
    "kommentera",
    "comment",
    "besked",
    "redogor",
    "synpunkt",
    "kommentarer",
];
/// What the responses themselves are called.
const ANSWERS: [&str; 11] = ["yttrande", "svar", "redovisning", "aterrapport", "remissvar", "skrivelse", "tillfalle", "respon", "lages", "gang", "omgang"];
/// The verb that wants something stands no further from it.
const NEAR: usize = 20;
/// What may follow when the sentence leaves the word "yttrandet" out.
const LEFT_OUT: [&str; 9] = ["senast", "ska", "skall", ":", "(", ",", "av", "|", ")"];

/// Whether a word is about responses. "Nämnden svarar för driften" is not.
pub(super) fn is_response(words: &[Token], place: usize) -> bool {
    words.get(place).is_some_and(|word| {
        let answerable = word.is_any(&["svarar", "svara"]) && at(words, place + 1, &["for"]) && !at(words, place + 2, &["egen", "sin"]);
        let takes_a_stand = word.is("stallning")
            && place.checked_sub(1).is_some_and(|verb| at(words, verb, &["tar", "ta"]) && !(verb > 0 && at(words, verb - 1, &["bor", "borde"])));
        let be_heard = word.is_any(&["hora", "hor"]) && at(words, place + 1, &["av"]);
        // "Meddela oss", "rapportera till revisorerna".
        // "… har att förklara för revisorerna hur det kunde ske".
        let next = if at(words, place + 1, &["till", "for"]) { place + 2 } else { place + 1 };
        let to_auditors = words.get(next).is_some_and(|to| to.is("oss") || to.starts_any(&["revisor", "revisionen", "kommunrevision", "stadsrevision"]));
        let tells_us = word.is_any(&["meddela", "meddelar", "rapportera", "rapporterar", "informera", "beratta", "underratta", "forklara", "inform", "tell"])
            && to_auditors;
        // "Nämnden ombeds ange hur …".
        let is_asked = place.checked_sub(1).is_some_and(|verb| at(words, verb, &["ombeds", "uppmanas", "anmodas"]));
        let tells_us = tells_us || is_asked && word.is_any(&["ange", "beskriva", "klargora", "precisera", "motivera"]);
        // "Svårigheter", "svårt": without their rings these begin as answers do.
        let difficult = word.starts_any(&["svarig", "svart", "svarast", "svarare", "svarbed", "svarover"]);
        (word.starts_any(&RESPONSE) || takes_a_stand || be_heard || tells_us) && !answerable && !difficult
    })
}

/// Whether any word of a sentence, or of a part of it, is about responses.
pub(super) fn about_responses(words: &[Token]) -> bool {
    (0..words.len()).any(|place| is_response(words, place))
}

/// Whether the sentence says that there are two responses.
pub(super) fn says_twice(words: &[Token]) -> bool {
    const TIMES: [&str; 12] = ["tillfall", "gang", "yttrand", "omgang", "steg", "svar", "etapp", "del", "redovisning", "rapporter", "responses", "datum"];
    words.windows(2).any(|pair| matches!(pair, [two, times] if two.is_any(&["tva", "two"]) && times.starts_any(&TIMES))) || in_order(words)
}

/// "Nämnden ska yttra sig senast … och därefter, senast …, redovisa …": one response after the other.
fn in_order(words: &[Token]) -> bool {
    let then = words.iter().position(|word| word.is_any(&["darefter", "sedan", "senare", "dessutom"]));
    then.is_some_and(|then| {
        let (ahead, behind) = (words.get(..then).unwrap_or_default(), words.get(then..).unwrap_or_default());
        let done = |word: &Token| word.starts_any(&["genomfor", "vidtag", "vidtog", "atgard", "fallit", "utfall", "effekt", "uppfolj"]);
        about_responses(ahead) && about_responses(behind) && behind.iter().any(done)
    })
}

/// The kinds of response that the tokens name, each with its place.
pub(super) fn kinds(tokens: &[Token]) -> Vec<(usize, RoundKind)> {
    (0..tokens.len()).filter_map(|place| Some((place, kind_at(tokens, place)?))).collect()
}

fn kind_at(tokens: &[Token], place: usize) -> Option<RoundKind> {
    let word = tokens.get(place)?;
    let next = tokens.get(place + 1);
    let answers = next.is_none_or(|next| next.starts_any(&ANSWERS));
    let left_out = at(tokens, place + 1, &LEFT_OUT);
    // "Nämnden gör varje år en uppföljning, …" asks for none.
    let one = place.checked_sub(1).is_some_and(|one| at(tokens, one, &["en"])) && word.starts_any(&["uppfoljning"]);
    let wanted = one && wants(tokens.get(place.saturating_sub(NEAR)..tokens.len().min(place + NEAR)).unwrap_or_default());
    let done_already = one && !wanted;
    match word.plain.as_str() {
        "forsta" if answers || left_out => Some(RoundKind::First),
        "first" | "initial" if next.is_some_and(|next| next.starts_any(&["respon", "reply", "answer"])) => Some(RoundKind::First),
        "uppfoljande" if answers || left_out || next.is_some_and(|next| next.is_any(&["rapport", "rapporten"])) && reports(tokens, place) => {
            Some(RoundKind::FollowUp)
        }
        // "Vad gäller uppföljning av åtgärderna"; "uppföljning av granskningen" is the name of an audit.
        "uppfoljning" | "uppfoljningen" if left_out && !done_already && !at(tokens, place + 2, &["granskning", "granskningen", "tidigare"]) => {
            Some(RoundKind::FollowUp)
        }
        // "… att den uppföljningen kommer den 30 april".
        "uppfoljningen" if at(tokens, place + 1, &["kommer", "inkommer", "lamnas"]) => Some(RoundKind::FollowUp),
        "uppfoljning" if wanted && !at(tokens, place + 1, &["av", "om"]) => Some(RoundKind::FollowUp),
        "andra" if at(tokens, place + 1, &["yttrandet", "svaret", "tillfallet", "gangen", "yttrande", ",", "senast"]) => Some(RoundKind::FollowUp),
        "slutlig" | "slutligt" | "slutliga" | "fornyat" | "kompletterande" if answers && next.is_some() => Some(RoundKind::FollowUp),
        "follow" if at(tokens, place + 1, &["-"]) && at(tokens, place + 2, &["up"]) => follow_up_response(tokens, place + 3),
        "omgang" if at(tokens, place + 1, &["1", "ett"]) => Some(RoundKind::First),
        "omgang" if at(tokens, place + 1, &["2", "tva"]) => Some(RoundKind::FollowUp),
        plain if plain.starts_with("forstagangs") => Some(RoundKind::First),
        plain if plain.starts_with("uppfoljningsyttrande") || plain.starts_with("uppfoljningssvar") || plain.starts_with("uppfoljningsrapport") => {
            Some(RoundKind::FollowUp)
        }
        "slutredovisning" | "slutredovisningen" | "slutrapportering" => Some(RoundKind::FollowUp),
        _ => None,
    }
}

/// "… visa i ett uppföljande …": what follows up is called by a word that nobody knows, and may be the second response.
pub(super) fn perhaps_the_second(words: &[Token]) -> bool {
    let follows_up = |pair: &[Token]| matches!(pair, [one, what] if one.is("uppfoljande") && !what.starts_any(&["gransk", "revision", "rapport", "insats"]));
    words.windows(2).any(follows_up) && kinds(words).is_empty()
}

/// "Nämnden lämnar dessutom en uppföljande rapport": it is theirs, and not what was audited.
fn reports(tokens: &[Token], place: usize) -> bool {
    let ahead = tokens.get(place.saturating_sub(NEAR)..place).unwrap_or_default();
    ahead.iter().any(|word| word.is_any(&["lamnar", "lamna", "inkommer", "inkomma", "avger"])) && at(tokens, place.wrapping_sub(1), &["en", "sin"])
}

/// Whether words ask for a second response only in so far as there is a first: "ett förnyat svar".
pub(super) fn only_renews(words: &[Token]) -> bool {
    let renewed = |place: usize| at(words, place, &["slutlig", "slutligt", "slutliga", "fornyat", "kompletterande"]);
    let mut follow_ups = kinds(words).into_iter().filter(|(_, kind)| *kind == RoundKind::FollowUp).peekable();
    follow_ups.peek().is_some() && follow_ups.all(|(place, _)| renewed(place))
}

fn follow_up_response(tokens: &[Token], place: usize) -> Option<RoundKind> {
    let next = tokens.get(place);
    next.is_none_or(|next| next.starts_any(&["respon", "reply", "repl", "answer", "by"])).then_some(RoundKind::FollowUp)
}

/// "Svaret bör innehålla …", "av yttrandet ska framgå …": what an answer that is spoken of already is to say.
pub(super) fn says_what_it_holds(words: &[Token]) -> bool {
    /// The verb of the sentence stands no further in.
    const NEAR: usize = 4;
    const HOLDS: [&str; 8] = ["innehalla", "ange", "anges", "redovisa", "redovisas", "beskriva", "omfatta", "framga"];
    const MODAL: [&str; 6] = ["ska", "skall", "bor", "maste", "behover", "kan"];
    let from = usize::from(at(words, 0, &["av", "i"]));
    let answer = at(words, from, &["svaret", "svaren", "yttrandet", "yttrandena"]);
    let says = words.get(from + 2..).unwrap_or_default().iter().take(NEAR).any(|word| word.is_any(&HOLDS));
    answer && at(words, from + 1, &MODAL) && says
}
