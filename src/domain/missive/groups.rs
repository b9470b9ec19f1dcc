//! Words that mean several bodies, or one that was spoken of before: "samtliga nämnder", "övriga", "nämnden".

use super::words::{Token, at};

/// What such words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Everybody that the letter goes to for an answer.
    All,
    /// Everybody but those that the sentence names besides.
    Others,
    /// The boards: "nämnderna", "de båda nämnderna", "respektive nämnd".
    Boards,
    /// All boards, with the executive one: "samtliga nämnder".
    Every,
    /// The companies.
    Companies,
    /// The executive boards of several municipalities.
    Executives,
    /// The boards but the executive one: "facknämnderna".
    Line,
    /// The boards of the districts: "stadsdelsnämnderna".
    Districts,
    /// The board that was spoken of last, or the only one.
    Board,
    /// The company that was spoken of last, or the only one.
    Company,
}

impl Group {
    /// Whether it is one body, and not several.
    pub(super) fn is_one(self) -> bool {
        matches!(self, Group::Board | Group::Company)
    }
}

/// How many bodies the words say that there are: "de båda nämnderna", "samtliga tre nämnder".
pub(super) fn how_many(words: &[Token]) -> Option<usize> {
    let counted = |word: &Token| [COUNTS, IN_ENGLISH].iter().find_map(|counts| counts.iter().position(|count| word.is(count)));
    words.iter().find_map(|word| if word.is_any(&["bada", "both"]) { Some(2) } else { counted(word).map(|place| place + 2) })
}

const ALL: [&str; 6] = ["samtliga", "alla", "all", "varje", "vardera", "every"];
/// How many there are, in words.
const COUNTS: [&str; 9] = ["tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio"];
const IN_ENGLISH: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const OTHERS: [&str; 6] = ["ovriga", "resterande", "andra", "aterstaende", "other", "remaining"];
/// What may stand between "samtliga" and the noun.
const BETWEEN: [&str; 31] = [
    "av",
    "andra",
    "aktuella",
    "uppraknade",
    "listade",
    "adresserade",
    "ovriga",
    "ovanstaende",
    "ovannamnda",
    "berorda",
    "granskade",
    "nedanstaende",
    "namnda",
    "kommunens",
    "stadens",
    "regionens",
    "dessa",
    "de",
    "tre",
    "fyra",
    "fem",
    "sex",
    "addressed",
    "the",
    "nedan",
    "ovan",
    "tva",
    "kommunala",
    "helagda",
    "angivna",
    "namngivna",
];
const BOTH: [&str; 21] = [
    "bada",
    "respektive",
    "both",
    "resp",
    "berorda",
    "granskade",
    "ovanstaende",
    "nedanstaende",
    "ovannamnda",
    "ovannamnd",
    "namnda",
    "angivna",
    "aktuella",
    "uppraknade",
    "dessa",
    "berord",
    "tva",
    "tre",
    "fyra",
    "fem",
    "sex",
];

/// The group that is named at a place, the token after it, and whether it is a genitive.
pub(super) fn group_at(words: &[Token], place: usize) -> Option<(Group, usize, bool)> {
    let word = words.get(place)?;
    let leads = |of: &[&str]| word.is_any(of);
    if let Some((group, end)) = alone(words, place).or_else(|| owned(words, place)).or_else(|| of_companies(words, place)) {
        return Some((group, end, false));
    }
    if leads(&ALL) || leads(&OTHERS) || leads(&BOTH) {
        let mut next = place + 1;
        while (at(words, next, &BETWEEN) || at(words, next, &IN_ENGLISH)) && next < place + 4 {
            next += 1;
        }
        let (noun, genitive) = noun(words.get(next)?)?;
        let group = match noun {
            Noun::Board if leads(&["samtliga", "alla"]) && !joined_at(words, next) => Group::Every,
            Noun::Board if leads(&ALL) && !joined_at(words, next) => Group::Boards,
            _ if leads(&ALL) => Group::All,
            // "De tre övriga nämnderna".
            _ if leads(&OTHERS) || words.get(place..next).is_some_and(|between| between.iter().any(|word| word.is_any(&["ovriga", "resterande"]))) => {
                Group::Others
            }
            Noun::Company => Group::Companies,
            // "Den granskade nämnden" is one.
            Noun::Board if words.get(next)?.is_any(&["namnden", "styrelsen"]) && !word.is_any(&["respektive", "resp"]) => Group::Board,
            Noun::Board | Noun::Addressee => Group::Boards,
        };
        // "Samtliga nämnder och styrelser", "samtliga nämnder och bolag": one group.
        let joined = joined_at(words, next);
        return Some((group, if joined { next + 3 } else { next + 1 }, genitive));
    }
    let plain = word.plain.as_str();
    let bare = plain.strip_suffix('s').unwrap_or(plain);
    let genitive = bare.len() < plain.len() && !matches!(bare, "board" | "committee");
    let group = match bare {
        // "Styrelsen och nämnderna": the executive board, beside the others.
        "styrelsen" if with_boards(words, place) => Group::Executives,
        "facknamnderna" | "facknamnder" => Group::Line,
        "stadsdelsnamnderna" | "kommundelsnamnderna" | "omradesnamnderna" | "distriktsnamnderna" | "lokalnamnderna" => Group::Districts,
        "namnden" | "utskottet" | "direktionen" | "forbundet" | "namnd" | "forbundsdirektionen" | "forbundsstyrelsen" => Group::Board,
        // "Styrelsen för Vatten AB" is the company, by its name.
        "styrelsen" | "styrelserna" if at(words, place + 1, &["i", "for"]) && words.get(place + 2).is_some_and(|name| name.capital) => return None,
        "styrelsen" => Group::Board,
        "namnderna" | "styrelserna" | "namnder" | "utskotten" => Group::Boards,
        "mottagarna" | "adressaterna" => Group::All,
        "kommunstyrelserna" => Group::Executives,
        "bolagen" | "bolagsstyrelserna" => Group::Companies,
        "bolaget" | "stiftelsen" | "bolagsstyrelsen" | "stiftelsestyrelsen" => Group::Company,
        "board" | "committee" if at(words, place.checked_sub(1)?, &["the"]) && matches!(plain, "boards" | "committees") => Group::Boards,
        "board" | "committee" if at(words, place.checked_sub(1)?, &["the"]) => Group::Board,
        _ => return None,
    };
    Some((group, place + 1, genitive))
}

/// "… nämnder och bolag": whether another noun for bodies is joined to the one at a place.
fn joined_at(words: &[Token], noun: usize) -> bool {
    at(words, noun + 1, &["och", "samt", "and"]) && words.get(noun + 2).is_some_and(|other| self::noun(other).is_some())
}

/// Words that mean bodies without a noun, and the token after them.
fn alone(words: &[Token], place: usize) -> Option<(Group, usize)> {
    let word = words.get(place)?;
    // "Samtliga utom valnämnden", "samtliga ska svara".
    if word.is_any(&["samtliga", "alla"]) && at(words, place + 1, &["utom", "forutom", "ska", "skall", "bor", "ovan", "ombeds"]) {
        return Some((Group::All, place + 1));
    }
    // "Samtliga på sändlistan".
    let listed =
        at(words, place + 1, &["pa", "i", "enligt"]) && words.get(place + 2).is_some_and(|list| list.starts_any(&["sandlist", "adresslist", "mottagarlist"]));
    if listed && word.is_any(&["samtliga", "alla"]) {
        return Some((Group::All, place + 3));
    }
    // "Båda ska yttra sig", "alla tre ska svara".
    let next = if at(words, place + 1, &COUNTS) { place + 2 } else { place + 1 };
    let asked = at(words, next, &["ska", "skall", "bor", "ombeds", "svarar", "lamnar", "uppmanas", "must", "shall"]);
    if asked && word.is_any(&["samtliga", "alla", "bada", "both"]) {
        return Some((Group::All, next));
    }
    // "Svar från alla tre", "vi vill höra båda": whoever gets the letter.
    let owned = place.checked_sub(1).is_some_and(|of| at(words, of, &["fran", "av", "hora", "hor", "att"]));
    let ends = words.get(next).is_none_or(|word| !word.word || word.is_any(&["ska", "skall", "bor", "senast", "fore", "inom", "vill", "med", "pa", "och"]));
    if owned && ends && (word.is_any(&["bada", "samtliga"]) || word.is("alla") && next > place + 1) {
        return Some((Group::All, next));
    }
    // "Övriga ska svara senast …".
    let others = word.is_any(&["ovriga", "resterande"]) && at(words, place + 1, &["ska", "skall", "bor", "svarar", "lamnar", "ombeds", "yttrar", "har"]);
    others.then_some((Group::Others, place + 1))
}

/// "Bolagets styrelse", "kommunens styrelse", "förbundets direktion".
fn owned(words: &[Token], place: usize) -> Option<(Group, usize)> {
    if !at(words, place + 1, &["styrelse", "styrelser", "direktion"]) {
        return None;
    }
    let group = match words.get(place)?.plain.as_str() {
        "bolagets" | "stiftelsens" | "foretagets" => Group::Company,
        "bolagens" => Group::Companies,
        "kommunens" | "regionens" | "stadens" | "kommunernas" => Group::Executives,
        "forbundets" => Group::Board,
        _ => return None,
    };
    Some((group, place + 2))
}

/// "Styrelserna i de båda bolagen", "styrelsen för bolaget": the companies answer by their boards.
fn of_companies(words: &[Token], place: usize) -> Option<(Group, usize)> {
    if !(at(words, place, &["styrelsen", "styrelserna"]) && at(words, place + 1, &["i", "for", "hos"])) {
        return None;
    }
    let between = |place: usize| at(words, place, &BETWEEN) || at(words, place, &ALL) || at(words, place, &BOTH);
    let next = (place + 2..place + 6).find(|place| !between(*place))?;
    let group = match words.get(next)?.plain.as_str() {
        "bolag" | "bolagen" | "stiftelserna" => Group::Companies,
        "bolaget" | "stiftelsen" => Group::Company,
        _ => return None,
    };
    Some((group, next + 1))
}

/// "Styrelsen och samtliga nämnder", "nämnderna och styrelsen".
fn with_boards(words: &[Token], place: usize) -> bool {
    let boards = |word: &Token| word.is_any(&["namnderna", "namnder", "namnden", "facknamnderna", "namndernas"]);
    let behind = words.iter().skip(place + 2).take(3).position(boards).is_some_and(|length| {
        words.iter().skip(place + 2).take(length).all(|word| word.is_any(&ALL) || word.is_any(&OTHERS) || word.is_any(&BOTH) || word.is_any(&BETWEEN))
    });
    let ahead = place.checked_sub(2).and_then(|ahead| words.get(ahead)).is_some_and(boards);
    at(words, place + 1, &["och", "samt", ","]) && behind || ahead && at(words, place - 1, &["och", "samt"])
}

enum Noun {
    Board,
    Company,
    Addressee,
}

fn noun(word: &Token) -> Option<(Noun, bool)> {
    let plain = word.plain.as_str();
    let bare = plain.strip_suffix('s').unwrap_or(plain);
    let noun = match bare {
        "namnd" | "namnder" | "namnden" | "namnderna" | "facknamnder" | "facknamnderna" | "styrelse" | "styrelser" | "styrelserna" | "board" | "committee" => {
            Noun::Board
        }
        plural if plural.ends_with("namnder") || plural.ends_with("namnderna") => Noun::Board,
        "bolag" | "bolagen" | "bolagsstyrelser" | "bolagsstyrelserna" | "companies" | "forbund" => Noun::Company,
        "mottagare" | "adressater" | "adressaterna" | "mottagarna" | "instanser" | "organ" => Noun::Addressee,
        _ => return None,
    };
    Some((noun, bare.len() < plain.len() && !matches!(bare, "board" | "committee")))
}
