//! First response or follow-up: the words that tell which one a sentence means.

use super::letter::RoundKind;
use super::words::{Token, at};

/// What words about responses begin with.
pub(super) const RESPONSE: [&str; 12] =
    ["yttrande", "yttra", "svar", "besvar", "inkom", "aterkom", "redovis", "tillhanda", "aterrapport", "remissvar", "aterkoppl", "inlamn"];
/// What the responses themselves are called.
const ANSWERS: [&str; 7] = ["yttrande", "svar", "redovisning", "aterrapport", "remissvar", "skrivelse", "tillfalle"];
/// What may follow when the sentence leaves the word "yttrandet" out.
const LEFT_OUT: [&str; 6] = ["senast", "ska", "skall", ":", "(", ","];

/// The kinds of response that the tokens name, each with its place.
pub(super) fn kinds(tokens: &[Token]) -> Vec<(usize, RoundKind)> {
    (0..tokens.len()).filter_map(|place| Some((place, kind_at(tokens, place)?))).collect()
}

fn kind_at(tokens: &[Token], place: usize) -> Option<RoundKind> {
    let word = tokens.get(place)?;
    let next = tokens.get(place + 1);
    let answers = next.is_none_or(|next| next.starts_any(&ANSWERS));
    let left_out = at(tokens, place + 1, &LEFT_OUT);
    match word.plain.as_str() {
        "forsta" if answers || left_out => Some(RoundKind::First),
        "uppfoljande" if answers || left_out => Some(RoundKind::FollowUp),
        "uppfoljning" | "uppfoljningen" if left_out => Some(RoundKind::FollowUp),
        "andra" if at(tokens, place + 1, &["yttrandet", "svaret", "tillfallet"]) => Some(RoundKind::FollowUp),
        "slutlig" | "slutligt" | "slutliga" | "fornyat" | "kompletterande" if answers && next.is_some() => Some(RoundKind::FollowUp),
        plain if plain.starts_with("forstagangs") => Some(RoundKind::First),
        plain if plain.starts_with("uppfoljningsyttrande") || plain.starts_with("uppfoljningssvar") => Some(RoundKind::FollowUp),
        "slutredovisning" | "slutredovisningen" | "slutrapportering" => Some(RoundKind::FollowUp),
        _ => None,
    }
}
