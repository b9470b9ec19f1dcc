//! Bodies that a line calls by nothing but what they are: "Till direktionen", "Bolagets styrelse".

use super::super::bodies::{Mention, Vocabulary, stems};
use super::super::clean::capitalised;
use super::super::doubt::Doubt;
use super::super::doubts::Doubts;
use super::super::layout::Sentence;
use super::super::roles::marker_at;
use super::super::words::at;
use super::AddressLine;
use super::labels::label_at;

/// "Till direktionen", with no word of whose: it is called so.
pub(super) fn lone_body(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<AddressLine> {
    const LONE: [&str; 4] = ["direktionen", "forbundsdirektionen", "styrelsen", "forbundsstyrelsen"];
    let words = &sentence.tokens;
    let (label, first) = label_at(words, 0).map_or((None, 0), |(asked, end)| (Some(asked), end));
    let first = if at(words, first, &[":"]) { first + 1 } else { first };
    // "Bolagets styrelse".
    let owned = at(words, first, &["bolagets", "stiftelsens"]) && at(words, first + 1, &["styrelse"]);
    let name = if owned { first + 2 } else { first + 1 };
    let end = if at(words, name, &[".", ","]) { name + 1 } else { name };
    let marked = marker_at(words, end).or_else(|| marker_at(words, end + 1)).map(|(role, end)| (Some(role), end));
    let end = marked.map_or(end, |(_, end)| end);
    if !(owned || at(words, first, &LONE)) || end < words.len() || !vocabulary.mentions(sentence).iter().all(|mention| mention.group.is_some()) {
        return None;
    }
    let key = stems(words.get(name - 1..name)?).join(" ");
    let written = if owned { "Styrelsen".to_owned() } else { capitalised(sentence.between(first, name)) };
    // Which company it is the board of, is said elsewhere.
    let doubts = Doubts::NONE.and_if(owned, Doubt::BodyAssumed);
    let mention = Mention { doubts, ..Mention::body(written, key, first, name, false) };
    Some(AddressLine { bodies: vec![(mention, marked.map(|(role, _)| role).or(label))], label, ..AddressLine::default() })
}
