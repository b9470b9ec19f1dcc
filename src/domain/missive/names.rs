//! Names of bodies by their shape, for those that nobody has registered.

use super::bodies::{Mention, stem, stems};
use super::clean::capitalised;
use super::doubt::Doubt;
use super::doubts::Doubts;
use super::layout::Sentence;
use super::words::{Token, at, before, touch};

/// What the name of a body that nobody registered ends in.
pub(super) const HEADS: [&str; 6] = ["namnd", "styrelse", "fullmaktige", "utskott", "direktion", "beredning"];
/// Bodies of the state, and boards that the text speaks of in general.
const NOT_MUNICIPAL: [&str; 9] = [
    "stiftelsestyrelse",
    "lansstyrelse",
    "socialstyrelse",
    "facknamnd",
    "bolagsstyrelse",
    "arbetsutskott",
    "revisionsnamnd",
    "forbundsdirektion",
    "forbundsstyrelse",
];
/// After "nämnden för", these say what the letter wants, not what the board is for.
const PURPOSES: [&str; 45] = [
    "och",
    "samt",
    "sjalva",
    "driften",
    "vad",
    "hur",
    "vilka",
    "vilken",
    "vilket",
    "om",
    "nar",
    "varfor",
    "som",
    "detta",
    "dessa",
    "sina",
    "alla",
    "varje",
    "atgarder",
    "revisorerna",
    "revisionen",
    "oss",
    "er",
    "hela",
    "information",
    "ett",
    "yttrande",
    "kannedom",
    "atgard",
    "beaktande",
    "svar",
    "att",
    "den",
    "det",
    "vidare",
    "beslut",
    "egen",
    "sin",
    "bolaget",
    "bolagen",
    "stiftelsen",
    "de",
    "bada",
    "samtliga",
    "respektive",
];
/// The longest list in a name ("Nämnden för hälsa, vård och omsorg"), in words.
const LONGEST_PURPOSE: usize = 6;
/// In a longer line a board without its article is a word like others.
const LONGEST_LISTED: usize = 8;
/// Boards of which there are several, each with a name of its own behind it: "Stadsdelsnämnden Norr".
const OF_A_PLACE: [&str; 8] =
    ["stadsdelsnamnd", "kommundelsnamnd", "omradesnamnd", "distriktsnamnd", "lokalnamnd", "sjukvardsnamnd", "valfardsnamnd", "hemsjukvardsnamnd"];
/// Directions that stand before a name, or behind it.
const DIRECTIONS: [&str; 16] = [
    "norra",
    "sodra",
    "ostra",
    "vastra",
    "norr",
    "soder",
    "oster",
    "vaster",
    "centrum",
    "nordost",
    "nordvast",
    "sydost",
    "sydvast",
    "mellersta",
    "inre",
    "yttre",
];
/// Shorter names are not compared letter by letter: too many of them are near each other.
pub(super) const NEAR: usize = 8;

/// A body that the register does not have, by the shape of its name.
pub(super) fn unknown_at(sentence: &Sentence, place: usize, floor: usize) -> Option<Mention> {
    let words = &sentence.tokens;
    let word = &words.get(place)?.plain;
    let bare = word.strip_suffix('s').unwrap_or(word);
    let stem = stem(word);
    let head = HEADS.iter().find(|head| stem.ends_with(*head))?;
    let definite = bare != stem || *head == "fullmaktige";
    // "Socialnämnd" alone in a list or a table is the board.
    let owned = !definite
        && OF_A_PLACE.iter().any(|name| stem.ends_with(name))
        && place > floor
        && words.get(place - 1).is_some_and(|owner| owner.capital && owner.plain.ends_with('s'));
    // "Hej Lillåns parknämnd": the board of a place, which is no part of its name.
    let of_ours = !owned && !definite && stem.len() > head.len() + 2 && place > floor && is_of_a_place(words.get(place - 1)?);
    let listed = of_ours || !owned && !definite && words.len() <= LONGEST_LISTED && stem.len() > head.len() + 2 && words.get(place)?.capital;
    // "Gemensam nämnd för lön och inköp" is called by what it is for.
    let of_several = stem == *head && *head == "namnd" && place > floor && before(words, place, &["gemensam"]) && purpose_end(words, place).is_some();
    if !(definite || listed || owned || of_several) || NOT_MUNICIPAL.contains(&stem) {
        return None;
    }
    let (first, end) = if stem == *head && *head != "fullmaktige" {
        match adjective_before(words, place, floor) {
            Some(first) => (first, place + 1),
            None => (place, purpose_end(words, place)?),
        }
    } else {
        (compound_start(words, place, floor), place + 1)
    };
    let first = if owned { first.min(place - 1) } else { first };
    let (first, end) = with_direction(words, first, end, stem, floor);
    // "Den gemensamma överförmyndarnämnden" is another than the overseeing board of one municipality.
    let joint = before(words, first, &["gemensamma", "gemensam"]) && first > floor;
    let first = if joint { first - 1 } else { first };
    let genitive = end == place + 1 && word.ends_with('s') && definite;
    let end = if genitive && at(words, end, &["presidium"]) { end + 1 } else { end };
    let genitive = genitive && end == place + 1;
    let written = sentence.between(first, end);
    // "överför- myndarnämnden" was parted by a line break that is gone.
    let parted = first + 2 == place && at(words, first + 1, &["-"]) && !touch(words, first + 1, place);
    let written = if parted { written.replace("- ", "") } else { written.to_owned() };
    // A name in capitals is written as others are.
    let shouted = written.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let written = if shouted { written.to_lowercase() } else { written };
    let written = if listed { with_article(&written, head) } else { written };
    let written = super::clean::with_rings(&written);
    let name = capitalised(if genitive { written.trim_end_matches(['s', 'S']) } else { &written });
    let key = if parted { stem_of(&written) } else { stems(words.get(first..end)?).join(" ") };
    // A word that a hyphen and a blank part may also be two halves of a name that has lost its "och".
    let half = parted || hangs(words, first, floor);
    Some(Mention { doubts: Doubts::NONE.and_if(half, Doubt::NearName), ..Mention::body(name, key, first, end, genitive) })
}

/// "Lillåns": a name in the genitive.
fn is_of_a_place(word: &Token) -> bool {
    word.capital && word.word && word.plain.len() > 3 && word.plain.ends_with('s') && !is_head(word)
}

/// "- och omsorgsnämnden": a hyphen that hangs on nothing waits for half a name.
fn hangs(words: &[Token], first: usize, floor: usize) -> bool {
    first >= 2
        && first - 2 >= floor
        && before(words, first, &["och"])
        && at(words, first - 2, &["-"])
        && !touch(words, first - 2, first - 1)
        && !(first >= 3 && touch(words, first - 3, first - 2))
}

/// "Socialnämnd" as a register has it: "Socialnämnden".
fn with_article(written: &str, head: &str) -> String {
    let ending = match head {
        "namnd" | "direktion" | "beredning" => "en",
        "styrelse" => "n",
        "utskott" => "et",
        _ => "",
    };
    format!("{written}{ending}")
}

/// "Norra hälso- och sjukvårdsnämnden", "Stadsdelsnämnden Norr", "Kommundelsnämnden Gamla Stan": a direction or a place is part
/// of the name.
fn with_direction(words: &[Token], first: usize, end: usize, stem: &str, floor: usize) -> (usize, usize) {
    let of_a_place = OF_A_PLACE.iter().any(|name| stem.ends_with(name));
    let led = before(words, first, &DIRECTIONS) && first > floor && of_a_place;
    let first = if led { first - 1 } else { first };
    let named = |place: usize| {
        let word = words.get(place).filter(|word| word.word && word.capital && word.number().is_none());
        word.is_some_and(|word| of_a_place && !is_head(word) || word.is_any(&DIRECTIONS))
    };
    let mut end = end;
    while named(end) {
        end += 1;
    }
    (first, end)
}

fn stem_of(written: &str) -> String {
    stems(&super::words::tokens(written)).join(" ")
}

/// The adjective in "tekniska nämnden", which is part of the name.
fn adjective_before(words: &[Token], place: usize, floor: usize) -> Option<usize> {
    let adjective = place.checked_sub(1).filter(|adjective| *adjective >= floor)?;
    let word = words.get(adjective)?;
    let fits = word.plain.ends_with("ska") && word.plain.len() > 5 && !word.is_any(&["politiska", "enskilda"]);
    fits.then_some(adjective)
}

/// Where "nämnden för hälsa, vård och omsorg" ends; nothing when "nämnden" stands alone.
fn purpose_end(words: &[Token], place: usize) -> Option<usize> {
    // "Styrelsen för Vatten AB" is the company.
    let company = words.get(place).is_some_and(|word| word.plain.starts_with("styrelse")) && words.get(place + 2).is_some_and(|name| name.capital);
    if company {
        return None;
    }
    let subject = words.get(place + 2).filter(|token| token.word && !token.is_any(&PURPOSES))?;
    if !at(words, place + 1, &["for"]) || subject.number().is_some() {
        return None;
    }
    if subject.capital && words.get(place + 3).is_some_and(|next| next.capital && next.word) {
        return Some(proper_name_end(words, place + 3));
    }
    let mut end = place + 3;
    for _ in 0..LONGEST_PURPOSE {
        let listed = at(words, end, &[",", "och"]) && words.get(end + 1).is_some_and(|next| next.word);
        let another = words.get(end + 1).is_some_and(|next| HEADS.iter().any(|head| stem(&next.plain).ends_with(head)));
        // A comma goes on with the list only when an "och" ends it.
        let ends_later = at(words, end, &["och"]) || at(words, end + 2, &["och", ","]);
        if !listed || another || !ends_later {
            break;
        }
        let last = at(words, end, &["och"]);
        end += 2;
        if last {
            break;
        }
    }
    Some(end)
}

/// Where a name in capitals ends: "direktionen för Räddningstjänstförbundet Södra Slätten".
fn proper_name_end(words: &[Token], from: usize) -> usize {
    let more = words.iter().skip(from).take(LONGEST_PURPOSE).take_while(|word| word.capital && word.word && !is_head(word));
    from + more.count()
}

/// Where "Hälsa-, vård- och omsorgsnämnden" begins, its last word being at the place.
fn compound_start(words: &[Token], place: usize, floor: usize) -> usize {
    let mut start = place;
    let joined = before(words, place, &["och", "&"]);
    if joined && hyphened(words, place - 1) {
        start = place - 3;
    } else {
        let tied = before(words, place, &["-"]) && place >= 2 && touch(words, place - 2, place - 1);
        if tied || (joined && capital_partner(words, place)) {
            start = place - 2;
        }
    }
    // "Vård-och omsorgsnämnden" has lost a space, and "Hälsa-, vård-" has more before it.
    for _ in 0..LONGEST_PURPOSE {
        let comma = before(words, start, &[","]) && start < place;
        if comma && hyphened(words, start - 1) {
            start -= 3;
        } else if comma && start >= 2 && words.get(start - 2).is_some_and(|word| word.word && word.capital && !is_head(word)) {
            start -= 2;
        } else {
            break;
        }
    }
    if start < floor { place } else { start }
}

fn is_head(word: &Token) -> bool {
    HEADS.iter().any(|head| word.plain.contains(head))
}

/// Whether a word with a hyphen on it stands before the place.
pub(super) fn hyphened(words: &[Token], place: usize) -> bool {
    place >= 2 && at(words, place - 1, &["-"]) && touch(words, place - 2, place - 1)
}

/// "Barn och utbildningsnämnden", where a capital shows that the name begins before "och".
fn capital_partner(words: &[Token], place: usize) -> bool {
    let capital = words.get(place).is_some_and(|head| head.capital);
    let partner = place.checked_sub(2).and_then(|partner| words.get(partner));
    !capital && partner.is_some_and(|partner| partner.capital && !is_head(partner))
}

/// "The Technical Services Board": capitals up to a noun for a body.
pub(super) fn english_at(sentence: &Sentence, place: usize) -> Option<Mention> {
    const NOUNS: [&str; 5] = ["board", "council", "committee", "assembly", "executive"];
    const LONGEST: usize = 8;
    let words = &sentence.tokens;
    let opening = words.get(place)?;
    if !opening.capital || opening.is_any(&["the", "to"]) {
        return None;
    }
    if let Some(end) = english_of(words, place, &NOUNS) {
        let name = sentence.between(place, end).to_owned();
        let key = stems(words.get(place..end)?).join(" ").to_lowercase();
        return Some(Mention::body(name, key, place, end, false));
    }
    let mut end = place;
    for (step, word) in words.iter().skip(place).take(LONGEST).enumerate() {
        if word.capital && word.is_any(&NOUNS) {
            end = place + step + 1;
            // "The Executive Board": the last such noun ends the name.
            if !words.get(end).is_some_and(|next| next.capital && next.is_any(&NOUNS)) {
                break;
            }
            continue;
        }
        if !(word.capital || word.is_any(&["and", "of", "for", "&", ","])) {
            return None;
        }
    }
    if end < place + 2 || opening.is_any(&["board", "council", "committee", "assembly"]) {
        return None;
    }
    let genitive = at(words, end, &["'", "’"]) && at(words, end + 1, &["s"]);
    let name = sentence.between(place, end).to_owned();
    let key = stems(words.get(place..end)?).join(" ").to_lowercase();
    Some(Mention::body(name, key, place, end, genitive))
}

/// Where "Committee for Culture and Leisure" and "Board of Education" end.
fn english_of(words: &[Token], place: usize, nouns: &[&str]) -> Option<usize> {
    let opens = words.get(place).is_some_and(|word| word.capital && word.is_any(nouns)) && at(words, place + 1, &["of", "for", "on"]);
    let mut end = if at(words, place + 2, &["the"]) { place + 3 } else { place + 2 };
    if !opens || !words.get(end).is_some_and(|word| word.capital && word.word) {
        return None;
    }
    while words.get(end).is_some_and(|word| word.capital && word.word) {
        end += 1;
        if at(words, end, &["and", "&"]) && words.get(end + 1).is_some_and(|word| word.capital && !word.is_any(nouns)) {
            end += 1;
        }
    }
    Some(end)
}

/// A company whose name ends in "AB", where a capital before it shows where it begins.
pub(super) fn company_at(sentence: &Sentence, place: usize) -> Option<Mention> {
    const LONGEST: usize = 5;
    let words = &sentence.tokens;
    let opening = words.get(place).filter(|word| word.capital && word.word)?;
    if sentence.between(place, place + 1) == "AB" {
        let more = words.iter().skip(place + 1).take(LONGEST).take_while(|word| word.capital && word.word && !is_head(word) && word.number().is_none()).count();
        let (end, own) = (
            place + 1 + more,
            !before(words, place, &[","]) && !place.checked_sub(1).and_then(|one| words.get(one)).is_some_and(|word| word.capital && word.word),
        );
        let key = stems(words.get(place..end)?).join(" ");
        return (more > 0 && own && !key.contains("revis")).then(|| Mention::body(sentence.between(place, end).to_owned(), key, place, end, false));
    }
    if opening.is_any(&["till", "for", "styrelsen", "styrelserna", "kopia"]) || opening.number().is_some() {
        return None;
    }
    let mut end = None;
    for (step, word) in words.iter().enumerate().skip(place + 1).take(LONGEST) {
        if sentence.between(step, step + 1) == "AB" {
            end = Some(step + 1);
            break;
        }
        // "Ådals Vatten och Avfall AB" is one company, or two names: a person looks.
        let binds = word.is("och") && step > place + 1;
        let joins = (word.is("&") || binds) && words.get(step + 1).is_some_and(|next| next.capital);
        if !(word.capital && word.word || joins) || is_head(word) {
            return None;
        }
    }
    let end = end?;
    let any_head = words.get(place..end)?.iter().any(is_head);
    let name = sentence.between(place, end).to_owned();
    let key = stems(words.get(place..end)?).join(" ");
    let auditors = words.get(place..end)?.iter().any(|word| word.starts_any(&["revision", "ernst", "kpmg", "deloitte", "bdo"]));
    let doubts = Doubts::NONE.and_if(words.get(place..end)?.iter().any(|word| word.is("och")), Doubt::NearName);
    (!any_head && !auditors).then(|| Mention { doubts, ..Mention::body(name, key, place, end, false) })
}

/// A federation of municipalities, by its own name: "Avfallsförbundet Norra Viken".
pub(super) fn federation_at(sentence: &Sentence, place: usize) -> Option<Mention> {
    const LONGEST: usize = 5;
    let words = &sentence.tokens;
    let opening = words.get(place).filter(|word| word.capital && word.word)?;
    let bare = opening.plain.strip_suffix("et").unwrap_or(&opening.plain);
    let named = words.get(place + 1).is_some_and(|next| next.capital && next.word && !is_head(next));
    let federation = bare.strip_suffix("forbund").is_some_and(|subject| subject.len() > 3);
    if !(federation && named) {
        return None;
    }
    let more = words.iter().skip(place + 1).take(LONGEST).take_while(|word| word.capital && word.word && !is_head(word)).count();
    let end = place + 1 + more;
    let written = sentence.between(place, end);
    let key = stems(words.get(place..end)?).join(" ");
    Some(Mention::body(written.to_owned(), key, place, end, false))
}

/// The letters that stand for a name: "Barn- och utbildningsnämnden" is BUN.
pub(super) fn initials(words: &[Token]) -> Option<String> {
    let mut short = String::new();
    for word in words.iter().filter(|word| word.word && !word.is_any(&["och", "for", "i", "samt"])) {
        let stem = stem(&word.plain);
        short.extend(stem.chars().next());
        let head = HEADS.iter().find(|head| stem.ends_with(*head) && stem.len() > head.len());
        short.extend(head.and_then(|head| head.chars().next()));
    }
    (2..=5).contains(&short.len()).then_some(short)
}

/// "Vård- och omsorgsnämnden" as "nämnden för vård och omsorg", and the other way round.
pub(super) fn other_forms(stems: &[String]) -> Vec<Vec<String>> {
    let Some((last, earlier)) = stems.split_last() else { return Vec::new() };
    let mut board_for = vec!["namnd".to_owned(), "for".to_owned()];
    if let Some(rest) = stems.strip_prefix(board_for.as_slice())
        && let Some((last, earlier)) = rest.split_last()
    {
        let compound = |link: &str| earlier.iter().cloned().chain([format!("{last}{link}namnd")]).collect();
        return vec![compound(""), compound("s")];
    }
    match last.strip_suffix("namnd").filter(|subject| !subject.is_empty()) {
        Some(subject) => {
            board_for.extend(earlier.iter().cloned());
            board_for.push(stem(subject).to_owned());
            vec![board_for]
        }
        None => Vec::new(),
    }
}

/// Whether two names differ by a letter or two, and so are likely the same one misspelt. What the boards are for must
/// be long enough to tell: "parknämnden" and "barnnämnden" are two boards.
pub(super) fn distance(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 || one == other || one.len() > 60 {
        return false;
    }
    super::steps::step();
    let edits = edits(&one, &other);
    let head = HEADS.iter().map(|head| head.len()).find(|length| other.len() > *length).unwrap_or_default();
    let subject = other.len().saturating_sub(head);
    edits == 1 && subject >= 4 || edits == 2 && subject >= 7
}

/// How many letters must be put in, taken out or changed to make one word of another; what is more than two is not counted out.
fn edits(one: &[char], other: &[char]) -> usize {
    // What both begin and end with is the same in both.
    let ahead = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(ahead..).unwrap_or_default(), other.get(ahead..).unwrap_or_default());
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(..one.len() - behind).unwrap_or_default(), other.get(..other.len() - behind).unwrap_or_default());
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.iter().enumerate() {
        let (mut corner, mut left, mut least) = (place, place + 1, place + 1);
        row.first_mut().into_iter().for_each(|first| *first = left);
        for (cell, against) in row.iter_mut().skip(1).zip(other) {
            let best = (*cell + 1).min(left + 1).min(corner + usize::from(letter != against));
            corner = *cell;
            *cell = best;
            (left, least) = (best, least.min(best));
        }
        if least > 2 {
            return least;
        }
    }
    row.last().copied().unwrap_or_default()
}
