//! The address block: who the letter is for, and what the headings there ask of each.

mod by_form;
mod labels;
mod lone;
mod places;
mod recurring;
mod senders;
mod unread;

use super::bodies::{Mention, Vocabulary};
use super::clean::capitalised;
use super::dated_headings::DatedHeadings;
use super::doubt::{Leftover, LeftoverReason};
use super::layout::{Paragraph, Sentence};
use super::letter::Role;
use super::roles::marker_at;
use super::roll::{Roll, is_assembly};
use super::words::{Token, at, before};

use by_form::{names_by_form, unknown_name};
use labels::{label_at, numbering, phrase_at_start};
use lone::lone_body;
use places::with_places;
use recurring::Recurring;
pub(super) use senders::named_in_text;
use senders::{Companies, is_sender};
use unread::{is_body_like, unread};

/// Longer lines are not address lines.
const LONGEST_LINE: usize = 240;
/// How many lines that name no body (a street, a person) an address block may have in a row.
const MOST_OTHER_LINES: usize = 2;
/// What stands between the names on an address line.
const FILLERS: [&str; 49] = [
    "den",
    "de",
    "dels",
    "styrelse",
    "ordforande",
    "ordforanden",
    "ordf",
    "v",
    "vice",
    "presidierna",
    "sekreterare",
    "sekreteraren",
    "namndsekreterare",
    "namndsekreteraren",
    "+",
    "&",
    "i",
    "only",
    "samt",
    ",",
    ";",
    "och",
    "samt",
    "/",
    "•",
    "-",
    "–",
    "*",
    "·",
    "till",
    "to",
    ".",
    "(",
    ")",
    ":",
    "|",
    "registrator",
    "registratorn",
    "diariet",
    "berorda",
    "endast",
    "enbart",
    "aven",
    "enligt",
    "sandlista",
    "nedan",
    "the",
    "and",
    "att",
];

/// What a heading or a marker says of the bodies by it: nothing more than "Till", or a role.
type Asked = Option<Role>;

/// What the address block gives besides the roll.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// For every paragraph, whether it is an address line.
    pub is_address: Vec<bool>,
    /// Whether a label such as "Till" stands there.
    pub labelled: bool,
    /// Lines under a label in which no body was recognised.
    pub leftover: Vec<Leftover>,
    /// The same under a label that only informs: nobody is asked there.
    pub aside: Vec<Leftover>,
}

impl Block {
    /// Reports a line under a label, or with one, in which no body was recognised.
    fn report(&mut self, paragraph: &Paragraph, state: Option<Asked>) {
        // "För kännedom: medlemskommunernas fullmäktige och revisorer", "Ungdomsrådet för kännedom" hide nobody who is to answer.
        let words = paragraph.sentences.first().map(|line| line.tokens.as_slice()).unwrap_or_default();
        let own = label_at(words, 0).and_then(|(asked, _)| asked).or_else(|| (0..words.len()).find_map(|place| marker_at(words, place)).map(|(role, _)| role));
        let informs = own.or(state.flatten()) == Some(Role::Information);
        let list = if informs { &mut self.aside } else { &mut self.leftover };
        list.extend(unread(paragraph));
    }
}

impl Block {
    /// What was read is known from here on, and what may hide a body among it is reported.
    fn closed(mut self, paragraphs: &[Paragraph], dated: &DatedHeadings, vocabulary: &mut Vocabulary, roll: &mut Roll) -> Self {
        self.report_beside(paragraphs, dated);
        roll.without_places();
        roll.entries.iter().for_each(|entry| vocabulary.add(&entry.name));
        self
    }

    /// A line right above or below a line of the address that was read, without a space between, and that may hide a body.
    fn report_beside(&mut self, paragraphs: &[Paragraph], dated: &DatedHeadings) {
        let is_address = |place: usize| self.is_address.get(place).copied().unwrap_or_default();
        let joined = |place: usize| paragraphs.get(place).is_some_and(|paragraph| !paragraph.gap);
        let beside = |place: usize| place > 0 && is_address(place - 1) && joined(place) || is_address(place + 1) && joined(place + 1);
        let hidden = paragraphs.iter().enumerate().filter(|(place, _)| !is_address(*place) && !dated.takes(*place) && beside(*place));
        let found: Vec<Leftover> = hidden.filter_map(|(_, paragraph)| unread(paragraph)).collect();
        let known = |left: &Leftover| self.leftover.iter().chain(&self.aside).any(|other| other.phrase == left.phrase);
        let further: Vec<Leftover> = found.into_iter().filter(|left| !known(left)).collect();
        self.leftover.extend(further);
    }
}

/// Puts the bodies of address blocks on the roll, and tells which paragraphs are address lines.
pub(super) fn read_blocks(paragraphs: &[Paragraph], dated: &DatedHeadings, is_cell: &[bool], vocabulary: &mut Vocabulary, roll: &mut Roll) -> Block {
    let (mut block, mut state): (Block, Option<Asked>) = (Block::default(), None);
    let (recurring, mut companies, mut others, mut at_top) = (Recurring::of(paragraphs), Companies::default(), 0, true);
    for (place, paragraph) in paragraphs.iter().enumerate() {
        // "För yttrande senast den 25 april" is a label, and gives a day besides: for the names right below it, and no others.
        if is_cell.get(place).copied().unwrap_or_default() {
            state = None;
            block.is_address.push(true);
            continue;
        }
        if dated.below.contains_key(&place) {
            (state, others) = (Some(Some(Role::Respond)), 0);
            block.is_address.push(false);
            continue;
        }
        let leaves_heading = place.checked_sub(1).is_some_and(|above| dated.takes(above)) && !dated.takes(place);
        state = state.filter(|_| !leaves_heading);
        let below_row = is_below_row(paragraphs, place, vocabulary);
        let own = if below_row { None } else { address_line(paragraph, vocabulary) };
        let line = own.filter(|line| !is_sender(paragraphs, place, line)).or_else(|| recurring.name(paragraph, state.is_some()));
        let line = line.or_else(|| by_its_form(paragraph, &block, state, vocabulary).filter(|_| !below_row));
        let understood = line.is_some() || below_row;
        // A name that comes again without a label is a heading over last days, not another line of the address.
        let again =
            |line: &AddressLine| line.label.is_none() && line.bodies.iter().all(|(body, _)| roll.has(&body.key)) && (state.is_none() || !at_top || others > 0);
        let belongs = |line: &AddressLine| (line.label.is_some() || state.is_some() || at_top) && !again(line);
        let Some(line) = line.filter(belongs) else {
            if !understood && (state.is_some() || opens_label(paragraph)) && !is_subject(paragraphs, place) {
                block.report(paragraph, state);
            }
            others += 1;
            state = below_unknown_label(paragraph, state);
            at_top &= paragraph.text.len() <= LONGEST_LINE / 2 && paragraph.sentences.len() < 2;
            state = state.filter(|_| others <= MOST_OTHER_LINES && at_top);
            block.is_address.push(false);
            continue;
        };
        others = 0;
        block.leftover.extend(line.partly.then(|| Leftover { phrase: (&paragraph.text).into(), reason: LeftoverReason::AddressLine }));
        block.labelled |= line.label.is_some();
        let under = state.flatten();
        state = Some(line.label.unwrap_or(under));
        for (short, mention) in &line.shorts {
            vocabulary.abbreviate(short, mention);
        }
        for (mention, own) in line.bodies {
            roll.address(&companies.or_its_company(mention, paragraphs, place, vocabulary), own.unwrap_or(under), &(&paragraph.text).into());
        }
        block.is_address.push(true);
    }
    block.closed(paragraphs, dated, vocabulary, roll)
}

/// A line that no rule for names took, among such as were taken, or that a label opens.
fn by_its_form(paragraph: &Paragraph, block: &Block, state: Option<Asked>, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let among = !paragraph.gap && (state.is_some() || block.is_address.last() == Some(&true));
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    let short = sentence.text.len() <= LONGEST_LINE && paragraph.is_heading();
    let named = names_by_form(sentence, vocabulary).filter(|line| short && (among || line.label.is_some()));
    named.or_else(|| unknown_name(paragraph).filter(|_| among && state.is_some()))
}

/// "För X:" in words that nobody knows: what it asks of the names below is not what the label above it asks.
fn below_unknown_label(paragraph: &Paragraph, state: Option<Asked>) -> Option<Asked> {
    let labels = paragraph.text.ends_with(':') || paragraph.tokens().next().is_some_and(|word| word.is("for"));
    if labels && state.flatten().is_some() { Some(None) } else { state }
}

/// An address line: its names, each with what the line itself asks of it, and the label that holds for lines below.
#[derive(Debug, Default)]
pub(super) struct AddressLine {
    pub bodies: Vec<(Mention, Option<Asked>)>,
    pub label: Option<Asked>,
    shorts: Vec<(String, Mention)>,
    /// Whether something on it was not understood.
    partly: bool,
}

fn address_line(paragraph: &Paragraph, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    if sentence.text.len() > LONGEST_LINE {
        return None;
    }
    lone_body(sentence, vocabulary)
        .or_else(|| names_only(sentence, vocabulary))
        .or_else(|| unusual_name(sentence))
        .or_else(|| labelled_names(paragraph, sentence, vocabulary))
}

/// A labelled line of which only some names are understood: these are taken, and the line is reported.
fn labelled_names(paragraph: &Paragraph, sentence: &Sentence, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let (label, _) = label_at(&sentence.tokens, 0)?;
    let named = vocabulary.mentions(sentence).into_iter().filter(|mention| mention.group.is_none() && !mention.genitive);
    let bodies: Vec<(Mention, Option<Asked>)> = named.map(|mention| (mention, Some(label))).collect();
    let fits = paragraph.is_heading() && !bodies.is_empty() && super::dates::dates(&sentence.tokens).is_empty();
    // "Till nämndsekreteraren för vidare befordran till parknämnden": nobody else can hide on the line.
    let covered = |place: usize| bodies.iter().any(|(body, _)| (body.first..body.end).contains(&place));
    let partly = sentence.tokens.iter().enumerate().skip(1).any(|(place, word)| !covered(place) && (word.capital || is_body_like(word)));
    fits.then_some(AddressLine { bodies, label: Some(label), partly, ..AddressLine::default() })
}

/// "Socialnämnden, att. Karin Berg": a person, who answers for nothing.
fn names_a_person(words: &[Token], place: usize) -> bool {
    at(words, place, &["att", "attention", "c"]) && at(words, place + 1, &[".", ":", "/"])
}

/// A line that holds nothing but names and what is asked of them.
pub(super) fn names_only(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<AddressLine> {
    let words = &sentence.tokens;
    let mut mentions = vocabulary.mentions(sentence).into_iter().peekable();
    let mut line = AddressLine::default();
    let (mut waiting, mut place, mut after_group) = (0, 0, false);
    if let Some((asked, end)) = phrase_at_start(words, mentions.peek().map_or(words.len(), |mention| mention.first)) {
        (line.label, place) = (Some(asked), end);
    }
    while place < words.len() && (line.bodies.is_empty() || !names_a_person(words, place)) {
        if let Some(mention) = mentions.next_if(|mention| mention.first == place) {
            let mention = with_members(words, mention)?;
            after_group = mention.group.is_some();
            // "Till samtliga nämnder och kommunstyrelsen": who the others are, the letter does not say.
            let others = mention.group.is_some_and(|group| !group.is_one()) && at(words, mention.end, &["och", "samt"]);
            line.partly |= others && words.len() > mention.end + 1 && !sentence.text.ends_with(':');
            let mention = with_adjective(sentence, mention);
            let (bodies, end) = with_places(sentence, mention);
            place = end;
            line.bodies.extend(bodies.into_iter().map(|body| (body, line.label)));
        } else if let Some((asked, end)) = label_at(words, place) {
            let next_is_name = mentions.peek().is_some_and(|mention| mention.first == end);
            let leads = next_is_name || at(words, end, &[":", "till"]) || line.bodies.len() == waiting;
            let bracketed = before(words, place, &["("]);
            if leads && !bracketed {
                line.label = Some(asked);
            } else {
                mark_those_before(words, &mut line, bracketed, waiting, asked);
            }
            waiting = line.bodies.len();
            place = end;
        } else if let Some(length) = passed_over(words, place, after_group, !line.bodies.is_empty()) {
            place += length;
        } else if at(words, place, &["styrelsen", "styrelserna"]) && mentions.peek().is_some_and(|mention| mention.first == place + 2) {
            place += 2;
        } else if let Some(short) = short_in_brackets(sentence, place) {
            let named = line.bodies.last().map(|(mention, _)| mention.clone())?;
            mentions.next_if(|mention| mention.first == place + 1);
            line.shorts.push((short, named));
            place += 3;
        } else if let Some(short) = short_behind_a_comma(sentence, place) {
            let named = line.bodies.last().map(|(mention, _)| mention.clone())?;
            mentions.next_if(|mention| mention.first == place + 1);
            line.shorts.push((short, named));
            place += 2;
        } else if is_adjective_of_name(words, place) || at(words, place, &FILLERS) || (after_group && at(words, place, &["for"])) {
            place += 1;
        } else {
            return None;
        }
    }
    (line.label.is_some() || !line.bodies.is_empty()).then_some(line)
}

/// How many tokens at a place say nothing of who is addressed: a place, a number, an address of mail.
fn passed_over(words: &[Token], place: usize, after_group: bool, named: bool) -> Option<usize> {
    let municipality = municipality(words, place).filter(|length| named || after_group && *length > 1);
    let of_places = (after_group && is_of_places(words, place)).then_some(1);
    municipality.or(of_places).or_else(|| mail_address(words, place)).or_else(|| numbering(words, place))
}

/// "Socialnämndens ledamöter" are the board; another genitive names nobody.
fn with_members(words: &[Token], mention: Mention) -> Option<Mention> {
    let members = at(words, mention.end, &["ledamoter", "ledamoterna", "ordforande", "sekreterare", "registrator", "diarium"]);
    match (mention.genitive, members) {
        (false, _) => Some(mention),
        (true, true) => Some(Mention { genitive: false, end: mention.end + 1, ..mention }),
        (true, false) => None,
    }
}

/// Brackets, and the assembly at the end, speak of one body; otherwise the marker is for all that wait before it. "Till A, B för
/// kännedom": after a label, a comma parts the last from those before it.
fn mark_those_before(words: &[Token], line: &mut AddressLine, bracketed: bool, waiting: usize, asked: Asked) {
    let parted = line.label.is_some() && line.bodies.last().is_some_and(|(body, _)| before(words, body.first, &[","]));
    let last_only = bracketed || parted || line.bodies.last().is_some_and(|(body, _)| is_assembly(&body.key));
    let from = if last_only { line.bodies.len().saturating_sub(1) } else { waiting };
    line.bodies.iter_mut().skip(from).for_each(|(_, own)| *own = Some(asked));
}

/// A line may begin with an adjective that is part of the name: "Operativa hälso- och sjukvårdsnämnden".
fn is_adjective_of_name(words: &[Token], place: usize) -> bool {
    let first = words.get(place).is_some_and(|word| word.capital && word.plain.len() > 6 && word.plain.ends_with('a') && !word.plain.contains("revisor"));
    let begins = place == 0 || before(words, place, &["-", "•", "–", "*", "·", "till", ":"]);
    first && begins && words.get(place + 1).is_some_and(|next| next.word && !next.capital)
}

fn with_adjective(sentence: &Sentence, mention: Mention) -> Mention {
    let words = &sentence.tokens;
    let Some(adjective) = mention.first.checked_sub(1).filter(|at| mention.group.is_none() && is_adjective_of_name(words, *at)) else { return mention };
    let name = capitalised(sentence.between(adjective, mention.end));
    let key = super::bodies::stems(words.get(adjective..mention.end).unwrap_or_default()).join(" ");
    Mention { name, key, first: adjective, ..mention }
}

/// "Kommunstyrelserna i Kvarnbacka och Hultfors": the places behind a word for several bodies.
fn is_of_places(words: &[Token], place: usize) -> bool {
    at(words, place, &["i"]) && words.get(place + 1).is_some_and(|name| name.capital)
        || words.get(place).is_some_and(|name| name.capital && name.word) && before(words, place, &["i", "och", ","])
}

/// "…, Tärnby kommun", "…, Region Sunnanå": how many tokens the name of a municipality takes.
fn municipality(words: &[Token], place: usize) -> Option<usize> {
    let capital = |at: usize| words.get(at).is_some_and(|word| word.capital && word.word);
    let named = capital(place) && at(words, place + 1, &["kommun", "stad", "kommuns", "stads"]);
    let region = at(words, place, &["region"]) && capital(place + 1);
    // "Familjenämnden, Edsvik": the place alone, at the end of the line.
    let alone = place + 1 == words.len() && capital(place);
    if alone { Some(1) } else { (named || region).then_some(2) }
}

/// How many tokens "<namn@ort.example>" takes, when it stands at a place.
fn mail_address(words: &[Token], place: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let inside = words.get(place..)?.iter().take(LONGEST);
    let length = inside.clone().position(|word| word.is(">"))?;
    (at(words, place, &["<"]) && inside.take(length).any(|word| word.is("@"))).then_some(length + 1)
}

/// "(KS)" after a name.
fn short_in_brackets(sentence: &Sentence, place: usize) -> Option<String> {
    let words = &sentence.tokens;
    let written = sentence.between(place + 1, place + 2);
    let letters = (2..=6).contains(&written.len()) && written.chars().all(char::is_uppercase);
    (at(words, place, &["("]) && at(words, place + 2, &[")"]) && letters).then(|| words.get(place + 1).map(|word| word.plain.clone()))?
}

/// "Parknämnden, PN": letters for the name right before them, and nothing more than a bracket behind.
fn short_behind_a_comma(sentence: &Sentence, place: usize) -> Option<String> {
    let words = &sentence.tokens;
    let written = sentence.between(place + 1, place + 2);
    let letters = (2..=6).contains(&written.chars().count()) && written.chars().all(char::is_uppercase);
    let ends = words.get(place + 2).is_none_or(|next| next.is_any(&["(", "–", "-"]));
    (at(words, place, &[","]) && ends && letters).then(|| words.get(place + 1).map(|word| word.plain.clone()))?
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
    let mut end = words.len();
    let marked = (first..end).find_map(|place| marker_at(words, place).map(|(role, _)| (place, role)));
    if let Some((place, _)) = marked {
        end = place;
        while end > first && at(words, end - 1, &["(", ",", "–", "-"]) {
            end -= 1;
        }
    }
    // The board of a company answers for it, and the company is what people call it.
    let foundation = words.get(first + 2).is_some_and(|word| word.starts_any(&["stiftelse"]));
    let of_company = foundation && at(words, first, &["styrelsen"]) && at(words, first + 1, &["i", "for"])
        || end > 0 && sentence.between(end - 1, end) == "AB" && at(words, first, &["styrelsen", "bolagsstyrelsen"]) && at(words, first + 1, &["i", "for"]);
    if of_company {
        first += 2;
    }
    let rest = words.get(first..end)?;
    let opens = rest.first()?.is_any(&["namnden", "styrelsen", "utskottet", "direktionen", "samtliga", "alla"]);
    let board = match rest {
        [_, second, ..] => opens && (second.is("for") || second.plain.starts_with("namnder")),
        _ => false,
    };
    let last = rest.last()?;
    let company = last.is_any(&["ab", "presidium"]) || (rest.len() > 1 && at(rest, 0, &["ab"])) || rest.iter().any(is_of_a_company);
    let begins = rest.first()?.capital || (label.is_some() && opens);
    // "Styrelsen för Österskogs universitetssjukhus": after "för", small letters are part of the name.
    let numbered = rest.iter().any(|word| word.plain.contains(|sign: char| sign.is_ascii_digit()));
    let of_something = board && rest.len() <= 8 && !numbered && !super::tense::asks(rest) && !super::kinds::about_responses(rest);
    let whole = of_something || of_company && rest.len() <= 6 && !numbered || rest.iter().all(is_part_of_name);
    if rest.len() > 12 || !begins || !((board || company) && whole || is_council(rest)) {
        return None;
    }
    let name = capitalised(sentence.between(first, end));
    let key = super::bodies::stems(rest).join(" ");
    let mention = Mention::body(name, key, first, end, false);
    let own = marked.map(|(_, role)| Some(role)).or(label);
    Some(AddressLine { bodies: vec![(mention, own)], label, ..AddressLine::default() })
}

/// Whether a word says what a company, a federation or an office is.
fn is_of_a_company(word: &Token) -> bool {
    const ENDINGS: [&str; 9] = ["bolag", "bolaget", "forbund", "forbundet", "stiftelsen", "stiftelse", "tjansten", "formyndaren", "sradet"];
    ENDINGS.iter().any(|ending| word.plain.ends_with(ending))
}

/// "Kommunala pensionärsrådet": what it is a council of has small letters.
fn is_council(rest: &[Token]) -> bool {
    rest.len() <= 3 && rest.first().is_some_and(|first| first.capital) && rest.last().is_some_and(|last| last.plain.ends_with("radet"))
}

/// A word of a line that is a name: a capital, or a small word that binds. Auditors are not those a letter goes to.
fn is_part_of_name(word: &Token) -> bool {
    let binds =
        word.is_any(&["for", "och", "i", "av", "&", ",", "-", "namnden", "styrelsen", "utskottet", "direktionen", "samtliga", "alla", "namnder", "presidium"]);
    let sender = ["revis", "gransk", "ekonomi", "arsredov"].iter().any(|stem| word.plain.contains(stem));
    (binds || word.capital || !word.word) && !sender
}

/// Whether a line stands below a row of a table: a name there is the beginning of the next row.
fn is_below_row(paragraphs: &[Paragraph], place: usize, vocabulary: &Vocabulary) -> bool {
    let above = place.checked_sub(1).and_then(|above| paragraphs.get(above));
    paragraphs.get(place).is_some_and(|line| !line.gap) && above.is_some_and(|above| is_row(above, vocabulary))
}

/// Whether a line holds a body and a day.
fn is_row(paragraph: &Paragraph, vocabulary: &Vocabulary) -> bool {
    let [sentence] = paragraph.sentences.as_slice() else { return false };
    paragraph.is_heading() && !super::dates::dates(&sentence.tokens).is_empty() && has_names(sentence, vocabulary) && label_at(&sentence.tokens, 0).is_none()
}

/// Whether a line stands by itself over the text: it says what the letter is about, also when it speaks of a board.
fn is_subject(paragraphs: &[Paragraph], place: usize) -> bool {
    let below = paragraphs.get(place + 1);
    let over_text = below.is_some_and(|below| below.text.ends_with(['.', ':']) || below.sentences.len() > 1);
    let own = paragraphs.get(place);
    own.is_some_and(|own| own.gap && !opens_label(own)) && over_text
}

fn opens_label(paragraph: &Paragraph) -> bool {
    let first = paragraph.sentences.first().and_then(|sentence| sentence.tokens.first());
    first.is_some_and(|word| word.is_any(&["till", "mottagare", "adressat", "adressater", "addressees", "recipients", "sandlista"])) && paragraph.is_heading()
}

/// Whether a sentence names any body.
pub(super) fn has_names(sentence: &Sentence, vocabulary: &Vocabulary) -> bool {
    vocabulary.mentions(sentence).iter().any(|mention| mention.group.is_none())
}
