//! Names of boards in running text.

use std::collections::HashMap;

use super::KnownBody;
use super::clean::capitalised;
use super::layout::Sentence;
use super::words::{Token, at, before, tokens, touch};

/// What the name of a body that nobody registered ends in.
const HEADS: [&str; 6] = ["namnd", "styrelse", "fullmaktige", "utskott", "direktion", "beredning"];
/// Bodies of the state, and boards that the text speaks of in general.
const NOT_MUNICIPAL: [&str; 3] = ["lansstyrelse", "socialstyrelse", "facknamnd"];
/// After "nämnden för", these say what the letter wants, not what the board is for.
const PURPOSES: [&str; 10] = ["yttrande", "kannedom", "atgard", "beaktande", "svar", "att", "den", "det", "vidare", "beslut"];
/// The longest list in a name ("Nämnden för hälsa, vård och omsorg"), in words.
const LONGEST_PURPOSE: usize = 6;

/// A body that the text names.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// The name to show.
    pub name: String,
    /// The same for every way of writing the name.
    pub key: String,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub end: usize,
    /// Whether it is a genitive, and so tells whose something is.
    pub genitive: bool,
}

/// The names that are known beforehand.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    by_first: HashMap<String, Vec<Form>>,
}

#[derive(Debug, Clone)]
struct Form {
    stems: Vec<String>,
    name: String,
    key: String,
    ends_in_s: bool,
}

impl Vocabulary {
    pub(super) fn new(known: &[KnownBody]) -> Self {
        let mut vocabulary = Vocabulary::default();
        for body in known {
            vocabulary.add(body.name.trim());
        }
        vocabulary
    }

    /// Makes a name known in all the forms that a text may give it; the first to claim a form keeps it.
    pub(super) fn add(&mut self, name: &str) {
        let stems = stems(&tokens(name));
        let key = stems.join(" ");
        let ends_in_s = name.to_lowercase().ends_with('s');
        let mut forms = other_forms(&stems);
        forms.push(stems);
        for stems in forms {
            if let Some(first) = stems.first().cloned() {
                let form = Form { stems, name: name.to_owned(), key: key.clone(), ends_in_s };
                self.by_first.entry(first).or_default().push(form);
            }
        }
    }

    /// The bodies that a sentence names, in order.
    pub(super) fn mentions(&self, sentence: &Sentence) -> Vec<Mention> {
        let words = &sentence.tokens;
        let mut found: Vec<Mention> = Vec::new();
        let mut place = 0;
        while let Some(token) = words.get(place) {
            let floor = found.last().map_or(0, |mention| mention.end);
            let mention = if token.word { self.known_at(words, place).or_else(|| unknown_at(sentence, place, floor)) } else { None };
            place += 1;
            if let Some(mention) = mention {
                place = mention.end.max(place);
                found.push(mention);
            }
        }
        found
    }

    fn known_at(&self, words: &[Token], place: usize) -> Option<Mention> {
        let first = stem(&words.get(place)?.plain);
        let forms = self.by_first.get(first)?;
        let fits = forms.iter().filter_map(|form| Some((form, form_end(words, place, &form.stems)?)));
        let (form, end) = fits.max_by_key(|(form, _)| form.stems.len())?;
        let last_word = end.checked_sub(1).and_then(|last| words.get(last))?;
        let genitive = last_word.plain.ends_with('s') && !form.ends_in_s;
        Some(Mention { name: form.name.clone(), key: form.key.clone(), first: place, end, genitive })
    }
}

/// Where a name that begins at a place ends; hyphens and commas count for nothing.
fn form_end(words: &[Token], place: usize, stems: &[String]) -> Option<usize> {
    let mut next = place;
    for (count, wanted) in stems.iter().enumerate() {
        while count > 0 && at(words, next, &["-", ","]) {
            next += 1;
        }
        if stem(&words.get(next)?.plain) != wanted {
            return None;
        }
        next += 1;
    }
    Some(next)
}

fn stems(words: &[Token]) -> Vec<String> {
    let words = words.iter().filter(|token| token.word || token.is("&"));
    words.map(|token| if token.is("&") { "och".to_owned() } else { stem(&token.plain).to_owned() }).collect()
}

/// A word without the endings that a name takes in a sentence.
fn stem(plain: &str) -> &str {
    let bare = plain.strip_suffix('s').filter(|bare| bare.len() > 3).unwrap_or(plain);
    for (ending, head) in [("en", "namnd"), ("n", "styrelse"), ("et", "utskott"), ("en", "direktion"), ("en", "beredning")] {
        if let Some(cut) = bare.strip_suffix(ending)
            && cut.ends_with(head)
        {
            return cut;
        }
    }
    bare
}

/// "Vård- och omsorgsnämnden" as "nämnden för vård och omsorg", and the other way round.
fn other_forms(stems: &[String]) -> Vec<Vec<String>> {
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

/// A body that the register does not have, by the shape of its name.
fn unknown_at(sentence: &Sentence, place: usize, floor: usize) -> Option<Mention> {
    let words = &sentence.tokens;
    let word = &words.get(place)?.plain;
    let bare = word.strip_suffix('s').unwrap_or(word);
    let stem = stem(word);
    let head = HEADS.iter().find(|head| stem.ends_with(*head))?;
    let definite = bare != stem || *head == "fullmaktige";
    if !definite || NOT_MUNICIPAL.contains(&stem) {
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
    let genitive = end == place + 1 && word.ends_with('s');
    let written = sentence.between(first, end);
    let name = capitalised(if genitive { written.trim_end_matches(['s', 'S']) } else { written });
    let key = stems(words.get(first..end)?).join(" ");
    Some(Mention { name, key, first, end, genitive })
}

/// The adjective in "tekniska nämnden", which is part of the name.
fn adjective_before(words: &[Token], place: usize, floor: usize) -> Option<usize> {
    let adjective = place.checked_sub(1).filter(|adjective| *adjective >= floor)?;
    let fits = words.get(adjective)?.plain.ends_with("ska") && words.get(adjective)?.plain.len() > 5;
    fits.then_some(adjective)
}

/// Where "nämnden för hälsa, vård och omsorg" ends; nothing when "nämnden" stands alone.
fn purpose_end(words: &[Token], place: usize) -> Option<usize> {
    let subject = words.get(place + 2).filter(|token| token.word && !token.is_any(&PURPOSES))?;
    if !at(words, place + 1, &["for"]) || subject.number().is_some() {
        return None;
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
        } else if comma && start >= 2 && words.get(start - 2).is_some_and(|word| word.word && word.capital) {
            start -= 2;
        } else {
            break;
        }
    }
    if start < floor { place } else { start }
}

/// Whether a word with a hyphen on it stands before the place.
fn hyphened(words: &[Token], place: usize) -> bool {
    place >= 2 && at(words, place - 1, &["-"]) && touch(words, place - 2, place - 1)
}

/// "Barn och utbildningsnämnden", where a capital shows that the name begins before "och".
fn capital_partner(words: &[Token], place: usize) -> bool {
    let capital = words.get(place).is_some_and(|head| head.capital);
    let partner = place.checked_sub(2).and_then(|partner| words.get(partner));
    !capital && partner.is_some_and(|partner| partner.capital && !HEADS.iter().any(|head| partner.plain.contains(head)))
}
