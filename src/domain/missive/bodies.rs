//! The bodies that a sentence names: known ones in any form, others by the shape of their names, and groups.

use std::cell::RefCell;
use std::collections::HashMap;

use super::KnownBody;
use super::clean::capitalised;
use super::doubt::Doubt;
use super::doubts::Doubts;
use super::groups::{Group, group_at, how_many};
use super::layout::Sentence;
use super::names::{NEAR, company_at, distance, english_at, federation_at, hyphened, initials, other_forms, unknown_at};
use super::words::{Token, at, before, touch};

/// More bodies than this in one sentence is no sentence.
const MOST: usize = 100;

/// A body, or a group of them, that the text names.
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
    /// What a person must look at.
    pub doubts: Doubts,
    /// How the letter writes a name that is nearly a known one.
    pub written: Option<String>,
    /// The group, when the words name no body but several, or one spoken of before.
    pub group: Option<Group>,
    /// How many the group has, where the words say it: "de båda nämnderna".
    pub count: Option<usize>,
}

impl Mention {
    pub(super) fn body(name: String, key: String, first: usize, end: usize, genitive: bool) -> Self {
        Mention { name, key, first, end, genitive, doubts: Doubts::NONE, written: None, group: None, count: None }
    }
}

/// The names that are known beforehand.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    by_first: HashMap<String, Vec<Form>>,
    /// Names of one word, for what is nearly one of them.
    single: Vec<(String, String, String)>,
    /// Names of several words, for what is nearly one of them.
    several: Vec<(String, String)>,
    /// What a word that is no name was found to be near, so that it is compared once.
    near: RefCell<HashMap<String, Option<usize>>>,
    short: HashMap<String, (String, String, Doubts)>,
}

#[derive(Debug, Clone)]
struct Form {
    stems: Vec<String>,
    name: String,
    key: String,
    ends_in_s: bool,
    /// A shorter way of writing it, which another body may share.
    alias: bool,
}

impl Vocabulary {
    pub(super) fn new(known: &[KnownBody]) -> Self {
        let mut vocabulary = Vocabulary::default();
        for body in known {
            vocabulary.add(body.name.trim());
        }
        // Two abbreviations mean the same in every municipality.
        for (short, name, key) in [("ks", "Kommunstyrelsen", "kommunstyrelse"), ("kf", "Kommunfullmäktige", "kommunfullmaktige")] {
            vocabulary.short.entry(short.to_owned()).or_insert_with(|| (name.to_owned(), key.to_owned(), Doubts::NONE));
        }
        vocabulary
    }

    /// Makes a name known in all the forms that a text may give it; the first to claim a form keeps it.
    pub(super) fn add(&mut self, name: &str) {
        let words = super::words::tokens(name);
        let stems = stems(&words);
        let key = stems.join(" ");
        if key.is_empty() {
            return;
        }
        let ends_in_s = name.to_lowercase().ends_with('s');
        let mut forms: Vec<(Vec<String>, bool)> = other_forms(&stems).into_iter().map(|form| (form, false)).collect();
        forms.extend(shorter(&stems).into_iter().map(|form| (form, true)));
        if let [only] = stems.as_slice()
            && only.len() >= NEAR
        {
            let definite = words.first().map(|word| word.plain.clone()).unwrap_or_default();
            self.single.extend([only.clone(), definite].map(|form| (form, name.to_owned(), key.clone())));
            self.near.borrow_mut().clear();
        }
        if stems.len() > 1 && self.several.len() < MOST {
            self.several.push((key.clone(), name.to_owned()));
        }
        forms.push((stems, false));
        for (stems, alias) in forms {
            if let Some(first) = stems.first().cloned() {
                let form = Form { stems, name: name.to_owned(), key: key.clone(), ends_in_s, alias };
                self.by_first.entry(first).or_default().push(form);
            }
        }
        let sure = matches!(key.as_str(), "kommunstyrelse" | "kommunfullmaktige" | "regionstyrelse" | "regionfullmaktige");
        let doubts = if sure { Doubts::NONE } else { Doubts::of(Doubt::NearName) };
        if let Some(short) = initials(&words) {
            self.short.entry(short).or_insert_with(|| (name.to_owned(), key, doubts));
        }
    }

    /// Makes the initials of a name known, unless they stand for another: a person must look.
    pub(super) fn add_initials(&mut self, name: &str, key: &str) {
        if let Some(short) = initials(&super::words::tokens(name)) {
            self.short.entry(short).or_insert_with(|| (name.to_owned(), key.to_owned(), Doubts::of(Doubt::NearName)));
        }
    }

    /// Makes letters known that stand for a name, because the letter says so: "Parknämnden (PN)".
    pub(super) fn abbreviate(&mut self, short: &str, mention: &Mention) {
        self.short.insert(short.to_owned(), (mention.name.clone(), mention.key.clone(), Doubts::NONE));
    }

    /// The bodies and groups that a sentence names, in order.
    pub(super) fn mentions(&self, sentence: &Sentence) -> Vec<Mention> {
        let words = &sentence.tokens;
        let mut found: Vec<Mention> = Vec::new();
        let mut place = 0;
        while let Some(token) = words.get(place) {
            let floor = found.last().map_or(0, |mention| mention.end);
            let mention = if token.word { self.mention_at(sentence, place, floor) } else { None };
            place += 1;
            if let Some(mention) = mention {
                place = mention.end.max(place);
                // A longer name that begins earlier takes in what it covers.
                found.retain(|earlier| earlier.end <= mention.first);
                found.push(mention);
                if found.len() >= MOST {
                    break;
                }
            }
        }
        found
    }

    fn mention_at(&self, sentence: &Sentence, place: usize, floor: usize) -> Option<Mention> {
        let words = &sentence.tokens;
        let known = self.known_at(words, place).filter(|_| !(before(words, place, &["och", "&"]) && hyphened(words, place - 1)));
        known
            .or_else(|| self.short_at(sentence, place))
            .map(|mention| with_presidium(sentence, mention))
            .or_else(|| company_at(sentence, place))
            .or_else(|| federation_at(sentence, place))
            .or_else(|| unknown_at(sentence, place, floor).map(|mention| with_presidium(sentence, self.nearest(mention))))
            .or_else(|| english_at(sentence, place))
            .or_else(|| {
                group_at(words, place).map(|(group, end, genitive)| {
                    let count = how_many(words.get(place..end).unwrap_or_default());
                    Mention { group: Some(group), count, ..Mention::body(String::new(), String::new(), place, end, genitive) }
                })
            })
            .or_else(|| self.misspelt_at(sentence, place))
            .map(|mention| {
                let half = after_half_a_name(words, mention.first, floor);
                Mention { doubts: mention.doubts.and_if(half, Doubt::NearName), ..mention }
            })
            .filter(|_| !is_in_address(sentence, place))
    }

    fn known_at(&self, words: &[Token], place: usize) -> Option<Mention> {
        let token = words.get(place)?;
        let joined = half_word(words, place).map(|rest| format!("{}{}", token.plain, rest.plain));
        let whole = joined.as_deref().map(stem);
        let forms = [whole, Some(stem(&token.plain))].into_iter().flatten().find_map(|first| self.by_first.get(first))?;
        let fits = forms.iter().filter_map(|form| Some((form, form_end(words, place, &form.stems)?)));
        let (form, end) = fits.max_by_key(|(form, _)| (form.stems.len(), !form.alias))?;
        let shared = form.alias && forms.iter().any(|other| other.alias && other.stems == form.stems && other.key != form.key);
        let last_word = end.checked_sub(1).and_then(|last| words.get(last))?;
        let genitive = last_word.plain.ends_with('s') && !form.ends_in_s;
        let mut mention = Mention::body(form.name.clone(), form.key.clone(), place, end, genitive);
        mention.doubts = mention.doubts.and_if(shared, Doubt::BodyAssumed);
        Some(mention)
    }

    /// "KS", "PN" and other letters that stand for a name.
    fn short_at(&self, sentence: &Sentence, place: usize) -> Option<Mention> {
        let word = sentence.tokens.get(place)?;
        let written = sentence.between(place, place + 1);
        let letters = word.capital && (2..=6).contains(&written.len()) && written.chars().filter(|c| *c != 's').all(char::is_uppercase);
        // "KS 2025/14" is a reference.
        let numbered = sentence.tokens.get(place + 1).is_some_and(|next| next.plain.starts_with(|c: char| c.is_ascii_digit()) || next.is_any(&["/", "-"]));
        if !letters || numbered {
            return None;
        }
        let (name, key, doubts) = self.short.get(&word.plain).or_else(|| self.short.get(word.plain.strip_suffix('s')?))?;
        let genitive = !self.short.contains_key(&word.plain);
        Some(Mention { doubts: *doubts, ..Mention::body(name.clone(), key.clone(), place, place + 1, genitive) })
    }

    /// The known body that a name by its shape is nearly equal to, or else the name itself.
    fn nearest(&self, mention: Mention) -> Mention {
        match self.near_to(&mention.key) {
            Some((name, key)) => Mention { written: Some(mention.name), name, key, doubts: Doubts::of(Doubt::NearName), ..mention },
            None => mention,
        }
    }

    /// A word that is no name by its shape, and nearly a known one: "Parknämden".
    fn misspelt_at(&self, sentence: &Sentence, place: usize) -> Option<Mention> {
        let word = sentence.tokens.get(place)?;
        let stem = stem(&word.plain);
        let name_like =
            word.plain.len() >= NEAR && ["n", "s", "e", "t"].iter().any(|ending| word.plain.ends_with(ending)) && word.plain.contains(['m', 'y', 'u']);
        let (name, key) = if name_like { self.near_to(stem)? } else { return None };
        let mut mention = Mention::body(name, key, place, place + 1, word.plain.ends_with('s'));
        mention.doubts = Doubts::of(Doubt::NearName);
        mention.written = Some(capitalised(sentence.between(place, place + 1)));
        Some(mention)
    }

    fn near_to(&self, stem: &str) -> Option<(String, String)> {
        if stem.len() < NEAR {
            return None;
        }
        if stem.contains(' ') {
            return self.several.iter().find(|(known, _)| one_word_apart(stem, known)).map(|(key, name)| (name.clone(), key.clone()));
        }
        if let Some(seen) = self.near.borrow().get(stem) {
            return seen.and_then(|place| self.single.get(place)).map(|(_, name, key)| (name.clone(), key.clone()));
        }
        let found = self.single.iter().position(|(known, _, _)| distance(stem, known));
        self.near.borrow_mut().insert(stem.to_owned(), found);
        found.and_then(|place| self.single.get(place)).map(|(_, name, key)| (name.clone(), key.clone()))
    }
}

/// "Vård- och omsrgsnämnden": names of as many words, of which one is misspelt.
fn one_word_apart(one: &str, other: &str) -> bool {
    let differ: Vec<(&str, &str)> = one.split(' ').zip(other.split(' ')).filter(|(one, other)| one != other).collect();
    one.split(' ').count() == other.split(' ').count() && matches!(differ.as_slice(), [(one, other)] if distance(one, other))
}

/// "Kultur- jämte fritidsnämnden": half a name stands before it that nothing was made of.
fn after_half_a_name(words: &[Token], first: usize, floor: usize) -> bool {
    let parted = |mark: usize| at(words, mark, &["-"]) && touch(words, mark - 1, mark) && !touch(words, mark, mark + 1);
    (first.saturating_sub(2).max(floor + 1)..first).any(|mark| parted(mark) && words.get(mark - 1).is_some_and(|half| half.word))
}

/// "registrator@socialnamnden.example", "www.ort.example/socialnamnden": a name in an address of mail or web names nobody.
fn is_in_address(sentence: &Sentence, place: usize) -> bool {
    /// Addresses are no longer than this on either side.
    const REACH: usize = 24;
    let words = &sentence.tokens;
    let marks = |word: &Token| word.is_any(&["@"]);
    let mut from = place;
    while from > 0 && place - from < REACH && touch(words, from - 1, from) {
        from -= 1;
    }
    let mut to = place;
    while to - place < REACH && touch(words, to, to + 1) {
        to += 1;
    }
    let chunk = words.get(from..=to).unwrap_or_default();
    let scheme = chunk.windows(3).any(|window| matches!(window, [one, two, three] if one.is(":") && two.is("/") && three.is("/")));
    chunk.iter().any(marks) || scheme || chunk.first().is_some_and(|word| word.is("www"))
}

/// "Kommunfullmäktiges presidium" and "KF:s presidium" are another body than the one in the genitive.
fn with_presidium(sentence: &Sentence, mut mention: Mention) -> Mention {
    let words = &sentence.tokens;
    if at(words, mention.end, &[":"]) && at(words, mention.end + 1, &["s"]) {
        mention.genitive = true;
        mention.end += 2;
    }
    // "Kommunstyrelsens arbetsutskott".
    // "Kommunstyrelsens tekniska utskott" has an adjective before it.
    let part =
        |place: usize| words.get(place).is_some_and(|word| ["utskott", "utskottet", "beredning", "beredningen"].iter().any(|end| word.plain.ends_with(end)));
    let described = words.get(mention.end).is_some_and(|word| word.plain.ends_with("ska") || word.plain.ends_with("la"));
    let from = mention.end;
    // "Kommunstyrelsens plan- och exploateringsutskott".
    let paired = at(words, from + 1, &["-"]) && at(words, from + 2, &["och"]) && part(from + 3);
    let to = if part(from) {
        from + 1
    } else if paired {
        from + 4
    } else {
        from + 2
    };
    if mention.genitive && (part(from) || paired || described && part(from + 1)) {
        mention.genitive = false;
        mention.end = to;
        mention.key = format!("{} {}", mention.key, stems(words.get(from..to).unwrap_or_default()).join(" "));
        let written = sentence.between(from, to);
        let shouted = written.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
        mention.name = format!("{}s {}", mention.name, if shouted { written.to_lowercase() } else { written.to_owned() });
    }
    if mention.genitive && at(words, mention.end, &["presidium"]) {
        mention.genitive = false;
        mention.end += 1;
        mention.name.push_str("s presidium");
        mention.key.push_str(" presidium");
    }
    mention
}

/// The second half of a word that a line once parted and that was put on one line with its hyphen: "överför- myndarnämnden".
fn half_word(words: &[Token], place: usize) -> Option<&Token> {
    let parted = at(words, place + 1, &["-"]) && touch(words, place, place + 1) && !touch(words, place + 1, place + 2);
    words.get(place + 2).filter(|rest| parted && rest.word && !rest.is_any(&["och", "eller", "samt", "respektive"]))
}

/// Where a name that begins at a place ends; hyphens and commas count for nothing.
fn form_end(words: &[Token], place: usize, stems: &[String]) -> Option<usize> {
    let mut next = place;
    for (count, wanted) in stems.iter().enumerate() {
        while count > 0 && at(words, next, &["-", ","]) {
            next += 1;
        }
        let word = words.get(next)?;
        if stem(&word.plain) == wanted {
            next += 1;
        } else if half_word(words, next).is_some_and(|rest| stem(&format!("{}{}", word.plain, rest.plain)) == wanted) {
            next += 3;
        } else {
            return None;
        }
    }
    Some(next)
}

/// The words of a name without their endings; "&" counts as "och".
pub(super) fn stems(words: &[Token]) -> Vec<String> {
    let words = words.iter().filter(|token| token.word || token.is("&"));
    words.map(|token| if token.is("&") { "och".to_owned() } else { stem(&token.plain).to_owned() }).collect()
}

/// A word without the endings that a name takes in a sentence.
pub(super) fn stem(plain: &str) -> &str {
    let bare = plain.strip_suffix('s').filter(|bare| bare.len() > 3).unwrap_or(plain);
    for (ending, head) in [("en", "namnd"), ("n", "styrelse"), ("et", "utskott"), ("en", "direktion"), ("en", "beredning"), ("et", "forbund"), ("et", "bolag")]
    {
        if let Some(cut) = bare.strip_suffix(ending)
            && cut.ends_with(head)
        {
            return cut;
        }
    }
    bare
}

/// "Gemensamma överförmyndarnämnden i A och B" is called "gemensamma överförmyndarnämnden", and without the adjective.
fn shorter(stems: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    if let Some(cut) = stems.iter().position(|stem| stem == "i").filter(|cut| *cut > 0) {
        found.extend(stems.get(..cut).map(<[String]>::to_vec));
    }
    let whole = found.first().cloned().unwrap_or_else(|| stems.to_vec());
    if let Some((first, rest)) = whole.split_first()
        && matches!(first.as_str(), "gemensamma" | "gemensam" | "den")
        && !rest.is_empty()
    {
        found.push(rest.to_vec());
    }
    // … and "den gemensamma överförmyndarnämnden", without the places behind it.
    if let Some(head) = whole.iter().position(|stem| stem.ends_with("namnd")).filter(|head| head + 1 < whole.len())
        && whole.first().is_some_and(|first| first.starts_with("gemensam"))
    {
        found.extend(whole.get(..=head).map(<[String]>::to_vec));
        // "Nämnden" alone is any board, and "den gemensamma nämnden" is this one.
        let rest = whole.get(1..=head).filter(|rest| *rest != ["namnd"]);
        found.extend(rest.map(<[String]>::to_vec));
        let definite = std::iter::once("gemensamma".to_owned()).chain(whole.iter().take(head + 1).skip(1).cloned());
        found.push(definite.collect());
    }
    // "Direktionen för Räddningsförbundet X" is called "direktionen", which is a group, and by the federation's name.
    if let [head, link, rest @ ..] = whole.as_slice()
        && matches!(head.as_str(), "direktion" | "forbundsdirektion")
        && matches!(link.as_str(), "for" | "i")
        && !rest.is_empty()
    {
        found.push(rest.to_vec());
    }
    found
}
