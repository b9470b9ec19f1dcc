//! Who the letter is for: its address block, and the sentences that send the report.

use super::bodies::{Mention, Vocabulary};
use super::clean::{capitalised, plain_word};
use super::layout::{Paragraph, Sentence};
use super::letter::Role;
use super::roll::Roll;
use super::words::{Token, any_starts, at, before};

/// Longer lines are not address lines.
const LONGEST_LINE: usize = 240;
/// How many lines that name no body (a street, a person) an address block may have in a row.
const MOST_OTHER_LINES: usize = 2;
/// What stands between the names on an address line.
const FILLERS: [&str; 15] = [",", ";", "och", "samt", "/", "•", "-", "–", "*", "·", "till", ".", "(", ")", ":"];
/// Verbs of sentences that send the report to somebody.
const SENDING: [&str; 9] = ["skicka", "oversand", "overlamn", "tillstall", "remitter", "delge", "sands", "sanda", "lamnas"];

/// What a heading or a marker says of the bodies by it: nothing more than "Till", or a role.
type Asked = Option<Role>;

/// Puts the bodies of address blocks on the roll, and tells which paragraphs are address lines.
pub(super) fn read_blocks(paragraphs: &[Paragraph], vocabulary: &mut Vocabulary, roll: &mut Roll) -> Vec<bool> {
    let mut state: Option<Asked> = None;
    let (mut others, mut at_top) = (0, true);
    let mut is_address = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let line = address_line(paragraph, vocabulary);
        // A name that comes again without a label is a heading over last days, not another line of the address.
        let again = |line: &AddressLine| line.label.is_none() && line.bodies.iter().all(|(body, _)| roll.has(&body.key));
        let belongs = |line: &AddressLine| (line.label.is_some() || state.is_some() || at_top) && !again(line);
        let Some(line) = line.filter(belongs) else {
            others += 1;
            at_top &= paragraph.text.len() <= LONGEST_LINE / 2 && paragraph.sentences.len() < 2;
            if others > MOST_OTHER_LINES || !at_top {
                state = None;
            }
            is_address.push(false);
            continue;
        };
        others = 0;
        let under = state.flatten();
        state = Some(line.label.unwrap_or(under));
        for (mention, own) in line.bodies {
            let is_new = !roll.has(&mention.key);
            roll.add(&mention, own.unwrap_or(under), &(&paragraph.text).into());
            if is_new && roll.has(&mention.key) {
                vocabulary.add(&mention.name);
            }
        }
        is_address.push(true);
    }
    is_address
}

/// An address line: its names, each with what the line itself asks of it, and the label that holds for lines below.
struct AddressLine {
    bodies: Vec<(Mention, Option<Asked>)>,
    label: Option<Asked>,
}

fn address_line(paragraph: &Paragraph, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    if sentence.text.len() > LONGEST_LINE {
        return None;
    }
    names_only(sentence, vocabulary).or_else(|| unusual_name(sentence))
}

/// A line that holds nothing but names and what is asked of them.
fn names_only(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let words = &sentence.tokens;
    let mut mentions = vocabulary.mentions(sentence).into_iter().peekable();
    let mut line = AddressLine { bodies: Vec::new(), label: None };
    let mut waiting = 0;
    let mut place = 0;
    while place < words.len() {
        if let Some(mention) = mentions.next_if(|mention| mention.first == place) {
            place = mention.end;
            if mention.genitive {
                return None;
            }
            line.bodies.push((mention, line.label));
        } else if let Some((asked, end)) = label_at(words, place) {
            let next_is_name = mentions.peek().is_some_and(|mention| mention.first == end);
            let leads = next_is_name || at(words, end, &[":", "till"]) || line.bodies.len() == waiting;
            if leads && !before(words, place, &["("]) {
                line.label = Some(asked);
            } else {
                line.bodies.iter_mut().skip(waiting).for_each(|(_, own)| *own = Some(asked));
            }
            waiting = line.bodies.len();
            place = end;
        } else if at(words, place, &FILLERS) {
            place += 1;
        } else {
            return None;
        }
    }
    (line.label.is_some() || !line.bodies.is_empty()).then_some(line)
}

/// A line that is a name as a whole, although no rule for names in sentences would find it.
fn unusual_name(sentence: &Sentence) -> Option<AddressLine> {
    let words = &sentence.tokens;
    let (label, mut first) = match label_at(words, 0) {
        Some((asked, end)) => (Some(asked), end),
        None => (None, 0),
    };
    while at(words, first, &FILLERS) {
        first += 1;
    }
    let rest = words.get(first..)?;
    let opens = rest.first()?.is_any(&["namnden", "styrelsen", "utskottet", "direktionen", "samtliga", "alla"]);
    let board = match rest {
        [_, second, ..] => opens && (second.is("for") || second.plain.starts_with("namnder")),
        _ => false,
    };
    let last = rest.last()?;
    let company =
        last.is_any(&["ab", "presidium"]) || ["bolag", "bolaget", "forbund", "forbundet", "stiftelsen"].iter().any(|ending| last.plain.ends_with(ending));
    if rest.len() > 12 || !rest.first()?.capital || !(board || company) || any_starts(rest, &["gransk", "revis"]) {
        return None;
    }
    let name = capitalised(sentence.between(first, words.len()));
    let key = name.split_whitespace().map(plain_word).collect::<Vec<_>>().join(" ");
    let mention = Mention { name, key, first, end: words.len(), genitive: false };
    Some(AddressLine { bodies: vec![(mention, label)], label })
}

/// A label or marker at a place, what it asks, and the token after it.
fn label_at(words: &[Token], place: usize) -> Option<(Asked, usize)> {
    if let Some((role, end)) = marker_at(words, place) {
        return Some((Some(role), end));
    }
    let word = words.get(place)?;
    let starts = place == 0 || before(words, place, &["-", "•", "(", "/"]);
    if word.is_any(&["kopia", "cc", "kannedom"]) {
        return Some((Some(Role::Information), place + 1));
    }
    if starts && word.is_any(&["yttrande", "svar"]) && at(words, place + 1, &[":"]) {
        return Some((Some(Role::Respond), place + 1));
    }
    let addressed = word.is_any(&["till", "mottagare", "adressat", "adressater", "sandlista", "tillstalles"]);
    (starts && addressed).then_some((None, place + 1))
}

/// "för yttrande", "för kännedom", "för åtgärd" or "för beaktande" at a place.
pub(super) fn marker_at(words: &[Token], place: usize) -> Option<(Role, usize)> {
    let opening = words.get(place)?;
    let mut next = place + 1;
    if !opening.is("for") {
        return (opening.is("till") && at(words, next, &["kannedom"])).then_some((Role::Information, next + 1));
    }
    while at(words, next, &["ett", "skriftligt", "vidare", "eventuella", "eventuell", "nodvandiga"]) {
        next += 1;
    }
    let role = match words.get(next)?.plain.as_str() {
        "yttrande" | "yttranden" | "svar" | "besvarande" => Role::Respond,
        "kannedom" | "information" => Role::Information,
        "atgard" | "atgarder" => Role::Action,
        "beaktande" => Role::Consideration,
        _ => return None,
    };
    Some((role, next + 1))
}

/// Puts the bodies of sentences that send the report on the roll.
pub(super) fn read_sentence(sentence: &Sentence, mentions: &[Mention], roll: &mut Roll) {
    let words = &sentence.tokens;
    if !any_starts(words, &SENDING) {
        return;
    }
    let phrase = (&sentence.text).into();
    let mut mentions = mentions.iter().filter(|mention| !mention.genitive).peekable();
    let mut waiting: Vec<&Mention> = Vec::new();
    let mut leading: Option<Role> = None;
    for place in 0..words.len() {
        if let Some(mention) = mentions.next_if(|mention| mention.first == place) {
            match leading {
                Some(asked) => roll.add(mention, Some(asked), &phrase),
                None => waiting.push(mention),
            }
        } else if let Some((role, end)) = marker_at(words, place) {
            if waiting.is_empty() || at(words, end, &["till", ":"]) {
                leading = Some(role);
            } else {
                leading = None;
                receivers(words, &waiting).for_each(|mention| roll.add(mention, Some(role), &phrase));
            }
            waiting.clear();
        }
    }
}

/// The bodies from the first "till" on; all of them when no "till" stands by any.
fn receivers<'m>(words: &[Token], waiting: &[&'m Mention]) -> impl Iterator<Item = &'m Mention> {
    let first = waiting.iter().position(|mention| before(words, mention.first, &["till"])).unwrap_or_default();
    waiting.iter().skip(first).copied().collect::<Vec<_>>().into_iter()
}

/// A role that the letter gives without a name ("översänds för kännedom").
pub(super) fn lone_role(sentences: &[&Sentence]) -> Option<Role> {
    let sending = sentences.iter().filter(|sentence| any_starts(&sentence.tokens, &SENDING));
    let mut roles = sending.flat_map(|sentence| (0..sentence.tokens.len()).filter_map(|at| marker_at(&sentence.tokens, at)));
    roles.next().map(|(role, _)| role)
}

/// Whether a sentence names any body.
pub(super) fn has_names(sentence: &Sentence, vocabulary: &Vocabulary) -> bool {
    !vocabulary.mentions(sentence).is_empty()
}
